"""Claims made by hand for tests."""

from __future__ import annotations

from dataclasses import fields, replace
from decimal import Decimal

from extractor.claims import Claim

CLAIM = Claim(
    doc_id="a",
    start=10,
    end=21,
    quote="5.9 percent",
    metric="exports",
    measure="growth",
    item="",
    reporter="CHN",
    partner="WLD",
    period="2025-11",
    value=Decimal("5.9"),
    value_high=None,
    unit="PCT",
    bound="=",
    base="2024-11",
    status="actual",
    basis="",
    construction="metric rise by quantity",
    sentence="Exports 5.9 percent up.",
    sentence_start=2,
)


def claim(**changes: object) -> Claim:
    """A claim that differs from `CLAIM` in some fields; numbers may be given as text."""
    names = {field.name for field in fields(Claim)}
    assert names.issuperset(changes)
    for name in ("value", "value_high"):
        if isinstance(changes.get(name), str | int):
            changes[name] = Decimal(str(changes[name]))
    return replace(CLAIM, **changes)  # type: ignore[arg-type]
