"""The time that a forecast or target is for, where its sentence does not say it outright."""

from __future__ import annotations

import re

from extractor import calendars, items
from extractor.effective import is_of_another
from extractor.pending import Draft
from extractor.phrases import Phrase
from extractor.scene import Scene

# "raised its projection", "kept its target", "its forecast for exports was cut"
_OUTLOOK = re.compile("[RFVG](?:D[_AM'g+]{0,6}|M[+]?)[xG]|[xG][^QJ;]{0,12}[RF]D?[_A]?[xG]")
_ITS = re.compile("D[_AM'g+]{0,6}x")
_TOLD = re.compile("[OGx][_DA]{0,2}$")
_FORETOLD = re.compile("[D_A]{0,4}[Ox]T")
_YEAR_END = re.compile(
    r"\b(?:end|ends|ending|finish|finishes|close|closes|closing|conclude|see out|full|whole|entire)"
    r" (?:(?:off|out|up|of) )?(?:the |this )?(?:current |present )?(?:calendar |financial |fiscal )?(?:year|fiscal)\b"
)  # "to end the year with", "in the full fiscal"
_SHORT = frozenset({"which", "months", "part"})
YEAR = 12  # months
_PARTS = frozenset({"month", "quarter", "half"})


def is_some_day(scene: Scene, at: int) -> bool:
    """Whether a figure is aimed at for no time told: "in the long term to $6 billion"."""
    end = min((place for char in "QJ;" if (place := scene.clause.find(char, at + 1)) > 0), default=len(scene.clause))
    start = max(scene.clause.rfind(char, 0, at) for char in "QJ;")
    units = scene.chart.units
    last = units[end].first if end < len(units) else len(scene.chart.signs)
    said = " ".join(scene.chart.lows[units[max(start, 0)].first : last])
    return any(words in said for words in items.roles_of("some day"))


_WISH = re.compile("(G)t?_?[RFHXMW1][^QJ;,]*$|(G)t?_?$")  # "want to raise it to", "hope to double it"
_CARRIED = frozenset({"carried", "same sentence"})


def is_to_come(scene: Scene, draft: Draft, value: str, source: str) -> bool:
    """Whether what is wanted now is not of the past year spoken of: "was $4 billion in 2023. They aim to lift it"."""
    day = scene.context.anchor.date
    if draft.status != "target" or source not in _CARRIED or day is None or calendars.bounds(value)[1].year >= day.year:
        return False
    wish = _WISH.search(scene.clause, 0, draft.at)
    low = scene.chart.low(wish.start()) if wish is not None else "wanted"
    return not low.endswith("ed")


_MONTH = re.compile("[0-9]{4}-[0-9]{2}")


def is_when_said(draft: Draft, value: str, now: str) -> bool:
    """Whether a time beside an expectation is when it was told: "expects 4 percent, after forecasting 6 in May"."""
    foretold = draft.phrase.metric if draft.phrase is not None and draft.status == "forecast" else ""
    if foretold == "gdp" and _MONTH.fullmatch(value):
        return True  # "it had forecast 3 percent in April": no economy is foretold for a month
    if not now or draft.status != "forecast" or draft.construction not in ("expected", "quantity-expected"):
        return False
    return calendars.length(value) < calendars.length(now)


def is_when_told(scene: Scene, draft: Draft, index: int) -> bool:
    """Whether the time at a unit before a metric is that of telling: "polled last week", "said in May that exports".

    "Data released last month showed" tells of no time of theirs; "figures for May showed" does.
    """
    place = scene.chart.place(draft.phrase) if draft.phrase is not None else -1
    if draft.phrase is not None and draft.phrase.metric == "tariff_rate" and scene.has("OG", draft.at, index):
        return True  # "a duty announced by the minister in May"
    if draft.phrase is not None and is_of_another(scene, draft.phrase, index, draft.at):
        return True
    if index > (min(place, draft.at) if place >= 0 else draft.at):
        return False
    told = scene.clause[:index].rstrip("inD")
    if scene.says(len(told) - 1, len(told), items.roles_of("published")):
        return True
    mention = scene.chart.mention(index)
    said = mention.wording
    day = scene.context.anchor.date
    past = said.which == "last" or (day is not None and 0 < said.year < day.year)
    if draft.status == "target" and past and not mention.possessive and "G" in scene.clause[index:place]:
        return True  # "last year the two agreed to raise their trade to"
    if said.rule not in _SHORT or said.unit == "year":
        return False
    if draft.status != "actual" and (said.unit == "week" or _FORETOLD.match(scene.clause, index + 1)):
        return True
    return _TOLD.search(told) is not None and (scene.clause.startswith("T", index + 1) or draft.status != "actual")


def _is_outlook(scene: Scene) -> bool:
    """Whether a sentence speaks of someone's own forecast: "raised its projection", "kept its outlook for exports"."""
    if _OUTLOOK.search(scene.clause):
        return True
    owners, outlooks = items.roles_of("owners"), items.roles_of("outlooks")
    told = [(scene.chart.low(one.start()), scene.chart.low(one.end() - 1)) for one in _ITS.finditer(scene.clause)]
    return any(owner in owners and outlook in outlooks for owner, outlook in told)


def year_meant(scene: Scene, draft: Draft, phrase: Phrase) -> str:
    """The year that a target or outlook without a time is for, in a passage of months or quarters, or ""."""
    spoken = scene.now or scene.state.period
    ends = _YEAR_END.search(" ".join(scene.chart.lows))
    day = scene.context.anchor.date
    if ends is not None and not spoken and day is not None:
        return str(day.year)
    if not spoken or calendars.shape(spoken) not in _PARTS or calendars.length(spoken) >= YEAR:
        return ""
    start, end = calendars.bounds(spoken)
    if ends is not None and "fiscal" in ends[0] and start.month > 1:
        return calendars.months(start.year, start.month, YEAR)
    at = scene.chart.place(phrase)
    yearly = ends is not None or at >= 0 and scene.says(at, at + 1, items.roles_of("yearly"))
    if not (yearly or draft.status == "target" or _is_outlook(scene)):
        return ""
    return str(day.year if day is not None else end.year)
