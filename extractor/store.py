"""Claims in a database: any that SQLAlchemy knows, SQLite by default."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import (
    Column,
    Connection,
    DateTime,
    Engine,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Numeric,
    String,
    Table,
    Text,
    TypeDecorator,
    create_engine,
    delete,
    event,
    insert,
    inspect,
    text,
    update,
)
from sqlalchemy.engine import URL, Dialect, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, SQLAlchemyError
from sqlalchemy.types import TypeEngine, UserDefinedType

from extractor import __version__
from extractor.claims import COLUMNS, EVIDENCE, Claim
from extractor.errors import Refused
from extractor.reading import Article


class _SqliteNumeric(UserDefinedType[Decimal]):
    """SQLite's own numeric column, which keeps whole numbers whole."""

    cache_ok = True

    def get_col_spec(self, **_: object) -> str:
        """The type's name in SQL."""
        return "NUMERIC"


class Exact(TypeDecorator[Decimal]):
    """A decimal number; SQLite, which has none, holds whole numbers exactly and others to 15 digits."""

    impl = Numeric(38, 10)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """The type of the column in the database at hand."""
        return dialect.type_descriptor(_SqliteNumeric() if dialect.name == "sqlite" else Numeric(38, 10))

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> Decimal | int | float | None:
        """What the driver is given."""
        if value is None or dialect.name != "sqlite":
            return value
        return int(value) if value == value.to_integral_value() and abs(value) < 2**63 else float(value)

    def process_result_value(self, value: Decimal | float | None, dialect: Dialect) -> Decimal | None:
        """What the driver gives, as a decimal."""
        return None if value is None else Decimal(str(value))


metadata = MetaData()

