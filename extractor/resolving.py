"""The calendar period of a wording of time, by what the passage and the article speak of."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

from extractor import calendars, items, period_bases, period_values
from extractor.claims import TRADE
from extractor.context import Context
from extractor.fiscal import marketing_year
from extractor.pending import Draft
from extractor.period_grammar import PeriodMention
from extractor.phrases import Phrase
from extractor.scene import Filled, Scene, State


def resolve(article: Context, state: State, mention: PeriodMention, current: str, reporter: str, item: str = "") -> str:
    """The calendar period of a wording, or "" where the text does not tell."""
    if mention.kind == "since":
        return _until(article, mention, current, reporter, item or article.item)
    if mention.wording.rule == "the" and mention.wording.unit == "period" and mention.lead in _WHOLE and state.main:
        return state.main  # "In May alone it grew 4 percent. Throughout the period, Peru was"
    value = period_values.resolve(mention, article.anchor, current, reporter, item or article.item)
    if mention.wording.rule == "todate" and state.to_date and _is_to_date(state.to_date, value):
        return state.to_date
    return value


def resolved(scene: Scene, mention: PeriodMention, current: str, reporter: str) -> str:
    """The calendar period of a wording in a sentence: of the crop that is spoken of there, or in the passage."""
    item = ""
    if mention.wording.rule in _OF_YEARS and (year := _year_told(scene, mention)):
        mention = replace(mention, wording=replace(mention.wording, year=year))
    if mention.wording.fiscal:
        things = (scene.crop, *scene.state.items, scene.context.item)
        item = next((one for one in things if one and marketing_year(one, reporter)), "")
    value = resolve(scene.context, scene.state, mention, current, reporter, item)
    yearless = _is_part_of_year(mention) or mention.wording.rule == "nth"  # "the fourth" takes the year of another
    return _year_before(scene, mention, value, reporter) if value and yearless else value


_ON_FROM = re.compile("[LfC][^;JPMN]*$")  # "in the first quarter, from a fall of 1 percent in the fourth"
_ONWARD = frozenset({"before", "until"})  # "will shrink in the second quarter before growing in the third"
_AFTER_FIRST = re.compile("[LC][^;JPMN,]*P,[^;JPQ]*(?:Q[^;JPQ,]*)?(P)")


def _year_before(scene: Scene, mention: PeriodMention, value: str, reporter: str) -> str:
    """A quarter or month without its year that is set beside a later one, in the year before if it is no earlier there:
    "shrank in the first quarter after growing 1 percent in the fourth"."""
    at = next((n for n, char in enumerate(scene.clause) if char == "P" and scene.chart.mention(n) is mention), -1)
    if at < 0:
        return value
    beside = scene.clause.rfind("P", 0, at)
    led = _ON_FROM.search(scene.clause, beside + 1, at) if beside >= 0 else None
    if led is not None and scene.has("&", beside, led.start()):
        return value  # "from $3 billion in March 2023 and from $4 billion in April": of two bases
    if led is None or scene.chart.low(led.start()) in _ONWARD:
        ahead = _AFTER_FIRST.match(scene.clause)  # "After growing in the fourth quarter, GDP fell in the first"
        if ahead is None or at > ahead.start(1) or at == ahead.start(1):
            return value
        beside = ahead.start(1)
    other = scene.chart.mention(beside)
    if not _is_part_of_year(replace(other, wording=replace(other.wording, year=0))):
        return value
    later = period_values.resolve(other, scene.context.anchor, scene.state.period, reporter)
    alike = bool(later) and calendars.shape(later) == calendars.shape(value)
    ends_later = alike and calendars.bounds(value)[1] > calendars.bounds(later)[1]
    return calendars.shift(value, years=-1) if ends_later else value


_OF_YEARS = frozenset({"part", "nth", "months"})
_IN_PART = re.compile("Q[^QPp;]*[ir]D?(P)")


def _year_told(scene: Scene, mention: PeriodMention) -> int:
    """The year that a part of one is of: named before it and of no figure itself ("In 2023, exports rose 4 percent in
    the first half and 6 percent in the second"), or the one spoken of where it is not the last one over; else 0."""
    said = mention.wording
    if said.year or said.which or said.fiscal or said.to_date or scene.context.anchor.date is None:
        return 0
    today = scene.context.anchor.date.year
    first = scene.clause.find("Q")
    part = _IN_PART.match(scene.clause, first) if first > 0 else None
    if part is not None and _is_part_of_year(scene.chart.mention(part.start(1))):
        before = [scene.chart.mention(index) for index in range(first) if scene.clause[index] in "Pps"]
        before += [one for place, phrase in scene.chart.phrases if place < first for one in phrase.periods]
        if len(before) == 1 and _is_year(before[0]) and before[0].start < mention.start:
            told = period_values.resolve(before[0], scene.context.anchor)
            return int(told) if len(told) == len("2019") else 0
    spoken = scene.state.period
    near = scene.paragraph == scene.state.dated and len(spoken) == len("2019")
    return int(spoken) if near and int(spoken) < today - 1 else 0


def _is_part_of_year(mention: PeriodMention) -> bool:
    """Whether a wording is of months, a quarter or a half, without its year."""
    return mention.wording.rule in _OF_YEARS and not (mention.wording.year or mention.wording.which)


def _is_year(mention: PeriodMention) -> bool:
    """Whether a wording is of one calendar year: "in 2023", "last year"."""
    said = mention.wording
    whole = said.rule in ("year", "which") and said.unit == "year" and not (said.fiscal or said.year_to)
    return whole and mention.kind == "absolute" and not mention.possessive


def _until(article: Context, mention: PeriodMention, current: str, reporter: str, item: str) -> str:
    """The span from a start to the last year, or month, that figures can be out for ("since 2017", "since January")."""
    day = article.anchor.date
    if day is None:
        return ""
    if mention.wording.rule == "since" and mention.wording.unit in ("month", "day"):
        start = period_bases.base(mention, article.anchor)
        ends = current if current and start and calendars.bounds(current)[1] > calendars.bounds(start)[1] else ""
        return period_bases.span(mention, article.anchor, ends)
    if mention.wording.rule == "recent" and mention.wording.unit == "week":
        if not current or not calendars.bounds(current)[1] - calendars.bounds(current)[0] <= _WEEK:
            return ""
        until = calendars.bounds(current)[1]  # "over the past four weeks", after a week
        return calendars.canonical(until - _WEEK + (mention.wording.offset + 1) * timedelta(days=7), until)
    if mention.wording.rule == "recent" and mention.wording.unit == "month":
        size = -mention.wording.offset
        end = calendars.bounds(current)[1] if current and calendars.shape(current) in _MONTHS else None
        if end is None:
            return period_values.resolve(mention, article.anchor)
        return calendars.months(end.year, end.month - size + 1, size)
    if mention.wording.rule == "since" and mention.wording.harvest:
        return period_bases.span(mention, article.anchor, "", reporter, item)  # "since the start of the season"
    last = str(day.year if day.month > 6 else day.year - 1)
    if current == str(day.year - 1):
        last = current  # "$71 billion last year. The gap has doubled since 2019"
    start = period_bases.base(mention, article.anchor, last)
    return f"{start}/{last}" if re.fullmatch(r"\d{4}", start) and start < last else ""


def _is_to_date(spoken: str, value: str) -> bool:
    """Whether "so far this year", read as `value`, is the span from January that the passage has been speaking of."""
    try:
        first, last = calendars.bounds(spoken)
        start, end = calendars.bounds(value) if value else (first, last)
    except ValueError:
        return False
    return first == start and last >= end and first.month == 1 and last.month < 12


_WHOLE = frozenset({"throughout", "across", "over"})
_WEEK = timedelta(days=6)
_DATED = ("month", "day")
_SO_FAR = " so far "


def so_far(scene: Scene, phrase: Phrase, value: str, current: str, reporter: str) -> str:
    """A fiscal or marketing year up to what its clause counts to: "by Aug. 19 in the 2018/19 season"."""
    told = [scene.chart.mention(index) for index, char in enumerate(scene.clause) if char in "Pzs"]
    told += phrase.periods
    if phrase.metric not in TRADE and any(one.text.lower() == "to date" for one in told):
        return ""  # "To date, Japan has invested $5 billion in Peru": in all the years up to there
    seasons = {resolved(scene, one, current, reporter) for one in told if one.wording.harvest} - {""}
    will = scene.has("v", 0, len(scene.clause))  # "will reach 5 million in 2018/19, after strong sales through May"
    to_date = [one for one in told if one.wording.to_date and not (will and one.lead == "through")]
    since = [one for one in told if one.kind == "since" and (one.wording.harvest or one.wording.unit in _DATED)]
    begun = bool(since) or any(one.wording.harvest for one in to_date)  # "since the season began and as of December 13"
    if since:
        seasons = {resolved(scene, one, current, reporter) for one in since} - {""}
    ends = {resolved(scene, one, current, reporter) for one in to_date if not one.wording.harvest or len(told) == 1}
    ends -= {""}
    if not seasons and value in ends and _is_season(current):
        seasons = {current}  # "will reach 16 million tonnes by the end of June", said of a season
    spoken = scene.now or scene.state.period
    ahead = scene.has("xvG", 0, len(scene.clause)) or "/" not in f"{spoken} {scene.state.main}"
    if seasons == {value} and not ends and spoken and not ahead and any(one.wording.which == "this" for one in told):
        start, last = calendars.bounds(value)  # "by Sept. 3 this season. Imports this season were"
        spans = [one for one in (spoken, scene.state.main) if one and calendars.bounds(one)[0] == start]
        return next((one for one in spans if calendars.bounds(one)[1] < last), value)
    season = next((one for one in told if one.wording.fiscal), None)
    if season is not None and not ends and _is_season(value) and _SO_FAR in f" {' '.join(scene.chart.lows)} ":
        running = replace(season, wording=replace(season.wording, rule="todate", to_date=True))
        return resolved(scene, running, current, reporter) or value  # "in the 2018/19 season have so far reached"
    if len(seasons) != 1 or len(ends) != 1 or value not in seasons | ends:
        return value
    start, last = calendars.bounds(*seasons)
    end = calendars.bounds(*ends)[1]
    return calendars.canonical(start, end) if start <= end and (begun or end <= last) else value


def to_day(scene: Scene, phrase: Phrase, current: str, reporter: str) -> str:
    """The span up to the day that a clause counts to ("as of Aug. 26, 2022"): from the start of one spoken of before,
    else, of trade, from that of the year; or ""."""
    spoken = scene.state.period if "/" in scene.state.period else ""
    if "z" not in scene.clause or not spoken and phrase.metric not in TRADE:
        return ""
    told = [scene.chart.mention(index) for index, char in enumerate(scene.clause) if char == "z"]
    ends = {resolved(scene, one, current, reporter) for one in told if one.wording.to_date} - {""}
    if len(ends) != 1 or any(one.kind != "day" for one in told):
        return ""
    end = calendars.bounds(*ends)[1]
    start = calendars.bounds(spoken)[0] if spoken else end.replace(month=1, day=1)
    year = end.year - ((start.month, start.day) > (end.month, end.day))
    return calendars.canonical(start.replace(year=year, day=min(start.day, 28)), end)


_ON_DAY = re.compile("n?z")


def on_day(scene: Scene, draft: Draft) -> str:
    """The day at which a stock stands, right behind its figure: "amounted to $50 billion on 21 February"."""
    behind = _ON_DAY.match(scene.clause, draft.at + 1)
    if behind is None:
        return ""
    mention = scene.chart.mention(behind.end() - 1)
    if mention.wording.rule == "weekday":
        return ""
    day = resolved(scene, mention, scene.now or scene.state.period, "")
    return day if draft.slot == "now" or not day else calendars.stock(day)


_THAT_REVISED = re.compile("Q[^QJ;,]*,?T[_E]{0,2}V[RF_]?f[D_]*$")


def revised_from(scene: Scene, draft: Draft) -> Filled | None:
    """The earlier figure that one behind it was revised to: "after a 5 percent rise in May that was revised from 6"."""
    last = scene.last(draft)
    if last is None or last.slot != "then" or _THAT_REVISED.search(scene.clause, last.at, draft.at) is None:
        return None
    return scene.filled[last.at]


def week_before(now: str, mention: PeriodMention) -> str:
    """The day a week or more before the one at which a stock stands: "$5 billion on May 10, against $4 billion a week
    earlier"; or ""."""
    if mention.wording.unit != "week" or mention.wording.offset >= 0 or calendars.shape(now or "2000") != "day":
        return ""
    return (calendars.bounds(now)[1] + timedelta(weeks=mention.wording.offset)).isoformat()


def stock_sooner(scene: Scene) -> str:
    """When the earlier figure of a stock stood that no time is told of: reserves are told by the month or the week.

    "Rose to $5 billion in May from $4 billion", "in the week to May 10 from $4 billion"; "" for the end of a year.
    """
    if calendars.shape(scene.now) == "day":
        return (calendars.bounds(scene.now)[1] - timedelta(weeks=1)).isoformat()
    told = (scene.chart.mention(at).wording for at, char in enumerate(scene.clause) if char == "P")
    monthly = any(one.rule == "months" or one.unit == "month" for one in told)
    return calendars.previous(scene.now) if monthly and calendars.shape(scene.now) == "month" else ""


def stock_before(value: str) -> str:
    """What a stock set against a later one carries: the month that its period ends, or a last day."""
    return calendars.stock(value) if calendars.shape(value) in ("day", "week") else calendars.end_month(value)


def _is_season(period: str) -> bool:
    """Whether a period is twelve months that do not start in January."""
    return bool(period) and calendars.length(period) == _MONTHS["year"] and calendars.bounds(period)[0].month > 1


def single(scene: Scene, draft: Draft, period: str) -> str:
    """The last month or quarter of a span where the clause compares with the month or quarter before."""
    against = scene.clause.find("C", draft.at)  # "rose 5 percent month on month, against exports of $3 billion in May"
    if calendars.shape(period) not in _MONTHS or "P" in scene.clause[: against if against > 0 else None]:
        return period
    for index in range(scene.chart.segment(draft.at), len(scene.clause)):
        char = scene.clause[index]
        if char == "J":
            break
        said = scene.chart.mention(index).wording if char in "py" else None
        if said is not None and abs(said.offset) <= 1 and not (said.rule == "same" and said.first):
            size = _MONTHS.get(scene.chart.mention(index).wording.unit, 0)
            end = calendars.bounds(period)[1]
            if size == 1 and scene.state.month > period:
                return scene.state.month
            if size and calendars.length(period) > size and end.month % size == 0:
                quarter = f"{end.year:04}-Q{end.month // 3}"
                return quarter if size == 3 else calendars.months(end.year, end.month - size + 1, size)
    return period


# "rose to $940 million, bringing the total for the ten months to", "and stood at 5 million for the ten months"
_ON_TO_TOTAL = re.compile(r"(?:tD?Q)?(?:,[|]Q|[(]Q[)])?,?(?:[HS][_D]*Y|&[_D]*H)")
_TOTAL_IN = re.compile(r"[^QP;JM,]*(?:(P)[^QP;JM,]*Q|Q[rio]D?(P))")


def before_total(scene: Scene, draft: Draft, current: str, reporter: str) -> tuple[int, str]:
    """Where the span stands whose total a clause goes on to, and the month that an undated figure before it is of.

    One metric has one value in one period, so the figure before the total is of the last month of the span.
    """
    onward = _ON_TO_TOTAL.match(scene.clause, draft.at + 1) if draft.slot == "now" else None
    total = _TOTAL_IN.match(scene.clause, onward.end()) if onward is not None else None
    if total is None:
        return -1, ""
    at = total.start(1) if total[1] else total.start(2)
    span = resolved(scene, scene.chart.mention(at), current, reporter)
    several = bool(span) and calendars.shape(span) in _MONTHS and calendars.length(span) > 1
    return (at, calendars.end_month(span)) if several else (-1, "")


_MONTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12}


