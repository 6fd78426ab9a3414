"""Times that figures take in turn: the years that a move spans or ends in, the months of a list one by one."""

from __future__ import annotations

import re

from extractor import calendars, items
from extractor.adverbials import own_index
from extractor.bases import before
from extractor.pending import Draft
from extractor.period_grammar import PeriodMention
from extractor.resolving import resolved
from extractor.scene import Filled, Scene

_STARTS, _ENDS = re.compile("fD?_?Q"), re.compile("tD?_?Q")  # "from 200 million", "to 400 million"


def told_in_turn(scene: Scene, draft: Draft) -> Filled | None:
    """What the figure was given whose turn in its list is that of a move told behind it: "with tea reaching 5 million
    and coffee 4 million, rises of 3 and 2 percent respectively", or None."""
    index, size = draft.turn
    if size < 2 or not draft.percent or "K" not in scene.clause[draft.at :]:
        return None
    first = min(one.at for one in scene.drafts if one.phrase is draft.phrase and one.turn[1] == size and one.percent)
    told = [one for one in scene.drafts if one.at < first and one.at in scene.filled and not one.percent][-size:]
    named = {scene.filled[one.at].item for one in told}
    return scene.filled[told[index].at] if len(told) == size == len(named) else None


def year_after(scene: Scene, draft: Draft) -> str:
    """The year after the one that the figure set beside this one is of: "fell to 1.7 million from 2.1 in 1995"."""
    for other in scene.drafts:
        if other.at > draft.at and not other.reason:
            index = own_index(scene, other.at) if other.construction == "from-quantity" else None
            said = scene.chart.mention(index).wording if index is not None else None
            if said is None or said.rule != "year" or not said.year or said.fiscal:
                return ""
            day = scene.context.anchor.date
            return str(said.year + 1) if day is not None and day.year == said.year + 2 - (day.month > 10) else ""
    return ""


def years(scene: Scene, draft: Draft) -> tuple[str, str] | None:
    """The first and last of the years, or months, that a move from one figure to another is told to span, or None.

    "Between 2010 and 2015 exports rose from 200 million to 400 million."
    """
    start, end = scene.chart.segment(draft.at), scene.chart.segment_end(draft.at)
    if not _STARTS.search(scene.clause, start) or not _ENDS.search(scene.clause, start):
        return None
    if "p" in scene.clause[start:end]:
        return None  # "from January to May imports rose to 4 million from 3 million in the same months of 2011"
    told = [scene.chart.mention(index) for index in range(start, end) if scene.clause[index] in "Ps"]
    for mention in [*told, *(draft.phrase.periods if draft.phrase is not None and not draft.carried else ())]:
        if mention.wording.rule == "within" and len(scene.state.period) == len("2019"):
            return scene.state.period, resolved(scene, mention, scene.state.period, "")
        first, _, last = resolved(scene, mention, "", "").partition("/")
        moves = mention.kind == "since" or mention.wording.rule == "year_span" or mention.lead in ("between", "from")
        if last and moves and len(first) == len(last) <= len("2019-05"):
            return first, last
    until = _UNTIL.match(scene.clause) if start == 0 else None
    if until is None or scene.chart.mention(until.start(1)).wording.rule != "year":
        return None
    return "", resolved(scene, scene.chart.mention(until.start(1)), "", "")


_FROM_BALANCE, _TO_BALANCE = re.compile("fD?[_d]?Mo[D_<>~]*$"), re.compile("(?:oD?M)?tD?[_d]?MoD?[_<>~]*Q")


def swings_from(scene: Scene, draft: Draft) -> bool:
    """Whether a figure is the balance that a swing starts at: "from a deficit of 4 million to a surplus of"."""
    balance = _FROM_BALANCE.search(scene.clause, 0, draft.at)
    return balance is not None and _TO_BALANCE.match(scene.clause, draft.at + 1) is not None


