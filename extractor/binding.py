"""Binding: from the quantities of a sentence to drafts of claims.

Two layers that can be read apart. A construction (`constructions.py`) says what a quantity does in its clause: its
measure, its direction, whether it is the clause's own figure or the earlier one. A scored choice over candidates, with
its weights in `data/weights.csv`, says of which metric phrase it is said, and from where it takes its period.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from extractor import constructions, items
from extractor.areas import Area
from extractor.clauses import Sign
from extractor.constructions import ALPHABET, SYMBOLS
from extractor.phrases import Phrase, noun_phrase
from extractor.quantities import Quantity
from extractor.tables import table
from extractor.vocabulary import BALANCES

BOUNDARIES = frozenset("J;T")
VERBS = frozenset("RFHEXSW$")
RATES = frozenset({"gdp", "cpi", "ppi", "industrial_output", "retail_sales"})
PHYSICAL_METRICS = frozenset({"exports", "imports", "trade", "trade_surplus", "trade_deficit", "industrial_output", "retail_sales", "port_throughput"})


class Unit(NamedTuple):
    """One character of a clause: the signs `first` to `last` (exclusive) it stands for, and its metric phrase if any."""

    char: str
    first: int
    last: int
    phrase: Phrase | None
    quantity: Quantity | None = None


@dataclass(slots=True)
class Draft:
    """A claim on its way: the quantity, where it stands, the construction, and the phrase it is said of."""

    quantity: Quantity
    at: int  # its unit
    construction: str
    measure: str
    slot: str
    direction: int
    phrase: Phrase | None  # None: the metric carried over from before
    status: str = "actual"
    carried: bool = False
    like: Draft | None = None  # the draft it restates or goes on from
    reason: str = ""
    bound: str = "="
    items: list[str] = field(default_factory=list)
    candidates: str = ""
    unit: str = ""
    spoken: Phrase | None = None  # whose surplus or deficit it is, where that is not said again
    partner: str = ""  # given by a list it belongs to
    metric: str = ""  # given by a list it belongs to
    spread: tuple[str, tuple[str, ...]] = ("", ())  # the field and the values that "each" gives it to one by one
    given: Draft | None = None  # the draft whose unit it shares
    factor: Decimal = Decimal(1)  # the scale it shares with the quantity it follows


@cache
def weights() -> Mapping[str, Mapping[str, float]]:
    """The weights of each decision, by feature."""
    out: dict[str, dict[str, float]] = {}
    for row in table("weights"):
        out.setdefault(row["decision"], {})[row["feature"]] = float(row["weight"])
    return out


def units(signs: Sequence[Sign], phrases: Sequence[Phrase]) -> list[Unit]:
    """The units of a sentence: one for each metric phrase and each other sign, runs of plain words collapsed."""
    out: list[Unit] = []
    heads = {phrase.first: phrase for phrase in phrases}
    index = 0
    while index < len(signs):
        phrase = heads.get(index)
        if phrase is None:
            out.append(_unit(signs, out, index, index + 1))
            index += 1
            continue
        char = ALPHABET["OTHER" if phrase.metric == "other" else "METRIC"]
        if phrase.kind != "verb":
            out.append(Unit(char, index, phrase.last, phrase))
            index = phrase.last
            continue
        # The object of a verb holds the quantity: the verb is a unit, then each sign up to the quantity, then its object.
        out.append(Unit(char, index, phrase.head + 1, phrase))
        index = phrase.head + 1
        seen = False
        while index < phrase.last:
            symbol = signs[index].symbol
            if symbol == "QUANTITY" or not seen or symbol in ("WORTH", "OPEN", "CLOSE"):
                out.append(_unit(signs, out, index, index + 1))
                seen |= symbol == "QUANTITY"
            elif out[-1].char == ALPHABET["OBJECT"]:
                out[-1] = Unit(out[-1].char, out[-1].first, index + 1, None)
            else:
                out.append(Unit(ALPHABET["OBJECT"], index, index + 1, None))
            index += 1
    collapsed: list[Unit] = []
    for unit in out:
        if unit.char == "_" and collapsed and collapsed[-1].char == "_":
            collapsed[-1] = Unit("_", collapsed[-1].first, unit.last, None)
        else:
            collapsed.append(unit)
    return collapsed


def _unit(signs: Sequence[Sign], out: list[Unit], first: int, last: int) -> Unit:
    sign = signs[first]
    return Unit(ALPHABET[sign.symbol], first, last, None, sign.quantity if sign.symbol == "QUANTITY" else None)


def flattened(clause: str, at: int) -> tuple[str, int]:
    """A clause without the brackets that do not hold the unit `at`, and where that unit then stands."""
    out: list[str] = []
    place, last = at, 0
    for found in re.finditer(r"\([^()]*\)", clause):
        first, end = found.span()
        if first < at < end:
            continue
        out.append(clause[last:first])
        last = end
        if end <= at:
            place -= end - first
    out.append(clause[last:])
    return "".join(out), place


def _share_unit(draft: Draft, before: Sequence[Draft]) -> None:
    """Give a bare number the unit, and a number without scale the scale, of the figure it is set beside."""
    quantity = draft.quantity
    if quantity.unit != "count" or quantity.counted or quantity.stated or quantity.form != "number":
        return
    given = next((other for other in reversed(before) if not other.reason and other.quantity.form == "number"), None)
    if given is None or given.unit in ("count", "month", "quarter", "year"):
        return
    draft.given = given
    if given.unit in ("PCT", "PP"):
        draft.unit = given.unit if not quantity.scaled else draft.unit
        return
    draft.unit = given.unit
    if not quantity.scaled:
        number = re.sub(r"[^0-9.]", "", given.quantity.text.split(" ")[0]).strip(".")
        if number and Decimal(number):
            factor = given.quantity.value * given.factor / Decimal(number)
            if factor > 1 and Decimal("0.02") < quantity.value / Decimal(number) < 50:
                draft.factor = factor


def describe(clause: str, at: int) -> str:
    """A clause in words, the quantity decided on in brackets."""
    return " ".join(f"[{SYMBOLS[char]}]" if index == at else SYMBOLS[char] for index, char in enumerate(clause))


def kind_of(quantity: Quantity) -> str:
    """The letter of a quantity's kind, as constructions name it."""
    if quantity.form == "ordinal":
        return "o"
    if quantity.form == "multiple":
        return "m"
    if quantity.form == "fraction":
        return "f"
    return "p" if quantity.unit in ("PCT", "PP") else "a"


