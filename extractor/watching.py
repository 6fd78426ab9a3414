"""New files of folders, once they are whole."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from threading import Event
from time import monotonic
from typing import NamedTuple

from extractor.errors import Refused

QUIET = 1.0
"""Seconds for which a file must stay as it is before it is held to be whole."""
_STEP = 300
"""Milliseconds between looks."""


class _Seen(NamedTuple):
    """How a file was when it was last seen to change, and since when it has been so."""

    size: int
    changed: int
    since: float


def finished(folders: Sequence[str], *, stop: Event) -> Iterator[list[str]]:
    """The files that come into folders or change there, some at a time, each once it has been quiet for a while.

    A file that is still being copied is left alone; one that is gone again is forgotten. Ends when `stop` is set.
    Refused if a folder is none, or the library that watches is not installed.
    """
    try:
        from watchfiles import Change, watch
    except ModuleNotFoundError:
        raise Refused("--watch: needs watchfiles; pip install 'trade-claims[watch]'") from None
    for folder in folders:
        if not Path(folder).is_dir():
            raise Refused(f"--watch {folder}: is not a folder; name the folders that new files come into")
    pending: dict[str, _Seen] = {}
    looks = watch(
        *folders, debounce=_STEP, step=_STEP // 3, rust_timeout=_STEP, yield_on_timeout=True, stop_event=stop,
        raise_interrupt=False,
    )  # fmt: skip
    for changes in looks:
        now = monotonic()
        for kind, path in changes:
            if kind != Change.deleted and (seen := _seen(path, now)) is not None:
                pending[path] = seen
        ready = []
        for path, before in list(pending.items()):
            seen = _seen(path, now)
            if seen is None:
                del pending[path]
            elif (seen.size, seen.changed) != (before.size, before.changed):
                pending[path] = seen
            elif now - before.since >= QUIET:
                del pending[path]
                ready.append(path)
        if ready:
            yield sorted(ready)


def _seen(path: str, now: float) -> _Seen | None:
    try:
        stat = Path(path).stat()
    except OSError:
        return None
    return _Seen(stat.st_size, stat.st_mtime_ns, now) if Path(path).is_file() else None
