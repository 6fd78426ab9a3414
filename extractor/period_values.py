"""The calendar period that a wording of time means, given the article's day and the period its clause speaks of."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from extractor import calendars
from extractor.anchors import Anchor
from extractor.period_grammar import PeriodMention
from extractor.period_years import OLD, SIZE, STEP, Where, chosen_year, fiscal_start, where

_DAY = timedelta(days=1)
_SOON = timedelta(days=31)


def resolve(mention: PeriodMention, anchor: Anchor, current: str = "", country: str = "", item: str = "") -> str:
    """The canonical period that a wording means, empty where the text does not tell.

    `current` is the period of the clause, which relative wordings need ("a year earlier"); `country` (ISO 3166-1
    alpha-3) chooses the fiscal year, with `item` (canonical name) the marketing year.
    """
    try:
        return calendars.checked(RESOLVE[mention.wording.rule](mention, where(anchor, current, country, item)))
    except (ValueError, OverflowError):  # no such day or half, or beyond the calendar
        return ""


def counted_years(mention: PeriodMention) -> int:
    """The signed years that a wording counts, 0 if it counts no years."""
    return mention.wording.offset * {"year": 1, "decade": 10}.get(mention.wording.unit, 0)


def _year(mention: PeriodMention, at: Where) -> str:
    said = mention.wording
    if said.fiscal:
        start = fiscal_start(mention, at)
        if start is not None:
            return calendars.canonical(*calendars.bounds(calendars.months(*start, 12)))
        return calendars.years(said.year, said.year_to or said.year) if said.year > OLD else ""
    if said.year_to:
        return calendars.years(said.year, said.year_to)
    year = chosen_year(mention, at)
    return str(year) if year else ""


def _part(mention: PeriodMention, at: Where) -> str:
    """Quarters, halves and months of a year, stated, chosen, or the latest that has begun."""
    said, today = mention.wording, at.today
    if said.unit == "day":
        return _day(mention, at)  # "this year through May 20"
    size, first, last = SIZE[said.unit], said.first, said.last
    if said.fiscal:
        return _fiscal_part(mention, at)
    year = chosen_year(mention, at)
    if year is None:
        if today is None:
            return ""
        index = (today.month + size - 1) // size
        begun = today.month - (last - 1) * size  # months into the last unit
        year = today.year - (last > index or (size > 1 and last == index and begun * 3 <= size and not mention.ahead))
        if mention.ahead and last != index and (last - index) % (12 // size) <= (12 // size) // 2:
            year = today.year + (last < index)
    elif said.which == "this" and first > last and today is not None:
        year += last > today.month
    elif said.which == "the" and today is not None and not mention.ahead and (first - 1) * size >= today.month:
        year -= 1  # "in the final quarter of the year", told in March
    if said.unit == "month" and said.to_date and first == last:
        first = 1
    if first > last:  # across the turn of the year
        return calendars.months(year - 1, first, last + 12 - first + 1)
    if size > 1 and first == last:
        return f"{year:04}-{'Q' if said.unit == 'quarter' else 'H'}{first}"
    return calendars.months(year, (first - 1) * size + 1, (last - first + 1) * size)


def _fiscal_part(mention: PeriodMention, at: Where) -> str:
    """Named months, or quarters, halves and months counted from the start of a fiscal year."""
    said = mention.wording
    size, first, last = SIZE[said.unit], said.first, said.last
    start = fiscal_start(mention, at)
    if said.rule in ("months", "since"):
        if start is None:
            return calendars.months(said.year, first, (last - first) % 12 + 1) if said.year > OLD else ""
        months = calendars.months(start[0] + (first < start[1]), first, (last - first) % 12 + 1)
        early = said.which == "this" and at.today is not None and calendars.bounds(months)[0] > at.today
        early = early or said.which == "this" and first > last and start[1] == 1  # the fiscal year is not known
        return calendars.shift(months, years=-1) if early else months
    if start is None:
        return ""
    months = calendars.months(start[0], start[1] + (first - 1) * size, (last - first + 1) * size)
    if said.which == "the" and at.today is not None and not mention.ahead and calendars.bounds(months)[0] > at.today:
        return calendars.shift(months, years=-1)
    return months


def _since(mention: PeriodMention, at: Where) -> str:
    return at.current


def recent(mention: PeriodMention, at: Where) -> str:
    """The last of the past years, or all of the past months."""
    if counted_years(mention):
        if at.current and calendars.shape(at.current) == "year":
            return str(calendars.bounds(at.current)[1].year)
        # early in a year, the past years are those whose figures are complete
        return str(at.today.year - (at.today.month <= 3)) if at.today else ""
    if mention.wording.unit == "month" and at.today:
        return calendars.months(at.today.year, at.today.month + mention.wording.offset, -mention.wording.offset)
    return ""


def _ahead(mention: PeriodMention, at: Where) -> str:
    if mention.wording.which == "this" and at.today:  # "by the end of the decade"
        return str(at.today.year // 10 * 10 + 10)
    return str(at.today.year + counted_years(mention)) if at.today and counted_years(mention) else ""


def _within(mention: PeriodMention, at: Where) -> str:
    """The year that lies some years after the past one spoken of, else after the article's day."""
    years = counted_years(mention)
    if years and at.today and len(at.current) == len("2019") and int(at.current) + years < at.today.year:
        return str(int(at.current) + years)
    return _ahead(mention, at)


