"""What stands before a metric word: items, places, periods ("record Chinese soybean imports", "May's exports")."""

from __future__ import annotations

from collections.abc import Sequence

from extractor import items
from extractor.areas import Area
from extractor.nouns import MOST_WORDS, ends_trader, joined_trader, shared_head, texts, tight
from extractor.period_grammar import PeriodMention
from extractor.phrases import Phrase
from extractor.signs import Sign, shows
from extractor.vocabulary import Basis

_MODE_WORDS = 3  # that a mode of trade may have before "trade"
_GOVERNORS = ("BY", "OF", "FROM", "IN", "ON", "FOR", "WITH", "TO", "AS", "AFTER", "INCLUDE", "EXCLUDE", "THAN")


def _is_adverb(signs: Sequence[Sign], index: int) -> bool:
    """Whether an adverb opens a sentence or clause before the words at `index`: "Similarly tea exports rose"."""
    opens = index == 0 or signs[index - 1].symbol in ("COMMA", "SEMICOLON", "AND", "BUT", "QUOTE", "BULLET")
    low, after = signs[index].low, signs[index + 1].low
    return (
        opens and len(low) > len("early") and low.endswith("ly") and not after.endswith("ed") and not items.known(low)
    )


def premodify(signs: Sequence[Sign], phrase: Phrase, floor: int) -> None:
    """Read what stands before the metric word, right to left, down to the sign `floor`."""
    words: list[Sign] = []
    names: list[str] = []
    index = phrase.head - 1
    areas: list[Area] = []
    mark = (0, 0)  # the last comma of a list, and how many names stand behind it
    if index > floor and signs[index - 1].low == "re" and tight(signs, index):  # "re-exports"
        phrase.again_out = True
        index -= 2
    mode, length = _mode(signs, index, floor, phrase.form)
    if mode:
        names.append(mode)
        index -= length

    ends = phrase.head
    starts = range(max(ends - MOST_WORDS, floor), ends - 3) if shows(signs[floor:ends], "AND") else ()
    joined = next((at for at in starts if joined_trader(signs, at) == ends), -1)
    if joined >= 0 and not mode:  # "small and medium-sized firms exported"
        names.append(items.name(texts(signs[joined:ends])))
        index = joined - 1

    def close() -> None:
        if words:
            told = texts(words[::-1])
            whole = items.name([*told, "goods"]) if phrase.form.startswith("goods ") and not names else ""
            names.append(whole if items.known(whole) else items.name(told))  # "travel goods exports"
            words.clear()

    while index >= floor:
        sign = signs[index]
        symbol = sign.symbol
        if symbol == "WORD":
            role = items.roles().get(str(sign.value), "")
            glued = bool(words) and words[-1].symbol == "DASH"  # "high" of "high-tech"
            named = bool(role and words) and bool(
                items.known(" ".join([sign.low, *texts(words[::-1])]))
            )  # "foreign firms"
            named |= role == "stop" and not words and ends_trader(signs, index)  # "the private sector"
            if role == "skip" and words and index - 2 >= floor and tight(signs, index - 1):
                compound = texts(signs[index - 2 : index + 1])  # "cross-border e-commerce"
                named |= bool(items.known(" ".join([*compound, *texts(words[::-1])])))
            if not words and not named and sign.low in items.roles_of("branches") and index > floor:
                # "the sector's exports", but "the tea sector's"
                phrase.again |= phrase.kind != "verb" and not _names(signs[index - 1])
                index -= 1
                continue
            if words and not named and _is_adverb(signs, index):
                break
            if (
                (role == "stop" and not glued and not named)
                or (areas and areas[-1].code != "WLD")
                or len(words) >= MOST_WORDS
            ):
                break
            if role == "skip" and not glued and not named:
                close()
                phrase.whole |= sign.value in ("total", "overall", "all", "aggregate", "entire")
            else:
                words.append(sign)
        elif symbol == "TRAP" and (
            index > floor and signs[index - 1].symbol == "DASH" or not words and ends_trader(signs, index)
        ):
            words.append(sign)  # "foreign-invested firms", "the FDI sector"
        elif symbol == "AREA" and isinstance(sign.value, Area):
            if signs[index + 1].symbol == "DASH" and signs[index + 2].low in items.roles_of("bound"):
                phrase.partners.append(sign.value)  # "US-bound exports"
                words = words[:-2]
                index -= 1
                continue
            if areas and areas[-1].code == "WLD":
                areas.pop()  # "China's global surplus"
            elif _has_with(signs, index, areas) and phrase.metric != "trade":
                phrase.partners.extend(areas[::-1])  # "India's July Iranian crude imports"
                areas.clear()
            elif areas and not _joined(signs, index):
                break
            close()
            areas.append(sign.value)
            if index > floor + 1 and signs[index - 1].symbol == "DASH" and signs[index - 2].low == "intra":
                phrase.inner = True
                index -= 2
        elif symbol == "POSSESSIVE":
            if words:
                close()
            owner = signs[index - 1] if index else sign
            if owner.symbol == "WORD" and owner.low in items.roles_of("places") and not areas:
                phrase.unnamed = owner.low.endswith("s") and index > 1 and signs[index - 2].symbol != "AREA"
                index -= 1
        elif (
            symbol in ("PERIOD", "EARLIER")
            and isinstance(sign.value, PeriodMention)
            and (not areas or index > floor and signs[index - 1].symbol == "POSSESSIVE")
        ):
            close()
            phrase.periods.append(sign.value)
        elif symbol == "DASH" and (tight(signs, index) or areas and areas[-1].code != "WLD"):
            if words and tight(signs, index):
                words.append(sign)
        elif symbol in ("AND", "COMMA", "SLASH") and _list_goes_on(signs, index, floor, bool(areas), bool(words)):
            if words:
                close()
                if symbol == "COMMA" and not mark[0]:
                    mark = (index, len(names))
                index -= symbol == "AND" and signs[index - 1].symbol == "COMMA"  # "butter, and cheese exports"
        elif symbol == "BASIS" and isinstance(sign.value, Basis):
            phrase.basis.add(sign.value.code)
        elif (
            symbol in ("FIGURE", "RECORD", "QUARTERLY", "YEARLY")
            or (
                symbol == "REVISED" and phrase.metric == "tariff_rate"  # "the provisional duties"
            )
            or (symbol in ("RISE", "FALL", "MORE", "LESS", "GROWTH") and not areas and _modifies(signs, index))
        ):
            phrase.whole |= sign.low == "total"
            if sign.low == "daily":
                phrase.basis.add("daily")  # "average daily exports"
        elif symbol == "CLOSE" and not words and not areas and (opened := _abbreviated(signs, index, floor)):
            index = opened  # "ready-made garment (RMG) exports"
        elif symbol == "QUANTITY":
            phrase.quantity_before = index
            break
        elif symbol == "THE":
            phrase.definite = True
            phrase.owned = sign.low in items.roles_of("owners")
            index -= 1
            break
        else:
            break
        index -= 1
    close()
    if mark[0] and index and signs[index].symbol in ("FOR", "OF") and signs[index - 1].symbol == "QUANTITY":
        index, names = mark[0], names[: mark[1]]  # "up 5 percent for tea, coffee exports fell"
    phrase.first = index + 1
    if phrase.kind == "verb":
        names = [name for name in map(_without_doer, names) if name]
    of = index > 0 and signs[index].symbol == "OF"
    told_of = index > 0 and signs[index].symbol == "WORTH" or of and signs[index - 1].symbol == "FIGURE"  # "value of"
    if of:  # "2 tonnes of cocaine shipped from"
        told_of |= any(name.rpartition(" ")[2] in items.roles_of("no goods") for name in names)
    if phrase.kind == "verb" and not told_of and not all(items.known(name) for name in names):
        names = [name for name in names if items.known(name)]  # who does it may be a company
        phrase.first = phrase.head
    index = _past_measure(signs, index, phrase)
    if index >= 0 and phrase.quantity_before is None:
        governor = signs[index].symbol
        if governor == "QUANTITY":
            phrase.quantity_before = index
        elif governor in _GOVERNORS:
            phrase.dependent = governor
            if governor in ("OF", "FOR") and index:
                phrase.counterpart = signs[index - 1].low in items.roles_of("counterparts")
    phrase.items = [name for name in reversed(names) if name]
    if phrase.metric == "port_throughput" and not phrase.items:
        said = (sign.low for sign in signs[max(0, phrase.first - 1) : phrase.head])
        phrase.items = [f"{low} cargo" for low in said if low in items.roles_of("kinds of cargo")][:1]
    if phrase.metric == "pmi":
        kinds = [name.rpartition(" ")[2] for name in phrase.items]  # "the Caixin services PMI"
        phrase.items = [
            kind if kind in items.roles_of("surveyed") else name for kind, name in zip(kinds, phrase.items, strict=True)
        ]
    if len(phrase.items) == 2 and (whole := shared_head(phrase.items)):
        phrase.items[0] = whole  # "fresh and dried fruit exports"
    if not areas:
        areas = _relative(signs, index)
    _place_before(phrase, areas[::-1])


