"""Splitting an article into sentences, on its raw text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from extractor.tables import table

# A candidate end: terminators, what closes with them, and white space before something that may open a sentence;
# or a full stop glued to the next sentence ("the period.The report").
_END = re.compile(
    r"""
    [.!?…]  # a class of its own, so that the engine leaps from one to the next
    (?: (?P<more>[.!?…]{0,3})['"”’»)\]]{0,3}(?P<space>\s+)
        (?=['"“‘«(\[]{0,2}[^\W_a-zß-öø-ÿ]|['"“‘«(\[]{0,2}[$€£¥₹])
    |   (?<=[a-z0-9)%]\.)(?=[A-Z][a-z])
    )
    """,
    re.VERBOSE,
)
_BREAKS = str.maketrans("\r\n", "  ")
_LINE = re.compile(r"[^\n]+")
_STOPS = frozenset(".!?…:;”’")
_AMOUNT = re.compile(r"[(]?[$€£¥₹+-]?\d")
_LAST_WORD = re.compile(r"[^\s(\[\"'“‘]*$")
_FIRST_WORD = re.compile(r"['\"“‘«(\[]*(\w+(?:\.\w)*)")
_NUMBERED = re.compile(r"\(?\d{1,2}[.)](?=\s)")  # "1. Copper", a line of a list
_INITIALS = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]")
WRAP_MIN, WRAP_MAX = 50, 100  # characters of a hard-wrapped line
RUNS = 3  # words of a line that the next, in small letters, goes on from; lines of a list have fewer
LONGEST = (
    600  # characters of a sentence; what runs on (a list, a table in one line) is cut, so that reading stays linear
)


@cache
def _abbreviations() -> dict[str, frozenset[str]]:
    return {row["role"]: frozenset(row["forms"].split("|")) for row in table("abbreviations")}


def paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Offsets of each paragraph of `text`: a line of its own, or several lines that were wrapped at one width."""
    lines = [match.span() for match in _LINE.finditer(text) if not match[0].isspace()]
    wrapped = _is_wrapped(text, lines)
    start = None
    for index, (first, last) in enumerate(lines):
        if start is None:
            start = first
        following = lines[index + 1] if index + 1 < len(lines) else None
        near = following is not None and following[0] == last + 1
        if near and (wrapped and last - first >= WRAP_MIN or _goes_on(text, (first, last), following)):
            continue
        yield start, last
        start = None


def unwrapped(text: str) -> str:
    """The text, as long as before, with a space for each line break within a paragraph; itself if there is none."""
    pieces: list[str] = []
    at = 0
    for first, last in paragraphs(text):
        if "\n" in text[first:last]:
            pieces += text[at:first], text[first:last].translate(_BREAKS)
            at = last
    return "".join(pieces) + text[at:] if pieces else text


def _goes_on(text: str, line: tuple[int, int], following: tuple[int, int] | None) -> bool:
    """Whether a line stops in mid sentence: at a comma or a word that asks for another, before an amount or letter."""
    if following is None:
        return False
    end = line[1] - (text[line[1] - 1] == "\r")
    if text[end - 1] in _STOPS or _NUMBERED.match(text, following[0]):
        return False
    said = _LAST_WORD.search(text, max(line[0], end - 20), end)
    word = said[0] if said else ""
    if word.lower() in _abbreviations()["asking"] or word.endswith(","):
        return True
    runs = len(text[line[0] : line[1]].split()) >= RUNS
    if _AMOUNT.match(text, following[0]):
        return runs and word.isalpha()
    return text[following[0]].islower() and (runs or word.isalpha() and word.islower())


def _is_wrapped(text: str, lines: list[tuple[int, int]]) -> bool:
    """Whether lines were broken at one width: none is long, and most long ones stop in mid sentence."""
    if len(lines) < 4 or max((last - first for first, last in lines), default=0) > WRAP_MAX:
        return False
    long = [text[first:last].rstrip() for first, last in lines if last - first >= WRAP_MIN]
    broken = sum(1 for line in long if line and line[-1] not in ".!?:\"”'’)")
    return len(long) >= 3 and broken * 2 > len(long)


def sentences(text: str) -> Iterator[tuple[int, int, int]]:
    """Offsets of each sentence of `text`, with the index of its paragraph, in order.

    The rule is that of spaCy's sentencizer (terminators and what closes with them), applied to raw text because
    tokenising for it alone would cost more than everything else, with what news needs on top: paragraph breaks end
    sentences, a headline needs no full stop, and abbreviations, initials and amounts are not split.
    """
    for number, (first, last) in enumerate(paragraphs(text)):
        start = first
        for match in _END.finditer(text, first, last):
            alone = match["more"] == "" and text[match.start()] == "."
            if alone and (marker := _NUMBERED.match(text, first)) and match.start() < marker.end():
                continue
            if alone and not _ends(text, start, match.start(), match.end(), last):
                continue
            end = match.end() - len(match["space"] or "")
            for one, other in _cut(text, start, end):
                yield one, other, number
            start = match.end()
        if start < last:
            for one, other in _cut(text, start, last):
                yield one, other, number


def _cut(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The sentence in pieces of at most `LONGEST`, cut after a semicolon or comma, else at a space, else anywhere."""
    pieces = []
    while end - start > LONGEST:
        first, last = start + LONGEST // 2, start + LONGEST
        cut = next((place for mark in ("; ", ", ", " ") if (place := text.rfind(mark, first, last)) >= 0), last - 1) + 1
        pieces.append((start, cut))
        start = cut
    return [*pieces, (start, end)]


def _ends(text: str, start: int, stop: int, after: int, limit: int) -> bool:
    """Whether the full stop at `stop` ends the sentence from `start`; `after` is where the next would begin."""
    found = _LAST_WORD.search(text, max(start, stop - 20), stop)
    word = found[0].lower() if found else ""
    table_of = _abbreviations()
    opening = _FIRST_WORD.match(text, after, min(limit, after + 30))
    # A capital word after initials is the rest of a headline in capitals ("N.Z. TRADE SURPLUS"), not an opener.
    shouted = opening is not None and len(opening[1]) > 1 and opening[1].isupper()
    following = opening[1].lower() if opening and not shouted else ""
    if word in table_of["measure"] and found is not None and text[found.start() - 2 : found.start() - 1].isdigit():
        return True  # "rose to 20,839 mt. Chilled beef"
    if word in table_of["title"] and word != "no":
        if _INITIALS.fullmatch(word) or word in ("us", "hk"):
            return following in table_of["opener"]
        return False
    if word == "no":
        return not following[:1].isdigit()
    if _INITIALS.fullmatch(word) or word in table_of["unit"]:
        return following in table_of["opener"]
    # A single capital is an initial ("Ernesto M. Pernia"), unless it is the pronoun or a grade at a line's end.
    if len(word) == 1 and word.isalpha() and text[stop - 1].isupper():
        return False
    return True
