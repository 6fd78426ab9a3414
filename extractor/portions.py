"""Which flow a part of two-way trade is: "60 percent of that amount coming from Peruvian exports"."""

from __future__ import annotations

import re

from extractor.pending import Draft
from extractor.places import between
from extractor.scene import Scene

# "of that amount coming from Peru's exports", "of which was Peruvian exports", "of it Peruvian exports"
_IS_FLOW = re.compile("o(?:[IT]|D?_?Y)_?(?:S[of]?|E)?D?(M)")


def settle(scene: Scene, draft: Draft) -> None:
    """Say a part of the trade of two of the flow that it is told to be, with the other of the two."""
    whole = draft.phrase
    found = _IS_FLOW.match(scene.clause, draft.at + 1)
    flow = scene.chart.units[found.start(1)].phrase if found is not None else None
    if whole is None or whole.metric != "trade" or flow is None or flow.metric not in ("exports", "imports"):
        return
    if not flow.reporters or flow.partners:
        return
    own = scene.code(flow.reporters[0])
    two = {scene.code(area) for area in (*whole.reporters, *whole.partners, *whole.pair)} | set(between(scene, whole))
    others = (two | {scene.context.economy}) - {own, ""} if len(two) == 1 else two - {own}
    if len(others) == 1:
        draft.phrase, draft.carried, draft.partner = flow, False, others.pop()
