"""Units as written: the words and signs that follow a number, the signs and codes that stand before it."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from extractor.tables import table

_WORD = re.compile(
    r"[ \t\xa0\u2009\u202f\n-]?((?:[a-z]\.)+[a-z]?(?![a-z])|[^\W\d_]+(?:/[a-z]+|[23](?![0-9a-z])|['’]anga)?|[$€£¥₩₹₫₺฿₽₱₦₴₸％%])"
)
_LONGEST = 5


class Unit(NamedTuple):
    """A unit: its code, how many of it one is, the family of a bare name of money, and whether it is money."""

    code: str
    factor: Decimal
    family: str
    money: bool


class Written(NamedTuple):
    """A unit found beside a number: where it starts and ends, and the unit."""

    start: int
    end: int
    unit: Unit


def _parts(cell: str) -> list[str]:
    return [part for part in cell.split(";") if part]


def _key(form: str) -> str:
    return form.lower().replace(".", "").replace("-", " ")


@cache
def _after() -> tuple[dict[str, Unit], dict[str, int]]:
    """Forms of units after a number, and for each first word the most words a form has."""
    forms: dict[str, Unit] = {}
    one = Decimal(1)
    families: dict[str, list[str]] = {}
    for row in table("money"):
        families.setdefault(row["family"], []).extend(_parts(row["forms"]))
        for form in _parts(row["forms"]):
            forms.setdefault(_key(form), Unit(row["code"], Decimal(row["factor"]), row["family"], True))
    for row in table("currencies"):
        unit = Unit(row["code"], one, "", True)
        for noun in [*_parts(row["nouns"]), row["code"]]:
            forms.setdefault(_key(noun), unit)
        for adjective in _parts(row["adjectives"]):
            for noun in families.get(row["family"], ()):
                factor = forms[_key(noun)].factor
                forms[f"{_key(adjective)} {_key(noun)}"] = unit._replace(factor=factor)
        for symbol in _parts(row["symbols"]):
            if not symbol.isascii() or "$" in symbol:
                forms.setdefault(_key(symbol.lstrip("~")), unit._replace(family="dollar" if symbol == "$" else ""))
    for row in table("units"):
        for form in _parts(row["forms"]):
            forms[_key(form)] = Unit(row["unit"], Decimal(row["factor"]), "", False)
    for word in ("all", "try", "top", "cup", "mad", "pen", "gel", "sos", "bam", "bob", "mop", "ron", "lak", "cad", "nad", "cop", "sar"):
        forms.pop(word, None)
    longest: dict[str, int] = {}
    for form in forms:
        first, *rest = form.split(" ")
        longest[first] = max(longest.get(first, 1), 1 + len(rest))
    return forms, longest


@cache
def _before() -> dict[str, tuple[Unit, bool]]:
    """Signs and codes before a number, as written, with whether they need a scale, a group or a decimal."""
    signs: dict[str, tuple[Unit, bool]] = {}
    one = Decimal(1)
    for row in table("currencies"):
        for symbol in _parts(row["symbols"]):
            family = {"$": "dollar", "£": "pound", "Rs": "rupee", "Rs.": "rupee"}.get(symbol, "")
            signs.setdefault(symbol.lstrip("~"), (Unit(row["code"], one, family, True), symbol.startswith("~")))
    for row in table("currencies"):
        signs.setdefault(row["code"], (Unit(row["code"], one, "", True), True))
    for name in ("Euro", "euro", "Euros", "euros"):
        signs[name] = (Unit("EUR", one, "", True), True)
    return signs


def after(low: str, end: int) -> Written | None:
    """The unit written after a number that ends at `end` in lower-case text."""
    match = _WORD.match(low, end)
    if match is None:
        return None
    forms, longest = _after()
    word = match[1].replace(".", "") if "." in match[1] else match[1]
    most = longest.get(word)
    if most is None:
        return None
    found = None
    key, start, stop = word, match.start(1), match.end()
    while True:
        unit = forms.get(key)
        if unit is not None:
            found = Written(start, stop, unit)
        most -= 1
        if not most:
            return found
        match = _WORD.match(low, stop)
        if match is None:
            return found
        key = f"{key} {match[1].replace('.', '')}"
        stop = match.end()


def before(text: str, start: int) -> tuple[Written, bool] | None:
    """The money sign or code written before a number at `start`, and whether it needs a scale to be believed."""
    stop = start
    if start and text[start - 1] in " \xa0\u202f":
        stop -= 1
    if not stop:
        return None
    last = text[stop - 1]
    if last.isspace() or last in "0123456789,;:()'\"":
        return None
    signs = _before()
    for length in range(min(_LONGEST, stop), 0, -1):
        sign = signs.get(text[stop - length : stop])
        if sign is None:
            continue
        first = stop - length
        if text[first].isalpha() and first and (text[first - 1].isalnum() or text[first - 1] in "&-"):
            continue
        return Written(first, stop, sign[0]), sign[1]
    return None
