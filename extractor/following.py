"""How a metric follows on another in a passage on the trade of two: the other flow, a half of it, the balance."""

from __future__ import annotations

import re

from extractor import items, points
from extractor.areas import Area
from extractor.nouns import known_items
from extractor.pending import Draft
from extractor.phrases import Phrase
from extractor.scene import Filled, Scene

BALANCES_OF_TRADE = ("trade_surplus", "trade_deficit", "trade_balance")
FLOWS = ("exports", "imports")
GOODS = "goods of the whole"
_MARKET = re.compile("oD?A(?='?_)")
_IN_TRADE = re.compile("[in]D?Y?M")
_OF_IT = re.compile("(?:(?<=[,;J])|(?<![^,;J]))o[TI],|Qo[TI]")  # "Of that, …", "$5 billion of it"


def is_half(scene: Scene, phrase: Phrase, reporter: str) -> bool:
    """Whether a flow or balance follows on the trade of two that it is a part of: "Trade with Peru was $5bn. Chile's
    exports were $3bn"."""
    state = scene.state
    if phrase.metric not in (*FLOWS, *BALANCES_OF_TRADE) or reporter != state.reporter:
        return False
    if state.metric in BALANCES_OF_TRADE:  # "The deficit with Peru grew to $2bn. Imports rose 5 percent"
        return _is_bare(phrase) and scene.paragraph == state.paragraph and _is_told_of_one(scene)
    if state.metric != "trade":
        return False
    near = scene.paragraph == state.paragraph
    near |= state.partner in (scene.context.other, scene.context.meets) and not names(scene, phrase, reporter)
    return near and state.partner not in ("", "WLD") and not phrase.parts()


def _is_bare(phrase: Phrase) -> bool:
    """Whether a flow is told by its name alone, as a part of what was just spoken of: "Exports", "imports"."""
    return phrase.metric in FLOWS and phrase.kind == "noun" and not (phrase.whole or phrase.items or phrase.reporters)


def _is_told_of_one(scene: Scene) -> bool:
    """Whether the balance spoken of is that with one partner alone, and the sentence names no partner itself."""
    alone = scene.state.total != scene.paragraph and scene.state.partner not in ("", "WLD")
    return alone and not any(phrase.partners for _, phrase in scene.chart.phrases)


def turns_to_goods(scene: Scene, draft: Draft) -> bool:
    """Whether a clause without a metric turns to an item of the whole that its paragraph began with: "Exports rose 5
    percent. Those to Peru fell. Copper was up 3 percent"."""
    if not draft.carried or scene.state.total != scene.paragraph:
        return False
    same = scene.same_phrase(draft)
    if same is not None:
        return any(one.source == GOODS for one in same.taken)
    first = max([scene.chart.segment(draft.at), *(one.at + 1 for one in scene.drafts if one.at < draft.at)])
    words = (index for index in range(first, draft.at) if scene.clause[index] == "_")
    return any(known_items(scene.chart.signs, scene.chart.units[index].first) for index in words)


def other_side(scene: Scene, phrase: Phrase, reporter: str) -> str:
    """Whom the trade of two that was spoken of is with, in the other's words: "Chile's trade with Peru was $5bn. Peru
    had a deficit"; or ""."""
    state = scene.state
    half = phrase.metric in (*FLOWS, *BALANCES_OF_TRADE) and not phrase.whole and not phrase.items
    near = scene.paragraph == state.paragraph and state.metric == "trade"
    return state.reporter if half and near and reporter == state.partner else ""


def of_one_flow(scene: Scene, phrase: Phrase) -> bool:
    """Whether a balance follows on one flow with a partner, of which it says nothing: "Sales to Peru fell. The annual
    deficit"."""
    state = scene.state
    if phrase.metric not in BALANCES_OF_TRADE or state.metric not in FLOWS or phrase.form in items.roles_of("gaps"):
        return False
    if scene.paragraph == state.paragraph and not scene.says(
        0, scene.chart.place(phrase) + 1, items.roles_of("totals")
    ):
        return False
    others = [one for one in state.earlier if one.phrase.metric in (*FLOWS, *BALANCES_OF_TRADE, "trade")]
    return not any(one.partner == state.partner and one.phrase.metric != state.metric for one in others)


