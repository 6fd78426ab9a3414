"""The calendar period that a wording of time means, given the article's day and the period its clause speaks of."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

from extractor import calendars
from extractor.anchors import Anchor
from extractor.fiscal import fiscal_year
from extractor.period_grammar import PeriodMention

_SIZE = {"month": 1, "quarter": 3, "half": 6, "year": 12}
_STEP = {"this": 0, "the": 0, "last": -1, "previous": -1, "next": 1, "following": 1}
_DAY = timedelta(days=1)
_YEAR = re.compile("[0-9]{4}")


def resolve(mention: PeriodMention, anchor: Anchor, current: str = "", country: str = "") -> str:
    """The canonical period that a wording means, empty where the text does not tell.

    `current` is the period of the clause, which relative wordings need ("a year earlier"); `country` (ISO 3166-1
    alpha-3) chooses the fiscal year.
    """
    try:
        return _RESOLVE[mention.wording.rule](mention, anchor.date, current, country)
    except (ValueError, OverflowError):  # no such day, or beyond the calendar
        return ""


def base(mention: PeriodMention, anchor: Anchor, current: str = "", country: str = "") -> str:
    """The period that growth over `current` is measured from when compared with this wording; empty if untold."""
    try:
        return _base(mention, anchor, current, country)
    except (ValueError, OverflowError):
        return ""


def span(mention: PeriodMention, anchor: Anchor, current: str = "", country: str = "") -> str:
    """The whole period of a total or share "since" or "over the past": from its start to the end of `current`.

    Without `current`, to the last year or month that was over at the article's day. Empty if untold.
    """
    try:
        return _whole(mention, anchor, current, country)
    except (ValueError, OverflowError):
        return ""


def _whole(mention: PeriodMention, anchor: Anchor, current: str, country: str) -> str:
    if mention.wording.rule == "recent":
        count = mention.wording.offset * (10 if mention.wording.unit == "decade" else 1)
        last = _recent(mention, anchor.date, current, country)
        if mention.wording.unit in ("year", "decade") and last:
            return calendars.years(int(last) + count + 1, int(last))
        return last
    start = _base(mention, anchor, current, country)
    if not start or not current and anchor.date is None:
        return ""
    if calendars.shape(start) != "year":
        end = calendars.bounds(current)[1] if current else _before(anchor)
        return calendars.canonical(calendars.bounds(start)[0], calendars.bounds(f"{end:%Y-%m}")[1])
    last = str(calendars.bounds(current)[1].year if current else _before(anchor).year)
    return calendars.years(calendars.bounds(start)[0].year, int(last))


def _before(anchor: Anchor) -> date:
    """The last day of the month before the article's."""
    return (anchor.date or date.min).replace(day=1) - _DAY


def _base(mention: PeriodMention, anchor: Anchor, current: str, country: str) -> str:
    if mention.kind == "rate":
        if not current:
            return ""
        if mention.wording.unit == "year":
            return calendars.shift(current, years=-1)
        size = _SIZE.get(mention.wording.unit, 0)
        return (
            calendars.previous(current) if calendars.length(current) == size or mention.wording.unit == "week" else ""
        )
    if mention.wording.rule == "recent":
        until = current or _recent(mention, anchor.date, "", "")
        count = mention.wording.offset * (10 if mention.wording.unit == "decade" else 1)
        if not until or mention.wording.unit not in ("year", "decade", "month"):
            return ""
        if mention.wording.unit == "month":
            return calendars.shift(until, months=count)
        return str(calendars.bounds(until)[1].year + count)
    if mention.wording.rule == "since":
        if mention.wording.which.startswith("month "):
            return _which(mention, anchor.date, "", country)
        return _part(mention, anchor.date, "", country) if mention.wording.unit == "month" else _year(
            mention, anchor.date, "", country)  # fmt: skip
    if mention.kind == "relative" and mention.wording.unit == "year" and mention.wording.offset and current:
        return calendars.shift(current, years=mention.wording.offset)
    single = bool(current) and calendars.shape(current) == "month" and calendars.length(current) == 1
    if (
        single
        and mention.wording.rule == "months"
        and not mention.wording.year
        and not mention.wording.which
        and mention.wording.first == mention.wording.last
    ):
        start = calendars.bounds(current)[0]  # "from October", said of a November, is the one before it
        return _month(start.year - (mention.wording.first >= start.month), mention.wording.first)
    found = resolve(mention, anchor, current, country)
    if _YEAR.fullmatch(found) and current and calendars.shape(current) != "year":
        return calendars.shift(current, years=int(found) - calendars.bounds(current)[0].year)
    return found


def _month(year: int, month: int) -> str:
    return calendars.months(year, month, 1)


