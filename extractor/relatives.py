"""The place that a relative clause leads back to: "Peru, to which exports rose", "in Peru, where sales fell"."""

from __future__ import annotations

import re

from extractor.pending import Draft
from extractor.phrases import Phrase
from extractor.places import COMES_IN, GOES_OUT
from extractor.scene import Scene

_LEADS_BACK = re.compile("A,?([twf])T")
_WHERE = re.compile("A,?T")


def antecedent(scene: Scene, draft: Draft, phrase: Phrase) -> str:
    """The place that the relative clause of a figure leads back to: "Peru, to which exports rose 5 percent", or ""."""
    if "A" not in scene.clause:
        return ""
    wanted = COMES_IN if phrase.metric == "imports" else GOES_OUT
    at = scene.chart.place(phrase)
    for found in _LEADS_BACK.finditer(scene.clause, 0, draft.at):
        inside = scene.clause[found.end() : draft.at]
        own = found.end() <= at < draft.at
        if found[1] in wanted and inside.count("M") == own and not set(inside) & set("NJ;"):
            return scene.code(scene.chart.area(found.start()))
    return _where(scene, draft, phrase)


def _where(scene: Scene, draft: Draft, phrase: Phrase) -> str:
    """The market of which a clause tells its part of another's exports: "was in Peru, where sales fell 5 percent"."""
    found = _WHERE.search(scene.clause, 0, draft.at) if phrase.metric == "exports" else None
    at = scene.chart.place(phrase)
    if found is None or scene.chart.low(found.end() - 1) != "where" or at > draft.at or phrase.partners:
        return ""
    inside = scene.clause[found.end() : draft.at]
    theirs = phrase.kind == "weak" and not phrase.reporters if found.end() <= at else draft.carried or at >= 0
    if not theirs or inside.count("M") > (found.end() <= at) or set(inside) & set("NJ;A"):
        return ""
    code = scene.code(scene.chart.area(found.start()))
    return code if code not in (scene.state.reporter, scene.context.economy) else ""
