"""The time that "that year" points back to: one named before it in the text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from extractor.period_fields import Wording
from extractor.wordings import compared

if TYPE_CHECKING:
    from extractor.period_grammar import PeriodMention

FAR = 600
"""How far back a time may have been named, in characters."""
BRACKET = 60
"""How far back a bracket may have been opened, in characters."""
_NOT_OVER = frozenset({"from", "over", "than", "against"})


def pointed(text: str, wording: Wording, start: int, before: Sequence[PeriodMention]) -> Wording | None:
    """The wording of the unit of time named last before `start`, or None: "in May 2009. By the end of that year"."""
    fitting = [
        (one, told)
        for one in reversed(before)
        if start - one.end < FAR and (told := _unit(one.wording, wording.unit, wording.fiscal)) is not None
    ]
    plain = [told for one, told in fitting if not _is_aside(text, one)]
    found = next(iter(plain), None) or next((told for _, told in fitting), None)
    return replace(found, to_date=wording.to_date, at_end=wording.at_end) if found is not None else None


def _is_aside(text: str, mention: PeriodMention) -> bool:
    """Whether a time is only compared with, or stands in brackets."""
    opened = text.rfind("(", max(mention.start - BRACKET, 0), mention.start)
    bracketed = opened > text.rfind(")", max(mention.start - BRACKET, 0), mention.start)
    return bracketed or mention.lead in _NOT_OVER or compared(text, mention.start)


def _unit(said: Wording, unit: str, fiscal: bool) -> Wording | None:
    """What a wording says of a unit: the year of "May 2009", the month of "May 14", or None where it names none."""
    if said.fiscal or fiscal:
        return said if said.fiscal and unit == "year" and said.rule in ("year", "season") else None
    if unit == "year":
        if said.rule in ("year_span", "split") or said.year_to not in (0, said.year):
            return None
        if said.year:
            return Wording("year", unit="year", year=said.year)
        return said if said.rule == "year" and said.which in ("last", "this", "next") else None
    if unit == "month":
        single = (
            said.rule in ("months", "day", "since") and 0 < said.first == said.last and said.unit in ("month", "day")
        )
        if single and not said.which:
            return Wording("months", unit="month", first=said.first, last=said.last, year=said.year)
        return said if said.rule == "which" and said.unit == "month" else None
    return said if said.rule in ("part", "nth") and said.unit == unit and said.first == said.last else None
