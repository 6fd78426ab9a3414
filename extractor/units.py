"""Units as written: the words and signs that follow a number, the signs and codes that stand before it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from extractor.surroundings import words
from extractor.tables import compiled, table

_WORD = re.compile(
    r"""
    [ \n-]?
    ( (?:[a-z]\.)+[a-z](?![a-z])\.?+ | (?:[a-z]\.){2,}     # u.s., n.z
    | [^\W\d_]{1,40}+ (?: /[a-z]+ | [23](?![0-9a-z]) | 'anga )?  # tonnes, b/d, m3
    | [24]0(?=[ -]f)                                    # 20-foot equivalent units
    | [^\w\s.,;:!?()\[\]"'/+*=<>~-] )                   # a sign: %, €
    """.replace("[ \\n-]", "[\\ \\n-]").replace("[ -]", "[\\ -]"),
    re.VERBOSE,
)
_OWNER = re.compile(
    r" (?:(?P<one>(?:[A-Z][a-z]{2,12}(?: [A-Z][a-z]{2,8})?|U\.S\.|US|N\.?Z\.?)(?![\w-]))"
    r"|\((?P<two>[A-Z][A-Za-z. ]{1,20})\))"
)
_THE_MARK = re.compile(r"\b(?:the|a|that|this) [\d.,]+(?:[- ][a-z]+)?$")
_AHEAD = 32  # characters before the end of a number in which the article before it is looked for
_LETTERS = re.compile(r"[a-z]+|[$£]")
_LONGEST_SIGN = 8
_NEAR = 80  # characters on both sides in which words that make a unit are looked for


class Unit(NamedTuple):
    """A unit: its code, how many of it one is, and what kind of word it was written with.

    `kin` is the family of a currency ("dollar"), `bare` that the text does not say whose; `weak` marks a word or
    sign believed only beside a scale, a group or a decimal, `local` one that is believed too where its country is
    spoken of, `noun` a name of money before a number; `exact` is how it
    must be written, `beside` the words of which one must stand near.
    """

    code: str
    factor: Decimal
    kin: str = ""
    bare: bool = False
    money: bool = False
    weak: bool = False
    noun: bool = False
    local: bool = False
    exact: str = ""
    beside: frozenset[str] = frozenset()


class Written(NamedTuple):
    """A unit found beside a number: where it starts and ends, and the unit."""

    start: int
    end: int
    unit: Unit


def _parts(cell: str) -> list[str]:
    return [part for part in cell.split(";") if part]


def _key(form: str) -> str:
    return form.lower().lstrip("~=").replace(".", "").replace("-", " ")


_ONE = Decimal(1)


def _money() -> dict[str, Unit]:
    """Names, adjectives with family nouns, codes and signs of money after a number."""
    forms: dict[str, Unit] = {}
    nouns: dict[str, list[str]] = {}
    for row in table("money"):
        nouns.setdefault(row["family"], []).extend(_parts(row["forms"]))
        for form in _parts(row["forms"]):
            forms[_key(form)] = Unit(
                row["code"],
                Decimal(row["factor"]),
                row["family"],
                bare=bool(row["family"]),
                money=True,
                weak=form[0] == "~",
                exact=form[1:] if form[0] == "=" else "",
                beside=frozenset(_parts(row["beside"])),
            )
        for sign in _parts(row["signs"]):
            if sign == "£":
                forms[sign] = Unit(row["code"], _ONE, row["family"], bare=True, money=True)
    for row in table("currencies"):
        unit = Unit(row["code"], _ONE, row["family"], money=True)
        for noun in _parts(row["nouns"]):
            forms.setdefault(_key(noun), unit._replace(weak=noun[0] == "~"))
            for adjective in _parts(row["adjectives"]):
                forms.setdefault(f"{_key(adjective)} {_key(noun)}", unit)
        forms.setdefault(_key(row["code"]), unit._replace(exact=row["code"]))
        for adjective in _parts(row["adjectives"]):
            for noun in nouns.get(row["family"], ()) if row["family"] else ():
                forms[f"{_key(adjective)} {_key(noun)}"] = unit._replace(factor=forms[_key(noun)].factor)
        for sign in _parts(row["symbols"]):
            if sign[-1] in "$£¥＄" or not sign.isascii():
                forms.setdefault(_key(sign), unit)
    return forms


@compiled
def _after() -> tuple[dict[str, Unit], dict[str, int]]:
    """Forms of units after a number, and for each first word the most words that a form has."""
    forms = _money()
    for row in table("units"):
        for form in _parts(row["forms"]):
            unit = Unit(row["unit"], Decimal(row["factor"] or 0), exact=form[1:] if form[0] == "=" else "")
            forms[_key(form)] = unit._replace(weak=form[0] == "~", beside=frozenset(_parts(row["beside"])))
    split = {tuple(re.findall(r"[\w/']+|[^\w\s]", form)): unit for form, unit in forms.items()}
    longest: dict[str, int] = {}
    for first, *rest in split:
        longest[first] = max(longest.get(first, 1), 1 + len(rest))
    return {" ".join(form): unit for form, unit in split.items()}, longest


def after(text: str, low: str, end: int, *, scaled: bool = False) -> Written | None:
    """The unit written after a number that ends at `end`, `scaled` if with a scale; `low` is the folded text."""
    match = _WORD.match(low, end)
    if match is None:
        return None
    forms, longest = _after()
    word = match[1].replace(".", "") if "." in match[1] else match[1]
    start, stop = match.span(1)
    most = longest.get(word)
    if most is None and "/" in word:  # "3.2 bcf/d"
        word = word.partition("/")[0]
        most, stop = longest.get(word), start + len(word)
    if most is None:
        return None
    found = None
    key = word
    while True:
        unit = forms.get(key)
        if unit is not None and unit.code == "-" and unit.weak and scaled:
            unit = None
        if unit is not None and (not unit.exact or text[start:stop].replace(".", "") == unit.exact):
            found = Written(start, stop, unit)
        most -= 1
        match = _WORD.match(low, stop) if most else None
        if match is None:
            break
        key = f"{key} {match[1].replace('.', '')}"
        stop = match.end()
    if found is None or found.unit.code == "-" or found.unit.money and _belongs_on(text, found):
        return None
    if low[found.start : found.end] == "mark" and _THE_MARK.search(low, max(0, end - _AHEAD), end):
        return None  # "passed the 2 million mark"
    if found.unit.beside and found.unit.beside.isdisjoint(_LETTERS.findall(low, max(0, start - _NEAR), stop + _NEAR)):
        return None
    return found


@compiled
def _owners() -> dict[tuple[str, str], Unit]:
    """For a family of money and an adjective, whose it is."""
    return {
        (row["family"], adjective): Unit(row["code"], _ONE, row["family"], money=True)
        for row in table("currencies")
        for adjective in _parts(row["adjectives"])
        if row["family"]
    }


def owner(text: str, low: str, end: int, family: str) -> Written | None:
    """The adjective that says after an amount with a sign whose money it is ("$5 billion Canadian", "$3bn (US)")."""
    match = _OWNER.match(text, end)
    if match is None:
        return None
    adjective = match["one"] or match["two"]
    unit = _owners().get((family, adjective.lower().rstrip(".")))
    if unit is None:
        return None
    follow = _LETTERS.match(low, match.end() + 1)
    if match["one"] and follow and low[match.end()] == " " and follow[0] not in words("stop"):
        return None  # "$5 billion Canadian market"
    return Written(match.start("one"), match.end("one") if match["one"] else end, unit)


def spoken(low: str, family: str) -> Iterator[str]:
    """The moneys of a family that a folded text names in full without an amount ("the Sudanese pound")."""
    owned = _owners()
    for match in re.finditer(re.escape(family), low):
        lead = low[max(0, match.start() - 30) : match.start()].split(" ")[:-1]
        unit = owned.get((family, " ".join(lead[-2:]))) or owned.get((family, " ".join(lead[-1:])))
        if unit:
            yield unit.code


def weight(form: str) -> Unit:
    """The unit of weight that is written as a form of the table."""
    return _after()[0][form]


def _belongs_on(text: str, found: Written) -> bool:
    """A sign or code with a number behind it is that number's ("in 2023 US$5bn", "in 2023 EUR 5bn")."""
    nearby = text[found.end : found.end + 2].lstrip(" \xa0")[:1]
    written = text[found.start : found.end]
    return nearby.isdigit() and (written.isupper() or not written[-1].isalpha())


@compiled
def _before() -> tuple[dict[str, Unit], frozenset[str]]:
    """Signs and codes before a number, as written, and the last two characters that one may end in."""
    signs: dict[str, Unit] = {}
    for row in table("money"):
        for sign in _parts(row["signs"]):
            plain = sign.lstrip("~")
            weak, local = sign != plain, sign.startswith("~~")
            signs[plain] = Unit(row["code"], _ONE, row["family"], bare=True, money=True, weak=weak, local=local)
    for row in table("currencies"):
        unit = Unit(row["code"], _ONE, row["family"], money=True)
        for sign in _parts(row["symbols"]):
            plain = sign.lstrip("~")
            signs.setdefault(plain, unit._replace(weak=sign != plain, local=sign.startswith("~~")))
        signs.setdefault(row["code"], unit._replace(weak=row["code"].lower() in words("code")))
    for form, unit in _money().items():
        if form.isalpha() and not (unit.weak or unit.exact) and unit.factor == 1 and len(form) <= _LONGEST_SIGN:
            for name in (form, form.capitalize(), form.upper()):  # "Birr 500 million"
                signs.setdefault(name, unit._replace(weak=True, noun=True))
    return signs, frozenset(sign[-2:] for sign in signs) | frozenset(sign for sign in signs if len(sign) == 1)


def _is_inside(text: str, first: int) -> bool:
    """Whether the letters at `first` belong to the word before them: "A-RM", but not "(-RM5 million)"."""
    if text[first - 1] == "-":
        return first > 1 and not (text[first - 2].isspace() or text[first - 2] in "([/")
    return text[first - 1].isalnum() or text[first - 1] in "&'’"


def before(text: str, start: int) -> Written | None:
    """The money sign or code written before a number at `start`."""
    stop = start - 1 if start and text[start - 1] in " \xa0\u202f" else start
    signs, endings = _before()
    if text[stop - 1 : stop] == ")" and (opening := text.rfind("(", max(0, stop - _LONGEST_SIGN - 2), stop)) >= 0:
        inside = signs.get(text[opening + 1 : stop - 1])
        return Written(opening, stop, inside) if inside is not None and not inside.weak else None  # "(S$) 1.09 billion"
    ending = text[max(0, stop - 2) : stop]
    if ending not in endings and ending[-1:] not in endings:
        return None
    for length in range(min(_LONGEST_SIGN, stop), 0, -1):
        first = stop - length
        unit = signs.get(text[first:stop])
        if unit is None or text[first].isalpha() and first and _is_inside(text, first):
            continue
        if " $" in text[first + 1 : stop] and text[max(0, first - 4) : first].lower() == "the ":
            continue  # "to the US $5 billion and to Peru $3 billion": of the country
        return Written(first, stop, unit)
    return None
