"""Reserves that are those of a central bank, by whose they are and what is told of them, and the part that is meant."""

from __future__ import annotations

from collections.abc import Sequence, Set

from extractor import items
from extractor.areas import Area
from extractor.phrases import Phrase
from extractor.signs import Sign, shows

_TOLD = frozenset({"RISE", "FALL", "REACH", "BE", "EXCEED", "COMMA", "HAVE", "SHARE", "OPEN"})
_GOLD = "gold"


def is_held(signs: Sequence[Sign], phrase: Phrase, heard: Set[str]) -> bool:
    """Whether bare "reserves" are those of a central bank: not "oil reserves", "a firm's reserves"."""
    goods = [name for name in phrase.items if name != _GOLD]
    if goods:
        return False
    if "fx_reserves" in heard and not phrase.reporters:
        return True
    if any(sign.low.split(" ")[0] in items.roles_of("central banks") for sign in signs):
        return True
    if not phrase.reporters or signs[phrase.last - 1].low == "OF":
        return False
    ahead = {str(getattr(sign.value, "code", "")) for sign in signs[phrase.last :]}
    if "imports" in ahead:
        return True  # "its reserves fell to $4 billion, three weeks of imports"
    return _is_of_economy(signs, phrase)


def _is_of_economy(signs: Sequence[Sign], phrase: Phrase) -> bool:
    """Whether reserves are an economy's own and told in money: "Nigeria's reserves rose to $33 billion"."""
    index = phrase.head - 1
    index -= index >= 0 and signs[index].low in (_GOLD, *items.roles_of("kinds of reserves"))
    owned = index > 0 and signs[index].symbol == "POSSESSIVE" and isinstance(signs[index - 1].value, Area)
    behind = signs[phrase.head + 1 :]
    inside = signs[phrase.head - 1].low == _GOLD and len(behind) > 1 and behind[0].symbol in ("IN", "OF")
    inside = inside and isinstance(behind[1].value, Area)
    moves = phrase.last < len(signs) and signs[phrase.last].symbol in _TOLD
    money = any(sign.symbol == "QUANTITY" and len(sign.quantity.unit) == 3 for sign in behind)
    return (owned or inside) and moves and money and shows(behind, "QUANTITY")
