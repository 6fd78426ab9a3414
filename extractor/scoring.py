"""How well a reading matches the labels: pairs, counts, ratios."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from extractor.calendars import same
from extractor.claims import Claim
from extractor.items import singular, synonym
from extractor.quantities import Quantity, localise, quantities
from extractor.tables import compiled

FIELDS = (
    "value",
    "unit",
    "metric",
    "measure",
    "item",
    "reporter",
    "partner",
    "period",
    "status",
    "bound",
    "base",
    "basis",
)
"""What a claim can be right or wrong in; `value` stands for the upper end of a range too."""

LEVELS = {
    "mention": frozenset({"value", "unit"}),
    "tuple": frozenset({"value", "unit", "metric", "partner", "period"}),
    "claim": frozenset(FIELDS) - {"bound", "base", "basis"},
    "strict": frozenset(FIELDS),
}
"""The fields that must be right at each level."""

FAMILIES = ("trade", "around")
KINDS = ("missed", "false alarm", "wrong field", "boundary")
"""What a mistake can be; of a wrong field in a wrong place the field tells."""
TOLERANCE = Decimal(1) / 5000
LONGEST_SYNONYM = 5  # words
RESAMPLES = 1000
_FILLERS = frozenset({"the", "of", "and", "product", "goods", "good", ";"})


@dataclass(frozen=True, slots=True)
class Pair:
    """A label and the reading it was paired with, either of which may be missing, and the fields that are right."""

    label: Claim | None
    reading: Claim | None
    right: frozenset[str] = frozenset()

    @property
    def claim(self) -> Claim:
        """The label, or the reading where there is none."""
        claim = self.label or self.reading
        if claim is None:
            raise ValueError("a pair has a label, a reading, or both")
        return claim

    @property
    def wrong(self) -> tuple[str, ...]:
        """The fields that are not right, in the order of `FIELDS`; none where one side is missing."""
        return tuple(field for field in FIELDS if field not in self.right) if self.label and self.reading else ()

    @property
    def is_right(self) -> bool:
        """Whether the reading is right as a claim."""
        return self.label is not None and self.right >= LEVELS["claim"]

    @property
    def kind(self) -> str:
        """Which of `KINDS` of mistake it is; empty where label and reading agree in every field and place."""
        if self.reading is None:
            return "missed"
        if self.label is None:
            return "false alarm"
        if self.wrong:
            return "wrong field"
        same = (self.label.start, self.label.end) == (self.reading.start, self.reading.end)
        return "" if same else "boundary"


Key = Callable[[Pair, Claim], str]


@dataclass(frozen=True, slots=True)
class Count:
    """Labels and how many of them were found; readings and how many of them are right.

    The two need not be one number: a reading of the other family can find a label's mention.
    """

    labels: int = 0
    found: int = 0
    readings: int = 0
    right: int = 0

    def __add__(self, other: Count) -> Count:
        return Count(
            self.labels + other.labels,
            self.found + other.found,
            self.readings + other.readings,
            self.right + other.right,
        )

    @property
    def recall(self) -> float | None:
        """Share of the labels that were found; None if there are none."""
        return self.found / self.labels if self.labels else None

    @property
    def precision(self) -> float | None:
        """Share of the readings that are right; None if there are none."""
        return self.right / self.readings if self.readings else None

    @property
    def f1(self) -> float | None:
        """The harmonic mean of precision and recall, 0 where only one side has anything; None if neither has."""
        if not self.labels and not self.readings:
            return None
        precision, recall = self.precision or 0.0, self.recall or 0.0
        return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def align(labels: Sequence[Claim], readings: Sequence[Claim]) -> list[Pair]:
    """Pair labels and readings of one article one to one, where their mentions overlap.

    The pair with more fields right comes first, then the one whose mentions are the same, then the one that comes
    first in the text; the order in which the two sides are given does not matter. What is left stands alone.
    Pairs are in the order of the text.
    """
    candidates = []
    for i, label in enumerate(labels):
        for j, reading in enumerate(readings):
            if max(label.start, reading.start) < min(label.end, reading.end):
                right = fields_right(label, reading)
                exact = (label.start, label.end) == (reading.start, reading.end)
                order = (-len(right), not exact, _key(label), _key(reading))
                candidates.append((order, i, j, right))
    candidates.sort(key=lambda candidate: candidate[0])
    paired_labels: set[int] = set()
    paired_readings: set[int] = set()
    pairs = []
    for _, i, j, right in candidates:
        if i not in paired_labels and j not in paired_readings:
            paired_labels.add(i)
            paired_readings.add(j)
            pairs.append(Pair(labels[i], readings[j], right))
    pairs += [Pair(label, None) for i, label in enumerate(labels) if i not in paired_labels]
    pairs += [Pair(None, reading) for j, reading in enumerate(readings) if j not in paired_readings]
    return sorted(pairs, key=_place)


def fields_right(label: Claim, reading: Claim) -> frozenset[str]:
    """The fields in which a reading agrees with a label."""
    right = {
        field
        for field in ("unit", "metric", "measure", "reporter", "status", "bound")
        if getattr(label, field) == getattr(reading, field)
    }
    if is_near(label.value, reading.value) and (
        label.value_high is None or (reading.value_high is not None and is_near(label.value_high, reading.value_high))
    ):
        right.add("value")
    if is_same_item(label.item, reading.item):
        right.add("item")
    if _parts(label.partner) == _parts(reading.partner):
        right.add("partner")
    if label.metric == "trade" and _sides(label) == _sides(reading)[::-1]:
        right |= {"reporter", "partner"}
    right |= {field for field in ("period", "base") if _is_same_period(getattr(label, field), getattr(reading, field))}
    if _parts(label.basis) == _parts(reading.basis):
        right.add("basis")
    return frozenset(right)


def is_near(value: Decimal, other: Decimal) -> bool:
    """Whether `other` is within 1 part in 5,000 of `value`."""
    return abs(value - other) <= abs(value) * TOLERANCE


@compiled
def fold_item(item: str) -> frozenset[str]:
    """The words of an item by which it is compared: synonyms and plurals folded, fillers dropped."""
    words = item.lower().replace(";", " ; ").replace("-", " ").split()
    folded: set[str] = set()
    index = 0
    while index < len(words):
        for last in range(min(len(words), index + LONGEST_SYNONYM), index, -1):
            canonical = synonym(" ".join(words[index:last]))
            if canonical or last == index + 1:
                folded.update(map(singular, canonical.lower().replace("-", " ").split() or words[index:last]))
                index = last
                break
    return frozenset(folded) - _FILLERS


def is_same_item(item: str, other: str) -> bool:
    """Whether two items share at least half of the words of the longer one, or both are empty."""
    a, b = fold_item(item), fold_item(other)
    return a == b or 2 * len(a & b) >= max(len(a), len(b))


def count(pairs: Iterable[Pair], level: str, family: str) -> Count:
    """Labels found and readings right at a level of `LEVELS`, of the claims of a family (`trade`, `around`)."""
    return sum(grouped(pairs, level, family, lambda pair, claim: "").values(), Count())


def grouped(pairs: Iterable[Pair], level: str, family: str, key: Key) -> dict[str, Count]:
    """The same counts by a key of the pair and the claim of it that is counted, in the order of the keys."""
    wanted = LEVELS[level]
    out: dict[str, list[int]] = {}
    for pair in pairs:
        is_right = wanted <= pair.right
        for claim, first in ((pair.label, 0), (pair.reading, 2)):
            if claim and claim.family == family:
                tally = out.setdefault(key(pair, claim), [0, 0, 0, 0])
                tally[first] += 1
                tally[first + 1] += is_right
    return {name: Count(*out[name]) for name in sorted(out)}


def macro(counts: Iterable[Count]) -> float | None:
    """The mean F1 of those that have anything to score; None if none has."""
    ratios = [one.f1 for one in counts if one.f1 is not None]
    return sum(ratios) / len(ratios) if ratios else None


def interval(counts: Sequence[Count]) -> tuple[float, float] | None:
    """Between what two values F1 lies in 95 of 100 resamples of the articles; None where fewer than two have anything.

    Percentile bootstrap (Efron 1979) over articles, since the claims of one are not independent of each other; always
    the same resamples.
    """
    import numpy as np

    held = [one for one in counts if one != Count()]
    if len(held) < 2:
        return None
    table = np.array([(one.labels, one.found, one.readings, one.right) for one in held], dtype=float)
    drawn = np.random.default_rng(RESAMPLES).multinomial(len(held), [1 / len(held)] * len(held), size=RESAMPLES)
    labels, found, readings, right = (drawn @ table).T
    with np.errstate(divide="ignore", invalid="ignore"):
        recall = np.nan_to_num(found / labels)
        precision = np.nan_to_num(right / readings)
        ratios = np.nan_to_num(2 * recall * precision / (recall + precision))
    low, high = np.percentile(ratios, (2.5, 97.5))
    return float(low), float(high)


def count_fields(pairs: Iterable[Pair], family: str) -> tuple[int, Counter[str]]:
    """How many labels of a family were paired, and in how many of these each field is right."""
    paired = [pair for pair in pairs if pair.label and pair.reading and pair.label.family == family]
    return len(paired), Counter(field for pair in paired for field in pair.right)


def count_mentions(text: str, labels: Iterable[Claim]) -> Count:
    """Labels whose mention the quantities of the text alone tell: size and unit right, whatever is claimed of it.

    Which way a number moves is not for them to say, so signs are left out; bare dollars are those of the label's
    reporter. A quantity tells every label that its mention overlaps.
    """
    stated = quantities(text)
    starts = [quantity.start for quantity in stated]
    total = found = 0
    for label in labels:
        first = max(bisect_right(starts, label.start) - 1, 0)
        near = stated[first : bisect_left(starts, label.end)]
        total += 1
        found += any(quantity.end > label.start and _tells(quantity, label) for quantity in near)
    return Count(labels=total, found=found)


def _tells(quantity: Quantity, label: Claim) -> bool:
    unit = "count" if label.unit == "index" else label.unit  # the level of an index is a bare number in its text
    if localise(quantity, label.reporter) != unit or not is_near(abs(label.value), abs(quantity.value)):
        return False
    if label.value_high is None:
        return True
    return quantity.value_high is not None and is_near(abs(label.value_high), abs(quantity.value_high))


def _is_same_period(period: str, other: str) -> bool:
    try:
        return same(period, other)
    except ValueError:  # a reading may hold anything
        return False


def _parts(codes: str) -> list[str]:
    return sorted(codes.split(";"))


def _sides(claim: Claim) -> tuple[list[str], list[str]]:
    return _parts(claim.reporter), _parts(claim.partner)


def _key(claim: Claim) -> tuple[object, ...]:
    return claim.start, claim.end, *(str(getattr(claim, field)) for field in (*FIELDS, "value_high"))


def _place(pair: Pair) -> tuple[object, ...]:
    return (*_key(pair.claim), pair.label is None)
