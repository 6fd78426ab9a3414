from __future__ import annotations

import json
from pathlib import Path

import pytest

from extractor.claims import COLUMNS
from tests.commands import Run, put

pytestmark = pytest.mark.usefixtures("fake_reader")

HEAD = ",".join(COLUMNS) + "\n"
FIRST = "a,21,32,5.9 percent,exports,growth,,CHN,WLD,,5.9,,PCT,=,2024-11,actual,\n"
SECOND = "a,48,59,5.9 percent,imports,growth,,CHN,WLD,,5.9,,PCT,=,2024-11,actual,\n"  # the reader says exports
FOLDERS = ("--articles", "articles", "--gold", "gold")


def labelled(*rows: str) -> None:
    put("articles/a.txt")
    put("gold/a.csv", HEAD + "".join(rows))


def test_what_is_written_can_be_scored(run: Run) -> None:
    put("articles/a.txt")
    Path("gold").mkdir()
    assert run("run", "articles", "--out", "gold/a.csv").code == 0
    ran = run("score", *FOLDERS, "--per-article", "--errors", "--by", "measure")
    assert ran.out.startswith("trade claim F1 1.000 (1 article: 2 of 2 labels found, 2 of 2 readings right)\n")
    assert "  growth          2     2        2     2  1.000     1.000 1.000\n" in ran.out
    assert (ran.code, ran.err) == (0, "")


def test_score_refuses_what_does_not_match(run: Run) -> None:
    put("articles/b.txt")
    labelled("a,0,5,Japan,exports,growth,,CHN,WLD,,5,,PCT,=,,actual,\n")
    ran = run("score", *FOLDERS)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.splitlines() == [
        "articles/b.txt no-labels: has no labels in gold; "
        "label it (the header alone if it holds no claim) or score others with --only",
        "gold/a.csv:2 quote-differs: 'Japan' at 0-5, where articles/a.txt has 'China'",
        "extractor: not scored: 2 faults in articles and labels",
    ]


def test_claims_of_an_earlier_run_are_scored_without_reading(run: Run) -> None:
    labelled(FIRST, SECOND)
    put("old.csv", HEAD + FIRST + "other,0,1,x,exports,level,,CHN,WLD,,1,,count,=,,actual,\n")
    ran = run("score", *FOLDERS, "--readings", "old.csv")
    assert ran.out.startswith("trade claim F1 0.667 (1 article: 1 of 2 labels found, 1 of 1 readings right)\n")


def test_claims_of_other_texts_are_not_scored(run: Run) -> None:
    labelled(FIRST)
    put("old.csv", HEAD + FIRST.replace("21,32", "20,31"))
    ran = run("score", *FOLDERS, "--readings", "old.csv")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.splitlines() == [
        "old.csv quote-differs: '5.9 percent' does not stand at 20 in articles/a.txt",
        "extractor: not scored: 1 fault in old.csv; it is of other texts",
    ]


def test_what_got_better_and_worse_against_an_earlier_run(run: Run) -> None:
    labelled(FIRST, SECOND)
    put("old.csv", HEAD + SECOND)
    ran = run("score", *FOLDERS, "--against", "old.csv")
    assert "trade claim F1 0.667 before, 0.500 now; 1 better, 1 worse\n" in ran.out
    assert "better (1)\n  a:21-32 missed before, right now\n" in ran.out
    assert "worse (1)\n  a:48-59 right before, wrong metric now\n" in ran.out


@pytest.mark.parametrize(
    ("options", "line"),
    [
        (["--by", "colour"], "extractor: --by colour: choose from article, metric, measure, construction"),
        (["--readings", "none.csv"], "extractor: not scored: 1 fault in none.csv"),
        (["--against", "none.csv"], "extractor: not scored: 1 fault in none.csv"),
        (["--html", "none/a.html"], "extractor: --html none/a.html: cannot be written: No such file or directory"),
    ],
)
def test_score_says_what_it_cannot_do(run: Run, options: list[str], line: str) -> None:
    labelled(FIRST)
    ran = run("score", *FOLDERS, *options)
    assert ran.code == 2
    assert ran.err.splitlines()[-1] == line


