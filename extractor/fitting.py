"""Fitting the weights of the scored choices on labelled articles: a conditional logit, cross-validated by article."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from extractor.claims import Claim
from extractor.decisions import Decision
from extractor.ranking import FIRST, Ranked, sources
from extractor.scoring import align, fields_right

FOLDS = 5
LEAST = 6
"""In how many decisions a feature must tell values apart to have a weight of its own."""
SMALLEST = 0.05
"""Weights closer to nothing than this are left out of the table."""
PRIOR = {FIRST: 3.0}
"""What a weight is drawn to where the labels say little; all others are drawn to nothing."""

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Example:
    """One decision on a labelled article: the features of each value, which values are right."""

    article: str
    values: tuple[frozenset[str], ...]
    right: tuple[bool, ...]


class Fit(NamedTuple):
    """The weights of a decision by feature, and how many examples it has right: first proposals, fitted, held out."""

    weights: dict[str, float]
    examples: int
    before: int
    fitted: int
    held_out: int


def examples(field: str, article: str, labels: Sequence[Claim], decisions: Iterable[Decision]) -> Iterator[Example]:
    """The decisions on a field whose right value is among those proposed, and not the only one."""
    made = {(claim.start, claim.end): one for one in decisions if len(one.claims) == 1 for claim in one.claims}
    readings = [claim for one in made.values() for claim in one.claims]
    for pair in align(labels, readings):
        label, reading = pair.label, pair.reading
        if label is None or reading is None or label.metric != reading.metric:
            continue
        ranked = made[reading.start, reading.end].ranked.get(field)
        if ranked is not None and len(ranked.scores) > 1:
            example = _example(field, article, label, reading, ranked)
            if any(example.right) and not all(example.right):
                yield example


def _example(field: str, article: str, label: Claim, reading: Claim, ranked: Ranked) -> Example:
    by_value = sources(ranked.proposals)
    traits = ranked.traits
    features = tuple(
        frozenset(name for source in names for name in (source, *(f"{source} & {trait}" for trait in traits)))
        for names in by_value.values()
    )
    changes: list[dict[str, Any]] = [{field: value} for value in by_value]
    right = tuple(field in fields_right(label, replace(reading, **change)) for change in changes)
    return Example(article, features, right)


def fit(found: Sequence[Example], strength: float) -> Fit:
    """Weights for the examples of one decision, with a ridge of `strength` around the prior, and what they get."""
    articles = sorted({one.article for one in found})
    fold = {article: index % FOLDS for index, article in enumerate(articles)}
    held = 0
    for part in range(FOLDS):
        weights = _weights([one for one in found if fold[one.article] != part], strength)
        held += sum(_is_right(one, weights) for one in found if fold[one.article] == part)
    weights = _weights(found, strength)
    return Fit(
        weights,
        len(found),
        sum(one.right[0] for one in found),
        sum(_is_right(one, weights) for one in found),
        held,
    )


def _is_right(one: Example, weights: dict[str, float]) -> bool:
    scores = [sum(weights.get(name, 0.0) for name in names) for names in one.values]
    return one.right[max(range(len(scores)), key=scores.__getitem__)]


def _weights(found: Sequence[Example], strength: float) -> dict[str, float]:
    """The weights with the highest likelihood of the right values, less the ridge; Newton's method."""
    tells: Counter[str] = Counter()
    for one in found:
        tells.update(frozenset.union(*one.values) - frozenset.intersection(*one.values))
    names = sorted(name for name, count in tells.items() if count >= LEAST or name in PRIOR)
    column = {name: index for index, name in enumerate(names)}
    rows = [names_ for one in found for names_ in one.values]
    x = np.zeros((len(rows), len(names)))
    for row, of_value in enumerate(rows):
        for name in of_value:
            if name in column:
                x[row, column[name]] = 1.0
    sizes = np.array([len(one.values) for one in found])
    starts = np.concatenate(([0], np.cumsum(sizes)[:-1])).astype(int)
    owner = np.repeat(np.arange(len(found)), sizes)
    right = np.array([is_right for one in found for is_right in one.right], dtype=float)
    prior = np.array([PRIOR.get(name, 0.0) for name in names])
    w = prior.copy()
    for _ in range(12):
        p, mean = _moments(x, w, np.ones_like(right), starts, owner)
        _, target = _moments(x, w, right, starts, owner)
        gradient = (target - mean).sum(axis=0) - strength * (w - prior)
        hessian = x.T @ (x * p[:, None]) - mean.T @ mean + strength * np.eye(len(names))
        step = np.linalg.solve(hessian, gradient)
        w = w + step
        if float(np.abs(step).max(initial=0.0)) < 1e-4:
            break
    return {name: round(float(weight), 2) for name, weight in zip(names, w, strict=True) if abs(weight) >= SMALLEST}


def _moments(
    x: Floats, w: Floats, mask: Floats, starts: NDArray[np.int_], owner: NDArray[np.int_]
) -> tuple[Floats, Floats]:
    """The probability of each value among those of its example that `mask` lets in, and the mean of their features."""
    scores = x @ w
    top = np.maximum.reduceat(np.where(mask > 0, scores, -np.inf), starts)
    raw = np.exp(scores - top[owner]) * mask
    p = raw / np.add.reduceat(raw, starts)[owner]
    return p, np.add.reduceat(x * p[:, None], starts, axis=0)
