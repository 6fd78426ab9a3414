"""The words that binding turns on: metrics, traps, cue words and bases, in one lexicon."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from extractor.tables import Lexicon, compiled, table

BALANCES = {
    "trade_balance": ("trade_surplus", "trade_deficit"),
    "current_account_balance": ("current_account_surplus", "current_account_deficit"),
}
"""Metrics whose side is told by a sign or by words beside them: surplus first, deficit second."""


@dataclass(frozen=True, slots=True)
class Metric:
    """A form of `metrics.csv`: the metric's code and how the form names it (noun, weak, verb, counted)."""

    code: str
    kind: str
    form: str
    symbol: str  # METRIC, or OTHER for what is none of ours


@dataclass(frozen=True, slots=True)
class Cue:
    """A form of `cues.csv`: its symbol in the alphabet of clauses."""

    symbol: str


@dataclass(frozen=True, slots=True)
class Basis:
    """A form of `basis.csv`: the code of the basis, and whether it belongs to growth only."""

    code: str
    growth_only: bool
    symbol: str = "BASIS"


@dataclass(frozen=True, slots=True)
class Trap:
    """Words that hold a metric word and name no metric ("trade talks")."""

    symbol: str = "TRAP"


Term = Metric | Cue | Basis | Trap


def forms() -> Iterator[tuple[str, Term]]:
    """Every form of the vocabulary with what it stands for."""
    for row in table("metrics"):
        for form in row["forms"].split("|"):
            yield form, Metric(row["metric"], row["kind"], form.lstrip("=^"), _symbol(row["metric"]))
    for row in table("metric_traps"):
        phrases = [f"{row['head']} {word}" for word in row["after"].split("|") if word]
        phrases += [f"{word} {row['head']}" for word in row["before"].split("|") if word]
        for form in phrases:
            yield form, Metric("other", "noun", form, "OTHER") if row["other"] == "yes" else Trap()
    for row in table("cues"):
        for form in row["forms"].split("|"):
            yield form, Cue(row["cue"])
    for row in table("basis"):
        for form in row["forms"].split("|"):
            yield form, Basis(row["basis"], row["growth"] == "yes")


def _symbol(code: str) -> str:
    return "OTHER" if code == "other" else "METRIC"


@compiled
def lexicon() -> Lexicon[Term]:
    """The vocabulary, compiled once for each set of tables."""
    return Lexicon(forms())
