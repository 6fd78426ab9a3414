"""Numbers of things that are a metric by themselves: "11,000 freight trains", "2 million TEUs"."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache

from extractor import items, moods
from extractor.chart import Chart
from extractor.pending import Draft
from extractor.phrases import Phrase
from extractor.postmodifiers import postmodify
from extractor.quantities import Quantity
from extractor.tables import table


@cache
def _countable() -> Mapping[str, tuple[tuple[str, re.Pattern[str], re.Pattern[str]], ...]]:
    """For each noun of `counted.csv` the metrics that may be meant, with the words that must and must not stand by."""
    out: dict[str, tuple[tuple[str, re.Pattern[str], re.Pattern[str]], ...]] = {}
    for row in table("counted"):
        beside = re.compile(rf"\b(?:{row['beside']})\b", re.IGNORECASE)
        apart = re.compile(rf"\b(?:{row['apart'] or '(?!)'})\b", re.IGNORECASE)
        for noun in row["nouns"].split("|"):
            out[noun] = (*out.get(noun, ()), (row["metric"], beside, apart))
    return out


def countable(quantity: Quantity, passage: str) -> str:
    """The metric that a number of things is by itself in its sentence and the one before, `passage`; or ""."""
    if quantity.unit == "TEU":
        noun = "TEU"  # containers are counted in ports
    elif quantity.unit == "count" and quantity.counted:
        noun = items.singular(quantity.counted.lower())
    else:
        return ""
    ways = _countable().get(noun, ())
    return next((metric for metric, beside, apart in ways if beside.search(passage) and not apart.search(passage)), "")


def counted(chart: Chart, at: int, passage: str, before: Sequence[Draft]) -> Draft | None:
    """The draft of a number of things that is a metric by itself ("11 new routes" of a port), or None."""
    unit = chart.units[at]
    quantity = unit.quantity
    assert quantity is not None
    if quantity.unit == "TEU" and "M" in chart.text:
        return None
    metric = countable(quantity, passage)
    if not metric:
        return None
    beside = chart.units[at + 1].phrase if at + 1 < len(chart.units) else None
    if beside is not None and beside.metric == metric:
        phrase = beside  # "17,000 freight trains to Europe in 2023"
    else:
        noun = quantity.counted.lower()
        head = next((n for n in range(unit.last, len(chart.signs)) if chart.signs[n].low == noun), unit.first)
        phrase = Phrase(metric, "counted", quantity.counted, head, unit.first, head + 1)
        kind = items.known(chart.signs[head - 1].low) if head > unit.last else ""
        phrase.items = [kind] if kind and kind not in items.roles_of("generic") else []  # "94 container trains"
        postmodify(chart.signs, phrase)
        spoken = next((one for place, one in reversed(chart.phrases) if place < at and one.metric == metric), None)
        if spoken is not None:  # "freight trains to Laos made 1,200 trips"
            phrase.reporters = phrase.reporters or list(spoken.reporters)
            phrase.partners = phrase.partners or list(spoken.partners)
    draft = Draft(quantity, at, "counted", "level", phrase=phrase, bound=quantity.bound, unit=quantity.unit)
    draft.status = moods.status(chart, draft, before)
    draft.reason = "" if draft.status else "hypothetical or denied"
    return draft


def is_carried(chart: Chart, at: int) -> bool:
    """Whether boxes or goods at a unit are what trains carry: "they transported 5,000 TEUs"."""
    quantity = chart.units[at].quantity
    return (
        quantity is not None and quantity.unit in ("TEU", "t") and chart.word_before(at - 1) in items.roles_of("hauls")
    )
