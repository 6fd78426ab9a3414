"""Binding: from the quantities of a sentence to drafts of claims.

Two layers that can be read apart. A construction (`constructions.py`) says what a quantity does in its clause: its
measure, its direction, whether it is the clause's own figure or the earlier one. A scored choice (`choice.py`) says of
which metric phrase it is said.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor import (
    balances,
    choice,
    companies,
    constructions,
    countables,
    exchanges,
    features,
    fronting,
    given,
    investors,
    items,
    lists,
    measures,
    moods,
    pairs,
    points,
    refusals,
    sellers,
    surveys,
    traders,
)
from extractor.chart import Chart
from extractor.nouns import known_items
from extractor.pending import Draft
from extractor.period_grammar import PeriodMention
from extractor.phrases import Phrase
from extractor.quantities import Quantity
from extractor.scene import Scene

_SINCE_WHEN = re.compile("s,?(_)[^QPpJ;]*$")
_M = re.compile("[MNQ]")
_UP_FROM = re.compile("[^,;JMNAQ]*,[RF+]_?b?")
_COMPARED_TOO = re.compile(",?(?:C|[RF]f)D?_?Q")  # "Peru sold 5 tonnes, against 4 before, and Chile 3, against 2"
_APART = re.compile("Q(?:[in]D?[Pp]|[Pp])?,A$")  # "Peru sold 5 tonnes after 4 in May, Chile"
_EXCEEDS = re.compile("X[D_]*$")  # "beat the 2 percent forecast"
_RIGHT_AT = re.compile("-?_?A?M")
_RATE = re.compile("M[to][^MQ,;]?$")  # "raised duties to", "duties of between"
_WORDS = re.compile(r"[a-z]+")


def bind(scene: Scene, passage: str = "") -> list[Draft]:
    """A draft for each quantity of a sentence, in order; a draft with a `reason` gives no claim.

    `passage` is the text of the sentence and the one before, which tells what a bare number of things is a number of.
    """
    chart = scene.chart
    drafts: list[Draft] = []
    for at, unit in enumerate(chart.units):
        if unit.quantity is not None:
            drafts.append(countables.counted(chart, at, passage, drafts) or _draft(scene, at, drafts, passage))
    lists.distribute(scene, drafts)
    pairs.in_turn(scene, drafts)
    exchanges.settle(scene, drafts)
    return drafts


def _draft(scene: Scene, at: int, before: Sequence[Draft], passage: str) -> Draft:
    """The draft of one quantity: its construction, its status, the phrase it is said of, its measure."""
    chart, state = scene.chart, scene.state
    quantity = chart.units[at].quantity
    assert quantity is not None
    draft = Draft(quantity, at, bound=quantity.bound, unit=quantity.unit)
    if refusals.is_of_pack(chart, at):
        draft.reason = "the weight of a pack"
        return draft
    if _is_margin(scene, quantity):
        draft.reason = "a margin around a figure"
        return draft
    given.share(chart, draft, before, state.unit)
    signed = measures.signed(chart, draft)
    fit = constructions.match(*chart.flattened(at), "s" if signed else draft.kind)
    if fit is None or (fit.construction.name == "led" and not _is_led(chart, at)):
        draft.reason = "no construction fits"
        return draft
    construction = fit.construction
    again = [one.construction for one in before[-2:]] == ["revised-from", "direction-to"]
    if construction.name == "from-quantity" and again and "&" in chart.text[before[-1].at : at]:
        # "raised its forecast from 2.7 percent to 2.8, and from 0.6 percent to 0.7 for 2023"
        construction = next(one for one in constructions.constructions() if one.name == "expected")
    if construction.name == "direction-quantity" and draft.kind in "ap" and _is_bound(scene, quantity):
        construction = next(
            one for one in constructions.constructions() if one.name == "direction-to" and draft.kind in one.kinds
        )
    draft.construction, draft.measure, draft.slot = construction.name, construction.measure, construction.slot
    draft.direction = fit.direction
    if draft.slot == "same" and draft.kind == "a" and surveys.is_mark(chart, at, before):
        draft.construction, draft.slot = "exceed", "now"
    if draft.construction == "bracketed" and draft.kind == "a" and chart.low(at).startswith("+"):
        draft.measure, draft.direction = "change", 1  # "exports to Peru (+$5 million)"
    if draft.construction == "bracketed" and draft.kind in "ap" and (sign := measures.moved_by(chart, at)):
        draft.measure, draft.direction = "change" if draft.kind == "a" else "growth", sign
    boxed = draft.construction == "bracketed" and draft.kind == "p" and not signed
    if boxed and _SUBJECT_SHARE.match(chart.text, at + 1) and _SHARED.search(chart.text, 0, at):
        draft.measure = "share"
    if signed and draft.measure in ("", "growth"):
        draft.measure, draft.direction = "growth", signed  # "exports to Peru (+5%), to Chile -3%"
    if draft.construction == "compared-with" and _is_of_another(chart, at):
        draft.slot = "now"
    previous = before[-1] if before and not before[-1].reason else None
    aside = previous is not None and (
        chart.text.startswith(")", previous.at + 1) or (previous.slot == "then" and previous.status == "forecast")
    )
    apart = draft.construction == "gapped" and _APART.search(chart.text, 0, at) is not None
    apart |= draft.construction == "gapped" and _COMPARED_TOO.match(chart.text, at + 1) is not None
    among = draft.construction == "of-which" and previous is not None and previous.slot == "then"
    apart |= among and previous is not None and "j" in chart.text[previous.at : at]  # "against 4, including 2"
    inner = draft.construction == "listed" and previous is not None and previous.at in chart.hidden(at)
    were = chart.text.startswith("E", at + 1) and not chart.text.startswith("Q|", at - 2)
    if draft.slot == "same" and (aside or inner or apart or were):
        # "and 71,900 were trucks", "31,000 in May (33,900) and 149,000 so far": not the earlier figure
        told = [one for one in reversed(before) if one.slot == "now" and not one.reason]
        outer = [one for one in told if one.at not in chart.hidden(at)]
        told = outer if inner and outer else told  # "5 tonnes (1 more), 3 of tea"
        alike = (
            one for one in told if one.percent == draft.percent
        )  # "took 5% ($2 million), and Chile 4% ($1 million)"
        previous = next(alike, told[0] if told else previous)
    if (
        draft.slot == "same"
        and previous is None
        and draft.construction == "of-which"
        and not _M.search(chart.text, 0, at)
    ):
        draft.slot = "now"  # "Of these, 5 million were": of what the sentence before spoke of
    if (
        draft.construction == "from-quantity"
        and draft.unit in given.WEIGHTS
        and previous is not None
        and previous.money
        and not chart.text.startswith("$", at + 1)  # "from 7 tonnes worth $3 million"
    ):
        draft.construction, draft.slot = "worth-same", "same"  # "tea earned $41 million from 29,000 tonnes"
    if draft.construction == "gapped" and _bears(chart, at):
        draft.slot = "now"  # "Chilean cherries pay no duty, Turkish ones pay 10 percent"
    if draft.construction == "gapped" and state.metric == "freight_trains" and countables.is_carried(chart, at):
        draft.slot = "now"  # "The trains carried 5,000 boxes"
    invested = state.metric == "fdi" or any(one.metric == "fdi" for _, one in chart.phrases)
    if draft.construction == "gapped" and invested and investors.draws(scene, at):
        draft.slot = "now"  # "Peru received $5 billion", where direct investment was spoken of
    if draft.construction == "restated" and draft.percent and previous is None and len(before) > 1:
        counted = before[-1].unit == "count" and not before[-2].reason
        previous = before[-2] if counted else None  # "put $4 billion into 90 mines, or 5 percent of all"
    if draft.slot == "same":
        if previous is None:
            draft.reason = "goes on from a quantity that gave no claim"
            return draft
        draft.like = previous
        if draft.construction == "paid-for":
            dealt = previous.phrase is not None and previous.phrase.form in items.roles_of("buys")
            if dealt or not (draft.money and previous.unit in given.WEIGHTS):
                draft.reason = "the price of a deal, or of nothing told before"
                return draft
        earlier = draft.unit == previous.unit and previous.quantity.form == draft.quantity.form
        earlier = earlier and _sign(draft) == _sign(previous)  # "$7 billion (US$5 billion)"
        if draft.construction == "restated" and earlier and "(" in chart.text[previous.at : at]:
            draft.construction, draft.slot, draft.like = "bracketed-then", "then", None  # "51,400 tonnes (54,600)"
        elif draft.construction == "restated" and refusals.is_gap(chart, at):
            draft.reason = "a gap to an earlier figure or a forecast"  # "5 million, or 1 million less than forecast"
            return draft
        elif draft.construction == "restated" and draft.percent and points.is_of_amount(chart, at):
            draft.reason = "a comparison of sizes"
            return draft
        elif draft.construction == "restated":
            return _restated(draft, _level_behind(draft, before) or previous, signed)
    exceeds = (
        draft.construction == "compared-with" and not draft.measure and _EXCEEDS.search(chart.text, 0, at) is not None
    )
    if (draft.construction == "exceed" or exceeds) and draft.bound == "=":
        draft.bound = ">"
    draft.status = moods.status(chart, draft, before)
    since = _SINCE_WHEN.search(chart.text, 0, at) if draft.status == "forecast" else None
    if since is not None and chart.low(since.end(1) - 1) == "when":
        draft.status = "actual"  # "is forecast to be the highest since 2016, when it reached"
    if not draft.status:
        draft.reason = "hypothetical or denied"
        return draft
    if not (traders.settle(chart, draft) or fronting.settle(chart, draft)):
        choice.choose(scene, draft, previous)
        surveys.settle(scene, draft)
    flow = draft.phrase is not None and draft.phrase.metric in ("exports", "imports", "trade")
    if draft.construction == "bracketed" and draft.kind == "a" and draft.quantity.value < 0 and flow:
        draft.measure, draft.direction = "change", -1  # "a decline was recorded for palm oil (-$5 million)"
    sellers.turn(scene, draft, before)
    points.settle(chart, draft)
    balances.settle(chart, draft)
    beside = chart.units[at + 1].phrase if at + 1 < len(chart.units) else None
    if beside is not None and beside.metric == "tariff_rate" and not draft.quantity.value:
        draft.phrase = beside  # "Peru's exports will enjoy zero tariffs"
    told_rate = _RATE.search(chart.text, max(0, at - 3), at) if draft.percent else None
    if told_rate is not None and chart.text.startswith("n", at + 1):
        rate = chart.units[told_rate.start()].phrase
        if rate is not None and rate.metric == "tariff_rate":
            draft.phrase, draft.carried = rate, False  # "raised duties to 5 percent on Peru's imports"
    on_more = draft.construction == "listed" and draft.percent and chart.text.startswith("n", at + 1)
    if on_more and previous is not None and previous.phrase is not None and previous.phrase.metric == "tariff_rate":
        draft.phrase, draft.carried = previous.phrase, True  # "5 percent on imports from Peru and 10 on the rest"
    against = draft.phrase.metric if draft.phrase is not None and draft.construction == "compared-with" else ""
    if against == "tariff_rate" and _RIGHT_AT.match(chart.text, at + 1):
        draft.slot = "now"  # "before a 5 percent duty took effect"
    if draft.phrase is not None and _is_carried_home(scene, draft.phrase):
        draft.reason = "goods moved at home"
        return draft
    _load(chart, draft)
    of_rate = draft.phrase is not None and draft.phrase.metric in features.RATES
    if of_rate and draft.unit == "count" and not draft.quantity.scaled:
        draft.unit = "PCT"  # a duty that "is zero"
    refusal = before[-1].reason if before and before[-1].kind == draft.kind else ""
    left = draft.phrase is not None and chart.place(draft.phrase) < at
    parted = left and refusal.startswith("said of") and not _M.search(chart.text, before[-1].at + 1, at)
    if draft.slot == "then" and refusal and (draft.carried or parted):
        draft.reason = "compared with a quantity that gave no claim"
    refused = bool(draft.carried and draft.percent and before and before[-1].reason)
    refused = refused and (not before[-1].percent or before[-1].reason.startswith("said of"))
    if refused and _UP_FROM.fullmatch(chart.text, before[-1].at + 1, at):
        draft.reason = "goes on from a quantity that gave no claim"  # "planted 42 million hectares, up 3 percent"
    draft.reason = draft.reason or refusals.refusal(chart, draft)
    if not draft.reason and _is_of_purse(scene, draft, passage):
        draft.reason = "a balance of public finances"
    if not draft.reason and _is_had(scene, draft, before):
        draft.reason = "a share of what is not named"
    if not draft.reason and _is_at_home(scene, draft):
        draft.reason = "an investment at home"
    if not draft.reason and draft.phrase is not None and draft.phrase.metric == "industrial_output":
        draft.reason = "a company's own output" if companies.company(scene, draft, draft.phrase) else ""
        if draft.phrase.items and all(map(items.grown, draft.phrase.items)):
            draft.reason = "a harvest"
    if draft.reason:
        return draft
    if (
        previous is not None
        and previous.slot == "then"
        and draft.slot == "now"
        and not aside
        and (previous.percent or not draft.percent)  # "more than $5 billion in May and 3 percent less than"
        and not chart.text.startswith("E", at + 1)
        and chart.text[:at].endswith(("&", "&D"))
    ):
        draft.slot = "then"
    measures.settle(chart, draft, previous, state.rate)
    return draft


def _is_had(scene: Scene, draft: Draft, before: Sequence[Draft]) -> bool:
    """Whether a place only "had" a percentage where no share has been spoken of: "Greece had 12 percent"."""
    if draft.construction != "share-verb" or not draft.carried or not draft.percent:
        return False
    verb = scene.chart.text.rfind("S", 0, draft.at)
    spoken = scene.state.rate == "share" or any(one.measure == "share" and not one.reason for one in before)
    return verb >= 0 and scene.chart.low(verb) in ("had", "has", "have") and not spoken


def _is_carried_home(scene: Scene, phrase: Phrase) -> bool:
    """Whether goods go to a port or city of the article's own economy: "5,000 tons were delivered to Abidjan port"."""
    if phrase.form not in items.roles_of("need buyer") and phrase.kind != "weak" or not phrase.partners:
        return False
    home = phrase.partners[0].code
    if phrase.metric != "exports" or scene.context.economy not in ("", home) or phrase.reporters:
        return False
    return all(one.form == "part" and one.code == home for one in phrase.partners)


