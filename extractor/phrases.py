"""Metric phrases: a metric word with the items, places and periods that hang on it."""

from __future__ import annotations

from dataclasses import dataclass, field

from extractor.areas import Area
from extractor.period_grammar import PeriodMention


@dataclass(slots=True)
class Phrase:
    """A metric word and what hangs on it: "Chinese soybean imports from Brazil in May".

    `first` to `last` (exclusive) are the signs it covers, `head` its metric word.
    """

    metric: str
    kind: str
    form: str
    head: int
    first: int
    last: int
    items: list[str] = field(default_factory=list)
    reporters: list[Area] = field(default_factory=list)
    partners: list[Area] = field(default_factory=list)
    pair: list[Area] = field(default_factory=list)
    periods: list[PeriodMention] = field(default_factory=list)
    basis: set[str] = field(default_factory=set)
    firm: str = ""  # the company whose it is, in lower case ("Fiat's exports")
    whole: bool = False  # "total", "overall": all of the metric, whatever the passage was about
    definite: bool = False  # "the surplus", "its imports"
    owned: bool = False  # "its imports", "their trade"
    unnamed: bool = False  # owned by economies that are not named ("these countries' exports")
    counterpart: bool = False  # what a place is called in it is the counterpart ("the main market for its exports")
    dependent: str = ""  # the preposition that governs the phrase ("by" in "helped by exports")
    goods: bool = False  # "goods" was said
    partners_again: bool = False  # "those countries": the partners spoken of before
    again_out: bool = False  # "re-exports"
    inner: bool = False  # "intra-EU trade": with each other
    again: bool = False  # "these products": the items spoken of before
    echo: bool = False  # "that with Japan": the metric of the phrase before
    there: bool = False  # "exports there": to or of the place spoken of
    quantity_before: int | None = None  # the quantity directly before it ("a $5 billion surplus")
    sides: tuple[str, ...] = ()  # the metrics of a coordination that is told apart ("exports and imports both")

    def parts(self) -> list[str]:
        """The parts of countries whose metric it is, as items ("Guangdong's exports")."""
        return [area.item for area in self.reporters or self.pair[:1] if area.form == "part"]
