"""What the words around the name of a place make of it: an institution, a money, a person, or still a place."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from extractor.gazetteer import Area, Gazetteer
from extractor.words import Words

CITIES = ("seat", "part")
GROUPED = ("group", "region")
_OFFICES = frozenset({"ministry", "ministries", "minister", "department", "bureau"})
_NAMES = ("name", "seat", "part", *GROUPED)
_LINE = 200
"""How many characters to either side a line is looked at."""


@dataclass(slots=True)
class Scene:
    """The words of a text and the tables they are judged by; what is known of a line is kept by where it begins."""

    words: Words
    tables: Gazetteer
    headlines: dict[int, bool] = field(default_factory=dict)
    persons: set[str] = field(default_factory=set)  # names of places that were someone's surname

    def headline(self, start: int) -> bool:
        """Whether the line of offset `start` is a headline: most of its longer words are capitalised."""
        text = self.words.text
        begin = max(text.rfind("\n", max(start - _LINE, 0), start) + 1, start - _LINE)
        if begin not in self.headlines:
            end = text.find("\n", start, start + _LINE)
            line = text[begin : end if end >= 0 else start + _LINE].split()
            longer = [word[0] for word in line if len(word) > 3 and word[0].isalpha()]
            self.headlines[begin] = sum(map(str.isupper, longer)) * 4 > len(longer) * 3
        return self.headlines[begin]

    def upper(self, index: int) -> bool:
        """Whether there is a word at an index that begins with a capital."""
        return index < len(self.words.starts) and self.words.text[self.words.starts[index]].isupper()

    def name(self, index: int) -> bool:
        """Whether a word is written like a name, a capital and small letters, and is neither a month nor a place."""
        start, end = self.words.starts[index], self.words.ends[index]
        text, low = self.words.text, self.words.lows[index]
        irish = (
            end - start == 1 and text[end : end + 1] in ("'", "’") and text[end + 1 : end + 2].isupper()
        )  # "O'Neill"
        return (
            (irish or (end - start > 1 and text[start + 1].islower()))
            and text[start].isupper()
            and low not in self.tables.sets["calendar"]
            and not self.tables.lexicon.holds(low)
        )

    def opens(self, area: Area) -> bool:
        """Whether an area is written with a capital only because it opens a sentence or stands in a headline."""
        before = self.words.lows[area.first - 1] if area.first else "."
        return (
            before in (".", "!", "?", '"', ":")
            or self.broken(self.words.ends[area.first - 1], area.first)
            or (self.headline(area.start))
        )

    def led(self, index: int) -> bool:
        """Whether a preposition stands before a word ("to", "in")."""
        before = self.words.lows[index - 1] if index else ""
        return before in self.tables.sets["towards"] or before in self.tables.sets["where"]

    def touch(self, index: int) -> bool:
        """Whether only a space stands between a word and the one before it."""
        return self.words.text[self.words.ends[index - 1] : self.words.starts[index]] == " "

    def broken(self, end: int, index: int) -> bool:
        """Whether a line ends between offset `end` and a word."""
        return "\n" in self.words.text[end : self.words.starts[index]]


def plain(area: Area, scene: Scene) -> bool:
    """Whether the words beside the area are small and say nothing of it, as most often: it stands for itself."""
    words, tables, first = scene.words, scene.tables, area.first
    text, lows, starts = words.text, words.lows, words.starts
    ahead = area.last + area.possessive
    if area.form in CITIES:
        return False
    if ahead < len(lows):
        low = lows[ahead]
        if low in tables.telling_after or text[starts[ahead]].isupper():
            return False
        if (low == "," and _town(area, scene)) or (low in tables.sets["office"] and _official(area, scene)):
            return False
    if not first:
        return True
    back = first - 2 if first > 1 and lows[first - 1] in ("the", "-") else first - 1
    if lows[back] == "of":
        return not text[starts[back - 1]].isupper()
    return not (lows[back] in tables.telling_before or text[starts[back]].isupper())


def context(area: Area, scene: Scene) -> str:
    """`owner` where the area opens or closes the name of an institution that speaks for it, another word where it is
    no place that trades, `seated` where it is only where someone sits, and nothing where it stands for itself."""
    return (
        _opening(area, scene)
        or _town(area, scene)
        or _beside(area, scene)
        or _official(area, scene)
        or _institution(area, scene)
        or _closing(area, scene)
        or _compound(area, scene)
        or _seated(area, scene)
    )


def _opening(area: Area, scene: Scene) -> str:
    """Whether a city opens a line before a dash or colon, as a dateline does ("Ottawa - ")."""
    if area.form not in CITIES or not (area.first == 0 or scene.broken(scene.words.ends[area.first - 1], area.first)):
        return ""
    after = scene.words.text[area.end : area.end + 2]
    return "dateline" if after in (": ", " -", " –", " —") else ""


def _town(area: Area, scene: Scene) -> str:
    """Whether a state follows that tells a town from its namesake ("Paris, Texas"), not in a list of places."""
    words, last = scene.words, area.last
    if area.form not in ("name", "seat") or last + 1 >= len(words.lows) or words.lows[last] != ",":
        return ""
    end, sense = scene.tables.lexicon.at(words, last + 1) or (0, None)
    if sense is None or sense.item not in scene.tables.states:
        return ""
    after = words.lows[end] if end < len(words.lows) else ""
    return "" if after in ("and", "or", "'s", "'") else "town"


def _beside(area: Area, scene: Scene) -> str:
    """The kind of the first pattern of `area_traps.csv` that stands right after or right before the area."""
    words, first, last = scene.words, area.first, area.last
    lows = words.lows
    for pattern in scene.tables.after.get(lows[last], ()) if last < len(lows) else ():
        if tuple(lows[last : last + len(pattern.lows)]) != pattern.lows or scene.broken(area.end, last):
            continue
        if pattern.capital and not scene.upper(last):
            continue
        if pattern.kind == "currency" and area.form != "adjective":
            continue
        if pattern.kind == "sign" and (area.form != "abbreviation" or first > 0 and lows[first - 1] == "the"):
            continue  # "sold Japan $5 billion worth", "to the UK $5 billion"
        if pattern.kind == "dollar" and area.form not in ("adjective", "abbreviation", "name"):
            continue
        if pattern.kind == "city" and area.form not in CITIES:
            continue
        return "owner" if pattern.owner else pattern.kind
    index = first - 1 - (first > 0 and lows[first - 1] == "the")
    for pattern in scene.tables.before.get(lows[index], ()) if index >= 0 else ():
        start = index + 1 - len(pattern.lows)
        if start < 0 or tuple(lows[start : index + 1]) != pattern.lows or scene.broken(words.ends[index], first):
            continue  # not across a line: "exporters look east", "Lithuania sold"
        if pattern.capital and not scene.upper(start):
            continue
        if pattern.kind == "region" and area.form in GROUPED:
            continue
        if pattern.kind == "region" and area.form != "seat":
            return "within"
        return ("company" if area.form in CITIES else "owner") if pattern.owner else pattern.kind
    return ""


def _official(area: Area, scene: Scene) -> str:
    """Whether an official or an authority of the area follows ("China's customs data", "Thai commerce minister")."""
    lows, index = scene.words.lows, area.last + area.possessive
    officials, office = scene.tables.phrases["official"], scene.tables.sets["office"]
    for ahead in range(index, min(index + 4, len(lows))):
        low = lows[ahead]
        if low in officials and scene.tables.starts("official", scene.words, ahead):
            return "" if scene.broken(area.end, ahead) else "owner"
        if low not in office:
            break
    return ""


def _institution(area: Area, scene: Scene) -> str:
    """Whether capitalised words that end in the head of an institution or a company follow ("China Steel Corp")."""
    lows, sets = scene.words.lows, scene.tables.sets
    index = area.last + area.possessive
    if index >= len(lows) or not scene.upper(index) or scene.broken(area.end, index):
        return ""
    titled, company = scene.headline(area.start), False
    for ahead in range(index, min(index + (2 if titled else 12), len(lows))):
        low = lows[ahead]
        if low in sets["body"] and scene.upper(ahead):
            return "owner"
        if not scene.upper(ahead) and (low not in sets["joint"] or low == "."):
            break
        company = company or low in sets["company"] or (low in sets["firm"] and not titled)
    return "company" if company and not area.possessive else ""


def _closing(area: Area, scene: Scene) -> str:
    """Whether the area closes the name of an institution ("General Administration of Customs of China")."""
    lows, sets = scene.words.lows, scene.tables.sets
    index = area.first - 1 - (area.first > 0 and lows[area.first - 1] == "the")
    if index < 1 or lows[index] != "of" or not scene.upper(index - 1) or scene.headline(area.start):
        return ""
    for back in range(index - 1, max(index - 9, -1), -1):
        low = lows[back]
        if scene.upper(back):
            if low in sets["body"]:
                return "company" if area.form in CITIES else "owner"
            if low in sets["firm"] or low in sets["company"]:
                return "company"
        elif low not in sets["joint"] or low == ".":
            return ""
    return ""


def _compound(area: Area, scene: Scene) -> str:
    """Whether another capitalised word makes it part of a longer name ("Michael Jordan", "Coal India")."""
    lows, sets, first, last = scene.words.lows, scene.tables.sets, area.first, area.last
    named = area.form in _NAMES or (area.form == "adjective" and not scene.headline(area.start))
    if named and first and lows[first - 1] in sets["firstname"] and scene.touch(first) and scene.upper(first - 1):
        return "person"
    if area.form not in _NAMES:
        return ""
    after = area.form not in GROUPED and last < len(lows) and scene.touch(last) and scene.name(last)
    surveyed = _is_surveyed(lows[last : last + 4], sets["surveyed"])
    after = after and not surveyed
    if after and not (area.form == "part" and lows[last] in sets["partword"]) and not scene.headline(area.start):
        return "name"
    before = first > 1 and area.text[1:2].islower() and scene.touch(first) and scene.name(first - 1)
    before = before and not surveyed and lows[first - 1] not in sets["survey"]
    if before and lows[first - 2].isalnum() and not scene.broken(scene.words.ends[first - 2], first - 1):
        return "" if scene.headline(area.start) else "name"
    return ""


def _is_surveyed(ahead: Sequence[str], kinds: Collection[str]) -> bool:
    """Whether the words after a place say that its managers were asked, by whom is told before: "Stanbic Bank Kenya
    PMI", "Judo Bank Australia Services PMI"."""
    asked = next((at for at, low in enumerate(ahead) if low in ("pmi", "purchasing")), -1)
    return asked >= 0 and all(low in kinds for low in ahead[:asked])


