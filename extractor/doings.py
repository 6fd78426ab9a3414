"""Verbs that are a metric only by what they govern: to charge a rate, to make or handle goods, to invest
abroad, to deal with the world."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import pairwise

from extractor import items
from extractor.areas import Area
from extractor.chart import Chart
from extractor.governing import IN_TURN
from extractor.nouns import noun_phrase
from extractor.period_grammar import PeriodMention
from extractor.phrases import Phrase
from extractor.signs import Sign, shows, shows_any
from extractor.vocabulary import Metric

_SELLING = frozenset({"the", "sale", "sales", "of", "selling"})  # "from the sale of tea"
_ECONOMIES = frozenset({"AREA", "IT"})


def check(signs: Sequence[Sign], phrase: Phrase, kind: str) -> None:
    """Take the metric from a phrase of such a `kind` whose object is none of ours; tell whose an investment is."""
    known = kind in ("laid", "makes") and any(map(items.known, phrase.items))
    if kind == "laid" and not (phrase.partners or known):
        phrase.metric = "other"  # "charges 3 percent on every payment"
    elif kind in ("gets", "sends", "deals") and not _is_of_economy(signs, phrase):
        phrase.metric = "other"  # "the retailer buys 30 percent of its shoes from Peru"
    elif kind in ("gets", "sends") and not phrase.items:
        phrase.metric = "other"  # "the company gets 5 percent of its revenue from China"
    elif kind == "makes" and phrase.metric == "port_throughput" and (flow := _of_flow(signs, phrase)):
        phrase.metric = flow  # "Santos handled 5 million tonnes of maize exports"
    elif kind == "makes" and not _makes(signs, phrase, known):
        phrase.metric = "other"  # "made 5 changes", "handled 5 million passengers"
    elif phrase.form in items.roles_of("goes out") and not any(map(items.known, phrase.items)):
        phrase.metric = "other"  # "3 million Poles went abroad"
    elif kind == "earns":
        _earn(signs, phrase)
    elif phrase.metric == "odi" and phrase.kind in ("verb", "weak"):
        _invest(signs, phrase)


def _is_of_economy(signs: Sequence[Sign], phrase: Phrase) -> bool:
    """Whether an economy, or "it", does what a phrase says; also one that is called the world's greatest buyer."""
    before = signs[max(phrase.head - 12, 0) : phrase.head]
    lows = {sign.low for sign in before}
    greatest = "world" in lows and not lows.isdisjoint(items.roles_of("buyers of the world"))
    return bool(phrase.reporters) or shows_any(before, _ECONOMIES) or greatest


def _makes(signs: Sequence[Sign], phrase: Phrase, known: bool) -> bool:
    """Whether what a verb of making or handling has as its object is a good, or cargo."""
    amount = next((sign.quantity for sign in signs[phrase.head :] if sign.symbol == "QUANTITY"), None)
    if amount is not None and amount.unit == "count":
        return known or bool(items.known(amount.counted.lower()))
    if amount is not None and amount.unit == "PCT" and phrase.metric == "industrial_output" and not known:
        return _of_world(signs, phrase.head)
    weighed = amount is not None and amount.unit in items.roles_of("weights") and phrase.form != "made"
    return known or weighed and bool(phrase.items) or phrase.metric == "port_throughput"


def _of_flow(signs: Sequence[Sign], phrase: Phrase) -> str:
    """The metric of the exports or imports that the amount which a verb governs is one of, or ""; notes their items."""
    amount = next((at for at in range(phrase.head, len(signs)) if signs[at].symbol == "QUANTITY"), len(signs))
    first = amount + 2
    while first < len(signs) and signs[first].symbol in ("PERIOD", "THE"):
        first += 1
    last = next((at for at in range(first, min(first + FLOW, len(signs))) if signs[at].symbol != "WORD"), len(signs))
    flow = signs[last].value if last < len(signs) and signs[amount + 1].symbol == "OF" else None
    if not isinstance(flow, Metric) or flow.code not in ("exports", "imports"):
        return ""
    phrase.items = noun_phrase(signs[:last], first)[0] if first < last else []
    after = last + 2 if [sign.symbol for sign in signs[last + 1 : last + 2]] == ["IN"] else last + 1
    times = (sign.value for sign in [*signs[amount:first], *signs[after : after + 1]])
    phrase.periods = [one for one in times if isinstance(one, PeriodMention)]
    phrase.last = max(phrase.last, last + 1)
    return flow.code


