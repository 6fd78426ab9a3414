from __future__ import annotations

import csv
import json
from pathlib import Path

import pandas as pd
import pytest

from extractor import writing
from extractor.claims import COLUMNS, EVIDENCE, Claim
from extractor.errors import Refused
from extractor.writing import writer
from tests.claims import claim

OLD = "doc_id,start,end\n"  # the beginning of a file of claims
CLAIMS = [
    claim(value="43850000000000", item="NA", sentence='Exports, "as they say",\nrose.'),
    claim(doc_id="b", value="-6.4", value_high="-5"),
]


def write(path: Path, claims: list[Claim] = CLAIMS) -> Path:
    with writer(path) as add:
        for one in claims:
            add([one])
        add([])
    return path


def test_csv_has_the_gold_columns_and_then_the_evidence(tmp_path: Path) -> None:
    path = write(tmp_path / "claims.csv")
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    assert tuple(rows[0]) == COLUMNS + EVIDENCE
    with path.open(encoding="utf-8", newline="") as file:
        read = list(csv.DictReader(file))
    assert read == [{name: str(value) for name, value in one.row().items()} for one in CLAIMS]
    assert read[0]["value"] == "43850000000000"


def test_json_lines_have_numbers(tmp_path: Path) -> None:
    lines = write(tmp_path / "claims.jsonl").read_text(encoding="utf-8").splitlines()
    first, second = map(json.loads, lines)
    assert tuple(first) == COLUMNS + EVIDENCE
    assert (first["start"], first["value"], first["value_high"], first["item"]) == (10, 43850000000000, None, "NA")
    assert (second["value"], second["value_high"]) == (-6.4, -5)


def test_parquet_has_types(tmp_path: Path) -> None:
    frame = pd.read_parquet(write(tmp_path / "claims.parquet"))
    assert tuple(frame.columns) == COLUMNS + EVIDENCE
    assert [str(frame[name].dtype) for name in ("start", "value")] == ["int64", "float64"]
    assert list(frame["value"]) == [43850000000000, -6.4]
    assert list(frame["value_high"].isna()) == [True, False]
    assert list(frame["item"]) == ["NA", ""]


@pytest.mark.parametrize("ending", [".csv", ".jsonl", ".parquet"])
def test_no_claims_make_a_file_too(tmp_path: Path, ending: str) -> None:
    path = write(tmp_path / f"claims{ending}", [])
    if ending == ".parquet":
        assert tuple(pd.read_parquet(path).columns) == COLUMNS + EVIDENCE
    else:
        assert path.read_text(encoding="utf-8") == (",".join(COLUMNS + EVIDENCE) + "\n" if ending == ".csv" else "")


@pytest.mark.parametrize("ending", [".csv", ".jsonl", ".parquet"])
def test_what_breaks_leaves_the_file_that_was_there(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"claims{ending}"
    path.write_text(OLD, encoding="utf-8")
    with pytest.raises(TypeError, match="not iterable"), writer(path) as add:
        add(CLAIMS)
        add(None)  # type: ignore[arg-type]
    assert path.read_text(encoding="utf-8") == OLD
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("claims.xlsx", "unknown ending '.xlsx'; choose from .csv, .jsonl, .parquet, .sdmx.csv"),
        ("claims", "unknown ending ''; choose from .csv, .jsonl, .parquet, .sdmx.csv"),
        ("nowhere/claims.csv", "cannot be written: No such file or directory"),
        ("nowhere/claims.parquet", "cannot be written: No such file or directory"),
        ("folder.csv", "is a folder; name a file in it, or divide it with --partition month"),
    ],
)
def test_a_place_that_cannot_be_written_to(tmp_path: Path, name: str, line: str) -> None:
    (tmp_path / "folder.csv").mkdir()
    with pytest.raises(Refused) as caught, writer(tmp_path / name):
        pass
    assert str(caught.value) == f"--out {tmp_path / name}: {line}"
    assert [path.name for path in tmp_path.iterdir()] == ["folder.csv"]


