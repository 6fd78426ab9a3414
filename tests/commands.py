"""Commands run by tests, on small articles in an empty folder."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

TEXT = "China's exports rose 5.9 percent.\n\nImports rose 5.9 percent."


class Ran(NamedTuple):
    """What a command that has run gave back."""

    code: int
    out: str
    err: str


Run = Callable[..., Ran]


def put(name: str, text: str | bytes = TEXT) -> Path:
    """A file with a text, its folder made."""
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path
