from __future__ import annotations

from pathlib import Path

import pytest

from extractor.errors import Refused
from extractor.floors import Floors, Key, faults, lines, measured, raised, read, written
from extractor.reading import Article
from extractor.scoring import align
from tests.claims import claim

DEV, TEST = Key("dev", "trade", "claim"), Key("test", "trade", "claim")
SET = Floors({DEV: 0.8, TEST: 0.7}, "a1", "l1", "t1")


@pytest.mark.parametrize(
    ("now", "ids"),
    [
        (SET, []),
        (Floors({DEV: 0.9, TEST: 0.7}, "a1", "l1", "t1"), []),
        (Floors({DEV: 0.9, TEST: 0.699}, "a1", "l1", "t1"), ["below-floor"]),
        (Floors({DEV: 0.9}, "a1", "l1", "t1"), ["below-floor"]),
        (Floors({}, "a1", "l1", "t1"), ["below-floor", "below-floor"]),
        (Floors({DEV: 0.8, TEST: 0.7}, "a2", "l1", "t1"), ["other-articles"]),
        (Floors({DEV: 0.8, TEST: 0.7}, "a1", "l2", "t1"), ["other-labels"]),
        (Floors({DEV: 0.8, TEST: 0.7}, "a1", "l1", "t2"), []),
    ],
)
def test_the_gate_opens_only_for_the_same_labels_and_no_lower_score(now: Floors, ids: list[str]) -> None:
    assert [fault.id for fault in faults(SET, now, Path("floors.json"))] == ids


def test_a_fault_names_the_file_the_score_and_the_floor() -> None:
    (fault,) = faults(SET, Floors({DEV: 0.5, TEST: 0.7}, "a1", "l1"), Path("gold/floors.json"))
    said = "dev trade claim F1 0.500 is below its floor 0.800; see `extractor score --errors`"
    assert str(fault) == f"gold/floors.json below-floor: {said}"


def test_raising_never_lowers() -> None:
    now = Floors({DEV: 0.9, TEST: 0.6}, "a2", "l2", "t2")
    assert raised(SET, now) == Floors({DEV: 0.9, TEST: 0.7}, "a2", "l2", "t2")
    assert raised(SET, now, lower=True) == now
    assert [fault.id for fault in faults(raised(SET, now), now, Path())] == ["below-floor"]


def test_floors_survive_their_file(tmp_path: Path) -> None:
    path = tmp_path / "floors.json"
    path.write_text(written(SET), encoding="utf-8")
    assert read(path) == SET
    assert written(read(path)) == written(SET)


def test_lines_say_how_far_above() -> None:
    assert list(lines(SET, Floors({DEV: 0.85}, "a1", "l1", "t2"))) == [
        "split   family  level      floor  score   above",
        "dev     trade   claim      0.800  0.850  +0.050",
        "test    trade   claim      0.700      –       –",
        "the tables of words have changed since the floors were set",
    ]


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"floors": 1, "articles": "", "labels": "", "tables": ""}'])
def test_what_is_no_file_of_floors_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "floors.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(Refused, match=r"floors\.json is not a file of floors"):
        read(path)
    with pytest.raises(Refused, match="is not there; make it with `extractor gold floors --raise`"):
        read(tmp_path / "none.json")


def test_what_is_measured_holds_articles_labels_and_scores_apart(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("rows", encoding="utf-8")
    label = claim(start=0, end=7)
    scored = {"dev": [(Article("a", "Exports rose."), align([label], [label]))], "test": []}
    now = measured(scored, tmp_path, "t")
    assert now.least == {Key("dev", "trade", level): 1.0 for level in ("mention", "tuple", "claim", "strict")}
    other = measured({"dev": [(Article("a", "Exports fell."), align([label], []))]}, tmp_path, "t")
    assert now.articles != other.articles
    assert now.labels == other.labels
    assert other.least[DEV] == 0.0
    (tmp_path / "a.csv").write_text("other rows", encoding="utf-8")
    assert measured(scored, tmp_path, "t").labels != now.labels
