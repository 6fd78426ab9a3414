"""From a filled draft to claims: the side of a balance, the sign of a fall, the currency of bare money, the basis."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

from extractor import calendars, items, measuring, moods, parts, turns
from extractor.adverbials import is_of_that
from extractor.claims import Claim
from extractor.pending import Draft
from extractor.phrases import Phrase
from extractor.quantities import localise
from extractor.scene import Filled, Scene
from extractor.standing import stands
from extractor.vocabulary import BALANCES, STOCKS

_RECKONED = frozenset({"at-quantity", "metric-of", "direction-at", "direction-of", "direction-quantity"})
_APPLIES = re.compile("M?[^QMNT;JOIA]*v")  # "a duty of 10 percent on rice will apply from July"
SEASON = 360  # days that a season or fiscal year has at least
NEARLY_OVER = timedelta(days=7)  # what is left of a period whose figures may be out
_SIDED = ("balance", "surplus", "deficit")
PACKAGES = frozenset({"bag", "bale", "case", "head"})
"""Units of quantities that claims count: what a bag or a bale holds is not the same everywhere."""


def side(scene: Scene, draft: Draft, sentence: str) -> str:
    """The metric of a draft.

    "The surplus" is that of the account spoken of; a gap is a surplus where one has been spoken of; a balance takes its
    side from its sign or from the word beside it. Bare output is that of the economy whose growth was spoken of.
    """
    phrase = draft.phrase
    assert phrase is not None
    metric = phrase.metric
    spoken = draft.spoken.metric if draft.spoken is not None else ""
    if phrase.kind == "weak" and metric in ("trade_surplus", "trade_deficit") and spoken.startswith("current_account"):
        metric = metric.replace("trade", "current_account")
    if metric == "industrial_output" and phrase.kind == "weak" and _is_of_economy(scene, draft, phrase):
        return "gdp"
    if phrase.form in items.roles_of("gaps") and _is_of_surplus(scene, phrase):
        return "trade_surplus"
    if metric == "trade" and draft.construction == "bracketed" and (balance := _of_balances(scene, phrase)):
        draft.measure = "level"
        return balance
    if not (metric in BALANCES or metric in ("trade", "trade_surplus", "trade_deficit")):
        return metric
    low = sentence.lower()
    beside = " ".join(low.partition(draft.quantity.text.lower())[2].split(None, 3)[:3]).rstrip(",.;)")
    if beside.startswith("into ") and draft.measure == "change":
        draft.measure = "level"  # "trade plunged £1 billion into the red"
    if beside in items.roles_of("reds"):
        return "trade_deficit" if metric not in BALANCES else BALANCES[metric][1]
    if beside in items.roles_of("blacks"):
        return "trade_surplus" if metric not in BALANCES else BALANCES[metric][0]
    if metric not in BALANCES:
        return metric
    surplus, deficit = BALANCES[metric]
    if draft.quantity.value < 0 or ("deficit" in low and "surplus" not in low):
        return deficit
    if metric == "current_account_balance" and scene.says(draft.at - 3, draft.at, _MINUS):
        return deficit  # "the current account was negative at 5 million"
    return surplus


def _is_of_economy(scene: Scene, draft: Draft, phrase: Phrase) -> bool:
    """Whether bare output is the GDP spoken of last: "GDP fell 1 percent, leaving output 2 percent lower"."""
    bare = phrase.form == "output" and not (phrase.items or phrase.firm or draft.items)
    if not bare or not draft.percent:
        return False
    chart, place = scene.chart, scene.chart.place(phrase)
    spoken = [one for index, one in chart.phrases if index < place and one.metric != "other"]
    last = spoken[-1] if spoken else scene.state.phrase
    near = bool(spoken) or scene.paragraph - scene.state.paragraph <= 1
    return last is not None and near and last.metric == "gdp"


def _is_of_surplus(scene: Scene, gap: Phrase) -> bool:
    """Whether a gap is the surplus spoken of before it in the sentence or passage, which is not one in a part of trade:
    "lower than its 5 million imbalance in May", not "a surplus of 5 million in services. The gap with Peru"."""
    here = scene.phrase_before(gap)
    told, parts = (here, here.items) if here is not None else (scene.state.phrase, scene.state.items)
    return told is not None and told.metric == "trade_surplus" and set(parts) <= set(gap.items)


def _of_balances(scene: Scene, trade: Phrase) -> str:
    """The balance that brackets behind trade are of: "the largest surpluses were in trade with Peru (3 million)"."""
    place = scene.chart.place(trade)
    at = scene.clause.rfind("M", 0, place)
    balance = scene.chart.units[at].phrase if at >= 0 else None
    told = balance is not None and balance.metric in ("trade_deficit", "trade_surplus")
    return balance.metric if balance is not None and told and _IN_TRADE.fullmatch(scene.clause, at, place) else ""


_MINUS = frozenset({"negative", "minus"})
_IN_TRADE = re.compile("M[^QMJ;]{0,12}iD?")


def claims(
    scene: Scene, draft: Draft, filled: Filled, sentence: str, offset: int, doc_id: str, units: Mapping[int, str]
) -> tuple[Claim, ...]:
    """The claims that a filled draft makes: one, or one for each part that "each" or "both" gives its figure to.

    `sentence` stands at `offset` in the article; `units` are those of the claims before it in the sentence, by place.
    """
    quantity, phrase = draft.quantity, draft.phrase
    assert phrase is not None
    value = quantity.value * draft.factor
    high = quantity.value_high * draft.factor if quantity.value_high is not None else None
    if phrase.metric.endswith(_SIDED) and draft.measure == "level":
        value = abs(value)  # "the balance was -$3 billion", "a deficit of -$3 billion"
    if draft.kind == "m" and draft.direction < 0 and value > 0:
        value = parts.percent(value / (100 + value))  # "fell threefold": to a third
    if draft.measure in ("growth", "change", "streak") and draft.direction < 0 and value > 0:
        value, high = -value, -high if high is not None else None
    if filled.metric.endswith("_deficit") and draft.measure in ("growth", "change") and _improves(scene, draft):
        value, high = -value, -high if high is not None else None
    claim = Claim(
        doc_id=doc_id,
        start=quantity.start,
        end=quantity.end,
        quote=quantity.text,
        metric=filled.metric,
        measure=draft.measure,
        item=filled.item,
        reporter=_coded(filled.reporter),
        partner=_coded(filled.partner),
        period=filled.period,
        value=value,
        value_high=high,
        unit=_unit(scene, draft, filled, units),
        bound=draft.bound,
        base=filled.base,
        status=_status(scene, draft, filled, sentence),
        basis=measuring.basis(scene, draft, filled),
        construction=draft.construction,
        sentence=sentence,
        sentence_start=offset,
    )
    if further := turns.again(scene, draft, filled.period, filled.reporter):
        on = calendars.shift(filled.period, years=-1) == filled.base  # also each on the year before it
        bases = (calendars.shift(one, years=-1) if on else "" for one in further)
        return (claim, *(replace(claim, period=one, base=base) for one, base in zip(further, bases, strict=True)))
    name, values = draft.spread
    if name == "partner":
        return tuple(replace(claim, partner=_coded(one)) for one in values if one != claim.reporter) or (claim,)
    if name == "item":
        return tuple(replace(claim, item=one) for one in values)
    if name == "metric":
        return tuple(replace(claim, metric=one) for one in values)
    return (claim,)


def _improves(scene: Scene, draft: Draft) -> bool:
    """Whether what a figure tells of a deficit is that it got smaller: "an improvement of 5 million"."""
    return draft.direction > 0 and scene.says(draft.at - 3, draft.at + 3, items.roles_of("improves"))


def _coded(codes: str) -> str:
    """Codes of places as claims know them; "" where one of them is a region without a code or is not named.

    A counterpart and everyone but it are the world.
    """
    if not codes or codes.isalpha():
        return codes if codes.isupper() else ""
    told = set(codes.split(";"))
    if any(f"!{code}" in told for code in told):
        return "WLD"
    return codes if all(code.isupper() and "?" not in code for code in told) else ""


def _unit(scene: Scene, draft: Draft, filled: Filled, units: Mapping[int, str]) -> str:
    """The unit of a claim: shared with a figure before it, the economy's own money, or as found."""
    quantity = draft.quantity
    if draft.unit == "year" and len(filled.period) == 7 and scene.clause.find("y", draft.at, draft.at + 4) > 0:
        return "month"  # "the fifth straight year-on-year fall" of a month
    if draft.given is not None and draft.given.at in units:
        return units[draft.given.at]  # a package has become a count there already
    if quantity.text[0] == "$" and scene.context.sign:
        return "USD" if filled.reporter == "USA" else scene.context.sign
    if quantity.family:
        return localise(quantity, filled.reporter or scene.context.economy)
    if draft.unit in PACKAGES:
        return "count"
    return "index" if filled.metric == "pmi" and draft.unit in ("count", "PP") else draft.unit


