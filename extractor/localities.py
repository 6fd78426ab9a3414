"""Whose fiscal year and which crop's marketing year a wording of time means, from what stands around it."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from extractor.areas import Area, mentions
from extractor.fiscal import crops, fiscal_year
from extractor.period_grammar import PeriodMention
from extractor.sentences import sentences
from extractor.words import scan

_AWAY = (" to ", " from ", " with ", " against ")


class Locality(NamedTuple):
    """A country (ISO 3166-1 alpha-3) and a crop (canonical name), each empty where the text does not tell."""

    country: str = ""
    crop: str = ""


def localities(text: str, found: Sequence[PeriodMention]) -> list[Locality]:
    """For each mention the country and crop it is about: of its sentence, else those the text speaks of most.

    Only fiscal and marketing years ask for them; a text without any is not searched.
    """
    asking = [mention.wording.fiscal for mention in found]
    if not any(asking):
        return [Locality()] * len(found)
    read = mentions(scan(text))
    places = sorted([*read.areas, *read.owners, *read.aside], key=lambda area: area.start)
    general = Locality(_most([area.code for area in places if fiscal_year(area.code)]), _most(crops(text)))
    out: list[Locality] = []
    spans = list(sentences(text))
    at = 0
    for mention, asks in zip(found, asking, strict=True):
        while at + 1 < len(spans) and spans[at][1] <= mention.start:
            at += 1
        out.append(_near(text, places, mention, spans[at][:2], general) if asks and spans else Locality())
    return out


def _near(
    text: str, places: Sequence[Area], mention: PeriodMention, span: tuple[int, int], general: Locality
) -> Locality:
    """The country named first in a sentence that is not a counterpart, and the crop named last before a mention."""
    start, end = span
    first, last = bisect_left(places, start, key=_start), bisect_left(places, end, key=_start)
    codes = [area for area in places[first:last] if area.code == "EU" or (len(area.code) == 3 and area.code.isalpha())]
    own = [area for area in codes if not text[max(0, area.start - 6) : area.start].endswith(_AWAY)]
    country = next((area.code for area in own or codes), general.country)
    before, after = crops(text[start : mention.start]), crops(text[mention.end : end])
    return Locality(country, before[-1] if before else after[0] if after else general.crop)


def _start(area: Area) -> int:
    return area.start


def _most(names: Sequence[str]) -> str:
    return Counter(names).most_common(1)[0][0] if names else ""
