"""What tells of which metric phrase a quantity is said: features of each phrase of the sentence and of those before."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from extractor import items
from extractor.chart import Chart
from extractor.links import core, links
from extractor.markets import is_told_apart
from extractor.nouns import known_items
from extractor.pending import Draft
from extractor.phrases import Phrase
from extractor.scene import Scene
from extractor.strangers import is_covered, is_inside
from extractor.subjects import unlisted
from extractor.ways import ways

PHYSICAL = frozenset(
    {
        "exports",
        "imports",
        "trade",
        "trade_surplus",
        "trade_deficit",
        "industrial_output",
        "retail_sales",
        "port_throughput",
    }
)
COUNTED = frozenset({"shipping_routes", "trading_firms", "freight_trains"})
RATES = frozenset({"tariff_rate", "cpi", "ppi"})
"""Metrics that are never amounts."""
_BOUNDARIES = "J;T"
_VERBS = frozenset("RFHEXSW$")
_BRACKETED = re.compile(r"\([^()]*\)")
_PRONOUN = re.compile("(?<!O)[YI]|^D_?g|^D[_P']{0,2}[RF+]_?[EHRFX]")
_FIGURE_AGAIN = re.compile("[,&J](?:[DA]|P'?)*Y[_v?]*[EHRFX]")
_AGAIN = re.compile("[J;T][^MN]*I")
_OWNER = re.compile("[MN]oD?$")  # "exports did not save it from a gap of 5 billion"
_MOVED = re.compile("M[^MNJ;T]*[RFH][^MNJ;TS]*$")  # "shipments to Asia rose to 44 percent of exports"
_TAKES = re.compile("(?:^|,)D?A[_D]*S")  # "Morocco took just 60,000 tonnes"
_SPANNED = re.compile("(?<![^,;J])D?A,[wiotfn]?T[^,Q]*,[_D]*S[_DrdY]*$")
REACH = 24  # units from what a clause is about to the whole that it holds a share of
_HELD = re.compile(
    r"(?:^|[J;*.]|(?<=[Pp]),|(?<=Q\)),)D?(?:A'?)?(?:_[,&]{1,2})?_(?:&_)?(?:,[wiotfn]?TS[^QMNJ;,]*|\([^QMNJ;,)]{0,3})Qo[DY_]?(?:A'?)?$"
)  # "cars, which made up 5% of exports, fell", "cars (5% of exports) fell"
_GOES_ON_AFTER = re.compile(r"[iDPp_]*[,)][^MNAJ;T]*")
_GOES_ON = frozenset({"at-quantity", "share-of-it", "share-of-total", "bracketed"})


def of_clause(scene: Scene, draft: Draft) -> dict[str, float]:
    """The features of a clause that tell whether it goes on with the metric spoken of before it."""
    chart, at, state = scene.chart, draft.at, scene.state
    left = chart.text[:at]
    lead = left[max(map(left.rfind, _BOUNDARIES)) + 1 :]
    spanned = _SPANNED.search(left) if draft.construction == "share-verb" else None
    if spanned is not None:
        lead = left[spanned.start() :]  # "Peru, which has no mines, took 5 tonnes"
    pronoun = bool(_PRONOUN.search(lead)) and not set(left[: len(left) - len(lead)]) & set("MN")
    bare = not chart.phrases
    part = _is_part(chart, draft, lead) or bool(unlisted(scene, draft)) or is_told_apart(scene, draft)
    names = _names(chart, at - len(lead), at)
    if draft.kind == "o":
        stranger = not pronoun
    else:
        stranger = not pronoun and not set("xG") & set(lead) and bare and names and not part
    open_lead = lead.lstrip("D*,")
    first = chart.units[at - len(lead)].first if lead else chart.units[at].first
    nouns = chart.lows[first : chart.units[at].first]
    way = ways(scene, at)
    if way and not any(phrase.metric in way for phrase in (*scene.spoken, scene.context.lead) if phrase is not None):
        way = frozenset()  # "two-fifths of that came from Peru", of what exports brought in
    found = {
        "carried_by_pronoun": pronoun,
        "carried_past_stranger": stranger,
        "carried_to_part": part,
        "carried_beside_parts": stranger and any(state.items) and scene.paragraph == state.paragraph,
        "carried_same_paragraph": scene.paragraph == state.paragraph,
        "carried_same_unit": draft.unit == state.unit,
        "carried_beside_other": "N" in chart.text,
        "carried_beside_metric": "M" in chart.text,
        "carried_after_metric": "M" in left,
        "carried_headed_by_place": open_lead[:1] == "A" and open_lead[1:2] != "'",
        "carried_headed_by_owner": open_lead[:2] == "A'",
        "carried_headed_by_period": open_lead[:1] in ("P", "p", "i"),
        "carried_headed_by_word": open_lead[:1] == "_",
        "carried_nothing_before": not open_lead,
        "carried_named": names,
        "carried_of imports": way == {"imports"} or not items.roles_of("sources").isdisjoint(nouns),
        "carried_of exports": way == {"exports"} or not items.roles_of("outlets").isdisjoint(nouns),
        f"carried_kind {draft.kind}": True,
        f"carried_as {draft.construction}": True,
    }
    return {name: 1.0 for name, holds in found.items() if holds}


def of_carried(draft: Draft, phrase: Phrase, told: Mapping[str, float], *, earlier: bool) -> dict[str, float]:
    """The features of a phrase that the passage was about, now or `earlier`, besides those `told` by the clause."""
    flows = [flow for flow in ("imports", "exports") if f"carried_of {flow}" in told]
    balance = phrase.metric.endswith(("surplus", "deficit", "balance"))
    return {
        "carried": 1.0,
        "carried_earlier": earlier,
        "carried_agrees": phrase.metric in flows,
        "carried_against": bool(flows) and phrase.metric not in flows,
        "carried_balance_of_part": balance and "carried_to_part" in told,
        "carried_balance_of_growth": balance and "carried_to_part" in told and draft.percent,
        "carried_balance_of_word": balance and "carried_headed_by_word" in told,
        "unit_misfit": misfit(phrase, draft),
    }


_TOLD_OF_WHOLE = re.compile(",T_?[EHRFX]")  # "a third of the deficit, which amounted to 5 billion"


def _names(chart: Chart, first: int, last: int) -> bool:
    """Whether plain words between two units name anything: more than pronouns and adverbs."""
    nameless = items.roles_of("nameless")
    return any(
        sign.symbol == "WORD" and sign.low not in nameless and not sign.low.endswith("ly")
        for unit in chart.units[first:last]
        if unit.char == "_"
        for sign in chart.signs[unit.first : unit.last]
    )


_CALLED = re.compile("A_?(E)[^QMNJ;,]*,?[wa]D?$")


def _is_part(chart: Chart, draft: Draft, lead: str) -> bool:
    """Whether a clause without a metric is about a part of the one carried: a counterpart ranked, an item."""
    at = draft.at
    if draft.construction == "ranked" or (draft.construction == "bracketed" and chart.bracketed_area(at) is not None):
        return True
    if draft.construction == "bracketed" and chart.word_before(chart.bracketed(at)) in items.roles_of("counterparts"):
        return True  # "Peru was the top supplier ($5 million)"
    if draft.construction in ("quantity-part", "reach") and (called := _CALLED.search(lead)) is not None:
        place = at - len(lead)  # "Peru was the top buyer, with a 5 percent share"
        return not items.roles_of("counterparts").isdisjoint(chart.said(place + called.start(1), at))
    if draft.construction == "share-verb" and (_TAKES.search(lead) or _SPANNED.search(lead)):
        return True  # "Morocco took just 60,000 tonnes"
    lead = lead[lead.rfind("O") + 1 :].lstrip("TD*")  # "the ministry said that copper earned"
    lead = lead.removeprefix("b_,").lstrip("D")  # "By product, cars rose"
    first = at - len(lead)
    if chart.text.startswith("_o", first) and chart.low(first) in items.roles_of("groupings"):
        first += 2  # "the group of dairy products earned"
    return chart.text[first] == "_" and bool(known_items(chart.signs, chart.units[first].first))


def of_phrase(
    chart: Chart,
    index: int,
    phrase: Phrase,
    draft: Draft,
    previous: Draft | None,
    hidden: set[int],
    owned: bool,
    lefts: Sequence[int],
) -> dict[str, float]:
    """The features of the phrase at unit `index` as what a draft is said of; `owned`: one is right behind it."""
    at, text = draft.at, chart.text
    goes_on = (
        not owned
        and previous is not None
        and phrase is previous.phrase
        and (draft.slot in ("then", "same") or draft.construction in _GOES_ON)
        and sum(map(text[previous.at + 1 : at].count, "MN")) <= (previous.at < index < at)
    )
    features = _right(chart, index, phrase, draft) if index > at else _left(chart, index, phrase, draft, hidden, lefts)
    features["aside"] = index in hidden
    held = index in hidden and index < at and _HELD.search(text, max(0, index - REACH), index)
    features["whole_of_subject"] = bool(held and _GOES_ON_AFTER.fullmatch(text, index + 1, at))
    features["of_previous"] = goes_on
    features["weak"] = phrase.kind == "weak"
    features["unit_misfit"] = misfit(phrase, draft)
    return features


def _right(chart: Chart, index: int, phrase: Phrase, draft: Draft) -> dict[str, float]:
    """Features of a phrase to the right: "a $5bn surplus", "a 5% rise in exports"."""
    text = chart.text
    between = _BRACKETED.sub("", text[draft.at + 1 : index])
    whole = draft.measure == "share" and between.startswith(("o", "Bo", "_Bo"))
    adjacent = not between.strip("_-dDyq")
    link = core(between)
    of_place = whole and _held_by_place(chart, draft.at)  # "the bloc makes up a third of world GDP"
    aside = link == "n" and phrase.metric == "other"  # "shrank 5 percent on lower prices"
    linked = not (adjacent or whole or aside) and links(draft, between)
    return {
        "right": 1.0,
        "is_right_adjacent": adjacent,
        "is_right_expected": text.startswith("M", draft.at + 1) and text.startswith("x", draft.at - 1),
        "is_right_rate": adjacent and draft.percent and phrase.metric == "tariff_rate",
        "is_right_linked": linked,
        "is_right_whole": whole,
        "whole_is_gdp": whole and phrase.metric == "gdp" and not of_place,
        "whole_of_moved": whole and phrase.metric != "other" and bool(_MOVED.search(text, 0, draft.at)),
        "whole_is_covered": whole and is_covered(chart, index, draft.at),
        "boundaries_between": sum(map(between.count, "J;T,Q")),
    }


def _is_part_of(chart: Chart, index: int) -> bool:
    """Whether what stands before the phrase at a unit is a part of it: "a third of exports", not "$5bn of exports"."""
    quantity = chart.units[index - 2].quantity
    return quantity is None or quantity.unit == "PCT"


def _held_by_place(chart: Chart, at: int) -> bool:
    """Whether the subject that holds a share is a place or economies: "their economies represent 5 percent of"."""
    verb = chart.text.rfind("S", 0, at)
    if verb < 1:
        return False
    return chart.text[verb - 1] == "A" or chart.word_before(verb - 1) in items.roles_of("places")


def _left(
    chart: Chart, index: int, phrase: Phrase, draft: Draft, hidden: set[int], lefts: Sequence[int]
) -> dict[str, float]:
    """Features of a phrase to the left: how near, what stands between, what governs it."""
    text, at = chart.text, draft.at
    between = text[index + 1 : at]
    if hidden:
        between = "".join([char for unit, char in enumerate(between, index + 1) if unit not in hidden])
    back = text[max(0, index - 2) : index]
    seen = [place for place in lefts if place not in hidden or place == index] if hidden else lefts
    first, last = seen[0], seen[-1]
    again = bool(_AGAIN.search(between))  # "the deficit widened, but it narrowed from"
    boundaries = sum(map(between.count, _BOUNDARIES)) - again
    if phrase.metric == "other" and _FIGURE_AGAIN.search(between):
        boundaries += 3  # "when prices soared, the figure had been"
    return {
        "nearest_left": index == last,
        "first_of_sentence": index == first,
        "past_owner": bool(_OWNER.search(between)),
        "owns": between in ("o", "oD") and draft.construction == "metric-of",
        "is_left_of": between in ("o", "oD", "a", "(", "", "$"),
        "phrases_between": between.count("M") + between.count("N"),
        "boundaries_between": boundaries + 0.3 * between.count(","),
        "verb_between": not _VERBS.isdisjoint(between),
        "dependent": bool(phrase.dependent) and phrase.dependent not in ("IN", "OF", "WITH"),
        "dependent_by": phrase.dependent == "BY",
        "part_of": back == "Bo",
        "whole_after_part": back in ("Mi", "Mt", "Mo") and "B" in text[:index],
        "whole_of_other": phrase.dependent == "OF"
        and back in ("Qo", "QD")
        and not _TOLD_OF_WHOLE.match(between)
        and _is_part_of(chart, index),
        "inside_other": back in ("Nf", "No", "Ni", "Nn", "Nr") or is_inside(chart, index, between),
        "other_far": phrase.metric == "other" and index != last,
    }


INDEXED = frozenset({"cpi", "ppi", "industrial_output", "retail_sales", "pmi"})  # told as the level of an index too


def misfit(phrase: Phrase, draft: Draft) -> bool:
    """Whether a quantity's unit cannot be said of a metric (tonnes of a tariff, a bare count of a surplus)."""
    unit, metric = draft.unit, phrase.metric
    if metric == "other":
        return False
    if unit == "index":
        return metric not in INDEXED
    if unit in ("m", "km", "km2", "ha") or (unit == "PP" and metric in ("trade_surplus", "trade_deficit")):
        return True  # how far and how wide, not how much
    if draft.money and phrase.kind == "verb" and metric == "industrial_output":
        return True  # "pumped $5 million into its factories"
    if unit in ("PCT", "PP", "month", "quarter", "year"):
        return metric in COUNTED and unit != "PCT"
    if metric in RATES:
        return unit != "count" or draft.quantity.value != 0
    if unit == "count" and (metric in COUNTED or metric == "pmi") or unit == "TEU" and metric == "freight_trains":
        return False
    if (
        metric in COUNTED
        or metric == "pmi"
        or (unit == "count" and phrase.kind == "weak" and metric.startswith("trade_"))
    ):
        return True
    return metric == "port_throughput" if draft.money else metric not in PHYSICAL
