"""What the command `run` does: articles into a database and a file, said on the screen, once or as they come."""

from __future__ import annotations

import logging
import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Event
from time import perf_counter
from typing import Any

import typer
from rich.console import Console
from rich.text import Text

from extractor import batch, databases, listing, progress, reading, store, watching, workers
from extractor.archives import plain_name
from extractor.batch import Counts, Done, Plan
from extractor.claims import Claim
from extractor.commands import console, counted
from extractor.errors import Refused
from extractor.options import How
from extractor.reading import Problem, Source, sources
from extractor.streaming import is_read
from extractor.tables import Tables
from extractor.workers import Pool
from extractor.writing import Write, writer

Found = Callable[[], Iterator[Source | Problem]]


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked of a run, as the options of the command say it."""

    paths: Sequence[str]
    how: How
    db: str
    out: Path | None
    partition: str
    least: float
    workers: int
    scheduler: str
    force: bool
    watch: bool
    limit: int


def feed(wish: Wish, tables: Tables) -> bool:
    """Do what is asked; whether all of it was done. Refused if a place cannot be written to."""

    def found() -> Iterator[Source | Problem]:
        return sources(wish.paths, format=wish.how.format, columns=wish.how.columns)

    stop = Event()
    total = sum(isinstance(one, Source) for one in found())
    with ExitStack() as stack:
        stack.enter_context(tables.used())
        if not total and not wish.watch:
            _say(Counts(failures=[one for one in found() if isinstance(one, Problem)]), 0.0, [])
            return False
        stack.enter_context(_stopping(stop))
        write = stack.enter_context(writer(wish.out, partition=wish.partition)) if wish.out else None
        options = {"published": wish.how.date, "min_confidence": wish.least, **wish.how.reading}
        fingerprint = tables.fingerprint
        kept = stack.enter_context(store.opened(wish.db, tables=fingerprint, options=options))
        pool = stack.enter_context(_pool(wish, tables))
        plan = Plan(kept, pool, store.as_json(options), fingerprint, wish.least, wish.force)
        places = [databases.masked(wish.db), *filter(None, [wish.out])]
        done = _pass(found, total, plan, wish, stop, _Output(kept, write, wish.limit), places)
        if not wish.watch:
            if stop.is_set():
                typer.echo("stopped; what was in hand is written, and the same command goes on from there", err=True)
            return done and not stop.is_set()
        for files in watching.finished(wish.paths, stop=stop):
            come = _come(files, wish.how)
            if come:
                _pass(_again(come), len(come), plan, wish, stop, _Output(kept, None, wish.limit), places)
    return True


def _pool(wish: Wish, tables: Tables) -> Pool:
    """Those who read: processes of this machine, or the workers of a Dask cluster; Refused if it cannot be had."""
    if not wish.scheduler:
        return Pool(wish.workers or workers.cores(), tables)
    try:
        from extractor.cluster import Cluster
    except ModuleNotFoundError:
        raise Refused("--scheduler: needs Dask; pip install 'trade-claims[dask]'") from None
    logging.getLogger("distributed.client").setLevel(logging.CRITICAL)  # a scheduler that is gone is said in a line
    return Cluster(wish.scheduler, tables)


def _again(come: Sequence[Source | Problem]) -> Found:
    return lambda: iter(come)


class _Output:
    """Where claims go beside the database: a file, the screen up to a limit."""

    def __init__(self, kept: store.Store, write: Write | None, limit: int) -> None:
        self._kept, self._write, self._limit = kept, write, limit
        self._groups: list[tuple[str, Sequence[Claim]]] = []
        self._left = limit
        self._notes: list[str] = []

    def take(self, done: Sequence[Done]) -> None:
        """Write the claims of articles to the file, and keep those that are to be printed."""
        self._notes += [f"{one.path}: {one.note}" for one in done if one.note]
        if self._write is None and self._limit and not self._left:
            return
        for one, found in batch.claims(done, self._kept):
            if self._write is not None:
                self._write(found, one.published)
            if self._left or not self._limit:
                published = f", published {one.published}" if one.published else ""
                shown = found[: self._left] if self._limit else found
                self._groups.append((f"-- {one.doc_id}{published}", shown))
                self._left -= len(shown) if self._limit else 0

    def print(self, claims: int) -> None:
        """Print what was kept, and how many claims there are more; last, what is worth knowing of the articles."""
        screen = console()
        titles = {title for title, _ in self._groups}
        for number, line in enumerate(listing.lines(self._groups, screen.width)):
            screen.print(Text(line, "bold" if number == 0 else "cyan" if line in titles else ""))
        more = claims - sum(len(found) for _, found in self._groups)
        if more > 0:
            typer.echo(f"and {counted(more, 'claim')} more (--limit 0 prints all)")
        for note in self._notes:
            typer.echo(note, err=True)


def _pass(
    found: Found, total: int, plan: Plan, wish: Wish, stop: Event, output: _Output, places: Sequence[object]
) -> bool:
    """Read what there is, and then copies whose original turned out to have changed; whether nothing failed."""
    counts = Counts()
    start = perf_counter()
    taken = progress.Places(total)
    with progress.shown(Console(stderr=True), taken) as shown:
        for done in batch.run(reading.pieces(taken.counted(found()), published=wish.how.date), plan, counts, stop=stop):
            output.take(done)
            shown.update(counts)
        if counts.stale and not stop.is_set():
            again = (one for one in reading.pieces(found(), published=wish.how.date) if one.path in counts.stale)
            for done in batch.run(again, plan, counts, stop=stop):
                output.take(done)
    plan.store.end(articles=counts.articles, claims=counts.claims, words=counts.words, failures=counts.failed)
    output.print(counts.claims + counts.held)
    _say(counts, perf_counter() - start, places)
    return not counts.failures


def _come(files: Sequence[str], how: How) -> list[Source | Problem]:
    """The sources among files that have come into a folder; what is no article is passed over there."""
    wanted = [file for file in files if is_read(plain_name(Path(file).name), how.format)]
    found = sources(wanted, format=how.format, columns=how.columns)
    return [replace(one, named=False) if isinstance(one, Source) else one for one in found]


@contextmanager
def _stopping(stop: Event) -> Iterator[None]:
    """The first Ctrl-C, or the signal to end, sets `stop`; the next ends the program at once."""

    def answer(number: int, _frame: object) -> None:
        stop.set()
        typer.echo("stopping when what is in hand is written; again to end at once", err=True)
        signal.signal(number, before[number])

    before: dict[int, Any] = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        for number in before:
            signal.signal(number, answer)
    except ValueError:  # in a thread, which gets no signals
        before = {}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _say(counts: Counts, seconds: float, places: Sequence[object]) -> None:
    """What became of the articles, in one line, and then each that could not be read."""
    asides = [
        f"{number:,} {what}" for number, what in ((counts.unchanged, "unchanged"), (counts.copies, "copied")) if number
    ]
    among = f" ({', '.join(asides)})" if asides else ""
    failed = f", {counts.failed:,} not read" if counts.failures else ""
    speed = f"{counts.words:,} words in {seconds:.1f} s, {counts.words / seconds if seconds else 0:,.0f} words/s"
    to = f"; written to {' and '.join(map(str, places))}" if counts.articles else ""
    found = f"{counted(counts.articles, 'article')}{among}, {counted(counts.claims + counts.held, 'claim')}"
    typer.echo(f"{found}{failed} ({speed}){to}")
    for problem in sorted(counts.failures, key=str):
        typer.echo(str(problem), err=True)
