from __future__ import annotations

import sqlite3
import sys
import threading
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import Table

from extractor import __version__, schema, store
from extractor.claims import COLUMNS, EVIDENCE, Claim
from extractor.databases import engine, reading
from extractor.errors import Refused
from extractor.reading import Article
from extractor.store_rows import Entry, Failure, digest
from tests.claims import claim
from tests.servers import everything, rows

ARTICLE = Article("a", "Exports 5.9 percent up.", "2025-12-08", "x/a.txt")
TABLES = "0123456789abcdef"


def entry(doc_id: str, *found: Claim, text: str = "", path: str = "", duplicate_of: str = "") -> Entry:
    text = text or f"Text of {doc_id}."
    article = Article(doc_id, text, "2025-12", path or f"{doc_id}.txt", dated_by="table")
    own = [replace(one, doc_id=doc_id) for one in found]
    return store.entry(article, own, 3, source=digest(text), duplicate_of=duplicate_of)


def test_a_claim_comes_back_as_it_went_in(url: str) -> None:
    found = claim(value="43850000000000", value_high="6.4", item="soybean", quote="Ünï — 5.9\n\t\\N", base="")
    with store.opened(url) as database:
        database.replace(ARTICLE, [found], words=4)
    made = engine(url)
    with reading(made) as connection:
        table: Table = schema.claims
        row = connection.execute(table.select()).mappings().one()
    made.dispose()
    assert {name: row[name] for name in COLUMNS + EVIDENCE} == {
        name: getattr(found, name) for name in COLUMNS + EVIDENCE
    }
    derived = ("period_start", "period_end", "base_start", "base_end", "frequency", "distance")
    assert [str(row[name]) for name in derived] == ["2025-11-01", "2025-11-30", "None", "None", "M", ""]
    query = "select doc_id, path, published, published_start, encoding, characters, words, sha256 from articles"
    known = ("a", "x/a.txt", "2025-12-08", "2025-12-08", "utf-8", 23, 4, digest(ARTICLE.text))
    assert rows(url, query) == [known]


@pytest.mark.parametrize("value", ["43850000000000", "9223372036854775807", "-6.4", "0.05", "0", "664000000000.5"])
def test_numbers_are_numbers_in_sqlite(tmp_path: Path, value: str) -> None:
    with store.opened(f"sqlite:///{tmp_path}/facts.db") as database:
        database.replace(ARTICLE, [claim(value=value)], words=1)
    with closing(sqlite3.connect(tmp_path / "facts.db")) as connection:
        ((number, kind),) = connection.execute("select value, typeof(value) from claims").fetchall()
    assert Decimal(str(number)) == Decimal(value)
    assert kind in ("integer", "real")


def test_reading_again_neither_doubles_nor_orphans(url: str) -> None:
    first = [entry("a", claim(), claim(metric="imports")), entry("b"), entry("c", claim(partner="JPN;KOR"))]
    with store.opened(url, tables=TABLES) as database:
        database.write(first)
        database.end(articles=3, claims=3, words=9, failures=0)
    before = everything(url)
    with store.opened(url, tables=TABLES) as database:
        database.write(first)
    assert everything(url) == before
    with store.opened(url, tables=TABLES) as database:
        database.write([entry("a", claim(metric="gdp"))])
    assert rows(url, "select doc_id, metric from claims order by doc_id") == [("a", "gdp"), ("c", "exports")]
    assert rows(url, "select doc_id, run_id from articles order by doc_id") == [("a", 3), ("b", 2), ("c", 2)]
    query = "select id, articles, claims, words, failures, ended is null from runs order by id"
    assert rows(url, query) == [(1, 3, 3, 9, 0, False), (2, 0, 0, 0, 0, True), (3, 0, 0, 0, 0, True)]


def test_at_once_or_one_by_one_is_the_same(url: str, tmp_path: Path) -> None:
    entries = [entry(f"d{number}", *(claim(value=str(n)) for n in range(number))) for number in range(12)]
    with store.opened(url) as database:
        database.write(reversed(entries))
    other = f"sqlite:///{tmp_path}/other.db"
    with store.opened(other) as database:
        for one in entries:
            database.write([one])
    assert everything(url) == everything(other)


