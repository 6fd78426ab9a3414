"""What a wording of time says, read from its words: units, numbers, years."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

from extractor.period_days import days, first_days, half_month, told_days, week, weekday
from extractor.period_fields import UNITS, Fields, Parts, begins

_MONTH_END, _MID_MONTH = 28, 15
"""The first day on which a span counts as one to the end of its month, and on which one of several months does."""


def _ending(parts: Parts) -> Fields | None:
    split = next(index for index, name in enumerate(parts.symbols) if name in ("ended", "to", "end"))
    head, tail = parts.slice(0, split), parts.slice(split)
    unit = next((UNITS[name] for name in ("uhalf", "uquarter", "umonth", "uweek", "uday") if head.has(name)), "year")
    days = tail.values("number", "ordinal", "first")
    out: Fields = {"unit": unit, "first": (head.values("number") or [1])[0]}
    if unit == "day" and not head.has("number"):
        return None
    if tail.has("last", "next"):
        out["which"] = "last" if tail.has("last") else "next"
    if tail.has("weekday"):
        return {**out, "day": 1 + tail.values("weekday")[0]}  # "the week ended Thursday"
    if tail.has("uquarter"):
        if not days or days[0] not in range(1, 5):
            return None
        return {**out, "unit": "year", "last": 3 * days[0], **tail.year()}  # "the year to the third quarter"
    if tail.has("iso"):
        number = tail.values("iso")[0]
        out |= {"last": number // 100 % 100, "year": number // 10000}
        days = [number % 100]
    else:
        out |= {"last": tail.values("month")[0], **tail.year()}
    if head.has("fiscal", "harvest", "season") and days:  # "the fiscal year ended July 7": with June
        month = (begins(out["last"], days[0], ended=True) - 2) % 12 + 1
        out |= {"last": month, "year": out["year"] - 1} if month > out["last"] and "year" in out else {"last": month}
    if head.has("harvest", "season"):
        out |= {"harvest": True, "begins": out["last"] % 12 + 1}
    if unit in ("week", "day"):
        return {**out, "day": days[0]} if days else None
    whole = not days or head.has("fiscal", "harvest", "season") or unit not in ("month", "year")
    whole = whole or days[0] >= (_MID_MONTH if out["first"] > 1 else _MONTH_END)  # "the seven months ended July 25"
    return out if whole else {**out, "day": days[0]}


def _years_ago(parts: Parts) -> Fields | None:
    return {"unit": parts.unit(), "offset": -2}


def _quarter_span(parts: Parts) -> Fields | None:
    numbers, years = parts.values("number")[:2], parts.values("year", "short")
    if not years or not all(1 <= number <= 4 for number in numbers):
        return None
    first, last = numbers[0] * 3 - 2, numbers[1] * 3
    return {"unit": "month", "first": first, "last": last, "year": years[0], "year_to": years[-1]}


def _season(parts: Parts) -> Fields | None:
    """A fiscal or marketing year and the day or month it begins."""
    split = next(
        index for index, name in enumerate(parts.symbols) if name in ("began", "start", "runs", "ended", "end")
    )
    head, tail = parts.slice(0, split).year(), parts.slice(split)
    ended = tail.has("ended", "end")
    if parts.has("uyear") and tail.has("start"):
        head["fiscal"] = True  # "the year beginning July 1"
    if not head.get("fiscal") or ended and "year_to" not in head and "nation" not in head:
        return None
    month, day = tail.values("month")[0], (tail.values("number", "ordinal", "first") or [0])[0]
    out: Fields = {"unit": "year", **head, "fiscal": True, "begins": begins(month, day, ended=ended)}
    stated = tail.values("year")
    if stated and "year" not in out:
        out |= {"year": stated[0], "year_to": stated[0] + 1}
    if "year" not in out and "which" not in out:
        out["which"] = "the"
    out["offset"] = int(tail.has("start"))  # "the year starting April 1" may lie ahead
    return out


def _nth(parts: Parts) -> Fields | None:
    """A quarter or half whose unit was said before: "in the third quarter and the fourth"."""
    nth = (parts.values("first", "ordinal") or [4])[0]
    return {"first": nth, "last": nth} if parts.before == "the" else None


def _count(parts: Parts) -> Fields | None:
    """Months counted from the start of the year: "the two-month deficit"."""
    number = parts.values("number")[0]
    fits = 2 <= number <= 11 and (parts.before in ("the", "in") or parts.has("dash") and parts.before != "a")
    return {"unit": "month", "first": number, "last": parts.numbers[-1]} if fits else None  # last: 2 for the plural


def _within(parts: Parts) -> Fields | None:
    return {"unit": parts.unit(), "offset": parts.values("number", "a")[0]} if parts.numbers[0] == 3 else None


def _rest(parts: Parts) -> Fields | None:
    """Some months that are not counted: "the rest of the year", "the closing months of 2023"."""
    if not parts.has("rest", "spring") and 2 not in parts.values("umonth"):
        return None
    return {"unit": "month"}


def _quarter_to(parts: Parts) -> Fields | None:
    unit = "half" if parts.has("uhalf") else "year" if parts.has("uyear") else "quarter"
    return {"unit": unit, "first": 1, "last": parts.values("month")[0], **parts.year()}


def _year_to(parts: Parts) -> Fields | None:
    year = parts.year()
    if year.get("which") == "the" and not parts.has("start"):
        return None  # "the year to March" is twelve months
    out: Fields = {"unit": "month", "first": 1, "last": parts.values("month")[0], **year}
    days = parts.values("number", "ordinal")
    return {**out, "unit": "day", "day": 1, "day_to": days[0]} if days and days[0] < _MONTH_END else out


def _month_span(parts: Parts) -> Fields | None:
    at = [index for index, name in enumerate(parts.symbols) if name == "month"]
    start, stop = parts.slice(0, at[1]), parts.slice(at[1])
    one, two = start.year(), stop.year()
    if "and" in parts.symbols[: at[1]] and not one and (at[1] - at[0]) < 2:
        return None
    months = parts.values("month")
    if one and not two and "year" in one:  # "from April 2024 through March"
        two = {"year": one["year"] + (months[1] <= months[0])}
    if not one or "year" not in two:
        return None
    if parts.has("and") and parts.before != "between" or "year" not in one:
        return None
    return {"unit": "month", "first": parts.values("month")[0], "last": parts.values("month")[1],
            "year": one["year"], "year_to": two["year"]}  # fmt: skip


def _year_span(parts: Parts) -> Fields | None:
    counted, stated = parts.values("number"), parts.values("year")
    if parts.has("udecade"):
        counted = [10]
    first, last = stated[0] - counted[0] + 1 if counted else stated[0], stated[-1]
    if last <= first or parts.has("and") and parts.before != "between":
        return None
    if parts.has("dash") and last == first + 1:  # "1999-2000": as "1999/2000", of economies that count so
        return {"unit": "year", "year": first, "year_to": last, "fiscal": True, "bare": True}
    return {"unit": "year", "year": first, "year_to": last}


def _todate(parts: Parts) -> Fields | None:
    if parts.has("runs"):  # "so far in the season that runs from July 2020 to June 2021"
        split = parts.symbols.index("runs")
        told = parts.slice(split)
        year = parts.slice(0, split).year() | told.slice(0, len(told.symbols) // 2 + 1).year()
        out = {"unit": "year", "to_date": True} | year | {"fiscal": True, "begins": told.values("month")[0]}
    else:
        out = {"unit": "year", "to_date": True} | parts.year()
    if out.get("which") == "the":
        out["which"] = ""
    return out


def _since(parts: Parts) -> Fields | None:
    parts = parts.slice(parts.symbols.index("since"))  # "the decade since 2010"
    months = parts.values("month")
    if parts.has("iso") or (months and parts.has("number", "ordinal", "first")):
        return days(parts.slice(next(i for i, one in enumerate(parts.symbols) if one not in ("since", "on"))))
    if months and parts.has("last") and not parts.has("uyear", "fiscal"):
        return {"unit": "month", "first": months[0], "last": months[0], "which": "month last"}
    out: Fields = {"unit": "month", "first": months[0], "last": months[0]} if months else {"unit": "year"}
    if parts.has("decades"):
        out["year"] = parts.values("decades")[0]
    return out | parts.year()


def _recent(parts: Parts) -> Fields | None:
    numbers = parts.values("number")
    return {"unit": parts.unit(), "offset": -(numbers[0] if numbers else 1)}


def _ahead(parts: Parts) -> Fields | None:
    if parts.has("end"):
        return {"unit": "decade", "which": "this"}
    numbers = parts.values("number")
    return {"unit": parts.unit(), "offset": numbers[0] if numbers else 1}


def _same(parts: Parts) -> Fields | None:
    year = parts.year()
    if parts.has("month"):
        return {"unit": "month", "first": parts.values("month")[0]}  # "the same period in June"
    tail = parts.symbols[parts.symbols.index("same") + 1 :] if parts.has("same") else parts.symbols
    numbers = parts.values("number")
    if "ago" in tail or "previous" in tail and year.get("which") != "previous":
        return {"unit": "year", "offset": -1}
    if year.get("which") in ("last", "previous"):
        return {"unit": "year", "offset": -1, "which": year["which"], "fiscal": bool(year.get("fiscal"))}
    if "year" in year:
        return {"unit": "year", **year}
    return {"unit": parts.unit(), "offset": 0, "first": numbers[0] if numbers else 0}


def _year_ago(parts: Parts) -> Fields | None:
    return {"unit": "year", "offset": -1}


def _earlier(parts: Parts) -> Fields | None:
    numbers, unit = parts.values("number"), parts.unit()
    count, several = numbers[0] if numbers else 1, parts.numbers[-1] == 2
    if 1 in parts.values("next") or several and not numbers:  # "the coming year", "prior periods"
        return None
    if not unit and parts.has("fiscal"):
        unit = "year"
    if unit == "period" and numbers:  # "the prior three-month period"
        unit = next(UNITS[name] for name in parts.symbols if name in UNITS)
    which = (
        "previous"
        if parts.symbols[-1] != "ago" and parts.has("previous")
        else "ago"
        if parts.values("ago") == [1]
        else ""
    )
    offset = count if parts.has("following", "next", "later", "on") else -count
    return {"unit": unit, "offset": offset, "which": which, "fiscal": parts.has("fiscal")}


def _rate(parts: Parts) -> Fields | None:
    size = parts.values("rate")
    if size:
        return {"unit": {12: "year", 3: "quarter", 1: "month"}[size[0]]}
    if parts.has("annual", "monthly", "quarterly"):
        return {"unit": "year" if parts.has("annual") else "month" if parts.has("monthly") else "quarter"}
    return {"unit": parts.unit()}


def _part(parts: Parts) -> Fields | None:
    unit, year = parts.unit() if not parts.has("uquarter") else "quarter", parts.year()
    for name in ("umonth", "uhalf", "uquarter", "hh", "q", "mm"):
        if parts.has(name):
            unit = UNITS[name]
    size = {"month": 12, "quarter": 4, "half": 2}.get(unit, 0)
    numbers, nth = parts.values("number"), parts.values("first", "ordinal")
    if year.get("which") == "last" and "last" in parts.symbols and not parts.has("uyear", "fiscal"):
        del year["which"]
    if parts.has("hh", "q"):
        number = numbers[0] if numbers else 0
        return {"unit": unit, "first": number, "last": number, **year} if 1 <= number <= size else None
    if parts.before == "a" and not parts.has("dash"):  # "for a third quarter"
        return None
    count = numbers[0] if numbers else 1
    final = parts.has("final", "rest")
    if final or parts.has("last") and not nth and not (numbers and parts.symbols[0] == "number"):
        if not year and not final:
            return None
        first, last = size - count + 1, size
    elif len(nth) > 1:
        first, last = nth[0], nth[-1]
    elif nth and nth[0] > 1:
        first = last = nth[0]
    else:
        first, last = 1, count
    if unit == "month" and not numbers and not year or not 1 <= first <= last <= size:
        return None
    return {"unit": unit, "first": first, "last": last, **year}


def _months(parts: Parts) -> Fields | None:
    if told := parts.values("yearmonth"):  # "2024-07"
        (year, first), (year_to, last) = divmod(told[0], 100), divmod(told[-1], 100)
        out: Fields = {"unit": "month", "first": first, "last": last, "year": year_to}
        return out if year == year_to or (year, first) < (year_to, last) and first > last else None
    months = parts.values("month")
    apart = any((two - one) % 12 != 1 for one, two in pairwise(months)) and parts.has("and")
    if apart and parts.before != "between" and not parts.has("dash"):
        return None
    return {"unit": "month", "first": months[0], "last": months[-1], **parts.year()}


def _year(parts: Parts) -> Fields | None:
    out = {"unit": "year"} | parts.year()
    if parts.has("just", "past"):
        out["which"] = "last"  # "the season just ended"
    if parts.has("end"):
        out["at_end"] = True
        if "year" not in out:
            out["which"] = "this"
    if parts.has("decades"):
        first = parts.values("decades")[0]
        out |= {"year": first, "year_to": first + 9}
    several = 2 in parts.values("uyear", "season") and "year" not in out
    return None if several or "year" not in out and "which" not in out else out


def _chosen(parts: Parts) -> Fields | None:
    months = parts.values("month")
    chosen = (name for name in parts.symbols if name in ("this", "last", "next", "previous", "following"))
    which = "last" if parts.has("past") else next(chosen, "last")  # "the month just ended"
    if months:
        return {"unit": "month", "first": months[0], "last": months[0], "which": "month " + which}
    unit = parts.unit()
    plural = parts.numbers[-1] == 2
    return None if plural or unit in ("day", "decade") else {"unit": unit, "which": which}


def _the(parts: Parts) -> Fields | None:
    plural = parts.numbers[-1] == 2
    return None if plural else {"unit": parts.unit() or "year", "fiscal": parts.has("fiscal")}


def _that(parts: Parts) -> Fields | None:
    """The unit pointed back to: "that year", not "the year"."""
    other = parts.numbers[0] != 2 or parts.numbers[-1] == 2
    return None if other else {"unit": parts.unit(), "fiscal": parts.has("season")}


def _after(parts: Parts) -> Fields | None:
    return None if 2 in parts.values(*UNITS) else {"unit": parts.unit(), "offset": 1, "which": "following"}


def _bare(parts: Parts) -> Fields | None:
    if parts.has("number"):
        offset = 1 if parts.has("following") else -1
        return {"offset": offset, "which": parts.symbols[0]} if parts.numbers[-1] == 1 else None
    return {"which": parts.symbols[0]}


BUILD: dict[str, Callable[[Parts], Fields | None]] = {
    "day": days, "day_span": days, "told_days": told_days, "first_days": first_days, "ending": _ending,
    "year_to": _year_to,
    "quarter_to": _quarter_to, "week_no": week, "weekday": weekday, "years_ago": _years_ago,
    "quarter_span": _quarter_span,
    "season": _season, "rest": _rest, "nth": _nth, "count": _count, "within": _within,
    "month_span": _month_span, "year_span": _year_span, "todate": _todate, "since": _since, "recent": _recent,
    "ahead": _ahead, "same": _same, "year_ago": _year_ago, "earlier": _earlier, "rate": _rate, "part": _part,
    "months": _months, "which": _chosen, "year": _year, "year_end": _year, "the": _the, "whole": _the,
    "half_month": half_month, "that": _that, "after": _after, "bare": _bare,
}  # fmt: skip
