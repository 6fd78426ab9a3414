"""The economy that a clause on growth or prices announces or adds: "As for Peru, it", "Peru: 3%", "2% in Peru"."""

from __future__ import annotations

import re

from extractor.claims import TWO_SIDED
from extractor.pending import Draft
from extractor.phrases import Phrase
from extractor.scene import Scene

_BEHIND = re.compile("(?:i?D?P)?iD?A(?!')")  # "rose 2 percent in Peru and 3 percent in Chile"
# "Peru's forecast was kept at", "As for Peru, it fell", "in Spain it slowed from", "- Africa: a 3% fall"
_BEFORE = re.compile("(?:(?:^|[,&J;*RF-])D?A'?[_P]{0,2}x[^QMNA;J]*|(?:l?r|i)D?A,?I[^QMNA;J]*|(?:^|[*,-])D?_?A:D?)$")
REACH = 16  # units before a figure in which its economy is announced


def announced(scene: Scene, draft: Draft, phrase: Phrase) -> str:
    """The code of an economy told right behind a figure, or announced before it where nobody else is named; else ""."""
    if phrase.reporters and not draft.carried or phrase.metric in TWO_SIDED - {"fdi"}:
        return ""
    clause, at = scene.clause, draft.at
    behind = _BEHIND.match(clause, at + 1) if phrase.metric not in TWO_SIDED else None
    if behind is not None and scene.chart.area(behind.end() - 1).by_name:
        return scene.code(scene.chart.area(behind.end() - 1))
    before = _BEFORE.search(clause, max(0, at - REACH), at)
    if before is None:
        return ""
    area = scene.chart.area(clause.index("A", before.start()))
    return scene.code(area) if area.by_name else ""


def speaker(scene: Scene, draft: Draft, phrase: Phrase) -> str:
    """The code of the place whose office its sentence says tells of a rate: "Uganda's bureau of statistics said"."""
    if phrase.reporters or draft.carried or phrase.metric in TWO_SIDED:
        return ""
    signs = scene.chart.signs
    return scene.context.speaker(signs[0].start, signs[scene.chart.units[draft.at].first].start)
