"""Metrics that are left out: "the largest market for Peruvian coffee" is that of its exports."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from extractor import items
from extractor.areas import Area
from extractor.falling import fallen
from extractor.governing import is_percent
from extractor.signs import Sign, shows, shows_any
from extractor.vocabulary import Metric

RANKED = 4  # signs before a counterpart in which it is ranked
GOODS = 5  # signs that goods and whose they are take


def told(signs: list[Sign]) -> list[Sign]:
    """The signs with the flow that they leave out, and without one that they only name."""
    lows = {sign.low for sign in signs}  # a glance that spares most of what follows
    signs = _numbered(signs) if "no" in lows else signs
    signs = _outward(signs) if "out" in lows else signs
    signs = _of_market(signs) if not lows.isdisjoint(items.roles_of("market shares")) else signs
    signs = fallen(signs) if not lows.isdisjoint(items.roles_of("falls on")) else signs
    signs = _completed(_named_only(_difference(_bound(signs))))
    return _with_other_side(signs) if not lows.isdisjoint(_flows()) else signs


def _numbered(signs: list[Sign]) -> list[Sign]:
    """The signs with a word of rank for a number of it: "Peru's No. 1 market" is its leading one."""
    for at in range(len(signs) - 3):
        if signs[at].low == "no" and signs[at + 1].low == "." and signs[at + 2].low.isdigit():
            number = signs[at + 2]
            low = "second" if int(number.low) > 1 and signs[at + 3].symbol in _SIZES | {"COMMA"} else "leading"
            rank = signs[at]._replace(symbol="WORD", end=number.end, last=number.last, value=low, low=low)
            return [*signs[:at], rank, *_numbered(signs[at + 3 :])]
    return signs


def _outward(signs: list[Sign]) -> list[Sign]:
    """The signs with "from" for "out of", behind what is sold: "chips shipped out of Malaysia"."""
    for at in range(1, len(signs) - 2):
        if signs[at].low == "out" and signs[at + 1].symbol == "OF" and signs[at - 1].symbol == "METRIC":
            place = at + 2 + (signs[at + 2].symbol == "THE")
            if place < len(signs) and signs[place].symbol == "AREA":
                out = signs[at + 1]._replace(symbol="FROM", start=signs[at].start, first=signs[at].first, low="from")
                return [*signs[:at], out, *signs[at + 2 :]]
    return signs


def _of_market(signs: list[Sign]) -> list[Sign]:
    """The signs with a part for the market share of an economy: "Peru held the largest market share of 38 percent"."""
    shares = items.roles_of("market shares")
    at = next((index for index in range(2, len(signs) - 2) if signs[index].low in shares), 0)
    if not at or signs[at + 1].symbol not in ("OF", "WITH", "AT") or not is_percent(signs[at + 2]):
        return signs
    whose = signs[0].symbol == "THE"
    area = signs[whose].value
    named = isinstance(area, Area) and area.form in ("name", "group", "abbreviation")
    if not named or signs[whose + 1].symbol not in _HOLDS or shows(signs[at + 3 : at + 4], "IN"):
        return signs
    return [*signs[:at], signs[at]._replace(symbol="PART", value="share"), *signs[at + 1 :]]


_HOLDS = frozenset({"SHARE", "REACH", "BE", "WORD"})


def _bound(signs: list[Sign]) -> list[Sign]:
    """The signs, with where goods are bound said behind it: "70 percent of exports were UK-bound"."""
    for at in range(1, len(signs) - 2):
        lows = [one.low for one in signs[at + 1 : at + 3]]
        if signs[at].symbol == "AREA" and lows == ["-", "bound"] and signs[at - 1].symbol in ("BE", "WORD"):
            to = signs[at]._replace(symbol="TO", low="to", value="to", end=signs[at].start, last=signs[at].first)
            return [*signs[:at], to, signs[at], *signs[at + 3 :]]
    return signs


def _difference(signs: list[Sign]) -> list[Sign]:
    """The signs with one deficit for the two sides that it is told by: "the gap between what Peru sells and buys"."""
    deals = dict.fromkeys(items.roles_of("deals out"), "out") | dict.fromkeys(items.roles_of("deals in"), "in")
    for at in range(len(signs) - 4):
        if signs[at].low not in items.roles_of("differences") or signs[at + 1].symbol != "BETWEEN":
            continue
        told = signs[at + 2 : at + 2 + SIDES]
        verbs = [index for index, sign in enumerate(told) if sign.low.split(" ")[0] in deals]
        if len(verbs) < 2 or not any(one.low == "what" for one in told[: verbs[1]]):
            continue
        both = {deals[told[index].low.split(" ")[0]] for index in verbs[:2]}
        places = [index for index, sign in enumerate(told[: verbs[0]]) if sign.symbol == "AREA"]
        if len(both) == 1 or not shows(told[verbs[0] : verbs[1]], "AND"):
            continue
        end = at + 2 + verbs[1] + 1
        counterpart = [sign for sign in told[verbs[0] : verbs[1]] if sign.symbol == "AREA"]
        while end < len(signs) and (signs[end].symbol in _ABROAD or signs[end].low in ("abroad", "there", "overseas")):
            end += 1
        noun = Metric("trade_deficit", "noun", "difference", "METRIC")
        gap = signs[at]._replace(symbol="METRIC", value=noun, low="difference")
        owner = [told[places[0]], _sign("POSSESSIVE", gap, "'s")] if places else []
        other = [_sign("WITH", gap, "with"), counterpart[-1]] if counterpart else []
        return [*signs[:at], *owner, gap, *other, *signs[end:]]
    return signs


def _sign(symbol: str, beside: Sign, low: str) -> Sign:
    """A word that a sentence leaves out, beside a sign of it."""
    return Sign(symbol, beside.end, beside.end, beside.last, beside.last, low, low)


SIDES = 16  # signs that the two sides of a difference take
_ABROAD = frozenset({"FROM", "TO", "AREA"})


def _completed(signs: list[Sign]) -> list[Sign]:
    """The signs of a sentence that names no metric, with the flow that a ranked counterpart is one of.

    Whose the flow is has to be told: "the main supplier of wheat to Egypt", "Peru's top markets".
    """
    signs = _with_partner(_as_buyer(_with_sum(signs)))
    counterparts = _flows()
    places = [at for at, sign in enumerate(signs) if sign.low in counterparts]
    if not places or any(_is_told(sign) for sign in signs[: places[0]]):
        return signs
    if shows(_clause(signs, places[0], whole=False), "METRIC"):
        return signs
    for at in places:
        flow = counterparts[signs[at].low]
        beside = signs[max(0, at - RANKED) : at]
        ranked = any(sign.low in items.roles_of("ranked counterparts") for sign in beside)
        if not ranked and items.roles_of("heads a list").isdisjoint(
            [sign.low for sign in beside if sign.symbol != "THE"][-1:]
        ):
            continue
        end = _end_of_goods(signs, at, flow)
        if end:
            last = signs[end - 1]
            noun = Metric(flow, "noun", flow, "METRIC")
            return [*signs[:end], Sign("METRIC", last.end, last.end, last.last, last.last, noun, flow), *signs[end:]]
        owner = any(sign.symbol == "POSSESSIVE" for sign in signs[max(0, at - RANKED) : at])
        if owner and shows(signs, "QUANTITY") and signs[min(at + 1, len(signs) - 1)].symbol not in ("OF", "FOR"):
            noun = Metric(flow, "market", "export market" if flow == "exports" else "import source", "METRIC")
            return [*signs[:at], signs[at]._replace(symbol="METRIC", value=noun), *signs[at + 1 :]]
    return signs


def _clause(signs: list[Sign], at: int, *, whole: bool = True) -> list[Sign]:
    """The signs from one up to where, behind a figure, another clause begins: ", while Peru was", "; Peru was"; if not
    `whole`, up to what the figure or another is said to be of ("97 percent of imports")."""
    told = next((index for index in range(at, len(signs)) if signs[index].symbol == "QUANTITY"), len(signs))
    end = next((index for index in range(told, len(signs)) if signs[index].symbol in _APART), len(signs))
    part = shows(signs[max(0, told - 2) : told], "WITH")  # "with a 5 percent share of imports"
    of = (
        index
        for index in range(told + 1, end)
        if signs[index].symbol == "OF"
        and (is_percent(signs[index - 1]) and index > told + 1 or part and signs[index - 1].symbol == "PART")
    )
    return signs[at : end if whole else next(of, end)]


_APART = frozenset({"BUT", "SEMICOLON"})


def _with_other_side(signs: list[Sign]) -> list[Sign]:
    """The signs with the other flow for who is at its far end: "Peru was Chile's top buyer with 5, and Fiji its main
    supplier with 4"."""
    counterparts = _flows()
    told = next((sign.value.code for sign in signs if isinstance(sign.value, Metric) and sign.value.code in _SIDES), "")
    for at in range(len(signs) - 2):
        flow = counterparts.get(signs[at].low, "") if signs[at].symbol == "WORD" else ""
        if not told or not flow or flow == told or signs[at + 1].symbol in ("OF", "FOR", "TO"):
            continue
        before = max((index for index in range(at) if signs[index].symbol == "QUANTITY"), default=-1)
        behind = next((index for index in range(at, len(signs)) if signs[index].symbol == "QUANTITY"), -1)
        beside = signs[max(before, at - RANKED, 0) : at]
        ranked = any(sign.low in items.roles_of("ranked counterparts") for sign in beside)
        own = before >= 0 and at < behind <= at + PARTNERED and shows(signs[before:behind], "AREA")
        own = own and shows_any(signs[at:behind], _SIZES)
        if own and ranked and not shows(signs[before:behind], "METRIC") and shows(signs[:before], "METRIC"):
            noun = Metric(flow, "market", "export market" if flow == "exports" else "import source", "METRIC")
            return [*signs[:at], signs[at]._replace(symbol="METRIC", value=noun), *signs[at + 1 :]]
    return signs


