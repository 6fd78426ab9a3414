"""What holds for the quantities of any text."""

from __future__ import annotations

import sys
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.bench import HOSTILE
from extractor.quantities import Quantity, find, localise, quantities

_WORDS = st.sampled_from(
    "rose fell to from by and or between over nearly at least a the half third quarter doubled twice times fivefold "
    "one two twenty hundred thousand million bn m % percent points pct tonnes mt barrels a day $ US$ €5 Rs crore lakh "
    "yen dollars yuan won May 2024 1987/88 3-4 5,6 1.5 1,234 10,34,491 .5 -2 −3% (+4%) 7-1/2 ½ eighth consecutive "
    "month in five ; , . ( ) \n - – — zero no. Section 301 G20 covid-19 7:30 TEU units firms United minus plus or more "
    "up to point".split(" ")
)
_TEXTS = st.one_of(
    st.text(max_size=200),
    st.lists(_WORDS, max_size=40).map(" ".join),
    st.lists(_WORDS, max_size=40).map("".join),
    st.text(alphabet="0123456789.,-/$%€ ()abmntk\n", max_size=120),
)


def _check(text: str, found: list[Quantity]) -> None:
    for quantity in found:
        assert 0 <= quantity.outer_start <= quantity.start < quantity.end <= quantity.outer_end <= len(text)
        assert quantity.text == text[quantity.start : quantity.end] == quantity.text.strip()
        assert quantity.value.is_finite()
        assert quantity.bound in ("=", "~", ">", ">=", "<", "<=")
        assert quantity.unit and quantity.form in ("number", "multiple", "fraction", "ordinal")
        assert quantity.value_high is None or quantity.value_high.is_finite()
    for left, right in pairwise(found):
        assert left.end <= right.start


@settings(max_examples=400, deadline=None)
@given(_TEXTS)
def test_no_text_raises_and_offsets_cut_out_the_text_without_overlap(text: str) -> None:
    _check(text, find(text))


@settings(max_examples=200, deadline=None)
@given(_TEXTS)
def test_the_same_text_gives_the_same_quantities(text: str) -> None:
    assert find(text) == find(text)


@settings(max_examples=200, deadline=None)
@given(st.integers(0, 10**15))
def test_grouped_digits_are_read_back(number: int) -> None:
    (quantity,) = find(f"They sold {number:,} tonnes abroad.")
    assert (quantity.value, quantity.unit) == (Decimal(number), "t")


@settings(max_examples=200, deadline=None)
@given(st.decimals(min_value=0, max_value=10**6, places=2))
def test_decimals_with_a_scale_are_read_back(number: Decimal) -> None:
    (quantity,) = find(f"Exports reached ${number} billion in May.")
    assert (quantity.value, quantity.unit) == (number * 10**9, "USD")


@pytest.mark.parametrize("text", [
    "7" * 100_000,
    "one hundred and " * 5_000,
    "1-" * 50_000,
    "(" * 50_000 + "5 percent" + ")" * 50_000,
    "$" * 1_000_000,
    "$1" * 50_000,
    "1, " * 30_000 + "1 percent",
    "1 " * 50_000,
    "1 million " * 20_000,
    "half a " * 20_000,
    "5 " + "a" * 500_000,
    "-" * 500_000 + "5%",
    "1.1.1." * 20_000,
    "5 from 5 to " * 20_000,
    " " * 500_000 + "5 percent",
    "5 percent\n" * 20_000,
])  # fmt: skip
def test_hostile_texts_end(text: str) -> None:
    _check(text, find(text))


