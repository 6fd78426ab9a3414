"""A part of imports told from the seller's side: "exports from Peru made up a fifth of Japan's imports"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.pending import Draft
from extractor.scene import Scene

_OF_WHOLE = re.compile("o[D_A'TPY]*M")


def turn(scene: Scene, draft: Draft, before: Sequence[Draft] = ()) -> None:
    """Turn a part of what one economy exports into that of what another imports, with the first as its partner.

    The whole is named behind a share, or it is what the passage spoke of ("cargoes from Peru made up 5 percent", "Korea
    imported 11 million tonnes. Qatar shipped 3 million").
    """
    phrase, chart = draft.phrase, scene.chart
    sent = phrase is not None and phrase.kind == "verb" and draft.measure == "level" and not draft.money
    if (
        draft.measure != "share"
        and not (sent and _is_told_apart(scene))
        and not _goes_on(draft, before)
        or draft.reason
        or draft.carried
        or phrase is None
        or phrase.metric != "exports"
    ):
        return
    place = chart.place(phrase)
    if len(phrase.reporters) != 1 or phrase.partners or phrase.parts() or not 0 <= place < draft.at:
        return
    area = phrase.reporters[0]
    if not (sent or _goes_on(draft, before)) and chart.signs[phrase.head].start > area.start:
        return  # "Peru's exports": what it exports is the whole
    gapped = draft.construction == "gapped" and chart.text[draft.at - 1] == "A"
    seller = scene.code(chart.area(draft.at - 1) if gapped else area)
    ahead = _OF_WHOLE.match(chart.text, draft.at + 1)
    whole = chart.units[ahead.end() - 1].phrase if ahead is not None else None
    if whole is not None and whole.metric == "imports":
        draft.phrase, draft.partner = whole, seller
    elif whole is None and scene.state.metric == "imports" and seller != scene.state.reporter:
        draft.phrase, draft.partner, draft.carried = scene.state.phrase, seller, True


def _goes_on(draft: Draft, before: Sequence[Draft]) -> bool:
    """Whether a rate goes on from an amount that was turned: "Qatar shipped 3 million tonnes, up 4 percent"."""
    previous = before[-1] if before and draft.measure == "growth" else None
    phrase = previous.phrase if previous is not None else None
    return previous is not None and phrase is not None and phrase.metric == "imports" and bool(previous.partner)


def _is_told_apart(scene: Scene) -> bool:
    """Whether the sentence before told what another economy took from all."""
    state = scene.state
    near = scene.paragraph - state.paragraph <= 1
    return near and state.metric == "imports" and state.partner in ("", "WLD") and bool(state.reporter)
