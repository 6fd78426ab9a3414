"""Signs: the small alphabet of typed mentions, cue words and marks that binding reads a sentence in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from operator import itemgetter
from typing import NamedTuple

from extractor.quantities import Quantity

MARKS = {
    ",": "COMMA",
    ";": "SEMICOLON",
    ":": "COLON",
    "(": "OPEN",
    "[": "OPEN",
    ")": "CLOSE",
    "]": "CLOSE",
    "-": "DASH",
    "—": "DASH",
    "/": "SLASH",
    "'s": "POSSESSIVE",
    '"': "QUOTE",
    "*": "BULLET",
    "•": "BULLET",
}


class Sign(NamedTuple):
    """One sign of a sentence: its symbol, offsets, word indices, the mention or word behind it, its lowered words."""

    symbol: str
    start: int
    end: int
    first: int
    last: int
    value: object
    low: str

    @property
    def quantity(self) -> Quantity:
        """The quantity behind a QUANTITY sign."""
        assert isinstance(self.value, Quantity)
        return self.value


make_sign = partial(tuple.__new__, Sign)  # a third of the time of Sign(…), which is made for most words of a text


_symbol_of = itemgetter(0)


def shows(signs: Iterable[Sign], symbol: str) -> bool:
    """Whether a sign has a symbol."""
    return symbol in map(_symbol_of, signs)


def shows_any(signs: Iterable[Sign], symbols: frozenset[str]) -> bool:
    """Whether a sign has one of the symbols."""
    return not symbols.isdisjoint(map(_symbol_of, signs))


def is_amount(sign: Sign) -> bool:
    """Whether a sign is an amount in a unit: no percentage, points or bare number."""
    return sign.symbol == "QUANTITY" and sign.quantity.unit not in ("PCT", "PP", "count")


def symbol_at(marked: Sequence[Sign | None], place: int) -> str:
    """The symbol of the sign at a word, or "" for a plain word or none."""
    sign = marked[place] if 0 <= place < len(marked) else None
    return sign.symbol if sign is not None else ""
