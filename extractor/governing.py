"""Which verbs and nouns are a metric only by what they govern: "charges 5 percent on", "built 700 cars", "bought 5
tonnes from"."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.areas import Area
from extractor.items import kind, known, roles_of, singular
from extractor.quantities import Quantity
from extractor.signs import MARKS, Sign, is_amount, symbol_at
from extractor.vocabulary import Metric
from extractor.words import Words

KINDS = frozenset({"laid", "makes", "invests", "puts", "deals", "earns", "gets", "sends"})
"""Kinds of metric verbs that ask for a figure behind them."""
_WISHES = frozenset({"BE", "WILL", "TO", "TARGET", "EXPECT"})  # between who deals and the verb: "plans to buy"
_BOTH_WAYS = frozenset({"exports", "imports"})
LOOK = 10  # words
NEAR_PORT = 12  # words between a verb of handling and the port or the cargo
_LAID_AT = frozenset({"THE", "WITH", "FIGURE", "RECORD"})  # "retaliated with 10 percent on", "charges an average 17 on"
_ASIDES = frozenset({",", "-", "–", "—"})
_OVER = frozenset({"QUANTITY", "BUT", "METRIC", "OTHER"})  # what ends the look for whom is dealt with
_COUNTS = frozenset({"PCT", "TEU", "kWh"})


def governs(marked: Sequence[Sign | None], words: Words, verb: Sign, last: int) -> bool:
    """Whether a figure of its kind stands behind a metric verb: "charges [an extra] 5 percent on", "built 700 cars"."""
    assert isinstance(verb.value, Metric)
    if verb.value.kind == "deals" and _deals(marked, words, verb, last):
        return True
    if verb.value.kind == "earns":
        return _earns(marked, words, verb, last)
    if verb.value.kind == "puts":
        return _puts(marked, words, verb, last)
    if verb.value.code == "port_throughput" and not _is_of_a_port(marked, words, verb, last):
        return False
    passive = marked[verb.first - 1] if verb.first else None
    if verb.value.kind == "makes" and passive is not None and passive.symbol == "BE":
        told = next((one for one in marked[max(verb.first - 6, 0) : verb.first - 1][::-1] if one is not None), None)
        return told is not None and told.symbol == "QUANTITY"  # "5 million tonnes were handled"
    for place in range(verb.last, min(verb.last + 3, last)):
        sign = marked[place]
        if sign is not None and sign.symbol == "QUANTITY":
            behind = marked[sign.last] if sign.last < last else None
            money = is_money(sign)
            if verb.value.kind in _PARTS_OF_OWN:
                way = _WAYS[verb.value.code]
                return sign.quantity.unit == "PCT" and _of_own(marked, sign.last, last, way)
            if verb.value.kind == "laid":
                return sign.quantity.unit == "PCT" and behind is not None and behind.symbol == "ON"
            of_world = verb.value.kind == "makes" and roles_of("whole world") & {*words.lows[sign.last : sign.last + 4]}
            part = sign.quantity.unit in ("PCT", "PP") and not of_world
            return money if verb.value.kind == "invests" else not money and not part
        passed = sign is None or sign.symbol in (_LAID_AT if verb.value.kind == "laid" else ("THE",))
        if not passed:
            break  # "retaliated with 10 percent on"
    return False


def _is_of_a_port(marked: Sequence[Sign | None], words: Words, verb: Sign, last: int) -> bool:
    """Whether a place handles something, or a port or its cargo is named: not the calls of a call centre."""
    if verb.first and symbol_at(marked, verb.first - 1) == "AREA":
        return True
    near = words.lows[max(0, verb.first - NEAR_PORT) : min(verb.last + NEAR_PORT, last)]
    return not roles_of("of ports").isdisjoint(near)


def _deals(marked: Sequence[Sign | None], words: Words, verb: Sign, last: int) -> bool:
    """Whether an economy buys from abroad or sells there: "Peru buys 5 tonnes of tin abroad", "Fiji ships 5 tonnes"."""
    assert isinstance(verb.value, Metric)
    by = verb.first - 1
    if time := next((one for one in marked[max(0, by - 3) : by + 1] if one and one.symbol == "PERIOD"), None):
        by = time.first - 1 if time.last == by + 1 else by  # "the world's top buyer last year bought"
    while by >= 0 and (_passes(words.lows[by], marked[by]) or symbol_at(marked, by) in _WISHES):
        by -= 1
    if by > 0 and words.lows[by] in _ASIDES:  # "Peru, once an exporter, will buy"
        mark = words.lows[by]
        by = next((n - 1 for n in range(by - 1, max(by - LOOK, 0), -1) if words.lows[n] == mark), by)
    if by >= 0 and words.lows[by] in roles_of("folk"):  # "Indian refiners", "China's state-run mills"
        by = next((n for n in range(by - 1, max(by - 4, -1), -1) if symbol_at(marked, n) == "AREA"), by)
    world = "world" in words.lows[max(0, by - 6) : max(0, by)]
    greatest = world and words.lows[by] in roles_of("buyers of the world")
    if by > 0 and symbol_at(marked, by) in ("AND", "BUT") and _is_other_way(marked, words, verb, by):
        return any(symbol_at(marked, place) == "QUANTITY" for place in range(verb.last, min(verb.last + 3, last)))
    named = by >= 0 and (symbol_at(marked, by) in ("AREA", "IT") or words.lows[by] in roles_of("traders"))
    if not (named or greatest):
        return False
    amount = next(
        (one for one in marked[verb.last : min(verb.last + 4, last)] if one and one.symbol == "QUANTITY"), None
    )
    if amount is None:
        return _is_bought_for(marked, words, verb, last)
    if any(symbol_at(marked, place) == "COMMA" for place in range(verb.last, amount.first)):
        return False
    if verb.low in roles_of("spends") and is_money(amount) and _is_to_import(marked, amount.last, last):
        return True
    if verb.low in roles_of("brings"):
        named = any(known(low) for low in words.lows[amount.last : min(amount.last + 4, last)])
        return amount.quantity.unit not in ("count", "PP") and not is_money(amount) and named
    if verb.low in roles_of("ships") | roles_of("ships in") and (is_amount(amount) or not _is_part(amount)):
        return is_amount(amount)
    if verb.low == "exchanged":  # not "exchanged $5 million for euros"
        both = next((one.value for one in marked[max(by, 0) : by + 1] if one is not None), None)
        goods = any(singular(low) in roles_of("generic") for low in words.lows[verb.last : amount.last + 4])
        two = symbol_at(marked, by - 1) == "AND" or isinstance(both, Area) and both.form == "anaphor"
        return goods and two
    way = _WAYS[verb.value.code]
    if way == "WITH" and by > 1 and symbol_at(marked, by - 1) == "AND" and symbol_at(marked, by - 2) == "AREA":
        return amount.quantity.unit != "count"  # "Peru and Chile traded $5 million worth of goods"
    if way == "TO" and any(symbol_at(marked, place) == "AREA" for place in range(verb.last, amount.first)):
        return True  # "sells Uganda $5 million of goods"
    if way == "TO" and by >= 0 and symbol_at(marked, by) == "AREA" and _is_given(marked, words, verb.last):
        return True  # "sold it $5 million of goods"
    bracket = words.lows[amount.last : amount.last + 1] == ["("]
    closed = next((n for n in range(amount.last, min(amount.last + 8, last)) if words.lows[n] == ")"), 0)
    for place in range(verb.last, min(amount.last + LOOK, last)):
        if bracket and amount.last <= place <= closed:
            continue  # "$1.2 billion (885 million euros) worth of wine from"
        over = words.lows[place] in MARKS and words.lows[place] != "-" or symbol_at(marked, place) in _OVER
        over = over and not (_is_part(amount) and _is_output(marked[place]))
        if place >= amount.last and over:
            return False
        if words.lows[place] in roles_of("abroad"):
            return True
        to = place + 1 + (symbol_at(marked, place + 1) == "THE")
        if symbol_at(marked, place) == way and symbol_at(marked, to) == "AREA":
            return True
        if symbol_at(marked, place) == way and symbol_at(marked, to) == "IT" and symbol_at(marked, by) == "AREA":
            return place >= amount.last and words.lows[to] != "its"  # "Britain bought $5 billion from them"
        if symbol_at(marked, place) == "AND":
            way = ""  # "bought 5 tonnes and Peru 3"
        if way == "FROM" and place >= amount.last and _is_foreign(marked, words, amount.quantity, by, place, last):
            return True
    return False


def _is_bought_for(marked: Sequence[Sign | None], words: Words, verb: Sign, last: int) -> bool:
    """Whether known goods, whence they come and what they cost follow: "bought wheat from Chile for $5 million"."""
    assert isinstance(verb.value, Metric)
    way = next((at for at in range(verb.last + 1, min(verb.last + 4, last)) if _leads(marked, at, verb.value.code)), 0)
    if not way or not known(words.lows[way - 1]):
        return False
    price = next((at for at in range(way + 1, min(way + 5, last)) if symbol_at(marked, at) == "FOR"), last)
    return price + 1 < last and is_money(marked[price + 1])


def _leads(marked: Sequence[Sign | None], at: int, metric: str) -> bool:
    """Whether it is told at a word where goods go or come from, by a place behind it."""
    place = at + 1 + (symbol_at(marked, at + 1) == "THE")
    return symbol_at(marked, at) == _WAYS[metric] and symbol_at(marked, place) == "AREA"


_GOING = frozenset({"for", "to", "at", "on", "in", "off", "as", "through", "via", "by"})


def _is_given(marked: Sequence[Sign | None], words: Words, index: int) -> bool:
    """Whether a pronoun at a word is whom something is given: "sold it goods", not "sold it for"."""
    told = symbol_at(marked, index) == "IT" and words.lows[index] in ("it", "them", "him", "her", "us", "me")
    after = words.lows[index + 1] if index + 1 < len(words.lows) else "."
    return told and after not in _GOING and after not in MARKS


def _is_other_way(marked: Sequence[Sign | None], words: Words, verb: Sign, end: int) -> bool:
    """Whether trade with a place the other way has just been told: "sold Peru $5 million of goods and bought"."""
    assert isinstance(verb.value, Metric)
    told = next((one for one in marked[:end][::-1] if one is not None and isinstance(one.value, Metric)), None)
    if told is None or not isinstance(told.value, Metric) or {told.value.code, verb.value.code} != _BOTH_WAYS:
        return False
    between = {one.first: one.symbol for one in marked[told.last : end] if one is not None}
    amounts = [symbol for symbol in between.values() if symbol == "QUANTITY"]
    abroad = "AREA" in between.values() or not roles_of("abroad").isdisjoint(words.lows[told.last : end])
    return told.value.kind in ("deals", "verb") and abroad and len(amounts) == 1


def _is_to_import(marked: Sequence[Sign | None], index: int, last: int) -> bool:
    """Whether what is spent goes on imports: "to import rice", "on importing rice"."""
    told = marked[index + 1] if index + 1 < last else None
    spent = symbol_at(marked, index) in ("TO", "ON") and told is not None and isinstance(told.value, Metric)
    return spent and told is not None and told.low in ("import", "importing")


def _is_part(amount: Sign) -> bool:
    """Whether a figure is a part of something: "60 percent", "a third"."""
    return amount.quantity.unit == "PCT" or amount.quantity.form == "fraction"


def _is_output(sign: Sign | None) -> bool:
    """Whether a word is what an economy makes, of which it sells a part: "sells 60 percent of its output to Peru"."""
    return sign is not None and isinstance(sign.value, Metric) and sign.value.code == "industrial_output"


def _passes(low: str, sign: Sign | None) -> bool:
    """Whether a word may stand between who deals and the verb: "also", "has", "reportedly"."""
    return low in roles_of("nameless") or low in roles_of("perfect") or sign is None and low.endswith("ly")


def _is_foreign(marked: Sequence[Sign | None], words: Words, amount: Quantity, by: int, place: int, last: int) -> bool:
    """Whether goods of another economy than the buyer's are named at a word: "of Romanian wheat", "on foreign pork"."""
    grown = amount.unit == "PCT" and symbol_at(marked, place - 1) in ("MORE", "LESS")  # "5 percent more Chilean wine"
    if amount.unit in ("PCT", "PP") and not grown or not roles_of("tenders").isdisjoint(words.lows[by:last]):
        return False
    if amount.unit == "count" and not known(amount.counted.lower()):
        return False
    sign, buyer = marked[place], marked[by]
    named = sign.value.code if sign is not None and isinstance(sign.value, Area) else ""
    own = buyer.value.code if buyer is not None and isinstance(buyer.value, Area) else ""
    if words.lows[place] not in roles_of("foreign") and (not named or named == own):
        return False
    other = any(symbol_at(marked, one) == "OTHER" for one in range(place + 1, min(place + 4, last)))
    return not other and symbol_at(marked, place + 1) != "POSSESSIVE" and words.lows[place + 1 : place + 2] != ["'s"]


