"""The counterpart with which a phrase goes on: said of the phrase before it, of the flow beside it, of the passage."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractor import items
from extractor.claims import TRADE
from extractor.following import (
    BALANCES_OF_TRADE,
    FLOWS,
    is_half,
    is_of_article,
    is_other_flow,
    is_set_beside,
    netted,
    of_one_flow,
    of_two,
    other_side,
    sides_of,
    stays,
)
from extractor.gapping import taken_up
from extractor.pending import Draft
from extractor.phrases import Phrase
from extractor.places import summing, where
from extractor.ranking import Proposal
from extractor.scene import Scene

_WHY = frozenset({"as", "because", "since", "after", "when"})
_POINTS = frozenset({"the", "these", "those"})
_MAINLY = re.compile("[^Q;M]*,([_j])[tf]D?A")
_OF_THIS = re.compile("o(?:[IT]|DY),?")


def going_on(scene: Scene, draft: Draft, phrase: Phrase, metric: str, reporter: str) -> Iterator[Proposal]:
    """What the sentence and the passage have been speaking of, where the phrase goes on with it."""
    before = scene.phrase_before(phrase)
    said = said_of(scene, before, reporter)
    if at_end := _far_end(scene, draft, phrase, reporter):
        yield Proposal(at_end, "other side")
    part = _OF_THIS.match(scene.clause) is not None and reporter == scene.state.reporter
    if part and scene.state.metric in TRADE and not phrase.partners and scene.state.partner not in ("", "WLD"):
        yield Proposal(scene.state.partner, "part of it")  # "Of this, Vietnam's exports made up $4 billion"
    parted = of_two(scene, draft, phrase, reporter)
    if parted:
        yield Proposal(parted, "part of it")
    if said and before is not None and before.dependent == "WITH" and phrase.metric in BALANCES_OF_TRADE:
        yield Proposal(";".join(said), "same sentence")  # "With sales to Peru of $1bn, Chile's surplus swelled"
    if (facing := other_side(scene, phrase, reporter)) not in ("", reporter):
        yield Proposal(facing, "other side")
    if (spot := where(scene, phrase)) not in ("", reporter):
        yield Proposal(spot, "there")
    left = netted(scene, draft, phrase, reporter)
    if left:
        yield Proposal(left, "both flows")
    volume = phrase.metric == "trade" and phrase.form in items.roles_of("volumes of trade")
    if said and volume and before is not None and before.metric == "trade" and not phrase.items:
        yield Proposal(";".join(said), "same sentence")  # "trade with Peru surged, reaching a total turnover of"
    bare = not (phrase.whole or phrase.items or phrase.reporters or phrase.periods)
    set_beside = before is not None and is_set_beside(scene, draft, phrase, before)
    going = phrase.kind in ("verb", "weak") or before is not None and is_other_flow(phrase, before)
    both_ways = before is not None and before.metric in ("trade", *BALANCES_OF_TRADE)
    half = both_ways and phrase.dependent == "WITH" and phrase.metric in FLOWS
    why = not draft.carried and before is not None and _is_why(scene, phrase, before)
    going |= half or why  # "trade with Peru fell, with exports down 5 percent", "the deficit with it grew as imports"
    part_of_half = half and bool(phrase.items) and not (phrase.whole or phrase.reporters)  # "with exports of tea down"
    if said and before is not None and (bare and (going or set_beside) or part_of_half):
        yield Proposal(";".join(said), "same sentence")
    beside = _beside(scene, draft, phrase, reporter, bare=bare, why=why)
    if beside:
        yield Proposal(beside, "same sentence")
    spoken = scene.state.phrase if scene.paragraph == scene.state.paragraph else None
    contrasted = scene.chart.lows[:1] == ["but"]  # "With Peru, imports rose. But exports fell"
    alone = before is None and (scene.state.total != scene.paragraph or contrasted)
    goes_on = reporter == scene.state.reporter and phrase.definite or (spoken is not None and spoken.metric == metric)
    goes_on |= scene.clause.startswith("wI", draft.at + 1)  # "a deficit of $5 billion with it"
    # "Excluding energy, the deficit", "In all, the deficit" are of all the rest
    without = summing(scene, draft) or scene.has("U", scene.chart.segment(draft.at), draft.at)
    fresh = phrase.items in (["services"], ["goods"]) or before is not None and scene.last(draft) is None
    it = taken_up(scene, phrase)
    fresh |= it is not None and it.form == "part" and it.item != scene.state.part  # "For Hebei all is new. Its trade"
    sooner = next((scene.filled[one.at].partner for one in scene.earlier(draft)), scene.state.partner)
    without |= phrase.whole or of_one_flow(scene, phrase) or is_of_article(scene, draft, phrase)
    # "The steel sector's shipments rose" in a paragraph after one on exports of tea to Peru
    others = bool(phrase.items and scene.state.items) and set(phrase.items).isdisjoint(scene.state.items)
    fresh |= others and (scene.paragraph != scene.state.paragraph or phrase.kind == "noun" and not phrase.echo)
    fresh |= is_mainly_to(scene, draft)
    refers = phrase.kind == "weak" or metric == "freight_trains"  # "the trains carried 5,000 boxes"
    here = scene.chart.lows[max(0, phrase.first - 1) : phrase.first + 1] if scene.chart.place(phrase) >= 0 else ()
    pointed = not _POINTS.isdisjoint(here)
    refers |= pointed and metric in FLOWS and bare and spoken is not None  # "In May, the export value rose"
    if sooner and refers and goes_on and not without and not fresh:
        yield Proposal(sooner, "goes on")
    if stays(scene, phrase, reporter) and not without and not fresh:
        yield Proposal(scene.state.partner, "goes on")
    if is_half(scene, phrase, reporter) and not without and not fresh:
        yield Proposal(scene.state.partner, "half of the trade")
    other_flow = spoken is not None and alone and is_other_flow(phrase, spoken)
    supplies = draft.measure == "share" and scene.chart.place(phrase) < draft.at  # "Imports meet a third of its needs"
    if bare and other_flow and not supplies and scene.state.partner not in ("", "WLD"):
        yield Proposal(scene.state.partner, "other flow")  # "Exports to Peru rose. Imports, meanwhile, fell"


def _is_why(scene: Scene, phrase: Phrase, before: Phrase) -> bool:
    """Whether a flow tells how a balance came about: "the surplus with Peru grew as imports", ", with exports down"."""
    if before.metric not in BALANCES_OF_TRADE or phrase.metric not in FLOWS or phrase.first < 1:
        return False
    return phrase.dependent == "WITH" or scene.chart.lows[phrase.first - 1] in _WHY


def _far_end(scene: Scene, draft: Draft, phrase: Phrase, reporter: str) -> str:
    """Whose imports the exports of another source of them are: "imports from Peru fell, while Chile, the second largest
    source, shipped 5 tonnes"; or ""."""
    last, before = scene.last(draft), scene.phrase_before(phrase)
    if phrase.kind != "verb" or phrase.partners:
        return ""
    units = scene.chart.said(0, max(scene.chart.place(phrase), 0))
    called = not items.roles_of("counterparts").isdisjoint(word for low in units for word in low.split())
    if before is not None and before.reporters and called and {before.metric, phrase.metric} == set(FLOWS):
        owner = scene.code(before.reporters[0])  # "Peru was the main market for Chile's tea, having imported 5 tonnes"
        return owner if owner != reporter else ""
    if last is None:
        return ""
    told, first = scene.filled[last.at], scene.chart.segment(draft.at)
    ranked = items.roles_of("ranked counterparts") | items.roles_of("superlatives") | items.roles_of("ranks behind")
    flows = {told.metric, phrase.metric} == {"exports", "imports"}
    return told.reporter if flows and told.reporter != reporter and scene.says(first, draft.at, ranked) else ""


