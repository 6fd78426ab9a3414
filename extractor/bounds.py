"""Words and signs of bound around a number: "nearly", "more than", "or more", ">"."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from extractor.surroundings import around, marked, words
from extractor.tables import table

_SIGNS = {"~": "~", "≈": "~", "±": "~", ">": ">", "≥": ">=", "<": "<", "≤": "<="}
_NEGATED = {">": "<=", "<": ">="}
_THE = re.compile(r"(?<![a-z])the (?:[a-z]+ )?$")
_NOUN = re.compile(r" [a-z-]+s\b|[.,;)]|$")
_WRITTEN_ON = re.compile(r"\+/-$|(?<![a-z.])ca?\.$")
_LETTERS = re.compile(r"[a-z]*\.?$")
_MOVED = r"[^.;:?!]{0,40}? from [^a-z]*[0-9][0-9.,]*+(?!(?:st|nd|rd|th)? (?:of )?(?:%s)\b)(?<! (?:19|20)[0-9]{2})"

_LONGEST = 16  # letters of a word of bound


class Bound(NamedTuple):
    """A bound, and where its words start and end."""

    bound: str
    start: int
    end: int


class _Form(NamedTuple):
    form: str
    bound: str
    needs: str


@cache
def _before() -> dict[str, tuple[_Form, ...]]:
    """Phrases by their last word, longest first."""
    forms: dict[str, list[_Form]] = {}
    for row in table("bounds"):
        if row["place"] == "before":
            forms.setdefault(row["form"].rsplit(" ", 1)[-1], []).append(_Form(row["form"], row["bound"], row["needs"]))
    return {word: tuple(sorted(found, key=lambda form: -len(form.form))) for word, found in forms.items()}


@cache
def _after() -> tuple[re.Pattern[str], dict[str, _Form], frozenset[str]]:
    forms = {
        row["form"]: _Form(row["form"], row["bound"], row["needs"])
        for row in table("bounds")
        if row["place"] == "after"
    }
    phrases = "|".join(re.escape(form) for form in sorted(forms, key=len, reverse=True))
    return re.compile(rf"[ -]({phrases})(?![a-z])"), forms, frozenset(form[0] for form in forms)


def before(low: str, start: int, end: int, *, scaled: bool) -> Bound | None:
    """The bound written before a number whose mention is `low[start:end]`."""
    if not start:
        return None
    stop = start - 1 if start > 2 and low[start - 1] == " " and low[start - 3] in " (" else start  # "> 300 firms"
    sign = _SIGNS.get(low[stop - 1])
    if sign:
        return Bound(sign, stop - 1, end)
    if low[start - 1] not in " \n":
        written = _WRITTEN_ON.search(low, max(0, start - 4), start)
        return Bound("~", written.start(), end) if written else None
    stop = start - 1
    word = _word_before(low, stop)
    article = word in ("a", "an")
    if article:
        stop -= len(word) + 1
        word = _word_before(low, stop)
    forms = _before().get(word)
    if forms is None:
        return _before_mark(low, start, end)
    return _match(low, forms, stop, end, needs=("scaled",) * scaled + ("direct",) * (not article))


def _match(low: str, forms: tuple[_Form, ...], stop: int, end: int, *, needs: tuple[str, ...]) -> Bound | None:
    """The first form that ends at `stop` and has what it needs."""
    for form in forms:
        begin = stop - len(form.form)
        if begin < 0 or not low.startswith(form.form, begin) or begin and low[begin - 1].isalnum():
            continue
        if not set(form.needs.split()) <= set(needs):
            continue
        if form.form == "up to" and _climbed(low, begin, end):
            continue
        if form.form == "over" and _compared(low, begin) or _governed(low, begin, form.form):
            continue
        first = _negator(low, begin) if form.bound in _NEGATED else -1
        if first >= 0:
            return Bound(_NEGATED[form.bound], first, end)
        return Bound(form.bound, _widen(low, begin), end)
    return None


def _governed(low: str, begin: int, form: str) -> bool:
    """ "a row over $5bn", "handed over 50 ships": the word before has the words of bound as its own."""
    return form in words("governs").get(_word_before(low, begin - 1), "").split(" ")


def _negator(low: str, begin: int) -> int:
    """Where a word starts that turns the bound at `begin` round ("not more than", "must not be above"); -1 if none."""
    pattern = r"(?<![a-z])(?:%s) (?:be |get |go |rise |fall |been |being |have been |much |far )?$"
    match = around("negator", pattern).search(low, max(0, begin - 20), begin)
    return match.start() if match else -1


def _word_before(low: str, stop: int) -> str:
    """The word that ends at `stop`."""
    word = low[max(0, stop - _LONGEST) : max(0, stop)].rpartition(" ")[2]
    return word if word.isalpha() else _LETTERS.findall(word)[0]


def _before_mark(low: str, start: int, end: int) -> Bound | None:
    """ "above the key 2 percent mark", "breached the $100 billion threshold"."""
    if low.find("the ", max(0, start - 24), start) < 0 or not (marked(low, end) or marked(low, end, kind="aim")):
        return None
    the = _THE.search(low, max(0, start - 24), start)
    if the is None or not words("expected").keys().isdisjoint(the[0].split()):
        return None  # "below the expected $5bn level": what was forecast
    forms = _before().get(_word_before(low, the.start() - 1), ())
    bound = _match(low, forms, the.start() - 1, end, needs=("scaled", "direct", "mark"))
    return bound if bound and bound.bound in (">", "<", ">=", "<=") else None


def _widen(low: str, begin: int) -> int:
    """Take in an adverb before the words of bound ("just over")."""
    adverb = around("adverb", r"(?<![a-z])(?:%s) $").search(low, max(0, begin - 14), begin)
    return adverb.start() if adverb else begin


def _climbed(low: str, begin: int, end: int) -> bool:
    """ "shot up to 9 percent", "up to 18% from 11%": a movement, not a limit."""
    verb = low[max(0, begin - 14) : begin].rstrip().rsplit(" ", 1)[-1].lstrip("('\"\n")
    if verb in words("climb") or around("month", _MOVED).match(low, end) is not None:
        return True
    return around("drive", _DRIVEN).search(low, max(0, begin - 60), begin) is not None  # "drove the deficit up to"


def _compared(low: str, begin: int) -> bool:
    """ "18.7 per cent during 2021, over 18.4 per cent in 2020": compared with, not more than."""
    if _word_before(low, begin - 1) in ("and", "but", "or"):
        return False
    return low[max(0, begin - 2) : begin] in (") ", "% ") or _OVER.search(low, max(0, begin - 60), begin) is not None


_DRIVEN = r"(?<![a-z])(?:%s) [^,.;:]*$"
_OVER = re.compile(r"(?:%|percent|per cent|pct|billion|million|bn|crore)(?: (?:in|during|for|by) [^,;.]{2,24})?,? $")


_ADJECTIVE = re.compile(
    " (?!(?:in|on|for|of|at|by|than|to|from|as|since|over|is|are|was|were|will|would|a|per|each)\\b)[a-z]"
)


def after(low: str, start: int, end: int) -> Bound | None:
    """The bound written after a number or what it counts: "5 percent or more", "100-plus", "$5bn+"."""
    follow = low[end : end + 2]
    if follow[:1] == "+":
        return Bound(">=", start, end + 1)
    pattern, forms, firsts = _after()
    if len(follow) < 2 or follow[1] not in firsts or follow[0] not in " -":
        return None
    match = pattern.match(low, end)
    if match is None:
        return None
    form = forms[match[1]]
    if form.needs == "hyphen" and follow[0] != "-" or low.startswith(" than", match.end()):
        return None
    if match[0].startswith(" and ") and _ADJECTIVE.match(low, match.end()):
        return None  # "rose 5 percent and higher sales of"
    if form.needs == "plus" and follow[0] == " " and not _NOUN.match(low, match.end()):
        return None
    return Bound(form.bound, start, match.end())
