from __future__ import annotations

import sqlite3
from contextlib import closing
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import create_engine, select

from extractor import store
from extractor.claims import COLUMNS, EVIDENCE
from extractor.errors import Refused
from extractor.reading import Article
from tests.claims import claim

ARTICLE = Article("a", "Exports 5.9 percent up.", "2025-12-08", "x/a.txt")


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/facts.db"


def rows(url: str, query: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as connection:
        return connection.execute(query).fetchall()


def test_a_claim_comes_back_as_it_went_in(url: str) -> None:
    found = claim(value="43850000000000", value_high="6.4", item="soybean")
    with store.opened(url) as database:
        database.replace(ARTICLE, [found], words=4)
    engine = create_engine(url)
    with engine.connect() as connection:
        row = connection.execute(select(store.claims)).mappings().one()
    engine.dispose()
    assert {name: row[name] for name in COLUMNS + EVIDENCE} == {
        name: getattr(found, name) for name in COLUMNS + EVIDENCE
    }
    query = "select doc_id, path, published, encoding, characters, words from articles"
    assert rows(url, query) == [("a", "x/a.txt", "2025-12-08", "utf-8", 23, 4)]


@pytest.mark.parametrize("value", ["43850000000000", "9223372036854775807", "-6.4", "0.05", "0", "664000000000.5"])
def test_numbers_are_numbers_in_sqlite(url: str, value: str) -> None:
    with store.opened(url) as database:
        database.replace(ARTICLE, [claim(value=value)], words=1)
    ((number, kind),) = rows(url, "select value, typeof(value) from claims")
    assert Decimal(str(number)) == Decimal(value)
    assert kind in ("integer", "real")


def test_reading_again_neither_doubles_nor_orphans(url: str) -> None:
    with store.opened(url) as database:
        database.replace(ARTICLE, [claim(), claim(metric="imports")], words=4)
        database.replace(Article("b", "Nothing."), [], words=1)
        database.end(articles=2, claims=2, words=5, failures=0)
    with store.opened(url) as database:
        database.replace(ARTICLE, [claim(metric="gdp")], words=4)
    assert rows(url, "select doc_id, metric from claims") == [("a", "gdp")]
    assert rows(url, "select doc_id, run_id from articles order by doc_id") == [("a", 2), ("b", 1)]
    query = "select id, articles, claims, words, failures, ended is null from runs"
    assert rows(url, query) == [(1, 2, 2, 5, 0, 0), (2, 0, 0, 0, 0, 1)]


def test_the_same_claim_twice_is_one_row(url: str) -> None:
    with store.opened(url) as database:
        database.replace(ARTICLE, [claim(), claim(bound=">")], words=4)
    assert rows(url, "select count(*) from claims") == [(1,)]


def test_a_broken_replacement_leaves_what_was_there(url: str) -> None:
    with store.opened(url) as database:
        database.replace(ARTICLE, [claim()], words=4)
        with pytest.raises(Refused, match="NOT NULL"):
            database.replace(ARTICLE, [claim(metric=None)], words=4)
    assert rows(url, "select metric from claims") == [("exports",)]


def test_claims_need_their_article(url: str) -> None:
    with store.opened(url) as database, database.engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1


@pytest.mark.parametrize(
    ("url", "line"),
    [
        ("facts.db", "--db facts.db: not a database URL; write one like sqlite:///facts.db"),
        ("", "--db : not a database URL; write one like sqlite:///facts.db"),
        ("nosuch://here/x", "--db nosuch://here/x: unknown kind of database; known are sqlite, postgresql,"),
        ("mysql://me:secret@here/x", "--db mysql://me:***@here/x: its driver, the Python module MySQLdb, is not"),
        ("sqlite:////nowhere/at/all/facts.db", "--db sqlite:////nowhere/at/all/facts.db: unable to open database file"),
    ],
)
def test_a_database_that_is_not_to_be_had(url: str, line: str) -> None:
    with pytest.raises(Refused) as caught, store.opened(url):
        pass
    assert str(caught.value).startswith(line)
    assert "\n" not in str(caught.value)


def test_a_database_of_an_earlier_version_is_completed(tmp_path: Path, url: str) -> None:
    with store.opened(url):
        pass
    with closing(sqlite3.connect(tmp_path / "facts.db")) as connection:
        connection.execute("alter table claims drop column confidence")
        connection.execute("alter table runs drop column tables")
    with store.opened(url, tables="0123456789abcdef") as database:
        database.replace(ARTICLE, [claim(confidence=0.5)], words=4)
    assert rows(url, "select confidence from claims") == [(0.5,)]
    assert rows(url, "select tables from runs order by id") == [(None,), ("0123456789abcdef",)]


def test_a_database_whose_tables_are_others(tmp_path: Path, url: str) -> None:
    with store.opened(url):
        pass
    with closing(sqlite3.connect(tmp_path / "facts.db")) as connection:
        connection.execute("alter table claims drop column quote")
    with pytest.raises(Refused) as caught, store.opened(url):
        pass
    line = "its table claims lacks quote, so it is not one of ours; name another"
    assert str(caught.value) == f"--db {url}: {line}"


def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("Not a database, but long enough to be looked at as one." * 20, encoding="utf-8")
    with pytest.raises(Refused, match="file is not a database"), store.opened(f"sqlite:///{path}"):
        pass
    assert path.read_text(encoding="utf-8").startswith("Not a database")
