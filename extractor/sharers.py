"""Sharers: what holds a share or makes up a part of a flow, as a subject, a list, or a flow itself."""

from __future__ import annotations

import re

from extractor import items
from extractor.nouns import known_items, noun_phrase
from extractor.pending import Draft
from extractor.phrases import Phrase
from extractor.scene import Filled, Scene
from extractor.subjects import REACH, headed, is_no_item, is_own_part

_AMONG = re.compile("(_),?j[^QMT;J]*$")  # "farm goods, including grain, sugar and meat, made up"
_APPOSED = re.compile("Q_,((?:_,)*_,?&_),$")


_THERE = re.compile("(?:r_,?)?iD?A,?(?=D?_)")  # "for example in Malawi tobacco accounts for"
_IT_IS = re.compile("(?:^|[J;&,])I[Ev][^MNQA]*$")
_BEHIND = re.compile("_[ft]D?A(?:(?:,|&|,&)D?A)*v?$")  # "maize from Brazil" made up


def share_holder(scene: Scene, draft: Draft) -> str:
    """The items or the part of a country that make up a share: "Engineering goods made up a quarter of exports"."""
    verb = max(scene.clause.rfind(char, 0, draft.at) for char in "SH")
    opened = scene.chart.bracketed(draft.at)
    if opened >= 0 and scene.clause[opened] == "_":  # "In May, fuels (18 percent of imports) rose"
        unit = scene.chart.units[opened]
        if names := headed(scene.chart.signs, unit.first, unit.last):
            return items.join(names)
    if verb < 0:  # "That was 30 percent of all exports"
        of_all = draft.phrase is not None and not draft.phrase.items
        return items.join(scene.state.items) if of_all and _IT_IS.search(scene.clause, 0, draft.at) else ""
    among = _AMONG.search(scene.clause, max(0, verb - REACH), verb)
    if among is not None:
        unit = scene.chart.units[among.start()]
        verb = among.end(1) if headed(scene.chart.signs, unit.first, unit.last) else verb
    told = _APPOSED.search(scene.clause, max(0, verb - REACH), verb)
    if told is not None:  # "two crops, tea and sisal, made up"
        first, end = scene.chart.units[told.start(1)].first, scene.chart.units[told.end(1) - 1].last
        names, _, last = noun_phrase(scene.chart.signs[:end], first)
        return items.join(names) if last == end and any(map(items.known, names)) else ""
    start = max(scene.clause.rfind(char, 0, verb) for char in "J;:TQMO,")
    if scene.clause[start + 1 : verb] == "I":
        return items.join(scene.state.items)  # "Copper exports rose. They made up a third of the total"
    relative = start > 1 and scene.clause[start] == "T" and scene.clause[start - 1] == ","
    if relative and (of := scene.chart.units[start - 2].phrase) is not None:
        return items.join(of.items)  # "exports of steel, which made up 5 percent of the total"
    chain = _CHAIN.search(scene.clause, 0, start - 1) if relative else None
    if chain is not None and (names := _sold(scene, chain.start())):
        return items.join(names)  # "ships machinery and cars, which made up"
    if relative:
        verb = start - 1  # "machinery, which made up a third of exports"
        start = max(scene.clause.rfind(char, 0, verb) for char in "J;TQMO,")
    elif (
        start >= 0
        and scene.clause[start] == ","
        and scene.clause[:start].count(",")
        and "&" not in scene.clause[start:verb]
    ):
        verb = scene.clause.rfind(",", 0, start)  # past an aside between commas
        start = max(scene.clause.rfind(char, 0, verb) for char in "J;TQMO,")
    there = _THERE.match(scene.clause, start + 1, verb)
    start = there.end() - 1 if there is not None else start
    start, names = _listed(scene, start, verb)
    if names:
        return items.join(names)
    for index in range(start + 1, verb):
        if scene.clause[index] == "A" and is_own_part(scene, scene.chart.area(index)):
            return scene.chart.area(index).item
        if scene.clause[index] == "_" and not scene.has("A", start + 1, verb):
            names = known_items(scene.chart.signs, scene.chart.units[index].first)
            if names:
                return items.join(names)
    goods = _BEHIND.search(scene.clause, start + 1, verb)
    if goods is not None and (names := known_items(scene.chart.signs, scene.chart.units[goods.start()].first)):
        return items.join(names)
    places = {scene.code(scene.chart.area(index)) for index in range(start + 1, verb) if scene.clause[index] == "A"}
    own = {scene.code(area) for area in draft.phrase.reporters} if draft.phrase is not None else set()
    if start + 1 >= verb or places.difference(own, {scene.context.economy}):
        return ""  # "Qatari gas made up 11 percent of China's imports": the place holds the share
    first, end = scene.chart.units[start + 1].first, scene.chart.units[verb].first
    opening = scene.theme(first)
    return items.join(opening.items if opening is not None else headed(scene.chart.signs, first, end))


