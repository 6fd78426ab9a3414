"""Many articles into a database: what has not changed is passed over, the rest read side by side and written."""

from __future__ import annotations

import hashlib
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice, takewhile
from threading import Event

from extractor import __version__, documents
from extractor.claims import Claim
from extractor.documents import Document
from extractor.formats import Piece
from extractor.reading import Article, Problem
from extractor.running import Read, reading
from extractor.store import Known, Store, Written
from extractor.store_rows import Entry, Failure, claim_of, entry
from extractor.workers import Pool

TEXT = 60_000
"""Bytes of articles that a worker is given at once, about: a round costs little beside them, and is soon finished."""
MOST = 200
"""Articles that a worker is given at once at most."""


@dataclass(frozen=True, slots=True)
class Job:
    """What is to be done with a piece: read it, or write it as a copy of the article `original`."""

    at: int
    piece: Article | Document
    source: str
    original: str = ""


@dataclass(frozen=True, slots=True)
class Done:
    """What became of the piece at a place of its round: an article that was read now, or is in the database already.

    `entry` is what was written, None of an article that has not changed, of which `held` claims are held.
    """

    at: int
    doc_id: str
    path: str
    published: str | None = None
    words: int = 0
    note: str = ""
    entry: Entry | None = None
    held: int = 0


@dataclass(slots=True)
class Counts:
    """What a run has come to so far.

    `claims` are those read now, `held` those that the database held of unchanged articles; `stale` are paths of copies
    that are to be read after all.
    """

    articles: int = 0
    unchanged: int = 0
    copies: int = 0
    claims: int = 0
    held: int = 0
    words: int = 0
    failures: list[Problem] = field(default_factory=list)
    stale: set[str] = field(default_factory=set)

    @property
    def failed(self) -> int:
        """How many could not be read."""
        return len(self.failures)


@dataclass(frozen=True, slots=True)
class Plan:
    """How a batch is done: where it is written, by whom it is read, and what of an earlier run counts as done.

    `options` and `fingerprint` (of the tables) are those of this run as the database keeps them; with `force` nothing
    counts as done. Claims with less confidence than `least` are left out.
    """

    store: Store
    pool: Pool
    options: str
    fingerprint: str
    least: float = 0.0
    force: bool = False


def run(pieces: Iterable[Piece], plan: Plan, counts: Counts, *, stop: Event | None = None) -> Iterator[list[Done]]:
    """Read and write pieces in rounds, and give what became of each, in their order, once it is in the database.

    The articles of a round are written in one transaction, each whole or not at all. Once `stop` is set nothing
    more is begun, and what is in hand is finished. What could not be read goes to `counts` and to the database.
    """
    stopped = stop.is_set if stop is not None else bool
    rounds = _planned(takewhile(lambda _: not stopped(), pieces), plan, counts)
    for passed, made in plan.pool.ordered(_read, rounds, parts=_parts, lost=_lost, stopped=stopped):
        problems = [one for one in made if isinstance(one, Problem)]
        read = [one for one in made if isinstance(one, Done)]
        _failed(plan, counts, problems)
        written = plan.store.write([one.entry for one in read if one.entry], link=True) if read else Written()
        counts.failures += [Problem(one.path, one.reason) for one in written.refused]
        counts.stale.update(written.stale)
        refused = {one.doc_id for one in written.refused}
        done = sorted((one for one in (*passed, *read) if one.doc_id not in refused), key=lambda one: one.at)
        for one in done:
            counts.articles += 1
            counts.words += 0 if one.entry is None or one.entry.original else one.words
            counts.unchanged += one.entry is None
            counts.copies += one.entry is not None and bool(one.entry.original)
            counts.claims += len(one.entry.claims) if one.entry else 0
            counts.held += one.held
        yield done


def claims(done: Sequence[Done], store: Store) -> Iterator[tuple[Done, list[Claim]]]:
    """The claims of articles: those read now, and those that the database holds of the others."""
    held = store.claims(one.doc_id for one in done if one.entry is None)
    for one in done:
        yield one, [claim_of(row) for row in one.entry.claims] if one.entry else held.get(one.doc_id, [])


Task = tuple[tuple[Job, ...], float]


