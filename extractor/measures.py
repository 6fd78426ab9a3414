"""Measure and direction of a figure, where its construction leaves them to the metric."""

from __future__ import annotations

import re

from extractor import items, points, surveys
from extractor.chart import Chart
from extractor.pending import Draft

RATES = frozenset({"gdp", "cpi", "ppi", "industrial_output", "retail_sales"})
_ALWAYS_RATES = frozenset({"gdp", "cpi", "ppi"})
_MOVED = frozenset({"direction-quantity", "direction-at", "direction-of", "direction-by"})
_STEPS = _MOVED | {"quantity-direction", "quantity-pace"}
LOWEST_INDEX = 20  # no survey of purchasing managers has stood below this
_AIMED = frozenset({"expected", "target-for-metric", "short-of", "exceed"})
_GROWING = frozenset({"expected", "quantity-expected", "target-for-metric", "gapped", "listed"})
_AIM = re.compile("[GZ]")
_REVISION = re.compile("[RF](?=(?:D[_AM'gP+]{0,6}|M[+]?)[xG])")  # "cut its forecast" tells nothing of what is forecast
_OF_METRIC = re.compile("o[DY_]*M")


def settle(chart: Chart, draft: Draft, previous: Draft | None, spoken: str) -> None:
    """Settle measure and direction of a draft for the metric of its phrase; sets its `reason` where that cannot be.

    `spoken` is the measure of the last figure in percent of the passage.
    """
    phrase = draft.phrase
    assert phrase is not None
    metric = phrase.metric
    if metric == "pmi" and draft.unit == "PP" and (draft.given is not None or not _is_step(draft)):
        draft.unit = "count"  # "rose 4 points to 48", "fell to 48 points from 52 points"
    if draft.like is not None:
        like = draft.like
        draft.measure = like.measure if like.percent == draft.percent else draft.measure
        draft.measure = draft.measure or ("growth" if draft.percent else "level")
        rate = metric in _ALWAYS_RATES and like.quantity.value < 0  # "-0.4 percent in 2004 and 0.9 in 2005"
        draft.direction, draft.slot = draft.direction or (1 if rate else like.direction), like.slot
    if not draft.percent and draft.quantity.form == "number":
        draft.measure = draft.measure if draft.measure in ("level", "change") and metric != "pmi" else "level"
    elif draft.unit == "PP" and draft.measure != "share":
        draft.measure = "change"
    elif draft.percent and not draft.measure:
        draft.measure, direction = _rate(chart, draft, metric, previous, spoken)
        draft.direction = direction or draft.direction
    if metric == "tariff_rate" and draft.percent and draft.kind != "m" and draft.measure in ("growth", "share"):
        draft.measure = "level"
    if (
        draft.construction == "ranked"
        and draft.measure == "share"
        and draft.percent
        and _ranks_growth(chart, draft, previous)
    ):
        draft.measure = "growth"  # "rose 22 percent, ahead of Peru with 17"
    if metric in _ALWAYS_RATES and draft.percent and (draft.measure == "level" or draft.construction == "ranked"):
        draft.measure = "growth"
    if draft.measure == "change" and draft.unit == "PCT":
        draft.measure = "growth"
    if draft.measure == "streak" and metric == "pmi" and surveys.is_state(chart, draft):
        draft.reason = "a threshold, no streak"  # "stayed in expansion for a third month"
    if draft.measure == "streak":
        draft.direction = draft.direction or _premodified(chart, draft)
    if draft.measure == "growth" and draft.unit == "PCT" and _is_moved_forecast(chart.text, draft.at):
        draft.direction = 1
    if draft.measure in ("level", "share"):
        draft.direction = 0
    elif draft.measure == "streak" and not draft.direction:
        draft.reason = "a streak without a direction"
    elif draft.measure == "growth" and not draft.direction:
        left = chart.text[: draft.at]
        if draft.construction in _AIMED:  # "slowing, and missing the target of 10 percent"
            left = _AIM.split(left)[-1]
        if draft.kind == "m":  # "fell to 3 million, while those to Peru doubled"
            left = left[max(map(left.rfind, "MQJ;")) + 1 :]
        draft.direction = _direction(left, metric)