def _status(scene: Scene, draft: Draft, filled: Filled, sentence: str) -> str:
    """The status of a claim: what its clause says, a duty not yet in force a target, a year not yet over a forecast."""
    duty = filled.metric == "tariff_rate"
    if moods.is_present(scene.chart, draft.at) or duty and stands(scene.chart, draft.at):
        return "actual"
    if duty and _remains(scene, draft):
        return "actual"
    if duty and (_is_only_meant(scene, draft) or _is_announced(scene, draft)):
        return "target"
    if duty and (draft.status == "forecast" or draft.slot == "now" and _not_in_force(scene, draft)):
        return "target"
    anchor = scene.context.anchor
    day = anchor.date
    if draft.status == "forecast" and _is_told(scene, draft, filled):
        return "actual"
    if is_of_that(scene, draft):
        return scene.state.last[1]
    if draft.status == "actual" and draft.slot == "now" and _is_reckoned(scene, draft, filled):
        return "forecast"
    if draft.status != "actual" or day is None or anchor.how != "publication date":
        return draft.status
    if duty and filled.period and calendars.bounds(filled.period)[0] > day:
        return "target"
    put = draft.construction == "at-quantity" and scene.says(0, draft.at, items.roles_of("puts"))
    place = scene.chart.place(draft.phrase) if draft.phrase is not None else -1
    put = put or _is_estimated(scene, draft, place)
    surveyed = filled.metric == "pmi"  # a first estimate is told within its month
    if not (duty or surveyed) and filled.metric not in STOCKS and filled.period not in ("", str(day.year)):
        first, last = calendars.bounds(filled.period)
        begun = (last - first).days >= SEASON or _has_moved(scene, draft)  # "stood at 5 million in June", told in June
        under_way = first <= day and begun and not put  # "reached 12 million in 2023/24"
        running = len(filled.period) > len("2024-05") and f"{last:%Y-%m}" == f"{day:%Y-%m}"  # a span up to this month
        if last - day > NEARLY_OVER and not (under_way or running) and "so far" not in sentence.lower():
            return "forecast"  # "put 1996/97 imports at nine million tonnes"
    if len(filled.period) != 4 or (filled.period not in sentence and filled.metric != "gdp" and not put):
        return draft.status
    over = day.month > 10 and _has_moved(scene, draft)  # "the economy grew 5 percent in 2004", told in December
    if int(filled.period) == day.year and (day.month <= 10 or put or filled.metric == "gdp" and not over):
        return "actual" if duty else "forecast"
    return "actual"


