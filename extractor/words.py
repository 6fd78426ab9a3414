"""The words of a text, found once and shared by every stage that looks words up in tables."""

from __future__ import annotations

import re
from typing import NamedTuple

# Initials ("U.S.") are one word; a possessive ending is a word of its own, so that "China’s" finds "China";
# hyphens and other marks stand alone, so that "China-US" is three words.
_WORD = re.compile(
    r"""
      [A-Za-z](?:\.[A-Za-z])+(?![^\W\d_])\.?      # U.S., U.A.E., a.m., U.S
    | [A-Za-zÀ-ÖØ-öø-ÿ]+(?![^\W\d_])             # letters, most words of news
    | [^\W\d_]+                                 # letters of any alphabet
    | ['’]s\b                                   # possessive
    | \d+(?:[.,]\d+)*                           # digits with inner marks
    | [^\w\s]                                   # any other mark
    """,
    re.VERBOSE,
)
_FOLD = str.maketrans({"’": "'", "‘": "'", "–": "-", "—": "-", "‑": "-", "−": "-", "“": '"', "”": '"'})


class Words(NamedTuple):
    """The words of a text: parallel lists of start offsets, end offsets and lower-case forms."""

    text: str
    starts: list[int]
    ends: list[int]
    lows: list[str]


def scan(text: str) -> Words:
    """Find the words of `text`; typographic quotes and dashes are folded to ASCII in the lower-case forms."""
    starts: list[int] = []
    ends: list[int] = []
    lows: list[str] = []
    for match in _WORD.finditer(text):
        start, end = match.span()
        starts.append(start)
        ends.append(end)
        lows.append(text[start:end])
    folded = "\x00".join(lows).translate(_FOLD).lower().split("\x00") if lows else []
    if len(folded) != len(lows):  # a NUL in the text itself
        folded = [word.translate(_FOLD).lower() for word in lows]
    return Words(text, starts, ends, folded)
