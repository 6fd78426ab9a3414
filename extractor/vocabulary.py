"""The words that binding turns on: metrics, traps, cue words and bases, in one lexicon."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import product

from extractor import items
from extractor.tables import Lexicon, compiled, table
from extractor.words import scan

BALANCES = {
    "trade_balance": ("trade_surplus", "trade_deficit"),
    "current_account_balance": ("current_account_surplus", "current_account_deficit"),
}
"""Metrics whose side is told by a sign or by words beside them: surplus first, deficit second."""

_THINGS = ("commodity", "good", "group")  # kinds of item whose name may hold the word of a metric ("light-duty truck")

STOCKS = frozenset({"fx_reserves"})
"""Metrics that stand at the end of a period and are compared with the end of the one before."""


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


@dataclass(frozen=True, slots=True)
class Noun:
    """The name of an item that holds a cue word and is no cue ("capital goods", "pulp and paper")."""

    symbol: str = "WORD"


Term = Metric | Cue | Basis | Trap | Noun


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
    for row in table("currencies"):
        names = [noun for noun in row["nouns"].split(";") if noun and "~" not in noun]
        adjectives = [one for one in row["adjectives"].split(";") if one and row["family"]]
        names += [f"{one} {row['family']}{ending}" for one in adjectives for ending in ("", "s")]
        for frame in items.roles_of("money frames"):
            for name in names:
                yield frame.replace("money", name), Basis(row["code"], True)
    for row in table("compounds"):
        for words in product(*(row[column].split("|") for column in ("first", "then", "last"))):
            form = " ".join(filter(None, words))
            yield form, Metric(row["metric"], row["kind"], form, _symbol(row["metric"]))


def _nouns(taken: Iterable[tuple[str, Term]]) -> Iterator[tuple[str, Term]]:
    """The item forms of several words of which one means something else alone: a cue, a stop word, a participle."""
    taken, roles = list(taken), items.roles()
    single = {form.lstrip("=^"): term.symbol for form, term in taken if " " not in form}
    for row in table("items"):
        for form in [row["item"], *filter(None, row["forms"].split("|"))]:
            words = scan(form.lstrip("=^")).lows
            symbols = {single.get(word, "WORD") for word in words}
            odd = symbols != {"WORD"} or any(word in roles or word.endswith("ed") for word in words)
            named = row["kind"] in _THINGS or row["kind"] == "service" and "METRIC" not in symbols
            if len(words) > 1 and odd and named:
                yield form, Noun()


def _symbol(code: str) -> str:
    return "OTHER" if code == "other" else "METRIC"


@compiled
def lexicon() -> Lexicon[Term]:
    """The vocabulary, compiled once for each set of tables."""
    known = list(forms())
    return Lexicon([*known, *_nouns(known)])
