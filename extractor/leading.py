"""What leads to the name of a place that goods go to or come from: "its biggest market, Japan", "mills in Peru"."""

from __future__ import annotations

from collections.abc import Sequence

from extractor import items
from extractor.areas import Area
from extractor.signs import Sign

DESCRIBES = 8  # signs of a description before the place that it names
DESCRIPTION = frozenset(
    {"THE", "WORD", "RECORD", "DASH", "EXCEED", "MORE", "LESS", "OTHER", "METRIC", "POSSESSIVE", "FIGURE", "QUANTITY"}
)


def described(signs: Sequence[Sign], index: int) -> int:
    """Where the place stands that a description at `index` leads to, else `index`.

    "Its biggest market, Japan", "top buyer India", "neighbouring Chad", "energy-hungry China", "Asian giant Japan".
    """
    what = items.roles_of("counterparts") | items.roles_of("neighbours") | items.roles_of("described as")
    for at in range(index, min(index + DESCRIBES, len(signs) - 1)):
        sign, after = signs[at], signs[at + 1]
        low = sign.low.rsplit(" ", 1)[-1]
        aside = after.symbol == "COMMA" and low in what
        place = at + 1 + aside
        place += place < len(signs) and aside and signs[place].symbol == "THE"
        area = signs[place].value if place < len(signs) else None
        if isinstance(area, Area) and (aside or sign.symbol != "POSSESSIVE" and after.symbol != "POSSESSIVE"):
            owner = place + 1 < len(signs) and signs[place + 1].symbol == "POSSESSIVE"
            if area.by_name and not owner and (low in what or not aside and _is_adjective(signs, at)):
                return place
        if sign.symbol not in DESCRIPTION and not isinstance(sign.value, Area):
            break
    return index


def _is_adjective(signs: Sequence[Sign], at: int) -> bool:
    """Whether the word at `at` can stand right before the name of a place as its adjective: "tiny Malta"."""
    low = signs[at].low
    compound = at > 1 and signs[at - 1].symbol == "DASH" and low.isalpha()
    ends = low.endswith(tuple(items.roles_of("endings of adjectives")))
    return signs[at].symbol == "WORD" and (compound or low in items.roles_of("adjectives of places") or ends)


def past_folk(signs: Sequence[Sign], index: int) -> int:
    """Where the place begins of those whom goods go to or come from: "exports to mills in Peru"; else `index`."""
    noun = index + (index < len(signs) and signs[index].symbol == "THE")
    if noun + 2 >= len(signs) or signs[noun + 1].symbol != "IN" or signs[noun].symbol not in ("WORD", "OTHER"):
        return index
    place = noun + 2 + (signs[noun + 2].symbol == "THE")
    named = place < len(signs) and isinstance(signs[place].value, Area)
    kinds = items.roles_of("folk") | items.roles_of("places") | items.roles_of("makers") | items.roles_of("outlets")
    return noun + 2 if named and signs[noun].low in kinds else index


def neighbour_end(signs: Sequence[Sign], index: int) -> int:
    """Where a neighbour of an economy ends that is not named: "to Canada's southern neighbour"; else `index`."""
    place = index + (index < len(signs) and signs[index].symbol == "THE")
    if place + 1 < len(signs) and signs[place].symbol == "AREA" and signs[place + 1].symbol == "POSSESSIVE":
        place += 2
    for at in range(place, min(place + 4, len(signs))):
        if signs[at].symbol != "WORD":
            break
        if signs[at].low in items.roles_of("neighbours"):
            return at + 1
    return index
