"""The words of a text, found once and shared by every stage that looks words up in tables."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import accumulate
from typing import NamedTuple

# Initials ("U.S.") are one word; a possessive ending is a word of its own, so that "China’s" finds "China";
# hyphens and other marks stand alone, so that "China-US" is three words.
# The first character is a class of its own, so that the engine leaps over what lies between words; what follows looks
# back at it.
_WORD = re.compile(
    r"""(
    [^\s_\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]  # none that shows nothing
    (?: (?<=[A-Za-zÀ-ÖØ-öø-ÿ])[A-Za-zÀ-ÖØ-öø-ÿ]++(?![^\W\d_])  # letters, most words of news
    |   (?<=\W)(?:(?<=['’])[sS]\b)?               # a mark alone, or a possessive
    |   (?<=[A-Za-z])(?:\.[A-Za-z])+(?![^\W\d_])\.?  # U.S., U.A.E., a.m., U.S
    |   (?<=\d)\d*(?:[.,]\d+)*                   # digits with inner marks
    |   [^\W\d_]*+                               # letters of any alphabet
    ))""",
    re.VERBOSE,
)
PLAIN = (("’", "'"), ("‘", "'"), ("–", "-"), ("—", "-"), ("‑", "-"), ("−", "-"), ("“", '"'), ("”", '"'))

_SCANNED = tuple(pair for pair in PLAIN if pair[0] != "—")  # which parts clauses and joins no words


class Words(NamedTuple):
    """The words of a text: parallel lists of start offsets, end offsets and lower-case forms."""

    text: str
    starts: list[int]
    ends: list[int]
    lows: list[str]


def scan(text: str) -> Words:
    """Find the words of `text`; typographic quotes and short dashes are folded to ASCII in the lower-case forms."""
    pieces = _WORD.split(fold(text, _SCANNED))  # what lies between words, and words, in turns
    ends = list(accumulate(map(len, pieces)))
    return Words(text, ends[:-1:2], ends[1::2], pieces[1::2])


def fold(text: str, marks: Iterable[tuple[str, str]]) -> str:
    """Lower case with `marks` (pairs of a character and what it stands for) replaced, every character in its place."""
    low = text.lower()
    if len(low) != len(text):  # a capital with a dot above becomes two characters
        low = "".join(lower if len(lower := char.lower()) == 1 else char for char in text)
    for mark, plain in marks:  # each a scan of the machine's; str.translate walks character by character
        low = low.replace(mark, plain)
    return low


def than_compound(lows: Sequence[str], index: int, last: int) -> int:
    """One after the compound that begins at a word ("larger-than-expected"), or the word itself where none does."""
    parts = lows[index : min(index + 5, last)]
    is_one = len(parts) == 5 and parts[1:4] == ["-", "than", "-"] and parts[0].isalpha() and parts[4].isalpha()
    return index + 5 if is_one else index
