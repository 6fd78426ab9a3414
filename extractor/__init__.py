"""Structured claims from news text on trade and the economy."""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from extractor.additions import tables as tables
    from extractor.areas import areas as areas
    from extractor.catalogue import lookup as lookup
    from extractor.distribution import distribute as distribute
    from extractor.frames import extract_frame as extract_frame
    from extractor.periods import periods as periods
    from extractor.pipeline import extract as extract
    from extractor.quantities import quantities as quantities

__version__ = "0.1.0"

_HOME = {
    "areas": "extractor.areas",
    "distribute": "extractor.distribution",
    "extract": "extractor.pipeline",
    "extract_frame": "extractor.frames",
    "lookup": "extractor.catalogue",
    "periods": "extractor.periods",
    "quantities": "extractor.quantities",
    "tables": "extractor.additions",
}


class _Package(ModuleType):
    """The package as seen from outside: its functions, each imported when first asked for.

    A stage's module and its function share a name; importing the module must not put it in the function's place.
    """

    def __getattr__(self, name: str) -> Any:
        if name not in _HOME:
            raise AttributeError(f"module {self.__name__!r} has no attribute {name!r}")
        return getattr(import_module(_HOME[name]), name)

    def __setattr__(self, name: str, value: object) -> None:
        if not (name in _HOME and isinstance(value, ModuleType)):
            super().__setattr__(name, value)

    def __dir__(self) -> list[str]:
        return sorted({*super().__dir__(), *_HOME})


sys.modules[__name__].__class__ = _Package
