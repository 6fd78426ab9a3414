"""What a wording of days or weeks says, read from its words."""

from __future__ import annotations

from extractor.period_fields import Fields, Parts


def days(parts: Parts) -> Fields | None:
    """A day, or the first and last day of a span of days."""
    if isos := parts.values("iso"):
        (year, month, day), (year_to, month_to, day_to) = _split(isos[0]), _split(isos[-1])
        out: Fields = {"unit": "day", "year": year, "first": month, "last": month_to, "day": day}
        return {**out, "year_to": year_to, "day_to": day_to} if len(isos) > 1 else out
    months, told = parts.values("month"), parts.values("number", "ordinal", "first")
    years = parts.values("year")
    if not told or not all(1 <= day <= 31 for day in told):
        return None
    if len(told) < len(months):
        told = [1, *told]  # "from January to April 20"
    out = {"unit": "day", "first": months[0], "last": months[-1], "day": told[0]}
    if len(told) > 1:
        out["day_to"] = told[1]
    if years:
        out["year"], out["year_to"] = years[0], years[-1] if len(years) > 1 else 0
    return {**parts.year(), **out} if parts.has("uyear") else out


def _split(iso: int) -> tuple[int, int, int]:
    return iso // 10000, iso // 100 % 100, iso % 100


def told_days(parts: Parts) -> Fields | None:
    """The days in brackets behind part of a year: "the first quarter of the Iranian year (March 21-June 21)"."""
    bracket = parts.symbols.index("open")
    head, told = parts.slice(0, bracket), days(parts.slice(bracket))
    part = told is not None and told["last"] - told["first"] not in (-1, 0, 11)  # a whole year is over anyway
    if told is None or not part or "year" in told or not head.has("last", "previous", "past"):
        return told
    return {**told, "which": "last"}


_TEN = 10


def first_days(parts: Parts) -> Fields | None:
    """The first or last days or weeks of a month, or ten days by their number: "the last ten days of July"."""
    head, where = parts.slice(0, parts.symbols.index("of")), _in_month(parts)
    number, nth = (head.values("number") or [1])[0], (head.values("first", "ordinal") or [1])[0]
    count = number * (_TEN if head.has("uten") else 7 if head.has("uweek") else 1)
    end = head.has("final", "last")
    if count == _TEN and (end or nth == 3):
        return {**where, "day": 21, "day_to": 31}
    if end:
        return {**where, "day_to": 31, "offset": count} if parts.has("month") and count > 1 else None
    if nth > 1 and number > 1 and count != _TEN:
        return None
    return {**where, "day": (nth - 1) * count + 1, "day_to": nth * count}


def _in_month(parts: Parts) -> Fields:
    """The month behind "of", with its year, or the one chosen."""
    tail = parts.slice(parts.symbols.index("of"))
    if not tail.has("month"):
        chosen = next(name for name in reversed(tail.symbols) if name in ("the", "this", "last"))
        return {"unit": "day", "which": "month " + chosen}
    (month,) = tail.values("month")
    return {"unit": "day", "first": month, "last": month, **tail.year()}


def half_month(parts: Parts) -> Fields | None:
    """The days of the first or second half of a month."""
    nth, where = (parts.values("first", "ordinal") or [2])[0], _in_month(parts)
    if nth == 1:
        return {**where, "day": 1, "day_to": 15}
    return {**where, "day": 16, "day_to": 31} if nth == 2 and parts.has("month") else None


def week(parts: Parts) -> Fields | None:
    """A week by its number in the year, or by a day of it."""
    if parts.has("weekno"):
        year, number = divmod(parts.numbers[0], 100)
        return {"unit": "week", "first": number, "last": number, "year": year} if 1 <= number <= 53 else None
    if not parts.has("month", "iso"):
        number, year = parts.values("number")[0], parts.values("year")[0]
        return {"unit": "week", "first": number, "last": number, "year": year} if 1 <= number <= 53 else None
    day = days(parts.slice(next(i for i, name in enumerate(parts.symbols) if name in ("month", "iso", "number"))))
    return {**day, "unit": "week"} if day is not None else None


def weekday(parts: Parts) -> Fields | None:
    """A day of the week, counted from Monday, or one beside the article's."""
    near = parts.values("nearday")
    if near:
        return {"unit": "day", "offset": near[0]}
    which = next((name for name in parts.symbols if name in ("this", "last", "next")), "")
    return {"unit": "weekday", "first": parts.values("weekday")[0], "which": which}
