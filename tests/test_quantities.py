"""Quantities: cases as data, one test runs them."""

from __future__ import annotations

import csv
import re
from decimal import Decimal
from pathlib import Path

import pytest

from extractor.quantities import Quantity, find

_CASES = Path(__file__).parent / "cases"
_EXPECTED = re.compile(
    r"(?P<text>.+?): (?:(?P<bound>~|>=|<=|>|<) )?(?P<value>\S+?)(?:\.\.(?P<high>\S+))? (?P<unit>\S+)"
    r"(?: \((?P<counted>[^)]*)\))?(?: (?P<form>multiple|fraction|ordinal))?"
)


def _cases() -> list[object]:
    cases: list[object] = []
    for path in sorted(_CASES.glob("quantities*.csv")):
        lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
        for number, row in enumerate(csv.DictReader(lines), 1):
            marks = [pytest.mark.xfail(reason=row["xfail"], strict=True)] if row["xfail"] else []
            cases.append(pytest.param(row["text"], row["expect"], id=f"{path.stem}-{number}", marks=marks))
    return cases


def _shown(quantity: Quantity, *, counted: bool) -> str:
    """A quantity in the notation of the case files."""
    bound = "" if quantity.bound == "=" else quantity.bound + " "
    high = "" if quantity.value_high is None else f"..{_plain(quantity.value_high)}"
    noun = f" ({quantity.counted})" if counted else ""
    form = "" if quantity.form == "number" else f" {quantity.form}"
    return f"{quantity.text}: {bound}{_plain(quantity.value)}{high} {quantity.unit}{noun}{form}"


def _plain(value: Decimal) -> str:
    return format(value.normalize(), "f")


def _canonical(expected: str) -> str:
    match = _EXPECTED.fullmatch(expected)
    assert match, f"not in the notation of the case files: {expected!r}"
    bound = match["bound"] + " " if match["bound"] else ""
    high = f"..{_plain(Decimal(match['high']))}" if match["high"] else ""
    noun = f" ({match['counted']})" if match["counted"] else ""
    form = f" {match['form']}" if match["form"] else ""
    return f"{match['text']}: {bound}{_plain(Decimal(match['value']))}{high} {match['unit']}{noun}{form}"


@pytest.mark.parametrize(("text", "expect"), _cases())
def test_cases(text: str, expect: str) -> None:
    expected = [_canonical(part) for part in expect.split(" | ")] if expect else []
    found = find(text)
    nouns = [part.find(" (") >= 0 for part in expected] + [False] * len(found)
    assert [_shown(quantity, counted=noun) for quantity, noun in zip(found, nouns, strict=False)] == expected
