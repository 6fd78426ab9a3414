"""What a sentence is about by its first words: "Private firms did best", "Soybeans - Imports rose", "There is beef".

A theme is the part of a metric that stands as the subject of a sentence or clause without being said of the metric.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from extractor import items
from extractor.areas import Area
from extractor.nouns import made_by, noun_phrase, texts, tight
from extractor.signs import Sign, shows_any
from extractor.vocabulary import Metric

WORDS = 16  # of a sentence within which its theme has been named
_LEADING = frozenset({"THE", "BULLET", "QUOTE", "BUT", "AND", "EACH", "DASH", "MARK"})
_TIMES = frozenset({"PERIOD", "EARLIER", "DAY", "SINCE"})
_FRONTING = frozenset({"IN", "FOR", "ON", "AT", "FROM", "AFTER", "THE"})
_FIRST = _FRONTING | _TIMES
_HEADS = frozenset({"METRIC", "OTHER", "POSSESSIVE", "TRAP"})  # what a noun before them only modifies


_AMOUNTS = frozenset({"volume", "volumes", "quantity", "quantities", "tonnage", "tonnages"})
_DEALERS = frozenset({"exporters", "importers", "shippers"})
_AMONG_ENDS = ("COMMA", "METRIC", "OTHER", "QUANTITY", "REACH", "AND")
_FRONT_ENDS = ("COMMA", "THE", "FIGURE", "PART")


class Theme(NamedTuple):
    """The items named, where their words end among the signs, and whether they stand as a label ("Soybeans: ...")."""

    items: tuple[str, ...]
    last: int
    label: bool


def theme(signs: Sequence[Sign], first: int = 0) -> Theme | None:
    """The theme that the clause at the sign `first` opens with, or None."""
    fronted = _fronted(signs, first)
    if fronted is not None:
        return fronted
    index = _opening(signs, first)
    if index >= len(signs):
        return None
    if signs[index].symbol == "AREA" and index + 2 < len(signs) and signs[index + 1].symbol == "POSSESSIVE":
        index += 2  # "Peru's farm products earned"
    grouped = signs[index].low in items.roles_of("groupings") or signs[index].low in _AMOUNTS
    if grouped and index + 2 < len(signs) and signs[index + 1].symbol == "OF":
        index += 2  # "The group of dairy products earned", "Volumes of gold were"
    sign = signs[index]
    if sign.symbol == "AREA":
        area = sign.value
        assert isinstance(area, Area)
        after = signs[index + 1] if index + 1 < len(signs) else None
        if after is not None and after.low in items.roles_of("voices"):
            return None  # "Mumbai dealers expect"
        if area.form == "part" and (after is None or after.symbol not in _HEADS):
            return Theme((area.item,), index + 1, False)
    elif sign.symbol not in ("WORD", "TRAP"):  # also "the FDI sector"
        return None
    names, _, last = noun_phrase(signs, index)  # also "Chinese steel"
    if not all(map(items.is_kind_of, names)):
        made = made_by(signs, last)  # "Salmon farmers look on. Their exports"
        names, last = (made, last) if made else _plural(signs, index, last)
    if not names:
        return None
    if signs[index - 1].symbol == "THE" and index and names[0] in items.roles_of("kinds"):
        return None  # "The metal rose"
    if last < len(signs) and signs[last].low in _DEALERS and not any(map(_is_duty, signs[last:])):
        last += 1  # "Fishmeal exporters did less well: their shipments", not "now pay a duty of"
    after = signs[last] if last < len(signs) else None
    if after is not None and (after.symbol in _HEADS or (after.symbol == "DASH" and tight(signs, last))):
        return None
    if after is not None and after.low in items.roles_of("offices"):
        return None
    return Theme(tuple(names), last, after is None or after.symbol in ("DASH", "COLON"))


def _is_duty(sign: Sign) -> bool:
    """Whether a sign is a word for a duty."""
    return isinstance(sign.value, Metric) and sign.value.code == "tariff_rate"


def _fronted(signs: Sequence[Sign], first: int) -> Theme | None:
    """The theme that a preposition puts first: "For cars the duty is", "In services, a surplus of"."""
    if first >= len(signs) or signs[first].symbol not in ("FOR", "IN", "ON"):
        return None
    names, _, last = noun_phrase(signs, first + 1)
    if last + 2 < len(signs) and signs[last].symbol == "OPEN":  # "For farm goods (7 percent of the whole), exports"
        last = next((at + 1 for at in range(last, min(last + 6, len(signs) - 1)) if signs[at].symbol == "CLOSE"), last)
    ends = _FRONT_ENDS if signs[first].symbol == "FOR" else ("COMMA",)
    told = names and all(map(items.is_kind_of, names)) and last < len(signs) and signs[last].symbol in ends
    return Theme(tuple(names), last, True) if told else None


def _opening(signs: Sequence[Sign], index: int) -> int:
    """Where the subject may begin: past marks, determiners, words such as "then there is", and a fronted time."""
    if index + 1 < len(signs) and signs[index].low.endswith("ly") and signs[index + 1].symbol == "COMMA":
        index += 2  # "Notably, "
    if index < len(signs) and signs[index].symbol in ("BETWEEN", "OF"):
        ends = [at for at in range(index, len(signs)) if signs[at].symbol in _AMONG_ENDS]
        if ends and signs[ends[0]].symbol == "METRIC" and signs[ends[0] + 1].low in items.roles_of("things traded"):
            ends = [ends[0] + 2]  # "Of the imported goods, "
        index = ends[0] + 1 if ends and signs[ends[0]].symbol == "COMMA" else index  # "Among crops, "
    start = index
    while index < len(signs) and signs[index].symbol in _FIRST:
        index += 1
    timed = shows_any(signs[start:index], _TIMES)
    index = index + 1 if timed and index < len(signs) and signs[index].symbol == "COMMA" else start
    existing = False
    unnamed = items.roles_of("nameless")
    while index < len(signs):
        sign = signs[index]
        nameless = sign.low in unnamed
        existing |= sign.low == "there"
        if not (sign.symbol in _LEADING or nameless or (existing and sign.symbol == "BE")):
            break
        index += 1
    return index


def _plural(signs: Sequence[Sign], first: int, last: int) -> tuple[list[str], int]:
    """The longest item among the words `first` to `last` that is a plural, which what follows must be a verb of."""
    first += signs[first].symbol == "AREA"
    for end in range(last - 1, first, -1):
        if signs[end - 1].low.endswith("s") and items.known(name := items.name(texts(signs[first:end]))):
            return [name], end
    return [], first


OFTEN = 3  # times that an article names the goods that it is about


def subject(signed: Sequence[Sequence[Sign]], lows: Sequence[str]) -> str:
    """The goods that the opening names and the article goes on naming ("Copper giant sees good year"), or "".

    They say what is made, or shipped by weight, where output or a flow is told without its goods.
    """
    text = f" {' '.join(lows)}"
    for signs in signed[:2]:
        words = [sign.low if sign.symbol == "WORD" else "" for sign in signs]
        pairs = [f"{one} {two}" for one, two in pairwise(words) if one and two]
        named = {name for word in (*pairs, *words) if word and (name := items.known(word))}
        goods = [name for name in named if items.kind(name) == "commodity" and text.count(f" {name}") >= OFTEN]
        goods = [name for name in goods if not any(name != other and name in other.split() for other in goods)]
        if len(goods) == 1:
            return goods[0]
    return ""
