"""What is read of an article, and that the rest changes nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extractor import gate
from extractor.pipeline import extract
from extractor.quantities import find
from extractor.sentences import sentences

FILLER = "Officials met. They spoke of friendship. Nobody gave a figure. The hall was full. "
FIGURES = "Kenya's tea exports rose 5 percent in May 2024. Imports fell 3 percent."


def test_an_article_without_a_quantity_is_not_read() -> None:
    text = FILLER * 3
    assert gate.passages(list(sentences(text)), find(text)) == set()
    assert extract(text) == []


def test_the_lead_each_quantity_and_what_stands_before_it_are_read() -> None:
    text = FILLER * 3 + FIGURES
    spans = list(sentences(text))
    wanted = gate.passages(spans, find(text))
    assert wanted == {*range(gate.LEAD), *range(len(spans) - 2 - gate.CONTEXT, len(spans))}


def test_what_is_not_read_is_blank_and_everything_keeps_its_place() -> None:
    text = FILLER * 3 + FIGURES
    spans = list(sentences(text))
    wanted = gate.passages(spans, find(text))
    masked = gate.masked(text, spans, wanted)
    assert len(masked) == len(text)
    for index, (start, end, _) in enumerate(spans):
        assert masked[start:end] == (text[start:end] if index in wanted else " " * (end - start))


@pytest.mark.parametrize("before", [1, 2, 5])
def test_sentences_without_a_figure_between_lead_and_passage_change_no_claim(before: int) -> None:
    lead = "Kenya, a country of farmers, sells tea. " + FILLER
    short = extract(lead + FIGURES, published="2024-06-20")
    long = extract(lead + FILLER * before + FIGURES, published="2024-06-20")
    assert len(short) == 2
    moved = len(FILLER) * before
    assert long == [
        replace(one, start=one.start + moved, end=one.end + moved, sentence_start=one.sentence_start + moved)
        for one in short
    ]
