"""What growth is measured from, and the whole of a span, when a figure is compared with a wording of time."""

from __future__ import annotations

import re
from datetime import date, timedelta

from extractor import calendars
from extractor.anchors import Anchor
from extractor.period_grammar import PeriodMention
from extractor.period_values import RESOLVE, counted_years, recent
from extractor.period_years import SIZE, Where, where

_DAY = timedelta(days=1)
_YEAR = re.compile("[0-9]{4}")


def base(mention: PeriodMention, anchor: Anchor, current: str = "", country: str = "", item: str = "") -> str:
    """The period that growth over `current` is measured from when compared with this wording; empty if untold."""
    try:
        return calendars.checked(_base(mention, where(anchor, current, country, item)))
    except (ValueError, OverflowError):
        return ""


def span(mention: PeriodMention, anchor: Anchor, current: str = "", country: str = "", item: str = "") -> str:
    """The whole period of a total or share "since" or "over the past": from its start to the end of `current`.

    Without `current`, to the last year or month that was over at the article's day. Empty if untold.
    """
    try:
        return calendars.checked(_whole(mention, where(anchor, current, country, item)))
    except (ValueError, OverflowError):
        return ""


def _base(mention: PeriodMention, at: Where) -> str:
    said, current = mention.wording, at.current
    if mention.kind == "rate":
        return _rate_base(said.unit, current) if current else ""
    if said.rule == "recent":
        until = current or recent(mention, at)
        if said.unit == "month" and until:
            return calendars.shift(until, months=said.offset)
        return str(calendars.bounds(until)[1].year + counted_years(mention)) if until and counted_years(mention) else ""
    if said.rule == "since":
        if said.which.startswith("month "):
            return RESOLVE["which"](mention, at)
        if said.unit == "day":
            return RESOLVE["day"](mention, at)
        return RESOLVE["months" if said.unit == "month" else "year"](mention, at._replace(current=""))
    if mention.kind == "relative" and said.unit == "year" and said.offset and current:
        return calendars.shift(current, years=said.offset)
    single = bool(current) and calendars.shape(current) == "month" and calendars.length(current) == 1
    bare = said.rule in ("months", "which") and not said.year and said.which in ("", "month last")
    if single and bare and said.first == said.last > 0:
        start = calendars.bounds(current)[0]  # "from October", said of a November, is the one before it
        return calendars.months(start.year - (said.first >= start.month), said.first, 1)
    found = RESOLVE[said.rule](mention, at)
    first, _, last = found.partition("/")
    if last and calendars.shape(found) == "year" and current in (found, last):
        return first  # "8 percent a year in 2018-2022"
    if _YEAR.fullmatch(found) and current and calendars.shape(current) != "year":
        return calendars.shift(current, years=int(found) - calendars.bounds(current)[0].year)
    return found


def _rate_base(unit: str, current: str) -> str:
    if unit == "year":
        return calendars.shift(current, years=-1)
    if unit == "quarter" and "/" in current and calendars.length(current) == SIZE[unit]:
        return calendars.shift(current, months=-SIZE[unit])
    fits = unit == "week" or calendars.length(current) == SIZE.get(unit, 0)
    return calendars.previous(current) if fits else ""


def _whole(mention: PeriodMention, at: Where) -> str:
    if mention.wording.rule == "recent":
        last = recent(mention, at)
        return (
            calendars.years(int(last) + counted_years(mention) + 1, int(last))
            if last and counted_years(mention)
            else last
        )
    start = _base(mention, at)
    if not start or not at.current and at.today is None:
        return ""
    # the last day of the month before the article's, where the clause gives no end
    end = calendars.bounds(at.current)[1] if at.current else (at.today or date.max).replace(day=1) - _DAY
    if calendars.shape(start) == "year":
        begins, ends = calendars.bounds(start)[0].year, end.year
        # early in a year, the years since then are those whose figures are complete
        return calendars.years(begins, max(begins, ends - (not at.current and end.month <= 3)))
    return calendars.canonical(calendars.bounds(start)[0], calendars.bounds(f"{end:%Y-%m}")[1])