def test_the_same_claim_twice_is_one_row(url: str) -> None:
    with store.opened(url) as database:
        database.replace(ARTICLE, [claim(), claim(bound=">")], words=4)
    assert rows(url, "select count(*) from claims") == [(1,)]


def test_a_broken_replacement_leaves_what_was_there(url: str) -> None:
    with store.opened(url) as database:
        database.replace(ARTICLE, [claim()], words=4)
        with pytest.raises(Refused, match=r"(?i)not.null"):
            database.replace(ARTICLE, [claim(metric=None)], words=4)
    assert rows(url, "select metric from claims") == [("exports",)]


def placed_late(one: Entry) -> Entry:
    """An entry whose claims start after they end."""
    return Entry(one.row, tuple(row | {"period_start": date(2030, 1, 1)} for row in one.claims))


BROKEN: list[tuple[str, Callable[[], Entry]]] = [
    ("metric", lambda: entry("b", claim(), claim(metric="happiness"))),
    ("period", lambda: placed_late(entry("b", claim()))),
    ("number", lambda: entry("b", claim(unit=""))),
    ("letters", lambda: entry("b", claim(quote="5.9 \ud800"))),
    ("original", lambda: entry("b", duplicate_of="b")),
]


@pytest.mark.parametrize("broken", [make for _, make in BROKEN], ids=[name for name, _ in BROKEN])
def test_one_bad_article_does_not_take_the_others_with_it(url: str, kind: str, broken: Callable[[], Entry]) -> None:
    bad = broken()
    if bad.original and kind == "duckdb":
        pytest.skip("DuckDB has no such check")
    with store.opened(url) as database:
        database.write([entry("b", claim(metric="gdp"))])
        written = database.write([entry("a", claim()), bad, entry("c", claim())])
        assert [(one.path, one.doc_id) for one in written.refused] == [("b.txt", "b")]
        assert "\n" not in written.refused[0].reason
        assert database.failed() == list(written.refused)
    query = "select doc_id, metric from claims order by doc_id"
    assert rows(url, query) == [("a", "exports"), ("b", "gdp"), ("c", "exports")]


def test_failures_are_kept_until_the_file_is_read(url: str) -> None:
    with store.opened(url) as database:
        database.fail([Failure("b.txt", "is empty"), Failure("a.txt", "is not text", "a")])
        database.fail([Failure("b.txt", "is still empty", "b")])
        assert database.failed() == [Failure("a.txt", "is not text", "a"), Failure("b.txt", "is still empty", "b")]
    with store.opened(url) as database:
        database.fail([Failure("c\ud800.txt", "does not exist")])
        assert rows(url, "select path, run_id from failures order by path") == [
            ("a.txt", 1),
            ("b.txt", 1),
            ("c\\ud800.txt", 2),
        ]
        database.write([entry("a")])
        database.clear(["c\\ud800.txt"])
        assert database.failed() == [Failure("b.txt", "is still empty", "b")]


def test_what_is_known_of_articles(url: str) -> None:
    with store.opened(url, tables=TABLES, options={"min_confidence": 0.5}) as database:
        database.write([entry("a", claim()), entry("b", text="Text of a.", duplicate_of="a")])
        known = database.known(["a", "b", "nowhere"])
    of_run = (__version__, TABLES, '{"min_confidence": 0.5}')
    assert known == {
        "a": store.Known("a", "a.txt", digest("Text of a."), "2025-12", "table", "", *of_run, 1),
        "b": store.Known("b", "b.txt", digest("Text of a."), "2025-12", "table", "a", *of_run, 0),
    }
    assert rows(url, "select distinct dated_by from articles") == [("table",)]
    with store.opened(url, tables="f" * 16) as database:
        many = [f"no{number}" for number in range(2000)]
        assert [one.tables for one in database.known([*many, "a"]).values()] == [TABLES]
        assert database.holders([*many, digest("Text of a.")]) == {digest("Text of a."): "a"}


def test_copies_of_a_text_are_linked(url: str) -> None:
    with store.opened(url) as database:
        database.write([entry("m", claim(), text="Same.")], link=True)
        database.write([entry("a", claim(), text="Same."), entry("n", claim(), text="Other.")], link=True)
        database.write([entry("o", claim(), text="Other."), entry("n", claim(), text="Other.")], link=True)
        database.write([entry("y", claim(), text="New."), entry("x", claim(), text="New.")], link=True)
    query = "select doc_id, duplicate_of from articles order by doc_id"
    known = [("a", "m"), ("m", None), ("n", "o"), ("o", None), ("x", "y"), ("y", None)]
    assert rows(url, query) == known
    assert rows(url, "select doc_id from claims order by doc_id") == [("m",), ("o",), ("y",)]


