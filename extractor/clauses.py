"""A sentence as a sequence of signs: typed mentions, cue words and marks, the small alphabet that binding reads."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from functools import cache
from operator import itemgetter

from extractor import seeing
from extractor.areas import Area
from extractor.governing import KINDS, LOOK, bought, brings_in, governs, is_money, of_own_flow, sold
from extractor.items import known, roles_of
from extractor.period_grammar import PeriodMention
from extractor.quantities import Quantity
from extractor.signs import MARKS, Sign, make_sign, shows, shows_any, symbol_at
from extractor.tables import compiled, table
from extractor.vocabulary import Cue, Metric, Term
from extractor.words import Words, than_compound

_PERIOD_SYMBOLS = {"absolute": "PERIOD", "since": "SINCE", "relative": "EARLIER", "rate": "YEARLY", "day": "DAY"}


@compiled
def _verbs() -> frozenset[str]:
    """Verbs of bound ("exceeded") stay signs of their own, for they also say what a quantity does."""
    return frozenset(form for row in table("cues") if row["cue"] == "EXCEED" for form in row["forms"].split("|"))


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
        far = STREAK if quantity.form == "ordinal" else 0  # "has grown for six quarters" is no time
        spans.append((quantity.outer_start - quantity.end - far, 0, first, last, "QUANTITY", quantity))
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
            signs[first] = make_sign((term.symbol, starts[first], ends[first], first, last, term, lows[first]))
        else:
            spans.append((starts[first] - ends[last - 1], 3, first, last, term.symbol, term))
    spans.sort(key=_order)
    for _, _, first, last, symbol, value in spans:
        if first >= last or 1 in held[first:last]:
            continue
        low = lows[first] if last == first + 1 else " ".join(lows[first:last])
        if symbol == "WORD":
            value = low  # as of any plain word
        sign = make_sign((symbol, starts[first], ends[last - 1], first, last, value, low))
        signs[first:last] = [sign] * (last - first)
        held[first:last] = b"\1" * (last - first)
    return signs


STREAK = 60  # characters of a wording of time that the numeral of a streak in it stands for
_order = itemgetter(0, 1, 2)


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
            signs.append(make_sign(("WORD", starts[index], ends[end - 1], index, end, low, low)))
            index = end
            continue
        if sign is not None and (sign.first < first or sign.last > last):
            sign = None  # a mention across the end of a sentence is none
        elif sign is not None and sign.last == index + 1 < size - 1 and lows[index + 1] == "-":
            sign = None if _compound(words, marked, index) else sign
        if sign is None:
            low = lows[index]
            if low == "+" and index + 1 < last and symbol_at(marked, index + 1) == "QUANTITY":
                index += 1
                plus = marked[index]
                assert plus is not None
                signs.append(plus._replace(low=f"+{plus.low}"))  # "compared with +EUR 3 bn"
                index = max(plus.last, index + 1)
                continue
            if low == "'" and words.text[starts[index] - 1] in "sS":
                low = "'s"  # "nations' exports"
            symbol = MARKS.get(low) or ("WORD" if low[0].isalnum() else "MARK")
            if low in odd and index + 1 < last and _is_percent(marked[index + 1]):
                # "Peru received 20 percent of them", not "received $20 million"
                # "38,000 tonnes, off 2 percent"; "exports lost 4 percent"
                symbol = "SHARE" if low == "received" else "FALL"
            elif low in ("had", "has", "have") and _has_share(marked, words, index + 1, last):
                symbol = "SHARE"  # "China had a 5 percent share of"
            elif low == "over" and signs and _is_percent(signs[-1]) and symbol_at(marked, index + 1) == "QUANTITY":
                symbol = "COMPARED"  # "up 5 percent over $30 billion a year before"
            if symbol == "POSSESSIVE" and _is_verb(signs, marked, index + 1, last):
                symbol = "BE"  # "two-way trade's about $900 million"
            value: object = low
            if low in ("one", "ones") and _is_that_of(signs, symbol_at(marked, index + 1)):
                symbol, value = "METRIC", Metric("same", "again", "those", "METRIC")  # "with the Danish one sliding"
            signs.append(make_sign((symbol, starts[index], ends[index], index, index + 1, value, low)))
            index += 1
            continue
        if sign.symbol in _TOWARDS and _is_left_out(signs, marked, sign, last):
            form = f"those {sign.low}"  # "China's exports to Brazil rose, while Brazil's to China fell"
            sign = sign._replace(symbol="METRIC", low=form, value=Metric("same", "again", form, "METRIC"))
        elif sign.low not in turning and not isinstance(sign.value, Metric):
            pass  # as most often
        elif sign.symbol in ("REACH", "EXPECT") and sign.low in ("see", "sees", "saw"):
            ahead = seeing.looks_ahead(marked, words, sign, last)
            sign = sign._replace(symbol="EXPECT" if ahead else "REACH")  # "we see exports contracting"
        elif sign.low == "seen" and (seeing.has_seen(marked, words, index, last) or seeing.was_seen_in(marked, index)):
            sign = sign._replace(symbol="REACH")  # "May had seen a fall of"
        elif sign.low == "seen" and sign.last + 1 < last and seeing.is_dated(marked, sign.last):
            sign = sign._replace(symbol="WORD", value="seen")  # "the gain seen in March"
        elif sign.low == "it" and _is_a_name(words, marked, sign, first, last):
            sign = sign._replace(symbol="WORD", value="IT")  # "IT exports": information technology
        elif sign.low in roles_of("numbers") and _numbers(marked, words, sign.last, last):
            sign = sign._replace(symbol="OTHER", value=Metric("other", "noun", sign.low, "OTHER"))
        elif sign.low == "lost" and sign.symbol == "FALL" and sign.last < last and is_money(marked[sign.last]):
            sign = sign._replace(symbol="OTHER", value=Metric("other", "noun", sign.low, "OTHER"))  # "lost $5 million"
        elif sign.low in ("amount", "amounts") and lows[sign.last : sign.last + 1] != ["to"]:
            told = len(signs) == 1 and signs[0].symbol == "THE" and symbol_at(marked, sign.last) == "BE"
            sign = sign._replace(symbol="FIGURE" if told else "WORD", value=sign.low)  # "by a record amount in May"
        elif sign.low == "trade" and words.text[sign.start] == "T" and _is_office(words.text, sign.start):
            sign = sign._replace(symbol="TRAP", value=sign.low)  # "the Industry, Trade and Employment Minister"
        elif sign.low == "logs" and not (signs and signs[-1].symbol == "AREA"):
            sign = sign._replace(symbol="WORD", value=sign.low)  # "softwood logs"
        elif sign.low == "contract" and signs and signs[-1].symbol == "TO":
            sign = sign._replace(symbol="FALL")  # "exports are expected to contract by 3 percent"
        elif sign.low == "cost" and any(one.symbol == "METRIC" for one in signs[-2:]):
            sign = sign._replace(symbol="REACH")  # "oil imports cost $9 billion"
        elif sign.low == "added" and _gains(marked, words, sign.last, last):
            sign = sign._replace(symbol="RISE")  # "those to Peru added 11 percent"
        elif sign.low in roles_of("moves own") and of_own_flow(marked, sign.last, last):
            sign = sign._replace(symbol="WORD", value=sign.low)  # "sent 80 percent of its exports to Peru"
        elif isinstance(sign.value, Metric) and sign.value.kind in KINDS and not governs(marked, words, sign, last):
            takes, brings = roles_of("takes"), roles_of("brings")
            symbol = "SHARE" if sign.low in takes else "REACH" if sign.low in brings else "WORD"
            buys = symbol == "SHARE" and governs(marked, words, bought(sign), last)
            brought = bought(sign) if buys else brings_in(marked, words, sign, last)
            sign = brought or sign._replace(symbol=symbol, value=sign.low)
        elif sign.symbol == "BUT" and sign.low in roles_of("put in") and _is_put_in(signs, words, sign.last):
            sign = sign._replace(symbol="WORD", value=sign.low)  # "China, meanwhile, took 10 percent"
        elif sign.low in roles_of("made how") and signs and signs[-1].low.endswith("ly") and sign.last < last:
            if marked[sign.last] is None and words.lows[sign.last].isalpha():
                sign = sign._replace(symbol="WORD", value=sign.low)  # "domestically produced goods"
        elif sign.symbol == "SHARE" and sign.low in roles_of("buys") and governs(marked, words, bought(sign), last):
            sign = bought(sign)  # "took half of its gas from Peru"
        elif sign.symbol == "SHARE" and (supplied := sold(marked, words, sign, last)) is not None:
            sign = supplied  # "supplied 5 tonnes of tin to Spain"
        elif sign.low == "that in" and not _is_elsewhere(signs, marked, sign, last):
            that = make_sign(("THAT", starts[index], ends[index], index, index + 1, "that", "that"))
            signs.append(that)
            sign = make_sign(("IN", starts[index + 1], ends[index + 1], index + 1, index + 2, "in", "in"))
        elif sign.low == "under" and index + 1 < last and lows[index + 1] in roles_of("papers"):
            sign = sign._replace(symbol="WORD", value="under")  # "3 million tonnes under licence"
        elif sign.symbol == "SHORT" and signs and _is_percent(signs[-1]) and _is_earlier(marked, sign.last, last):
            sign = sign._replace(symbol="BELOW")  # "3 percent short of the $5 million of a year before"
        elif sign.low == "top" and signs and signs[-1].symbol in _BEFORE_ADJECTIVES:
            sign = sign._replace(symbol="WORD", value=sign.low)  # "the top export market"
        elif sign.low == "if" and symbol_at(marked, sign.last) == "BASIS":
            sign = sign._replace(symbol="WORD", value=sign.low)  # "If measured in euros, exports rose"
        elif sign.symbol == "WILL" and sign.low.endswith(" to") and _goes_to(marked, sign.last, last):
            be, to = lows[index], "to"  # "most shipments were to China"
            signs.append(make_sign(("BE", starts[index], ends[index], index, index + 1, be, be)))
            sign = make_sign(("TO", starts[index + 1], ends[index + 1], index + 1, index + 2, to, to))
        elif sign.symbol == "OTHER" and signs and signs[-1].low == "respective":
            sign = sign._replace(symbol="FIGURE", value=sign.low)  # "with respective revenues of $5 million and $3 million"
        elif sign.low == "invested" and signs and signs[-1].symbol == "DASH":
            sign = sign._replace(symbol="WORD", value=sign.low)  # "foreign-invested firms"
        elif sign.low in ("index", "indicator") and signs and signs[-1].low == "this":
            sign = sign._replace(symbol="FIGURE", value=sign.low)  # "this index has fallen"
        elif sign.low == "pegged" and symbol_at(marked, sign.last) == "TO":
            sign = sign._replace(symbol="EXPECT")  # "output is pegged to fall"
        elif sign.low in roles_of("sizes") and _sizes(signs, marked, sign, last):
            sign = sign._replace(symbol="WORD", value=sign.low)  # "grew by a smaller 10 percent"
        elif not signs and sign.low == "that":
            sign = sign._replace(symbol="IT")  # "That was 5 percent more"
        signs.append(sign)
        index = sign.last if sign.last > index else index + 1
    _set_aside(signs)
    return signs


def _set_aside(signs: list[Sign]) -> None:
    """Make commas of two dashes that set something aside: "The US - Peru's top market - took"."""
    if not shows(signs, "DASH"):
        return
    loose = [at for at in range(1, len(signs)) if signs[at].symbol == "DASH" and _is_loose(signs, at)]
    if len(loose) == PAIR + 1 and loose[0] <= DATELINE:
        loose = loose[1:]
    if len(loose) != PAIR:
        return
    for at in reversed(loose):
        signs[at] = signs[at]._replace(symbol="COMMA")
        if signs[at + 1].symbol == "DASH":  # "the US -- Peru's top market -- took"
            del signs[at + 1]


PAIR = 2  # dashes around what is set aside
DATELINE = 12  # signs within which the dash of a dateline stands


def _is_loose(signs: Sequence[Sign], at: int) -> bool:
    """Whether the dash at a sign stands between words, not in one."""
    after = at + 1 + (at + 1 < len(signs) and signs[at + 1].symbol == "DASH")
    if after >= len(signs) or signs[at - 1].symbol == "DASH":
        return False
    apart = signs[at - 1].end < signs[at].start and signs[after - 1].end < signs[after].start
    return signs[at].low == "—" or apart


_TOWARDS = frozenset({"TO", "FROM", "WITH"})


def _is_left_out(signs: Sequence[Sign], marked: Sequence[Sign | None], sign: Sign, last: int) -> bool:
    """Whether the noun is left out between whose it is and where it goes: "Brazil's to China"."""
    place = sign.last + (symbol_at(marked, sign.last) == "THE")
    owned = len(signs) > 1 and signs[-1].symbol == "POSSESSIVE" and signs[-2].symbol == "AREA"
    return owned and place < last and symbol_at(marked, place) == "AREA"


_BODY = (
    "(?:Minist(?:er|ry)|Department|Organi[sz]ation|Chamber|Secretary|Bureau|Board|Council|Commission(?:er)?|Committee)"
)
_OFFICE_AFTER = re.compile(rf"Trade(?:(?:,| and| &)+ [A-Z]\w+)+ {_BODY}")
_OFFICE_BEFORE = re.compile(rf"{_BODY} (?:of|for) (?:[A-Z]\w+(?:, and|,| and| &)? )+$")
_TITLE = 60  # characters of the title of an office


def _is_office(text: str, start: int) -> bool:
    """Whether a word is only one of those that an office is called by: "the Minister of Mines, Industry and Trade"."""
    if _OFFICE_AFTER.match(text, start) is not None:
        return True
    return _OFFICE_BEFORE.search(text, max(start - _TITLE, 0), start) is not None


def _sizes(signs: Sequence[Sign], marked: Sequence[Sign | None], sign: Sign, last: int) -> bool:
    """Whether a comparative only says how great the figure right behind it is: "rose a slower 3 percent"."""
    ahead = marked[sign.last] if sign.last < last else None
    return bool(signs) and signs[-1].low in ("a", "an") and ahead is not None and ahead.symbol == "QUANTITY"


def _is_a_name(words: Words, marked: Sequence[Sign | None], sign: Sign, first: int, last: int) -> bool:
    """Whether "IT" is information technology, not the pronoun in a sentence set in capitals: "THAN IT BOUGHT"."""
    if words.text[sign.start : sign.end] != "IT":
        return False
    behind = marked[sign.last] if sign.last < last else None
    noun = behind is not None and isinstance(behind.value, Metric) and behind.value.kind == "noun"
    return noun or not words.text[words.starts[first] : words.ends[last - 1]].isupper()


def _is_put_in(signs: Sequence[Sign], words: Words, index: int) -> bool:
    """Whether commas on both sides put a word in behind the subject of a sentence that has told no figure yet."""
    inside = len(signs) > 1 and signs[-1].symbol == "COMMA" and words.lows[index : index + 1] == [","]
    return inside and not shows_any(signs, _FIGURES)


_FIGURES = frozenset({"QUANTITY", "RISE", "FALL", "REACH"})


def _is_elsewhere(signs: Sequence[Sign], marked: Sequence[Sign | None], sign: Sign, last: int) -> bool:
    """Whether "that in" is the metric spoken of at another place: "fell 5 percent, and that in Peru rose".

    Not a conjunction ("said that in Peru exports rose"): it follows a mark or what joins or compares, and goes on with
    what is said of a metric.
    """
    place = sign.last + (symbol_at(marked, sign.last) == "THE")
    if not signs or signs[-1].symbol not in _JOINING or symbol_at(marked, place) != "AREA":
        return False
    area = marked[place]
    assert area is not None
    return area.last >= last or symbol_at(marked, area.last) in _SAID_OF


def _is_that_of(signs: Sequence[Sign], follows: str) -> bool:
    """Whether "one" behind signs stands for the metric spoken of, of an economy, and moves: "the Norwegian one slid"."""
    area = signs[-1].value if signs else None
    return isinstance(area, Area) and area.form == "adjective" and follows in _MOVES


def _is_verb(signs: Sequence[Sign], marked: Sequence[Sign | None], index: int, last: int) -> bool:
    """Whether "'s" before a word stands for "is": between a metric and its figure."""
    metric = bool(signs) and isinstance(signs[-1].value, Metric)
    return metric and index < last and symbol_at(marked, index) == "QUANTITY"


def _goes_to(marked: Sequence[Sign | None], index: int, last: int) -> bool:
    """Whether a place stands at a word, or behind a determiner there."""
    beside = index + (symbol_at(marked, index) == "THE")
    return beside < last and symbol_at(marked, beside) == "AREA"


_JOINING = frozenset({"COMMA", "AND", "BUT", "THAN", "COMPARED", "ABOVE", "BELOW", "FROM", "AS", "WITH"})
_MOVES = frozenset({"RISE", "FALL", "BE", "REACH", "EXCEED"})
_SAID_OF = _MOVES | {"QUANTITY", "BY"}


@cache
def _turning() -> frozenset[str]:
    """The words of which a sentence may make another sign than the table does."""
    words = {
        "see",
        "sees",
        "saw",
        "seen",
        "it",
        "lost",
        "amount",
        "amounts",
        "logs",
        "contract",
        "cost",
        "added",
        "if",
        "is to",
        "are to",
        "was to",
        "were to",
        "that",
        "that in",
        "top",
        "under",
        "short of",
        "shy of",
    }
    return (
        roles_of("numbers") | roles_of("supplies") | roles_of("buys") | roles_of("put in") | roles_of("sizes") | words
    )


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


def _has_share(marked: Sequence[Sign | None], words: Words, index: int, last: int) -> bool:
    """Whether "a 5 percent share" follows at a word."""
    amount = marked[index + 1] if index + 1 < last and symbol_at(marked, index) == "THE" else None
    return amount is not None and _is_percent(amount) and words.lows[amount.last : amount.last + 1] == ["share"]


def _is_earlier(marked: Sequence[Sign | None], index: int, last: int) -> bool:
    """Whether an amount with a time of its own follows, and nothing that is expected or aimed at."""
    ahead = [symbol_at(marked, place) for place in range(index, min(index + LOOK, last))]
    timed = not {"PERIOD", "EARLIER"}.isdisjoint(ahead)
    return "QUANTITY" in ahead and timed and {"EXPECT", "TARGET"}.isdisjoint(ahead)


def _numbers(marked: Sequence[Sign | None], words: Words, index: int, last: int) -> bool:
    """Whether what is numbered is neither a metric nor goods: "the number of farms fell", not "of cars exported"."""
    if index >= last or words.lows[index] != "of":
        return False
    for place in range(index + 1, min(last, index + LOOK)):
        symbol = symbol_at(marked, place)
        if symbol == "METRIC":
            return False
        if symbol == "AREA" or words.lows[place] == "-":
            continue  # "the number of China-Europe freight trains"
        if symbol or words.lows[place] in MARKS:
            return not known(words.lows[place - 1])
    return True


def _is_gain(sign: Sign | None) -> bool:
    """Whether a sign is a quantity that can be gained; points are contributed."""
    return sign is not None and sign.symbol == "QUANTITY" and sign.quantity.unit != "PP"


def _compound(words: Words, marked: Sequence[Sign | None], index: int) -> bool:
    """Whether the cue or metric word at `index` begins a compound ("cross-border", "import-dependent")."""
    sign = marked[index]
    assert sign is not None
    if words.ends[index] != words.starts[index + 1] or words.ends[index + 1] != words.starts[index + 2]:
        return False
    return isinstance(sign.value, (Cue, Metric)) and marked[index + 2] is None and words.lows[index + 2].isalpha()
