"""Which way goods go as the verbs of a clause tell: out ("went to Peru", "Peru took") or in ("came from Peru")."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from extractor import items
from extractor.pending import Draft
from extractor.phrases import Phrase
from extractor.scene import Scene

_IT_TOOK = re.compile("IS[_D]*QoI")  # "it took 5 million of them"


def ways(scene: Scene, at: int) -> frozenset[str]:
    """The flows (`exports`, `imports`) that the part of a sentence around the unit `at` tells by its verbs."""
    text = scene.clause
    own = scene.state.reporter or scene.context.economy
    start, last = scene.chart.segment(at), scene.chart.segment_end(at)
    if _verbs().isdisjoint(scene.chart.said(start, last)):
        return frozenset()
    found = set()
    for index in range(start, last):
        for sign in scene.chart.signs[scene.chart.units[index].first : scene.chart.units[index].last]:
            if sign.low in items.roles_of("outward"):
                found.add("imports" if _place(scene, index + 1) == own and own else "exports")
            elif sign.low in items.roles_of("from abroad"):
                found.add("exports" if _place(scene, index + 1) == own and own else "imports")
            elif sign.low in items.roles_of("sells") or (
                sign.low in items.roles_of("buys") and _IT_TOOK.match(text, max(index - 1, 0))
            ):
                found.add("exports")
            elif text[index] == "S" and _place(scene, index - 1) not in ("", own):
                if sign.low in items.roles_of("buys"):
                    found.add("exports")
                elif sign.low in items.roles_of("supplies"):
                    found.add("imports")
    return frozenset(found)


@cache
def _verbs() -> frozenset[str]:
    """The words that can tell which way goods go."""
    return frozenset().union(*map(items.roles_of, ("outward", "from abroad", "sells", "buys", "supplies")))


def going(scene: Scene, draft: Draft) -> Phrase | None:
    """The flow that the passage or the article spoke of, where the verbs of a clause tell which way its goods go."""
    way = ways(scene, draft.at)
    if len(way) != 1 or scene.chart.phrases or draft.unit == "count":
        return None
    spoken = (*scene.spoken, scene.context.lead)
    return next((phrase for phrase in spoken if phrase is not None and phrase.metric in way), None)


def by_way(scene: Scene, draft: Draft, spoken: Phrase) -> Phrase:
    """The phrase spoken of, as the flow that its clause tells of: "the gap widened; Peru took 5 tonnes"."""
    if flow := far_side(scene, draft, spoken):
        return replace(spoken, metric=flow, kind="noun")
    way = ways(scene, draft.at) if spoken.metric not in _FLOWS else frozenset()
    return replace(spoken, metric=min(way), kind="noun") if len(way) == 1 else spoken


_FLOWS = frozenset({"exports", "imports", "trade", "odi", "fdi", "tariff_rate"})


def far_side(scene: Scene, draft: Draft, spoken: Phrase) -> str:
    """The flow that another economy is said to be at the far end of, after the other flow of one economy, or "".

    "Chile was Peru's main supplier, with $2 billion. China was the biggest customer, with $5 billion."
    """
    roles = _FAR_SIDES.get(spoken.metric)
    home = scene.state.reporter
    if roles is None or scene.chart.phrases or home in ("", "WLD"):
        return ""
    if draft.construction not in ("ranked", "reach", "share-verb") or home != scene.context.economy:
        return ""
    first = scene.chart.segment(draft.at)
    ranked = scene.says(first, draft.at, items.roles_of("ranked counterparts"))
    places = [scene.chart.area(unit).code for unit in range(first, draft.at) if scene.clause[unit] == "A"]
    apart = len(places) == 1 and places[0] not in ("", home)
    return roles[1] if ranked and apart and scene.says(first, draft.at, items.roles_of(roles[0])) else ""


_FAR_SIDES = {"exports": ("givers", "imports"), "imports": ("takers", "exports")}


def _place(scene: Scene, index: int) -> str:
    """The code of the place at a unit, past a determiner or an adverb before or after it; "" for none."""
    for one in (index, index + 1, index - 1):
        if 0 <= one < len(scene.clause) and scene.clause[one] == "A":
            return scene.chart.area(one).code
        if not 0 <= one < len(scene.clause) or scene.clause[one] not in "D_":
            return ""
    return ""


def sells_in(scene: Scene, index: int, reporter: str) -> bool:
    """Whether a place right behind a figure is one that an economy sells in: "sales fell 7 percent in Asia"."""
    area = scene.chart.area(index)
    of_country = len(reporter) == len("PER") and reporter.isalpha() and reporter == scene.context.economy
    return of_country and area.form == "group" and scene.clause.startswith("Qi", index - 2)


_IS_MOST = re.compile("_?D[Xd]")
_PLACES = re.compile("A(?:[&,]{1,2}D?A)*")


def acts(scene: Scene, index: int) -> bool:
    """Whether the places from a unit on do something: "rose 5 percent, with Peru and Chile leading the way"."""
    after = _PLACES.match(scene.clause, index)
    behind = after.end() if after is not None else index + 1
    if _IS_MOST.match(scene.clause, behind):
        return True  # "with Peru again the biggest buyer"
    return scene.clause.startswith(("X", "S"), behind) or (
        scene.clause.startswith("_", behind) and scene.chart.low(behind).endswith("ing")
    )