@cache
def _countable() -> Mapping[str, tuple[tuple[str, re.Pattern[str]], ...]]:
    """For each noun of `counted.csv` the metrics that may be meant, with the words that must stand beside it."""
    out: dict[str, tuple[tuple[str, re.Pattern[str]], ...]] = {}
    for row in table("counted"):
        beside = re.compile(rf"\b(?:{row['beside']})\b", re.IGNORECASE)
        for noun in row["nouns"].split("|"):
            out[noun] = (*out.get(noun, ()), (row["metric"], beside))
    return out


def counted(quantity: Quantity, passage: str) -> str:
    """The metric that a number of things is in its passage ("11 new routes" of a port), or ""."""
    if quantity.unit != "count" or not quantity.counted:
        return ""
    noun = items.singular(quantity.counted.lower())
    return next((metric for metric, beside in _countable().get(noun, ()) if beside.search(passage)), "")


def bind(
    signs: Sequence[Sign], phrases: Sequence[Phrase], carried: Phrase | None, passage: str = ""
) -> tuple[list[Unit], list[Draft]]:
    """Bind each quantity of a sentence; `carried` is the phrase that the sentence before was about, if any.

    `passage` is the text of the sentence and the one before, which tells what a bare number of things is a number of.

    Gives the units of the sentence and a draft for each quantity, in order; a draft with a `reason` gives no claim.
    """
    clause_units = units(signs, phrases)
    clause = "".join(unit.char for unit in clause_units)
    drafts: list[Draft] = []
    for at, unit in enumerate(clause_units):
        if unit.char != "Q":
            continue
        quantity = signs[unit.first].quantity
        metric = counted(quantity, passage)
        if metric:
            phrase = Phrase(metric, "counted", quantity.counted, unit.first, unit.first, unit.last)
            drafts.append(Draft(quantity, at, "counted", "level", "now", 0, phrase, bound=quantity.bound))
            drafts[-1].status = _status(clause, at, drafts[-1], drafts[:-1])
            continue
        drafts.append(_draft(clause, clause_units, at, quantity, signs, carried, drafts))
    _distribute(signs, clause_units, clause, drafts)
    return clause_units, drafts


