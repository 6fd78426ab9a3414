"""Fiscal years: the months they cover in each country."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from extractor.tables import table


class FiscalYear(NamedTuple):
    """The month a country's fiscal year starts in, and whether it is named for the year it ends in."""

    month: int
    named_for_end: bool


@cache
def _table() -> dict[str, FiscalYear]:
    return {row["alpha3"]: FiscalYear(int(row["month"]), row["named"] == "end") for row in table("fiscal_years")}


def fiscal_year(country: str) -> FiscalYear | None:
    """The fiscal year of a country (ISO 3166-1 alpha-3), None where it is the calendar year or unknown."""
    return _table().get(country)
