"""The way of a sentence: text, sentences, mentions, clauses, drafts, claims."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from extractor import anchors, binding, claiming, confidence, context, fields, gate, items, openings, passage, signing
from extractor.chart import chart
from extractor.claims import Claim
from extractor.decisions import Decision, Evidence, Reading, Taken
from extractor.phrases import Phrase
from extractor.quantities import find as find_quantities
from extractor.scene import Scene, State
from extractor.sentences import sentences, unwrapped
from extractor.signs import Sign, shows
from extractor.tables import Tables, current


def extract(text: str, *, published: str | None = None, doc_id: str = "", tables: Tables | None = None) -> list[Claim]:
    """The claims of an article, in the order of their offsets.

    `published` is the publication date (ISO date, year and month, or year alone) against which "last year" resolves;
    without it the article's own dates decide. `tables` are the tables to read by, the package's own if none are given.
    """
    return list(read(text, published=published, doc_id=doc_id, tables=tables).claims)


def read(
    text: str,
    *,
    published: str | None = None,
    doc_id: str = "",
    tables: Tables | None = None,
    explain: bool = False,
) -> Reading:
    """The claims of an article with what their confidence rests on; arguments as for `extract`.

    To `explain` it is to read all of the article, past the gate, and to give the decision on each of its quantities;
    the claims are the same.
    """
    with (tables or current()).used():
        return _read(text, published, doc_id, explain=explain)


def _read(text: str, published: str | None, doc_id: str, *, explain: bool) -> Reading:
    """The reading of an article, whose lines may be broken anywhere; what it quotes stands as written.

    A backtick is an apostrophe, as old archives have it ("Peru`s exports").
    """
    flat = unwrapped(text).replace("`", "'")
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
    every = list(sentences(text))
    found = signing.read(text, every, published, whole=explain)
    if found is None:
        return Reading((), _unspoken(text, every, ()) if explain else ())
    anchor = anchors.infer(text, found.dated, published)
    article = context.context(
        found.phrases, found.signs, found.places, found.mentions, found.quantities, found.words, anchor, found.dated
    )
    state = State()
    claims: list[Claim] = []
    evidence: list[Evidence] = []
    decisions: list[Decision] = []
    earlier = 0
    before = -1
    for (start, end, paragraph), signs, parts in zip(found.spans, found.signs, found.phrases, strict=True):
        if paragraph != before and state.theme:
            state = state._replace(theme=())
        before = paragraph
        if not shows(signs, "QUANTITY"):
            if all(part.metric == "other" or part.kind == "verb" for part in parts):
                state = openings.come_to(article, state, signs, paragraph)
            state = passage.without_figures(article, state, signs, parts, paragraph)
            state = passage.opened(state, signs, parts)
            earlier = start
            continue
        scene = Scene(chart(signs, parts), [], article, state, paragraph, found.text)
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
    if explain:
        decisions = sorted([*decisions, *_unspoken(text, every, decisions)], key=lambda one: one.start)
    claims = context.dated(claims, article.anchor)
    order = sorted(range(len(claims)), key=lambda index: (claims[index].start, claims[index].end))
    rated, judged = confidence.rated([claims[index] for index in order], [evidence[index] for index in order])
    return Reading(rated, tuple(decisions), judged)


def _sentence(
    scene: Scene, signs: Sequence[Sign], parts: Sequence[Phrase], sentence: str, offset: int, doc_id: str
) -> tuple[State, dict[int, tuple[Claim, ...]]]:
    """What the passage speaks of after a sentence, and the claims of its drafts, by their place."""
    state, before = scene.state, scene.state
    made: dict[int, tuple[Claim, ...]] = {}
    units: dict[int, str] = {}
    for draft in scene.drafts:
        if draft.reason:
            continue
        scene.state = scene.state.of(draft.phrase if draft.carried else None)
        filled = fields.fill(scene, draft, draft.metric or claiming.side(scene, draft, sentence))
        scene.state = before
        if filled.metric == "industrial_output" and items.grown(filled.item):
            draft.reason = "a crop"
            continue
        weak = draft.phrase is not None and draft.phrase.kind == "weak" and not (draft.percent or draft.money)
        if filled.metric == "industrial_output" and weak and not filled.item:
            draft.reason = "output of what is not named"  # "agreed to cut output by 1 million barrels a day"
            continue
        made[draft.at] = claiming.claims(scene, draft, filled, sentence, offset, doc_id, units)
        units[draft.at] = made[draft.at][0].unit
        topical = draft.construction != "counted" or filled.metric == "freight_trains"
        if draft.slot == "now" and topical:
            state = passage.after_claim(scene, draft, filled, made[draft.at][0], state)
    if not made:
        return passage.without_claims(scene, signs, parts), made
    compared = scene.earlier_ones if len(scene.earlier_ones) > 1 else scene.compared
    state = passage.whole_again(scene, passage.after_list(scene, state))
    return state._replace(compared=compared) if compared != state.compared else state, made


def _unspoken(text: str, every: Sequence[tuple[int, int, int]], decided: Sequence[Decision]) -> tuple[Decision, ...]:
    """The decisions on the quantities of a text out of reach of any metric, which are those not `decided` on."""
    known = {one.start for one in decided}
    starts = [start for start, _, _ in every]
    out = []
    for quantity in find_quantities(text):
        if quantity.start not in known:
            start, end, _ = every[bisect_right(starts, quantity.start) - 1]
            place = (quantity.start, quantity.end, quantity.text, text[start:end], start)
            out.append(
                Decision(*place, "", "", (), (), f"no metric is spoken of in its sentence or the {gate.REACH} before")
            )
    return tuple(out)


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
