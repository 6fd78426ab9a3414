"""With whom: the counterpart of a claim, from its own words, the clause, the sentence, the passage and the article.

Each source proposes a counterpart; `ranking.py` chooses among them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractor.claims import TRADE
from extractor.pending import Draft
from extractor.phrases import Phrase
from extractor.ranking import Proposal
from extractor.reporters import gapped, sides, taken_before
from extractor.scene import Scene

BILATERAL = ("bilateral", "two-way", "mutual", "trade exchange")
_GOES_OUT, _COMES_IN = "twe", "f"
_FLOATING = {"imports": _COMES_IN, "odi": "it", "tariff_rate": "nf"}


def partners(scene: Scene, draft: Draft, phrase: Phrase, metric: str, reporter: str) -> Iterator[Proposal]:
    """The codes that may be the counterpart, `WLD` for all and "" for none, likeliest first."""
    if metric not in TRADE and metric not in ("tariff_rate", "fdi", "odi"):
        yield Proposal("", "no counterpart")
        return
    default = "WLD" if metric in TRADE else ""
    yield from _told(scene, draft, phrase, metric, reporter, default)
    for index, char in enumerate(scene.clause):
        if char == "A" and scene.chart.area(index).form != "part":
            code = _coordinated(scene, index, reporter)
            if code:
                side = "before" if index < draft.at else "after"
                yield Proposal(code, f"place {side} {scene.before(index) or '^'}")
    if scene.state.partner not in ("", reporter):
        yield Proposal(scene.state.partner, "passage")
    if scene.context.counterpart != reporter:
        yield Proposal(scene.context.counterpart or default, "article")
    latest = scene.context.latest(draft.quantity.start, reporter)
    if latest:
        yield Proposal(latest, "named last")
    yield Proposal(default, "default")
    yield Proposal("", "none")


def _told(scene: Scene, draft: Draft, phrase: Phrase, metric: str, reporter: str, default: str) -> Iterator[Proposal]:
    """What the words tell, in order."""
    if draft.partner:
        yield Proposal(draft.partner, "list")
    named = gapped(scene, draft)
    if named and any(one.field == "partner" and one.value != "WLD" for one in taken_before(scene, draft)):
        yield Proposal(named, "gapped")
    floating = _floating(scene, draft, phrase, reporter)
    if floating:
        yield Proposal(floating, "own clause")
    place = scene.chart.bracketed_area(draft.at)
    if place is not None and place.form != "part":
        code = scene.code(place)
        if code and code != reporter:
            yield Proposal(code, "bracket")
    if draft.measure == "share" and not phrase.partners:
        again = scene.share_before(draft)
        if again is not None and scene.filled[again.at].partner:
            yield Proposal(scene.filled[again.at].partner, "share before")
    ranked = _ranked(scene, draft, reporter)
    if ranked:
        yield Proposal(ranked, "ranked")
    holder = _holder(scene, draft, phrase, reporter)
    if holder:
        yield Proposal(holder, "share")
    same = scene.like(draft)
    if same is not None:
        yield Proposal(same.partner, "quantity before")
    if phrase.pair and ";" in phrase.pair[0].code:
        yield Proposal(sides(scene, phrase.pair[0])[1], "pair")
    if len(phrase.pair) == 1:  # "trade between the two countries", the other named before
        other = scene.state.partner if scene.state.partner not in ("", "WLD", reporter) else scene.context.counterpart
        yield Proposal(other or default, "other of the pair")
    own = phrase.partners or [area for area in phrase.pair if scene.code(area) != reporter]
    if own:
        codes = {scene.code(area, reporter) for area in own} - {reporter}
        yield Proposal(";".join(sorted(codes)) if all(codes) else "", "metric phrase")
    fronted = _fronted(scene, draft, phrase, reporter)
    if fronted:
        yield Proposal(fronted, "fronted")
    if draft.carried:
        first = scene.same_phrase(draft)
        yield Proposal((first.partner if first else scene.state.partner) or default, "carried")
    if metric == "trade" and not phrase.whole:
        other = _counterpart(scene, phrase, reporter)
        if other:
            yield Proposal(other, "other economy")
    before = scene.phrase_before(phrase)
    said = sorted({scene.code(area, reporter) for area in (before.pair[1:] or before.partners)}) if before else []
    if phrase.form.startswith(BILATERAL):
        other = scene.state.partner if scene.state.partner not in ("", "WLD") else scene.context.counterpart
        if not other or other == reporter:
            other = scene.context.latest(draft.quantity.start, reporter)
        yield Proposal(";".join(said) or other or default, "bilateral")
    if phrase.partners_again:
        yield Proposal(";".join(said) or scene.state.partner or default, "those")
    if phrase.counterpart:
        buyer = _buyer(scene, phrase)
        if buyer:
            yield Proposal(buyer, "buyer")
    bare = not (phrase.whole or phrase.items or phrase.reporters or phrase.periods)
    if said and bare and before is not None and (phrase.kind in ("verb", "weak") or _is_other_flow(phrase, before)):
        yield Proposal(";".join(said), "same sentence")
    spoken = scene.state.phrase if scene.paragraph == scene.state.paragraph else None
    goes_on = phrase.definite or (spoken is not None and spoken.metric == metric)
    if scene.state.partner and phrase.kind == "weak" and goes_on:
        yield Proposal(scene.state.partner, "goes on")
    other_flow = spoken is not None and before is None and _is_other_flow(phrase, spoken)
    if bare and other_flow and scene.state.partner not in ("", "WLD"):
        yield Proposal(scene.state.partner, "other flow")  # "Exports to Peru rose. Imports, meanwhile, fell"
    yield Proposal(default, "whole")


def _ranked(scene: Scene, draft: Draft, reporter: str) -> str:
    """The counterpart to which a clause gives its own part of a metric: "Peru was the main buyer with 5 tonnes"."""
    verb = draft.construction == "share-verb" and draft.measure == "level"
    if draft.construction != "ranked" and not verb:
        return ""
    start = max([scene.chart.segment(draft.at), *(other.at + 1 for other in scene.drafts if other.at < draft.at)])
    for index in range(draft.at - 1, start - 1, -1):
        if scene.clause[index] == "M":
            return ""
        if scene.clause[index] == "A" and scene.before(index) not in set("rf'"):
            code = scene.code(scene.chart.area(index), reporter)
            return code if code != reporter else ""
    return ""


def _is_other_flow(phrase: Phrase, before: Phrase) -> bool:
    """Whether two phrases are the two flows with one partner: "exports to Peru rose 5%, imports 7%"."""
    return {phrase.metric, before.metric} == {"exports", "imports"} and not phrase.dependent


def _buyer(scene: Scene, phrase: Phrase) -> str:
    """The place that a clause says is a market or a source: "China was the leading source of imports"."""
    for index in range(scene.chart.place(phrase) - 1, -1, -1):
        if scene.clause[index] == "A" and scene.before(index) not in set("twfoi"):
            return scene.code(scene.chart.area(index))
    return ""


def _fronted(scene: Scene, draft: Draft, phrase: Phrase, reporter: str) -> str:
    """Places fronted before a phrase or what stands for it: "To Japan, exports fell", "With Peru it grew"."""
    at = scene.clause.rfind("I", 0, draft.at) if draft.carried else scene.chart.place(phrase)
    if at < 0:
        return ""
    wanted = _COMES_IN if phrase.metric == "imports" else _GOES_OUT
    start = scene.chart.segment(at)
    for index in range(start, at):
        if (
            scene.clause[index] == "A"
            and scene.before(index) in set(wanted)
            and not scene.has("RFHEXSQMNA", start, index)
        ):
            codes = {scene.code(scene.chart.area(place), reporter) for place in scene.coordinated(index)} - {reporter}
            return ";".join(sorted(codes)) if all(codes) else ""
    return ""


def _counterpart(scene: Scene, phrase: Phrase, reporter: str) -> str:
    """The one other economy that a clause on trade names before it: "Under the pact with Peru, trade rose"."""
    codes: set[str] = set()
    for index in range(scene.chart.place(phrase) - 1, -1, -1):
        if scene.clause[index] in ";Q" or (codes and scene.clause[index] == "J"):
            break
        if scene.clause[index] == "A":
            codes |= {code for code in scene.code(scene.chart.area(index)).split(";") if code and code != reporter}
    return codes.pop() if len(codes) == 1 else ""


def _holder(scene: Scene, draft: Draft, phrase: Phrase, reporter: str) -> str:
    """The place that holds a share of a metric: "China takes a third of its exports", "a third goes to China"."""
    clause, at = scene.clause, scene.chart.place(phrase)
    if draft.measure not in ("share", "change") or phrase.partners or phrase.pair:
        return ""
    of_which = re.search("o[TI]_?DcA_?S[^Q]{0,3}$|o[TI]_?D?A_?S[^Q]{0,3}$", clause[: draft.at])
    if of_which is not None:  # "of which Brazil supplied 90 percent"
        return scene.code(scene.chart.area(clause.index("A", of_which.start())))
    part = clause.rfind("B", 0, draft.at)
    if 0 <= part < at < draft.at:
        if not phrase.reporters or phrase.reporters[0].code == "WLD":
            return ""
        for index in range(part - 1, -1, -1):
            if clause[index] == "A" and scene.chart.area(index).form != "adjective":
                code = scene.code(scene.chart.area(index))
                return code if code != reporter else ""
        return ""
    goes = re.compile("o[TI]_?S[_D]*A").match(clause, draft.at + 1)
    if goes is not None:  # "13 percent of which went to Russia"
        return scene.code(scene.chart.area(goes.end() - 1))
    if at < draft.at:
        return ""
    verb = clause.find("S", at)
    if verb > 0 and clause[verb + 1 : verb + 3] == "bM":
        by = scene.chart.units[verb + 2].phrase
        assert by is not None
        return ";".join(sorted(scene.code(area) for area in by.partners))
    if clause[max(0, clause.rfind("S", 0, draft.at) - 2) : draft.at].lstrip("_,&").startswith("I"):
        return scene.context.latest(draft.quantity.start, reporter)  # "it bought a third of Peru's exports"
    verb_before = clause.rfind("S", 0, draft.at)
    if verb_before > 0 and clause[:verb_before].rstrip("_")[-1:] == "&":  # "took 61 percent of exports and supplied"
        before = next(scene.earlier(draft), None)
        if before is not None and before.measure == "share":
            return scene.filled[before.at].partner
    ranges = [range(verb + 1, len(clause))] if verb > 0 else []
    left = clause.rfind("S", 0, draft.at)
    if left > 0:
        ranges.append(range(left - 1, -1, -1))
    for indices in ranges:
        for index in indices:
            if clause[index] in "QMJ;":
                break
            if (
                clause[index] != "A"
                or clause[index + 1 : index + 2] == "'"
                or scene.chart.area(index).form in ("adjective", "part")
            ):
                continue
            named = _coordinated(scene, index, reporter)
            if named:
                return named
    return ""


def _floating(scene: Scene, draft: Draft, phrase: Phrase, reporter: str) -> str:
    """Places said at the quantity or between it and its phrase: "a surplus of $5bn with the US"."""
    clause, at = scene.clause, scene.chart.place(phrase)
    wanted = set(_FLOATING.get(phrase.metric, _GOES_OUT))
    if draft.construction == "of-which":
        wanted.add("S")  # "of which 34,600 went to West Germany"
    if draft.measure == "share" and (draft.slot == "then" or draft.like is not None):
        wanted.add("r")  # "compared with 18.6 percent for the US"
    last = max([at, *(other.at for other in scene.drafts if other.at < draft.at)])
    ranges = [(draft.at + 1, len(clause))]
    if last > at or not (phrase.partners or phrase.pair):
        ranges.append((last + 1 if at >= 0 or last >= 0 else scene.chart.segment(draft.at), draft.at))
    for first, end in ranges:
        for index in range(first, end):
            if clause[index] in 'QMNJ;j"':
                break
            if first > draft.at and clause.startswith(("AQ", "A(Q", "A(.Q"), index):
                break  # "to Latvia 12 percent and to Germany 5 percent"
            if clause[index] == "A" and scene.before(index) in wanted:
                named = _coordinated(scene, index, reporter)
                if named:
                    return named
    return ""


def _coordinated(scene: Scene, index: int, reporter: str) -> str:
    """The codes of the places coordinated with the one at a unit, joined, without the reporter's own."""
    codes = {scene.code(scene.chart.area(place), reporter) for place in scene.coordinated(index)}
    return ";".join(sorted(codes - {reporter, ""}))
