"""Fitting weights on labelled examples: a conditional logit with a ridge, cross-validated by article.

An example is a choice among values, each with features. Whether something is right is such a choice too: between what
speaks for it and nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

FOLDS = 5
LEAST = 12
"""In how many examples a feature must tell values apart to have a weight of its own."""
SMALLEST = 0.02
"""Weights that differ less than this from what they are drawn to are left there."""
STRENGTHS = (1.0, 3.0, 10.0, 30.0, 100.0)
"""The strengths of the ridge to choose from."""
STEPS, INNER = 30, 40
"""At most so many steps of Newton's method, and of conjugate gradients in each."""
SURE = 1.64
"""How many standard deviations a gain must be above none (one in twenty such gains is chance)."""
CLOSE = 1e-3
"""The largest step of a weight at which the fit is done."""

Floats = NDArray[np.float64]
Places = NDArray[np.int_]
Features = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Example:
    """One decision on a labelled article: the features of each value, and which values are right."""

    article: str
    values: tuple[Features, ...]
    right: tuple[bool, ...]


class Tally(NamedTuple):
    """Which of some examples the highest score has right, and how likely the right ones are (log, a mean)."""

    hits: tuple[bool, ...]
    likelihood: float

    @property
    def right(self) -> int:
        """How many are right."""
        return sum(self.hits)


class Fit(NamedTuple):
    """Fitted weights by feature, the strength of the ridge, and what is right before, after, and on articles held out.

    `scores` are those of the values of each example, by weights fitted without its article.
    """

    weights: dict[str, float]
    strength: float
    examples: int
    before: Tally
    after: Tally
    held_out: Tally
    scores: list[tuple[float, ...]]

    @property
    def gains(self) -> bool:
        """Whether articles held out have more right than before, by more than chance would give them."""
        changes = [after - before for before, after in zip(self.before.hits, self.held_out.hits, strict=True)]
        return sum(changes) > SURE * sqrt(sum(map(abs, changes)))


def fit(examples: Sequence[Example], prior: Mapping[str, float]) -> Fit:
    """Weights for examples, drawn to `prior` (nothing where it is silent) by the ridge that suits held-out articles.

    The folds are by article, dealt out in the order of their names, so that the same examples give the same weights.
    A feature too rare to have a weight of its own keeps what the prior gives it.
    """
    if not examples:
        nothing = Tally((), 0.0)
        return Fit(dict(prior), STRENGTHS[-1], 0, nothing, nothing, nothing, [])
    made = _design(examples, prior)
    tries = [(strength, _held_out(made, strength)) for strength in STRENGTHS]
    strength, scores = max(tries, key=lambda one: (round(made.tally(one[1]).likelihood, 6), one[0]))
    whole = _solve(made, strength, made.articles >= 0)
    weights = {
        name: round(float(weight), 2)
        for name, weight, to in zip(made.names, whole, made.drawn, strict=True)
        if abs(weight - to) >= SMALLEST
    }
    return Fit(
        {**prior, **weights},
        strength,
        len(examples),
        made.tally(made.scores(made.drawn)),
        made.tally(made.scores(whole)),
        made.tally(scores),
        [tuple(map(float, of_one)) for of_one in np.split(scores, made.starts[1:])],
    )


@dataclass(frozen=True)
class _Design:
    """Examples as arrays: each row is a value of one, each entry a feature of a value (its row, column and size)."""

    names: list[str]
    drawn: Floats  # what each weight is drawn to
    offset: Floats  # what features without a weight of their own add to the score of each row
    rows: Places
    columns: Places
    sizes: Floats
    starts: Places  # the first row of each example
    owner: Places  # the example of each row
    right: NDArray[np.bool_]
    articles: Places  # the article of each example, numbered in the order of their names

    def scores(self, weights: Floats) -> Floats:
        """The score of each row."""
        return self.offset + self.along(weights)

    def along(self, weights: Floats) -> Floats:
        """The sum of the weights of each row."""
        return _sums(self.rows, self.sizes * weights[self.columns], len(self.offset))

    def back(self, of_rows: Floats) -> Floats:
        """The sum over the rows of each feature."""
        return _sums(self.columns, self.sizes * of_rows[self.rows], len(self.names))

    def likely(self, scores: Floats, mask: NDArray[np.bool_]) -> Floats:
        """The probability of each row among those of its example that `mask` lets in."""
        top = np.maximum.reduceat(np.where(mask, scores, -np.inf), self.starts)
        raw = np.where(mask, np.exp(np.minimum(scores - top[self.owner], 0.0)), 0.0)
        return raw / np.add.reduceat(raw, self.starts)[self.owner]

    def log(self, scores: Floats) -> Floats:
        """For each example how likely its right values are, as a logarithm."""
        likely = np.add.reduceat(np.where(self.right, self.likely(scores, np.ones_like(self.right)), 0.0), self.starts)
        return np.log(np.maximum(likely, 1e-12))

    def tally(self, scores: Floats) -> Tally:
        """How many examples have a right value on top, the first where several are, and how likely right ones are."""
        parts = np.split(scores, self.starts[1:])
        chosen = [int(first + np.argmax(of)) for first, of in zip(self.starts, parts, strict=True)]
        return Tally(tuple(map(bool, self.right[chosen])), float(self.log(scores).mean()))


