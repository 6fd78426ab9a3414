"""How far a batch is: a bar on a terminal, lines in a log."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from time import monotonic
from typing import Protocol, TypeVar

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

T = TypeVar("T")

EVERY = 10.0
"""Seconds between the lines of a log."""


class Tally(Protocol):
    """What a batch has come to so far."""

    articles: int
    claims: int
    words: int

    @property
    def failed(self) -> int:
        """How many could not be read."""


class Places:
    """Counts the files that have been taken up, of those there are."""

    def __init__(self, total: int) -> None:
        self.total = total
        self.taken = 0

    def counted(self, found: Iterable[T]) -> Iterator[T]:
        """The same, each counted when it is taken."""
        for one in found:
            self.taken += 1
            yield one


class Shown:
    """Says how far a batch is, at most so often."""

    def __init__(self, console: Console, places: Places) -> None:
        self._console, self._places = console, places
        self._begun = self._said = monotonic()
        self._bar: Progress | None = None
        self._task = None
        if console.is_terminal:
            columns = (BarColumn(), TextColumn("{task.description}"), TimeRemainingColumn())
            self._bar = Progress(*columns, console=console, transient=True)
            self._task = self._bar.add_task("", total=places.total)

    def update(self, tally: Tally) -> None:
        """Say what a batch has come to, if it is time."""
        now = monotonic()
        done, total = min(self._places.taken, tally.articles + tally.failed), self._places.total
        if self._bar is not None and self._task is not None:
            told = described(tally, now - self._begun)
            self._bar.update(self._task, completed=done, description=told)
        elif now - self._said >= EVERY:
            self._said = now
            left = (now - self._begun) * (total - done) / done if done else 0.0
            self._console.print(f"{described(tally, now - self._begun)}, about {left:,.0f} s left", soft_wrap=True)


@contextmanager
def shown(console: Console, places: Places) -> Iterator[Shown]:
    """What says how far a batch is, on a terminal as long as it lasts."""
    made = Shown(console, places)
    if made._bar is None:
        yield made
        return
    with made._bar:
        yield made


def described(tally: Tally, seconds: float) -> str:
    """Articles, words a second, claims and failures in a few words."""
    speed = tally.words / seconds if seconds else 0.0
    failed = f", {tally.failed:,} failed" if tally.failed else ""
    articles = f"{tally.articles:,} article{'' if tally.articles == 1 else 's'}"
    return f"{articles}, {speed:,.0f} words/s, {tally.claims:,} claims{failed}"
