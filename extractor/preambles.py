"""What stands before what a sentence says: what joins it to the one before, and who says it."""

from __future__ import annotations

import re

from extractor import items
from extractor.signs import Sign, shows

SOURCE = 12  # signs within which it is told from what it is known
_SOURCE = re.compile("SAID (?:(?:WORD|THE|OF|FIGURE) )+COMMA |(?:(?:WORD|THE) )*FIGURE SAID (?:ON DAY )?THAT ")
_BEHIND = {"of": "OF", "with": "WITH", "to": "TO", "from": "FROM", "for": "FOR"}
_WHEN_OR_WHERE = frozenset({"COMMA", "COLON", "ON", "IN"})  # of the saying: "said in Paris"
_SAID = frozenset({"said", "says", "say", "added", "adds", "noted", "notes", "explained", "stressed", "stated"})
PREAMBLE = 5  # signs within which it is told who says what follows, or how it goes on


def stated(signs: list[Sign], text: str) -> list[Sign]:
    """The signs of what a sentence says, without what joins it to the one before ("In addition,") or who says it, as
    long as that names nobody: "The official said that"."""
    comma = next((at for at, sign in enumerate(signs[:PREAMBLE]) if sign.symbol == "COMMA"), 0)
    if comma and " ".join(sign.low for sign in signs[:comma]) in items.roles_of("joins"):
        signs = signs[comma + 1 :]
    if not shows(signs[:SOURCE], "SAID"):
        return signs  # as most often
    signs = _apart(signs)
    source = _SOURCE.match(" ".join(sign.symbol for sign in signs[:SOURCE]))
    if source and (signs[0].low == "according to" or shows(signs[: source[0].count(" ")], "FIGURE")):
        return signs[source[0].count(" ") :]
    for at, sign in enumerate(signs[:PREAMBLE]):
        if sign.symbol == "SAID" and sign.low in _SAID and at and len(signs) > at + 2:
            if signs[at + 1].symbol == "THAT":
                return signs[at + 2 :]
            return signs if signs[at + 1].symbol in _WHEN_OR_WHERE else signs[at + 1 :]
        if sign.symbol not in ("WORD", "THE") or at and text[sign.start].isupper():
            break
    return signs


def _apart(signs: list[Sign]) -> list[Sign]:
    """The signs, with "that of" in two where it is no metric again: "He said that of Peru's exports, gold made up"."""
    for at, sign in enumerate(signs[1:SOURCE], 1):
        that, _, behind = sign.low.partition(" ")
        if that == "that" and behind in _BEHIND and signs[at - 1].symbol in ("SAID", "DAY"):
            both = sign._replace(symbol="THAT", low=that), sign._replace(symbol=_BEHIND[behind], low=behind)
            return [*signs[:at], *both, *signs[at + 1 :]]
    return signs
