"""Figures in points and percent that are no rate of a metric: a contribution, a step of interest rates."""

from __future__ import annotations

import re

from extractor import items
from extractor.chart import Chart
from extractor.pending import Draft

_OF_AMOUNT = re.compile("oD?_?Q(?!_?o?D?[MY])")
_OF_GROWTH = re.compile("o[^QM]{0,4}M")
_MOVES_METRIC = re.compile("[RF_][DAP_']*M[+]?b[_D]*$")  # "trimmed GDP growth by 0.3 points"
_STEPS = frozenset({"quantity-direction", "quantity-pace", "from-rate"})
SIDE = 8  # signs before a figure in which a verb of contributing is looked for


_SIZED = re.compile("D?Q[ftw]D?A|l[d_m]{0,2}l(M)")  # "twice the $3 billion from Peru", "as high as those to Peru"
_OTHER = re.compile("[ftw]D?A")


def settle(chart: Chart, draft: Draft) -> None:
    """Take a multiple of what is told of another counterpart for no growth, and that other's figure for one of now."""
    if draft.phrase is None or not draft.phrase.partners:
        return
    sized = _SIZED.match(chart.text, draft.at + 1) if draft.kind == "m" else None
    those = chart.units[sized.start(1)].phrase if sized is not None and sized[1] else None
    if sized is not None and (not sized[1] or those is not None and those.echo and those.partners):
        draft.reason = "a comparison of sizes"
    if draft.construction == "double-of-then" and _OTHER.match(chart.text, draft.at + 1):
        draft.slot = "now"


def refusal(chart: Chart, draft: Draft, *, rate: bool) -> str:
    """Why a figure says nothing of a metric that is a `rate` by itself (growth, inflation) or of another, or ""."""
    text, at = chart.text, draft.at
    if draft.percent and not items.roles_of("percent of").isdisjoint(_behind(chart, at)):
        return "a share of something else"  # "puts 95 percent odds on"
    whole = _OF_GROWTH.match(text, at + 1) if draft.measure == "share" else None
    growth = chart.units[whole.end() - 1].phrase if whole is not None else None
    if growth is not None and growth.metric == "gdp" and growth.form.endswith("growth"):
        return "a contribution to growth"  # "accounted for a third of economic growth"
    if draft.unit != "PP":
        return ""
    if rate and _contributes(chart, at):
        return "a contribution to growth"
    if rate and draft.carried and draft.construction in _STEPS:
        return "a step of interest rates"  # "after a half-point hike in May"
    return ""


def _contributes(chart: Chart, at: int) -> bool:
    """Whether a figure in points is what something adds to a rate or takes from it."""
    first = chart.segment(at)
    if _MOVES_METRIC.search(chart.text, first, at) and chart.text[first] not in "MP":
        return True
    last = chart.units[at].first
    said = {sign.low for sign in chart.signs[max(chart.units[first].first, last - SIDE) : last]}
    return not items.roles_of("contributes").isdisjoint(said)


def _behind(chart: Chart, at: int) -> list[str]:
    """The word right behind a figure, past a dash."""
    first = chart.units[at].last
    first += first < len(chart.signs) and chart.signs[first].symbol == "DASH"
    return [sign.low for sign in chart.signs[first : first + 1]]


_OF_WHOLE = re.compile("o[DA_'d]*_")


def is_of_amount(chart: Chart, at: int) -> bool:
    """Whether a percentage is of another amount: "$4 billion, or 57 percent of the $7 billion of 1999"."""
    return _OF_AMOUNT.match(chart.text, at + 1) is not None


def is_of_market(chart: Chart, at: int) -> bool:
    """Whether a percentage is a part of a market: "imports rose to 22 percent of the home market"."""
    whole = _OF_WHOLE.match(chart.text, at + 1)
    return whole is not None and chart.word_before(whole.end() - 1) == "market"
