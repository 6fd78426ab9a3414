"""Which metric, and of what, a figure is given to: cases as data, and every item of the table."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest

from extractor.pipeline import extract
from extractor.scoring import is_same_item
from extractor.tables import table

CASES = Path(__file__).parent / "cases"
THINGS = [row["item"] for row in table("items") if row["kind"] not in ("mode", "trader")]


def rows(name: str) -> list[dict[str, str]]:
    lines = (CASES / name).read_text(encoding="utf-8").splitlines()
    return list(csv.DictReader(line for line in lines if not line.startswith("#")))


def texts(name: str) -> list[str]:
    lines = (CASES / name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def parameter(row: dict[str, str]) -> Any:
    marks = [pytest.mark.xfail(reason=row["xfail"], strict=True)] if row["xfail"] else []
    return pytest.param(row, id=row["text"], marks=marks)


@pytest.mark.parametrize("row", [parameter(row) for row in rows("metrics.csv")])
def test_metrics(row: dict[str, str]) -> None:
    found = extract(row["text"], published="2024-11-20")
    assert "/".join(f"{claim.quote}|{claim.metric}|{claim.item}" for claim in found) == row["claims"]


@pytest.mark.parametrize("row", [parameter(row) for row in rows("metrics_items.csv")])
def test_items(row: dict[str, str]) -> None:
    found = extract(row["text"], published="2024-11-20")
    assert "/".join(f"{claim.quote}|{claim.item}" for claim in found) == row["claims"]


@pytest.mark.parametrize("text", texts("metrics_none.txt"))
def test_nothing_is_claimed(text: str) -> None:
    unsolved = text.startswith("xfail ")
    found = extract(text.removeprefix("xfail "), published="2024-11-20")
    assert bool(found) == unsolved, found


def unread(texts: dict[str, str]) -> set[str]:
    """The items of which the text made for them is not read as one claim of that item."""
    out = set()
    for item, text in texts.items():
        found = extract(text, published="2024-11-20")
        if len(found) != 1 or not is_same_item(item, found[0].item):
            out.add(item)
    return out


def test_every_item_of_the_table_is_read_after_and_before_the_metric() -> None:
    after = unread({item: f"Chile's exports of {item} rose 5 percent in May 2024." for item in THINGS})
    before = unread({item: f"Chile's {item} exports rose 5 percent in May 2024." for item in THINGS})
    assert len(THINGS) > 1000
    assert (after, before) == (set(texts("items_unread_after.txt")), set(texts("items_unread_before.txt")))
