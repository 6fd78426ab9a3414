"""The tables of places, made ready to be looked up: forms and senses, words around them, members of groups."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from string import capwords
from typing import NamedTuple

from extractor.tables import Lexicon, compiled, table
from extractor.words import Words, scan

FORMS = {
    "name": "name",
    "adjectives": "adjective",
    "people": "people",
    "abbreviations": "abbreviation",
    "seats": "seat",
    "former": "name",
}
"""Columns of `areas.csv` that hold forms, and what an area found by one of them is."""
KINDS = {"group": "group", "region": "region", "zone": "region"}
"""Kinds of `areas.csv` whose areas are told by what they are, not by the form that names them."""


@dataclass(frozen=True, slots=True)
class Area:
    """A place as the text names it.

    Offsets count Unicode code points, end exclusive; `first` and `last` are indices of words, last exclusive, and may
    reach further back than the offsets ("the rest of the EU").
    `code` is an ISO 3166-1 alpha-3 or group code, several joined with `;`, `!X` for everyone but X, or empty for an
    anaphor whose place is not yet known; for a region the number of UN M49, or a word in small letters where there is
    none; `?X` for members of a group that are not named. `form` is name, adjective, people, abbreviation, seat (a
    capital that stands for a government), group, region, part (`item` is its name in lower case, `code` its country),
    anaphor (`item` is what it can mean), others (everyone else), unnamed (`?X`), or owner (an institution that tells
    whose figures it gives).
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

    @property
    def by_name(self) -> bool:
        """Whether it is an economy or group called by its name, in full or short."""
        return self.form in ("name", "abbreviation", "group")


class Sense(NamedTuple):
    """What a form stands for: `role` is area, head, anaphor, trap or credit; `need` must stand before it."""

    role: str
    code: str
    form: str
    item: str = ""
    need: str = ""


class Pattern(NamedTuple):
    """Words beside an area, whether they must be capitalised, what the whole is, and whether it speaks for the area."""

    lows: tuple[str, ...]
    capital: bool
    kind: str
    owner: bool


DESCRIBED = "="
"""Before the codes that an anaphor can mean: it describes them, wherever the text names them."""
Phrases = dict[str, list[tuple[str, ...]]]


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """All tables of places.

    `otherwise` is what a form of the lexicon stands for where the word that it needs is not before it ("neighbours").
    `after` and `before` are patterns by the word that touches the area; `sets` holds the one-word phrases of each kind
    of `area_words.csv`, `phrases` all of them by first word, `negations` and `within` by last, `heads` by last but one.
    By code, `names` are the canonical ones, `members` and `sizes` those of groups, `another` and `itself` the words of
    a text that tell whether a name means its country. `numbers` are numerals in words, `states` the items of states
    and provinces; `telling_after` and `telling_before` are the words beside an area that may make it something else.
    """

    lexicon: Lexicon[Sense]
    otherwise: dict[str, Sense]
    after: dict[str, list[Pattern]]
    before: dict[str, list[Pattern]]
    sets: dict[str, frozenset[str]]
    phrases: dict[str, Phrases]
    negations: Phrases
    heads: Phrases
    within: Phrases
    names: dict[str, str]
    members: dict[str, frozenset[str]]
    sizes: dict[str, frozenset[int]]
    numbers: dict[str, str]
    states: frozenset[str]
    another: dict[str, frozenset[str]]
    itself: dict[str, frozenset[str]]
    telling_after: frozenset[str]
    telling_before: frozenset[str]

    def starts(self, kind: str, words: Words, index: int) -> int:
        """How many words a phrase of `kind` that starts at `index` has, the longest; 0 where there is none."""
        lows = words.lows
        found = self.phrases[kind].get(lows[index], ()) if index < len(lows) else ()
        return max((len(form) for form in found if tuple(lows[index : index + len(form)]) == form), default=0)


def _forms() -> Iterator[tuple[str, Sense]]:
    """Every fixed form and its sense; where two rows share a form, the earlier one wins."""
    for form, sense in _senses():
        if form.startswith("the "):  # looked up by its second word: "the" begins too many
            form, sense = form[4:], sense._replace(need="the")
        yield form if form[0] in "=^" or form.islower() else "^" + form, sense


