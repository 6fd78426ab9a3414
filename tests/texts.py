"""Texts made at random from the words of the tables, and what holds for the claims of any text."""

from __future__ import annotations

import re
from itertools import pairwise

from hypothesis import strategies as st

from extractor import calendars
from extractor.claims import Claim
from extractor.tables import table

PUBLISHED = "2024-05-06"
UNITS = {row[column] for name, column in (("units", "unit"), ("currencies", "code")) for row in table(name)}
UNITS |= {"count", "month", "quarter", "year", "index"}
CODES = re.compile(r"(?:!?[A-Z][A-Z0-9_]+(?:;(?=!?[A-Z])|$))*")


def forms(name: str, column: str) -> list[str]:
    """Some forms of a table, spread over it."""
    found = [form for row in table(name) for form in row[column].split("|") if form]
    return found[:: max(1, len(found) // 60)]


_NUMBERS = st.sampled_from(
    "5 percent;$5 billion;5-6 percent;3 to 4 percent;a third;half;doubled;2.5 times;1,234;12 million tonnes;€3.2bn;0;"
    "Rs 500 crore;third consecutive month;-3.2%;(5.6 percent);0.5 percentage points;5 and 6 percent;one in five;10 km;"
    "minus 3 percent;100 euros;12 months;99999999999999999999 dollars;1e400;fivefold;5 percent or more".split(";")
)
_TIMES = st.sampled_from(
    "in May;in 2023;last year;a year earlier;year on year;so far this year;in the first half;Q3 2024;since 2010;"
    "2023/24;from January to March;in the year to June;FY2023;by 2030;this month;in December 9999;in 0001;"
    "on 31 February;between 2019 and 2021;over the past decade;in 1900;the 1990s;next year".split(";")
)
_SMALL = st.sampled_from(
    [
        *", . ; : ( ) [ ] - -- – — \" “ ” ' ’s / \t … ? ! • * | & % $ \u202e \u0301 \xa0 \x00 and of to from by the "
        "each both respectively while if not will target said which it with between than".split(" "),
        "of which",
        "compared with",
        "is expected to",
        "the country",
        "the two countries",
        "such as",
    ]
)
_TABLES = st.sampled_from(
    forms("metrics", "forms") + forms("cues", "forms") + forms("basis", "forms") + forms("items", "item")
    + forms("areas", "name") + forms("noun_roles", "words") + forms("counted", "nouns")
)  # fmt: skip
PIECES = st.lists(st.one_of(_NUMBERS, _TIMES, _SMALL, _TABLES), max_size=50)
_LINES = st.lists(PIECES.map(" ".join), max_size=6)
TEXTS = st.one_of(
    PIECES.map(" ".join),
    PIECES.map("".join),
    _LINES.map("\n".join),
    _LINES.map(".\r\n".join),
    PIECES.map(" ".join).map(str.upper),
)


def check(text: str, claims: list[Claim]) -> None:
    """What a claim is, whatever the text says."""
    for claim in claims:
        assert claim.quote == text[claim.start : claim.end] != ""
        assert claim.sentence == text[claim.sentence_start : claim.sentence_end]
        assert claim.sentence_start <= claim.start < claim.end <= claim.sentence_end
        for period in filter(None, (claim.period, claim.base)):
            first, last = calendars.bounds(period)
            assert first <= last
        assert CODES.fullmatch(claim.reporter) and CODES.fullmatch(claim.partner)
        for codes in (claim.reporter.split(";"), claim.partner.split(";")):
            assert codes == sorted(set(codes))
        assert not set(claim.reporter.split(";")) & set(claim.partner.split(";")) - {"", "WLD"}
        assert claim.unit in UNITS
        assert claim.measure in ("level", "growth", "change", "share", "streak")
        assert claim.measure != "growth" or claim.unit == "PCT"
        assert claim.measure != "streak" or claim.unit in ("month", "quarter", "year")
        assert claim.status in ("actual", "forecast", "target")
        assert claim.value.is_finite()
        assert claim.value_high is None or claim.value * claim.value_high >= 0
        assert not claim.base or claim.base != claim.period
    assert len({claim.id for claim in claims}) == len(claims)
    for one, other in pairwise(claims):
        assert (one.start, one.end) <= (other.start, other.end)
