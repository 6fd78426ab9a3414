"""Where sentences end in news."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.sentences import paragraphs, sentences

CASES = [
    line.replace("\\n", "\n")
    for line in (Path(__file__).parent / "cases" / "sentences.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


@pytest.mark.parametrize("case", CASES)
def test_sentences(case: str) -> None:
    wanted = case.split(" | ")
    text = case.replace("\n | ", "\n").replace(" | ", " ")
    assert [text[start:end] for start, end, _ in sentences(text)] == [one.strip("\n") for one in wanted]


def test_a_blank_line_ends_a_sentence_and_a_wrapped_line_does_not() -> None:
    wrapped = "\n".join(
        [
            "The country's exports of coffee climbed 12 percent in the first five",
            "months of the year, the ministry of trade said on Thursday, and those",
            "of cocoa fell by nearly as much, while shipments of timber to Asia were",
            "little changed from the same months of the year before, it added.",
        ]
    )
    text = f"{wrapped}\n\nImports rose\n"
    found = [text[start:end] for start, end, _ in sentences(text)]
    assert found == [wrapped, "Imports rose"]
    assert [number for _, _, number in sentences(text)] == [0, 1]


def test_a_full_stop_glued_to_the_next_sentence_ends_one() -> None:
    text = "Exports rose 4 percent in the period.The report gave no reason."
    assert [text[start:end] for start, end, _ in sentences(text)] == [text[:37], text[37:]]


@given(st.text(alphabet="aB1 .,!?\"'\n()$€…", max_size=200))
def test_sentences_cover_the_text_in_order(text: str) -> None:
    spans = [(start, end) for start, end, _ in sentences(text)]
    assert spans == sorted(spans)
    assert all(first[1] <= second[0] for first, second in pairwise(spans))
    covered = {place for start, end in spans for place in range(start, end)}
    assert all(char.isspace() for place, char in enumerate(text) if place not in covered)


@given(st.text(alphabet="aB. \n", max_size=100))
def test_a_sentence_stays_in_its_paragraph(text: str) -> None:
    lines = list(paragraphs(text))
    for start, end, number in sentences(text):
        assert lines[number][0] <= start < end <= lines[number][1]
