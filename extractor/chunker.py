"""Finding the metric phrases of a sentence, and judging what was read into them."""

from __future__ import annotations

from collections.abc import Sequence, Set
from functools import cache

from extractor import apposed, doings, duties, gaps, governing, growing, importers, items, makers, moving, weak
from extractor.areas import Area
from extractor.nouns import noun_phrase
from extractor.phrases import Phrase
from extractor.postmodifiers import postmodify
from extractor.premodifiers import premodify
from extractor.signs import Sign, is_amount, shows
from extractor.vocabulary import Metric

_BEGINS = frozenset({"AREA", "GROWTH", "MOVES", "METRIC", "OTHER"})  # what a metric phrase may be found at
# Metrics whose items may be any noun.
_FLOWS = ("exports", "imports", "industrial_output", "retail_sales", "tariff_rate", "port_throughput")


_NET = {"imports": "trade_deficit", "exports": "trade_surplus"}  # what a flow less the other one is


def read(
    signs: Sequence[Sign], before: Phrase | None = None, flow: Phrase | None = None, heard: Set[str] = frozenset()
) -> list[Phrase]:
    """The metric phrases of a sentence, in order; `before` is the last one before it, `flow` the last flow of the
    sentence before, `heard` the metrics that the article has told of."""
    found: list[Phrase] = []
    moves, bears = moving.verbs(), duties.verbs()
    for index, sign in enumerate(signs):
        told = found[-1] if found else before
        levied = told is not None and told.metric == "tariff_rate"
        if not levied and sign.symbol not in _BEGINS and sign.low not in moves and sign.low not in bears:
            continue
        if sign.symbol in ("AREA", "GROWTH") and (economy := growing.growing(signs, index, found, before)) is not None:
            found.append(economy)
        moved = sign.symbol == "MOVES" or sign.low in moves
        if moved and (crossing := moving.moving(signs, index)) is not None:
            found.append(crossing)
        told = found[-1] if found else before
        if (
            told is not None
            and told.metric == "tariff_rate"
            and (again := duties.again(signs, index, told)) is not None
        ):
            found.append(again)
        if sign.low in bears and (borne := duties.taxed(signs, index, told)) is not None:
            found.append(borne)
        if sign.symbol not in ("METRIC", "OTHER"):
            continue
        metric = sign.value
        assert isinstance(metric, Metric)
        if metric.form == "to - gdp" and found and found[-1].metric != "other" and found[-1].last + 1 >= index:
            found[-1].last = index + 1  # "the trade-to-GDP ratio"
            continue
        sides = _both(metric.form)
        kind = (
            "verb"
            if doings.acts(signs, index, metric.form)
            else "noun"
            if doings.describes(signs, index, metric.kind)
            else metric.kind
        )
        if metric.kind == "makes" and found and found[-1].metric == "freight_trains" and index <= found[-1].last + 1:
            continue  # "the trains made 700 trips", "have made"
        kind = "verb" if kind in governing.KINDS else kind
        phrase = Phrase(metric.code, kind, metric.form, index, index, index + 1)
        measures = kind == "measured" and not importers.is_counterpart(signs, index, metric.code, before)
        if kind == "measured" and not (measures and importers.is_measured(signs, index)):
            phrase.metric = "other"
        if kind == "market":
            phrase.kind, phrase.counterpart = "noun", True
        phrase.sides = sides
        floor = found[-1].last if found else 0
        if index < floor:
            continue
        told = None
        if phrase.metric == "same":
            told = next((one for one in reversed(found) if one.metric != "other"), before)
            phrase.metric, phrase.kind = (told.metric, "noun") if told is not None else ("other", "noun")
            own = index > 0 and isinstance(signs[index - 1].value, Area)  # "the Norwegian one"
            phrase.reporters = list(told.reporters) if told is not None and not own else []
            phrase.echo = True
        if phrase.form in items.roles_of("inflows") and _are_investment(signs, index, found[-1] if found else before):
            phrase.metric = "fdi"  # "inflows from Peru rose"
        premodify(signs, phrase, floor)
        if metric.kind == "laid" or (metric.kind in governing.KINDS and signs[index - 1].low.endswith("s")):
            phrase.items = []  # who charges is no item, nor are "mills" that make
        if kind == "verb" and f"{phrase.form} in" in items.roles_of("ships in") and _ships_in(signs, index + 1):
            phrase.metric, phrase.form, phrase.head = "imports", f"{phrase.form} in", index + 1
        if kind == "noun" and metric.code in _NET and any(one.low == "net" for one in signs[phrase.first : index]):
            phrase.metric = _NET[metric.code]  # "net oil and gas imports"
        postmodify(signs, phrase)
        named = kind == "verb" and any(map(items.known, phrase.items))
        phrase.again &= not named  # "the industry shipped 3 million cars"
        doings.check(signs, phrase, metric.kind)
        if (
            phrase.metric == "other"
            and phrase.form in items.roles_of("taxes")
            and duties.is_on_imports(signs, phrase.last)
        ):
            phrase.metric = "tariff_rate"
            phrase.last = duties.target(signs, phrase.last + 1, phrase)
        if phrase.metric == "tariff_rate":
            duties.payer(signs, phrase, found[-1] if found else None)
        if phrase.again_out:
            of = [name for name in phrase.items if name not in items.roles_of("generic")]
            phrase.items = [f"{name} re-export" for name in of] or ["re-export"]
        if told is not None and phrase.metric == "fdi" and told.partners and not told.reporters:
            # "FDI from Peru, that of Chile"
            phrase.partners, phrase.reporters = phrase.partners or phrase.reporters, []
        if told is not None and not phrase.items:
            phrase.items = list(told.items)  # "while those to Britain fell"
        if metric.kind != "counted" and kind != "verb" and (implied := items.known(phrase.form)):
            telling = phrase.form.isupper()
            phrase.items = [*phrase.items, implied] if telling else phrase.items or [implied]  # "electronic NODX"
        if phrase.metric == "other" and phrase.form in items.roles_of("earnings"):
            _take_as_exports(signs, phrase, before)
        of_output = before is not None and before.metric == "industrial_output"
        last = flow if of_output else before  # "imported 5 tonnes as its output fell. Shipments rose"
        if not found and last is not None and last.metric == "imports" and _is_either_way(signs, phrase, last):
            phrase.metric = "imports"  # "Imports set a record. Shipments were up 6 percent"
        if before is not None and not found and _is_that_flow(signs, phrase, before):
            # "earned $9 billion from tea exports. Peru took half of these imports"
            phrase.metric, phrase.items = before.metric, list(before.items)
        if found and _earns(signs, phrase, found[-1]):
            phrase.metric, phrase.items = "exports", []
        if not apposed.is_whose(signs, phrase, found):
            _judge(signs, phrase, {one.metric for one in [*found, *([before] if before else [])]}, heard)
        if makers.is_of_industry(phrase, found[-1] if found else before):
            phrase.metric = "other"
        if _earned(signs, phrase, found):
            phrase.first = found.pop().first
            phrase.dependent = ""
        if found and _is_of_trade(signs, found[-1], phrase):
            balance = found[-1]  # "the surplus in chip trade with Peru"
            balance.partners = balance.partners or phrase.partners
            balance.periods, balance.last = [*balance.periods, *phrase.periods], phrase.last
            continue
        if found and _is_mode(signs, found[-1], phrase):
            already = [] if found[-1].echo else found[-1].items
            found[-1].items, found[-1].last = [*already, *phrase.items], phrase.last
            continue
        if apposed.joined(signs, phrase, found):
            continue  # "sales of zinc, Peru's main export, rose"
        if found and gaps.joined(signs, found[-1], phrase, {before.metric} if before is not None else set()):
            continue  # "the difference between what Peru exported and imported"
        if found and _is_both_ways(signs, found[-1], phrase):
            first = found.pop()  # "firms imported and exported 5 million tonnes"
            phrase.metric, phrase.first = "trade", first.first
            phrase.reporters, phrase.items = phrase.reporters or first.reporters, phrase.items or first.items
        if phrase.metric == "trade_balance" and len(phrase.pair) > 1:
            phrase.metric = "trade"  # "the trade balance between Peru and Chile grew to": what both trade
        found.append(phrase)
    for phrase in found:
        phrase.whole = (
            phrase.whole or not phrase.items and (_as_whole(signs, phrase.head) or _sums_up(signs, phrase.first))
        )
    return found


