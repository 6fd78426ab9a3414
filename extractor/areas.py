"""Places: the countries, territories, groups and parts of countries that a text names."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import NamedTuple

from extractor.tables import Lexicon, table
from extractor.words import Words, scan


@dataclass(frozen=True, slots=True)
class Area:
    """A place as the text names it.

    Offsets count Unicode code points, end exclusive; `first` and `last` are indices of words, last exclusive.
    `code` is an ISO 3166-1 alpha-3 or group code, several joined with `;`, `!X` for everyone but X, or empty for an
    anaphor whose place is not yet known. `form` is name, adjective, people, abbreviation, seat (a capital that stands
    for a government), group, part (`item` is its name in lower case, `code` its country), anaphor, others (everyone
    else), or owner (an institution that tells whose figures it gives).
    """

    start: int
    end: int
    text: str
    code: str
    form: str
    item: str
    first: int
    last: int
    possessive: bool


class Sense(NamedTuple):
    """What a form of the lexicon stands for: `role` is area, anaphor or trap; `need` a word that must stand before."""

    role: str
    code: str
    form: str
    item: str = ""
    need: str = ""


class Pattern(NamedTuple):
    """Words that must stand beside an area, whether capitalised, and what the whole then is."""

    words: tuple[str, ...]
    capital: bool
    kind: str
    owner: str


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The tables of places, ready to be looked up."""

    lexicon: Lexicon
    after: dict[str, list[Pattern]]
    before: dict[str, list[Pattern]]
    sets: dict[str, frozenset[str]]
    phrases: dict[str, dict[str, list[tuple[str, ...]]]]
    sizes: dict[str, frozenset[int]]


class Mentions(NamedTuple):
    """All that is read in one pass: places, and institutions with the place they speak for.

    `owners` and `inside` run in parallel: the area word within the institution's name, or None where the name of the
    place is part of a proper name ("Bank of Thailand").
    """

    areas: list[Area]
    owners: list[Area]
    inside: list[Area | None]


def find(words: Words) -> list[Area]:
    """The places that `words` name, in order and without overlaps; anaphors are not resolved."""
    return mentions(words).areas


def owners(words: Words) -> list[Area]:
    """Institutions and officials whose name tells whose figures they give ("Bank of Thailand"), with that code."""
    return mentions(words).owners


def areas(text: str) -> list[Area]:
    """The countries, territories and groups that `text` names, anaphors resolved where the text says who that is."""
    read = mentions(scan(text))
    found = [area for area in resolve(read.areas, text) if area.form != "part" and area.code]
    found += [area for area in read.inside if area is not None]
    return sorted(found, key=lambda area: area.start)


def parts(text: str) -> list[Area]:
    """The provinces, states, cities and ports that `text` names, each with its country as `code`."""
    return [area for area in find(scan(text)) if area.form == "part"]


# --- tables -----------------------------------------------------------------------------------------------------------


def _marked(form: str) -> str:
    """A form with a capital must not be found in all lower case."""
    return form if form[0] in "=^" or form.islower() else "^" + form


def _forms() -> Iterator[tuple[str, Sense]]:
    """Every fixed form and its sense; where two rows share a form, the earlier one wins."""
    for row in table("area_traps"):
        if "*" not in row["phrase"]:
            yield _marked(row["phrase"]), Sense("trap", row["owner"], row["kind"])
    columns = {"name": "name", "adjectives": "adjective", "people": "people", "abbreviations": "abbreviation"}
    columns |= {"seats": "seat", "former": "name"}
    for row in table("areas"):
        for column, form in columns.items():
            for text in filter(None, row[column].split("|")):
                group = row["kind"] == "group" and form != "seat"
                yield _marked(text), Sense("area", row["code"], "group" if group else form)
    for row in table("area_words"):
        if row["kind"] in ("anaphor", "economy", "others"):
            need, phrase = "", row["phrase"]
            if phrase.startswith("the "):  # looked up by its second word: "the" begins too many
                need, phrase = "the", phrase[4:]
            yield phrase.lower(), Sense("anaphor", row["value"], row["kind"], need=need)
    for row in table("parts"):
        for text in filter(None, row["forms"].split("|")):
            yield _marked(text), Sense("area", row["country"], "part", row["name"].lower())


