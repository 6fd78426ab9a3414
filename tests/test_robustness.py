"""What holds for the claims of any text, however odd or long."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.areas import areas
from extractor.periods import periods
from extractor.pipeline import extract, read
from extractor.sentences import LONGEST, sentences
from tests.texts import PIECES, PUBLISHED, TEXTS, check

CASES = Path(__file__).parent / "cases" / "robustness.jsonl"


@settings(max_examples=250)
@given(TEXTS)
def test_claims_are_well_formed(text: str) -> None:
    claims = extract(text, published=PUBLISHED)
    check(text, claims)
    assert list(read(text, published=PUBLISHED).claims) == claims


@settings(max_examples=150)
@given(TEXTS)
def test_spans_of_times_and_places_are_their_text(text: str) -> None:
    spans = [(one.start, one.end, one.text) for one in periods(text, PUBLISHED)]
    spans += [(one.start, one.end, one.text) for one in areas(text)]
    for start, end, quote in spans:
        assert quote == text[start:end] != ""


@settings(max_examples=100)
@given(PIECES)
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
