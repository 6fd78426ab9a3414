"""The day an article speaks from: its publication date, or what it dates itself by."""

from __future__ import annotations

import re
from bisect import bisect_left
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from extractor import calendars
from extractor.period_grammar import PeriodMention
from extractor.wordings import ahead, compared

_SENTENCE = re.compile(r"[.!?][”\"’)]*\s|\n")
_FIGURE = re.compile(r"[$€£¥₹%]|\d[.,]\d|\d\s?(?:[a-z]+illion|p[a-z ]{0,4}c[a-z]*t)\b")
_DAY = re.compile(r"\b[0-9]{1,2}(?:st|nd|rd|th)?\b")
_FORETELLS = re.compile(r"\b(?:[Ff]orecast|[Oo]utlook|[Pp]redict|[Pp]roject(?:s|ed|ions?)\b|[Ee]xpect|would\b|will\b)")
_RIGHTS = re.compile(r"(?:©|\([cC]\)|[cC]opyright)[^\w]*$")
_REACH = 250
"""How far the ends of a sentence are looked for, in characters."""
_SIZE = {"month": 1, "quarter": 3, "half": 6, "year": 12}


@dataclass(frozen=True, slots=True)
class Anchor:
    """The latest day an article can be speaking from, and how it is known.

    `how` is `publication date`, `article's own dates`, or empty where nothing tells (then `date` is None). `exact` says
    that it is the very day, not the end of its month. `season` is the month in which the article says that a marketing
    year starts, 0 where it does not.
    """

    date: date | None = None
    how: str = ""
    season: int = 0
    exact: bool = False


def infer(text: str, mentions: list[PeriodMention], published: str | None) -> Anchor:
    """The day `text` speaks from; without a publication date, as far as its own dates tell.

    A month or year alone as publication date stands for its last day: it is the present one. ValueError if
    `published` is none of an ISO date, a year and month, a year, or empty.
    """
    season = _season(mentions)
    if published:
        return Anchor(calendars.bounds(published[:10])[1], "publication date", season, len(published) >= 10)
    past = [mention for mention in mentions if not _future(text, mention)]
    dated = _dated(text, past)
    bounds = [*dated, *_complete(text, past, dated), *_beside(text, past, mentions), *_copyright(text, past)]
    if not bounds:
        bounds = _foretold(text, mentions)
    if not bounds:
        return Anchor(season=season)
    latest = max(bounds)
    return Anchor(_later(latest, dated, past), "article's own dates", season)


def _season(mentions: list[PeriodMention]) -> int:
    """The month in which marketing years start by what the text says of one, 0 where it says nothing.

    "1986/87 (September/August)" says it, and so does "the year ending October 31" of the years in "1.1 million in
    1985/86".
    """
    wordings = [mention.wording for mention in mentions]
    told = next((said.begins for said in wordings if said.begins and (said.harvest or said.bare)), 0)
    if told or not any(said.bare or said.harvest for said in wordings):
        return told
    for mention in mentions:
        said = mention.wording
        if said.rule == "ending" and said.unit == "year" and not said.fiscal and _DAY.search(mention.text):
            return said.last % 12 + 1
    return 0


def _future(text: str, mention: PeriodMention) -> bool:
    """Whether a wording stands in what lies ahead, or is an end that something lasts until."""
    return mention.lead in ("by", "until", "till") or ahead(text, mention.start, mention.end)


def _dated(text: str, past: list[PeriodMention]) -> dict[date, bool]:
    """The last days of the dated parts of years: the article speaks from then or later.

    Each with whether that part is only compared with ("from 5 billion in May 2023").
    """
    days: dict[date, bool] = {}
    for mention in past:
        said = mention.wording
        dated = (
            mention.kind == "day"
            and said.last > 0
            or said.rule in ("months", "first_days", "half_month", "day_span", "told_days")
            and said.last > 0
            or said.rule in ("part", "ending", "quarter_to")
            and not said.fiscal
        )
        if not dated or not said.year or mention.lead == "since":
            continue
        last = said.last * _SIZE[said.unit] if said.rule == "part" else said.last
        year = said.year if said.fiscal else said.year_to or said.year
        day = _end(year + (said.fiscal and last < said.first), last, said.day_to or said.day)
        days[day] = days.get(day, True) and said.rule in ("months", "part") and compared(text, mention.start)
    return days


