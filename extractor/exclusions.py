"""Wordings of what a figure leaves out, as one: "when oil is excluded", "with oil left out", "without oil"."""

from __future__ import annotations

from collections.abc import Sequence

from extractor import items
from extractor.nouns import noun_phrase
from extractor.signs import Sign

_OPENERS = frozenset({"when", "if", "once", "with", "after", "without"})


def settled(signs: list[Sign]) -> list[Sign]:
    """The signs with "excluding" before all that is said to be left out, out of its brackets."""
    for at in range(len(signs) - 2, -1, -1):
        low = signs[at].low
        if at and low not in _OPENERS:
            continue
        goods = at + (low in _OPENERS)
        if low == "without" and _are_goods(signs, goods):  # not "without a pact"
            signs = [*signs[:at], _excluding(signs[at]), *signs[goods:]]
        elif goods > at and signs[goods].symbol == "EXCLUDE":
            signs = [*signs[:at], *signs[goods:]]  # "when excluding oil"
        elif told := _left_out(signs, goods):
            first = signs[at] if goods > at else signs[at]._replace(end=signs[at].start, last=signs[at].first)
            signs = [*signs[:at], _excluding(first), *signs[goods : told[0]], *signs[told[1] :]]
    return _unbracketed(signs)


def _unbracketed(signs: list[Sign]) -> list[Sign]:
    """The signs without brackets around what is left out: "exports to Peru (excluding oil) rose"."""
    for at in range(len(signs) - 3, 0, -1):
        if signs[at].symbol != "EXCLUDE" or signs[at - 1].symbol != "OPEN":
            continue
        if at < 2 or signs[at - 2].symbol not in _METRIC_ENDS:
            continue
        shut = next((one for one in range(at, min(at + GOODS, len(signs))) if signs[one].symbol == "CLOSE"), 0)
        names, _, end = noun_phrase(signs[:shut], at + 1)
        if names and end == shut:
            signs = [*signs[: at - 1], *signs[at:shut], *signs[shut + 1 :]]
    return signs


def _excluding(sign: Sign) -> Sign:
    return sign._replace(symbol="EXCLUDE", value="excluding", low="excluding")


def _are_goods(signs: Sequence[Sign], first: int, last: int | None = None) -> bool:
    """Whether goods stand at a sign, and nothing else before the sign `last`."""
    names, _, end = noun_phrase(signs[:last], first)
    return bool(names) and all(map(items.known, names)) and (last is None or end == last)


def _left_out(signs: Sequence[Sign], first: int) -> tuple[int, int] | None:
    """Where the wording begins and ends that says of the goods at a sign that they are left out: "is not counted"."""
    wordings = items.roles_of("left out")
    for at in range(first + 1, min(first + GOODS, len(signs))):
        for end in range(at + 1, min(at + LEFT_OUT, len(signs)) + 1):
            closed = end == len(signs) or signs[end].symbol in _CLOSES
            if closed and " ".join(sign.low for sign in signs[at:end]) in wordings:
                begins = at - (signs[at - 1].symbol == "BE")
                return (begins, end) if _are_goods(signs, first, begins) else None
    return None


GOODS = 8  # signs that goods and the verb of what is left out take
LEFT_OUT = 2  # signs of the longest such wording
_METRIC_ENDS = frozenset({"METRIC", "AREA", "PERIOD", "QUANTITY"})  # behind which a bracket tells of a metric
_CLOSES = frozenset({"COMMA", "SEMICOLON", "MARK", "CLOSE", "AND", "BUT"})
