"""The canonical text of a period, and arithmetic on it.

Texts: `2024`, `2020-H2`, `2024-Q4`, `2024-12`, `2024-W05`, `2024-12-08`, and spans of two of one shape with both ends
included, `2025-01/2025-11`, `2019/2024`. Weeks are ISO 8601 weeks, Monday to Sunday.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from functools import cache

_UNIT = re.compile(
    r"""
    (?P<year>[12][0-9]{3})
    (?: -H(?P<half>[12]) | -Q(?P<quarter>[1-4]) | -W(?P<week>[0-9]{2}) | -(?P<month>[0-9]{2}) (?:-(?P<day>[0-9]{2}))? )?
    """,
    re.VERBOSE,
)
_MONTHS_OF = {"year": 12, "half": 6, "quarter": 3, "month": 1}
_DAY = timedelta(days=1)
_CUTS = re.compile("[-/.]")
_SHAPES = "2024, 2024-H2, 2024-Q4, 2024-12, 2024-W05, 2024-12-08"


@cache
def bounds(period: str) -> tuple[date, date]:
    """The first and the last day of a canonical period; ValueError on any other text."""
    first, slash, last = period.partition("/")
    start, end = _unit(first)
    if slash:
        if shape(first) != shape(last):
            raise ValueError(f"not a period: {period!r}: its ends differ in shape")
        end = _unit(last)[1]
        if end < start:
            raise ValueError(f"not a period: {period!r}: it ends before it starts")
    return start, end


def checked(period: str) -> str:
    """A canonical period or "", as it is; ValueError on any other text ("the fourth half", "the past 0 months")."""
    if period:
        bounds(period)
    return period


def same(a: str, b: str) -> bool:
    """Whether two periods have the same first and last day; an empty text equals only an empty text.

    ValueError on a text that is neither empty nor canonical.
    """
    return a == b or bool(a and b) and bounds(a) == bounds(b)


@cache
def shape(period: str) -> str:
    """What a period's ends are counted in: `year`, `half`, `quarter`, `month`, `week` or `day`; ValueError else."""
    match = _UNIT.fullmatch(period.partition("/")[0])
    if match is None:
        raise ValueError(f"not a period: {period!r}; shapes: {_SHAPES}")
    return match.lastgroup or "year"


def canonical(first: date, last: date) -> str:
    """The shortest text of the days from `first` to `last`: years, else months, else weeks, else days.

    Halves and quarters are written as months (`2024-01/2024-03`), which equals them. ValueError if `last` is before
    `first`.
    """
    if last < first:
        raise ValueError(f"{last} is before {first}")
    if first.day == 1 and (last + _DAY).day == 1:
        if first.month == 1 and last.month == 12:
            return _joined(f"{first.year:04}", f"{last.year:04}")
        return _joined(f"{first:%Y-%m}", f"{last:%Y-%m}")
    if first.isoweekday() == 1 and last.isoweekday() == 7:
        return _joined(week(first), week(last))
    return _joined(first.isoformat(), last.isoformat())


def months(year: int, first: int, count: int) -> str:
    """The span of `count` months from month `first` (1 is January of `year`; may lie outside 1 to 12)."""
    start, end = year * 12 + first - 1, year * 12 + first + count - 2
    return _joined(f"{start // 12:04}-{start % 12 + 1:02}", f"{end // 12:04}-{end % 12 + 1:02}")


def years(first: int, last: int) -> str:
    """The span of whole years, both included; one year alone is that year."""
    return _joined(f"{first:04}", f"{last:04}")


def week(day: date) -> str:
    """The ISO week that `day` falls in."""
    year, number, _ = day.isocalendar()
    return f"{year:04}-W{number:02}"


def unit_of(day: date, unit: str, offset: int) -> str:
    """The month, quarter, half, year or week that a day falls in, or one some units later."""
    if unit == "week":
        return week(day + timedelta(weeks=offset))
    size = _MONTHS_OF[unit]
    text = {"month": f"{day:%Y-%m}", "quarter": f"{day.year:04}-Q{(day.month + 2) // 3}",
            "half": f"{day.year:04}-H{(day.month + 5) // 6}", "year": f"{day.year:04}"}[unit]  # fmt: skip
    return shift(text, months=offset * size)


def end_month(period: str) -> str:
    """The month in which a period ends: the one a stock carries ("reserves at the end of 2018" is 2018-12)."""
    return f"{bounds(period)[1]:%Y-%m}"


def stock(period: str) -> str:
    """What a stock told for a period carries: the month that it ends, or its last day where that ends no month."""
    end = bounds(period)[1]
    return f"{end:%Y-%m}" if end.day == monthrange(end.year, end.month)[1] else f"{end:%Y-%m-%d}"


