"""The tables of a database of claims: columns, keys, and the constraints that refuse a bad row.

The same on SQLite, PostgreSQL and DuckDB, but for two keys and a check of `articles` (`DUCKDB_LACKS`): where a column
changes that is a key, or is checked together with one, DuckDB takes the row out and puts it in again, and then finds
that claims refer to it.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Date,
    DateTime,
    Float,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    Numeric,
    String,
    Table,
    Text,
    TypeDecorator,
)
from sqlalchemy import (
    Sequence as Counter,
)
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeEngine, UserDefinedType

from extractor.claims import BOUNDS, COLUMNS, EVIDENCE, MEASURES, STATUSES

VERSION = 2
"""The version of the schema; each has its step in `migrations`."""

FREQUENCIES = ("A", "S", "Q", "M", "W", "D", "_O", "_U")
DUCKDB_LACKS = frozenset({"articles_run", "articles_duplicate", "articles_other"})


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
        return sqlite_number(value) if dialect.name == "sqlite" else value

    def process_result_value(self, value: Decimal | float | None, dialect: Dialect) -> Decimal | None:
        """What the driver gives, as a decimal."""
        return None if value is None else Decimal(str(value))


def sqlite_number(value: Decimal | None) -> int | float | None:
    """A decimal as SQLite holds it: whole where it is and fits, else to 15 digits."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() and abs(value) < 2**63 else float(value)


def _listed(column: str, values: Sequence[str]) -> str:
    return f"{column} IN ({', '.join(map(repr, values))})"


def _check(table: str, name: str, condition: str, only: str = "") -> CheckConstraint:
    made = CheckConstraint(condition, name=f"{table}_{name}")
    if made.name in DUCKDB_LACKS:
        return made.ddl_if(callable_=_not_duckdb)
    return made.ddl_if(dialect=only) if only else made


def _key(table: str, name: str, column: str, target: str) -> ForeignKeyConstraint:
    made = ForeignKeyConstraint([column], [target], name=f"{table}_{name}")
    return made.ddl_if(callable_=_not_duckdb) if made.name in DUCKDB_LACKS else made


def _index(name: str, *columns: str) -> Index:
    """An index, but on DuckDB: it scans columns faster, and would replace rows that are updated."""
    return Index(name, *columns).ddl_if(callable_=_not_duckdb)


def _not_duckdb(*_: object, dialect: Dialect, **__: object) -> bool:
    return dialect.name != "duckdb"


def _span(table: str, text: str) -> list[CheckConstraint]:
    """A period as text, and its first and last day: all told or none, in order."""
    first, last = f"{text}_start", f"{text}_end"
    told = f"{text} IS NULL" if text == "published" else f"{text} = ''"
    days = [_check(table, day, f"{day} IS date({day})", "sqlite") for day in (first, last)]  # it has no type for days
    return [
        _check(table, f"{text}_days", f"({told}) = ({first} IS NULL) AND ({first} IS NULL) = ({last} IS NULL)"),
        _check(table, f"{text}_order", f"{first} <= {last}"),
        *days,
    ]


metadata = MetaData()
run_ids = Counter("run_ids", metadata=metadata)

versions = Table(
    "schema_version",
    metadata,
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("tool", String, nullable=False),
    Column("since", DateTime(timezone=True), nullable=False),
    comment="The versions that the schema has had, the highest being its own; which version of the tool made each.",
)

runs = Table(
    "runs",
    metadata,
    Column("id", Integer, run_ids, primary_key=True),
    Column("version", String, nullable=False),
    Column("tables", String(16)),
    Column("options", Text),
    Column("started", DateTime(timezone=True), nullable=False),
    Column("ended", DateTime(timezone=True)),
    *(Column(name, Integer, nullable=False, default=0) for name in ("articles", "claims", "words", "failures")),
    _check("runs", "counts", "articles >= 0 AND claims >= 0 AND words >= 0 AND failures >= 0"),
    _check("runs", "times", "started <= ended"),
    comment="One row per run that wrote here; without an end it was broken off. tables is the fingerprint of the "
    "tables of words, options are JSON.",
)

metrics = Table(
    "metrics",
    metadata,
    Column("metric", String, primary_key=True),
    Column("family", String, nullable=False),
    Column("counterpart", Boolean, nullable=False),
    _check("metrics", "family", _listed("family", ("trade", "around"))),
    comment="The metrics of claims; counterpart is whether one has a partner.",
)

areas = Table(
    "areas",
    metadata,
    Column("code", String, primary_key=True),
    Column("kind", String, nullable=False),
    Column("name", String, nullable=False),
    Column("alpha2", String(2)),
    Column("m49", String(3)),
    Column("comtrade", Integer),
    Column("wikidata", String),
    _check("areas", "named", "name <> '' AND kind <> ''"),
    comment="Every code that a reporter or partner may have: countries, groups, figures told of several jointly (kind "
    "joint, JPN;KOR) or of all but some (kind others, !EU), and the empty one, of what the text does not tell. "
    "comtrade is the number in UN Comtrade, which is not always that of M49.",
)

