"""A score as a page: the figures, what confidence is worth, and every article with labels and readings side by side."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.resources import files
from typing import NamedTuple

from jinja2 import Environment, StrictUndefined

from extractor import __version__, reliability
from extractor.claims import COLUMNS, Claim, plain
from extractor.reading import Article
from extractor.scorecard import FAMILY_NAMES, KEYS, Scored, confidences, every, ratio
from extractor.scoring import FAMILIES, KINDS, LEVELS, Count, Pair, count, grouped, interval, macro

SHOWN = tuple(column for column in COLUMNS if column not in ("doc_id", "start", "end", "value_high"))
"""The columns of a claim that the page shows; the upper end of a range stands with its value."""


class Line(NamedTuple):
    """A line of a table of counts."""

    name: str
    tally: Count
    interval: tuple[float, float] | None = None
    macro: float | None = None


class Piece(NamedTuple):
    """A piece of an article's text; a mention has the numbers of its pairs and their kinds."""

    text: str
    numbers: tuple[int, ...] = ()
    kinds: tuple[str, ...] = ()


class Row(NamedTuple):
    """A label and a reading of a pair: its number, kind, and the cells of both with the columns that are wrong."""

    number: int
    kind: str
    label: dict[str, str]
    reading: dict[str, str]
    wrong: frozenset[str]
    construction: str


def page(scored: Scored) -> str:
    """A page of HTML, whole in itself: it asks for nothing from elsewhere and reads the same on paper."""
    text = files("extractor").joinpath("data/score.html").read_text(encoding="utf-8")
    template = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    pairs = every(scored)
    kinds = [pair.kind or "right" for pair in pairs]
    return template.from_string(text).render(
        version=__version__,
        articles=[_article(article, of) for article, of in scored],
        tables=[(FAMILY_NAMES[family], _levels(scored, family)) for family in FAMILIES],
        measures=[(FAMILY_NAMES[family], _measures(pairs, family)) for family in FAMILIES],
        bins=reliability.binned(confidences(pairs)),
        kinds=[(kind, kinds.count(kind)) for kind in (*KINDS, "right")],
        columns=SHOWN,
        ratio=ratio,
    )


def _levels(scored: Scored, family: str) -> list[Line]:
    out = []
    for level in LEVELS:
        each = [count(pairs, level, family) for _, pairs in scored]
        out.append(Line(level, sum(each, Count()), interval(each), macro(each)))
    return out


def _measures(pairs: Sequence[Pair], family: str) -> list[Line]:
    return [Line(name, one) for name, one in grouped(pairs, "claim", family, KEYS["measure"]).items()]


def _article(article: Article, pairs: Sequence[Pair]) -> dict[str, object]:
    rows = [_row(number, pair) for number, pair in enumerate(pairs, start=1)]
    return {
        "doc_id": article.doc_id,
        "published": article.published or "",
        "pieces": _pieces(article.text, pairs, rows),
        "rows": rows,
        "scores": [(FAMILY_NAMES[family], count(pairs, "claim", family)) for family in FAMILIES],
    }


def _row(number: int, pair: Pair) -> Row:
    return Row(
        number,
        pair.kind or "right",
        _cells(pair.label),
        _cells(pair.reading),
        frozenset(pair.wrong) | (frozenset({"quote"}) if pair.kind == "boundary" else frozenset()),
        pair.reading.construction if pair.reading else "",
    )


def _cells(claim: Claim | None) -> dict[str, str]:
    if claim is None:
        return {}
    cells = {column: str(cell) for column, cell in claim.row().items() if column in SHOWN}
    if claim.value_high is not None:
        cells["value"] += f" to {plain(claim.value_high)}"
    return cells


def _pieces(text: str, pairs: Sequence[Pair], rows: Sequence[Row]) -> list[Piece]:
    """The text in pieces, mentions apart; of mentions that overlap the later is shown with the earlier."""
    spans: list[tuple[int, int, list[Row]]] = []
    for pair, row in sorted(zip(pairs, rows, strict=True), key=lambda both: _place(both[0])):
        start, end = _place(pair)
        if spans and start < spans[-1][1]:
            first, last, held = spans[-1]
            spans[-1] = (first, max(last, end), [*held, row])
        else:
            spans.append((start, end, [row]))
    out = []
    at = 0
    for start, end, held in spans:
        out.append(Piece(text[at:start]))
        out.append(Piece(text[start:end], tuple(row.number for row in held), tuple(row.kind for row in held)))
        at = end
    return [*out, Piece(text[at:])]


def _place(pair: Pair) -> tuple[int, int]:
    return pair.claim.start, pair.claim.end
