"""The one scored choice: of which metric phrase a quantity is said, by features with weights in `data/weights.csv`."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from operator import itemgetter

from extractor import items
from extractor.callings import calling
from extractor.chart import Chart
from extractor.links import core, links
from extractor.markets import is_told_apart
from extractor.nouns import known_items
from extractor.pending import Draft
from extractor.phrases import Phrase
from extractor.scene import Scene
from extractor.strangers import is_covered, is_inside, stranger
from extractor.subjects import unlisted
from extractor.tables import table
from extractor.ways import going, ways

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
_FLOWS = frozenset({"exports", "imports", "trade", "odi", "fdi", "tariff_rate"})
COUNTED = frozenset({"shipping_routes", "trading_firms", "freight_trains"})
RATES = frozenset({"tariff_rate", "cpi", "ppi"})
"""Metrics that are never amounts."""
_BOUNDARIES = "J;T"
_VERBS = frozenset("RFHEXSW$")
_BRACKETED = re.compile(r"\([^()]*\)")
_OWNED = re.compile(r"[_d]?M|[iof][Dd_]*M")
# "it", "the figure", "the headline rate", "the expansion was", "the October increase beat"
_PRONOUN = re.compile("(?<!O)[YI]|^D_?g|^D[_P']{0,2}[RF+]_?[EHRFX]")
_FIGURE_AGAIN = re.compile("[,&J](?:[DA]|P'?)*Y[_v?]*[EHRFX]")
_AGAIN = re.compile("[J;T][^MN]*I")
_OWNER = re.compile("[MN]oD?$")  # "exports did not save it from a gap of 5 billion"
_MOVED = re.compile("M[^MNJ;T]*[RFH][^MNJ;TS]*$")  # "shipments to Asia rose to 44 percent of exports"
_TAKES = re.compile("(?:^|,)D?A[_D]*S")  # "Morocco took just 60,000 tonnes"
_WHOLE_AHEAD = re.compile("(?:,?&?_?Q)+o[DA'_]*M")
_SHARED_AHEAD = re.compile(",[_D]*S[^MN;J]*Qo[DA'_]*M")
_SPANNED = re.compile("(?<![^,;J])D?A,[wiotfn]?T[^,Q]*,[_D]*S[_DrdY]*$")
REACH = 24  # units from what a clause is about to the whole that it holds a share of
_HELD = re.compile(
    "(?:^|[J;*.])D?(?:A'?)?(?:_[,&]{1,2})?_(?:&_)?,[wiotfn]?TS[^QMNJ;,]*QoD?$"
)  # "cars, which made up 5% of exports, fell"
_GOES_ON_AFTER = re.compile("[iDPp_]*,[^MNAJ;T]*")
NEAR = 12  # phrases to either side of a quantity that it may be said of, besides the first of the sentence
_NOT_CARRIED = frozenset({"quantity-metric", "verb-object", "metric-quantity"})
_SHARING = frozenset({"share-verb", "listed"})
_GOES_ON = frozenset({"at-quantity", "share-of-it", "share-of-total", "bracketed"})


@cache
def weights() -> Mapping[str, Mapping[str, float]]:
    """The weights of each decision, by feature."""
    out: dict[str, dict[str, float]] = {}
    for row in table("weights"):
        out.setdefault(row["decision"], {})[row["feature"]] = float(row["weight"])
    return out


def choose(scene: Scene, draft: Draft, previous: Draft | None) -> None:
    """Choose the phrase that a draft is said of: sets its `phrase`, or the `reason` why there is none.

    `previous` is the draft before it in the sentence, if that gave a claim. Besides the phrases of the sentence it may
    be the one that the passage was about, or the one of the article's lead.
    """
    chart, at, carried = scene.chart, draft.at, scene.state.phrase
    owned = draft.measure != "share" and bool(_OWNED.match(chart.text, at + 1))
    hidden = chart.hidden(at)
    counted = previous is not None and previous.construction == "counted" and draft.percent
    if previous is not None and counted and not set(chart.text[previous.at : at].rstrip("RF+b")) & set("RFJ;"):
        draft.phrase, draft.carried = previous.phrase, previous.carried
        return  # "5,000 firms had imports or exports, 7 percent more"
    if (behind := _told_behind(chart, draft)) is not None:
        if behind.metric == "other":
            draft.reason = f'said of "{behind.form}"'
            return
        draft.phrase = behind
        _whose(chart, draft, previous, carried, hidden)
        return
    lefts = [place for place, _ in chart.phrases if place < at]
    scored = [
        (_total(_features(chart, index, phrase, draft, previous, hidden, owned, lefts)), -index, phrase)
        for index, phrase in _near(chart, len(lefts))
    ]
    if draft.construction not in _NOT_CARRIED:
        before = [(-at - 1000 - rank, phrase) for rank, phrase in enumerate(scene.spoken)]
        lead = scene.context.lead
        if lead is not None and all(phrase.metric != lead.metric for phrase in scene.spoken):
            before.append((-at - 1100, lead))
        told = _told(scene, draft) if before else {}
        of_clause = _total(told)
        for order, one in before:
            scored.append((_total(_carried(draft, one, told, earlier=one is not carried), of_clause), order, one))
    if previous is not None and previous.phrase is not None and chart.place(previous.phrase) < 0:
        gap = chart.text[previous.at + 1 : at]
        features = {"goes_on": 1.0, "boundaries_between": sum(map(gap.count, "J;MN"))}
        scored.append((_total(features), -at - 999, previous.phrase))
    if not scored:
        draft.reason = "no metric in reach"
        return
    scored.sort(key=itemgetter(0, 1), reverse=True)
    draft.candidates = tuple((phrase.form, total) for total, _, phrase in scored[:4])
    total, _, best = scored[0]
    if total < 0 and previous is not None and _goes_on_sharing(chart, draft, previous):
        draft.phrase, draft.carried = previous.phrase, previous.carried
    elif total < 0 and draft.construction in _SHARING and (whole := _WHOLE_AHEAD.match(chart.text, at + 1)):
        draft.phrase = chart.units[whole.end() - 1].phrase  # "took 30 percent and 12 percent of exports"
    elif total < 0 and draft.construction == "ranked" and (whole := _SHARED_AHEAD.match(chart.text, at + 1)):
        # "tea, at $5 million, made up half of exports"
        draft.phrase, draft.carried = chart.units[whole.end() - 1].phrase, True
    elif total < 0 and (spoken := going(scene, draft)) is not None:
        draft.phrase, draft.carried = spoken, True
    elif total < 0:
        draft.reason = "no metric near enough"
    elif (
        best.metric == "other"
        and carried is not None
        and f" {carried.form}".endswith(f" {best.form}")
        and not (best.form in items.roles_of("bare prices") and chart.signs[best.head + 1].symbol == "OF")
    ):
        draft.phrase, draft.carried = carried, True  # "sales" after "retail sales"
    elif best.metric == "other" and (prices := _prices(scene, best)) is not None:
        draft.phrase, draft.carried = prices, True  # "month on month, prices rose 0.4 percent", of consumer prices
    elif best.metric == "other" and (earned := _earning(scene, best, at)) is not None:
        draft.phrase, draft.carried = earned, True  # "earnings for the month were", of exports
    elif best.metric == "other":
        draft.reason = f'said of "{best.form}"'
    elif misfit(best, draft):
        draft.reason = f'its unit does not fit "{best.form}"'
    else:
        draft.phrase, draft.carried = best, chart.place(best) < 0
        if draft.carried and best.metric not in _FLOWS and len(way := ways(scene, at)) == 1:
            draft.phrase = replace(best, metric=min(way), kind="noun")  # "the gap widened; Peru took 5 tonnes"
        draft.reason = stranger(scene, draft, best)
        _whose(chart, draft, previous, carried, hidden)


_STANDS = re.compile("i?M")
_RISE_IN = re.compile("[RF+][oi][DA_']{0,4}[MN]")
_ON_THAT = re.compile("[nfCh]D?M")
_AFTER_METRIC = re.compile(r"M\([.RF]?b?$")
_GROWTH_TO_IN = re.compile("tD?_?Qi[D_]?M")


def _told_behind(chart: Chart, draft: Draft) -> Phrase | None:
    """The phrase that the words right behind a figure leave no doubt it is said of, or None."""
    text, at = chart.text, draft.at
    stands = _STANDS.match(text, at + 1)
    if stands is not None and draft.money:
        balance = chart.units[stands.end() - 1].phrase
        if balance is not None and balance.kind == "weak" and balance.metric in ("trade_surplus", "trade_deficit"):
            return balance  # "is $5 billion in surplus", "trade posted a $5 billion deficit"
    rise = _RISE_IN.match(text, at + 1) if draft.construction == "quantity-direction" else None
    if rise is not None and chart.low(rise.end() - 1) not in items.roles_of("earnings"):
        return chart.units[rise.end() - 1].phrase  # "the surplus rose on a 5 percent increase in exports"
    other = _RISE_IN.match(text, at + 1) if draft.construction == "from-rate" else None
    flow = chart.units[other.end() - 1].phrase if other is not None else None
    anew = flow is not None and all(one.metric != flow.metric for place, one in chart.phrases if place < at)
    if flow is not None and anew and flow.metric in ("exports", "imports") and not flow.periods:
        draft.slot = "now"  # "exports rose 4 percent, against a 2 percent rise in imports"
        return flow
    beside = chart.units[at].first and _AFTER_METRIC.search(text, max(0, at - 4), at)
    opened = chart.units[beside.start()].phrase if beside else None
    if opened is not None and opened.partners and opened.metric != "other":
        return opened  # "supported by exports to Peru (up $2 million), Chile"
    growth = _GROWTH_TO_IN.match(text, at + 1) if draft.percent and draft.construction == "direction-of" else None
    if growth is not None:
        return chart.units[growth.end() - 1].phrase  # "growth of 5 percent to $3 million in exports"
    on = _ON_THAT.match(text, at + 1) if draft.measure in ("growth", "change") else None
    those = chart.units[on.end() - 1].phrase if on is not None else None
    if those is not None and those.periods and not those.items:
        spoken = [one for place, one in chart.phrases if place < at and one.metric == those.metric]
        return spoken[-1] if spoken else None  # "the surplus was 9 million, up 3 million on the surplus in April"
    return None


def _goes_on_sharing(chart: Chart, draft: Draft, previous: Draft) -> bool:
    """Whether a share is of what the one before it is of.

    "Took a third of exports; Peru took half", "a third of exports, a share that fell to a fifth".
    """
    if previous.construction == draft.construction in ("share-verb", "ranked"):
        return True
    both = previous.measure == draft.measure == "share"
    return both and (draft.construction in ("share-verb", "ranked") or chart.same_share(previous.at, draft.at))


def _prices(scene: Scene, phrase: Phrase) -> Phrase | None:
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


def _earning(scene: Scene, phrase: Phrase, at: int) -> Phrase | None:
    """The exports that a passage spoke of, where a bare "earnings" or "revenue" is what they brought in, or None.

    It must open its clause: "revenue at the firm" and "the firm saw revenue climb" are its own.
    """
    chart, place = scene.chart, scene.chart.place(phrase)
    bare = phrase.form in items.roles_of("earnings") and not phrase.items and not phrase.reporters
    opens = (
        place >= 0
        and not re.search("[NA_]", chart.text[chart.segment(place) : place])
        and chart.text[place + 1 : place + 2] != "a"
    )
    spoken = scene.spoken[0] if scene.spoken else scene.context.lead
    turned = spoken is not None and spoken.metric in ("exports", "imports", "trade") and not phrase.items
    if turned and phrase.form in items.roles_of("need trade") and calling(scene, at) is not None:
        return spoken  # "Peru was the largest buyer, with a turnover of"
    return spoken if bare and opens and spoken is not None and spoken.metric == "exports" else None


def _near(chart: Chart, place: int) -> list[tuple[int, Phrase]]:
    """The first phrase of a sentence and those within `NEAR` of the place `place` among its phrases."""
    first = max(0, place - NEAR)
    return chart.phrases[: min(first, 1)] + chart.phrases[first : place + NEAR]


def _whose(chart: Chart, draft: Draft, previous: Draft | None, carried: Phrase | None, hidden: set[int]) -> None:
    """Settle whose a bare surplus or deficit is: of what was spoken of before it."""
    phrase = draft.phrase
    assert phrase is not None
    if phrase.kind != "weak" or phrase.metric not in ("trade_surplus", "trade_deficit"):
        return
    if previous is not None and draft.slot == "then" and previous.phrase and previous.phrase.metric == phrase.metric:
        draft.spoken = previous.spoken
        if phrase.periods:  # "rose from a 5 million deficit in May"
            phrase.items = phrase.items or previous.phrase.items
        else:
            draft.phrase, draft.carried = previous.phrase, previous.carried  # "rose from a 5 million deficit"
        return
    spoken = [one for index, one in chart.phrases if index < draft.at and one.kind != "weak" and index not in hidden]
    draft.spoken = spoken[-1] if spoken else carried
    if spoken and spoken[-1].metric == "other":
        draft.reason = f'said of "{spoken[-1].form}"'


def _total(features: Mapping[str, float], total: float = 0.0) -> float:
    """The weights of features, added to a `total` of others."""
    weight = weights()["metric"]
    for name, value in features.items():
        if value and name in weight:
            total += weight[name] * value
    return total


def _told(scene: Scene, draft: Draft) -> dict[str, float]:
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


def _carried(draft: Draft, phrase: Phrase, told: Mapping[str, float], *, earlier: bool) -> dict[str, float]:
    """The features of a phrase that the passage was about, now or `earlier`, besides those `told` by the clause."""
    flows = [flow for flow in ("imports", "exports") if f"carried_of {flow}" in told]
    balance = phrase.metric.endswith(("surplus", "deficit", "balance"))
    return {
        "carried": 1.0,
        "carried_earlier": earlier,
        "carried_agrees": phrase.metric in flows,
        "carried_against": bool(flows) and phrase.metric not in flows,
        "carried_balance_of_part": balance and "carried_to_part" in told,
        "carried_balance_of_word": balance and "carried_headed_by_word" in told,
        "unit_misfit": misfit(phrase, draft),
    }


def _names(chart: Chart, first: int, last: int) -> bool:
    """Whether plain words between two units name anything: more than pronouns and adverbs."""
    nameless = items.roles_of("nameless")
    return any(
        sign.symbol == "WORD" and sign.low not in nameless and not sign.low.endswith("ly")
        for unit in chart.units[first:last]
        if unit.char == "_"
        for sign in chart.signs[unit.first : unit.last]
    )


def _is_part(chart: Chart, draft: Draft, lead: str) -> bool:
    """Whether a clause without a metric is about a part of the one carried: a counterpart ranked, an item."""
    at = draft.at
    if draft.construction == "ranked" or (draft.construction == "bracketed" and chart.bracketed_area(at) is not None):
        return True
    if draft.construction == "bracketed" and chart.word_before(chart.bracketed(at)) in items.roles_of("counterparts"):
        return True  # "Peru was the top supplier ($5 million)"
    if draft.construction == "share-verb" and (_TAKES.search(lead) or _SPANNED.search(lead)):
        return True  # "Morocco took just 60,000 tonnes"
    lead = lead[lead.rfind("O") + 1 :].lstrip("TD*")  # "the ministry said that copper earned"
    first = at - len(lead)
    if chart.text.startswith("_o", first) and chart.low(first) in items.roles_of("groupings"):
        first += 2  # "the group of dairy products earned"
    return chart.text[first] == "_" and bool(known_items(chart.signs, chart.units[first].first))


def _features(
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
        "is_left_of": between in ("o", "oD", "a", "(", ""),
        "phrases_between": between.count("M") + between.count("N"),
        "boundaries_between": boundaries + 0.3 * between.count(","),
        "verb_between": not _VERBS.isdisjoint(between),
        "dependent": bool(phrase.dependent) and phrase.dependent not in ("IN", "OF", "WITH"),
        "dependent_by": phrase.dependent == "BY",
        "part_of": back == "Bo",
        "whole_after_part": back in ("Mi", "Mt", "Mo") and "B" in text[:index],
        "whole_of_other": phrase.dependent == "OF" and back in ("Qo", "QD") and _is_part_of(chart, index),
        "inside_other": back in ("Nf", "No", "Ni", "Nn", "Nr") or is_inside(chart, index, between),
        "other_far": phrase.metric == "other" and index != last,
    }


def misfit(phrase: Phrase, draft: Draft) -> bool:
    """Whether a quantity's unit cannot be said of a metric (tonnes of a tariff, a bare count of a surplus)."""
    unit, metric = draft.unit, phrase.metric
    if metric == "other":
        return False
    if unit in ("m", "km", "km2", "ha") or (unit == "PP" and metric in ("trade_surplus", "trade_deficit")):
        return True  # how far and how wide, not how much
    if unit in ("PCT", "PP", "month", "quarter", "year"):
        return metric in COUNTED and unit != "PCT"
    if metric in RATES:
        return unit != "count" or draft.quantity.value != 0
    if unit == "count" and (metric in COUNTED or metric == "pmi"):
        return False
    if (
        metric in COUNTED
        or metric == "pmi"
        or (unit == "count" and phrase.kind == "weak" and metric.startswith("trade_"))
    ):
        return True
    return metric == "port_throughput" if draft.money else metric not in PHYSICAL