def _senses() -> Iterator[tuple[str, Sense]]:
    for row in table("area_traps"):
        if "*" not in row["phrase"]:
            sense = Sense("trap", row["owner"], row["kind"])
            if row["phrase"].islower():
                yield row["phrase"], sense
            else:
                for written in {row["phrase"], row["phrase"].upper(), capwords(row["phrase"])}:
                    yield "=" + written, sense
    for row in table("areas"):
        for column, form in FORMS.items():
            for text in filter(None, row[column].split("|")):
                yield text, Sense("area", row["code"], KINDS.get(row["kind"], form) if form != "seat" else form)
    for row in table("area_words"):
        if row["kind"] in ("anaphor", "others"):
            form = "others" if row["kind"] == "others" else "anaphor"
            yield row["phrase"].lower(), Sense("anaphor", "", form, row["value"])
        elif row["kind"] == "description":
            yield row["phrase"].lower(), Sense("anaphor", "", "anaphor", DESCRIBED + row["value"])
        elif row["kind"] == "head":
            yield row["phrase"], Sense("head", "", "anaphor", row["value"])
        elif row["kind"] == "between":
            yield row["phrase"], Sense("anaphor", "", "anaphor", row["value"], "between")
        elif row["kind"] == "joint_name":
            yield row["phrase"].lower(), Sense("anaphor", row["value"], "anaphor", "joint")
        elif row["kind"] == "credit":
            yield row["phrase"], Sense("credit", "", "")
    yield from _economies()
    for row in table("parts"):
        for text in filter(None, row["forms"].split("|")):
            yield text, Sense("area", row["country"], "part", row["name"].lower())


def _economies() -> Iterator[tuple[str, Sense]]:
    """Economies by their rank: "the world's second-largest economy", "the largest economy in Asia"."""
    ranks = [(row["phrase"].lower(), int(row["value"])) for row in table("area_words") if row["kind"] == "rank"]
    for row in table("area_words"):
        if row["kind"] != "economy":
            continue
        means, where = row["value"].split("/"), row["phrase"].lower()
        for words, rank in ranks:
            if rank <= len(means):
                sense = Sense("anaphor", "", "anaphor", DESCRIBED + means[rank - 1])
                if where.endswith("'s"):
                    yield f"{where} {words} economy", sense
                else:  # "in Asia", "Asian"
                    yield f"the {words} economy {where}" if " " in where else f"the {words} {where} economy", sense


@compiled
def gazetteer() -> Gazetteer:
    """The tables of places, read once for each set of tables."""
    after: dict[str, list[Pattern]] = {}
    before: dict[str, list[Pattern]] = {}
    for row in table("area_traps"):
        if "*" in row["phrase"]:
            beside = row["phrase"].replace("*", "").strip()
            lows = tuple(scan(beside).lows)
            capital = beside[0].isupper()
            pattern = Pattern(lows, capital, row["kind"], bool(row["owner"]))
            ahead = row["phrase"].startswith("*")
            (after if ahead else before).setdefault(lows[0 if ahead else -1], []).append(pattern)
    sets: dict[str, set[str]] = {}
    phrases: dict[str, Phrases] = {}
    negations: Phrases = {}
    heads: Phrases = {}
    within: Phrases = {}
    for row in table("area_words"):
        lows = tuple(scan(row["phrase"]).lows)
        if row["kind"] == "agency":  # "HANOI (Reuters)"
            after.setdefault("(", []).append(Pattern(("(", *lows, ")"), False, "dateline", False))
        if row["kind"] == "negation":
            negations.setdefault(lows[-1], []).append(lows)
        if row["kind"] == "parthead":
            heads.setdefault(lows[-2], []).append(lows)
        if row["kind"] == "within":
            within.setdefault(lows[-1], []).append(lows)
        sets.setdefault(row["kind"], set()).add(row["phrase"].lower())
        phrases.setdefault(row["kind"], {}).setdefault(lows[0], []).append(lows)
    forms = list(_forms())
    needing = {form for form, sense in forms if sense.need}
    return Gazetteer(
        Lexicon(forms),
        {form: sense for form, sense in forms if form in needing and not sense.need},
        after,
        before,
        {kind: frozenset(values) for kind, values in sets.items()},
        phrases,
        negations,
        _longest_first(heads),
        _longest_first(within),
        {row["code"]: row["name"].split("|")[0] for row in table("areas")},
        {group: members(group) for group in _spans()},
        _sizes(),
        {row["phrase"]: row["value"] for row in table("area_words") if row["kind"] == "number"},
        frozenset(row["name"].lower() for row in table("parts") if row["kind"] in ("state", "province")),
        _namesakes("another"),
        _namesakes("itself"),
        frozenset((*after, *phrases["official"])),
        frozenset((*(pattern.lows[0] for some in before.values() for pattern in some), *before))
        | frozenset((*negations, *sets["where"], *sets["firstname"])),
    )


