"""Databases of earlier and later versions of the schema."""

from __future__ import annotations

import pytest

from extractor import __version__, schema, store
from extractor.errors import Refused
from extractor.reading import Article
from extractor.store_rows import entry
from extractor.views import VIEWS
from tests.claims import claim
from tests.servers import do, rows

SERIAL = {"sqlite": "INTEGER NOT NULL", "postgresql": "SERIAL NOT NULL"}
NUMBER = {"sqlite": "NUMERIC", "postgresql": "NUMERIC(38, 10)"}

# as the tool made them before the schema had a version
RUNS = """CREATE TABLE runs (id {serial}, version VARCHAR NOT NULL, {tables} started TIMESTAMP NOT NULL,
    ended TIMESTAMP, articles INTEGER NOT NULL, claims INTEGER NOT NULL, words INTEGER NOT NULL,
    failures INTEGER NOT NULL, PRIMARY KEY (id))"""
ARTICLES = """CREATE TABLE articles (doc_id VARCHAR NOT NULL, path TEXT NOT NULL, published VARCHAR,
    encoding VARCHAR NOT NULL, characters INTEGER NOT NULL, words INTEGER NOT NULL, sha256 VARCHAR(64) NOT NULL,
    run_id INTEGER NOT NULL, PRIMARY KEY (doc_id), FOREIGN KEY(run_id) REFERENCES runs (id))"""
CLAIMS = """CREATE TABLE claims (doc_id VARCHAR NOT NULL, id VARCHAR(16) NOT NULL, start INTEGER NOT NULL,
    "end" INTEGER NOT NULL, quote TEXT NOT NULL, metric VARCHAR NOT NULL, measure VARCHAR NOT NULL,
    item VARCHAR NOT NULL, reporter VARCHAR NOT NULL, partner VARCHAR NOT NULL, period VARCHAR NOT NULL,
    value {number} NOT NULL, value_high {number}, unit VARCHAR NOT NULL, bound VARCHAR NOT NULL,
    base VARCHAR NOT NULL, status VARCHAR NOT NULL, basis VARCHAR NOT NULL, {confidence} construction VARCHAR NOT NULL,
    sentence_start INTEGER NOT NULL, sentence_end INTEGER NOT NULL, sentence TEXT NOT NULL, PRIMARY KEY (doc_id, id),
    FOREIGN KEY(doc_id) REFERENCES articles (doc_id) ON DELETE CASCADE)"""
INDEX = "CREATE INDEX claims_series ON claims (metric, reporter, partner, period)"

RUN = """INSERT INTO runs (id, version, started, articles, claims, words, failures)
    VALUES (1, '0.1', '2025-01-01 00:00:00', 1, 2, 9, 0)"""
ARTICLE = f"INSERT INTO articles VALUES ('a', 'a.txt', '2024-05', 'utf-8', 100, 9, '{'0' * 64}', 1)"
CLAIM = """INSERT INTO claims (doc_id, id, start, "end", quote, metric, measure, item, reporter, partner, period, value,
    unit, bound, base, status, basis, construction, sentence_start, sentence_end, sentence)
    VALUES ('a', '{id}', 3, 9, '5 pct', 'exports', 'growth', '', 'CHN', '{partner}', '2024-04', 5.5,
    'PCT', '=', '2023-04', '{status}', '', 'made', 0, 50, 'So.')"""


@pytest.fixture
def first(url: str, kind: str) -> str:
    """A database of version 1, of the earliest make: without the columns that it got later."""
    if kind == "duckdb":
        pytest.skip("version 1 could not write to DuckDB")
    do(
        url,
        RUNS.format(serial=SERIAL[kind], tables=""),
        ARTICLES,
        CLAIMS.format(number=NUMBER[kind], confidence=""),
        INDEX,
    )
    do(url, RUN, ARTICLE)
    return url