@cache
def _vocabulary() -> Vocabulary:
    after: dict[str, list[Pattern]] = {}
    before: dict[str, list[Pattern]] = {}
    for row in table("area_traps"):
        if "*" in row["phrase"]:
            beside = row["phrase"].replace("*", "").strip()
            lows = tuple(scan(beside).lows)
            pattern = Pattern(lows, not beside.islower() and beside[0].isalpha(), row["kind"], row["owner"])
            if row["phrase"].startswith("*"):
                after.setdefault(lows[0], []).append(pattern)
            else:
                before.setdefault(lows[-1], []).append(pattern)
    sets: dict[str, set[str]] = {}
    phrases: dict[str, dict[str, list[tuple[str, ...]]]] = {}
    for row in table("area_words"):
        sets.setdefault(row["kind"], set()).add(row["phrase"].lower())
        lows = tuple(scan(row["phrase"]).lows)
        phrases.setdefault(row["kind"], {}).setdefault(lows[0], []).append(lows)
    frozen = {kind: frozenset(values) for kind, values in sets.items()}
    return Vocabulary(Lexicon(_forms()), after, before, frozen, phrases, _sizes())


def _sizes() -> dict[str, frozenset[int]]:
    """How many members each group has had since 2000, by group."""
    spans: dict[str, list[tuple[int, int]]] = {}
    for row in table("members"):
        spans.setdefault(row["group"], []).append((int(row["from"][:4]), int(row["to"][:4] or 9999)))
    return {
        group: frozenset(sum(first <= year < last for first, last in rows) for year in range(2000, 2030))
        for group, rows in spans.items()
    }


# --- lines that name where a reporter sat ----------------------------------------------------------------------------


@cache
def _lines() -> re.Pattern[str]:
    kinds: dict[str, list[str]] = {}
    for row in table("area_words"):
        kinds.setdefault(row["kind"], []).append(re.escape(row["phrase"]))
    agency, credit = "|".join(kinds["agency"]), "|".join(kinds["credit"])
    place = r"[A-Z][\w.'’/-]*+(?:,?[ ][A-Z][\w.'’/-]*+){0,4}"
    return re.compile(
        rf"""
          ^[^\n]{{0,80}}?\((?i:{agency})\)              # HANOI (Reuters) -
        | ^[ \t]*[A-Z][A-Z .,'/]{{1,40}}(?:,[ ][A-Z][a-z]{{2,8}}\.?[ ]\d{{1,2}})?[ ]?(?:--|[ ][-–—][ ]|[—–])(?=.*[a-z])
        | ^[ \t]*{place},[ ][A-Z][a-z]{{2,8}}\.?[ ]\d{{1,2}}[ ]?(?:--|-|–|—)
        | ^[ \t]*{place}\.?[ \t]*$(?<=\.)               # Jakarta.
        | ^[ \t]*By[ ][A-Z][^\n.!?]{{2,100}}$           # By Khanh Vu in Hanoi
        | ^[ \t(\[*_-]*(?i:{credit})\b[^\n]*            # Reporting by ...
        | [(\[-](?i:{credit})\b[^\n]*
        """,
        re.VERBOSE | re.MULTILINE,
    )


def _zones(text: str) -> list[tuple[int, int]]:
    """Datelines, bylines and credits: they say where a reporter sat, not who trades."""
    return [match.span() for match in _lines().finditer(text)]


# --- one pass --------------------------------------------------------------------------------------------------------


