"""The scored choice among the values that several sources propose for one field of a claim.

A value's score is the sum of the weights of the sources that propose it, alone and with the traits of its draft; the
source that comes first by the stated order counts extra. Weights stand in `data/weights.csv`, fitted by `fitting.py`:
a conditional logit, so that scores give probabilities.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from functools import cache
from math import exp
from typing import NamedTuple

from extractor.tables import table

FIRST = "first"
"""The source that every first proposal has besides its own: the stated order, as evidence."""


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


@cache
def weights(decision: str) -> Mapping[str, Mapping[str, float]]:
    """The weights of a decision: for each source those of the source itself ("") and of it with each trait."""
    out: dict[str, dict[str, float]] = {}
    for row in table("weights"):
        if row["decision"] == decision:
            source, _, trait = row["feature"].partition(" & ")
            out.setdefault(source, {})[trait] = float(row["weight"])
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
    """The value with the highest score among those proposed; of two as high, the one proposed first."""
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
        for trait, weight in known.get(source, {}).items():
            if not trait or trait in traits:
                total += weight
    return total