def _calls(text: str) -> int:
    """How many calls, of Python and of C, reading a text takes: its cost without a clock."""
    calls = 0

    def count(frame: object, event: str, argument: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        find(text)
    finally:
        sys.setprofile(before)
    return calls


_NEWS = (
    "Exports rose 5.2 percent to $3.1bn in May from 2.9bn, the ninth straight month, while over 200 firms sold 12 to "
    "15 million tonnes, up from 9 million. A third went east; 1,200 ships called, against 1,100 in 2023.\n"
)


@pytest.mark.parametrize("text", [_NEWS * 40, *(make(1) for make in HOSTILE.values())], ids=["news", *HOSTILE])
def test_twice_the_text_costs_twice_the_calls(text: str) -> None:
    find(_NEWS)  # tables are read once
    once, twice = _calls(text), _calls(text + text)
    assert twice <= once * 2.2 + 20


@pytest.mark.parametrize("part", [
    "5 percent, or ", "5, ", "$5bn (", "from 5 to ", "1 million ", "half a ", "5 and exports ", "the 5 ", "over a ",
    "3 or so ", "no more than ", "5'000", "two hundred and ", "euro 5 ", "children under 5 ", "Brent at 5.1 ",
    "from 5.1 in 2019 to ", "5 tonnes to Peru, 3 to ", "3 of 12 ships, ", "the fourth in a row, ", "K500 ",
    "£5 and 5p a ", "5 percent; growth was 5.1, ",
])  # fmt: skip
def test_no_pattern_looks_further_the_longer_the_text_is(part: str) -> None:
    find(part * 100)
    once, twice = _calls(part * 1_000), _calls(part * 2_000)
    assert twice <= once * 2.2 + 20


def test_a_whole_text_gives_what_its_sentences_give() -> None:
    sentences = [
        "Exports rose 5.2 percent to $3.1bn in May.",
        "Over 200 firms sold 12 to 15 million tonnes.",
        "It fell for the third straight month.",
        "A quarter of the goods went east, up from 18% in 2019.",
    ]
    alone = [(q.text, q.value, q.unit, q.bound, q.counted) for sentence in sentences for q in find(sentence)]
    together = [(q.text, q.value, q.unit, q.bound, q.counted) for q in find(" ".join(sentences))]
    assert together == alone


@pytest.mark.parametrize(("text", "country", "unit"), [
    ("Sales were 5 billion dlrs.", "CAN", "CAD"),
    ("Sales were 5 billion dollars.", "JPN", "USD"),
    ("Sales were 5 billion dollars.", None, "USD"),
    ("Sales were 5 billion US dollars.", "CAN", "USD"),
    ("Sales were C$5 billion.", "USA", "CAD"),
    ("Sales were 5 billion rupees.", "PAK", "PKR"),
    ("Sales were 5 billion rupees.", "CHN", "INR"),
    ("Sales were Rs 500 crore.", "NPL", "NPR"),
    ("Sales were 5 billion pesos.", "PHL", "PHP"),
    ("Sales were 5 billion pounds.", "EGY", "EGP"),
    ("Sales were 5 billion kronor.", "SWE", "SEK"),
    ("Sales were 5 billion crowns.", "CZE", "CZK"),
    ("Sales were 5 billion francs.", "CHE", "CHF"),
    ("Sales were 5 billion dinars.", "SRB", "RSD"),
    ("Sales were 5 percent up.", "CAN", "PCT"),
])  # fmt: skip
def test_bare_names_of_money_mean_the_money_of_the_country(text: str, country: str | None, unit: str) -> None:
    (quantity,) = quantities(text)
    assert localise(quantity, country) == unit


@pytest.mark.parametrize(("text", "units"), [
    ("Canada's surplus was 1.2 bln Canadian dlrs, double the 623 mln dlrs of May.", ["CAD", "PCT", "CAD"]),
    ("Japan's surplus was 7.4 bln dlrs.", ["USD"]),
    ("Canada's surplus was 1.2 bln dlrs.", ["CAD"]),
    ("Canada's surplus was $1.2 bln.", ["USD"]),
    ("Canada's surplus with Japan was 1.2 bln dlrs, Canada said.", ["CAD"]),
    ("China sold Australia goods worth 1.2 bln dlrs.", ["USD"]),
    ("China said its trade with Australia came to 3 billion dollars as China bought more.", ["USD"]),
    ("Australia earned A$5 billion (US$3.3 billion), or 200 dollars a head.", ["AUD", "USD", "USD"]),
    ("Pakistan's gap was 2.6 billion rupees, the Pakistan agency said.", ["PKR"]),
    ("Manila said Philippine firms owe 5 billion pesos.", ["PHP"]),
    ("The Czech Republic sold goods worth 412 billion crowns.", ["CZK"]),
    ("Egypt spent 5 billion pounds.", ["EGP"]),
    ("Aid of 5 billion rupees was agreed.", ["INR"]),
    ("Port Moresby, Papua New Guinea, will spend K1.2 billion and K40 a child.", ["PGK", "PGK"]),
    ("Botswana pays P250 million and P90 a head.", ["BWP", "BWP"]),
    ("Malawi raised the fare by K500 to K2,530.", ["MWK", "MWK"]),
    ("The Sudanese pound was cut to 4.5 pounds a dollar.", ["SDG"]),
    ("India and Pakistan traded goods worth 5 billion rupees.", ["INR"]),
])  # fmt: skip
def test_a_whole_text_tells_whose_money_a_bare_name_is(text: str, units: list[str]) -> None:
    assert [quantity.unit for quantity in quantities(text)] == units
