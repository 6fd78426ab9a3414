"""Looking things up in the tables, from Python and from the command line."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

import extractor
from extractor import catalogue
from extractor.cli import main
from extractor.errors import Refused
from extractor.schemas import schemas
from extractor.tables import shipped, table

CASES = Path(__file__).parent / "cases"
GOOD = CASES / "tables" / "good"


def cases(name: str) -> list[dict[str, str]]:
    lines = (CASES / name).read_text(encoding="utf-8").splitlines()
    return list(csv.DictReader(line for line in lines if not line.startswith("#")))


@pytest.mark.parametrize("case", cases("lookup.csv"), ids=lambda case: f"{case['table']}-{case['words']}")
def test_what_is_found(case: dict[str, str]) -> None:
    found = extractor.lookup(case["table"], case["words"])
    if case["count"]:
        assert len(found) == int(case["count"]), found
    if case["first"]:
        assert case["first"] in found[0].values(), found[0]
        assert set(filter(None, case["also"].split("|"))) <= set(found[0].values()), found[0]
    else:
        assert found == []


def test_all_rows_without_words() -> None:
    assert extractor.lookup("items") == list(table("items"))


def test_own_rows_are_found() -> None:
    mine = extractor.tables(GOOD)
    (row,) = extractor.lookup("items", "makka", tables=mine)
    assert row["item"] == "corn"
    assert extractor.lookup("items", "makka") == []


def test_the_columns_told_are_those_of_the_tables() -> None:
    for name, schema in schemas().items():
        assert [column.name for column in schema.columns] == list(shipped(name)[0]), name
        rows = [row for row in shipped(name) if row.get("unit") != "-"]  # traps need no key
        assert len({schema.key(row) for row in rows}) == len(rows) or not schema.open, name


@pytest.mark.parametrize("name", schemas())
@pytest.mark.parametrize("width", [60, 80, 200])
def test_a_listing_is_no_wider_than_the_screen_and_holds_every_form(name: str, width: int) -> None:
    rows = extractor.lookup(name)
    lines = catalogue.lines(name, rows, width)
    assert max(map(len, lines)) <= width
    if width == 200:
        schema = schemas()[name]
        text = " ".join(" ".join(lines).split())
        shown = [
            cell
            for row in rows
            for column in schema.columns
            for cell in schema.cell(row, column)
            if column.role != "aside"
        ]
        assert not [cell for cell in shown if len(cell) < 28 and cell.lstrip("=^~") not in text]


def test_no_table_of_that_name() -> None:
    with pytest.raises(Refused, match="'itms' is not a table; nearest: 'items'"):
        extractor.lookup("itms", "soy")


def said(capsys: pytest.CaptureFixture[str], *args: str, code: int = 0) -> tuple[str, str]:
    with pytest.raises(SystemExit) as ended:
        main(["tables", *args])
    assert ended.value.code == code
    return capsys.readouterr()


def test_the_command_lists_the_tables(capsys: pytest.CaptureFixture[str]) -> None:
    out, _ = said(capsys)
    for name, schema in schemas().items():
        (line,) = [line for line in out.splitlines() if line.split()[:1] == [name]]
        assert f" {len(table(name)):,} " in line
        assert schema.about in line
        assert len(line) <= 80


def test_the_command_shows_what_it_finds(capsys: pytest.CaptureFixture[str]) -> None:
    out, _ = said(capsys, "areas", "--search", "dutch")
    header, first, *_ = out.splitlines()
    assert header.split() == ["code", "kind", "alpha2", "m49", "wikidata", "forms"]
    assert first.split()[:5] == ["NLD", "country", "NL", "528", "Q55"]


def test_the_command_searches_all_tables(capsys: pytest.CaptureFixture[str]) -> None:
    out, _ = said(capsys, "--search", "soybean")
    assert [line for line in out.splitlines() if line.startswith("--")] == [
        "-- items",
        "-- area_traps",
        "-- marketing_years",
    ]


def test_the_command_shows_own_rows(capsys: pytest.CaptureFixture[str]) -> None:
    out, _ = said(capsys, "items", "--search", "widget", "--tables", str(GOOD))
    assert out.splitlines()[1].split()[:3] == ["widget", "8479", "good"]


@pytest.mark.parametrize(
    ("args", "code", "line"),
    [
        (
            ["items", "--search", "soybeen"],
            1,
            "items has no row with 'soybeen'; nearest: 'soybean', 'soybeans', 'soyabean'",
        ),
        (
            ["areas", "--search", "qqqq"],
            1,
            "areas has no row with 'qqqq'; nothing is near; ask for fewer or other words",
        ),
        (["--search", "qqqqqq"], 1, "no table has a row with 'qqqqqq'; nothing is near; ask for fewer or other words"),
        (["itms"], 2, "'itms' is not a table; nearest: 'items'"),
    ],
)
def test_one_line_where_nothing_is_found(
    args: list[str], code: int, line: str, capsys: pytest.CaptureFixture[str]
) -> None:
    out, err = said(capsys, *args, code=code)
    assert (out, err) == ("", f"extractor: {line}\n")
