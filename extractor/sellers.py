"""A part of imports told from the seller's side: "exports from Peru made up a fifth of Japan's imports"."""

from __future__ import annotations

import re

from extractor.pending import Draft
from extractor.scene import Scene

_OF_WHOLE = re.compile("o[D_A'TPY]*M")


def turn(scene: Scene, draft: Draft) -> None:
    """Turn a share of what one economy exports into that of what another imports, with the first as its partner.

    The whole is named behind the share, or it is what the passage spoke of ("cargoes from Peru made up 5 percent").
    """
    phrase, chart = draft.phrase, scene.chart
    if draft.measure != "share" or draft.reason or draft.carried or phrase is None or phrase.metric != "exports":
        return
    place = chart.place(phrase)
    if len(phrase.reporters) != 1 or phrase.partners or phrase.parts() or not 0 <= place < draft.at:
        return
    area = phrase.reporters[0]
    if chart.signs[phrase.head].start > area.start:
        return  # "Peru's exports": what it exports is the whole
    seller = scene.code(area)
    ahead = _OF_WHOLE.match(chart.text, draft.at + 1)
    whole = chart.units[ahead.end() - 1].phrase if ahead is not None else None
    if whole is not None and whole.metric == "imports":
        draft.phrase, draft.partner = whole, seller
    elif whole is None and scene.state.metric == "imports" and seller != scene.state.reporter:
        draft.phrase, draft.partner, draft.carried = scene.state.phrase, seller, True
