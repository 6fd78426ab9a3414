"""What links a figure to a metric phrase behind it: "5 million tonnes of exports", "5 percent growth for exports"."""

from __future__ import annotations

import re

from extractor.pending import Draft

_LINKS = frozenset({"i", "o", "f", "n", "$o", "$", "k$o", "o_E", "E"})
_AS_TARGET = re.compile("[Pir]*l[D_A']*G[ro]?D?")  # "set $5 billion as the goal for their trade"
_AIM_FOR = re.compile("-?_?[Gx][ro][DA'_]*")  # "a $5-billion goal for its exports"
_SEEN_IN = re.compile("[DP_]*E?[DP_]*H_?i[D_]*|[RF+]_?H")  # "a drop of 5 percent was recorded in exports"
_STREAK_THAT = re.compile("[^QMNJ;,]*T[DA']*")  # "the third month in a row that exports have grown"
_STREAK_BEFORE = re.compile("[_iPD]{0,4},[DA'_]*")  # "For a third month in a row, China's exports fell"
_STREAK_OF = re.compile("[_iPD]{0,4}[ow][_D]*[RF+]_?[io][DA'_]*")  # "the fifth month in a row with growth in exports"
_WORTH = re.compile("(?:o[_A&D]*)?k?[$H]Q(?:o[_A&D]*)?")
_IN_FRONT = re.compile("i?P?[DA'_]*,[DA'_]*")
_RANK_IN_FRONT = re.compile(",D?A[Ev][DAd_X'-]*[or][DA'_]*")
_AIMED_FOR = frozenset({"expected", "quantity-direction", "direction-of"})


_ROW = re.compile("[RF+]_?oD?[<>~_]{0,2}Q[io][DA'_]{0,3}M[^QMNJ;]{1,4}[RF+]o[D<>~_]{0,2}$")
_OF_ROW = re.compile("[io][DA'_]{0,3}M")


def of_row(text: str, at: int) -> re.Match[str] | None:
    """The phrase behind the second of two moves told alike: "a rise of 3 percent in exports and a fall of 2 in"."""
    alike = text[at - 1 : at] in ("o", "D", "<", ">") and _ROW.search(text, 0, at)
    return _OF_ROW.match(text, at + 1) if alike else None


def core(between: str) -> str:
    """What stands between a figure and a phrase behind it, without adverbs, determiners and directions at its ends."""
    return between.strip("_-dDyqYRF+m<")


def links(draft: Draft, between: str) -> bool:
    """Whether what stands between a figure and a metric phrase behind it says the figure of the phrase."""
    link = core(between)
    if between in ("m", "<") or link in _LINKS or _AS_TARGET.fullmatch(between) or _AIM_FOR.fullmatch(between):
        return True
    if link == ",i" and draft.construction == "direction-of":
        return True  # "the biggest rise, of 5 percent, in exports"
    if link == "r" and draft.construction in _AIMED_FOR:
        return True  # "a target of 5 percent [growth] for exports"
    if draft.construction == "quantity-passive" and link.endswith("E"):
        return True  # "5 tonnes of Polish apples were sent"
    if draft.construction == "quantity-passive" and _WORTH.fullmatch(link):
        return True  # "5 tonnes of apples worth $3 million left the country"
    if draft.construction == "fronted" and _IN_FRONT.fullmatch(link):
        return True  # "at 5 tonnes in May, exports were lower"
    if draft.construction == "ranked" and _RANK_IN_FRONT.fullmatch(between):
        return True  # "with 5 tonnes, Peru was the largest buyer of Chilean exports"
    if "direction" in draft.construction and _SEEN_IN.fullmatch(between):
        return True
    if link == "t" and draft.construction == "share-verb" and not draft.percent:
        return True  # "the sector contributed $5 million to exports"
    streak = _STREAK_BEFORE if draft.construction == "streak-of-direction" else _STREAK_THAT
    streaks = (streak, _STREAK_THAT, _STREAK_OF)
    return draft.kind == "o" and any(pattern.fullmatch(between) for pattern in streaks)
