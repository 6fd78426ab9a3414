"""Claims written to a database: each article in place of what was there of it, whole or not at all."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from typing import Any, NamedTuple

from sqlalchemy import Column, Connection, Engine, delete, func, insert, select, update

from extractor import __version__, bulk, migrations
from extractor.claims import Claim
from extractor.databases import engine, first_line, is_refusal, masked, reading, shown, writing
from extractor.errors import Refused
from extractor.reading import Article
from extractor.schema import articles, claims, failures, runs
from extractor.store_rows import Entry, Failure, claim_of, digest, entry

__all__ = ["Entry", "Failure", "Known", "Store", "Written", "digest", "entry", "masked", "opened"]

_AT_ONCE = 500
"""Ids that are asked for in one statement."""


class Known(NamedTuple):
    """What the database holds of an article: the digest of its source, its date, and the run that read it.

    `version`, `tables` (their fingerprint) and `options` are those of the run; empty where it kept none. `claims` is
    how many it has.
    """

    doc_id: str
    path: str
    source: str
    published: str
    dated_by: str
    duplicate_of: str
    version: str
    tables: str
    options: str
    claims: int


@dataclass(frozen=True, slots=True)
class Written:
    """What became of a writing: articles that the database refused, which it holds as they were before.

    `stale` are the paths of articles that were copies of a text which has now changed: their rows are gone, and they
    are to be read again.
    """

    refused: tuple[Failure, ...] = ()
    stale: tuple[str, ...] = ()


class Store:
    """An open database, and the run that writes to it. One for a thread; processes each open their own."""

    def __init__(self, engine: Engine, run_id: int) -> None:
        self.engine = engine
        self.run_id = run_id

    def replace(self, article: Article, found: Sequence[Claim], *, words: int) -> None:
        """Write one article and its claims; Refused if the database refuses a row, and then all is as it was."""
        refused = self.write([entry(article, found, words)]).refused
        if refused:
            raise Refused(f"--db {shown(self.engine.url)}: {refused[0].reason}")

    def write(self, entries: Iterable[Entry], *, link: bool = False) -> Written:
        """Write articles in one transaction, each in the place of what was there of it, and clear their failures.

        With `link` an article whose text another one has is written as its copy, without claims. An article with a row
        that the database refuses is left out, kept among the failures and given back; the others are written.
        """
        given = list({one.doc_id: one for one in entries}.values())
        try:
            with writing(self.engine) as connection:
                stale = self._write(connection, given, link)
            return Written(stale=stale)
        except Refused as error:
            if error.__cause__ is None or not is_refusal(error.__cause__):
                raise
            if len(given) > 1:
                half = len(given) // 2  # the bad one is found in few steps, however many there are
                parts = [self.write(some, link=link) for some in (given[:half], given[half:])]
                return Written(
                    tuple(failure for part in parts for failure in part.refused),
                    tuple(path for part in parts for path in part.stale),
                )
            (one,) = given
            why = f"is refused by the database: {first_line(error.__cause__)}"
            failure = Failure(one.row["path"], why, one.doc_id)
            self.fail([failure])
            return Written(refused=(failure,))

    def fail(self, problems: Iterable[Failure]) -> None:
        """Keep what could not be read; of a path the last reason."""
        now = datetime.now(UTC)
        rows = {
            one.path: {
                "path": _storable(one.path),
                "doc_id": _storable(one.doc_id) or None,
                "reason": _storable(one.reason),
                "run_id": self.run_id,
                "failed": now,
            }
            for one in problems
            if one.path
        }
        with writing(self.engine) as connection:
            bulk.upsert(connection, failures, [rows[path] for path in sorted(rows)])

    def clear(self, paths: Iterable[str]) -> None:
        """Forget failures, of files that were read since or are there no more."""
        with writing(self.engine) as connection:
            for some in _parts(paths):
                connection.execute(delete(failures).where(failures.c.path.in_(some)))

    def failed(self) -> list[Failure]:
        """What earlier runs could not read, by path: to be tried again."""
        query = select(failures.c.path, failures.c.reason, failures.c.doc_id).order_by(failures.c.path)
        with reading(self.engine) as connection:
            return [Failure(path, reason, doc_id or "") for path, reason, doc_id in connection.execute(query)]

    def known(self, doc_ids: Iterable[str]) -> dict[str, Known]:
        """What the database holds of these articles, by id; ids that it does not know are left out."""
        there = (articles.c[name] for name in ("doc_id", "path", "source", "published", "dated_by", "duplicate_of"))
        number = select(func.count()).where(claims.c.doc_id == articles.c.doc_id).scalar_subquery()
        query = select(*there, runs.c.version, runs.c.tables, runs.c.options, number)
        query = query.join(runs, runs.c.id == articles.c.run_id)
        with reading(self.engine) as connection:
            return {
                row[0]: Known._make([*(value or "" for value in row[:-1]), row[-1]])
                for some in _parts(doc_ids)
                for row in connection.execute(query.where(articles.c.doc_id.in_(some)))
            }

    def holders(self, sources: Iterable[str]) -> dict[str, str]:
        """The id of the article that is no copy, by the digest of its source, where there is one."""
        with reading(self.engine) as connection:
            return _holders(connection, sources, articles.c.source)

    def claims(self, doc_ids: Iterable[str]) -> dict[str, list[Claim]]:
        """The claims that the database holds of articles, by id, in the order of the text."""
        query = select(claims).order_by(claims.c.doc_id, claims.c.start, claims.c.end, claims.c.id)
        out: dict[str, list[Claim]] = {}
        with reading(self.engine) as connection:
            for some in _parts(doc_ids):
                for row in connection.execute(query.where(claims.c.doc_id.in_(some))).mappings():
                    out.setdefault(row["doc_id"], []).append(claim_of(dict(row)))
        return out

    def end(self, **counts: int) -> None:
        """Close the run's row with its counts (`articles`, `claims`, `words`, `failures`)."""
        with writing(self.engine) as connection:
            connection.execute(update(runs).where(runs.c.id == self.run_id).values(ended=datetime.now(UTC), **counts))

    def _write(self, connection: Connection, entries: Sequence[Entry], link: bool) -> tuple[str, ...]:
        if link:
            entries = _linked(entries, _holders(connection, [one.row["sha256"] for one in entries], articles.c.sha256))
        rows = sorted((one.row | {"run_id": self.run_id} for one in entries), key=lambda row: str(row["doc_id"]))
        stale = _let_go(connection, {row["doc_id"]: row for row in rows})
        for some in _parts(row["doc_id"] for row in rows):
            connection.execute(delete(claims).where(claims.c.doc_id.in_(some)))
        for copies in (False, True):  # a copy refers to its original
            bulk.upsert(connection, articles, [row for row in rows if bool(row["duplicate_of"]) is copies])
        found = [row for one in entries if not one.original for row in one.claims]
        migrations.made_of_others(connection, (code for row in found for code in (row["reporter"], row["partner"])))
        bulk.insert(connection, claims, found)
        for some in _parts(row["path"] for row in rows):
            connection.execute(delete(failures).where(failures.c.path.in_(some)))
        return stale


