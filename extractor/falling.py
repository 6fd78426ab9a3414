"""What falls on a place or to its share is its part: "40 percent of exports fell on Peru"."""

from __future__ import annotations

from extractor import items
from extractor.areas import Area
from extractor.governing import is_percent
from extractor.signs import Sign, shows

_ENDS = frozenset({"COMMA", "AND", "MARK", "SEMICOLON", "OPEN", "BUT"})


def fallen(signs: list[Sign]) -> list[Sign]:
    """The signs with a share for what falls on a place: "40 percent of exports fell on Peru", "fell to its share"."""
    for at in range(1, len(signs) - 2):
        if (
            signs[at].symbol != "FALL"
            or signs[at].low not in items.roles_of("falls on")
            or signs[at + 1].low not in ("on", "to")
        ):
            continue
        end = at + 2
        if [one.low for one in signs[end : end + 3]] in (["the", "share", "of"], ["the", "part", "of"]):
            end += 3
        elif signs[at + 1].low == "to":
            continue
        told = any(_is_share(one) for one in signs[:at])
        place = end + (signs[end].symbol == "THE")
        if told and is_percent(signs[end]) and shows(signs[:at], "PART"):
            reach = signs[at]._replace(symbol="REACH", end=signs[end - 1].end, last=signs[end - 1].last)
            signs = [*signs[:at], reach, *signs[end:]]  # "the share of Peru fell on 13 percent"
        elif told and place + 1 < len(signs) and signs[place].symbol == "AREA" and signs[place + 1].symbol in _ENDS:
            area = signs[place].value
            if isinstance(area, Area) and area.form != "adjective":
                share = signs[at]._replace(symbol="SHARE", end=signs[end - 1].end, last=signs[end - 1].last)
                return _on_next(fallen([*signs[:at], share, *signs[end:]]), at)
    return signs


def _on_next(signs: list[Sign], first: int) -> list[Sign]:
    """The signs with a share for each "on" behind what falls on a place: "falls on Peru and 10 percent on Chile"."""
    out = list(signs)
    for at in range(first + 1, len(signs) - 2):
        place = at + 1 + (signs[at + 1].symbol == "THE")
        if signs[at].low == "on" and is_percent(signs[at - 1]) and signs[place].symbol == "AREA":
            out[at] = signs[at]._replace(symbol="SHARE")
    return out


def _is_share(sign: Sign) -> bool:
    """Whether a sign can be of a part: a percentage, or a word for one."""
    return sign.symbol == "PART" or sign.low in ("bulk", "part", "majority", "most") or is_percent(sign)