def mentions(words: Words) -> Mentions:
    """Places and institutions in one pass over `words`."""
    vocabulary, text, lows = _vocabulary(), words.text, words.lows
    zones = iter([*_zones(text), (len(text) + 1, len(text) + 1)])
    zone = next(zones)
    out, owned, inside = [], [], []
    for first, last, value in vocabulary.lexicon.find(words):
        assert isinstance(value, Sense)
        start, end = words.starts[first], words.ends[last - 1]
        while zone[1] <= start:
            zone = next(zones)
        if zone[0] <= start:
            continue
        possessive = last < len(lows) and (
            lows[last] == "'s" or (lows[last] == "'" and lows[last - 1].endswith("s") and words.starts[last] == end)
        )
        area = Area(start, end, text[start:end], value.code, value.form, value.item, first, last, possessive)
        if value.role == "trap":
            if value.code:
                owned.append(replace(area, form="owner"))
                inside.append(None)
        elif value.role == "anaphor":
            if not value.need or (first and lows[first - 1] == value.need):
                out.append(_anaphor(area, words, len(value.need) > 0))
        else:
            kind, owner = _context(area, words)
            if kind == "owner":
                owned.append(replace(area, form="owner", code=owner))
                inside.append(area if not owner or _modifies(area, words) else None)
            elif kind:
                continue
            elif (kept := _place(area, words)) is not None:
                out.append(kept)
    return Mentions(out, owned, inside)


def _anaphor(area: Area, words: Words, article: bool) -> Area:
    """An anaphor with its article; only the mainland has a code by itself."""
    first = area.first - article
    start = words.starts[first]
    form = "others" if area.form == "others" else "anaphor"
    code = area.code if area.code == "CHN" and area.form == "anaphor" else ""
    return replace(area, first=first, start=start, text=words.text[start : area.end], form=form, code=code)


def _place(area: Area, words: Words) -> Area | None:
    """The area as it stands, everyone but the area, or nothing where it is none."""
    vocabulary, lows = _vocabulary(), words.lows
    first, last = area.first, area.last
    if area.text.endswith("-"):  # "Sino-" in "Sino-Russian"
        return replace(area, last=last - 1, end=area.end - 1, text=area.text[:-1])
    if area.form == "seat" and first and lows[first - 1] in ("in", "near", "at"):
        return None
    if area.code == "WLD":
        return area if _starts(words, last, vocabulary.phrases["world"]) else None
    if area.form == "group" and _unnamed(area, words):
        return None
    for phrase in sorted(vocabulary.phrases["negation"].values(), key=len):
        for before in sorted(phrase, key=len, reverse=True):
            back = first - (lows[first - 1] == "-")
            if tuple(lows[max(back - len(before), 0) : back]) == before:
                start = words.starts[back - len(before)]
                return replace(
                    area,
                    code="!" + area.code,
                    first=back - len(before),
                    start=start,
                    text=words.text[start : area.end],
                )
    return area


def _starts(words: Words, index: int, phrases: dict[str, list[tuple[str, ...]]]) -> bool:
    """Whether one of `phrases` stands at `index`."""
    if index >= len(words.lows):
        return False
    return any(
        tuple(words.lows[index : index + len(phrase)]) == phrase for phrase in phrases.get(words.lows[index], ())
    )


def _unnamed(area: Area, words: Words) -> bool:
    """Whether a group's name only tells where some of its members are ("10 European countries", "Asia's largest")."""
    vocabulary, lows = _vocabulary(), words.lows
    first, last = area.first, area.last
    if area.possessive:
        rest = lows[last + 1 : last + 6]
        return any(word in vocabulary.sets["partof"] for word in rest[:3]) and any(
            word in vocabulary.sets["member"] for word in rest[1:]
        )
    member = lows[last : last + 1] and lows[last] in vocabulary.sets["member"]
    if not member or not first:
        return False
    before = lows[first - 1]
    if before[0].isdigit():
        sizes = vocabulary.sizes.get(area.code, frozenset())
        return lows[max(first - 2, 0)] != "the" and not (before.isdigit() and int(before) in sizes)
    return before in vocabulary.sets["quantity"]


def _context(area: Area, words: Words) -> tuple[str, str]:
    """What the words around an area make of it: ("", "") for nothing, else a kind and, for an owner, whose."""
    vocabulary, text, lows = _vocabulary(), words.text, words.lows
    first, last = area.first, area.last
    patterns = vocabulary.after.get(lows[last]) if last < len(lows) else None
    for pattern in patterns or ():
        if tuple(lows[last : last + len(pattern.words)]) != pattern.words:
            continue
        if pattern.capital and not text[words.starts[last]].isupper():
            continue
        if pattern.kind == "currency" and area.form == "people":
            continue
        if pattern.kind == "city" and area.form not in ("seat", "part"):
            continue
        return ("owner", area.code) if pattern.owner else (pattern.kind, "")
    index = first - 1 - (first > 0 and lows[first - 1] == "the")
    for pattern in vocabulary.before.get(lows[index], ()) if index >= 0 else ():
        start = index + 1 - len(pattern.words)
        if start >= 0 and tuple(lows[start : index + 1]) == pattern.words:
            if not pattern.capital or text[words.starts[start]].isupper():
                return ("owner", area.code) if pattern.owner else (pattern.kind, "")
    return _institution(area, words)


