"""Figures of an index spoken of: "the index", "prices rose" of inflation, a part of a survey ("index of orders")."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from extractor import items
from extractor.chart import Chart
from extractor.pending import Draft
from extractor.phrases import Phrase
from extractor.scene import Scene
from extractor.signs import shows

_LOWEST, _HIGHEST = 15, 90  # between which the indices of a survey of purchasing managers stand
_BARE = re.compile("(?:[&J,*D]|[_n]{0,2}D?[yqPu_],)*[Py]?'?")
_SHOWED = re.compile("Y?_?OT?D?|_?Y?[_T]{0,2}OT?D?")  # "inflation data showed that"
_EXPECTED = re.compile("[DA'_]{0,4}[_E]?xT?D?")  # "economists had expected"
_INDICES = frozenset({"industrial_output", "cpi", "ppi", "pmi"})


def told_of(scene: Scene, phrase: Phrase, carried: Phrase | None) -> Phrase | None:
    """What a passage speaks of, where a phrase that is no metric by itself points back at it, or None.

    "The index rose" of output or prices told of before, "sales rose" of those of shops, "the PMI fell in Peru, while
    Chile's index rose".
    """
    if phrase.form == "index" and phrase.reporters and not phrase.items:
        here = (one for _, one in scene.chart.phrases if one.metric == "pmi" and one.head < phrase.head)
        beside = next(here, carried if carried is not None and carried.metric == "pmi" and _is_near(scene) else None)
        return replace(beside, items=[], periods=[], basis=set(), reporters=phrase.reporters) if beside else None
    here = (one for _, one in scene.chart.phrases if one.metric == "retail_sales" and one.head < phrase.head)
    if carried is None or carried.metric != "retail_sales":
        carried = next(here, carried)  # "shop sales fell 2 percent; excluding fuel, sales were down 1"
    if carried is None:
        return None
    if carried.metric == "retail_sales" and is_sales(scene, phrase):
        return replace(carried, items=phrase.items or carried.items)
    if carried.metric in _INDICES and phrase.form == "index" and phrase.definite and _is_near(scene):
        return replace(carried, items=[], periods=[], basis=set())
    return None


def is_sales(scene: Scene, phrase: Phrase) -> bool:
    """Whether a phrase is of sales of no firm, where those of shops were spoken of: "sales rose", "sales of petrol"."""
    bare = phrase.form in items.roles_of("shop sales") and not (phrase.firm or phrase.owned)
    signs = scene.chart.signs[max(phrase.first - 1, 0) : phrase.head]
    return bare and not at_firm(scene, phrase) and not shows(signs, "POSSESSIVE") and _is_near(scene)


def at_firm(scene: Scene, phrase: Phrase) -> bool:
    """Whether a firm is named right behind a phrase whose sales they are: "sales at Carrefour"."""
    behind = scene.chart.signs[phrase.head + 1 : phrase.head + 3]
    return [sign.symbol for sign in behind] == ["AT", "WORD"] and scene.text[behind[1].start].isupper()


def prices(scene: Scene, phrase: Phrase) -> Phrase | None:
    """The inflation that a passage speaks of, where bare "prices" open their clause and it tells over what, or None.

    So too where it has just been named or somebody expects it: "inflation data showed that prices rose 4 percent".
    """
    if phrase.form not in items.roles_of("bare prices"):
        return None
    place, clause = scene.chart.place(phrase), scene.clause
    here = [one for at, one in scene.chart.phrases if at < place and one.metric != "other"]
    spoken = here[-1] if here else scene.spoken[0] if scene.spoken else None
    if spoken is None or spoken.metric not in ("cpi", "ppi") or phrase.items or phrase.reporters or place < 0:
        return None
    if phrase.last != phrase.head + 1 and not phrase.periods:
        return None
    first = scene.chart.place(spoken) + 1 if here else scene.chart.segment(place)
    if here:
        told = _SHOWED.fullmatch(clause, first, place)
    else:
        over = not set("yqp").isdisjoint(clause)
        told = _BARE.fullmatch(clause, first, place) if over else None
        told = told or _EXPECTED.fullmatch(clause, first, place)
    return replace(spoken, items=[], periods=phrase.periods, basis=set()) if told is not None else None


def settle(scene: Scene, draft: Draft) -> None:
    """Settle of which part of prices a figure is that points back at them: "the headline rate", "the core index"."""
    phrase = draft.phrase
    if phrase is None or not draft.carried or phrase.metric != "cpi":
        return
    units = scene.chart.units
    said = scene.chart.lows[units[scene.chart.segment(draft.at)].first : units[draft.at].first]
    every, parts = items.roles_of("all prices"), items.roles_of("parts of prices")
    last = next((low for low in reversed(said) if low in every or low in parts), "")
    if last in every:
        draft.phrase = replace(phrase, items=[], whole=True)
    elif last:
        draft.phrase = replace(phrase, items=[items.known(last) or last])


def part(scene: Scene, draft: Draft) -> Phrase | None:
    """The part of a survey of purchasing managers that a bare number is the index of, or None.

    "The new orders sub-index fell to 49", "a gauge of export orders rose to 52", where the survey is spoken of.
    """
    if draft.percent or draft.unit not in ("count", "PP") or not _LOWEST < draft.quantity.value < _HIGHEST:
        return None
    chart = scene.chart
    here = [one for _, one in chart.phrases if one.metric == "pmi"]
    before = [one for one in scene.spoken if one.metric == "pmi"] if _is_near(scene) else []
    survey = next(iter(here[::-1] + before), None)
    if survey is None:
        return None
    said = " ".join(chart.lows[: chart.units[draft.at].first])
    named = next(reversed([*_parts().finditer(said)]), None)
    if named is None:
        return None
    between = chart.signs[len(said[: named.end()].split(" ")) : chart.units[draft.at].first]
    figures = sum(sign.symbol == "QUANTITY" for sign in between)
    if figures > (draft.slot == "then") or shows(between, "COMMA") and draft.slot != "then":
        return None
    return replace(survey, items=[items.name((named[1] or named[2]).split())], periods=[], basis=set())


def is_mark(chart: Chart, at: int, before: Sequence[Draft]) -> bool:
    """Whether a number is the mark on whose side a survey's index stands: "rose to 51, staying above the 50 mark"."""
    quantity = chart.units[at].quantity
    if quantity is None or quantity.bound == "=" or not before:
        return False
    told = before[-1].phrase
    return told is not None and told.metric == "pmi" and quantity.unit in ("count", "PP")


def is_state(chart: Chart, draft: Draft) -> bool:
    """Whether a streak is of the side of its mark that an index stands on, not of its moves: "a month of growth"."""
    states = items.roles_of("sides of a mark")
    place = max(map(chart.text[: draft.at].rfind, "RF+"))
    if draft.construction == "streak-of-direction" or place < 0:
        place = min((at for char in "RF+" if (at := chart.text.find(char, draft.at)) >= 0), default=-1)
    return place >= 0 and chart.low(place) in states


@cache
def _parts() -> re.Pattern[str]:
    """The names of the parts of a survey, before "index" or behind "index of"."""
    names = "|".join(sorted(items.roles_of("parts of a survey"), key=len, reverse=True))
    kinds = "|".join(items.roles_of("indices of a survey"))
    of = rf"(?:{kinds}) (?:of|for|on) (?:the |factory |manufacturing )?({names})"
    return re.compile(rf"\b(?:({names}) (?:{kinds})|{of})\b")


def _is_near(scene: Scene) -> bool:
    """Whether what was spoken of was so in this paragraph or the one before."""
    return scene.paragraph - scene.state.paragraph <= 1