def _is_bound(scene: Scene, quantity: Quantity) -> bool:
    """Whether a figure is one that something fell or rose past: "fell below 5 million", not "fell by less than"."""
    return scene.text[quantity.outer_start : quantity.start].strip().lower() in items.roles_of("past")


def _is_margin(scene: Scene, quantity: Quantity) -> bool:
    """Whether a figure is how far another may be passed either way: "a target of 5 percent, plus or minus 2 points"."""
    said = scene.text[max(0, quantity.start - len(_MARGIN) - 3) : quantity.start].lower()
    return said.rstrip().removesuffix(" a").endswith(_MARGIN)


_MARGIN = "plus or minus"


def _load(chart: Chart, draft: Draft) -> None:
    """Say what a port handled of exports or imports of those: "Callao handled 5 million tonnes of May exports"."""
    if (
        draft.phrase is None
        or draft.phrase.metric != "port_throughput"
        or not chart.text.startswith("kM", draft.at + 1)
    ):
        return
    behind = chart.units[draft.at + 2].phrase
    if behind is not None and behind.metric in ("exports", "imports"):
        object_ = chart.signs[chart.units[draft.at + 1].first : chart.units[draft.at + 2].last]
        told = [sign.value for sign in object_ if isinstance(sign.value, PeriodMention)]
        behind.periods, behind.items = behind.periods or told, behind.items or draft.phrase.items
        draft.phrase = behind


