"""What a sentence only puts in: what a place is, examples, a part said again, "for the first time"."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from extractor import items
from extractor.areas import Area
from extractor.signs import Sign, shows_any

FAR = 16  # signs within which an aside ends
_TIES = frozenset({"WITH", "TO", "FROM", "BETWEEN", "IN", "OF", "AND"})  # between a metric and its counterpart
_OPENS = frozenset({"THE", "WORD", "RECORD"})
_TELLS = frozenset(
    {"QUANTITY", "PERIOD", "RISE", "FALL", "REACH", "BE", "SHARE", "EXCEED", "SAID", "BUT", "THAT", "OPEN", "WITH"}
)
_METRIC = frozenset({"METRIC"})
_AT_FIGURE = frozenset({"AT", "OF"})  # which go on behind an aside with the figure of the metric before it
_GOES_ON = frozenset(
    {"AT", "OF", "RISE", "FALL", "REACH", "BE", "EXCEED", "SHARE", "WILL", "ADVERB", "WORD", "SWING", "TARGET"}
)


def plain(signs: list[Sign]) -> list[Sign]:
    """The signs of a sentence without what they only put in, a part said again of what it is a part of in brackets."""
    lows = {sign.low for sign in signs}  # a glance that spares most of what follows
    signs = _without_them(signs) if "them" in lows else signs
    signs = _without_measure(signs) if "terms" in lows else signs
    signs = _without_firsts(_bracketed(signs)) if "first" in lows or "or" in lows else signs
    return _without_example(_with_part(_described(signs)))


def _without_them(signs: list[Sign]) -> list[Sign]:
    """The signs without "between them" behind a row of places: "Peru and Chile between them took 60 percent"."""
    for at in range(1, len(signs) - 2):
        if signs[at].symbol == "BETWEEN" and signs[at + 1].low == "them" and signs[at - 1].symbol == "AREA":
            return [*signs[:at], *signs[at + 2 :]]
    return signs


def _without_measure(signs: list[Sign]) -> list[Sign]:
    """The signs without words that say that money is meant: "in terms of value, exports fell"."""
    for at in range(len(signs) - 3):
        if signs[at + 1].low != "terms" or signs[at].low != "in" or signs[at + 2].low != "of":
            continue
        if signs[at + 3].low in items.roles_of("in money"):
            shut = at == 0 and len(signs) > at + 4 and signs[at + 4].symbol == "COMMA"
            return _without_measure([*signs[:at], *signs[at + 4 + shut :]])
    return signs


def _described(signs: list[Sign]) -> list[Sign]:
    """The signs without what a counterpart of a metric is said to be, where that names a metric itself."""
    for at in range(2, len(signs) - 3):
        if signs[at].symbol != "COMMA" or not isinstance(signs[at - 1].value, Area):
            continue
        first = at - 1 - (signs[at - 2].symbol == "THE")
        end = _end(signs, at)
        if not end or signs[first - 1].symbol not in _TIES or not shows_any(signs[:first], _METRIC):
            continue
        if _is_calling(signs[at + 1 : end], at_figure=signs[end + 1].symbol in _AT_FIGURE):
            return _described([*signs[:at], *signs[end + 1 :]])
    return signs


def _with_part(signs: list[Sign]) -> list[Sign]:
    """The signs without a part that a metric is said to be told with: "exports including oil fell"."""
    for at in range(1, len(signs) - 2):
        if signs[at].symbol != "INCLUDE":
            continue
        if told := _with_place(signs, at):
            return told
        if signs[at - 1].symbol == "OPEN" and (shut := _shut(signs, at)):
            return [*signs[: at - 1], *signs[shut + 1 :]]  # "foreign firms (including oil majors) posted a surplus"
        if signs[at - 1].symbol == "COMMA" and (shut := _closed(signs, at)):
            return [*signs[: at - 1], *signs[shut + 1 :]]  # "exports, including tea and coffee, rose"
        if signs[at - 1].symbol != "METRIC" or signs[at].low != "including":
            continue
        end = next((index for index in range(at + 1, len(signs)) if signs[index].symbol not in _NAMES), at + 1)
        if at + 1 < end <= at + 1 + PART and end < len(signs) and signs[end].symbol in _GOES_ON - {"WORD"}:
            return [*signs[:at], *signs[end:]]
    return signs


def _with_place(signs: list[Sign], at: int) -> list[Sign]:
    """The signs with a place beside the one it is told with: "exports to China (including Hong Kong)"; or none."""
    behind = signs[at - 1].symbol in ("OPEN", "COMMA")
    place, other = signs[at - 1 - behind].value, signs[at + 1].value
    if not (isinstance(place, Area) and isinstance(other, Area)) or place.form != "name" or other.form != "name":
        return []
    if signs[at].low != "including" or at < 2 + behind or signs[at - 2 - behind].symbol not in _TIES:
        return []
    closed = at + 2 < len(signs) and behind and signs[at + 2].symbol in ("CLOSE", "COMMA")
    if behind and not closed:
        return []  # "exports to Chile, including Peru and"
    beside = signs[at]._replace(symbol="AND", value="and", low="and")
    return [*signs[: at - behind], beside, signs[at + 1], *signs[at + 2 + closed :]]


def _shut(signs: Sequence[Sign], at: int) -> int:
    """The bracket that shuts an aside of goods before its verb; 0 for none."""
    for end in range(at + 1, min(at + FAR, len(signs) - 1)):
        if signs[end].symbol == "CLOSE":
            return end if signs[end + 1].symbol in _GOES_ON - {"WORD"} else 0
        if signs[end].symbol not in _NAMES | {"COMMA"}:
            return 0
    return 0


def _closed(signs: Sequence[Sign], at: int) -> int:
    """The comma that closes an aside of goods behind a metric or its counterpart, before its verb; 0 for none."""
    before = signs[at - 2] if at > 1 else None
    if before is None or not (before.symbol == "METRIC" or isinstance(before.value, Area)):
        return 0
    for end in range(at + 1, min(at + FAR, len(signs) - 1)):
        if signs[end].symbol == "COMMA" and signs[end + 1].symbol in _GOES_ON - {"WORD"}:
            return end
        if signs[end].symbol not in _NAMES | {"COMMA"}:
            return 0
    return 0


PART = 5  # signs that name the part
_NAMES = frozenset({"WORD", "AND", "THE", "DASH"})


def _without_example(signs: list[Sign]) -> list[Sign]:
    """The signs without the one of a group that is set aside: "to Arab states, Oman first among them, rose"."""
    for at, sign in enumerate(signs[:-4]):
        if sign.symbol != "COMMA" or signs[at + 1].symbol != "AREA" or signs[at + 2].low not in _FOREMOST:
            continue
        end = next((n for n in range(at + 2, min(at + 6, len(signs))) if signs[n].symbol == "COMMA"), 0)
        group = signs[at - 1].value if at else None
        group_said = isinstance(group, Area) and group.form == "group"
        if end and (group_said or at and signs[at - 1].low in items.roles_of("places")):
            return [*signs[:at], *signs[end + 1 :]]
    return signs


_FOREMOST = frozenset({"first", "foremost", "chief", "chiefly", "above"})


def _end(signs: Sequence[Sign], at: int) -> int:
    """The comma at which the aside ends that opens at another, before what is told of its metric; 0 if it does not."""
    if signs[at + 1].symbol not in _OPENS:
        return 0
    for end in range(at + 1, min(at + FAR, len(signs) - 1)):
        if signs[end].symbol in _TELLS or signs[end].symbol == "COMMA":
            return end if signs[end].symbol == "COMMA" and signs[end + 1].symbol in _GOES_ON else 0
    return 0


def _is_calling(said: Sequence[Sign], *, at_figure: bool) -> bool:
    """Whether signs say what a place is to another, as a metric of theirs: "the third largest import source"."""
    if not at_figure and not shows_any(said, _METRIC):
        return False
    owned = any(isinstance(one.value, Area) and after.symbol == "POSSESSIVE" for one, after in pairwise(said))
    heads = items.roles_of("counterparts") | items.roles_of("importers")
    return not owned and any(one.low.rpartition(" ")[2] in heads for one in said)


def _bracketed(signs: list[Sign]) -> list[Sign]:
    """The signs, with a part said again of what it is a part of in brackets: "took $5 billion, or 9 percent, of"."""
    for at in range(1, len(signs) - 4):
        if signs[at].symbol != "QUANTITY" or signs[at - 1].symbol != "SHARE":
            continue
        comma = signs[at + 1].symbol == "COMMA"
        either = at + 1 + comma
        if signs[either].symbol != "OR" or signs[either + 1].symbol != "QUANTITY":
            continue
        behind = either + 2 + (comma and signs[either + 2].symbol == "COMMA")
        if behind < len(signs) and signs[behind].symbol == "OF":
            shut = signs[behind - 1]._replace(symbol="CLOSE", low=")", value=")", start=signs[behind - 1].end)
            inner = [signs[either]._replace(symbol="OPEN", low="(", value="("), signs[either + 1], shut]
            return [*signs[: at + 1], *inner, *signs[behind:]]
    return signs


def _without_firsts(signs: list[Sign]) -> list[Sign]:
    """The signs without "for the first time", where a time follows it at once: "for the first time last year"."""
    for at, sign in enumerate(signs):
        if sign.low != "first" or at < 3 or signs[at - 3].symbol != "QUANTITY":
            continue
        lows = [one.low for one in signs[at - 2 : at + 3]]
        if lows[:2] == ["for", "the"] and lows[3:4] == ["time"]:
            behind = at + 2 + (lows[4:] in (["ever"], ["only"]))
            if behind < len(signs) and signs[behind].symbol == "PERIOD":
                return [*signs[: at - 2], *signs[behind:]]
    return signs
