"""Wordings of time, found as patterns over the symbols of words."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import NamedTuple

from extractor.period_fields import Parts, Wording
from extractor.period_parts import BUILD
from extractor.pointing import pointed
from extractor.wordings import ahead, alone, compiled, counted, ranked, runs, vocabulary


@dataclass(frozen=True, slots=True)
class PeriodMention:
    """A wording of time, as it stands in the text.

    `kind` is `absolute` (resolved by itself or with the article's date), `relative` (to the period of its clause),
    `rate` (a conventional comparison), `since` (growth or a total since a start) or `day`. `wording` is what its words
    say, `lead` the preposition before it; `possessive` says that "'s" follows, `ahead` that its clause speaks of what
    lies ahead.
    """

    start: int
    end: int
    text: str
    kind: str
    wording: Wording
    lead: str = ""
    possessive: bool = False
    ahead: bool = False


# A stated year, a chosen one, and what may follow or precede a part of a year.
_UNIT = "(?:uyear|season|uhalf|uquarter|umonth|uweek|uday|udecade)"
_OWN_YEAR = "people calendar? uyear"  # "the Iranian calendar year"
_FISCAL = f"(?:people? fiscal uyear?|harvest uyear|harvest? season|calendar dash? uyear|{_OWN_YEAR}|calendar)"
_ON = "(?:number (?:comma? year)?)?"
_TOLD = f"(?:open (?:month {_ON} (?:dash|to) month {_ON}|(?:began|start|ended|end) (?:in|on)? month {_ON}) close)"
# "1995/96 (October-September)", "(July 1 - June 30)", "the Iranian year (started March 21)"
_SHORT = "fiscal uyear? dash? (?:year|split|(?:short|number) (?:dash number)?)"
_IN = "(?:(?<=in)|(?<=in the)|(?<=over)|(?<=over the)|(?<=of the)|(?<=from the))"  # not "the 1996/97 crop is"
_STATED = (
    f"(?:{_FISCAL} year dash year|year dash year {_FISCAL}|{_IN} (?:year dash year|split) harvest (?!uyear|season)"
)
_STATED += "|the? mys split|split mys|year dash year mys"  # "2023/24 MY", the marketing year
_STATED += f"|{_OWN_YEAR} of? (?:era|year|split)|fiscal uyear? of? era|split month dash month {_FISCAL}"
_STATED += f"|{_FISCAL}? (?:year|split {_TOLD}?|decades) (?:{_FISCAL} {_TOLD}?)?|{_SHORT}|uyear year)"
_WHICH = "(?:this|last|next|previous|following)"
_CHOSEN = f"(?:{_WHICH} people? (?:calendar|fiscal|harvest)? uyear|{_WHICH} (?:people? fiscal|season)"
_CHOSEN += "|past people (?:calendar|fiscal)? uyear)"
_REF = f"(?:calendar of)? (?:(?:{_WHICH})? {_STATED}|{_CHOSEN} {_TOLD}?|the (?:{_FISCAL}|uyear) {_TOLD}?)"
_OF = f"(?:(?:of|in)? the? {_REF} | comma year | dash? (?:year|short|split))"
_SHORTLY = "(?:open (?:(?:q|hh) number|number (?:q|hh|mm)) close)"  # "the first quarter (Q1) of 2024"
_OWN = f"(?:the? {_REF} possessive? open?)"
_RUNS = f"(?:comma? (?:relative|the) runs from month {_OF}? (?:dash to dash|dash|to) (?:the? end of)? month {_OF}?)"
_UNTIL = "(?:dash to dash|dash|to|and)"
_MONTHS = f"(?:month possessive? (?:{_UNTIL} (?:the? end of)? month|(?:comma month)+ comma? and month)?)"
_DAY = "(?:month (?:number|ordinal|first) (?:comma? year)?|(?:number|ordinal|first) of? month (?:comma? year)?|iso)"
_TO = "to (?:the|end|part|year|month|iso|first|ordinal|number of? month)"  # no "taking the ten months to $9 billion"
_NTH = "(?:first|ordinal|final|last)"
_RATE = "uyear dash uyear|" + (
    "|".join(f"{unit} dash? (?:on|over) dash? a? {unit}" for unit in ("uyear", "umonth", "uquarter", "uweek"))
    + "|on dash (?:uyear|umonth|uquarter|uweek)|umonth dash to dash umonth|uquarter dash to dash uquarter|rate"
)

RULES = (
    # the days of a month, and spans of days
    ("day_span", f"{_DAY} (?:dash|to|and) {_DAY}"),
    ("day_span", "month number dash number (?:comma? year)?|number (?:dash|to) number of? month (?:comma? year)?"),
    ("day_span", "(?:(?<=from|in) month number (?:to|dash)|(?<=between) month number and) number (?:comma? year)?"),
    ("day_span", "(?<=between) month and month number (?:comma? year)?"),
    ("day_span", "month (?:to|dash) month number (?:comma? year)?"),  # "from January through April 20"
    ("half_month", f"the? (?:first|ordinal|last|final) (?:uhalf|fortnight) of (?:the umonth of)? month {_OF}?"
                   "|the? (?:first|ordinal) (?:uhalf|fortnight) of (?:the|this|last) umonth"),
    ("first_days", f"(?:the? (?:first|last|final)|the) number dash? (?:uday|uweek) uperiod? of month {_OF}?"
                   f"|the? {_NTH} (?:uweek|uten|number dash? uday uperiod?) of month {_OF}?"
                   "|the? (?:first|ordinal) (?:uweek|uten|number dash? uday uperiod?) of (?:the|this|last) umonth"),
    ("within", "in (?:number|a) (?:uyear|udecade)"),
    ("week_no", f"calendar? uweek number (?:of|comma)? year|weekno|(?:the? uweek (?:of|start (?:on)?) {_DAY})"),
    ("weekday", "nearday open weekday close|(?:this|last|next)? weekday (?!dash)|nearday"),
    ("years_ago", "the? (?:uyear|umonth|uquarter) ago last"),
    ("quarter_span", f"q number year? (?:dash|to) q number {_OF}"),
    # a season and the month it starts in: "the season, which began on July 1", "the season (October-September)"
    ("which", "the (?:uyear|uhalf|uquarter|umonth) just ended"),
    ("year", "the (?:season|fiscal uyear|harvest uyear) just ended"),
    ("season", f"the uyear comma? start (?:on|in)? (?:{_DAY}|month)"),
    ("season", f"(?:the? {_WHICH}? (?:season|harvest uyear|fiscal uyear)|the? {_STATED}) comma? (?:relative|the)?"
               f" (?:began|start|ended|end) (?:on|in)? (?:{_DAY}|month {_OF}?)"),
    ("season", f"(?:the? {_WHICH}? (?:season|harvest uyear|fiscal uyear)|the? {_STATED}) {_RUNS}"),
    # up to a month: "the seven months to the end of January", "the year to March"
    ("ending", "the? (?:first|last|past)? number? dash? (?:umonth|uquarter|uhalf (?:dash? uyear)?|uweek|uday"
               "|(?:fiscal|harvest)? uyear|season) dash? uperiod? comma? (?:relative|the)? (?:ended|lead? up? to|end)"
               " (?:on|in)? (?:last|next)?"
               f" (?:the? end of|end dash|part dash?)? (?:{_DAY}|month {_OF}?)"
               f"|the uyear to (?:the? end of)? the? {_NTH} uquarter {_OF}?"
               f"|the? fiscal? {_NTH} dash? (?:uquarter|uhalf) (?:ended|end) (?:on|in)? (?:{_DAY}|month {_OF}?)"
               f"|the? fiscal? {_NTH} dash? (?:uquarter|uhalf) open (?:ended|end) (?:on|in)? (?:{_DAY}|month) close"
               "|the? number? dash? uweek (?:ended|end|to) (?:on)? (?:last)? weekday"),
    ("year_to", f"(?:the? start of)? {_REF} (?:to|comma? as of) (?:the? end of|end dash|part dash?)? (?:{_DAY}|month)"),
    ("told_days", f"the? (?:{_NTH} number? dash? (?:umonth|uquarter|uhalf) uperiod? {_OF}?|{_REF}) open"
                  f" (?:from|between)? {_DAY} {_UNTIL} {_DAY} close"),
    ("day", f"{_DAY} (?:of? {_WHICH} uyear)?"),
    # two dated months, two years
    ("month_span", f"month {_OF}? (?:to|dash|and) (?:the? end of)? month {_OF}"),
    ("month_span", "month comma? year (?:to|dash) (?:the? end of)? month (?!comma? year|number)"),
    ("year_span", "(?:the uperiod (?:from|between|of)?|the? uyear?)? year (?:to|dash|and) year"
                  " (?!fiscal|harvest|season)"
                  "|the? (?:number uyear|udecade) to year"),
    # growth and totals since a start
    ("todate", f"so far (?:in|of)? (?:the? {_REF}|{_STATED}) {_RUNS}?|the? {_REF} (?:so far|to date)"),
    ("todate", f"ytd (?:in|of)? (?:this uyear|{_STATED})|ytd|to date (?:(?:in|of) {_STATED}|(?=comma))"),
    ("todate", "the? (?:uyear|season|harvest uyear|fiscal uyear) dash? to dash? date|to date (?:in|of)? this uyear"
               f"|since the start of (?:the|this) this? (?:uyear|{_FISCAL})"
               f" (?:in month|{_TOLD}|open {_DAY} close|comma {_DAY} (?=comma))?"
               f"|since the (?:{_FISCAL}|uyear) (?:began|start) (?:(?:in|on)? (?:{_DAY}|month))?"),
    ("since", f"since (?:on)? {_DAY}"),
    ("since", "(?:the? (?:number uyear|uyear|udecade|uperiod))?"
              f" since (?:the? (?:start|end) of)? (?:{_WHICH}? {_MONTHS} {_OF}?|the? {_REF}|{_STATED})"),
    ("part", f"the? last number dash? umonth {_OF}|the last umonth of the? {_REF}"),
    ("recent", f"the? (?:past (?:number|a)?|last number) dash? {_UNIT}|the? last udecade|over a udecade"),
    ("part", f"the? rest number dash? (?:umonth|uquarter) (?:of|in) the? {_REF}"),
    ("part", f"number dash? (?:umonth|uquarter) into the? {_REF}"),
    ("rest", f"spring (?:of|in)? {_REF}"),
    ("rest", f"the? (?:part|first|final|last) umonth (?:of|in) the? {_REF}"),
    ("rest", f"the? rest (?:umonth|uquarter)? (?:of|in) the? {_REF}"),
    ("ahead", "by the? end of (?:the|this) udecade"),
    ("ahead", f"the? next number {_UNIT}|the? next udecade"),
    ("that", "the (?:uyear|season|uhalf|uquarter|umonth) (?!dash|on|over|ago|previous|to|after)"),
    # the same period of another year
    ("same", "same (?:number dash?)? (?:uperiod|uday) (?:of|in|from|a) (?:the umonth of)? month (?!comma? year)"),
    ("same", f"same (?:number dash?)? (?:date|uperiod|utime uperiod?|{_UNIT} uperiod?|month)"
             " (?:(?:open|comma)? (?:of|in|from|a)?"
             f" (?:(?:a|the)? number? uyear (?:ago|previous)|the? {_REF} uperiod?))?"),
    ("same", f"same (?:in|of)? {_STATED} (?:uperiod|umonth|uquarter|uhalf|uweek)"),
    ("same", f"the uperiod (?:of|in)? {_WHICH} uyear"),  # "against $5 billion during the period last year"
    ("same", "the year (?:uperiod|umonth|uquarter|uhalf) (?!of|in|to|ended|end)"),  # "in the 1986 quarter"
    ("same", f"(?:this) utime (?:{_WHICH} uyear|a uyear ago)"),
    ("same", f"{_REF} possessive? same (?:uperiod|{_UNIT})|the said (?:utime? uperiod|number? dash? {_UNIT})"),
    ("year_ago", "(?:the|a)? same? uyear dash? ago (?:dash? (?:uperiod|umonth|uquarter|uweek))?"
                 "|the? (?:previous|last) dash? uyear dash? (?:uperiod|umonth|uquarter|uweek)"),
    ("earlier", f"(?:number|a|the)? dash? {_UNIT} (?:dash? ago|previous)"),
    ("earlier", f"the? (?:previous|following) said? (?:fiscal uyear?|number? dash? {_UNIT} (?:dash? uperiod)?|uperiod)"
                f"|the? number (?:previous|following) {_UNIT}"),
    ("after", f"the {_UNIT} (?:after the?|the followed)"),
    ("earlier", f"the next {_UNIT}|(?:number|a) dash? {_UNIT} (?:later|on (?=comma))"),
    # conventional comparisons
    ("rate", f"(?:on a?)? (?:{_RATE}) basis|from uyear to uyear|{_RATE}"),
    ("rate", "on a? (?:annual|monthly|quarterly) basis|on the? (?:uyear|umonth|uquarter) (?!dash|ago|previous)"),
    # parts of a year
    ("part", f"{_OWN} {_NTH} dash? (?:uquarter|uhalf)"),
    ("part", f"{_OWN} (?:first|final|last) number? dash? umonth"),
    ("part", f"{_NTH} dash? (?:uquarter|uhalf) {_SHORTLY}? (?!of (?:the|this|last) umonth) {_OF}?"
             f"|{_NTH} (?:and|to|dash) {_NTH} (?:uquarter|uhalf) {_OF}?"),
    ("part", f"(?:first|final|last) number dash? (?:uquarter) (?:{_OF})?"),
    ("part", f"(?:first|final) number? dash? umonth uperiod? {_SHORTLY}? (?:{_OF})?"),
    ("part", f"number dash? (?:umonth uperiod?|uquarter) (?:of|in) the? {_REF}"),
    ("part", f"ordinal umonth (?:of|in) the? {_REF}"),
    ("part", f"number dash? umonth uperiod? {_WHICH} uyear"),
    ("part", f"(?:(?:q|hh) number|number (?:q|hh)) {_OF}?|{_STATED} (?:(?:q|hh) number|number (?:q|hh))"
             f"|number mm (?:dash? (?:year|short)|{_SHORT})|year number mm"),
    ("months", f"{_MONTHS} dash? uperiod? open (?:year|fiscal? uyear? split|{_SHORT}) close"),  # "July-May (2022-23)"
    ("months", f"{_OWN} {_MONTHS} close? dash? uperiod? (?!dash|month|fiscal|harvest|season)"),
    ("quarter_to", f"the? month (?:dash? (?:uquarter|uhalf) {_OF}?|year dash? (?:uquarter|uhalf))|the month uyear"),
    ("months", f"(?:the? same)? {_MONTHS} dash? uperiod {_OF}|{_MONTHS} dash? (?:uperiod|uquarter|uhalf)? {_OF}?"
               "|yearmonth (?:(?:dash|to) yearmonth)?"),
    ("months", f"month possessive? dash? uperiod? {_OF}?"),
    ("months", "this month (?:dash|to) month dash? uperiod?"),
    ("which", f"this past (?:month|{_UNIT})"),
    ("which", "the? (?:this|last|next|previous) month|the following month"),
    # years and whole units
    ("year", "the? past (?:calendar|fiscal) uyear"),
    ("year", f"the? (?:calendar of)? (?:the? {_WHICH})? {_STATED}"
             f"|the? (?:calendar of the?)? calendar? {_CHOSEN} {_TOLD}?"
             f"|the (?:calendar of the|calendar)? (?:season|harvest uyear) {_TOLD}?"),
    ("whole", "the? calendar dash? uyear"),
    ("year_end", "uyear (?:dash|possessive) end year?"),
    ("which", f"(?:this|last|next) (?:{_UNIT})"),
    ("the", "the (?:uyear|umonth|uquarter|uhalf|uperiod|uweek|(?:fiscal|calendar) dash? uyear)|calendar dash? uyear"),
    ("count", f"number dash? umonth (?:uperiod (?!of|in|{_TO}|ended|end|ago|previous)"
              f"|(?!dash|uperiod|of|in|{_TO}|ended|end|ago|previous))"),
    ("nth", "(?:first|ordinal|final)"),
    ("bare", "(?:last|next|following)|(?:previous|following) number"),
)  # fmt: skip
"""Name and pattern of each wording, the first that fits wins."""


class Piece(NamedTuple):
    """A wording in a run: first word, one after its last, its preposition (or -1), and what it says."""

    first: int
    last: int
    lead: int
    possessive: bool
    wording: Wording


@cache
def _grammar() -> tuple[re.Pattern[str], tuple[re.Pattern[str], ...], re.Pattern[str], dict[str, str]]:
    """All wordings as one pattern, each alone, what may stand before one, and the symbols by character."""
    alone = tuple(compiled(pattern) for _, pattern in RULES)
    before = compiled("(?:as (?:of|on|in)|by|up to)? (?:the? end (?:of|dash)?)? the?$")
    names = {char: symbol for symbol, char in vocabulary().chars.items()}
    return re.compile("|".join(f"({pattern.pattern})" for pattern in alone)), alone, before, names


def find(text: str) -> list[PeriodMention]:
    """Every wording of time in `text`, in order, none overlapping another."""
    out: list[PeriodMention] = []
    for run in runs(text):
        for piece in _pieces(run.line, run.values):
            first, last, lead, possessive, wording = piece
            start, end = run.starts[first], run.ends[last - 1]
            if "\n" in text[start:end]:  # "Exports in April", then "- Copper: 5 percent"
                end = start + len(text[start:end].rstrip("\n -–—"))
            if wording.rule == "year" and (_BASE.search(text, max(0, start - 12), start) or _IS_100.match(text, end)):
                continue  # "the index (base 1985)", "(2015 = 100)"
            if wording.rule in _ELLIPTIC:
                told = _elliptic(text, wording, start, end, out)
                if told is None:
                    continue
                wording = told
            if (event := _event(text, wording, run.starts[lead] if lead >= 0 else start)) is not None:
                out.append(PeriodMention(event, end, text[event:end], "since", replace(wording, rule="since"), "since"))
                continue
            out.append(
                PeriodMention(
                    start,
                    end,
                    text[start:end],
                    _KIND.get(wording.rule, "absolute"),
                    wording,
                    _lead(text[run.starts[lead] : run.ends[lead]].lower()) if lead >= 0 else "",
                    possessive,
                    wording.rule in _OPEN
                    and not wording.year
                    and wording.which in ("", "the")
                    and not _ENDED.search(text, start, end)
                    and ahead(text, start, end),
                )
            )
    return out


def _elliptic(text: str, wording: Wording, start: int, end: int, before: list[PeriodMention]) -> Wording | None:
    """A wording that is one by what stands around it, else None.

    "The third" is a quarter or half after one of those, "the two-month" a span before what newsrooms count in months,
    "that year" the one named before, "and 5 percent next" of the year after "this year".
    """
    if wording.rule == "count":
        if text[start:end].lower().endswith("period"):
            led = text[:start].lower().endswith(("in ", "over ", "during ", "for ", "of "))
            return (
                wording if led and text[start : start + 4].lower() == "the " else None
            )  # "over the nine-month period"
        fits = wording.last == 2 and not ranked(text, start)
        return wording if fits or counted(text, end) else None
    if wording.rule == "year_end":
        told = wording.year or text[max(0, start - 3) : start].lower() in ("at ", "by ")
        return wording if told or alone(text, end) else None
    if wording.rule == "that":
        return pointed(text, wording, start, before)
    if wording.rule == "after":
        return wording if text[:end].endswith(("that", "followed")) or alone(text, end) else None
    last = before[-1] if before and end - before[-1].end < _FAR else None
    if wording.rule == "bare":
        if last is None or not alone(text, end):
            return None
        if wording.offset and last.wording.unit in ("year", "quarter", "month", "half"):
            return replace(wording, rule="earlier", unit=last.wording.unit)  # "from 3 billion in the preceding one"
        if text[start : start + 4].lower() == "the ":  # "3 percent that year and 5 percent the next"
            near = wording.which != "last" and end - last.end < _NEAR and last.wording.unit in ("year", "month")
            return Wording("earlier", unit=last.wording.unit, offset=1, which="following") if near else None
        return replace(last.wording, which=wording.which) if last.wording.which == "this" else None
    if last is None or last.wording.unit not in ("quarter", "half") or last.wording.rule not in ("part", "nth"):
        return None
    if wording.last > (4 if last.wording.unit == "quarter" else 2) or not alone(text, end):
        return None
    return replace(last.wording, rule="nth", first=wording.first, last=wording.last)


def _event(text: str, wording: Wording, lead: int) -> int | None:
    """Where "since" opens the clause of an event that a year or month dates: "since the mine opened in 2005"."""
    single = wording.rule == "year" or wording.rule == "months" and wording.first == wording.last
    if not single or wording.fiscal or wording.which or not text.startswith(_DATES, lead):
        return None
    found = _SINCE.search(text, max(0, lead - _CLAUSE), lead)
    return found.start() if found is not None else None


_DATES = ("in ", "In ", "of ")
_SINCE = re.compile(r"\b[Ss]ince (?=[^\d,.;:()\n\"“”—–%$€£]{8,}$)(?!.*\bsince\b)")
_CLAUSE = 80  # characters of the clause of an event


def _lead(word: str) -> str:
    """The preposition that a word opens: "as of", "up to", else the word itself."""
    return {"as": "as of", "up": "up to"}.get(word, word)


@lru_cache(maxsize=1 << 14)
def _pieces(line: str, values: tuple[int, ...]) -> tuple[Piece, ...]:
    """The wordings in a run of symbols and values: the leftmost, by the first rule that fits, and so on."""
    together, alone, _, _ = _grammar()
    out = []
    place = floor = 0
    while (match := together.search(line, place)) is not None:
        place = match.start()
        for rule in range((match.lastindex or 1) - 1, len(RULES)):
            again = alone[rule].match(line, place)
            piece = _piece(line, values, RULES[rule][0], floor, place, again.end()) if again is not None else None
            if piece is not None:
                out.append(piece)
                place = floor = match.end() if again is None else again.end()
                break
        else:
            place += 1
    return tuple(out)


def _piece(line: str, values: tuple[int, ...], rule: str, floor: int, first: int, last: int) -> Piece | None:
    """One wording, with what belongs to it before ("as of", "by the end of", "the"); None if its words do not fit."""
    _, _, before, names = _grammar()
    symbols = [names[char] for char in line]
    of_months = symbols[max(0, first - 3) : first] == ["the", "umonth", "of"]  # "between the months of May and July"
    at = first - 3 if of_months else first
    fields = BUILD[rule](Parts(symbols[first:last], list(values[first:last]), symbols[at - 1] if at else ""))
    if fields is None:
        return None
    prefix = before.search(line, floor, first)
    begin = prefix.start() if prefix is not None else first
    words = symbols[begin:first]
    lead = begin - 1 if begin > floor and symbols[begin - 1] in _LEADS else -1
    size = last - first - symbols[first:last].count("comma")
    if words and words[0] in ("as", "by", "up"):
        lead = begin
        fields["to_date"] = True
    elif lead >= 0 and symbols[lead] == "to" and rule == "months" and size <= 2:
        fields["to_date"] = values[lead] > 0 or "end" in words  # "through May, 2019"
    up_to = words[:1] == ["up"] or lead >= 0 and symbols[lead] == "to" and values[lead] > 1
    if rule == "day" and up_to and "last" in fields:  # "exports through May 20"
        rule, fields = "day_span", {**fields, "first": 1, "day": 1, "day_to": fields["day"], "to_date": True}
    if "end" in words:
        fields["at_end"] = True
    following = symbols[last] if last < len(symbols) else ""
    possessive = symbols[last - 1] == "possessive"
    owner = possessive or following == "possessive"
    by = fields.get("at_end") and fields.get("to_date")  # "by the end of the year"
    if rule == "the" and not (owner or by) and (lead < 0 or symbols[lead] not in ("in", "over", "of", "from")):
        return None
    if rule == "the" and following in ("dash", "of"):
        return None
    return Piece(begin, last - possessive, lead, owner, Wording(rule, **fields))


_ENDED = re.compile(r"\bended\b", re.IGNORECASE)  # it is over, whatever is expected of its figures
_BASE = re.compile(r"\bbase(?: year)?:? $", re.IGNORECASE)
_IS_100 = re.compile(r" ?= ?100\b")
_FAR = 150
"""How far back a quarter may have been named whose unit is not said again, in characters."""
_NEAR = 60
"""How far back what "the next" is the next of may have been named, in characters."""
_LEADS = frozenset(("in", "of", "over", "from", "to", "by", "since", "on", "between", "and", "ago"))
_ELLIPTIC = frozenset(("nth", "count", "year_end", "that", "after", "bare"))
_OPEN = frozenset(("months", "part", "ending", "day", "day_span", "weekday", "count", "nth", "whole"))
_KIND = {
    "day": "day", "weekday": "day", "since": "since", "recent": "since", "same": "relative", "year_ago": "relative",
    "earlier": "relative", "after": "relative", "the": "relative", "rate": "rate",
}  # fmt: skip