def _complete(text: str, past: list[PeriodMention], dated: dict[date, bool]) -> list[date]:
    """A month after the latest year whose figures are given as those of a whole year.

    A year that is only compared with or counted from ("from 2001", "since 2016") does not show that it was the last,
    nor does a year of which the article knows a part only, unless its figure is plainly that of the year.
    """
    figures: dict[int, bool] = {}
    for mention in past:
        said = mention.wording
        if said.rule != "year" or not said.year or said.year_to or _RIGHTS.search(_near(text, mention)):
            continue
        if compared(text, mention.start) or not _figures(text, mention, past):
            continue
        if _is_foretold(text, mention):
            continue
        if mention.lead in ("in", "during", "throughout"):
            figures[mention.wording.year] = True
        elif mention.lead in ("", "of", "for"):
            figures.setdefault(mention.wording.year, False)
    if not figures:
        return []
    year = max(figures)
    if not figures[year] and (month := _under_way(text, past, year)):
        return [_end(year, month)]
    parts = [day for day in dated if day.year == year]
    if parts and max(parts).month < 12 and not figures[year]:
        return []
    return [date(year + 1, 1, 31)]


def _under_way(text: str, past: list[PeriodMention], year: int) -> int:
    """The last month without a year that is named in one sentence with a year, which is under way, or 0.

    "Exports for 2020 were up again in October".
    """
    out = 0
    for one, two in pairwise(past):
        month, stated = two.wording, one.wording
        beside = stated.rule == "year" and stated.year == year and month.rule == "months"
        if beside and not (month.year or month.which) and not _SENTENCE.search(text, one.end, two.start):
            out = max(out, month.last)
    return out


def _beside(text: str, past: list[PeriodMention], mentions: list[PeriodMention]) -> list[date]:
    """What follows from "last year" or "this year" set against a stated year in one sentence.

    Where a year stands beside "this year" without being compared, this year is taken to be the next one.
    """
    out, doubtful = [], []
    for one, two in pairwise(past):
        chosen = one.wording.rule == two.wording.rule == "year" and one.wording.which in ("last", "this")
        against = two.wording.year and (two.lead in ("to", "from", "over") or compared(text, two.start))
        if chosen and against and not _is_foretold(text, two) and not _SENTENCE.search(text, one.end, two.start):
            out.append(date(two.wording.year + (2 if one.wording.which == "last" else 1), 1, 31))
    # "over the same period of 2010" is said in 2011
    out += [date(one.wording.year + 1, 1, 31) for one in past if one.wording.rule == "same" and one.wording.year]
    for one, two in pairwise(mentions):
        stated = max(one.wording.year, two.wording.year) if "this" in (one.wording.which, two.wording.which) else 0
        if one.wording.rule == two.wording.rule == "year" and stated and not _SENTENCE.search(text, one.end, two.start):
            foretold = stated == two.wording.year and _is_foretold(text, two)
            doubtful.append(date(stated - 1, 12, 31) if foretold else date(stated + 1, 1, 31))
    return out or doubtful


def _is_foretold(text: str, mention: PeriodMention) -> bool:
    """Whether the sentence of a year speaks of forecasts before it."""
    before = list(_SENTENCE.finditer(text, max(0, mention.start - _REACH), mention.start))
    start = before[-1].end() if before else max(0, mention.start - _REACH)
    return mention.lead in ("", "in", "of", "for") and bool(_FORETELLS.search(text, start, mention.start))


