"""The schema of a database brought to the version of this tool, in one transaction, with its rows kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Column, Connection, MetaData, Table, func, inspect, select, text, tuple_

from extractor import __version__, bulk, reference, schema
from extractor.errors import Refused
from extractor.store_rows import days, placed
from extractor.views import VIEWS

CHUNK = 5_000
"""Rows that are held at a time."""

FIRST = {
    "runs": ("id", "version", "started", "ended", "articles", "claims", "words", "failures"),
    "articles": ("doc_id", "path", "published", "encoding", "characters", "words", "sha256", "run_id"),
    "claims": (
        *("doc_id", "id", "start", "end", "quote", "metric", "measure", "item", "reporter", "partner", "period"),
        *("value", "value_high", "unit", "bound", "base", "status", "basis", "construction", "sentence"),
        *("sentence_start", "sentence_end"),
    ),
}
"""The columns of version 1, which kept no number of its version; later ones of it had `LATER` too."""
LATER = {"runs": ("tables",), "articles": (), "claims": ("confidence",)}


def prepare(connection: Connection) -> None:
    """Make the tables where there are none, and bring those of an earlier version to this one.

    Refused if the schema is of a later version, or tables of the same names are not ours.
    """
    found = version(connection)
    if found > schema.VERSION:
        told = f"its schema is of version {found}, this tool ({__version__}) knows {schema.VERSION}"
        raise Refused(f"{told}; update it, or name another")
    if found == 1:
        _from_first(connection)
    elif found == 0:
        _create(connection)


def version(connection: Connection) -> int:
    """The version of the schema; 0 where none of its tables is there."""
    tables = set(inspect(connection).get_table_names())
    if schema.versions.name in tables:
        return connection.execute(select(func.max(schema.versions.c.version))).scalar() or 0
    if not tables.intersection(FIRST):
        if taken := sorted(tables.intersection(schema.metadata.tables)):
            raise Refused(f"its table {taken[0]} is not one of ours; name another")
        return 0
    for name, columns in FIRST.items():
        there = {column["name"] for column in inspect(connection).get_columns(name)} if name in tables else set()
        if lacking := [column for column in columns if column not in there]:
            raise Refused(f"its table {name} lacks {', '.join(lacking)}, so it is not one of ours; name another")
    return 1


def fill(connection: Connection, *, codes: Iterable[str] = ()) -> None:
    """Write what keys refer to by the tables in use, and areas for `codes` that these do not list."""
    areas = reference.area_rows()
    bulk.upsert(connection, schema.metrics, reference.metric_rows())
    bulk.upsert(connection, schema.areas, areas)
    bulk.upsert(connection, schema.members, reference.member_rows())
    bulk.upsert(connection, schema.items, reference.item_rows())
    made_of_others(connection, codes, known=[area["code"] for area in areas])


def made_of_others(connection: Connection, codes: Iterable[str], *, known: Sequence[str] = ()) -> None:
    """Write areas for joint codes (`JPN;KOR`) and for all but some (`!EU`), and what they are made of."""
    made = list(reference.made_areas(codes, known=known))
    bulk.upsert(connection, schema.areas, [area for area, _ in made], keep=True)
    parts = {(row["area"], row["member"]): row for _, rows in made for row in rows}
    there = schema.areas.c.code
    listed = set(connection.execute(select(there).where(there.in_({member for _, member in parts}))).scalars())
    bulk.upsert(connection, schema.members, [row for row in parts.values() if row["member"] in listed], keep=True)


def _create(connection: Connection) -> None:
    schema.metadata.create_all(connection)
    for name, query in VIEWS.items():
        connection.exec_driver_sql(f"CREATE VIEW {name} AS {query}")
    bulk.insert(
        connection,
        schema.versions,
        [{"version": schema.VERSION, "tool": __version__, "since": datetime.now(UTC)}],
    )


def _from_first(connection: Connection) -> None:
    """From version 1: the same articles, claims and runs, now with days, keys and checks."""
    old = {name: _aside(connection, name) for name in ("claims", "articles", "runs")}
    _create(connection)
    last = 0
    for rows in _rows(connection, old["runs"]):
        last = max(last, *(row["id"] for row in rows))
        bulk.insert(connection, schema.runs, [{"tables": None, "options": None} | row for row in rows])
    if connection.dialect.name == "postgresql" and last:
        connection.execute(select(func.setval(schema.run_ids.name, last)))
    for rows in _rows(connection, old["articles"]):
        bulk.insert(connection, schema.articles, [_dated(row) for row in rows])
    named = select(old["claims"].c.reporter).union(select(old["claims"].c.partner))
    fill(connection, codes=connection.execute(named).scalars().all())
    for rows in _rows(connection, old["claims"]):
        bulk.insert(connection, schema.claims, [placed({"confidence": None} | row) for row in rows])
    for table in old.values():
        connection.execute(text(f"DROP TABLE {table.name}"))


def _aside(connection: Connection, name: str) -> Table:
    """A table of version 1 under another name, with the columns it has."""
    there = {column["name"] for column in inspect(connection).get_columns(name)}
    columns = [column for column in (*FIRST[name], *LATER[name]) if column in there]
    types = schema.metadata.tables[name].c
    connection.execute(text(f"ALTER TABLE {name} RENAME TO {name}_1"))
    return Table(f"{name}_1", MetaData(), *(Column(column, types[column].type) for column in columns))


def _rows(connection: Connection, table: Table) -> Iterator[list[dict[str, Any]]]:
    """The rows of a table in parts, in the order of its key; none is left half-read where another statement fails."""
    keys = [table.c[column.name] for column in schema.metadata.tables[table.name.removesuffix("_1")].primary_key]
    query = select(table).order_by(*keys).limit(CHUNK)
    rows = connection.execute(query).mappings().all()
    while rows:
        yield [dict(row) for row in rows]
        last = [rows[-1][key.name] for key in keys]
        rows = connection.execute(query.where(tuple_(*keys) > tuple_(*last))).mappings().all()


def _dated(row: dict[str, Any]) -> dict[str, Any]:
    start, end = days(row["published"] or "")
    return row | {
        "published": row["published"] or None,
        "published_start": start,
        "published_end": end,
        "dated_by": None,
        "source": None,
        "duplicate_of": None,
    }
