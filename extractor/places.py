"""Where places stand in a clause: fronted, at the figure, coordinated with each other."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from extractor import items
from extractor.areas import Area
from extractor.claims import TRADE, TWO_SIDED
from extractor.pending import Draft
from extractor.phrases import Phrase
from extractor.scene import Scene
from extractor.ways import acts, sells_in

GOES_OUT, COMES_IN = "twe", "f"
"""What stands before where a flow goes, and before where it comes from."""
_FLOATING = {"imports": COMES_IN, "freight_trains": "twer", "odi": "it", "tariff_rate": "nf"}


def fronted(scene: Scene, draft: Draft, phrase: Phrase, reporter: str) -> str:
    """Places fronted before a phrase or what stands for it: "To Japan, exports fell", "With Peru it grew"."""
    at = scene.clause.rfind("I", 0, draft.at) if draft.carried else scene.chart.place(phrase)
    if at < 0:
        return ""
    joined = _AND_WITH.search(scene.clause, 0, at)
    if joined is not None and not phrase.partners:
        return coordinated(scene, joined.start(1), reporter)  # "a surplus with Peru, and with Chile a deficit of"
    wanted = COMES_IN if phrase.metric == "imports" else GOES_OUT
    start = scene.chart.segment(at)
    for index in (one for one in range(start, at) if scene.clause[one] == "A"):
        if (
            (
                _governor(scene, index) in set(wanted)
                or _is_market(scene, index, phrase)
                or _AS_FOR.match(scene.clause[start : index + 2])
                or _is_elsewhere(scene, index)
            )
            and not scene.has("RFHEXSQMNA", start, index)
            and not _is_of_dealings(scene, index)
        ):
            codes = {scene.code(scene.chart.area(place), reporter) for place in scene.coordinated(index)} - {reporter}
            return ";".join(sorted(codes)) if all(codes) else ""
    leads = _WITH_FIRST.match(scene.clause) if start and phrase.metric in TRADE and not phrase.whole else None
    if leads is not None and not phrase.partners and not scene.has("A;", leads.end(), at):
        return coordinated(scene, leads.start(1), reporter)  # "With Peru, the surplus shrank, while exports fell"
    return ""


_AS_FOR = re.compile("[*J]?(?:(?:l[rt]|wD?_o)D?A|wD?A,)")  # "As for Peru, exports", "With the whole of Asia, the gap"
_AND_WITH = re.compile("&wD?(A),?D?_?$")
_WITH_FIRST = re.compile("[*J]?w(?:D?_o)?D?(A),")


def _is_elsewhere(scene: Scene, index: int) -> bool:
    """Whether all places but one are told before what moves there: "Outside the EU, exports rose"."""
    return scene.chart.area(index).code.startswith("!") and scene.clause[index + 1 : index + 2] in (",", "I", "M", "D")


def _is_market(scene: Scene, index: int, phrase: Phrase) -> bool:
    """Whether a place is the market that exports go to: "In the Japanese market", "On Asian markets"."""
    if phrase.metric != "exports" or not phrase.reporters or _governor(scene, index) not in ("i", "n"):
        return False
    area, owner = scene.chart.area(index), scene.code(phrase.reporters[0])
    named = area.by_name and len(area.code) == len("PER") and area.form not in ("part", "group")
    if named and owner != scene.code(area) and scene.clause[index + 1 : index + 3] == ",M":
        return not phrase.partners  # "In Japan, Swiss watch exports rose"
    return scene.chart.low(index + 1) in ("market", "markets")


_TO_LEVEL = re.compile("t[D_<>~d]*Q(?=[ft]D?A)")
_CAUSED = re.compile("[,-]_?[RF_]b$")
_OF_NEXT = re.compile("A[-(.b]{0,2}_?Q")
_WITH_NEXT = re.compile("[,(J;-]wD?$")
_TELLS_NEXT = re.compile("A(?:[&,]{1,2}D?A)*(?:[RFEHS+_-][^,;JMN]{0,4}|(?:D?_,?)?[awn][D_<>~]*)Q|A_[MN]")
_NEXT_CLAUSE = re.compile("&D?[twf]D?A_?(?:[EHRFXW]|[ta][D_<>~]*Q)|&wD?A,?D?M")  # "from 71,000 and to Peru rose"
_TAKES = re.compile("A(?:[&,]A)*+_?S")


_TWO = re.compile("D?A(?:,|&)D?A(?!')")


def between(scene: Scene, phrase: Phrase) -> list[str]:
    """The codes of the two places that a clause says trade is between, in order, or nothing."""
    if phrase.pair or phrase.partners or not phrase.metric.startswith("trade"):
        return []
    at = scene.chart.place(phrase)
    if phrase.metric == "trade" and not phrase.reporters:
        subject = _TWO.match(scene.clause, scene.chart.segment(at))
        if subject is not None and subject.end() <= at:  # "Indonesia, China eye $150 billion in trade"
            codes = [scene.code(scene.chart.area(place)) for place in scene.coordinated(subject.end() - 1)]
            return codes if len(codes) == 2 and all(codes) else []
    index = scene.clause.find("e", at + 1)
    while index >= 0:
        if scene.says(at + 1, index, items.roles_of("subordinators")):
            break  # "fell as the row between the two went on"
        if scene.clause[index + 1 : index + 3] == "A&":
            codes = [scene.code(scene.chart.area(place)) for place in scene.coordinated(index + 1)]
            return codes if len(codes) == 2 and all(codes) else []
        index = scene.clause.find("e", index + 1)
    return []


def ledger(scene: Scene, draft: Draft) -> str:
    """The economy whose own figures a clause gives: "In Beijing's books", "Nepalese data show"."""
    if "A" not in scene.clause:
        return ""
    first = scene.chart.segment(draft.at)
    last = scene.clause.find("Q", draft.at + 1)
    for index in range(first, last if last > 0 else len(scene.clause)):
        if scene.clause[index] != "A" or scene.chart.area(index).form in ("part", "group"):
            continue
        place = scene.chart.units[index].last
        near = [
            sign.low for sign in scene.chart.signs[place : place + 3] if sign.symbol in ("WORD", "FIGURE", "POSSESSIVE")
        ]
        if items.roles_of("ledgers").intersection(near):
            return scene.code(scene.chart.area(index))
    return ""


def summing(scene: Scene, draft: Draft) -> bool:
    """Whether a clause opens by summing up: "In all, the surplus was"."""
    first = scene.chart.units[scene.chart.segment(draft.at)].first
    lows = scene.chart.lows[first : first + 2]
    return bool(items.roles_of("sums").intersection((lows[0], " ".join(lows))))


def of_output(scene: Scene, draft: Draft) -> bool:
    """Whether a share is of GDP, so that another economy set beside it has a share of its own."""
    return draft.measure == "share" and any(one.metric == "gdp" for at, one in scene.chart.phrases if at < draft.at)


_BESIDE = re.compile("Q([ri])D?A(?!')")  # "12 percent of GDP, against 38 percent for Vietnam"
_INSIDE = re.compile("iD?A(?!')")


def elsewhere(scene: Scene, draft: Draft) -> str:
    """The economy of a figure that is set beside another's own: "5 percent in Kenya, against 8 percent in Uganda", or
    "".

    With trade a place behind it is a counterpart, unless the figure is a part of output or the first has a place too.
    """
    assert draft.phrase is not None
    listed = draft.construction in ("listed", "gapped") and of_output(scene, draft)  # "and 8 percent in Uganda"
    beside = _BESIDE.match(scene.clause, draft.at) if listed or draft.construction == "compared-with" else None
    if beside is None:
        return ""
    place = scene.chart.area(beside.end() - 1)
    both = beside[1] == "i" and _INSIDE.search(scene.clause, scene.chart.segment(draft.at), draft.at) is not None
    own = draft.phrase.metric not in TWO_SIDED or of_output(scene, draft)
    return scene.code(place) if (own or both) and place.form not in ("anaphor", "part", "adjective") else ""


def sides(scene: Scene, pair: Area) -> tuple[str, str]:
    """The reporter and the partner that a pair ("the two countries") stands for: the article's own economy first.

    A pair of others, named apart from each other, is the article's own economy with the one of them named last.
    """
    own, codes = scene.context.economy, pair.code.split(";")
    last = scene.context.latest(pair.start, {own})
    countries = all(len(code) == len("PER") for code in (own, *codes))
    if countries and last and pair.form == "anaphor" and not _named_together(scene, pair, codes):
        return own, last
    if own in codes:
        return own, next((code for code in codes if code != own), "")
    return codes[0], codes[-1]


def _named_together(scene: Scene, pair: Area, codes: Sequence[str]) -> bool:
    """Whether the two that a pair points at are named right beside each other before it: "Peru and Chile"."""
    named = [one for one in scene.context.named if one[0] < pair.start][-REACH:]
    return any({one[1], two[1]} == set(codes) and two[0] - one[0] < TOGETHER for one, two in pairwise(named))


REACH, TOGETHER = 6, 24  # names back, and characters between two that are named together


def of_list(scene: Scene, draft: Draft) -> str:
    """Which of the two places named last before it in its sentence "the former" or "the latter" means, or ""."""
    if "A" not in scene.clause:
        return ""
    first = max([scene.chart.segment(draft.at), *(one.at for one in scene.drafts if one.at < draft.at)])
    order = next(
        (n for n, role in enumerate(("former", "latter")) if scene.says(first, draft.at, items.roles_of(role))), -1
    )
    if order < 0:
        return ""
    for index in range(first, 0, -1):
        if scene.clause[index] == "A":
            two = scene.coordinated(index)
            return scene.code(scene.chart.area(two[order])) if len(two) == 2 else ""
    return ""


_WENT = re.compile("Q[k_$]?(?:o(?:[D_]|A_){0,3})?T?I?v?E?SD?A(?!')")
_SET_BESIDE = re.compile("C[^QMNA;J]*$")
_FOR_IT = re.compile("Q(?:[iD]{0,2}[Pp])?(?:r|iD_o)D?(A)(?!')")
_FOR_FIRST = re.compile("(?:^|(?<=[J;])|[&,])_?rD?(A),?(?:D?_?[YRF+]|I)[^QMNA]*$")  # "while for Peru the figure was"
_OF_OTHER = re.compile("Q[k_$]?T?I?M")


def alongside(scene: Scene, draft: Draft, reporter: str = "") -> str:
    """The other counterpart of a figure that one is set beside: "short of the $3 billion gap with Peru", "second to
    the 5 tonnes that went to Chile", "against a drop of 5 percent for Peru", or ""."""
    if draft.phrase is not None and draft.phrase.partners and draft.phrase.metric in TRADE:
        behind = _FOR_IT.match(scene.clause, draft.at) if _SET_BESIDE.search(scene.clause, 0, draft.at) else None
        told = behind or _FOR_FIRST.search(scene.clause, scene.chart.segment(draft.at), draft.at)
        if told is not None and scene.chart.area(told.start(1)).form != "part":
            return coordinated(scene, told.start(1), reporter)
    went = _WENT.match(scene.clause, draft.at)
    if went is not None:
        return coordinated(scene, went.end() - 1, reporter)
    of_other = _OF_OTHER.match(scene.clause, draft.at)
    phrase = scene.chart.units[of_other.end() - 1].phrase if of_other is not None else None
    if phrase is None or phrase is draft.phrase or draft.phrase is None or scene.chart.place(draft.phrase) < 0:
        return ""
    if not draft.phrase.partners or phrase.metric not in TWO_SIDED:
        return ""
    return ";".join(sorted({scene.code(area, reporter) for area in phrase.partners} - {reporter, ""}))