# "From the 1980s until the crisis of 2008, imports rose": no year is told for the first figure
_UNTIL = re.compile("[fe][^QMJ;,]{1,9}?[Lt&][^QMPJ;,]{0,8}(P),")


_FIRST_PAIR = re.compile("tD?_?Q[^;JQ]*fD?_?Q[^;JQt]*,?&,?$")  # "to 4 million from 5 million and"
_SECOND_PAIR = re.compile("fD?_?Q(?:[ir]D?)?(P)")


def of_second_pair(scene: Scene, draft: Draft) -> PeriodMention | None:
    """The time told behind the second of two moves of one thing, or None.

    "Exports fell to 4 million tonnes from 5 million in May and to 21 million from 22 million in the first five months."
    """
    to = scene.clause.rfind("t", 0, draft.at)
    if draft.construction != "direction-to" or not _FIRST_PAIR.search(scene.clause, 0, max(to, 0)):
        return None
    told = _SECOND_PAIR.match(scene.clause, draft.at + 1)
    return scene.chart.mention(told.start(1)) if told is not None else None


_SHARED = re.compile(r"\b(?:and|&)\b", re.IGNORECASE)
_ROW = re.compile("P(?:(?:,&?|&)D?P)+")
_ROW_AFTER = re.compile("[^QM;JCTP,]*[ir][D_c]?(P(?:(?:,&?|&)[ir]?D?P)+)(?![-:]?Q)")
_BEHIND = re.compile("(?:(?:,&?|&)D?P)+")  # "exports in 2019 and 2020 were"
_SIZES = (("quarter", 3), ("half", 6), ("halves", 6))  # months of what a wording counts; a month, where it is none


def one_by_one(scene: Scene, draft: Draft, value: str, reporter: str) -> str:
    """The period of a figure in a list as long as the times told beside it, or "".

    "Imports were 3 million and 4 million tonnes in March and April", "in 2020 and 2021 respectively".
    """
    index, size = draft.turn
    if draft.slot != "now":
        return ""
    start, end = scene.chart.segment(draft.at), scene.chart.segment_end(draft.at)
    for row in _ROW.finditer(scene.clause, start, end):
        told = [at for at in range(*row.span()) if scene.clause[at] == "P"]
        if len(told) == size and not _of_other_list(scene, draft, row.start()):
            return resolved(scene, scene.chart.mention(told[index]), value, reporter)
    own = list(draft.phrase.periods) if draft.phrase is not None and not draft.carried else []
    behind = _BEHIND.match(scene.clause, scene.chart.place(draft.phrase) + 1) if own and draft.phrase else None
    if behind is not None:
        own += [scene.chart.mention(at) for at in range(*behind.span()) if scene.clause[at] == "P"]
    if len(own) == size:
        return resolved(scene, own[index], value, reporter)
    told_of = [
        scene.chart.mention(at)
        for at in range(start, end)
        if scene.clause[at] == "P" and not _of_other_list(scene, draft, at)
    ]
    for mention in [*told_of, *own]:
        if mention.lead != "between" and (_SHARED.search(mention.text) or _each(scene, draft, mention, size)):
            return _piece(mention, resolved(scene, mention, scene.state.period, reporter), index, size)
    return ""


def again(scene: Scene, draft: Draft, value: str, reporter: str) -> list[str]:
    """The further periods of a rate that is told of several, `value` the first: "5% growth in 2017 and 2018"."""
    if draft.turn[1] > 1 or draft.measure != "growth" or not draft.percent:
        return []
    row = _ROW_AFTER.match(scene.clause, draft.at + 1, scene.chart.segment_end(draft.at))
    if row is None:
        return []
    told = [scene.chart.mention(at) for at in range(*row.span(1)) if scene.clause[at] == "P"]
    periods = [resolved(scene, one, value, reporter) for one in told if one.lead != "between"]
    alike = all(one and calendars.length(one) == calendars.length(value) for one in periods) if value else False
    further = list(dict.fromkeys(periods[1:]))
    return [one for one in further if one != value] if alike and periods[:1] == [value] else []


