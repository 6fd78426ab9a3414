"""A score as lines of text: counts first, ratios last, a dash where there is nothing to score."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

from extractor import reliability
from extractor.claims import Claim
from extractor.listing import amount, what
from extractor.reading import Article
from extractor.reliability import Rated
from extractor.scoring import FAMILIES, FIELDS, LEVELS, Count, Pair, count, count_fields, count_mentions

Scored = Sequence[tuple[Article, Sequence[Pair]]]
"""Articles with their labels and readings, aligned."""

_NAMES = {"trade": "trade family", "around": "around trade"}
_AROUND = 90  # characters of text before and after a mention


def lines(scored: Scored) -> Iterator[str]:
    """The headline, both families at each level, labels told by quantities alone, each paired field, and confidence."""
    pairs = list(chain.from_iterable(pairs for _, pairs in scored))
    head = count(pairs, "claim", "trade")
    articles = f"{len(scored)} article{'s' if len(scored) != 1 else ''}"
    counts = f"{head.found} of {head.labels} labels found, {head.right} of {head.readings} readings right"
    yield f"trade claim F1 {ratio(head.f1)} ({articles}: {counts})"
    yield ""
    for family in FAMILIES:
        yield f"{_NAMES[family]:<14}{'labels':>8}{'found':>7}{'readings':>10}{'right':>7}  recall  precision     F1"
        for level in LEVELS:
            yield f"  {level:<12}" + _counts(count(pairs, level, family))
    yield ""
    stated = sum((count_mentions(article.text, _labels(pairs)) for article, pairs in scored), Count())
    yield f"{'quantities':<14}{'labels':>8}{'found':>7}{'':17}  recall"
    yield f"  {'mention':<12}{stated.labels:>8}{stated.found:>7}{'':17}{ratio(stated.recall):>8}"
    yield ""
    paired = {family: count_fields(pairs, family) for family in FAMILIES}
    yield "right where label and reading are paired" + "".join(f"{_NAMES[family]:>20}" for family in FAMILIES)
    for field in FIELDS:
        cells = (_share(right[field], total) for total, right in paired.values())
        yield f"  {field:<38}" + "".join(f"{cell:>20}" for cell in cells)
    rated = [Rated(one.reading.confidence, one.is_right, one.reading.family) for one in pairs if one.reading]
    if rated:
        yield ""
        yield from reliability.bins(rated)


def per_article(scored: Scored) -> Iterator[str]:
    """The claim counts and ratios of each article, a line for each family that it has."""
    widest = max((len(article.doc_id) for article, _ in scored), default=0)
    yield f"{'claims':<{widest + 8}}{'labels':>8}{'found':>7}{'readings':>10}{'right':>7}  recall  precision     F1"
    for article, pairs in scored:
        counts = {family: count(pairs, "claim", family) for family in FAMILIES}
        for family, one in counts.items():
            if one != Count() or (family == "trade" and counts["around"] == Count()):
                yield f"{article.doc_id:<{widest}} {family:<7}" + _counts(one)


def errors(scored: Scored) -> Iterator[str]:
    """Every miss, false alarm and wrong field, with its text and both readings."""
    for article, pairs in scored:
        for pair in pairs:
            claim = pair.label or pair.reading
            if claim is None or (pair.label and pair.reading and not pair.wrong):
                continue
            kind = f"wrong {', '.join(pair.wrong)}" if pair.wrong else "missed" if pair.label else "false alarm"
            yield f"{article.doc_id}:{claim.start}-{claim.end} {kind}"
            yield f"    {around(article.text, claim.start, claim.end)}"
            if pair.label:
                yield f"    label    {_described(pair.label)}"
            if pair.reading:
                yield f"    reading  {_described(pair.reading)}  [{pair.reading.construction}]"


def ratio(value: float | None) -> str:
    """Three decimals; a dash for no figure."""
    return "–" if value is None else f"{value:.3f}"


def around(text: str, start: int, end: int) -> str:
    """The mention in marks with some of its paragraph on both sides, on one line."""
    first = max(text.rfind("\n", 0, start) + 1, start - _AROUND)
    newline = text.find("\n", end)
    last = min(len(text) if newline < 0 else newline, end + _AROUND)
    return " ".join(f"{text[first:start]}«{text[start:end]}»{text[end:last]}".split())


def _counts(one: Count) -> str:
    return (
        f"{one.labels:>8}{one.found:>7}{one.readings:>10}{one.right:>7}"
        f"{ratio(one.recall):>8}{ratio(one.precision):>11}{ratio(one.f1):>7}"
    )


def _labels(pairs: Sequence[Pair]) -> list[Claim]:
    return [pair.label for pair in pairs if pair.label]


def _share(right: int, total: int) -> str:
    return f"{right} of {total}  {ratio(right / total if total else None):>5}"


def _described(claim: Claim) -> str:
    return f"{claim.quote!r} {amount(claim)} {what(claim)}"