def there(scene: Scene, draft: Draft) -> str:
    """The place that "there" means: the last one before the phrase in its sentence, else the economy named last."""
    assert draft.phrase is not None
    for index in range(scene.chart.place(draft.phrase) - 1, -1, -1):
        if scene.clause[index] == "A" and scene.clause[index + 1] != "'" and scene.chart.area(index).form != "part":
            return scene.code(scene.chart.area(index))
    return scene.context.latest(draft.quantity.start, set())


_FOR_GROUP = re.compile("rD?A(?!')")
_RISES_NEXT = re.compile(",wD?_{0,2}[RF+][tf]")


def floating(scene: Scene, draft: Draft, phrase: Phrase, reporter: str) -> str:
    """Places said at the quantity or between it and its phrase: "a surplus of $5bn with the US"."""
    if "A" not in scene.clause:
        return ""
    clause, at = scene.clause, scene.chart.place(phrase)
    wanted = set(_FLOATING.get(phrase.metric, GOES_OUT))
    if draft.construction == "of-which":
        wanted.add("S")  # "of which 34,600 went to West Germany"
    if phrase.kind == "weak" and not phrase.reporters and (apart := _FOR_GROUP.match(clause, draft.at + 1)) is not None:
        one = scene.chart.area(apart.end() - 1)
        if phrase.metric in ("trade_surplus", "trade_deficit") and (one.code.startswith("!") or one.form == "group"):
            wanted.add("r")  # "a surplus of $5 million for EU countries"
    compared = draft.measure == "share" and (draft.slot == "then" or draft.like is not None)
    if compared and not of_output(scene, draft):
        wanted.add("r")  # "compared with 18.6 percent for the US"
    if phrase.metric in ("exports", "imports") and scene.clause[draft.at + 1 : draft.at + 4].lstrip("$_")[:1] == "S":
        wanted.add("S")  # "1.3 million tonnes came from Peru"
    last = max([at, *(other.at for other in scene.drafts if other.at < draft.at)])
    to_level = _TO_LEVEL.match(clause, draft.at + 1) if draft.percent else None  # "up 9 percent to 5 tonnes from Peru"
    ranges = (
        [(to_level.end(), len(clause))]
        if to_level is not None
        else [(draft.at + 1 + (at == draft.at + 1), len(clause))]
    )  # past the phrase of "148 trains left for"
    part = any(one.at == last and (one.reason or one.measure == "share") for one in scene.drafts)
    if (last > at or not (phrase.partners or phrase.pair)) and not (part and draft.measure != "share"):
        whole = clause.rfind("M", last, draft.at) if draft.construction == "gapped" and last >= 0 else -1
        last = max(last, whole)  # "took 5 percent of exports, to Chile 3 percent"
        ranges.append((last + 1 if at >= 0 or last >= 0 else scene.chart.segment(draft.at), draft.at))
    for first, end in ranges:
        for index in range(first, end):
            if first > draft.at and _RISES_NEXT.match(clause, index):
                break  # "rose $5 million, with increases to Russia"
            if clause[index] in 'QMNJ;j"' or first > draft.at and _CAUSED.search(clause, draft.at, index):
                break  # also "rose 5 percent, lifted by goods from Peru"
            if clause[index] == "h" and phrase.partners and first > draft.at:
                break  # "exports to Peru grew 5 percent, faster than to Chile"
            if first > draft.at and clause[index] == "Y" and "," in clause[draft.at : index]:
                break  # "fell 4 percent, higher volumes to Peru being offset"
            absolute = first > draft.at and _WITH_NEXT.search(clause, 0, index)
            if absolute and (_TELLS_NEXT.match(clause, index) or acts(scene, index)):
                break  # "fell 5 percent, with Peru down 9 percent", "with Peruvian firms delivering"
            if first > draft.at and (_OF_NEXT.match(clause, index) or _NEXT_CLAUSE.match(clause, index)):
                break  # "to Latvia 12 percent and to Germany 5 percent"
            if clause[index] != "A" or _is_beside_the_point(scene, draft, index):
                continue
            goes = _governor(scene, index) in wanted or _goes(scene, draft, index, phrase)
            goes |= phrase.metric == "exports" and sells_in(scene, index, reporter)
            if goes and _stands_alone(scene, index):
                named = coordinated(scene, index, reporter)
                if named:
                    return named
    return ""


