"""Whose fiscal year and which crop's marketing year a wording of time means, from what stands around it."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from extractor.areas import Area, mentions
from extractor.fiscal import crops, fiscal_year
from extractor.period_grammar import PeriodMention
from extractor.sentences import sentences
from extractor.words import scan

_REACH = 300
"""How far from a mention its sentence is searched, in characters, so that no text takes long."""
_AWAY = (" to ", " from ", " with ", " against ")


class Locality(NamedTuple):
    """A country (ISO 3166-1 alpha-3) and a crop (canonical name), each empty where the text does not tell."""

    country: str = ""
    crop: str = ""


def localities(text: str, found: Sequence[PeriodMention]) -> list[Locality]:
    """For each mention the country and crop it is about: of its sentence, else those the text speaks of most.

    Only fiscal and marketing years ask for them; a text without any is not searched.
    """
    if not any(mention.wording.fiscal for mention in found):
        return [Locality()] * len(found)
    spans = [(start, end) for start, end, _ in sentences(text)]
    starts = [start for start, _ in spans]
    general: Locality | None = None
    out: list[Locality] = []
    for mention in found:
        near = Locality()
        if mention.wording.fiscal and spans:
            start, end = spans[max(0, bisect_right(starts, mention.start) - 1)]
            start, end = max(start, mention.start - _REACH), min(end, mention.end + _REACH)
            near = _near(text, max(start, text.rfind(";", start, mention.start) + 1), end, mention)
            fiscal = fiscal_year(near.country)
            crop = mention.wording.harvest or (mention.wording.bare and not (fiscal and fiscal.split))
            if not near.country or (crop and not near.crop):
                general = general or _general(text)
                near = Locality(near.country or general.country, near.crop or general.crop)
        out.append(near)
    return out


def _near(text: str, start: int, end: int, mention: PeriodMention) -> Locality:
    """The country named first in a sentence that is not a counterpart, and the crop named last before a mention."""
    places = [area for area in _places(text[start:end]) if area.code == "EU" or _is_country(area)]
    own = [area for area in places if not text[start : start + area.start].endswith(_AWAY)]
    before, after = crops(text[start : mention.start]), crops(text[mention.end : end])
    country = next((area.code for area in own or places), "")
    return Locality(country, before[-1] if before else after[0] if after else "")


def _general(text: str) -> Locality:
    """The country with a fiscal year of its own and the crop that a text names most."""
    return Locality(_most([area.code for area in _places(text) if fiscal_year(area.code)]), _most(crops(text)))


def _places(text: str) -> list[Area]:
    read = mentions(scan(text))
    return sorted([*read.areas, *read.owners, *read.aside], key=_start)


def _start(area: Area) -> int:
    return area.start


def _is_country(area: Area) -> bool:
    return len(area.code) == 3 and area.code.isalpha() and area.code != "WLD"


def _most(names: Sequence[str]) -> str:
    return Counter(names).most_common(1)[0][0] if names else ""
