"""The tables of units and currencies, against pint and among themselves."""

from __future__ import annotations

from decimal import Decimal

import pint
import pytest

from extractor.dimensions import convert, registry
from extractor.quantities import find
from extractor.tables import table

UNITS = [row for row in table("units") if row["unit"] != "-"]
CURRENCIES = table("currencies")


def _parts(cell: str) -> list[str]:
    return [part for part in cell.split(";") if part]


@pytest.mark.parametrize("row", UNITS, ids=lambda row: row["forms"].split(";")[0])
def test_the_factor_of_a_unit_is_the_one_that_pint_works_out(row: dict[str, str]) -> None:
    assert convert(Decimal(1), row["pint"], row["unit"]) == Decimal(row["factor"])


@pytest.mark.parametrize(("value", "unit", "other", "expected"), [
    ("1", "barrel", "gallon", "42"),
    ("1", "FEU", "TEU", "2"),
    ("1", "tonne", "kg", "1000"),
    ("25", "basis_point", "PP", "0.25"),
    ("1", "GWh", "kWh", "1000000"),
])  # fmt: skip
def test_conversions_of_trade(value: str, unit: str, other: str, expected: str) -> None:
    assert convert(Decimal(value), unit, other) == Decimal(expected)


@pytest.mark.parametrize(("unit", "other"), [
    ("USD", "EUR"), ("CNY", "CNH"), ("t", "bbl"), ("PCT", "PP"), ("TEU", "m3"), ("t", "dwt"), ("oz", "kg"),
])  # fmt: skip
def test_what_measures_different_things_does_not_convert(unit: str, other: str) -> None:
    with pytest.raises(pint.DimensionalityError):
        convert(Decimal(1), unit, other)


def test_every_currency_is_a_dimension_of_its_own() -> None:
    ureg = registry()
    dimensions = {str(ureg.get_dimensionality(row["code"])) for row in CURRENCIES}
    assert len(dimensions) == len(CURRENCIES)


def test_each_currency_stands_once_and_each_form_has_one_owner() -> None:
    codes = [row["code"] for row in CURRENCIES]
    assert len(set(codes)) == len(codes)
    owners: dict[str, str] = {}
    for row in CURRENCIES:
        for form in _parts(row["nouns"]) + [f"{adjective} {row['family']}" for adjective in _parts(row["adjectives"])]:
            assert owners.setdefault(form.lstrip("~"), row["code"]) == row["code"], form


def test_each_country_has_one_everyday_money_of_a_family() -> None:
    seen: dict[tuple[str, str], str] = {}
    for row in CURRENCIES:
        for country in row["countries"].split() if row["family"] else ():
            assert seen.setdefault((country, row["family"]), row["code"]) == row["code"], country


@pytest.mark.parametrize("row", UNITS, ids=lambda row: row["forms"].split(";")[0])
def test_each_form_of_a_unit_finds_itself(row: dict[str, str]) -> None:
    beside = _parts(row["beside"])[:1]
    for form in _parts(row["forms"]):
        (quantity,) = find(" ".join(["It sold 2,500", form.lstrip("=~"), *beside, "abroad."]))
        assert (quantity.unit, quantity.value) == (row["unit"], 2500 * Decimal(row["factor"])), form


@pytest.mark.parametrize("row", CURRENCIES, ids=lambda row: row["code"])
def test_each_form_of_a_currency_finds_itself(row: dict[str, str]) -> None:
    after = [noun.lstrip("~") for noun in _parts(row["nouns"])]
    owned = [row["family"]] if row["family"] else [noun.lstrip("~") for noun in _parts(row["nouns"])]
    after += [f"{adjective} {noun}" for adjective in _parts(row["adjectives"]) for noun in owned]
    before = [symbol.lstrip("~") for symbol in _parts(row["symbols"])] + [row["code"] + " "]
    for sentence in [f"It cost 2.5 million {form} then." for form in after] + [
        f"It cost {form}2.5 million then." for form in before
    ]:
        (quantity,) = find(sentence)
        assert (quantity.unit, quantity.value) == (row["code"], Decimal(2500000)), sentence