def test_a_full_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(writing, "_write_lines", full)
    path = tmp_path / "claims.jsonl"
    with pytest.raises(Refused, match="cannot be written: No space left on device"), writer(path) as add:
        add(CLAIMS)
    assert list(tmp_path.iterdir()) == []


def test_trouble_of_others_is_not_laid_at_the_files_door(tmp_path: Path) -> None:
    with pytest.raises(BrokenPipeError), writer(tmp_path / "claims.csv"):
        raise BrokenPipeError


def parts(path: Path) -> list[str]:
    return sorted(str(file.relative_to(path)) for file in path.rglob("*") if file.is_file())


def test_parquet_by_month_of_publication(tmp_path: Path) -> None:
    path = tmp_path / "claims"
    with writer(path, partition="month") as write:
        write(CLAIMS[:1], "2024-05-31")
        write(CLAIMS[1:], "2024-06")
        write([claim(doc_id="c")], "2024-05-01")
        write([claim(doc_id="d")], "2024")
        write([claim(doc_id="e")])
        assert not path.exists()
    assert parts(path) == [
        "published=2024-05/part-00000.parquet",
        "published=2024-06/part-00000.parquet",
        "published=unknown/part-00000.parquet",
    ]
    frame = pd.read_parquet(path)
    known = {"a": "2024-05", "b": "2024-06", "c": "2024-05", "d": "unknown", "e": "unknown"}
    assert dict(zip(frame["doc_id"], frame["published"], strict=True)) == known
    assert set(frame.columns) == {*COLUMNS, *EVIDENCE, "published"}
    may = pd.read_parquet(path, filters=[("published", "==", "2024-05")])
    assert sorted(may["doc_id"]) == ["a", "c"]


def test_many_rows_of_a_month_are_several_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "_HELD", 2)
    path = tmp_path / "claims"
    with writer(path, partition="month") as write:
        for number in range(5):
            write([claim(doc_id=str(number))], "2024-05-01")
        for month in range(1, 13):
            write([claim(doc_id=f"m{month}")] * 1, f"2023-{month:02}")
            write([claim(doc_id=f"n{month}")] * 1, f"2022-{month:02}")
    frame = pd.read_parquet(path)
    assert len(frame) == 29
    assert parts(path)[-3:] == [f"published=2024-05/part-{number:05}.parquet" for number in range(3)]


def test_a_folder_is_replaced_as_a_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "claims"
    with writer(path, partition="month") as write:
        write(CLAIMS, "2024-05-31")
    with pytest.raises(TypeError, match="not iterable"), writer(path, partition="month") as write:
        write(CLAIMS, "2024-07-01")
        write(None)  # type: ignore[arg-type]
    assert parts(path) == ["published=2024-05/part-00000.parquet"]
    with writer(path, partition="month") as write:
        write(CLAIMS, "2024-08-01")
    assert parts(path) == ["published=2024-08/part-00000.parquet"]
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(
    ("name", "partition", "line"),
    [
        ("claims", "day", "--partition day: unknown; choose from month"),
        ("file", "month", "--out {}: is a file; with --partition name a folder"),
        ("other", "month", "--out {}: holds notes.txt, which is no part of claims; name another folder"),
        ("no/where", "month", "--out {}: cannot be written: No such file or directory"),
    ],
)
def test_a_place_that_cannot_be_divided(tmp_path: Path, name: str, partition: str, line: str) -> None:
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "notes.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(Refused) as caught, writer(tmp_path / name, partition=partition):
        pass
    assert str(caught.value) == line.format(tmp_path / name)
    assert parts(tmp_path) == ["file", "other/notes.txt"]


def test_a_table_of_something_else_is_not_written_over(tmp_path: Path) -> None:
    path = tmp_path / "news.csv"
    path.write_text("url,body\n", encoding="utf-8")
    with pytest.raises(Refused, match=r"news\.csv: is a table of something else; name another file"), writer(path):
        pass
    assert path.read_text(encoding="utf-8") == "url,body\n"
