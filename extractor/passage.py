"""What a passage speaks of: a claim, a sentence without a figure, or a new subject changes it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from extractor import calendars, dating, items, markets, openings, resolving
from extractor.areas import Area
from extractor.claims import TRADE, Claim
from extractor.context import Context
from extractor.pending import Draft
from extractor.period_grammar import PeriodMention
from extractor.phrases import Phrase
from extractor.scene import SERIES, Filled, Measured, Scene, State
from extractor.signs import Sign, shows, shows_any
from extractor.themes import theme

_TO_DATE = re.compile(r"(\d{4})-01/\1-\d\d")
_FIGURE_FOR = re.compile("Y[rio]D?P,[^,MN]*Q,")  # "the figure for the year to date, 5 million, was higher"
_PARTS = frozenset({"ranked", "of-which", "quantity-moves", "share-verb"})  # what one of the partners took or gave
_IMPLIED = frozenset({"carried", "same sentence", "quantity before", "passage", "conventional", "as before"})
_LISTING = frozenset({"BETWEEN", "OF"})  # "Among the main goods, tea earned 3 million, and sisal"
_SERIES = SERIES - {"real"}
_SET_BESIDE = frozenset({"THAN", "EXCEED", "SHORT", "COMPARED"})  # what happened, beside what was expected of it
_MOVES = frozenset({"RISE", "FALL", "REACH", "EXCEED", "SWING", "RECORD"})


def without_claims(scene: Scene, signs: Sequence[Sign], parts: Sequence[Phrase]) -> State:
    """The state after a sentence without a claim: another subject ends the metric, a time told becomes the period."""
    state = without_figures(scene.context, scene.state, signs, parts, scene.paragraph)
    if state is not scene.state:
        return state
    if parts and parts[0].metric == "other":
        state = state._replace(earlier=state.remembered(), phrase=None)  # "it" in what follows is something else
    symbols = [sign.symbol for sign in signs]
    that = next((at for at, pair in enumerate(pairwise(symbols)) if pair == ("COMMA", "THAT")), len(signs))
    before = [sign.value for sign in signs[:that] if sign.symbol == "PERIOD"]  # not in a relative clause
    told = [one for one in before if isinstance(one, PeriodMention) and one.wording.rule != "todate"]
    if told and not shows_any(signs, openings.TO_COME):
        period = resolving.resolve(scene.context, state, told[0], state.period, scene.context.economy)
        if period and (calendars.shape(period) in openings.PASSING or openings.is_to_come(scene.context, period)):
            period = ""  # also "drought is a risk for 2005", told in 2004
        if period and not (state.period and calendars.bounds(period)[1] < calendars.bounds(state.period)[0]):
            state = state.at(period)
    return state


def opened(state: State, signs: Sequence[Sign], parts: Sequence[Phrase], scene: Scene | None = None) -> State:
    """The state after a sentence: its theme is what follows is about, until a subject of its own or a new paragraph.

    `scene` is the sentence's own, where it has figures.
    """
    named = markets.named_together(signs, parts, state.markets)
    listing = bool(signs) and signs[0].symbol in _LISTING
    found = None if listing else theme(signs) if scene is None else scene.theme(0)
    if found is not None:
        quiet = found.label or not shows(signs, "QUANTITY")
        if not quiet and state.listed and set(found.items).isdisjoint(state.items):
            return state._replace(
                theme=(), signs=signs, markets=named
            )  # "Tea rose 5 percent and sisal 3": the first is told apart
        return state._replace(theme=found.items, quiet=quiet, signs=signs, markets=named)
    return state._replace(theme=() if _of_its_own(signs, parts) else state.theme, signs=signs, markets=named)


FRONT = 5  # signs of a sentence within which what stands before its subject ends


def _of_its_own(signs: Sequence[Sign], parts: Sequence[Phrase]) -> bool:
    """Whether a sentence has a subject of its own: an economy, or a metric of another item or of all of them."""
    comma = next((at for at, sign in enumerate(signs[:FRONT]) if sign.symbol == "COMMA"), -1)
    if signs and "AREA" in (signs[0].symbol, signs[comma + 1].symbol if comma + 1 < len(signs) else ""):
        return True  # also "By destination, India bought the most"
    own = [part for part in parts if part.metric != "other"]
    return bool(own) and (own[0].whole or bool(own[0].items))


_OF_GOODS = frozenset({"imported", "exported"})  # what goods are that are spoken of


def without_figures(
    article: Context, state: State, signs: Sequence[Sign], parts: Sequence[Phrase], paragraph: int
) -> State:
    """The state after a sentence without a quantity: the passage now speaks of its metric and the period beside it."""
    own = [part for part in parts if part.metric != "other" and (part.kind == "noun" or _is_told_of(part))]
    own = [part for part in own if part.form not in _OF_GOODS] or own  # "checks of imported milk slowed imports"
    outlook = bool(own) and _is_outlook_for(signs, own[0])
    told = _told(signs, own[0].last if own else len(signs))
    if not told and not outlook:
        return state
    if not own:
        moved = next((part.items for part in parts if part.metric != "other" and part.items), None)
        return state._replace(items=tuple(moved)) if moved else state
    period = ""
    told = told if signs[-1].symbol == "MARK" else len(signs)  # "Trade highlights, April"
    for mention in [*own[0].periods, *(sign.value for sign in signs[:told] if sign.symbol == "PERIOD")]:
        assert isinstance(mention, PeriodMention)
        if not period and mention.kind == "absolute" and not outlook:
            period = resolving.resolve(article, state, mention, state.period, article.economy)
    if period and state.period and calendars.bounds(period)[1] < calendars.bounds(state.period)[0]:
        period = ""  # "the highest since records began in 1947"
    reporter = article.code(own[0].reporters[0]) if own[0].reporters else state.reporter or article.economy
    if own[0].metric == "tariff_rate" and not own[0].reporters:  # "President X ordered duties on cars from Peru"
        on = {area.code for area in own[0].partners}
        lays = article.speaker(signs[0].start, signs[own[0].first].start)
        places = (one.value.code for one in signs[: own[0].first] if isinstance(one.value, Area))
        lays = next((code for code in (lays, *places) if code and code not in on), "")
        reporter = lays if lays and lays not in on else "" if reporter in on else reporter
    named = own[0].reporters
    part = items.join(own[0].parts()) if named else state.part if state.reporter else article.part
    partners = own[0].pair[1:] or own[0].partners
    both = own[0].metric == "trade" and not own[0].whole and reporter == article.economy
    facing = both and (article.other or article.meets) or "WLD"
    partner = ";".join(sorted(article.code(area) for area in partners)) if partners else facing
    return state.at(period)._replace(
        earlier=state.remembered(),
        phrase=own[0],
        items=tuple(own[0].items),
        reporter=reporter,
        part=part,
        partner=partner,
        paragraph=paragraph,
        dated=paragraph,
        to_date="",
        ahead="",
    )


def _is_outlook_for(signs: Sequence[Sign], phrase: Phrase) -> bool:
    """Whether a metric is that of somebody's forecast, which what follows goes on with: "its forecast for exports"."""
    before = [sign.symbol for sign in signs[max(phrase.first - 3, 0) : phrase.first] if sign.symbol != "THE"]
    return phrase.kind == "noun" and bool(phrase.reporters) and before[-2:] in (["EXPECT", "FOR"], ["EXPECT", "OF"])


