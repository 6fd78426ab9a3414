"""Reporter and partner of a claim: its own phrase first, then the clause, the sentence, the passage and the article."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor import items
from extractor.areas import Area
from extractor.claims import TRADE
from extractor.decisions import Taken
from extractor.pending import Draft
from extractor.phrases import Phrase
from extractor.scene import Scene

BILATERAL = ("bilateral", "two-way", "mutual", "trade exchange")
_GOES_OUT, _COMES_IN = "twe", "f"
_OPENS = ("", ",", "J", ";", "O", "T", "&")
"""What may stand before the part of a country that does what a clause says."""
_FLOATING = {"imports": _COMES_IN, "odi": "it", "tariff_rate": "nf"}


def reporter(scene: Scene, draft: Draft, phrase: Phrase) -> tuple[str, str]:
    """The code of the economy whose metric it is, or "", and where that was taken from."""
    same = scene.like(draft)
    elided = _elided(scene, draft, phrase)
    if elided is not None:
        return elided.code, "elided subject"
    named = _gapped(scene, draft)
    if named and not any(one.field == "partner" and one.value != "WLD" for one in _taken_before(scene, draft)):
        return named, "own clause"
    if same is not None:
        return same.reporter, "quantity before"
    own = phrase.reporters or phrase.pair[:1]
    if phrase.unnamed and not own:
        return "", "unnamed"
    if own and own[0].code == "WLD" and draft.measure == "share":
        own = []  # "China's share of global exports"
    if phrase.pair and ";" in phrase.pair[0].code:
        return _sides(scene, phrase.pair[0])[0], "metric phrase"
    if len(phrase.pair) == 2 and phrase.pair[1].code == scene.context.economy:
        return scene.context.economy, "metric phrase"
    if own:
        if not own[0].code:
            return scene.state.reporter or scene.context.economy, "passage"
        return ";".join(sorted({scene.code(area) for area in own})), "metric phrase"
    if draft.carried:
        first = scene.same_phrase(draft)
        return (first.reporter if first else scene.state.reporter), "carried"
    whole = (
        draft.measure == "share" and scene.chart.place(phrase) > draft.at and not phrase.reporters
    )  # its holder is the subject
    told = "" if phrase.counterpart or whole else _subject(scene, phrase)
    if told:
        return told, "subject"
    for other in scene.earlier(draft):
        return scene.filled[other.at].reporter, "same sentence"
    before = scene.phrase_before(phrase)
    if before is not None and before.reporters and before.reporters[0].code:
        return scene.code(before.reporters[0]), "same sentence"
    if scene.state.reporter and (phrase.kind == "weak" or phrase.definite):
        return scene.state.reporter, "carried"
    return scene.context.economy or scene.state.reporter, "article"


def _sides(scene: Scene, area: Area) -> tuple[str, str]:
    """The reporter and the partner that a pair ("the two countries") stands for: the article's own economy first."""
    codes = area.code.split(";")
    own = scene.context.economy
    if own in codes:
        return own, next((code for code in codes if code != own), "")
    return codes[0], codes[-1]


def part(scene: Scene, draft: Draft, phrase: Phrase, metric: str, source: str) -> str:
    """The part of the reporter whose own figure it is, as an item, or ""; `source` is where the reporter came from.

    What is carried from the passage or the article is a part's own trade only.
    """
    if source in ("carried", "passage", "article") and metric not in TRADE:
        return ""
    same = scene.like(draft)
    if source == "elided subject":
        area = _elided(scene, draft, phrase)
        return area.item if area is not None and area.form == "part" else ""
    if source == "quantity before" and same is not None:
        return same.part
    if source == "subject":
        doer = _doer(scene, phrase)
        if doer < 0 or scene.chart.area(doer).form != "part" or scene.before(doer) not in _OPENS:
            return ""  # "its Shanghai plant exported"
        return scene.chart.area(doer).item
    if source == "metric phrase":
        return items.join(phrase.parts())
    if source == "same sentence":
        other = next(scene.earlier(draft), None)
        before = scene.phrase_before(phrase)
        return scene.filled[other.at].part if other is not None else items.join(before.parts()) if before else ""
    if source == "carried" and draft.carried:
        first = scene.same_phrase(draft)
        return first.part if first else scene.state.part
    if source in ("carried", "passage"):
        return scene.state.part
    return scene.context.part if source == "article" else ""


def _elided(scene: Scene, draft: Draft, phrase: Phrase) -> Area | None:
    """The owner of a metric that is not said again: "Thailand's gap widened by 5%, while Vietnam's soared by 7%"."""
    clause = scene.clause
    floor = max([scene.chart.place(phrase), *(other.at for other in scene.drafts if other.at < draft.at)])
    for index in range(draft.at - 1, floor, -1):
        if clause[index - 1] != "A" or index - 1 <= floor:
            continue
        if clause[index] == "Y" or (clause[index] == "'" and clause[index + 1 : index + 2] in set("_ERFHXQ")):
            return scene.chart.area(index - 1)
    return None


def _gapped(scene: Scene, draft: Draft) -> str:
    """The economy that stands for a whole clause before its figure: "Brazil bought 5 million tonnes, Peru 3"."""
    if draft.construction not in ("gapped", "listed") or scene.clause[draft.at - 1] != "A":
        return ""
    area = scene.chart.area(draft.at - 1)
    if area.form in ("part", "adjective") or scene.before(draft.at - 1) not in set(",&J;"):
        return ""
    return scene.code(area)


def _taken_before(scene: Scene, draft: Draft) -> Sequence[Taken]:
    """What the draft before one was given, with its sources."""
    before = next(scene.earlier(draft), None)
    return scene.filled[before.at].taken if before is not None else ()


