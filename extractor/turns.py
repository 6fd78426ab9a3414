"""The years that a move from one figure to another is told to span or to end in."""

from __future__ import annotations

import re

from extractor.adverbials import own_index
from extractor.pending import Draft
from extractor.resolving import resolved
from extractor.scene import Scene

_STARTS, _ENDS = re.compile("fD?_?Q"), re.compile("tD?_?Q")  # "from 200 million", "to 400 million"


def year_after(scene: Scene, draft: Draft) -> str:
    """The year after the one that the figure set beside this one is of: "fell to 1.7 million from 2.1 in 1995"."""
    for other in scene.drafts:
        if other.at > draft.at and not other.reason:
            index = own_index(scene, other.at) if other.construction == "from-quantity" else None
            said = scene.chart.mention(index).wording if index is not None else None
            if said is None or said.rule != "year" or not said.year or said.fiscal:
                return ""
            day = scene.context.anchor.date
            return str(said.year + 1) if day is not None and day.year == said.year + 2 - (day.month > 10) else ""
    return ""


def years(scene: Scene, draft: Draft) -> tuple[str, str] | None:
    """The first and last of the years, or months, that a move from one figure to another is told to span, or None.

    "Between 2010 and 2015 exports rose from 200 million to 400 million."
    """
    start, end = scene.chart.segment(draft.at), scene.chart.segment_end(draft.at)
    if not _STARTS.search(scene.clause, start) or not _ENDS.search(scene.clause, start):
        return None
    told = [scene.chart.mention(index) for index in range(start, end) if scene.clause[index] in "Ps"]
    for mention in [*told, *(draft.phrase.periods if draft.phrase is not None and not draft.carried else ())]:
        if mention.wording.rule == "within" and len(scene.state.period) == len("2019"):
            return scene.state.period, resolved(scene, mention, scene.state.period, "")
        first, _, last = resolved(scene, mention, "", "").partition("/")
        moves = mention.kind == "since" or mention.wording.rule == "year_span" or mention.lead in ("between", "from")
        if last and moves and len(first) == len(last) <= len("2019-05"):
            return first, last
    return None
