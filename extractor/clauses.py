"""A sentence as a sequence of signs: typed mentions, cue words and marks, the small alphabet that binding reads."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from functools import cache, partial
from operator import itemgetter
from typing import NamedTuple

from extractor import seeing
from extractor.areas import Area
from extractor.items import kind, known, roles_of
from extractor.period_grammar import PeriodMention
from extractor.quantities import Quantity
from extractor.seeing import symbol_at
from extractor.tables import compiled, table
from extractor.vocabulary import Cue, Metric, Term
from extractor.words import Words, than_compound

MARKS = {
    ",": "COMMA",
    ";": "SEMICOLON",
    ":": "COLON",
    "(": "OPEN",
    "[": "OPEN",
    ")": "CLOSE",
    "]": "CLOSE",
    "-": "DASH",
    "/": "SLASH",
    "'s": "POSSESSIVE",
    '"': "QUOTE",
    "*": "BULLET",
    "•": "BULLET",
}
_PERIOD_SYMBOLS = {"absolute": "PERIOD", "since": "SINCE", "relative": "EARLIER", "rate": "YEARLY", "day": "DAY"}


class Sign(NamedTuple):
    """One sign of a sentence: its symbol, offsets, word indices, the mention or word behind it, its lowered words."""

    symbol: str
    start: int
    end: int
    first: int
    last: int
    value: object
    low: str

    @property
    def quantity(self) -> Quantity:
        """The quantity behind a QUANTITY sign."""
        assert isinstance(self.value, Quantity)
        return self.value


_sign = partial(tuple.__new__, Sign)  # a third of the time of Sign(…), which is made for most words of a text


@compiled
def _verbs() -> frozenset[str]:
    """Verbs of bound ("exceeded") stay signs of their own, for they also say what a quantity does."""
    return frozenset(form for row in table("cues") if row["cue"] == "EXCEED" for form in row["forms"].split("|"))


_GOVERNING = frozenset({"laid", "makes", "invests", "deals", "earns", "gets", "sends"})
"""Kinds of metric verbs that ask for a figure behind them."""
_WISHES = frozenset({"BE", "WILL", "TO", "TARGET", "EXPECT"})  # between who deals and the verb: "plans to buy"
LOOK = 10  # words
_OVER = frozenset({"QUANTITY", "BUT", "METRIC", "OTHER"})  # what ends the look for whom is dealt with
_COUNTS = frozenset({"PCT", "TEU", "kWh"})
_BEFORE_ADJECTIVES = frozenset({"THE", "POSSESSIVE", "OF", "RECORD"})


def mark(
    words: Words,
    quantities: Iterable[Quantity],
    periods: Iterable[PeriodMention],
    areas: Iterable[Area],
    terms: Iterable[tuple[int, int, Term]],
) -> list[Sign | None]:
    """For each word of an article the sign that covers it, or None.

    Where mentions overlap, the longer one wins; of two as long, the one named first among the arguments.
    """
    starts, ends, lows = words.starts, words.ends, words.lows
    verbs = _verbs()
    spans: list[tuple[int, int, int, int, str, object]] = []  # -length, rank, first word, last word, symbol, value
    for quantity in quantities:
        first = bisect_left(starts, quantity.outer_start)
        while first < len(starts) and starts[first] < quantity.start and lows[first] in verbs:
            first += 1
        last = bisect_left(starts, quantity.end, first)
        spans.append((quantity.outer_start - quantity.end, 0, first, last, "QUANTITY", quantity))
    for period in periods:
        first = bisect_left(starts, period.start)
        last = bisect_left(starts, period.end, first)
        spans.append((period.start - period.end, 1, first, last, _PERIOD_SYMBOLS[period.kind], period))
    for area in areas:
        spans.append((area.start - area.end, 2, area.first, area.last, "AREA", area))
    signs: list[Sign | None] = [None] * len(starts)
    held = bytearray(len(starts))  # words that a span holds
    for first, last, term in terms:
        if last == first + 1:  # one word loses to whatever holds it and more
            signs[first] = _sign((term.symbol, starts[first], ends[first], first, last, term, lows[first]))
        else:
            spans.append((starts[first] - ends[last - 1], 3, first, last, term.symbol, term))
    spans.sort(key=_order)
    for _, _, first, last, symbol, value in spans:
        if first >= last or 1 in held[first:last]:
            continue
        low = lows[first] if last == first + 1 else " ".join(lows[first:last])
        if symbol == "WORD":
            value = low  # as of any plain word
        sign = _sign((symbol, starts[first], ends[last - 1], first, last, value, low))
        signs[first:last] = [sign] * (last - first)
        held[first:last] = b"\1" * (last - first)
    return signs


_order = itemgetter(0, 1, 2)
_symbol_of = itemgetter(0)


def shows(signs: Iterable[Sign], symbol: str) -> bool:
    """Whether a sign has a symbol."""
    return symbol in map(_symbol_of, signs)


def shows_any(signs: Iterable[Sign], symbols: frozenset[str]) -> bool:
    """Whether a sign has one of the symbols."""
    return not symbols.isdisjoint(map(_symbol_of, signs))


def speaks(marked: Sequence[Sign | None], first: int, last: int) -> bool:
    """Whether the words `first` to `last` (exclusive) hold a quantity or a metric."""
    return shows_any(filter(None, marked[first:last]), _TELLING)


_TELLING = frozenset({"QUANTITY", "METRIC", "OTHER"})


def dated(marked: Sequence[Sign | None], first: int, last: int) -> int:
    """One after the word behind the last time told in the words `first` to `last` (exclusive), `first` if none is."""
    ends = (sign.last + 1 for sign in marked[first:last] if sign is not None and sign.symbol == "PERIOD")
    return max(ends, default=first)


def clause(words: Words, marked: Sequence[Sign | None], first: int, last: int) -> list[Sign]:
    """The signs of the words `first` to `last` (exclusive): mentions and cues as marked, marks, and plain words."""
    starts, ends, lows = words.starts, words.ends, words.lows
    signs: list[Sign] = []
    turning, odd, size = _turning(), _odd(), len(lows)
    compounds = "than" in lows[first:last]
    index = first
    while index < last:
        sign = marked[index]
        if compounds and (end := than_compound(lows, index, last)) > index:
            low = " ".join(lows[index:end])
            signs.append(_sign(("WORD", starts[index], ends[end - 1], index, end, low, low)))
            index = end
            continue
        if sign is not None and (sign.first < first or sign.last > last):
            sign = None  # a mention across the end of a sentence is none
        elif sign is not None and sign.last == index + 1 < size - 1 and lows[index + 1] == "-":
            sign = None if _compound(words, marked, index) else sign
        if sign is None:
            low = lows[index]
            if low == "+" and index + 1 < last and _is_amount(marked[index + 1]):
                index += 1
                plus = marked[index]
                assert plus is not None
                signs.append(plus._replace(low=f"+{plus.low}"))  # "compared with +EUR 3 bn"
                index = max(plus.last, index + 1)
                continue
            if low == "'" and words.text[starts[index] - 1] == "s":
                low = "'s"  # "nations' exports"
            symbol = MARKS.get(low) or ("WORD" if low[0].isalnum() else "MARK")
            if low in odd and index + 1 < last and _is_percent(marked[index + 1]):
                # "Peru received 20 percent of them", not "received $20 million"
                # "38,000 tonnes, off 2 percent"; "exports lost 4 percent"
                symbol = "SHARE" if low == "received" else "FALL"
            elif low == "over" and signs and _is_percent(signs[-1]) and symbol_at(marked, index + 1) == "QUANTITY":
                symbol = "COMPARED"  # "up 5 percent over $30 billion a year before"
            signs.append(_sign((symbol, starts[index], ends[index], index, index + 1, low, low)))
            index += 1
            continue
        if sign.low not in turning and not isinstance(sign.value, Metric):
            pass  # as most often
        elif sign.symbol in ("REACH", "EXPECT") and sign.low in ("see", "sees", "saw"):
            ahead = seeing.looks_ahead(marked, words, sign, last)
            sign = sign._replace(symbol="EXPECT" if ahead else "REACH")  # "we see exports contracting"
        elif sign.low == "seen" and (seeing.has_seen(marked, words, index, last) or seeing.was_seen_in(marked, index)):
            sign = sign._replace(symbol="REACH")  # "May had seen a fall of"
        elif sign.low == "seen" and sign.last + 1 < last and seeing.is_dated(marked, sign.last):
            sign = sign._replace(symbol="WORD", value="seen")  # "the gain seen in March"
        elif sign.low == "it" and words.text[sign.start : sign.end] == "IT":
            sign = sign._replace(symbol="WORD", value="IT")  # "IT exports": information technology
        elif sign.low in roles_of("numbers") and _numbers(marked, words, sign.last, last):
            sign = sign._replace(symbol="OTHER", value=Metric("other", "noun", sign.low, "OTHER"))
        elif sign.low == "lost" and sign.symbol == "FALL" and sign.last < last and _is_money(marked[sign.last]):
            sign = sign._replace(symbol="OTHER", value=Metric("other", "noun", sign.low, "OTHER"))  # "lost $5 million"
        elif sign.low == "contract" and signs and signs[-1].symbol == "TO":
            sign = sign._replace(symbol="FALL")  # "exports are expected to contract by 3 percent"
        elif sign.low == "cost" and any(one.symbol == "METRIC" for one in signs[-2:]):
            sign = sign._replace(symbol="REACH")  # "oil imports cost $9 billion"
        elif sign.low == "added" and _gains(marked, words, sign.last, last):
            sign = sign._replace(symbol="RISE")  # "those to Peru added 11 percent"
        elif (
            isinstance(sign.value, Metric) and sign.value.kind in _GOVERNING and not _governs(marked, words, sign, last)
        ):
            takes, brings = roles_of("takes"), roles_of("brings")
            symbol = "SHARE" if sign.low in takes else "REACH" if sign.low in brings else "WORD"
            bought = symbol == "SHARE" and _governs(marked, words, _bought(sign), last)
            sign = _bought(sign) if bought else sign._replace(symbol=symbol, value=sign.low)
        elif sign.symbol == "SHARE" and sign.low in roles_of("buys") and _governs(marked, words, _bought(sign), last):
            sign = _bought(sign)  # "took half of its gas from Peru"
        elif sign.low == "top" and signs and signs[-1].symbol in _BEFORE_ADJECTIVES:
            sign = sign._replace(symbol="WORD", value=sign.low)  # "the top export market"
        elif not signs and sign.low == "that":
            sign = sign._replace(symbol="IT")  # "That was 5 percent more"
        signs.append(sign)
        index = sign.last if sign.last > index else index + 1
    return signs


def _is_amount(sign: Sign | None) -> bool:
    return sign is not None and sign.symbol == "QUANTITY" and sign.quantity.unit != "PCT"


@cache
def _turning() -> frozenset[str]:
    """The words of which a sentence may make another sign than the table does."""
    words = {"see", "sees", "saw", "seen", "it", "lost", "contract", "cost", "added", "that", "top"}
    return roles_of("numbers") | roles_of("buys") | words


@cache
def _odd() -> frozenset[str]:
    """The plain words that are a sign of their own before a figure in percent."""
    return roles_of("loses") | {"received"}


def _is_percent(sign: Sign | None) -> bool:
    """Whether a sign is a figure in percent."""
    return sign is not None and sign.symbol == "QUANTITY" and sign.quantity.unit == "PCT"


def _gains(marked: Sequence[Sign | None], words: Words, index: int, last: int) -> bool:
    """Whether what is added is told right behind, perhaps with an adverb: "added only 1.3 percent"."""
    index += index < last and marked[index] is None and words.lows[index] in roles_of("merely")
    return index < last and _is_gain(marked[index])


def _numbers(marked: Sequence[Sign | None], words: Words, index: int, last: int) -> bool:
    """Whether what is numbered is neither a metric nor goods: "the number of farms fell", not "of cars exported"."""
    if index >= last or words.lows[index] != "of":
        return False
    for place in range(index + 1, min(last, index + LOOK)):
        symbol = symbol_at(marked, place)
        if symbol == "METRIC":
            return False
        if symbol or words.lows[place] in MARKS:
            return not known(words.lows[place - 1])
    return True


def _is_money(sign: Sign | None) -> bool:
    """Whether a sign is an amount of money."""
    unit = sign.quantity.unit if sign is not None and sign.symbol == "QUANTITY" else ""
    return len(unit) == 3 and unit.isupper() and unit not in _COUNTS


def _is_gain(sign: Sign | None) -> bool:
    """Whether a sign is a quantity that can be gained; points are contributed."""
    return sign is not None and sign.symbol == "QUANTITY" and sign.quantity.unit != "PP"


def _governs(marked: Sequence[Sign | None], words: Words, verb: Sign, last: int) -> bool:
    """Whether a figure of its kind stands behind a metric verb: "charges [an extra] 5 percent on", "built 700 cars"."""
    assert isinstance(verb.value, Metric)
    if verb.value.kind == "deals" and _deals(marked, words, verb, last):
        return True
    if verb.value.kind == "earns":
        return _earns(marked, words, verb, last)
    passive = marked[verb.first - 1] if verb.first else None
    if verb.value.kind == "makes" and passive is not None and passive.symbol == "BE":
        told = next((one for one in marked[max(verb.first - 6, 0) : verb.first - 1][::-1] if one is not None), None)
        return told is not None and told.symbol == "QUANTITY"  # "5 million tonnes were handled"
    for place in range(verb.last, min(verb.last + 3, last)):
        sign = marked[place]
        if sign is not None and sign.symbol == "QUANTITY":
            behind = marked[sign.last] if sign.last < last else None
            money = _is_money(sign)
            if verb.value.kind in _PARTS_OF_OWN:
                way = _WAYS[verb.value.code]
                return sign.quantity.unit == "PCT" and _of_own(marked, sign.last, last, way)
            if verb.value.kind == "laid":
                return sign.quantity.unit == "PCT" and behind is not None and behind.symbol == "ON"
            of_world = verb.value.kind == "makes" and roles_of("whole world") & {*words.lows[sign.last : sign.last + 4]}
            part = sign.quantity.unit in ("PCT", "PP") and not of_world
            return money if verb.value.kind == "invests" else not money and not part
        if sign is not None and sign.symbol != "THE" and not (sign.symbol == "WITH" and verb.value.kind == "laid"):
            break  # "retaliated with 10 percent on"
    return False


def _deals(marked: Sequence[Sign | None], words: Words, verb: Sign, last: int) -> bool:
    """Whether an economy buys from abroad or sells there: "Peru buys 5 tonnes of tin abroad", "Fiji ships 5 tonnes"."""
    assert isinstance(verb.value, Metric)
    by = verb.first - 1
    while by >= 0 and (_passes(words.lows[by], marked[by]) or symbol_at(marked, by) in _WISHES):
        by -= 1
    if by > 0 and words.lows[by] == "," and marked[verb.first - 1] is not None:  # "Peru, once an exporter, will buy"
        by = next((n - 1 for n in range(by - 1, max(by - LOOK, 0), -1) if words.lows[n] == ","), by)
    if by >= 0 and words.lows[by] in roles_of("folk"):  # "Indian refiners", "China's state-run mills"
        by = next((n for n in range(by - 1, max(by - 4, -1), -1) if symbol_at(marked, n) == "AREA"), by)
    if by < 0 or not (symbol_at(marked, by) in ("AREA", "IT") or words.lows[by] in roles_of("traders")):
        return False
    amount = next(
        (one for one in marked[verb.last : min(verb.last + 4, last)] if one and one.symbol == "QUANTITY"), None
    )
    if amount is None or any(symbol_at(marked, place) == "COMMA" for place in range(verb.last, amount.first)):
        return False
    if verb.low in roles_of("brings"):
        named = any(known(low) for low in words.lows[amount.last : min(amount.last + 4, last)])
        return amount.quantity.unit not in ("count", "PP") and not _is_money(amount) and named
    if verb.low in roles_of("ships"):
        return amount.quantity.unit not in ("PCT", "PP", "count")
    way = _WAYS[verb.value.code]
    if way == "TO" and any(symbol_at(marked, place) == "AREA" for place in range(verb.last, amount.first)):
        return True  # "sells Uganda $5 million of goods"
    bracket = words.lows[amount.last : amount.last + 1] == ["("]
    closed = next((n for n in range(amount.last, min(amount.last + 8, last)) if words.lows[n] == ")"), 0)
    for place in range(verb.last, min(amount.last + LOOK, last)):
        if bracket and amount.last <= place <= closed:
            continue  # "$1.2 billion (885 million euros) worth of wine from"
        over = words.lows[place] in MARKS and words.lows[place] != "-" or symbol_at(marked, place) in _OVER
        if place >= amount.last and over:
            return False
        if words.lows[place] in roles_of("abroad"):
            return True
        to = place + 1 + (symbol_at(marked, place + 1) == "THE")
        if symbol_at(marked, place) == way and symbol_at(marked, to) == "AREA":
            return True
        if symbol_at(marked, place) == "AND":
            way = ""  # "bought 5 tonnes and Peru 3"
        if way == "FROM" and place >= amount.last and _is_foreign(marked, words, amount.quantity, by, place, last):
            return True
    return False


def _passes(low: str, sign: Sign | None) -> bool:
    """Whether a word may stand between who deals and the verb: "also", "has", "reportedly"."""
    return low in roles_of("nameless") or low in roles_of("perfect") or sign is None and low.endswith("ly")


def _is_foreign(marked: Sequence[Sign | None], words: Words, amount: Quantity, by: int, place: int, last: int) -> bool:
    """Whether goods of another economy than the buyer's are named at a word: "of Romanian wheat", "on foreign pork"."""
    if amount.unit in ("PCT", "PP") or not roles_of("tenders").isdisjoint(words.lows[by:last]):
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


