"""What a metric verb governs: "exported [a record] 3.48 million light vehicles", "paid $5 million to import rice"."""

from __future__ import annotations

from collections.abc import Sequence

from extractor import items
from extractor.nouns import area_list, known_items, noun_phrase
from extractor.phrases import Phrase
from extractor.signs import Sign, is_amount

_BEFORE_OBJECT = frozenset("THE RECORD WORD QUANTITY FIGURE OF ON WORTH OPEN CLOSE NOT BETWEEN MORE LESS".split())


def read(signs: Sequence[Sign], index: int, phrase: Phrase) -> int:
    """Read the object of a metric verb: "exported [a record] 3.48 million light vehicles"."""
    if phrase.metric == "tariff_rate" and index < len(signs) and signs[index].symbol == "WITH":
        index += 1  # "retaliated with 10 percent on"
    while index < len(signs) and (signs[index].symbol in _BEFORE_OBJECT or _is_worth_in(signs, index)):
        sign = signs[index]
        if sign.symbol == "ON" and _imports_behind(signs, index):
            index += 2  # "spent $5 million on importing rice"
            continue
        if sign.symbol == "ON" and (
            phrase.form not in items.roles_of("spends") or signs[index - 1].symbol != "QUANTITY"
        ):
            break
        if sign.symbol == "OPEN" and index + 2 < len(signs) and signs[index + 2].symbol == "CLOSE":
            index += 3  # "2.4 million tonnes (MT) of rice"
            continue
        if sign.symbol == "WORD" and items.roles().get(str(sign.value), "") not in ("skip", "stop"):
            break
        if sign.symbol in ("MORE", "LESS") and signs[index + 1 : index + 2] and signs[index + 1].symbol != "WORD":
            break  # "exported 5 percent more in 2023"
        index += 1
    if phrase.form in items.roles_of("spends") and _imports_behind(signs, index):
        index += 2  # "paid $5 million to import rice"
    if index < len(signs) and signs[index].symbol == "AREA" and not phrase.partners:
        partners, then = area_list(signs, index)
        if partners:  # "sold China 2 million tonnes of wheat"
            phrase.partners = partners
            return read(signs, then, phrase)
    names, owners, then = noun_phrase(signs, index)
    then = _past_price(signs, then if names else index)
    if names:
        phrase.items.extend(names)
        if phrase.metric == "imports" and not phrase.partners:
            phrase.partners = owners  # "imported 8,400 Chinese cars"
        return then
    if index < len(signs) and signs[index].symbol == "IT" and signs[index - 1].symbol == "OF":
        phrase.again = True  # "exported 2 million tonnes of it"
        return index + 1
    return then


_PRICED = frozenset({"FOR", "WORTH", "AT"})
_WHERE = frozenset({"TO", "FROM"})


def _past_price(signs: Sequence[Sign], index: int) -> int:
    """Where what is said of goods goes on behind what they cost: "bought cars for $5 million from Japan"."""
    two = signs[index : index + 3]
    priced = len(two) > 2 and two[0].symbol in _PRICED and is_amount(two[1]) and two[2].symbol in _WHERE
    return index + 2 if priced else index


def _imports_behind(signs: Sequence[Sign], index: int) -> bool:
    """Whether "to import" or "on importing" stands at `index`."""
    two = signs[index : index + 2]
    return len(two) == 2 and two[0].symbol in ("TO", "ON") and two[1].low in ("import", "importing")


def _is_worth_in(signs: Sequence[Sign], index: int) -> bool:
    """Whether an amount right before tells what goods are worth: "imported $700 million in fuel"."""
    before = signs[index - 1]
    if signs[index].symbol != "IN" or before.symbol != "QUANTITY" or index + 1 >= len(signs):
        return False
    return signs[index + 1].low in items.roles_of("generic") or bool(known_items(signs, index + 1))
