"""What the corpus promises: how many articles of what kinds, with labels by two readers who are known to agree."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from extractor.gold import digest, labelled
from extractor.scoring import Count, align, count

ROOT = Path(__file__).parent.parent
CORPUS, GOLD = ROOT / "corpus", ROOT / "gold"
with (CORPUS / "articles.csv").open(encoding="utf-8", newline="") as file:
    ROWS = list(csv.DictReader(file))
LABELLED, FAULTS = labelled(CORPUS, GOLD)


def test_labels_have_no_fault() -> None:
    assert FAULTS == []
    assert [one.article.doc_id for one in LABELLED] == sorted(row["doc_id"] for row in ROWS)


@pytest.mark.parametrize("row", ROWS, ids=[row["doc_id"] for row in ROWS])
def test_a_row_of_the_table_tells_its_article(row: dict[str, str]) -> None:
    text = (CORPUS / f"{row['doc_id']}.txt").read_text(encoding="utf-8")
    assert 150 <= len(text.split()) <= 700
    assert row["sha256"] == digest(text)
    assert row["facts"] in ("retold", "invented")
    assert row["split"] in ("dev", "test")
    assert row["voice"]
    assert row["note"]


def test_the_corpus_is_large_and_of_many_kinds() -> None:
    assert len(ROWS) >= 60
    assert len({row["voice"] for row in ROWS}) >= 40
    assert {row["split"] for row in ROWS} == {"dev", "test"}
    assert sum(not one.labels for one in LABELLED) >= 10
    reporters = [{label.reporter for label in one.labels} | {label.partner for label in one.labels} for one in LABELLED]
    assert sum("CHN" in codes for codes in reporters) >= len(ROWS) / 2
    assert len({label.reporter for one in LABELLED for label in one.labels}) >= 40


@pytest.mark.parametrize("row", ROWS, ids=[row["doc_id"] for row in ROWS])
def test_the_agreement_of_the_readers_is_what_the_table_says(row: dict[str, str]) -> None:
    (first,), faults = labelled(CORPUS, GOLD / "first", only=[row["doc_id"]])
    (second,), more = labelled(CORPUS, GOLD / "second", only=[row["doc_id"]])
    assert (faults, more) == ([], [])
    pairs = align(first.labels, second.labels)
    f1 = sum((count(pairs, "claim", family) for family in ("trade", "around")), Count()).f1
    assert row["agreement"] == ("" if f1 is None else f"{f1:.3f}")