def _told(signs: Sequence[Sign], behind: int) -> int:
    """Where a sentence turns to what is not yet: 0 unless its metric, which ends at the sign `behind`, moved before.

    "Exports fell in May but may recover" tells of May; so does "more than expected", "in line with forecasts".
    """
    if not shows_any(signs, openings.TO_COME):
        return len(signs)  # as most often
    moved = False
    for at, sign in enumerate(signs):
        if sign.symbol in openings.TO_COME:
            beside = {one.symbol for one in signs[max(at - BESIDE, 0) : at]}
            if sign.symbol in ("EXPECT", "TARGET") and (beside & _SET_BESIDE or signs[at - 1].symbol == "WITH"):
                continue
            return at if moved else 0
        moved |= at >= behind and sign.symbol in _MOVES and not sign.low.endswith("ing")
    return len(signs)


BESIDE = 4  # signs between "than" and what was expected


def _is_told_of(phrase: Phrase) -> bool:
    """Whether a noun of many uses is plainly a metric: "shipments of Thai rice to Indonesia", not "shipments"."""
    return phrase.kind == "weak" and phrase.metric in TRADE and bool(phrase.reporters) and bool(phrase.items)


_OF_TOTAL = re.compile("k?o(?:D?Y|I)")
TOLD = 8  # periods that a passage remembers to have been named