def _bears(chart: Chart, at: int) -> bool:
    """Whether a rate right before a unit is that of a tariff: "faces 10 percent"."""
    place = chart.text.rfind("M", max(0, at - 3), at)
    phrase = chart.units[place].phrase if place >= 0 else None
    return phrase is not None and phrase.metric == "tariff_rate" and phrase.form == "taxed"


# "tea (8 percent of exports) rose 2 percent, rice (5 percent) fell 3 percent"
_SUBJECT_SHARE = re.compile(r"\)[RF]_?b?Q")
_SHARED = re.compile(r"\([^()]*Qo")
_OF_ANOTHER = re.compile("[ro]D?(_)[^pPsz,;J&]*(?:[,;J&]|[^pPsz]*$)")


def _is_of_another(chart: Chart, at: int) -> bool:
    """Whether a figure is set beside one of other goods, not of another time: "against 4 percent for leather"."""
    found = _OF_ANOTHER.match(chart.text, at + 1)
    return found is not None and bool(known_items(chart.signs, chart.units[found.start(1)].first))


def _is_led(chart: Chart, at: int) -> bool:
    """Whether a verb of leading stands in the clause of a quantity: "sugar led with", "cars topped the list at"."""
    first = max(chart.text.rfind(mark, 0, at) for mark in ",&;J") + 1
    return not items.roles_of("leads").isdisjoint(chart.said(first, at))