def _goes(scene: Scene, draft: Draft, index: int, phrase: Phrase) -> bool:
    """Whether goods are said to go to a place that is right behind: "worth of goods destined for Peru"."""
    if phrase.metric != "exports" or scene.before(index) != "S" or scene.has(",", draft.at, index):
        return False
    low = scene.chart.word_before(scene.clause.rfind("S", 0, index))
    first, _, last = low.partition(" ")
    return first in items.roles_of("goods go") and last in ("for", "to")


def _is_beside_the_point(scene: Scene, draft: Draft, index: int) -> bool:
    """Whether a place is only of a part, or of why: "which go mostly to Peru, rose", "as the row between them grew"."""
    if draft.at < index and (_gives_reason(scene, draft.at + 1, index) or _is_of_dealings(scene, index)):
        return True
    led = scene.clause.rfind(scene.before(index) or "^", 0, scene.coordinated(index)[0])
    if led > 0 and scene.chart.word_before(led - 1) in items.roles_of("partly"):
        return True  # "rose 5 percent, mainly to Peru"
    comma = scene.clause.rfind(",", 0, index)
    if comma >= 0 and scene.chart.low(comma + 1) in items.roles_of("partly") and not scene.has("MQ", comma, index):
        return True  # "exports, mostly of tea to Peru, rose"
    aside = next(((first, last) for first, last in scene.chart.asides if first <= index < last), None)
    if aside is None or aside[0] <= draft.at < aside[1]:
        return False
    return scene.says(*aside, items.roles_of("partly"))


