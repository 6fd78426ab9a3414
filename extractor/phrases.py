"""Metric phrases: a metric word with the items, places and periods that hang on it ("Chinese soybean imports from Brazil in May")."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from extractor import items
from extractor.areas import Area
from extractor.clauses import Sign
from extractor.period_grammar import PeriodMention
from extractor.vocabulary import Basis, Metric

REPORTING = frozenset({"BY", "IN"})
GENERIC = frozenset({"goods", "merchandise", "product", "commodity", "item", "good", "cargo", "thing"})  # name no part of a metric
NEED_PARTNER = frozenset({"investment", "investments", "direct investment", "direct investments", "invested", "sales", "purchases", "deliveries", "arrivals"})
MOST_WORDS = 7  # of one noun phrase
_CARRIES_ON = frozenset({"WORD", "DASH", "AND", "COMMA", "SLASH"})


@dataclass(slots=True)
class Phrase:
    """A metric word and what hangs on it; `first` to `last` (exclusive) are the signs it covers, `head` its metric word."""

    metric: str
    kind: str
    form: str
    head: int
    first: int
    last: int
    items: list[str] = field(default_factory=list)
    reporters: list[Area] = field(default_factory=list)
    partners: list[Area] = field(default_factory=list)
    pair: list[Area] = field(default_factory=list)
    periods: list[PeriodMention] = field(default_factory=list)
    basis: set[str] = field(default_factory=set)
    whole: bool = False  # "total", "overall": all of the metric, whatever the passage was about
    definite: bool = False  # "the surplus", "its imports"
    unnamed: bool = False  # owned by economies that are not named ("these countries' exports")
    counterpart: bool = False  # what a place is called in it is the counterpart ("the main market for its exports")
    dependent: str = ""  # the preposition that governs the phrase ("by" in "helped by exports")
    goods: bool = False  # "goods" was said
    partners_again: bool = False  # "those countries": the partners spoken of before
    again: bool = False  # "these products": the items spoken of before
    quantity_before: int | None = None  # the quantity directly before it ("a $5 billion surplus")
    sides: tuple[str, ...] = ()  # the metrics of a coordination that is told apart ("exports and imports both")


def read(signs: Sequence[Sign], before: Phrase | None = None) -> list[Phrase]:
    """The metric phrases of a sentence, in order; `before` is the last one of the sentence before."""
    found: list[Phrase] = []
    for index, sign in enumerate(signs):
        if sign.symbol not in ("METRIC", "OTHER"):
            continue
        metric = sign.value
        assert isinstance(metric, Metric)
        sides = _both(metric.form)
        kind = "verb" if _acts(signs, index, metric.form) else "noun" if _describes(signs, index, metric.kind) else metric.kind
        phrase = Phrase(metric.code, kind, metric.form, index, index, index + 1)
        phrase.sides = sides
        floor = found[-1].last if found else 0
        if index < floor:
            continue
        if phrase.metric == "same":
            told = next((one for one in reversed(found) if one.metric != "other"), before)
            phrase.metric, phrase.kind = (told.metric, "noun") if told is not None else ("other", "noun")
            phrase.reporters = list(told.reporters) if told is not None else []
        _left(signs, phrase, floor)
        _right(signs, phrase)
        _judge(signs, phrase, any(one.metric == "exports" for one in found))
        if _earned(signs, phrase, found):
            phrase.first = found.pop().first
            phrase.dependent = ""
        found.append(phrase)
    return found


def _acts(signs: Sequence[Sign], index: int, form: str) -> bool:
    """Whether "export" or "import" is a verb where it stands: "will import", "Vietnam exports 5 million tonnes"."""
    if form not in ("export", "import", "exports", "imports") or index == 0:
        return False
    before = signs[index - 1]
    if form in ("export", "import"):
        return before.symbol in ("WILL", "TO", "NOT", "IF") or (
            before.symbol == "EXPECT" and index > 1 and signs[index - 2].symbol == "WILL"
        )
    return before.symbol in ("IT", "AREA") and index + 1 < len(signs) and signs[index + 1].symbol == "QUANTITY"


def _both(form: str) -> tuple[str, ...]:
    """The two flows that a form of trade names ("exports and imports"), in its order, or nothing."""
    flows = [(form.find(flow), flow + "s") for flow in ("export", "import")]
    return tuple(flow for place, flow in sorted(flows)) if all(place >= 0 for place, _ in flows) else ()


def _describes(signs: Sequence[Sign], index: int, kind: str) -> bool:
    """Whether a metric verb stands as an adjective ("imported cars"): a noun follows, and no quantity near it."""
    if kind != "verb" or index + 1 >= len(signs):
        return False
    after = signs[index + 1]
    if after.symbol != "WORD" or items.roles().get(after.low, "") == "stop":
        return False
    return not any(sign.symbol == "QUANTITY" for sign in signs[index + 1 : index + 5])


def _earned(signs: Sequence[Sign], phrase: Phrase, found: Sequence[Phrase]) -> bool:
    """Whether a phrase only says what an amount was earned from: "revenue from oil exports"."""
    return (
        bool(found)
        and found[-1].form in ("revenue", "revenues", "income", "earnings", "receipts")
        and phrase.metric == "exports"
        and phrase.dependent == "FROM"
        and phrase.first - found[-1].last <= 2
    )


_ADJECTIVAL = ("ous", "ive", "ic", "al", "ful", "less", "able", "ible", "ary", "ory", "ed", "ing", "ent", "ant", "erse", "ish", "er", "est", "ly")


def _judge(signs: Sequence[Sign], phrase: Phrase, exporting: bool) -> None:
    """Drop what cannot be right: an adjective taken for an item, an investment that is laid in no economy."""
    if phrase.kind == "weak" and not phrase.partners and phrase.form in NEED_PARTNER:
        if phrase.items and all(items.known(name) for name in phrase.items) and (
            phrase.form == "purchases" or (phrase.form in ("sales", "deliveries") and exporting)
        ):
            return
        linked = phrase.head + 1 < len(signs) and signs[phrase.head + 1].symbol in ("TO", "FROM")
        if not linked or phrase.metric == "odi":
            phrase.metric = "other"
    kept = []
    phrase.goods = "goods" in phrase.form.split() or "goods" in phrase.items
    for name in phrase.items[:]:
        if name in GENERIC:
            continue
        alone = " " not in name and "-" not in name
        known = items.known(name) or (not alone and items.known(name.rsplit(" ", 1)[-1]))
        if not known and alone and name.endswith(_ADJECTIVAL):
            continue
        if not known and phrase.metric not in ("exports", "imports", "industrial_output", "retail_sales", "tariff_rate"):
            continue
        kept.append(name)
    phrase.items = kept


def _left(signs: Sequence[Sign], phrase: Phrase, floor: int) -> None:
    """Read what stands before the metric word, right to left, down to the sign `floor`."""
    words: list[Sign] = []
    names: list[str] = []
    index = phrase.head - 1
    areas: list[Area] = []

    def close() -> None:
        if words:
            names.append(items.name(_texts(words[::-1])))
            words.clear()

    while index >= floor:
        sign = signs[index]
        symbol = sign.symbol
        if symbol == "WORD":
            role = items.roles().get(str(sign.value), "")
            glued = bool(words) and words[-1].symbol == "DASH"  # "high" of "high-tech"
            if (role == "stop" and not glued) or (areas and areas[-1].code != "WLD") or len(words) >= MOST_WORDS:
                break
            if role == "skip" and not glued:
                close()
                phrase.whole |= sign.value in ("total", "overall")
            else:
                words.append(sign)
        elif symbol == "AREA" and isinstance(sign.value, Area):
            if areas and areas[-1].code == "WLD":
                areas.pop()  # "China's global surplus"
            elif areas and not _joined(signs, index):
                break
            close()
            areas.append(sign.value)
        elif symbol == "POSSESSIVE":
            if words:
                close()
            owner = signs[index - 1] if index else sign
            if owner.symbol == "WORD" and owner.low in items.roles_of("places") and not areas:
                phrase.unnamed = owner.low.endswith("s") and index > 1 and signs[index - 2].symbol != "AREA"
                index -= 1
        elif symbol in ("PERIOD", "EARLIER") and isinstance(sign.value, PeriodMention) and not areas:
            close()
            phrase.periods.append(sign.value)
        elif symbol == "DASH" and (_tight(signs, index) or areas):
            if words and _tight(signs, index):
                words.append(sign)
        elif symbol in ("AND", "COMMA", "SLASH") and _list_goes_on(signs, index, floor, bool(areas), bool(words)):
            if words:
                close()
        elif symbol == "BASIS" and isinstance(sign.value, Basis):
            phrase.basis.add(sign.value.code)
        elif symbol in ("FIGURE", "RECORD", "QUARTERLY", "YEARLY") or (
            symbol in ("RISE", "FALL", "MORE", "LESS", "GROWTH") and not areas and _modifies(signs, index)
        ):
            phrase.whole |= str(sign.value) == "total" or _word(signs, sign) == "total"
        elif symbol == "QUANTITY":
            phrase.quantity_before = index
            break
        elif symbol == "THE":
            phrase.definite = True
            index -= 1
            break
        else:
            break
        index -= 1
    close()
    phrase.first = index + 1
    if index >= 0 and phrase.quantity_before is None:
        governor = signs[index].symbol
        if governor == "QUANTITY":
            phrase.quantity_before = index
        elif governor in ("BY", "OF", "FROM", "IN", "ON", "FOR", "WITH", "TO", "AS", "AFTER", "INCLUDE", "EXCLUDE", "THAN"):
            phrase.dependent = governor
            if governor in ("OF", "FOR") and index:
                phrase.counterpart = signs[index - 1].low in items.roles_of("counterparts")
    phrase.items = [name for name in reversed(names) if name]
    _place_before(phrase, areas[::-1])


def _word(signs: Sequence[Sign], sign: Sign) -> str:
    return "" if not isinstance(sign.value, str) else sign.value


def _modifies(signs: Sequence[Sign], index: int) -> bool:
    """Whether a cue of rise or fall stands as an adjective before a metric: "rising exports", not "by raising exports"."""
    sign = signs[index]
    if sign.symbol in ("MORE", "LESS"):
        return True
    before = signs[index - 1].symbol if index else ""
    if sign.low.endswith("er"):
        return True
    return sign.low.endswith(("ing", "ed")) and before in ("", "THE", "OF", "WITH", "IN", "FROM", "ON", "COMMA", "POSSESSIVE")


def _texts(signs: Sequence[Sign]) -> list[str]:
    """The lower-case words of signs, with words that touch each other joined ("3D", "e-commerce")."""
    out: list[str] = []
    end = -1
    for sign in signs:
        text = sign.low
        if out and sign.start == end:
            out[-1] += text
        else:
            out.append(text)
        end = sign.end
    return out


def _tight(signs: Sequence[Sign], index: int) -> bool:
    """Whether the mark at `index` touches both neighbours, as the hyphen in "cross-border"."""
    return (
        0 < index < len(signs) - 1
        and signs[index - 1].end == signs[index].start
        and signs[index].end == signs[index + 1].start
    )


def _joined(signs: Sequence[Sign], index: int) -> bool:
    """Whether the place at `index` is coordinated with the place after it ("China-US", "Japan and Korea")."""
    if index + 1 >= len(signs):
        return False
    after = signs[index + 1]
    if after.symbol == "POSSESSIVE" and index + 2 < len(signs):
        after = signs[index + 2]
    return after.symbol in ("DASH", "SLASH", "AND", "COMMA") or after.symbol == "AREA"


def _list_goes_on(signs: Sequence[Sign], index: int, floor: int, areas: bool, words: bool) -> bool:
    """Whether a list of places or items goes on to the left of the joint at `index`."""
    if index <= floor:
        return False
    before = signs[index - 1]
    if areas:
        return before.symbol == "AREA" or (before.symbol == "POSSESSIVE" and signs[index - 2].symbol == "AREA")
    if not words or before.symbol != "WORD" or items.roles().get(str(before.value), "") in ("stop", "skip"):
        return False
    if signs[index].symbol == "COMMA":
        return bool(items.known(str(before.value)))
    return bool(items.known(str(before.value)) or items.known(str(signs[index + 1].value)))


def _place_before(phrase: Phrase, areas: list[Area]) -> None:
    """Give the places before a metric word their part in it."""
    for area in areas:
        if area.form == "part":
            phrase.items.append(area.item)
    if phrase.metric in ("trade", "trade_balance") and (len(areas) == 2 or (len(areas) == 1 and ";" in areas[0].code)):
        phrase.pair = areas
    elif len(areas) == 1 and (areas[0].code.startswith("!") or areas[0].form == "others"):
        phrase.partners = areas
    else:
        phrase.reporters = areas


_OPEN_FORMS = (" to", " from", " with", " of", " in")


def _right(signs: Sequence[Sign], phrase: Phrase) -> None:
    """Read what follows the metric word: "of" an item, "to", "from", "with" and "between" places, periods, a basis."""
    index = phrase.head + 1
    if phrase.kind == "verb" and not phrase.form.endswith(_OPEN_FORMS):
        index = _object(signs, index, phrase)
    elif phrase.form in ("imported", "exported", "produced", "manufactured"):
        names, owners, index = noun_phrase(signs, index)
        phrase.items.extend(names)
        phrase.partners.extend(owners if phrase.metric == "imports" else [])
    elif phrase.form.endswith(_OPEN_FORMS):
        preposition = phrase.form.rsplit(" ", 1)[-1].upper()
        index = _complement(signs, index, phrase, preposition)
    size = len(signs)
    while index < size:
        sign = signs[index]
        symbol = sign.symbol
        after = index + 1
        if symbol in ("OF", "IN", "BY", "ON", "FOR", "TO", "FROM", "WITH", "BETWEEN", "AT"):
            then = _complement(signs, after, phrase, symbol)
            if then == after:
                break
            index = then
        elif symbol == "PERIOD" and isinstance(sign.value, PeriodMention):
            phrase.periods.append(sign.value)
            index = after
        elif symbol == "BASIS" and isinstance(sign.value, Basis):
            phrase.basis.add(sign.value.code)
            index = after
        elif symbol == "AREA" and phrase.kind == "noun" and signs[index - 1].symbol == "DASH":
            break
        elif symbol == "EXCLUDE":
            names, _, then = noun_phrase(signs, after)
            if not names:
                break
            phrase.items.extend(f"excluding {name}" for name in names)
            index = then
        elif symbol == "OPEN" and after + 1 < size and signs[after].symbol in ("WORD", "METRIC") and signs[after + 1].symbol == "CLOSE":
            index = after + 2
        else:
            break
    phrase.last = index


def _object(signs: Sequence[Sign], index: int, phrase: Phrase) -> int:
    """Read the object of a metric verb: "exported [a record] 3.48 million light vehicles"."""
    while index < len(signs) and signs[index].symbol in ("THE", "RECORD", "WORD", "QUANTITY", "FIGURE", "OF", "WORTH", "OPEN", "CLOSE", "NOT"):
        sign = signs[index]
        if sign.symbol == "OPEN" and index + 2 < len(signs) and signs[index + 2].symbol == "CLOSE":
            index += 3  # "6.89 million tonnes (MT) of steel"
            continue
        if sign.symbol == "WORD" and items.roles().get(str(sign.value), "") not in ("skip", "stop"):
            break
        index += 1
    names, areas, then = noun_phrase(signs, index)
    if names:
        phrase.items.extend(names)
        index = then
    return index


def _complement(signs: Sequence[Sign], index: int, phrase: Phrase, preposition: str) -> int:
    """Read the complement of a preposition after a metric word; gives the index after it, or `index` where there is none."""
    size = len(signs)
    areas, then = _areas(signs, index)
    if index + 1 < size and signs[index].symbol == "IT" and signs[index + 1].value in items.roles_of("places"):
        phrase.partners_again = preposition in ("WITH", "TO", "FROM")
        return index + 2
    if areas and preposition != "OF":
        _place_after(phrase, preposition, areas)
        return then
    if preposition == "OF" and phrase.kind != "weak" or preposition == "IN" and phrase.metric.startswith("trade"):
        names, owners, end = noun_phrase(signs, index)
        if index < size and signs[index].symbol == "IT" and end == index and index + 1 < size and signs[index + 1].symbol == "WORD":
            phrase.again = True
            return index + 2
        if names and signs[index].symbol == "THE" and names[-1].rsplit(" ", 1)[-1] in items.roles_of("kinds"):
            phrase.again = True  # "imports of the polluting fuel"
            return end
        if names:
            phrase.items.extend(names)
            _place_owner(phrase, owners)
            return end
        if areas:
            _place_after(phrase, preposition, areas)
            return then
    if preposition == "IN" and phrase.metric in ("exports", "imports"):
        names, _, end = noun_phrase(signs, index)
        if len(names) == 1 and names[0].rsplit(" ", 1)[-1] in items.roles_of("branches"):
            phrase.items.extend(names)
            return end
    if preposition == "OF" and phrase.kind == "weak":
        names, owners, end = noun_phrase(signs, index)
        if names:
            phrase.items.extend(names)
            _place_owner(phrase, owners)
            return end
    if preposition in ("IN", "FOR", "ON", "AT", "FROM") and index < size:
        sign = signs[index]
        skip = index + 1 if sign.symbol == "THE" else index
        if skip < size and isinstance(signs[skip].value, PeriodMention) and signs[skip].symbol == "PERIOD":
            value = signs[skip].value
            assert isinstance(value, PeriodMention)
            if preposition != "FROM":
                phrase.periods.append(value)
                return skip + 1
        if preposition == "ON" and phrase.metric == "tariff_rate":
            return _tariff_target(signs, index, phrase)
    if preposition in ("BY", "FROM") and phrase.metric != "tariff_rate":
        names, _, end = noun_phrase(signs, index)
        mode = items.known(f"by {names[0]}") if names else ""
        if items.kind(mode) == "mode":
            phrase.items.append(mode)
            return end
        if names and items.kind(items.known(names[0])) in ("mode", "trader"):
            phrase.items.extend(names)
            return end
    return index


def _tariff_target(signs: Sequence[Sign], index: int, phrase: Phrase) -> int:
    """Read on whom and on what a tariff is laid: "on [all] [Chinese] [steel] imports [of steel] [from China]"."""
    start = index
    while index < len(signs) and signs[index].symbol in ("WORD", "AREA", "THE", "METRIC", "OF", "FROM", "TO", "AND", "COMMA"):
        sign = signs[index]
        if sign.symbol == "WORD":
            if items.roles().get(str(sign.value), "") == "stop":
                break
            names, owners, end = noun_phrase(signs, index)
            if end > index:
                phrase.items.extend(names)
                phrase.partners.extend(owners)
                index = end
                continue
        elif sign.symbol == "AREA" and isinstance(sign.value, Area):
            phrase.partners.append(sign.value)
        elif sign.symbol == "METRIC" and sign.value.code not in ("imports", "exports"):  # type: ignore[attr-defined]
            break
        elif sign.symbol == "TO" and signs[min(index + 1, len(signs) - 1)].symbol != "AREA":
            break
        elif sign.symbol == "TO":
            break
        index += 1
    return index if index > start else start


def _place_owner(phrase: Phrase, owners: list[Area]) -> None:
    """Give the adjective before an item its part: imports of American goods come from there, exports of Russian oil go out from there."""
    if not owners:
        return
    if phrase.metric == "imports":
        phrase.partners.extend(owners)
    else:
        phrase.reporters.extend(owners)


def _place_after(phrase: Phrase, preposition: str, areas: list[Area]) -> None:
    """Give the places after a metric word and a preposition their part in it."""
    metric = phrase.metric
    if preposition == "BETWEEN" and len(areas) >= 2:
        phrase.pair = areas
    elif preposition == "BETWEEN":
        phrase.pair = areas  # "between the two countries"
    elif preposition in REPORTING or preposition == "OF":
        if metric in ("odi",) or (metric == "imports" and preposition == "OF" and areas[0].form == "adjective"):
            phrase.partners.extend(areas)
        else:
            phrase.reporters.extend(areas)
    elif metric == "imports" and preposition in ("TO", "FOR"):
        phrase.reporters.extend(areas)
    elif metric == "exports" and preposition == "FROM":
        phrase.reporters.extend(areas)
    elif metric == "tariff_rate" and preposition in ("FROM", "ON", "WITH"):
        phrase.partners.extend(areas)
    elif preposition == "AT":
        return
    else:
        phrase.partners.extend(areas)


def _areas(signs: Sequence[Sign], index: int) -> tuple[list[Area], int]:
    """The places at `index`, past determiners and generic adjectives: "the neighbouring US, Japan and the EU"."""
    areas: list[Area] = []
    end = index
    while index < len(signs):
        sign = signs[index]
        if sign.symbol == "AREA" and isinstance(sign.value, Area):
            if sign.value.form in ("adjective", "people") and index + 1 < len(signs) and signs[index + 1].symbol == "WORD":
                low = str(signs[index + 1].value)
                if items.roles().get(low, "") != "stop" and low not in ("market", "markets", "buyers", "customers", "consumers"):
                    break
            areas.append(sign.value)
            index += 1
            if index < len(signs) and signs[index].symbol == "POSSESSIVE":
                areas.pop()
                break
            end = index
            if index + 3 < len(signs) and [sign.symbol for sign in signs[index : index + 4]] == ["OPEN", "AND", "AREA", "CLOSE"]:
                also = signs[index + 2].value  # "China (and Hong Kong)"
                assert isinstance(also, Area)
                areas.append(also)
                index = end = index + 4
            if index < len(signs) and signs[index].symbol == "OPEN":  # an abbreviation in brackets
                close = index + 2
                if close < len(signs) and signs[close].symbol == "CLOSE" and signs[index + 1].symbol in ("AREA", "WORD"):
                    index = end = close + 1
            joint = index
            while joint < len(signs) and signs[joint].symbol in ("AND", "COMMA", "DASH", "OR", "SLASH"):
                joint += 1
            if joint == index or not _leads_to_area(signs, joint):
                break
            index = joint
        elif sign.symbol == "EXCLUDE" and index + 1 < len(signs) and sign.low.startswith(("outside", "other")):
            there, end_there = _areas(signs, index + 1)
            areas.extend(replace(area, code=f"!{area.code}") for area in there)
            return areas, end_there if there else end
        elif sign.low in items.roles_of("places") and index + 1 < len(signs) and signs[index + 1].symbol == "EXCLUDE":
            index += 1
        elif sign.symbol in ("THE", "EACH") or (sign.symbol == "WORD" and items.roles().get(str(sign.value), "") == "skip"):
            index += 1
        elif sign.symbol == "QUANTITY" and sign.quantity.unit == "count" and index + 1 < len(signs):
            index += 1
        elif sign.symbol == "WORD" and str(sign.value).isdigit() and index + 3 < len(signs) and signs[index + 1].symbol == "DASH":
            index += 3  # "the 27-nation EU"
        else:
            break
    return areas, end


def _leads_to_area(signs: Sequence[Sign], index: int) -> bool:
    """Whether a place follows at `index`, past a preposition or determiner."""
    while index < len(signs) and signs[index].symbol in ("THE", "TO", "FROM", "WITH"):
        index += 1
    return index < len(signs) and signs[index].symbol == "AREA"


def noun_phrase(signs: Sequence[Sign], index: int) -> tuple[list[str], list[Area], int]:
    """Read the items at `index`: names, the places before them, and the index after the last sign read."""
    names: list[str] = []
    owners: list[Area] = []
    words: list[Sign] = []
    first_end = end = index
    commas = closed = False
    size = len(signs)

    def close() -> None:
        nonlocal end, first_end
        if words:
            names.append(items.name(_texts(words)))
            end = words_end
            if len(names) == 1:
                first_end = end
            words.clear()

    words_end = index
    while index < size:
        sign = signs[index]
        symbol = sign.symbol
        if symbol == "WORD":
            low = str(sign.value)
            role = items.roles().get(low, "")
            if role == "stop" or len(words) >= MOST_WORDS or (words and low.endswith("ed") and len(low) > 4):
                break
            hyphened = index + 2 < size and signs[index + 1].symbol == "DASH" and _tight(signs, index + 1)
            hyphened |= bool(words) and words[-1].symbol == "DASH"
            if role == "skip" and not words and not hyphened:
                index += 1
                continue
            if role == "skip" and not hyphened:
                break
            words.append(sign)
            words_end = index + 1
        elif symbol == "DASH" and words and _tight(signs, index) and index + 1 < size and signs[index + 1].symbol == "WORD":
            words.append(sign)
        elif symbol == "AREA" and not words and isinstance(sign.value, Area) and sign.value.form in ("adjective", "name", "abbreviation"):
            if index + 1 < size and signs[index + 1].symbol in ("WORD", "POSSESSIVE"):
                owners.append(sign.value)
            else:
                break
        elif symbol in ("THE", "FIGURE", "RECORD", "POSSESSIVE", "EACH") and not words:
            pass
        elif symbol in ("COMMA", "AND", "OR") and words and _opens_item(signs, index + 1):
            close()
            commas |= symbol == "COMMA"
            closed |= symbol != "COMMA"
            if symbol == "COMMA" and signs[index + 1].symbol == "AND":
                closed = True
                index += 1
        elif symbol == "OPEN" and words and index + 2 < size and signs[index + 2].symbol == "CLOSE":
            index += 2
        else:
            break
        index += 1
    close()
    if commas and not closed and len(names) > 1:
        return names[:1], owners, first_end
    return names, owners, end if names else index if owners else end


def _opens_item(signs: Sequence[Sign], index: int) -> bool:
    """Whether an item may begin at `index`, after a comma or "and"."""
    while index < len(signs) and signs[index].symbol in ("AND", "THE"):
        index += 1
    if index >= len(signs) or signs[index].symbol != "WORD":
        return False
    low = signs[index].low
    if low[0].isdigit():  # "3D printers"
        return index + 1 < len(signs) and signs[index].end == signs[index + 1].start and signs[index + 1].symbol == "WORD"
    return items.roles().get(low, "") != "stop"
