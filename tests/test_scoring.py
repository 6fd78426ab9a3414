from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.claims import Claim
from extractor.scoring import (
    FIELDS,
    LEVELS,
    Count,
    Pair,
    align,
    count,
    count_fields,
    count_mentions,
    fields_right,
    fold_item,
    grouped,
    interval,
    is_same_item,
    macro,
)
from tests.claims import claim

EVERY = frozenset(FIELDS)
CN_RU = {"metric": "trade", "reporter": "CHN", "partner": "RUS"}


@pytest.mark.parametrize(
    ("label", "reading", "wrong"),
    [
        ({}, {}, ""),
        ({"value": "5.9"}, {"value": "5.901"}, ""),
        ({"value": "5.9"}, {"value": "5.902"}, "value"),
        ({"value": "33.33"}, {"value": "33.3333"}, ""),
        ({"value": "-5.9"}, {"value": "5.9"}, "value"),
        ({"value": "0"}, {"value": "0"}, ""),
        ({"value": "0"}, {"value": "0.0001"}, "value"),
        ({"value": "5", "value_high": "6"}, {"value": "5", "value_high": "6"}, ""),
        ({"value": "5", "value_high": "6"}, {"value": "5", "value_high": "7"}, "value"),
        ({"value": "5", "value_high": "6"}, {"value": "5"}, "value"),
        ({"value": "5"}, {"value": "5", "value_high": "6"}, ""),
        ({"unit": "PCT"}, {"unit": "PP"}, "unit"),
        ({"period": "2024-01/2024-03"}, {"period": "2024-Q1"}, ""),
        ({"period": "2024-01/2024-03"}, {"period": "2024-Q2"}, "period"),
        ({"period": ""}, {"period": "2024"}, "period"),
        ({"period": "2024"}, {"period": "soon"}, "period"),
        ({"base": "2023-01/2023-12"}, {"base": "2023"}, ""),
        ({"base": "2023"}, {"base": ""}, "base"),
        ({"partner": "JPN;KOR"}, {"partner": "KOR;JPN"}, ""),
        ({"partner": "JPN;KOR"}, {"partner": "JPN"}, "partner"),
        ({"basis": "USD;volume"}, {"basis": "volume;USD"}, ""),
        (CN_RU, CN_RU | {"reporter": "RUS", "partner": "CHN"}, ""),
        (CN_RU, CN_RU | {"reporter": "RUS", "partner": "WLD"}, "reporter partner"),
        ({"reporter": "CHN", "partner": "RUS"}, {"reporter": "RUS", "partner": "CHN"}, "reporter partner"),
        ({"metric": "imports", "measure": "level"}, {"metric": "trade"}, "metric measure"),
        ({"status": "forecast", "bound": "~"}, {}, "status bound"),
    ],
)
def test_fields_right(label: dict[str, str], reading: dict[str, str], wrong: str) -> None:
    assert EVERY - fields_right(claim(**label), claim(**reading)) == set(wrong.split())


@pytest.mark.parametrize(
    ("item", "other", "same"),
    [
        ("", "", True),
        ("soybean", "", False),
        ("soybean", "soya beans", True),
        ("EV", "electric vehicle", True),
        ("EV", "electric vehicles", True),
        ("toy;guangdong", "guangdong; toys", True),
        ("goods", "", True),
        ("photovoltaic product", "photovoltaic", True),
        ("machinery and electrical goods", "electrical machinery", True),
        ("wind turbine", "wind turbine blade", True),
        ("wind turbine", "gas turbine of the new kind", False),
        ("rice", "wheat", False),
    ],
)
def test_is_same_item(item: str, other: str, same: bool) -> None:
    assert is_same_item(item, other) is same
    assert is_same_item(other, item) is same


def test_fold_item_drops_fillers() -> None:
    assert fold_item("the parts of widgets and gadgets") == {"part", "widget", "gadget"}


def at(start: int, end: int, **changes: object) -> Claim:
    return claim(start=start, end=end, **changes)


def test_pairs_are_one_to_one_and_the_rest_stands_alone() -> None:
    exports, imports = at(0, 5), at(0, 5, metric="imports")
    far, other = at(20, 25), at(30, 35)
    pairs = align([exports, imports, far], [imports, exports, other])
    assert [(pair.label, pair.reading) for pair in pairs] == [
        (exports, exports),
        (imports, imports),
        (far, None),
        (None, other),
    ]
    assert all(pair.right == EVERY for pair in pairs[:2])


