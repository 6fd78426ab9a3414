"""Filling the fields of a claim: what its own clause says, then what the sentence, passage and article say."""

from __future__ import annotations

import re

from extractor import bases, items, places, times
from extractor.decisions import Taken
from extractor.nouns import known_items, noun_phrase
from extractor.pending import Draft
from extractor.phrases import Phrase
from extractor.scene import Filled, Scene


def fill(scene: Scene, draft: Draft, metric: str) -> Filled:
    """Every field of a draft, for the metric code given; the scene remembers them for the drafts that follow."""
    phrase = draft.phrase
    assert phrase is not None
    reporter, reporter_from = places.reporter(scene, draft, phrase)
    partner, partner_from = places.partner(scene, draft, phrase, metric, reporter)
    reporter, partner = _distinct(reporter), _distinct(partner)
    own = set(reporter.split(";")) - {"", "WLD"}  # world trade is the world's with itself
    if own.intersection(partner.split(";")):
        others = [code for code in partner.split(";") if code not in own]
        partner = ";".join(others) or (scene.context.economy if scene.context.economy not in own else "WLD")
    thing, item_from = item(scene, draft, phrase)
    scene.crop = thing
    period, period_from = times.period(scene, draft, phrase, reporter)
    base, base_from = "", ""
    if draft.measure in ("growth", "change"):
        span = re.fullmatch(r"(\d{4})/(\d{4})", period)
        if span:  # growth over a span of years has its last as period and its first as base
            base, base_from, period = span[1], "span", span[2]
        else:
            base, base_from = bases.base(scene, draft, period, reporter)
    earlier = times.is_earlier(scene, draft)
    if period and not earlier and not scene.chart.relative(draft.at):
        scene.now = period
    if (
        period
        and draft.measure in ("level", "share")
        and (draft.construction != "restated" or draft.slot == "now" and earlier)
    ):
        scene.compares("then" if earlier else "now", period)
    taken = (
        Taken("metric", metric, "carried" if draft.carried else f'"{phrase.form}"'),
        Taken("item", thing, item_from),
        Taken("reporter", reporter, reporter_from),
        Taken("partner", partner, partner_from),
        Taken("period", period, period_from),
        Taken("base", base, base_from),
    )
    filled = Filled(metric, thing, reporter, partner, period, base, tuple(one for one in taken if one.value))
    scene.filled[draft.at] = filled
    return filled


def _distinct(codes: str) -> str:
    """Codes joined with a semicolon, each once, sorted, without those left open."""
    return ";".join(sorted({code for code in codes.split(";") if code})) if ";" in codes else codes


def item(scene: Scene, draft: Draft, phrase: Phrase) -> tuple[str, str]:
    """The part of the metric that is meant, or "" for all of it, and where that was taken from."""
    if draft.items:
        return items.join(draft.items), "own clause"
    if draft.construction in ("of-which", "listed", "gapped") and scene.clause.startswith("E", draft.at + 1):
        names = known_items(scene.chart.signs, scene.chart.units[draft.at + 1].last)
        if names:
            return items.join(names), "own clause"  # "of which 3.3 million was wheat"
    named = _named_before(scene, draft, phrase)
    if named:
        return named, "own clause"
    same = scene.like(draft)
    if same is not None:
        return same.item, "quantity before"
    if phrase.again:
        return items.join(scene.state.items), "carried"
    excluded = _excluded(scene, phrase)
    if excluded and not phrase.items:
        return excluded, "exclusion"
    if draft.construction == "bracketed" and scene.clause[draft.at - 2 : draft.at - 1] == "A":
        part = scene.chart.area(draft.at - 2)
        if part.form == "part":
            return part.item, "bracket"
    if phrase.metric == "port_throughput" and not phrase.items and (port := _port(scene)):
        return port, "own clause"
    before = scene.same_phrase(draft) if draft.carried else None
    if before is not None:
        return before.item, "carried"
    if draft.carried and not _is_physical(draft) and _is_of_counterpart(scene, draft):
        return scene.context.item, "article"  # a list of counterparts is one of the whole metric
    names = list(phrase.items) or _content(scene, draft)
    if scene.context.services and phrase.goods and not names and "services" not in phrase.form:
        names.append("goods")
    if names:
        return items.join(names), "metric phrase"
    if draft.carried:
        return items.join(scene.state.items), "carried"
    trader = _trader(scene, phrase)
    if trader:
        return trader, "subject"
    if phrase.dependent == "WITH" and not phrase.partners:
        subject = _subject(scene, phrase)
        if subject:
            return subject, "subject"
    if draft.measure == "share" and scene.chart.place(phrase) < draft.at:
        covered = _covered(scene, draft)
        if covered:
            return covered, "share"
    if draft.measure == "share" and scene.chart.place(phrase) > draft.at:
        holder = _holder(scene, draft)
        if holder:
            return holder, "share"
    other = scene.phrase_before(phrase)
    if other is not None and other.items and not phrase.whole and not other.dependent:
        flows = ("exports", "imports", "industrial_output")
        if phrase.metric in flows and other.metric in flows and not phrase.partners:
            return items.join(other.items), "same sentence"
    if (
        _is_physical(draft)
        and phrase.metric in ("exports", "imports", "trade_deficit", "trade_surplus")
        and scene.state.items
    ):
        return items.join(scene.state.items), "carried"
    if scene.context.item and not phrase.whole and phrase.metric in ("exports", "imports"):
        return scene.context.item, "article"
    return "", ""


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
    return ranked or (draft.construction == "bracketed" and scene.clause[draft.at - 2] == "A")


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


_SUBJECT = re.compile("(?:^|[J,&w;*])D?(_(?:(?:,&?|&)D?_)*|A)(?:[vEHXS]?[RF]?_?[bt:(]?|,[wa])$")


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


def _trader(scene: Scene, phrase: Phrase) -> str:
    """The part of a country that does what a clause says: "Penang shipped goods worth"."""
    at = scene.chart.place(phrase)
    for index in range(at - 1, scene.chart.segment(at) - 1, -1):
        if scene.clause[index] in "MNQ":
            return ""
        if scene.clause[index] == "A" and scene.before(index) in ("", ",", "J", ";", "O", "T", "&"):
            return scene.chart.area(index).item if phrase.kind == "verb" else ""
    return ""


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