def _is_of_purse(scene: Scene, draft: Draft, passage: str) -> bool:
    """Whether a bare deficit or surplus is a government's: its passage tells of a budget and not of trade."""
    phrase = draft.phrase
    if phrase is None or phrase.kind != "weak" or phrase.partners or not phrase.metric.startswith("trade_"):
        return False
    if any(one.metric.startswith("trade_") for one in scene.spoken):
        return False  # it goes on with the balance of trade
    words = set(_WORDS.findall(passage.lower()))
    return not words.isdisjoint(items.roles_of("purse")) and words.isdisjoint(items.roles_of("commerce"))


def _is_at_home(scene: Scene, draft: Draft) -> bool:
    """Whether an investment is laid nowhere and its owner is the economy that the article is about, or may be."""
    phrase = draft.phrase
    if phrase is None or phrase.metric != "odi" or phrase.form not in items.roles_of("need partner") or phrase.partners:
        return False
    own = scene.context.economy
    if scene.chart.signs[phrase.first].low in items.roles_of("possessors") and phrase.reporters:
        return True  # "increase its Peruvian investments to $5 billion"
    if not phrase.reporters or scene.state.metric == "odi":
        return False
    return not draft.money or not own or scene.code(phrase.reporters[0]) in ("", own) or draft.measure == "share"


