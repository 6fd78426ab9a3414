"""What a sentence tells only as an occasion or cause, with no figure of its own: "Despite the tariffs of the US, "."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from extractor import items
from extractor.areas import Area
from extractor.signs import Sign, shows, shows_any
from extractor.tables import compiled

FAR = 18  # signs within which an occasion ends
LONGEST = 24  # characters of a wording that opens an occasion
_KEPT = frozenset({"QUANTITY", "PERIOD", "SINCE", "EARLIER", "YEARLY", "DAY", "SAID", "QUOTE", "OPEN", "CLOSE", "DASH"})
_ENDS = frozenset({"COMMA", "MARK", "SEMICOLON"})
_BEFORE = frozenset({"COMMA", "THAT", "BUT", "SEMICOLON", "COLON", "DASH", "QUOTE", "SAID"})
_VERBS = frozenset({"RISE", "FALL", "REACH", "BE", "WILL", "SHARE", "WIDEN", "NARROW", "EXCEED"})
_SPOKEN = frozenset({"METRIC", "QUANTITY", "AREA"})
_RELATIVE = frozenset({"which", "who", "whose", "where"})
_MOVES = frozenset({"RISE", "FALL"})
_HAPPENS = frozenset({"RISE", "FALL", "BE"})
_OTHERS = frozenset({"BY", "WITH", "FROM", "ON", "BETWEEN"})  # before the places of those who only have to do with it
_DEGREES = frozenset({"partly", "mainly", "largely", "mostly", "chiefly", "primarily", "perhaps", "probably", "only"})


@compiled
def _openers() -> dict[str, tuple[tuple[str, bool], ...]]:
    """The wordings that open an occasion, by their first word, and whether only at the front of what is said."""
    out: dict[str, tuple[tuple[str, bool], ...]] = {}
    for role in ("occasions", "spurs"):
        for wording in sorted(items.roles_of(role)):
            first = wording.split(" ")[0]
            out[first] = (*out.get(first, ()), (wording + " ", role == "spurs"))
    return out


def apart(signs: list[Sign], text: str) -> tuple[list[Sign], list[Area]]:
    """The signs without the occasions, and the places that are named only there, of others than who trades."""
    openers = _openers()
    others: list[Area] = []
    for at in [index for index, sign in enumerate(signs) if sign.low.split(" ")[0] in openers][::-1]:
        wording = text[signs[at].start : signs[at].start + LONGEST].lower()
        role = [fronted for one, fronted in openers[signs[at].low.split(" ")[0]] if wording.startswith(one)]
        if not role:
            continue
        first, last = _span(signs, at, fronted_only=all(role))
        if first < last:
            others += [sign.value for sign in signs[at:last] if isinstance(sign.value, Area)]
            signs = [*signs[:first], *signs[last:]]
    return signs, others


def _span(signs: Sequence[Sign], at: int, *, fronted_only: bool) -> tuple[int, int]:
    """Which signs an occasion that opens at a sign can be left out with; none where it tells more than that."""
    end = at + 1
    while end < len(signs) and signs[end].symbol not in _ENDS:
        if signs[end].symbol in _KEPT or end - at > FAR:
            return at, at
        end += 1
    if signs[at].low.startswith("as") and not _is_reason(signs, at, end):
        return at, at
    opens = not at or signs[at - 1].symbol in (_BEFORE - {"COMMA"} if fronted_only else _BEFORE)
    if signs[at].symbol == "WITH" and not shows_any(signs[at:end], _MOVES):
        return at, at  # "With all others, the deficit came to"
    fronted = opens and end + 1 < len(signs) and signs[end].symbol == "COMMA" and _is_free(signs, at, end)
    ends = end >= len(signs) - 1 or signs[end].symbol == "SEMICOLON" or _closes(signs, end)
    behind = not fronted_only and ends and at > 0 and _is_free(signs, at, end)
    if fronted:
        between = at > 1 and signs[at - 1].symbol == "COMMA"
        if between and signs[end + 1].symbol in _VERBS:  # "Exports, despite the strike, rose"
            return at - 1, end + 1
        spoken = between and shows_any(signs[:at], _SPOKEN)  # "rose 5 percent, thanks to tea, up 9"
        return (at, at) if spoken or signs[end + 1].low in _RELATIVE else (at, end + 1)
    if behind:
        first = at - (signs[at - 1].low in _DEGREES)
        return first - (signs[first - 1].symbol == "COMMA"), end
    return at, at


def _closes(signs: Sequence[Sign], end: int) -> bool:
    """Whether what behind a comma is another clause, or says who told it: ", but", ", the ministry said"."""
    return signs[end].symbol == "COMMA" and (signs[end + 1].symbol == "BUT" or shows(signs[end + 1 : end + 6], "SAID"))


def _is_reason(signs: Sequence[Sign], at: int, end: int) -> bool:
    """Whether "as" opens a clause that says why, and tells of no metric: "as demand stayed weak"."""
    said = signs[at + 1 : end]
    if signs[at].low != "as" or any(one.symbol == "WORD" and items.known(one.low) for one in said):
        return False  # "as copper climbed, exports of the metal"
    moves = any(sign.symbol in _HAPPENS or sign.low in items.roles_of("stays") for sign in said[1:])
    return moves and said[0].low not in items.roles_of("as what") and not shows(said, "METRIC")


def _is_of_an_economy(signs: Sequence[Sign]) -> bool:
    """Whether a sentence without a metric tells how an economy grows: "growth of 2 percent", "the eurozone grew"."""
    moved = any(sign.symbol == "AREA" and after.symbol in _MOVES for sign, after in pairwise(signs))
    return moved or shows(signs, "GROWTH") or any(sign.low == "economies" for sign in signs)


def _is_free(signs: Sequence[Sign], at: int, end: int) -> bool:
    """Whether nothing else of the sentence hangs on its signs `at` to `end` (exclusive)."""
    rest = [*signs[:at], *signs[end:]]
    if shows(signs[at:end], "METRIC") and not (shows(rest, "METRIC") or _is_of_an_economy(rest)):
        return False
    places = [index for index in range(at, end) if isinstance(signs[index].value, Area)]
    before = [index - 1 - (signs[index - 1].symbol == "THE") for index in places]
    if at in before:
        return False  # "After China, the largest market is"
    return any(isinstance(sign.value, Area) for sign in rest) or all(signs[one].symbol in _OTHERS for one in before)