def test_copies_of_a_text_that_has_changed_are_to_be_read_again(url: str) -> None:
    with store.opened(url) as database:
        database.write([entry("a", claim(), text="Same.")])
        database.write([entry("b", text="Same."), entry("c", text="Same.", path="in/c.txt")], link=True)
        assert database.write([entry("a", claim(), text="Same.")], link=True).stale == ()
        assert database.write([entry("a", claim(), text="Changed.")], link=True).stale == ("b.txt", "in/c.txt")
        assert rows(url, "select doc_id from articles") == [("a",)]
        database.write([entry("b", claim(), text="Same."), entry("c", text="Same.")], link=True)
        database.write([entry("d", claim(), text="Same."), entry("b", text="Same.", duplicate_of="d")])
    assert rows(url, "select doc_id, duplicate_of from articles order by doc_id") == [
        ("a", None),
        ("b", "d"),
        ("c", "d"),
        ("d", None),
    ]


def test_batches_at_once_neither_deadlock_nor_double(url: str, kind: str) -> None:
    if kind == "duckdb":
        pytest.skip("DuckDB lets one process write")
    batches = [
        [entry(f"d{n}", claim(), claim(partner=p), text="One text.") for n in range(20)] for p in ("!EU", "!USA")
    ]
    batches += [[*reversed(batch)] for batch in batches]
    refused: list[object] = []
    ready = threading.Barrier(len(batches))

    def run(batch: list[Entry]) -> None:
        ready.wait()  # the tables are made by one of them
        try:
            with store.opened(url, tables=TABLES) as database:
                for _ in range(3):
                    refused.extend(database.write(batch, link=True).refused)
                for one in batch:
                    refused.extend(database.write([one], link=True).refused)
                database.end(articles=len(batch))
        except Exception as error:
            refused.append(error)

    threads = [threading.Thread(target=run, args=(batch,)) for batch in batches]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert refused == []
    assert rows(url, "select count(*) from articles") == [(20,)]
    assert rows(url, "select count(*) from articles where duplicate_of is null") == [(1,)]
    assert rows(url, "select count(*) from claims") == [(2,)]
    assert rows(url, "select count(*), sum(articles) from runs") == [(4, 80)]


@pytest.mark.parametrize(
    ("url", "line"),
    [
        ("facts.db", "--db facts.db: not a database URL; write one like sqlite:///facts.db"),
        ("", "--db : not a database URL; write one like sqlite:///facts.db"),
        ("nosuch://here/x", "--db nosuch://here/x: unknown kind of database; known are sqlite, postgresql, duckdb"),
        ("mysql://me:secret@here/x", "--db mysql://me:***@here/x: unknown kind of database; known are sqlite,"),
        ("postgresql+nosuch://me:secret@here/x", "--db postgresql+nosuch://me:***@here/x: is written to by psycopg "),
        ("postgresql://me:secret@127.0.0.1:1/x", "--db postgresql+psycopg://me:***@127.0.0.1:1/x: "),
        ("sqlite:////nowhere/at/all/facts.db", "--db sqlite:////nowhere/at/all/facts.db: unable to open database file"),
    ],
)
def test_a_database_that_is_not_to_be_had(url: str, line: str) -> None:
    if url.startswith("postgresql:"):
        pytest.importorskip("psycopg")
    with pytest.raises(Refused) as caught, store.opened(url):
        pass
    assert str(caught.value).startswith(line)
    assert "\n" not in str(caught.value)


def test_a_driver_that_is_not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(Refused) as caught, store.opened("postgresql://me:secret@here/x"):
        pass
    told = "its driver, the Python module psycopg, is not installed; pip install 'trade-claims[postgres]'"
    assert str(caught.value) == f"--db postgresql://me:***@here/x: {told}"


def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("Not a database, but long enough to be looked at as one." * 20, encoding="utf-8")
    with pytest.raises(Refused, match="file is not a database"), store.opened(f"sqlite:///{path}"):
        pass
    assert path.read_text(encoding="utf-8").startswith("Not a database")
