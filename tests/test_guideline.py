"""The worked examples of the labelling guideline keep its own rules."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from extractor.claim_rows import wrong
from extractor.claims import COLUMNS, MEASURES, TRADE

GUIDELINE = (Path(__file__).parent.parent / "gold" / "README.md").read_text(encoding="utf-8")
EXAMPLE = re.compile(r"^> \*(\d{4}-\d\d-\d\d):\* (.+)\n\n((?:\|.*\n)+)", re.MULTILINE)
LABELLED = set(COLUMNS) - {"doc_id", "start", "end"}


def cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip().strip("|").split("|")]


EXAMPLES = [
    (text, [dict(zip(cells(head), cells(row), strict=True)) for row in rows])
    for _, text, table in EXAMPLE.findall(GUIDELINE)
    for head, _, *rows in [table.splitlines()]
]


@pytest.mark.parametrize(("text", "rows"), EXAMPLES, ids=[text[:40] for text, _ in EXAMPLES])
def test_labels_of_an_example_are_well_formed_and_stand_in_its_text(text: str, rows: list[dict[str, str]]) -> None:
    at = 0
    for row in rows:
        assert row.keys() == LABELLED
        at = text.find(row["quote"], at)
        assert at >= 0, row["quote"]
        assert list(wrong(row | {"start": str(at), "end": str(at + len(row["quote"]))})) == []
        assert row["partner"] or row["metric"] not in TRADE or "countries" in text  # an unnamed part of a group


def test_each_measure_and_status_has_an_example() -> None:
    rows = [row for _, found in EXAMPLES for row in found]
    assert len(EXAMPLES) >= 20
    assert {row["measure"] for row in rows} == set(MEASURES)
    assert {row["status"] for row in rows} == {"actual", "forecast", "target"}
