"""Who invests in an economy, where a clause calls it the investor: "Peru was the largest investor, with $5 billion"."""

from __future__ import annotations

import re

from extractor import items
from extractor.pending import Draft
from extractor.phrases import Phrase
from extractor.scene import Scene

REACH = 40  # units from who invests to a figure
_OPENS = frozenset({"", ",", "J", ";", "T", "&", "O", "b", "_", "P", "-"})
_FOLLOWED = re.compile(r"b(A)(?:\(A\))?,?wD?[_xV]{0,2}$")  # "followed by Peru with 5 million"


def investor(scene: Scene, draft: Draft, metric: str) -> str:
    """The code of who put the investment of a figure into an economy, as its clause calls it, or ""."""
    clause, chart = scene.clause, scene.chart
    if metric != "fdi" or "A" not in clause[: draft.at]:
        return ""
    if drawn_by(scene, draft):
        return ""  # "the largest recipient was Peru, followed by Chile with $5 billion"
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
_BESIDE = re.compile(r"(?:^|[,;J&bE]|[RF]o)D?(A)(?:\(|,?wD?[_xV]{0,2}|_?D?[<>~]?)$")


def draws(scene: Scene, at: int) -> bool:
    """Whether the word before a unit says that it is drawn, by a place or sector before it: "Peru received $5 billion",
    "mining drew $3 billion"."""
    if scene.clause.endswith("_", 0, at):
        unit = scene.chart.units[at - 1]
        words = [sign.low for sign in scene.chart.signs[unit.first : unit.last]]
        if (
            len(words) > 1
            and words[-1] in items.roles_of("draws investment")
            and words[-2] in items.roles_of("sectors")
        ):
            return True
    drawing = scene.clause.endswith("A_", 0, at) and not scene.clause.endswith(("fA_", "fDA_"), 0, at)
    drawing = drawing and scene.chart.area(at - 2).form != "part"
    return drawing and scene.chart.word_before(at - 1) in items.roles_of("draws investment")


def drawn_by(scene: Scene, draft: Draft) -> str:
    """The code of the place right before a figure in a clause that tells who draws investment, in a list or a rank:
    "Peru received $5 billion, Chile $3 billion", "the biggest recipient was Peru, followed by Chile with"; or ""."""
    beside = _BESIDE.search(scene.clause, max(0, draft.at - 8), draft.at)
    if beside is None:
        return ""
    area = scene.chart.area(beside.start(1))
    signs = scene.chart.signs[: scene.chart.units[draft.at].first]
    told = [at for at, sign in enumerate(signs) if not items.roles_of("draws investment").isdisjoint(sign.low.split())]
    invests = items.roles_of("investors")
    named = any(not invests.isdisjoint(sign.low.split()) for sign in signs[told[-1] + 1 if told else 0 :])
    return scene.code(area) if told and not named and area.form != "part" else ""


def receiver(scene: Scene, draft: Draft) -> str:
    """The code of the economy into which investment is said to have gone, or which drew it: "$5 billion poured into
    Peru", "Chile was the biggest recipient, attracting $2 billion"; or ""."""
    clause, chart = scene.clause, scene.chart
    if beside := drawn_by(scene, draft):
        return beside
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


def received(scene: Scene, draft: Draft, phrase: Phrase) -> str:
    """The code of the economy that drew investment, where its phrase names none, or only what all of it is of: "Egypt
    was the top destination for FDI in Africa, with $5 billion"; or ""."""
    whose = phrase.reporters[0].form if phrase.reporters else ""
    apart = not whose or scene.chart.place(phrase) < scene.chart.segment(draft.at) or whose in ("group", "region")
    return receiver(scene, draft) if phrase.metric == "fdi" and apart else ""


def host(scene: Scene, draft: Draft, invests: str) -> str:
    """The code of the economy in which one is called an investor: the clause's, the passage's or the article's."""
    for index in range(draft.at):
        if scene.clause[index] == "A" and scene.before(index) == "i" and scene.chart.area(index).form != "part":
            return scene.code(scene.chart.area(index))
    told = scene.state.reporter if scene.state.metric == "fdi" else ""
    return next((code for code in (told, scene.context.economy) if code not in ("", invests)), "")
