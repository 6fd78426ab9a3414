"""Places: the countries, territories, groups and parts of countries that a text names."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from extractor import items
from extractor.antecedents import resolve
from extractor.descriptions import (
    described,
    everyone_else,
    group,
    named_after,
    named_whole,
    one_member,
    only_member,
    quarter,
    unnamed,
)
from extractor.gazetteer import Area, dateline, gazetteer
from extractor.vicinity import CITIES, GROUPED, Scene, context, plain
from extractor.words import Words, scan

STATE = "GEO"
"""The country whose name is an American state's too."""

__all__ = ["Area", "Mentions", "areas", "find", "mentions", "owners", "parts", "resolve"]


class Mentions(NamedTuple):
    """All that one pass finds: places; institutions and officials that speak for one ("Bank of Thailand", form owner),
    with heads of state and government, whose name tells no more than who levies a tariff (form leader);
    places that are named aside, as the modifier of an institution ("China's customs") or as a seat of speakers; and
    those of datelines ("HANOI (Reuters) -"), and seats ("released in Abuja")."""

    areas: list[Area]
    owners: list[Area]
    aside: list[Area]
    datelines: list[Area]
    seats: list[Area]


def find(words: Words) -> list[Area]:
    """The places that `words` name, in order and without overlaps; anaphors are not resolved."""
    return mentions(words).areas


def owners(words: Words) -> list[Area]:
    """Institutions and officials whose name tells whose figures they give ("Bank of Thailand"), with that code."""
    return [area for area in mentions(words).owners if area.form == "owner"]


def areas(text: str) -> list[Area]:
    """The countries, territories, groups and regions that `text` names, anaphors resolved where it says who that is."""
    read = mentions(scan(text))
    named = sorted(read.areas + read.aside, key=lambda area: area.start)
    return [area for area in resolve(named, text) if area.form not in ("part", "others") and _is_public(area.code)]


def _is_public(code: str) -> bool:
    """Whether a code is one that data is joined on: of ISO 3166, of claims, or a number of UN M49."""
    return "?" not in code and (code.isupper() or code.lstrip("!").isdigit())


def parts(text: str) -> list[Area]:
    """The provinces, states, cities and ports that `text` names, each with its country as `code`."""
    return [area for area in find(scan(text)) if area.form == "part"]


def mentions(words: Words) -> Mentions:
    """Places, institutions and places named aside, in one pass over `words`."""
    text, lows, scene, found = words.text, words.lows, Scene(words, gazetteer()), Mentions([], [], [], [], [])
    starts, ends = words.starts, words.ends
    skipped = line = 0  # where a dateline, byline or credit ends; where the line ends
    for first, last, sense in scene.tables.lexicon.find(words):
        if sense.need and (not first or lows[first - 1] != sense.need):
            otherwise = scene.tables.otherwise.get(" ".join(lows[first:last]))
            if otherwise is None:
                continue
            sense = otherwise
        role, code, form, item, _ = sense
        start, end = starts[first], ends[last - 1]
        if start >= line:
            opening = dateline().match(text, text.rfind("\n", 0, start) + 1)
            skipped, line = opening.end() if opening else 0, text.find("\n", start) % (len(text) + 1)
        if start < skipped:
            if role == "area":
                found.datelines.append(Area(start, end, text[start:end], code, form, item, first, last, False))
            continue
        if role == "credit":
            if not first or not lows[first - 1][0].isalnum() or "\n" in text[ends[first - 1] : start]:
                skipped = line
            continue
        if role == "trap":
            if code:
                form = "leader" if form == "leader" else "owner"
                found.owners.append(Area(start, end, text[start:end], code, form, item, first, last, False))
            continue
        after = lows[last] if last < len(lows) else ""
        possessive = after == "'s" or (after == "'" and lows[last - 1][-1] == "s" and starts[last] == end)
        area = Area(start, end, text[start:end], code, form, item, first, last, possessive)
        if after == "of" and role in ("anaphor", "head") and form == "anaphor":
            continue  # "the city of Berlin"
        if role == "anaphor":
            found.areas.append(_with_article(area, words))
        elif role == "head":
            inner = found.areas.pop() if found.areas and found.areas[-1].form == "region" else None
            floor = found.areas[-1].last if found.areas else 0
            told = (described(area, option, scene, floor, inner) for option in item.split("/"))
            one = next((one for one in told if one is not None), None)
            if inner is not None and (one is None or one.first > inner.first):
                found.areas.append(inner)  # otherwise it belongs to the description: "the two Andean neighbours"
            if one is not None:
                found.areas.append(one)
        else:
            whole = named_whole(area, scene) if form in CITIES else area
            _sort(whole if _is_after(found, whole) else area, scene, found)
    found = found._replace(areas=[area for area in found.areas if area.form != "locator"])
    return _mainland(_namesakes(_addresses(found, words), scene))


