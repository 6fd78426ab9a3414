"""Fiscal and marketing years: the months they cover."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from extractor.tables import table


class FiscalYear(NamedTuple):
    """The month a year starts in that is not the calendar year, and whether one number names the year it ends in."""

    month: int
    named_for_end: bool


@cache
def _fiscal() -> dict[str, FiscalYear]:
    return {row["alpha3"]: FiscalYear(int(row["month"]), row["named"] == "end") for row in table("fiscal_years")}


@cache
def _marketing() -> dict[tuple[str, str], FiscalYear]:
    return {(row["item"], row["alpha3"]): FiscalYear(int(row["month"]), False) for row in table("marketing_years")}


def fiscal_year(country: str) -> FiscalYear | None:
    """The fiscal year of a country (ISO 3166-1 alpha-3), None where it is the calendar year or unknown."""
    return _fiscal().get(country)


def marketing_year(item: str, country: str) -> FiscalYear | None:
    """The marketing year of a crop (canonical name) in a country, else in the world; None where it is not known."""
    return _marketing().get((item, country)) or _marketing().get((item, ""))
