"""Wordings of time, found as patterns over the symbols of words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from extractor.period_parts import BUILD, Parts
from extractor.wordings import Token, ahead, compiled, runs, symbols, vocabulary


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
    ("todate", f"so far (?:in|of)? (?:the? {_REF}|{_STATED})|this uyear so far|{_REF} to date"),
    ("todate", "uyear dash? to dash? date|to date (?:in|of)? this uyear|(?:since|from) the (?:start|end) of (?:the|this) uyear"),
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
    ("part", f"(?:(?:q|hh) number|number (?:q|hh)) {_OF}?|{_STATED} (?:(?:q|hh) number|number (?:q|hh))"),
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
    fields = BUILD[rule](Parts(part, text))
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
    return PeriodMention(
        start=start,
        end=stop,
        text=text[start:stop],
        kind=_KIND.get(rule, "absolute"),
        rule=rule,
        lead=words,
        possessive=possessive,
        ahead=rule in _YEARLESS and not fields.get("year") and not fields.get("which") and ahead(text, start),
        **fields,
    )


_YEARLESS = ("months", "part", "ending", "day", "day_span")


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