def _day(mention: PeriodMention, at: Where) -> str:
    """A day, or days of one or two months."""
    said, today = mention.wording, at.today
    last_year = said.year_to or said.year or chosen_year(mention, at)
    last_day = said.day_to or said.day
    if said.which.startswith("month "):  # "the first ten days of the month"
        day = calendars.bounds(at.current)[1] if at.current and said.which == "month the" else today
        if day is None:
            return ""
        day = day.replace(day=1) - _DAY if said.which == "month last" else day
        return f"{day.replace(day=said.day)}/{calendars.clamped(day.year, day.month, last_day)}"
    if not last_year:
        if today is None:
            return ""
        then = calendars.clamped(today.year, said.last, last_day)
        if said.rule == "day_span" and said.to_date and 0 < (then - today).days < 366 - _SOON.days:
            return ""  # "suspended through August 1", told in May
        # a day of the weeks to come, rather than one of eleven months ago
        last_year = today.year - (then - today > _SOON and not mention.ahead) + (today - then > 366 * _DAY - _SOON)
    in_month = said.rule in _IN_MONTH
    end = (calendars.clamped if in_month else date)(last_year, said.last, last_day)
    if in_month and said.offset:  # "the last week of July"
        return f"{end - (said.offset - 1) * _DAY}/{end}"
    start = date(said.year if said.year_to else last_year, said.first, said.day)
    if start > end:
        start = start.replace(year=start.year - 1)
    return start.isoformat() if start == end else f"{start.isoformat()}/{end.isoformat()}"


_IN_MONTH = frozenset(("first_days", "half_month"))


def _ending(mention: PeriodMention, at: Where) -> str:
    said = mention.wording
    if not said.last:  # "the week ended Thursday"
        if at.today is None or not at.exact:
            return ""
        end = at.today - ((at.today.weekday() - said.day + 1) % 7 or 7 * (said.which == "last")) * _DAY
        return calendars.canonical(end - (7 * said.first - 1) * _DAY, end)
    year = chosen_year(mention, at)
    if year is None:
        if at.today is None:
            return ""
        year = at.today.year - (said.last > at.today.month and not mention.ahead)
    if said.unit in ("week", "day"):
        end = date(year, said.last, said.day)
        return calendars.canonical(end - (said.first * (7 if said.unit == "week" else 1) - 1) * _DAY, end)
    count = said.first * SIZE[said.unit]
    if said.day and count:  # "the month ended May 20"
        before = calendars.bounds(calendars.months(year, said.last - count, 1))[0].replace(day=said.day)
        return calendars.canonical(before + _DAY, date(year, said.last, said.day))
    return calendars.months(year, said.last - count + 1, count) if count else ""  # "in the 0 months to March"


