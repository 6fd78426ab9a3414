from __future__ import annotations

from math import exp

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.examples import outcome
from extractor.fitting import LEAST, Example, fit


def planted(articles: int, of_each: int) -> list[Example]:
    """Choices of two values, of which "good" is right nine times in ten, and "noise" tells nothing."""
    out = []
    for index in range(articles * of_each):
        good = {"good": 1.0, **({"noise": 1.0} if index * 7919 % 13 < 6 else {})}
        other = {"first": 1.0, **({"noise": 1.0} if index * 7907 % 11 < 5 else {})}
        is_right = index % 10 != 0
        out.append(Example(f"a{index // of_each:03}", (other, good), (not is_right, is_right)))
    return out


def test_what_is_right_gets_the_weight_and_articles_held_out_gain() -> None:
    made = fit(planted(30, 10), {"first": 3.0})
    assert made.before.right == 30  # the first value, by its prior
    assert made.after.right == made.held_out.right == 270
    assert made.gains
    assert made.weights["good"] - made.weights["first"] > 1.5
    assert abs(made.weights.get("noise", 0.0)) < 0.3


def test_no_gain_where_nothing_is_to_be_learned() -> None:
    examples = [
        Example(f"a{index % 20:02}", ({"first": 1.0, f"x{index % 7}": 1.0}, {f"x{index % 5}": 1.0}), right)
        for index in range(200)
        for right in [(index * 7919 % 10 < 8, index * 7919 % 10 >= 8)]
    ]
    made = fit(examples, {"first": 3.0})
    assert made.before.right == 160
    assert not made.gains


def test_a_feature_too_rare_keeps_its_prior() -> None:
    examples = [*planted(30, 10), *(Example("b", ({"rare": 1.0}, {}), (False, True)) for _ in range(LEAST - 1))]
    made = fit(examples, {"first": 3.0, "rare": 1.5})
    assert made.weights["rare"] == 1.5
    assert "unheard of" not in made.weights


def test_a_probability_is_learned() -> None:
    examples = [
        outcome(f"a{index % 20:02}", {"claim": 1.0, **({"good": 1.0} if index % 2 else {})}, index % 8 not in (0, 2, 3))
        for index in range(1600)
    ]
    made = fit(examples, {})
    odds = made.weights.get("claim", 0.0)
    assert 1 / (1 + exp(-odds)) == pytest.approx(0.5, abs=0.02)
    assert 1 / (1 + exp(-odds - made.weights["good"])) == pytest.approx(0.75, abs=0.02)


def test_nothing_to_learn_from_leaves_the_prior() -> None:
    assert fit([], {"first": 3.0}).weights == {"first": 3.0}
    assert not fit([], {}).gains
    one = [Example("a", ({"x": 1.0}, {}), (True, False))] * LEAST
    assert fit(one, {}).examples == LEAST  # one article: all folds but its own are empty


@given(st.permutations(range(60)))
def test_the_order_of_examples_does_not_matter(order: list[int]) -> None:
    examples = planted(6, 10)
    assert fit([examples[index] for index in order], {}).weights == fit(examples, {}).weights