def _behind_office(lows: Sequence[str], index: int) -> list[int]:
    """Where an office can stand before the "in" at `index`: "the trade ministry in", "the Ministry of Trade in"."""
    back = [index - 1, max(index - 2, 0)]
    office = next(
        (at for at in (index - 3, index - 5) if at >= 0 and lows[at] in _OFFICES and lows[at + 1] == "of"), -1
    )
    whole = office == index - 3 or lows[index - 2] == "and"  # "the Ministry of Industry and Trade in"
    return [*back, office] if office >= 0 and whole else back


def _seated(area: Area, scene: Scene) -> str:
    """Whether the area only tells where someone sits ("in Beijing", "analysts at Citi in Hong Kong")."""
    lows, sets = scene.words.lows, scene.tables.sets
    index = area.first - 1 - (area.first > 0 and lows[area.first - 1] == "the")
    if index < 1 or lows[index] not in sets["where"]:
        return ""
    if area.form == "seat":
        speaks = any(scene.tables.starts("official", scene.words, back) for back in _behind_office(lows, index))
        if speaks and lows[index - 1] not in sets["guest"] and not area.possessive:
            return "dateline"  # "the trade ministry in Lima"
        return "" if area.possessive else "seat"  # "in Beijing's books"
    for back in range(index - 1, max(index - 12, -1), -1):
        low = lows[back]
        if low in sets["speaker"]:
            return "seated"
        if not (low in sets["joint"] or low in sets["link"] or scene.upper(back)):
            return ""
    return ""