def _sums(places: Places, of: Floats, many: int) -> Floats:
    """The sums of numbers by place, in a fixed order, so that they are the same to the last digit on every run."""
    return np.bincount(places, of, many).astype(np.float64)


def _design(examples: Sequence[Example], prior: Mapping[str, float]) -> _Design:
    tells: Counter[str] = Counter()
    for one in examples:
        of_all = {name for features in one.values for name in features}
        tells.update(name for name in of_all if len({features.get(name, 0.0) for features in one.values}) > 1)
    names = sorted(name for name, count in tells.items() if count >= LEAST)
    column = {name: index for index, name in enumerate(names)}
    values = [features for one in examples for features in one.values]
    entries = [
        (row, column[name], size)
        for row, features in enumerate(values)
        for name, size in sorted(features.items())
        if name in column
    ]
    lengths = [len(one.values) for one in examples]
    number = {article: index for index, article in enumerate(sorted({one.article for one in examples}))}
    return _Design(
        names,
        np.array([prior.get(name, 0.0) for name in names]),
        np.array(
            [
                sum(prior[name] * size for name, size in features.items() if name in prior and name not in column)
                for features in values
            ],
            dtype=float,
        ),
        np.array([row for row, _, _ in entries], dtype=int),
        np.array([place for _, place, _ in entries], dtype=int),
        np.array([size for _, _, size in entries], dtype=float),
        np.concatenate(([0], np.cumsum(lengths)[:-1])).astype(int),
        np.repeat(np.arange(len(examples)), lengths),
        np.array([is_right for one in examples for is_right in one.right], dtype=bool),
        np.array([number[one.article] for one in examples]),
    )


def _held_out(made: _Design, strength: float) -> Floats:
    """The score of each row by weights fitted on the articles of other folds."""
    fold = made.articles % FOLDS
    out = np.zeros(len(made.offset))
    for part in range(FOLDS):
        held = (fold == part)[made.owner]
        out[held] = made.scores(_solve(made, strength, fold != part))[held]
    return out


def _solve(made: _Design, strength: float, used: NDArray[np.bool_]) -> Floats:
    """The weights with the highest likelihood of the right values of the examples used, less the ridge: Newton."""
    weights = made.drawn.copy()
    count = used[made.owner].astype(float)

    def loss(at: Floats) -> float:
        return float(strength / 2 * ((at - made.drawn) ** 2).sum() - made.log(made.scores(at))[used].sum())

    for _ in range(STEPS):
        scores = made.scores(weights)
        p = made.likely(scores, np.ones_like(made.right)) * count
        gradient = made.back(made.likely(scores, made.right) * count - p) - strength * (weights - made.drawn)

        def curved(v: Floats, p: Floats = p) -> Floats:
            spread = made.along(v)
            mean = np.add.reduceat(p * spread, made.starts)[made.owner]
            return made.back(p * (spread - mean)) + strength * v

        step = _conjugate(curved, gradient)
        size, now = 1.0, loss(weights)
        while size > 1e-3 and loss(weights + size * step) > now:
            size /= 2
        weights = weights + size * step
        if float(np.abs(step).max(initial=0.0)) < CLOSE:
            break
    return weights


def _conjugate(curved: Callable[[Floats], Floats], wanted: Floats) -> Floats:
    """The vector that a positive matrix, given by what it makes of one, turns into `wanted`."""
    x = np.zeros_like(wanted)
    rest = wanted.copy()
    along = rest.copy()
    size = float((rest * rest).sum())
    goal = 1e-8 * size
    for _ in range(INNER):
        if size <= goal:
            break
        turned = curved(along)
        by = size / float((along * turned).sum())
        x, rest = x + by * along, rest - by * turned
        new = float((rest * rest).sum())
        along, size = rest + new / size * along, new
    return x
