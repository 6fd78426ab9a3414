"""Numbers as written: digits with any grouping, number words, and the scale after them."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from extractor.tables import table

LONGEST = 24
"""A run of digits and marks longer than this is no number of the news."""

SPACE = " \t\xa0\u2009\u202f"
_GROUPED = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})++(?:\.[0-9]++)?+|[0-9]{1,2}(?:,[0-9]{2}(?=,))++,[0-9]{3}(?:\.[0-9]++)?+")
_DOTTED = re.compile(r"[0-9]{1,3}(?:\.[0-9]{3}){2,}+(?:,[0-9]++)?+|[0-9]{1,3}(?:\.[0-9]{3})++,[0-9]++")
_SPACED = re.compile(r"(?:[ \xa0\u2009\u202f][0-9]{3}(?![0-9]))++(?:[.,][0-9]++)?+")
_MIXED = re.compile(r"(?:[ -]| and )([1-9]|1[0-5])/([2-9]|10|12|16|32|64)(?![0-9/])")
_VULGAR = {"½": 2, "¼": 4, "¾": Decimal(4) / 3, "⅓": 3, "⅔": Decimal(3) / 2, "⅛": 8, "⅜": Decimal(8) / 3, "⅝": Decimal(8) / 5}
_TAIL = re.compile(r"([ \t\xa0\u2009\u202f\n-]?)([a-z]++)")


class Numeral(NamedTuple):
    """A number: offsets, value without its scale, the scale, and the shape it is written in.

    `shape` is `integer`, `decimal`, `grouped`, `words` or `part` (with a half or a quarter in it).
    """

    start: int
    end: int
    value: Decimal
    scale: Decimal
    scaled: bool
    shape: str


def digits(low: str, start: int, end: int) -> tuple[int, Decimal, str] | None:
    """Read the digits of `low[start:end]`: the end of what was read, its value and shape; None if it is no number."""
    written = low[start:end]
    if end - start > LONGEST:
        return None
    if written.isdigit():
        if len(written) <= 3 and low[end : end + 1] in SPACE and end < len(low):
            more = _SPACED.match(low, end)
            if more and more.end() - start <= LONGEST:
                plain = re.sub(r"[^0-9.,]", "", low[start : more.end()])
                return more.end(), Decimal(plain.replace(",", ".")), "grouped"
        return end, Decimal(written), "integer"
    if "," not in written:
        if written.count(".") == 1:
            return end, Decimal(written), "decimal"
        return (end, Decimal(written.replace(".", "")), "grouped") if _DOTTED.fullmatch(written) else None
    if _GROUPED.fullmatch(written):
        return end, Decimal(written.replace(",", "")), "grouped"
    if _DOTTED.fullmatch(written):
        return end, Decimal(written.replace(".", "").replace(",", ".")), "grouped"
    if "." not in written and written.count(",") == 1:
        return end, Decimal(written.replace(",", ".")), "comma"
    return None


def mixed(low: str, end: int) -> tuple[int, Decimal] | None:
    """The fraction written after a whole number ("7-1/2", "7 1/2", "7½"): its end and value."""
    if low[end : end + 1] in _VULGAR and end < len(low):
        return end + 1, 1 / Decimal(_VULGAR[low[end]])
    match = _MIXED.match(low, end)
    if match and int(match[1]) < int(match[2]):
        return match.end(), Decimal(match[1]) / Decimal(match[2])
    return None


@cache
def scales() -> tuple[dict[str, Decimal], dict[str, Decimal]]:
    """Scale words, and the letters that are written on to digits, each with its power of ten."""
    kinds: dict[str, dict[str, Decimal]] = {"word": {}, "letter": {}}
    for row in table("scales"):
        kinds[row["kind"]][row["form"]] = Decimal(10) ** int(row["exponent"])
    return kinds["word"], kinds["letter"]


def scale(low: str, end: int, *, money: bool, words: bool) -> tuple[int, Decimal] | None:
    """The scale written at `end` ("million", "bn", "lakh crore"): where it ends and its power of ten."""
    names, letters = scales()
    match = _TAIL.match(low, end)
    if match is None:
        return None
    gap, word = match[1], match[2]
    factor = names.get(word)
    if factor is None:
        factor = letters.get(word)
        if factor is None or words or gap not in ("", " ") or (gap and not money) or (word == "t" and not money):
            return None
        return match.end(), factor
    end = match.end()
    again = _TAIL.match(low, end)
    if again:
        second = names.get(again[2])
        if second is not None and factor <= second or (again[2] in ("crore", "crores", "cr") and word.startswith("la")):
            end, factor = again.end(), factor * (second or 1)
    return end, factor


@cache
def _words() -> tuple[dict[str, int], re.Pattern[str]]:
    rows = [row for row in table("numbers") if row["kind"] in ("one", "ten")]
    ones = "|".join(sorted((row["form"] for row in rows if row["kind"] == "one"), key=len, reverse=True))
    tens = "|".join(row["form"] for row in rows if row["kind"] == "ten")
    small = rf"(?:(?:{tens})(?:[ -](?:one|two|three|four|five|six|seven|eight|nine)\b)?+|(?:{ones}))\b"
    pattern = re.compile(
        rf"(?:(?P<hundreds>{small}|a|an)[ -]hundred\b(?:(?:[ -]and)?[ -](?P<rest>{small}))?+|(?P<small>{small})(?P<dozen>[ ]dozen\b)?+)"
        rf"(?P<point>[ ]point(?:[ -](?:{ones})\b)++)?+"
        r"(?P<part>[ -]and[ -](?:a|one)[ -](?:half|quarter)\b|[ -]and[ -]three[ -]quarters\b)?+"
    )
    return {row["form"]: int(row["value"]) for row in rows}, pattern


def spelled(low: str, start: int) -> tuple[int, Decimal, str] | None:
    """Read the number words at `start`, below a thousand: their end, value and shape."""
    values, pattern = _words()
    match = pattern.match(low, start)
    if match is None:
        return None

    def small(words: str | None) -> int:
        return sum(values.get(word, 1) for word in re.split("[ -]", words)) if words else 0

    total = Decimal(small(match["small"]) * (12 if match["dozen"] else 1) + small(match["hundreds"]) * 100 + small(match["rest"]))
    if match["point"]:
        total += Decimal("0." + "".join(str(values[word]) for word in re.split("[ -]", match["point"])[2:]))
    if match["part"]:
        total += Decimal("0.5") if "half" in match["part"] else Decimal("0.75") if "three" in match["part"] else Decimal("0.25")
    return match.end(), total, "part" if match["part"] or match["point"] else "words"
