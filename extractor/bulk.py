"""Many rows at once, the way each database takes them fastest: executemany, COPY, a frame."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, Table

from extractor.schema import sqlite_number

Row = dict[str, Any]


def insert(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    """Insert rows, keyed by column, all with the same columns.

    What the database refuses is an error of its driver (`dialect.dbapi.Error`) or of SQLAlchemy.
    """
    _write(connection, table, rows, "")


def upsert(connection: Connection, table: Table, rows: Sequence[Row], *, keep: bool = False) -> None:
    """Insert rows, or put them in the place of those with the same key; with `keep` leave those as they are."""
    if not rows:
        return
    keys = [column.name for column in table.primary_key]
    rest = ", ".join(f"{_quoted(name)} = excluded.{_quoted(name)}" for name in rows[0] if name not in keys)
    then = "NOTHING" if keep or not rest else f"UPDATE SET {rest}"
    _write(connection, table, rows, f" ON CONFLICT ({', '.join(map(_quoted, keys))}) DO {then}")


def _write(connection: Connection, table: Table, rows: Sequence[Row], then: str) -> None:
    if not rows:
        return
    names = list(rows[0])
    columns = f"{table.name} ({', '.join(map(_quoted, names))})"
    kind = connection.dialect.name
    if kind == "postgresql":
        _copy(connection, columns, rows, then)
    elif kind == "duckdb":
        _frame(connection, table, columns, rows, then)
    else:
        marks = ", ".join("?" * len(names))
        connection.exec_driver_sql(f"INSERT INTO {columns} VALUES ({marks}){then}", list(_plain(rows)))


def _copy(connection: Connection, columns: str, rows: Sequence[Row], then: str) -> None:
    """COPY; where rows may be there already, which it does not know, statements sent together."""
    raw: Any = connection.connection.driver_connection
    with raw.cursor() as cursor:
        if then:
            marks = ", ".join(["%s"] * len(rows[0]))
            cursor.executemany(f"INSERT INTO {columns} VALUES ({marks}){then}", [tuple(row.values()) for row in rows])
            return
        with cursor.copy(f"COPY {columns} FROM STDIN") as copy:
            for row in rows:
                copy.write_row(tuple(row.values()))


def _frame(connection: Connection, table: Table, columns: str, rows: Sequence[Row], then: str) -> None:
    """A frame of texts that DuckDB reads in place and casts: a thousand times as fast as a statement for each row."""
    import pandas as pd

    texts = [[_text(value) for value in row.values()] for row in rows]
    frame = pd.DataFrame(texts, columns=list(rows[0]), dtype=object)
    kinds = {column.name: column.type.compile(connection.dialect) for column in table.columns}
    cast = ", ".join(f"CAST(CAST({_quoted(name)} AS VARCHAR) AS {kinds[name]})" for name in rows[0])
    raw: Any = connection.connection.driver_connection
    raw.execute("SELECT 1").fetchall()  # it takes no frame while an earlier result has not been read to its end
    raw.register("incoming", frame)
    raw.execute(f"INSERT INTO {columns} SELECT {cast} FROM incoming{' WHERE true' if then else ''}{then}").fetchall()
    raw.unregister("incoming")


def _plain(rows: Sequence[Row]) -> Iterator[tuple[Any, ...]]:
    """Rows of what SQLite holds: numbers as its own, days as text."""
    for row in rows:
        yield tuple(
            value
            if value is None or isinstance(value, str | int | float)
            else sqlite_number(value)
            if isinstance(value, Decimal)
            else value.isoformat(" ")
            if isinstance(value, datetime)
            else value.isoformat()
            for value in row.values()
        )


def _text(value: str | int | float | Decimal | date | None) -> str | None:
    if value is None:
        return None
    text = format(value, "f") if isinstance(value, Decimal) else str(value)
    text.encode()  # what is no character is an error of the row, as elsewhere
    return text


def _quoted(name: str) -> str:
    return f'"{name}"'