FLOW = 5  # words from an amount to the flow that it is one of


def _of_world(signs: Sequence[Sign], head: int) -> bool:
    """Whether the object of a verb is a part of the world's goods: "mined 65 percent of the world's graphite"."""
    at = next((n + 1 for n in range(head, len(signs)) if signs[n].symbol == "QUANTITY"), head)
    while at < len(signs) and signs[at].symbol in ("OF", "THE"):
        at += 1
    if at + 1 >= len(signs) or signs[at].low not in items.roles_of("whole world"):
        return False
    names, _, _ = noun_phrase(signs, at + 1 + (signs[at + 1].symbol == "POSSESSIVE"))
    return bool(names) and all(items.headed(name) for name in names)


def _earn(signs: Sequence[Sign], phrase: Phrase) -> None:
    """Tell what goods earn an economy: the subject is the item, the object who exports it."""
    subject = [one for one in signs[max(phrase.head - 4, 0) : phrase.head] if one.symbol == "AREA"]
    who = subject[-1].value if subject else None
    from_goods = shows(signs[phrase.head : phrase.head + 4], "FROM")  # "Mali earned $5 million from gold"
    if isinstance(who, Area) and from_goods:
        goods = next((at + 1 for at in range(phrase.head, len(signs)) if signs[at].symbol == "FROM"), len(signs) - 1)
        while goods + 1 < len(signs) and signs[goods].low in _SELLING:
            goods += 1
        phrase.reporters, phrase.partners, phrase.items = [who], [], noun_phrase(signs, goods)[0][:1]
        return
    first = phrase.head
    while first and signs[first - 1].low in items.roles_of("nameless"):
        first -= 1
    if first and signs[first - 1].symbol == "COMMA":  # "tea, the pride of Kenya, earned"
        first = next((at for at in range(first - 2, 0, -1) if signs[at].symbol == "COMMA"), first)
    end = first
    while first and (
        signs[first - 1].symbol in ("WORD", "AND", "DASH") or signs[first - 1].low in items.roles_of("nameless")
    ):
        first -= 1
    while first < end and signs[first].symbol in ("AND", "DASH"):
        first += 1
    names, _, _ = noun_phrase(signs[:end], first)
    last = names[-1].split(" ") if names else []
    tails = (" ".join(last[start:]) for start in range(len(last)))
    told = next((tail for tail in tails if items.known(tail)), " ".join(last))  # "measure wool"
    phrase.items = [*names[:-1], told] if names else []
    behind = phrase.head + 1
    while behind < len(signs) and signs[behind].symbol in IN_TURN:
        behind += 1
    theirs = shows(signs[behind : behind + 1], "FOR") and shows(signs[behind : behind + 3], "AREA")
    if theirs or phrase.head + 1 < len(signs) and signs[phrase.head + 1].symbol == "AREA":
        phrase.reporters, phrase.partners = phrase.partners, []


def _invest(signs: Sequence[Sign], phrase: Phrase) -> None:
    """Tell whose investment it is: of foreigners in an economy, of an economy abroad, or of a company (no claim)."""
    subject = signs[max(phrase.first - 8, 0) : phrase.head]
    if phrase.partners and any(sign.low in items.roles_of("outsiders") for sign in subject):
        phrase.metric, phrase.reporters, phrase.partners = "fdi", phrase.partners, []
        phrase.items = []  # who invests is none
        return
    owned = phrase.reporters or shows_any(signs[: phrase.first], _ECONOMIES)
    if phrase.kind == "verb" and not owned:
        phrase.metric = "other"


def bargained(chart: Chart, phrase: Phrase, at: int) -> bool:
    """Whether what is to go is only bargained for: "signed contracts to export 5 million tonnes"."""
    sold = chart.place(phrase) if phrase.form in ("sale", "sales") and phrase.partners else 0
    if sold > 0 and chart.low(sold - 1) in ("report", "reported", "reports", "announced", "confirmed"):
        return True  # "exporters reported sales of 500,000 tonnes of corn to Peru"
    place = chart.place(phrase) if phrase.kind == "verb" else 0
    if not 1 < place < at or chart.text[place - 1] != "t":
        return False
    return chart.word_before(place - 2) in items.roles_of("bargains")