_SINCE = ("PERIOD", "SINCE", "EARLIER", "DAY")


def _gives_reason(scene: Scene, first: int, last: int) -> bool:
    """Whether what says when or why opens between two units: "as Seoul held talks with", "amid a dispute with"."""
    signs = scene.chart.signs[scene.chart.units[first].first : scene.chart.units[last].first]
    reasons = items.roles_of("subordinators") | items.roles_of("reasons")
    return any(
        sign.low.partition(" ")[0] in reasons and sign.symbol not in _SINCE and following.low not in ("of", "well")
        for sign, following in pairwise([*signs, scene.chart.signs[scene.chart.units[last].first]])
    )


def _is_of_dealings(scene: Scene, index: int) -> bool:
    """Whether a place is one that an economy deals with otherwise than by trade: "a visit to", "the border with"."""
    place = scene.chart.units[index].first - 1
    while place > 0 and scene.chart.signs[place].symbol in ("THE", "TO", "WITH", "FROM", "ON", "BETWEEN"):
        place -= 1
    return scene.chart.signs[place].low in items.roles_of("dealings")


def _governor(scene: Scene, index: int) -> str:
    """What governs a place, past "the countries of", "countries" (outside it) and "buyers in"."""
    before = scene.before(index)
    if scene.clause.endswith("_-_", 0, index):
        return scene.before(index - 3)  # "from second-ranked Russia"
    at = scene.clause.rfind(before, 0, index) if before in ("o", "_", "i") else 0
    noun = at - (before != "_")
    if noun > 0 and scene.chart.word_before(noun) in items.roles_of("folk" if before == "i" else "places"):
        return scene.before(noun)
    return before