def test_more_fields_right_goes_before_the_same_span() -> None:
    label, exact, partial = at(0, 9), at(0, 9, period="2020", metric="imports"), at(2, 9, period="2020")
    pairs = align([label], [exact, partial])
    assert (pairs[0].label, pairs[0].reading) == (label, partial)
    assert (pairs[1].label, pairs[1].reading) == (None, exact)


def test_the_same_span_goes_before_overlap() -> None:
    label, exact, partial = at(2, 9), at(2, 9, unit="USD"), at(0, 9, unit="USD")
    assert Pair(label, exact, EVERY - {"unit"}) in align([label], [partial, exact])


def test_mentions_that_touch_do_not_overlap() -> None:
    assert [pair.right for pair in align([at(0, 5)], [at(5, 9)])] == [frozenset(), frozenset()]


def test_merged_halves_give_one_pair() -> None:
    pairs = align([at(0, 5, value="1"), at(6, 9, value="2")], [at(0, 9, value="2")])
    assert [(pair.label and pair.label.start, bool(pair.reading)) for pair in pairs] == [(0, False), (6, True)]


claims = st.builds(
    lambda start, length, metric, value: at(start, start + length, metric=metric, value=value),
    st.integers(0, 6),
    st.integers(1, 3),
    st.sampled_from(["exports", "imports", "gdp"]),
    st.sampled_from(["1", "2"]),
)


@given(st.lists(claims, max_size=6), st.lists(claims, max_size=6), st.randoms())
def test_order_does_not_matter(labels: list[Claim], readings: list[Claim], random) -> None:  # type: ignore[no-untyped-def]
    pairs = align(labels, readings)
    shuffled = align(random.sample(labels, len(labels)), random.sample(readings, len(readings)))
    assert pairs == shuffled
    assert sum(pair.label is not None for pair in pairs) == len(labels)
    assert sum(pair.reading is not None for pair in pairs) == len(readings)


def test_a_reading_is_its_own_label() -> None:
    labels = [at(0, 5), at(0, 5, metric="imports"), at(8, 9, metric="gdp")]
    for readings in permutations(labels):
        pairs = align(labels, readings)
        assert count(pairs, "strict", "trade") == Count(2, 2, 2, 2)
        assert count(pairs, "strict", "around") == Count(1, 1, 1, 1)


# Counted by hand: three trade labels and one around; four readings.
LABELS = [at(0, 5), at(10, 15, period="2020"), at(20, 25, metric="trade"), at(30, 35, metric="gdp", partner="")]
READINGS = [
    at(0, 5, bound=">"),  # right but for the bound
    at(10, 15, period="2021"),  # wrong period
    at(30, 35, partner=""),  # trade family for around: mention found, metric wrong
    at(40, 45),  # false alarm
]


@pytest.mark.parametrize(
    ("level", "trade", "around"),
    [
        ("mention", Count(3, 2, 4, 3), Count(1, 1, 0, 0)),
        ("tuple", Count(3, 1, 4, 1), Count(1, 0, 0, 0)),
        ("claim", Count(3, 1, 4, 1), Count(1, 0, 0, 0)),
        ("strict", Count(3, 0, 4, 0), Count(1, 0, 0, 0)),
    ],
)
def test_counts(level: str, trade: Count, around: Count) -> None:
    pairs = align(LABELS, READINGS)
    assert (count(pairs, level, "trade"), count(pairs, level, "around")) == (trade, around)


def test_counts_of_fields() -> None:
    pairs = align(LABELS, READINGS)
    paired, right = count_fields(pairs, "trade")
    assert (paired, right["value"], right["period"], right["bound"]) == (2, 2, 1, 1)
    paired, right = count_fields(pairs, "around")
    assert (paired, right["metric"], right["value"]) == (1, 0, 1)


def test_ratios() -> None:
    some = Count(labels=4, found=2, readings=5, right=1)
    assert (some.recall, some.precision) == (0.5, 0.2)
    assert some.f1 == pytest.approx(2 / 7)
    assert some + some == Count(8, 4, 10, 2)