def _past_measure(signs: Sequence[Sign], index: int, phrase: Phrase) -> int:
    """The sign before "the value of" or "the volume of", which a phrase takes in, else the one at `index`: "a rise in
    the value of Peru's exports"."""
    if phrase.kind != "noun" or index < 2:
        return index
    first = index if signs[index].symbol == "WORTH" and signs[index].low.endswith(" of") else 0
    if signs[index].symbol == "OF" and signs[index - 1].low in items.roles_of("measures of flows"):
        first = index - 1
    the = first - 1
    if first < 2 or signs[the].symbol != "THE" or signs[the - 1].symbol not in ("IN", "OF"):
        return index
    phrase.first = first
    return the - 1


def _names(sign: Sign) -> bool:
    """Whether a word can be of the name of what trade is in."""
    return sign.symbol == "WORD" and items.roles().get(str(sign.value), "") not in ("stop", "skip")


def _has_with(signs: Sequence[Sign], index: int, areas: Sequence[Area]) -> bool:
    """Whether the place at `index` owns what it has with those after it: "China's [May] Brazilian beef imports"."""
    owner = signs[index].value
    if not areas or signs[index + 1].symbol != "POSSESSIVE" or not isinstance(owner, Area) or owner.form == "part":
        return False
    others = all(one.form in ("adjective", "name", "abbreviation", "group") and one.code != owner.code for one in areas)
    return others and signs[index + 2].symbol not in ("AND", "COMMA", "SLASH")  # "China's and Brazil's exports"


