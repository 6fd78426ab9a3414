"""How far the mention of a place reaches: ports, quarters, some of a group, everyone else, what points back at one."""

from __future__ import annotations

from dataclasses import replace

from extractor.gazetteer import Area
from extractor.items import roles_of
from extractor.vicinity import CITIES, Scene

MOST_TELLING = 6
"""How many words before a noun may tell which places it means, with what opens them."""


def everyone_else(area: Area, scene: Scene) -> Area | None:
    """The area with `!` before its code where the text speaks of everyone but it ("non-EU", "outside the bloc")."""
    words, first = scene.words, area.first
    if not first or area.form in CITIES:
        return None
    index = first - (words.lows[first - 1] == "-")
    for before in scene.tables.negations.get(words.lows[index - 1], ()):
        start = index - len(before)
        if start >= 0 and tuple(words.lows[start:index]) == before:
            begin = words.starts[start]
            return replace(area, code="!" + area.code, first=start, start=begin, text=words.text[begin : area.end])
    return None


def named_whole(area: Area, scene: Scene) -> Area:
    """A part of a country with the words that belong to its name ("the port of Santos", "Aichi prefecture").

    The same words make a part of a capital, which alone stands for a government.
    """
    words, tables, first, last = scene.words, scene.tables, area.first, area.last
    while size := tables.starts("partnoun", words, last):
        if scene.broken(area.end, last):
            break
        last += size
    if first > 1 and words.lows[first - 1] == "of":
        for head in tables.heads.get(words.lows[first - 2], ()):
            if tuple(words.lows[max(first - len(head), 0) : first]) == head:
                first -= len(head)
                break
    moved = first > 1 and words.lows[first - 1] == "at" and words.lows[first - 2] in roles_of("moved at ports")
    if (first, last) == (area.first, area.last) and not (moved and area.form == "seat"):
        return area
    start, end = words.starts[first], words.ends[last - 1]
    item = area.item or area.text.lower()
    possessive = words.lows[last : last + 1] == ["'s"]
    return Area(start, end, words.text[start:end], area.code, "part", item, first, last, possessive)


def quarter(area: Area, scene: Scene) -> Area:
    """The part of a country that a direction before its name makes of it ("southern China").

    A locator where it only says where a place named after it lies ("south China's Guangdong", "the eastern German city
    of Dresden").
    """
    words, tables, first, last = scene.words, scene.tables, area.first, area.last
    after = words.lows[last + area.possessive] if last + area.possessive < len(words.lows) else ""
    begin = first - 1
    while begin > 1 and words.lows[begin - 1] == "-":  # "north-eastern"
        begin -= 2
    name = area.item if area.form == "part" else tables.names[area.code].lower()
    item = f"{words.text[words.starts[begin] : words.ends[first - 1]].lower()} {name}"
    start = words.starts[begin]
    locates = after in tables.sets["partword"] or (area.possessive and scene.upper(last + 1))
    form = "locator" if locates else "part"
    return replace(area, start=start, text=words.text[start : area.end], form=form, item=item, first=begin)


def only_member(area: Area, scene: Scene) -> bool:
    """Whether a group's name only tells where one of its members lies ("Asia's largest exporter")."""
    sets, rest = scene.tables.sets, scene.words.lows[area.last + 1 : area.last + 7]
    told = area.possessive and any(low in sets["partof"] for low in rest[:3])
    return told and any(low in sets["ranked"] for low in rest[1:])


def unnamed(area: Area, scene: Scene) -> int:
    """How many words before a group's name make it some of its members ("10 European countries"); 0 for none."""
    lows, member, last = scene.words.lows, scene.tables.sets["member"], area.last
    if area.possessive or (lows[last - 1] not in member and "".join(lows[last : last + 1]) not in member):
        return 0
    return _some(area, area.first, scene)


def _some(area: Area, first: int, scene: Scene) -> int:
    """How many words before the word `first` leave members of a group out: "10", "several", "and other"."""
    lows, sets, numbers = scene.words.lows, scene.tables.sets, scene.tables.numbers
    begin = first
    while begin and (lows[begin - 1] in sets["quantity"] or lows[begin - 1] in numbers or lows[begin - 1].isdecimal()):
        begin -= 1
    told, lead = lows[begin:first], lows[begin - 1] if begin else ""
    if not told or (told == ["other"] and lead not in ("and", ",")):
        return 0  # "other EU countries": all but its own
    number = numbers.get(told[0], told[0])
    if number.isdecimal() and (lead == "the" or int(number[:4]) in scene.tables.sizes.get(area.code, ())):
        return 0
    return len(told)


