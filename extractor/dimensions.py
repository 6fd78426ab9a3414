"""The units of claims as pint units: what may be added to what, and what one is in another."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pint import UnitRegistry


@cache
def registry() -> UnitRegistry[Any]:
    """The project's own units (`extractor/data/units.txt`), in `Decimal`; every currency is a dimension of its own."""
    from pint import UnitRegistry  # slow to import, and only those who convert need it

    lines = (files("extractor") / "data" / "units.txt").read_text(encoding="utf-8").splitlines()
    return UnitRegistry(lines, non_int_type=Decimal, cache_folder=None)


def convert(value: Decimal, unit: str, other: str) -> Decimal:
    """A value of one unit in another: 2 `TEU` for one `FEU`.

    Raises `pint.DimensionalityError` where the two measure different things, as any two currencies do, and
    `pint.UndefinedUnitError` for a unit that is not in the file.
    """
    amount: Decimal = registry().Quantity(value, unit).to(other).magnitude
    return amount
