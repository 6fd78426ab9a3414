"""What stands before what a sentence says: what joins it to the one before, and who says it."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set

from extractor import items
from extractor.signs import Sign
from extractor.vocabulary import Metric

SOURCE = 16  # signs within which it is told who says it, or from what it is known
_SOURCE = re.compile("SAID (?:(?:WORD|THE|OF|FIGURE|FOR|ON|BY|IN|AND|DAY|TRAP|BODY) )+COMMA ")
_FIGURES = re.compile(
    "(?:(?:WORD|THE) ){0,4}FIGURE (?:(?:WORD|THE|ON|DAY|BY|FROM|OF|FOR|TRAP) ){0,9}SAID (?:(?:ON|DAY) )*(?:THAT )?"
)
_SAYER = frozenset({"WORD", "THE", "OF", "FIGURE", "SAID", "ON", "DAY", "IN", "TO", "FOR", "BY", "AND", "AT", "TRAP"})
_BEHIND = {"of": "OF", "with": "WITH", "to": "TO", "from": "FROM", "for": "FOR"}
_WHEN_OR_WHERE = frozenset({"COMMA", "COLON", "ON", "IN"})  # of the saying: "said in Paris"
_SAID = frozenset({"said", "says", "say", "added", "adds", "noted", "notes", "explained", "stressed", "stated"})
PREAMBLE = 5  # signs within which it is told who says what follows, or how it goes on


def stated(signs: list[Sign], text: str, owners: Set[int] = frozenset()) -> list[Sign]:
    """The signs of what a sentence says, without its dateline, what joins it to the one before ("In addition,") or who
    says it, as long as that names no economy: "The official said that". `owners` are the offsets of the economies whose
    offices are named."""
    signs = signs[_past_dateline(signs) :]
    while len(signs) > 1 and signs[0].symbol in ("DASH", "BULLET"):
        signs = signs[1:]  # of a list
    if len(signs) > 2 and signs[0].low.isdigit() and signs[0].end == signs[1].start and signs[1].low in (".", ")"):
        signs = signs[2:]  # "1. Copper"
    comma = next((at for at, sign in enumerate(signs[:PREAMBLE]) if sign.symbol == "COMMA"), 0)
    if comma and " ".join(sign.low for sign in signs[:comma]) in items.roles_of("joins"):
        signs = signs[comma + 1 :]
    said = next((at for at, sign in enumerate(signs[:SOURCE]) if sign.low in items.roles_of("says")), SOURCE)
    if said == SOURCE:
        return signs  # as most often
    signs = _apart(signs)
    opening = " ".join(sign.symbol for sign in signs[:SOURCE]) + " "
    source = _SOURCE.match(opening) if signs[0].low == "according to" else _FIGURES.match(opening)
    if source:
        return signs[source[0].count(" ") :]
    that = next((at for at, sign in enumerate(signs[:SOURCE]) if sign.symbol not in _SAYER), 0)
    if that > said and signs[that].symbol == "THAT" and owners.isdisjoint(sign.start for sign in signs[:that]):
        return signs[that + 1 :]
    for at, sign in enumerate(signs[:PREAMBLE]):
        if sign.symbol == "SAID" and sign.low in _SAID and at and len(signs) > at + 2:
            return signs if signs[at + 1].symbol in _WHEN_OR_WHERE else signs[at + 1 :]
        if sign.symbol not in ("WORD", "THE") or at and text[sign.start].isupper():
            break
    return signs


DATELINE = 14  # signs within which a dateline ends


def _past_dateline(signs: Sequence[Sign]) -> int:
    """Where a sentence begins behind its dateline: "KUNMING, Oct. 20 (Xinhua) -- Yunnan's exports", else 0."""
    if len(signs) < 4 or signs[1].symbol not in ("COMMA", "OPEN", "WORD"):
        return 0
    for index in range(2, min(DATELINE, len(signs) - 2)):
        if signs[index].symbol in ("QUANTITY", "METRIC", "MARK"):
            return 0
        ends = signs[index - 1].symbol in ("CLOSE", "DAY")
        if ends and signs[index].symbol == "DASH" and signs[index - 1].end < signs[index].start:
            return index + 1 + (signs[index + 1].symbol == "DASH")
        if ends and signs[index].symbol == "AREA" and signs[index].low.startswith("- "):
            return index  # the dash belongs to the name: "-- southwest China's Yunnan"
    return 0


def _apart(signs: list[Sign]) -> list[Sign]:
    """The signs, with "that of" in two where it is no metric again: "He said that of Peru's exports, gold made up"."""
    for at, sign in enumerate(signs[1:SOURCE], 1):
        that, _, behind = sign.low.partition(" ")
        if that == "that" and behind in _BEHIND and signs[at - 1].symbol in ("SAID", "DAY"):
            both = sign._replace(symbol="THAT", low=that), sign._replace(symbol=_BEHIND[behind], low=behind)
            return [*signs[:at], *both, *signs[at + 1 :]]
    return signs


def together(signs: list[Sign]) -> list[Sign]:
    """The signs, with trade for the two flows that the sentence before told of: "The two together came to"."""
    for size in (4, 3, 2):
        said = [sign.low for sign in signs[:size] if sign.symbol != "COMMA"]
        if len(signs) > size and " ".join(said) in items.roles_of("two flows"):
            trade = Metric("trade", "noun", "trade", "METRIC")
            last = signs[size - 1]
            return [signs[0]._replace(symbol="METRIC", end=last.end, last=last.last, value=trade), *signs[size:]]
    return signs