def _planned(pieces: Iterable[Piece], plan: Plan, counts: Counts) -> Iterator[tuple[list[Done], Task]]:
    """Pieces in rounds of some text: those that have not changed, and the task of a worker for the others."""
    left = iter(pieces)
    in_hand: deque[set[str]] = deque(maxlen=plan.pool.ahead)  # ids that the database may still hold as they were
    while some := list(_some(left)):
        _failed(plan, counts, [one for one in some if isinstance(one, Problem)])
        jobs = [Job(at, one, _digest(one)) for at, one in enumerate(some) if not isinstance(one, Problem)]
        known = {} if plan.force else plan.store.known(job.piece.doc_id for job in jobs)
        passed, fresh = [], []
        for job in jobs:
            held = known.get(job.piece.doc_id)
            if held is not None and _is_unchanged(job, held, plan):
                passed.append(Done(job.at, held.doc_id, job.piece.path, held.published or None, held=held.claims))
            else:
                fresh.append(job)
        in_hand.append({job.piece.doc_id for job in fresh})
        yield passed, (tuple(_linked(fresh, plan, set().union(*in_hand))), plan.least)


def _some(pieces: Iterator[Piece]) -> Iterator[Piece]:
    """The next pieces, until they have enough text."""
    text = 0
    for piece in islice(pieces, MOST):
        yield piece
        text += 0 if isinstance(piece, Problem) else len(piece.data if isinstance(piece, Document) else piece.text)
        if text >= TEXT:
            return


def _digest(piece: Article | Document) -> str:
    """The digest of what an article is read from: of a document its bytes, else its text."""
    return hashlib.sha256(piece.data).hexdigest() if isinstance(piece, Document) else piece.digest


def _is_unchanged(job: Job, known: Known, plan: Plan) -> bool:
    """Whether the database holds what reading a piece again would give."""
    if known.source != job.source:
        return False
    if (known.version, known.tables, known.options) != (__version__, plan.fingerprint, plan.options):
        return False
    if isinstance(job.piece, Article):
        return (job.piece.published or "") == known.published
    if job.piece.dated:
        return job.piece.dated[0] == known.published
    return known.dated_by not in ("option", "table")  # what the document itself tells has not changed


def _linked(jobs: Sequence[Job], plan: Plan, in_hand: set[str]) -> Iterator[Job]:
    """Jobs of which those with the source of an earlier one, or of an article in the database, are its copies."""
    holders = plan.store.holders(job.source for job in jobs)
    firsts: dict[str, str] = {}
    for job in jobs:
        holder = holders.get(job.source, "")
        original = firsts.get(job.source) or ("" if holder in in_hand else holder)
        if not original:
            firsts[job.source] = job.piece.doc_id
        yield replace(job, original=original)


def _read(task: Task) -> list[Done | Problem]:
    """Read the jobs of a task, in a worker."""
    jobs, least = task
    return [made for job in jobs for made in _made(job, least)]


def _made(job: Job, least: float) -> Iterator[Done | Problem]:
    found = documents.read(job.piece) if isinstance(job.piece, Document) else [job.piece]
    for one in found:
        result = one if isinstance(one, Problem) or job.original else reading(one)
        if isinstance(result, Problem):
            yield result
            continue
        likely = result.reading.likely(least).claims if isinstance(result, Read) else ()
        article = result.article if isinstance(result, Read) else result
        words = len(article.text.split())
        made = entry(article, likely, words, source=job.source, duplicate_of=job.original)
        yield Done(job.at, article.doc_id, article.path, article.published, words, article.note, made)


def _parts(task: Task) -> list[Task]:
    """A task for each job of one, by which it is found out which of them ends its worker."""
    jobs, least = task
    return [((job,), least) for job in jobs]


def _lost(task: Task) -> list[Done | Problem]:
    """What is said of a job that ended each worker it was given to."""
    return [Problem(job.piece.path, "ended the process that read it; please report it") for job in task[0]]


def _failed(plan: Plan, counts: Counts, problems: Sequence[Problem]) -> None:
    counts.failures += problems
    if problems:
        plan.store.fail(Failure(one.path, one.reason) for one in problems)
