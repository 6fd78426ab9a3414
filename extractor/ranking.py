"""The scored choice among the values that several sources propose for one field of a claim.

A value's score is the sum of the weights of the sources that propose it, alone and with the traits of its draft; the
source that comes first by the stated order counts extra. The weights are those of a conditional logit, so that scores
give probabilities: set by hand in `data/weights.csv`, and in `data/fitted.csv` where fitting them gains.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from math import exp
from typing import NamedTuple

from extractor.tables import table

FIRST = "first"
"""The source that every first proposal has besides its own: the stated order, as evidence."""

Nested = Mapping[str, Mapping[str, float]]
_tried: ContextVar[Mapping[str, Nested] | None] = ContextVar("tried", default=None)


class Proposal(NamedTuple):
    """A value for a field, and the source that proposes it."""

    value: str
    source: str


class Ranked(NamedTuple):
    """What was chosen for a field: the value, its source and probability; the proposals and traits it was chosen by."""

    value: str
    source: str
    probability: float
    scores: Mapping[str, float]
    proposals: tuple[Proposal, ...]
    traits: tuple[str, ...]


def weights(decision: str) -> Nested:
    """The weights of a decision: for each source those of the source itself ("") and of it with each trait."""
    tried = _tried.get()
    return _shipped(decision) if tried is None else tried.get(decision) or _nested(by_hand(decision))


@cache
def _is_by_order(decision: str) -> bool:
    """Whether the weights that ship let the stated order decide alone."""
    return _shipped(decision).keys() == {FIRST}


@cache
def _shipped(decision: str) -> Nested:
    """The weights that ship: those fitted, or where there are none those set by hand."""
    return _nested(_flat("fitted", decision) or by_hand(decision))


def by_hand(decision: str) -> Mapping[str, float]:
    """The weights of a decision that were set by hand, by feature."""
    return _flat("weights", decision)


def _flat(name: str, decision: str) -> dict[str, float]:
    """The weights of a decision in a table, by feature."""
    return {row["feature"]: float(row["weight"]) for row in table(name) if row["decision"] == decision}


@contextmanager
def trying(fitted: Mapping[str, Mapping[str, float]]) -> Iterator[None]:
    """Choose by these weights, by decision and feature, and else by those set by hand, whatever ships."""
    token = _tried.set({decision: _nested(of) for decision, of in fitted.items()})
    try:
        yield
    finally:
        _tried.reset(token)


def _nested(of: Mapping[str, float]) -> Nested:
    out: dict[str, dict[str, float]] = {}
    for feature, weight in of.items():
        source, _, trait = feature.partition(" & ")
        out.setdefault(source, {})[trait] = weight
    return out


def sources(proposals: Iterable[Proposal]) -> dict[str, list[str]]:
    """For each value proposed, in order, the sources that propose it, each once; the first one's are marked."""
    out: dict[str, list[str]] = {}
    for value, source in proposals:
        of_value = out.setdefault(value, [FIRST, f"{FIRST} {source}"] if not out else [])
        if source not in of_value:
            of_value.append(source)
    return out


def choose(decision: str, proposals: Iterable[Proposal], traits: Collection[str]) -> Ranked:
    """The value with the highest score among those proposed; of two as high, the one proposed first.

    Where nothing is weighed but the order, the first is taken and no other asked for; never so under `trying`.
    """
    if _tried.get() is None and _is_by_order(decision):
        first = next(iter(proposals))
        return Ranked(first.value, first.source, 1.0, {first.value: 0.0}, (first,), tuple(traits))
    proposed = tuple(proposals)
    by_value = sources(proposed)
    if len(by_value) == 1:
        value = proposed[0].value
        return Ranked(value, proposed[0].source, 1.0, {value: 0.0}, proposed, tuple(traits))
    known = weights(decision)
    scores = {value: _score(known, of_value, traits) for value, of_value in by_value.items()}
    best = max(scores, key=scores.__getitem__)
    total = sum(exp(score - scores[best]) for score in scores.values())
    source = next(one.source for one in proposed if one.value == best)
    return Ranked(best, source, 1 / total, scores, proposed, tuple(traits))


def _score(known: Mapping[str, Mapping[str, float]], of_value: Iterable[str], traits: Collection[str]) -> float:
    total = 0.0
    for source in of_value:
        of_source = known.get(source)
        if of_source is not None:
            total += of_source.get("", 0.0)
            for trait in traits:
                if trait in of_source:
                    total += of_source[trait]
    return total
