"""The claim: one number that an article states about one metric."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from decimal import Decimal

COLUMNS = (
    "doc_id",
    "start",
    "end",
    "quote",
    "metric",
    "measure",
    "item",
    "reporter",
    "partner",
    "period",
    "value",
    "value_high",
    "unit",
    "bound",
    "base",
    "status",
    "basis",
)
"""The columns of a gold file, in order."""

EVIDENCE = ("id", "confidence", "construction", "sentence_start", "sentence_end", "sentence")
"""What a claim carries beyond the columns of a gold file."""

TRADE = frozenset({"trade", "exports", "imports", "trade_surplus", "trade_deficit"})
"""The metrics of the trade family; all others are around trade."""

MEASURES = ("level", "growth", "change", "share", "streak")
BOUNDS = ("=", "~", ">", ">=", "<", "<=")
STATUSES = ("actual", "forecast", "target")
STREAK_UNITS = frozenset({"month", "quarter", "year"})

TWO_SIDED = TRADE | {"trade_balance", "tariff_rate", "fdi", "odi", "freight_trains"}
"""The metrics of one economy with another; all others have no counterpart."""

MEASURES = ("level", "growth", "change", "share", "streak")
STATUSES = ("actual", "forecast", "target")
BOUNDS = ("=", "~", ">", ">=", "<", "<=")


@dataclass(frozen=True, slots=True)
class Claim:
    """One number that an article states about one metric, with the words it was read from.

    Offsets count Unicode code points of the article's text, end exclusive. `value` and `value_high` are
    in base units (43.85 trillion yuan is 43850000000000; 6.4 percent is 6.4); falls are negative.
    `construction` names the pattern that made the claim. `confidence` is the probability that all of it is right.
    """

    doc_id: str
    start: int
    end: int
    quote: str
    metric: str
    measure: str
    item: str
    reporter: str
    partner: str
    period: str
    value: Decimal
    value_high: Decimal | None
    unit: str
    bound: str
    base: str
    status: str
    basis: str
    construction: str
    sentence: str
    sentence_start: int
    confidence: float = 1.0  # a label's

    @property
    def sentence_end(self) -> int:
        """Offset of the end of the sentence, exclusive."""
        return self.sentence_start + len(self.sentence)

    @property
    def id(self) -> str:
        """A digest of the article's id, the place and what is claimed: the same on every run and machine."""
        key = (
            self.doc_id,
            self.start,
            self.end,
            self.metric,
            self.measure,
            self.item,
            self.reporter,
            self.partner,
            self.period,
            plain(self.value),
            self.unit,
            self.status,
        )
        return hashlib.sha256("\x1f".join(map(str, key)).encode()).hexdigest()[:16]

    @property
    def family(self) -> str:
        """`trade` or `around`."""
        return "trade" if self.metric in TRADE else "around"

    def row(self) -> dict[str, str | int]:
        """The columns of a gold file and the evidence, as text, keyed by column."""
        out: dict[str, str | int] = {}
        for column in COLUMNS + EVIDENCE:
            value = getattr(self, column)
            if isinstance(value, float):
                out[column] = f"{value:.3f}"
            else:
                out[column] = plain(value) if isinstance(value, Decimal) else "" if value is None else value
        return out


def plain(value: Decimal) -> str:
    """A decimal without exponent and without trailing zeros: `43850000000000`, `6.4`, `-0.3`."""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
