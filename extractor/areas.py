"""Places: the countries, territories, groups and parts of countries that a text names."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from extractor.antecedents import resolve
from extractor.gazetteer import Area, dateline, gazetteer
from extractor.vicinity import Scene, context, everyone_else, named_after, one_member, plain, unnamed
from extractor.words import Words, scan

__all__ = ["Area", "Mentions", "areas", "find", "mentions", "owners", "parts", "resolve"]


class Mentions(NamedTuple):
    """All that one pass finds: places; institutions and officials that speak for one ("Bank of Thailand", form owner);
    places that are named aside, as the modifier of an institution ("China's customs") or as a seat of speakers; and
    those of datelines ("HANOI (Reuters) -")."""

    areas: list[Area]
    owners: list[Area]
    aside: list[Area]
    datelines: list[Area]


def find(words: Words) -> list[Area]:
    """The places that `words` name, in order and without overlaps; anaphors are not resolved."""
    return mentions(words).areas


def owners(words: Words) -> list[Area]:
    """Institutions and officials whose name tells whose figures they give ("Bank of Thailand"), with that code."""
    return mentions(words).owners


def areas(text: str) -> list[Area]:
    """The countries, territories and groups that `text` names, anaphors resolved where the text says who that is."""
    read = mentions(scan(text))
    found = [area for area in resolve(read.areas, text) if area.form not in ("part", "others")]
    return sorted(found + read.aside, key=lambda area: area.start)


def parts(text: str) -> list[Area]:
    """The provinces, states, cities and ports that `text` names, each with its country as `code`."""
    return [area for area in find(scan(text)) if area.form == "part"]


def mentions(words: Words) -> Mentions:
    """Places, institutions and places named aside, in one pass over `words`."""
    text, lows, scene, found = words.text, words.lows, Scene(words, gazetteer()), Mentions([], [], [], [])
    starts, ends = words.starts, words.ends
    skipped = line = 0  # where a dateline, byline or credit ends; where the line ends
    for first, last, sense in scene.tables.lexicon.find(words):
        role, code, form, item, need = sense
        start, end = starts[first], ends[last - 1]
        if start >= line:
            opening = dateline().match(text, text.rfind("\n", 0, start) + 1)
            skipped, line = opening.end() if opening else 0, text.find("\n", start) % (len(text) + 1)
        if start < skipped:
            if role == "area":
                found.datelines.append(Area(start, end, text[start:end], code, form, item, first, last, False))
            continue
        if need and (not first or lows[first - 1] != need):
            continue
        if role == "credit":
            if not first or not lows[first - 1][0].isalnum() or "\n" in text[ends[first - 1] : start]:
                skipped = line
            continue
        if role == "trap":
            if code:
                found.owners.append(Area(start, end, text[start:end], code, "owner", item, first, last, False))
            continue
        after = lows[last] if last < len(lows) else ""
        possessive = after == "'s" or (after == "'" and lows[last - 1][-1] == "s" and starts[last] == end)
        area = Area(start, end, text[start:end], code, form, item, first, last, possessive)
        if role == "anaphor":
            found.areas.append(_with_article(area, words))
        else:
            _sort(area, scene, found)
    return _mainland(_georgia(found, scene))


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
        if scene.tables.starts("world", scene.words, last) and not proper:
            found.areas.append(area)
        return
    if area.text.endswith("-"):  # "Sino-" in "Sino-Russian"
        found.areas.append(replace(area, last=last - 1, end=area.end - 1, text=area.text[:-1]))
        return
    kind = ""
    if not plain(area, scene):
        other = everyone_else(area, scene)
        if other is not None:
            found.areas.append(other)
            return
        kind = context(area, scene)
    if kind in ("owner", "seated"):
        if kind == "owner":
            found.owners.append(_owner(area))
        if area.form != "part" and not (first and lows[first - 1 - (lows[first - 1] == "the")] == "of"):
            found.aside.append(area)
    elif kind == "dateline":
        found.datelines.append(area)
    elif kind or (area.form == "group" and unnamed(area, scene)):
        return
    elif area.form == "group" and (more := one_member(area, scene)):
        if (
            first and lows[first - 1] in ("the", "this") and not named_after(area, more, scene)
        ):  # "the Southeast Asian nation" is one of them
            start, end = scene.words.starts[first - 1], scene.words.ends[last + more - 1]
            text = scene.words.text[start:end]
            found.areas.append(
                Area(start, end, text, "", "anaphor", "member:" + area.code, first - 1, last + more, False)
            )
    else:
        found.areas.append(area)


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


def _georgia(found: Mentions, scene: Scene) -> Mentions:
    """Georgia is the American state where its cities or neighbours are named and the country's capital is not."""
    if not any(area.code == "GEO" for areas in found for area in areas):
        return found
    lows = scene.words.lows
    if "tbilisi" in lows or not scene.tables.sets["state"].intersection(lows):
        return found
    areas = [
        replace(area, code="USA", form="part", item="georgia") if area.code == "GEO" else area for area in found.areas
    ]
    owners = [replace(area, code="USA", item="georgia") if area.code == "GEO" else area for area in found.owners]
    return found._replace(areas=areas, owners=owners, aside=[area for area in found.aside if area.code != "GEO"])
