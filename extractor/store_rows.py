"""Articles and claims as rows of the database."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from extractor.calendars import bounds
from extractor.claims import COLUMNS, EVIDENCE, Claim
from extractor.reading import Article
from extractor.sdmx import distance, frequency

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Entry:
    """An article as it is written: what was read from it, the number of its words, what told its date of publication.

    `duplicate_of` is the id of an article with the same text, which has the claims of both.
    """

    article: Article
    claims: Sequence[Claim]
    words: int
    dated_by: str = ""
    duplicate_of: str = ""


@dataclass(frozen=True, slots=True)
class Failure:
    """What could not be read or written: its path, why, and its id where that is known."""

    path: str
    reason: str
    doc_id: str = ""


def digest(text: str) -> str:
    """The SHA-256 of a text in UTF-8, by which articles of the same text know each other."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def article_row(entry: Entry, run_id: int) -> Row:
    """The row of an article."""
    article = entry.article
    start, end = days(article.published or "")
    return {
        "doc_id": article.doc_id,
        "path": article.path,
        "published": article.published or None,
        "published_start": start,
        "published_end": end,
        "dated_by": entry.dated_by or None,
        "encoding": article.encoding,
        "characters": len(article.text),
        "words": entry.words,
        "sha256": digest(article.text),
        "duplicate_of": entry.duplicate_of or None,
        "run_id": run_id,
    }


def claim_rows(claims: Sequence[Claim]) -> list[Row]:
    """The rows of an article's claims; the same claim twice is one."""
    rows = ({name: getattr(claim, name) for name in COLUMNS + EVIDENCE} for claim in claims)
    return list({row["id"]: placed(row) for row in rows}.values())


def placed(row: Row) -> Row:
    """The row of a claim with the days of its period and base, and what kind of series it is of."""
    (start, end), (base_start, base_end) = days(row["period"]), days(row["base"])
    return row | {
        "period_start": start,
        "period_end": end,
        "base_start": base_start,
        "base_end": base_end,
        "frequency": frequency(row["period"]),
        "distance": distance(row["base"], row["period"]),
    }


def days(period: str) -> tuple[date | None, date | None]:
    """The first and last day of a period; none of an empty text."""
    return bounds(period) if period else (None, None)
