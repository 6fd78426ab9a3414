"""Tariffs: on what and on whom a duty is laid, and who pays it ("on Thai rice", "Thai rice pays a duty of")."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from extractor import items
from extractor.areas import Area
from extractor.nouns import area_list, counts_sorts, noun_phrase
from extractor.phrases import Phrase
from extractor.signs import Sign, is_amount
from extractor.vocabulary import Metric

_FLOWS = ("exports", "imports")
_ENDS = ("SEMICOLON", "BUT", "THAT", "COMMA", "QUOTE")
_JOINS = ("AND", "COMMA")
_INSIDE = ("THE", "OF", "FROM", "AND", "WORTH")
_AUXILIARY = {"WORD", "COMMA", "BUT", "BE", "WILL"}
REACH = 8  # signs between a duty and the verb of paying it


def target(signs: Sequence[Sign], index: int, phrase: Phrase) -> int:
    """Read on whom and on what a duty is laid: "[all] [Chinese] [steel] imports [of steel] [from China]".

    The index after it, or `index` where nothing is named.
    """
    start = end = index
    worth = False
    index = _past_array(signs, index)
    while index < len(signs):
        sign = signs[index]
        symbol = sign.symbol
        if (
            sign.low in items.roles_of("coming")
            and index > start
            and [one.symbol for one in signs[index + 1 : index + 2]] == ["FROM"]
        ):
            index += 2  # "on all imports coming from Peru"
            continue
        if symbol == "SHARE" and sign.low.endswith(" from") and sign.low.split(" ")[0] in items.roles_of("coming"):
            index += 1
            continue
        if symbol == "WORD" and sign.low in items.roles_of("entering"):
            phrase.reporters, end = _into(signs, index + 1)
            return max(end, index)
        if symbol == "WORD":
            made = sign.low in items.roles_of("made")
            if not made and items.roles().get(str(sign.value), "") == "stop":
                break
            names, owners, after = ([], [], index) if made else noun_phrase(signs, index)
            kind = signs[index - 1].symbol == "THE" and names and names[0] in items.roles_of("kinds")
            phrase.again |= bool(kind)  # "a duty on the metal"
            phrase.items.extend([] if kind else names)
            phrase.partners.extend(owners)
            index = max(after, index + 1)
            if after == index:
                end = index
        elif symbol == "AREA" and isinstance(sign.value, Area):
            phrase.partners.append(sign.value)
            index += 1
            if index + 1 < len(signs) and signs[index].symbol == "DASH":
                index += 2  # "Chinese-made"
            end = index
        elif symbol in ("METRIC", "OTHER") and isinstance(sign.value, Metric) and sign.value.code in _FLOWS:
            index = end = index + 1
        elif symbol == "QUANTITY" and counts_sorts(signs, index):
            index += 3  # "on nine types of wood"
        elif is_amount(sign):
            worth = True  # "$2 billion worth of Chinese goods", which is a figure of its own
            index += 4 if [one.symbol for one in signs[index + 1 : index + 4 : 2]] == ["OPEN", "CLOSE"] else 1
        elif symbol == "INCLUDE" and sign.low == "such as" and items.roles_of("generic").issuperset(phrase.items):
            phrase.items = []
            index += 1  # "on goods such as walnuts"
        elif symbol in _INSIDE or (symbol in ("COMMA", "IN") and _goes_on(signs, index)):
            index += 1
        else:
            break
    return start if worth else end


def is_on_imports(signs: Sequence[Sign], index: int) -> bool:
    """Whether a tax is laid on what is imported, at `index` behind it: "a 5 percent tax on imported rice"."""
    if index >= len(signs) or signs[index].symbol != "ON":
        return False
    for sign in signs[index + 1 : index + REACH]:
        if sign.low in items.roles_of("imported"):
            return sign.low == "imported" or sign is signs[index + 1]
        if sign.symbol not in ("WORD", "AREA", "THE", "METRIC", "AND", "RECORD"):
            return False
    return False


def _past_array(signs: Sequence[Sign], index: int) -> int:
    """The index after "a wide range of" and the like, or `index`."""
    for of in range(index + 1, min(index + ARRAY, len(signs))):
        if signs[of].symbol == "OF":
            return of + 1 if signs[of - 1].low in items.roles_of("arrays") else index
        if signs[of].symbol not in ("WORD", "THE", "FIGURE"):
            return index
    return index


ARRAY = 5  # signs of "a very wide range of"


def laid(signs: Sequence[Sign], index: int) -> int:
    """Where what a duty is laid on begins, as the verb behind the duty says, or 0: "will be placed on steel"."""
    at = index
    passed = items.roles_of("nameless") | items.roles_of("perfect")
    while at < len(signs) and (signs[at].symbol in _LEADS_ON or signs[at].low in passed) and at < index + REACH:
        at += 1
    if at == index and (at >= len(signs) or signs[at].low not in items.roles_of("applies to")):
        return 0  # "tariffs imposed on" is read as it stands
    if at + 2 >= len(signs) or signs[at].low not in items.roles_of("laid") | items.roles_of("applies to"):
        return 0
    to = "TO" if signs[at].low in items.roles_of("applies to") else "ON"
    at += 1 + (signs[at + 1].symbol == "WORD" and signs[at + 1].low.endswith("ly"))
    if signs[at].symbol == "BY" and at + 3 < len(signs):
        at += 2 + (signs[at + 1].symbol == "THE")  # "was imposed by Peru on rice"
    return at + 1 if signs[at].symbol in ("ON", to) else 0


def applied(signs: Sequence[Sign], index: int) -> bool:
    """Whether it is applied by what is before a duty at `index`, "to" leading to goods: "applies a tariff to rice"."""
    return any(sign.low in _APPLIES for sign in signs[max(0, index - REACH) : index])


_APPLIES = frozenset({"apply", "applies", "applied", "applying"})


_LEADS_ON = frozenset({"BE", "WILL", "IF", "TO", "NOT", "THAT"})


def again(signs: Sequence[Sign], index: int, told: Phrase) -> Phrase | None:
    """The tariff that "rate" or "that" takes up at `index` for other goods ("the rate on Thai rice"), or None.

    `told` is the tariff before it.
    """
    if signs[index].low not in items.roles_of("rates"):
        return None
    if signs[index].low in ("rate", "rates") and index > 1 and signs[index - 1].symbol == "WITH":
        # "duties on Thai rice, with rates of 5 percent"
        return Phrase(
            "tariff_rate",
            "noun",
            told.form,
            index,
            index,
            index + 1,
            items=list(told.items),
            reporters=list(told.reporters),
            partners=list(told.partners),
        )
    of_rate = [sign.symbol for sign in signs[index + 1 : index + 3]] == ["OF", "QUANTITY"]
    if signs[index].low in ("rate", "rates") and of_rate and index and signs[index - 1].symbol == "TO":
        return Phrase(
            "tariff_rate", "noun", told.form, index, index, index + 1
        )  # "duties rose, leading to rates of 5%"
    if index + 1 >= len(signs) or signs[index + 1].symbol != "ON":
        return None
    first = index - (index > 0 and signs[index - 1].symbol == "THE")
    phrase = Phrase("tariff_rate", "noun", told.form, index, first, index + 2)
    phrase.last = target(signs, index + 2, phrase)
    return phrase if phrase.last > index + 2 else None


@cache
def verbs() -> frozenset[str]:
    """The verbs that say that goods bear a duty."""
    return items.roles_of("taxed") | items.roles_of("bears") | items.roles_of("is told")


def taxed(signs: Sequence[Sign], index: int, told: Phrase | None) -> Phrase | None:
    """The tariff that goods bear as the verb at `index` says ("Thai rice is taxed at 5 percent"), or None.

    `told` is the metric phrase before it; goods that merely "face" or "pay" a rate need a tariff spoken of, or a buyer.
    """
    sign = signs[index]
    taxes = sign.low in items.roles_of("taxed")
    spoken = told is not None and told.metric == "tariff_rate"
    given = spoken and sign.low in items.roles_of("is told")  # "Peru was given 5 percent"
    pays = _pays(signs, index) and sign.low not in ("hit", "subject", "saddled", "slapped with")
    if not taxes and not pays and not given:
        return None
    behind = next((n for n in range(index + 1, min(index + 6, len(signs))) if signs[n].symbol == "QUANTITY"), 0)
    if not behind or signs[behind].quantity.unit != "PCT" or signs[behind].quantity.form != "number":
        return None
    passed = {one.symbol for one in signs[index + 1 : behind]}
    after = signs[behind + 1].symbol if behind + 1 < len(signs) else ""
    rated = behind + 1 < len(signs) and signs[behind + 1].low in ("rate", "rates")  # "at a lower 10 percent rate"
    ends = after in ("METRIC", "OTHER", "OF", "WORD", "DASH") and not rated
    if not passed <= {"AT", "BETWEEN", "THE", "WORD", "RECORD", "LESS", "FALL", "PACE", "OF"} or ends:
        return None
    phrase = Phrase("tariff_rate", "noun", "taxed", index, index, index + 1)
    verb = index
    passed_over = items.roles_of("nameless") | items.roles_of("perfect")
    while verb and (signs[verb - 1].symbol in ("BE", "WILL", "NOT") or signs[verb - 1].low in passed_over):
        verb -= 1
    start = next((at + 1 for at in range(verb - 1, -1, -1) if signs[at].symbol in (*_ENDS, "AND")), 0)
    possessors = items.roles_of("possessors")
    flow = told if told is not None and told.metric in _FLOWS and told.last <= verb else None
    if flow is not None and {one.symbol for one in signs[flow.last : verb]} <= _AUXILIARY and all(sides(flow)):
        # "Peruvian cars sent to Chile are taxed at 5 percent", "Chile's imports from Peru will be taxed"
        (phrase.partners, phrase.reporters), phrase.items = map(list, sides(flow)), list(flow.items)
        return phrase
    if flow is not None and flow.metric == "exports" and flow.partners and signs[flow.first].low in possessors:
        phrase.reporters, phrase.items = list(flow.partners), list(flow.items)
        return phrase  # "its goods sold to Peru will be taxed at 5 percent"
    goods = flow is not None and flow.kind == "noun"
    if told is not None and goods and {one.symbol for one in signs[told.last : verb]} <= _AUXILIARY:
        start = told.first  # "imports from Peru and Chile are now taxed at 5 percent"
    while (
        start < verb and signs[start].symbol == "WORD" and items.roles().get(signs[start].low, "") in ("stop", "skip")
    ):
        start += 1  # "most steel goods"
    while start > 1 and signs[start].symbol == signs[start - 2].symbol == "AREA" and signs[start - 1].symbol in _JOINS:
        start -= 2  # "Peru, Chile and Ghana were told"
    if start < verb:
        _subject(signs[:verb], start, phrase, ())
    elif spoken and told is not None and told.form == "taxed":
        phrase.partners = list(told.partners)  # "Peru was given 5 percent, but will see 6"
    if given and (phrase.items or not phrase.partners):
        return None
    bought = told is not None and told.metric in _FLOWS
    if not phrase.items and not phrase.partners and bought and told is not None and told.first >= start:
        phrase.items, phrase.partners = list(told.items), list(told.partners or told.reporters)
    phrase.items = [items.singular(name) for name in phrase.items if name not in items.roles_of("generic")]
    abroad = bool(phrase.partners) or bought or signs[max(start - 1, 0)].low in items.roles_of("foreign")
    told_whose = bool(phrase.items) or taxes and (bool(phrase.partners) or goods)  # "goods from Peru will be taxed"
    return phrase if (told_whose and (spoken or taxes and abroad)) or spoken and abroad else None


def _into(signs: Sequence[Sign], index: int) -> tuple[list[Area], int]:
    """The places that goods go into ("entering the United States"), and the index after them."""
    while index < len(signs) and signs[index].symbol in ("IN", "TO", "THE"):
        index += 1
    return area_list(signs, index)


def _goes_on(signs: Sequence[Sign], index: int) -> bool:
    """Whether the comma at `index` joins places of a list ("from China, Mexico and Canada"), or "in" follows "made"."""
    if signs[index].symbol == "IN":
        return signs[index - 1].low in items.roles_of("made")
    areas, after = area_list(signs, index + 1)
    joints = {sign.symbol for sign in signs[index + 1 : after]}
    return signs[index - 1].symbol == "AREA" and bool(areas) and "AND" in joints


def payer(signs: Sequence[Sign], phrase: Phrase, before: Phrase | None) -> None:
    """Read who pays a duty that is laid on nothing said after it: "Thai rice pays a duty", "For Thai rice, the duty".

    `before` is the metric phrase before it in the sentence.
    """
    if phrase.partners:
        return
    if phrase.items:
        _struck(signs, phrase, whose=True)  # "hit Peru with 5 percent duties on steel"
        return
    verb = next((at for at in range(phrase.first - 1, max(phrase.first - REACH, 0), -1) if _pays(signs, at)), 0)
    _struck(signs, phrase)
    if phrase.items or phrase.partners:
        return
    if not verb:
        if signs[0].symbol == "FOR":
            _subject(signs, 1, phrase, ("COMMA",))
        return
    between = {sign.symbol for sign in signs[before.last : verb]} if before is not None else set()
    if before is not None and before.metric in _FLOWS and between <= _AUXILIARY:
        here, there = sides(before)
        phrase.partners, phrase.items = list(here), [_unverbed(name) for name in before.items]
        phrase.reporters = phrase.reporters or list(there)
        return
    start = next((at + 1 for at in range(verb - 1, -1, -1) if signs[at].symbol in _ENDS), 0)
    start += start < verb and signs[start].symbol in ("WITH", "BUT")  # ", with Thai rice subject to a duty"
    _subject(signs, start, phrase, ())


def sides(flow: Phrase) -> tuple[list[Area], list[Area]]:
    """Whose goods a flow is of that bears a duty, and who buys them; "Thai imports face a duty" is of Thai goods."""
    if flow.metric == "exports":
        return flow.reporters, flow.partners
    bare = not flow.partners and flow.last == flow.head + 1
    if bare and flow.reporters and flow.reporters[0].form == "adjective":
        return flow.reporters, []
    return flow.partners, flow.reporters


def _struck(signs: Sequence[Sign], phrase: Phrase, whose: bool = False) -> None:
    """Read on what a duty falls that its levier strikes it with: "slapped Chinese cars with a 100 percent tariff".

    Or only `whose` it is: "hit Peru and Chile with".
    """
    rate = phrase.first if phrase.quantity_before is None else phrase.quantity_before
    by = next((at for at in range(rate - 1, max(rate - 4, 0), -1) if signs[at].symbol == "WITH"), 0)
    verbs = [at for at in range(max(by - REACH, 0), by) if signs[at].low in items.roles_of("strikes")]
    if verbs and whose:
        phrase.partners, end = area_list(signs[:by], verbs[-1] + 1 + (signs[verbs[-1] + 1].symbol == "THE"))
        phrase.partners = phrase.partners if end == by else []
    elif verbs:
        target(signs[:by], verbs[-1] + 1, phrase)


def _pays(signs: Sequence[Sign], index: int) -> bool:
    """Whether the word at `index` says that its subject bears a duty."""
    return signs[index].symbol == "WORD" and signs[index].low in items.roles_of("bears")


def _subject(signs: Sequence[Sign], index: int, phrase: Phrase, closing: tuple[str, ...]) -> None:
    """Give a duty the goods at `index` and the place they come from, where `closing` follows them, if anything must."""
    owner: list[Area] = []
    begins = index
    first = signs[index].value
    if isinstance(first, Area):  # "for the country's shrimp"
        owner = [first]
        index += 1 + (index + 1 < len(signs) and signs[index + 1].symbol == "POSSESSIVE")
    names, owners, after = noun_phrase(signs, index)
    if owner and not names and not closing:
        phrase.partners = area_list(signs, begins)[0]  # "Peru and Chile got 5 percent"
        return
    owners = owner + owners
    names = [_unverbed(name) for name in names]
    if after < len(signs) and signs[after].symbol == "FROM":
        areas, after = area_list(signs, after + 1)
        owners = [*owners, *areas]
    if closing and (after >= len(signs) or signs[after].symbol not in closing):
        return
    if names and (owners or all(items.known(name) for name in names)):
        phrase.items, phrase.partners = names, owners


def _unverbed(name: str) -> str:
    """The name of an item without a verb of paying that could be a noun: "shrimp face"."""
    head, _, last = name.rpartition(" ")
    return items.name(head.split(" ")) if head and last in items.roles_of("bears") else name
