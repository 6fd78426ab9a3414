"""Whether figures add up: cases as data, and what must hold of any claims."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from time import perf_counter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.claims import Claim
from extractor.consistency import checks, interval, verdicts
from extractor.findings import lines
from extractor.reading import Article
from tests.claims import claim

CASES = Path(__file__).parent / "cases" / "consistency.jsonl"


def cases() -> Iterator[Any]:
    for line in CASES.read_text(encoding="utf-8").splitlines():
        case = json.loads(line)
        yield pytest.param(case["claims"], case["checks"], id=case["name"])


def made(told: list[dict[str, str]]) -> list[Claim]:
    return [claim(**one) for one in told]


@pytest.mark.parametrize(("told", "wanted"), list(cases()))
def test_cases(told: list[dict[str, str]], wanted: list[list[object]]) -> None:
    found = checks(made(told))
    assert [[one.rule, one.claims[0], one.agrees] for one in found] == wanted


@pytest.mark.parametrize(("told", "wanted"), list(cases()))
def test_verdicts_follow_from_the_checks(told: list[dict[str, str]], wanted: list[list[object]]) -> None:
    claims = made(told)
    agreeing = {index for one in checks(claims) if one.agrees for index in one.claims}
    assert {index for index, verdict in verdicts(claims).items() if verdict == "agrees"} == agreeing


@pytest.mark.parametrize(("told", "wanted"), list(cases()))
def test_the_order_of_claims_does_not_matter(told: list[dict[str, str]], wanted: list[list[object]]) -> None:
    turned = made(told)[::-1]
    assert [(one.rule, one.agrees) for one in checks(turned)] == [(rule, agrees) for rule, _, agrees in wanted]


numbers = st.decimals(min_value=Decimal("0.1"), max_value=Decimal("999"), places=1, allow_nan=False)


@given(numbers, numbers)
def test_growth_as_it_is_rounded_never_disagrees(new: Decimal, old: Decimal) -> None:
    growth = round((new / old - 1) * 100, 1)
    claims = [
        claim(quote=f"{abs(growth)} percent", value=str(growth), period="2024", base="2023"),
        level(f"{new} billion", new, period="2024"),
        level(f"{old} billion", old, period="2023"),
    ]
    assert [one.agrees for one in checks(claims)] in ([True], [None])


@given(numbers, numbers, st.integers(min_value=2, max_value=9))
def test_a_balance_that_is_off_by_a_multiple_disagrees(out: Decimal, into: Decimal, times: int) -> None:
    balance = abs(out - into)
    side = "trade_surplus" if out >= into else "trade_deficit"
    flows = [level(f"{out} billion", out), level(f"{into} billion", into, metric="imports")]
    right = level(f"{balance} billion", balance, metric=side)
    wrong = level(f"{balance * times + 2} billion", balance * times + 2, metric=side)
    assert [one.agrees for one in checks([*flows, right])] in ([True], [None])
    assert [one.agrees for one in checks([*flows, wrong])] == [False]


def level(quote: str, value: Decimal, **changes: object) -> Claim:
    about = {"measure": "level", "base": "", "unit": "USD", "period": "2024", "value": str(value * 10**9), **changes}
    return claim(quote=quote, **about)


@pytest.mark.parametrize(
    ("quote", "value", "bound", "low", "high"),
    [
        ("5.9 percent", "5.9", "=", 5.85, 5.95),
        ("$1.45 trillion", "1450000000000", "=", 1.445e12, 1.455e12),
        ("700,000", "700000", "=", 699999.5, 700000.5),
        ("13 percent", "-13", "=", -13.5, -12.5),
        ("$30 billion", "30000000000", ">", 29.5e9, 32e9),
        ("60 percent", "-60", ">", -63.5, -59.5),
        ("2.5 times", "150", "=", 145.0, 155.0),
        ("half", "50", "=", 48.5, 51.5),
    ],
)
def test_a_figure_is_as_wide_as_its_rounding(quote: str, value: str, bound: str, low: float, high: float) -> None:
    one = claim(quote=quote, value=value, bound=bound, unit="PCT" if abs(float(value)) < 1000 else "USD")
    assert interval(one, wide=False) == pytest.approx((low, high))
    wide = interval(one, wide=True)
    assert wide.low <= low < high <= wide.high


def test_what_is_said_twice_is_told_from_what_is_said_otherwise() -> None:
    again, other = claim(start=40, end=51), claim(start=60, end=69, quote="7 percent", value="7")
    assert verdicts([claim(), again]) == {0: "said again", 1: "said again"}
    assert verdicts([claim(), other]) == {0: "said otherwise", 1: "said otherwise"}
    assert verdicts([claim(), replace(other, partner="USA")]) == {}
    assert verdicts([]) == {}


def test_many_figures_for_one_thing_take_linear_time() -> None:
    def seconds(times: int) -> float:
        claims = [
            one
            for index in range(times)
            for one in (
                claim(value=str(index), period="2024", base="2023"),
                claim(value=str(index), period="2024", base="2023", measure="change", unit="USD"),
                level(f"{index}.1 billion", Decimal(index + 1)),
                level(f"{index}.2 billion", Decimal(index + 1), period="2023"),
                level(f"{index}.3 billion", Decimal(index + 1), metric="imports"),
                level(f"{index}.4 billion", Decimal(index + 1), metric="trade_surplus"),
                level(f"{index}.4 billion yuan", Decimal(index + 7), metric="imports", unit="CNY"),
            )
        ]
        start = perf_counter()
        verdicts(claims)
        return perf_counter() - start

    seconds(20)
    assert seconds(400) < 12 * max(seconds(100), 0.01)


def test_a_finding_names_the_place_and_shows_the_sentences() -> None:
    claims = [
        claim(start=13, end=23, quote="12 percent", value="12", period="2024", base="2023", sentence="Up 12 percent."),
        level(
            "$9.2 billion", Decimal("9.2"), sentence="It came to $9.2 billion, from $7.4 billion.", sentence_start=30
        ),
        level(
            "$7.4 billion",
            Decimal("7.4"),
            period="2023",
            sentence="It came to $9.2 billion, from $7.4 billion.",
            sentence_start=30,
        ),
    ]
    assert list(lines(Article("a", ""), claims, 80)) == [
        "a:13-23 growth is not that between the two levels",
        "  works out +22.82% to +25.85%",
        "  says      +12% exports growth, CHN with WLD, 2024 on 2023",
        "            Up 12 percent.",
        "  and       9.2 bn USD exports level, CHN with WLD, 2024",
        "            It came to $9.2 billion, from $7.4 billion.",
        "  and       7.4 bn USD exports level, CHN with WLD, 2023",
    ]
    assert list(lines(Article("a", ""), claims[:2], 80)) == ["a: nothing that does not add up (0 of 2 figures checked)"]
