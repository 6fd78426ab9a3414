"""Who invests in an economy, where a clause calls it the investor: "Peru was the largest investor, with $5 billion"."""

from __future__ import annotations

import re

from extractor import items
from extractor.pending import Draft
from extractor.scene import Scene

REACH = 40  # units from who invests to a figure
_OPENS = frozenset({"", ",", "J", ";", "T", "&", "O", "b", "_", "P", "-"})
_FOLLOWED = re.compile(r"b(A)(?:\(A\))?,?wD?[_xV]{0,2}$")  # "followed by Peru with 5 million"


def investor(scene: Scene, draft: Draft, metric: str) -> str:
    """The code of who put the investment of a figure into an economy, as its clause calls it, or ""."""
    clause, chart = scene.clause, scene.chart
    if metric != "fdi" or "A" not in clause[: draft.at]:
        return ""
    followed = _FOLLOWED.search(clause, max(0, draft.at - 8), draft.at)
    if followed is not None and chart.word_before(followed.start() - 1) == "followed":
        return scene.code(chart.area(followed.start(1)))
    at_home = scene.context.economy
    words = items.roles_of("investors") | (items.roles_of("ranks investors") if at_home else frozenset())
    first = chart.units[max(0, draft.at - REACH)].first
    last = chart.units[draft.at].first
    told = next((n for n in range(last - 1, first - 1, -1) if not words.isdisjoint(chart.signs[n].low.split(" "))), -1)
    if told < 0:
        return ""
    for index in range(draft.at - 1, -1, -1):
        if clause[index] != "A" or chart.units[index].first >= told and scene.before(index) == "i":
            continue  # "the largest investor in Ghana"
        area = chart.area(index)
        subject = area.form != "part" and chart.units[index].first < told and scene.before(index) in _OPENS
        code = scene.code(area) if subject else ""
        return code if code != at_home or chart.signs[told].low in items.roles_of("investors") else ""
    return ""


_INTO = re.compile("[^QJ;,]{0,6}?(A)")


def receiver(scene: Scene, draft: Draft) -> str:
    """The code of the economy into which investment is said to have gone, or which drew it: "$5 billion poured into
    Peru", "Chile was the biggest recipient, attracting $2 billion"; or ""."""
    clause, chart = scene.clause, scene.chart
    into = _INTO.match(clause, draft.at + 1)
    if into is not None:
        before = chart.signs[chart.units[into.start(1)].first - 1]
        if before.low.endswith(("into", "to")) and before.symbol in ("TO", "MOVES", "SHARE"):
            return scene.code(chart.area(into.start(1)))
    first = chart.segment(draft.at)
    draws = [at for at in range(first, draft.at) if scene.says(at, at + 1, items.roles_of("draws investment"))]
    if not draws:
        return ""
    subjects = (at for at in range(first, draws[-1]) if clause[at] == "A" and scene.before(at) in _OPENS)
    area = next((chart.area(at) for at in subjects if chart.area(at).form != "part"), None)
    return scene.code(area) if area is not None else ""


def host(scene: Scene, draft: Draft, invests: str) -> str:
    """The code of the economy in which one is called an investor: the clause's, the passage's or the article's."""
    for index in range(draft.at):
        if scene.clause[index] == "A" and scene.before(index) == "i" and scene.chart.area(index).form != "part":
            return scene.code(scene.chart.area(index))
    told = scene.state.reporter if scene.state.metric == "fdi" else ""
    return next((code for code in (told, scene.context.economy) if code not in ("", invests)), "")
