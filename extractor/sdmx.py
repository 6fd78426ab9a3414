"""Claims in the codes of SDMX, and the frequency and duration that tell series of periods apart.

A row of SDMX-CSV 2.0 is an observation: a flow of an area with a counterpart, of a commodity, in a period. What a claim
tells beyond that follows in columns of its own, so that nothing is lost.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import Decimal
from functools import cache

from extractor.calendars import bounds
from extractor.claims import TWO_SIDED, Claim, plain
from extractor.tables import compiled, table

DATAFLOW = "TRADE_CLAIMS:CLAIMS(1.0)"
COLUMNS = (
    "STRUCTURE",
    "STRUCTURE_ID",
    "ACTION",
    "FREQ",
    "REF_AREA",
    "COUNTERPART_AREA",
    "TRADE_FLOW",
    "COMMODITY",
    "INDICATOR",
    "MEASURE",
    "UNIT_MEASURE",
    "BASIS",
    "BASE_PERIOD",
    "CLAIM_STATUS",
    "OBS_ID",
    "TIME_PERIOD",
    "OBS_VALUE",
    "OBS_VALUE_HIGH",
    "UNIT_MULT",
    "OBS_STATUS",
    "BOUND",
    "CONFIDENCE",
    "ITEM",
    "DOC_ID",
    "COMMENT_OBS",
)
"""The columns of SDMX-CSV, in order: the structure, the dimensions down to the time, the value, the attributes."""

UNKNOWN, NOT_APPLICABLE, TOTAL, WORLD = "_U", "_Z", "_T", "W"
FLOWS = {"exports": "X", "imports": "M", "trade": "T", "trade_surplus": "BS", "trade_deficit": "BD"}
"""Codes of TRADE_FLOW by metric; a surplus and a deficit are both positive, as written."""
UNITS = {"PCT": "PT", "PP": "PD"}
MILLIONS = 6
"""Money is given in millions, everything else in units."""

_DAY = timedelta(days=1)
_OF_MONTHS = {12: "A", 6: "S", 3: "Q", 1: "M"}


@cache
def frequency(period: str) -> str:
    """The code of CL_FREQ for what a period covers: A, S (half), Q, M, W, D, `_O` for any other span.

    Twelve months are a year whenever they begin (fiscal years); halves and quarters are those of the calendar. An
    empty text is `_U`. ValueError on a text that is no period.
    """
    if not period:
        return UNKNOWN
    start, end = bounds(period)
    if months := _months(start, end):
        aligned = months in (1, 12) or months in _OF_MONTHS and (start.month - 1) % months == 0
        return _OF_MONTHS[months] if aligned else "_O"
    days = (end - start).days + 1
    return "D" if days == 1 else "W" if days == 7 and start.isoweekday() == 1 else "_O"


@cache
def time_period(period: str) -> str:
    """A period as SDMX writes it: `2024`, `2024-S2`, `2024-Q4`, `2024-12`, `2024-W05`, `2024-12-08`, `2025-01-01/P11M`.

    Other spans are their first day and how long they last. An empty text stays so. ValueError on no period.
    """
    if not period:
        return ""
    start, end = bounds(period)
    kind, months = frequency(period), _months(start, end)
    if kind == "A" and start.month == 1:
        return f"{start.year:04}"
    if kind in ("S", "Q"):
        return f"{start.year:04}-{kind}{(start.month - 1) // (6 if kind == 'S' else 3) + 1}"
    if kind == "M":
        return f"{start:%Y-%m}"
    if kind == "D":
        return start.isoformat()
    if kind == "W":
        year, week, _ = start.isocalendar()
        return f"{year:04}-W{week:02}"
    return f"{start}/{_duration(months) if months else f'P{(end - start).days + 1}D'}"


@cache
def distance(base: str, period: str) -> str:
    """How far the base of a comparison lies before its period, as a duration of ISO 8601: `P12M`, `P1M`, `P7D`.

    It tells growth on a year before from growth on a month before. Empty where either is; ValueError on no period.
    """
    if not base or not period:
        return ""
    (first, _), (then, _) = bounds(base), bounds(period)
    if first.day == then.day:
        number, unit = (then.year - first.year) * 12 + then.month - first.month, "M"
    else:
        number, unit = (then - first).days, "D"
    return f"{'-' * (number < 0)}P{abs(number)}{unit}"


def row(claim: Claim) -> dict[str, str]:
    """A claim as a row of SDMX-CSV, keyed by column."""
    mult = MILLIONS if claim.unit in _money() else 0
    return {
        "STRUCTURE": "dataflow",
        "STRUCTURE_ID": DATAFLOW,
        "ACTION": "I",
        "FREQ": frequency(claim.period),
        "REF_AREA": _area(claim.reporter) or UNKNOWN,
        "COUNTERPART_AREA": _area(claim.partner) or (UNKNOWN if claim.metric in TWO_SIDED else NOT_APPLICABLE),
        "TRADE_FLOW": FLOWS.get(claim.metric, NOT_APPLICABLE),
        "COMMODITY": commodity(claim.item),
        "INDICATOR": _code(claim.metric),
        "MEASURE": _code(claim.measure),
        "UNIT_MEASURE": UNITS.get(claim.unit) or _code(claim.unit),
        "BASIS": "_".join(map(_code, claim.basis.split(";"))) or NOT_APPLICABLE,
        "BASE_PERIOD": time_period(claim.base),
        "CLAIM_STATUS": _code(claim.status),
        "OBS_ID": claim.id,
        "TIME_PERIOD": time_period(claim.period),
        "OBS_VALUE": _scaled(claim.value, mult),
        "OBS_VALUE_HIGH": "" if claim.value_high is None else _scaled(claim.value_high, mult),
        "UNIT_MULT": str(mult),
        "OBS_STATUS": "A"
        if claim.status == "actual" and claim.bound != "~"
        else "E"
        if claim.status == "actual"
        else "F",
        "BOUND": claim.bound,
        "CONFIDENCE": f"{claim.confidence:.3f}",
        "ITEM": claim.item,
        "DOC_ID": claim.doc_id,
        "COMMENT_OBS": claim.sentence,
    }


def commodity(item: str) -> str:
    """The code of an item: `_T` for all of it, `HS1201` where one code of the HS is the item, else its words.

    The letters before the digits keep a leading zero from readers that take a column of digits for numbers.
    """
    hs = _hs().get(item, "")
    return TOTAL if not item else f"HS{hs}" if hs and ";" not in hs else _code(item)


@compiled
def _hs() -> dict[str, str]:
    return {row["item"]: row["hs"] for row in table("items")}


@compiled
def _money() -> frozenset[str]:
    return frozenset(row["code"] for row in table("currencies"))


def _area(code: str) -> str:
    """An area as a code: `W` for the world, `JPN_KOR` for a joint figure, `WX_EU` for the world without the EU."""
    if code == "WLD":
        return WORLD
    return re.sub("[^A-Z0-9_]", "_", code.replace("!", "WX_"))


def _code(words: str) -> str:
    return re.sub(r"\W+", "_", words).strip("_").upper()


def _scaled(value: Decimal, mult: int) -> str:
    return plain(value.scaleb(-mult))


def _months(start: date, end: date) -> int:
    """How many whole months a span has; 0 where it does not begin and end with one."""
    if start.day != 1 or (end + _DAY).day != 1:
        return 0
    return (end.year - start.year) * 12 + end.month - start.month + 1


def _duration(months: int) -> str:
    return f"P{months}M" if months % 12 else f"P{months // 12}Y"