def _distribute(signs: Sequence[Sign], units_: Sequence[Unit], clause: str, drafts: Sequence[Draft]) -> None:
    """Give each quantity of a list its own part, and each part of a list its own claim where the text says so.

    "Cars, steel and ships rose 5, 6 and 7 percent", "to Japan and Korea by 5 and 6 percent, respectively";
    "exports and imports both rose 5 percent", "shipments to A and B fell 9 percent each".
    """
    for draft in drafts:
        if draft.reason:
            continue
        if draft.construction == "bracketed" or re.search(r"\([RF.]_?$", clause[: draft.at]):
            draft.items = _bracketed(signs, units_[draft.at].first)
        _spread(units_, clause, draft)
    run: list[Draft] = []
    for one in [*drafts, None]:
        if one is not None and (not run or _lists_on(clause, run[-1], one)):
            run.append(one)
            continue
        if len(run) > 1 and not any(member.reason for member in run):
            _share_out(signs, units_, clause, run)
        run = [one] if one is not None else []


def _lists_on(clause: str, before: Draft, draft: Draft) -> bool:
    """Whether two quantities stand in one list: a comma or "and" between them, and figures of one kind."""
    between = clause[before.at + 1 : draft.at]
    return (
        bool(re.fullmatch("[,&Dbto_]{1,4}", between))
        and bool(set(between) & set(",&"))
        and kind_of(before.quantity) == kind_of(draft.quantity)
    )


def _spread(units_: Sequence[Unit], clause: str, draft: Draft) -> None:
    """Note the parts that "each" or "both" gives a quantity to one by one."""
    phrase = draft.phrase
    assert phrase is not None
    place = next((index for index, unit in enumerate(units_) if unit.phrase is phrase), draft.at)
    if "c" not in clause[max(0, min(place, draft.at) - 1) : draft.at + 3]:
        return
    partners = [area.code for area in phrase.partners]
    if len(partners) > 1 and all(partners):
        draft.spread = ("partner", tuple(partners))
    elif len(phrase.items) > 1:
        draft.spread = ("item", tuple(phrase.items))
    elif phrase.sides:
        draft.spread = ("metric", phrase.sides)


def _share_out(signs: Sequence[Sign], units_: Sequence[Unit], clause: str, run: Sequence[Draft]) -> None:
    """Give the quantities of a run the parts of a list as long: metrics, partners or items."""
    size, phrase = len(run), run[0].phrase
    assert phrase is not None
    first = run[0].at
    told = "K" in clause
    if told and len(phrase.sides) == size:
        for draft, metric in zip(run, phrase.sides, strict=True):
            draft.metric = metric
        return
    if len(phrase.items) == size:
        for draft, name in zip(run, phrase.items, strict=True):
            draft.items = [name]
        return
    if not told:
        return
    metrics = [unit.phrase for unit in units_[:first] if unit.phrase is not None and unit.phrase.metric != "other"]
    heads = [index for index, unit in enumerate(units_[:first]) if unit.char == "M"]
    if len(heads) >= size and not set(clause[heads[-size] : heads[-1]]) - set("M,&D_"):
        for draft, one in zip(run, metrics[-size:], strict=True):
            draft.phrase, draft.like = one, None
        return
    partners = [area.code for area in phrase.partners]
    if len(partners) != size:
        places = [index for index in range(first) if clause[index] == "A"]
        listed = len(places) >= size and not set(clause[places[-size] : places[-1]]) - set("A,&D_")
        partners = [_code(signs, units_[index]) for index in places[-size:]] if listed else []
    if len(partners) == size and all(partners):
        for draft, code in zip(run, partners, strict=True):
            draft.partner = code
        return
    for draft, name in zip(run, _list_before(signs, units_[first].first, size), strict=False):
        draft.items = [name]


