"""Goods that cross a border as trade that names no metric: "goods worth $5 million arrived from Peru"."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from extractor import items
from extractor.areas import Area
from extractor.nouns import noun_phrase
from extractor.phrases import Phrase
from extractor.signs import Sign, shows, shows_any

REACH = 10
"""How many signs before and after the verb what moves, and where to, may stand."""
_LEFT = frozenset({"WITH", "DAY", "METRIC", "OTHER", "COMMA", "SEMICOLON", "BUT", "OPEN", "SAID", "THAT", "IF", "PART"})
_GOODS = ("commodity", "good", "group")
_OF = frozenset({"WORTH", "OF", "IN"})
_RIGHT = frozenset({"METRIC", "OTHER", "COMMA", "SEMICOLON", "BUT", "OPEN", "SAID", "THAT", "QUANTITY", "AND"})


@cache
def verbs() -> frozenset[str]:
    """The verbs of moving that are no sign of their own, and "went to"."""
    return (
        items.roles_of("goes to") | items.roles_of("sent to") | items.roles_of("landing") | items.roles_of("crossing")
    )


def moving(signs: Sequence[Sign], index: int) -> Phrase | None:
    """The imports or exports that the verb of moving at `index` tells, or None.

    What moves is an amount of goods; where it goes, where it comes from or its ports stand behind the verb.
    """
    if signs[index].low in items.roles_of("crossing"):
        return _crossing(signs, index)
    sent = signs[index].low in items.roles_of("sent to") and index > 0 and signs[index - 1].symbol == "BE"
    goes = signs[index].low in items.roles_of("goes to")
    if not (sent or goes) and signs[index].symbol != "MOVES" and signs[index].low not in items.roles_of("landing"):
        return None
    before = _moved(signs, index)
    behind = _behind(signs, index)
    if not shows(before, "QUANTITY") or shows(behind, "DAY"):
        return None  # what comes in on one day is a single lot
    amount = next(n for n, sign in enumerate(before) if sign.symbol == "QUANTITY")
    ports = any(sign.low in items.roles_of("ports") for sign in behind)
    out = sent or goes or signs[index].low in items.roles_of("leaving")
    first = index - len(before) + amount + 1  # "5 tonnes | of Peruvian tin left"
    grown = signs[first].symbol in ("MORE", "LESS")
    phrase = Phrase("exports" if out else "imports", "verb", "moving", index, first + grown, index + 1)
    for at, sign in enumerate(behind):
        if not isinstance(sign.value, Area):
            continue
        way = next((one.symbol for one in behind[:at][::-1] if one.symbol not in ("WORD", "THE", "AREA")), "")
        if out:
            (phrase.partners if way in ("FOR", "TO") or (sent or goes) and not way else phrase.reporters).append(
                sign.value
            )
        else:
            (phrase.partners if way == "FROM" else phrase.reporters).append(sign.value)
    if (
        out
        and not (ports or sent or goes or grown and phrase.partners)
        or not (ports or phrase.partners or phrase.reporters)
    ):
        return None
    told = [sign.value for sign in before[amount:] if isinstance(sign.value, Area)]
    told += [sign.value for sign in before[:amount] if isinstance(sign.value, Area) and sign.value.form == "adjective"]
    if out and not phrase.reporters:
        phrase.reporters = told
    if goes and not (phrase.reporters and phrase.partners):
        return None  # "5 tonnes went to Peru": of what was spoken of before
    if not out and not phrase.partners:
        phrase.partners = told
    goods = [n for n, sign in enumerate(before[amount:], index - len(before) + amount) if sign.symbol == "WORD"]
    phrase.items = next(filter(None, (noun_phrase(signs, n)[0] for n in goods)), [])  # "8 percent more tonnes of coal"
    return phrase


def _crossing(signs: Sequence[Sign], index: int) -> Phrase | None:
    """The flow of goods between two places: "goods entering Peru from Chile", "leaving Peru for Chile"."""
    noun = signs[index - 1] if index else signs[index]
    of = noun.low in items.roles_of("goods meant") or noun.symbol == "WORD" and bool(items.known(noun.low))
    places = [at for at in range(index + 1, min(index + FAR, len(signs))) if isinstance(signs[at].value, Area)]
    if not of or len(places) < 2 or any(signs[at].symbol in _RIGHT for at in range(index + 1, places[1])):
        return None
    (first, second), links = places[:2], {sign.symbol for sign in signs[places[0] + 1 : places[1]]}
    leaves = signs[index].low == "leaving"
    if not links & ({"FOR", "TO"} if leaves else {"FROM"}) or not links <= {"FOR", "TO", "FROM", "THE"}:
        return None
    phrase = Phrase("exports" if leaves else "imports", "noun", "crossing", index, index - 1, second + 1)
    places_of = [signs[at].value for at in (first, second)]
    phrase.reporters, phrase.partners = ([one] for one in places_of if isinstance(one, Area))
    phrase.items = [] if noun.low in items.roles_of("goods meant") else [items.known(noun.low)]
    return phrase


FAR = 8  # signs behind a participle in which both places stand


def _moved(signs: Sequence[Sign], index: int) -> Sequence[Sign]:
    """The signs before a verb that tell what amount of goods moves, or nothing."""
    first = index
    while first > max(0, index - REACH) and signs[first - 1].symbol not in _LEFT:
        first -= 1
    before = signs[first:index]
    amounts = [sign for sign in before if sign.symbol == "QUANTITY"]
    if len(amounts) != 1 or any(sign.low in items.roles_of("carriers") for sign in before):
        return ()
    amount = amounts[0].quantity
    behind = before[before.index(amounts[0]) + 1 :]
    if behind and behind[0].symbol in ("MORE", "LESS") and (amount.unit == "PCT" or amount.form == "fraction"):
        moved = (items.known(items.singular(sign.low)) for sign in behind if sign.symbol == "WORD")
        return before if any(items.kind(one) in _GOODS for one in moved) else ()  # "5 percent fewer cars left for Peru"
    if amount.form != "number" or amount.unit in ("PCT", "PP"):
        return ()
    if amount.unit == "count":
        goods = any(items.headed(sign.low) or items.known(sign.low) for sign in before if sign.symbol == "WORD")
        return before if goods or items.known(amount.counted.lower()) else ()
    money = len(amount.unit) == 3 and amount.unit.isupper()
    return before if not money or shows_any(before, _OF) else ()


def _behind(signs: Sequence[Sign], index: int) -> Sequence[Sign]:
    """The signs behind a verb that tell where goods come from or go."""
    last = index + 1
    while last < min(len(signs), index + REACH) and signs[last].symbol not in _RIGHT:
        last += 1
    return signs[index + 1 : last]
