"""Wordings of time, found as patterns over the symbols of words."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

from extractor.wordings import Token, compiled, runs, symbols, vocabulary


@dataclass(frozen=True, slots=True)
class PeriodMention:
    """A wording of time, as it stands in the text.

    `kind` is `absolute` (resolved by itself or with the article's date), `relative` (to the period of its clause),
    `rate` (a conventional comparison), `since` (growth or a total since a start) or `day`.
    `unit` is what it counts in; `first` and `last` number those units in their year (months 1 to 12, quarters 1 to 4)
    or, where there is no year, count them. `year` and `year_to` are stated years, `which` the word that chooses a year
    or unit (`this`, `last`, `next`, `previous`, `following`, `the`), `fiscal` whether the year is a fiscal one.
    `offset` counts units from the period compared with. `lead` is the preposition before it. `to_date` says that the
    wording is "as of" or "so far": for a flow the year up to there.
    """

    start: int
    end: int
    text: str
    kind: str
    rule: str
    unit: str = ""
    first: int = 0
    last: int = 0
    year: int = 0
    year_to: int = 0
    which: str = ""
    fiscal: bool = False
    offset: int = 0
    day: int = 0
    day_to: int = 0
    lead: str = ""
    to_date: bool = False
    ahead: bool = False
    possessive: bool = False


# A stated year, a chosen one, and what may follow or precede a part of a year.
_UNIT = "(?:uyear|uhalf|uquarter|umonth|uweek|uday|udecade)"
_FISCAL = "(?:fiscal uyear?|calendar dash? uyear|calendar)"
_STATED = f"(?:{_FISCAL}? (?:year|split|decades) {_FISCAL}?|fiscal uyear? dash? (?:year|split|short|number)|uyear year)"
_WHICH = "(?:this|last|next|previous|following)"
_REF = f"(?:{_WHICH}? {_STATED}|{_WHICH} (?:calendar|fiscal)? uyear|{_WHICH} fiscal|the (?:{_FISCAL}|uyear))"
_OF = f"(?:(?:of|in)? the? {_REF} | comma year | dash? (?:year|short|split))"
_OWN = f"(?:the? {_REF} possessive? open?)"
_MONTHS = "(?:month possessive? (?:(?:dash|to|and) (?:the? end of)? month)?)"
_DAY = "(?:month (?:number|ordinal|first) (?:comma? year)?|(?:number|ordinal|first) of? month (?:comma? year)?|date)"
_NTH = "(?:first|ordinal|final|last)"

RULES = (
    # the days of a month, and spans of days
    ("day_span", f"{_DAY} (?:dash|to|and) {_DAY}"),
    ("day_span", "month number dash number (?:comma? year)?"),
    ("first_days", f"first number dash? (?:uday|uweek) of month {_OF}?"),
    ("first_days", f"(?:first|ordinal|last|final) uweek of month {_OF}?"),
    # up to a month: "the eight months to the end of February", "the year to March"
    ("ending", f"number? dash? (?:umonth|uquarter|uhalf|uweek|fiscal? uyear) uperiod? (?:ended|to|end) (?:on|in)?"
               f" (?:the? end of|end dash)? (?:{_DAY}|month {_OF}?)"),
    ("year_to", f"{_REF} to (?:the? end of|end dash)? month"),
    ("day", _DAY),
    # two dated months, two years
    ("month_span", f"month {_OF}? (?:to|dash|and) (?:the? end of)? month {_OF}"),
    ("year_span", "(?:year (?:to|dash|and) year)"),
    # growth and totals since a start
    ("todate", f"so far (?:in|of)? (?:the? {_REF}|{_STATED})|this uyear so far|uyear dash? to dash? date|{_REF} to date"),
    ("todate", "to date (?:in|of)? this uyear|(?:since|from) the (?:start|end) of (?:the|this) uyear"),
    ("since", f"since (?:the? (?:start|end) of)? (?:{_MONTHS} {_OF}?|the? {_REF}|{_STATED})"),
    ("recent", f"the? (?:past (?:number|a)?|last number) dash? {_UNIT}|the? last udecade|over a udecade"),
    ("ahead", f"the? next number {_UNIT}|the? next udecade"),
    # the same period of another year
    ("same", f"same (?:number dash?)? (?:uperiod|utime|{_UNIT}|month) (?:open|comma)? (?:of|in|from|a)?"
             f" (?:the? {_REF} uperiod?|a? number? uyear (?:ago|previous)|the uyear (?:ago|previous))?"),
    ("same", f"same (?:in|of)? {_STATED} (?:uperiod|umonth|uquarter|uhalf|uweek)"),
    ("same", f"(?:this) utime (?:{_WHICH} uyear|a uyear ago)"),
    ("same", f"{_REF} possessive? same (?:uperiod|{_UNIT})|(?:said) (?:uperiod|{_UNIT})"),
    ("year_ago", "uyear dash? ago dash? (?:uperiod|umonth|uquarter|uweek)?"
                 "|(?:previous|last) dash? uyear dash? (?:uperiod|umonth|uquarter|uweek)"),
    ("earlier", f"(?:number|a|the)? dash? {_UNIT} (?:dash? ago|previous)"),
    ("earlier", f"the? (?:previous|following) (?:fiscal uyear?|number? dash? (?:{_UNIT}|uperiod))"),
    ("earlier", f"the next {_UNIT}"),
    # conventional comparisons
    ("rate", "(?:from|a)? uyear dash? (?:on|over|to) dash? a? uyear|umonth dash? (?:on|over|to) dash? a? umonth"
             "|uquarter dash? (?:on|over|to) dash? a? uquarter|uweek dash? (?:on|over|to) dash? uweek|rate"),
    ("rate", "on a? (?:annual|monthly|quarterly) basis|on (?:the|a)? (?:uyear|umonth|uquarter)"),
    # parts of a year
    ("part", f"{_OWN} {_NTH} (?:uquarter|uhalf)"),
    ("part", f"{_OWN} (?:first|final|last) number? dash? umonth"),
    ("part", f"{_NTH} dash? (?:uquarter|uhalf) {_OF}?|{_NTH} (?:and|to|dash) {_NTH} (?:uquarter|uhalf) {_OF}?"),
    ("part", f"(?:first|final|last) number dash? (?:uquarter) (?:{_OF})?"),
    ("part", f"(?:first|final) number? dash? umonth uperiod? (?:{_OF})?"),
    ("part", f"last number dash? umonth {_OF}"),
    ("part", f"number dash? (?:umonth uperiod?|uquarter) (?:of|in) the? {_REF}"),
    ("part", f"q number {_OF}?|hh number {_OF}?|number (?:q|hh) {_OF}?|{_STATED} (?:q|hh) number|{_STATED} number (?:q|hh)"),
    ("months", f"{_OWN} {_MONTHS} close? dash? uperiod?"),
    ("months", f"{_MONTHS} dash? uperiod? {_OF}?"),
    ("which", f"{_WHICH} month"),
    # years and whole units
    ("year", f"{_WHICH}? {_STATED}|{_WHICH} (?:calendar|fiscal)? uyear|{_WHICH} fiscal"),
    ("which", f"(?:this|last|next) (?:{_UNIT})"),
    ("the", f"the (?:uyear|umonth|uquarter|uhalf|uperiod|uweek|{_FISCAL})|calendar dash? uyear"),
)  # fmt: skip
"""Name and pattern of each wording, the first that fits wins."""


@cache
def _grammar() -> tuple[re.Pattern[str], tuple[re.Pattern[str], ...]]:
    """All wordings as one pattern with a group for each, and each alone."""
    alone = tuple(compiled(pattern) for _, pattern in RULES)
    return re.compile("|".join(f"({pattern.pattern})" for pattern in alone)), alone


@cache
def _before() -> re.Pattern[str]:
    """What belongs to a wording but stands before it: "as of", "by the end of", "the"."""
    return compiled("(?:(?:as (?:of|on|in)|by|up to) )?(?:the? end (?:of|dash) |end (?:of|dash))?the?$")


def find(text: str) -> list[PeriodMention]:
    """Every wording of time in `text`, in order, none overlapping another."""
    together, alone = _grammar()
    out: list[PeriodMention] = []
    for tokens in runs(text):
        line = symbols(tokens)
        place = floor = 0
        while (match := together.search(line, place)) is not None:
            place = match.start()
            rule = match.lastindex or 0
            mention = _mention(text, tokens, line, RULES[rule - 1][0], floor, place, match.end())
            while mention is None and rule < len(RULES):
                again = alone[rule].match(line, place)
                rule += 1
                if again is not None:
                    match = again
                    mention = _mention(text, tokens, line, RULES[rule - 1][0], floor, place, match.end())
            if mention is None:
                place += 1
                continue
            out.append(mention)
            place = floor = match.end()
    return out


_LEADS = ("in", "of", "over", "from", "to", "by", "since", "on", "between", "and", "ago")


def _mention(
    text: str, tokens: list[Token], line: str, rule: str, floor: int, first: int, last: int
) -> PeriodMention | None:
    part = tokens[first:last]
    if any(token.symbol == "month" for token in part) and not _months_certain(text, tokens, first, last):
        return None
    fields = _BUILD[rule](Parts(part, text))
    if fields is None:
        return None
    before = _before().search(line, floor, first)
    begin = before.start() if before is not None else first
    prefix = [token.symbol for token in tokens[begin:first]]
    lead = tokens[begin - 1] if begin > floor and tokens[begin - 1].symbol in _LEADS else None
    words = text[lead.start : lead.end].lower() if lead is not None else ""
    if rule == "the" and words not in ("in", "for", "during", "over", "of", "throughout", "within", "from"):
        return None
    if prefix and prefix[0] in ("as", "by", "up"):
        words = {"as": "as of", "by": "by", "up": "up to"}[prefix[0]]
        fields["to_date"] = True
    elif words in ("through", "until", "till", "to") and rule == "months" and len(part) <= 2:
        fields["to_date"] = words != "to" or "end" in prefix
    possessive = part[-1].symbol == "possessive" or last < len(tokens) and tokens[last].symbol == "possessive"
    stop = part[-2].end if part[-1].symbol == "possessive" else part[-1].end
    start = tokens[begin].start
    kind = fields.pop("kind", _KIND.get(rule, "absolute"))
    return PeriodMention(
        start=start, end=stop, text=text[start:stop], kind=kind, rule=rule, lead=words, possessive=possessive, **fields
    )


_KIND = {
    "day": "day", "since": "since", "recent": "since", "same": "relative", "year_ago": "relative",
    "earlier": "relative", "the": "relative", "rate": "rate",
}  # fmt: skip


def _months_certain(text: str, tokens: list[Token], first: int, last: int) -> bool:
    """Whether words that are months and something else ("may", "March") stand where a month would."""
    doubtful = vocabulary().doubtful
    for index in range(first, last):
        token = tokens[index]
        if token.symbol != "month" or text[token.start : token.end].lower().rstrip(".") not in doubtful:
            continue
        if text[token.end - 1] == ".":
            continue
        before = tokens[index - 1].symbol if index else ""
        after = tokens[index + 1].symbol if index + 1 < len(tokens) else ""
        if before in _COMPANY_BEFORE or after in _COMPANY_AFTER:
            continue
        if text[token.start : token.end].isupper():
            return False
        earlier = text[max(0, token.start - 40) : token.start].rsplit(None, 1)
        word = earlier[-1] if earlier else ""
        opening = not word or word[-1] in ".!?:;\n" or "\n" in text[max(0, token.start - 2) : token.start]
        if not opening and word[:1].isupper():
            return False
        if not text[token.end : token.end + 2].strip().islower():
            return False
    return True


_COMPANY_BEFORE = frozenset(
    {"in", "of", "from", "to", "since", "by", "over", "between", "dash", "and", "the", "this", "last", "next", "end",
     "ended", "number", "ordinal", "ago", "on", "first", "year", "start", "part"}
)  # fmt: skip
_COMPANY_AFTER = frozenset({"year", "number", "dash", "possessive", "short", "ordinal", "umonth"})


class Parts:
    """The tokens of one wording, by what they say."""

    def __init__(self, tokens: list[Token], text: str) -> None:
        self.tokens = tokens
        self.text = text
        self.symbols = [token.symbol for token in tokens]

    def values(self, *names: str) -> list[int]:
        """The values of all tokens with one of these symbols, in order."""
        return [token.value for token in self.tokens if token.symbol in names]

    def has(self, *names: str) -> bool:
        """Whether a token has one of these symbols."""
        return any(name in self.symbols for name in names)

    def unit(self) -> str:
        """The last unit named, `period` for "period" and "time"."""
        for name in reversed(self.symbols):
            if name in _UNITS:
                return _UNITS[name]
        return ""

    def year(self) -> dict[str, Any]:
        """The year that is stated or chosen."""
        out: dict[str, Any] = {}
        for token in self.tokens:
            if token.symbol in ("year", "short", "split"):
                if token.symbol == "split":
                    out["year"], out["year_to"] = divmod(token.value, 10000)
                    out["fiscal"] = out["year_to"] == out["year"] + 1
                else:
                    out["year"] = token.value
                break
        chosen = [name for name in self.symbols if name in ("this", "last", "next", "previous", "following")]
        if chosen and "year" not in out:
            out["which"] = chosen[-1]
        elif "year" not in out and self.has("uyear", "fiscal") and self.has("the"):
            out["which"] = "the"
        if self.has("fiscal"):
            out["fiscal"] = True
        return out


_UNITS = {
    "uyear": "year", "uhalf": "half", "uquarter": "quarter", "umonth": "month", "uweek": "week", "uday": "day",
    "udecade": "decade", "uperiod": "period", "utime": "period", "hh": "half", "q": "quarter",
}  # fmt: skip
Fields = dict[str, Any]


def _days(parts: Parts) -> Fields | None:
    """A day, or the first and last day of a span of days."""
    if "date" in parts.symbols:
        token = parts.tokens[0]
        year, month, day = map(int, parts.text[token.start : token.end].split("-"))
        return {"unit": "day", "year": year, "first": month, "last": month, "day": day}
    months, days = parts.values("month"), parts.values("number", "ordinal", "first")
    years = parts.values("year")
    if not days or not all(1 <= day <= 31 for day in days):
        return None
    out: Fields = {"unit": "day", "first": months[0], "last": months[-1], "day": days[0]}
    if len(days) > 1:
        out["day_to"] = days[1]
    if years:
        out["year"], out["year_to"] = years[0], years[-1] if len(years) > 1 else 0
    return out


def _first_days(parts: Parts) -> Fields | None:
    numbers, (month,) = parts.values("number"), parts.values("month")
    weeks = parts.has("uweek")
    count = numbers[0] if numbers else 1
    size = 7 if weeks else 1
    if parts.has("last", "final"):
        return None
    if numbers:
        first, last = 1, count * size
    else:
        nth = parts.values("first", "ordinal")[0]
        first, last = (nth - 1) * 7 + 1, nth * 7
    return {"unit": "day", "first": month, "last": month, "day": first, "day_to": last} | parts.year()


def _ending(parts: Parts) -> Fields | None:
    split = next(index for index, name in enumerate(parts.symbols) if name in ("ended", "to", "end"))
    head, tail = Parts(parts.tokens[:split], parts.text), Parts(parts.tokens[split:], parts.text)
    unit, numbers = head.unit() or "year", head.values("number")
    count = numbers[0] if numbers else 1
    days = tail.values("number", "ordinal", "first")
    out: Fields = {"unit": unit, "first": count, "last": tail.values("month")[0], **tail.year()}
    if unit == "week":
        if not days:
            return None
        out["day"] = days[0]
    elif days and days[0] < 15 and unit != "year":
        return None
    return out


def _year_to(parts: Parts) -> Fields | None:
    return {"unit": "month", "first": 1, "last": parts.values("month")[0]} | parts.year()


def _month_span(parts: Parts) -> Fields | None:
    at = [index for index, name in enumerate(parts.symbols) if name == "month"]
    start, stop = Parts(parts.tokens[: at[1]], parts.text), Parts(parts.tokens[at[1] :], parts.text)
    one, two = start.year(), stop.year()
    if "and" in parts.symbols[: at[1]] and not one and (at[1] - at[0]) < 2:
        return None
    if not one or "year" not in two:
        return None
    if "and" in parts.symbols or "year" not in one:
        return None
    return {"unit": "month", "first": parts.values("month")[0], "last": parts.values("month")[1],
            "year": one["year"], "year_to": two["year"]}  # fmt: skip


def _year_span(parts: Parts) -> Fields | None:
    first, last = parts.values("year")
    return {"unit": "year", "year": first, "year_to": last} if last > first and "and" not in parts.symbols else None


def _todate(parts: Parts) -> Fields | None:
    out = {"unit": "year", "to_date": True} | parts.year()
    if "year" not in out:
        out.setdefault("which", "this")
        if out["which"] == "the":
            out["which"] = "this"
    return out


def _since(parts: Parts) -> Fields | None:
    months = parts.values("month")
    out: Fields = {"unit": "month", "first": months[0], "last": months[0]} if months else {"unit": "year"}
    return out | parts.year()


def _recent(parts: Parts) -> Fields | None:
    numbers = parts.values("number")
    return {"unit": parts.unit(), "offset": -(numbers[0] if numbers else 1)}


def _ahead(parts: Parts) -> Fields | None:
    numbers = parts.values("number")
    return {"unit": parts.unit(), "offset": numbers[0] if numbers else 1}


def _same(parts: Parts) -> Fields | None:
    year = parts.year()
    tail = parts.symbols[parts.symbols.index("same") + 1 :] if parts.has("same") else parts.symbols
    numbers = parts.values("number")
    if "ago" in tail or "previous" in tail and year.get("which") != "previous":
        return {"unit": "year", "offset": -1}
    if year.get("which") in ("last", "previous") :
        return {"unit": "year", "offset": -1, "which": year["which"], "fiscal": bool(year.get("fiscal"))}
    if "year" in year:
        return {"unit": "year"} | year
    return {"unit": parts.unit(), "offset": 0, "first": numbers[0] if numbers else 0}


def _year_ago(parts: Parts) -> Fields | None:
    return {"unit": "year", "offset": -1}


def _earlier(parts: Parts) -> Fields | None:
    numbers, unit = parts.values("number"), parts.unit()
    count = numbers[0] if numbers else 1
    if not unit and parts.has("fiscal"):
        unit = "year"
    ahead = parts.has("following", "next")
    text = parts.text[parts.tokens[-1].start : parts.tokens[-1].end].lower()
    if text in ("back",):
        return None
    which = "previous" if parts.symbols[-1] != "ago" and parts.has("previous") else ""
    return {"unit": unit, "offset": count if ahead else -count, "which": which, "fiscal": parts.has("fiscal")}


def _rate(parts: Parts) -> Fields | None:
    size = parts.values("rate")
    if size:
        return {"unit": {12: "year", 3: "quarter", 1: "month"}[size[0]]}
    if parts.has("basis"):
        return {"unit": "year" if parts.has("annual") else "month" if parts.has("monthly") else "quarter"}
    return {"unit": parts.unit()}


def _part(parts: Parts) -> Fields | None:
    unit, year = parts.unit() if not parts.has("uquarter") else "quarter", parts.year()
    for name in ("umonth", "uhalf", "uquarter", "hh", "q"):
        if parts.has(name):
            unit = _UNITS[name]
    size = {"month": 12, "quarter": 4, "half": 2}.get(unit, 0)
    numbers, nth = parts.values("number"), parts.values("first", "ordinal")
    if year.get("which") == "last" and "last" in parts.symbols and not parts.has("uyear", "fiscal"):
        del year["which"]
    if parts.has("hh", "q"):
        number = numbers[0] if numbers else 0
        return {"unit": unit, "first": number, "last": number} | year if 1 <= number <= size else None
    count = numbers[0] if numbers else 1
    if parts.has("final") or parts.has("last") and not nth and not (numbers and parts.symbols[0] == "number"):
        if not year and not parts.has("final"):
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
    return {"unit": unit, "first": first, "last": last} | year


def _months(parts: Parts) -> Fields | None:
    months = parts.values("month")
    if len(months) > 1 and "and" in parts.symbols and (months[1] - months[0]) % 12 != 1:
        before = parts.text[max(0, parts.tokens[0].start - 9) : parts.tokens[0].start].lower()
        if "between" not in before:
            return None
    return {"unit": "month", "first": months[0], "last": months[-1]} | parts.year()


def _year(parts: Parts) -> Fields | None:
    out = {"unit": "year"} | parts.year()
    if parts.has("decades"):
        first = parts.values("decades")[0]
        out |= {"year": first, "year_to": first + 9}
    numbers = parts.values("number")
    if numbers and "year" not in out:
        if not parts.has("fiscal") or numbers[0] < 10 or numbers[0] > 99:
            return None
        out |= {"year": 2000 + numbers[0]}
        out.pop("which", None)
    return out


def _chosen(parts: Parts) -> Fields | None:
    months = parts.values("month")
    which = next(name for name in parts.symbols if name in ("this", "last", "next", "previous", "following"))
    if months:
        return {"unit": "month", "first": months[0], "last": months[0], "which": "month " + which}
    unit = parts.unit()
    return None if unit in ("day", "decade") else {"unit": unit, "which": which}


def _the(parts: Parts) -> Fields | None:
    last = parts.tokens[-1]
    after = parts.text[last.end : last.end + 1]
    if parts.text[last.end - 1].lower() == "s" or after in "-–":
        return None
    return {"unit": parts.unit() or "year", "fiscal": parts.has("fiscal")}


_BUILD: dict[str, Callable[[Parts], Fields | None]] = {
    "day": _days, "day_span": _days, "first_days": _first_days, "ending": _ending, "year_to": _year_to,
    "month_span": _month_span, "year_span": _year_span, "todate": _todate, "since": _since, "recent": _recent,
    "ahead": _ahead, "same": _same, "year_ago": _year_ago, "earlier": _earlier, "rate": _rate, "part": _part,
    "months": _months, "which": _chosen, "year": _year, "the": _the,
}  # fmt: skip
