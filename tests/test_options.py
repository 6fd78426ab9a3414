"""The options that say how articles are read, at each command that reads some."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest

from extractor.cli import main

ROWS = "when;key;story\n2024-06-19;k;Japan's exports to Asia rose 3.2% last month.\n"
MAPPED = ["--text-column", "story", "--id-column", "key", "--date-column", "when"]


@pytest.fixture(autouse=True)
def here(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")


def ran(capsys: pytest.CaptureFixture[str], *args: str) -> tuple[object, str, str]:
    with pytest.raises(SystemExit) as caught:
        main(list(args))
    said = capsys.readouterr()
    return caught.value.code, said.out, said.err


@pytest.mark.parametrize(
    ("command", "shown"),
    [
        ("run", "-- k, published 2024-06-19"),
        ("show", "k, published 2024-06-19"),
        ("explain", "k:29-33 3.2%"),
        ("check", "k"),
    ],
)
def test_columns_and_formats_are_named(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, command: str, shown: str
) -> None:
    Path("a.csv").write_text(ROWS)
    for args in (["a.csv"], ["-", "--format", "csv"]):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(ROWS.encode())))
        code, out, err = ran(capsys, command, *args, *MAPPED)
        assert (code, err) == (0, "")
        assert shown in out


def test_titles_are_named(capsys: pytest.CaptureFixture[str]) -> None:
    Path("a.csv").write_text("top,text\nFish,Peru's exports rose 5% in May 2024.\n")
    assert "Fish\n" in ran(capsys, "show", "a.csv", "--title-column", "top")[1].replace(" ", "")


@pytest.mark.parametrize(
    ("args", "line"),
    [
        (
            ["--format", "doc"],
            "--format 'doc' is not known; choose from txt, md, html, json, jsonl, csv, parquet, warc",
        ),
        (["--published", "soon"], "--published 'soon' is not a date; write 2024-05-31, 2024-05 or 2024"),
    ],
)
@pytest.mark.parametrize("command", ["run", "show", "explain", "check"])
def test_misuse_is_refused(capsys: pytest.CaptureFixture[str], command: str, args: list[str], line: str) -> None:
    assert ran(capsys, command, "a.csv", *args) == (2, "", f"extractor: {line}\n")


def test_what_is_wrong_with_some_rows_is_told_and_the_rest_is_read(capsys: pytest.CaptureFixture[str]) -> None:
    Path("a.jsonl").write_text('{"text": "Peru\'s exports rose 5% in May 2024.", "date": "soon"}\n{\n')
    code, out, err = ran(capsys, "run", "a.jsonl")
    assert code == 1
    assert "1 article, 1 claim, 2 not read" in out
    assert [line.partition(": ")[0] for line in err.splitlines()] == ["a.jsonl:1", "a.jsonl:2"]
