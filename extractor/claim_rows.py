"""A row of a file of claims as a claim, or every fault in it: columns, codes, numbers and periods."""

from __future__ import annotations

import csv
import re
from collections.abc import Collection, Iterator, Mapping
from decimal import Decimal
from pathlib import Path

from extractor.calendars import bounds
from extractor.checks import nearest
from extractor.claims import BOUNDS, COLUMNS, MEASURES, STATUSES, STREAK_UNITS, TRADE, Claim
from extractor.errors import Fault
from extractor.tables import compiled, table

_NUMBER = re.compile(r"-?[0-9]{1,40}(?:\.[0-9]{1,40})?")
_CONFIDENCE = re.compile(r"[01](?:\.[0-9]{1,10})?")
_NO_METRIC = frozenset({"other", "same", "trade_balance", "current_account_balance"})
"""Codes of `metrics.csv` that no claim has: what is no metric, and balances before their side is known."""
_PLAIN_UNITS = frozenset({"count", "index", *STREAK_UNITS})
_UNITS_OF = {"growth": frozenset({"PCT"}), "share": frozenset({"PCT"}), "streak": STREAK_UNITS}
"""The units that a measure may have, where not all."""
_LIST = ";"


def read(path: Path) -> Iterator[tuple[str, Claim | Fault]]:
    """Each row of a CSV of claims with its place (`file:line`): the claim, or each fault in it.

    The columns of a gold file must be there, in any order; of others `construction` and `confidence` are kept.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = csv.DictReader(file, strict=True)
            missing = [column for column in COLUMNS if column not in (rows.fieldnames or ())]
            if missing:
                place = f"{path}:1"
                yield place, Fault(place, "missing-column", f"lacks {', '.join(missing)}; add it to the header")
                return
            width = len(rows.fieldnames or ())
            for row in rows:
                place = f"{path}:{rows.line_num}"
                if None in row or None in row.values():
                    text = f"has not as many cells as the header; it wants {width}"
                    yield place, Fault(place, "wrong-row", text)
                    continue
                faults = [Fault(place, name, text) for name, text in wrong(row)]
                yield from ((place, fault) for fault in faults)
                if not faults:
                    yield place, _claim(row)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        yield str(path), Fault(str(path), "not-read", str(error))


def claims(path: Path) -> tuple[list[Claim], list[Fault]]:
    """The claims of a file that an earlier run wrote, or of every CSV of a folder, and every fault in them."""
    paths = sorted(path.glob("*.csv")) if path.is_dir() else [path]
    found = [one for file in paths for _, one in read(file)]
    return [one for one in found if isinstance(one, Claim)], [one for one in found if isinstance(one, Fault)]


def wrong(row: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Every fault in a row by itself, as id and words."""
    start, end = row["start"], row["end"]
    if not (start.isascii() and start.isdecimal() and end.isascii() and end.isdecimal()):
        yield "wrong-offset", f"{start!r} to {end!r} are not two whole numbers"
    for column in ("value", "value_high"):
        if not _NUMBER.fullmatch(row[column]) and (row[column] or column == "value"):
            yield "wrong-number", f"{column} {row[column]!r}; write it as 43850000000000 or -6.4"
    for column in ("period", "base"):
        try:
            bounds(row[column] or "2000")
        except ValueError as error:
            yield f"wrong-{column}", str(error)
    yield from _unknown(row, "metric", _metrics())
    yield from _unknown(row, "measure", MEASURES)
    yield from _unknown(row, "bound", BOUNDS)
    yield from _unknown(row, "status", STATUSES)
    yield from _unknown(row, "unit", _units())
    for column in ("reporter", "partner"):
        yield from _listed(row, column, _areas(), "!")
    yield from _listed(row, "basis", _bases())
    yield from _ill_matched(row)


def _ill_matched(row: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Cells that are right alone and cannot be together."""
    measure, unit = row["measure"], row["unit"]
    allowed = _UNITS_OF.get(measure)
    if allowed and unit in _units() and unit not in allowed:
        yield "wrong-unit", f"{unit!r} for a {measure}; a {measure} has {' or '.join(sorted(allowed))}"
    if measure == "level" and unit == "PCT" and row["metric"] in TRADE:
        yield "wrong-unit", f"'PCT' for a level of {row['metric']}; is it a growth or a share?"
    if row["base"] and measure in ("level", "share", "streak"):
        yield "wrong-base", f"{row['base']!r} for a {measure}; only growth and change have a base"


def _unknown(row: Mapping[str, str], column: str, choices: Collection[str]) -> Iterator[tuple[str, str]]:
    if row[column] not in choices:
        yield f"unknown-{column}", f"{row[column]!r} is not a {column}{nearest(row[column], choices)}"


def _listed(
    row: Mapping[str, str], column: str, choices: Collection[str], before: str = ""
) -> Iterator[tuple[str, str]]:
    codes = row[column].split(_LIST) if row[column] else []
    for code in codes:
        if code.removeprefix(before) not in choices:
            what = "the code of an area" if column != "basis" else "a basis"
            yield f"unknown-{column}", f"{code!r} is not {what}{nearest(code, choices)}"
    if codes != sorted(set(codes)):
        yield f"wrong-{column}", f"{row[column]!r} is not sorted; write {_LIST.join(sorted(set(codes)))!r}"


def _claim(row: Mapping[str, str]) -> Claim:
    texts = {column: row[column] for column in COLUMNS if column not in ("start", "end", "value", "value_high")}
    confidence = row.get("confidence") or ""
    return Claim(
        start=int(row["start"]),
        end=int(row["end"]),
        value=Decimal(row["value"]),
        value_high=Decimal(row["value_high"]) if row["value_high"] else None,
        construction=row.get("construction") or "",
        sentence="",
        sentence_start=0,
        confidence=float(confidence) if _CONFIDENCE.fullmatch(confidence) else 1.0,
        **texts,
    )


@compiled
def _metrics() -> frozenset[str]:
    return frozenset(row["metric"] for row in table("metrics")) - _NO_METRIC


@compiled
def _areas() -> frozenset[str]:
    return frozenset(row["code"] for row in table("areas") if row["kind"] not in ("region", "zone"))


@compiled
def _units() -> frozenset[str]:
    money = (row["code"] for row in table("currencies"))
    written = (row["unit"] for row in table("units") if row["unit"] != "-")
    return _PLAIN_UNITS.union(money, written)


@compiled
def _bases() -> frozenset[str]:
    return frozenset(row["basis"] for row in table("basis")).union(row["code"] for row in table("currencies"))