def test_score_makes_a_page(run: Run) -> None:
    labelled(FIRST)
    ran = run("score", *FOLDERS, "--html", "score.html")
    assert ran.out.endswith("\nscore.html written\n")
    assert Path("score.html").read_text(encoding="utf-8").startswith("<!doctype html>")


def test_label_drafts_what_gold_check_finds_no_fault_in(run: Run) -> None:
    put("articles/a.txt")
    put("articles/b.txt", "Nothing to see here.")
    ran = run("label", "articles")
    assert ran.out.splitlines() == [
        "gold/a.csv: 2 rows drafted; correct them, then run `extractor gold check`",
        "gold/b.csv: 0 rows drafted; correct them, then run `extractor gold check`",
    ]
    ran = run("gold", "check", *FOLDERS)
    assert (ran.code, ran.out, ran.err) == (0, "2 articles, 2 labels: no fault\n", "")


def test_label_keeps_what_is_there_and_goes_on(run: Run) -> None:
    labelled(FIRST)
    put("articles/b.txt")
    put("articles/c.txt", b"")
    ran = run("label", "articles")
    assert ran.code == 1
    assert ran.out == "gold/b.csv: 2 rows drafted; correct them, then run `extractor gold check`\n"
    assert ran.err.splitlines() == [
        "gold/a.csv is there already; correct it by hand, or write over it with --force",
        "articles/c.txt: is empty; an article has at least a sentence",
    ]
    assert Path("gold/a.csv").read_text() == HEAD + FIRST
    assert run("label", "articles/a.txt", "--force").code == 0
    assert Path("gold/a.csv").read_text() != HEAD + FIRST


def test_gold_check_says_every_fault(run: Run) -> None:
    labelled(FIRST, FIRST.replace("exports", "exprots"))
    ran = run("gold", "check", *FOLDERS)
    assert (ran.code, ran.out) == (1, "1 article, 1 label: 1 fault\n")
    assert ran.err == "gold/a.csv:3 unknown-metric: 'exprots' is not a metric; nearest: 'exports'\n"


def floor(name: str = "claim") -> float:
    held = json.loads(Path("gold/floors.json").read_text(encoding="utf-8"))
    value = held["floors"]["all"]["trade"][name]
    assert isinstance(value, float)
    return value


def test_floors_are_raised_by_one_command_and_lowered_by_another(run: Run) -> None:
    labelled(FIRST, SECOND)
    assert run("gold", "floors", *FOLDERS).err == (
        "extractor: gold/floors.json is not there; make it with `extractor gold floors --raise`\n"
    )
    assert run("gold", "floors", *FOLDERS, "--raise").code == 0
    assert floor() == 0.5
    assert run("gold", "floors", *FOLDERS).code == 0

    labelled(FIRST, SECOND.replace("imports", "exports"))  # the labels are other ones, and the score is higher
    ran = run("gold", "floors", *FOLDERS)
    assert ran.code == 2
    assert [line.split(":")[0] for line in ran.err.splitlines()] == ["gold/floors.json other-labels", "extractor"]
    assert run("gold", "floors", *FOLDERS, "--raise").code == 0
    assert floor() == 1.0

    labelled(FIRST, SECOND)  # and now it is lower again
    ran = run("gold", "floors", *FOLDERS, "--raise")
    assert ran.code == 2
    assert "below its floor 1.000" in ran.err
    assert ran.err.splitlines()[-1].endswith("nothing written; --lower sets floors that are above the scores down")
    assert floor() == 1.0
    assert run("gold", "floors", *FOLDERS, "--lower").code == 0
    assert floor() == 0.5