def _is_both_ways(signs: Sequence[Sign], one: Phrase, other: Phrase) -> bool:
    """Whether two verbs are trade both ways, of which one amount is told: "imported and exported $5 million of tea"."""
    ways = {one.metric, other.metric} == {"exports", "imports"} and one.kind == other.kind == "verb"
    joined = ways and other.head == one.head + 2 and signs[one.head + 1].symbol == "AND"
    return joined and shows(signs[other.head + 1 : other.head + 4], "QUANTITY")


def _are_investment(signs: Sequence[Sign], index: int, before: Phrase | None) -> bool:
    """Whether inflows at `index`, said of nothing else, are the direct investment spoken of before."""
    if before is None or before.metric != "fdi":
        return False
    return index == 0 or signs[index - 1].symbol != "WORD" or signs[index - 1].low in items.roles_of("inflows told")


def _is_of_trade(signs: Sequence[Sign], balance: Phrase, trade: Phrase) -> bool:
    """Whether a bare surplus or deficit is told to be that of the trade in something: "the deficit in farm trade"."""
    if balance.kind != "weak" or balance.metric not in ("trade_surplus", "trade_deficit") or trade.metric != "trade":
        return False
    within = balance.head + 1 < len(signs) and signs[balance.head + 1].symbol in ("IN", "ON") and not trade.items
    owned = bool(trade.reporters) and trade.first <= balance.head + 2 and not balance.reporters
    if within and owned:
        balance.reporters = trade.reporters  # "the surplus in Peru's trade"
        return True
    return within and trade.first == balance.last and trade.head == trade.first and bool(balance.items)