_MOVES_WHOSE = re.compile("[RF]D?[A']{0,2}$")
_FORECAST_FOR = re.compile("[-_M+]{0,3}[xG]")


def _is_moved_forecast(text: str, at: int) -> bool:
    """Whether a figure is a forecast that is moved, as it stands: "cut its 4 percent growth forecast to"."""
    return _MOVES_WHOSE.search(text, 0, at) is not None and _FORECAST_FOR.match(text, at + 1) is not None


_NOT_RANKED = re.compile("[MNSEBXH]")


def _ranks_growth(chart: Chart, draft: Draft, previous: Draft | None) -> bool:
    """Whether a place follows another in the growth of what is told: "rose 9%, followed by Peru with 7%"."""
    if previous is None or previous.reason or previous.measure != "growth" or not previous.percent:
        return False
    words = chart.said(previous.at + 1, draft.at)
    named = not items.roles_of("counterparts").isdisjoint(words)
    return not named and not _NOT_RANKED.search(chart.text, previous.at, draft.at)


_MOVES_OF = re.compile(r"(?:M|[DdX]_?)([RF])(?:[ri]|iM_?v?E_?i)D?[^QMJ;()]*\((?:Q[^()]*\)[^QMJ;()]*\()*$")


def moved_by(chart: Chart, at: int) -> int:
    """The direction of a move whose size stands in brackets behind its goods: "export gains in tea ($5 million)"; or 0.

    So do those of a list: "the biggest falls were in tea ($5 million or 4 percent) and coffee ($3 million)".
    """
    moves = _MOVES_OF.search(chart.text, 0, at)
    verb = chart.low(moves.start(1)) if moves is not None else ""
    if moves is None or verb.endswith("ed") or verb in items.roles_of("moved"):
        return 0  # "exports rose in machinery ($3 billion)": to that
    return 1 if moves[1] == "R" else -1


def signed(chart: Chart, draft: Draft) -> int:
    """The direction that a percentage says with a sign of its own, "+5%" or "-5%"; 0 for any other figure."""
    if draft.kind != "p":
        return 0
    return -1 if draft.quantity.value < 0 else int(chart.low(draft.at)[:1] == "+")


def _is_step(draft: Draft) -> bool:
    """Whether a figure in points is by how much an index moved, not where it stands."""
    return draft.construction in _STEPS or draft.quantity.value < LOWEST_INDEX


def _rate(chart: Chart, draft: Draft, metric: str, previous: Draft | None, spoken: str) -> tuple[str, int]:
    """Measure and direction of a percentage whose construction leaves them to the metric."""
    text, at = chart.text, draft.at
    left = text[:at]
    if metric == "tariff_rate":
        return "level", 0
    if _OF_METRIC.match(text, at + 1) or metric in ("exports", "imports") and points.is_of_market(chart, at):
        return "share", 0
    if metric == "gdp" and draft.slot == "then" and previous is not None and previous.measure == "share":
        return "share", 0  # "represents 44 percent of the world's output, down from 70"
    if metric in _ALWAYS_RATES:
        named = draft.phrase is not None and draft.phrase.form.endswith(
            "growth"
        )  # "a forecast of 4 percent GDP growth"
        return ("share", 0) if "B" in left and not named else ("growth", 1)
    if metric.startswith("current_account") and draft.construction not in _MOVED | {"quantity-direction"}:
        return "share", 0  # "the current account deficit narrowed to 6 percent", of GDP
    if "B" in left or draft.construction == "verb-object":
        return "share", 0
    if draft.construction == "direction-to" and _paced(chart, at):
        return "growth", (previous.direction if previous is not None else 0) or 1  # "exports slowed to 3 percent"
    if previous is not None and not previous.reason and previous.percent:
        if draft.slot == "then" or (draft.construction == "direction-to" and previous.slot == "then"):
            return previous.measure, previous.direction if previous.measure == "growth" else 0
        between = text[previous.at : at]
        goes_on = draft.construction == "direction-to" and previous.phrase is draft.phrase
        ratio = metric.endswith(("_deficit", "_surplus"))  # "9 percent of GDP, which narrowed to 5 percent"
        if goes_on and previous.measure == "share" and (ratio or not set(between) & set("RF")):
            return "share", 0  # "fell from a peak of 10 percent of GDP to zero"
        moves = _AHEAD.sub("", between)  # "took 20 percent, ahead of China (19 percent)"
        if draft.construction == "bracketed" and previous.measure == "share" and not set(moves) & set("RF+"):
            return "share", 0
    if "+" in left[chart.segment(at) :] or draft.construction == "from-quantity" and _paced(chart, at):
        return "growth", 1  # "export growth slowed to 3 percent", "the rate of growth slowed from 5 percent"
    if draft.construction == "direction-to" and spoken == "share" and metric in ("exports", "imports", "trade"):
        return "share", 0  # "its share fell to 18 percent. Exports to Peru rose to 17 percent"
    if draft.construction == "bracketed" and not set(text) & set("RF+") and _ranks(chart, draft, spoken):
        return "share", 0
    if draft.construction == "bracketed" or "R" in left or "F" in left or metric in RATES:
        return "growth", 0
    goes_on = previous is not None and previous.percent and not previous.reason
    if draft.carried and (previous.measure if previous is not None and goes_on else spoken) == "growth":
        return "growth", 0
    foreseen = draft.construction == "direction-to" and "x" in left[chart.segment(at) :]  # "its outlook for exports to"
    aimed = draft.construction == "quantity-metric" and chart.text[at + 1 : at + 3] in ("MG", "Mx")
    return ("growth", 0) if aimed or foreseen or draft.construction in _GROWING else ("share", 0)