def brings_in(marked: Sequence[Sign | None], words: Words, verb: Sign, last: int) -> Sign | None:
    """The verb as one of exports where goods "brought in $5 million for Kenya", else None."""
    if not verb.low.startswith(("bring", "brought")) or not _earns(marked, words, verb, last):
        return None
    return verb._replace(value=Metric("exports", "earns", verb.low, "METRIC"))


def _earns(marked: Sequence[Sign | None], words: Words, verb: Sign, last: int) -> bool:
    """Whether goods bring in an amount of money: "cocoa earned Ghana $5 million", "wool alone earned 5 million"."""
    by = verb.first - 1
    while by >= 0 and words.lows[by] in roles_of("nameless"):
        by -= 1
    if _who_earns(marked, words, verb.first - 1):
        return _is_from_goods(marked, words, verb.last, last)
    if by > 0 and words.lows[by] == ",":  # "tea, the pride of Kenya, earned"
        back = (n for n in range(by - 1, max(by - ASIDE, 0), -1) if words.lows[n] == ",")
        by = next((n - 1 for n in back if symbol_at(marked, n) != "QUANTITY"), by)
    if by < 0 or kind(known(words.lows[by])) not in ("commodity", "good", "group"):
        return False
    whose = verb.low.startswith("earn")  # "tea fetched $5 million" at an auction, but "tea fetched Kenya $5 million"
    whose = whose or not roles_of("abroad").isdisjoint(words.lows[verb.last : verb.last + LOOK])
    for place in range(verb.last, min(verb.last + 4, last)):
        symbol = symbol_at(marked, place)
        whose = whose or symbol in ("AREA", "IT") or words.lows[place] in roles_of("traders")
        if symbol == "QUANTITY":
            amount = marked[place]
            return amount is not None and is_money(amount) and (whose or _is_for_whom(marked, amount.last, last))
        if symbol not in ("THE", "AREA", "IT") and words.lows[place] not in roles_of("traders"):
            return False
    return False


