"""Batches: what is passed over, read again and linked; and that one may be broken off at any moment."""

from __future__ import annotations

import json
import multiprocessing
import os
import random
import signal
import time
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from threading import Event

import pytest

from extractor import batch, schema, store
from extractor.batch import Counts, Plan
from extractor.reading import pieces, sources
from extractor.tables import Tables
from extractor.workers import Pool
from tests.servers import emptied, everything, rows

TEXT = "China's exports to {place} rose {number} percent in May 2024. Imports fell {number}.5 percent."
PLACES = ("Japan", "Chile", "Kenya", "Norway", "Peru", "Fiji")


def write(folder: Path, numbers: Sequence[int], place: str = "Japan") -> None:
    folder.mkdir(exist_ok=True)
    for number in numbers:
        (folder / f"a{number:02}.txt").write_text(TEXT.format(number=number, place=place), encoding="utf-8")


def read(
    folder: Path, url: str, *, published: str | None = None, force: bool = False, least: float = 0.0, workers: int = 1
) -> Counts:
    """One pass over a folder, until there is nothing stale."""
    options = {"published": published, "min_confidence": least}
    tables = Tables()
    counts = Counts()
    with store.opened(url, tables=tables.fingerprint, options=options) as kept, Pool(workers, tables) as pool:
        plan = Plan(kept, pool, store.as_json(options), tables.fingerprint, least, force)
        for _ in batch.run(pieces(sources([str(folder)]), published=published), plan, counts):
            pass
        stale = set(counts.stale)
        if stale:
            again = (one for one in pieces(sources([str(folder)]), published=published) if one.path in stale)
            for _ in batch.run(again, plan, counts):
                pass
        kept.end(articles=counts.articles, claims=counts.claims, words=counts.words, failures=counts.failed)
    return counts


def told(counts: Counts) -> tuple[int, int, int, int]:
    return counts.articles, counts.unchanged, counts.copies, counts.failed


def test_what_has_not_changed_is_not_read_again(tmp_path: Path, url: str) -> None:
    write(tmp_path / "in", range(1, 5))
    assert told(read(tmp_path / "in", url)) == (4, 0, 0, 0)
    before = everything(url)
    counts = read(tmp_path / "in", url)
    assert told(counts) == (4, 4, 0, 0)
    assert (counts.claims, counts.held, counts.words) == (0, 8, 0)
    write(tmp_path / "in", [2], place="Chile")
    write(tmp_path / "in", [9])
    assert told(read(tmp_path / "in", url)) == (5, 3, 0, 0)
    assert len(before["articles"]) + 1 == len(everything(url)["articles"])
    assert rows(url, "select count(*) from claims where partner = 'CHL'") == [(2,)]


@pytest.mark.parametrize(
    ("change", "unchanged"),
    [
        ({}, 3),
        ({"published": "2024-06-09"}, 0),
        ({"least": 0.2}, 0),
        ({"force": True}, 0),
    ],
)
def test_a_run_that_is_asked_for_something_else_reads_again(
    tmp_path: Path, change: dict[str, object], unchanged: int
) -> None:
    url = f"sqlite:///{tmp_path}/facts.db"
    write(tmp_path / "in", range(3))
    read(tmp_path / "in", url)
    assert read(tmp_path / "in", url, **change).unchanged == unchanged  # type: ignore[arg-type]


def test_a_date_that_the_table_gives_or_takes_back_is_a_change(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/facts.db"
    write(tmp_path / "in", range(3))
    read(tmp_path / "in", url)
    table = tmp_path / "in" / "articles.csv"
    table.write_text("doc_id,published\na01,2024-06-09\n", encoding="utf-8")
    assert read(tmp_path / "in", url).unchanged == 2
    assert read(tmp_path / "in", url).unchanged == 3
    table.unlink()
    assert read(tmp_path / "in", url).unchanged == 2
    assert rows(url, "select count(*) from articles where published is not null") == [(0,)]


def test_another_version_reads_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    url = f"sqlite:///{tmp_path}/facts.db"
    write(tmp_path / "in", range(3))
    read(tmp_path / "in", url)
    monkeypatch.setattr(batch, "__version__", "99")
    assert read(tmp_path / "in", url).unchanged == 0


def test_articles_of_one_text_are_read_once_and_linked(tmp_path: Path, url: str) -> None:
    write(tmp_path / "in", range(3))
    for name in ("b", "c"):
        (tmp_path / "in" / f"{name}.txt").write_bytes((tmp_path / "in" / "a01.txt").read_bytes())
    assert told(read(tmp_path / "in", url)) == (5, 0, 2, 0)
    query = "select doc_id from articles where duplicate_of = 'a01' order by doc_id"
    assert rows(url, query) == [("b",), ("c",)]
    assert rows(url, "select count(*) from claims") == [(6,)]
    assert told(read(tmp_path / "in", url)) == (5, 5, 0, 0)
    (tmp_path / "in" / "d.txt").write_bytes((tmp_path / "in" / "a02.txt").read_bytes())
    assert told(read(tmp_path / "in", url)) == (6, 5, 1, 0)


def test_copies_of_an_article_that_changes_are_read_themselves(tmp_path: Path, url: str) -> None:
    write(tmp_path / "in", range(3))
    for name in ("b", "c"):
        (tmp_path / "in" / f"{name}.txt").write_bytes((tmp_path / "in" / "a01.txt").read_bytes())
    read(tmp_path / "in", url)
    write(tmp_path / "in", [1], place="Chile")
    read(tmp_path / "in", url)
    assert rows(url, "select doc_id, duplicate_of from articles order by doc_id") == [
        ("a00", None),
        ("a01", None),
        ("a02", None),
        ("b", None),
        ("c", "b"),
    ]
    assert rows(url, "select doc_id from claims where partner = 'CHL' group by doc_id") == [("a01",)]
    assert rows(url, "select count(*) from claims where doc_id = 'b'") == [(2,)]
    assert told(read(tmp_path / "in", url))[:2] == (5, 5)


def test_failures_are_kept_and_tried_again(tmp_path: Path, url: str) -> None:
    write(tmp_path / "in", range(2))
    (tmp_path / "in" / "x.txt").write_bytes(b"")
    counts = read(tmp_path / "in", url)
    assert told(counts) == (2, 0, 0, 1)
    assert rows(url, "select path, reason from failures") == [
        (f"{tmp_path}/in/x.txt", "is empty; an article has at least a sentence")
    ]
    (tmp_path / "in" / "x.txt").write_text("Peru's exports rose 3 percent in May 2024.", encoding="utf-8")
    assert told(read(tmp_path / "in", url)) == (3, 2, 0, 0)
    assert rows(url, "select * from failures") == []


def test_several_processes_give_the_same_rows_in_the_same_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batch, "TEXT", 200)
    write(tmp_path / "in", range(30))
    (tmp_path / "in" / "a17.txt").write_bytes(b"\xff\xfe\x00\x00")
    urls = [f"sqlite:///{tmp_path}/{number}.db" for number in (1, 2)]
    alone, together = read(tmp_path / "in", urls[0]), read(tmp_path / "in", urls[1], workers=2)
    assert everything(urls[0]) == everything(urls[1])
    assert told(alone) == told(together)


