"""Where sentences end in news."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.sentences import paragraphs, sentences, unwrapped

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


BROKEN = [
    "The country's imports from Peru rose to\na record $9.1 billion in May.",
    "Exports to Japan\nfell 3 percent to\n$5 billion in 2023.",
    "Producer prices dropped 5.4\npercent in June, the bureau said,\nHungarian ones by 2.",
    "Next in the list came cut flowers\n($62.5 million) and coffee ($24 million).",
    "Imports of gas\r\nwere 4 percent lower.",
]
WHOLE = [
    "Coffee exports up\nKenya's exports of coffee rose 3 percent in May.",
    "- exports up 5%\n- imports down 3%",
    "exports 5.2%\nimports 6.1%",
    "Rice: 5 tonnes\nTea: 3 tonnes",
    "Exports rose.\nimports fell.",
]


@pytest.mark.parametrize("text", BROKEN)
def test_a_line_that_stops_in_mid_sentence_goes_on_in_the_next(text: str) -> None:
    assert [text[start:end] for start, end, _ in sentences(text)] == [text]
    assert unwrapped(text) == text.replace("\r", " ").replace("\n", " ")


@pytest.mark.parametrize("text", WHOLE)
def test_a_line_that_is_whole_stands_alone(text: str) -> None:
    assert [text[start:end] for start, end, _ in sentences(text)] == text.split("\n")
    assert unwrapped(text) is text


@given(st.text(alphabet="aB1 .,$\r\n", max_size=100))
def test_unwrapping_keeps_every_place(text: str) -> None:
    flat = unwrapped(text)
    assert len(flat) == len(text)
    assert all(now == was or was in "\r\n" and now == " " for was, now in zip(text, flat, strict=True))