def _code(signs: Sequence[Sign], unit: Unit) -> str:
    area = signs[unit.first].value
    assert isinstance(area, Area)
    return area.code


def _bracketed(signs: Sequence[Sign], end: int) -> list[str]:
    """The item that a bracket with the quantity at the sign `end` is said of: "rubber products (+36.2%)"."""
    while end > 0 and signs[end].symbol != "OPEN":
        end -= 1
    first = end
    while first > 0 and (
        signs[first - 1].symbol in ("AND", "COMMA", "DASH")
        or (signs[first - 1].symbol == "WORD" and items.roles().get(signs[first - 1].low, "") != "stop")
    ):
        first -= 1
    while first < end and signs[first].symbol in ("AND", "COMMA", "DASH"):
        first += 1
    words = [sign.low for sign in signs[first:end]]
    names: list[str] = []
    part: list[str] = []
    for word in [*words, ","]:
        if word in (",", "and", "&"):
            names += [items.name(part)] if part else []
            part = []
        else:
            part.append(word)
    return names


def _list_before(signs: Sequence[Sign], end: int, size: int) -> list[str]:
    """The items of the list of `size` that stands last before the sign `end`, or nothing."""
    index, best = 0, []
    while index < end:
        names, _, after = noun_phrase(signs[:end], index)
        if len(names) == size:
            best = names
        index = max(after, index + 1)
    return best


def _draft(
    clause: str,
    units_: Sequence[Unit],
    at: int,
    quantity: Quantity,
    signs: Sequence[Sign],
    carried: Phrase | None,
    before: list[Draft],
) -> Draft:
    draft = Draft(quantity, at, "", "", "now", 0, None, bound=quantity.bound, unit=quantity.unit)
    _share_unit(draft, before)
    kind = "p" if draft.unit == "PCT" and quantity.form == "number" else kind_of(quantity)
    flat, place = flattened(clause, at)
    fit = constructions.match(flat[:place], flat[place + 1 :], kind)
    if fit is None:
        draft.reason = "no construction fits"
        return draft
    draft.construction = fit.construction.name
    draft.measure = fit.construction.measure
    draft.slot = fit.construction.slot
    draft.direction = fit.direction
    previous = before[-1] if before else None
    if draft.slot == "same":
        if previous is None or previous.reason:
            draft.reason = "goes on from a quantity that gave no claim"
            return draft
        draft.like = previous
    if draft.construction == "exceed" and draft.bound == "=":
        draft.bound = ">"
    if draft.construction == "restated":
        assert previous is not None
        draft.phrase, draft.carried, draft.measure = previous.phrase, previous.carried, previous.measure
        draft.slot, draft.status, draft.items = previous.slot, previous.status, previous.items
        draft.bound = quantity.bound if quantity.bound != "=" else previous.bound
        return draft
    left = clause[:at]
    draft.status = _status(clause, at, draft, before)
    if not draft.status:
        draft.reason = "hypothetical or denied"
        return draft
    _choose(clause, units_, draft, previous if previous is not None and not previous.reason else None, carried)
    if draft.reason:
        return draft
    draft.reason = _elsewhere(clause, draft, units_, signs)
    if draft.reason:
        return draft
    if left.endswith(("&", "&D")) and previous is not None and previous.slot == "then" and not previous.reason and draft.slot == "now":
        draft.slot = "then"
    _settle(clause, draft, previous)
    return draft