def _of_other_list(scene: Scene, draft: Draft, at: int) -> bool:
    """Whether another list as long stands between a figure of a list and the wording of time at a unit."""
    size = draft.turn[1]
    heads = [one.at for one in scene.drafts if one.turn == (0, size)]
    own = max((head for head in heads if head <= draft.at), default=draft.at)
    return any(min(at, own) < head < max(at, own) for head in heads)


def _each(scene: Scene, draft: Draft, mention: PeriodMention, size: int) -> bool:
    """Whether a wording of so many months told before a list gives one to each: "in the first two months, 2% and 3%
    respectively"."""
    said = mention.wording.rule == "part" and mention.start < draft.quantity.start
    return said and (mention.wording.last or 0) == size and "respectively" in scene.chart.lows


def _piece(mention: PeriodMention, value: str, index: int, size: int) -> str:
    """One of so many months, quarters or halves that a wording lists, of the period that it means, or ""."""
    if "/" not in value:
        return ""
    months = next((length for word, length in _SIZES if word in mention.text.lower()), 1)
    first, last = calendars.bounds(value)
    if calendars.length(value) == months * size:
        return calendars.months(first.year, first.month + months * index, months)
    if size == 2 and months == 1:  # "in January and March"
        day = (first, last)[index]
        return calendars.months(day.year, day.month, 1)
    return ""


def set_against(scene: Scene, draft: Draft, own: PeriodMention | None, rate: bool, reporter: str) -> str:
    """The period of an earlier figure whose new one is in a list as long, told by time: "against 2 and 3 in 2020"."""
    new = [one for one in scene.earlier(draft) if one.slot == "now" and one.turn == draft.turn]
    if draft.slot != "then" or not new:
        return ""
    told = {scene.filled[one.at].period for one in scene.earlier(draft) if one.slot == "now"}
    period = scene.filled[new[0].at].period
    if len(told) < 2 or not period:
        return ""
    return resolved(scene, own, period, reporter) if own is not None else before(scene, period, rate)


def year_so_far(scene: Scene, draft: Draft, value: str) -> str:
    """The year up to a month, where a clause tells its total: "$3 billion in May, taking the annual total to"."""
    if len(value) != len("2024-05") or draft.slot == "then":
        return ""
    start = max(scene.clause.rfind(char, 0, draft.at) for char in ",;J") + 1
    units = scene.chart.units
    said = " ".join(scene.chart.lows[units[start].first : units[draft.at].first])
    totals = any(f" {one} " in f" {said} " for one in items.roles_of("yearly totals"))
    if not totals:
        return ""
    end = calendars.bounds(value)[1]
    return calendars.months(end.year, 1, end.month)


def same_part(scene: Scene, value: str) -> str:
    """The part of a year that was spoken of before, where a sentence on the year compares "the same period", or "".

    "From April to October trade was $5 billion. That with Peru rose to $2 billion in 2021, from $1 billion in the
    corresponding period of 2020."
    """
    spans = [
        one for one in scene.state.told if "/" in one and len(one) == len("2021-04/2021-10") and one[:4] == one[8:12]
    ]
    if len(value) != len("2021") or not spans or "p" not in scene.clause:
        return ""
    told = [scene.chart.mention(at) for at, char in enumerate(scene.clause) if char == "p"]
    same = any(one.wording.rule == "same" and "period" in one.text.lower() for one in told)
    years = int(value) - int(spans[-1][:4])
    return calendars.shift(spans[-1], years=years) if same and years in (0, -1) else ""


def later_month(scene: Scene, value: str) -> str:
    """The second of two months between which something moved to a figure: "fell to 5 million between March and April",
    or ""."""
    told = [scene.chart.mention(index) for index, char in enumerate(scene.clause) if char in "Ps"]
    between = any(one.lead == "between" or one.text.lower().startswith("between ") for one in told)
    between |= "eP" in scene.clause
    return value.partition("/")[2] if between and "/" in value and calendars.length(value) == 2 else ""