def _week(mention: PeriodMention, at: Where) -> str:
    if not mention.wording.day:
        return f"{mention.wording.year:04}-W{mention.wording.first:02}"
    day = _day(mention, at)
    return calendars.week(date.fromisoformat(day)) if day else ""


def _weekday(mention: PeriodMention, at: Where) -> str:
    """A day of the week: the last one up to the article's day, or the next after it."""
    said, today = mention.wording, at.today
    if today is None or not at.exact:
        return ""
    if said.unit == "day":
        return (today + said.offset * _DAY).isoformat()
    back = (today.weekday() - said.first) % 7
    if said.which == "next" or (mention.ahead and said.which != "last"):
        back = back - 7
    elif said.which == "last":
        back = back or 7
    return (today - back * _DAY).isoformat()


def _years_ago(mention: PeriodMention, at: Where) -> str:
    return calendars.unit_of(at.today, mention.wording.unit, mention.wording.offset) if at.today else ""


def _count(mention: PeriodMention, at: Where) -> str:
    """The first months of the year, if the period spoken of, or the month before the article's, is the last of them."""
    count = mention.wording.first
    if at.current and calendars.shape(at.current) in SIZE:
        end = calendars.bounds(at.current)[1]
        if end.month == count and calendars.length(at.current) in (1, count):
            return calendars.months(end.year, 1, count)
    if at.today is not None and at.today.month - 1 == count and not mention.ahead and not at.own:
        return calendars.months(at.today.year, 1, count)
    return ""


def _nth(mention: PeriodMention, at: Where) -> str:
    """A quarter or half of the year that is spoken of."""
    said = mention.wording
    if said.year or said.which or not at.current or calendars.shape(at.current) not in ("quarter", "half"):
        return _part(mention, at)
    return f"{at.current[:6]}{said.first}"


def _month_span(mention: PeriodMention, at: Where) -> str:
    said = mention.wording
    months = (said.year_to - said.year) * 12 + said.last - said.first + 1
    return calendars.months(said.year, said.first, months) if months > 0 else ""


def _todate(mention: PeriodMention, at: Where) -> str:
    """The year up to the period spoken of, else up to the last month that was over."""
    today, current = at.today, at.current
    start = fiscal_start(mention, at) if mention.wording.fiscal else None
    year = chosen_year(mention, at)
    if year is None and today is not None and not current:
        year = today.year
    if start is None and year is not None:
        start = year, 1
    if current and start is not None and "/" in current and current.startswith(f"{start[0]:04}-{start[1]:02}-01/"):
        return current  # "So far this year, exports through May 20 were $9 billion, up 4 percent"
    if current and calendars.shape(current) in SIZE and calendars.shape(current) != "year":
        first, end = calendars.bounds(current)
        start = start or (end.year, 1)
        months = (end.year - start[0]) * 12 + end.month - start[1] + 1
        if 1 <= months <= 12:
            return current if (first.year, first.month) == start else calendars.months(*start, months)
    if today is None or start is None:
        return ""
    months = (today.year - start[0]) * 12 + today.month - start[1] + at.own
    return calendars.canonical(*calendars.bounds(calendars.months(*start, min(12, max(1, months)))))


def _same(mention: PeriodMention, at: Where) -> str:
    said = mention.wording
    if not at.current:
        return ""
    if said.unit == "month" and said.first:  # "the first half of July, against the same period in June"
        back = calendars.bounds(at.current)[0].month - said.first
        return calendars.shift(at.current, months=-back if back > 0 else -back - 12) if "-" in at.current else ""
    offset = said.year - calendars.bounds(at.current)[0].year if said.year else said.offset
    return calendars.shift(at.current, years=offset)


