"""What follows a metric word: "of" an item, "to", "from", "with", "between" places, periods, a basis, an exclusion."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from extractor import duties, items
from extractor.areas import Area
from extractor.claims import TWO_SIDED
from extractor.leading import described, neighbour_end, past_folk
from extractor.nouns import area_list, branch, known_items, noun_phrase, texts
from extractor.objects import read
from extractor.period_grammar import PeriodMention
from extractor.phrases import Phrase
from extractor.signs import Sign
from extractor.vocabulary import Basis

_REPORTING = frozenset({"BY", "IN"})
_OPEN_FORMS = (" to", " from", " with", " of", " in", " between")


def postmodify(signs: Sequence[Sign], phrase: Phrase) -> None:
    """Read what follows the metric word: "of" an item, "to", "from", "with" and "between" places, periods, a basis."""
    index = phrase.head + 1
    if phrase.kind == "verb" and not phrase.form.endswith(_OPEN_FORMS):
        index = read(signs, index, phrase)
    elif phrase.form in ("imported", "exported", "produced", "manufactured"):
        names, owners, index = noun_phrase(signs, index)
        phrase.items.extend(names)
        phrase.partners.extend(owners if phrase.metric == "imports" else [])
    elif phrase.form in ("importing", "exporting", "producing"):
        phrase.items.extend(known_items(signs, index))  # "earned $5 million from exporting tea"
    elif phrase.form.endswith(_OPEN_FORMS):
        preposition = phrase.form.rsplit(" ", 1)[-1].upper()
        index = _complement(signs, index, phrase, preposition)
    size = len(signs)
    if index < size and signs[index].low in items.roles_of("there") and phrase.kind != "verb":
        phrase.there = True
        index += 1
    if length := _of_all(signs, index):
        phrase.whole = True
        index += length
    while index < size:
        sign = signs[index]
        symbol = sign.symbol
        after = index + 1
        if sign.low in items.roles_of("inward"):
            symbol = "TO"
        if phrase.metric == "tariff_rate" and (then := _past_time(signs, index)) > index:
            duties.target(signs, then + 1, phrase)  # "a duty from Monday on steel"
            break
        if symbol == "ON" and phrase.metric.endswith(("surplus", "deficit")) and _is_cause(signs, after):
            break
        if symbol in ("OF", "IN", "BY", "ON", "FOR", "TO", "FROM", "WITH", "BETWEEN", "AT"):
            then = _complement(signs, after, phrase, symbol)
            if then == after:
                break
            index = then
        elif (towards := _led(signs, index, phrase)) > index:
            then = _complement(signs, towards, phrase, "FROM" if phrase.metric == "imports" else "TO")
            if then == towards:
                break
            index = then
        elif sign.low in items.roles_of("ways") and (parts := _ways(signs, after)):
            phrase.reporters.extend(parts)  # "exports through the port of Santos"
            index = after + 1 + (signs[after].symbol == "THE")
        elif symbol == "PERIOD" and isinstance(sign.value, PeriodMention):
            phrase.periods.append(sign.value)
            index = after
        elif symbol == "BASIS" and isinstance(sign.value, Basis):
            phrase.basis.add(sign.value.code)
            index = after
        elif symbol == "AREA" and isinstance(sign.value, Area) and sign.value.code.startswith("!"):
            phrase.partners.append(sign.value)  # "exports outside the EU"
            index = after
        elif phrase.metric == "tariff_rate" and symbol == "WORD" and sign.low in items.roles_of("laid"):
            index = after  # "duties imposed by Peru on cars"
        elif symbol == "EXCLUDE" or (symbol == "COMMA" and after < size and signs[after].symbol == "EXCLUDE"):
            names, _, then = noun_phrase(signs, after + (symbol == "COMMA"))
            if not names:
                break
            phrase.items.extend(f"excluding {name}" for name in names if not items.known(phrase.form))  # none of "core"
            index = then
        elif (
            symbol == "OPEN"
            and after + 1 < size
            and signs[after].symbol in ("WORD", "METRIC")
            and signs[after + 1].symbol == "CLOSE"
        ):
            index = after + 2
        else:
            break
    phrase.last = index
    if phrase.metric == "tariff_rate":
        _behind_rate(signs, index, phrase)


def _is_cause(signs: Sequence[Sign], index: int) -> bool:
    """Whether a flow follows that made a balance what it is: "a deficit in May on weak car exports"."""
    for sign in signs[index : index + FEW]:
        if sign.symbol == "METRIC":
            return sign.low in _FLOWS and sign is not signs[index]
        if sign.symbol not in ("WORD", "AREA", "AND", "DASH", "RISE", "FALL", "LESS", "MORE"):
            break
    return False


FEW = 6  # signs from "on" to the flow that is the cause
_FLOWS = frozenset({"exports", "imports", "shipments", "sales"})


def _of_all(signs: Sequence[Sign], index: int) -> int:
    """How many signs from `index` say that all of a metric is meant: "exports in general", "of all kinds"; or 0."""
    if index >= len(signs) or signs[index].low.partition(" ")[0] not in _all_of_it():
        return 0  # as most often
    told = items.roles_of("of all of it")
    for size in (4, 3, 2, 1):
        words = [sign.low for sign in signs[index : index + size]]
        ahead = signs[index + size].symbol if index + size < len(signs) else ""
        if len(words) == size and " ".join(words) in told and ahead not in ("OF", "WORD", "METRIC"):
            return size
    return 0


@cache
def _all_of_it() -> frozenset[str]:
    """The words that begin what says that all of a metric is meant."""
    return frozenset(form.partition(" ")[0] for form in items.roles_of("of all of it"))


def _led(signs: Sequence[Sign], index: int, phrase: Phrase) -> int:
    """Where the place begins that a participle at `index` says goods go to or come from: "exports heading for Peru",
    "imports originating in Chile"; else `index`."""
    if phrase.metric not in ("exports", "imports") or phrase.kind == "verb" or index + 2 >= len(signs):
        return index
    led = items.roles_of("goods come" if phrase.metric == "imports" else "goods go")
    first, _, preposition = signs[index].low.partition(" ")
    then = index + 1
    if not preposition:
        preposition = signs[then].low
        then += 1
    place = then + (then < len(signs) and signs[then].symbol == "THE")
    named = place < len(signs) and isinstance(signs[place].value, Area)
    return then if first in led and preposition in _LEADING and named else index


_LEADING = frozenset({"to", "for", "towards", "toward", "into", "from", "in", "at", "out of"})


def _ways(signs: Sequence[Sign], index: int) -> list[Area]:
    """The port or other part of a country at `index`, past a determiner, through which goods go."""
    index += index < len(signs) and signs[index].symbol == "THE"
    value = signs[index].value if index < len(signs) else None
    return [value] if isinstance(value, Area) and value.form == "part" else []


def _complement(signs: Sequence[Sign], index: int, phrase: Phrase, preposition: str) -> int:
    """Read the complement of a preposition after a metric word; the index after it, or `index` where there is none."""
    size = len(signs)
    goods = index < size and signs[index].symbol in ("WORD", "AREA")
    on = preposition == "ON" or goods and (preposition == "FOR" or duties.applied(signs, phrase.first))
    if on and phrase.metric == "tariff_rate" and (end := duties.target(signs, index, phrase)) > index:
        return end
    if preposition in ("TO", "FROM"):
        index = past_folk(signs, index)
    areas, then = area_list(signs, index)
    flows = then + (then < size and signs[then].symbol == "POSSESSIVE")
    if preposition == "BETWEEN" and flows < size and signs[flows].symbol == "METRIC":
        return index  # "the gap between US exports and imports"
    if preposition == "BETWEEN" and index + 1 < size and signs[index + 1].low in ("two", "sides", "pair"):
        phrase.partners_again = True  # "trade between the two"
        return index + 2
    if (
        index + 1 < size
        and signs[index].symbol in ("IT", "THAT")
        and signs[index + 1].value in items.roles_of("places")
    ):
        phrase.partners_again = preposition in ("WITH", "TO", "FROM")
        return index + 2
    if (
        index < size
        and preposition in ("WITH", "TO", "FROM")
        and signs[index].low in items.roles_of("them")
        and (index + 1 == size or signs[index + 1].symbol != "WORD")
    ):
        phrase.partners_again = True  # "the surplus with it"
        return index + 1
    if preposition in ("WITH", "TO", "FROM") and index < size and signs[index].low in ("all", "every"):
        at = next((at for at in range(index, min(index + 4, size)) if signs[at].low in items.roles_of("places")), index)
        if at > index:  # "exports to all destinations"
            phrase.whole = True
            return at + 1
    many = index + (index < size and signs[index].symbol == "THE")
    if (
        many + 1 < size
        and signs[many].symbol == "QUANTITY"
        and signs[many + 1].low in items.roles_of("unnamed economies")
    ):
        phrase.unnamed = preposition in ("IN", "BY", "OF")  # "output in the 30 countries"
        return many + 2
    named = described(signs, index) if preposition in ("WITH", "TO", "FROM") else index
    if named > then and (not areas or areas[0].form in ("adjective", "group", "region")):
        areas, then = area_list(signs, named)  # "to its biggest market, Japan"
    near = not areas and preposition in ("WITH", "TO", "FROM")
    neighbour = neighbour_end(signs, index) if near else index
    if neighbour > index:
        phrase.partners_again = True
        return neighbour
    if areas and preposition != "OF":
        _place_after(phrase, preposition, areas)
        return then
    if (
        preposition == "OF"
        and phrase.kind != "weak"
        or preposition in ("IN", "ON")
        and phrase.metric.startswith("trade")
    ):
        names, owners, end = noun_phrase(signs, index)
        if (
            index < size
            and signs[index].symbol == "IT"
            and end == index
            and index + 1 < size
            and signs[index + 1].symbol == "WORD"
        ):
            phrase.again = True
            return index + 2
        if index < size and signs[index].symbol == "IT" and end == index and preposition == "OF":
            phrase.again = True  # "imports of it"
            return index + 1
        if names and _is_kind(signs[index], names):
            phrase.again = True  # "imports of the polluting fuel"
            return end
        if names:
            phrase.items.extend(map(items.without_makers, names))
            _place_owner(phrase, owners)
            return end
        if areas:
            _place_after(phrase, preposition, areas)
            return then
    if phrase.metric in (_BRANCHED if preposition == "IN" else _PRICED if preposition == "FOR" else ()):
        names, _, end = noun_phrase(signs, index)
        if names and all(map(items.known, names)):
            phrase.items.extend(names)  # "inflation in vegetables", "output in mining"
            return end
    if preposition in ("IN", "BY") and phrase.metric in _BRANCHED or preposition == "IN" and phrase.metric == "fdi":
        first = index + (index < size and signs[index].symbol in ("THE", "IT"))
        head = branch(signs, first)
        if head >= 0:
            whole = " ".join(texts(signs[first : head + 1]))
            name = whole if items.known(whole) else whole.rpartition(" ")[0]
            phrase.again |= not name  # "exports in this sector"
            own = name in items.roles_of("own sectors")  # "output in the industrial sector"
            phrase.items.extend([items.name([name])] if name and not own else [])
            return head + 1
    if preposition == "OF" and phrase.kind == "weak":
        names, owners, end = noun_phrase(signs, index)
        if names and _is_kind(signs[index], names):
            phrase.again = True  # "shipments of the metal"
            return end
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
    if preposition in ("BY", "FROM") and phrase.metric != "tariff_rate":
        names, owners, end = noun_phrase(signs, index)
        mode = items.known(f"by {names[0]}") if names else ""
        if items.kind(mode) == "mode":
            phrase.items.append(mode)
            return end
        told, names = names, [items.without_makers(name) for name in names]
        earned = preposition == "FROM" and phrase.metric == "exports" and bool(names) and items.known(names[0])
        made = names != told and phrase.metric in ("exports", "imports")  # "exports by Vietnam's footwear makers"
        if names and (earned or made or items.kind(items.known(names[0])) in ("mode", "trader")):
            phrase.items.extend(names)  # also "export earnings from tea"
            phrase.reporters.extend(owners)
            return end
    return index


_PRICED = frozenset({"cpi", "ppi"})
_BRANCHED = _PRICED | {"exports", "imports", "industrial_output", "retail_sales"}


def _is_kind(sign: Sign, names: list[str]) -> bool:
    """Whether items that begin at a sign stand for one named before: "the polluting fuel"."""
    return sign.symbol == "THE" and names[-1].rsplit(" ", 1)[-1] in items.roles_of("kinds")


def _behind_rate(signs: Sequence[Sign], index: int, phrase: Phrase) -> None:
    """Read what follows a tariff's rate: "a tariff of 25 percent [on steel]", "a duty of 20 percent [in Peru]"."""
    size = len(signs)
    if index < size and signs[index].low == "against" and not phrase.items and not phrase.partners:
        phrase.last = duties.target(signs, index + 1, phrase)  # "duties against Peruvian goods"
        return
    that = index < size and signs[index].symbol == "THAT"
    laid = range(index + 1, min(index + duties.REACH, size - 1)) if that else ()
    on = next((one + 2 for one in laid if _is_laid_on(signs, one)), 0)
    if on and not phrase.items and not phrase.partners:
        duties.target(signs, on, phrase)  # "the duty that Peru has levied on steel"
    at = index + (index < size and signs[index].symbol in ("OF", "AT", "TO"))
    at += at < size and signs[at].symbol == "BETWEEN"
    quoted = at + 1 < size and signs[at].symbol == "QUANTITY"
    if not phrase.items and not phrase.partners and (behind := duties.laid(signs, at + quoted)):
        duties.target(signs, behind, phrase)  # "a tariff of 5 percent will be placed on steel"
        return
    if not quoted:
        return
    at = _past_time(signs, at + 1) - 1  # "tariffs of 5 percent from Monday on steel"
    on_goods = signs[at + 1].symbol == "ON" or signs[at + 1].symbol == "TO" and duties.applied(signs, phrase.first)
    if on_goods and not phrase.items and not phrase.partners:
        duties.target(signs, at + 2, phrase)
    elif signs[at + 1].symbol in ("IN", "THAT") and not phrase.reporters:
        phrase.reporters = area_list(signs, at + 2)[0]  # "a duty of 5 percent that Peru had imposed"


