"""Rows of a user's own: what is refused and how, what they change, and that they change nothing else."""

from __future__ import annotations

import ast
import csv
import pickle
import re
import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pandas as pd
import pytest
import spacy

import extractor
from extractor.additions import read
from extractor.claims import Claim, plain
from extractor.cli import main
from extractor.errors import Refused
from extractor.items import known
from extractor.schemas import schemas
from extractor.tables import Tables, table

CASES = Path(__file__).parent / "cases"
FOLDERS = CASES / "tables"
GOOD = FOLDERS / "good"
PACKAGE = Path(extractor.__file__).parent


def cases(name: str) -> list[dict[str, str]]:
    lines = (CASES / name).read_text(encoding="utf-8").splitlines()
    return list(csv.DictReader(line for line in lines if not line.startswith("#")))


FAULTS = cases("tables_faults.csv")
TEXTS = cases("tables_read.csv")


@pytest.mark.parametrize("case", FAULTS, ids=lambda case: case["folder"])
def test_a_faulty_row_is_refused(case: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(FOLDERS)
    line = f"{case['folder']}/{case['place']} {case['id']}: {case['text']}"
    made, faults = read(Path(case["folder"]))
    assert list(map(str, faults)) == [line]
    assert made.fingerprint == Tables().fingerprint
    with pytest.raises(Refused) as refused:
        extractor.tables(case["folder"])
    assert str(refused.value) == line


def test_every_folder_of_faulty_rows_is_told_of() -> None:
    assert {path.name for path in FOLDERS.iterdir()} - {"good"} == {case["folder"] for case in FAULTS}


def test_every_fault_has_a_sample() -> None:
    source = (PACKAGE / "additions.py").read_text(encoding="utf-8")
    ids = set(re.findall(r"""Fault\([^"]*"([a-z]+-[a-z]+)",""", source))
    assert len(ids) > 10
    for schema in schemas().values():
        for column in schema.columns if schema.open else ():
            if column.check:
                kind = "unknown" if column.check in ("closed", "area", "country", "group", "owner") else "wrong"
                ids.add(f"{kind}-{column.name}")
    assert ids - {"no-folder", "no-rows"} == {case["id"] for case in FAULTS}


def test_a_folder_that_is_none_and_one_without_rows(tmp_path: Path) -> None:
    assert [fault.id for fault in read(tmp_path / "none")[1]] == ["no-folder"]
    assert [fault.id for fault in read(tmp_path)[1]] == ["no-rows"]


def test_all_faults_are_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "items.csv").write_text("item,forms,hs,kind\nwidget,widgets,77,godo\n", encoding="utf-8")
    article = tmp_path / "a.txt"
    article.write_text("Exports rose 5 percent.", encoding="utf-8")
    with pytest.raises(SystemExit) as ended:
        main(["show", str(article), "--tables", str(tmp_path)])
    out, err = capsys.readouterr()
    assert ended.value.code == 2
    assert out == ""
    assert [line.split()[-1] for line in err.splitlines()] == ["'97'", "'good'", str(tmp_path)]


def test_the_good_folder_adds_to_every_open_table() -> None:
    assert {path.stem for path in GOOD.iterdir()} == {name for name, schema in schemas().items() if schema.open}


def said(claims: list[Claim]) -> str:
    fields = ([c.quote, c.metric, c.item, c.reporter, c.partner, plain(c.value), c.basis] for c in claims)
    return "/".join("|".join(one) for one in fields)


@pytest.mark.parametrize("case", TEXTS, ids=lambda case: case["text"])
def test_texts_are_read_by_own_rows_and_then_as_before(case: dict[str, str]) -> None:
    mine = extractor.tables(GOOD)
    before = said(extractor.extract(case["text"], published="2024-07-01"))
    assert said(extractor.extract(case["text"], published="2024-07-01", tables=mine)) == case["claims"]
    assert said(extractor.extract(case["text"], published="2024-07-01")) == before != case["claims"]


def test_own_rows_take_forms_over_and_add_to_rows_that_are_there() -> None:
    mine = extractor.tables(GOOD)
    with mine.used():
        assert [known(word) for word in ("chips", "microchips", "makka", "maize", "WDG")] == [
            "potato crisp",
            "semiconductor",
            "corn",
            "corn",
            "widget",
        ]
        (corn,) = [row for row in table("items") if row["item"] == "corn"]
        assert (corn["hs"], corn["kind"]) == ("1005", "commodity")
        assert [area.code for area in extractor.areas("Holanda and the Holanda Herald")] == ["NLD"]
        assert [row["member"] for row in table("members") if row["group"] == "PACT"] == ["FJI", "TON"]
    assert [known(word) for word in ("chips", "makka", "WDG")] == ["semiconductor", "", ""]
    assert len(table("items")) < len(mine.rows("items"))


