"""Noun phrases without a tagger: items after "of", places after "to", read by what can and cannot belong to one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extractor import items
from extractor.areas import Area
from extractor.leading import DESCRIBES, DESCRIPTION
from extractor.signs import Sign, shows

MOST_WORDS = 7  # of one noun phrase
_BRACKETED = re.compile(r"(?<=\w) \([^()]*\)")
_OWNERS = ("adjective", "name", "abbreviation", "group", "region", "unnamed", "part")
_BEGINS = frozenset({"WORD", "AREA", "THE", "FIGURE", "RECORD", "POSSESSIVE", "EACH", "QUANTITY"})


def noun_phrase(signs: Sequence[Sign], index: int) -> tuple[list[str], list[Area], int]:
    """Read the items at `index`: names, the places before them, and the index after the last sign read."""
    begins = index < len(signs) and (signs[index].symbol in _BEGINS or signs[index].low in _QUOTES)
    if not begins and not (index < len(signs) and _begins_trader(signs, index)):
        return [], [], index  # as most often
    names: list[str] = []
    owners: list[Area] = []
    words: list[Sign] = []
    first_end = end = index
    commas = closed = False
    size = len(signs)

    def close() -> None:
        nonlocal end, first_end
        if words:
            names.extend(filter(None, [items.name(texts(words))]))
            end = words_end
            if len(names) == 1:
                first_end = end
            words.clear()

    if signs[index].low in _QUOTES and index + 1 < size and signs[index + 1].symbol == "WORD":
        return _quoted(signs, index)
    words_end = index
    start = index + (index < size and signs[index].symbol == "THE")
    if (end_of := joined_trader(signs, start)) > start:  # "small and medium-sized firms"
        return [items.name(texts(signs[start:end_of]))], owners, end_of
    while index < size:
        sign = signs[index]
        symbol = sign.symbol
        if symbol == "WORD":
            low = str(sign.value)
            role = items.roles().get(low, "")
            hyphened = index + 2 < size and signs[index + 1].symbol == "DASH" and tight(signs, index + 1)
            hyphened |= bool(words) and words[-1].symbol == "DASH"
            verbal = words and low.endswith("ed") and len(low) > 4 and not hyphened
            verbal = verbal and not (low in items.roles_of("worked") and _goes_on(signs, index))
            if role == "stop" and (words[-1].symbol == "DASH" if words else _begins_item(signs, index)):
                role = ""  # "state-owned firms", "state firms", "palm-based products"
            if role == "stop" and words and ends_trader(signs, index):
                role = ""  # "the private sector"
            if role == "stop" or len(words) >= MOST_WORDS or verbal:
                break
            compared = low.endswith("ly") or low in items.roles_of("degrees")
            compared = compared and index + 1 < size and signs[index + 1].symbol in ("MORE", "LESS")
            if compared or role == "skip" and not words and not hyphened and not _begins_item(signs, index):
                index += 1
                continue
            if role == "skip" and not hyphened and words:
                break
            words.append(sign)
            words_end = index + 1
        elif (
            symbol == "DASH"
            and words
            and tight(signs, index)
            and index + 1 < size
            and signs[index + 1].symbol in ("WORD", "TRAP")
        ):
            words.append(sign)
        elif symbol == "TRAP" and (words and words[-1].symbol == "DASH" or not words and ends_trader(signs, index)):
            words.append(sign)  # "foreign-invested firms", "the FDI sector"
            words_end = index + 1
        elif symbol == "AREA" and not words and isinstance(sign.value, Area) and sign.value.form in _OWNERS:
            if index + 1 < size and signs[index + 1].symbol in ("WORD", "POSSESSIVE"):
                owners.append(sign.value)
            else:
                break
        elif symbol in ("THE", "FIGURE", "RECORD", "POSSESSIVE", "EACH") and not words:
            pass
        elif symbol in ("MORE", "LESS") and not words and _compares(signs, index):
            index += 1  # "of more expensive crude oil"
        elif closed and symbol == "COMMA" and words and index + 1 < size and signs[index + 1].symbol == "THE":
            break  # "of tea and coffee, the mainstay of"
        elif symbol in ("COMMA", "AND", "OR") and words and _opens_item(signs, index + 1):
            close()
            commas |= symbol == "COMMA"
            closed |= symbol != "COMMA"
            if symbol == "COMMA" and signs[index + 1].symbol == "AND":
                closed = True
                index += 1
        elif symbol == "QUANTITY" and not words and counts_sorts(signs, index):
            index += 2  # "nine types of wood"
        elif symbol == "OPEN" and words and (closing := _closing(signs, index)):
            index = closing  # "electronic (E&E) products"
        else:
            break
        index += 1
    close()
    closed |= commas and " and " in names[-1]  # "cars, steel and aluminium"
    if closed and len(names) == 2 and (whole := shared_head(names)):
        names[0] = whole  # "fresh and frozen fish"
    moves = end < size and signs[end].symbol in ("RISE", "FALL")
    closed |= moves and all(map(items.known, names))  # "exports of steel, computers, chips fell"
    if commas and not closed and len(names) > 1:
        return names[:1], owners, first_end
    return names, owners, end if names else index if owners else end


def shared_head(names: Sequence[str]) -> str:
    """The first of two items with the head that the second lends it, if it is one: "raw and refined sugar"; or ""."""
    with_head = f"{names[0]} {names[1].rpartition(' ')[2]}"
    return with_head if " " in names[1] and not items.known(names[0]) and items.known(with_head) else ""


def counts_sorts(signs: Sequence[Sign], index: int) -> bool:
    """Whether the number at `index` is one of kinds of what follows: "nine types of wood"."""
    of = index + 2 < len(signs) and signs[index + 2].symbol == "OF"
    return of and signs[index + 1].low in items.roles_of("sorts")


def _closing(signs: Sequence[Sign], index: int) -> int:
    """Where the bracket at `index` closes, if it holds no more than an abbreviation; else 0."""
    for place in range(index + 1, min(index + 5, len(signs))):
        if signs[place].symbol == "CLOSE":
            return place if place > index + 1 else 0
        if signs[place].symbol not in ("WORD", "AND", "DASH"):
            return 0
    return 0


def _goes_on(signs: Sequence[Sign], index: int) -> bool:
    """Whether the noun of a good follows what was done to it: "cold rolled sheets"."""
    after = signs[index + 1] if index + 1 < len(signs) else None
    return after is not None and after.symbol == "WORD" and items.roles().get(str(after.value), "") == ""


def known_items(signs: Sequence[Sign], index: int) -> list[str]:
    """The items at `index`, where every one of them is in the table, or is one of it with a modifier ("frozen cod")."""
    names, _, _ = noun_phrase(signs, index)
    return names if all(map(items.is_kind_of, names)) else []


def made_by(signs: Sequence[Sign], end: int) -> list[str]:
    """The item that those who end right before the sign `end` make or sell: "Kenya's tea growers" shipped."""
    low = signs[end - 1].low
    stem = next((low.removesuffix(maker) for maker in _MAKERS if low.endswith(maker)), "")
    if stem and signs[end - 1].symbol == "WORD" and (name := items.known(stem)):
        return [name]  # "chipmakers"
    if end < 2 or low not in items.roles_of("makers"):
        return []
    if end > 3 and signs[end - 2].symbol == "CLOSE" and signs[end - 4].symbol == "OPEN":
        name = items.known(signs[end - 3].low)  # "liquefied natural gas (LNG) producers"
        return [name] if name else []
    for first in range(max(0, end - MOST_WORDS), end - 1):
        words = signs[first : end - 1]
        if all(sign.symbol in ("WORD", "DASH") for sign in words) and (name := items.known(" ".join(texts(words)))):
            return [name] if items.kind(name) in ("commodity", "good", "group") else []
    return []


_MAKERS = ("maker", "makers", "builder", "builders")


def _compares(signs: Sequence[Sign], index: int) -> bool:
    """Whether "more" or "less" at `index` makes an adjective greater before a noun: "more expensive crude oil"."""
    told = [sign.symbol for sign in signs[index + 1 : index + 3]] == ["WORD", "WORD"]
    return told and signs[index].low in ("more", "less") and not items.known(signs[index + 1].low)


_QUOTES = frozenset({"'", '"'})
QUOTED = 12  # signs of a heading in quotation marks


def _quoted(signs: Sequence[Sign], index: int) -> tuple[list[str], list[Area], int]:
    """A heading of the statistics in quotation marks, as one name: "exports of 'coal, coke and briquettes'"."""
    for last in range(index + 2, min(index + QUOTED, len(signs))):
        if signs[last].low in _QUOTES or signs[last].low == "'s" and signs[last].end - signs[last].start == 1:
            return [items.name(texts(signs[index + 1 : last]))], [], last + 1
        if signs[last].symbol not in ("WORD", "AND", "COMMA", "DASH", "SLASH", "TRAP"):
            break
    return [], [], index


def _begins_trader(signs: Sequence[Sign], index: int) -> bool:
    """Whether the words at `index` that hold a metric's word are a class of traders: "FDI enterprises rose"."""
    return signs[index].symbol == "TRAP" and ends_trader(signs, index)


