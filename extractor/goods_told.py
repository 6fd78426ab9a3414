"""Goods that the words right at a figure name: "of which 3 million was wheat", "a 5 percent fall in cars"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extractor import items
from extractor.nouns import known_items, noun_phrase
from extractor.pending import Draft
from extractor.phrases import Phrase
from extractor.ranking import Proposal
from extractor.scene import Scene
from extractor.sharers import flow_sharing
from extractor.turns import told_in_turn

FLOWS = ("exports", "imports")
_OF_EACH = ("compared-with", "listed")  # which name what they are of behind them
_ON_EACH = (*_OF_EACH, "of-which", "gapped")  # and what duties are on
_WHOLE_OF = re.compile("Qo[DA'_-]*(?:M_?oD?)?$")
_OF_WHICH = re.compile("o[TI],?D?(_(?:(?:,&?|&)D?_)*)(?:[ft]D?A)?(?:v?[SEHX][_D]*)?$")
_PREDICATE = re.compile("(?:E|_?t)D?_")
_LISTED = re.compile("(?:E|_?t|i|[$])?D?_")  # "of these, 5 million were pears and 3 million plums"
_IN_OF = re.compile("(?:[RF+]|,&?|&)iD?_(?=oD?[<>~_]{0,2}$)")
_FOREMOST = re.compile("([jb])D?(_)[RF]b?D?[<>~_]{0,2}$")  # "led by rubber gloves down 8 percent"
_LED_BY = re.compile("[RF+][io]D?_(?=,[RF]b?D?[<>~_]{0,2}$)")
_CAME_FROM = re.compile("(?:S|f)D?_")
# "tea took the largest share of exports, at 5 percent", "the top sector in exports was mining, with a share of"
_TAKES_MOST = re.compile(
    r"(?:(?<![^,;J&D*])|^)(_)[SH]?[Dd_>'-]{0,5}B[oi][DA'_Y]*M(?:i?P)?,?[wa][^QMNJ;]*$"
    r"|[dX>][_-]{0,3}(?:[oi][DA'_]*)?M(?:i?D?P)?E_?D?(_),?w[^QMNJ;]*$"
)
_STANDING_FOR = re.compile("Q,S[D_<>~]*")
_WORTH_MOVED = re.compile("(?:^|[,;J&])D?_(?=[$H][D_<>~]*$)")
_MORE = re.compile("[m<]D?_")
_EARNED = re.compile("fD?_")
_ON = re.compile("[nr]D?A?_")
_ON_MOVED = re.compile("[,&J]nD?A?_(?=t[D_<>~]*$)")
_BESIDE = re.compile("C[^QMNA;J]*$")  # "against a drop of 5 percent in tin"
_SECOND = re.compile(r"(?:[,;&J]|,&)D?(_)[HE1]_,?[wa][D_<>~]*$")  # ", tea came second with 15 percent"
_PLACED = frozenset({"reach", "ranked"})
_FOR = re.compile("[RF+m<]?[ri]D?_")


def at_figure(scene: Scene, draft: Draft, phrase: Phrase) -> Iterator[Proposal]:
    """The items that the words at a figure tell, in order."""
    second = _SECOND.search(scene.clause, 0, draft.at) if draft.construction in _PLACED else None
    if second is not None and scene.says(*second.span(), items.roles_of("ranks behind")):
        yield from proposed(known_items(scene.chart.signs, scene.chart.units[second.start(1)].first), "own clause")
    yield from _listed(scene, draft, phrase)
    yield from _moved(scene, draft, phrase)
    yield from _standing_for(scene, draft, phrase)


def _listed(scene: Scene, draft: Draft, phrase: Phrase) -> Iterator[Proposal]:
    """Those of figures that are told one by one."""
    clause, behind = scene.clause, draft.at + 1
    if draft.items:
        yield Proposal(items.join(draft.items), "list")
    if draft.construction in ("quantity-moves", "listed") and phrase.metric in FLOWS:
        yield from proposed(said_of(scene, _CAME_FROM.match(clause, behind)), "list")  # "came from mining"
    if (turned := told_in_turn(scene, draft)) is not None:
        yield Proposal(turned.item, "list")
    if draft.measure == "level" and _WHOLE_OF.search(clause, 0, draft.at):
        yield Proposal(items.join(phrase.items), "whole")  # "tea made up 5 percent of its $3 billion in exports"
    yield from proposed(flow_sharing(scene, draft), "share")
    if draft.construction in ("of-which", "listed", "gapped"):
        predicate = _LISTED if draft.construction == "of-which" else _PREDICATE
        yield from proposed(
            said_of(scene, predicate.match(clause, behind)), "of which"
        )  # "of which 3.3 million was wheat"
    on = _ON.match(clause, behind) if draft.construction in _ON_EACH else None
    if phrase.metric == "tariff_rate" and not (phrase.items or phrase.again or draft.carried):
        on = _ON.match(clause, behind)  # "is raised to 3 percent for fuel oil"
    if phrase.metric == "tariff_rate":
        if draft.construction == "direction-to":
            on = _ON_MOVED.search(clause, 0, draft.at) or on  # "on steel to 25 percent, on aluminium to 10"
        if names := said_of(scene, on) or _firm(scene, on):
            yield Proposal(items.join(names), "for")  # "15 percent on coal and 10 percent on oil"


def _firm(scene: Scene, on: re.Match[str] | None) -> list[str]:
    """The firm whose goods a duty of a list is on: "17 percent on BYD, 20 percent on Geely"."""
    if on is None:
        return []
    first = scene.chart.units[on.end() - 1].first
    capital = scene.text[scene.chart.signs[first].start].isupper()
    return noun_phrase(scene.chart.signs, first)[0][:1] if capital else []


def _moved(scene: Scene, draft: Draft, phrase: Phrase) -> Iterator[Proposal]:
    """Those that are said to have moved."""
    clause, behind, units = scene.clause, draft.at + 1, scene.chart.units
    risen = draft.construction == "quantity-direction" and scene.same_phrase(draft) is not None
    found = _FOR.match(clause, behind)
    each = draft.construction in (*_OF_EACH, "quantity-direction") or _BESIDE.search(clause, 0, draft.at)
    if draft.measure in ("growth", "change") and (not phrase.items or each):
        # "a 5 percent rise in cars and 3 percent for steel"
        yield from proposed(said_of(scene, found) or _headed(scene, found), "for")
    falls = draft.construction == "direction-quantity"
    foremost = _FOREMOST.search(clause, 0, draft.at) if falls else None
    if foremost is not None and scene.chart.low(foremost.start(1)) in ("led by", "by"):
        yield from proposed(noun_phrase(scene.chart.signs, units[foremost.start(2)].first)[0], "for")
    led = _LED_BY.search(clause, 0, draft.at) if falls else None
    if led is not None and "M" not in clause[led.start() : draft.at]:
        yield from proposed(said_of(scene, led) or _headed(scene, led), "for")  # "offset by a rise in pulp, up 5%"
    if draft.construction in ("direction-of", "listed") and draft.measure == "growth":
        yield from proposed(said_of(scene, _IN_OF.search(clause, 0, draft.at)), "for")  # "growth in tea of 4%"
    more = _MORE.match(clause, behind) if risen and phrase.kind == "verb" else None
    if more is not None:
        names, _, _ = noun_phrase(scene.chart.signs, units[more.end() - 1].first)
        yield from proposed(names[:1], "counted")  # "exported 5 percent more tin and 3 percent less zinc"
    worth = _WORTH_MOVED.search(clause, 0, draft.at)
    if worth is not None and phrase.kind == "verb" and scene.chart.place(phrase) > draft.at and not phrase.items:
        names = noun_phrase(scene.chart.signs, units[worth.end() - 1].first)[0]
        named = [one for one in names if one not in items.roles_of("generic")]
        yield from proposed(named, "moved")  # "live animals worth $5 million were exported"


def _standing_for(scene: Scene, draft: Draft, phrase: Phrase) -> Iterator[Proposal]:
    """Those that make up a part or brought in a sum."""
    clause = scene.clause
    last = scene.last(draft)
    goes_on = last is not None and _STANDING_FOR.fullmatch(clause, last.at, draft.at) is not None
    making_up = goes_on and draft.construction == "share-verb" and not phrase.items
    if last is not None and making_up and scene.filled[last.at].metric == phrase.metric:
        yield Proposal(scene.filled[last.at].item, "moved")  # "rose to $5 million, making up 4 percent of exports"
    most = _TAKES_MOST.search(clause, 0, draft.at) if draft.measure in ("share", "level") else None
    if most is not None and not phrase.items:
        first = scene.chart.units[max(most.start(1), most.start(2))].first
        yield from proposed(noun_phrase(scene.chart.signs, first)[0], "share")
    again = draft.carried or phrase.form in items.roles_of("sells") and scene.same_phrase(draft) is not None
    earned = said_of(scene, _EARNED.match(clause, draft.at + 1)) if again and draft.money else []
    if earned and phrase.metric == "exports":
        yield Proposal(items.join(earned), "counted")  # "earned $2 billion from cocoa and $7 billion from gold"
    which = _OF_WHICH.search(clause, 0, draft.at)
    if which:
        names = known_items(scene.chart.signs, scene.chart.units[which.start(1)].first)
        yield from proposed(names, "of which")  # "of which maize made up 4 million"
    if draft.measure == "share" and phrase.items and _is_relative(scene, draft, phrase):
        yield Proposal(items.join(phrase.items), "antecedent")  # "tea exports, which made up 5% of farm exports"


def said_of(scene: Scene, match: re.Match[str] | None) -> list[str]:
    """The items that stand where a pattern ends, where all of them are in the table."""
    return known_items(scene.chart.signs, scene.chart.units[match.end() - 1].first) if match else []


def _headed(scene: Scene, match: re.Match[str] | None) -> list[str]:
    """The items that stand where a pattern ends, where all are of a kind of goods: "metal ores and minerals"."""
    if match is None:
        return []
    names = noun_phrase(scene.chart.signs, scene.chart.units[match.end() - 1].first)[0]
    return names if names and all(map(items.headed, names)) else []


def proposed(names: Sequence[str], source: str) -> Iterator[Proposal]:
    """The proposal of names joined, if there are any."""
    if names:
        yield Proposal(items.join(names), source)


def _is_relative(scene: Scene, draft: Draft, phrase: Phrase) -> bool:
    """Whether a figure is in the relative clause right behind its phrase."""
    place = scene.chart.place(phrase)
    behind = 0 <= place < draft.at and scene.clause.startswith(",T", place + 1)
    return behind and not scene.has("MNJ;", place + 1, draft.at)
