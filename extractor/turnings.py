"""Words that stand for another sign in the sentence they are in: "IT exports", "added 3 percent", "was to Peru"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from extractor import seeing
from extractor.areas import Area
from extractor.governing import KINDS, LOOK, bought, brings_in, governs, is_money, is_percent, of_own_flow, sold
from extractor.items import known, roles_of
from extractor.signs import MARKS, Sign, make_sign, shows_any, symbol_at
from extractor.vocabulary import Metric
from extractor.words import Words

_BEFORE_ADJECTIVES = frozenset({"THE", "POSSESSIVE", "OF", "RECORD"})


_LOOK_AHEAD = 8  # words behind a modal in which what it is of is told


@cache
def turning() -> frozenset[str]:
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
        "vis - a - vis",
        "vis - à - vis",
        "against",
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
        "came",
        "comes",
        "projects",
    }
    return (
        roles_of("numbers")
        | roles_of("modals")
        | roles_of("supplies")
        | roles_of("buys")
        | roles_of("put in")
        | roles_of("sizes")
        | words
    )


def turned(
    words: Words, marked: Sequence[Sign | None], signs: Sequence[Sign], sign: Sign, span: tuple[int, int]
) -> tuple[Sign, ...]:
    """The sign that a mention is in its sentence, or the two that it falls into.

    `signs` are those of the sentence before it, `span` the first word of the sentence and one after its last.
    """
    first, last = span
    if sign.low == "that in" and not _is_elsewhere(signs, marked, sign, last):
        return _apart(words, sign, ("THAT", "IN"))
    if sign.symbol == "WILL" and sign.low.endswith(" to") and _goes_to(marked, sign.last, last):
        return _apart(words, sign, ("BE", "TO"))  # "most shipments were to China"
    return (_turned(words, marked, signs, sign, first, last),)


def _apart(words: Words, sign: Sign, symbols: tuple[str, str]) -> tuple[Sign, ...]:
    """The two words of a sign as signs of their own."""
    places = zip(symbols, range(sign.first, sign.last), strict=True)
    return tuple(
        make_sign((symbol, words.starts[at], words.ends[at], at, at + 1, words.lows[at], words.lows[at]))
        for symbol, at in places
    )


def _turned(
    words: Words, marked: Sequence[Sign | None], signs: Sequence[Sign], sign: Sign, first: int, last: int
) -> Sign:
    """The sign that one is in its sentence."""
    if sign.low == "projects" and _are_works(marked, signs, sign):
        return sign._replace(symbol="WORD")  # "in 300 new projects worth $5 million"
    if sign.symbol in ("REACH", "EXPECT") and sign.low in ("see", "sees", "saw"):
        ahead = seeing.looks_ahead(marked, words, sign, last)
        return sign._replace(symbol="EXPECT" if ahead else "REACH")  # "we see exports contracting"
    if sign.low == "seen" and (
        seeing.has_seen(marked, words, sign.first, last) or seeing.was_seen_in(marked, sign.first)
    ):
        return sign._replace(symbol="REACH")  # "May had seen a fall of"
    if sign.low == "seen" and sign.last + 1 < last and seeing.is_dated(marked, sign.last):
        return sign._replace(symbol="WORD", value="seen")  # "the gain seen in March"
    if sign.low == "it" and _is_a_name(words, marked, sign, first, last):
        return sign._replace(symbol="WORD", value="IT")  # "IT exports": information technology
    if sign.low in roles_of("numbers") and _numbers(marked, words, sign.last, last):
        return sign._replace(symbol="OTHER", value=Metric("other", "noun", sign.low, "OTHER"))
    if sign.low == "lost" and sign.symbol == "FALL" and sign.last < last and is_money(marked[sign.last]):
        return sign._replace(symbol="OTHER", value=Metric("other", "noun", sign.low, "OTHER"))  # "lost $5 million"
    if sign.low in ("amount", "amounts") and words.lows[sign.last : sign.last + 1] != ["to"]:
        told = len(signs) == 1 and signs[0].symbol == "THE" and symbol_at(marked, sign.last) == "BE"
        return sign._replace(symbol="FIGURE" if told else "WORD", value=sign.low)  # "by a record amount in May"
    if sign.low == "trade" and words.text[sign.start] == "T" and _is_office(words.text, sign.start):
        return sign._replace(symbol="TRAP", value=sign.low)  # "the Industry, Trade and Employment Minister"
    if sign.low == "logs" and not (signs and signs[-1].symbol == "AREA"):
        return sign._replace(symbol="WORD", value=sign.low)  # "softwood logs"
    if sign.low == "contract" and signs and signs[-1].symbol == "TO":
        return sign._replace(symbol="FALL")  # "exports are expected to contract by 3 percent"
    if sign.low == "cost" and any(one.symbol == "METRIC" for one in signs[-2:]):
        return sign._replace(symbol="REACH")  # "oil imports cost $9 billion"
    if sign.low.startswith("vis") and sign.symbol == "WITH" and symbol_at(marked, sign.last) == "QUANTITY":
        return sign._replace(symbol="COMPARED")  # "came to $5 million vis-a-vis $4 million last year"
    if sign.low == "added" and _gains(marked, words, sign.last, last):
        return sign._replace(symbol="RISE")  # "those to Peru added 11 percent"
    if sign.low in roles_of("moves own") and of_own_flow(marked, sign.last, last):
        return sign._replace(symbol="WORD", value=sign.low)  # "sent 80 percent of its exports to Peru"
    if isinstance(sign.value, Metric) and sign.value.kind in KINDS and not governs(marked, words, sign, last):
        takes, brings = roles_of("takes"), roles_of("brings")
        got = sign.value.kind == "gets" and gets_goods(marked, signs, sign.last, last)
        symbol = "SHARE" if got or sign.low in takes else "REACH" if sign.low in brings else "WORD"
        buys = symbol == "SHARE" and governs(marked, words, bought(sign), last)
        brought = bought(sign) if buys else brings_in(marked, words, sign, last)
        return brought or sign._replace(symbol=symbol, value=sign.low)
    if sign.symbol == "BUT" and sign.low in roles_of("put in") and _is_put_in(signs, words, sign.last):
        return sign._replace(symbol="WORD", value=sign.low)  # "China, meanwhile, took 10 percent"
    if sign.low in roles_of("made how") and _is_made_how(words, marked, signs, sign, last):
        return sign._replace(symbol="WORD", value=sign.low)  # "domestically produced goods"
    if sign.symbol == "SHARE" and sign.low in roles_of("buys") and governs(marked, words, bought(sign), last):
        return bought(sign)  # "took half of its gas from Peru"
    if sign.symbol == "SHARE" and (supplied := sold(marked, words, sign, last)) is not None:
        return supplied  # "supplied 5 tonnes of tin to Spain"
    if sign.low in ("came", "comes") and _goes_to(marked, sign.last, last):
        return sign._replace(symbol="WORD", value=sign.low)  # "next came Peru at $5 million"
    if sign.low == "under" and sign.last < last and words.lows[sign.last] in roles_of("papers"):
        return sign._replace(symbol="WORD", value="under")  # "3 million tonnes under licence"
    if sign.symbol == "SHORT" and signs and is_percent(signs[-1]) and _is_earlier(marked, sign.last, last):
        return sign._replace(symbol="BELOW")  # "3 percent short of the $5 million of a year before"
    if sign.low == "top" and signs and signs[-1].symbol in _BEFORE_ADJECTIVES:
        return sign._replace(symbol="WORD", value=sign.low)  # "the top export market"
    if sign.low == "if" and symbol_at(marked, sign.last) == "BASIS":
        return sign._replace(symbol="WORD", value=sign.low)  # "If measured in euros, exports rose"
    if sign.low == "against" and _is_with(marked, sign, first, last):
        return sign._replace(symbol="WITH", value=sign.low)  # "ran a deficit of $5 million against Peru"
    if sign.symbol == "OTHER" and signs and signs[-1].low == "respective":
        return sign._replace(symbol="FIGURE", value=sign.low)  # "with respective revenues of $5 million and $3 million"
    if sign.low == "invested" and signs and signs[-1].symbol == "DASH":
        return sign._replace(symbol="WORD", value=sign.low)  # "foreign-invested firms"
    if sign.low in ("index", "indicator") and signs and signs[-1].low == "this":
        return sign._replace(symbol="FIGURE", value=sign.low)  # "this index has fallen"
    if sign.low == "pegged" and symbol_at(marked, sign.last) == "TO":
        return sign._replace(symbol="EXPECT")  # "output is pegged to fall"
    if sign.low in roles_of("sizes") and _sizes(signs, marked, sign, last):
        return sign._replace(symbol="WORD", value=sign.low)  # "grew by a smaller 10 percent"
    if sign.low in roles_of("modals") and _is_explained(words.lows, sign.last, last):
        return sign._replace(symbol="WORD", value=sign.low)  # "the 5 percent fall can be attributed to"
    if not signs and sign.low == "that":
        return sign._replace(symbol="IT")  # "That was 5 percent more"
    return sign


def _is_explained(lows: Sequence[str], index: int, last: int) -> bool:
    """Whether a modal at whose end `index` is only says what a move may be due to: "may partly be explained by"."""
    ahead = lows[index : min(index + _LOOK_AHEAD, last)]
    if "be" not in ahead and "been" not in ahead:
        return False
    said = [low for low in ahead if low not in ("be", "have", "been", "also", "not", "only") and not low.endswith("ly")]
    told = f"{' '.join(said)} "
    return any(told.startswith(f"{cause} ") for cause in roles_of("explained"))


def _is_with(marked: Sequence[Sign | None], sign: Sign, first: int, last: int) -> bool:
    """Whether whom a balance is with stands behind a sign, and nothing of its own that the figure is set against."""
    index = sign.last + (symbol_at(marked, sign.last) == "THE")
    area = marked[index] if index < last and symbol_at(marked, index) == "AREA" else None
    if area is None or not isinstance(area.value, Area) or area.value.form == "adjective":
        return False
    behind = marked[area.last] if area.last < last else None
    if behind is not None and behind.symbol not in _PAST_PLACE:
        return False
    told = (one.value for one in marked[first:last] if one is not None)
    return any(isinstance(value, Metric) and value.code.endswith(_BALANCES) for value in told)


_BALANCES = ("surplus", "deficit", "balance")
_PAST_PLACE = frozenset(
    {"AND", "BUT", "COMMA", "IN", "TO", "RISE", "FALL", "NARROW", "WIDEN", "PERIOD", "OF", "FROM", "MARK"}
)


def _is_made_how(words: Words, marked: Sequence[Sign | None], signs: Sequence[Sign], sign: Sign, last: int) -> bool:
    """Whether an adverb before and goods behind make a verb a part of the goods' name: "domestically produced cars"."""
    if not signs or not signs[-1].low.endswith("ly") or sign.last >= last:
        return False
    return marked[sign.last] is None and words.lows[sign.last].isalpha()


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


