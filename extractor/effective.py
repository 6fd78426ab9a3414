"""The day from which a duty is in force."""

from __future__ import annotations

import re
from datetime import timedelta

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
        and scene.chart.word_before(index - 1) not in ends
        and scene.chart.word_before(index - 1) not in items.roles_of("makes known")
    ]
    places += [
        index
        for index, char in enumerate(clause)
        if char == "P" and any(is_of_new_rate(scene, one, index) for one in new)
    ]
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
    weekday = mention.wording.rule == "weekday"
    begins = weekday and scene.chart.word_before((beside or places)[0] - 1) in items.roles_of("begins on")
    if (draft.status != "actual" or begins) and today is not None and day and calendars.bounds(day)[0] < today:
        if weekday:
            return (calendars.bounds(day)[0] + _WEEK).isoformat()
        return calendars.shift(day, years=1)  # it has yet to come
    return day


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