def _is_mode(signs: Sequence[Sign], flow: Phrase, trade: Phrase) -> bool:
    """Whether a trade is the mode in which a flow goes: "exports through border trade", "under processing trade"."""
    told = trade.metric == "trade" and trade.form == "trade" and bool(trade.items) and not trade.reporters
    if not told or flow.metric not in (*_FLOWS, "trade") or flow.last > trade.first:
        return False
    between = " ".join(sign.low for sign in signs[flow.last : trade.first])
    return between in items.roles_of("by modes") or not between and flow.echo


def _as_whole(signs: Sequence[Sign], head: int) -> bool:
    """Whether what stands before a metric word is spoken of as one: "Peru as a whole sold"."""
    return " ".join([sign.low for sign in signs[max(head - 3, 0) : head]]) == "as a whole"


def _sums_up(signs: Sequence[Sign], end: int) -> bool:
    """Whether a sentence opens with words for all of it and a comma, right before the sign `end`: "In all, exports"."""
    if end < 2 or signs[end - 1].symbol != "COMMA":
        return False
    comma = next((at for at, sign in enumerate(signs[:end]) if sign.symbol == "COMMA"), 0)
    opening = " ".join(sign.low for sign in signs[:comma])
    return comma == end - 1 and opening in items.roles_of("sums")


def _is_either_way(signs: Sequence[Sign], phrase: Phrase, before: Phrase) -> bool:
    """Whether bare "shipments" may be those in as well as out: nobody's, and not set beside imports."""
    if phrase.form not in items.roles_of("either way"):
        return False
    after = signs[phrase.head + 1].symbol if phrase.head + 1 < len(signs) else ""
    if after == "FROM" and before.partners and phrase.reporters and not phrase.partners:
        phrase.partners, phrase.reporters = phrase.reporters, []  # "Imports from China grew. Deliveries from Peru fell"
        return True
    bare = not (phrase.reporters or phrase.partners or phrase.items or phrase.owned)
    return bare and not any(isinstance(one.value, Metric) and one.value.code == "imports" for one in signs)


def _ships_in(signs: Sequence[Sign], index: int) -> bool:
    """Whether "in" and an amount of goods follow at `index`: "shipped in 3 million tonnes of coal"."""
    behind = signs[index : index + 2]
    return len(behind) > 1 and behind[0].symbol == "IN" and is_amount(behind[1])


@cache
def _both(form: str) -> tuple[str, ...]:
    """The two flows that a form of trade names ("exports and imports"), in its order, or nothing."""
    flows = [(form.find(flow), flow + "s") for flow in ("export", "import")]
    return tuple(flow for place, flow in sorted(flows)) if all(place >= 0 for place, _ in flows) else ()


def _earned(signs: Sequence[Sign], phrase: Phrase, found: Sequence[Phrase]) -> bool:
    """Whether a phrase only says what an amount was earned from: "revenue from oil exports"."""
    return (
        bool(found)
        and found[-1].form in items.roles_of("earnings")
        and phrase.metric == "exports"
        and phrase.dependent == "FROM"
        and phrase.first - found[-1].last <= 2
    )


def _earns(signs: Sequence[Sign], phrase: Phrase, before: Phrase) -> bool:
    """Whether a phrase says what an export brought in: "remained the top export, with earnings of"."""
    between = [sign.symbol for sign in signs[before.last : phrase.first]]
    return (
        before.metric == "exports"
        and phrase.form in items.roles_of("earnings")
        and between in (["COMMA", "WITH"], ["WITH"])
    )


