from __future__ import annotations

import csv
from pathlib import Path

import pytest

from extractor.claims import COLUMNS
from extractor.gold import labelled
from tests.claims import claim

TEXT = "Exports rose 5.9 percent in November."
ROW = {column: str(value) for column, value in claim(start=13, end=24).row().items() if column in COLUMNS}


def write(folder: Path, doc_id: str, rows: list[dict[str, str]], text: str = TEXT) -> tuple[Path, Path]:
    articles, gold = folder / "articles", folder / "gold"
    articles.mkdir(exist_ok=True)
    gold.mkdir(exist_ok=True)
    if text:
        (articles / f"{doc_id}.txt").write_text(text, encoding="utf-8")
    with (gold / f"{doc_id}.csv").open("w", encoding="utf-8", newline="") as file:
        out = csv.DictWriter(file, COLUMNS, extrasaction="ignore", lineterminator="\n")
        out.writeheader()
        out.writerows(rows)
    return articles, gold


def test_labels_are_claims(tmp_path: Path) -> None:
    write(tmp_path, "a", [ROW, ROW | {"value_high": "6.4"}])
    (one,), faults = labelled(*write(tmp_path, "b", []), only=["a"])
    assert faults == []
    assert one.article.text == TEXT
    label = claim(start=13, end=24, construction="", sentence="", sentence_start=0)
    assert one.labels[0] == label
    assert str(one.labels[1].value_high) == "6.4"


def test_an_article_without_claims_has_the_header_alone(tmp_path: Path) -> None:
    (one,), faults = labelled(*write(tmp_path, "a", []))
    assert (one.labels, faults) == ((), [])


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"quote": "5.8 percent"}, "quote-differs: '5.8 percent' at 13-24, where {a} has '5.9 percent'"),
        ({"start": "14"}, "quote-differs: '5.9 percent' at 14-24, where {a} has '.9 percent'"),
        ({"start": "24", "quote": ""}, "quote-differs: '' at 24-24, where {a} has ''"),
        ({"start": "x"}, "wrong-offset: 'x' to '24' are not two whole numbers"),
        ({"start": "-1"}, "wrong-offset: '-1' to '24' are not two whole numbers"),
        ({"value": "5,9"}, "wrong-number: value '5,9'; write it as 43850000000000 or -6.4"),
        ({"value": "1e999999"}, "wrong-number: value '1e999999'; write it as 43850000000000 or -6.4"),
        ({"value": ""}, "wrong-number: value ''; write it as 43850000000000 or -6.4"),
        ({"value_high": "NaN"}, "wrong-number: value_high 'NaN'; write it as 43850000000000 or -6.4"),
        ({"doc_id": "b"}, "wrong-article: is about 'b', in a file of labels of 'a'"),
        ({"period": "Q3"}, "wrong-period: not a period: 'Q3'"),
        ({"base": "2024-13"}, "wrong-base: not a period: '2024-13'"),
    ],
)
def test_a_fault_names_file_and_line(tmp_path: Path, change: dict[str, str], fault: str) -> None:
    articles, gold = write(tmp_path, "a", [ROW, ROW | change])
    found = [str(fault) for fault in labelled(articles, gold)[1]]
    assert len(found) == 1
    assert found[0].startswith(f"{gold}/a.csv:3 " + fault.format(a=articles / "a.txt"))


def test_a_column_that_is_missing(tmp_path: Path) -> None:
    articles, gold = write(tmp_path, "a", [])
    (gold / "a.csv").write_text("doc_id,start,end,quote\n", encoding="utf-8")
    (fault,) = labelled(articles, gold)[1]
    assert str(fault).startswith(f"{gold}/a.csv:1 missing-column: lacks metric, measure, ")


def test_a_row_that_is_too_short(tmp_path: Path) -> None:
    articles, gold = write(tmp_path, "a", [ROW])
    with (gold / "a.csv").open("a", encoding="utf-8") as file:
        file.write("a,13,24\n")
    (fault,) = labelled(articles, gold)[1]
    assert str(fault) == f"{gold}/a.csv:3 wrong-row: has not as many cells as the header; it wants 17"


def test_articles_and_labels_must_match(tmp_path: Path) -> None:
    write(tmp_path, "a", [ROW])
    write(tmp_path, "b", [], text="")
    articles, gold = write(tmp_path, "c", [])
    (gold / "c.csv").unlink()
    scored, faults = labelled(articles, gold)
    assert [one.article.doc_id for one in scored] == ["a"]
    assert [str(fault) for fault in faults] == [
        f"{articles}/c.txt no-labels: has no labels in {gold}; "
        "label it (the header alone if it holds no claim) or score others with --only",
        f"{gold}/b.csv no-article: there is no b.txt in {articles}",
    ]
    assert labelled(articles, gold, only=["a"])[1] == []
    (fault,) = labelled(articles, gold, only=["x*"])[1]
    assert fault.id == "nothing-to-score"


def test_a_folder_that_is_missing(tmp_path: Path) -> None:
    (fault,) = labelled(tmp_path, tmp_path / "gold")[1]
    assert str(fault) == f"{tmp_path}/gold no-folder: is not a folder"
