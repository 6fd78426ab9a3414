from __future__ import annotations

import csv
import io
import re
import sqlite3
import sys
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace

import pytest

from extractor import __version__, running
from extractor.bench import FINDERS, HOSTILE, STAGES
from extractor.decisions import Reading
from tests import servers
from tests.claims import claim
from tests.commands import TEXT, Run, put

pytestmark = pytest.mark.usefixtures("fake_reader")


def rows(query: str, path: str = "facts.db") -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(query).fetchall()


def test_run_writes_the_claims_and_prints_them(run: Run) -> None:
    put("in/a.txt")
    put("in/b.txt", "Nothing.")
    put("in/articles.csv", "doc_id,published\na,2025-12\n")
    ran = run("run", "in")
    assert (ran.code, ran.err) == (0, "")
    *table, summary = ran.out.splitlines()
    assert table == [
        "value  metric          between  period",
        "-- a, published 2025-12",
        "+5.9%  exports growth  CHN-WLD  2025-12",
        "+5.9%  exports growth  CHN-WLD  2025-12",
    ]
    assert re.fullmatch(
        r"2 articles, 2 claims \(10 words in [\d.]+ s, [\d,]+ words/s\); written to sqlite:///facts\.db", summary
    )
    assert rows("select doc_id, period from claims") == [("a", "2025-12")] * 2
    assert rows("select articles, claims, words, failures, ended is null from runs") == [(2, 2, 10, 0, 0)]


def test_run_again_replaces(run: Run) -> None:
    path = put("a.txt")
    run("run", path)
    path.write_text("Exports rose 5.9 percent.", encoding="utf-8")
    run("run", path, "--published", "2024")
    assert rows("select start, period from claims") == [(13, "2024")]
    assert rows("select count(*) from articles") == [(1,)]


def test_run_cuts_a_long_table(run: Run) -> None:
    put("a.txt", TEXT * 30)
    out = run("run", "a.txt").out.splitlines()
    assert len(out) == 44
    assert out[-2] == "and 20 claims more (--limit 0 prints all)"
    assert len(run("run", "a.txt", "--limit", "0").out.splitlines()) == 63


def test_run_writes_to_each_database_and_prints_no_password(run: Run, url: str, kind: str) -> None:
    db = url.replace("@", ":secret@") if kind == "postgresql" else url
    ran = run("run", put("a.txt"), "--published", "2024-05", "--min-confidence", "0.5", "--db", db)
    assert (ran.code, ran.err) == (0, "")
    assert "written to " + url.replace("@", ":***@") in ran.out.replace("\n", "")
    assert servers.rows(url, "select count(*), min(period_end) from claims") == [(2, "2024-05-31")]
    assert servers.rows(url, "select options from runs") == [('{"min_confidence": 0.5, "published": "2024-05"}',)]


def test_what_a_database_refuses_is_named_and_the_others_written(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def read(text: str, *, published: str | None = None, doc_id: str = "", explain: bool = False) -> Reading:
        return Reading((claim(doc_id=doc_id, unit="" if "bad" in text else "PCT"),), ())

    monkeypatch.setattr(running, "read", read)
    ran = run("run", put("a.txt"), put("b.txt", "bad"), put("c.txt", TEXT + "."), "missing.txt", "--out", "claims.csv")
    assert ran.code == 1
    refused, missing = sorted(ran.err.splitlines())
    assert refused == "b.txt: is refused by the database: CHECK constraint failed: claims_filled"
    assert missing.startswith("missing.txt: does not exist")
    assert rows("select doc_id from articles order by doc_id") == [("a",), ("c",)]
    assert rows("select path from failures order by path") == [("b.txt",), ("missing.txt",)]
    lines = Path("claims.csv").read_text(encoding="utf-8").splitlines()
    assert [row["doc_id"] for row in csv.DictReader(lines)] == ["a", "c"]


def test_run_from_standard_input(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(TEXT.encode())))
    assert run("run", "-").code == 0
    assert rows("select doc_id from articles") == [("stdin",)]


@pytest.mark.parametrize("name", ["claims.csv", "claims.jsonl", "claims.parquet", "claims.sdmx.csv"])
def test_run_writes_a_file(run: Run, name: str) -> None:
    ran = run("run", put("a.txt"), "--out", name)
    assert ran.code == 0
    assert f"written to sqlite:///facts.db and {name}" in ran.out
    assert Path(name).stat().st_size > 0