def _chosen_year(mention: PeriodMention, today: date | None, current: str) -> int | None:
    """The calendar year that is stated or chosen, None where none is or the day is unknown."""
    if mention.wording.year:
        return mention.wording.year
    if mention.wording.which in ("previous", "following") and current:
        return calendars.bounds(current)[1].year + _STEP[mention.wording.which]
    if mention.wording.which in _STEP and today is not None:
        return today.year + _STEP[mention.wording.which]
    return None


def _fiscal_start(mention: PeriodMention, today: date | None, country: str) -> tuple[int, int] | None:
    """Year and month that the fiscal year meant starts in, None where it is not known."""
    known = fiscal_year(country)
    month = known.month if known else 1
    if mention.wording.year_to:
        return (mention.wording.year, month) if known else None
    if mention.wording.year:
        return mention.wording.year - (known is not None and known.named_for_end), month
    if today is None:
        return None
    return today.year - (today.month < month) + _STEP.get(mention.wording.which, 0), month


def _year(mention: PeriodMention, today: date | None, current: str, country: str) -> str:
    if mention.wording.fiscal:
        start = _fiscal_start(mention, today, country)
        if start is not None:
            return calendars.canonical(*_span(start[0], start[1], 12))
        return calendars.years(mention.wording.year, mention.wording.year_to) if mention.wording.year_to else ""
    if mention.wording.year_to:
        return calendars.years(mention.wording.year, mention.wording.year_to)
    year = _chosen_year(mention, today, current)
    return str(year) if year else ""


def _span(year: int, month: int, count: int) -> tuple[date, date]:
    return calendars.bounds(calendars.months(year, month, count))