articles = Table(
    "articles",
    metadata,
    Column("doc_id", String, primary_key=True),
    Column("path", Text, nullable=False),
    Column("published", String),
    Column("encoding", String, nullable=False),
    Column("characters", Integer, nullable=False),
    Column("words", Integer, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("run_id", ForeignKey("runs.id"), nullable=False),
    comment="One row per article read; sha256 is of its text in UTF-8.",
)

_TYPES: dict[str, type[TypeEngine[Any]]] = {
    "start": Integer,
    "end": Integer,
    "sentence_start": Integer,
    "sentence_end": Integer,
    "value": Exact,
    "value_high": Exact,
    "quote": Text,
    "sentence": Text,
    "confidence": Float,
}

claims = Table(
    "claims",
    metadata,
    Column("doc_id", ForeignKey("articles.doc_id", ondelete="CASCADE"), primary_key=True),
    Column("id", String(16), primary_key=True),
    *(
        Column(name, _TYPES.get(name, String), nullable=name in ("value_high", "confidence"))
        for name in COLUMNS + EVIDENCE
        if name not in ("doc_id", "id")
    ),
    Index("claims_series", "metric", "reporter", "partner", "period"),
    comment="One row per claim; an empty text means what an empty cell of the CSV means. A claim that an "
    "earlier version wrote may have no confidence.",
)

runs = Table(
    "runs",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("version", String, nullable=False),
    Column("tables", String(16)),
    Column("started", DateTime(timezone=True), nullable=False),
    Column("ended", DateTime(timezone=True)),
    Column("articles", Integer, nullable=False, default=0),
    Column("claims", Integer, nullable=False, default=0),
    Column("words", Integer, nullable=False, default=0),
    Column("failures", Integer, nullable=False, default=0),
    comment="One row per run that wrote here; without an end it was broken off.",
)


class Store:
    """An open database, and the run that writes to it."""

    def __init__(self, engine: Engine, run_id: int) -> None:
        self.engine = engine
        self.run_id = run_id

    def replace(self, article: Article, found: Sequence[Claim], *, words: int) -> None:
        """Write an article and its claims in place of what was there of it, in one transaction."""
        rows = {claim.id: {name: getattr(claim, name) for name in COLUMNS + EVIDENCE} for claim in found}
        about = {
            "doc_id": article.doc_id,
            "path": article.path,
            "published": article.published,
            "encoding": article.encoding,
            "characters": len(article.text),
            "words": words,
            "sha256": hashlib.sha256(article.text.encode("utf-8", "surrogatepass")).hexdigest(),
            "run_id": self.run_id,
        }
        with _one_line(self.engine.url), self.engine.begin() as connection:
            connection.execute(delete(claims).where(claims.c.doc_id == article.doc_id))
            connection.execute(delete(articles).where(articles.c.doc_id == article.doc_id))
            connection.execute(insert(articles), about)
            if rows:
                connection.execute(insert(claims), list(rows.values()))

    def end(self, **counts: int) -> None:
        """Close the run's row with its counts (`articles`, `claims`, `words`, `failures`)."""
        with _one_line(self.engine.url), self.engine.begin() as connection:
            connection.execute(update(runs).where(runs.c.id == self.run_id).values(ended=datetime.now(UTC), **counts))


@contextmanager
def opened(url: str, *, tables: str = "") -> Iterator[Store]:
    """A database with its tables made where they were missing, and a new run begun.

    `tables` is the fingerprint of the tables of words that the run reads by; it is kept with the run.
    Refused if the URL, its driver, or the database behind it is not to be had.
    """
    engine = _engine(url)
    try:
        with _one_line(engine.url), engine.begin() as connection:
            metadata.create_all(connection)
            _complete(connection, engine.url)
            row = connection.execute(
                insert(runs).values(version=__version__, tables=tables or None, started=datetime.now(UTC))
            )
            key = row.inserted_primary_key
        yield Store(engine, key[0] if key else 0)
    finally:
        engine.dispose()


def _complete(connection: Connection, url: URL) -> None:
    """Give a database of an earlier version the columns that it lacks and that may be empty; refuse any other."""
    inspector, dialect = inspect(connection), connection.dialect
    for table in metadata.sorted_tables:
        there = {column["name"] for column in inspector.get_columns(table.name)}
        missing = [column for column in table.columns if column.name not in there]
        needed = [column.name for column in missing if not column.nullable]
        if needed:
            told = f"its table {table.name} lacks {', '.join(needed)}, so it is not one of ours; name another"
            raise Refused(f"--db {_shown(url)}: {told}")
        for column in missing:
            name, kind = dialect.identifier_preparer.quote(column.name), column.type.compile(dialect)
            connection.execute(text(f"ALTER TABLE {table.name} ADD COLUMN {name} {kind}"))


def _engine(url: str) -> Engine:
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError):
        raise Refused(f"--db {url}: not a database URL; write one like sqlite:///facts.db") from None
    if parsed.drivername == "postgresql":
        parsed = parsed.set(drivername="postgresql+psycopg")
    try:
        engine = create_engine(parsed, **_patience(parsed))
    except NoSuchModuleError:
        text = "unknown kind of database; known are sqlite, postgresql, mysql, oracle, mssql and what plugins add"
        raise Refused(f"--db {_shown(parsed)}: {text}") from None
    except ModuleNotFoundError as error:
        text = f"its driver, the Python module {error.name}, is not installed"
        hint = "; pip install 'trade-claims[postgres]'" if error.name == "psycopg" else ""
        raise Refused(f"--db {_shown(parsed)}: {text}{hint}") from None
    except (SQLAlchemyError, TypeError, ValueError) as error:
        raise Refused(f"--db {_shown(parsed)}: {_first_line(error)}") from None
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
    return engine


def _patience(url: URL) -> dict[str, dict[str, float]]:
    """Seconds to wait for another writer."""
    return {"connect_args": {"timeout": 30.0}} if url.get_driver_name() == "pysqlite" else {}


def _prepare_sqlite(connection, _record) -> None:  # type: ignore[no-untyped-def]  # what DBAPI gives is not typed
    cursor = connection.cursor()
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.execute("PRAGMA journal_mode = WAL")
    cursor.execute("PRAGMA synchronous = NORMAL")
    cursor.close()


@contextmanager
def _one_line(url: URL) -> Iterator[None]:
    try:
        yield
    except SQLAlchemyError as error:
        raise Refused(f"--db {_shown(url)}: {_first_line(error)}") from error


def _shown(url: URL) -> str:
    return url.render_as_string(hide_password=True)


def _first_line(error: Exception) -> str:
    cause = error.orig if isinstance(error, DBAPIError) and error.orig is not None else error
    return (str(cause).strip() or type(cause).__name__).splitlines()[0]
