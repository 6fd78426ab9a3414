"""What two sell to each other: "Peru shipped goods worth $3 billion to Chile, which in turn shipped goods worth $2
billion", "the two sold goods worth $5 billion to each other"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from extractor.pending import Draft
from extractor.scene import Scene

_IN_TURN = re.compile("T[_iHD]{1,3}$")
_EACH_OTHER = re.compile("t(c)_")
_TURNS = (("in", "turn"), ("in", "return"))


def settle(scene: Scene, drafts: Sequence[Draft]) -> None:
    """Give the drafts of a sentence the sides that an exchange tells."""
    if "T" not in scene.clause and "c" not in scene.clause:
        return
    told = [one for one in drafts if not one.reason and one.measure == "level"]
    for before, draft in pairwise(told):
        _return(scene, before, draft)
    for draft in told:
        _mutual(scene, draft)


def _return(scene: Scene, before: Draft, draft: Draft) -> None:
    """Turn the sides of the draft before, where its counterpart does the same in turn."""
    phrase, spoken = draft.phrase, before.phrase
    if phrase is None or spoken is None or phrase is spoken or phrase.metric != spoken.metric:
        return
    place = scene.chart.place(phrase)
    found = _IN_TURN.search(scene.clause, max(before.at, 0), max(place, 0))
    if phrase.kind != "verb" or phrase.reporters or found is None:
        return
    words = tuple(scene.chart.said(found.start() + 1, place))
    two = len(spoken.partners) == 1 and len(spoken.reporters) == 1
    if two and words[:2] in _TURNS and spoken.partners[0].code and spoken.reporters[0].code:
        draft.reporter, draft.partner = spoken.partners[0].code, spoken.reporters[0].code


def _mutual(scene: Scene, draft: Draft) -> None:
    """Make what two sell to each other their trade."""
    found = _EACH_OTHER.match(scene.clause, draft.at + 1) if draft.phrase is not None else None
    if found is None or draft.phrase is None or draft.phrase.metric not in ("exports", "imports"):
        return
    codes = [code for area in draft.phrase.reporters for code in area.code.split(";") if code]
    if scene.chart.low(found.start(1) + 1) == "other" and len(codes) == 2:
        draft.metric, draft.reporter, draft.partner = "trade", codes[0], codes[1]
