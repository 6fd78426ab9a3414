"""What a bare figure is given by those beside it: the unit and the scale, or that of an index."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from extractor import features
from extractor.chart import Chart
from extractor.pending import Draft
from extractor.quantities import Quantity

_DIGITS = re.compile(r"[0-9.]+")
WEIGHTS = frozenset({"t", "kg", "bbl", "m3", "l"})
LARGE = 1000  # more than a figure in percent is
MOST = 300  # percent that a bare number is, for it shares the unit of one before
NEAR = Decimal(50)  # times: how far apart two figures may be that share a scale
_WAYS = tuple("RF")  # signs of direction
INDEX = 30  # what an index stands at, at least


def _gives(draft: Draft) -> bool:
    """Whether a figure may share its unit with a bare one after it."""
    return not draft.reason and draft.quantity.form == "number"


def _is_of_index(chart: Chart, at: int) -> bool:
    """Whether the metric before a figure is one that stands at a level: "the producer price index"."""
    left = next((one for place, one in reversed(chart.phrases) if place < at), None)
    if left is None or left.metric not in features.INDEXED:
        return False
    return (
        "index" in left.form or left.metric == "industrial_output" and chart.text[at - 1] == "t"
    )  # "rose 1% to 113.7"


def _like_rate(chart: Chart, draft: Draft, before: Sequence[Draft]) -> Draft | None:
    """The rate before that stands beside its direction as a bare figure does: "5.3 percent higher, tin 1.8 lower"."""
    rates = [one for one in reversed(before) if one.percent and _gives(one)]
    for side in (-1, 1):
        if chart.text[draft.at + side : draft.at + side + 1] in _WAYS:
            beside = (one for one in rates if chart.text[one.at + side : one.at + side + 1] in _WAYS)
            return next(beside, None)
    return None


def share(chart: Chart, draft: Draft, before: Sequence[Draft], spoken: str) -> None:
    """Give a bare number the unit, and a number without scale the scale, of the figure it is set beside.

    Where there is none in the sentence, a number with a scale is in the unit that the passage has `spoken` in.
    """
    quantity: Quantity = draft.quantity
    if draft.percent and not quantity.stated and quantity.value >= LARGE:
        draft.unit = "count"  # "rose 6.4 percent to 109,500"
    if quantity.unit != "count" or quantity.counted or quantity.stated or quantity.form != "number":
        return
    if quantity.text.endswith(("dozen", "dozens")):
        return
    large = quantity.value >= MOST or quantity.scaled  # "fell 5.2 percent to 544,284"
    given = None if large else _like_rate(chart, draft, before)
    if given is None:
        given = next((one for one in reversed(before) if _gives(one) and not (large and one.percent)), None)
    in_full = quantity.text.replace(",", "").isdigit() and spoken not in WEIGHTS  # "car exports reached 9,000"
    if given is None and quantity.scaled and spoken not in ("", "TEU") and not in_full:
        draft.unit = spoken
    bare = given is None and not quantity.scaled and INDEX <= quantity.value < MOST
    if bare and _is_of_index(chart, draft.at):
        draft.unit = "index"  # "the producer price index fell to 97.1"
    if given is None or given.unit in ("count", "month", "quarter", "year"):
        return
    if given.percent and quantity.value >= INDEX and _is_of_index(chart, draft.at):
        draft.unit = "index"  # "the consumer price index rose 0.4 percent to 113.2"
        return
    draft.given = given
    draft.unit = given.unit
    if given.percent:
        return
    written = _DIGITS.search(given.quantity.text.replace(",", ""))
    number = Decimal(written[0].strip(".") or 0) if written else Decimal(0)
    if not quantity.scaled and number:
        factor = given.quantity.value * given.factor / number
        if factor > 1 and 1 / NEAR < quantity.value / number < NEAR:
            draft.factor = factor