_SIDES = frozenset({"exports", "imports"})


def _with_sum(signs: list[Sign]) -> list[Sign]:
    """The signs with a bare sum for what a counterpart is told with: "the largest market, with revenue of", "followed
    by Peru with a turnover of"."""
    heads = items.roles_of("counterparts") | items.roles_of("importing ones")
    for at in range(2, len(signs) - 2):
        if signs[at].low not in items.roles_of("sums told") or signs[at].symbol not in ("METRIC", "OTHER"):
            continue
        first = max(0, at - 3)
        led = next((index for index in range(at - 1, first - 1, -1) if _leads(signs[index])), 0)
        if not led or not shows(signs[at + 1 : at + 4], "QUANTITY"):
            continue
        called = any(sign.low.rpartition(" ")[2] in heads for sign in signs[:led])
        called |= shows(signs[:led], "METRIC") and any(
            sign.low in items.roles_of("heads a list") for sign in signs[:led]
        )  # "led with sales of"
        if called and not shows(signs[:led], "QUANTITY") or _follows(signs[:led]):
            signs = [*signs[:at], signs[at]._replace(symbol="FIGURE", value=signs[at].low), *signs[at + 1 :]]
    return signs


def _leads(sign: Sign) -> bool:
    """Whether a sign leads to what a counterpart bought or brought in: "with purchases of", "its purchases hitting"."""
    return sign.symbol == "WITH" or sign.low in ("its", "their")