def _abbreviated(signs: Sequence[Sign], index: int, floor: int) -> int:
    """Where the bracket opens that closes at `index` and holds one word in capitals, or what such a word before it
    stands for; else 0."""
    opened = next(
        (at for at in range(index - 1, max(index - MOST_WORDS - 2, floor), -1) if signs[at].symbol == "OPEN"), 0
    )
    if not opened or opened <= floor or signs[opened - 1].symbol not in ("WORD", "TRAP"):
        return 0
    held = signs[index - 1]
    if opened == index - 2 and held.symbol in ("WORD", "TRAP") and held.end - held.start <= ABBREVIATION:
        return opened
    short = signs[opened - 1]
    spelled = all(sign.symbol in ("WORD", "TRAP", "AND", "OF", "DASH", "THE") for sign in signs[opened + 1 : index])
    initial = short.low[:1] == signs[opened + 1].low[:1] and short.end - short.start <= ABBREVIATION
    return opened if spelled and initial else 0  # "ICT (information and communications technology) exports"


ABBREVIATION = 6  # letters


def _without_doer(name: str) -> str:
    """A name without who makes or deals, who is no part of it: "[tea] growers shipped", but not "private firms"."""
    head, _, last = name.rpartition(" ")
    every = (items.roles_of("folk") | items.roles_of("makers")) - _TRADERS
    return head if last.endswith("maker") or last in every or f"{last}s" in every else name


_TRADERS = frozenset({"firms", "companies", "exporters", "importers", "industry", "sector"})  # classes of traders


def _relative(signs: Sequence[Sign], index: int) -> list[Area]:
    """The place before the "whose" at `index`: "Japan, whose exports"."""
    if index < 1 or signs[index].low not in items.roles_of("relatives"):
        return []
    owner = signs[index - 1 - (signs[index - 1].symbol == "COMMA" and index > 1)]
    return [owner.value] if isinstance(owner.value, Area) else []


def _mode(signs: Sequence[Sign], index: int, floor: int, form: str) -> tuple[str, int]:
    """The mode of trade that a metric word ends ("processing trade") and how many signs before it belong to it."""
    if form == "trade":
        for length in range(min(_MODE_WORDS, index - floor + 1), 0, -1):
            words = texts(signs[index - length + 1 : index + 1])
            mode = items.known(" ".join([*words, form]))
            if items.kind(mode) == "mode":
                return mode, length
    return "", 0