def _has_moved(scene: Scene, draft: Draft) -> bool:
    """Whether the verb right before a figure is in the past: "grew by 5 percent"."""
    unit = scene.chart.units[draft.at]
    said = scene.chart.lows[max(0, unit.first - MOVED) : unit.first]
    return any(low in items.roles_of("moved") or len(low) > len("used") and low.endswith("ed") for low in said)


MOVED = 4  # words before a figure in which the verb stands


def _is_told(scene: Scene, draft: Draft, filled: Filled) -> bool:
    """Whether what lies ahead is set beside what has been: "would exceed last year's $5 billion"."""
    if draft.construction == "quantity-direction" and filled.period and scene.before(draft.at) == "&":
        first = next((scene.filled[one.at].period for one in scene.drafts if one.at in scene.filled), "")
        # "beating a forecast 6 percent rise and a 7 percent rise in July"
        behind = scene.clause.find("P", draft.at) >= 0
        return behind and bool(first) and calendars.bounds(filled.period)[1] < calendars.bounds(first)[0]
    day, owned = scene.context.anchor.date, scene.clause.endswith(("P'", "P'd"), 0, draft.at)
    if draft.slot != "then" or draft.construction != "compared-with" or day is None or not (owned and filled.period):
        return False
    return calendars.bounds(filled.period)[1] < day


