from __future__ import annotations

import csv
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pytest

from extractor import additions, sdmx
from extractor.calendars import bounds
from extractor.writing import writer
from tests.claims import claim

# period, CL_FREQ, TIME_PERIOD
PERIODS = [
    ("2024", "A", "2024"),
    ("2024-01/2024-12", "A", "2024"),
    ("2024-04/2025-03", "A", "2024-04-01/P1Y"),
    ("2020-H2", "S", "2020-S2"),
    ("2024-01/2024-06", "S", "2024-S1"),
    ("2024-02/2024-07", "_O", "2024-02-01/P6M"),
    ("2024-Q4", "Q", "2024-Q4"),
    ("2024-07/2024-09", "Q", "2024-Q3"),
    ("2024-02/2024-04", "_O", "2024-02-01/P3M"),
    ("2024-12", "M", "2024-12"),
    ("2024-12/2024-12", "M", "2024-12"),
    ("2024-W05", "W", "2024-W05"),
    ("2024-01-29/2024-02-04", "W", "2024-W05"),
    ("2024-12-08", "D", "2024-12-08"),
    ("2024-12-08/2024-12-31", "_O", "2024-12-08/P24D"),
    ("2025-01/2025-11", "_O", "2025-01-01/P11M"),
    ("2019/2024", "_O", "2019-01-01/P6Y"),
    ("", "_U", ""),
]


@pytest.mark.parametrize(("period", "frequency", "text"), PERIODS)
def test_periods(period: str, frequency: str, text: str) -> None:
    assert (sdmx.frequency(period), sdmx.time_period(period)) == (frequency, text)


def test_no_period_is_an_error() -> None:
    for function in (sdmx.frequency, sdmx.time_period, bounds):
        with pytest.raises(ValueError, match="not a period"):
            function("soon")


@pytest.mark.parametrize(
    ("base", "period", "distance"),
    [
        ("2023", "2024", "P12M"),
        ("2024-11", "2024-12", "P1M"),
        ("2024-Q3", "2024-Q4", "P3M"),
        ("2023-01/2023-11", "2024-01/2024-11", "P12M"),
        ("2024-12-01", "2024-12-08", "P7D"),
        ("2024-W04", "2024-W05", "P7D"),
        ("2025", "2024", "-P12M"),
        ("", "2024", ""),
        ("2024", "", ""),
    ],
)
def test_distance_of_a_base(base: str, period: str, distance: str) -> None:
    assert sdmx.distance(base, period) == distance


# what a claim says, and what its row has
ROWS: list[tuple[dict[str, object], dict[str, str]]] = [
    (
        {"measure": "level", "unit": "USD", "value": "43850000000", "base": "", "item": "soybean"},
        {"OBS_VALUE": "43850", "UNIT_MULT": "6", "UNIT_MEASURE": "USD", "COMMODITY": "HS1201", "BASE_PERIOD": ""},
    ),
    (
        {"partner": "JPN;KOR", "basis": "USD;annualized", "item": "abalone"},
        {"COUNTERPART_AREA": "JPN_KOR", "BASIS": "USD_ANNUALIZED", "COMMODITY": "HS0307", "UNIT_MEASURE": "PT"},
    ),
    (
        {"metric": "imports", "partner": "!EU", "bound": "~", "item": "electric toy boat"},
        {"TRADE_FLOW": "M", "COUNTERPART_AREA": "WX_EU", "OBS_STATUS": "E", "COMMODITY": "ELECTRIC_TOY_BOAT"},
    ),
    (
        {"metric": "gdp", "partner": "", "reporter": "NAM", "status": "forecast", "value_high": "6.5"},
        {
            "TRADE_FLOW": "_Z",
            "INDICATOR": "GDP",
            "REF_AREA": "NAM",
            "COUNTERPART_AREA": "_Z",
            "OBS_STATUS": "F",
            "OBS_VALUE_HIGH": "6.5",
        },
    ),
    (
        {"metric": "trade_deficit", "reporter": "", "partner": "", "status": "target", "period": "", "base": ""},
        {"TRADE_FLOW": "BD", "REF_AREA": "_U", "COUNTERPART_AREA": "_U", "FREQ": "_U", "OBS_STATUS": "F"},
    ),
    (
        {"measure": "level", "unit": "bbl/d", "value": "1200000.5", "basis": ""},
        {"UNIT_MEASURE": "BBL_D", "OBS_VALUE": "1200000.5", "UNIT_MULT": "0", "BASIS": "_Z", "COMMODITY": "_T"},
    ),
    ({"unit": "PP", "measure": "change"}, {"UNIT_MEASURE": "PD", "MEASURE": "CHANGE", "CLAIM_STATUS": "ACTUAL"}),
]


@pytest.mark.parametrize(("said", "row"), ROWS)
def test_codes(said: dict[str, object], row: dict[str, str]) -> None:
    made = sdmx.row(claim(**said))
    assert tuple(made) == sdmx.COLUMNS
    assert {name: made[name] for name in row} == row


def test_items_of_a_users_own_have_their_code(tmp_path: Path) -> None:
    (tmp_path / "items.csv").write_text("item,hs,kind\nelectric toy boat,9503,good\n", encoding="utf-8")
    with additions.tables(tmp_path).used():
        assert sdmx.commodity("electric toy boat") == "HS9503"
    assert sdmx.commodity("electric toy boat") == "ELECTRIC_TOY_BOAT"


def test_a_file_is_read_back_by_pandas(tmp_path: Path) -> None:
    said = [said for said, _ in ROWS]
    path = tmp_path / "claims.sdmx.csv"
    with writer(path) as write:
        write([claim(**one) for one in said[:3]])
        write([claim(doc_id="b", sentence='So "they" say,\nof all.', **one) for one in said[3:]])
    with path.open(encoding="utf-8", newline="") as file:
        assert tuple(next(csv.reader(file))) == sdmx.COLUMNS
    frame = pd.read_csv(path)
    assert set(frame["STRUCTURE"]) == {"dataflow"}
    assert set(frame["STRUCTURE_ID"]) == {"TRADE_CLAIMS:CLAIMS(1.0)"}
    assert set(frame["ACTION"]) == {"I"}
    assert frame["OBS_ID"].is_unique
    values = [Decimal(str(claim(**one).value)) for one in said]
    assert list(frame["OBS_VALUE"] * 10.0 ** frame["UNIT_MULT"]) == pytest.approx([float(value) for value in values])
    assert list(frame["COMMODITY"][:2]) == ["HS1201", "HS0307"]
    assert frame["TIME_PERIOD"].isna().sum() == 1
    for name in ("REF_AREA", "COUNTERPART_AREA", "TRADE_FLOW", "COMMODITY", "UNIT_MEASURE", "OBS_STATUS", "FREQ"):
        assert not frame[name].isna().any(), name
        assert frame[name].str.fullmatch(r"[A-Za-z0-9_]+").all(), name
