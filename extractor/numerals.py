"""Numbers as written: digits with any grouping, number words, and the scale after them."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache

from extractor.tables import table
from extractor.words import fold as lowered

LONGEST = 24
"""A run of digits and marks longer than this is no number of the news."""

_PLAIN = (
    ("–", "-"), ("‑", "-"), ("−", "-"), ("—", ";"), ("’", "'"), ("‘", "'"), ("“", '"'), ("”", '"'),
    ("\t", " "), ("\xa0", " "), ("\u2009", " "), ("\u202f", " "),
)  # fmt: skip

_WIDE_MARKS = "０１２３４５６７８９．，－％"
_WIDE = str.maketrans(_WIDE_MARKS, "0123456789.,-%")
_WESTERN = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})++(?:\.[0-9]++)?+")
_INDIAN = re.compile(r"[0-9]{1,2}(?:,[0-9]{2}(?=,))++,[0-9]{3}(?:\.[0-9]++)?+")
_DOTTED = re.compile(r"[0-9]{1,3}(?:\.[0-9]{3}){2,}+(?:,[0-9]++)?+|[0-9]{1,3}(?:\.[0-9]{3})++,[0-9]++")
_SWISS = re.compile(r"(?:'[0-9]{3}(?![0-9]))++(?:\.[0-9]++)?+")
_SPACED = re.compile(r"(?: [0-9]{3}(?![0-9]))++(?:[.,][0-9]++)?+")
_MIXED = re.compile(r"(?:[ -]| and )([1-9]|1[0-5])/([2-9]|10|12|16|32|64)(?![0-9/])")
_TAIL = re.compile(r"([ \n-]?)([a-z]++)")
_VULGAR = {"½": "1/2", "¼": "1/4", "¾": "3/4", "⅓": "1/3", "⅔": "2/3", "⅛": "1/8", "⅜": "3/8", "⅝": "5/8", "⅞": "7/8"}


def fold(text: str) -> str:
    """Lower case with typographic dashes, quotes and spaces made plain, every character in its place."""
    low = lowered(text, _PLAIN)
    return low if low.isascii() or not any(mark in low for mark in _WIDE_MARKS) else low.translate(_WIDE)


def digits(low: str, start: int, end: int) -> tuple[int, Decimal, str] | None:
    """The number that the digits and marks of `low[start:end]` write: its end, value and shape; None if it is none.

    The shape is `integer`, `decimal`, `comma` (a decimal comma or a slip), `grouped`, or `spaced` (groups of three
    behind spaces, which may reach past `end`).
    """
    if end - start > LONGEST:
        return None
    written = low[start:end]
    if written.isdigit():
        if end - start <= 3 and low[end : end + 1] == "'" and (swiss := _SWISS.match(low, end)):
            return swiss.end(), Decimal(low[start : swiss.end()].replace("'", "")), "grouped"
        more = _SPACED.match(low, end) if end - start <= 3 and low[end : end + 1] == " " else None
        if more and more.end() - start <= LONGEST:
            return more.end(), Decimal(low[start : more.end()].replace(" ", "").replace(",", ".")), "spaced"
        pointed = end - start <= 3 and low.startswith("point", end + 1)
        told = _point().match(low, end) if pointed else None
        if told is not None:
            return told.end(), Decimal(written) + _decimals(told[0]), "decimal"  # "12-point-eight"
        coded = written[0] == "0" and end - start > 1  # "055 destroyers"
        return None if coded else (end, Decimal(written), "integer")
    if "," not in written:
        if written.count(".") == 1:
            return end, Decimal(written), "decimal"
        return (end, Decimal(written.replace(".", "")), "grouped") if _DOTTED.fullmatch(written) else None
    if written.startswith("0,") and written[2:].isdigit():
        return end, Decimal(written.replace(",", ".")), "comma"  # "0,341 billion"
    if _WESTERN.fullmatch(written) or _INDIAN.fullmatch(written):
        return end, Decimal(written.replace(",", "")), "grouped"
    if _DOTTED.fullmatch(written):
        return end, Decimal(written.replace(".", "").replace(",", ".")), "grouped"
    if "." not in written and written.count(",") == 1:
        return end, Decimal(written.replace(",", ".")), "comma"
    return None


def ratio(written: str) -> Decimal:
    """The value of "3/8"."""
    above, below = written.split("/")
    return Decimal(above) / Decimal(below)


def mixed(low: str, end: int) -> tuple[int, Decimal] | None:
    """The fraction written after a whole number ("7-1/2", "7 1/2", "7½"): its end and value."""
    follow = low[end : end + 2]
    vulgar = _VULGAR.get(follow[:1])
    if vulgar:
        return end + 1, ratio(vulgar)
    match = _MIXED.match(low, end) if follow[1:].isdigit() or follow == " a" else None
    if match and int(match[1]) < int(match[2]):
        return match.end(), Decimal(match[1]) / Decimal(match[2])
    return None


@cache
def _scales() -> dict[str, tuple[Decimal, str]]:
    return {row["form"]: (Decimal(10) ** int(row["exponent"]), row["kind"]) for row in table("scales")}


def scale(low: str, end: int, *, money: bool, digits: bool) -> tuple[int, Decimal] | None:
    """The scale written at `end` ("million", "bn", "lakh crore"): where it ends and its power of ten.

    `money`: a sign of money stands before the number; `digits`: the number is written in digits.
    """
    match = _TAIL.match(low, end)
    if match is None:
        return None
    gap, word = match.groups()
    factor, kind = _scales().get(word, (None, ""))
    if factor is None:
        return None
    if kind != "word":
        return (match.end(), factor) if digits and (money or not gap and kind == "letter") else None
    end = match.end()
    again = _TAIL.match(low, end)
    if again:
        second, kind = _scales().get(again[2], (None, ""))
        if second is not None and kind == "word" and second >= factor:
            return again.end(), factor * second
    return end, factor


@cache
def _point() -> re.Pattern[str]:
    """The decimals told in words or digits behind a number in digits: "-point-eight"."""
    ones = "|".join(row["form"] for row in table("numbers") if row["kind"] == "one" and int(row["value"]) < TEN)
    return re.compile(rf"[ -]point(?:(?:[ -](?:{ones})\b)++|-[0-9]++\b)")


TEN = 10


@cache
def _words() -> tuple[dict[str, int], re.Pattern[str]]:
    kinds: dict[str, list[str]] = {}
    for row in table("numbers"):
        kinds.setdefault(row["kind"], []).append(row["form"])
    ones = "|".join(sorted(kinds["one"], key=len, reverse=True))
    tens = "|".join(kinds["ten"])
    small = rf"(?:(?:{tens})(?:[ -](?:{ones})\b)?+|(?:{ones}))\b"
    pattern = re.compile(
        rf"""
        (?: (?P<hundreds>{small}|an?)[ -]hundred\b  (?:(?:[ -]and)?[ -](?P<rest>{small}))?+
          | (?P<small>{small})  (?P<dozen>[ ]dozen\b)?+ )
        (?P<point>[ -]point(?:(?:[ -](?:{ones})\b)++|[ -][0-9]++))?+
        (?P<part>[ -]and[ -](?:(?:a|one)[ -](?:half|quarter)|three[ -]quarters)\b)?+
        """.replace("[ ", "[\\ "),
        re.VERBOSE,
    )
    return {row["form"]: int(row["value"]) for row in table("numbers") if row["kind"] in ("one", "ten")}, pattern


def _decimals(said: str) -> Decimal:
    """The decimals that words tell behind a number: " point eight seven", "-point-59"."""
    values, _ = _words()
    return Decimal("0." + "".join(str(values.get(word, word)) for word in said.replace("-", " ").split()[1:]))


def spelled(low: str, start: int) -> tuple[int, Decimal, str] | None:
    """The number words at `start`, below ten thousand: their end, value and shape (`part` with a fraction)."""
    values, pattern = _words()
    match = pattern.match(low, start)
    if match is None:
        return None

    def small(words: str | None) -> int:
        return sum(values.get(word, 1) for word in words.replace("-", " ").split()) if words else 0

    total = Decimal(small(match["hundreds"]) * 100 + small(match["rest"]) + small(match["small"]))
    if match["dozen"]:
        total *= 12
    if match["point"]:
        total += _decimals(match["point"])
    if match["part"]:
        total += Decimal("0.5" if "half" in match["part"] else "0.75" if "three" in match["part"] else "0.25")
    return match.end(), total, "part" if match["point"] or match["part"] else "words"