def _elsewhere(clause: str, draft: Draft, units_: Sequence[Unit], signs: Sequence[Sign]) -> str:
    """Why a quantity that a construction fits says nothing of a metric all the same, or ""."""
    right = clause[draft.at + 1 :]
    if draft.measure == "share" and re.match("o[^QM]{0,3}M[RF+]", right):
        return "a contribution to growth"
    after = units_[draft.at + 2].quantity if draft.at + 2 < len(units_) else None
    if draft.construction == "multiple" and (
        re.match("l_l", right) or (right.startswith("tQ") and after is not None and after.unit == "PCT")
    ):
        return "a comparison of sizes"
    follows = [sign.low for sign in signs[units_[draft.at].first + 1 : units_[draft.at].first + 3]]
    if len(follows) == 2 and follows[0] in ("a", "an", "per", "/") and follows[1] in items.roles_of("measures"):
        return "a price or rate per unit"
    if draft.measure == "share" and draft.phrase is not None and draft.phrase.metric == "tariff_rate":
        return "a share of tariffs"
    if draft.quantity.unit == "PCT" and draft.measure == "growth" and "B" in clause[_segment(clause, draft.at) : draft.at] and draft.construction != "from-rate":
        return "growth of a share"
    if re.match(r"[RF+]iM\?", right):
        return "hypothetical or denied"
    percent = draft.quantity.unit == "PCT"
    if percent and not draft.construction.startswith(("share", "part")) and re.match("o[DA_']+(?!.{0,2}M)", right) and not draft.direction:
        return "a share of something else"
    counted = draft.quantity.counted.lower()
    if draft.quantity.unit == "count" and counted and draft.construction != "verb-object" and not right.startswith("M"):
        phrase = draft.phrase
        assert phrase is not None
        name = items.singular(counted)
        if counted not in ("units", "unit") and not items.known(counted) and not any(name in item for item in phrase.items):
            return f'a count of "{counted}"'
    return ""


def _segment(clause: str, at: int) -> int:
    """Where the clause part of the quantity at `at` begins: after the last boundary."""
    start = at
    while start > 0 and clause[start - 1] not in "J;":
        start -= 1
    return start


def _status(clause: str, at: int, draft: Draft, before: Sequence[Draft]) -> str:
    """`actual`, `forecast`, `target`, or "" where nothing is claimed (a hypothesis or a denial)."""
    start = _segment(clause, at)
    last = max((other.at for other in before if other.at >= start), default=start - 1)
    own = clause[last + 1 : at]
    right = clause[at + 1 : at + 3]
    own = _governing(own)
    if "G" in own or right[:1] == "G" or right in ("_G", "-G") or re.search("t[RF]M[tb][Dd_]*$", clause[:at]):
        return "target"
    if "x" in own.replace("hx", "") or right[:1] == "x" or right in ("_x", "Rx", "Fx"):
        return "forecast"
    if draft.slot == "then" or last < start:
        return "actual" if last >= start else _mood(own, clause[start:at])
    earlier = next(other for other in before if other.at == last)
    return earlier.status if earlier.slot == "now" and not earlier.reason else _mood(own, clause[start:at])


def _governing(own: str) -> str:
    """The part of a clause whose words of expecting or aiming govern its figure.

    Those before a metric govern it when an infinitive or a modal follows ("expects exports to rise by"), or when they
    stand at the metric itself ("a target for exports of"); "aims to widen its trade, which reached" they do not.
    """
    head, metric, rest = own.rpartition("M")
    if not metric or set(rest) & set("tv") or not set(rest) & set("RFHEXSW"):
        return own
    return rest


