"""Bare words for the metric a passage spoke of: prices for inflation, sales for those of shops, the index."""

from __future__ import annotations

import re
from dataclasses import replace

from extractor import items
from extractor.phrases import Phrase
from extractor.scene import Scene
from extractor.signs import shows


def prices(scene: Scene, phrase: Phrase) -> Phrase | None:
    """The inflation that a passage speaks of, where bare "prices" open their clause and it tells over what, or None."""
    spoken = scene.spoken[0] if scene.spoken else None
    if phrase.form not in items.roles_of("bare prices") or spoken is None or spoken.metric not in ("cpi", "ppi"):
        return None
    place = scene.chart.place(phrase)
    bare = not phrase.items and not phrase.reporters and phrase.last == phrase.head + 1
    opens = _BARE.fullmatch(scene.clause, scene.chart.segment(place), place) if place >= 0 and bare else None
    over = opens is not None and not set("yqp").isdisjoint(scene.clause)
    return replace(spoken, items=[], periods=[], basis=set()) if over else None


_BARE = re.compile("(?:[&J,*D]|[_n]{0,2}D?[yqPu_],)*[Py]?'?")


def is_sales(scene: Scene, phrase: Phrase) -> bool:
    """Whether a phrase is of sales of no firm, where those of shops were spoken of: "sales rose", "sales of petrol"."""
    bare = phrase.form in items.roles_of("shop sales") and not (phrase.firm or phrase.owned)
    signs = scene.chart.signs[max(phrase.first - 1, 0) : phrase.head]
    return bare and not shows(signs, "POSSESSIVE") and scene.paragraph - scene.state.paragraph <= 1


def is_index(scene: Scene, phrase: Phrase, carried: Phrase) -> bool:
    """Whether "the index" is that of output or prices of which the sentence before spoke."""
    metric = carried.metric in ("industrial_output", "cpi", "ppi", "pmi")
    return metric and phrase.form == "index" and phrase.definite and scene.paragraph - scene.state.paragraph <= 1
