"""Databases for tests."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from decimal import Decimal
from typing import Any
from uuid import uuid4

from sqlalchemy import select, text
from sqlalchemy.engine import make_url

from extractor import databases, schema


@contextmanager
def emptied(server: str) -> Iterator[str]:
    """The URL of a new database at a PostgreSQL server, which is dropped in the end."""
    name = f"test_{uuid4().hex[:12]}"
    engine = databases.engine(server)
    try:
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text(f"CREATE DATABASE {name}"))
        yield make_url(server).set(database=name).render_as_string(hide_password=False)
    finally:
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)"))
        engine.dispose()


def rows(url: str, query: str) -> list[tuple[object, ...]]:
    """What a query gives, the same of every database: decimals that are whole as whole numbers, days as text."""
    engine = databases.engine(url)
    try:
        with databases.reading(engine) as connection:
            return [tuple(map(_plain, row)) for row in connection.execute(text(query))]
    finally:
        engine.dispose()


def everything(url: str) -> dict[str, list[tuple[object, ...]]]:
    """All rows of the articles and claims, without the run that wrote them."""
    made = databases.engine(url)
    with databases.reading(made) as connection:
        out = {}
        for table in (schema.articles, schema.claims, schema.failures):
            columns = [column for column in table.c if column.name not in ("run_id", "failed")]
            out[table.name] = sorted(map(tuple, connection.execute(select(*columns))), key=str)
    made.dispose()
    return out


def do(url: str, *statements: str, values: Mapping[str, Any] | Sequence[Mapping[str, Any]] | None = None) -> None:
    """Carry statements out in one transaction."""
    engine = databases.engine(url)
    try:
        with databases.writing(engine) as connection:
            for statement in statements:
                connection.execute(text(statement), values or {})
    finally:
        engine.dispose()


def _plain(value: object) -> object:
    if isinstance(value, Decimal | float):
        return int(value) if value == int(value) else float(value)
    return value if value is None or isinstance(value, int | str) else str(value)