members = Table(
    "area_members",
    metadata,
    Column("area", String, primary_key=True),
    Column("member", String, primary_key=True),
    Column("since", String, primary_key=True),
    Column("until", String, nullable=False),
    _key("area_members", "area", "area", "areas.code"),
    _key("area_members", "member", "member", "areas.code"),
    comment="Who belongs to a group, from and to when (as texts: a year or a day; empty = always); of a joint code its "
    "parts, of !X what is left out.",
)

items = Table(
    "items",
    metadata,
    Column("item", String, primary_key=True),
    Column("hs", String),
    Column("kind", String, nullable=False),
    _check("items", "filled", "item <> '' AND kind <> '' AND hs <> ''"),
    comment="The items that the tables know; a claim may name others. hs: codes joined with ;.",
)

articles = Table(
    "articles",
    metadata,
    Column("doc_id", String, primary_key=True),
    Column("path", Text, nullable=False),
    Column("published", String),
    Column("published_start", Date),
    Column("published_end", Date),
    Column("dated_by", String),
    Column("encoding", String, nullable=False),
    Column("characters", Integer, nullable=False),
    Column("words", Integer, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("source", String(64)),
    Column("duplicate_of", String),
    Column("run_id", Integer, nullable=False),
    _key("articles", "run", "run_id", "runs.id"),
    _key("articles", "duplicate", "duplicate_of", "articles.doc_id"),
    _check("articles", "id", "doc_id <> ''"),
    _check("articles", "filled", "dated_by <> '' AND published <> ''"),
    _check("articles", "counts", "characters >= 0 AND words >= 0"),
    _check("articles", "digest", "length(sha256) = 64 AND length(source) = 64"),
    _check("articles", "other", "duplicate_of <> doc_id"),
    *_span("articles", "published"),
    _index("articles_by_digest", "sha256"),
    _index("articles_by_source", "source"),
    _index("articles_by_original", "duplicate_of"),
    comment="One row per article read; sha256 is of its text in UTF-8, source that of "
    "the bytes it was read from; dated_by tells where the date is from. A copy "
    "of the text of another article names it in duplicate_of and has no claims of its own.",
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
_MAY_LACK = ("value_high", "confidence")

claims = Table(
    "claims",
    metadata,
    Column("doc_id", String, primary_key=True),
    Column("id", String(16), primary_key=True),
    *(
        Column(name, _TYPES.get(name, String), nullable=name in _MAY_LACK)
        for name in COLUMNS + EVIDENCE
        if name not in ("doc_id", "id")
    ),
    *(Column(name, Date) for name in ("period_start", "period_end", "base_start", "base_end")),
    Column("frequency", String(2), nullable=False),
    Column("distance", String, nullable=False),
    _key("claims", "article", "doc_id", "articles.doc_id"),
    _key("claims", "metric", "metric", "metrics.metric"),
    _key("claims", "reporter", "reporter", "areas.code"),
    _key("claims", "partner", "partner", "areas.code"),
    _check("claims", "id", "length(id) = 16"),
    _check("claims", "filled", "quote <> '' AND unit <> ''"),
    _check("claims", "measure", _listed("measure", MEASURES)),
    _check("claims", "status", _listed("status", STATUSES)),
    _check("claims", "bound", _listed("bound", BOUNDS)),
    _check("claims", "frequency", _listed("frequency", FREQUENCIES)),
    _check("claims", "place", '"start" >= 0 AND "start" < "end"'),
    _check("claims", "sentence", 'sentence_start <= "start" AND "end" <= sentence_end'),
    _check("claims", "confidence", "confidence BETWEEN 0 AND 1"),
    _check("claims", "numbers", "typeof(value) <> 'text' AND typeof(value_high) <> 'text'", "sqlite"),
    *_span("claims", "period"),
    *_span("claims", "base"),
    _index("claims_by_series", "metric", "measure", "reporter", "partner", "item", "period_start"),
    _index("claims_by_item", "item"),
    comment="One row per claim; an empty text means what an empty cell of the CSV means. The days are those of period "
    "and base; frequency is the period's as SDMX codes it, distance how far the base lies before it (P12M). A claim "
    "that an earlier version wrote may have no confidence.",
)

failures = Table(
    "failures",
    metadata,
    Column("path", Text, primary_key=True),
    Column("doc_id", String),
    Column("reason", Text, nullable=False),
    Column("run_id", Integer, nullable=False),
    Column("failed", DateTime(timezone=True), nullable=False),
    _key("failures", "run", "run_id", "runs.id"),
    _check("failures", "filled", "path <> '' AND reason <> '' AND doc_id <> ''"),
    comment="What could not be read or written, until a run does.",
)
