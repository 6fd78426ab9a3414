"""Gaps: a difference told between what an economy sells and what it buys ("the gap between exports and imports")."""

from __future__ import annotations

from collections.abc import Sequence, Set

from extractor import items
from extractor.phrases import Phrase
from extractor.signs import Sign
from extractor.vocabulary import Metric

FAR = 8  # signs from "between" to the first of the two
_LINKS = frozenset({"AND", "WORD", "IT", "THE", "OF", "AREA", "POSSESSIVE"})


def apart(signs: Sequence[Sign], first: int) -> bool:
    """Whether "the gap between" stands right before the sign `first`."""
    return first > 1 and signs[first - 1].symbol == "BETWEEN" and signs[first - 2].low in items.roles_of("differences")


def joined(signs: Sequence[Sign], one: Phrase, other: Phrase, spoken: set[str]) -> bool:
    """Make one balance of two flows whose difference is told: "the difference between what it exported and imported".

    It is a surplus where only surpluses were `spoken` of, else a deficit; whether it has been done.
    """
    if other.echo and apart(signs, one.first) and signs[one.last].symbol == "AND":
        one.metric = other.metric = "other"  # "the difference between Peru's exports and those of Chile"
        return False
    if {one.metric, other.metric} != {"exports", "imports"} or one.items or other.items:
        return False
    between = next((at for at in range(one.first - 1, max(one.first - FAR, 0), -1) if signs[at].symbol == "BETWEEN"), 0)
    links = {sign.symbol for sign in signs[one.last : other.first]}
    ahead = {sign.symbol for sign in signs[between + 1 : one.first]}
    if not between or "AND" not in links or not links | ahead <= _LINKS or not apart(signs, between + 1):
        return False
    one.metric = "trade_surplus" if "trade_surplus" in spoken and "trade_deficit" not in spoken else "trade_deficit"
    one.kind, one.form, one.last = "noun", "difference", other.last
    one.reporters, one.partners = one.reporters or other.reporters, one.partners or other.partners
    one.periods = [*one.periods, *other.periods]
    return True


_OF_TRADE = frozenset({"trade", "trade_balance", "trade_surplus", "trade_deficit"})


def is_of_firm(signs: Sequence[Sign], phrase: Phrase, spoken: Set[str]) -> bool:
    """Whether red or black ink is a firm's: no trade is spoken of in its sentence or before it."""
    if phrase.form not in items.roles_of("inks"):
        return False
    told = {sign.value.code for sign in signs if isinstance(sign.value, Metric)} - {phrase.metric}
    return _OF_TRADE.isdisjoint(spoken | told)