def present(scene: Scene, draft: Draft, mention: PeriodMention, value: str) -> str:
    """The month or quarter that "this month" means in a report of the one just over, of which it tells what was: the
    one that the article is about; or ""."""
    said, day, main = mention.wording, scene.context.anchor.date, scene.state.main or scene.state.period
    if said.rule != "which" or said.which != "this" or said.unit not in ("month", "quarter") or day is None or not main:
        return ""
    over = calendars.bounds(value)[1] <= day or calendars.shape(main) != said.unit or "/" in main
    if over or draft.status != "actual" or calendars.shift(main, months=_MONTHS_OF[said.unit]) != value:
        return ""
    return main


_MONTHS_OF = {"quarter": 3, "month": 1}


def is_of_month(scene: Scene, draft: Draft) -> bool:
    """Whether a clause compares with another month: "to 3,000 bags, down 9 percent from the same month last year"."""
    last = scene.chart.segment_end(draft.at)
    told = (scene.chart.mention(at) for at in range(draft.at + 1, last) if scene.clause[at] == "p")
    return any(one.wording.rule in ("same", "earlier") and "month" in one.text.lower().split() for one in told)


_LED = re.compile("[fCh](?=[^QMfCh;,]*$)")
_FROM_REVISED = re.compile("[RFWHEQ][^;J]*[fCLh]D?(_?V)[_D]*(?:Mo)?$")
REVISED = re.compile("[^D]V|V(?!_?M)")  # "the preliminary index" is not a revised one


def is_first_told(scene: Scene, draft: Draft) -> bool:
    """Whether a figure is what was first told of the same time: "fell 4 percent versus the initial estimate of 5"."""
    led = _LED.search(scene.clause, 0, draft.at)
    said = [word for unit in range(led.end(), draft.at) for word in scene.chart.low(unit).split()] if led else []
    return not items.roles_of("first told").isdisjoint(said)


def is_from_revised(scene: Scene, draft: Draft) -> bool:
    """Whether an earlier figure is only called a revised one: "widened to $4 billion from a revised $3 billion"."""
    told = _FROM_REVISED.search(scene.clause, 0, draft.at)
    if told is None or REVISED.search(scene.clause[: told.start()]):
        return False
    return scene.says(*told.span(1), items.roles_of("amended"))
