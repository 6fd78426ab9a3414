"""What is read of an article, and that the rest changes nothing."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor import gate
from extractor.pipeline import extract, read
from extractor.sentences import sentences
from tests.texts import PUBLISHED, TEXTS

ROOT = Path(__file__).parent.parent
FILLER = "Officials met. They spoke of friendship. Nobody gave a number. The hall was full. "
FIGURES = "Kenya's tea exports rose 5 percent in May 2024. Imports fell 3 percent."


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (FILLER, ([], [], [])),
        ("The match ended 3-1. Both teams were tired. The coach is 44.", ([0, 2], [], [])),
        ("Exports rose. Imports doubled.", ([1], [0, 1], [])),
        ("She made 5 cakes. He is 61.", ([0, 1], [], [0])),
        ("She made cakes of honey, butter, flour and whatever else was in the larder of the house, 5.", ([0], [], [])),
        ("Peru grew 3 percent. Rain fell.", ([0], [], [0])),
        ("The boy grew up in 1961.", ([0], [], [])),
        ("Some 5 million tonnes of grain left the port.", ([0], [], [0])),
        ("They left at 5.", ([0], [], [])),
        ("Exports rose. " * 4 + "Imports fell 3 percent. It was 5.", ([4, 5], [0, 1, 2, 3, 4], [])),
    ],
)
def test_what_sentences_tell_is_told_from_words(text: str, told: tuple[list[int], list[int], list[int]]) -> None:
    assert gate.told(text, list(sentences(text))) == told


@pytest.mark.parametrize(
    ("figures", "spoken", "live"),
    [
        ([], [0], set()),
        ([0], [], set()),
        ([0], [0], {0}),
        ([3], [0], {3}),
        ([4], [0], set()),
        ([3, 6, 9], [0], {3, 6, 9}),
        ([3, 7, 9], [0], {3}),
        ([0, 1], [1], {1}),
        ([2, 8, 9, 20], [0, 7], {2, 8, 9}),
        ([*range(30)], [0], {*range(gate.ROW + 1)}),
        ([*range(30)], [0, 10], {*range(10 + gate.ROW + 1)}),
    ],
)
def test_a_metric_reaches_figures_and_goes_on_with_them(figures: list[int], spoken: list[int], live: set[int]) -> None:
    assert gate.reached(figures, spoken) == live


@pytest.mark.parametrize(
    ("seen", "doubtful"),
    [
        (gate.Told([1], [1], []), [1]),  # one alone may be "the fur trade"
        (gate.Told([1, 2, 3, 4], [1, 2, 3, 4], []), []),
        (gate.Told([1, 2, 3, 4, 5], [1, 2, 3, 4], [5]), []),
        (gate.Told([1, 2, 3, 4, 12], [1, 2, 3, 4], [11]), [11]),
        (gate.Told([*range(30)], [1, 2, 3, 4], [9, 12]), [9, 12]),  # they may carry on what is carried on already
        (gate.Told([20], [1], [2, 18]), [18]),
    ],
)
def test_what_may_tell_of_a_metric_is_looked_into_where_that_lets_more_be_read(
    seen: gate.Told, doubtful: list[int]
) -> None:
    assert gate.doubtful(seen) == doubtful


def test_what_stands_before_a_figure_and_the_lead_are_read_with_it() -> None:
    assert gate.around({9}, 20) == {*range(gate.LEAD), 8, 9}
    assert gate.around({0}, 2) == {0, 1}
    assert gate.around(set(), 20) == set()


def test_what_is_not_read_is_struck_out_and_everything_keeps_its_place() -> None:
    text = FILLER * 3 + FIGURES
    spans = list(sentences(text))
    wanted = {0, 5, len(spans) - 1}
    masked = gate.masked(text, spans, wanted)
    assert len(masked) == len(text)
    for index, (start, end, _) in enumerate(spans):
        assert masked[start:end] == (text[start:end] if index in wanted else gate.STRUCK * (end - start))


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


def articles(folder: Path) -> Iterator[Any]:
    table = folder / "articles.csv"
    for row in csv.DictReader(table.read_text(encoding="utf-8").splitlines()) if table.exists() else ():
        yield pytest.param(folder / f"{row['doc_id']}.txt", row["published"], id=row["doc_id"])


@pytest.mark.parametrize(
    ("path", "published"), [*articles(ROOT / "corpus"), *articles(ROOT.parent / "shared" / "articles")]
)
def test_the_gate_loses_no_claim_of_an_article(path: Path, published: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert extract(text, published=published) == list(read(text, published=published, explain=True).claims)


@pytest.mark.parametrize("path", sorted((ROOT / "tests" / "cases").glob("[br]*.jsonl")), ids=lambda path: path.stem)
def test_the_gate_loses_no_claim_of_a_case(path: Path) -> None:
    cases = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    lost = [
        case["text"]
        for case in cases
        if extract(case["text"], published=case.get("published"))
        != list(read(case["text"], published=case.get("published"), explain=True).claims)
    ]
    assert cases
    assert lost == []


@settings(max_examples=150)
@given(
    st.lists(
        st.one_of(TEXTS, st.sampled_from([FILLER, FIGURES, "The coach is 44. ", "It was 5 percent. "])), max_size=8
    )
)
def test_the_gate_loses_no_claim_of_a_text_made_at_random(passages: list[str]) -> None:
    text = "\n\n".join(passages)
    assert extract(text, published=PUBLISHED) == list(read(text, published=PUBLISHED, explain=True).claims)


def test_of_what_is_out_of_reach_it_is_said_that_no_metric_is_near() -> None:
    text = FIGURES + " " + FILLER * 2 + "The hall cost $5 million. " + FILLER
    made = read(text, published="2024-06-20", explain=True)
    assert [one.quote for one in made.decisions] == ["5 percent", "3 percent", "$5 million"]
    assert made.decisions[-1].reason == "no metric is spoken of in its sentence or the 3 before"
    assert [claim.quote for claim in made.claims] == ["5 percent", "3 percent"]
    assert read(text, published="2024-06-20").decisions == ()
    (only,) = read("The hall cost $5 million.", explain=True).decisions
    assert (only.quote, only.claims) == ("$5 million", ())