def is_mainly_to(scene: Scene, draft: Draft) -> bool:
    """Whether it is said whom most of a flow went to, which is of all: "rose 5 percent, especially to Peru"."""
    mainly = _MAINLY.match(scene.clause, draft.at + 1)
    return mainly is not None and scene.chart.low(mainly.start(1)) in items.roles_of("partly")


def said_of(scene: Scene, before: Phrase | None, reporter: str) -> list[str]:
    """The codes of the counterparts that the phrase before names, sorted."""
    if before is None:
        return []
    return sorted({scene.code(area, reporter) for area in (before.pair[1:] or before.partners)})


def _beside(scene: Scene, draft: Draft, phrase: Phrase, reporter: str, *, bare: bool, why: bool) -> str:
    """The partner of the figure before, for the other flow or another item of the same: "shrimp exports to the US rose
    7 percent, tuna exports 14 percent"."""
    before = scene.phrase_before(phrase)
    first = scene.last(draft)
    whole = sides_of(scene, draft, phrase)
    if whole is not None and whole.reporter == reporter:
        return whole.partner
    of_trade = _halved(scene, draft)
    if of_trade is not None and phrase.metric != "trade":
        two = scene.filled[of_trade.at].partner, scene.filled[of_trade.at].reporter
        if "WLD" not in two and reporter in two and not phrase.whole:
            return next(code for code in (*two, "") if code != reporter)  # "trade came to $5bn, with exports at $3bn"
    if first is not None and first.phrase is phrase and first.measure != "share":
        return scene.filled[first.at].partner  # "imports fell 2 percent to $9bn", with whom they fell
    if before is None or first is None or first.phrase is not before or phrase.whole or first.measure == "share":
        return ""
    other_item = phrase.metric == before.metric and bool(phrase.items and before.items)
    return scene.filled[first.at].partner if other_item or (bare and (why or is_other_flow(phrase, before))) else ""


def _halved(scene: Scene, draft: Draft) -> Draft | None:
    """The figure of a trade of two that a sentence goes on from, past its other half, or None: "trade came to $5bn,
    with Peru's exports at $3bn and Peru's imports at $2bn"."""
    for one in scene.earlier(draft):
        if one.phrase is not None and one.phrase.metric == "trade":
            return one
        half = one.phrase is not None and one.phrase.metric in FLOWS and not one.phrase.items
        if not half or scene.filled[one.at].partner == "WLD":
            return None
    return None