def test_articles_that_cannot_be_read_are_named_and_the_others_read(run: Run) -> None:
    put("in/binary.txt", bytes(range(256)))
    put("in/broken.txt", "Let it break.")
    put("in/empty.txt", "")
    put("in/good.txt")
    put("in/latin.txt", "Turkey’s exports rose 5.9 percent.".encode("cp1252"))
    put("in/long.txt", b"Exports rose 5.9 percent. " * 2_000_000)
    Path("none").mkdir()
    ran = run("run", "in", "missing", "none", "--out", "claims.csv")
    assert ran.code == 1
    assert "2 articles, 3 claims, 6 not read" in ran.out
    assert re.sub(r"\w+\.py:\d+", "FILE", ran.err).splitlines() == [
        "in/latin.txt: not UTF-8, read as cp1252",
        "in/binary.txt: is not text; save the article as plain text in UTF-8",
        "in/broken.txt: cannot be read: KeyError at FILE; please report it",
        "in/empty.txt: is empty; an article has at least a sentence",
        "in/long.txt: has more than 10 MB; split it, one file per article",
        "missing: does not exist; name articles, folders of them, or - for standard input",
        "none: has no articles (.txt, .md, .html, .json, .jsonl, .csv, .parquet, .warc); "
        "name the folder that holds them",
    ]
    assert rows("select doc_id from articles order by 1") == [("good",), ("latin",)]
    with Path("claims.csv").open(encoding="utf-8", newline="") as file:
        assert [row["doc_id"] for row in csv.DictReader(file)] == ["good", "good", "latin"]


def test_nothing_to_read_makes_no_database(run: Run) -> None:
    ran = run("run", "missing", "--out", "claims.csv")
    assert ran.code == 1
    assert ran.err == "missing: does not exist; name articles, folders of them, or - for standard input\n"
    assert not list(Path().iterdir())


@pytest.mark.parametrize(
    ("options", "line"),
    [
        (["--db", "facts"], "--db facts: not a database URL; write one like sqlite:///facts.db"),
        (["--db", "sqlite:////no/where/f.db"], "--db sqlite:////no/where/f.db: unable to open database file"),
        (["--out", "a.xls"], "--out a.xls: unknown ending '.xls'; choose from .csv, .jsonl, .parquet, .sdmx.csv"),
        (["--out", "a", "--partition", "day"], "--partition day: unknown; choose from month"),
        (["--out", "no/claims.csv"], "--out no/claims.csv: cannot be written: No such file or directory"),
        (["--published", "soon"], "--published 'soon' is not a date; write 2024-05-31, 2024-05 or 2024"),
        (["--db", "facts", "--out", "claims.csv"], "--db facts: not a database URL; write one like sqlite:///facts.db"),
    ],
)
def test_misuse_is_one_line_and_leaves_nothing(run: Run, options: list[str], line: str) -> None:
    put("a.txt")
    ran = run("run", "a.txt", *options)
    assert (ran.code, ran.out, ran.err) == (2, "", f"extractor: {line}\n")
    assert [path.name for path in Path().iterdir()] == ["a.txt"]


def test_usage(run: Run) -> None:
    assert run("run").code == 2
    assert "Missing argument" in run("run").err
    assert run("nonsense").code == 2
    assert run("--version").out == f"extractor {__version__}\n"
    for command in ("run", "show", "explain", "check", "score", "fit", "bench"):
        assert command in run("--help").out


