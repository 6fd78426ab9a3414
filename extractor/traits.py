"""Traits of a draft that tell which source of a field is to be believed."""

from __future__ import annotations

from extractor.pending import Draft
from extractor.phrases import Phrase
from extractor.scene import Scene


def traits(scene: Scene, draft: Draft, phrase: Phrase) -> tuple[str, ...]:
    """The names of the traits that hold of a draft said of a phrase."""
    state = scene.state
    spoken = state.phrase
    found = {
        "carried": draft.carried,
        "then": draft.slot == "then",
        "later": scene.last(draft) is not None,
        "like": scene.like(draft) is not None,
        "physical": not draft.money and not draft.percent,
        "definite": phrase.definite,
        "whole": phrase.whole,
        "dependent": bool(phrase.dependent),
        "owned": bool(phrase.reporters),
        "partnered": bool(phrase.partners or phrase.pair),
        "itemised": bool(phrase.items or draft.items),
        "dated": bool(phrase.periods),
        "after": scene.chart.place(phrase) > draft.at,
        "same paragraph": scene.paragraph == state.paragraph,
        "same metric": spoken is not None and spoken.metric == phrase.metric,
        "other flow": spoken is not None and {spoken.metric, phrase.metric} == {"exports", "imports"},
        "passage itemised": any(state.items),
        "passage partnered": state.partner not in ("", "WLD"),
        "ahead": draft.status != "actual",
    }
    kinds = (phrase.kind, draft.measure, phrase.metric, draft.construction)
    return (*(name for name, holds in found.items() if holds), *kinds)
