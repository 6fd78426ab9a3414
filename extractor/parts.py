"""Numbers that are words of their own: shares ("a third"), multiples ("doubled", "fivefold"), counts of a streak."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from extractor import numerals
from extractor.surroundings import around, behind, choice, words
from extractor.tables import table

_FAR = 200  # characters before a streak in which its period is looked for
_HALF = Decimal("0.5")
_HUNDRED = Decimal(100)
_CENT = Decimal("0.01")
_OF_PERCENT = re.compile(
    r"(?:(?: of)? (?:an?|one)| of 1|-a)?[ -]"
    r"(?P<unit>(?:percentage|percent)[ -]points?|percent|per cent|pct|points?)\b"
)
_OF_SCALE = re.compile(
    r"(?: of)?[ -](?:an?[ -])?(?P<scale>hundred|thousand|million|billion|trillion|dozen|lakh|crore)\b"
)
_IN = re.compile(r" (?:in|out of)(?: every)? (?=[a-z0-9])|-in-(?=[a-z0-9])")
_TIMES = re.compile(r"[ -]times\b")
_WHOSE = re.compile(r" (?:the|its|their|that|those|[a-z]+'s)\b")
_WHOLE = re.compile(r"([0-9]{1,3})(?![0-9.,%:/a-z-])")
_LEAD = re.compile(r"[ -]?([a-z]+)")
_CHANGE = re.compile(r"(?: ?-?x|-?fold)\b")


class Part(NamedTuple):
    """What was read: the mention, its value, form and unit; `form` is `number` for a share of a point or a percent."""

    start: int
    end: int
    value: Decimal
    form: str
    unit: str


@cache
def _parts() -> dict[str, int]:
    return {row["form"]: int(row["value"]) for row in table("numbers") if row["kind"] == "part"}


@cache
def ordinals() -> dict[str, int]:
    """Ordinal words from "second" to "twentieth"."""
    return {row["form"]: int(row["value"]) for row in table("numbers") if row["kind"] == "ordinal"}


@cache
def multiples() -> dict[str, tuple[Decimal, str]]:
    """Words for a multiple, each with its factor and whether it needs a place."""
    return {row["form"]: (Decimal(row["factor"]), row["kind"]) for row in table("multiples") if row["kind"] != "not"}


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    parts = "|".join(sorted(_parts(), key=len, reverse=True))
    periods, streak = choice("period"), choice("streak")
    phrases = "|".join(row["form"] for row in table("multiples") if row["kind"] == "not")
    return {
        "denominator": re.compile(rf"[ -](?P<part>{parts})\b(?![ -](?:{choice('time')})\b)"),
        "after": re.compile(rf"(?: (?:{choice('part after')})\b(?! (?:{periods})\b)|[.,;:)\"'-]|\s*(?:$|\n))"),
        "dated": re.compile(rf" (?:last|this) (?:{periods})\b"),
        "half after": re.compile(rf"[ -](?:an? )?(?:{choice('half after')})(?![a-z])|-[a-z]"),
        "not": re.compile(phrases),
        "twice after": re.compile(rf" (?:{choice('twice after')})\b| [a-z]+'s?\b|[.,;:)\"]|\s*$|\n"),
        "less": re.compile(rf" (?:{choice('less')})\b"),
        "more": re.compile(rf" (?:{choice('more')})\b"),
        "streak": re.compile(
            rf"[ -](?:{streak})[ -](?:[a-z]+[ -])?(?P<one>{periods})\b(?!-)"
            rf"|[ -](?P<two>{periods})\b(?: [a-z]+){{0,2}} (?:{choice('running')})\b"
            rf"|[ ](?P<three>{periods}) of (?:[a-z]+ )?(?:{choice('course')})\b"
        ),
        "moves": re.compile(
            rf" (?:time |(?:such |monthly |annual |quarterly |yearly )?(?:{choice('moves')}) )?"
            rf"(?:{choice('running')})(?<!straight)\b(?! (?:an?|the|its)\b)"
            rf"|[ -](?:{streak})[ -](?:[a-z-]+[ -]){{0,2}}?(?:{choice('moves')})\b"
        ),
        "period": re.compile(
            rf"(?<![a-z])(?:(?P<month>{choice('month')}|months?|monthly)"
            r"|(?P<quarter>(?:first|second|third|fourth|last|the) quarter|quarterly)"
            r"|(?P<year>annual|yearly|years|in (?:19|20)[0-9]{2}))\b"
        ),
        "plain": re.compile(r" (?P<one>month|quarter|year)\b(?! of\b)"),
    }


def percent(share: Decimal) -> Decimal:
    """A share as percent, two decimals at most: a third is 33.33."""
    return (share * _HUNDRED).quantize(_CENT).normalize() + 0


def _share(low: str, start: int, end: int, share: Decimal) -> Part | None:
    """A share that was read, unless it is one of a percent, a point or a million."""
    match = _OF_PERCENT.match(low, end)
    if match:
        return Part(start, match.end(), share, "number", "PP" if "point" in match["unit"] else "PCT")
    return Part(start, end, percent(share), "fraction", "PCT")


def scaled(low: str, end: int) -> tuple[int, str] | None:
    """ "a million" after a share ("half a million", "a quarter of a billion"): where the scale starts, and its word."""
    match = _OF_SCALE.match(low, end)
    return (match.start("scale"), match["scale"]) if match else None


_IN_THAT = re.compile(r"\b(?:in|during|for|over|of|to|from|than|by) that $")


def half(low: str, start: int, end: int) -> Part | None:
    """ "half" as a share; not "first half", "half year"."""
    for lead in ("one ", "a "):
        begin = start - len(lead)
        if begin >= 0 and low.startswith(lead, begin) and not low[begin - 1 : begin].isalpha():
            start = begin
    whole = _OF_PERCENT.match(low, end) or _OF_SCALE.match(low, end)
    told = low.startswith("that ", start - 5) and low.startswith(" of ", end) and not _IN_THAT.search(low, 0, start)
    other = _patterns()["half after"].match(low, end) or behind("half before", low, start)
    if whole is None and other and not told:
        return None
    if low[start - 1 : start] == "-":
        return None
    return _share(low, start, end, _HALF)


def article(low: str, start: int, end: int, word: str) -> Part | None:
    """ "a third", "a quarter of": a share with its article."""
    if word not in _parts():
        return None
    begin = start - 2 if low[max(0, start - 2) : start] == "a " else start - 3
    if begin < 0 or low[begin:start] not in ("a ", "an ") or low[begin - 1 : begin].isalpha():
        return None
    point = _OF_PERCENT.match(low, end)
    if point is None:
        dated = _patterns()["dated"].match(low, end) and behind("part before", low, begin)  # "by a third last year"
        if not dated and not _patterns()["after"].match(low, end):
            return None
        if word == "quarter" and not (_MORE.match(low, end) or behind("part before", low, begin)):
            return None
    return _share(low, begin, end, 1 / Decimal(_parts()[word]))


_MORE = re.compile(" (?:of|more|less|fewer|higher|lower|larger|smaller|bigger|above|below)\\b")  # "a quarter less"


@cache
def _leads() -> frozenset[str]:
    """Words after a whole number that may make it a share, a multiple or the numeral of a streak."""
    leads = {"in", "out", "times", "x", "fold", *_parts(), *words("period")}
    return frozenset(leads | {form.split(" ")[0] for form in words("streak")})


def of_number(low: str, start: int, end: int, value: Decimal) -> Part | None:
    """The share, multiple or numeral of a streak that a whole number begins ("two-thirds", "5 times")."""
    lead = _LEAD.match(low, end)
    if lead is None or lead[1] not in _leads():
        return None
    part = fraction(low, start, end, value) or times(low, start, end, value, whole=True)
    return part or streak(low, start, end, int(value), ordinal=False)


def fraction(low: str, start: int, end: int, value: Decimal) -> Part | None:
    """ "two-thirds", "three quarters of", "one in five", "2 out of 3": a share whose first number ends at `end`."""
    match = _patterns()["denominator"].match(low, end)
    if match:
        whole = Decimal(_parts()[match["part"]])
        plural = match["part"].endswith("s")
        if whole <= value or plural != (value > 1) or whole == value * 2 > 2:
            return None
        if match["part"].startswith("quarter") and low[end] == " " and _is_time(low, start, match.end()):
            return None
        return _share(low, start, match.end(), value / whole)
    match = _IN.match(low, end)
    if match is None or value > 99:
        return None
    stop = match.end()
    if low[stop].isdigit():
        run = _WHOLE.match(low, stop)
        found = (run.end(), Decimal(run[1])) if run else None
    else:
        spelled = numerals.spelled(low, stop)
        found = spelled[:2] if spelled else None
    if found is None or found[1] <= value or around("time", r"[ -](?:%s)\b").match(low, found[0]):
        return None
    if numerals.scale(low, found[0], money=False, digits=False) or low.startswith((" percent", " pct"), found[0]):
        return None
    return Part(start, found[0], percent(value / found[1]), "fraction", "PCT")


def _is_time(low: str, start: int, end: int) -> bool:
    """ "the past three quarters": a span of months, not a share."""
    if behind("quarters before", low, start) or around("course", r" of (?:[a-z]+ )?(?:%s)\b").match(low, end):
        return True
    return not _patterns()["after"].match(low, end)


def multiple(low: str, start: int, end: int, word: str) -> Part | None:
    """ "doubled", "to double by 2030", "twice the level": the growth in percent that the word means."""
    factor, kind = multiples()[word]
    if low[end : end + 1] == "-" or _patterns()["not"].match(low, start):
        return None
    if kind == "bare" and (word in ("twice", "thrice") or not behind("modal before", low, start)):
        if not _patterns()["twice after"].match(low, end):
            return None
        if word in ("twice", "thrice"):
            if _patterns()["less"].match(low, end) and not low.startswith(" as ", end):
                return None
        elif not behind("twice before", low, start) and not _WHOSE.match(low, end):
            return None
    return Part(start, end, (factor - 1) * _HUNDRED, "multiple", "PCT")


def times(low: str, start: int, end: int, value: Decimal, *, whole: bool = False) -> Part | None:
    """ "2.5 times", "fivefold", "4x" after a number that ends at `end`: the growth in percent that it means."""
    match = _CHANGE.match(low, end)
    if match is None:
        match = _TIMES.match(low, end)
        if match is None:
            return None
        more = _patterns()["more"].match(low, match.end())
        if whole and not more and (not behind("growth", low, start) or _patterns()["less"].match(low, match.end())):
            return None
    return Part(start, match.end(), (value - 1) * _HUNDRED, "multiple", "PCT")


def streak(low: str, start: int, end: int, value: int, *, ordinal: bool) -> Part | None:
    """The numeral of a streak ("eighth consecutive month", "for a third year", "two quarters in a row")."""
    match = _patterns()["streak"].match(low, end)
    if match and (ordinal or match["three"] is None):
        period = match["one"] or match["two"] or match["three"]
    elif ordinal and (match := _patterns()["plain"].match(low, end)):
        period = match["one"]
        lead = low[max(0, start - 10) : start]
        bare = (" for the ", " for ") if value > 1 else " for the "  # headlines leave the article out
        if not (lead.endswith((" for a ", " for its ")) or period != "quarter" and lead.endswith(bare)):
            return None
    elif ordinal and _patterns()["moves"].match(low, end):
        period = _spoken(low, start)
    elif value > 1 and not ordinal and (match := _SPAN.match(low, end)) and _has_moved(low, start):
        period = match[1]  # "has grown for six quarters"
    else:
        return None
    return Part(start, end, Decimal(value), "ordinal", words("period")[period])


_SPAN = re.compile(r" (months|quarters|years)\b(?! (?:ago|earlier|old)\b)")
_HAS_MOVED = re.compile(
    r"\b(?:has|have|had|'ve) (?:now |all |steadily |been )*"
    r"(?:ris(?:en|ing)|fall(?:en|ing)|grow(?:n|ing)|shr(?:unk|inking)|(?:de|in)creas(?:ed|ing)|declin(?:ed|ing)"
    r"|expand(?:ed|ing)|contract(?:ed|ing)|dropp(?:ed|ing)) for (?:the (?:last|past) )?$"
)


def _has_moved(low: str, start: int) -> bool:
    """Whether what stands before a number of months or years says that something has moved for so long."""
    return _HAS_MOVED.search(low, max(0, start - _FAR), start) is not None


def _spoken(low: str, start: int) -> str:
    """The period that the sentence before a streak names last, else the passage: months, if it names any or nothing."""
    find = _patterns()["period"].finditer
    first = max(0, start - _FAR)
    sentence = max(low.rfind(". ", first, start), low.rfind("\n", first, start), first)
    if spoken := [match.lastgroup for match in find(low, sentence, start)]:
        return spoken[-1] or "month"
    passage = [match.lastgroup for match in find(low, max(0, sentence - _FAR), sentence)]
    return "month" if "month" in passage or not passage else passage[-1] or "month"
