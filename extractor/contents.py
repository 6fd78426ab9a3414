"""What part of the metric is meant: the item of a claim, from its own words, the clause, the passage and the article.

Each source proposes an item; `ranking.py` chooses among them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractor import items
from extractor.nouns import known_items, noun_phrase
from extractor.pending import Draft
from extractor.phrases import Phrase
from extractor.ranking import Proposal
from extractor.scene import Scene

_FLOWS = ("exports", "imports")


def contents(scene: Scene, draft: Draft, phrase: Phrase) -> Iterator[Proposal]:
    """The items that may be meant, joined where several are, "" for all of the metric, likeliest first."""
    yield from _told(scene, draft, phrase)
    for index, char in enumerate(scene.clause):
        side = "before" if index < draft.at else "after"
        if char == "A" and scene.chart.area(index).form == "part":
            yield Proposal(scene.chart.area(index).item, f"part {side}")
        elif char == "_":
            names = known_items(scene.chart.signs, scene.chart.units[index].first)
            if names:
                yield Proposal(items.join(names), f"noun {side} {scene.before(index) or '^'}")
    for _, one in scene.chart.phrases:
        if one is not phrase and one.items and one.metric != "other":
            yield Proposal(items.join(one.items), "other phrase")
    for other in scene.earlier(draft):
        yield Proposal(scene.filled[other.at].item, "figure before")
        break
    yield Proposal(items.join(scene.state.items), "passage")
    yield Proposal(scene.context.item, "article")
    yield Proposal("", "none")


def _told(scene: Scene, draft: Draft, phrase: Phrase) -> Iterator[Proposal]:
    """What the words tell, in order."""
    if draft.items:
        yield Proposal(items.join(draft.items), "list")
    if draft.construction in ("of-which", "listed", "gapped") and scene.clause.startswith("E", draft.at + 1):
        names = known_items(scene.chart.signs, scene.chart.units[draft.at + 1].last)
        if names:
            yield Proposal(items.join(names), "of which")  # "of which 3.3 million was wheat"
    named = _named_before(scene, draft, phrase)
    if named:
        yield Proposal(named, "own clause")
    again = scene.share_before(draft) if draft.measure == "share" and not phrase.items else None
    if again is not None:
        yield Proposal(scene.filled[again.at].item, "share before")
    same = scene.like(draft)
    if same is not None:
        yield Proposal(same.item, "quantity before")
    if phrase.again:
        yield Proposal(items.join(scene.state.items), "those")
    excluded = _excluded(scene, phrase)
    if excluded and not phrase.items:
        yield Proposal(excluded, "exclusion")
    place = scene.chart.bracketed_area(draft.at)
    if place is not None and place.form == "part":
        yield Proposal(place.item, "bracket")
    if phrase.metric == "port_throughput" and not phrase.items and (port := _port(scene)):
        yield Proposal(port, "port")
    before = scene.same_phrase(draft) if draft.carried else None
    if before is not None:
        yield Proposal(before.item, "carried")
    if draft.carried and not _is_physical(draft) and _is_of_counterpart(scene, draft):
        yield Proposal(scene.context.item, "counterpart's")  # a list of counterparts is one of the whole metric
    names = list(phrase.items) or _content(scene, draft)
    if scene.context.services and phrase.goods and not names and "services" not in phrase.form:
        names.append("goods")
    if names:
        yield Proposal(items.join(names), "metric phrase")
    if draft.carried:
        yield Proposal(items.join(scene.state.items), "carried")
        return
    if phrase.dependent == "WITH" and not phrase.partners:
        subject = _subject(scene, phrase)
        if subject:
            yield Proposal(subject, "subject")
    if draft.measure == "share" and scene.chart.place(phrase) < draft.at:
        covered = _covered(scene, draft)
        if covered:
            yield Proposal(covered, "covered")
    if draft.measure == "share" and scene.chart.place(phrase) > draft.at:
        holder = _holder(scene, draft)
        if holder:
            yield Proposal(holder, "share")
    other = scene.phrase_before(phrase)
    if other is not None and other.items and not phrase.whole and not other.dependent:
        flows = (*_FLOWS, "industrial_output")
        if phrase.metric in flows and other.metric in flows and not phrase.partners:
            yield Proposal(items.join(other.items), "same sentence")
    if (
        _is_physical(draft)
        and phrase.metric in ("exports", "imports", "trade_deficit", "trade_surplus")
        and scene.state.items
    ):
        yield Proposal(items.join(scene.state.items), "goes on")
    if scene.context.item and not phrase.whole and phrase.metric in _FLOWS:
        yield Proposal(scene.context.item, "topic")
    yield Proposal("", "whole")


def _port(scene: Scene) -> str:
    """The port or province that a sentence on throughput names, or ""."""
    areas = (scene.chart.area(index) for index, char in enumerate(scene.clause) if char == "A")
    return next((area.item for area in areas if area.form == "part"), "")


def _content(scene: Scene, draft: Draft) -> list[str]:
    """The items that an amount is one of: "5 million tonnes of rice", "$2 billion worth of coal"."""
    if draft.measure != "level" or draft.percent:
        return []
    after = draft.at + 1 + scene.clause.startswith("$", draft.at + 1)
    if not scene.clause.startswith("o", after):
        return []
    names, _, _ = noun_phrase(scene.chart.signs, scene.chart.units[after].last)
    return names if all(items.known(name) for name in names) else names[:1] if _is_physical(draft) else []


def _is_of_counterpart(scene: Scene, draft: Draft) -> bool:
    """Whether a figure is that of a counterpart named right at it: "followed by Peru with $5 million"."""
    ranked = draft.construction == "ranked" and scene.has("A", scene.chart.segment(draft.at), draft.at)
    return ranked or scene.chart.bracketed_area(draft.at) is not None


def _named_before(scene: Scene, draft: Draft, phrase: Phrase) -> str:
    """The item that is the subject of a clause that says no metric: "chip exports rose 5 percent, cars 3 percent"."""
    found = _SUBJECT.search(scene.clause, 0, draft.at)
    if found is None:
        return ""
    if not draft.carried and not scene.has("QRFHE", max(scene.chart.place(phrase), 0), found.start(1)):
        return ""
    unit = found.start(1)
    if scene.clause[unit] == "A":
        area = scene.chart.area(unit)
        return area.item if area.form == "part" else ""
    return items.join(known_items(scene.chart.signs, scene.chart.units[unit].first))


_SUBJECT = re.compile("(?:^|[J,&w;*])D?(_(?:(?:,&?|&)D?_)*|A)(?:[vEHXS]?[RF]?_?D?A?[bt:(-]?|,[wa])$")


def _is_physical(draft: Draft) -> bool:
    """Whether a quantity is one of things, not of money or percent."""
    return not draft.money and draft.unit not in ("PCT", "PP", "month", "quarter", "year")


def _excluded(scene: Scene, phrase: Phrase) -> str:
    """What a fronted exclusion leaves out: "Excluding oil and gold, the deficit stood at"."""
    if not scene.clause.startswith("U"):
        return ""
    names, _, end = noun_phrase(scene.chart.signs, 1)
    if not names or end >= len(scene.chart.signs):
        return ""
    return "excluding " + " and ".join(names)


def _subject(scene: Scene, phrase: Phrase) -> str:
    """The item that the main clause before "with exports reaching ..." is about."""
    for unit in scene.chart.units[: max(scene.chart.place(phrase), 0)]:
        if unit.char == "_":
            names, _, _ = noun_phrase(scene.chart.signs, unit.first)
            if names and items.known(names[0]) and items.kind(items.known(names[0])) != "mode":
                return names[0]
    return ""


def _covered(scene: Scene, draft: Draft) -> str:
    """The item of which imports are a share: "Imports covered 70 percent of the medicine"."""
    if not scene.clause.startswith("o", draft.at + 1):
        return ""
    names, _, _ = noun_phrase(scene.chart.signs, scene.chart.units[draft.at + 1].last)
    return names[0] if names and items.known(names[0]) else ""


def _holder(scene: Scene, draft: Draft) -> str:
    """The items or the part of a country that make up a share: "Engineering goods made up a quarter of exports"."""
    verb = scene.clause.rfind("S", 0, draft.at)
    if verb < 0:
        return ""
    start = max(scene.clause.rfind(char, 0, verb) for char in "J;TQM,")
    if (
        start >= 0
        and scene.clause[start] == ","
        and scene.clause[:start].count(",")
        and "&" not in scene.clause[start:verb]
    ):
        start = -1  # an aside between commas
    for index in range(start + 1, verb):
        if scene.clause[index] == "A" and scene.chart.area(index).form == "part":
            return scene.chart.area(index).item
        if scene.clause[index] == "_" and not scene.has("A", start + 1, verb):
            names = known_items(scene.chart.signs, scene.chart.units[index].first)
            if names:
                return items.join(names)
    return ""
