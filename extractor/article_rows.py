"""Rows of tables and JSON objects as articles: which column is what, and what is wrong with a row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from extractor.articles import EMPTY, LARGEST, TOO_LARGE, Article, NoText, Origin, Problem, Unreadable, storable, titled
from extractor.decoding import Decoded
from extractor.publication import date_in, date_in_name
from extractor.tables import shipped

Row = Mapping[str, Any]
FIELDS = ("text", "id", "date", "title")


@dataclass(frozen=True, slots=True)
class Cells:
    """The cells of a row that make an article; a missing one is None. `text` None: the row has none."""

    text: str | None
    id: object
    date: object
    title: object


def header(names: Iterable[str], origin: Origin) -> dict[str, str]:
    """Which column of a table is which part of an article: named by the user, or by its usual names.

    NoText if none holds text, Unreadable if another column that the user names is not there.
    """
    known = list(names)
    folded = {_fold(name): name for name in reversed(known) if name.strip()}
    found = {}
    for part in FIELDS:
        asked = getattr(origin.columns, part)
        wanted = [_fold(asked)] if asked else usual(part)
        name = asked if asked and asked in known else next((folded[one] for one in wanted if one in folded), None)
        if name is not None and known.count(name) > 1:
            raise Unreadable(f"has {known.count(name)} columns named {name!r}; name them apart")
        if name is not None:
            found[part] = name
        elif asked:
            reason = f"has no column {asked!r} (--{part}-column); it has {_listed(known)}"
            raise NoText(reason) if part == "text" else Unreadable(reason)
        elif part == "text":
            raise NoText(_no_text("column", known))
    return found


def cells_of_table(row: Row, found: Mapping[str, str]) -> Cells:
    """The cells of a row of a table whose header is known."""
    text, *others = (row.get(found[part]) if part in found else None for part in FIELDS)
    return Cells(_joined(text) or "", *others)


def cells_of_object(row: Row, origin: Origin) -> Cells:
    """The values of a JSON object that make an article; a name with dots reaches into objects (`_source.body`)."""
    folded = {_fold(name): name for name in reversed(list(row))}
    found: list[Any] = []
    for part in FIELDS:
        asked = getattr(origin.columns, part)
        names = [asked] if asked else [folded[one] for one in usual(part) if one in folded]
        values = [_reach(row, name) for name in names]
        if part == "text":
            empty = "" if any(name in row and row[name] is None for name in names) else None
            values = [text for value in values if (text := _joined(value)) is not None] or [empty]
        found.append(next((value for value in values if value is not None), None))
    return Cells(*found)


def no_text(row: Row, origin: Origin) -> str:
    """Why an object without a text is no article."""
    asked = origin.columns.text
    if asked:
        return f"has no text at {asked!r} (--text-column); it has {_listed(list(row))}"
    return _no_text("key", list(row))


def articles(cells: Cells, place: str, doc_id: str, origin: Origin, decoded: Decoded) -> Iterator[Article | Problem]:
    """The article of a row, whose id is `doc_id` if it has none of its own, and what is wrong with the row.

    A date that cannot be told is a problem, and the article is then read without one.
    """
    text = cells.text or ""
    if not text.strip():
        yield Problem(place, EMPTY)
        return
    if isinstance(cells.title, str) and cells.title.strip():
        text = titled(cells.title, text)
    if len(text) > LARGEST:
        yield Problem(place, TOO_LARGE)
        return
    own = "" if cells.id is None or cells.id != cells.id else str(cells.id).strip()
    doc_id = storable(own or doc_id)
    dated = origin.dated(doc_id)
    if dated is None:
        try:
            day = date_in(cells.date)
        except ValueError as error:
            yield Problem(place, f"date {error}")
            dated = "", ""
        else:
            dated = (day, "metadata") if day else (date_in_name(origin.name) or "", "file name")
    published, by = dated
    yield Article(
        doc_id,
        storable(text),
        published or None,
        storable(place),
        decoded.encoding,
        decoded.note,
        by if published else "",
    )


@cache
def usual(part: str) -> tuple[str, ...]:
    """The usual names of a part of an article, in lower case with underscores, the likeliest first."""
    return next(tuple(row["names"].split("|")) for row in shipped("article_fields") if row["field"] == part)


def _fold(name: str) -> str:
    return name.strip().lower().replace(" ", "_").replace("-", "_")


def _reach(row: Row, name: str) -> Any:
    """The value at a key, or at a path of keys with dots between them."""
    if name in row:
        return row[name]
    value: Any = row
    for key in name.split("."):
        if not isinstance(value, Mapping):
            return None
        value = value.get(key)
    return value


def _joined(value: object) -> str | None:
    """A text, or a list of paragraphs as one; None if it is neither."""
    if isinstance(value, list) and value and all(isinstance(one, str) for one in value):
        return "\n\n".join(value)
    return value if isinstance(value, str) else None


def _no_text(noun: str, known: list[str]) -> str:
    names = ", ".join(usual("text")[:4])
    return f"has no {noun} of text ({names}, …); it has {_listed(known)}; name one with --text-column"


def _listed(names: list[str], most: int = 12) -> str:
    shown = ", ".join(repr(name) for name in names[:most]) or "none"
    return shown + (f" and {len(names) - most} more" if len(names) > most else "")
