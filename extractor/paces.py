"""Figures of a rate: so much for each unit of something else, or for each day."""

from __future__ import annotations

import re

from extractor import items
from extractor.chart import Chart
from extractor.pending import Draft
from extractor.phrases import Phrase

_DAILY = re.compile(r"(?:of (?:[a-z-]+ ){1,2})?(?:(?:a|per|each|every) day|daily)\b")
_MEAN_OF = re.compile(r"\b(?:daily|weekly|monthly) averages? of\b")
WHOSE = 6  # signs before a metric that say whose mean it is of
DAILY = 6  # signs from a figure to "a day"


def is_rate(chart: Chart, draft: Draft, phrase: Phrase) -> bool:
    """Whether a figure is so much for each of something, and no amount of goods a day: "$5 a tonne", "averaged $2
    billion a month"."""
    at = draft.at
    first = chart.units[at].first
    follows = chart.lows[first + 1 : first + 3]
    each = len(follows) == 2 and follows[0] in ("a", "an", "per", "/") and follows[1] in items.roles_of("measures")
    if each and not is_daily(chart, draft) or _is_per(chart, at):
        return True
    return draft.money and draft.measure == "level" and _is_mean(chart, draft, phrase)


def _is_mean(chart: Chart, draft: Draft, phrase: Phrase) -> bool:
    """Whether money is the mean of days or months: "average daily exports fell to", "monthly imports averaged"."""
    before = " ".join(sign.low for sign in chart.signs[max(0, phrase.first - WHOSE) : phrase.first])
    if "daily" in phrase.basis or _MEAN_OF.search(before):
        return True  # also "the daily average of Peru's exports was"
    of_each = any(sign.symbol == "QUARTERLY" for sign in chart.signs[phrase.first : phrase.head])
    verb = chart.text.rfind("H", max(chart.place(phrase), 0), draft.at)
    return of_each and verb >= 0 and chart.low(verb).startswith("averag")


def is_daily(chart: Chart, draft: Draft) -> bool:
    """Whether a weight is one of each day: "30,000 tonnes a day", "averaged 5,000 tons of beans per day"."""
    if draft.unit not in items.roles_of("weights") or draft.measure not in ("level", ""):
        return False
    ahead = chart.signs[chart.units[draft.at].last :][:DAILY]
    return _DAILY.match(" ".join(sign.low for sign in ahead)) is not None


def _is_per(chart: Chart, at: int) -> bool:
    """Whether a figure is one of a rate: "105 beans per 100 grams", "5 for every 100"."""
    if chart.word_before(at - 1) in ("per", "every"):
        return True
    return chart.text.startswith("_Q", at + 1) and chart.word_before(at + 1) == "per"
