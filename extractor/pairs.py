"""Which of the metrics told last a clause means: each in turn, or "the former", "the second"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extractor import items
from extractor.pending import Draft
from extractor.phrases import Phrase
from extractor.scene import Scene

_ONE_OF_TWO = re.compile("(?:D([d_])|I)[vE_]{0,3}[RFHEXQ]")  # "the former rose", "the second 14 percent lower"
_ROLES = ("first of two", "second of two")


def one_of_two(scene: Scene, draft: Draft) -> Phrase | None:
    """The flow of the two told last that a clause without a metric names by its turn: "the former rose 5 percent"."""
    if items.roles_of(_ROLES[0]).isdisjoint(scene.chart.lows) and items.roles_of(_ROLES[1]).isdisjoint(
        scene.chart.lows
    ):
        return None
    start = max(scene.chart.segment(draft.at), scene.clause.rfind("&", 0, draft.at) + 1)
    start = max(start, scene.clause.rfind(",", 0, draft.at) + 1)
    named = _ONE_OF_TWO.match(scene.clause, start)
    if named is None or scene.has("M", start, draft.at) or scene.paragraph != scene.state.paragraph:
        return None
    word = scene.chart.low(named.start(1)) if named[1] else scene.chart.low(start).removeprefix("the ")
    turn = next((at for at, role in enumerate(_ROLES) if word in items.roles_of(role)), -1)
    both = scene.state.phrase
    if turn >= 0 and both is not None and len(both.sides) == len(_ROLES):
        return replace(both, metric=both.sides[turn], sides=(), kind="noun")  # "Imports and exports rose. The former"
    two = [one.phrase for one in scene.state.remembered()[:2]][::-1]
    apart = len(two) == len({one.metric for one in two}) == len(_ROLES)
    return two[turn] if turn >= 0 and apart else None


def in_turn(scene: Scene, drafts: Sequence[Draft]) -> None:
    """Give a list of figures the metrics told last, in turn: "Exports fell 7 percent and imports 1. Traders had counted
    on falls of 6 percent and 2, respectively"."""
    if scene.chart.phrases or "respectively" not in scene.chart.lows or scene.paragraph != scene.state.paragraph:
        return
    for draft in drafts:
        index, size = draft.turn
        told = scene.state.remembered()[:size][::-1]
        alike = len({(one.reporter, one.partner, one.period) for one in told}) == 1
        if size > 1 and draft.carried and len(told) == size and alike:
            draft.phrase = told[index].phrase