def _mood(own: str, segment: str) -> str:
    """`forecast` where the clause speaks of what will be, "" where it only supposes, else `actual`."""
    if "?" in segment:
        return ""
    if "v" in own:
        return "forecast"
    return "actual"


def _choose(
    clause: str, units_: Sequence[Unit], draft: Draft, previous: Draft | None, carried: Phrase | None
) -> None:
    """Choose the phrase that a quantity is said of, by score; sets `phrase`, or `carried`, or `reason`."""
    table_of = weights()["metric"]
    at = draft.at
    scored: list[tuple[float, int, Phrase, str]] = []
    places = [(index, unit.phrase) for index, unit in enumerate(units_) if unit.phrase is not None]
    left = [index for index, _ in places if index < at]
    owned = draft.measure != "share" and bool(re.match(r"[_d]?M|[iof][Dd_]*M", clause[at + 1 :]))
    for index, phrase in places:
        features = _features(clause, index, at, phrase, left, draft, previous, owned)
        total = table_of["bias"] + sum(table_of[name] * value for name, value in features.items())
        scored.append((total, -index, phrase, f"{phrase.form}={total:.1f}"))
    if carried is not None and draft.construction not in ("quantity-metric", "verb-object", "metric-quantity"):
        lead = re.split("[TJ;]", clause[:at])[-1]
        pronoun = bool(re.search("(?<!O)[YI]", lead)) and not set(clause[: at - len(lead)]) & set("MN")
        stranger = not pronoun and "_" in lead and "x" not in lead
        features = {
            "carried": 1.0,
            "carried_by_pronoun": float(pronoun),
            "carried_past_stranger": float(stranger and not places),
            "unit_misfit": float(_misfit(carried, draft)),
        }
        total = sum(table_of[name] * value for name, value in features.items())
        scored.append((total, -at - 1000, carried, f"carried {carried.form}={total:.1f}"))
    if previous is not None and previous.phrase is not None and previous.phrase not in [phrase for _, phrase in places]:
        gap = clause[previous.at + 1 : at]
        total = table_of["goes_on"] + table_of["boundaries_between"] * sum(char in "J;MN" for char in gap)
        scored.append((total, -at - 999, previous.phrase, f"goes on {previous.phrase.form}={total:.1f}"))
    if not scored:
        draft.reason = "no metric in reach"
        return
    scored.sort(key=lambda entry: entry[:2], reverse=True)
    draft.candidates = ", ".join(entry[3] for entry in scored[:4])
    best = scored[0]
    if best[0] < 0:
        draft.reason = "no metric near enough"
        return
    if best[2].metric == "other" and carried is not None and f" {carried.form}".endswith(f" {best[2].form}"):
        draft.phrase, draft.carried = carried, True  # "sales" after "retail sales"
        return
    if best[2].metric == "other":
        draft.reason = f'said of "{best[2].form}"'
        return
    if _misfit(best[2], draft):
        draft.reason = f'its unit does not fit "{best[2].form}"'
        return
    if best[2].kind == "weak" and best[2].metric in ("trade_surplus", "trade_deficit"):
        spoken = [phrase for index, phrase in places if index < at and phrase is not best[2] and phrase.kind != "weak"]
        hidden = [span for span in _asides(clause) if not span[0] <= at < span[1]]
        spoken = [one for one in spoken if not any(first <= place < last for place, phrase in places if phrase is one for first, last in hidden)]
        draft.spoken = spoken[-1] if spoken else carried
        if previous is not None and previous.phrase is not None and previous.phrase.metric == best[2].metric and draft.slot == "then":
            draft.phrase, draft.carried = previous.phrase, previous.carried  # "rose from a 5 million deficit"
            return
        if spoken and spoken[-1].metric == "other":
            draft.reason = f'said of "{spoken[-1].form}"'
            return
    draft.phrase = best[2]
    draft.carried = best[2] not in [phrase for _, phrase in places]


