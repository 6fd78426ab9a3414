"""Bare small numbers whose noun is left out, as it stands at another: "of the 50 ships, 12 were empty"."""

from __future__ import annotations

import re
from functools import cache

from extractor import numerals
from extractor.drafts import Draft
from extractor.surroundings import around, choice, counted, stands, timed

_FAR = 160  # characters from the things counted to the number without a noun
_OF = re.compile(r" of (?:(?:the|its|their|his|her|our|all|those|these)(?: the)? )?(?=[0-9a-z])")
_OF_THEM = re.compile(r" of (?:them|which|whom|those|these)\b")
_DIGITS = re.compile(r"[0-9]++(?:,[0-9]{3})*+(?![0-9.%])")
_COMPARED = re.compile(r",? (?:up|down) from (?:[a-z]+ )?[0-9]| (?:more|fewer) than (?:in|a|an|the|last|at|on)\b")
_AGAINST = (" against ", " versus ", " vs ", "compared with ", "compared to ")
_TO = re.compile(r" to [0-9]{1,4}(?![0-9%]|[.,][0-9])")
_BESIDE = re.compile(r"(?:(?:^|[;,] ?|(?<![a-z])(?:and|but|while) )(?:(?:another|only|just|some|a further) )?)$")
_SENTENCE = re.compile(r"[.!?] [A-Z\"“]|\n")


@cache
def _rising() -> re.Pattern[str]:
    return re.compile(rf"(?<![a-z])(?:{choice('movement')})(?: [a-z]+)? from $")


def moving(low: str, draft: Draft) -> bool:
    """Whether a bare whole number is one end of a movement: "it has 136, up from 130", "rose from 27 to 30"."""
    if _COMPARED.match(low, draft.end):
        return True
    to = _TO.match(low, draft.end) if low.endswith("from ", 0, draft.start) else None
    return (
        to is not None and stands(low, to.end()) and bool(_rising().search(low, max(0, draft.start - 30), draft.start))
    )


def elliptic(text: str, low: str, draft: Draft, last: Draft | None) -> str:
    """The noun that a bare number counts though another number has it, or "".

    It is that of a whole after it ("three of its 12 mines"), or of the things counted before it in the sentence
    (`last`: "11 states signed and four abstained", "14 strikes against 22", "1,034 shops, 55 of them abroad").
    """
    if draft.value < 2 or draft.shape not in ("integer", "words"):
        return ""
    of = _OF.match(low, draft.end)
    if of:
        number = _DIGITS.match(low, of.end())
        spelled = None if number else numerals.spelled(low, of.end())
        end = number.end() if number else spelled[0] if spelled else 0
        if end and not timed(low, end) and (noun := counted(text, end)[0]):
            return noun
    if last is None or last.unit not in ("", "count") or not last.counted or draft.start - last.end > _FAR:
        return ""
    if _SENTENCE.search(text, last.end, draft.start):
        return ""
    against = low.endswith(_AGAINST, 0, draft.start) and stands(low, draft.end)
    if against or _OF_THEM.match(low, draft.end):
        return last.counted
    verb = around("verb after", r" (?:(?:%s)\b|[a-z]+ed\b(?! [a-z]+s\b))").match(low, draft.end)
    return last.counted if verb and _BESIDE.search(low, max(0, draft.start - 24), draft.start) else ""
