"""What is told only to be denied: "rejected a report that exports had fallen 5 percent"."""

from __future__ import annotations

from extractor import items
from extractor.signs import Sign, shows

BEFORE = 8  # signs within which a claim is rejected
_GOES_ON = frozenset({"SAID", "AND", "BUT"})
_LEADS = frozenset({"THAT", "OF"})


def marked(signs: list[Sign]) -> list[Sign]:
    """The signs, with a condition for the claim or report that is rejected, or is called baseless."""
    allegations = items.roles_of("allegations")
    for at, sign in enumerate(signs[:-1]):
        if sign.low not in allegations or signs[at + 1].symbol not in _LEADS:
            continue
        if not shows(signs[at:], "QUANTITY"):
            break
        before = {one.low for one in signs[max(0, at - BEFORE) : at]}
        behind = {one.low for one in signs[at + 1 :]}
        if "basis" in behind and "no" in behind:
            behind.add("baseless")  # "the claim that it imports 96 percent has no basis"
        if not items.roles_of("rejects").isdisjoint(before) or not items.roles_of("baseless").isdisjoint(behind):
            end = _end(signs, at)
            rest = [signs[end]._replace(symbol="SEMICOLON"), *signs[end + 1 :]] if end < len(signs) else []
            return [*signs[:at], sign._replace(symbol="IF"), *signs[at + 1 : end], *rest]
    return signs


def _end(signs: list[Sign], at: int) -> int:
    """Where what is denied ends and what is said against it begins: "reports that tea failed, saying exports rose"."""
    for index in range(at + 1, len(signs) - 2):
        ahead = signs[index + 1]
        if signs[index].symbol == "COLON":
            return index
        if signs[index].symbol == "COMMA" and (ahead.symbol in _GOES_ON or ahead.low in items.roles_of("counters")):
            return index
    return len(signs)