def _features(
    clause: str, index: int, at: int, phrase: Phrase, left: Sequence[int], draft: Draft, previous: Draft | None, owned: bool
) -> dict[str, float]:
    """The features of the phrase at unit `index` as what the quantity at unit `at` is said of."""
    features: dict[str, float] = {}
    hidden = {unit for first, last in _asides(clause) if not first <= at < last for unit in range(first, last)}
    features["aside"] = float(index in hidden)
    left = [place for place in left if place not in hidden or place == index]
    if index > at:
        between = clause[at + 1 : index]
        link = re.sub(r"\([^()]*\)", "", between).strip("_-dDyqYRF+m<")
        adjacent = not between.strip("_-dDyq")
        linked = adjacent or link in ("i", "o", "f", "n", "$o", "$", "k$o")
        features["right"] = 1.0
        features["is_right_adjacent"] = float(adjacent)
        whole = draft.measure == "share" and between.startswith("o")
        features["is_right_linked"] = float(linked and not adjacent and not whole)
        features["is_right_whole"] = float(whole)
        features["boundaries_between"] = float(sum(char in BOUNDARIES or char in ",Q" for char in re.sub(r"\([^()]*\)", "", between)))
    else:
        between = "".join(clause[unit] for unit in range(index + 1, at) if unit not in hidden)
        features["whole_after_part"] = float(clause[max(0, index - 2) : index] in ("Mi", "Mt", "Mo") and "B" in clause[:index])
        features["inside_other"] = float(clause[max(0, index - 2) : index] in ("Nf", "No", "Ni", "Nn", "Nr"))
        features["whole_of_other"] = float(phrase.dependent == "OF" and clause[max(0, index - 2) : index] in ("Qo", "QD"))
        features["part_of"] = float(clause[max(0, index - 2) : index] == "Bo")
        features["is_left_of"] = float(between in ("o", "oD", "a", ""))
        features["nearest_left"] = float(bool(left) and index == left[-1])
        features["phrases_between"] = float(between.count("M") + between.count("N"))
        again = bool(re.search("[J;T][^MN]*I", between))  # "the deficit widened, but it narrowed from"
        features["boundaries_between"] = float(sum(char in BOUNDARIES for char in between) - again) + 0.3 * between.count(",")
        features["verb_between"] = float(any(char in VERBS for char in between))
        features["dependent"] = float(bool(phrase.dependent) and phrase.dependent not in ("IN", "OF", "WITH"))
        features["dependent_by"] = float(phrase.dependent == "BY")
        features["first_of_sentence"] = float(bool(left) and index == left[0])
        if phrase.metric == "other":
            features["other_far"] = float(not left or index != left[-1])
    features["of_previous"] = float(
        (draft.slot in ("then", "same") or draft.construction in ("share-of-it", "share-of-total", "bracketed"))
        and previous is not None
        and phrase is previous.phrase
        and sum(char in "MN" for char in clause[previous.at + 1 : at]) <= (previous.at < index < at)
        and not owned
    )
    features["weak"] = float(phrase.kind == "weak")
    features["unit_misfit"] = float(_misfit(phrase, draft))
    return features


def _asides(clause: str) -> list[tuple[int, int]]:
    """The spans of a clause that stand aside: between brackets, or between two dashes."""
    spans = [match.span() for match in re.finditer(r"\([^()]*\)", clause)]
    spans += [match.span() for match in re.finditer(r"--[^-]*--", clause)]
    spans += [match.span() for match in re.finditer(r"(?<=A),[^,Q]*N[^,Q]*,", clause)]
    return spans + [match.span() for match in re.finditer(r",T[^,]*,", clause)]


