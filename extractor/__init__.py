"""Structured claims from news text on trade and the economy."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from extractor.frames import extract_frame as extract_frame
    from extractor.pipeline import extract as extract

__version__ = "0.1.0"

_HOME = {
    "extract": "pipeline",
    "extract_frame": "frames",
}


def __getattr__(name: str) -> Any:
    """A public function, imported when it is first asked for, so that `import extractor` costs nothing."""
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *_HOME})