_AT = frozenset({"in", "of", "at", "from", "near", "around"})
_WIDEST = ("province", "state", "region")  # with which an address ends
_LISTS = frozenset({"and", "&", "or", "as"})


def _addresses(found: Mentions, words: Words) -> Mentions:
    """Without the parts of a country that only say where the one before them lies: "in Yiwu, Jinhua, Zhejiang"."""
    areas, lows = found.areas, words.lows
    aside: set[int] = set()
    for at in range(1, len(areas)):
        before, area = areas[at - 1], areas[at]
        joined = before.form == area.form == "part" and before.code == area.code
        if not joined or lows[before.last : area.first] != [","] or at in aside:
            continue
        last = at
        while (
            last + 1 < len(areas)
            and not areas[last].text.lower().endswith(_WIDEST)
            and lows[areas[last].last : areas[last + 1].first] == [","]
        ):
            last += 1
        behind = lows[areas[last].last : areas[last].last + 2]
        led = before.first > 0 and lows[before.first - 1] in _AT or " of " in before.text  # "the port of Ningbo"
        if led and _LISTS.isdisjoint(behind):
            aside.update(range(at, last + 1))
    if not aside:
        return found
    named = [area for at, area in enumerate(areas) if at not in aside]
    return found._replace(areas=named, aside=[*found.aside, *(areas[at] for at in sorted(aside))])


def _of_item(scene: Scene, first: int) -> bool:
    """Whether what is traded stands at a word, and its trade after it: "world wheat exports", "global arms sales"."""
    words = scene.words
    for last in range(first + 1, min(first + ITEM_WORDS, len(words.lows) - 1) + 1):
        if not words.lows[last - 1].isalpha() or words.text[words.starts[last - 1]].isupper():
            return False
        traded = scene.tables.starts("world", words, last) or scene.tables.starts("worldwide", words, last)
        if traded and items.known(items.singular(" ".join(words.lows[first:last]))):
            return True
    return False


ITEM_WORDS = 3  # of an item between "world" and its trade


def _owner(area: Area) -> Area:
    """An institution that speaks for the area."""
    return Area(area.start, area.end, area.text, area.code, "owner", area.item, area.first, area.last, area.possessive)


def _with_article(area: Area, words: Words) -> Area:
    """An anaphor with the article before it."""
    if not area.first or words.lows[area.first - 1] not in ("the", "this"):
        return area
    start = words.starts[area.first - 1]
    return replace(area, first=area.first - 1, start=start, text=words.text[start : area.end])