def test_a_run_that_is_stopped_finishes_what_it_has_in_hand(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    url = f"sqlite:///{tmp_path}/facts.db"
    write(tmp_path / "in", range(20))
    stop = Event()
    counts = Counts()
    monkeypatch.setattr(batch, "TEXT", 1)  # a round for each article
    with store.opened(url) as kept, Pool(1, Tables()) as pool:
        plan = Plan(kept, pool, "", "")
        for number, _ in enumerate(batch.run(pieces(sources([str(tmp_path / "in")])), plan, counts, stop=stop)):
            if number == 2:
                stop.set()
    assert 3 <= counts.articles <= 5
    assert rows(url, "select count(*) from articles") == [(counts.articles,)]


def _batch(folder: str, url: str, text: int) -> None:
    """A batch in a process of its own, its rounds small, so that a kill meets it in many places."""
    batch.TEXT = text
    read(Path(folder), url)


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"], indirect=False)
def test_a_batch_that_is_killed_at_any_moment_ends_as_one_that_was_not(tmp_path: Path, kind: str) -> None:
    folder = tmp_path / "in"
    write(folder, range(40))
    (folder / "b.txt").write_bytes((folder / "a07.txt").read_bytes())
    (folder / "bad.txt").write_bytes(b"")
    context = multiprocessing.get_context("fork")
    moments = random.Random(7)
    with ExitStack() as stack:
        if kind == "postgresql":
            server = os.environ.get("TEST_POSTGRES_URL")
            if not server:
                pytest.skip("no PostgreSQL: TEST_POSTGRES_URL is not set (.ci/postgres start FOLDER starts one)")
            whole, broken = (stack.enter_context(emptied(server)) for _ in range(2))
        else:
            whole, broken = (f"sqlite:///{tmp_path}/{name}.db" for name in ("whole", "broken"))
        read(folder, whole)
        start = time.monotonic()
        read(folder, whole, force=True)
        length = time.monotonic() - start
        kills = finished = 0
        while kills < 50:
            process = context.Process(target=_batch, args=(str(folder), broken, 300))
            process.start()
            process.join(moments.uniform(0.0, length))
            if process.is_alive():
                os.kill(process.pid or 0, signal.SIGKILL)
                kills += 1
            process.join()
            finished += process.exitcode == 0
            if process.exitcode == 0 and kills < 50:  # it has come through: make it begin anew
                with store.opened(broken) as kept, kept.engine.begin() as connection:
                    for table in (schema.claims, schema.failures):
                        connection.execute(table.delete())
                    connection.execute(schema.articles.delete().where(schema.articles.c.duplicate_of.is_not(None)))
                    connection.execute(schema.articles.delete())
        read(folder, broken)
        assert everything(broken) == everything(whole)
        assert kills == 50


def test_two_batches_into_one_database_at_once(tmp_path: Path, url: str) -> None:
    if url.startswith("duckdb"):
        pytest.skip("DuckDB lets one process write")
    folder = tmp_path / "in"
    write(folder, range(25))
    (folder / "b.txt").write_bytes((folder / "a07.txt").read_bytes())
    context = multiprocessing.get_context("fork")
    both = [context.Process(target=_batch, args=(str(folder), url, 300)) for _ in range(2)]
    for process in both:
        process.start()
    for process in both:
        process.join(60)
    assert [process.exitcode for process in both] == [0, 0]
    assert rows(url, "select count(*) from articles") == [(26,)]
    assert rows(url, "select count(*), count(distinct id) from claims") == [(50, 50)]


def test_options_are_kept_in_one_way() -> None:
    assert json.loads(store.as_json({"b": 1, "a": None})) == {"a": None, "b": 1}
    assert store.as_json({"b": 1, "a": None}) == store.as_json({"a": None, "b": 1})