def joined_trader(signs: Sequence[Sign], first: int) -> int:
    """Where a class of traders ends whose name at the sign `first` holds an "and": "small and medium-sized firms"."""
    if not shows(signs[first + 1 : first + 3], "AND"):
        return first  # as most often
    for last in range(min(first + MOST_WORDS, len(signs)), first + 3, -1):
        if items.kind(items.known(" ".join(texts(signs[first:last])))) == "trader":
            return last
    return first


def ends_trader(signs: Sequence[Sign], index: int) -> bool:
    """Whether the words up to the sign `index` name a class of traders: "the private sector"."""
    runs = (signs[max(first, 0) : index + 1] for first in range(index - 4, index + 1))
    return any(items.kind(items.known(" ".join(texts(run)))) == "trader" for run in runs)


def branch(signs: Sequence[Sign], index: int) -> int:
    """Where the "sector" or "industry" is that the words at `index` name; -1 if they name none."""
    for at in range(index, min(index + MOST_WORDS, len(signs))):
        if signs[at].symbol not in ("WORD", "AND", "DASH", "TRAP"):
            return -1
        if signs[at].low.rpartition(" ")[2] in items.roles_of("branches"):
            return at
    return -1


def _begins_item(signs: Sequence[Sign], index: int) -> bool:
    """Whether a generic modifier belongs to the name of an item: "foreign firms", "light industrial products"."""
    if index + 1 >= len(signs) or signs[index + 1].symbol not in ("WORD", "DASH"):
        return False
    return any(items.known(" ".join(texts(signs[index : index + size]))) for size in (2, 3, 4))


