"""What holds for the claims of any text, however odd or long."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor import calendars
from extractor.areas import areas
from extractor.claims import Claim
from extractor.periods import periods
from extractor.pipeline import extract, read
from extractor.sentences import LONGEST, sentences
from extractor.tables import table

CASES = Path(__file__).parent / "cases" / "robustness.jsonl"
PUBLISHED = "2024-05-06"
UNITS = {row[column] for name, column in (("units", "unit"), ("currencies", "code")) for row in table(name)}
UNITS |= {"count", "month", "quarter", "year", "index"}
CODES = re.compile(r"(?:!?[A-Z][A-Z0-9_]+(?:;(?=!?[A-Z])|$))*")


def forms(name: str, column: str) -> list[str]:
    """Some forms of a table, spread over it."""
    found = [form for row in table(name) for form in row[column].split("|") if form]
    return found[:: max(1, len(found) // 60)]


_NUMBERS = st.sampled_from(
    "5 percent;$5 billion;5-6 percent;3 to 4 percent;a third;half;doubled;2.5 times;1,234;12 million tonnes;€3.2bn;0;"
    "Rs 500 crore;third consecutive month;-3.2%;(5.6 percent);0.5 percentage points;5 and 6 percent;one in five;10 km;"
    "minus 3 percent;100 euros;12 months;99999999999999999999 dollars;1e400;fivefold;5 percent or more".split(";")
)
_TIMES = st.sampled_from(
    "in May;in 2023;last year;a year earlier;year on year;so far this year;in the first half;Q3 2024;since 2010;"
    "2023/24;from January to March;in the year to June;FY2023;by 2030;this month;in December 9999;in 0001;"
    "on 31 February;between 2019 and 2021;over the past decade;in 1900;the 1990s;next year".split(";")
)
_SMALL = st.sampled_from(
    [
        *", . ; : ( ) [ ] - -- – — \" “ ” ' ’s / \t … ? ! • * | & % $ \u202e \u0301 \xa0 \x00 and of to from by the "
        "each both respectively while if not will target said which it with between than".split(" "),
        "of which",
        "compared with",
        "is expected to",
        "the country",
        "the two countries",
        "such as",
    ]
)
_TABLES = st.sampled_from(
    forms("metrics", "forms") + forms("cues", "forms") + forms("basis", "forms") + forms("items", "item")
    + forms("areas", "name") + forms("noun_roles", "words") + forms("counted", "nouns")
)  # fmt: skip
_PIECES = st.lists(st.one_of(_NUMBERS, _TIMES, _SMALL, _TABLES), max_size=50)
_LINES = st.lists(_PIECES.map(" ".join), max_size=6)
_TEXTS = st.one_of(
    _PIECES.map(" ".join),
    _PIECES.map("".join),
    _LINES.map("\n".join),
    _LINES.map(".\r\n".join),
    _PIECES.map(" ".join).map(str.upper),
)


def check(text: str, claims: list[Claim]) -> None:
    """What a claim is, whatever the text says."""
    for claim in claims:
        assert claim.quote == text[claim.start : claim.end] != ""
        assert claim.sentence == text[claim.sentence_start : claim.sentence_end]
        assert claim.sentence_start <= claim.start < claim.end <= claim.sentence_end
        for period in filter(None, (claim.period, claim.base)):
            first, last = calendars.bounds(period)
            assert first <= last
        assert CODES.fullmatch(claim.reporter) and CODES.fullmatch(claim.partner)
        for codes in (claim.reporter.split(";"), claim.partner.split(";")):
            assert codes == sorted(set(codes))
        assert not set(claim.reporter.split(";")) & set(claim.partner.split(";")) - {"", "WLD"}
        assert claim.unit in UNITS
        assert claim.measure in ("level", "growth", "change", "share", "streak")
        assert claim.measure != "growth" or claim.unit == "PCT"
        assert claim.measure != "streak" or claim.unit in ("month", "quarter", "year")
        assert claim.status in ("actual", "forecast", "target")
        assert claim.value.is_finite()
        assert claim.value_high is None or claim.value * claim.value_high >= 0
        assert not claim.base or claim.base != claim.period
    assert len({claim.id for claim in claims}) == len(claims)
    for one, other in pairwise(claims):
        assert (one.start, one.end) <= (other.start, other.end)


@settings(max_examples=250)
@given(_TEXTS)
def test_claims_are_well_formed(text: str) -> None:
    claims = extract(text, published=PUBLISHED)
    check(text, claims)
    assert list(read(text, published=PUBLISHED).claims) == claims


@settings(max_examples=150)
@given(_TEXTS)
def test_spans_of_times_and_places_are_their_text(text: str) -> None:
    spans = [(one.start, one.end, one.text) for one in periods(text, PUBLISHED)]
    spans += [(one.start, one.end, one.text) for one in areas(text)]
    for start, end, quote in spans:
        assert quote == text[start:end] != ""


@settings(max_examples=100)
@given(_PIECES)
def test_a_paragraph_without_figures_changes_nothing(pieces: list[str]) -> None:
    text = " ".join(pieces) + "."
    before = [claim.row() for claim in extract(text, published=PUBLISHED)]
    after = extract(text + "\n\nThe minister thanked the staff of the office.", published=PUBLISHED)
    assert [claim.row() for claim in after] == before


@pytest.mark.parametrize(
    "piece",
    [
        "exports rose 5 percent and ", "exports ( ", "and China, ", "( ", ") ", "-", "- ", ", of which 5 percent ",
        "1234567890", "123,456,", "1 ", "$", "$5 ", "exports ", "from 5 billion to 6 billion ", "other than ",
        "outside ", "the two countries ", "toys (+5%), ", "China's ", "U.S.", "in January 2023, ", "a", "\u0301",
        "\x00", "½", "\"",
    ],
)  # fmt: skip
@pytest.mark.parametrize("pattern", ["{}", "Exports rose 5 percent to {}", "{} exports rose 5 percent to $6 billion"])
def test_what_repeats_without_end_is_read(piece: str, pattern: str) -> None:
    text = pattern.format(piece * (3000 // len(piece)))
    check(text, extract(text, published=PUBLISHED))


def test_brackets_in_brackets_are_read() -> None:
    text = "Exports rose " + "(" * 10_000 + "5 percent" + ")" * 10_000 + " in May."
    check(text, extract(text, published=PUBLISHED))


@given(st.lists(st.sampled_from(["exports rose 5 percent,", "toys;", "and", "x" * 300, "2023", "\t"]), max_size=200))
def test_sentences_have_a_longest_length(pieces: list[str]) -> None:
    text = " ".join(pieces)
    found = list(sentences(text))
    assert all(0 < end - start <= LONGEST for start, end, _ in found)
    assert all(one[1] <= other[0] for one, other in pairwise(found))
    assert "".join(text[start:end] for start, end, _ in found).split() == text.split()


def test_every_process_reads_alike() -> None:
    text = (
        "Exports to Japan, Korea and the EU each rose 5 percent in May. Trade between the two countries fell to "
        "$5 billion. The country's imports of rice, wheat and cars from Peru, Chile and Cuba rose 5 percent each."
    )
    code = (
        f"from extractor.pipeline import extract; print([claim.row() for claim in extract({text!r}, published='2024')])"
    )
    told = {
        subprocess.run(
            [sys.executable, "-c", code], env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, check=True
        ).stdout
        for seed in ("0", "1", "2")
    }
    assert len(told) == 1


def cases() -> Iterator[Any]:
    for line in CASES.read_text(encoding="utf-8").splitlines():
        case = json.loads(line)
        marks = [pytest.mark.xfail(strict=True, reason=case["xfail"])] if "xfail" in case else []
        yield pytest.param(case, id=case["name"], marks=marks)


@pytest.mark.parametrize("case", list(cases()))
def test_cases(case: dict[str, Any]) -> None:
    claims = extract(case["text"], published=case.get("published"))
    check(case["text"], claims)
    rows = [claim.row() for claim in claims]
    assert [{key: row[key] for key in told} for row, told in zip(rows, case["claims"], strict=True)] == case["claims"]
