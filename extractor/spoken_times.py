"""The time of a figure whose clause names none: that of its sentence, or the one that the passage speaks of."""

from __future__ import annotations

import re

from extractor import calendars
from extractor.claims import TRADE
from extractor.measures import RATES
from extractor.pending import Draft
from extractor.phrases import Phrase
from extractor.resolving import resolved
from extractor.scene import Scene

_MOVE_IN = re.compile("[*D_]{0,3}[RF+][io]")
_OF_IT = re.compile("[^Q]*Q?[^Q]*o(?:[IT]|DY)(?!M)")


def of_sentence(scene: Scene, draft: Draft, phrase: Phrase, reporter: str, current: str) -> str:
    """The time of the metric that a sentence began with: "Exports in May rose, helped by those to Peru (up 5%)"."""
    for at, one in scene.chart.phrases:
        if at >= draft.at or scene.has("Q;J", at, draft.at) or scene.clause[:at].rstrip("D_")[-1:] in (*"hCf>~L",):
            continue
        moved = one.dependent and _MOVE_IN.fullmatch(scene.clause, 0, at)  # "The fall in imports in May came from"
        if one is not phrase and one.metric == phrase.metric and (moved or not one.dependent):
            return next(
                (resolved(scene, told, current, reporter) for told in one.periods if told.kind == "absolute"), ""
            )
    moves = (one for one in scene.earlier(draft) if one.construction == "from-quantity" and one.phrase is phrase)
    if not any(one.at > scene.chart.place(phrase) for one in moves):
        return ""
    before = (index for index in reversed(range(scene.chart.place(phrase))) if scene.clause.startswith("iP", index - 1))
    told = next((scene.chart.mention(index) for index in before), None)
    if told is None or told.kind != "absolute":
        return ""
    return resolved(scene, told, current, reporter)  # "slowed in July, as the index fell from 5 to 4"


def of_passage(scene: Scene, phrase: Phrase) -> str:
    """The period that a passage speaks of where its sentence names none.

    It is the last one named; but trade returns to the period that the article is about after an earlier one of the same
    length, and at a new paragraph also after a part of it, unless the one flow follows the other. So does a rate of
    growth or prices at a new paragraph, after an earlier one as long.
    """
    now, main, told = scene.state.period, scene.state.main, scene.state.phrase
    if phrase.metric in RATES:
        if told is not None and told.metric in RATES - {phrase.metric} and scene.chart.place(phrase) >= 0:
            own = next((one.period for one in scene.state.earlier if one.phrase.metric == phrase.metric), "")
            if own and now and calendars.length(own) != calendars.length(now):
                return own  # growth is told by the quarter, prices by the month
        rates = scene.state.rates
        alike = bool(rates and now) and calendars.length(rates) == calendars.length(now)
        apart = alike and scene.paragraph != scene.state.dated
        return rates if apart and calendars.bounds(rates)[0] > calendars.bounds(now)[1] else now
    if not main or main == now or phrase.metric not in TRADE:
        return now
    (first, last), (start, end) = calendars.bounds(main), calendars.bounds(now)
    if _OF_IT.match(scene.clause):
        return now  # "Russia supplied 131,200 tonnes of that"
    if scene.paragraph == scene.state.dated:
        return main if first > end and calendars.length(main) == calendars.length(now) else now
    other_flow = told is not None and {told.metric, phrase.metric} == {"exports", "imports"}
    is_part = (
        first <= start
        and (end <= last or f"{end:%Y-%m}" == f"{last:%Y-%m}")
        and not other_flow
        and now not in scene.state.again
    )
    # "in the first five months", then the month again
    is_to_date = start <= first and end == last and start.month == 1 and not scene.state.settled
    return main if last > end or is_part or is_to_date else now