def test_version_1_is_brought_up_with_its_rows(first: str) -> None:
    for number, partner in enumerate(("WLD", "JPN;KOR", "MINE")):
        do(first, CLAIM.format(id=f"{number:016}", partner=partner, status="actual"))
    with store.opened(first, tables="0123456789abcdef") as database:
        database.write([entry(Article("b", "Text."), [claim(doc_id="b", partner="KOR")], 1)])
    columns = "doc_id, partner, value, confidence, period_end, base_start, frequency, distance"
    query = f"select {columns} from claims order by doc_id, id"
    days = ("2024-04-30", "2023-04-01", "M", "P12M")
    assert rows(first, query)[:3] == [
        ("a", "WLD", 5.5, None, *days),
        ("a", "JPN;KOR", 5.5, None, *days),
        ("a", "MINE", 5.5, None, *days),
    ]
    assert rows(first, "select kind from areas where code in ('JPN;KOR', 'MINE') order by code") == [
        ("joint",),
        ("unlisted",),
    ]
    query = (
        "select doc_id, published, published_start, published_end, duplicate_of, run_id from articles order by doc_id"
    )
    assert rows(first, query) == [
        ("a", "2024-05", "2024-05-01", "2024-05-31", None, 1),
        ("b", None, None, None, None, 2),
    ]
    assert rows(first, "select id, version = '0.1', tables from runs order by id") == [
        (1, True, None),
        (2, False, "0123456789abcdef"),
    ]
    assert rows(first, "select version from schema_version") == [(schema.VERSION,)]
    for view in VIEWS:
        assert len(rows(first, f"select * from {view}")) >= 0
    assert rows(first, "select count(*) from latest") == [(4,)]


def test_later_columns_of_version_1_are_kept(url: str, kind: str) -> None:
    if kind == "duckdb":
        pytest.skip("version 1 could not write to DuckDB")
    made = RUNS.format(serial=SERIAL[kind], tables="tables VARCHAR(16),")
    do(url, made, ARTICLES, CLAIMS.format(number=NUMBER[kind], confidence="confidence FLOAT,"), INDEX, RUN, ARTICLE)
    do(url, CLAIM.format(id="1" * 16, partner="WLD", status="actual"))
    do(url, "UPDATE runs SET tables = 'fedcba9876543210'", "UPDATE claims SET confidence = 0.5")
    with store.opened(url):
        pass
    assert rows(url, "select confidence from claims") == [(0.5,)]
    assert rows(url, "select tables from runs order by id") == [("fedcba9876543210",), (None,)]


def test_what_does_not_fit_leaves_the_database_as_it_was(first: str) -> None:
    do(first, CLAIM.format(id="1" * 16, partner="WLD", status="rumour"))
    for _ in range(2):
        with pytest.raises(Refused, match="claims_status"), store.opened(first):
            pass
    assert rows(first, "select status from claims") == [("rumour",)]
    assert rows(first, "select count(*) from articles") == [(1,)]


def test_a_later_schema_is_refused_in_one_line(url: str) -> None:
    with store.opened(url):
        pass
    do(url, f"INSERT INTO schema_version VALUES ({schema.VERSION + 1}, '9.9', '2030-01-01 00:00:00')")
    with pytest.raises(Refused) as caught, store.opened(url):
        pass
    line = f"its schema is of version {schema.VERSION + 1}, this tool ({__version__}) knows {schema.VERSION}; "
    assert line + "update it, or name another" in str(caught.value)
    assert "\n" not in str(caught.value)
    assert rows(url, "select count(*) from runs") == [(1,)]


@pytest.mark.parametrize(
    ("table", "line"),
    [
        ("claims", "its table runs lacks id, version, started, ended, articles, claims, words, failures, so it is not"),
        ("areas", "its table areas is not one of ours; name another"),
    ],
)
def test_tables_of_others_are_left_alone(url: str, table: str, line: str) -> None:
    do(url, f"CREATE TABLE {table} (doc_id VARCHAR, what VARCHAR)")
    with pytest.raises(Refused) as caught, store.opened(url):
        pass
    assert line in str(caught.value)
    assert rows(url, f"select * from {table}") == []