def _part(mention: PeriodMention, today: date | None, current: str, country: str) -> str:
    """Quarters, halves and months of a year, stated, chosen, or the latest that has begun."""
    size, first, last = _SIZE[mention.wording.unit], mention.wording.first, mention.wording.last
    if mention.wording.fiscal:
        start = _fiscal_start(mention, today, country)
        if start is None and mention.wording.rule == "months":
            start = mention.wording.year, first
        if start is None:
            return ""
        if mention.wording.rule in ("months", "since"):
            begin = start[0] + (first < start[1])
            return calendars.months(begin, first, (last - first) % 12 + 1)
        return calendars.months(start[0], start[1] + (first - 1) * size, (last - first + 1) * size)
    year = _chosen_year(mention, today, current)
    if year is None:
        if today is None:
            return ""
        index = (today.month + size - 1) // size
        year = today.year - (last > index)
        if mention.ahead and last > index and (last - index) <= (12 // size) // 2:
            year += 1
    elif mention.wording.which in ("last", "the", "this") and first > last:
        year += mention.wording.which == "this" and today is not None and last > today.month
    if mention.wording.unit == "month" and mention.wording.to_date and first == last:
        first = 1
    if first > last:
        return calendars.months(year - 1, first, last + 12 - first + 1)
    if size > 1 and first == last:
        return f"{year:04}-{'Q' if mention.wording.unit == 'quarter' else 'H'}{first}"
    return calendars.months(year, (first - 1) * size + 1, (last - first + 1) * size)


def _since(mention: PeriodMention, today: date | None, current: str, country: str) -> str:
    return current


def _recent(mention: PeriodMention, today: date | None, current: str, country: str) -> str:
    if mention.wording.unit in ("year", "decade"):
        if current and calendars.shape(current) == "year":
            return current
        # early in a year, the past years are those whose figures are complete
        return str(today.year - (today.month <= 3)) if today else ""
    if mention.wording.unit == "month" and today:
        return calendars.months(today.year, today.month + mention.wording.offset, -mention.wording.offset)
    return ""


def _ahead(mention: PeriodMention, today: date | None, current: str, country: str) -> str:
    if today is None or mention.wording.unit not in ("year", "decade"):
        return ""
    return str(today.year + mention.wording.offset * (10 if mention.wording.unit == "decade" else 1))


def _day(mention: PeriodMention, today: date | None, current: str, country: str) -> str:
    """A day, or days of one or two months."""
    last_year = mention.wording.year_to or mention.wording.year or _chosen_year(mention, today, current)
    last_day = mention.wording.day_to or mention.wording.day
    if not last_year:
        if today is None:
            return ""
        last_year = today.year - ((mention.wording.last, last_day) > (today.month, today.day) and not mention.ahead)
    end = date(last_year, mention.wording.last, last_day)
    first_year = mention.wording.year if mention.wording.year_to else last_year
    start = date(first_year, mention.wording.first, mention.wording.day)
    if start > end:
        start = start.replace(year=start.year - 1)
    return start.isoformat() if start == end else f"{start.isoformat()}/{end.isoformat()}"


def _ending(mention: PeriodMention, today: date | None, current: str, country: str) -> str:
    year = _chosen_year(mention, today, current)
    if year is None:
        if today is None:
            return ""
        year = today.year - (mention.wording.last > today.month and not mention.ahead)
    if mention.wording.unit == "week":
        end = date(year, mention.wording.last, mention.wording.day)
        return calendars.canonical(end - 6 * _DAY, end)
    count = mention.wording.first * _SIZE[mention.wording.unit]
    return calendars.months(year, mention.wording.last - count + 1, count)


def _month_span(mention: PeriodMention, today: date | None, current: str, country: str) -> str:
    first, last = (
        _month(mention.wording.year, mention.wording.first),
        _month(mention.wording.year_to, mention.wording.last),
    )
    return calendars.canonical(calendars.bounds(first)[0], calendars.bounds(last)[1])


def _todate(mention: PeriodMention, today: date | None, current: str, country: str) -> str:
    """The year up to the period spoken of, else up to the last month that was over."""
    year = _chosen_year(mention, today, current)
    if current and calendars.shape(current) != "year":
        start, end = calendars.bounds(current)
        if year in (None, end.year) and calendars.shape(current) in _SIZE:
            return current if (start.month, start.year) == (1, end.year) else calendars.months(end.year, 1, end.month)
    if today is None or year is None:
        return ""
    if year < today.year:
        return str(year)
    return calendars.months(year, 1, max(1, today.month - 1))


def _same(mention: PeriodMention, today: date | None, current: str, country: str) -> str:
    if not current:
        return ""
    if mention.wording.year:
        return calendars.shift(current, years=mention.wording.year - calendars.bounds(current)[0].year)
    return calendars.shift(current, years=mention.wording.offset)


def _earlier(mention: PeriodMention, today: date | None, current: str, country: str) -> str:
    unit, offset = mention.wording.unit, mention.wording.offset
    if not current:
        count = offset * (10 if unit == "decade" else 1)
        return str(today.year + count) if today and unit in ("year", "decade") and count < -1 else ""
    if unit in ("year", "decade"):
        whole = (
            mention.wording.which == "previous"
            and mention.lead in ("in", "for", "during")
            and not mention.wording.fiscal
        )
        if unit == "year" and offset == -1 and whole and "/" not in current:
            return str(calendars.bounds(current)[1].year - 1)
        return calendars.shift(current, years=offset * (10 if unit == "decade" else 1))
    if unit == "period" or unit == "week":
        return calendars.previous(current) if offset == -1 else ""
    size = _SIZE.get(unit, 0)
    if not size or calendars.shape(current) not in _SIZE or calendars.length(current) > size * abs(offset):
        return ""
    return calendars.shift(current, months=offset * size)


def _the(mention: PeriodMention, today: date | None, current: str, country: str) -> str:
    """The year, quarter or month that is being spoken of."""
    unit = mention.wording.unit
    if not current:
        return str(today.year) if today is not None and unit == "year" else ""
    if unit in ("period", "week"):
        return current
    end = calendars.bounds(current)[1]
    if mention.wording.fiscal:
        return _year(mention, end, "", country)
    size = _SIZE.get(unit, 0)
    if not size:
        return ""
    if calendars.shape(current) in _SIZE and calendars.length(current) == size:
        return current
    if unit == "year":
        return str(end.year)
    if calendars.length(current) > size:
        return ""
    return _unit_of(end, unit, 0)


def _unit_of(day: date, unit: str, offset: int) -> str:
    """The month, quarter, half, year or week that a day falls in, or one some units later."""
    if unit == "week":
        return calendars.week(day + 7 * offset * _DAY)
    size = _SIZE[unit]
    text = {"month": f"{day:%Y-%m}", "quarter": f"{day.year:04}-Q{(day.month + 2) // 3}",
            "half": f"{day.year:04}-H{(day.month + 5) // 6}", "year": f"{day.year:04}"}[unit]  # fmt: skip
    return calendars.shift(text, months=offset * size)


def _which(mention: PeriodMention, today: date | None, current: str, country: str) -> str:
    if today is None:
        return ""
    if mention.wording.which.startswith("month "):
        chosen = mention.wording.which[6:]
        late = {"this": 0, "next": int(mention.wording.last <= today.month)}.get(
            chosen, -int(mention.wording.last >= today.month)
        )
        return _month(today.year + late, mention.wording.last)
    return _unit_of(today, mention.wording.unit, _STEP[mention.wording.which])


def _nothing(mention: PeriodMention, today: date | None, current: str, country: str) -> str:
    return ""


_RESOLVE: dict[str, Callable[[PeriodMention, date | None, str, str], str]] = {
    "day": _day, "day_span": _day, "first_days": _day, "ending": _ending, "year_to": _part, "month_span": _month_span,
    "year_span": _year, "todate": _todate, "since": _since, "recent": _recent, "ahead": _ahead, "same": _same,
    "year_ago": _same, "earlier": _earlier, "rate": _nothing, "part": _part, "months": _part, "which": _which,
    "year": _year, "the": _the,
}  # fmt: skip
