from __future__ import annotations

import pytest
from rich.cells import cell_len

from extractor.listing import amount, lines, what
from tests.claims import claim

UNKNOWN = "exports growth, ? with WLD, 2025-11 on 2024-11"
LEVEL = {"measure": "level", "unit": "USD"}


@pytest.mark.parametrize(
    ("changes", "text"),
    [
        ({}, "+5.9%"),
        ({"value": "-11.6"}, "-11.6%"),
        ({"value": "-0.3", "unit": "PP", "measure": "change"}, "-0.3 pp"),
        ({"value": "29.1", "measure": "share"}, "29.1%"),
        ({"value": "50", "measure": "share", "bound": ">"}, ">50%"),
        ({"value": "5", "value_high": "6"}, "+5–6%"),
        ({"value": "-1", "value_high": "-2"}, "-1–-2%"),
        (LEVEL | {"value": "664000000000"}, "664 bn USD"),
        (LEVEL | {"value": "1450000000000", "bound": "~"}, "~1.45 tn USD"),
        (LEVEL | {"value": "999999999.5"}, "999.9999995 mn USD"),
        (LEVEL | {"value": "700000", "unit": "count"}, "700,000"),
        (LEVEL | {"value": "3910000000", "unit": "count"}, "3.91 bn"),
        (LEVEL | {"value": "553000000", "unit": "t"}, "553 mn t"),
        (LEVEL | {"value": "5000000000", "value_high": "12000000000"}, "5–12 bn USD"),
        (LEVEL | {"value": "0"}, "0 USD"),
        (LEVEL | {"value": "50.2", "unit": "index"}, "50.2"),
        ({"value": "-8", "unit": "month", "measure": "streak"}, "-8 month"),
        ({"value": "1234.5"}, "+1,234.5%"),
    ],
)
def test_amount(changes: dict[str, str], text: str) -> None:
    assert amount(claim(**changes)) == text


@pytest.mark.parametrize(
    ("changes", "text"),
    [
        ({}, "exports growth, CHN with WLD, 2025-11 on 2024-11"),
        ({"base": "", "item": "soybean"}, "exports growth, soybean, CHN with WLD, 2025-11"),
        ({"period": "", "base": "2020", "partner": ""}, "exports growth, CHN, ? on 2020"),
        ({"reporter": "", "status": "target", "basis": "USD"}, f"{UNKNOWN}, target, USD"),
    ],
)
def test_what(changes: dict[str, str], text: str) -> None:
    assert what(claim(**changes)) == text


CLAIMS = [
    claim(),
    claim(metric="current_account_surplus", item="industrial robot and automatic machine tool", base="2024-01/2024-11"),
    claim(partner="JPN;KOR;USA", period="2025-01/2025-11", status="forecast"),
]


def test_a_table_of_claims() -> None:
    assert lines([("a", CLAIMS[:1]), ("b", []), ("c", CLAIMS[2:])], 80) == [
        "value  metric          between          period           status",
        "a",
        "+5.9%  exports growth  CHN-WLD          2025-11",
        "c",
        "+5.9%  exports growth  CHN-JPN;KOR;USA  2025-01/2025-11  forecast",
    ]
    assert lines([("a", [])], 80) == []


@pytest.mark.parametrize("width", [20, 60, 80, 100, 120, 200])
def test_a_table_fits_the_screen(width: int) -> None:
    table = lines([("a", CLAIMS), ("b", [claim(item="大豆" * 40)])], width)
    assert len(table) == 7
    assert max(map(cell_len, table)) <= width
    assert ("mention" in table[0]) == (width >= 110)
    assert any("…" in line for line in table)


def test_what_matters_is_whole_at_80_columns() -> None:
    table = lines([("a", CLAIMS)], 80)
    assert "2025-01/2025-11  forecast" in table[-1]
    assert "+5.9%" in table[-1]
    assert "current_account_su…  industrial…  CHN-WLD" in table[-2]