def length(period: str) -> int:
    """How many months, or for weeks and days how many days, a period covers (both ends counted)."""
    start, end = bounds(period)
    if shape(period) in _MONTHS_OF:
        return (end.year - start.year) * 12 + end.month - start.month + 1
    return (end - start).days + 1


@cache
def shift(period: str, *, years: int = 0, months: int = 0) -> str:
    """The same period some years or months later (earlier if negative), in the same shape.

    Weeks keep their number and days their day of the month where the other year has it, else take its last.
    A year, half or quarter that is moved by months it does not divide becomes a span of months.
    """
    start, end = bounds(period)
    kind, moved = shape(period), years * 12 + months
    first, slash, last = period.partition("/")
    if slash and not (kind in _MONTHS_OF and moved % _MONTHS_OF[kind]):
        return _joined(shift(first, years=years, months=months), shift(last, years=years, months=months))
    if kind in _MONTHS_OF:
        if moved % _MONTHS_OF[kind]:
            return canonical(_moved(start, moved), _moved(end + _DAY, moved) - _DAY)
        return _named(kind, _moved(start, moved))
    if kind == "day":
        return _moved(start, moved).isoformat()
    if months:
        return week(_moved(start + 3 * _DAY, moved))
    year, number, _ = start.isocalendar()
    highest = date(year + years, 12, 28).isocalendar()[1]  # 28 December is always in the last ISO week
    return f"{year + years:04}-W{min(number, highest):02}"


def previous(period: str) -> str:
    """The period of the same length just before; a run of months inside a year has the same run a year earlier.

    `2024-01` gives `2023-12`, `2024` `2023`, `2025-W05` `2025-W04`, `2020-01/2020-10` `2019-01/2019-10`.
    """
    start, end = bounds(period)
    kind = shape(period)
    if "/" in period and kind in ("month", "quarter"):
        return shift(period, years=-1) if length(period) <= 12 else shift(period, months=-length(period))
    if kind in _MONTHS_OF:
        return shift(period, months=-length(period))
    size = length(period)
    before = canonical(start - size * _DAY, end - size * _DAY)
    return before if shape(before) == kind else _joined((start - size * _DAY).isoformat(), (start - _DAY).isoformat())


def clamped(year: int, month: int, day: int) -> date:
    """A day, or the last of a month that has fewer."""
    return date(year, month, min(day, monthrange(year, month)[1]))


def written(digits: str) -> int:
    """The number of a date in digits, 20240731 of "31.07.2024" and "7/31/2024"; 0 where day and month are not told."""
    one, two, three = map(int, _CUTS.split(digits))
    if one > 1000:
        return one * 10000 + two * 100 + three
    if "." not in digits and one != two and max(one, two) <= 12:
        return 0  # "05/06/2024"
    month, day = (two, one) if two <= 12 else (one, two)
    return three * 10000 + month * 100 + day


def second(year: int, rest: str) -> int:
    """The second year of two in one word: 2024 of `2023-24`, 1988 of `1987/8`, 2001 of `2000-01`."""
    size = 100 if len(rest) > 1 else 10
    last = year - year % size + int(rest)
    return last if last >= year else last + size


def _unit(text: str) -> tuple[date, date]:
    match = _UNIT.fullmatch(text)
    if match is None:
        raise ValueError(f"not a period: {text!r}; shapes: {_SHAPES}")
    year = int(match["year"])
    try:
        if match["week"]:
            start = date.fromisocalendar(year, int(match["week"]), 1)
            return start, start + 6 * _DAY
        if match["day"]:
            start = date(year, int(match["month"]), int(match["day"]))
            return start, start
    except ValueError as error:
        raise ValueError(f"not a period: {text!r}: {error}") from None
    first, size = 1, 12
    if match["half"]:
        first, size = int(match["half"]) * 6 - 5, 6
    elif match["quarter"]:
        first, size = int(match["quarter"]) * 3 - 2, 3
    elif match["month"]:
        first, size = int(match["month"]), 1
    last = first + size - 1
    if not 1 <= first <= 12:
        raise ValueError(f"not a period: {text!r}: no such month")
    return date(year, first, 1), date(year, last, monthrange(year, last)[1])


def _moved(day: date, months: int) -> date:
    """`day` moved by months; a day the month lacks becomes the month's last."""
    total = day.year * 12 + day.month - 1 + months
    year, month = total // 12, total % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def _named(kind: str, start: date) -> str:
    if kind == "year":
        return f"{start.year:04}"
    if kind == "half":
        return f"{start.year:04}-H{(start.month + 5) // 6}"
    if kind == "quarter":
        return f"{start.year:04}-Q{(start.month + 2) // 3}"
    return f"{start:%Y-%m}"


def _joined(first: str, last: str) -> str:
    return first if first == last else f"{first}/{last}"
