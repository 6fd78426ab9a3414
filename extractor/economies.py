"""Whose an article is: the economy that it is about, and the side of groups that it sets against the world."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from extractor import items
from extractor.areas import Area, Mentions
from extractor.claims import TRADE, TWO_SIDED
from extractor.gazetteer import gazetteer
from extractor.phrases import Phrase
from extractor.signs import Sign
from extractor.tables import compiled, table
from extractor.words import Words

_NAMED = {"name": 1.0, "adjective": 1.0, "abbreviation": 1.0, "people": 0.5, "group": 0.4, "seat": 0.5, "part": 0.7}
GROUPS = frozenset({"EU", "EUROZONE", "ASEAN"})  # groups that report trade of their own
LEADING = 2  # sentences in which growth told of a region makes it what the article is about
_AWAY = frozenset(
    {"with", "to", "from", "against", "based", "visit", "visits", "visited", "visiting", "toured"}
)  # what follows is more likely the counterpart, or one of those that a minister travels to
AWAY_VOTE, BUYER_VOTE = -0.3, 0.2  # of a mention as counterpart, and of one that "bought" or "accounted for"
SEVERAL = 3  # places in a row
_IN_A_ROW = frozenset({"COMMA", "SEMICOLON", "AND", "OR", "THE", "QUANTITY", "OPEN", "CLOSE", "COLON", "WITH", "AT"})
BEHIND = 8  # words within which who is said to buy follows its name
BESIDE = 4  # words beside the names of two within which it is said that they quarrel
GATHERED = 4  # words before a place within which it is told that people met there
EARLY = 300  # characters within which a mention weighs double


def economy(
    sentences: Sequence[Sequence[Phrase]],
    signed: Sequence[Sequence[Sign]],
    areas: Iterable[Area],
    mentioned: Mentions,
    moneys: Iterable[str],
    words: Words,
) -> str:
    """The code of the economy an article is about, or "".

    Weighs who reports the metrics of its phrases, whose offices are cited, where it was written, who is named (early
    mentions more; after "with" or "to", or before "bought", it speaks for another) and in whose money the figures are.
    """
    votes: defaultdict[str, float] = defaultdict(float)
    partners: set[int] = set()
    regions, world = set(GROUPS), False  # an article on the trade of the world says so in its lead
    for order, (phrases, signs) in enumerate(zip(sentences, signed, strict=True)):
        if order < 5 and any(phrase.metric in TWO_SIDED for phrase in phrases):
            votes[_opens(signs)] += 1.5
        for phrase in phrases:
            if phrase.metric == "other" or phrase.metric == "tariff_rate":  # who levies it is as often the other side
                continue
            partners.update(area.start for area in phrase.partners if phrase.metric in TRADE)
            weight = 10.0 if order == 0 else 6.0 if order < 2 else 4.0 if order < 5 else 2.0
            for area in phrase.reporters[:1] or phrase.pair[:1] or _doer(signs, phrase):
                votes[area.code] += weight
                if order < LEADING and phrase.metric == "gdp" and area.form == "group":
                    regions.add(area.code)
                first = next((one for one in phrases if one.metric in TRADE), None)  # not "exports rise as world trade"
                world |= order < LEADING and area.code == "WLD" and phrase is first and not phrase.dependent
            for area in phrase.partners:
                votes[area.code] -= 2.0
    areas = list(areas)
    listed = _listed(signed)
    feuding = _feuding(areas, words)
    for area in areas:
        if area.start in partners or area.start in feuding:
            continue
        weight = _NAMED.get(area.form, 0.0) * (2.0 if area.start < EARLY else 1.0)
        back = words.lows[max(0, area.first - 2) : area.first]
        bought = area.start in listed or _takes(words, area.last)
        far = back[-1:] == ["in"] and items.roles_of("gatherings").intersection(
            words.lows[max(0, area.first - GATHERED) : area.first]
        )
        side = AWAY_VOTE if far or _AWAY.intersection(back) else BUYER_VOTE if bought else 1.0
        votes[area.code] += weight * side
        if area.possessive and items.roles_of("counterparts").intersection(words.lows[area.last + 1 : area.last + 4]):
            votes[area.code] += weight  # "Poland's largest customer" is someone else
        whose = area.possessive and back[-1:] in (["for"], ["of"])  # "China is the largest market for Peru's copper"
        if whose and not items.roles_of("counterparts").isdisjoint(words.lows[max(0, area.first - 3) : area.first]):
            votes[area.code] += 2.0 * weight
    for area in mentioned.owners:
        votes[area.code] += 1.5 if area.form == "owner" else 0.0
    seats = items.roles_of("world seats")  # what is written in Geneva is on the world
    for code in {area.code for area in mentioned.datelines if area.text.lower() not in seats}:
        votes[code] += 3.0
    for code, count in Counter(moneys).items():
        votes[code] += 1.5 * min(count, 6)
    fit = {
        code: vote
        for code, vote in votes.items()
        if (code == "WLD" and world)
        or (len(code) == 3 and code.isalpha() and code != "WLD")
        or code in regions - {"WLD", "OECD"}
    }
    if not fit and mentioned.seats and any(area.form == "anaphor" for area in areas):
        return mentioned.seats[0].code  # "the nation's output grew, said the bureau in Abuja"
    if not fit or max(fit.values()) <= 0:
        return ""
    return max(fit, key=fit.__getitem__)  # of two as likely, the one met first


def _doer(signs: Sequence[Sign], phrase: Phrase) -> list[Area]:
    """The place right before a verb of trade: "Poland last year imported"."""
    for sign in signs[max(0, phrase.first - 3) : phrase.first][::-1] if phrase.kind == "verb" else ():
        if isinstance(sign.value, Area):
            return [sign.value]
        if sign.symbol not in ("WORD", "PERIOD", "WILL"):
            break
    return []


def _opens(signs: Sequence[Sign]) -> str:
    """The code of the place that opens a sentence as its subject: "Egypt plans to raise its trade with Iraq"."""
    for sign in signs[:2]:
        if isinstance(sign.value, Area) and sign.value.form in ("name", "abbreviation", "seat"):
            return sign.value.code
    return ""


def _feuding(areas: Sequence[Area], words: Words) -> set[int]:
    """Where the places start of which only the quarrel is told: "hit by the US-China trade war"."""
    out: set[int] = set()
    quarrels = items.roles_of("quarrels")
    for one, other in pairwise(areas):
        between = words.lows[one.last : other.first]
        behind = words.lows[other.last : other.last + BESIDE] if between in (["-"], ["/"]) else []
        before = words.lows[max(0, one.first - BESIDE) : one.first] if between == ["and"] else []
        if not quarrels.isdisjoint([*behind, *before]):
            out |= {one.start, other.start}
    return out


def _listed(signed: Sequence[Sequence[Sign]]) -> set[int]:
    """Where the places start that are more likely counterparts: three or more in a row, with or without figures of
    theirs ("Peru (5 tonnes), Chile (4) and Spain"), and those given as examples ("buyers such as Japan")."""
    out: set[int] = set()
    for signs in signed:
        run: list[int] = []
        for index, sign in enumerate(signs):
            if isinstance(sign.value, Area):
                if index and signs[index - 1].symbol == "INCLUDE":
                    out.add(sign.value.start)
                run.append(sign.value.start)
                if len(run) >= SEVERAL:
                    out.update(run)
            elif sign.symbol not in _IN_A_ROW:
                run = []
    return out


def _takes(words: Words, index: int) -> bool:
    """Whether a verb that takes or holds a share stands at a word, or one that says who buys.

    "China bought", "China alone accounted for", "China is the largest buyer".
    """
    verb = words.lows[index : index + 2]
    if not _forms("SHARE").isdisjoint(verb):
        return True
    return not _forms("BE").isdisjoint(verb) and not items.roles_of("outlets").isdisjoint(
        words.lows[index + 2 : index + BEHIND]
    )


@compiled
def _forms(cue: str) -> frozenset[str]:
    """The first words of what stands for a cue."""
    forms = (form for row in table("cues") if row["cue"] == cue for form in row["forms"].split("|"))
    return frozenset(form.split(" ")[0] for form in forms) - {"had", "has", "have"}


def turn(sentences: Sequence[Sequence[Phrase]], places: Sequence[Area], own: str) -> None:
    """Give groups named as modifiers their side: where the text sets a group against the world outside it.

    "EU exports" of a member are its exports there, where "non-EU exports" are spoken of; "extra-EU imports" are the
    EU's own where the article is on an outsider.
    """
    outside = {area.code[1:] for area in places if area.code.startswith("!")}
    if not outside:
        return
    members = gazetteer().members
    for phrase in (phrase for phrases in sentences for phrase in phrases):
        if phrase.pair or phrase.metric not in TWO_SIDED:
            continue
        facing = phrase.partners or phrase.reporters
        group = facing[0].code.lstrip("!") if len(facing) == 1 else ""
        if group not in outside or group == own:
            continue
        inside = own in members.get(group, ())
        if phrase.reporters and not phrase.partners and inside:
            phrase.partners, phrase.reporters = phrase.reporters, []
        elif not phrase.reporters and "-" in facing[0].text and not inside:
            phrase.reporters = [replace(facing[0], code=group)]


def arrived(sentences: Sequence[Sequence[Phrase]], own: str) -> None:
    """Give arrivals of another's goods their source, where the text is on imports of `own`: "U.S. arrivals rose"."""
    for phrase in (one for phrases in sentences for one in phrases if one.form == "arrivals"):
        if phrase.metric == "exports" and any(area.code == own for area in phrase.partners):
            phrase.metric = "other"  # "Arrivals in Thailand grew", where its own exports were spoken of
    phrases = [phrase for phrases in sentences for phrase in phrases if phrase.metric == "imports"]
    if not any(phrase.reporters and phrase.reporters[0].code == own for phrase in phrases):
        return
    for phrase in phrases:
        theirs = phrase.reporters and phrase.reporters[0].code != own and phrase.reporters[0].form != "part"
        if phrase.form == "arrivals" and theirs and not phrase.partners:
            phrase.partners, phrase.reporters = phrase.reporters, []
