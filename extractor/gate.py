"""The gate: which passages of an article can hold a claim at all, told from its raw text."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence, Set
from functools import cache
from typing import NamedTuple

from extractor import duties, elisions, items, moving
from extractor.tables import compiled, table
from extractor.vocabulary import Cue, Metric, forms

REACH = 3  # sentences that a metric is spoken of after it was named, and that a figure is carried on from another
ROW = 12  # sentences that it is carried on for at most without being named again
LEAD = 4  # sentences that tell whose article it is and what it is about
CONTEXT = 1  # sentences before a figure that tell what it is said of
FEW = 3  # sentences that plainly tell of a metric; where there are no more it is seen whether they do
STRUCK = "_"
SOON = 60  # characters from a verb to the figure that it governs

Spans = Sequence[tuple[int, int, int]]

_WORD = re.compile(r"[^\W\d_]+")
_PERCENT = re.compile(r"%|％|\bper|\bpct|\bpp\b|point")
_DIGIT = re.compile(r"[\d½¼¾⅓⅔⅛⅜⅝⅞]")
_WHERE = {"laid": "rate", "gets": "rate", "sends": "rate", "makes": "beside"}
_WHERE |= {"deals": "soon", "earns": "soon", "invests": "soon", "puts": "soon", "weak": "any", "verb": "any"}
"""For kinds of metric that are none by their words alone, where the figure stands that may make them one."""


class Told(NamedTuple):
    """The sentences (indices, in order) with a figure, those whose words tell of a metric, and those that may do so."""

    figures: list[int]
    plainly: list[int]
    perhaps: list[int]


def told(text: str, spans: Spans) -> Told:
    """What the words of the sentences of a text, `spans`, tell; some ("made") take reading to see if they tell any."""
    low = text.lower()
    low = low if len(low) == len(text) else text  # a capital with a dot above becomes two characters
    plain, tells, numbers = _plain(), _tells(), _numbers()
    out = Told([], [], [])
    for index, (start, end, _) in enumerate(spans):
        words = set(_WORD.findall(low, start, end))
        figure = _DIGIT.search(low, start, end) is not None or not numbers.isdisjoint(words)
        if figure:
            out.figures.append(index)
        plainly = not plain.isdisjoint(words)
        keys = () if plainly else tells.keys() & words
        ways = [(key, way.where) for key in keys for way in tells[key] if way.rest <= words]
        if plainly or any(not where for _, where in ways):
            out.plainly.append(index)
        elif any(where == "any" or figure and _stands(low, start, end, key, where) for key, where in ways):
            out.perhaps.append(index)
    return out


def doubtful(seen: Told) -> list[int]:
    """The sentences that have to be read to see whether they tell of a metric that a figure may be bound to."""
    few = len(seen.plainly) <= FEW
    live: set[int] = set() if few else reached(seen.figures, seen.plainly)
    apart = [index for index in seen.figures if index not in live]
    doubted = sorted([*seen.plainly, *seen.perhaps]) if few else seen.perhaps
    return [
        index
        for index in doubted
        if (place := bisect_left(apart, index)) < len(apart) and apart[place] <= index + (REACH if few else ROW)
    ]


def reached(figures: Sequence[int], spoken: Sequence[int]) -> set[int]:
    """The indices of the sentences that may hold a claim, of those with `figures` and those `spoken` of a metric.

    Such a one has a figure and tells of a metric, or stands at most `REACH` sentences after one that does, or after
    another that may hold a claim, in a row of at most `ROW`. Outside of them there is none: a claim is bound to a
    metric that its own sentence tells of, or to one carried on. Both are in order.
    """
    out: set[int] = set()
    metrics = iter(spoken)
    last, metric, reach = -ROW, next(metrics, -1), -1
    for index in figures:
        while 0 <= metric <= index:
            last, reach, metric = metric, max(reach, metric + REACH), next(metrics, -1)
        if index <= reach and index - last <= ROW:
            out.add(index)
            reach = index + REACH
    return out


def around(indices: Set[int], count: int) -> set[int]:
    """The indices of the sentences to read for figures in some: these, those just before, and the lead.

    What is said elsewhere, away from any figure, says nothing of them. There are `count` sentences; none for no index.
    """
    if not indices:
        return set()
    near = {index - back for index in indices for back in range(CONTEXT + 1)}
    return {index for index in near | set(range(LEAD)) if 0 <= index < count}


def masked(text: str, spans: Spans, wanted: Set[int]) -> str:
    """The text with every sentence outside `wanted` struck out, so that offsets stay what they are.

    The mark for it begins no word, number or time, so that what looks for them leaps over it.
    """
    parts: list[str] = []
    last = 0
    for index, (start, end, _) in enumerate(spans):
        if index not in wanted:
            parts += text[last:start], STRUCK * (end - start)
            last = end
    parts.append(text[last:])
    return "".join(parts)


def _stands(low: str, start: int, end: int, key: str, where: str) -> bool:
    """Whether a figure may stand where it has to for a word of a sentence, `low[start:end]`, which has one."""
    if where == "rate":
        return _PERCENT.search(low, start, end) is not None or not _numbers().isdisjoint(_WORD.findall(low, start, end))
    if where == "before":
        return _has_figure(low, start, low.rfind(key, start, end))
    if where == "beside" and _has_figure(low, start, low.rfind(key, start, end)):
        return True
    at = low.find(key, start, end)
    while at >= 0 and not _has_figure(low, at, min(at + SOON, end)):
        at = low.find(key, at + 1, end)
    return at >= 0


def _has_figure(low: str, start: int, end: int) -> bool:
    return _DIGIT.search(low, start, end) is not None or not _numbers().isdisjoint(_WORD.findall(low, start, end))


class _Way(NamedTuple):
    """The other words of a form that tells of a metric, and where a figure has to stand for it, "" for anywhere."""

    rest: frozenset[str]
    where: str


@compiled
def _tells() -> dict[str, tuple[_Way, ...]]:
    """For a word of each form that tells of a metric, the ways in which it does.

    It is the longest one, or the one of the fewest forms where no figure is looked for at it: few ways to try.
    """
    found: dict[str, set[_Way]] = {}
    split = [(_WORD.findall(form.lower()), where) for form, where in _forms()]
    often = Counter(word for words, _ in split for word in words)
    for words, where in split:
        key = min(words, key=lambda word: (often[word], -len(word))) if where == "any" else max(words, key=len)
        found.setdefault(key, set()).add(_Way(frozenset(words), where))
    for key, ways in found.items():
        alone = _Way(frozenset({key}), "")
        if alone in ways:
            found[key] = {alone}  # which is all that need be seen
    return {key: tuple(sorted(ways, key=lambda way: (way.where, sorted(way.rest)))) for key, ways in found.items()}


@compiled
def _plain() -> frozenset[str]:
    """The words that tell of a metric by themselves, wherever a figure stands."""
    return frozenset(key for key, ways in _tells().items() if _Way(frozenset([key]), "") in ways)


def _forms() -> Iterator[tuple[str, str]]:
    """Each form that tells of a metric, and where a figure has to stand for it."""
    for form, term in forms():
        if isinstance(term, Metric) and term.symbol == "METRIC" and term.kind != "again":
            yield form, _WHERE.get(term.kind, "")
        elif isinstance(term, Cue) and term.symbol == "MOVES":
            yield form, "before"
        elif isinstance(term, Cue) and term.symbol == "GROWTH":
            yield form, "rate"
    yield from ((form, "before") for form in moving.verbs() - items.roles_of("crossing"))
    yield from ((form, "any") for form in items.roles_of("crossing"))
    yield from ((form, "any") for form in elisions.gated())
    yield from ((form, "soon") for form in items.roles_of("supplies"))
    rows = (row for row in table("items") if row["kind"] == "commodity")
    goods = {form.lstrip("=^") for row in rows for form in [*filter(None, row["forms"].split("|")), row["item"]]}
    named = [ending for good in sorted(goods) for ending in (good, f"{good}s", f"{good}es")]
    yield from ((f"{good} {gain}", "any") for good in named for gain in items.roles_of("takings"))
    yield from ((form, "rate") for form in duties.verbs() | items.roles_of("grows"))
    for row in table("counted"):
        for noun in row["nouns"].split("|"):
            plural = noun[:-1] + "ies" if noun.endswith("y") else noun + "s"
            yield from ((f"{beside} {one}", "") for beside in row["beside"].split("|") for one in (noun, plural))


@cache
def _numbers() -> frozenset[str]:
    """The words that numbers are written with."""
    firsts = (_WORD.findall(row["form"])[0] for name in ("numbers", "multiples") for row in table(name))
    return frozenset(word for first in firsts for word in (first, first + "fold"))
