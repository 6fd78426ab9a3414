from __future__ import annotations

from pathlib import Path

import pytest

import extractor
from extractor.errors import Refused
from extractor.gold import labelled
from extractor.labelling import draft, write
from tests.claims import claim

CORPUS = Path(__file__).parent.parent / "corpus"


def test_a_draft_holds_the_columns_of_a_label_in_the_order_of_the_text() -> None:
    head, first, second = draft([claim(start=30, end=41), claim()]).splitlines()
    assert head.startswith("doc_id,start,end,quote,metric,")
    assert head.endswith(",status,basis")
    assert first.startswith("a,10,21,5.9 percent,exports,growth,,CHN,WLD,2025-11,5.9,,PCT,=,2024-11,actual,")
    assert second.startswith("a,30,41,")
    assert draft([]) == head + "\n"


def test_what_was_labelled_by_hand_is_not_lost(tmp_path: Path) -> None:
    path = tmp_path / "gold" / "a.csv"
    write(path, [claim()])
    kept = path.read_text(encoding="utf-8")
    with pytest.raises(Refused, match="is there already; correct it by hand, or write over it with --force"):
        write(path, [])
    assert path.read_text(encoding="utf-8") == kept
    write(path, [], force=True)
    assert path.read_text(encoding="utf-8") == draft([])


def test_a_place_that_cannot_be_written_to(tmp_path: Path) -> None:
    (tmp_path / "gold").write_text("a file", encoding="utf-8")
    with pytest.raises(Refused, match="cannot be written"):
        write(tmp_path / "gold" / "a.csv", [])


def test_drafts_of_the_corpus_have_no_fault(tmp_path: Path) -> None:
    paths = sorted(CORPUS.glob("*.txt"))[::6]
    for path in paths:
        text = path.read_text(encoding="utf-8")
        write(tmp_path / f"{path.stem}.csv", extractor.extract(text, published="2024-05-01", doc_id=path.stem))
    found, faults = labelled(CORPUS, tmp_path, only=[path.stem for path in paths])
    assert faults == []
    assert len(found) == len(paths) > 15
