"""What is told only to be denied: "rejected a report that exports had fallen 5 percent"."""

from __future__ import annotations

from extractor import items
from extractor.signs import Sign

BEFORE = 8  # signs within which a claim is rejected
_LEADS = frozenset({"THAT", "OF"})


def marked(signs: list[Sign]) -> list[Sign]:
    """The signs, with a condition for the claim or report that is rejected, or is called baseless."""
    allegations = items.roles_of("allegations")
    for at, sign in enumerate(signs[:-1]):
        if sign.low not in allegations or signs[at + 1].symbol not in _LEADS:
            continue
        before = {one.low for one in signs[max(0, at - BEFORE) : at]}
        behind = {one.low for one in signs[at + 1 :]}
        if not items.roles_of("rejects").isdisjoint(before) or not items.roles_of("baseless").isdisjoint(behind):
            return [*signs[:at], sign._replace(symbol="IF"), *signs[at + 1 :]]
    return signs