def _modifies(signs: Sequence[Sign], index: int) -> bool:
    """Whether a cue of rise or fall is an adjective of the metric: "rising exports", not "by raising exports"."""
    sign = signs[index]
    if sign.symbol in ("MORE", "LESS"):
        return True
    before = signs[index - 1].symbol if index else ""
    if sign.low.endswith("er"):
        return True
    return sign.low.endswith(("ing", "ed")) and before in (
        "",
        "THE",
        "OF",
        "WITH",
        "IN",
        "FROM",
        "ON",
        "COMMA",
        "POSSESSIVE",
    )


def _joined(signs: Sequence[Sign], index: int) -> bool:
    """Whether the place at `index` is coordinated with the place after it ("China-US", "Japan and Korea")."""
    if index + 1 >= len(signs):
        return False
    after = signs[index + 1]
    if after.symbol == "POSSESSIVE" and index + 2 < len(signs):
        after = signs[index + 2]
    if after.symbol == "DASH" and not tight(signs, index + 1):
        return False  # "LONDON - World exports"
    return after.symbol in ("DASH", "SLASH", "AND", "COMMA") or after.symbol == "AREA"


def _list_goes_on(signs: Sequence[Sign], index: int, floor: int, areas: bool, words: bool) -> bool:
    """Whether a list of places or items goes on to the left of the joint at `index`."""
    if index <= floor:
        return False
    before = signs[index - 1]
    governor = index - 2 - (index > 2 and signs[index - 2].symbol == "THE")
    if (
        areas
        and signs[index].symbol == "COMMA"
        and index > 1
        and signs[governor].symbol in ("WITH", "TO", "FROM", "IN")
    ):
        return False  # "With Japan, China's surplus"
    if signs[index].symbol == "COMMA" and isinstance(before.value, Area) and before.value.code[:1] == "!":
        return False  # "Outside the EU, German exports"
    owner = [sign.symbol for sign in signs[index : index + 3]] == ["COMMA", "AREA", "POSSESSIVE"]
    if areas and owner and before.symbol == "AREA":
        return False  # "China, Peru's largest export market"
    if areas:
        return before.symbol == "AREA" or (before.symbol == "POSSESSIVE" and signs[index - 2].symbol == "AREA")
    if _is_of_office(signs, index - 1, floor):
        return False  # "according to the Ministry of Agriculture, soy exports"
    listed = index > floor + 1 and signs[index].symbol == "AND" and before.symbol == "COMMA"
    if listed and words and items.known(signs[index - 2].low) and items.known(signs[index + 1].low):
        return any(sign.symbol == "COMMA" for sign in signs[max(index - 4, floor) : index - 2])  # of three or more
    if not words or before.symbol != "WORD" or items.roles().get(str(before.value), "") in ("stop", "skip"):
        return False
    if signs[index].symbol == "COMMA":
        two = f"{signs[index - 2].low} {before.low}" if index > floor + 1 else ""  # "milk powder, butter"
        return bool(items.known(str(before.value)) or items.known(two))
    return bool(items.known(str(before.value)) or items.known(str(signs[index + 1].value)))


def _is_of_office(signs: Sequence[Sign], index: int, floor: int) -> bool:
    """Whether the words that end at a sign tell what an office is of: "the Ministry of Trade and Industry,"."""
    for at in range(index, max(index - OFFICE, floor), -1):
        if signs[at].symbol == "OF":
            return signs[at - 1].low in items.roles_of("offices")
    return False


OFFICE = 5  # signs from the head of an office's name to what it is of


_BALANCES = ("trade_deficit", "trade_surplus")


def _place_before(phrase: Phrase, areas: list[Area]) -> None:
    """Give the places before a metric word their part in it."""
    if phrase.metric in ("trade", "trade_balance") and (len(areas) == 2 or (len(areas) == 1 and ";" in areas[0].code)):
        phrase.pair = areas
    elif phrase.metric in _BALANCES and len(areas) == 2 and areas[0].end + 1 == areas[1].start:
        phrase.pair = areas  # "the U.S.-China trade deficit"
    elif phrase.metric == "freight_trains" and len(areas) == 2:
        phrase.reporters, phrase.partners = areas[:1], areas[1:]  # "China-Europe freight trains"
    elif len(areas) == 1 and (areas[0].code.startswith("!") or areas[0].form == "others"):
        phrase.partners = areas
    elif phrase.metric in ("tariff_rate", *_BALANCES) and areas and areas[0].code == "WLD":
        phrase.partners = areas  # "global tariffs", "a global trade deficit": the world itself has none
    else:
        phrase.reporters = areas
