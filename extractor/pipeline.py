"""The way of a sentence: text, sentences, mentions, clauses, drafts, claims."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from extractor import (
    anchors,
    binding,
    chunker,
    claiming,
    clauses,
    companies,
    confidence,
    context,
    fields,
    gate,
    items,
    passage,
    themes,
)
from extractor.areas import mentions
from extractor.chart import chart
from extractor.claims import Claim
from extractor.clauses import Sign
from extractor.decisions import Decision, Evidence, Reading, Taken
from extractor.period_grammar import find as find_periods
from extractor.phrases import Phrase
from extractor.quantities import find as find_quantities
from extractor.scene import Scene, State
from extractor.sentences import sentences, unwrapped
from extractor.tables import Tables, current
from extractor.vocabulary import lexicon
from extractor.words import scan


def extract(text: str, *, published: str | None = None, doc_id: str = "", tables: Tables | None = None) -> list[Claim]:
    """The claims of an article, in the order of their offsets.

    `published` is the publication date (ISO date, year and month, or year alone) against which "last year" resolves;
    without it the article's own dates decide. `tables` are the tables to read by, the package's own if none are given.
    """
    with (tables or current()).used():
        return list(_read(text, published, doc_id, explain=False).claims)


def read(text: str, *, published: str | None = None, doc_id: str = "", tables: Tables | None = None) -> Reading:
    """The claims of an article and the decision on each of its quantities; arguments as for `extract`."""
    with (tables or current()).used():
        return _read(text, published, doc_id, explain=True)


def _read(text: str, published: str | None, doc_id: str, *, explain: bool) -> Reading:
    """The reading of an article, whose lines may be broken anywhere; what it quotes stands as written."""
    flat = unwrapped(text)
    made = _read_flat(flat, published, doc_id, explain=explain)
    if flat is text:
        return made
    claims = tuple(_as_written(claim, text) for claim in made.claims)
    decisions = tuple(
        replace(
            one,
            quote=text[one.start : one.end],
            sentence=text[one.sentence_start : one.sentence_start + len(one.sentence)],
            claims=tuple(_as_written(claim, text) for claim in one.claims),
        )
        for one in made.decisions
    )
    return replace(made, claims=claims, decisions=decisions)


def _as_written(claim: Claim, text: str) -> Claim:
    """A claim with its words as the text has them."""
    sentence = text[claim.sentence_start : claim.sentence_end]
    return replace(claim, quote=text[claim.start : claim.end], sentence=sentence)


def _read_flat(text: str, published: str | None, doc_id: str, *, explain: bool) -> Reading:
    """The reading of an article with a line for each paragraph; decisions are spelled out only to `explain` them."""
    spans = list(sentences(text))
    found = find_quantities(text)
    wanted = gate.passages(spans, found)
    if not wanted:
        return Reading((), ())
    passages = gate.masked(text, spans, wanted)
    words = scan(passages)
    dated = find_periods(passages if published else text)  # an undated article dates itself, by all that it says
    mentioned = mentions(words)
    places = context.resolved(mentioned.areas, mentioned.aside, passages)
    marked = clauses.mark(words, found, dated, places, lexicon().find(words))
    spans = [span for index, span in enumerate(spans) if index in wanted]
    signed: list[list[Sign]] = []
    phrased: list[list[Phrase]] = []
    told: Phrase | None = None
    for start, end, _ in spans:
        first, last = bisect_left(words.starts, start), bisect_left(words.starts, end)
        first += first + 1 < last and words.lows[first] == '"'  # what opens a quotation opens its sentence
        if not clauses.speaks(marked, first, last):
            last = min(last, max(first + themes.WORDS, clauses.dated(marked, first, last)))
        signs = clauses.clause(words, marked, first, last)
        parts = chunker.read(signs, told)
        companies.own(signs, parts, text)
        told = next((part for part in reversed(parts) if part.metric != "other"), told)
        signed.append(signs)
        phrased.append(parts)
    anchor = anchors.infer(text, dated, published)
    article = context.context(phrased, signed, places, mentioned, found, words, anchor, dated)
    state = State()
    claims: list[Claim] = []
    evidence: list[Evidence] = []
    decisions: list[Decision] = []
    earlier = 0
    before = -1
    for (start, end, paragraph), signs, parts in zip(spans, signed, phrased, strict=True):
        if paragraph != before and state.theme:
            state = state._replace(theme=())
        before = paragraph
        if not clauses.shows(signs, "QUANTITY"):
            if not parts:
                state = passage.come_to(article, state, signs, paragraph)
            state = passage.without_figures(article, state, signs, parts, paragraph)
            state = passage.opened(state, signs, parts)
            earlier = start
            continue
        scene = Scene(chart(signs, parts), [], article, state, paragraph, passages)
        scene.drafts = binding.bind(scene, text[earlier:end])
        state, made = _sentence(scene, signs, parts, text[start:end], start, doc_id)
        state = passage.opened(state, signs, parts, scene)
        for draft in scene.drafts:
            claimed = made.get(draft.at, ())
            claims.extend(claimed)
            evidence.extend([confidence.evidence(scene, draft)] * len(claimed) if claimed else ())
        if explain:
            decisions.extend(_decisions(scene, made, text[start:end], start))
        earlier = start
    claims = context.dated(claims)
    order = sorted(range(len(claims)), key=lambda index: (claims[index].start, claims[index].end))
    rated, judged = confidence.rated([claims[index] for index in order], [evidence[index] for index in order])
    return Reading(rated, tuple(decisions), judged)


def _sentence(
    scene: Scene, signs: Sequence[Sign], parts: Sequence[Phrase], sentence: str, offset: int, doc_id: str
) -> tuple[State, dict[int, tuple[Claim, ...]]]:
    """What the passage speaks of after a sentence, and the claims of its drafts, by their place."""
    state, before, carried = scene.state, scene.state, scene.state.phrase
    made: dict[int, tuple[Claim, ...]] = {}
    units: dict[int, str] = {}
    for draft in scene.drafts:
        if draft.reason:
            continue
        scene.state = scene.state.of(draft.phrase if draft.carried else None)
        filled = fields.fill(scene, draft, draft.metric or claiming.side(draft, sentence, carried))
        scene.state = before
        if filled.metric == "industrial_output" and items.grown(filled.item):
            draft.reason = "a crop"
            continue
        made[draft.at] = claiming.claims(scene, draft, filled, sentence, offset, doc_id, units)
        units[draft.at] = made[draft.at][0].unit
        if draft.slot == "now" and draft.construction != "counted":
            state = passage.after_claim(scene, draft, filled, made[draft.at][0], state)
    if not made:
        return passage.without_claims(scene, signs, parts), made
    compared = scene.earlier_ones if len(scene.earlier_ones) > 1 else scene.compared
    state = passage.whole_again(scene, passage.after_list(scene, state))
    return state._replace(compared=compared), made


def _decisions(scene: Scene, made: dict[int, tuple[Claim, ...]], sentence: str, offset: int) -> list[Decision]:
    """The decision on each quantity of a sentence, spelled out."""
    out = []
    for draft in scene.drafts:
        quantity = draft.quantity
        filled = scene.filled.get(draft.at)
        taken = filled.taken if filled is not None else ()
        scores = ", ".join(f"{form} {total:+.1f}" for form, total in draft.candidates)
        candidates = (Taken("candidates", scores, "choice"),) if scores else ()
        out.append(
            Decision(
                start=quantity.start,
                end=quantity.end,
                quote=quantity.text,
                sentence=sentence,
                sentence_start=offset,
                clause=scene.chart.describe(draft.at),
                construction=draft.construction,
                claims=made.get(draft.at, ()),
                taken=taken + candidates,
                reason=draft.reason,
                ranked=filled.ranked if filled is not None else {},
            )
        )
    return out
