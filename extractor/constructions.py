"""Constructions: the named patterns that tell what a quantity does in its clause.

A clause is a string over the alphabet of signs, one character each. A construction says what stands to the left and to
the right of the quantity, and gives its measure, its direction and its slot. The first that fits wins; a quantity that
fits none is left alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

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
"""The alphabet of clauses: each symbol's character. Words without a meaning of their own share one, and runs of them collapse."""

SYMBOLS = {char: symbol for symbol, char in ALPHABET.items() if symbol != "TRAP"}

# Shorthands of the patterns below.
_CLASSES = {
    "DIRECTION": "(?P<direction>RISE|FALL|GROWTH|MORE|LESS|ABOVE|BELOW)",
    "LOOSE": "(?:THE|BETWEEN|RECORD|FIGURE OF|FIGURE|QUARTERLY|WORD|REVISED|BASIS)*",
    "TIGHT": "(?:THE WORD?|BETWEEN|RECORD|FIGURE OF|FIGURE|QUARTERLY|REVISED|WORD(?=RECORD))*",
    "WHEN": "(?:PERIOD|EARLIER|YEARLY|SINCE|DAY)",
    "ADVERB": "(?:WORD|THE|RECORD|QUARTERLY|BASIS|ON|YEARLY|AT)*",
}