def netted(scene: Scene, draft: Draft, phrase: Phrase, reporter: str) -> str:
    """The one partner of both flows that a balance is left by: "exports to Peru were $3bn, imports $2bn, so it had a
    surplus", or ""."""
    if phrase.metric not in BALANCES_OF_TRADE or phrase.whole or phrase.items:
        return ""
    told = (scene.filled[one.at] for one in scene.earlier(draft))
    flows = {(one.metric, one.reporter, one.partner) for one in told if one.metric in FLOWS}
    if not flows and scene.paragraph == scene.state.paragraph and scene.state.metric in FLOWS:
        spoken = [one for one in scene.state.remembered() if one.phrase.metric in FLOWS and not one.items]
        same = len({one.period for one in spoken}) == 1
        flows = {(one.phrase.metric, one.reporter, one.partner) for one in spoken if same}
    two = {(by, partner) for _, by, partner in flows}
    if {metric for metric, _, _ in flows} != set(FLOWS) or len(two) != 1:
        return ""
    by, partner = two.pop()
    return partner if by == reporter and partner != "WLD" else ""


def of_two(scene: Scene, draft: Draft, phrase: Phrase, reporter: str) -> str:
    """The other side of a trade of two that a flow is said to be a part of: "Brazil's exports made up $2bn of it"."""
    if phrase.metric not in ("exports", "imports") or not _OF_IT.search(scene.clause, scene.chart.segment(draft.at)):
        return ""
    earlier = next((scene.filled[one.at] for one in scene.earlier(draft)), None)
    if earlier is not None:
        metric, two = earlier.metric, (earlier.partner, earlier.reporter)
    else:
        metric, two = scene.state.metric, (scene.state.partner, scene.state.reporter)
    return next((code for code in two if code != reporter), "") if metric == "trade" and "WLD" not in two else ""


# "trade was $5 billion, with $2 billion in exports, $3 billion in imports"
_SIDE = re.compile("[E_io]{0,2}[DA'_-]*M")
_SIDES = re.compile("(Q)[^QMNJ;]*,[^QMNJ;,]{0,5}(?:Q[E_io]{0,2}[DA'_-]*M[,&]*[D_<>~]*)*$")


def sides_of(scene: Scene, draft: Draft, phrase: Phrase) -> Filled | None:
    """The whole trade in the list of whose flows a figure stands, or None."""
    if phrase.metric not in FLOWS or phrase.whole or phrase.partners or not _SIDE.match(scene.clause, draft.at + 1):
        return None
    found = _SIDES.search(scene.clause, 0, draft.at)
    whole = scene.filled.get(found.start(1)) if found is not None else None
    return whole if whole is not None and whole.metric == "trade" else None


def is_other_flow(phrase: Phrase, before: Phrase) -> bool:
    """Whether two phrases are the two flows with one partner: "exports to Peru rose 5%, imports 7%"."""
    two = {phrase.metric, before.metric} == {"exports", "imports"} and not phrase.dependent
    return two and not (before.items and not phrase.items)  # "beef sales to Peru fell, while imports rose": all imports


def is_set_beside(scene: Scene, draft: Draft, phrase: Phrase, before: Phrase) -> bool:
    """Whether a move of the other flow is set beside: "exports to Peru rose, compared with a fall of 7% in imports"."""
    two = {phrase.metric, before.metric} == {"exports", "imports"}
    return two and phrase.dependent == "IN" and scene.chart.place(phrase) > draft.at and draft.measure == "growth"


def stays(scene: Scene, phrase: Phrase, reporter: str) -> bool:
    """Whether a phrase goes on about the trade of two that its paragraph speaks of.

    "As a result, it booked a deficit", "exports of dairy products", "trade grew" do; "exports", "total exports" do not.
    """
    state = scene.state
    if phrase.whole or phrase.reporters or reporter != state.reporter or state.partner in ("", "WLD"):
        return False
    if phrase.metric == state.metric == "trade" and not phrase.items:
        return scene.paragraph == state.paragraph or state.partner == scene.context.counterpart
    if scene.paragraph != state.paragraph:
        return False
    if phrase.metric in BALANCES_OF_TRADE:
        return phrase.kind == "weak" and not phrase.items
    if state.apart:
        return False  # "Exports to Peru rose 5 percent and those to Chile 3. Steel exports fell"
    return bool(phrase.items) and phrase.metric == state.metric and state.total != scene.paragraph