def after_claim(scene: Scene, draft: Draft, filled: Filled, claim: Claim, state: State) -> State:
    """The state after a claim.

    What lies ahead, a part singled out ("in December alone") and an earlier time mentioned in passing do not become the
    period of what follows; whoever holds a share is not the partner of what follows.
    """
    period = filled.period
    first = next((phrase for _, phrase in scene.chart.phrases if phrase.metric != "other"), None)
    phrase = draft.phrase
    aside = phrase is not None and phrase.dependent == "WITH" and bool(phrase.items) and not phrase.partners
    if aside and scene.state.phrase is not state.phrase:
        return state  # "exports came to $9 billion, with those of cars up 8 percent": what follows is of exports
    if draft.phrase is not None and draft.phrase.echo and draft.phrase is not first:
        return state  # "only that with Japan, at $3bn, was larger"
    if _FIGURE_FOR.search(scene.clause, 0, draft.at + 2):
        return state
    when = any(one.field == "period" and one.source == "when" for one in filled.taken)  # "as in 2015, when they were"
    if not state.period and (when or claim.status != "actual" and _is_years_ahead(scene, period)):
        period = ""  # what is aimed at or looked back at is not what the article is about
    elif state.period and period and period != state.period:
        period = _kept(scene, draft, filled, claim, state)
    spoken = draft.spoken.metric if draft.spoken is not None else ""  # whose bare "gap" it was
    account = spoken == filled.metric or all(one.startswith("current_account") for one in (spoken, filled.metric))
    now = period or state.period
    named = any(one.field == "period" and one.source not in _IMPLIED for one in filled.taken)
    settled = state.settled and _is_same(now, state.period)
    if named and _is_same(now, filled.period) and _is_same(scene.state.period, now):
        settled = True
    told_by = claim.basis.split(";") if claim.basis else ()
    terms = ";".join([one for one in told_by if len(one) == 3 and one.isupper()])
    series = ";".join([one for one in told_by if one in _SERIES])
    near = scene.paragraph == state.paragraph
    measured = state.measured
    if terms:
        measured = Measured(filled.metric, filled.item, filled.partner, terms, filled.period, scene.paragraph)
    told = state._replace(
        measured=measured,
        series=(series if claim.measure == "level" else state.series) if near or series else "",
        period=now,
        dated=scene.paragraph,
        earlier=state.remembered(),
        phrase=draft.spoken if account and draft.spoken is not None else draft.phrase,
        reporter=filled.reporter,
        part=filled.part,
        rate=claim.measure if draft.percent else state.rate,
        holder=filled.partner if draft.measure == "share" else state.holder,
        rates=state.rates or (filled.period if claim.status == "actual" and claim.metric in dating.RATES else ""),
        main=state.main or (filled.period if claim.status == "actual" and claim.family == "trade" and not when else ""),
        settled=settled,
        last=(filled.period, claim.status),
        told=(*state.told[-TOLD:], filled.period) if named else state.told,
        again=state.again | {filled.period} if named and filled.period in scene.state.told else state.again,
    )
    if draft.measure == "share" and draft.phrase is not None and draft.phrase.whole and filled.partner == "WLD":
        return told._replace(partner="WLD", total=scene.paragraph)  # "its share of total exports": of those to all
    of_it = _OF_TOTAL.match(scene.clause, draft.at + 1) is not None  # "wheat made up 5 million tonnes of the total"
    if draft.measure == "share" or of_it or any(one.source == "share before" for one in filled.taken):
        return told  # also "half of it, $6 billion, accounted for by its trade with Peru"
    return told._replace(
        items=tuple(items.without(filled.item, filled.part)),
        partner=state.partner if state.partner and draft.construction in _PARTS else filled.partner,
        unit=claim.unit if claim.measure == "level" and claim.unit != "PCT" else state.unit,
        total=scene.paragraph if filled.partner == "WLD" else state.total,
        paragraph=scene.paragraph,
        to_date=filled.period if _TO_DATE.fullmatch(filled.period) else state.to_date,
        ahead=filled.period if claim.status != "actual" else state.ahead,
        whole=not filled.item and (state.whole or phrase is not None and (phrase.whole or phrase.goods)),
        month=period if len(period) == len("2024-05") and calendars.shape(period) == "month" else state.month,
    )


def whole_again(scene: Scene, state: State) -> State:
    """The state after a sentence: what has been taken apart into exports and imports is spoken of as trade again."""
    made = [scene.filled[draft.at].metric for draft in scene.drafts if draft.at in scene.filled]
    if not made or made[0] != "trade" or not {"exports", "imports"}.issubset(made):
        return state
    return state.of(next((one.phrase for one in state.earlier if one.phrase.metric == "trade"), None))