def _take_as_exports(signs: Sequence[Sign], phrase: Phrase, before: Phrase | None) -> None:
    """Take what a commodity brought in for its exports where those are spoken of, or it is told for which economy:
    "earnings from gold fell", "Kenya's tea earnings"."""
    after = phrase.head + 1
    spoken = {one.value.code for one in signs if isinstance(one.value, Metric)} | {before.metric if before else ""}
    fiscal = any(name in items.roles_of("fiscal goods") for name in phrase.items)  # "Angola's oil revenues"
    if not fiscal and any(area.form in ("name", "abbreviation", "adjective", "anaphor") for area in phrase.reporters):
        spoken.add("exports")
    named = [items.kind(items.known(name)) for name in phrase.items]
    if "exports" in spoken and named and all(kind == "commodity" for kind in named) and not phrase.firm:
        phrase.metric, phrase.kind = "exports", "noun"  # "Oil and gas earnings, by contrast, fell"
        return
    if after + 1 >= len(signs) or signs[after].symbol != "FROM" or phrase.items:
        return
    names, owners, end = noun_phrase(signs, after + 1)
    if "exports" in spoken and names and all(items.kind(items.known(name)) == "commodity" for name in names):
        phrase.metric, phrase.kind, phrase.items, phrase.last = "exports", "noun", names, end
        phrase.reporters = phrase.reporters or owners


def _of_goods(phrase: Phrase) -> bool:
    """Whether a phrase has an item that the table knows as goods."""
    return any(items.kind(items.known(name)) in ("commodity", "good", "group") for name in phrase.items)


def _adjectival() -> tuple[str, ...]:
    return tuple(items.roles_of("adjective endings"))


def _is_that_flow(signs: Sequence[Sign], phrase: Phrase, before: Phrase) -> bool:
    """Whether "these imports" are the exports spoken of before, as those who bought them see them, or the other way."""
    these = phrase.first and signs[phrase.head - 1].low in ("these", "those")
    bare = not (phrase.items or phrase.reporters or phrase.partners or phrase.periods)
    return bool(these) and bare and {phrase.metric, before.metric} == {"exports", "imports"}


def _home() -> frozenset[str]:
    return items.roles_of("home crops")


def _to_others(signs: Sequence[Sign], index: int) -> bool:
    """Whether what follows the preposition at `index` may be another economy: not "sales from its clinics"."""
    index += 1 + (index + 1 < len(signs) and signs[index + 1].symbol == "THE")
    if index >= len(signs) or signs[index].symbol != "WORD":
        return True
    named = {sign.low for sign in signs[index : index + FEW]}
    return any(not named.isdisjoint(items.roles_of(role)) for role in ("places", "foreign"))


FEW = 3  # signs in which the counterpart of a sale is told


_BALANCES = frozenset({"trade_surplus", "trade_deficit", "trade"})


_MOVED = frozenset({"RISE", "FALL", "REACH", "EXCEED"})


