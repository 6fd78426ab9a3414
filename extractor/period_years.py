"""Where a wording of time stands, and the year that it states or chooses: common, fiscal or of another calendar."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from extractor import calendars
from extractor.anchors import Anchor
from extractor.fiscal import FiscalYear, fiscal_year, marketing_year
from extractor.period_grammar import PeriodMention

SIZE = {"month": 1, "quarter": 3, "half": 6, "year": 12}
STEP = {"this": 0, "the": 0, "last": -1, "previous": -1, "next": 1, "following": 1}
OLD, _LATELY = 1500, 2015
"""Up to when a year is one of another calendar, and about when the articles were written that do not tell."""


class Where(NamedTuple):
    """Where a wording stands: the article's day, the period of its clause, country (alpha-3) and item spoken of.

    `season` is the month in which the article says that marketing years start, 0 if it does not; `exact` says that
    `today` is the day itself; `own` that the article dates itself, so that its last month is over.
    """

    today: date | None
    current: str
    country: str
    item: str
    season: int = 0
    exact: bool = False
    own: bool = False


def where(anchor: Anchor, current: str, country: str, item: str) -> Where:
    """Where a wording of an article with this anchor stands."""
    own = anchor.how == "article's own dates"
    return Where(anchor.date, current, country, item, anchor.season, anchor.exact, own)


def chosen_year(mention: PeriodMention, at: Where) -> int | None:
    """The calendar year that is stated or chosen, None where none is or the day is unknown."""
    said = mention.wording
    if said.year:
        return said.year
    if said.which in ("previous", "following") and at.current:
        return calendars.bounds(at.current)[1].year + STEP[said.which]
    if said.which in STEP and at.today is not None:
        return at.today.year + STEP[said.which]
    return None


def fiscal_start(mention: PeriodMention, at: Where) -> tuple[int, int] | None:
    """Year and month that the fiscal or marketing year meant starts in, None where it is not known."""
    said = mention.wording
    known = _year_of(mention, at)
    if known is None and (said.harvest or said.year_to):
        return None
    month = known.month if known else 1
    if said.which == "the" and said.harvest and at.current and at.today is None:
        at = at._replace(today=calendars.bounds(at.current)[1])
    if said.which == "the" and not said.offset and at.current and calendars.length(at.current) == 12:
        first = calendars.bounds(at.current)[0]  # "over the season", said of one that is over
        if first.month == month:
            return first.year, month
    if said.year and known and (own := known.common(said.year, _near(at), split=bool(said.year_to))):
        return own, month
    if 0 < said.year <= OLD:
        return None
    if said.year_to:
        return said.year, month
    if said.year:
        return said.year - (known is not None and known.named_for_end), month
    if at.today is None:
        return None
    soon = said.rule == "season" and said.offset > 0 and 0 < (month - at.today.month) % 12 <= SIZE["half"]
    return at.today.year - (at.today.month < month) + (soon or STEP.get(said.which, 0)), month


def _near(at: Where) -> int:
    """A year near those that an article speaks of."""
    return at.today.year if at.today is not None else _LATELY


def _year_of(mention: PeriodMention, at: Where) -> FiscalYear | None:
    """The kind of year that a fiscal or marketing year is: as the text tells, by the crop, by the country."""
    said = mention.wording
    crop = marketing_year(at.item, at.country) if at.item else None
    fiscal = fiscal_year(said.nation or at.country)
    if said.begins:
        return FiscalYear(said.begins, fiscal is not None and fiscal.named_for_end, era=fiscal.era if fiscal else 0)
    if said.bare and at.season:
        return FiscalYear(at.season, named_for_end=False)
    if not said.harvest and not (said.bare and (fiscal is None or not fiscal.split)):
        return fiscal
    return FiscalYear(at.season, named_for_end=False) if at.season else crop