def _follows(before: list[Sign]) -> bool:
    """Whether the signs end in a place ranked behind others: "followed by Peru", "next came Peru", "Peru was third"."""
    last = before[:-1] if before and before[-1].symbol == "COMMA" else before
    ranks = items.roles_of("ranks behind") - {"first", "top"}  # who is first follows nobody
    if last[-1:] and last[-1].symbol == "AREA":
        ahead = last[-2 - (last[-2:-1] != [] and last[-2].symbol == "THE") :: -1]
        if [one.low for one in ahead[:2]] == ["by", "followed"]:
            return True
        listed = next((one.symbol for one in ahead if one.symbol not in ("AND", "COMMA")), "") == "QUANTITY"
        if listed and any(one.symbol == "FIGURE" and one.low in items.roles_of("sums told") for one in before):
            return True  # "by Peru with revenues of $5 million and Chile with revenues of"
        return (
            bool(ahead)
            and ahead[0].low in items.roles_of("comes in rank")
            and any(one.low in ranks for one in ahead[1:RANKED])
        )
    told = [one.symbol for one in last[-3:]]
    return (
        bool(last)
        and last[-1].low in ranks
        and told[:1] == ["AREA"]
        and last[-2].low in items.roles_of("comes in rank")
    )


_GOODS = frozenset({"goods", "products", "merchandise", "commodities", "exports"})


def _as_buyer(signs: list[Sign]) -> list[Sign]:
    """The signs with a buyer for who is called the importer of another's goods: "the key importer of Peru's tin"."""
    for at in range(1, len(signs) - 3):
        if signs[at].low not in items.roles_of("importing ones"):
            continue
        area = signs[at + 2].value if signs[at + 1].symbol == "OF" else None
        told = isinstance(area, Area) and (area.form == "adjective" or signs[at + 3].symbol == "POSSESSIVE")
        if signs[at].low == "importers" and signs[at + 1].symbol in (_WHEN | _SIZES) - {"OF"}:
            told = shows(signs[max(0, at - RANKED) : at], "POSSESSIVE")  # "Iran's top importers were Peru and Chile"
        others = any(map(_is_told, [*signs[:at], *_clause(signs, at + 1)]))
        ranked = not (items.roles_of("ranked counterparts") | items.roles_of("heads a list")).isdisjoint(
            sign.low for sign in signs[max(0, at - RANKED) : at]
        )
        if told and ranked and not others:
            buyer = "buyer" if signs[at].low == "importer" else "buyers"
            return [*signs[:at], signs[at]._replace(symbol="WORD", value=buyer, low=buyer), *signs[at + 1 :]]
    return signs


