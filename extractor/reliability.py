"""Whether confidence keeps what it says: claims by confidence, how many are right, and what a threshold keeps."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from extractor.scoring import FAMILIES

EDGES = (0.0, 0.3, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95)
"""Where the bins of confidence begin."""
THRESHOLDS = (0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.92, 0.93, 0.94, 0.95, 0.96)


class Rated(NamedTuple):
    """A claim's confidence, whether it is right, and its family."""

    confidence: float
    right: bool
    family: str


class Bin(NamedTuple):
    """The claims whose confidence lies from `low` up to `high`: how many, how many are right, and their mean."""

    low: float
    high: float
    claims: int
    right: int
    mean: float


def binned(rated: Sequence[Rated]) -> list[Bin]:
    """The bins of confidence that have claims."""
    out = []
    for low, high in zip(EDGES, (*EDGES[1:], 1.001), strict=True):
        held = [one for one in rated if low <= one.confidence < high]
        if held:
            mean = sum(one.confidence for one in held) / len(held)
            out.append(Bin(low, min(high, 1.0), len(held), sum(one.right for one in held), mean))
    return out


def bins(rated: Sequence[Rated]) -> Iterator[str]:
    """A line for each bin of confidence that has claims: how many, how many are right, both as shares."""
    yield f"{'confidence':<14}{'claims':>8}{'right':>7}{'mean confidence':>17}{'share right':>13}"
    for one in binned(rated):
        name = f"{one.low:.2f} to {one.high:.2f}"
        yield f"  {name:<12}{one.claims:>8}{one.right:>7}{one.mean:>17.3f}{one.right / one.claims:>13.3f}"


def thresholds(rated: Sequence[Rated]) -> Iterator[str]:
    """A line for each threshold: of each family the claims it keeps, how many are right, and of all right ones kept."""
    yield f"{'at least':<10}" + "".join(
        f"{family + ':':>9} kept  right  precision  of all right" for family in FAMILIES
    )
    for least in THRESHOLDS:
        cells = []
        for family in FAMILIES:
            of_family = [one for one in rated if one.family == family]
            kept = [one for one in of_family if one.confidence >= least]
            right = sum(one.right for one in kept)
            every = sum(one.right for one in of_family)
            precision = f"{right / len(kept):.3f}" if kept else "–"
            share = f"{right / every:.3f}" if every else "–"
            cells.append(f"{len(kept):>14}{right:>7}{precision:>11}{share:>14}")
        yield f"  {least:<8.2f}" + "".join(cells)
