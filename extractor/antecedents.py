"""Whom "the two countries", "the bloc" or "the world's second-largest economy" point back at."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from extractor.gazetteer import DESCRIBED, Area, gazetteer
from extractor.tables import compiled, table

STOP = re.compile(r"[.!?][\"”’')]?\s|\n")
_OTHER = re.compile(r"\b(?:to|with|from|against)\s+$", re.IGNORECASE)
"""Before "the country", these mean another one than the sentence's own."""
_ASIDE = re.compile(r"\b(?:to|with|from|against|by|in|into|on|for|between|than|unlike)\s+(?:the\s+)?$", re.IGNORECASE)
"""Before a name, these say that the sentence is about another."""
_COUNTRIES = re.compile(r"countries|nations|neighbou?rs", re.IGNORECASE)
"""Two of these are no groups."""
_APPOSITION = 4
"""How many words may stand between a description and the name that follows it ("Europe's largest economy, Germany")."""
_MEMORY = 100
"""How many names back an anaphor can point."""
_REACH = 600
"""How many characters back two sentences can begin."""
_PAIR = 15
"""How many words may stand between the two names of a pair."""


def resolve(found: Iterable[Area], text: str) -> list[Area]:
    """The areas with each anaphor given its code, taken from the text before it; those that point nowhere are left out.

    "The country" is the first country of the latest sentence that names one, or, after "to" or "with", another than
    the sentence's own; a pair is the latest two names that stand close together; a description of an economy means the
    likeliest code that the text names, also right after it.
    """
    items = list(found)
    out: list[Area] = []
    named: list[Area] = []
    codes: set[str] = set()
    for index, area in enumerate(items):
        if area.form == "anaphor" and not area.code:
            if area.item.startswith(DESCRIBED):
                following = {new.code for new in items[index + 1 : index + 2] if new.first - area.last < _APPOSITION}
                code = _economy(area.item[1:], codes | following)
            else:
                code = _antecedent(area, named[-_MEMORY:], text)
            part = None if code else _part(area, named[-_MEMORY:])
            if not code and part is None:
                continue
            area = replace(area, code=code)
            if part is not None:
                area = replace(area, code=part.code, form="part", item=part.item)
        elif area.form != "anaphor" and area.code[:1] not in ("", "!", "?"):
            named.append(area)
            if area.form != "part":
                codes.add(area.code)
        out.append(area)
    return out


def _economy(meaning: str, codes: set[str]) -> str:
    """The first of the codes it can mean whose every economy is named."""
    return next((code for code in meaning.split("|") if codes.issuperset(code.split(";"))), "")


def _antecedent(area: Area, named: list[Area], text: str) -> str:
    """The code of the name or names before it that an anaphor points back at, or nothing."""
    if area.item == "pair":
        apart = ("part", "group", "region") if _COUNTRIES.search(area.text) else ("part",)
        return _pair([old for old in named if old.form not in apart])
    if area.item == "other":
        return _other(area, [old for old in named if old.form not in ("group", "region", "part")], text)
    if area.item == "country":
        return _country(area, [old for old in named if old.form not in ("group", "region", "part")], text)
    if area.item.startswith("member:"):
        members = gazetteer().members.get(area.item[7:], frozenset())
        return _country(area, [old for old in named if old.form != "part" and old.code in members], text)
    codes = area.item.split("|")
    latest = next((old for old in reversed(named) if {old.code, old.form, _kinds().get(old.item)} & set(codes)), None)
    return latest.code if latest is not None and latest.form != "part" else ""


def _part(area: Area, named: list[Area]) -> Area | None:
    """The part of a country that an anaphor points back at ("the province"), or None."""
    kinds = area.item.split("|")
    latest = next((old for old in reversed(named) if old.form in kinds or _kinds().get(old.item) in kinds), None)
    return latest if latest is not None and _kinds().get(latest.item) in kinds else None


def means_part(area: Area) -> bool:
    """Whether an anaphor can mean nothing but a part of a country."""
    return _kinds_of_parts().issuperset(area.item.split("|"))


@compiled
def _kinds_of_parts() -> frozenset[str]:
    return frozenset(_kinds().values())


@compiled
def _kinds() -> dict[str, str]:
    return {row["name"].lower(): row["kind"] for row in table("parts")}


def _pair(named: list[Area]) -> str:
    for last in range(len(named) - 1, 0, -1):
        one, other = named[last], named[last - 1]
        if one.code != other.code and one.first - other.last <= _PAIR:
            return ";".join(sorted((one.code, other.code)))
    return ""


def _other(area: Area, named: list[Area], text: str) -> str:
    """The one country but its own that this sentence and the one before name: "its neighbour"."""
    if not named:
        return ""
    stops = [match.end() for match in STOP.finditer(text, max(area.start - _REACH, 0), area.start)]
    begin, here = stops[-2] if len(stops) > 1 else 0, stops[-1] if stops else 0
    near = [old for old in named if old.start >= begin]
    own = named[-1]
    if _is_aside(own, text):  # "it" is what the sentence is about, or the one before where that names none
        named_here = [old for old in near if old.start >= here and not _is_aside(old, text)]
        own = next((old for old in named_here or near if not _is_aside(old, text)), own)
    side = next((row for row in _sides() if row[0] == own.code and row[1] and row[1] in area.text.lower()), None)
    if side is not None:
        return _sides()[side]
    if (own.code, "") in _sides():
        return _sides()[own.code, ""]
    others = {old.code for old in near} - {own.code}
    return others.pop() if len(others) == 1 else _most_named(area, named, text)


@compiled
def _sides() -> dict[tuple[str, str], str]:
    """Whom a neighbour can only be, by the economy and the side of it, "" for its only one."""
    return {(row["code"], row["side"]): row["neighbour"] for row in table("neighbours")}


def _most_named(area: Area, named: list[Area], text: str) -> str:
    """The economy that is named most beside the one whose neighbour is meant: its possessor, else the one named most of
    all; nothing where two are named as often."""
    counted = Counter(old.code for old in named)
    owned = len(text[named[-1].end : area.start].split()) < _APPOSITION and not STOP.search(
        text, named[-1].end, area.start
    )
    own = named[-1].code if owned else counted.most_common(1)[0][0]
    del counted[own]
    first, second = [*counted.most_common(2), ("", 0), ("", 0)][:2]
    return first[0] if first[1] > second[1] else ""


def _is_aside(area: Area, text: str) -> bool:
    """Whether the words before a name say that the sentence is about another."""
    return _ASIDE.search(text, max(area.start - 14, 0), area.start) is not None


def _country(area: Area, named: list[Area], text: str) -> str:
    """The country that the latest sentence with one is about; for "to the country" one that it only mentions."""
    towards = _OTHER.search(text, max(area.start - 12, 0), area.start) is not None
    if towards:
        own = {old.code for old in named if not STOP.search(text, old.end, area.start)}
        named = [old for old in named if old.code not in own] or named
    sentence: list[Area] = []
    for old in reversed(named):
        if sentence and STOP.search(text, old.end, sentence[-1].start):
            break
        sentence.append(old)
    sentence.reverse()
    aside = [_is_aside(old, text) for old in sentence]
    wanted = [old for old, mentioned in zip(sentence, aside, strict=True) if mentioned == towards]
    return wanted[-1 if towards else 0].code if wanted else sentence[0].code if sentence else ""