_CHAIN = re.compile("(?<=A)_(?:(?:,&?|&)D?_)*$")


def _sold(scene: Scene, index: int) -> list[str]:
    """The items of a list that opens in the unit `index` behind the verb of who sells them, or nothing."""
    unit = scene.chart.units[index]
    heads = (known_items(scene.chart.signs, at) for at in range(unit.first + 1, unit.last))
    return next(filter(None, heads), [])


def _listed(scene: Scene, start: int, verb: int) -> tuple[int, list[str]]:
    """The unit before a list whose last comma is the unit `start`, and its names, one of them known, or none.

    "With beef, soy and corn making up", "In Ethiopia, coffee, khat and sesame account for".
    """
    comma, signs = start, scene.chart.signs
    while start > 0 and scene.clause[start] == "," and "&" in scene.clause[start:verb]:
        first, end = scene.chart.units[start - 1].first, scene.chart.units[start - 1].last
        names, _, last = noun_phrase(signs[:end], first)
        if scene.clause[start - 1] != "_" or last != end or not names or any(map(is_no_item, names)):
            break
        start -= 2 + (scene.clause[start - 2] == "D")
    start += scene.clause[start + 1] == "w"
    if comma <= start + 1:
        return start, []
    first, end = scene.chart.units[start + 1].first, scene.chart.units[verb].first
    names, places, last = noun_phrase(signs[:end], first + (signs[first].symbol == "THE"))
    whole = last == end and not places and any(map(items.is_kind_of, names)) and not any(map(is_no_item, names))
    return start, names if whole else []


_SHARING = re.compile("(M)(?:iP|P)*v?S[D_]*$")
_OF_FLOW = re.compile("oD?M")


def flow_sharing(scene: Scene, draft: Draft) -> list[str]:
    """The items of the flow that makes up part of a larger one: "tea exports made up 5 percent of farm exports"."""
    flow = _SHARING.search(scene.clause, 0, draft.at) if draft.measure == "share" else None
    of = _OF_FLOW.match(scene.clause, draft.at + 1) if flow is not None else None
    if flow is None or of is None:
        return []
    one, other = scene.chart.units[flow.start(1)].phrase, scene.chart.units[of.end() - 1].phrase
    return one.items if one is not None and other is not None and one.metric == other.metric else []


_PART = re.compile("(_)'_?B|Bo(D?_)((?:,?&?D?_){0,3})i")


def part_holder(scene: Scene, draft: Draft) -> str:
    """The items whose part a share is: "tea's share of exports fell to", "the share of tea in exports"."""
    found = None
    for one in _PART.finditer(scene.clause, scene.chart.segment(draft.at), draft.at):
        found = one
    if found is None:
        return ""
    unit = scene.chart.units[found.start(1) if found[1] else found.end(2) - 1]
    if found[3]:  # "the share of tea and coffee in exports"
        return items.join(noun_phrase(scene.chart.signs, unit.first)[0])
    return items.join(headed(scene.chart.signs, unit.first, unit.last) or known_items(scene.chart.signs, unit.first))


_OF_FIGURE = re.compile(r"Q(?:k|oD?_{1,2})\([RF]?b?[D_<>~]*$")
_IN_BRACKET = re.compile(r"([_Q])\([^()]*$")
_PAST_BRACKET = re.compile(r"(_)\([^()]*B[^()]*\),?D?[RF]b?[D_<>~]*$")


