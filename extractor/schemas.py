"""What the tables that users see are made of: their columns, what each may hold, and the forms in a row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from extractor.tables import shipped

Row = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table, as `columns.csv` describes it."""

    name: str
    role: str
    needs: str
    check: str


@dataclass(frozen=True, slots=True)
class Schema:
    """A table that users may look into, and add to where it is `open`, as `tables.csv` and `columns.csv` describe it.

    `between` separates the forms in a cell; `names` is shared by the tables among whose forms none may mean two things.
    """

    table: str
    noun: str
    between: str
    names: str
    open: bool
    about: str
    columns: tuple[Column, ...]

    def cell(self, row: Row, column: Column) -> list[str]:
        """What a cell holds: its forms, or its one value; nothing if it is empty."""
        text = row.get(column.name, "")
        if column.role in ("forms", "names", "list") and self.between:
            return [part for part in text.split(self.between) if part]
        return [text] if text else []

    def key(self, row: Row) -> tuple[str, ...]:
        """What tells a row from the others."""
        return tuple(row.get(column.name, "") for column in self.columns if column.role in ("key", "form"))

    def forms(self, row: Row) -> Iterator[tuple[Column, str]]:
        """Every form of a row as it stands in the table, with its column."""
        for column in self.columns:
            if column.role in ("form", "forms", "names"):
                yield from ((column, form) for form in self.cell(row, column))

    def phrases(self, row: Row) -> Iterator[str]:
        """What a row stands for in texts: its forms, plain; words of a list together with the key."""
        yield from (plain(form) for _, form in self.forms(row))
        head = next(iter(self.key(row)))
        for column in self.columns:
            if column.role == "list":
                after = column.name == "after"
                yield from (plain(f"{head} {word}" if after else f"{word} {head}") for word in self.cell(row, column))


@cache
def schemas() -> dict[str, Schema]:
    """The tables that users see, by name, in the order in which they are listed."""
    columns: dict[str, list[Column]] = {}
    for row in shipped("columns"):
        columns.setdefault(row["table"], []).append(Column(row["column"], row["role"], row["needs"], row["check"]))
    return {
        row["table"]: Schema(
            row["table"],
            row["noun"],
            row["between"],
            row["names"],
            row["open"] == "yes",
            row["about"],
            tuple(columns[row["table"]]),
        )
        for row in shipped("tables")
    }


def plain(form: str) -> str:
    """A form without the marks that say how it must be written, in lower case."""
    return form.lstrip("=^~").lower()
