"""The tables for people: what there is, what is found in it, and how it is shown."""

from __future__ import annotations

import textwrap
import unicodedata
from collections.abc import Iterable, Sequence
from difflib import get_close_matches

from rich.cells import cell_len, set_cell_size

from extractor.checks import nearest
from extractor.errors import Refused
from extractor.schemas import Row, Schema, plain, schemas
from extractor.tables import Tables, current

_GAP = "  "
_WIDEST = 28  # columns that a cell beside the forms may take, and no more than a third of the screen
_LEAST = 30  # columns that the forms need beside the others


def lookup(name: str, words: str = "", *, tables: Tables | None = None) -> list[Row]:
    """The rows of a table whose names, forms and codes have all of `words`, keyed by column; all rows without words.

    Case and accents do not count. What is exactly the words comes first; where nothing has a word that begins with
    each of them, what has them anywhere. Marks stand before forms as in the table: `=` exactly so, `^` not all lower
    case. `Refused` if there is no such table.
    """
    schema = _schema(name)
    rows = (tables or current()).rows(name)
    asked = _fold(words)
    if not asked:
        return list(rows)
    cells = [[_fold(plain(cell)) for column in schema.columns for cell in schema.cell(row, column)] for row in rows]
    texts = [f" {' '.join(row)}" for row in cells]
    for before in " ", "":
        hits = [at for at, text in enumerate(texts) if all(f"{before}{word}" in text for word in asked.split())]
        if hits:
            return [rows[at] for at in sorted(hits, key=lambda at: asked not in cells[at])]
    return []


def near(words: str, names: Iterable[str], *, tables: Tables | None = None) -> list[str]:
    """The forms, names and codes of some tables that are nearest to words that nothing was found for, at most three."""
    known: dict[str, str] = {}
    for name in names:
        schema = _schema(name)
        for row in (tables or current()).rows(name):
            for column in schema.columns:
                for cell in schema.cell(row, column):
                    known.setdefault(_fold(plain(cell)), cell.lstrip("=^~"))
    return [known[key] for key in get_close_matches(_fold(words), known, n=3, cutoff=0.6)]


def overview(*, tables: Tables | None = None) -> list[str]:
    """A line per table: name, number of rows, and what it holds; last, how to go on."""
    counted = {name: f"{len((tables or current()).rows(name)):,}" for name in schemas()}
    name, rows = max(map(len, counted)), max(map(len, counted.values()))
    listed = [f"{one.table:<{name}}  {counted[one.table]:>{rows}}  {one.about}" for one in schemas().values()]
    return [*listed, "", "extractor tables NAME lists one, --search WORDS what has these words"]


def lines(name: str, rows: Sequence[Row], width: int) -> list[str]:
    """Rows of a table at most `width` wide: codes and kinds in columns, the forms wrapped in the last one."""
    schema = _schema(name)
    listed = [column for column in schema.columns if column.role in ("forms", "names", "list")]
    single = [c for c in schema.columns if c not in listed and c.role != "aside" and any(row[c.name] for row in rows)]
    widths = [min(_WIDEST, width // 3, max(cell_len(row[c.name]) for row in (*rows, {c.name: c.name}))) for c in single]
    indent = sum(widths) + len(_GAP) * len(widths)
    if not listed or width - indent < _LEAST:
        indent = len(_GAP)
    cells = [[column.name for column in single], *([plain_cell(row[c.name]) for c in single] for row in rows)]
    heads = [_GAP.join(map(_fit, row, widths)).rstrip() for row in cells]
    texts = ["forms" if listed else "", *(_listed(schema, row) for row in rows)]
    out: list[str] = []
    for head, text in zip(heads, texts, strict=True):
        wrapped = textwrap.wrap(text, width - indent, break_on_hyphens=False)
        if wrapped and cell_len(head) + len(_GAP) <= indent:
            out.append(f"{_fit(head, indent)}{wrapped.pop(0)}")
        else:
            out.append(head)
        out += [" " * indent + line for line in wrapped]
    return out


def plain_cell(text: str) -> str:
    """A cell without the mark that a code or a name may bear."""
    return text.lstrip("~")


def _listed(schema: Schema, row: Row) -> str:
    """The forms of a row in one line, each column but the first told by its name."""
    parts = []
    for column in schema.columns:
        forms = [form.lstrip("=^~") for form in schema.cell(row, column)]
        if column.role in ("forms", "names", "list") and forms:
            label = "" if column.name in ("forms", "name") else f"{column.name}: "
            parts.append(label + ", ".join(dict.fromkeys(forms)))
    return "; ".join(parts)


def _schema(name: str) -> Schema:
    if name not in schemas():
        said = nearest(name, schemas()) or f"; the tables are {', '.join(schemas())}"
        raise Refused(f"{name!r} is not a table{said}")
    return schemas()[name]


def _fold(text: str) -> str:
    """Words in lower case, without accents and marks."""
    letters = unicodedata.normalize("NFKD", text.lower())
    return " ".join("".join(c if c.isalnum() else " " for c in letters if not unicodedata.combining(c)).split())


def _fit(text: str, width: int) -> str:
    return set_cell_size(text, width) if cell_len(text) <= width else set_cell_size(text, width - 1) + "…"
