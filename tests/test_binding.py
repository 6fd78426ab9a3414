"""From text to claims: cases as data, with every field that counts; no claim missing and none too many."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from textwrap import wrap
from typing import Any

import pytest

from extractor.claims import Claim, plain
from extractor.pipeline import extract
from extractor.scoring import LEVELS, fields_right
from tests.claims import claim

CASES = Path(__file__).parent / "cases"
FIELDS = LEVELS["claim"] | {"bound"}
SHOWN = (
    "quote",
    "metric",
    "measure",
    "item",
    "reporter",
    "partner",
    "period",
    "base",
    "value",
    "unit",
    "bound",
    "status",
)


def cases() -> Iterator[dict[str, Any]]:
    files = sorted(CASES.glob("binding_*.jsonl"))
    assert files
    for file in files:
        for line in file.read_text(encoding="utf-8").splitlines():
            yield json.loads(line)


def parameter(case: dict[str, Any]) -> Any:
    marks = [pytest.mark.xfail(reason=case["xfail"], strict=True)] if "xfail" in case else []
    return pytest.param(case, id=f"{case['class']}-{case['id']}", marks=marks)


def show(made: Claim) -> str:
    fields = (getattr(made, field) for field in SHOWN)
    shown = " | ".join(plain(field) if field == made.value else str(field) for field in fields)
    return shown if made.value_high is None else f"{shown} | to {plain(made.value_high)}"


def is_same(label: Claim, reading: Claim) -> bool:
    ranged = (label.value_high is None) == (reading.value_high is None)
    fields = FIELDS | {field for field in ("base", "basis") if getattr(label, field)}
    return label.quote == reading.quote and ranged and fields_right(label, reading) >= fields


@pytest.mark.parametrize("case", [parameter(case) for case in cases()])
def test_claims(case: dict[str, Any]) -> None:
    missing = [claim(**{"base": "", **wanted}) for wanted in case["claims"]]
    extra = []
    for reading in extract(case["text"], published=case["published"] or None):
        label = next((label for label in missing if is_same(label, reading)), None)
        if label is None:
            extra.append(reading)
        else:
            missing.remove(label)
    assert ([show(one) for one in missing], [show(one) for one in extra]) == ([], []), case["text"]


def test_no_two_cases_have_one_name() -> None:
    names = [case["id"] for case in cases()]
    assert len(names) == len(set(names))


def test_lines_may_be_broken_anywhere_between_words() -> None:
    texts = [(case["text"], case["published"] or None) for case in list(cases())[::7] if "xfail" not in case]
    broken = differ = 0
    for text, published in texts:
        paragraphs = [paragraph for paragraph in text.split("\n") if paragraph.strip()]
        whole = said("\n\n".join(paragraphs), published)
        for width in (40, 60, 72):
            wrapped = "\n\n".join("\n".join(wrap(one, width, break_on_hyphens=False)) for one in paragraphs)
            broken += 1
            differ += said(wrapped, published) != whole
    assert broken > 600
    assert differ / broken < 0.03  # a break before a name ("the United / States") is not told from a headline's end


def said(text: str, published: str | None) -> list[tuple[str, ...]]:
    """What is claimed of a text, whatever the white space in its quotes."""
    claims = extract(text, published=published)
    assert all(text[one.start : one.end] == one.quote for one in claims)
    return [(" ".join(one.quote.split()), one.metric, one.item, one.partner, one.period) for one in claims]
