"""Filling the fields of a claim: what its own clause says, then what the sentence, passage and article say."""

from __future__ import annotations

import re

from extractor import bases, calendars, companies, dating, items, ranking, reporters, times
from extractor.contents import contents
from extractor.decisions import Taken
from extractor.partners import partners
from extractor.pending import Draft
from extractor.scene import Filled, Scene
from extractor.traits import traits

_YEARS = re.compile(r"(\d{4})/(\d{4})")


def fill(scene: Scene, draft: Draft, metric: str) -> Filled:
    """Every field of a draft, for the metric code given; the scene remembers them for the drafts that follow."""
    phrase = draft.phrase
    assert phrase is not None
    held = traits(scene, draft, phrase)
    by = ranking.choose("reporter", reporters.reporters(scene, draft, phrase), held)
    with_ = ranking.choose("partner", partners(scene, draft, phrase, metric, by.value), held)
    of = ranking.choose("item", contents(scene, draft, phrase), held)
    reporter, partner = _distinct(by.value), _distinct(with_.value)
    into = {area.code for area in phrase.partners}
    if metric == "odi" and len(into) == 1 and reporter in ("", *into):
        metric, reporter, partner = "fdi", into.pop(), ""  # who invests in an economy is not told
    own = set(reporter.split(";")) - {"", "WLD"}  # world trade is the world's with itself
    if own.intersection(partner.split(";")) and not phrase.inner:
        others = [code for code in partner.split(";") if code not in own]
        default = "" if metric == "fdi" else "WLD"
        home = scene.context.economy if metric != "fdi" else ""
        partner = ";".join(others) or (home if home not in own else default)
    thing, item_from = of.value, of.source
    part = reporters.part(scene, draft, phrase, metric, by.source)
    before = scene.last(draft)
    like = scene.filled[before.at] if before is not None else None
    doer = companies.another(scene, draft)
    if doer and like is not None and item_from == "counted":
        thing = items.join(items.without(thing, like.part))
    elif doer and like is not None:
        thing, item_from = items.join(items.without(like.item, like.part)), "list"
    else:
        doer = companies.owner(scene) if draft.carried else companies.company(scene, draft, phrase)
    if doer:
        thing = items.join(items.without(thing, like.part)) if like is not None else thing
        own = {scene.chart.area(unit).item for unit, char in enumerate(scene.clause) if char == "A"}
        part = items.join([doer, *(name for name in part.split(";") if name in own and not phrase.firm)])
    part = part or companies.kept(scene, draft, phrase, reporter)
    if part and not set(part.split(";")).intersection(thing.split(";")):
        thing, item_from = items.join([*thing.split(";"), *part.split(";")]), item_from or by.source
    boxed = metric == "port_throughput" or metric in ("exports", "imports") and thing in ("", part)
    if boxed and (boxes := _boxes(scene, draft)):
        thing, item_from = items.join([*thing.split(";"), boxes]), item_from or "metric phrase"
    scene.crop = thing
    period, period_from = times.period(scene, draft, phrase, reporter)
    if (level := _same_again(scene, draft)) is not None:
        period, period_from = level.period, "quantity before"
    base, base_from = "", ""
    if draft.measure in ("growth", "change"):
        if len(period) == len("2019-05/2019-06") and _is_from_month(scene, draft, period):
            base, base_from, period = period[:7], "months", period[8:]  # "rose 5 percent between May and June"
        elif span := _YEARS.fullmatch(period):  # growth over a span of years: from its first to its last
            first, last = int(span[1]), int(span[2])
            if _ON_SPAN.match(scene.text, draft.quantity.end):  # "in 2014-2019, 14 percent over the previous six years"
                base, base_from = calendars.years(2 * first - last - 1, first - 1), "stated"
            else:
                base, base_from, period = span[1], "span", span[2]
        else:
            base, base_from = bases.base(scene, draft, period, reporter)
            if period_from == "carried" and base_from in ("stated", "set against"):
                period = _as_long_as(period, base)
    earlier = dating.is_earlier(scene, draft)
    against = draft.construction == "against-metric" and bool(scene.now)  # "of $2 billion in May, against one in April"
    if period and not (earlier or against) and not scene.chart.relative(draft.at) and metric != "tariff_rate":
        scene.now = period
    if (
        period
        and draft.measure in ("level", "share")
        and (draft.construction != "restated" or draft.slot == "now" and earlier)
        and not (earlier and draft.status == "forecast")
    ):
        scene.compares("then" if earlier else "now", period)
    told = (
        ("metric", metric, "carried" if draft.carried else f'"{phrase.form}"'),
        ("item", thing, item_from),
        ("reporter", reporter, by.source),
        ("partner", partner, with_.source),
        ("period", period, period_from),
        ("base", base, base_from),
    )
    ranked = {"reporter": by, "partner": with_, "item": of}
    taken = tuple([Taken(field, value, source) for field, value, source in told if value])
    filled = Filled(metric, thing, reporter, part, partner, period, base, taken, ranked)
    scene.filled[draft.at] = filled
    scene.done.append(draft)
    return filled


_ON_SPAN = re.compile(
    r"(?: (?:more|less|higher|lower))?,? (?:over|on|from|than(?: in)?|compared (?:with|to)|against)(?: that of)?"
    r" the (?:previous|preceding|prior) (?:[a-z]+[ -])?(?:years|year period|period|span)\b"
)
_OR = re.compile(r"(?:\(|,?\|)[_~]?")


def _same_again(scene: Scene, draft: Draft) -> Filled | None:
    """The level that a share right behind it tells again: "from 18 billion (2.2% of GDP) in the second quarter"."""
    before = next(scene.earlier(draft), None)
    if before is None or draft.measure != "share" or before.measure != "level" or before.phrase is not draft.phrase:
        return None
    return scene.filled[before.at] if _OR.fullmatch(scene.clause, before.at + 1, draft.at) else None


def _is_from_month(scene: Scene, draft: Draft, period: str) -> bool:
    """Whether growth is told to be from one month to the next: "rose 5 percent between May and June"."""
    if calendars.length(period) != len(period.split("/")) or any(one.measure == "level" for one in scene.done):
        return False
    told = [scene.chart.mention(index) for index, char in enumerate(scene.clause) if char in "Pp"]
    told += draft.phrase.periods if draft.phrase is not None else []
    spans = [one.lead for one in told if one.wording.rule in ("months", "month_span")]
    return "between" in spans or "from" in spans and not period.startswith("01", 5)


def _as_long_as(period: str, base: str) -> str:
    """A period carried over, or the months up to its end that the stated base is the year before of."""
    if calendars.length(base) == calendars.length(period):
        return period
    same = calendars.shift(base, years=1)
    return same if calendars.bounds(same)[1] == calendars.bounds(period)[1] else period


def _boxes(scene: Scene, draft: Draft) -> str:
    """What goes through a port by the word for it or the unit it is counted in: "container traffic", "5,000 TEU"."""
    assert draft.phrase is not None
    units = {one.unit for one in scene.drafts if one.phrase is draft.phrase and not one.percent}
    named = items.known(draft.phrase.form.partition(" ")[0])
    return named or (items.known("TEU") if "TEU" in (units if len(units) == 1 else {draft.unit}) else "")


def _distinct(codes: str) -> str:
    """Codes joined with a semicolon, each once, sorted, without those left open."""
    return ";".join(sorted({code for code in codes.split(";") if code})) if ";" in codes else codes
