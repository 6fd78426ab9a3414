"""Sectors of an economy as the part of its growth that a clause tells of: "GDP grew 3 percent. Construction fell 4"."""

from __future__ import annotations

import re

from extractor import items
from extractor.pending import Draft
from extractor.phrases import Phrase
from extractor.scene import Scene

_OF_SECTORS = frozenset({"gdp", "industrial_output", "fdi"})
# "Construction fell", "while mining jumped", "with fishing up", "led by services, which rose", "and mining 2 percent"
_DOES = re.compile(
    r'(?:^|[,&;:*"J]|[,;&QPpy]w|[bj])D?[Pp]?(_)(?:,?T[_vE]*)?(?:,[oi][^,QM]*,)?(?:v?[RFHX+]|E[V_]?[RF+])?[_DdqbtH]*$'
)
_WORDS = 4  # that name a sector at most


def sector(scene: Scene, draft: Draft, phrase: Phrase) -> str:
    """The sector that the clause of a rate of growth has as its subject, where that of an economy is told, or ""."""
    if phrase.metric not in _OF_SECTORS or draft.measure == "share" or phrase.metric != "fdi" and not draft.percent:
        return ""
    found = _DOES.search(scene.clause, max(scene.chart.segment(draft.at) - 1, 0), draft.at)
    if found is None or scene.chart.place(phrase) > found.start(1):
        return ""
    unit = scene.chart.units[found.start(1)]
    words = [sign.low for sign in scene.chart.signs[unit.first : unit.last] if sign.symbol == "WORD"]
    passed = items.roles_of("nameless") | (
        items.roles_of("draws investment") if phrase.metric == "fdi" else frozenset()
    )
    while words and (words[-1].endswith("ly") or words[-1] in passed):
        words.pop()
    if len(words) > 1 and words[-1] in items.roles_of("branches"):
        words.pop()
    if not words or len(words) > _WORDS or words[-1] not in items.roles_of("sectors"):
        return ""
    return " ".join(words).replace(" - ", "-")