def _earlier(mention: PeriodMention, at: Where) -> str:
    said, current = mention.wording, at.current
    unit, offset = said.unit, said.offset
    if not current and unit == "month" and said.which == "ago" and at.today:  # "three months ago"
        return calendars.shift(f"{at.today:%Y-%m}", months=offset)
    if not current:  # "ten years ago"
        return str(at.today.year + counted_years(mention)) if at.today and counted_years(mention) < -1 else ""
    if counted_years(mention):
        end = calendars.bounds(current)[1]
        if said.which == "ago" and at.today and (offset <= -5 or offset < -1 and end.year < at.today.year - 1):
            return str(at.today.year + counted_years(mention))
        if said.which == "previous" and offset < -1:
            return calendars.years(end.year + counted_years(mention), end.year - 1)
        whole = said.which == "previous" and mention.lead in ("in", "for", "during") and not said.fiscal
        if unit == "year" and offset == -1 and whole and "/" not in current:
            return str(calendars.bounds(current)[1].year - 1)
        return calendars.shift(current, years=counted_years(mention))
    if unit in ("period", "week"):
        return calendars.previous(current) if offset == -1 else ""
    size = SIZE.get(unit, 0)
    if not size or calendars.shape(current) not in SIZE or calendars.length(current) > size * abs(offset):
        return ""
    return calendars.shift(current, months=offset * size)


def _the(mention: PeriodMention, at: Where) -> str:
    """The year, quarter or month that is being spoken of."""
    unit, current = mention.wording.unit, at.current
    if not current and at.today is not None and mention.wording.rule == "whole":
        return str(at.today.year - (at.today.month < 12 and not mention.ahead))  # "the full-year deficit came to"
    if not current:
        return str(at.today.year) if at.today is not None and unit == "year" else ""
    if unit in ("period", "week"):
        return current
    end = calendars.bounds(current)[1]
    if mention.wording.fiscal:
        return _year(mention, at._replace(today=end))
    size = SIZE.get(unit, 0)
    if size and calendars.shape(current) in SIZE and calendars.length(current) == size:
        return current
    if unit == "year":
        return str(end.year)
    return "" if not size or calendars.length(current) > size else calendars.unit_of(end, unit, 0)


def _which(mention: PeriodMention, at: Where) -> str:
    said, today = mention.wording, at.today
    if today is None or said.unit == "week" and not at.exact:
        return ""
    if said.which.startswith("month "):
        late = {"this": 0, "next": int(said.last <= today.month)}
        return calendars.months(today.year + late.get(said.which[6:], -int(said.last >= today.month)), said.last, 1)
    season = at.current and calendars.shape(at.current) != "year" and calendars.length(at.current) == SIZE["year"]
    if said.unit == "year" and season:
        over = calendars.bounds(at.current)[1] < today  # "the year just ended", said of seasons
        return at.current if over else calendars.shift(at.current, years=-1)
    return calendars.unit_of(today, said.unit, STEP[said.which])


def _nothing(mention: PeriodMention, at: Where) -> str:
    return ""


RESOLVE: dict[str, Callable[[PeriodMention, Where], str]] = {
    "day": _day, "day_span": _day, "told_days": _day,
    "first_days": _day, "ending": _ending, "year_to": _part, "month_span": _month_span,
    "quarter_to": _ending, "week_no": _week, "weekday": _weekday, "years_ago": _years_ago,
    "quarter_span": _month_span, "season": _year,
    "rest": _nothing, "within": _within, "nth": _nth, "count": _count,
    "year_span": _year, "todate": _todate, "since": _since, "recent": recent, "ahead": _ahead, "same": _same,
    "year_ago": _same, "earlier": _earlier, "rate": _nothing, "part": _part, "months": _part, "which": _which,
    "year": _year, "year_end": _year, "the": _the, "whole": _the,
    "after": _earlier, "half_month": _day,
}  # fmt: skip
