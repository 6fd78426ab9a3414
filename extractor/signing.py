"""The sentences of an article as signs and phrases: those that can hold a claim, and what is said just around them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence, Set
from typing import NamedTuple

from extractor import (
    asides,
    chunker,
    clauses,
    companies,
    context,
    countables,
    denials,
    elisions,
    exclusions,
    gate,
    occasions,
    preambles,
    themes,
)
from extractor.areas import Area, Mentions, mentions
from extractor.gate import Spans
from extractor.period_grammar import PeriodMention
from extractor.period_grammar import find as find_periods
from extractor.phrases import Phrase
from extractor.quantities import Quantity
from extractor.quantities import find as find_quantities
from extractor.signs import Sign, shows
from extractor.vocabulary import lexicon
from extractor.words import Words, scan

_BREAK = "\n\n"
_PERHAPS_HEARD = frozenset({"fx_reserves"})  # metrics that an article may have told of before a sentence read apart
WORTH = 4  # sentences of an article for each that is read apart; where there are fewer it costs less to read them all


class Signed(NamedTuple):
    """What is found in the sentences of an article that are read, before any figure is bound.

    `text` is the article with all else struck out; `signs` and `phrases` belong to the sentences, `spans`.
    """

    text: str
    words: Words
    quantities: list[Quantity]
    dated: list[PeriodMention]
    mentions: Mentions
    places: list[Area]
    spans: list[tuple[int, int, int]]
    signs: list[list[Sign]]
    phrases: list[list[Phrase]]


def read(text: str, every: Spans, published: str | None, *, whole: bool) -> Signed | None:
    """What is found where a text, whose sentences are `every` one, can hold a claim; None if it cannot hold any.

    With the `whole` of it read first, past the gate, what it then shows to be able to hold a claim is read too.
    """
    live = _promising(text, every)
    if whole:
        _, figures, spoken = _signed(text, every, set(range(len(every))), published)
        live |= gate.reached(figures, spoken)
    if not live:
        return None
    found, figures, spoken = _signed(text, every, gate.around(live, len(every)), published)
    return found if gate.reached(figures, spoken) else None


def _promising(text: str, every: Spans) -> set[int]:
    """The indices of the sentences that may hold a claim; what may tell of a metric is read to see whether it does."""
    seen = gate.told(text, every)
    order = gate.doubtful(seen)
    if not order or len(order) * WORTH > len(every):
        return gate.reached(seen.figures, sorted([*seen.plainly, *seen.perhaps]))
    spoken = [index for index in seen.plainly if index not in order]
    apart = _BREAK.join(text[every[index][0] : every[index][1]] for index in order)
    words = scan(apart)
    areas = mentions(words).areas
    marked = clauses.mark(words, find_quantities(apart), find_periods(apart), areas, lexicon().find(words))
    start = 0
    for index in order:
        end = start + every[index][1] - every[index][0]
        signs = clauses.clause(words, marked, bisect_left(words.starts, start), bisect_left(words.starts, end))
        signs = elisions.told(signs)
        if _tells(text, every, index, signs, _phrases(signs, None, None, apart, _PERHAPS_HEARD)):
            spoken.append(index)
        start = end + len(_BREAK)
    return gate.reached(seen.figures, sorted(spoken))


def _signed(text: str, every: Spans, wanted: Set[int], published: str | None) -> tuple[Signed, list[int], list[int]]:
    """What is found in the `wanted` sentences, and which of them have figures and which tell of a metric."""
    passages = gate.masked(text, every, wanted)
    words = scan(passages)
    quantities = find_quantities(passages)
    dated = find_periods(passages if published else text)  # an undated article dates itself, by all that it says
    mentioned = mentions(words)
    places = context.resolved(mentioned.areas, mentioned.aside, passages)
    marked = clauses.mark(words, quantities, dated, places, lexicon().find(words))
    found = Signed(passages, words, quantities, dated, mentioned, places, [], [], [])
    figures, spoken = [], []
    owners = frozenset(area.start for area in mentioned.owners)
    others: list[Area] = []
    told: Phrase | None = None
    flow: Phrase | None = None
    heard: set[str] = set()
    both_ways = -1  # the last sentence that told of all exports and imports
    for index in sorted(wanted):
        start, end, _ = every[index]
        first, last = bisect_left(words.starts, start), bisect_left(words.starts, end)
        first += first + 1 < last and words.lows[first] == '"'  # what opens a quotation opens its sentence
        if not clauses.speaks(marked, first, last):
            last = min(last, max(first + themes.WORDS, clauses.dated(marked, first, last)))
        said = preambles.stated(clauses.clause(words, marked, first, last), passages, owners)
        said = asides.plain(denials.marked(elisions.told(said)))
        signs, aside = occasions.apart(said, passages)
        signs = exclusions.settled(signs)
        others += aside
        if both_ways >= 0 and both_ways == index - 1:
            signs = preambles.together(signs)
        phrases = _phrases(signs, told, flow, text, heard)
        heard.update(one.metric for one in phrases)
        both_ways = index if {"exports", "imports"} <= {one.metric for one in phrases if not one.items} else both_ways
        told = next((one for one in reversed(phrases) if one.metric != "other"), told)
        flow = next((one for one in reversed(phrases) if one.metric in ("exports", "imports")), None)
        found.spans.append(every[index])
        found.signs.append(signs)
        found.phrases.append(phrases)
        if shows(signs, "QUANTITY"):
            figures.append(index)
        if _tells(text, every, index, signs, phrases):
            spoken.append(index)
    passed = {area.start for area in others}
    return found._replace(places=[area for area in places if area.start not in passed]), figures, spoken


def _phrases(
    signs: Sequence[Sign], told: Phrase | None, flow: Phrase | None, text: str, heard: Set[str]
) -> list[Phrase]:
    """The metric phrases of a sentence; `told` is the last one before it, `flow` the last flow of the one before,
    `heard` the metrics told of so far."""
    phrases = chunker.read(signs, told, flow, heard)
    companies.own(signs, phrases, text)
    return phrases


def _tells(text: str, every: Spans, index: int, signs: Sequence[Sign], phrases: Sequence[Phrase]) -> bool:
    """Whether a sentence tells of a metric of ours, in a phrase or by what it counts."""
    told = (one for one in phrases if not one.echo)  # "those of", which says again what was told before
    if any(one.metric != "other" or one.kind == "measured" for one in told):  # also "the biggest exporter, with"
        return True
    before = text[every[max(index - 1, 0)][0] : every[index][1]]
    return any(sign.symbol == "QUANTITY" and countables.countable(sign.quantity, before) for sign in signs)
