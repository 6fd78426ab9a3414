"""Whether "see", "saw" and "seen" say what somebody expects or what has been."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.items import roles_of
from extractor.signs import Sign, symbol_at
from extractor.words import Words

FORESEEN = 10  # words from "sees" to what is foreseen
_STOPS = frozenset(',;:()[]/"*•') | {"'s"}
_STILL = frozenset({"now", "still", "already"})
_SEEN = frozenset({"METRIC", "AREA", "OTHER", "THE", "IT", "GROWTH"})
_TIMES = frozenset({"PERIOD", "EARLIER"})


def looks_ahead(marked: Sequence[Sign | None], words: Words, sign: Sign, last: int) -> bool:
    """Whether "see", "sees" or "saw" is of what will be: "sees exports rising", but not "May saw exports rise"."""
    ahead = _foresees(marked, words, sign.last, last)
    if sign.low == "saw":
        return ahead and _is_person(words, sign.first - 1)
    if symbol_at(marked, sign.last) == "QUANTITY":  # "the association sees $5 billion"
        who = words.lows[sign.first - 1] if sign.first else ""
        return who in roles_of("forecasters") | roles_of("persons") | roles_of("offices")
    return ahead or symbol_at(marked, sign.last) in _SEEN


def has_seen(marked: Sequence[Sign | None], words: Words, index: int, last: int) -> bool:
    """Whether "seen" says what has been: "May had seen a fall of", not "had seen exports falling by"."""
    after = words.lows[index + 1] if index + 1 < last else ""
    ahead = after.endswith("ing") or _foresees(marked, words, index + 1, last)
    return index > 0 and words.lows[index - 1] in roles_of("perfect") and not ahead


def was_seen_in(marked: Sequence[Sign | None], index: int) -> bool:
    """Whether something "was seen in" what follows: "a rise of 5 percent was seen in the import of tea"."""
    verb = marked[index - 1] if index else None
    after = [symbol_at(marked, place) for place in range(index + 1, index + 4)]
    return verb is not None and verb.low in ("was", "were") and after[:1] == ["IN"] and "PERIOD" not in after


def is_dated(marked: Sequence[Sign | None], index: int) -> bool:
    """Whether a wording of time stands at `index`, perhaps after "in": "in March", "in the year before"."""
    after = [symbol_at(marked, place) for place in range(index, index + 3) if symbol_at(marked, place) != "THE"]
    if after[:1] in (["FROM"], ["AS"]) and "QUANTITY" not in after:
        return True  # "seen from Lima", "seen as a bright spot"
    verb = marked[index - 2] if index > 1 else None
    if verb is not None and verb.symbol == "BE" and verb.low in ("is", "are"):
        return False  # "are seen in 2025 at"
    return after[:1] in (["EARLIER"], ["SINCE"]) or (after[:1] == ["IN"] and after[1:2] != [] and after[1] in _TIMES)


def _is_person(words: Words, index: int) -> bool:
    """Whether a word, past "now" and the like, is for people who look ahead: "she now", "economists"."""
    index -= words.lows[index] in roles_of("nameless") or words.lows[index] in _STILL
    return index >= 0 and words.lows[index] in roles_of("forecasters") | roles_of("persons")


def _foresees(marked: Sequence[Sign | None], words: Words, first: int, last: int) -> bool:
    """Whether a metric and what it will do follow: "sees wheat exports rising", "sees shipments at"."""
    metric = False
    for index in range(first, min(last, first + FORESEEN)):
        sign = marked[index]
        if metric and (words.lows[index].endswith("ing") or (sign is not None and sign.symbol in ("AT", "TO"))):
            return True
        stops = words.lows[index] in _STOPS
        if stops or (sign is not None and sign.symbol == "QUANTITY"):
            return False
        metric = metric or (sign is not None and sign.symbol in ("METRIC", "FIGURE"))
    return False