@contextmanager
def opened(url: str, *, tables: str = "", options: Mapping[str, object] | None = None) -> Iterator[Store]:
    """A database with its schema made or brought to this version, and a new run begun.

    `tables` is the fingerprint of the tables of words in use, `options` what else the run is done by; both are kept
    with the run. Areas, items and metrics are those of the tables in use. Refused if the URL, its driver, or the
    database behind it is not to be had, or if its schema is of a later version.
    """
    made = engine(url)
    about = {"version": __version__, "tables": tables or None, "options": as_json(options) if options else None}
    try:
        with writing(made) as connection:
            try:
                migrations.prepare(connection)
            except Refused as error:
                raise Refused(f"--db {shown(made.url)}: {error}") from None
            if _last(connection) != (about["version"], about["tables"]) or not tables:
                migrations.fill(connection)
            result = connection.execute(insert(runs).values(started=datetime.now(UTC), **about))
            key = result.inserted_primary_key
        yield Store(made, key[0] if key else 0)
    finally:
        made.dispose()


def _last(connection: Connection) -> tuple[str, str | None] | None:
    """Version and tables of the last run, which the areas, items and metrics that are there are of."""
    row = connection.execute(select(runs.c.version, runs.c.tables).order_by(runs.c.id.desc()).limit(1)).first()
    return (row[0], row[1]) if row else None


def _linked(entries: Sequence[Entry], holders: Mapping[str, str]) -> list[Entry]:
    """Entries of which those with the text of another are its copies; the first of several with one text is none."""
    written = {one.doc_id for one in entries}
    firsts: dict[str, str] = {}
    out = []
    for one in entries:
        text = one.row["sha256"]
        holder = holders.get(text, "")
        other = firsts.get(text) or (holder if holder not in written else "")
        if not one.original and other:
            one = one.copy_of(other)
        if not one.original:
            firsts[text] = one.doc_id
        out.append(one)
    return out


def _let_go(connection: Connection, rows: Mapping[str, Mapping[str, object]]) -> tuple[str, ...]:
    """Copies of articles written anew go where the text has changed; copies of a copy become its original's."""
    stale: list[str] = []
    for some in _parts(rows):
        query = select(articles.c.doc_id, articles.c.path, articles.c.duplicate_of, articles.c.sha256)
        for doc_id, path, original, sha256 in connection.execute(query.where(articles.c.duplicate_of.in_(some))).all():
            if doc_id in rows:
                continue
            now = rows[original]
            if now["sha256"] != sha256:
                connection.execute(delete(articles).where(articles.c.doc_id == doc_id))
                stale.append(path)
            elif now["duplicate_of"]:
                change = update(articles).where(articles.c.doc_id == doc_id)
                connection.execute(change.values(duplicate_of=now["duplicate_of"]))
    return tuple(sorted(stale))


def _holders(connection: Connection, digests: Iterable[str], column: Column[Any]) -> dict[str, str]:
    query = select(column, func.min(articles.c.doc_id)).where(articles.c.duplicate_of.is_(None)).group_by(column)
    return {
        digest: doc_id
        for some in _parts(digests)
        for digest, doc_id in connection.execute(query.where(column.in_(some)))
    }


def _parts(values: Iterable[str]) -> Iterator[list[str]]:
    left = iter(dict.fromkeys(values))
    while some := list(islice(left, _AT_ONCE)):
        yield some


def _storable(text: str) -> str:
    """A path or reason as any database takes it: what is no character in UTF-8 as its escape."""
    return text.replace("\0", "\\0").encode("utf-8", "backslashreplace").decode()


def as_json(options: Mapping[str, object]) -> str:
    """The options of a run as they are kept with it."""
    return json.dumps(options, sort_keys=True, default=str)