def _longest_first(phrases: Phrases) -> Phrases:
    return {word: sorted(forms, key=len, reverse=True) for word, forms in phrases.items()}


def _namesakes(kind: str) -> dict[str, frozenset[str]]:
    """The words of `area_words.csv` of a kind, by the country that they tell something of."""
    out: dict[str, set[str]] = {}
    for row in table("area_words"):
        if row["kind"] == kind:
            out.setdefault(row["value"], set()).add(row["phrase"])
    return {code: frozenset(words) for code, words in out.items()}


@compiled
def _spans() -> dict[str, list[tuple[str, str, str]]]:
    """The members of each group, region and zone, each with the day it joined and the day it left, or ""."""
    out: dict[str, list[tuple[str, str, str]]] = {}
    for row in table("members"):
        out.setdefault(row["group"], []).append((row["member"], row["from"], row["to"]))
    return out


def members(group: str, day: str = "") -> frozenset[str]:
    """The alpha-3 codes of the members of a group, a region (number of UN M49) or a zone on a day.

    `day` is an ISO date, a year and month, or a year (its last day); without one, all that ever belonged. Nothing for
    an unknown code.
    """
    day = (day + "-12-31"[len(day) - 10 :])[:10] if day else ""
    found: set[str] = set()
    for member, joined, left in _spans().get(group, ()):
        if day and (joined > day or (left and left <= day)):
            continue
        found |= members(member, day) if member in _spans() else {member}
    return frozenset(found)


def _sizes() -> dict[str, frozenset[int]]:
    """How many countries each group has had in the years since 2000."""
    countries = {row["code"] for row in table("areas") if row["kind"] == "country"}
    return {
        group: frozenset(len(members(group, str(year)) & countries) for year in range(2000, 2030)) for group in _spans()
    }


@compiled
def dateline() -> re.Pattern[str]:
    """The opening of a line that tells where, when or by whom a report was written."""
    agency = "|".join(re.escape(row["phrase"]) for row in table("area_words") if row["kind"] == "agency")
    place = r"[A-Z][\w.'’/-]*+(?:,?[ ][A-Z][\w.'’/-]*+){0,4}"
    date = r"(?:,[ ](?:[A-Z][a-z]{2,8}\.?[ ]\d{1,2}|\d{1,2}[ ][A-Z][a-z]{2,8}))"
    return re.compile(
        rf"""
        [ \t]*(?:
          [A-Z][A-Z .,'/]{{1,40}}{date}?[ ]?\([A-Z][\w.]*+(?:[ ][A-Z][\w.]*+){{0,3}}\)[ ]?[-–—]   # HANOI (Asia News) -
        | {place}{date}[ ]?\((?:{agency})\)                                        # New Delhi, Aug 15 (PTI)
        | (?:By[ ][^\n]{{3,80}}?[ ])?{place}{date}?[ ]?\((?:{agency})\)[ ]?[-–—:.]    # HANOI (Reuters) -
        | [A-Z][A-Z .,'/]{{1,40}}{date}?[ ]?(?:--|[ ][-–—][ ]|[—–])(?=[^\n]*[a-z])   # MEXICO CITY--
        | {place}{date}[ ]?(?:--|-|–|—|:)                                         # Singapore, 17 Jan:
        | {place}(?<=\.)[ \t]*$                                                  # Jakarta.
        | By[ ][A-Z][^\n.!?]{{2,100}}$                                            # By Khanh Vu in Hanoi
        )
        """,
        re.VERBOSE | re.MULTILINE,
    )