def described(area: Area, meaning: str, scene: Scene, floor: int, inner: Area | None) -> Area | None:
    """A noun that points back at a place, with the words that describe it ("the oil-rich country"), or None.

    `meaning` is one of `area_words.csv`; the description begins after the word `floor` and may hold a region, `inner`.
    """
    if inner is not None and meaning != "pair":
        floor = inner.last
    if meaning in ("anyone", "alone"):
        return anyone(area, meaning, scene, floor)
    words, sets, first = scene.words, scene.tables.sets, area.first
    if first > 1 and words.lows[first - 1] == "-" and words.lows[first - 2][0].isdigit():
        return None  # "27-nation"
    begin = -1
    for back in range(first - 1, max(first - MOST_TELLING, floor) - 1, -1):
        low = words.lows[back]
        if inner is not None and inner.first <= back < inner.last and meaning == "pair":
            continue
        if meaning == "pair" and (low == "both" or (low == "two" and back and words.lows[back - 1] == "the")):
            begin = back - (low == "two")
            break
        if meaning == "other" and low in sets["owning"]:
            begin = back
            break
        if low in ("the", "this") and meaning not in ("pair", "other"):
            begin = back
            break
        capital = words.text[words.starts[back]].isupper() and not area.text.isupper()
        bars = low in sets["undescribed"] and "-" not in (words.lows[back - 1], words.lows[back + 1])
        if bars or capital or not (low[0].isalnum() or low == "-"):
            return None
    between = words.lows[begin + 1 : first]
    if begin < 0 or (meaning[-1] == "+" and not between) or (meaning[-1] == "-" and "-" not in between):
        return None
    start, item = words.starts[begin], "pair" if meaning == "neighbours" else meaning.rstrip("+-")
    return replace(area, start=start, text=words.text[start : area.end], first=begin, item=item)


def anyone(area: Area, meaning: str, scene: Scene, floor: int) -> Area | None:
    """Economies that are told but not named ("to friendly countries", "with 12 partner states"), with what tells them.

    `meaning` is `anyone`, or `alone` where nothing need tell which. None where no preposition and no word that tells
    which stand before, down to the word `floor`, or where their names follow.
    """
    words, sets, first = scene.words, scene.tables.sets, area.first
    if area.last < len(words.lows) and words.lows[area.last] in sets["spelling"]:
        return None
    for back in range(first - 1, max(first - MOST_TELLING, floor) - 1, -1):
        low = words.lows[back]
        if low in sets["towards"]:
            begin = back + 1 + (words.lows[back + 1] == "the")
            if begin == first and meaning != "alone":
                return None
            start = words.starts[begin]
            text = words.text[start : area.end]
            return replace(area, start=start, text=text, code="?", form="unnamed", item=meaning, first=begin)
        if low in sets["bar"] or not (low[0].isalnum() or low == "-"):
            return None
    return None


def group(area: Area, scene: Scene) -> Area:
    """A group whose words begin with those before it that leave it whole ("the rest of the EU", "fellow ASEAN
    members"), unless they are some of it ("several countries in Asia"); its text stays the name."""
    words, first = scene.words, area.first
    for before in scene.tables.within.get(words.lows[first - 1], ()) if first else ():
        begin = first - len(before)
        if begin >= 0 and tuple(words.lows[begin:first]) == before:
            if _some(area, begin, scene):
                return replace(area, first=begin, code="?" + area.code, form="unnamed")
            return replace(area, first=begin)
    return area


def one_member(area: Area, scene: Scene) -> int:
    """How many words after a group's name make it one of its members ("the Southeast Asian nation"); 0 for none."""
    words, tables = scene.words, scene.tables
    length = 0 if area.possessive else tables.starts("singular", words, area.last)
    plural = "".join(words.lows[area.last + length : area.last + length + 1]) in tables.sets["member"]
    return 0 if plural else length  # "EU member states"


def named_after(area: Area, length: int, scene: Scene) -> bool:
    """Whether a name follows the words that make a group one of its members ("the EU member Hungary")."""
    index = area.last + length
    index += scene.words.lows[index : index + 1] == ["of"]
    return index < len(scene.words.lows) and scene.upper(index) and scene.touch(index)