def _foretold(text: str, mentions: list[PeriodMention]) -> list[date]:
    """The end of the first year that a text foretells figures of, which is under way: "would reach 4 percent in 2004,
    but fall to 3 percent next year"."""
    years = [one.wording.year for one in mentions if one.wording.rule == "year" and _is_foretold(text, one)]
    return [date(min(years), 12, 31)] if any(years) and min(years) else []


def _copyright(text: str, past: list[PeriodMention]) -> list[date]:
    """The start of the year of a copyright notice."""
    return [
        date(mention.wording.year, 1, 31)
        for mention in past
        if mention.wording.rule == "year" and mention.wording.year and _RIGHTS.search(_near(text, mention))
    ]


def _figures(text: str, mention: PeriodMention, mentions: list[PeriodMention]) -> bool:
    """Whether the sentence of a mention holds an amount or a percentage, or the next if it speaks of no other time."""
    before = list(_SENTENCE.finditer(text, max(0, mention.start - _REACH), mention.start))
    start = before[-1].end() if before else max(0, mention.start - _REACH)
    limit = min(len(text), mention.end + _REACH)
    ends = [match.start() for match in _SENTENCE.finditer(text, mention.end, limit)] + [limit, limit]
    near = mentions[bisect_left(mentions, start, key=_start) : bisect_left(mentions, ends[1], key=_start)]
    end = ends[0] if any(other.start > ends[0] for other in near) else ends[1]
    sentence = text[start:end]
    for other in near:
        sentence = sentence.replace(other.text, " ")
    return _FIGURE.search(sentence) is not None


def _later(day: date, dated: dict[date, bool], past: list[PeriodMention]) -> date:
    """The day moved on by what is dated without a year: parts of this year, bare months and days.

    A bare month names one just past. After a complete year, December is that year's; other months are of the year
    after it. After a dated part of a year, months up to two later follow it; where that part was only compared with,
    the same month without a year is the next year's.
    """
    wordings = [mention.wording for mention in past]
    stated, only_compared = day in dated, dated.get(day, False)
    for mention in past:
        if (
            mention.wording.which == "this"
            and mention.wording.rule in ("part", "months")
            and not mention.wording.fiscal
        ):
            day = max(day, _end(day.year, mention.wording.last * _SIZE[mention.wording.unit]))
            stated = True
    months = {said.last for said in wordings if said.rule == "months" and not said.year and not said.which}
    parts = {
        said.last * _SIZE[said.unit]
        for said in wordings
        if said.rule == "part" and not (said.year or said.which or said.fiscal)
    }
    if day in dated:
        if only_compared and day.month in parts:
            day = _end(day.year + 1, day.month)
        near = [month for month in parts if 1 <= month - day.month <= 6]
        day = _end(day.year, max(near)) if near else day
    if only_compared and day.month in months:
        day = _end(day.year + 1, day.month)
    elif only_compared and months and min(months) > day.month:
        day = _end(day.year, max(months))  # "fell in October", "from 6 percent in the first quarter of 2004"
    elif stated:
        near = [month for month in months if 1 <= (month - day.month) % 12 <= 2]
        if near:
            month = max(near, key=lambda month: (month - day.month) % 12)
            day = _end(day.year + (month < day.month), month)
    elif months and (12 not in months or 1 in months):
        day = max(day, _end(day.year, max(months if 12 not in months else (m for m in months if m <= 6))))
    for mention in past:
        if mention.kind == "day" and not mention.wording.year and 1 <= mention.wording.last <= 12:
            year = day.year + ((mention.wording.last, mention.wording.day) < (day.month, day.day))
            then = _end(year, mention.wording.last, mention.wording.day)
            if then - day <= timedelta(days=62):
                day = then
    return day


def _start(mention: PeriodMention) -> int:
    return mention.start


def _near(text: str, mention: PeriodMention) -> str:
    """What stands right before a mention."""
    return text[max(0, mention.start - 16) : mention.start]


def _end(year: int, month: int, day: int = 0) -> date:
    last = monthrange(year, month)[1]
    return date(year, month, min(day or last, last))