def after_list(scene: Scene, state: State) -> State:
    """The state after a sentence: of one that told several items apart, what follows is of what they are parts of."""
    last = next((one for one in reversed(scene.drafts) if one.at in scene.filled), None)
    if last is None or last.phrase is None:
        return state
    told = {scene.filled[one.at].partner for one in scene.drafts if one.at in scene.filled and one.slot == "now"}
    if (apart := len(told - {"", "WLD"}) > 1) != state.apart:
        state = state._replace(apart=apart)
    phrase = last.phrase
    own = ("", items.join(phrase.items), items.join(scene.state.items))
    named = {scene.filled[one.at].item for one in scene.drafts if one.phrase is phrase and one.at in scene.filled}
    if len(named.difference(own)) < 2 or scene.filled[last.at].part:
        return state._replace(listed=False) if state.listed else state
    one_of_them = (
        bool(phrase.items) and items.join(phrase.items) in named
    )  # "Imports of plates rose 5 percent, bars 7": of steel before
    whole = scene.state.items if last.carried or one_of_them else tuple(phrase.items)
    others = tuple(one for one in state.earlier if one.phrase is not phrase)
    partner = scene.state.partner if last.carried and scene.state.partner else state.partner
    return state._replace(items=whole, partner=partner, earlier=others, listed=True)  # "copper rose 5% and tin 4%"


def _is_same(period: str, other: str) -> bool:
    return period == other or (bool(period and other) and calendars.same(period, other))


def _is_years_ahead(scene: Scene, period: str) -> bool:
    """Whether a period ends in a year after the one that the article is of."""
    day = scene.context.anchor.date
    return bool(period) and day is not None and calendars.bounds(period)[1].year > day.year


def _is_ahead(scene: Scene, period: str) -> bool:
    """Whether a period spoken of is not over at the article's day, and no claim has been of it."""
    day = scene.context.anchor.date
    return day is not None and bool(period) and calendars.bounds(period)[1] > day


def _kept(scene: Scene, draft: Draft, filled: Filled, claim: Claim, state: State) -> str:
    """The period of what follows a claim of another period: the claim's, or the one spoken of before it."""
    other = state.metric not in ("", *TRADE) and filled.metric in TRADE
    if other and _is_earlier(filled.period, state.period):
        return filled.period  # "output rose in September, and exports for August were": the latest of another series
    if not state.main and claim.status == "actual" and _is_ahead(scene, state.period):
        return filled.period  # "sales for delivery in 2021/22 rose. Exports in the week to May 3 were"
    told = any(scene.filled[other.at].period == state.period for other in scene.earlier(draft))
    aside = claim.status != "actual" or (told and any(sign.low == "alone" for sign in scene.chart.signs))
    fronted = any(one.field == "period" and one.source == "fronted" for one in filled.taken)
    if state.period and (scene.chart.relative(draft.at) or calendars.shape(filled.period) in openings.PASSING):
        return state.period
    had = scene.says(0, len(scene.clause), dating.HAD)
    if state.phrase is None and claim.status == "actual" and draft.slot == "now":
        return filled.period  # "She went there in 2009. Trade came to $5 billion in 2007": no metric was told of 2009
    if aside or _is_running(scene, draft, filled, state) or _is_years_before(filled.period, state.period):
        return state.period
    if _is_earlier(filled.period, state.period) and (had or not fronted):
        return state.period
    return filled.period


def _is_running(scene: Scene, draft: Draft, filled: Filled, state: State) -> bool:
    """Whether a figure is a total up to the time spoken of, told in passing: "bringing the total this year to"."""
    if not scene.says(0, draft.at, items.roles_of("runs up")):
        return False
    (first, last), (start, end) = calendars.bounds(filled.period), calendars.bounds(state.period)
    return first < start and end <= last


def _is_earlier(period: str, other: str) -> bool:
    """Whether a period is an earlier one of the same kind as another (the same months of another year)."""
    ends, begins = calendars.bounds(period)[1], calendars.bounds(other)[0]
    return ends < begins and calendars.length(period) == calendars.length(other)


def _is_years_before(period: str, other: str) -> bool:
    """Whether a period is the same month of an earlier year as another: what that is compared with."""
    months = calendars.shape(period) == calendars.shape(other) == "month" and calendars.length(period) == 1
    return months and period < other and period[5:] == other[5:]
