"""A number on the way to becoming a quantity."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from extractor.parts import Part
from extractor.units import Unit

_ONE = Decimal(1)


@dataclass(slots=True)
class Draft:
    """A number as read so far.

    `first` and `last` bound the number itself, `start` and `end` its mention, `outer_start` and `outer_end` what
    belongs to it (words of bound, what is counted). `value` is as written, to be multiplied by `scale` and `factor`;
    `high`, the upper end of a range, is in base units. `shape` is that of `numerals.digits` and `numerals.spelled`.
    """

    start: int
    end: int
    value: Decimal
    shape: str
    first: int = 0
    last: int = 0
    outer_start: int = 0
    outer_end: int = 0
    scale: Decimal = _ONE
    factor: Decimal = _ONE
    high: Decimal | None = None
    form: str = "number"
    unit: str = ""
    kin: str = ""
    counted: str = ""
    bound: str = "="
    bare: bool = False
    money: bool = False
    scaled: bool = False
    stated: bool = False
    shared: bool = False
    dozens: bool = False
    doubtful: bool = False  # a letter of money before a plain number: "K500"

    def __post_init__(self) -> None:
        self.first = self.outer_start = self.start
        self.last = self.outer_end = self.end

    @classmethod
    def of(cls, part: Part) -> Draft:
        """A share, a multiple or the numeral of a streak, which needs nothing beside it."""
        draft = cls(part.start, part.end, part.value, "words", form=part.form, unit=part.unit)
        draft.stated = draft.scaled = True
        return draft

    def take(self, unit: Unit) -> None:
        """The unit is written at this number."""
        self.unit, self.factor, self.kin, self.bare, self.money = (
            unit.code,
            unit.factor,
            unit.kin,
            unit.bare,
            unit.money,
        )
        self.stated = self.scaled = True

    def share(self, other: Draft) -> None:
        """The unit is written at another number of a list, unless this one is of dozens."""
        if self.dozens:
            return
        self.unit, self.factor, self.kin, self.bare = other.unit, other.factor, other.kin, other.bare
        self.money, self.shared = other.money, True

    @property
    def year(self) -> bool:
        """Whether the bare number looks like a year."""
        return self.shape == "integer" and self.last - self.first == 4 and 1900 <= self.value <= 2099

    @property
    def plain(self) -> bool:
        """Whether neither scale nor grouping nor unit was written."""
        return not self.scaled and not self.unit


def is_like(price: Draft, other: Draft) -> bool:
    """Whether an amount may be a price like another: as written they differ by less than half."""
    return price.unit == other.unit and abs(price.value - other.value) * 2 < abs(other.value)
