"""The way of a sentence: text, sentences, mentions, clauses, drafts, claims."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from extractor import anchors, binding, calendars, chunker, clauses, context, fields, gate, times
from extractor.areas import mentions
from extractor.chart import chart
from extractor.claims import Claim
from extractor.clauses import Sign
from extractor.context import Context
from extractor.decisions import Decision, Reading
from extractor.pending import Draft
from extractor.period_grammar import PeriodMention
from extractor.period_grammar import find as find_periods
from extractor.phrases import Phrase
from extractor.quantities import find as find_quantities
from extractor.quantities import localise
from extractor.scene import Filled, Scene, State
from extractor.sentences import sentences
from extractor.vocabulary import BALANCES, lexicon
from extractor.words import scan


def extract(text: str, *, published: str | None = None, doc_id: str = "") -> list[Claim]:
    """The claims of an article, in the order of their offsets.

    `published` is the publication date (ISO date, year and month, or year alone) against which "last year" resolves;
    without it the article's own dates decide.
    """
    return list(read(text, published=published, doc_id=doc_id).claims)


def read(text: str, *, published: str | None = None, doc_id: str = "") -> Reading:
    """The claims of an article and the decision on each of its quantities; arguments as for `extract`."""
    spans = list(sentences(text))
    found = find_quantities(text)
    wanted = gate.passages(spans, found)
    if not wanted:
        return Reading((), ())
    passage = gate.masked(text, spans, wanted)
    words = scan(passage)
    dated = find_periods(passage if published else text)  # an undated article dates itself, by all that it says
    mentioned = mentions(words)
    places = context.resolved(mentioned.areas, passage)
    marked = clauses.mark(words, found, dated, places, lexicon().find(words))
    spans = [span for index, span in enumerate(spans) if index in wanted]
    signed: list[list[Sign]] = []
    phrased: list[list[Phrase]] = []
    told: Phrase | None = None
    for start, end, _ in spans:
        signs = clauses.clause(words, marked, bisect_left(words.starts, start), bisect_left(words.starts, end))
        parts = chunker.read(signs, told)
        told = next((part for part in reversed(parts) if part.metric != "other"), told)
        signed.append(signs)
        phrased.append(parts)
    moneys = [context.issuers()[one.unit] for one in found if one.unit in context.issuers()]
    economy = context.economy(phrased, places, mentioned.owners, moneys, words)
    article = Context(
        economy=economy,
        counterpart=context.counterpart(phrased, economy),
        item=context.topic(phrased),
        anchor=anchors.infer(text, dated, published),
        services="services" in words.lows,
        monthly=context.month_on_month(economy),
        named=tuple((area.start, area.code) for area in places if area.code.isalpha() and area.form != "part"),
    )
    state = State()
    claims: list[Claim] = []
    decisions: list[Decision] = []
    earlier = 0
    for (start, end, _), signs, parts in zip(spans, signed, phrased, strict=True):
        if not any(sign.symbol == "QUANTITY" for sign in signs):
            state = _passed(state, signs, parts, article)
            earlier = start
            continue
        made, decided, state = _sentence(
            text[start:end], start, signs, parts, article, state, doc_id, text[earlier:end]
        )
        earlier = start
        claims.extend(made)
        decisions.extend(decided)
    claims = context.dated(claims)
    claims.sort(key=lambda claim: (claim.start, claim.end))
    return Reading(tuple(claims), tuple(decisions))


def _passed(state: State, signs: Sequence[Sign], parts: Sequence[Phrase], article: Context) -> State:
    """The state after a sentence without quantities: its metric, and the period beside it, is what the passage speaks of."""
    own = [part for part in parts if part.metric != "other" and part.kind == "noun"]
    if not own or any(sign.symbol in ("WILL", "IF", "EXPECT", "TARGET") for sign in signs):
        return state
    scene = Scene(chart(signs, parts), [], article, state)
    mentions = [*own[0].periods, *(sign.value for sign in signs if sign.symbol == "PERIOD")]
    period = ""
    for mention in mentions:
        assert isinstance(mention, PeriodMention)
        period = period or (
            times.resolve(scene, mention, state.period, article.economy) if mention.kind == "absolute" else ""
        )
    reporter = scene.code(own[0].reporters[0]) if own[0].reporters else state.reporter or article.economy
    partners = own[0].pair[1:] or own[0].partners
    partner = ";".join(sorted(scene.code(area) for area in partners)) if partners else "WLD"
    if period and state.period and calendars.bounds(period)[1] < calendars.bounds(state.period)[0]:
        period = ""  # "the highest since records began in 1947"
    return State(own[0], tuple(own[0].items), reporter, partner, period or state.period)


def _sentence(
    sentence: str,
    offset: int,
    signs: Sequence[Sign],
    parts: Sequence[Phrase],
    article: Context,
    state: State,
    doc_id: str,
    passage: str,
) -> tuple[list[Claim], list[Decision], State]:
    """The claims and decisions of one sentence, and what the passage speaks of after it."""
    before = state.phrase
    sentence_chart = chart(signs, parts)
    drafts = binding.bind(sentence_chart, before, passage)
    scene = Scene(sentence_chart, drafts, article, state)
    units_of: dict[int, str] = {}
    claims: list[Claim] = []
    decisions: list[Decision] = []
    for draft in drafts:
        made: tuple[Claim, ...] = ()
        taken = ()
        if not draft.reason:
            assert draft.phrase is not None
            metric = draft.metric or _side(draft, sentence, before)
            filled = fields.fill(scene, draft, metric)
            taken = filled.taken
            made = _spread(draft, _claim(draft, filled, sentence, offset, doc_id, draft.phrase, article, units_of))
            units_of[draft.at] = made[0].unit
            claims.extend(made)
            if draft.slot == "now" and draft.construction != "counted":
                state = _spoken(scene, draft, filled, state)
        quantity = draft.quantity
        decisions.append(
            Decision(
                quantity.start,
                quantity.end,
                quantity.text,
                sentence,
                offset,
                sentence_chart.describe(draft.at),
                draft.construction,
                made,
                taken,
                draft.reason,
            )
        )
    if not claims and parts and parts[0].metric == "other":
        state = replace(state, phrase=None)  # "it" in what follows is something else
    if not claims:
        told = [sign.value for sign in signs if sign.symbol == "PERIOD"]
        if told and isinstance(told[0], PeriodMention) and not set(scene.clause) & set("v?xG"):
            state = replace(state, period=times.resolve(scene, told[0], state.period, article.economy) or state.period)
    return claims, decisions, state


def _spoken(scene: Scene, draft: Draft, filled: Filled, state: State) -> State:
    """What the passage speaks of after a claim.

    What lies ahead, a part singled out ("in December alone") and an earlier time mentioned in passing do not become the
    period of what follows.
    """
    period = filled.period
    aside = draft.status != "actual" or any(sign.low == "alone" for sign in scene.chart.signs)
    if state.period and period and (aside or _is_earlier(period, state.period)):
        fronted = any(one.field == "period" and one.source == "fronted" for one in filled.taken)
        if aside or not fronted:
            period = state.period
    if draft.measure == "share":  # whoever holds a share is not the partner of what follows
        return replace(state, phrase=draft.phrase, reporter=filled.reporter, period=period)
    ahead = filled.period if draft.status != "actual" else state.ahead
    to_date = filled.period if re.fullmatch(r"(\d{4})-01/\1-\d\d", filled.period) else state.to_date
    return State(draft.phrase, tuple(filled.item.split(";")), filled.reporter, filled.partner, period, to_date, ahead)


def _is_earlier(period: str, other: str) -> bool:
    """Whether a period is an earlier one of the same kind as another (the same months of another year)."""
    return calendars.bounds(period)[1] < calendars.bounds(other)[0] and calendars.length(period) == calendars.length(
        other
    )


NEUTRAL = frozenset({"trade gap", "trade gaps", "gap", "trade imbalance", "imbalance"})


def _side(draft: Draft, sentence: str, carried: Phrase | None) -> str:
    """The metric of a draft.

    "The surplus" is that of the account spoken of; a gap is a surplus where one has been spoken of; a balance takes its
    side from its sign or from the word beside it.
    """
    phrase = draft.phrase
    assert phrase is not None
    metric = phrase.metric
    if phrase.kind == "weak" and metric in ("trade_surplus", "trade_deficit"):
        if draft.spoken is not None and draft.spoken.metric.startswith("current_account"):
            metric = metric.replace("trade", "current_account")
    if phrase.form in NEUTRAL and carried is not None and carried.metric == "trade_surplus":
        return carried.metric
    if metric not in BALANCES:
        return metric
    surplus, deficit = BALANCES[metric]
    low = sentence.lower()
    if draft.quantity.value < 0 or ("deficit" in low and "surplus" not in low):
        return deficit
    return surplus


def _claim(
    draft: Draft,
    filled: Filled,
    sentence: str,
    offset: int,
    doc_id: str,
    phrase: Phrase,
    article: Context,
    filled_units: dict[int, str],
) -> Claim:
    """The claim that a filled draft makes."""
    quantity = draft.quantity
    value, high = quantity.value * draft.factor, quantity.value_high
    if phrase.metric in BALANCES and draft.measure == "level":
        value = abs(value)
    if draft.measure in ("growth", "change", "streak") and draft.direction < 0 and value > 0:
        value, high = -value, -high if high is not None else None
    unit = draft.unit or quantity.unit
    if draft.given is not None and draft.given.at in filled_units:
        unit = filled_units[draft.given.at]
    elif quantity.family:
        unit = localise(quantity, filled.reporter or article.economy)
    basis = set(phrase.basis)
    if filled.metric == "pmi" and unit == "count":
        unit = "index"
    physical = unit not in ("PCT", "PP") and not (len(unit) == 3 and unit.isupper())
    if draft.measure == "growth" and physical:
        basis.add("volume")
    return Claim(
        doc_id=doc_id,
        start=quantity.start,
        end=quantity.end,
        quote=quantity.text,
        metric=filled.metric,
        measure=draft.measure,
        item=filled.item,
        reporter=filled.reporter,
        partner=filled.partner,
        period=filled.period,
        value=Decimal(value),
        value_high=high,
        unit=unit,
        bound=draft.bound,
        base=filled.base,
        status="forecast"
        if draft.status == "actual" and _is_ahead(filled.period, sentence, article)
        else "target"
        if filled.metric == "tariff_rate" and draft.status == "forecast"
        else draft.status,
        basis=";".join(sorted(basis)),
        construction=draft.construction,
        sentence=sentence,
        sentence_start=offset,
    )


def _is_ahead(period: str, sentence: str, article: Context) -> bool:
    """Whether a figure for a year named by its number cannot be out yet on the day the article is published."""
    day = article.anchor.date
    if day is None or article.anchor.how != "publication date" or len(period) != 4 or period not in sentence:
        return False
    return int(period) > day.year or (int(period) == day.year and day.month <= 10)


def _spread(draft: Draft, claim: Claim) -> tuple[Claim, ...]:
    """The claim, once for each part that "each" or "both" gives it to."""
    name, values = draft.spread
    if name == "partner":
        return tuple(replace(claim, partner=value) for value in values)
    if name == "item":
        return tuple(replace(claim, item=value) for value in values)
    if name == "metric":
        return tuple(replace(claim, metric=value) for value in values)
    return (claim,)
