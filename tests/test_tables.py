"""The tables of the vocabulary, of constructions and of weights hold together."""

from __future__ import annotations

import re
from collections import Counter
from math import isfinite
from pathlib import Path

import pytest

from extractor import choice, constructions
from extractor.constructions import ALPHABET, match, spell
from extractor.examples import CHOICES
from extractor.tables import Lexicon, table
from extractor.vocabulary import BALANCES, Cue, Metric, Term, Trap, forms
from extractor.words import scan

METRICS = frozenset(
    "trade exports imports trade_surplus trade_deficit trade_balance current_account_surplus current_account_deficit "
    "current_account_balance tariff_rate fdi odi gdp cpi ppi pmi industrial_output retail_sales fx_reserves "
    "trading_firms port_throughput freight_trains shipping_routes other same".split()
)
OWN_KINDS = frozenset(
    "noun weak verb laid makes invests puts deals earns gets sends measured market modifier counted again".split()
)
DATA = Path(constructions.__file__).parent / "data"


@pytest.mark.parametrize("name", sorted(path.stem for path in DATA.glob("*.csv")))
def test_a_table_says_where_it_comes_from_and_has_full_rows(name: str) -> None:
    head = [line for line in (DATA / f"{name}.csv").read_text(encoding="utf-8").splitlines() if line.startswith("#")]
    assert any("ource" in line for line in head), head
    for row in table(name):
        assert None not in row, row
        assert None not in row.values(), row


def test_a_name_of_a_column_is_that_of_one_part_of_an_article() -> None:
    names = [name for row in table("article_fields") for name in row["names"].split("|")]
    assert max(Counter(names).values()) == 1
    assert all(re.fullmatch("[a-z_]+", name) for name in names)
    assert {row["field"] for row in table("article_fields")} == {"text", "id", "date", "title"}


def test_metrics_are_those_of_a_claim() -> None:
    assert {row["metric"] for row in table("metrics")} <= METRICS
    assert {row["kind"] for row in table("metrics")} <= OWN_KINDS
    assert {metric for pair in BALANCES.values() for metric in pair} < METRICS


def test_each_form_of_the_vocabulary_has_one_owner() -> None:
    owners: dict[str, list[Term]] = {}
    for form, term in forms():
        marked = form if form[0] in "=^" else form.lower()
        owners.setdefault(marked, []).append(term)
    twice = {form: terms for form, terms in owners.items() if len(set(terms)) > 1}
    assert not {form: terms for form, terms in twice.items() if {type(term) for term in terms} != {Trap}}


def test_cues_are_letters_of_the_alphabet() -> None:
    assert {row["cue"] for row in table("cues")} <= set(ALPHABET)
    assert len(set(ALPHABET.values())) == len(ALPHABET) - 1  # traps are plain words


@pytest.mark.parametrize("row", table("constructions"), ids=lambda row: f"{row['name']}-{row['kinds']}")
def test_a_construction_is_spelled_in_the_alphabet(row: dict[str, str]) -> None:
    words = set(re.findall(r"[A-Z]{2,}", f"{row['left']} {row['right']}"))
    shorthands = {"DIRECTION", "LOOSE", "TIGHT", "WHEN", "ADVERB"}
    assert words <= set(ALPHABET) | shorthands
    assert set(row["kinds"]) <= set("pafmos")
    assert row["measure"] in ("", "level", "growth", "change", "share", "streak")
    assert row["slot"] in ("now", "then", "same")
    assert row["example"]
    re.compile(spell(row["left"]))
    re.compile(spell(row["right"]))


def spelled(clause: str) -> str:
    return "".join(ALPHABET[symbol] for symbol in clause.split())


@pytest.mark.parametrize(
    ("left", "right", "kind", "name", "direction"),
    [
        ("METRIC RISE BY", "IN PERIOD", "p", "direction-at", 1),
        ("METRIC FALL", "MARK", "p", "direction-quantity", -1),
        ("THE", "RISE IN METRIC", "p", "quantity-direction", 1),
        ("METRIC REACH", "IN PERIOD", "a", "reach", 0),
        ("METRIC RISE QUANTITY TO", "MARK", "a", "direction-to", 0),
        ("METRIC RISE TO QUANTITY FROM", "EARLIER", "a", "from-quantity", 0),
        ("METRIC OF", "MARK", "a", "metric-of", 0),
        ("METRIC SHARE", "OF METRIC", "p", "share-verb", 0),
        ("METRIC", "", "a", "metric-quantity", 0),
        ("METRIC FALL FOR THE", "WORD", "o", "direction-for-streak", -1),
        ("AREA OPEN", "CLOSE", "p", "bracketed", 0),
        ("METRIC", "IN PERIOD", "m", "multiple", 0),
    ],
)
def test_the_first_construction_that_fits_wins(left: str, right: str, kind: str, name: str, direction: int) -> None:
    fit = match(spelled(left), spelled(right), kind)
    assert fit is not None
    assert (fit.construction.name, fit.direction) == (name, direction)


@pytest.mark.parametrize(("left", "right"), [("", "WORD MARK"), ("THE", "WORD"), ("METRIC WILL", "MARK")])
def test_what_fits_no_construction_is_left_alone(left: str, right: str) -> None:
    assert match(spelled(left), spelled(right), "a") is None


@pytest.mark.parametrize("name", ["weights", "fitted"])
def test_each_weight_is_a_number_and_stands_once(name: str) -> None:
    seen = Counter((row["decision"], row["feature"]) for row in table(name))
    assert set(seen.values()) == {1}
    assert all(isfinite(float(row["weight"])) for row in table(name))


def test_weights_set_by_hand_are_of_known_decisions_and_fitted_ones_of_no_other() -> None:
    by_hand = {row["decision"] for row in table("weights")}
    assert by_hand == {"metric", "period", *CHOICES} == set(choice.weights())
    fitted = {row["decision"] for row in table("fitted")}
    assert {"confidence", "calibration"} <= fitted <= {"confidence", "calibration", *CHOICES}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("the trade deficit rose", ["trade deficit", "rose"]),
        ("the US and us", ["US"]),
        ("a surplus in trade", ["surplus in trade"]),
    ],
)
def test_the_longest_form_wins_and_letters_count_where_a_form_says_so(text: str, wanted: list[str]) -> None:
    lexicon = Lexicon(
        [("trade", 1), ("trade deficit", 2), ("deficit", 3), ("rose", 4), ("=US", 5), ("surplus in trade", 6)]
    )
    words = scan(text)
    found = [text[words.starts[first] : words.ends[last - 1]] for first, last, _ in lexicon.find(words)]
    assert found == wanted


def test_terms_know_their_symbol() -> None:
    symbols = {term.symbol for _, term in forms() if isinstance(term, Metric)}
    assert symbols == {"METRIC", "OTHER"}
    assert {term.symbol for _, term in forms() if isinstance(term, Cue)} <= set(ALPHABET)
