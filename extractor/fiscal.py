"""Fiscal and marketing years: the months they cover."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from extractor.tables import compiled, shipped, table


class FiscalYear(NamedTuple):
    """The month a year starts in that is not the calendar year, whether one number names the year it ends in, and
    whether two years alone ("2023-24") mean it; `era` is what its own calendar's number lacks to the common one."""

    month: int
    named_for_end: bool
    split: bool = True
    era: int = 0

    def common(self, year: int, near: int, *, split: bool) -> int:
        """The common year in which a year of its own calendar starts, 0 where the number is a common one.

        "1402" started in 2023 and "2080/81" too; "2015" of Ethiopia did in 2022, where that is nearer to the article.
        """
        other = year + self.era
        own = bool(self.era) and abs(other - near) < abs(year - near) and not (split and 0 < self.era < _SHORT_ERA)
        return other if own else 0


_SHORT_ERA = 60
"""Calendars that differ by less are told apart by their names: two years in a row ("2014/15") are common ones."""


class People(NamedTuple):
    """Whose year a word before it makes it ("the Iranian year"), and whether it need not be called fiscal."""

    country: str
    plain: bool


@cache
def peoples() -> dict[str, People]:
    """The adjectives of those who have a fiscal year of their own, lower case."""
    return {
        form: People(row["alpha3"], bool(row["plain"]))
        for row in shipped("fiscal_years")
        for form in row["people"].split(";")
        if form
    }


@compiled
def _fiscal() -> dict[str, FiscalYear]:
    return {
        row["alpha3"]: FiscalYear(int(row["month"]), row["named"] == "end", bool(row["split"]), int(row["era"] or 0))
        for row in table("fiscal_years")
    }


@compiled
def _marketing() -> dict[tuple[str, str], FiscalYear]:
    return {(row["item"], row["alpha3"]): FiscalYear(int(row["month"]), False) for row in table("marketing_years")}


@compiled
def _forms() -> dict[str, str]:
    """Every form of a crop, lower case, with its canonical name."""
    names = {item for item, _ in _marketing()}
    out = {form.lstrip("=^").lower(): row["item"] for row in table("items") if row["item"] in names
           for form in row["forms"].split("|") if form}  # fmt: skip
    return out | {name: name for name in names} | {f"{name}s": name for name in names}


@compiled
def _pattern() -> re.Pattern[str]:
    forms = "|".join(re.escape(form) for form in sorted(_forms(), key=len, reverse=True))
    return re.compile(rf"(?<![^\W_])(?:{forms})(?![^\W_])")


def fiscal_year(country: str) -> FiscalYear | None:
    """The fiscal year of a country (ISO 3166-1 alpha-3), None where it is the calendar year or unknown."""
    return _fiscal().get(country)


def marketing_year(item: str, country: str) -> FiscalYear | None:
    """The marketing year of a crop in a country, else in the world; None where it is not known.

    `item` is as the article names it ("soft wheat"): the crop that it holds counts.
    """
    crop = item if (item, "") in _marketing() else next(iter(crops(item)), "")
    return _marketing().get((crop, country)) or _marketing().get((crop, ""))


def crops(text: str) -> list[str]:
    """The crops with a marketing year that `text` names, canonical, in order."""
    return [_forms()[match[0]] for match in _pattern().finditer(text.lower())]