ASIDE = 16  # words of what is set aside between goods and what they earn
IN_TURN = frozenset({"QUANTITY", "AND", "RESP"})  # between an amount and what is said of it and those beside it


def _is_for_whom(marked: Sequence[Sign | None], index: int, last: int) -> bool:
    """Whether the economy that earns it stands behind an amount: "brought in $5 million for Kenya"."""
    while index < last and symbol_at(marked, index) in IN_TURN:
        index += 1  # "brought in $5 million and $4 million respectively for Kenya"
    to = index + 1 + (symbol_at(marked, index + 1) == "THE")
    return to < last and symbol_at(marked, index) == "FOR" and symbol_at(marked, to) == "AREA"


def _who_earns(marked: Sequence[Sign | None], words: Words, by: int) -> bool:
    """Whether an economy stands before a verb at the word behind `by`: "Uganda has", "Kenya last year"."""
    while by >= 0 and (_passes(words.lows[by], marked[by]) or symbol_at(marked, by) == "PERIOD"):
        by -= 1
    return by >= 0 and symbol_at(marked, by) == "AREA"


def _is_from_goods(marked: Sequence[Sign | None], words: Words, index: int, last: int) -> bool:
    """Whether money from a commodity follows, as an economy earns it: "[Ghana earned] $5 million from cocoa"."""
    ahead = (one for one in marked[index : min(index + 3, last)] if one is not None)
    amount = next((one for one in ahead if one.symbol == "QUANTITY"), None)
    if amount is None or not is_money(amount):
        return False
    if words.lows[amount.last : amount.last + 2] == ["by", "exporting"]:
        return True
    if words.lows[amount.last : amount.last + 1] != ["from"]:
        return False
    goods = words.lows[amount.last + 1 : amount.last + 3]
    if goods == ["the", "sale"] or goods[:1] == ["selling"]:  # "from the sale of tea", "from selling tea abroad"
        sold = amount.last + (4 if goods[0] == "the" else 2)
        goods = words.lows[sold : sold + 2]
        return any(kind(known(" ".join(goods[:size]))) in ("commodity", "good") for size in (2, 1))
    if not {"exports", "export", "exporting", "sales"}.isdisjoint(words.lows[amount.last + 1 : amount.last + 5]):
        return False  # "earned $5 million from cocoa exports"
    return any(kind(known(" ".join(goods[:size]))) == "commodity" for size in (2, 1))


