"""Articles and claims as rows of the database."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from extractor.calendars import bounds
from extractor.claims import COLUMNS, EVIDENCE, Claim
from extractor.reading import Article
from extractor.sdmx import distance, frequency

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Entry:
    """An article and its claims as rows, but for the run: plain values, which cross from one process to another."""

    row: Row
    claims: tuple[Row, ...]

    @property
    def doc_id(self) -> str:
        """The article's id."""
        return str(self.row["doc_id"])

    @property
    def original(self) -> str:
        """The id of the article of which this one is a copy, which has the claims of both; empty if it is none."""
        return self.row["duplicate_of"] or ""

    def copy_of(self, original: str) -> Entry:
        """The same article as a copy of another, without claims."""
        return Entry(self.row | {"duplicate_of": original}, ())


@dataclass(frozen=True, slots=True)
class Failure:
    """What could not be read or written: its path, why, and its id where that is known."""

    path: str
    reason: str
    doc_id: str = ""


def digest(text: str) -> str:
    """The SHA-256 of a text in UTF-8, by which articles of the same text know each other."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def entry(article: Article, claims: Sequence[Claim], words: int, *, source: str = "", duplicate_of: str = "") -> Entry:
    """What is written of an article: what was read from it, the number of its words, the digest of its source."""
    start, end = days(article.published or "")
    row = {
        "doc_id": article.doc_id,
        "path": article.path,
        "published": article.published or None,
        "published_start": start,
        "published_end": end,
        "dated_by": article.dated_by or None,
        "encoding": article.encoding,
        "characters": len(article.text),
        "words": words,
        "sha256": article.digest,
        "source": source or None,
        "duplicate_of": duplicate_of or None,
    }
    return Entry(row, () if duplicate_of else tuple(claim_rows(claims)))


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


def claim_of(row: Row) -> Claim:
    """The claim of a row, as it was before it was one."""
    names = (field.name for field in fields(Claim))
    return Claim(**{name: row[name] for name in names})


def days(period: str) -> tuple[date | None, date | None]:
    """The first and last day of a period; none of an empty text."""
    return bounds(period) if period else (None, None)