def _earns(marked: Sequence[Sign | None], words: Words, verb: Sign, last: int) -> bool:
    """Whether goods bring in an amount of money: "cocoa earned Ghana $5 million", "wool alone earned 5 million"."""
    by = verb.first - 1
    while by >= 0 and words.lows[by] in roles_of("nameless"):
        by -= 1
    if by < 0 or kind(known(words.lows[by])) not in ("commodity", "good", "group"):
        return False
    for place in range(verb.last, min(verb.last + 4, last)):
        symbol = symbol_at(marked, place)
        if symbol == "QUANTITY":
            return _is_money(marked[place])
        if symbol not in ("THE", "AREA", "IT") and words.lows[place] not in roles_of("traders"):
            return False
    return False


_WAYS = {"imports": "FROM", "exports": "TO"}
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


def _bought(sign: Sign) -> Sign:
    """The sign of a word for buying as the metric that it is where what is bought comes from abroad."""
    return sign._replace(symbol="METRIC", value=Metric("imports", "gets", sign.low, "METRIC"))


def _compound(words: Words, marked: Sequence[Sign | None], index: int) -> bool:
    """Whether the cue or metric word at `index` begins a compound ("cross-border", "import-dependent")."""
    sign = marked[index]
    assert sign is not None
    if words.ends[index] != words.starts[index + 1] or words.ends[index + 1] != words.starts[index + 2]:
        return False
    return isinstance(sign.value, (Cue, Metric)) and marked[index + 2] is None and words.lows[index + 2].isalpha()