def _puts(marked: Sequence[Sign | None], words: Words, verb: Sign, last: int) -> bool:
    """Whether those of elsewhere put money into an economy: "foreign investors pumped $5 million into Peru"."""
    first = max(verb.first - 5, 0)
    outer = any(
        symbol_at(marked, at) == "AREA" or words.lows[at] in roles_of("outsiders") for at in range(first, verb.first)
    )
    ahead = marked[verb.last : min(verb.last + 4, last)]
    amount = next((one for one in ahead if one is not None and one.symbol == "QUANTITY"), None)
    if not is_money(amount) or amount is None or words.lows[amount.last : amount.last + 1] != ["into"]:
        return False
    if not roles_of("ventures").isdisjoint(words.lows[amount.last + 1 : amount.last + 4]):
        return True  # "they poured $5 million into 40 projects"
    into = amount.last + 1 + (symbol_at(marked, amount.last + 1) == "THE")
    place = marked[into] if into < last else None
    if not outer or place is None or place.symbol != "AREA":
        return False
    return roles_of("securities").isdisjoint(words.lows[place.last : min(place.last + 4, last)])


_WAYS = {"imports": "FROM", "exports": "TO", "trade": "WITH"}
_PARTS_OF_OWN = frozenset({"deals", "gets", "sends"})  # kinds of which a part of what is had or used may be said
OWN = 8  # words from "of" to where what is bought comes from


