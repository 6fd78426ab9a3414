"""A score as lines of text: counts first, ratios last, a dash where there is nothing to score."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

from extractor import reliability
from extractor.claims import Claim
from extractor.reading import Article
from extractor.reliability import Rated
from extractor.scoring import (
    FAMILIES,
    FIELDS,
    LEVELS,
    Count,
    Key,
    Pair,
    count,
    count_fields,
    count_mentions,
    grouped,
    interval,
    macro,
)

Scored = Sequence[tuple[Article, Sequence[Pair]]]
"""Articles with their labels and readings, aligned."""

KEYS: dict[str, Key] = {
    "article": lambda pair, claim: claim.doc_id,
    "metric": lambda pair, claim: claim.metric,
    "measure": lambda pair, claim: claim.measure,
    "construction": lambda pair, claim: pair.reading.construction if pair.reading else "(missed)",
}
"""What claims can be counted by; a label counts with the construction that its reading was made by."""

FAMILY_NAMES = {"trade": "trade family", "around": "around trade"}
_COLUMNS = f"{'labels':>7}{'found':>6}{'readings':>9}{'right':>6}{'recall':>7}{'precision':>10}{'F1':>6}"


def lines(scored: Scored, *, mentions: bool = True) -> Iterator[str]:
    """The headline, both families at each level, labels told by quantities alone, each paired field, and confidence.

    F1 is of all claims together, with the interval of 95 percent of resamples of articles; `macro` is the mean of the
    F1 of the articles. `mentions` asks for the labels that the quantities of the texts tell.
    """
    pairs = every(scored)
    head = count(pairs, "claim", "trade")
    articles = f"{len(scored)} article{'s' if len(scored) != 1 else ''}"
    counts = f"{head.found} of {head.labels} labels found, {head.right} of {head.readings} readings right"
    yield f"trade claim F1 {ratio(head.f1)} ({articles}: {counts})"
    yield ""
    for family in FAMILIES:
        yield f"{FAMILY_NAMES[family]:<12}{_COLUMNS}{'95 % of it':>11} macro"
        for level in LEVELS:
            each = [count(own, level, family) for _, own in scored]
            total = sum(each, Count())
            yield f"  {level:<10}{_counts(total)}{_span(interval(each)):>11}{ratio(macro(each)):>6}"
    yield ""
    if mentions:
        stated = sum((count_mentions(article.text, _labels(own)) for article, own in scored), Count())
        yield f"{'quantities':<12}{'labels':>7}{'found':>6}{'':15}{'recall':>7}"
        yield f"  {'mention':<10}{stated.labels:>7}{stated.found:>6}{'':15}{ratio(stated.recall):>7}"
        yield ""
    paired = {family: count_fields(pairs, family) for family in FAMILIES}
    yield "right where label and reading are paired" + "".join(f"{FAMILY_NAMES[family]:>20}" for family in FAMILIES)
    for field in FIELDS:
        cells = (_share(right[field], total) for total, right in paired.values())
        yield f"  {field:<38}" + "".join(f"{cell:>20}" for cell in cells)
    rated = confidences(pairs)
    if rated:
        yield ""
        yield from reliability.bins(rated)


def by(scored: Scored, key: str) -> Iterator[str]:
    """The counts and ratios of claims by a key of `KEYS`, a line for each value and family that there is."""
    if key == "article":
        yield from _by_article(scored)
        return
    pairs = every(scored)
    groups = {family: grouped(pairs, "claim", family, KEYS[key]) for family in FAMILIES}
    widest = max((len(name) for of_family in groups.values() for name in of_family), default=0)
    for family, of_family in groups.items():
        yield f"{FAMILY_NAMES[family]:<{max(widest + 2, 12)}}{_COLUMNS}"
        for name, one in of_family.items():
            yield f"  {name:<{max(widest, 10)}}{_counts(one)}"


def _by_article(scored: Scored) -> Iterator[str]:
    widest = max((len(article.doc_id) for article, _ in scored), default=0)
    yield f"{'claims':<{widest + 8}}{_COLUMNS}"
    for article, pairs in scored:
        counts = {family: count(pairs, "claim", family) for family in FAMILIES}
        for family, one in counts.items():
            if one != Count() or (family == "trade" and counts["around"] == Count()):
                yield f"{article.doc_id:<{widest}} {family:<7}{_counts(one)}"


def every(scored: Scored) -> list[Pair]:
    """The pairs of all articles."""
    return list(chain.from_iterable(pairs for _, pairs in scored))


def confidences(pairs: Sequence[Pair]) -> list[Rated]:
    """The readings with their confidence and whether they are right."""
    return [Rated(one.reading.confidence, one.is_right, one.reading.family) for one in pairs if one.reading]


def ratio(value: float | None) -> str:
    """Three decimals; a dash for no figure."""
    return "–" if value is None else f"{value:.3f}"


def _counts(one: Count) -> str:
    return (
        f" {one.labels:>6} {one.found:>5} {one.readings:>8} {one.right:>5}"
        f"{ratio(one.recall):>7}{ratio(one.precision):>10}{ratio(one.f1):>6}"
    )


def _span(ends: tuple[float, float] | None) -> str:
    return "–" if ends is None else f"{ends[0]:.2f}–{ends[1]:.2f}"


def _labels(pairs: Sequence[Pair]) -> list[Claim]:
    return [pair.label for pair in pairs if pair.label]


def _share(right: int, total: int) -> str:
    return f"{right} of {total}  {ratio(right / total if total else None):>5}"