def _remains(scene: Scene, draft: Draft) -> bool:
    """Whether a duty is said to stay as it is: "the 10 percent duty will remain in place until May"."""
    behind = scene.chart.units[draft.at].last
    said = " ".join(sign.low for sign in scene.chart.signs[behind : behind + STAYS])
    return any(f" {one}" in f" {said}" for one in items.roles_of("stays in force"))


STAYS = 20  # signs behind a duty in which it is told to stay


def _is_estimated(scene: Scene, draft: Draft, place: int) -> bool:
    """Whether the words before a figure, after its metric at a unit, call it an estimate: "are put at", "estimated"."""
    units, first = scene.chart.units, max(draft.at - 4, 0)
    first = max(first, place + 1) if place < draft.at else first
    said = " ".join(scene.chart.lows[units[first].first : units[draft.at].first])
    return not items.roles_of("estimated").isdisjoint(said.split())


def _is_reckoned(scene: Scene, draft: Draft, filled: Filled) -> bool:
    """Whether a figure is what somebody puts a metric at who cannot know it: a forecaster, or before it is over."""
    place = scene.chart.place(draft.phrase) if draft.phrase is not None else -1
    put = place - 1
    if draft.phrase is None or draft.phrase.kind == "verb":
        return False  # "Russia has exported 5 million tonnes this season, down 3 percent"
    if draft.construction not in _RECKONED or put < 0 or scene.chart.word_before(put) not in items.roles_of("has it"):
        return False
    day = scene.context.anchor.date
    if day is not None and filled.period and calendars.bounds(filled.period)[1] > day:
        return "far" not in scene.chart.lows  # "so far this month the country has a surplus of"
    return scene.says(scene.chart.segment(put), put + 1, items.roles_of("forecasters") - {"bank"})


def _is_only_meant(scene: Scene, draft: Draft) -> bool:
    """Whether a rate was only spoken of: "lower than the proposed 5 percent", "than the 5 percent threatened"."""
    if scene.chart.word_before(draft.at - 1) in items.roles_of("unlaid at"):
        return True
    if draft.slot != "then" or draft.at + 1 >= len(scene.chart.units):
        return False
    by = _BY_WHOM.match(scene.clause, draft.at + 1)
    first = scene.chart.units[by.end() - 1 if by is not None else draft.at + 1].first
    named = scene.clause.startswith("T_", draft.at + 1)  # "the 31 percent that Carter announced"
    said = scene.chart.lows[first + (scene.chart.lows[first] in _AT_FIRST) :][: 2 if named else 1]
    return not items.roles_of("unlaid at").isdisjoint(said)


_BY_WHOM = re.compile("T?D?A[_OVHM]|T_")  # "than the 31 percent that Washington announced"
_AT_FIRST = frozenset({"first", "initially", "originally", "previously", "earlier", "it"})


_ANNOUNCES = re.compile("([_OV])(?:n?z|iP)?D?(?:Mo)?[Dd]{0,2}$")  # "announced new duties of"


def _is_announced(scene: Scene, draft: Draft) -> bool:
    """Whether a rate is what somebody announced: "Peru unveiled a 5 percent duty", not "the removal of one"."""
    found = _ANNOUNCES.search(scene.clause, 0, draft.at) if draft.slot == "now" else None
    return found is not None and scene.says(found.start(1), found.end(1), items.roles_of("announces"))


def _not_in_force(scene: Scene, draft: Draft) -> bool:
    """Whether a clause speaks of a duty that will apply, or that was put off ("shelved a 10 percent duty")."""
    first = scene.chart.segment(draft.at)
    return bool(_APPLIES.match(scene.clause, draft.at + 1)) or scene.says(first, draft.at, items.roles_of("unlaid"))