def names(scene: Scene, phrase: Phrase, reporter: str) -> bool:
    """Whether a clause names the reporter before its phrase: "Peru posted exports of $5bn"."""
    at = max(scene.chart.place(phrase), 0)
    places = (index for index in range(scene.chart.segment(at), at) if scene.clause[index] == "A")
    return any(scene.code(scene.chart.area(index)) == reporter for index in places)


def same_duty(scene: Scene, draft: Draft, phrase: Phrase, reporter: str) -> str:
    """On whom a duty is laid that goes on with the one before it: "15 percent on Peru's goods, and on another $5bn it
    goes up to 30", or ""."""
    if phrase.partners or phrase.items:
        return ""
    for one in scene.earlier(draft):
        filled = scene.filled[one.at]
        if filled.metric == "tariff_rate":
            return filled.partner if filled.reporter == reporter else ""
    before = scene.phrase_before(phrase)
    if before is not None and before.metric == "tariff_rate" and before.partners and not before.reporters:
        return ";".join(
            sorted({scene.code(area) for area in before.partners} - {""})
        )  # "duties on US goods, with levies"
    state = scene.state
    goes_on = state.metric == "tariff_rate" and reporter == state.reporter and scene.paragraph == state.paragraph
    return state.partner if goes_on else ""


def is_duty_told(scene: Scene, draft: Draft) -> bool:
    """Whether "the duty" is the one that the paragraph has been speaking of, not one on everything or by another."""
    told = scene.state.metric == "tariff_rate" and scene.paragraph == scene.state.paragraph
    return told and not scene.has("b", 0, draft.at) and items.roles_of("everyone").isdisjoint(scene.chart.lows)


def in_trade(scene: Scene, draft: Draft) -> list[Area]:
    """With whom the trade is that leaves a balance, or in whose market goods have a share: "a deficit of $5 billion in
    its trade with Peru", "exports rose to 5 percent of the Peruvian market"."""
    metric = draft.phrase.metric if draft.phrase is not None else ""
    if metric == "exports" and draft.measure == "share" and points.is_of_market(scene.chart, draft.at):
        place = _MARKET.match(scene.clause, draft.at + 1)
        return [scene.chart.area(place.end() - 1)] if place is not None else []
    told = _IN_TRADE.match(scene.clause, draft.at + 1) if metric in BALANCES_OF_TRADE else None
    trade = scene.chart.units[told.end() - 1].phrase if told is not None else None
    return trade.partners if trade is not None and trade.metric == "trade" else []


def shipped_to(scene: Scene, phrase: Phrase, reporter: str) -> str:
    """The economy whose imports an article is about, where others ship: "Shipments from Peru rose to 5,000 tons"."""
    lead, home = scene.context.lead, scene.context.economy
    theirs = phrase.kind == "weak" and phrase.metric == "exports" and bool(phrase.reporters) and reporter != home
    about = lead is not None and lead.metric == "imports" and not lead.partners
    return home if theirs and about and scene.state.metric in FLOWS else ""


def is_of_article(scene: Scene, draft: Draft, phrase: Phrase) -> bool:
    """Whether a bare balance of a passage on one partner is that of the article, with none: it is of the full year, or
    what had been expected of what the lead tells."""
    lead = scene.context.lead
    bare = phrase.metric in BALANCES_OF_TRADE and not (phrase.partners or phrase.items or phrase.echo)
    if not bare or lead is None or lead.metric != phrase.metric or lead.partners or lead.pair:
        return False
    full = any("full" in sign.low.split() for sign in scene.chart.signs[max(0, phrase.first - 3) : phrase.head])
    return full or draft.status == "forecast" and scene.says(0, draft.at, items.roles_of("perfect"))
