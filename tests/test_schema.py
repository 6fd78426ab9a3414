"""What each database refuses, in the same rows."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import CheckConstraint

from extractor import schema, store
from extractor.databases import engine, reading
from extractor.errors import Refused
from extractor.reading import Article
from extractor.reference import area_rows
from extractor.store_rows import claim_rows, entry
from extractor.tables import table
from tests.claims import claim
from tests.servers import do, rows

ARTICLE = Article("a", "Exports rose 5.9 percent.", "2025-12-08", "a.txt")

# table, column, value that is refused, and the databases that cannot refuse it
BAD = [
    ("claims", "measure", "rank", ()),
    ("claims", "measure", None, ()),
    ("claims", "status", "rumour", ()),
    ("claims", "bound", "", ()),
    ("claims", "metric", "happiness", ()),
    ("claims", "metric", None, ()),
    ("claims", "reporter", "ZZZ", ()),
    ("claims", "reporter", None, ()),
    ("claims", "partner", "CHINA", ()),
    ("claims", "partner", "JPN;KOR", ()),
    ("claims", "doc_id", "nowhere", ()),
    ("claims", "id", "short", ()),
    ("claims", "quote", "", ()),
    ("claims", "unit", "", ()),
    ("claims", "value", None, ()),
    ("claims", "value", "many", ()),
    ("claims", "start", -1, ()),
    ("claims", "start", 21, ()),
    ("claims", "end", 99, ()),
    ("claims", "sentence_start", 11, ()),
    ("claims", "confidence", 1.5, ()),
    ("claims", "confidence", -0.1, ()),
    ("claims", "period", "", ()),
    ("claims", "period_start", None, ()),
    ("claims", "period_start", "2025-12-01", ()),
    ("claims", "period_end", "some day", ()),
    ("claims", "period_start", "1 day", ()),
    ("claims", "base", "", ()),
    ("claims", "base_start", "1 day", ()),
    ("claims", "base_end", "some day", ()),
    ("claims", "base_end", "2024-10-31", ()),
    ("claims", "frequency", "X", ()),
    ("articles", "doc_id", "", ()),
    ("articles", "sha256", "abc", ()),
    ("articles", "words", -1, ()),
    ("articles", "published", None, ()),
    ("articles", "published", "", ()),
    ("articles", "published_end", "2025-12-07", ()),
    ("articles", "published_start", "1 day", ()),
    ("articles", "published_end", "some day", ()),
    ("articles", "dated_by", "", ()),
    ("articles", "run_id", 99, ("duckdb",)),
    ("articles", "duplicate_of", "nowhere", ("duckdb",)),
    ("articles", "duplicate_of", "b", ("duckdb",)),
    ("failures", "reason", "", ()),
    ("failures", "path", None, ()),
    ("failures", "run_id", 99, ()),
    ("runs", "articles", -1, ()),
    ("runs", "version", None, ()),
    ("runs", "ended", "2020-01-01 00:00:00", ()),
    ("metrics", "family", "other", ()),
    ("areas", "name", "", ()),
    ("area_members", "member", "ZZZ", ()),
    ("items", "kind", "", ()),
    ("items", "hs", "", ()),
]
GOOD = {
    "claims": claim_rows([claim(doc_id="a", metric="imports")])[0],
    "articles": entry(Article("b", "Other.", "2025-12-08", "b.txt"), (), 1).row | {"run_id": 1},
    "failures": {"path": "x", "doc_id": "x", "reason": "why", "run_id": 1, "failed": "2025-01-02 00:00:00"},
    "runs": {"id": 90, "version": "1", "started": "2025-01-02 00:00:00", "ended": "2025-01-02 00:00:01"}
    | dict.fromkeys(("articles", "claims", "words", "failures"), 1),
    "metrics": {"metric": "new", "family": "around", "counterpart": True},
    "areas": {"code": "NEW", "kind": "group", "name": "New"},
    "area_members": {"area": "EU", "member": "JPN", "since": "2030", "until": ""},
    "items": {"item": "new item", "kind": "good", "hs": "01"},
}


def put(url: str, name: str, row: dict[str, object]) -> None:
    columns, marks = ", ".join(f'"{column}"' for column in row), ", ".join(f":{column}" for column in row)
    plain = {
        name: value if value is None or isinstance(value, int | float) else str(value) for name, value in row.items()
    }
    do(url, f"INSERT INTO {name} ({columns}) VALUES ({marks})", values=plain)


CHECKS = [one for t in schema.metadata.tables.values() for one in t.constraints if isinstance(one, CheckConstraint)]


@pytest.fixture
def filled(url: str) -> str:
    with store.opened(url) as database:
        database.write([entry(ARTICLE, [claim()], 4)])
    return url


def test_good_rows_are_taken(filled: str) -> None:
    for name, row in GOOD.items():
        put(filled, name, row)


def test_bad_rows_are_refused(filled: str, kind: str) -> None:
    taken = []
    checks = set()
    for name, column, value, lacking in BAD:
        if kind in lacking:
            continue
        try:
            put(filled, name, GOOD[name] | {column: value})
        except Refused as refused:
            checks.update(re.findall(r"CHECK constraint failed: (\w+)", str(refused)))
            continue
        taken.append((name, column, value))
    assert taken == []
    if kind == "sqlite":  # which names the check
        assert sorted({str(one.name) for one in CHECKS} - checks) == []


def test_a_row_cannot_be_taken_from_under_another(filled: str) -> None:
    for name, where in (("articles", "doc_id = 'a'"), ("areas", "code = 'CHN'"), ("metrics", "metric = 'exports'")):
        with pytest.raises(Refused):
            do(filled, f"DELETE FROM {name} WHERE {where}")


def test_what_keys_refer_to_is_that_of_the_tables(filled: str) -> None:
    assert rows(
        filled, "select code, kind, name, alpha2, m49 from areas where code in ('CHN', 'WLD', '') order by code"
    ) == [
        ("", "none", "not told", None, None),
        ("CHN", "country", "China", "CN", "156"),
        ("WLD", "group", "world", None, "001"),
    ]
    assert rows(filled, "select item, hs, kind from items where item = 'soybean'") == [("soybean", "1201", "commodity")]
    assert rows(
        filled, "select family, counterpart from metrics where metric in ('exports', 'gdp') order by metric"
    ) == [
        ("trade", True),
        ("around", False),
    ]
    query = "select since, until from area_members where area = 'EU' and member = 'GBR'"
    assert rows(filled, query) == [("1973", "2020-02-01")]


def test_numbers_of_un_comtrade_are_its_own(filled: str) -> None:
    codes = ("WLD", "USA", "FRA", "IND", "CHE", "NOR", "TWN", "CHN", "DEU", "EU", "MCO", "ASEAN")
    listed = ", ".join(map(repr, codes))
    query = f"select code, comtrade from areas where code in ({listed})"
    found = {row[0]: row[1] for row in rows(filled, query)}
    assert [found[code] for code in codes] == [0, 842, 251, 699, 757, 579, 490, 156, 276, 97, None, None]


def test_no_two_economies_share_a_number_of_un_comtrade() -> None:
    numbers = [row["comtrade"] for row in area_rows() if row["comtrade"] is not None]
    assert sorted({number for number in numbers if numbers.count(number) > 1}) == []
    known = {row["code"] for row in table("areas")}
    assert {row["code"] for row in table("comtrade")} <= known


def test_joint_codes_are_areas_of_their_parts(url: str) -> None:
    told = [claim(partner="JPN;KOR"), claim(partner="!EU", metric="imports")]
    with store.opened(url) as database:
        assert database.write([entry(ARTICLE, told, 4)] * 2).refused == ()
    assert rows(url, "select code, kind, name from areas where kind in ('joint', 'others') order by code") == [
        ("!EU", "others", "all but EU"),
        ("JPN;KOR", "joint", "JPN and KOR"),
    ]
    query = "select area, member from area_members where area in ('JPN;KOR', '!EU') order by area, member"
    assert rows(url, query) == [("!EU", "EU"), ("JPN;KOR", "JPN"), ("JPN;KOR", "KOR")]


def test_types(filled: str, kind: str) -> None:
    if kind == "sqlite":
        pytest.skip("SQLite has no types for days")
    query = "select table_name, column_name, data_type from information_schema.columns where table_name = 'claims'"
    found = {name: str(told).split("(")[0].lower() for _, name, told in rows(filled, query)}
    assert {found[name] for name in ("period_start", "period_end", "base_start", "base_end")} == {"date"}
    assert found["value"] == {"postgresql": "numeric", "duckdb": "decimal"}[kind]


def test_what_postgresql_keeps_is_exact(url: str, kind: str) -> None:
    if kind == "sqlite":
        pytest.skip("SQLite keeps 15 digits of what is not whole")
    with store.opened(url) as database:
        database.write([entry(ARTICLE, [claim(value="12345678901234567890.12345")], 4)])
    made = engine(url)
    with reading(made) as connection:
        (value,) = connection.exec_driver_sql("select value from claims").scalars()
    made.dispose()
    assert str(value) == "12345678901234567890.1234500000"
