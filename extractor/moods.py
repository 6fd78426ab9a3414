"""The status of a figure: actual, forecast or target, or nothing claimed at all (a hypothesis, a denial)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.chart import Chart
from extractor.pending import Draft

_EXPECTED = re.compile("(?:_|R|F|T_)x")  # "the 3 percent that economists had forecast"
_AS_TARGET = re.compile("[Pir]*l[D_A']*G")  # "set $5 billion by 2025 as their goal"
_AIM = re.compile("t[RF]M[tb][Dd_]*$")  # "to raise exports to"


def status(chart: Chart, draft: Draft, before: Sequence[Draft]) -> str:
    """`actual`, `forecast`, `target`, or "" where nothing is claimed; `before` are the drafts before it."""
    text, at = chart.text, draft.at
    if chart.signs[-1].low == "?" or chart.signs[0].low == "were":
        return ""  # "Will exports top $1 billion?", "Were imports to drop 10 percent"
    start = chart.segment(at)
    last = max((other.at for other in before if other.at >= start), default=start - 1)
    own = _governing(text[last + 1 : at])
    right = text[at + 1 : at + 4]
    if (
        "G" in own
        or right[:1] == "G"
        or _AS_TARGET.match(text, at + 1)
        or right[:2] in ("_G", "-G")
        or _AIM.search(text, 0, at)
    ):
        return "target"
    if "x" in own.replace("hx", "") or right[:1] == "x" or _EXPECTED.match(right):
        return "forecast"
    if last < start:
        return _mood(own, text[start:at])
    if draft.slot == "then":
        return "actual"
    earlier = next(other for other in before if other.at == last)
    return earlier.status if earlier.slot == "now" and not earlier.reason else _mood(own, text[start:at])


def _governing(own: str) -> str:
    """The part of a clause whose words of expecting or aiming govern its figure.

    Those before a metric govern it when an infinitive or a modal follows ("expects exports to rise by"), or when they
    stand at the metric itself ("a target for exports of"); "aims to widen its trade, which reached" they do not.
    """
    _, metric, rest = own.rpartition("M")
    if not metric or set(rest) & set("tv") or not set(rest) & set("RFHEXSW"):
        return own
    return rest


def _mood(own: str, segment: str) -> str:
    """`forecast` where the clause speaks of what will be, "" where it only supposes, else `actual`."""
    if "?" in segment or "!M" in segment:
        return ""
    return "forecast" if "v" in own.rpartition("T")[2] else "actual"