def _of_own(marked: Sequence[Sign | None], index: int, last: int, way: str) -> bool:
    """Whether a part of what an economy has as its own follows, with where it comes from or goes: "of its gas from"."""
    end = min(index + OWN, last - 1)
    if index + 1 >= last or [one.symbol if one else "" for one in marked[index : index + 2]] != ["OF", "THE"]:
        return False
    own = marked[index + 1]
    if own is None or own.low not in roles_of("possessors"):
        return False
    for place in range(index + 2, end):
        here, after = marked[place], marked[place + 1]
        if here is not None and here.symbol == "METRIC":
            return False  # "of its exports to"
        if here is not None and here.symbol == way:
            after = marked[place + 2] if after is not None and after.symbol == "THE" and place + 2 < last else after
            return after is not None and after.symbol == "AREA"
    return False


_OWNERS = frozenset({"THE", "IT", "AREA", "POSSESSIVE", "FIGURE"})


def of_own_flow(marked: Sequence[Sign | None], index: int, last: int) -> bool:
    """Whether a part of a flow follows, of which a verb only says where it goes: "[sent] a third of its exports to"."""
    amount = next((one for one in marked[index : min(index + 3, last)] if one is not None), None)
    if amount is None or amount.symbol != "QUANTITY" or amount.quantity.unit != "PCT":
        return False
    if symbol_at(marked, amount.last) != "OF" or amount.last >= last:
        return False
    ahead = (one for one in marked[amount.last + 1 : min(amount.last + OWN, last)] if one is not None)
    flow = next((one for one in ahead if one.symbol not in _OWNERS), None)
    metric = flow.value if flow is not None and isinstance(flow.value, Metric) else None
    return metric is not None and metric.code in ("exports", "imports") and metric.kind not in ("verb", *KINDS)


def bought(sign: Sign) -> Sign:
    """The sign of a word for buying as the metric that it is where what is bought comes from abroad."""
    return sign._replace(symbol="METRIC", value=Metric("imports", "gets", sign.low, "METRIC"))


def sold(marked: Sequence[Sign | None], words: Words, sign: Sign, last: int) -> Sign | None:
    """A word for supplying as the metric that it is where an amount goes to an economy, else None."""
    if sign.low not in roles_of("supplies"):
        return None
    amount = next(
        (one for one in marked[sign.last : min(sign.last + 4, last)] if one and one.symbol == "QUANTITY"), None
    )
    metric = sign._replace(symbol="METRIC", value=Metric("exports", "deals", sign.low, "METRIC"))
    return metric if amount is not None and is_amount(amount) and _deals(marked, words, metric, last) else None


def is_money(sign: Sign | None) -> bool:
    """Whether a sign is an amount of money."""
    unit = sign.quantity.unit if sign is not None and sign.symbol == "QUANTITY" else ""
    return len(unit) == 3 and unit.isupper() and unit not in _COUNTS


def is_percent(sign: Sign | None) -> bool:
    """Whether a sign is a figure in percent."""
    return sign is not None and sign.symbol == "QUANTITY" and sign.quantity.unit == "PCT"
