"""The score computed a second time, in another way: rows of text, and the best pair searched for anew each time."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from extractor.calendars import bounds
from extractor.claims import COLUMNS, TRADE, Claim
from extractor.scoring import LEVELS, Count, align, count
from tests.claims import claim

Row = dict[str, str]


def row(one: Claim) -> Row:
    return {column: str(value) for column, value in one.row().items() if column in COLUMNS}


def agreed(label: Row, reading: Row) -> list[str]:
    """The names of the columns in which two rows agree, `value` for both ends."""
    out = [name for name in ("unit", "metric", "measure", "status", "bound", "basis") if label[name] == reading[name]]
    a, b = Fraction(label["value"]), Fraction(reading["value"])
    if abs(a - b) * 5000 <= abs(a) and label["value_high"] in ("", reading["value_high"]):
        out.append("value")
    out += [name for name in ("period", "base") if days(label[name]) == days(reading[name])]
    out += [name for name in ("reporter", "partner") if label[name] == reading[name]]
    sides = [(one["reporter"], one["partner"]) for one in (label, reading)]
    if label["metric"] == "trade" and sides[0] == sides[1][::-1]:
        out += ["reporter", "partner"]
    a_words, b_words = set(label["item"].split()), set(reading["item"].split())
    if len(a_words & b_words) >= max(len(a_words), len(b_words)) / 2:
        out.append("item")
    return sorted(set(out))


def days(period: str) -> set[date]:
    if not period:
        return set()
    first, last = bounds(period)
    return {first + timedelta(days=n) for n in range((last - first).days + 1)}


def scored(labels: list[Row], readings: list[Row], level: str, family: str) -> Count:
    left, right = list(labels), list(readings)
    found = correct = 0
    while True:
        pairs = [
            (
                -len(agreed(a, b)),
                (a["start"], a["end"]) != (b["start"], b["end"]),
                [key(a), key(b)],
                a,
                b,
            )
            for a in left
            for b in right
            if set(range(int(a["start"]), int(a["end"]))) & set(range(int(b["start"]), int(b["end"])))
        ]
        if not pairs:
            break
        *_, a, b = min(pairs, key=lambda pair: pair[:3])
        left.remove(a)
        right.remove(b)
        is_right = all(name in agreed(a, b) for name in LEVELS[level])
        found += is_right and of(a, family)
        correct += is_right and of(b, family)
    return Count(sum(of(a, family) for a in labels), found, sum(of(b, family) for b in readings), correct)


def key(one: Row) -> list[object]:
    fields = "value unit metric measure item reporter partner period status bound base basis".split()
    return [int(one["start"]), int(one["end"]), *(one[name] for name in fields), one["value_high"] or "None"]


def of(one: Row, family: str) -> bool:
    return (one["metric"] in TRADE) == (family == "trade")


claims = st.builds(
    lambda start, length, **changes: claim(start=start, end=start + length, base="", **changes),
    st.integers(0, 5),
    st.integers(1, 3),
    metric=st.sampled_from(["exports", "trade", "gdp"]),
    value=st.sampled_from(["5", "5.001", "6"]),
    value_high=st.sampled_from([None, "7"]),
    unit=st.sampled_from(["PCT", "USD"]),
    reporter=st.sampled_from(["CHN", "USA"]),
    partner=st.sampled_from(["CHN", "USA", ""]),
    period=st.sampled_from(["2024-Q1", "2024-01/2024-03", "2024", ""]),
    item=st.sampled_from(["", "rice", "rice grain", "rice grain seed"]),
    bound=st.sampled_from(["=", ">"]),
)


@given(st.lists(claims, max_size=5), st.lists(claims, max_size=5))
def test_both_ways_give_the_same_counts(labels: list[Claim], readings: list[Claim]) -> None:
    pairs = align(labels, readings)
    for level in LEVELS:
        for family in ("trade", "around"):
            again = scored([*map(row, labels)], [*map(row, readings)], level, family)
            assert count(pairs, level, family) == again, (level, family)
