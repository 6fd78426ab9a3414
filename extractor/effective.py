"""The day from which a duty is in force."""

from __future__ import annotations

import re
from datetime import date, timedelta

from extractor import calendars, items, period_bases
from extractor.adverbials import is_of_new_rate
from extractor.pending import Draft
from extractor.phrases import Phrase
from extractor.resolving import resolved
from extractor.scene import Scene

_WEEK = timedelta(days=7)
_SAID = re.compile("[OG]n?$")


def starts(scene: Scene, draft: Draft, reporter: str) -> str:
    """The day from which a duty is in force: the one told beside it, or the only one of the sentence."""
    clause, at = _without(scene, draft), draft.at
    new = {one.at for one in scene.drafts if one.slot == "then" and one.at > at}
    put_off = scene.says(0, len(clause), items.roles_of("unlaid"))  # "suspended until March"
    ends = frozenset() if put_off else items.roles_of("ends of duties")
    places = [
        index
        for index, char in enumerate(clause)
        if char in "zs"
        and not _only_said(scene, index, at)
        and not (char == "s" and _is_ranked(scene, at, index))
        and scene.chart.word_before(index - 1) not in ends
        and scene.chart.word_before(index - 1) not in items.roles_of("makes known")
    ]
    places += [
        index
        for index, char in enumerate(clause)
        if char == "P" and any(is_of_new_rate(scene, one, index) for one in new)
    ]
    months = {index for index, char in enumerate(clause) if char == "P" and _begins_in(scene, index)}
    places = sorted({*places, *months})
    places = [index for index in places if "QM" not in scene.clause[at + 1 : index]]  # a day of another duty
    beside = [index for index in places if index > at and not set(clause[at + 1 : index]) & set("QJ;P")]
    told = re.match("[^QJ;]*P", clause[at + 1 :])  # a time of its own
    if not beside and (told or len(places) != 1 or set("QP") & set(clause[places[0] + 1 : at])):
        return ""
    mention = scene.chart.mention((beside or places)[0])
    if mention.kind == "since":
        return period_bases.base(mention, scene.context.anchor)
    day = resolved(scene, mention, scene.now or scene.state.period, reporter)
    today = scene.context.anchor.date
    undated = not (mention.wording.year or mention.wording.which or mention.wording.rule == "weekday")
    if today is not None and day and undated and _begins(scene, (beside or places)[0]):
        near = _nearest(day, today)
        ahead = draft.status != "actual" and calendars.bounds(near)[0] < today
        return calendars.shift(near, years=1) if ahead else near  # in May, "plans a duty from January"
    weekday = mention.wording.rule == "weekday"
    begins = weekday and scene.chart.word_before((beside or places)[0] - 1) in items.roles_of("begins on")
    if (draft.status != "actual" or begins) and today is not None and day and calendars.bounds(day)[0] < today:
        if weekday:
            return (calendars.bounds(day)[0] + _WEEK).isoformat()
        return calendars.shift(day, years=1)  # it has yet to come
    return day


def _is_ranked(scene: Scene, at: int, index: int) -> bool:
    """Whether "since" tells how long no duty was like it: "5 percent, the first such levy since 2016"."""
    units = scene.chart.units
    return any(sign.symbol == "RECORD" for sign in scene.chart.signs[units[at].first : units[index].first])


def _begins(scene: Scene, index: int) -> bool:
    """Whether a time is that at which something starts: "starting in March", "takes effect on April 2", "from May"."""
    before = index - 1 - (scene.clause[index - 1 : index] in ("i", "n"))
    if scene.clause[before : before + 1] == "f":
        return before == index - 1
    word = scene.chart.low(before) if before >= 0 else ""
    return word in items.roles_of("begins on") or any(word and one.endswith(word) for one in items.roles_of("starts"))


def _begins_in(scene: Scene, index: int) -> bool:
    """Whether a single month is that in which something starts."""
    mention = scene.chart.mention(index)
    return mention.wording.rule == "months" and mention.wording.first == mention.wording.last and _begins(scene, index)


def _nearest(period: str, today: date) -> str:
    """The year's turn of a day or month that lies nearest to `today`: in November, "starting in January" is ahead."""
    turns = (calendars.shift(period, years=years) for years in (-1, 0, 1))
    return min(turns, key=lambda one: abs(calendars.bounds(one)[0] - today))


def to_come(scene: Scene, month: str) -> str:
    """The period of a duty that is only meant: a month told without its year is one ahead ("until it is 5% in May")."""
    today = scene.context.anchor.date
    past = today is not None and len(month) == len("2019-05") and calendars.bounds(month)[1] < today
    return calendars.shift(month, years=1) if past and month[:4] not in scene.chart.lows else month


def is_of_another(scene: Scene, phrase: Phrase, index: int, at: int) -> bool:
    """Whether a time before a duty is that of a clause before it: "exports fell in May as a 5 percent duty bit"."""
    return phrase.metric == "tariff_rate" and _CLAUSE_BETWEEN.match(scene.clause[index:at]) is not None


_CLAUSE_BETWEEN = re.compile("P[^PQJ,;]*l")


def _without(scene: Scene, draft: Draft) -> str:
    """The clause with the figures passed over that are no duty or the one before: "to 30 pct from 25 on October 1"."""
    passed = {one.at for one in scene.drafts if one is not draft and (one.reason or one.slot == "then")}
    return "".join("_" if at in passed else char for at, char in enumerate(scene.clause))


def _only_said(scene: Scene, index: int, at: int) -> bool:
    """Whether a day of the week is when a duty was spoken of: apart from it, or at a verb ("said on Sunday")."""
    if scene.chart.mention(index).wording.rule != "weekday":
        return False
    said = index < at and (_SAID.search(scene.clause, 0, index) or scene.clause[index + 1] in "OG")
    return bool(said) or scene.has(",JT", *sorted((index, at)))
