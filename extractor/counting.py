"""What a figure counts or is a part of: "5 million tonnes of wheat", "158,930 trucks", "half the gas it imported"."""

from __future__ import annotations

import re

from extractor import items
from extractor.nouns import known_items, noun_phrase
from extractor.pending import Draft
from extractor.phrases import Phrase
from extractor.scene import Scene

_NEED = re.compile("o(?:D?A'?)?D?(N)(?:[or]D?(_))?")  # "30 percent of its consumption of sugar", "the demand for milk"
_AS_MUCH = re.compile(r" as (?:much|many) ")


def content(scene: Scene, draft: Draft) -> list[str]:
    """The items that an amount is one of: "5 million tonnes of rice", "$2 billion worth of coal"."""
    if draft.measure != "level" or draft.percent or draft.unit == "TEU":
        return []  # boxes are of goods of all kinds
    after = draft.at + 1 + scene.clause.startswith("$", draft.at + 1)
    packs = scene.clause.startswith("_o", after) and scene.chart.low(after) in items.roles_of("packs")
    after += packs  # "3 million sets of furniture"
    spent = draft.money and scene.clause.startswith("i", after)  # "imported $5 million in rice", not "in May"
    if not (spent or scene.clause.startswith("o", after)):
        return []
    names, _, _ = noun_phrase(scene.chart.signs, scene.chart.units[after].last)
    known = all(items.known(name) for name in names)
    return names if known and (not spent or _is_of_goods(names)) else names[:1] if is_physical(draft) else []


def _is_of_goods(names: list[str]) -> bool:
    """Whether every one of the items is goods of the table."""
    return all(items.kind(items.known(name)) in ("commodity", "good", "group", "service") for name in names)


_TO_LEVEL = re.compile("[_yP]*t[D_]*")
_FLOW_OF = re.compile(r" of ((?:crude )?oil|crude)(?= (?:per|a|each|daily))", re.IGNORECASE)


def counted(scene: Scene, draft: Draft, phrase: Phrase) -> str:
    """The item that a number is of by the noun it counts, where its phrase names none: "158,930 trucks"."""
    if draft.construction == "multiple" and not phrase.items:
        after = scene.chart.units[draft.at].last
        names = known_items(scene.chart.signs, after + 2) if _AS_MUCH.match(scene.text, draft.quantity.end) else []
        return items.join(names)
    moved_to = next((one for one in scene.drafts if one.at > draft.at), None) if draft.percent else None
    if moved_to is not None and not phrase.items and _TO_LEVEL.fullmatch(scene.clause, draft.at + 1, moved_to.at):
        draft = moved_to  # "fell 5 percent to 219,000 vehicles"
    told = phrase.items and draft.construction not in ("of-which", "listed")
    flow = _FLOW_OF.search(draft.quantity.text) if not told else None
    if flow is not None:
        return items.known(flow[1].lower()) or flow[1].lower()  # "480,000 barrels of oil a day"
    if draft.unit != "count" or told or not draft.quantity.counted:
        return ""
    noun = items.singular(draft.quantity.counted.lower())
    return noun if items.known(noun) and items.kind(items.known(noun)) in ("commodity", "good") else ""


def moved(scene: Scene, draft: Draft, phrase: Phrase) -> list[str]:
    """The things counted that a verb after them moves: "310,000 cars were exported"."""
    if phrase.kind != "verb" or not scene.clause.startswith("_", draft.at + 1) or draft.money or draft.percent:
        return []
    names, _, _ = noun_phrase(scene.chart.signs, scene.chart.units[draft.at + 1].first)
    return names[:1] if scene.chart.place(phrase) > draft.at else []


def is_physical(draft: Draft) -> bool:
    """Whether a quantity is one of things, not of money or percent."""
    return not draft.money and draft.unit not in ("PCT", "PP", "month", "quarter", "year")


def covered(scene: Scene, draft: Draft, phrase: Phrase) -> str:
    """The item that a share is one of: "Imports covered 70 percent of the medicine", "half the gas it imported"."""
    if scene.clause.startswith("oI", draft.at + 1) and not draft.carried and not phrase.items:
        return items.join(said_before(scene, phrase))  # "demand for rice rose and imports meet half of it"
    if not scene.clause.startswith("o", draft.at + 1):
        return ""
    whole = _NEED.match(scene.clause, draft.at + 1)
    need = scene.chart.units[whole.start(1)].phrase if whole is not None else None
    own = need is not None and need.metric == phrase.metric and phrase is not need
    if own and phrase.items and scene.chart.place(phrase) < draft.at and draft.construction == "share-verb":
        return items.join(phrase.items)  # "tea exports made up half of farm exports"
    if whole is not None and need is not None and (need.items or whole[2]):
        return items.join(need.items or known_items(scene.chart.signs, scene.chart.units[whole.start(2)].first))
    names, _, _ = noun_phrase(scene.chart.signs, scene.chart.units[draft.at + 1].last)
    if not names or not items.headed(names[0]):
        return ""
    spoken = (*scene.state.items, scene.context.item) if scene.clause.startswith("oD", draft.at + 1) else ()
    return next((one for one in spoken if one.endswith(f" {names[0]}")), names[0])  # "of the [steel] pipes"


def said_before(scene: Scene, phrase: Phrase) -> list[str]:
    """The items named last before a phrase in its sentence: "as copper rose, exports of the metal"."""
    for unit in reversed(scene.chart.units[: max(scene.chart.place(phrase), 0)]):
        names = unit.phrase.items if unit.phrase is not None else []
        if unit.char == "_":
            names = known_items(scene.chart.signs, unit.first)
        if names:
            return names
    return []


def ends_in_things(scene: Scene, draft: Draft) -> bool:
    """Whether a change ends at a quantity of things: "exports rose 4 percent to 250,000 tonnes"."""
    after = next((one for one in scene.drafts if one.at > draft.at and one.phrase is draft.phrase), None)
    if after is None or not draft.percent or after.unit == "count":
        return False
    return is_physical(after) and after.construction in ("direction-to", "at-quantity")