def _subject(scene: Scene, phrase: Phrase) -> str:
    """The code of the place that does what the phrase says, or ""."""
    index = _doer(scene, phrase)
    if index < 0:
        return ""
    area = scene.chart.area(index)
    member = area.form == "group" and scene.chart.low(index + 1) in items.roles_of("member")
    if member or area.code.startswith("!"):
        return scene.context.economy
    if phrase.metric == "trade" and scene.context.economy and not phrase.partners:
        return scene.context.economy  # the place is the counterpart
    return scene.code(area) or scene.context.economy


def _doer(scene: Scene, phrase: Phrase) -> int:
    """The unit of the place that does what the phrase says ("China recorded a surplus", "In Japan, exports rose"), or
    -1."""
    at = scene.chart.place(phrase)
    partners = {scene.code(area) for area in phrase.partners}
    for index in range(at - 1, -1, -1):
        if scene.clause[index] in ";Q":
            break
        if scene.clause[index] != "A" or scene.clause[index + 1] == "(":
            continue
        area = scene.chart.area(index)
        if scene.before(index) in set("twfonCeb") or area.form in ("people", "others") or area.code in partners:
            continue
        return index
    return -1


def partner(scene: Scene, draft: Draft, phrase: Phrase, metric: str, reporter: str) -> tuple[str, str]:
    """The code of the counterpart, `WLD`, or "", and where that was taken from."""
    if draft.partner:
        return draft.partner, "list"
    if metric not in TRADE and metric not in ("tariff_rate", "fdi", "odi"):
        return "", ""
    default = "WLD" if metric in TRADE else ""
    named = _gapped(scene, draft)
    if named and any(one.field == "partner" and one.value != "WLD" for one in _taken_before(scene, draft)):
        return named, "own clause"
    floating = _floating(scene, draft, phrase, reporter)
    if floating:
        return floating, "own clause"
    if draft.construction == "bracketed" and scene.clause[draft.at - 2 : draft.at - 1] == "A":
        code = scene.code(scene.chart.area(draft.at - 2))
        if code and code != reporter:
            return code, "bracket"
    if draft.measure == "share" and not phrase.partners:
        again = _share_again(scene, draft)
        if again is not None and scene.filled[again.at].partner:
            return scene.filled[again.at].partner, "quantity before"
    ranked = _ranked(scene, draft, reporter)
    if ranked:
        return ranked, "own clause"
    holder = _holder(scene, draft, phrase, reporter)
    if holder:
        return holder, "share"
    same = scene.like(draft)
    if same is not None:
        return same.partner, "quantity before"
    if phrase.pair and ";" in phrase.pair[0].code:
        return _sides(scene, phrase.pair[0])[1], "metric phrase"
    if len(phrase.pair) == 1:  # "trade between the two countries", the other named before
        other = scene.state.partner if scene.state.partner not in ("", "WLD", reporter) else scene.context.counterpart
        return other or default, "pair"
    own = phrase.partners or [area for area in phrase.pair if scene.code(area) != reporter]
    if own:
        codes = {scene.code(area, reporter) for area in own} - {reporter}
        return (";".join(sorted(codes)) if all(codes) else ""), "metric phrase"
    if draft.carried:
        first = scene.same_phrase(draft)
        return (first.partner if first else scene.state.partner) or default, "carried"
    fronted = _fronted(scene, phrase, reporter)
    if fronted:
        return fronted, "fronted"
    if metric == "trade" and not phrase.whole:
        other = _counterpart(scene, phrase, reporter)
        if other:
            return other, "own clause"
    before = scene.phrase_before(phrase)
    said = sorted({scene.code(area, reporter) for area in (before.pair[1:] or before.partners)}) if before else []
    if phrase.form.startswith(BILATERAL):
        other = scene.state.partner if scene.state.partner not in ("", "WLD") else scene.context.counterpart
        if not other or other == reporter:
            other = scene.context.latest(draft.quantity.start, reporter)
        return ";".join(said) or other or default, "pair"
    if phrase.partners_again:
        return ";".join(said) or scene.state.partner or default, "carried"
    if phrase.counterpart:
        buyer = _buyer(scene, phrase)
        if buyer:
            return buyer, "subject"
    bare = not (phrase.whole or phrase.items or phrase.reporters or phrase.periods)
    if said and bare and before is not None and (phrase.kind in ("verb", "weak") or _is_other_flow(phrase, before)):
        return ";".join(said), "same sentence"
    spoken = scene.state.phrase if scene.paragraph == scene.state.paragraph else None
    goes_on = phrase.definite or (spoken is not None and spoken.metric == metric)
    if scene.state.partner and phrase.kind == "weak" and goes_on:
        return scene.state.partner, "carried"
    other_flow = spoken is not None and before is None and _is_other_flow(phrase, spoken)
    if bare and other_flow and scene.state.partner not in ("", "WLD"):
        return scene.state.partner, "carried"  # "Exports to Peru rose. Imports, meanwhile, fell"
    return default, "whole"


def _share_again(scene: Scene, draft: Draft) -> Draft | None:
    """The figure before a share that is of the same part: "took 5%, down from 6%", "$5 billion, or 6% of"."""
    before = next(scene.earlier(draft), None)
    if before is None:
        return None
    compared = draft.slot == "then" and before.measure == "share" and before.phrase is draft.phrase
    restated = before.measure == "level" and scene.clause[before.at + 1 : draft.at].strip(",_D") == "|"
    return before if compared or restated else None


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


def _fronted(scene: Scene, phrase: Phrase, reporter: str) -> str:
    """Places fronted before a phrase: "To Japan, exports fell", "With Peru it grew"."""
    at = scene.chart.place(phrase)
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
