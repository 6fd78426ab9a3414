from __future__ import annotations

import csv
import shutil
from pathlib import Path

import pytest

from extractor.claims import COLUMNS
from extractor.gold import digest, labelled
from tests.claims import claim

TEXT = "Exports rose 5.9 percent in November."
ROW = {column: str(value) for column, value in claim(start=13, end=24).row().items() if column in COLUMNS}

CASES = Path(__file__).parent / "cases"
SAMPLES = CASES / "gold_faults"
with (CASES / "gold_faults.csv").open(encoding="utf-8", newline="") as lines:
    FAULTS = list(csv.DictReader(line for line in lines if not line.startswith("#")))


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


@pytest.mark.parametrize("case", FAULTS, ids=[case["file"] for case in FAULTS])
def test_a_fault_names_file_line_and_next_step(tmp_path: Path, case: dict[str, str]) -> None:
    articles, gold = tmp_path / "articles", tmp_path / "gold"
    articles.mkdir()
    gold.mkdir()
    shutil.copy(SAMPLES / "a.txt", articles)
    file = gold / "a.csv"
    shutil.copy(SAMPLES / f"{case['file']}.csv", file)
    (fault,) = labelled(articles, gold)[1]
    assert fault.id == case["id"]
    assert fault.place == (f"{file}:{case['line']}" if case["line"] else str(file))
    assert fault.text.startswith(case["says"].format(a=articles / "a.txt", f=file))


def test_each_sample_is_under_test() -> None:
    assert sorted(path.stem for path in SAMPLES.glob("*.csv")) == sorted(case["file"] for case in FAULTS)


def test_all_faults_of_a_row_are_said(tmp_path: Path) -> None:
    articles, gold = write(tmp_path, "a", [ROW | {"metric": "x", "unit": "y", "period": "z"}])
    assert [fault.id for fault in labelled(articles, gold)[1]] == ["wrong-period", "unknown-metric", "unknown-unit"]


def test_a_text_that_is_not_the_one_that_was_labelled(tmp_path: Path) -> None:
    articles, gold = write(tmp_path, "a", [])
    table = articles / "articles.csv"
    table.write_text(f"doc_id,published,sha256\na,2025-12-08,{digest(TEXT)}\n", encoding="utf-8")
    assert labelled(articles, gold)[1] == []
    (articles / "a.txt").write_text(TEXT + " More.", encoding="utf-8")
    (fault,) = labelled(articles, gold)[1]
    assert (fault.place, fault.id) == (str(articles / "a.txt"), "changed-text")
    assert fault.text.startswith(f"is not the text that was labelled ({digest(TEXT)}, now ")


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
        f"{gold}/b.csv no-article: there is no article 'b' in {articles}",
    ]
    assert labelled(articles, gold, only=["a"])[1] == []
    (fault,) = labelled(articles, gold, only=["x*"])[1]
    assert fault.id == "nothing-to-score"


def test_a_folder_that_is_missing(tmp_path: Path) -> None:
    (fault,) = labelled(tmp_path, tmp_path / "gold")[1]
    assert str(fault) == f"{tmp_path}/gold no-folder: is not a folder"