def _modifies(area: Area, words: Words) -> bool:
    """Whether an institution is named by the area before it ("China's customs"), not by a proper name around it."""
    return area.first == 0 or words.lows[area.first - 1] not in ("of", "the")


_INSIDE = frozenset(("and", "of", "&", ",", "-", "for", "on", "'s", "the"))


def _institution(area: Area, words: Words) -> tuple[str, str]:
    """Whether the area opens or closes the name of an institution or a company."""
    vocabulary, text, lows = _vocabulary(), words.text, words.lows
    body, company = vocabulary.sets["body"], vocabulary.sets["company"]
    index = area.last + area.possessive
    for ahead in range(index, min(index + 3, len(lows))):
        if not lows[ahead].isalpha():
            break
        if _starts(words, ahead, vocabulary.phrases["official"]):
            return "owner", area.code
    titled = _titled(words, area.start)
    for ahead in range(index, min(index + (2 if titled else 8), len(lows))):
        low = lows[ahead]
        if not text[words.starts[ahead]].isupper():
            if low in _INSIDE and ahead > index:
                continue
            break
        if low in body:
            return "owner", area.code
        if low in company and not area.possessive:
            return "company", ""
    return "", ""


def _titled(words: Words, start: int) -> bool:
    """Whether the line of `start` is a headline: most of its longer words are capitalised."""
    text = words.text
    begin = text.rfind("\n", 0, start) + 1
    end = text.find("\n", start)
    line = text[begin : end if end >= 0 else len(text)][:400].split()
    longer = [word for word in line if len(word) > 3 and word[0].isalpha()]
    return sum(word[0].isupper() for word in longer) * 10 > len(longer) * 7


# --- anaphors --------------------------------------------------------------------------------------------------------


_STOP = re.compile(r"[.!?][\"”’']?\s|\n")


def resolve(found: Iterable[Area], text: str) -> list[Area]:
    """The areas with their anaphors resolved where the text before says who that is; the others are left out."""
    out: list[Area] = []
    means = {row["phrase"]: row["value"] for row in table("area_words") if row["kind"] in ("anaphor", "economy")}
    items = list(found)
    for index, area in enumerate(items):
        if area.form == "others":
            continue
        if area.form != "anaphor" or area.code:
            out.append(area)
            continue
        meaning = means.get(area.text.lower().replace("’", "'"), "")
        code = _antecedent(meaning, area, out, items[index + 1 : index + 2], text)
        if code:
            out.append(replace(area, code=code))
    return out


def _antecedent(meaning: str, area: Area, before: list[Area], after: list[Area], text: str) -> str:
    """The code that an anaphor of this meaning points back at, or nothing."""
    named = [old for old in before if old.form not in ("anaphor", "part") and old.code and old.code[0] != "!"]
    if meaning == "pair":
        for one in reversed(named):
            for other in reversed(named):
                if other.start < one.start and other.code != one.code and one.first - other.last < 15:
                    return ";".join(sorted({one.code, other.code}))
        return ""
    if meaning in ("country", "group"):
        kind = [old for old in named if (old.form == "group") == (meaning == "group") and ";" not in old.code]
        for back, old in reversed(list(enumerate(kind))):
            if back == 0 or _STOP.search(text, kind[back - 1].end, old.start):
                return old.code  # the first that the latest sentence with one names
        return ""
    seen = Counter(old.code for old in named)
    near = {new.code for new in after if new.first - area.last < 3}
    for code in meaning.split("|"):
        if all(one in seen or one in near for one in code.split(";")):
            return code
    return ""
