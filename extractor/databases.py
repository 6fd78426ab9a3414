"""Databases by their URLs: SQLite, PostgreSQL and DuckDB, opened, locked for a writer, and their errors in one line."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic, sleep

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, SQLAlchemyError

from extractor.errors import Refused

DRIVERS = {"sqlite": "pysqlite", "postgresql": "psycopg", "duckdb": "duckdb_engine"}
"""The databases that are known, and the driver of each, which rows are written by."""
EXTRAS = {"psycopg": "postgres", "duckdb": "duckdb", "duckdb_engine": "duckdb"}
PATIENCE = 60.0
"""Seconds to wait for another writer."""
_LOCK = 7_416_530_217
"""The number by which writers of PostgreSQL know each other: any that others are not likely to take."""


def engine(url: str) -> Engine:
    """An engine for a database URL. Refused if the URL, its kind of database or its driver is not to be had."""
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError):
        raise Refused(f"--db {url}: not a database URL; write one like sqlite:///facts.db") from None
    kind = parsed.get_backend_name()
    if kind not in DRIVERS:
        raise Refused(f"--db {shown(parsed)}: unknown kind of database; known are {', '.join(DRIVERS)}")
    if parsed.drivername not in (kind, f"{kind}+{DRIVERS[kind]}"):
        raise Refused(f"--db {shown(parsed)}: is written to by {DRIVERS[kind]} alone; write {kind}://…")
    try:
        made = create_engine(parsed.set(drivername=f"{kind}+psycopg") if kind == "postgresql" else parsed)
    except NoSuchModuleError:
        raise Refused(f"--db {shown(parsed)}: its driver is not installed{_hint(kind)}") from None
    except ModuleNotFoundError as error:
        told = f"its driver, the Python module {error.name}, is not installed"
        raise Refused(f"--db {shown(parsed)}: {told}{_hint(error.name or '')}") from None
    except (SQLAlchemyError, TypeError, ValueError) as error:
        raise Refused(f"--db {shown(parsed)}: {first_line(error)}") from None
    if kind == "sqlite":
        event.listen(made, "connect", _prepare_sqlite)
        event.listen(made, "begin", _begin_sqlite)
    return made


@contextmanager
def writing(made: Engine) -> Iterator[Connection]:
    """A transaction that is the only one to write: others wait for it, so that none can stand in another's way.

    SQLite and DuckDB have one writer at a time by themselves; on PostgreSQL a lock of ours makes it so.
    """
    with told_by(made), made.connect() as connection:
        connection = connection.execution_options(writes=True)
        with connection.begin():
            if made.dialect.name == "postgresql":
                connection.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": _LOCK})
            yield connection


@contextmanager
def reading(made: Engine) -> Iterator[Connection]:
    """A connection to ask with."""
    with told_by(made), made.connect() as connection:
        yield connection


@contextmanager
def told_by(made: Engine) -> Iterator[None]:
    """Errors of the database as one line."""
    try:
        yield
    except (SQLAlchemyError, _errors(made), ValueError) as error:
        raise Refused(f"--db {shown(made.url)}: {first_line(error)}") from error


def is_refusal(error: BaseException | None) -> bool:
    """Whether rows were refused by this error, and not all that is asked of the database.

    The names are those of Python's DBAPI, which drivers and SQLAlchemy give to classes of their own.
    """
    kinds = {kind.__name__ for kind in type(error).__mro__}
    return bool(kinds & {"IntegrityError", "DataError", "ValueError"})


def shown(url: URL) -> str:
    """A URL without its password."""
    return url.render_as_string(hide_password=True)


def masked(url: str) -> str:
    """A database URL as it was written, without its password."""
    return shown(make_url(url))


def first_line(error: BaseException) -> str:
    """The first line of what a driver says."""
    cause = error.orig if isinstance(error, DBAPIError) and error.orig is not None else error
    return (str(cause).strip() or type(cause).__name__).splitlines()[0]


def _errors(made: Engine) -> type[Exception]:
    driver = made.dialect.dbapi
    return SQLAlchemyError if driver is None else driver.Error


def _hint(name: str) -> str:
    extra = EXTRAS.get(name, "")
    return f"; pip install 'trade-claims[{extra}]'" if extra else ""


def _prepare_sqlite(connection, _record) -> None:  # type: ignore[no-untyped-def]  # what DBAPI gives is not typed
    connection.isolation_level = None  # transactions are begun by us, so that they hold changes of tables too
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout = {int(PATIENCE * 1000)}")
    cursor.execute("PRAGMA foreign_keys = ON")
    _write_ahead(cursor)
    cursor.execute("PRAGMA synchronous = NORMAL")
    cursor.close()


def _write_ahead(cursor: sqlite3.Cursor) -> None:
    """Have a database write ahead. While another connection is at it this fails at once, whatever the timeout."""
    end = monotonic() + PATIENCE
    while True:
        try:
            if cursor.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
                cursor.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or monotonic() > end:
                raise
            sleep(0.05)


def _begin_sqlite(connection: Connection) -> None:
    """A writer takes the lock at once: to take it later, after reading, could fail at once where another writes."""
    connection.exec_driver_sql("BEGIN IMMEDIATE" if connection.get_execution_options().get("writes") else "BEGIN")
