"""Makers: deliveries that are those of makers or of an industry at home, and output that is one plant's."""

from __future__ import annotations

from collections.abc import Sequence

from extractor import items
from extractor.phrases import Phrase
from extractor.signs import Sign

SITE = 6  # signs behind output in which the plant is named


def is_of_makers(signs: Sequence[Sign], phrase: Phrase) -> bool:
    """Whether shipments are what makers of the whole world or one of them delivered, or output is that of one plant."""
    if phrase.metric == "industrial_output":
        beside = signs[phrase.head + 1 : phrase.head + 1 + SITE]
        at = bool(beside) and beside[0].symbol in ("AT", "FROM") and not phrase.items
        if not at or items.roles_of("sites").isdisjoint(sign.low for sign in beside):
            return False
        site = next(index for index, sign in enumerate(beside) if sign.low in items.roles_of("sites"))
        whole = "factories" in {sign.low for sign in beside[site : site + 3]}
        return not whole or any(sign.symbol == "WORD" and sign.low != "country" for sign in beside[1:site])
    if phrase.form not in ("shipments", "shipment", "deliveries"):
        return False
    behind = [sign.symbol for sign in signs[phrase.head + 1 : phrase.head + 3]]
    if behind == ["IN", "AREA"] or any(area.code == "WLD" for area in phrase.reporters):
        return True  # "global shipments of tablets", "the brand's shipments in Peru"
    first = phrase.first - 1 if signs[phrase.first].symbol != "POSSESSIVE" else phrase.first
    owned = first > 0 and signs[first].symbol == "POSSESSIVE" and signs[first - 1].symbol == "WORD"
    return owned and signs[first - 1].low in items.roles_of("makers")


def is_of_industry(phrase: Phrase, behind: Phrase | None) -> bool:
    """Whether bare shipments are what the factories of an economy delivered: "output rose, shipments fell"."""
    if phrase.form not in ("shipments", "shipment") or phrase.kind != "weak" or behind is None:
        return False
    bare = not (phrase.items or phrase.partners or phrase.reporters or behind.items)
    return bare and behind.metric == "industrial_output" and behind.kind == "noun"
