"""Examples for fitting, from labelled articles and what was read in them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from extractor.claims import Claim
from extractor.confidence import features
from extractor.decisions import Reading
from extractor.fitting import Example
from extractor.ranking import Ranked, sources
from extractor.scoring import Pair, align, fields_right

CHOICES = ("reporter", "partner", "item")
"""The fields that are chosen among proposals."""


@dataclass(frozen=True, slots=True)
class Lesson:
    """A labelled article as read: its labels paired with its claims, and its reading."""

    article: str
    pairs: tuple[Pair, ...]
    reading: Reading


def lesson(article: str, labels: Sequence[Claim], reading: Reading) -> Lesson:
    """The lesson of an article."""
    return Lesson(article, tuple(align(labels, reading.claims)), reading)


def choices(field: str, of: Lesson) -> Iterator[Example]:
    """The choices of a field whose right value is among those proposed, and not the only one."""
    made = {(claim.start, claim.end): one for one in of.reading.decisions for claim in one.claims if not one.claims[1:]}
    for pair in of.pairs:
        label, reading = pair.label, pair.reading
        if label is None or reading is None or label.metric != reading.metric:
            continue
        decision = made.get((reading.start, reading.end))
        ranked = decision.ranked.get(field) if decision is not None else None
        if ranked is not None and len(ranked.scores) > 1:
            example = _choice(field, of.article, label, reading, ranked)
            if any(example.right) and not all(example.right):
                yield example


def _choice(field: str, article: str, label: Claim, reading: Claim, ranked: Ranked) -> Example:
    by_value = sources(ranked.proposals)
    features = tuple(
        {name: 1.0 for source in names for name in (source, *(f"{source} & {trait}" for trait in ranked.traits))}
        for names in by_value.values()
    )
    changes: list[dict[str, Any]] = [{field: value} for value in by_value]
    right = tuple(field in fields_right(label, replace(reading, **change)) for change in changes)
    return Example(article, features, right)


def confidences(of: Lesson) -> list[Example]:
    """For each claim of an article, in order, whether it is right, given its evidence."""
    right = {id(pair.reading): pair.is_right for pair in of.pairs if pair.reading is not None}
    return [
        outcome(of.article, features(evidence), right[id(claim)])
        for claim, evidence in zip(of.reading.claims, of.reading.evidence, strict=True)
    ]


def outcome(article: str, features: dict[str, float], right: bool) -> Example:
    """Whether something is right, as a choice between what speaks for it and nothing."""
    return Example(article, (features, {}), (right, not right))