def _sort(area: Area, scene: Scene, found: Mentions) -> None:
    """Put a form of a place where the words around it say it belongs."""
    lows, first, last = scene.words.lows, area.first, area.last
    if area.code == "WLD":
        proper = area.text[0].isupper() and not area.text.isupper() and first > 0 and lows[first - 1].isalnum()
        what = last + (last < len(lows) and lows[last] == "'s")  # "the world's exports"
        if (scene.tables.starts("world", scene.words, what) or _of_item(scene, what)) and not proper:
            found.areas.append(area)
        return
    if area.text.endswith("-"):  # "Sino-" in "Sino-Russian", not in "Sino-Forest"
        if last < len(lows) and lows[last] in scene.tables.lexicon.first:
            found.areas.append(replace(area, last=last - 1, end=area.end - 1, text=area.text[:-1]))
        return
    if found.areas and found.areas[-1].item == "other" and not set(lows[found.areas[-1].last : first]) - {",", "the"}:
        found.areas[-1] = replace(found.areas[-1], code=area.code)  # "its neighbour, the United States"
    if area.text in scene.persons and not scene.led(first):
        return
    kind = ""
    if not plain(area, scene):
        other = everyone_else(area, scene)
        if other is not None:
            found.areas.append(other)
            return
        kind = context(area, scene)
    if kind == "person" and area.form != "adjective":
        scene.persons.add(area.text)
    if kind in ("owner", "seated", "aside"):
        if kind == "owner":
            found.owners.append(_owner(area))
        if area.form != "part" and not (first and lows[first - 1 - (lows[first - 1] == "the")] == "of"):
            found.aside.append(area)
    elif kind == "dateline":
        found.datelines.append(area)
    elif kind == "seat":
        found.seats.append(area)
    elif kind == "within":
        _add(found, quarter(area, scene), area)
    elif kind or area.form in GROUPED and only_member(area, scene):
        return
    elif area.form in GROUPED and (some := unnamed(area, scene)):
        first -= some  # "10" of "10 European countries" belongs to it
        start = scene.words.starts[first]
        text = scene.words.text[start : area.end]
        found.areas.append(replace(area, code="?" + area.code, form="unnamed", first=first, start=start, text=text))
    elif area.form in GROUPED and (more := one_member(area, scene)):
        floor = found.areas[-1].last if found.areas else 0
        noun = replace(area, code="", form="anaphor", possessive=False)
        one = described(noun, "member:" + area.code, scene, floor, None)
        if one is not None and not named_after(area, more, scene):  # "the Southeast Asian nation" is one of them
            end = scene.words.ends[last + more - 1]
            found.areas.append(replace(one, end=end, text=scene.words.text[one.start : end], last=last + more))
    elif area.form in GROUPED:
        _add(found, group(area, scene), area)
    else:
        found.areas.append(_located(area, scene, found) if area.form == "part" else area)


def _is_after(found: Mentions, area: Area) -> bool:
    """Whether an area begins after all that was found."""
    return not found.areas or area.first >= found.areas[-1].last


def _add(found: Mentions, extended: Area, area: Area) -> None:
    """Add an area with the words before it, or without them where they are another's."""
    found.areas.append(extended if _is_after(found, extended) else area)


def _located(area: Area, scene: Scene, found: Mentions) -> Area:
    """A part of a country with the quarter right before it that says where it lies ("south China's Guangdong")."""
    before = found.areas[-1] if found.areas else None
    if before is None or area.first != before.last + before.possessive:
        return area
    if before.form != "locator":
        if before.code != area.code or not before.possessive:
            return area
        found.aside.append(before)  # "China's Guangdong"
    found.areas.pop()
    text = scene.words.text[before.start : area.end]
    return replace(area, start=before.start, text=text, first=before.first)


def _mainland(found: Mentions) -> Mentions:
    """The mainland is China's where the text names Taiwan, Hong Kong or Macao."""
    if not any(area.item == "CHN" for area in found.areas):
        return found
    named = any(area.code in ("TWN", "HKG", "MAC") for area in found.areas)
    areas = [
        replace(area, code="CHN" if named else "") if area.form == "anaphor" and area.item == "CHN" else area
        for area in found.areas
    ]
    return found._replace(areas=areas)


def _namesakes(found: Mentions, scene: Scene) -> Mentions:
    """Without the names that the words of the text make something else: Georgia the state, turkey the bird.

    Georgia is the American state where its cities or other states are named, Turkey the bird only where its capital is
    that of a sentence or a headline.
    """
    tables, lows = scene.tables, set(scene.words.lows)
    doubtful = {area.code for areas in found for area in areas}.intersection(tables.another)
    if not doubtful:
        return found
    states = {area.item for area in found.areas if area.form == "part" and area.code == "USA"} & tables.states
    told = {
        code
        for code in doubtful
        if not tables.itself[code] & lows
        and (tables.another[code] & lows or (code == STATE and states - {"new york", "washington state"}))
    }

    def kept(area: Area) -> Area | None:
        if area.code not in told:
            return area
        if area.code == STATE:
            form = area.form if area.form == "owner" else "part"
            return replace(area, code="USA", form=form, item=tables.names[STATE].lower())
        return area if area.possessive or not scene.opens(area) else None

    areas, owners = ([new for area in some if (new := kept(area)) is not None] for some in (found.areas, found.owners))
    aside = [area for area in found.aside if area.code not in told]
    return found._replace(areas=areas, owners=owners, aside=aside)