def _misfit(phrase: Phrase, draft: Draft) -> bool:
    """Whether a quantity's unit cannot be said of a metric (tonnes of a tariff, a bare count of a surplus)."""
    unit, metric = draft.unit, phrase.metric
    if metric == "other":
        return False
    if unit in ("PCT", "PP", "month", "quarter", "year"):
        return metric in ("shipping_routes", "trading_firms", "freight_trains") and unit != "PCT"
    if metric in ("tariff_rate", "cpi", "ppi"):
        return True
    if unit == "count":
        if metric in ("shipping_routes", "trading_firms", "freight_trains", "pmi"):
            return False
        return metric not in PHYSICAL_METRICS
    money = len(unit) == 3 and unit.isupper() and unit != "TEU"
    if metric in ("shipping_routes", "trading_firms", "freight_trains", "pmi"):
        return True
    return not money and metric not in PHYSICAL_METRICS


def _settle(clause: str, draft: Draft, previous: Draft | None) -> None:
    """Settle what the construction left to the metric: measure and direction."""
    phrase = draft.phrase
    assert phrase is not None
    quantity = draft.quantity
    percent = draft.unit in ("PCT", "PP")
    left = clause[: draft.at]
    if draft.like is not None:
        draft.measure = draft.like.measure if (draft.like.quantity.unit in ("PCT", "PP")) == percent else draft.measure
        draft.direction = draft.direction or draft.like.direction
        draft.slot = draft.like.slot
        if not draft.measure:
            draft.measure = "level" if not percent else "growth"
    if not percent and quantity.form == "number":
        if draft.measure not in ("level", "change"):
            draft.measure = "level"
    elif quantity.unit == "PP" and draft.measure != "share":
        draft.measure = "change"
    elif percent and not draft.measure:
        draft.measure, direction = _rate(clause, draft, phrase.metric, previous)
        draft.direction = direction or draft.direction
    if phrase.metric == "tariff_rate" and percent and draft.measure in ("growth", "share"):
        draft.measure = "level"
        draft.direction = 0
    if phrase.metric in ("cpi", "ppi", "gdp") and percent and draft.measure in ("level",):
        draft.measure = "growth"
    if phrase.metric == "pmi" and not percent:
        draft.measure = "level"
    if draft.measure in ("level", "share") or draft.measure == "streak" and not draft.direction:
        draft.direction = 0 if draft.measure != "streak" else draft.direction
    if draft.measure == "streak" and not draft.direction:
        draft.reason = "a streak without a direction"
    if draft.measure == "growth" and not draft.direction:
        draft.direction = _direction(left, phrase)


def _rate(clause: str, draft: Draft, metric: str, previous: Draft | None) -> tuple[str, int]:
    """Measure and direction of a percentage whose construction leaves them to the metric."""
    left = clause[: draft.at]
    if metric == "tariff_rate":
        return "level", 0
    if re.match("o[DY_]*M", clause[draft.at + 1 :]):
        return "share", 0
    if metric in ("gdp", "cpi", "ppi"):
        return ("share", 0) if "B" in left else ("growth", 1)
    if "B" in left:
        return "share", 0
    moved = draft.slot == "then" or (draft.construction == "direction-to" and previous is not None and previous.slot == "then")
    if moved and previous is not None and not previous.reason:
        return previous.measure, previous.direction if previous.measure == "growth" else 0
    if "+" in left[_segment(clause, draft.at) :]:
        return "growth", 1  # "export growth slowed to 3 percent"
    if draft.construction == "bracketed" and previous is not None and not previous.reason and previous.measure == "share":
        if not set(clause[previous.at : draft.at]) & set("RF+"):
            return "share", 0
    if draft.construction == "bracketed" or "R" in left or "F" in left:
        return "growth", 0
    if metric in RATES:
        return "growth", 0
    return ("growth", 0) if draft.construction in ("expected", "quantity-expected", "gapped", "listed") else ("share", 0)


def _direction(left: str, phrase: Phrase) -> int:
    """The direction of a rate that its construction does not tell: that of the last rise or fall to its left."""
    if phrase.metric in ("gdp", "cpi", "ppi"):
        return 1
    for char in reversed(left):
        if char in "RF+":
            return -1 if char == "F" else 1
    return 1
