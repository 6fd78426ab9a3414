"""What a clause or its paragraph is about, as the item of a figure: "Tea did better: exports rose 5 percent"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor import items
from extractor.areas import Area
from extractor.nouns import made_by
from extractor.pending import Draft
from extractor.phrases import Phrase
from extractor.scene import Scene
from extractor.subjects import is_own_part

_FLOWS = ("exports", "imports")
_CLAUSE = re.compile(
    "(?:,&|(?<![oitfnw])T|OT?)(?=D?(?:_-)?_[XHRFSEM])"
)  # "tea earned 3 million, and coffee exceeded", "said tea earned"
_TOLD_OF = re.compile("(?:[*J]|A')?D?_(?:[,&]{1,2}D?_)*,?TS[^,;J]*M[^,;JQ]*,?(?=v?[RFEHX])")
_PART = re.compile("[io]D?(?:A'?)?[_H]*M")  # "tea fetched $5 million of Kenya's total exports"
_SEES = re.compile("HD?[_dQ]*(?:[RF+m<][io])?D?")  # "coal posted the fastest growth in exports"


def about(scene: Scene, draft: Draft, phrase: Phrase) -> Sequence[str]:
    """The items that the clause of a figure is about, or that the paragraph is and the clause goes on about."""
    part = _PART.match(scene.clause, draft.at + 1) is not None
    if draft.items or phrase.whole and not (part and draft.measure == "level"):
        return ()
    place, start = scene.chart.place(phrase), scene.chart.segment(draft.at)
    subjects = [found.end() for found in _CLAUSE.finditer(scene.clause, start, draft.at)]
    start = subjects[-1] if subjects else start
    own = scene.theme(scene.chart.units[start].first)
    lead = next((sign.value for sign in scene.chart.signs[scene.chart.units[start].first :][:2]), None)
    foreign = isinstance(lead, Area) and lead.form == "part" and not is_own_part(scene, lead)
    if own is not None and (own.last > scene.chart.units[draft.at].first or foreign and draft.carried):
        own = None  # "California took 30 percent"
    if own is not None and (draft.carried or place < start):
        return own.items
    if phrase.items and not draft.carried and not is_trader(own.items if own is not None else scene.state.theme):
        return ()
    if own is not None and own.items != scene.state.theme:
        acts = phrase.kind == "verb" and (place > draft.at or is_trader(own.items))
        earns = not phrase.items and part
        colon = scene.clause.find(":", start, max(place, start))
        heads = colon > 0 and not scene.has("MQ", start, colon)  # "Tea did better: exports rose"
        verb = scene.chart.signs[own.last].low if own.last < len(scene.chart.signs) else ""
        leads = verb in items.roles_of("leads") or verb.startswith("ranked") or _PLACE in scene.chart.said(start, place)
        leads = leads and place < draft.at or earns and place > draft.at  # "tea brought in $2 billion in exports"
        made = own.last < len(scene.chart.signs) and scene.chart.signs[own.last].low in items.roles_of("makers")
        does = next((at for at in range(start, place) if scene.chart.units[at].first == own.last + made), place)
        sees = _SEES.fullmatch(scene.clause, does, place) is not None  # "the textile sector saw its exports"
        behind = 0 <= place < draft.at and scene.chart.units[place].first < own.last  # "Of imported goods, cars rose"
        told_of = _TOLD_OF.match(scene.clause, start)
        if told_of is not None and told_of.end() <= draft.at and start < place < told_of.end():
            return own.items  # "Manufactured goods, which made up 80 percent of exports, rose"
        is_one = phrase.form in items.roles_of("one export") and scene.has("E", start, place)
        if is_one and place < draft.at:
            return own.items  # "Mined ores were the second top export, valued at"
        if phrase.owned or own.label or acts or heads or leads or sees or behind:
            return own.items
        if phrase.dependent == "WITH" and not phrase.partners:
            return own.items  # "E-commerce flourished, with exports reaching"
        balance = phrase.metric.endswith(("surplus", "deficit")) or phrase.metric == "tariff_rate"
        return own.items if balance and start <= place else ()
    spoken = scene.state.theme
    if not spoken or scene.has("A", start, max(place, start)):
        return ()
    if draft.carried:
        return spoken if scene.same_phrase(draft) is None else ()
    if phrase.owned or scene.clause.startswith("I", start):
        return spoken
    bare = phrase.metric in _FLOWS and phrase.kind != "verb" and not phrase.reporters
    return spoken if scene.state.quiet and bare and not phrase.items else ()


_PLACE = "place"  # "tea took first place in exports"


def is_trader(names: Sequence[str]) -> bool:
    """Whether items are parts of a country or a class of trader, which trade in others."""
    return bool(names) and all(items.kind(items.known(name)) in ("", "trader") for name in names)


_DOES = re.compile("_(?=(?:iD?A)?v?[RFHS][DIA']{0,3}$)")


def made_of(scene: Scene, phrase: Phrase) -> list[str]:
    """The goods of those who are said to move their trade: "tea growers raised their exports"."""
    does = _DOES.search(scene.clause, 0, max(scene.chart.place(phrase), 0))
    return made_by(scene.chart.signs, scene.chart.units[does.start()].last) if does is not None else []


def port(scene: Scene, draft: Draft, phrase: Phrase) -> str:
    """The port or province that a sentence on throughput names for a figure; "" where its phrase has its own."""
    if phrase.parts() and not _GAPPED_PLACE.search(scene.clause, 0, draft.at):
        return ""
    if scene.clause.startswith("N") and (told := scene.chart.units[0].phrase) is not None and told.reporters:
        return told.reporters[0].item if told.reporters[0].form == "part" else ""  # "Xi'an dispatched 5,000 trains"
    places = (index for index, char in enumerate(scene.clause) if char == "A" and scene.before(index) not in set("ftw"))
    parts = [index for index in places if scene.chart.area(index).form == "part"]
    last = max((one.at for one in scene.drafts if one.at < draft.at), default=-1)
    # "Hong Kong's throughput fell 5 percent, while Busan's rose": that of another clause is not its own
    there = [index for index in parts if index < draft.at or not scene.has("J;", draft.at, index)]
    own = next((index for index in there if last < index < draft.at), there[0] if there else -1)
    return scene.chart.area(own).item if own >= 0 else ""


_GAPPED_PLACE = re.compile("[&,;]D?A$")  # "and Durban 5 million tonnes"


def ranked_part(scene: Scene, draft: Draft) -> str:
    """The part of the economy that a figure ranks: "among provinces, Guangdong led with 4 trillion yuan"."""
    ranks = draft.construction == "ranked" or draft.carried and scene.before(draft.at) == "w"
    unit = scene.clause.rfind("A", 0, draft.at) if ranks else -1
    if unit < 0 or scene.has("MNQJ;", unit, draft.at):
        return ""
    area = scene.chart.area(unit)
    own = scene.state.reporter or scene.context.economy
    return area.item if area.form == "part" and area.code == own else ""