def sells_on(signs: Sequence[Sign], phrase: Phrase) -> bool:
    """Whether an economy sold an amount of goods, where exports were spoken of: "Vietnam sold 6 million tonnes"."""
    at, last = max(phrase.first - (phrase.first == phrase.head), 0), phrase.head + 1
    while at > 0 and signs[at].low in items.roles_of("before a sale"):
        at -= 1  # "It had also sold 5 million bags in April"
    who = signs[at]
    economy = isinstance(who.value, Area) and who.value.by_name or who.symbol == "IT"
    if not economy or last >= len(signs) or signs[last].symbol != "QUANTITY":
        return False
    unit, counted = signs[last].quantity.unit, signs[last].quantity.counted.lower()
    packed = counted in items.roles_of("packs") | items.roles_of("packages")
    if unit in ("PCT", "PP") or unit == "count" and counted and not (packed or items.known(items.singular(counted))):
        return False
    return all(items.known(name) for name in phrase.items)


def deals_back(signs: Sequence[Sign], phrase: Phrase, spoken: Collection[str]) -> bool:
    """Whether trade goes back where it was just told to go or come from: "shipped $8 billion to Peru and bought",
    "bought $8 billion from Peru and sold it $5 billion"."""
    who = next((sign for sign in signs[phrase.first : phrase.head] if isinstance(sign.value, Area)), None)
    if who is not None and phrase.metric == "exports" and {"exports", "imports"} & set(spoken):
        given = signs[phrase.head + 1 : phrase.head + 3]
        if (
            len(given) > 1
            and given[0].low in ("it", "them")
            and (given[1].symbol == "QUANTITY" or given[1].low in items.roles_of("generic"))
        ):
            return True  # "while Peru sold it goods worth $5 billion"
    if not phrase.first or signs[phrase.first - 1].symbol not in ("AND", "BUT"):
        return False
    if phrase.metric == "imports":
        return "exports" in spoken
    bought = any(isinstance(one.value, Metric) and one.value.code == "imports" for one in signs[: phrase.first])
    if phrase.metric != "exports" or not bought:
        return False
    behind = [sign.symbol for sign in signs[phrase.head + 1 : phrase.head + 7]]
    return behind[:2] == ["IT", "QUANTITY"] or ("TO", "IT") in pairwise(behind)


def acts(signs: Sequence[Sign], index: int, form: str) -> bool:
    """Whether "export", "import" or "levies" is a verb where it stands: "will import", "Fiji exports 5 tonnes"."""
    if form not in ("export", "import", "exports", "imports", "levies", "levy") or index == 0:
        return False
    before = signs[index - 1]
    if form == "levy":  # "plans to levy 5 percent on", not "due to levy 5 percent below"
        ahead = [sign.symbol for sign in signs[index + 1 : index + 3]]
        return before.symbol in ("WILL", "TO", "IF") and ahead == ["QUANTITY", "ON"]
    if form in ("export", "import"):
        return before.symbol in ("WILL", "TO", "NOT", "IF") or (
            before.symbol == "EXPECT" and index > 1 and signs[index - 2].symbol == "WILL"
        )
    return before.symbol in ("IT", "AREA") and index + 1 < len(signs) and signs[index + 1].symbol == "QUANTITY"


def describes(signs: Sequence[Sign], index: int, kind: str) -> bool:
    """Whether a metric verb stands as an adjective ("imported cars"): a noun follows, and no quantity near it."""
    if kind != "verb" or index + 1 >= len(signs):
        return False
    after = signs[index + 1]
    if after.symbol != "WORD" or items.roles().get(after.low, "") == "stop":
        return False
    who = signs[index - 1].value if index else None
    named = isinstance(who, Area) and who.form in ("name", "abbreviation")  # "Peru sold copper to China for $5 million"
    return not shows(signs[index + 1 : index + (PRICED if named else 5)], "QUANTITY")


PRICED = 9  # signs within which the price of what an economy sold is told


def supplies(signs: Sequence[Sign], phrase: Phrase, heard: Collection[str]) -> bool:
    """Whether a supplier of the imports spoken of sends goods: "Oil imports fell. Top supplier Peru sent 3 tonnes"."""
    if "imports" not in heard or not phrase.reporters:
        return False
    return any(sign.low.rpartition(" ")[2] in items.roles_of("givers") for sign in signs[: phrase.head])