def _with_partner(signs: list[Sign]) -> list[Sign]:
    """The signs with the trade that a partner is one in, where it is told: "Chile's largest trading partner, with"."""
    for at in range(1, len(signs) - 2):
        first = _partner(signs, at)
        if first < 0:
            continue
        if any(map(_is_told, [*signs[:first], *signs[at + 1 :]])):
            return signs
        if not shows_any(signs[max(0, first - RANKED) : first], _RANKS) or not _is_sized(signs, at + 1):
            continue
        noun = Metric("trade", "market", "trading partner", "METRIC")
        whole = signs[first]._replace(symbol="METRIC", end=signs[at].end, last=signs[at].last, value=noun)
        return [*signs[:first], whole._replace(low="trading partner"), *signs[at + 1 :]]
    return signs


def _partner(signs: list[Sign], at: int) -> int:
    """The first sign of a partner in trade that ends at one ("trading partner", or "trade partner" as one); or -1."""
    trading, _, partner = signs[at].low.rpartition(" ")
    if partner not in _PARTNERS:
        return -1
    if trading:
        return at if trading in _TRADING else -1
    return at - 1 if signs[at - 1].low in _TRADING else -1


def _is_sized(signs: list[Sign], at: int) -> bool:
    """Whether a figure follows that says how large: ", with $5 billion", "of Peru in May, accounting for", "were Chile
    ($5 billion)"."""
    for index in range(at, min(at + PARTNERED, len(signs) - 1)):
        if signs[index].symbol in _SIZES:
            return shows(signs[index + 1 : index + 5], "QUANTITY")
        if signs[index].symbol not in _WHEN:
            return False
    return False


_PARTNERS = frozenset({"partner", "partners"})
_TRADING = frozenset({"trading", "trade"})
_RANKS = frozenset({"RECORD", "WORD"})
_SIZES = frozenset({"WITH", "AT", "WORTH", "SHARE", "OPEN", "COLON"})
_WHEN = frozenset({"OF", "FOR", "THE", "AREA", "IN", "PERIOD", "COMMA", "EARLIER", "BE", "BY", "BASIS", "FIGURE"})
PARTNERED = 8  # signs from a partner to the figure of its trade


def _is_told(sign: Sign) -> bool:
    """Whether a sign is a metric that what follows may be of: no tariff, "Despite the tariffs, Peru's top markets"."""
    return sign.symbol == "METRIC" and isinstance(sign.value, Metric) and sign.value.code != "tariff_rate"


def _named_only(signs: list[Sign]) -> list[Sign]:
    """The signs, with no metric where goods or a country are only said to be, or to have, main exports.

    "The price of copper, Peru's main export, rose"; but "Peru's main exports: copper, $5 million".
    """
    out = signs
    for at, sign in enumerate(signs):
        if sign.symbol != "METRIC" or sign.low != "exports" or not at or signs[at - 1].low not in _MAIN:
            continue
        before = signs[max(0, at - RANKED) : at]
        lows = {one.low for one in before}
        set_aside = shows(before, "COMMA") and signs[min(at + 1, len(signs) - 1)].symbol in ("COMMA", "MARK", "AND")
        if set_aside or "whose" in lows or {"one", "of"} <= lows:
            out = [*out[:at], sign._replace(symbol="TRAP"), *out[at + 1 :]]
    return out


_MAIN = frozenset({"main", "major", "top", "principal"})


def gated() -> Iterator[str]:
    """The wordings by which a sentence may have such a counterpart: "main market", "trading partner"."""
    ranks = [*(rank for rank in items.roles_of("ranked counterparts") if "-" not in rank), "1", "2"]
    yield from (f"{rank} {one}" for rank in ranks for one in _flows())
    yield from (f"{trading} {partner}" for trading in _TRADING for partner in _PARTNERS)


@cache
def _flows() -> dict[str, str]:
    """The flow that a counterpart is one of, by its word."""
    exports = dict.fromkeys(items.roles_of("takers"), "exports")
    return exports | dict.fromkeys(items.roles_of("givers"), "imports")


def _end_of_goods(signs: list[Sign], at: int, flow: str) -> int:
    """Where the goods end that a counterpart is one for, with whose they are or where they go, else 0."""
    if at + 2 >= len(signs) or signs[at + 1].symbol not in ("OF", "FOR"):
        return 0
    owned = known = False
    end = at + 2
    for index in range(at + 2, min(at + 2 + GOODS, len(signs))):
        sign = signs[index]
        if sign.symbol == "AREA" and isinstance(sign.value, Area):
            owned = True
        elif sign.symbol == "WORD":
            words = [one.low for one in signs[at + 2 : index + 1] if one.symbol == "WORD"]
            known = bool(items.known(" ".join(words)) or items.known(words[-1]) or sign.low in _GOODS)
            end = index + 1
        elif sign.symbol not in ("THE", "POSSESSIVE", "DASH"):
            break
    to = signs[end].symbol if end < len(signs) else ""
    owned |= flow == "imports" and to == "TO" and shows(signs[end : end + 3], "AREA")
    return end if owned and known else 0