def test_tables_are_values() -> None:
    mine, same = extractor.tables(GOOD), extractor.tables(GOOD)
    assert mine.fingerprint == same.fingerprint == pickle.loads(pickle.dumps(mine)).fingerprint
    assert mine.fingerprint != extractor.tables().fingerprint
    assert len(mine.fingerprint) == 16


def test_threads_read_by_tables_of_their_own() -> None:
    mine, text = extractor.tables(GOOD), TEXTS[2]["text"]

    def partner(number: int) -> str:
        own = mine if number % 2 else None
        return extractor.extract(text, published="2024-07-01", tables=own)[0].partner

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(partner, range(40))) == ["WLD", "NLD"] * 20


def test_frames_and_pipelines_read_by_own_rows() -> None:
    text = TEXTS[2]["text"]
    frame = pd.DataFrame({"doc_id": ["a"], "text": [text], "published": ["2024-07-01"]})
    assert list(extractor.extract_frame(frame, tables=extractor.tables(GOOD))["partner"]) == ["NLD"]
    assert list(extractor.extract_frame(frame)["partner"]) == ["WLD"]
    nlp = spacy.blank("en")
    nlp.add_pipe("extractor_claims", config={"published": "2024-07-01", "tables": str(GOOD)})
    docs = list(nlp.pipe([text, text], n_process=2))
    assert [doc.user_data["claims"][0]["partner"] for doc in docs] == ["NLD", "NLD"]


@pytest.fixture
def article(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "a.txt"
    path.write_text(TEXTS[2]["text"], encoding="utf-8")
    return path


def run(*args: str) -> None:
    with pytest.raises(SystemExit) as ended:
        main(list(args))
    assert ended.value.code == 0


def test_a_run_keeps_the_fingerprint_of_its_tables(article: Path) -> None:
    run("run", str(article), "--published", "2024-07-01", "--tables", str(GOOD))
    run("run", str(article), "--published", "2024-07-01")
    with closing(sqlite3.connect("facts.db")) as connection:
        kept = [row[0] for row in connection.execute("select tables from runs order by id")]
        partners = [row[0] for row in connection.execute("select partner from claims")]
    assert kept == [extractor.tables(GOOD).fingerprint, extractor.tables().fingerprint]
    assert partners == ["WLD"]


@pytest.mark.parametrize("command", ["show", "explain"])
def test_commands_read_by_own_rows(command: str, article: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(command, str(article), "--tables", str(GOOD))
    assert "NLD" in capsys.readouterr().out
    run(command, str(article))
    assert "NLD" not in capsys.readouterr().out


def functions() -> Iterator[tuple[str, ast.FunctionDef, set[str]]]:
    """Every top-level function of the package: its module, itself, and the names of its decorators."""
    for path in PACKAGE.glob("*.py"):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.FunctionDef):
                names = {one.id for at in node.decorator_list for one in ast.walk(at) if isinstance(one, ast.Name)}
                yield path.stem, node, names


def test_nothing_made_of_open_tables_is_cached_for_all_tables() -> None:
    calls: dict[tuple[str, str], set[str]] = {}
    reads: dict[tuple[str, str], set[str]] = {}
    kept: dict[str, set[tuple[str, str]]] = {"compiled": set(), "cache": set()}
    for module, node, decorators in functions():
        me = module, node.name
        calls[me], reads[me] = set(), set()
        for part in ast.walk(node):
            if isinstance(part, ast.Call) and isinstance(part.func, ast.Name):
                calls[me].add(part.func.id)
                if part.func.id == "table" and part.args and isinstance(part.args[0], ast.Constant):
                    reads[me].add(str(part.args[0].value))
        if "compiled" in decorators:
            kept["compiled"].add(me)
        elif decorators & {"cache", "lru_cache"}:
            kept["cache"].add(me)
    opened = {name for name, schema in schemas().items() if schema.open}
    assert kept["compiled"] and kept["cache"]
    compiled = {name for _, name in kept["compiled"]} - {name for _, name in kept["cache"]}

    def touches(me: tuple[str, str], seen: set[tuple[str, str]]) -> bool:
        if me not in calls or me in seen:
            return False
        seen.add(me)
        inside = any(touches((me[0], name), seen) for name in calls[me])
        return bool(reads[me] & opened or calls[me] & compiled or inside)

    assert [me for me in sorted(kept["cache"]) if touches(me, set())] == []
