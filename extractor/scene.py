"""A sentence as the filling of fields sees it: its chart and drafts, and what the passage and the article say."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import NamedTuple

from extractor.areas import Area
from extractor.chart import Chart
from extractor.context import Context
from extractor.decisions import Taken
from extractor.pending import Draft
from extractor.period_grammar import PeriodMention
from extractor.phrases import Phrase
from extractor.ranking import Ranked
from extractor.signs import Sign
from extractor.themes import Theme, theme

_MOVED = re.compile("(?:[ot][D_]*M|oA?_|[k_])?(?:[iof]?D?[Pp])?[,(](?:[RF+][_y]?b?|D[_dy]{0,2}[RF+]y?o)")
_ADVERBS = frozenset({"up", "down", "higher", "lower"})
_WITH_MOVE = re.compile("[k_]?(?:[iof]?D?[Pp])?,?wD?[_dy]{0,2}[RF+]y?oD?")  # "$5 million with an increase of"
_MOVED_BY = re.compile("(?:[iof]?D?[Pp])?,[D_]*Q[_y]?[RF+m<>~]")
_REACHED = re.compile("(?:[RF+]iD?_)?(?:[io]D?M)?(?:[iof]?D?[Ppysz]|n_|_){0,2},?(?:[RF+]b?|D_?)?[taf]D?[_d]{0,2}")
_ELIDED = re.compile("[^MNAJQ;Tj]*&v?[EHRFSX1][^MNAJQ;T,_]*")
REMEMBERED = 4
"""How many metrics of a passage are remembered."""


class Topic(NamedTuple):
    """What a passage spoke of by one metric: its phrase and the fields that went with it."""

    phrase: Phrase
    items: tuple[str, ...]
    reporter: str
    part: str
    partner: str
    unit: str
    period: str = ""


SERIES = frozenset({"sa", "nsa", "real", "balance_of_payments", "customs"})  # what a whole series is measured by


class Measured(NamedTuple):
    """Growth that was told in the terms of a currency: of what, and its basis."""

    metric: str
    item: str
    partner: str
    basis: str
    period: str
    paragraph: int


class State(NamedTuple):
    """What the passage has been speaking of: the phrase of the last claim and the fields it ended with."""

    phrase: Phrase | None = None
    items: tuple[str, ...] = ()
    reporter: str = ""
    part: str = ""  # of the reporter, whose own figures they are ("guangdong")
    partner: str = ""
    holder: str = ""  # the partner that the last figure was a share of
    period: str = ""
    dated: int = -1  # the paragraph that last spoke of its period
    unit: str = ""  # of the last amount
    rate: str = ""  # the measure of the last figure in percent
    paragraph: int = -1
    main: str = ""  # the period that the article spoke of first
    rates: str = ""  # the period that the article spoke of first by a rate of growth or prices
    settled: bool = False  # whether its period has been named again in another sentence
    told: tuple[str, ...] = ()  # the periods named last
    again: frozenset[str] = frozenset()  # those named in two sentences and more
    to_date: str = ""  # the last span from January that was spoken of
    ahead: str = ""  # the period of the last forecast or target
    last: tuple[str, str] = ("", "actual")  # the period and the status of the last claim
    month: str = ""  # the last single month that was spoken of
    theme: tuple[str, ...] = ()  # the items that the paragraph is about without their having been said of a metric
    total: int = -1  # the paragraph that spoke of all partners together
    whole: bool = False  # whether all of the metric has been spoken of since an item was
    signs: Sequence[Sign] = ()  # of the sentence before
    quiet: bool = False  # whether the sentence that named them held no figure
    earlier: tuple[Topic, ...] = ()  # what it spoke of before, by other metrics, the latest first
    listed: bool = False  # whether the last sentence with a claim told several items apart
    apart: bool = False  # whether it told several partners apart
    markets: bool = False  # whether counterparts were spoken of together, to be told apart
    compared: tuple[str, ...] = ()  # the period of the last figure that earlier ones were set beside, then theirs
    measured: Measured | None = None  # the last growth in a currency's terms
    series: str = ""  # what the figures of the paragraph are measured by, where that is told ("sa")

    def at(self, period: str) -> State:
        """This state, come to another period."""
        if not period or period == self.period:
            return self
        return self._replace(period=period)

    def remembered(self) -> tuple[Topic, ...]:
        """What it speaks of and spoke of before, the latest of each metric."""
        if self.phrase is None:
            return self.earlier
        metric = self.phrase.metric
        others = [one for one in self.earlier if one.phrase.metric != metric]
        now = Topic(self.phrase, self.items, self.reporter, self.part, self.partner, self.unit, self.period)
        return (now, *others)[:REMEMBERED]

    def of(self, phrase: Phrase | None) -> State:
        """This state, or with what it spoke of before by `phrase`, at the time this one has come to."""
        for one in self.earlier:
            if one.phrase is phrase:
                return self._replace(**one._asdict() | {"period": self.period})
        return self

    @property
    def metric(self) -> str:
        """The metric of the phrase spoken of, or ""."""
        return self.phrase.metric if self.phrase is not None else ""


class Filled(NamedTuple):
    """The fields of a draft once filled, and where each was taken from."""

    metric: str
    item: str
    reporter: str
    part: str
    partner: str
    period: str
    base: str
    taken: tuple[Taken, ...]
    ranked: Mapping[str, Ranked]


_A_SHARE = re.compile("(?:,D?|&D?)_?B[oa][D_<>~]*")  # "Peru with $5 million, a share of 3 percent"


@dataclass(slots=True)
class Scene:
    """One sentence on the way to claims: `filled` is what its drafts were given, by unit, `now` the last period."""

    chart: Chart
    drafts: Sequence[Draft]
    context: Context
    state: State
    paragraph: int = -1
    text: str = ""  # of the article
    filled: dict[int, Filled] = field(default_factory=dict)
    themes: dict[int, Theme | None] = field(default_factory=dict)  # of its clauses, by their first sign
    times: dict[int, int | None] = field(default_factory=dict)  # the unit of the time right at a quantity, by its unit
    wordings: dict[int, PeriodMention | None] = field(default_factory=dict)  # the time told at a draft, by its unit
    done: list[Draft] = field(default_factory=list)  # the drafts that have been filled, in order
    now: str = ""
    crop: str = ""  # the item of the draft that is being filled
    compared: tuple[str, ...] = ()  # as in the state, of the figures before the last one of the clause's own
    earlier_ones: tuple[str, ...] = ()  # the period of the last such figure, then of those set beside it
    clause: str = field(init=False)  # the sentence as a string over the alphabet
    spoken: tuple[Phrase, ...] = field(init=False)  # the phrases the passage was about, the latest first

    def __post_init__(self) -> None:
        self.clause = self.chart.text
        self.spoken = tuple(one.phrase for one in self.state.remembered())
        self.compared = self.state.compared

    def compares(self, slot: str, period: str) -> None:
        """Note the period of a figure: one of the clause's own (`now`), or one set beside the last of those."""
        if slot == "then":
            self.earlier_ones += (period,)
            return
        if len(self.earlier_ones) > 1:
            self.compared = self.earlier_ones
        self.earlier_ones = (period,)

    def theme(self, first: int) -> Theme | None:
        """The theme that the clause at a sign opens with, or None; each is looked for once."""
        if first not in self.themes:
            self.themes[first] = theme(self.chart.signs, first)
        return self.themes[first]

    def says(self, first: int, last: int, words: frozenset[str]) -> bool:
        """Whether any of `words` (lower case) stands in the units `first` to `last` (exclusive)."""
        return not words.isdisjoint(self.chart.said(max(first, 0), last))

    def before(self, index: int) -> str:
        """The character before a unit, past a determiner; "" at the start."""
        index -= 1
        while index >= 0 and self.clause[index] in "Dc":
            index -= 1
        return self.clause[index] if index >= 0 else ""

    def phrase_before(self, phrase: Phrase) -> Phrase | None:
        """The metric phrase before another in the sentence, or None."""
        best = None
        for _, one in self.chart.phrases:
            if one is phrase:
                return best
            if one.metric != "other":
                best = one
        return None

    def earlier(self, draft: Draft) -> Iterator[Draft]:
        """The drafts before one that have been filled, nearest first."""
        for other in reversed(self.done):
            if other.at < draft.at:
                yield other

    def last(self, draft: Draft) -> Draft | None:
        """The nearest draft before one that has been filled, or None."""
        for other in reversed(self.done):
            if other.at < draft.at:
                return other
        return None

    def same_phrase(self, draft: Draft) -> Filled | None:
        """What the nearest draft before one that is said of the same phrase was given, or None."""
        others = list(islice((one for one in self.earlier(draft) if one.phrase is draft.phrase), REMEMBERED))
        if draft.slot == "then":  # "$8 billion, a third of which was tea, against $7 billion"
            others.sort(key=lambda other: other.kind != draft.kind)
        return self.filled[others[0].at] if others else None

    def like(self, draft: Draft) -> Filled | None:
        """What the draft that this one restates or goes on from was given, where both are said of one phrase."""
        if draft.like is None or draft.phrase is not draft.like.phrase:
            return None
        return self.filled.get(draft.like.at)

    def moved_before(self, draft: Draft) -> Filled | None:
        """What the figure before a change was given, where the change is said of it: "158,930 trucks, down 9 pct"."""
        before = self.last(draft)
        if before is None or before.phrase is not draft.phrase:
            return None
        if before.measure == "level" and _WITH_MOVE.fullmatch(self.clause, before.at + 1, draft.at):
            return self.filled[before.at]  # "$5 million with a rise of $1 million"
        if not draft.percent:
            return None
        moved = _MOVED.fullmatch(self.clause, before.at + 1, draft.at)
        by = _MOVED_BY.match(self.clause, before.at + 1, draft.at + 3)  # "90,000 tonnes, about 4 pct over"
        if moved and self.clause[before.at + 1] == "o" and self.clause[draft.at - 1] in "RF":
            moved = moved if self.chart.low(draft.at - 1) in _ADVERBS else None  # not "with $3 million of gold, rose"
        return self.filled[before.at] if moved or by is not None and by.end() > draft.at + 1 else None

    def reached_before(self, draft: Draft) -> Filled | None:
        """What the figure before the one that a verb goes on to was given: "valves gained 4 percent to $9 million"."""
        before = next(self.earlier(draft), None)
        if before is None or before.phrase is not draft.phrase or before.measure == "share":
            return None
        reached = _REACHED.fullmatch(self.clause, before.at + 1, draft.at)
        return self.filled[before.at] if reached else None

    def elided_before(self, draft: Draft) -> Filled | None:
        """What the figure before one with the same subject was given: "copper earned $6 billion and was up"."""
        before = next(self.earlier(draft), None)
        if before is None or not (draft.carried or before.phrase is draft.phrase):
            return None
        return self.filled[before.at] if _ELIDED.fullmatch(self.clause, before.at + 1, draft.at) else None

    def share_before(self, draft: Draft) -> Draft | None:
        """The figure before a share that is of the same part.

        "Took 5%, down from 6%", "took $5 billion, or 6% of", "took 5% (it was 6% in 2020)".
        """
        before = self.last(draft)
        if before is None:
            return None
        compared = draft.slot == "then" and before.measure == "share" and before.phrase is draft.phrase
        restated = before.measure == "level" and self.clause[before.at + 1 : draft.at].strip(",_D(Pipyzk") == "|"
        again = draft.measure == before.measure == "share" and self.chart.same_share(before.at, draft.at)
        of_it = before.measure == "level" and _A_SHARE.fullmatch(self.clause, before.at + 1, draft.at) is not None
        return before if compared or restated or again or of_it else None

    def code(self, area: Area, other: str = "") -> str:
        """The code of a place; an open anaphor ("the country") is the economy named last that is not `other`."""
        return self.context.code(area, other)

    def coordinated(self, index: int) -> list[int]:
        """The units of the places coordinated with the one at `index`, in order: "Japan, Korea and the EU"."""
        found = [index]
        for step in (-1, 1):
            place = index
            while True:
                beside = place + step
                joined = False
                while 0 <= beside < len(self.clause) and self.clause[beside] in "&,D|":
                    joined |= self.clause[beside] != "D"
                    beside += step
                if not joined or not 0 <= beside < len(self.clause) or self.clause[beside] != "A":
                    break
                last = max(place, beside)
                if self.clause.startswith(",A'", last - 1):
                    break  # "China, Peru's largest market"
                found.append(beside)
                place = beside
        return sorted(found)

    def has(self, pattern: str, first: int, last: int) -> bool:
        """Whether the clause between two units holds any character of `pattern`."""
        return not set(pattern).isdisjoint(self.clause[first:last])
