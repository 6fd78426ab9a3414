"""A sentence as a sequence of signs: typed mentions, cue words and marks, the small alphabet that binding reads."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from functools import cache
from operator import itemgetter

from extractor.areas import Area
from extractor.governing import is_percent
from extractor.items import roles_of
from extractor.period_grammar import PeriodMention
from extractor.quantities import Quantity
from extractor.signs import MARKS, Sign, make_sign, shows, shows_any, symbol_at
from extractor.tables import compiled, table
from extractor.turnings import MOVES, gets_goods, turned, turning
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
    turns, odd, size = turning(), _odd(), len(lows)
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
            if low in odd and index + 1 < last and is_percent(marked[index + 1]):
                # "Peru received 20 percent of them", not "received $20 million"
                # "38,000 tonnes, off 2 percent"; "exports lost 4 percent"
                symbol = "SHARE" if low == "received" else "FALL"
            elif low == "received" and gets_goods(marked, signs, index + 1, last):
                symbol = "SHARE"  # "Peru received 5 million tonnes"
            elif low in ("had", "has", "have") and (
                _has_share(marked, words, index + 1, last) or _has_part(signs, marked, words, index + 1, last)
            ):
                symbol = "SHARE"  # "China had a 5 percent share of", "Peru had 5 percent and Chile 3"
            elif low == "over" and signs and is_percent(signs[-1]) and symbol_at(marked, index + 1) == "QUANTITY":
                symbol = "COMPARED"  # "up 5 percent over $30 billion a year before"
            if symbol == "POSSESSIVE" and _is_verb(signs, marked, index + 1, last):
                symbol = "BE"  # "two-way trade's about $900 million"
            value: object = low
            follows = symbol_at(marked, index + 1)
            sized = low == "one" and follows == "OF" and symbol_at(marked, index + 2) == "QUANTITY"
            if low in ("one", "ones") and (sized and _is_joined(signs) or _is_that_of(signs, follows)):
                symbol, value = "METRIC", Metric("same", "again", "those", "METRIC")  # "with the Danish one sliding"
            signs.append(make_sign((symbol, starts[index], ends[index], index, index + 1, value, low)))
            index += 1
            continue
        if sign.symbol in _TOWARDS and _is_left_out(signs, marked, sign, last):
            form = f"those {sign.low}"  # "China's exports to Brazil rose, while Brazil's to China fell"
            sign = sign._replace(symbol="METRIC", low=form, value=Metric("same", "again", form, "METRIC"))
        elif sign.low in turns or isinstance(sign.value, Metric):
            *before, sign = turned(words, marked, signs, sign, (first, last))
            signs.extend(before)
        signs.append(sign)
        index = sign.last if sign.last > index else index + 1
    _set_aside(signs)
    return signs


def _set_aside(signs: list[Sign]) -> None:
    """Make commas of two dashes that set something aside: "The US - Peru's top market - took"."""
    if not shows(signs, "DASH"):
        return
    loose = [at for at in range(1, len(signs)) if signs[at].symbol == "DASH" and _is_loose(signs, at)]
    listed = [at for at in loose if signs[at - 1].symbol == "AREA" and shows(signs[at + 1 : at + 2], "QUANTITY")]
    if len(listed) > 1:
        return  # "the main buyers were Peru - $5 million, Chile - $3 million"
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


def _is_that_of(signs: Sequence[Sign], follows: str) -> bool:
    """Whether "one" behind signs stands for the metric of an economy, which moves: "the Norwegian one slid"."""
    area = signs[-1].value if signs else None
    return isinstance(area, Area) and area.form == "adjective" and follows in MOVES


def _is_joined(signs: Sequence[Sign]) -> bool:
    """Whether "one" behind signs goes on with a balance: "a deficit of $5 billion in goods and one of"."""
    if not signs or signs[-1].symbol not in ("AND", "BY", "AFTER"):
        return False
    told = next((sign.value for sign in reversed(signs) if isinstance(sign.value, Metric)), None)
    return told is not None and told.code in ("trade_surplus", "trade_deficit")


def _is_verb(signs: Sequence[Sign], marked: Sequence[Sign | None], index: int, last: int) -> bool:
    """Whether "'s" before a word stands for "is": between a metric and its figure."""
    metric = bool(signs) and isinstance(signs[-1].value, Metric)
    return metric and index < last and symbol_at(marked, index) == "QUANTITY"


@cache
def _odd() -> frozenset[str]:
    """The plain words that are a sign of their own before a figure in percent."""
    return roles_of("loses") | {"received"}


def _has_share(marked: Sequence[Sign | None], words: Words, index: int, last: int) -> bool:
    """Whether "a 5 percent share" follows at a word."""
    amount = marked[index + 1] if index + 1 < last and symbol_at(marked, index) == "THE" else None
    return amount is not None and is_percent(amount) and words.lows[amount.last : amount.last + 1] == ["share"]


def _has_part(signs: Sequence[Sign], marked: Sequence[Sign | None], words: Words, index: int, last: int) -> bool:
    """Whether a percentage and no more follows at a word behind a place: "Peru had 5 percent and Chile 3"."""
    part = marked[index] if index < last and signs and signs[-1].symbol == "AREA" else None
    return part is not None and is_percent(part) and (part.last >= last or words.lows[part.last] in _NO_MORE)


_NO_MORE = frozenset({".", ",", ";", "and", "while"})


def _compound(words: Words, marked: Sequence[Sign | None], index: int) -> bool:
    """Whether the cue or metric word at `index` begins a compound ("cross-border", "import-dependent")."""
    sign = marked[index]
    assert sign is not None
    if words.ends[index] != words.starts[index + 1] or words.ends[index + 1] != words.starts[index + 2]:
        return False
    return isinstance(sign.value, (Cue, Metric)) and marked[index + 2] is None and words.lows[index + 2].isalpha()
