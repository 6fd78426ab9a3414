"""A claim on its way: a quantity with what binding has settled about it."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from extractor.phrases import Phrase
from extractor.quantities import Quantity


@dataclass(slots=True)
class Draft:
    """A claim on its way: the quantity, where it stands, the construction, and the phrase it is said of.

    A draft with a `reason` gives no claim. `slot` tells whose figure it is: the clause's own (`now`) or the earlier one
    (`then`). `like` is the draft it restates or goes on from, `given` the one whose unit it shares. What a list gives
    it stands in `items`, `partner`, `metric`; `spread` is the field that "each" gives several values, one by one.
    """

    quantity: Quantity
    at: int  # its unit
    construction: str = ""
    measure: str = ""
    slot: str = "now"
    direction: int = 0
    phrase: Phrase | None = None
    carried: bool = False
    spoken: Phrase | None = None  # whose surplus or deficit it is, where that is not said again
    status: str = "actual"
    bound: str = "="
    unit: str = ""
    factor: Decimal = Decimal(1)  # the scale it shares
    like: Draft | None = None
    given: Draft | None = None
    items: list[str] = field(default_factory=list)
    partner: str = ""
    reporter: str = ""
    metric: str = ""
    spread: tuple[str, tuple[str, ...]] = ("", ())
    turn: tuple[int, int] = (0, 1)  # its place in a list of figures that nothing else tells apart, and the list's size
    candidates: tuple[tuple[str, float], ...] = ()  # forms of the phrases it may be said of, with their scores
    reason: str = ""

    @property
    def percent(self) -> bool:
        """Whether the figure is in percent or percentage points."""
        return self.unit in ("PCT", "PP")

    @property
    def money(self) -> bool:
        """Whether the figure is in a currency (ISO 4217: three capitals)."""
        return len(self.unit) == 3 and self.unit.isupper() and self.unit not in ("PCT", "TEU")

    @property
    def kind(self) -> str:
        """The letter of the figure's kind, as constructions name it: percent, amount, fraction, multiple, ordinal."""
        form = self.quantity.form
        if form != "number":
            return {"ordinal": "o", "multiple": "m"}.get(form, "f")
        return "p" if self.percent else "a"