def test_nothing_to_score_gives_no_figure() -> None:
    assert (Count().recall, Count().precision, Count().f1) == (None, None, None)
    assert (Count(labels=3).recall, Count(labels=3).precision, Count(labels=3).f1) == (0, None, 0)
    assert (Count(readings=3).recall, Count(readings=3).precision, Count(readings=3).f1) == (None, 0, 0)
    assert align([], []) == []


SAID = "Canada's exports fell 3 to 4 percent to 5 billion dollars, over half of it oil, and the PMI was 50.5."


@pytest.mark.parametrize(
    ("quote", "changes", "found"),
    [
        ("3 to 4 percent", {"value": "3", "value_high": "4"}, True),
        ("3 to 4 percent", {"value": "-3", "value_high": "-4"}, True),
        ("3 to 4 percent", {"value": "3", "value_high": "5"}, False),
        ("5 billion dollars", {"value": "5000000000", "unit": "CAD", "reporter": "CAN"}, True),
        ("5 billion dollars", {"value": "5000000000", "unit": "USD", "reporter": "JPN"}, False),
        ("5 billion dollars", {"value": "5000000000", "value_high": "6000000000", "unit": "CAD"}, False),
        ("5 billion dollars", {"value": "5", "unit": "CAD", "reporter": "CAN"}, False),
        ("half", {"value": "50", "bound": ">"}, True),
        ("50.5", {"value": "50.5", "unit": "index", "metric": "pmi"}, True),
        ("exports", {"value": "3"}, False),
    ],
)
def test_mentions_that_quantities_alone_tell(quote: str, changes: dict[str, str], found: bool) -> None:
    start = SAID.index(quote)
    label = claim(start=start, end=start + len(quote), quote=quote, **changes)
    assert count_mentions(SAID, [label]) == Count(labels=1, found=int(found))


def test_one_mention_tells_every_label_on_it() -> None:
    labels = [claim(start=25, end=36, metric=metric) for metric in ("exports", "imports")]
    assert count_mentions("Exports and imports rose 5.9 percent.", labels) == Count(labels=2, found=2)


def test_halves_add_up_to_the_whole() -> None:
    whole, half = align(LABELS, READINGS), [align(LABELS[:2], READINGS[:2]), align(LABELS[2:], READINGS[2:])]
    for level in LEVELS:
        assert sum((count(pairs, level, "trade") for pairs in half), Count()) == count(whole, level, "trade")


def test_counts_by_a_key_add_up_to_the_whole() -> None:
    pairs = align(LABELS, READINGS)
    groups = grouped(pairs, "mention", "trade", lambda pair, claim: claim.period)
    assert groups == {"2020": Count(1, 1, 0, 0), "2021": Count(0, 0, 1, 1), "2025-11": Count(2, 1, 3, 2)}
    assert sum(groups.values(), Count()) == count(pairs, "mention", "trade")


def test_kinds_of_mistakes() -> None:
    pairs = align([*LABELS, at(50, 55)], [*READINGS, at(50, 56)])
    assert [pair.kind for pair in pairs] == [
        "wrong field",
        "wrong field",
        "missed",
        "wrong field",
        "false alarm",
        "boundary",
    ]
    assert align([at(0, 5)], [at(0, 5)])[0].kind == ""


def test_macro_is_the_mean_over_articles_that_have_something() -> None:
    assert macro([Count(1, 1, 1, 1), Count(2, 1, 2, 1), Count()]) == 0.75
    assert macro([Count()]) is None


def test_the_interval_is_wide_where_articles_differ_and_narrow_where_they_do_not() -> None:
    alike = [Count(10, 8, 10, 8)] * 30
    assert interval(alike) == pytest.approx((0.8, 0.8))
    apart = [Count(10, 10, 10, 10), Count(10, 0, 10, 0)] * 15
    low, high = interval(apart) or (0.0, 0.0)
    # The share of right articles of 30 drawn: mean 0.5, standard error sqrt(0.25 / 30) = 0.0913.
    assert low == pytest.approx(0.5 - 1.96 * 0.0913, abs=0.04)
    assert high == pytest.approx(0.5 + 1.96 * 0.0913, abs=0.04)
    assert interval(apart) == interval(apart)
    assert interval([Count(), *apart]) == interval(apart)
    assert interval([Count(1, 1, 1, 1), Count()]) is None