_AHEAD = re.compile("Ro(?=D?A[(])")
_MOST = re.compile(r"MD?(_)\($")
_FRONT = re.compile(r"^D?A\((?:Q\)[,&]{1,2}D?A\()*$")
_CALLED = re.compile(r"\)(?:[,&]{1,2}D?A\(Q\))*v?E_?D?[_dm>-]{1,4}[or]D?[_A']*M")
_MOSTLY = re.compile(r"(?:ME?_[tf]D?A|_?M)\($")  # "exported mostly to Peru (5 percent)"


def _ranks(chart: Chart, draft: Draft, spoken: str) -> bool:
    """Whether a bracket goes on with the shares that a passage told, or says how much the most is.

    "Peru took 5 percent of exports. Chile (4 percent) followed", "exported the most goods (5 percent) to Peru".
    """
    most = _MOST.search(chart.text, 0, draft.at)
    if most is not None and not items.roles_of("mostly").isdisjoint(chart.said(most.start(1), draft.at)):
        return True
    front = _FRONT.search(chart.text, 0, draft.at)
    if front is not None and _CALLED.match(chart.text, draft.at + 1) is not None:
        return True  # "Peru (5 percent) and Chile (3 percent) were the main markets for exports"
    mostly = _MOSTLY.search(chart.text, 0, draft.at)
    said = chart.said(mostly.start(), mostly.end()) if mostly is not None else ()
    if not (items.roles_of("partly") | {"most"}).isdisjoint(said):
        return True
    return draft.carried and spoken == "share" and "M" not in chart.text


def _paced(chart: Chart, at: int) -> bool:
    """Whether the verb before a unit is one of growth itself: "slowed to 3 percent"."""
    verb = max(chart.text.rfind("R", 0, at), chart.text.rfind("F", 0, at))
    return verb >= 0 and chart.low(verb) in items.roles_of("paces")


def _premodified(chart: Chart, draft: Draft) -> int:
    """The direction in front of a streak's metric: "the third month of falling exports"."""
    phrase = draft.phrase if draft.phrase is not None and chart.place(draft.phrase) >= 0 else None
    symbols = {sign.symbol for sign in chart.signs[phrase.first : phrase.head]} if phrase is not None else set()
    return ("RISE" in symbols) - ("FALL" in symbols)


def _direction(left: str, metric: str) -> int:
    """The direction of a rate that its construction does not tell: that of the last rise or fall to its left."""
    if metric not in _ALWAYS_RATES:
        for char in reversed(_REVISION.sub("", left)):
            if char in "RF+":
                return -1 if char == "F" else 1
    return 1