@dataclass(frozen=True, slots=True)
class Construction:
    """A named pattern: for which kinds of quantity, what stands left and right of it, and what that makes of it.

    kinds: letters of `percent`, `amount`, `fraction`, `multiple`, `ordinal` (their initials).
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


CONSTRUCTIONS = (
    # Streaks: the numeral of "the eighth consecutive month of decline", "fell for a third month".
    Construction("streak-of-direction", "o", "", "(?:WORD|PERIOD|EARLIER|FIGURE|AND|YEARLY)* (?:OF|IN)? LOOSE DIRECTION", "streak"),
    Construction("direction-for-streak", "o", "DIRECTION [^QUANTITY SEMICOLON BUT]{0,9}", "", "streak"),
    # Restatements in brackets or after a dash: "9.37 trillion yuan (about 1.45 trillion dollars)".
    Construction("restated", "a", "QUANTITY (?:OPEN|COMMA OR|OR|SLASH|SEMICOLON|DASH) LOOSE", "(?:CLOSE|SLASH|SEMICOLON|$)", "level", "same"),
    Construction("restated", "a", "OPEN QUANTITY (?:SEMICOLON|COMMA|SLASH|OR)", "CLOSE", "level", "same"),
    Construction("restated", "a", "QUANTITY (?:COMMA)? (?:OR) LOOSE", "", "level", "same"),
    Construction("restated", "p", "QUANTITY (?:OF|METRIC|WORD|THE)* OPEN LOOSE", "CLOSE", "", "same"),
    Construction("revised-from", "a", "REVISED (?:FROM|FALL|RISE|WORD)*", "", "level", "now"),
    # Multiples: "doubled to", "surged ninefold", "more than tripled exports of".
    Construction("multiple", "m", "", "", "growth"),
    # A rise or fall said as a noun: "an increase of 26.3 percent", "a decline of", "a 5 percent increase".
    Construction("direction-of", "pf", "DIRECTION (?:WORD|YEARLY|PACE|FIGURE|IN PERIOD|IN METRIC|PERIOD)* OF LOOSE", "", "growth"),
    Construction("direction-of", "a", "DIRECTION (?:WORD|YEARLY|IN PERIOD|IN METRIC|PERIOD)* OF LOOSE", "", "change"),
    Construction("direction-at", "p", "DIRECTION (?:WHEN|IN|WORD|THE|ON)* (?:AT|BY) LOOSE PACE? OF? LOOSE", "", "growth"),
    Construction("direction-pace-of", "p", "DIRECTION? PACE (?:WHEN|IN PERIOD)? (?:OF|AT|BE|REACH|WORD)* LOOSE", "", "growth"),
    Construction("from-rate", "p", "(?:FROM|COMPARED|THAN|AFTER) (?:WHEN|POSSESSIVE|DAY|AREA)* LOOSE", "(?:DASH|YEARLY|WORD|RECORD|QUARTERLY){0,2} DIRECTION", "growth", "then"),
    Construction("quantity-direction", "p", "", "(?:DASH|YEARLY|WORD|RECORD|QUARTERLY|EARLIER|METRIC|BASIS|FIGURE|PERIOD){0,3} DIRECTION", "growth"),
    Construction("quantity-direction", "a", "", "(?:DASH|YEARLY|WORD|RECORD|QUARTERLY|EARLIER){0,2} DIRECTION", "change"),
    Construction("quantity-pace", "p", "", "(?:DASH|YEARLY|WORD|QUARTERLY|METRIC){0,2} PACE", "growth"),
    # A rise or fall said as a verb: "rose by 5 percent", "rose 5 percent", "cut imports by two-thirds".
    Construction("direction-by", "pf", "DIRECTION (?:METRIC|OTHER|WHEN|WORD|IN|ON|AT|FIGURE|THE|BASIS|IT|AREA|QUOTE)* BY LOOSE", "", "growth"),
    Construction("direction-by", "a", "DIRECTION (?:METRIC|OTHER|WHEN|WORD|IN|ON|AT|FIGURE|THE|BASIS|IT|AREA|QUOTE)* BY LOOSE", "", "change"),
    # Shares: "accounting for 29.1 percent", "a third of its exports", "the share of A rose to 18 percent".
    Construction("share-verb", "pf", "SHARE (?:FOR|WORD|THE|BETWEEN)* LOOSE", "", "share"),
    Construction("share-verb", "a", "SHARE (?:FOR|WORD|THE)* LOOSE", "", "level"),
    Construction("direction-quantity", "p", "DIRECTION ADVERB", "", "growth"),
    Construction("at-quantity", "a", "(?:QUANTITY|DIRECTION) (?:WHEN|WORD)* AT TIGHT", "", "level"),
    Construction("direction-quantity", "a", "DIRECTION (?:WORD|THE|RECORD|QUARTERLY|BASIS|YEARLY)*", "", "change"),
    Construction("share-of", "pf", "", "(?:OF|IN) (?:THE|WORD|AREA|POSSESSIVE|FIGURE|PERIOD)* (?:METRIC|OTHER)", "share"),
    Construction("share-of", "f", "", "METRIC", "share"),
    Construction("part-to", "pf", "PART [^QUANTITY SEMICOLON BUT]{0,14} (?:TO|OF|AT|BE|REACH|EXCEED|FROM|IN) LOOSE", "", "share"),
    Construction("share-of-it", "pf", "", "OF (?:IT|THAT)", "share"),
    Construction("share-of-total", "pf", "", "OF (?:THE|WORD)* FIGURE", "share"),
    Construction("in-surplus-by", "a", "IN METRIC BY LOOSE", "", "level"),
    # Where it moved from: "from 90.1 billion", "from October's $3.6bn", "down from".
    Construction("from-quantity", "a", "FROM (?:WHEN|POSSESSIVE|DAY|AREA)* LOOSE", "", "level", "then"),
    Construction("from-quantity", "p", "FROM (?:WHEN|POSSESSIVE|DAY|AREA)* LOOSE", "", "", "then"),
    # What it is compared with: "compared with 4.77 billion a year earlier", "against imports of".
    Construction("compared-with", "a", "(?:COMPARED|THAN|AFTER) (?:WHEN|POSSESSIVE|AREA)* LOOSE", "", "level", "then"),
    Construction("compared-with", "p", "(?:COMPARED|THAN|AFTER) (?:WHEN|POSSESSIVE|AREA)* LOOSE", "", "", "then"),
    Construction("double-of-then", "a", "QUANTITY (?:WHEN POSSESSIVE?|THE)", "", "level", "then"),
    Construction("above-quantity", "a", "(?:ABOVE|BELOW) (?:THE|RECORD|WORD|WHEN|POSSESSIVE|OF|FIGURE)*", "", "level", "then"),
    Construction("against-metric", "a", "(?:COMPARED|THAN) METRIC (?:OF|AT|WORTH) LOOSE", "", "level"),
    # Where it moved to, or what it is: "to $218.7 billion", "reached", "totalled", "was", "of".
    Construction("direction-to", "a", "(?:DIRECTION|REACH|SWING|EXCEED|METRIC|QUANTITY|EXPECT|TARGET|WILL|WHEN|BASIS|WORD|OTHER|CLOSE|COMMA|AREA|FIGURE|IT|OBJECT|PACE) TO TIGHT", "", "level"),
    Construction("direction-to", "pf", "(?:DIRECTION|REACH|SWING|EXCEED|METRIC|QUANTITY|EXPECT|TARGET|WILL|WHEN|BASIS|WORD|OTHER|CLOSE|COMMA|AREA|FIGURE|IT|OBJECT|PACE) TO TIGHT", "", ""),
    Construction("exceed", "a", "EXCEED LOOSE", "", "level"),
    Construction("exceed", "p", "EXCEED LOOSE", "", ""),
    Construction("short-of", "a", "SHORT (?:OF|WORD|THE|EXPECT|TARGET)* LOOSE", "", "level"),
    Construction("reach", "a", "(?:REACH|WORTH|BE) (?:THE|RECORD|WORD|AT|FIGURE|WITH|OF|FOR|NOT|WHEN|TO)*", "", "level"),
    Construction("reach", "p", "(?:REACH|BE) (?:THE|RECORD|WORD|AT|FIGURE|WITH|OF|WHEN|TO)*", "", ""),
    Construction("reach", "f", "(?:REACH) (?:THE|RECORD|WORD|AT|FIGURE|WITH|OF|WHEN|TO)*", "", ""),
    Construction("target-for-metric", "ap", "METRIC (?:TARGET|EXPECT) (?:FOR|WHEN|IN|OF|AT|BE|REACH|TO)* LOOSE", "", ""),
    Construction("metric-of", "a", "(?:METRIC|OTHER) (?:WHEN|WORD|IN|AREA)* COMMA? (?:OF|AT|FOR|WITH|COLON|DASH|BE|WORTH) LOOSE", "", "level"),
    Construction("metric-of", "p", "(?:METRIC|OTHER) (?:WHEN|WORD|IN|AREA)* COMMA? (?:OF|AT|COLON|DASH|BE) LOOSE", "", ""),
    Construction("expected", "ap", "(?:EXPECT|TARGET) (?:OF|FOR|AT|THE|WORD|METRIC|FIGURE)* LOOSE", "", ""),
    Construction("quantity-expected", "ap", "", "(?:DASH|WORD)? (?:EXPECT|TARGET)", ""),
    Construction("figure-of", "a", "(?:FIGURE|RECORD) (?:OF|AT) LOOSE", "", "level"),
    # The quantity stands before its metric: "a $111.7 billion trade surplus", "$103.6 billion in goods exports".
    Construction("quantity-metric", "a", "", "(?:DASH|WORD|YEARLY|QUARTERLY|RECORD|THE)? METRIC", "level"),
    Construction("quantity-metric", "p", "", "(?:DASH|WORD)? METRIC", ""),
    Construction("quantity-in-metric", "a", "", "(?:IN|OF|FROM) (?:THE|WORD|QUARTERLY|RECORD|FIGURE)* METRIC", "level"),
    Construction("quantity-worth", "a", "", "WORTH", "level"),
    # The object of a metric verb: "exported 380,000 passenger cars".
    Construction("verb-object", "p", "METRIC LOOSE", "OBJECT", ""),
    Construction("verb-object", "a", "METRIC LOOSE", "OBJECT", "level"),
    Construction("metric-quantity", "a", "METRIC (?:WHEN|BASIS)? LOOSE", "", "level"),
    # In brackets after what it is said of: "rice (+91.5%)", "third countries (-2%)".
    Construction("bracketed", "a", "(?:AREA|METRIC) OPEN MARK? LOOSE", "(?:CLOSE|COMMA|SEMICOLON)", "level"),
    Construction("bracketed", "p", "OPEN MARK? LOOSE", "(?:CLOSE|COMMA|SEMICOLON)", ""),
    Construction("listed", "a", "QUANTITY (?:WHEN|IN|WORD|OBJECT|OF|AREA|FROM|TO|METRIC|SHARE|THE|BASIS)* (?:COMMA|AND|OR|SEMICOLON)+ BY? LOOSE", "", "", "same"),
    Construction("listed", "p", "QUANTITY (?:WHEN|IN|WORD|OBJECT|OF|AREA|FROM|TO|YEARLY|METRIC|SHARE|THE)* (?:COMMA|AND|OR|SEMICOLON|BUT)+ LOOSE", "", "", "same"),
    Construction("gapped", "ap", "(?:METRIC|AREA|OBJECT|WORD) BY? LOOSE", "", "", "same"),
)


@dataclass(frozen=True, slots=True)
class Match:
    """The construction that fits a quantity, and its direction: 1 for a rise, -1 for a fall, 0 where none is said."""

    construction: Construction
    direction: int


@cache
def _compiled() -> tuple[tuple[Construction, re.Pattern[str] | None, re.Pattern[str] | None], ...]:
    return tuple(
        (
            construction,
            re.compile(f"(?:{spell(construction.left)})$") if construction.left else None,
            re.compile(spell(construction.right)) if construction.right else None,
        )
        for construction in CONSTRUCTIONS
    )


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
    for construction, before, after in _compiled():
        if kind not in construction.kinds:
            continue
        direction = 0
        if before is not None:
            found = before.search(left)
            if found is None:
                continue
            direction = _direction(found)
        if after is not None:
            found = after.match(right)
            if found is None:
                continue
            direction = direction or _direction(found)
        return Match(construction, direction)
    return None


def _direction(found: re.Match[str]) -> int:
    char = found.groupdict().get("direction") or ""
    return 1 if char and char in "Rm>+" else -1 if char else 0
