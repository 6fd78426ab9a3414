from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.publication import date_in, date_in_name, date_published


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2024-05-31", "2024-05-31"),
        (" 2024-05 ", "2024-05"),
        ("2024", "2024"),
        ("2024-05-31T08:30:00Z", "2024-05-31"),
        ("2024-05-31 08:30", "2024-05-31"),
        ("", None),
        ("  ", None),
    ],
)
def test_date_published(text: str, date: str | None) -> None:
    assert date_published(text) == date


@pytest.mark.parametrize("text", ["yesterday", "2024-13", "2024-02-30", "31.5.2024", "2024-05T08:30", "٢٠٢٤"])
def test_date_published_refuses(text: str) -> None:
    with pytest.raises(ValueError, match="write 2024-05-31"):
        date_published(text)


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        (None, None),
        (float("nan"), None),
        (" ", None),
        ("2024-05", "2024-05"),
        (2024, "2024"),
        (2024.0, "2024"),
        ("2024-05-31T23:30:00-08:00", "2024-05-31"),
        ("2024-05-31 23:30:00.123456+00:00", "2024-05-31"),
        ("20240531", "2024-05-31"),
        (20240531, "2024-05-31"),
        (202405, "2024-05"),
        ("20240531T083000", "2024-05-31"),
        ("Fri, 31 May 2024 23:30:00 +0900", "2024-05-31"),
        ("31 May 2024", "2024-05-31"),
        ("May 31, 2024", "2024-05-31"),
        ("2024/05/31", "2024-05-31"),
        (1717146000, "2024-05-31"),
        ("1717146000", "2024-05-31"),
        (1717146000.5, "2024-05-31"),
        (1717146000000, "2024-05-31"),
        (1717146000000000, "2024-05-31"),
        (1717146000000000000, "2024-05-31"),
        (date(2024, 5, 31), "2024-05-31"),
        (datetime(2024, 5, 31, 23, 30, tzinfo=UTC), "2024-05-31"),
    ],
)
def test_dates_in_cells(cell: object, day: str | None) -> None:
    assert date_in(cell) == day


@pytest.mark.parametrize(
    "cell", ["soon", "05/06/2024", "31 Foo 2024", "2024-13", 7, "12345", 20241331, 10**30, True, ["2024"], "٢٠٢٤"]
)
def test_dates_in_cells_that_cannot_be_told(cell: object) -> None:
    with pytest.raises(ValueError, match="write 2024-05-31"):
        date_in(cell)


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("2024-05-31", "2024-05-31"),
        ("wire_20240531_china", "2024-05-31"),
        ("wire-2024_05_31", "2024-05-31"),
        ("2024.05.31 exports.final", "2024-05-31"),
        ("20240531T083000Z-story", "2024-05-31"),
        ("cn-wire-2024-05-trade", "2024-05"),
        ("2024_05", "2024-05"),
        ("2024-05-31_copy_2024-05-31", "2024-05-31"),
        ("2024", None),
        ("2024-2025-report", None),
        ("2024-05-01_2024-05-31", None),
        ("2024-13-01", None),
        ("2024-02-30", None),
        ("1824-05-31", None),
        ("2099-05-31", None),
        ("id120240531", None),
        ("202405311", None),
        ("a2024-05-31", None),
        ("2024-05-31b", None),
        ("2024-05_31", None),
        ("budget-2024-123", None),
    ],
)
def test_dates_in_names(name: str, day: str | None) -> None:
    assert date_in_name(name) == day


@given(st.text(max_size=40))
def test_whatever_a_cell_or_a_name_holds_is_a_date_or_none(text: str) -> None:
    for found in (date_in_name(text), *_of_cell(text)):
        assert found is None or date_published(found) == found


def _of_cell(text: str) -> list[str | None]:
    try:
        return [date_in(text)]
    except ValueError:
        return []