def _opens_item(signs: Sequence[Sign], index: int) -> bool:
    """Whether an item may begin at `index`, after a comma or "and"."""
    while index < len(signs) and signs[index].symbol in ("AND", "THE"):
        index += 1
    if index >= len(signs) or signs[index].symbol != "WORD":
        return False
    low = signs[index].low
    if low[0].isdigit():  # "3D printers"
        return (
            index + 1 < len(signs) and signs[index].end == signs[index + 1].start and signs[index + 1].symbol == "WORD"
        )
    return items.roles().get(low, "") != "stop"


def area_list(signs: Sequence[Sign], index: int) -> tuple[list[Area], int]:
    """The places at `index`, past determiners and generic adjectives: "the neighbouring US, Japan and the EU"."""
    areas: list[Area] = []
    start = end = index
    while index < len(signs):
        sign = signs[index]
        if sign.symbol == "AREA" and isinstance(sign.value, Area):
            if (
                sign.value.form in ("adjective", "people")
                and index + 1 < len(signs)
                and signs[index + 1].symbol == "WORD"
            ):
                low = str(signs[index + 1].value)
                if items.roles().get(low, "") != "stop" and low not in items.roles_of("folk"):
                    break
            areas.append(sign.value)
            index += 1
            if index < len(signs) and signs[index].symbol == "POSSESSIVE":
                areas.pop()
                break
            end = index
            bracket = [sign.symbol for sign in signs[index : index + 4]]
            if bracket in (["OPEN", "AND", "AREA", "CLOSE"], ["OPEN", "INCLUDE", "AREA", "CLOSE"]):
                also = signs[index + 2].value  # "China (and Hong Kong)"
                assert isinstance(also, Area)
                areas.append(also)
                index = end = index + 4
            if index < len(signs) and signs[index].symbol == "OPEN":  # an abbreviation in brackets
                close = index + 2
                if (
                    close < len(signs)
                    and signs[close].symbol == "CLOSE"
                    and signs[index + 1].symbol in ("AREA", "WORD")
                ):
                    index = end = close + 1
            index = end = _past_aside(signs, index)
            joint = index
            while joint < min(len(signs), index + 3) and signs[joint].low in items.roles_of("member lands"):
                joint += 1  # "to EU member states and Japan"
            lands = joint
            while joint < len(signs) and signs[joint].symbol in ("AND", "COMMA", "DASH", "OR", "SLASH"):
                joint += 1
            again = start and joint > lands and signs[start - 1].symbol in ("TO", "FROM", "WITH")
            if again and joint < len(signs) and signs[joint].symbol == signs[start - 1].symbol:
                joint += 1  # "to Peru and to Chile"
            if joint == lands or not _leads_to_area(signs, joint):
                break
            index = joint
        elif sign.symbol == "EXCLUDE" and index + 1 < len(signs) and sign.low.startswith(("outside", "other")):
            there, end_there = area_list(signs, index + 1)
            areas.extend(replace(area, code=f"!{area.code}") for area in there)
            return areas, end_there if there else end
        elif sign.low in items.roles_of("places") and (group := _group_of(signs, index)):
            index = group
        elif (
            sign.low in items.roles_of("places")
            and index + 1 < len(signs)
            and signs[index + 1].symbol == "EXCLUDE"
            or sign.symbol in ("THE", "EACH")
            or (sign.symbol == "WORD" and items.roles().get(str(sign.value), "") == "skip")
            or sign.symbol == "QUANTITY"
            and sign.quantity.unit == "count"
            and index + 1 < len(signs)
        ):
            index += 1
        elif (
            sign.symbol == "WORD"
            and str(sign.value).isdigit()
            and index + 3 < len(signs)
            and signs[index + 1].symbol == "DASH"
        ):
            index += 3  # "the 27-nation EU"
        else:
            break
    return areas, end