def test_claims_below_a_confidence_are_left_out(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    said = {"doc_id": "a", "sentence": TEXT, "sentence_start": 0}
    sure = claim(start=21, end=32, confidence=0.9, **said)
    unsure = claim(start=47, end=58, metric="imports", confidence=0.3, **said)
    monkeypatch.setattr(running, "read", lambda *_, **__: Reading((sure, unsure), ()))
    put("in/a.txt")
    ran = run("run", "in", "--min-confidence", "0.5")
    assert "1 article, 1 claim (" in ran.out
    assert "imports" not in ran.out
    assert rows("select metric, confidence from claims") == [("exports", 0.9)]
    assert "imports" not in run("show", "in", "--min-confidence", "0.5").out
    assert "imports growth, CHN with WLD, 2025-11 on 2024-11 (30)" in " ".join(run("show", "in").out.split())
    run("run", "in", "--min-confidence", "0")
    assert rows("select count(*) from claims") == [(2,)]
    assert run("run", "in", "--min-confidence", "2").code == 2


def test_check_says_what_does_not_add_up(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    about = {"doc_id": "a", "measure": "level", "base": "", "unit": "USD", "period": "2024"}
    levels = {"exports": 9_200_000_000, "imports": 6_100_000_000, "trade_surplus": 2_100_000_000}
    found = tuple(
        claim(metric=metric, value=value, quote=f"${value / 10**9} billion", **about)
        for metric, value in levels.items()
    )
    monkeypatch.setattr(running, "read", lambda *_, **__: Reading(found, ()))
    ran = run("check", put("a.txt"))
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.splitlines()[:3] == [
        "a:10-21 balance is not exports less imports",
        "  works out 3 bn USD to 3.2 bn USD",
        "  says      2.1 bn USD trade_surplus level, CHN with WLD, 2024",
    ]
    monkeypatch.setattr(running, "read", lambda *_, **__: Reading(found[:2], ()))
    ran = run("check", "a.txt", "missing")
    assert ran.code == 1
    assert ran.out == "a: nothing that does not add up (0 of 2 figures checked)\n"
    assert ran.err == "missing: does not exist; name articles, folders of them, or - for standard input\n"


def test_show(run: Run) -> None:
    ran = run("show", put("a.txt"), "--published", "2025-12")
    assert ran.out.startswith("a, published 2025-12\nChina's exports rose 5.9 percent[1].")
    assert "2 +5.9% exports growth" in ran.out
    assert run("show", "missing").code == 1


def test_show_makes_a_page(run: Run) -> None:
    ran = run("show", put("a.txt"), "--html", "a.html")
    assert ran.out == "a.html written\n"
    assert Path("a.html").read_text(encoding="utf-8").count("<mark") == 2
    ran = run("show", "a.txt", "--html", "no/a.html")
    assert (ran.code, ran.err) == (2, "extractor: --html no/a.html: cannot be written: No such file or directory\n")


def test_explain(run: Run) -> None:
    ran = run("explain", put("a.txt"))
    assert ran.out.startswith("a:21-32 5.9 percent\n  sentence  China's exports rose «5.9 percent». Imports rose")
    assert "clause    RISE [QUANTITY]\n  made by   metric rise by quantity" in ran.out


def test_bench_names_its_figures(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extractor.bench.WORDS", 1)
    monkeypatch.setattr("extractor.bench.LONG", 2000)
    monkeypatch.setattr("extractor.bench.LEAST", 0)
    monkeypatch.setattr("extractor.bench.TIMES", (1, 3))
    ran = run("bench", put("a.txt"), "--general", put("g/b.txt"), "--growth", "--rounds", "1")
    shown = [" ".join(re.sub(r"[\d.,]*\d", "N", line).split()) for line in ran.out.splitlines()]
    tokenising = ["tokenising new words N N N", "tokenising known words N N N"]
    assert shown == [
        "",
        "articles (N, N words) words/s ratio to new, known",
        *(f"{name} N N N" for name in STAGES),
        *tokenising,
        "",
        "a general mix (N, N words) words/s ratio to new, known",
        "pipeline N N N",
        *tokenising,
        "",
        "length of one article",
        *["N characters N words/s"] * 2,
        "",
        "a character of a text made to hurt, against one of the articles",
        *(f"{name} N" for name in HOSTILE),
        "",
        "peak memory N MB",
    ]
    ran = run("bench", "a.txt", "--stage", "gate", "--rounds", "1")
    assert [line.split()[0] for line in ran.out.splitlines()[2:5]] == ["gate", "tokenising", "tokenising"]
    assert run("bench", "a.txt", "--stage", "all").err == (
        "extractor: --stage all: unknown; choose from pipeline, sentences, gate, quantities, periods, areas\n"
    )


def test_bench_sets_peers_beside_or_says_how_to_get_them(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extractor.bench.WORDS", 1)
    parser = SimpleNamespace(parse=str.split)
    english = SimpleNamespace(English="en-us")
    suite = SimpleNamespace(Culture=english, **dict.fromkeys(FINDERS, lambda text, culture: text))
    monkeypatch.setitem(sys.modules, "quantulum3.parser", parser)
    monkeypatch.setitem(sys.modules, "recognizers_suite", suite)
    ran = run("bench", put("a.txt"), "--stage", "gate", "--peers", "--rounds", "1")
    assert ran.err == ""
    peers = [line.split()[0] for line in ran.out.split("\npeers")[1].splitlines()[1:3]]
    assert peers == ["quantulum3", "Recognizers-Text"]
    monkeypatch.setitem(sys.modules, "recognizers_suite", None)
    ran = run("bench", "a.txt", "--stage", "gate", "--peers", "--rounds", "1")
    assert (ran.code, ran.err) == (2, "extractor: --peers: are not installed; pip install '.[peers]'\n")


def test_bench_asks_for_articles(run: Run) -> None:
    assert run("bench", "missing").err.splitlines()[-1] == "extractor: no article to time; name one or a folder of them"
