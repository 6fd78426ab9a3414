"""Constructions: the named patterns that tell what a quantity does in its clause.

A clause is a string over the alphabet of signs, one character each. A construction (`data/constructions.csv`) says what
stands to the left and to the right of the quantity, and gives its measure, its direction and its slot. The first that
fits wins; a quantity that fits none is left alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import compress
from typing import NamedTuple

from extractor.tables import table

ALPHABET = {
    "METRIC": "M",
    "OTHER": "N",
    "AREA": "A",
    "PERIOD": "P",
    "SINCE": "s",
    "EARLIER": "p",
    "YEARLY": "y",
    "DAY": "z",
    "QUANTITY": "Q",
    "OBJECT": "k",
    "BASIS": "u",
    "TRAP": "_",
    "RISE": "R",
    "GROWTH": "+",
    "FALL": "F",
    "TO": "t",
    "BY": "b",
    "OF": "o",
    "FROM": "f",
    "IN": "i",
    "AT": "a",
    "WITH": "w",
    "FOR": "r",
    "ON": "n",
    "THAN": "h",
    "AS": "l",
    "BETWEEN": "e",
    "AND": "&",
    "OR": "|",
    "BUT": "J",
    "THAT": "T",
    "AFTER": "L",
    "THE": "D",
    "BE": "E",
    "REACH": "H",
    "EXCEED": "X",
    "SHORT": "Z",
    "COMPARED": "C",
    "SHARE": "S",
    "PART": "B",
    "PACE": "g",
    "EXPECT": "x",
    "TARGET": "G",
    "WILL": "v",
    "IF": "?",
    "NOT": "!",
    "SWING": "W",
    "RESP": "K",
    "EACH": "c",
    "FIGURE": "Y",
    "IT": "I",
    "MOVES": "1",
    "RECORD": "d",
    "REVISED": "V",
    "EXCLUDE": "U",
    "INCLUDE": "j",
    "WORTH": "$",
    "QUARTERLY": "q",
    "SAID": "O",
    "MORE": "m",
    "LESS": "<",
    "ABOVE": ">",
    "BELOW": "~",
    "COMMA": ",",
    "SEMICOLON": ";",
    "COLON": ":",
    "OPEN": "(",
    "CLOSE": ")",
    "DASH": "-",
    "SLASH": "/",
    "QUOTE": '"',
    "POSSESSIVE": "'",
    "BULLET": "*",
    "MARK": ".",
    "WORD": "_",
}
"""The alphabet of clauses: each symbol's character. Words without a meaning of their own share one; runs collapse."""

SYMBOLS = {char: symbol for symbol, char in ALPHABET.items() if symbol != "TRAP"}

# Shorthands of the patterns below.
_CLASSES = {
    "DIRECTION": "(?P<direction>RISE|FALL|GROWTH|MORE|LESS|ABOVE|BELOW)",
    "LOOSE": "(?:THE|BETWEEN|RECORD|FIGURE OF|FIGURE|QUARTERLY|WORD|REVISED|BASIS|DASH(?=WORD|RECORD))*",
    "TIGHT": "(?:THE WORD?|BETWEEN|RECORD OF|RECORD|FIGURE OF|FIGURE|QUARTERLY|REVISED|BASIS"
    "|WORD(?=RECORD|BASIS|DASH)|DASH WORD(?=RECORD|DASH))*",
    "WHEN": "(?:PERIOD|EARLIER|YEARLY|SINCE|DAY)",
    "ADVERB": "(?:WORD|THE|RECORD|QUARTERLY|BASIS|ON|YEARLY|AT|REVISED)*",
}


@dataclass(frozen=True, slots=True)
class Construction:
    """A named pattern: for which kinds of quantity, what stands left and right of it, and what that makes of it.

    kinds: letters of `percent`, `amount`, `fraction`, `multiple`, `ordinal`, `signed` (their initials); those for a
    percent are also for one with a sign of its own.
    measure: "" where the metric decides (a rate of inflation is growth, a tariff is a level).
    slot: `now` (the clause's own period), `then` (the figure compared with), `same` (what the quantity before it said,
    in another unit or for another part).
    """

    name: str
    kinds: str
    left: str
    right: str
    measure: str
    slot: str = "now"


class Match(NamedTuple):
    """The construction that fits a quantity, and its direction: 1 for a rise, -1 for a fall, 0 where none is said."""

    construction: Construction
    direction: int


class Compiled(NamedTuple):
    """A construction with its patterns, and the characters that have to stand to the right of the quantity."""

    construction: Construction
    before: re.Pattern[str] | None
    after: re.Pattern[str] | None
    needed: frozenset[str]


@cache
def constructions() -> tuple[Construction, ...]:
    """Every construction of `data/constructions.csv`, in the order in which they are tried."""
    return tuple(
        Construction(row["name"], row["kinds"], row["left"], row["right"], row["measure"], row["slot"])
        for row in table("constructions")
    )


@cache
def _compiled() -> dict[str, tuple[list[Compiled], list[frozenset[str]]]]:
    """For each kind of quantity its constructions, compiled, and the characters that each needs to the left of it."""
    every = tuple(
        Compiled(
            one,
            re.compile(f"(?:{spell(one.left)})$") if one.left else None,
            re.compile(spell(one.right)) if one.right else None,
            _needed(one.right),
        )
        for one in constructions()
    )
    kinds = {kind: [one for one in every if kind in one.construction.kinds] for kind in "pafmo"}
    kinds["s"] = [one for one in every if not {"p", "s"}.isdisjoint(one.construction.kinds)]
    return {kind: (some, [_needed(one.construction.left) for one in some]) for kind, some in kinds.items()}


def _needed(pattern: str) -> frozenset[str]:
    """The characters without which a pattern over symbols fits nothing: those of no group and not optional."""
    flat = ""
    while flat != pattern:
        flat, pattern = pattern, re.sub(r"\[[^]]*\]|\([^()]*\)", "", pattern)
    symbols = re.findall(r"\b[A-Z]+\b(?![?*{])", flat) if "|" not in flat else []
    return frozenset(ALPHABET[symbol] for symbol in symbols if symbol not in _CLASSES)


def spell(pattern: str) -> str:
    """A pattern over symbols as a pattern over characters."""
    for short, long in _CLASSES.items():
        pattern = re.sub(rf"\b{short}\b", long.replace("\\", "\\\\"), pattern)

    def char(match: re.Match[str]) -> str:
        return re.escape(ALPHABET[match[0]])

    return re.sub(r"(?<![<\w])[A-Z]{2,}\b", char, pattern).replace(" ", "")


REACHES = 18  # characters of context a construction may look at


def match(left: str, right: str, kind: str) -> Match | None:
    """The first construction that fits a quantity of `kind` between the clause strings `left` and `right`, or None."""
    left, right = left[-REACHES:], right[:REACHES]
    following = set(right)
    every, needed = _compiled()[kind]
    for construction, before, after, there in compress(every, map(set(left).issuperset, needed)):
        if not there <= following:
            continue
        ahead = after.match(right) if after is not None else None  # first, for it has one place to begin
        if after is not None and ahead is None:
            continue
        behind = before.search(left) if before is not None else None
        if before is not None and behind is None:
            continue
        return Match(construction, _direction(behind) or _direction(ahead))
    return None


def _direction(found: re.Match[str] | None) -> int:
    if found is None:
        return 0
    char = found.groupdict().get("direction") or ""
    return 1 if char and char in "Rm>+X" else -1 if char else 0