_STARTS = frozenset({"FROM", "IN", "SINCE", "AFTER"})
_TIMES = frozenset({"DAY", "PERIOD", "SINCE"})


def _past_time(signs: Sequence[Sign], index: int) -> int:
    """Where a duty goes on with what it is laid on, past the time that it starts: else `index`."""
    at = index + (index < len(signs) and signs[index].symbol in _STARTS)
    if at + 1 < len(signs) and signs[at].symbol in _TIMES and signs[at + 1].symbol == "ON":
        return at + 1
    return index


def _is_laid_on(signs: Sequence[Sign], index: int) -> bool:
    """Whether the word at `index` lays a duty on what follows."""
    return signs[index].low in items.roles_of("laid") and signs[index + 1].symbol == "ON"


def _place_owner(phrase: Phrase, owners: list[Area]) -> None:
    """Give the adjective before an item its part: imports of American goods come from there, exports go out."""
    if not owners:
        return
    if phrase.metric == "imports":
        phrase.partners.extend(owners)
    elif not phrase.owned:  # "Hong Kong's re-exports", "its exports of Chinese toys" are its own
        phrase.reporters.extend(owners)


def _place_after(phrase: Phrase, preposition: str, areas: list[Area]) -> None:
    """Give the places after a metric word and a preposition their part in it."""
    metric = phrase.metric
    if preposition == "BETWEEN":
        phrase.pair = areas  # "between Peru and Chile", "between the two countries"
    elif metric == "odi":
        (phrase.reporters if preposition in ("BY", "OF", "FROM") else phrase.partners).extend(areas)
    elif metric == "fdi":
        (phrase.partners if preposition in ("BY", "FROM") else phrase.reporters).extend(areas)
    elif metric == "trading_firms" and preposition in ("TO", "WITH"):
        phrase.partners.extend(areas)  # "firms exporting to Peru"
    elif metric == "industrial_output" and preposition in ("TO", "FROM"):
        phrase.partners.extend(areas)  # "sells half of its output to Peru"
    elif metric not in TWO_SIDED:
        phrase.reporters.extend(areas)  # a metric without a counterpart: "the PMI for the euro zone"
    elif preposition in _REPORTING or preposition == "OF":
        origin = metric == "imports" and preposition == "OF" and areas[0].form == "adjective"
        (phrase.partners if origin else phrase.reporters).extend(areas)
    elif metric == "imports" and preposition == "TO" and phrase.reporters and not phrase.partners:
        phrase.partners, phrase.reporters = phrase.reporters, areas  # "Peruvian imports into Chile"
    elif (
        metric == "imports"
        and preposition in ("TO", "FOR", "AT")
        or metric == "exports"
        and preposition in ("FROM", "AT")
        or (metric not in TWO_SIDED or metric in ("trade_surplus", "trade_deficit"))
        and preposition == "FOR"
        or preposition == "FOR"
        and phrase.form.rpartition(" ")[2] in items.roles_of("counterparts")  # "the top export market for Peru"
    ):
        away = metric == "exports" and preposition == "FROM" and phrase.owned
        # "its oil from Peru to Chile"
        phrase.reporters.extend(area for area in areas if not away or area.form == "part")
    elif metric == "tariff_rate" and preposition in ("FROM", "ON", "WITH"):
        phrase.partners.extend(areas)
    elif metric == "tariff_rate" and preposition in ("TO", "AT"):
        phrase.reporters.extend(areas)  # "a duty on exports to Peru", "at the Peruvian border"
    elif preposition == "AT":
        phrase.reporters.extend(area for area in areas if area.form == "part")  # "imports at the port of Santos"
    else:
        phrase.partners.extend(areas)