def _stands_alone(scene: Scene, index: int) -> bool:
    """Whether a place is no part of another name, nor what takes a part: "from Swedish data", "with China taking"."""
    if scene.clause[index + 1 : index + 2] == "'" or _TAKES.match(scene.clause, index):
        return False
    owned = items.roles_of("places") | items.roles_of("folk")  # "to Japanese mills"
    return scene.chart.area(index).form != "adjective" or scene.chart.low(index + 1) in owned


def coordinated(scene: Scene, index: int, reporter: str) -> str:
    """The codes of the places coordinated with the one at a unit, joined, without the reporter's own."""
    codes = {
        scene.code(scene.chart.area(place), reporter)
        for place in scene.coordinated(index)
        if place == index or scene.chart.area(place).form != "anaphor"  # "Peru, its neighbour, bought"
    }
    return ";".join(sorted(codes - {reporter, ""}))


def nationwide(scene: Scene, draft: Draft) -> bool:
    """Whether a figure is said to be of all of a country, after a part of it: "Nationwide, trade rose 3 percent"."""
    words = " ".join(scene.chart.said(0, draft.at))
    return any(f" {told} " in f" {words} " for told in items.roles_of("nationwide"))


_WHERE = re.compile("A,?(T)[AD_']*$")


def where(scene: Scene, phrase: Phrase) -> str:
    """The place that a clause goes on from with "where": "to Peru, where the deficit of Chile narrowed", or ""."""
    place = scene.chart.place(phrase)
    if not phrase.reporters or phrase.partners or place < 0:
        return ""
    found = _WHERE.search(scene.clause, 0, place)
    if found is None or scene.chart.low(found.start(1)) != "where":
        return ""
    return scene.code(scene.chart.area(found.start()))
