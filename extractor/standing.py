"""Duties that are in force already, whatever is to come of them: those to be scrapped or cut, and those answered."""

from __future__ import annotations

import re

from extractor import items
from extractor.chart import Chart
from extractor.vocabulary import Metric

_RIGHT_AT = re.compile("[-_A]{0,2}M")  # "its 8 percent [import] duty"
_OF = re.compile("M[oa]$")  # "a duty of 8 percent"
_LED = frozenset({"THE", "AREA", "POSSESSIVE", "WORD", "QUOTE"})
BEFORE = 7  # signs from what is done with a duty to the duty
BEHIND = 14  # signs from a duty to what is to be done with it
AFTER = 2  # signs from "be" to the participle
_STOPS = frozenset({"COMMA", "SEMICOLON", "BUT", "THAT", "QUOTE", "IF"})


def stands(chart: Chart, at: int) -> bool:
    """Whether a figure is the rate of a duty that a clause only says something will be done with.

    "Peru will scrap its 8 percent duty", "the duty of 8 percent on rice will be removed", "will retaliate against the
    8 percent duty".
    """
    right = _RIGHT_AT.match(chart.text, at + 1)
    left = None if right is not None else _OF.search(chart.text, max(0, at - 2), at)
    if right is None and left is None:
        return False
    place = right.end() - 1 if right is not None else at - 2
    phrase = chart.units[place].phrase
    if phrase is None or phrase.metric != "tariff_rate":
        return False
    return _is_object(chart, min(place, at)) or _is_subject(chart, max(place, at))


def _is_object(chart: Chart, index: int) -> bool:
    """Whether the verb before a duty does away with it, or answers it."""
    first = chart.units[index].first
    signs = chart.signs[max(0, first - BEFORE) : first]
    ends, answers, two = (items.roles_of(role) for role in ("scraps", "answers duties", "scraps 2"))
    definite = False
    for back in range(len(signs) - 1, -1, -1):
        low = signs[back].low
        if low in ends or back and f"{signs[back - 1].low} {low}" in two:
            return True
        if definite and signs[back].symbol in ("TO", "AGAINST", "COMPARED") and back:
            return signs[back - 1].low in answers
        definite |= signs[back].symbol in ("THE", "POSSESSIVE")
        if signs[back].symbol not in _LED:
            return False
    return False


def _is_subject(chart: Chart, index: int) -> bool:
    """Whether a duty is to be done away with, as the verb behind it says."""
    start = chart.units[index].last
    ended = items.roles_of("scrapped")
    since = AFTER + 1
    for sign in chart.signs[start : start + BEHIND]:
        if sign.symbol in _STOPS or isinstance(sign.value, Metric) and sign.value.code == "tariff_rate":
            return False
        since = 0 if sign.symbol in ("WILL", "BE") else since + 1
        if since <= AFTER and sign.low in ended:
            return True
    return False