def _past_aside(signs: Sequence[Sign], index: int) -> int:
    """After the description of a place at `index` if "and" goes on with the next: "Spain, its largest market, and"."""
    mark = signs[index].symbol if index < len(signs) else ""
    if mark not in _ASIDES or tight(signs, index):
        return index
    start = index + 1 + (mark == "DASH" and index + 1 < len(signs) and signs[index + 1].symbol == "DASH")  # "--"
    if start + 1 < len(signs) and signs[start].symbol == "AREA" and signs[start + 1].symbol != "POSSESSIVE":
        return index  # "Spain, Italy, and"
    for at in range(start, min(start + DESCRIBES, len(signs) - 1)):
        symbol = signs[at].symbol
        if symbol == _ASIDES[mark] and not tight(signs, at):
            at += 1 + (symbol == "DASH" and signs[at + 1].symbol == "DASH")
            goes_on = at > start + 1 and signs[at].symbol == "AND" and _leads_to_area(signs, at + 1)
            return at if goes_on else index
        if symbol == "QUANTITY" or symbol not in DESCRIPTION and symbol not in ("AREA", "IT"):
            break
    return index


_ASIDES = {"COMMA": "COMMA", "DASH": "DASH", "OPEN": "CLOSE"}


def _group_of(signs: Sequence[Sign], index: int) -> int:
    """Where the group stands that the "countries" at `index` are said to be of, or to lie outside; 0 for none."""
    for place in range(index + 1, min(index + 8, len(signs))):
        area = signs[place].value
        if isinstance(area, Area):
            return place if area.form == "group" or area.code.startswith("!") else 0
        if signs[place].symbol not in ("WORD", "THAT", "IN", "THE", "OF", "PART", "SHARE"):
            break
    return 0


def _leads_to_area(signs: Sequence[Sign], index: int) -> bool:
    """Whether a place follows at `index`, past a preposition, a determiner or a number ("the five Baltic ports")."""
    while index < len(signs) and (
        signs[index].symbol in ("THE", "TO", "FROM", "WITH")
        or (signs[index].symbol == "QUANTITY" and signs[index].quantity.unit == "count")
    ):
        index += 1
    if index < len(signs) and signs[index].low in items.roles_of("places"):
        return bool(_group_of(signs, index))  # "between China and the countries of Central Asia"
    return index < len(signs) and signs[index].symbol == "AREA"


def texts(signs: Sequence[Sign]) -> list[str]:
    """The lower-case words of signs, with words that touch each other joined ("3D", "e-commerce")."""
    out: list[str] = []
    end = -1
    for sign in signs:
        text = _BRACKETED.sub("", sign.low) if "(" in sign.low else sign.low  # "direct investment (FDI) sector"
        if out and sign.start == end:
            out[-1] += text
        else:
            out.append(text)
        end = sign.end
    return out


def tight(signs: Sequence[Sign], index: int) -> bool:
    """Whether the mark at `index` touches both neighbours, as the hyphen in "cross-border"."""
    return (
        0 < index < len(signs) - 1
        and signs[index].low == "-"
        and signs[index - 1].end == signs[index].start
        and signs[index].end == signs[index + 1].start
    )