def _are_works(marked: Sequence[Sign | None], signs: Sequence[Sign], sign: Sign) -> bool:
    """Whether "projects" are things that are built, not what a bank foresees: "300 new projects with a capital of"."""
    if not signs:
        return symbol_at(marked, sign.last) in ("WITH", "WORTH", "IN")
    counted = signs[-1].symbol == "QUANTITY" or signs[-1].low in roles_of("kinds of projects")
    return counted or symbol_at(marked, sign.last) in ("WITH", "WORTH", "BE")


def _goes_to(marked: Sequence[Sign | None], index: int, last: int) -> bool:
    """Whether a place stands at a word, or behind a determiner there."""
    beside = index + (symbol_at(marked, index) == "THE")
    return beside < last and symbol_at(marked, beside) == "AREA"


_JOINING = frozenset({"COMMA", "AND", "BUT", "THAN", "COMPARED", "ABOVE", "BELOW", "FROM", "AS", "WITH"})
MOVES = frozenset({"RISE", "FALL", "BE", "REACH", "EXCEED"})
_SAID_OF = MOVES | {"QUANTITY", "BY"}


def _gains(marked: Sequence[Sign | None], words: Words, index: int, last: int) -> bool:
    """Whether what is added is told right behind, perhaps with an adverb: "added only 1.3 percent"."""
    index += index < last and marked[index] is None and words.lows[index] in roles_of("merely")
    return index < last and _is_gain(marked[index])


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


NEAR = 6  # signs before a verb among which its subject is


def gets_goods(marked: Sequence[Sign | None], signs: Sequence[Sign], at: int, last: int) -> bool:
    """Whether a place gets a weight of goods: "Cuba got 88,000 barrels a day"."""
    amount = marked[at] if at < last else None
    weighed = amount is not None and amount.symbol == "QUANTITY" and amount.quantity.unit in roles_of("weights")
    return weighed and any(one.symbol == "AREA" for one in signs[-NEAR:])