def _judge(signs: Sequence[Sign], phrase: Phrase, spoken: set[str], heard: Set[str]) -> None:
    """Drop what cannot be right: an adjective taken for an item, an investment that is laid in no economy."""
    head = phrase.items[0].rpartition(" ")[2] if phrase.kind in ("verb", "weak") and phrase.items else ""
    if head and items.singular(head) in items.roles_of("no goods"):
        phrase.metric = "other"  # "sold its broadcasting rights abroad", "house sales"
    if phrase.form == "arrivals" and not phrase.partners and any(one.low in _home() for one in signs):
        phrase.metric = "other"  # "cocoa arrivals at ports in top grower Ghana": of what is grown at home
        return
    if phrase.form == "arrivals" and weak.are_of_exports(signs, phrase, spoken):
        return
    if phrase.kind == "weak" and not phrase.partners and phrase.form in items.roles_of("need partner"):
        if phrase.metric in spoken:
            return  # "imports fell, as purchases decreased from China"
        goods = bool(phrase.items) and all(items.known(name) for name in phrase.items)
        if goods and (phrase.form in ("purchases", "arrivals") or phrase.form == "sales" and spoken & _BALANCES):
            return  # "It left a deficit of $5 million. Sales of cars rose 5 percent"
        linked = phrase.head + 1 < len(signs) and signs[phrase.head + 1].symbol in ("TO", "FROM")
        if linked and phrase.form in ("sales", "deliveries"):
            linked = _to_others(signs, phrase.head + 1)
        foreign = phrase.metric == "odi" and bool(phrase.reporters) and not phrase.items
        after = signs[phrase.last].symbol if phrase.last < len(signs) else ""
        if foreign and after in ("REACH", "RISE", "FALL", "EXCEED", "TO", "WILL"):
            return  # "Korean investment hit $5 billion": binding knows whether that is at home
        linked |= (
            phrase.metric != "odi" and phrase.last < len(signs) and signs[phrase.last].low in items.roles_of("abroad")
        )
        beside = phrase.form == "purchases" and phrase.last == phrase.head + 1 and after in _MOVED
        beside = beside and any(getattr(one.value, "code", "") == "exports" for one in signs[: phrase.first])
        if not (linked or beside) or phrase.metric == "odi":
            phrase.metric = "other"  # but not "sales of tea abroad"
    if phrase.kind == "weak" and not phrase.partners and "exports" not in spoken and makers.is_of_makers(signs, phrase):
        phrase.metric = "other"
    if phrase.form in items.roles_of("need move") and not growing.is_sector(signs, phrase):
        phrase.metric = "other"
    if phrase.kind == "weak" and phrase.form in items.roles_of("need owner"):
        balance = any(metric.endswith(("surplus", "deficit", "balance")) for metric in spoken)
        told = phrase.definite or phrase.reporters or phrase.partners
        if not (told or balance or signs[phrase.head - 1].symbol == "POSSESSIVE"):
            phrase.metric = "other"
    two = "trade" in spoken or "trade" in heard and not spoken.isdisjoint(("exports", "imports"))
    alone = phrase.form in items.roles_of("need trade") and not (phrase.partners or phrase.pair or two)
    if alone or gaps.is_of_firm(signs, phrase, spoken):
        phrase.metric = "other"  # "the airline was in the red by"
    unsold = phrase.kind == "verb" and phrase.form in items.roles_of("need buyer") and not phrase.partners
    if unsold and not (
        "exports" in spoken
        and doings.sells_on(signs, phrase)
        or doings.deals_back(signs, phrase, spoken)
        or doings.supplies(signs, phrase, heard)
    ):
        near = range(phrase.head, min(phrase.last + 6, len(signs)))
        if not any(signs[one].low in items.roles_of("abroad") and signs[one - 1].symbol != "AND" for one in near):
            phrase.metric = "industrial_output" if phrase.form in items.roles_of("extracts") else "other"
    if phrase.form in items.roles_of("need article") and not (phrase.definite or phrase.reporters):
        phrase.metric = "other"  # "CAD fell against the dollar"
    weak.settle(signs, phrase, spoken, heard)
    levy = phrase.form in items.roles_of("levies") and "tariff_rate" not in spoken and not phrase.partners
    laid_on = "ON" in [sign.symbol for sign in signs[phrase.head + 1 : phrase.head + 4]]  # "a levy of 2 percent on"
    if levy and laid_on and not _of_goods(phrase):
        phrase.metric = "other"  # "a levy on hotel stays"
    if phrase.metric == "trade" and _both(phrase.form) and gaps.apart(signs, phrase.first):
        phrase.metric = "trade_deficit"  # "the gap between Peru's imports and exports"
    if phrase.form.startswith("difference") and "trade_surplus" in spoken and "trade_deficit" not in spoken:
        phrase.metric = "trade_surplus"
    kept = []
    phrase.goods = "goods" in phrase.form.split() or "goods" in phrase.items and "services" not in phrase.items
    together = {"goods", "services"} <= set(phrase.items)  # which are the whole
    for name in phrase.items:
        if name in items.roles_of("generic") | items.roles_of("packages") or together and name == "services":
            continue
        if name.isdigit() or name[0].isdigit() and items.singular(name.rpartition(" ")[2]) in items.roles_of("packs"):
            continue  # "exported 5 million 60-kilo bags of coffee"
        if phrase.kind == "verb" and len(phrase.items) > 1 and name in items.roles_of("packs"):
            continue  # "exported 5 million pairs of shoes"
        alone = " " not in name and "-" not in name
        known = items.known(name) or (not alone and items.known(name.rsplit(" ", 1)[-1]))
        if not known and alone and name.endswith(_adjectival()) and not items.names_goods(name):
            continue
        if not known and phrase.metric not in _FLOWS:
            continue
        kept.append(name)
    phrase.items = kept
    weak.name(phrase)