def of_bracket(scene: Scene, draft: Draft) -> str:
    """The items before a bracket that tells their share, and what follows it: "tea (5 percent share), up 8 percent"."""
    if "(" not in scene.clause:
        return ""
    behind = _OF_FIGURE.search(scene.clause, 0, draft.at) if draft.measure in ("growth", "change") else None
    before = scene.filled.get(behind.start()) if behind is not None else None
    if before is not None and draft.phrase is not None and before.metric == draft.phrase.metric:
        return before.item  # "3 million tonnes of tea (1 million tonnes more)"
    if draft.measure not in ("share", "growth") or "B" not in scene.clause:
        return ""
    found = (_IN_BRACKET if draft.measure == "share" else _PAST_BRACKET).search(scene.clause, 0, draft.at)
    if found is None:
        return ""
    if found[1] == "Q":  # "tea rose 8 percent (share: 5 percent)"
        told = scene.filled.get(found.start())
        return told.item if told is not None else ""
    unit = scene.chart.units[found.start()]
    names = headed(scene.chart.signs, unit.first, unit.last) or known_items(scene.chart.signs, unit.first)
    return items.join(names)


def share_beside(scene: Scene, draft: Draft, phrase: Phrase) -> Filled | None:
    """What the share that stands aside was given, where its subject goes on: "cars, 5% of exports, fell 3%"."""
    place = scene.chart.place(phrase)
    aside = scene.chart.hidden(draft.at) if 0 <= place < draft.at else ()
    if place not in aside:
        return None
    for other in scene.earlier(draft):
        if other.phrase is phrase and other.measure == "share" and other.at in aside:
            return scene.filled[other.at]
    return None


_BESIDE_FIGURE = re.compile("Q(?:k|oD?_{1,2}|o(?:D?A)?D?_{1,2})?(?:f[DA]*)?(?:iD?P|P)?,[~_D]{0,3}$")


def share_of_figure(scene: Scene, draft: Draft, phrase: Phrase) -> str:
    """The items of the figure that a share is apposed to: "imported 5 tonnes of rice, a third of all imports"."""
    last = scene.last(draft) if draft.construction == "share-of" and not phrase.items else None
    if last is None or last.percent or not _BESIDE_FIGURE.match(scene.clause[: draft.at], last.at):
        return ""
    told = scene.filled[last.at]
    return told.item if told.metric == phrase.metric else ""


_HOLDS = re.compile("(A)(?:(?:,?T|,)?[_vE]{0,2}|_?E[_D]*(?:oD?)?M?(?:iD?P)?,)S[_D<>~]*$")
_BOUGHT = re.compile("(?:^|[,;J&*O]|P,?)D?(A)v?S[_D]*oD?M(?:i?P)?,?[aw][D_<>~]*$")
_AT = frozenset({"at-quantity", "metric-of"})
_OF_FLOW = re.compile("oD?M")


def of_amount(scene: Scene, draft: Draft, phrase: Phrase) -> str:
    """The counterpart of whose part an amount of a flow is told, where another's flow was spoken of, or "".

    "Peru's main source of imports was Chile, accounting for $5 billion of imports", "Brazil, which provided $2 billion
    of imports".
    """
    bought = _BOUGHT.search(scene.clause, 0, draft.at) if draft.construction in _AT else None
    if bought is not None and draft.measure == "level" and not phrase.partners:
        code = scene.code(scene.chart.area(bought.start(1)))  # "China bought most of Peru's exports, at $5 billion"
        return code if phrase.reporters and phrase.reporters[0].code != code else ""
    told = draft.construction == "share-verb" and draft.measure == "level" and not (phrase.reporters or phrase.partners)
    holds = _HOLDS.search(scene.clause, 0, draft.at) if told and _OF_FLOW.match(scene.clause, draft.at + 1) else None
    if holds is None or scene.chart.area(holds.start(1)).form == "part":
        return ""
    code = scene.code(scene.chart.area(holds.start(1)))
    home = scene.state.reporter or scene.context.economy
    return code if home not in ("", "WLD", code) else ""