def _sign(draft: Draft) -> str:
    """How a sign of the dollar is written before an amount: "US", "C", or ""."""
    sign, _, amount = draft.quantity.text.partition("$")
    return sign if amount else ""


def _level_behind(draft: Draft, before: Sequence[Draft]) -> Draft | None:
    """The level before a growth that an amount in another unit says again, or None.

    "8 million tonnes, up 5 percent, or 2 million barrels a day"; but "up 5 percent, or 400,000 tonnes".
    """
    if len(before) < RESTATES or not (before[-1].percent and before[-1].measure == "growth") or draft.money:
        return None
    level = before[-RESTATES]
    physical = "count" not in (draft.unit, level.unit) and not level.percent and not level.money
    return level if physical and level.measure == "level" and level.unit != draft.unit and not level.reason else None


RESTATES = 2  # figures back to the one that an amount behind a growth says again


def _restated(draft: Draft, previous: Draft, signed: int) -> Draft:
    """A draft that says the one before it again, in another unit: all is as there, the bound too where none is said;
    unless it is `signed`, a growth beside an amount.
    """
    draft.phrase, draft.carried, draft.spoken = previous.phrase, previous.carried, previous.spoken
    draft.measure, draft.slot, draft.status, draft.items = (
        previous.measure,
        previous.slot,
        previous.status,
        previous.items,
    )
    draft.bound = draft.quantity.bound if draft.quantity.bound != "=" else previous.bound
    draft.direction = previous.direction
    if signed and not previous.percent:
        draft.measure, draft.direction = "growth", signed  # "exports were $3 billion (+5%)"
    elif draft.percent and not previous.percent:
        # "narrowed by $300 million (12 percent)", "with $971 million (15.7%)"
        draft.measure = "growth" if previous.measure == "change" else "share"
        draft.bound = draft.quantity.bound
    elif draft.unit == "PCT" and previous.unit == "PP" and previous.measure == "change":
        draft.measure = "growth"  # "rose 2 points, or 5 percent"
    elif previous.percent and not draft.percent and previous.measure == "growth":
        draft.measure = "change"  # "rose 5 percent, or $3 billion"
    elif previous.percent and not draft.percent and previous.measure == "share":
        draft.measure = "level"  # "a 22 percent share, or $2 billion"
    return draft
