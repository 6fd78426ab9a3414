"""Whose metric it is: its own phrase first, then the clause, the sentence, the passage and the article.

Each source proposes an economy; `ranking.py` chooses among them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractor import items
from extractor.announced import announced, speaker
from extractor.areas import Area
from extractor.callings import calling, country
from extractor.claims import TRADE, TWO_SIDED
from extractor.doers import doer, doer_code, fronted
from extractor.economies import GROUPS
from extractor.gapping import gapped, is_market, labelled, taken_before, taken_up
from extractor.holders import relied, sharer
from extractor.investors import host, investor, received
from extractor.markets import APART, member
from extractor.measures import RATES
from extractor.pending import Draft
from extractor.phrases import Phrase
from extractor.places import between, elsewhere, floating, ledger, nationwide, sides, there
from extractor.ranking import Proposal
from extractor.relatives import antecedent
from extractor.scene import Scene
from extractor.sharers import of_amount
from extractor.tariffs import lays_too, levier, levy, struck

_ELIDED = re.compile("'(?:[_ERFHXQ]|Y(?=[ERFHX])|[tab][D_<>~]*Q|,T)")  # "Thailand's soared", "Malaysia's reading rose"

_TOLD_BY_ECONOMY = RATES | {"pmi"}
_ONLY = re.compile("(A)[^QMJ;]*ED?_?M")
_LEAVES = re.compile("1A(?=r)")  # "148 trains left Yiwu for Spain"

_BUYS = re.compile("A(?:,[^QMN]*,)?_?S[D_]*$")

_SUBJECT = re.compile("D?(A)_?[Evx]")

_OPENS_IN = re.compile("[J;&,_]{0,2}i(?:D|_)?(A),?(?:D_?[gY]|D_(?=[RFEH])|I)")
_IN_GAPPED = re.compile("[&,;J]iD?(A),?D?$")  # "and in Chile 4 percent"
_OPENS = ("", ",", "J", ";", "O", "T", "&")
"""What may stand before the part of a country that does what a clause says."""


def reporters(scene: Scene, draft: Draft, phrase: Phrase) -> Iterator[Proposal]:
    """The codes that may be the economy whose metric it is, "" for none, likeliest first.

    Those whom the clause says it is with are none of them: "a deficit with China" is not China's.
    """
    if draft.reporter:
        yield Proposal(draft.reporter, "same sentence")
    if sharer(scene, draft, phrase):
        yield Proposal(scene.context.economy, "shared")
    if one_of_them := member(scene, draft, phrase):
        yield Proposal(one_of_them, APART)
    others: set[str] = set()
    if phrase.metric in TWO_SIDED:
        others = {area.code for area in phrase.partners if area.form != "part"}
        if phrase.metric not in ("fdi", "odi") and not between(scene, phrase):
            others.update(counterparts := floating(scene, draft, phrase, "").split(";"))
            if phrase.kind == "weak" and scene.context.economy not in ("", counterparts[0][1:]):
                others.update(code[1:] for code in counterparts if code.startswith("!"))  # "for non-EU countries"
            others.add(antecedent(scene, draft, phrase))
    if phrase.metric == "tariff_rate" and not phrase.reporters:
        by, on = levy(scene, draft, phrase)
        others |= {on, "WLD", *struck(scene)}
        if by := lays_too(scene, draft) or by or (by := levier(scene, draft, phrase)):
            yield Proposal(by, "levied by")
    if invests := investor(scene, draft, phrase.metric):
        others.add(invests)
        yield Proposal(host(scene, draft, invests), "own clause")
    if not invests and (into := received(scene, draft, phrase)):
        yield Proposal(into, "own clause")
    if phrase.metric == "freight_trains" and not phrase.reporters:
        leaves = _LEAVES.search(scene.clause, draft.at)
        if leaves is not None:
            yield Proposal(scene.code(scene.chart.area(leaves.end() - 1)), "leaves")
    if phrase.there:
        at_home = phrase.whole or phrase.metric not in ("exports", "trade")
        if at_home:
            yield Proposal(there(scene, draft), "there")
        else:
            others.add(there(scene, draft))
    called = calling(scene, draft.at) if not phrase.reporters else None
    if called is not None:
        others.add(called.partner)
    others.discard("")
    if phrase.metric == "freight_trains" and len(others) > 1:
        others.discard(scene.context.economy)  # "trains between China and Kazakhstan"
    for one in _proposed(scene, draft, phrase):
        if one.source == "metric phrase" or others.isdisjoint(one.value.split(";")):
            yield one
    if others:
        yield Proposal(scene.context.latest(draft.quantity.start, others), "named last")
    yield Proposal("", "none")


def _proposed(scene: Scene, draft: Draft, phrase: Phrase) -> Iterator[Proposal]:
    """The proposals of every source."""
    yield from _told(scene, draft, phrase)
    away = {"exports": "t", "imports": "f"}.get(phrase.metric)  # before where its goods go to or come from
    for index, char in enumerate(scene.clause):
        place = char == "A" and scene.chart.area(index).form != "part"
        if place and (not away or scene.before(scene.coordinated(index)[0]) != away):
            code, side = scene.code(scene.chart.area(index)), "before" if index < draft.at else "after"
            if not code.startswith("!"):  # all but one trade with it
                yield Proposal(code, f"place {side} {scene.before(index) or '^'}")
    for code, source in (
        (_of_passage(scene, phrase), "passage"),
        (scene.state.partner, "passage's partner"),
        (scene.context.economy, "article"),
        (scene.context.counterpart, "article's counterpart"),
    ):
        if _is_economy(code):
            yield Proposal(code, source)


_NEXT_SHARER = re.compile("[J;&,]D?(A)[vE_]{0,2}[SH_]?[D_<>~]{0,2}$")  # "while Peru accounts for 5 percent"


def _is_economy(code: str) -> bool:
    return len(code) == 3 and code.isalpha() and code != "WLD" or code in GROUPS


def _told(scene: Scene, draft: Draft, phrase: Phrase) -> Iterator[Proposal]:
    """What the words tell, in order."""
    if beside := elsewhere(scene, draft) or labelled(scene, draft):
        yield Proposal(beside, "beside")
    if phrase.metric == "gdp" and draft.measure == "share" and not phrase.partners:
        start = scene.chart.segment(draft.at)
        named_last = scene.clause.rfind("A", start, draft.at)
        its_own = named_last < 0 or scene.chart.area(named_last).form == "group"
        if its_own and scene.says(max(named_last, start), draft.at, items.roles_of("members")):
            yield Proposal(scene.context.group(draft.quantity.start), "members")  # "its members represent 15 percent"
    if of_amount(scene, draft, phrase):
        yield Proposal(scene.state.reporter or scene.context.economy, "goes on")
    called = calling(scene, draft.at) if not phrase.reporters else None
    if called is not None and called.reporter:
        yield Proposal(called.reporter, "same sentence")
    again = scene.last(draft) if draft.construction == "ranked" and not phrase.reporters else None
    if again is not None and again.phrase is phrase and calling(scene, again.at) is not None:
        yield Proposal(scene.filled[again.at].reporter, "same sentence")  # "Peru came first with exports of 5, then"
    if told := announced(scene, draft, phrase):
        yield Proposal(told, "announced")
    apart = not phrase.reporters or scene.chart.place(phrase) < scene.chart.segment(draft.at)
    if phrase.metric in _TOLD_BY_ECONOMY and (there := _told_in(scene, draft, apart=apart)):
        yield Proposal(there, "told for")
    if phrase.metric in _TOLD_BY_ECONOMY and apart and (told := _told_for(scene, draft, phrase)):
        yield Proposal(told, "told for")
    if phrase.metric in RATES and draft.carried and (subject := _SUBJECT.match(scene.clause)) is not None:
        area = scene.chart.area(subject.start(1))
        if area.by_name and subject.end() < draft.at:
            yield Proposal(scene.code(area), "subject of all")  # "Russia is out of recession, and is seen growing 2%"
    same = scene.like(draft)
    elided = _elided(scene, draft, phrase)
    if elided is not None and elided.code and not _shares_again(scene, draft):
        yield Proposal(elided.code, "elided subject")
    earlier = scene.last(draft)
    goes_on = earlier is not None and not scene.has("J;&A", earlier.at, draft.at)
    for one in taken_before(scene, draft) if goes_on else ():
        does = draft.carried and one.source == "own clause"  # "Peru posted a rise of 3 percent to 5,000 tonnes"
        if one.field == "reporter" and (does or one.source in ("elided subject", "buyer", "announced")):
            yield Proposal(one.value, "same sentence")  # "Peru's, which doubled to $9 billion"
    named = gapped(scene, draft)
    if named and not is_market(scene, draft):
        yield Proposal(named, "own clause")
    relies = relied(scene, draft)
    if relies is not None and draft.measure == "share" and not phrase.reporters:
        yield Proposal(scene.code(scene.chart.area(relies[0])), "relies")
    bought = _buyer(scene, draft, phrase)
    if bought:
        yield Proposal(bought, "buyer")
    if same is not None:
        yield Proposal(same.reporter, "quantity before")
    if phrase.echo and draft.measure == "share" and earlier is not None and earlier.measure == "share":
        yield Proposal(scene.filled[earlier.at].reporter, "same sentence")  # "China's share was 5%, that of Peru 3%"
    spoken_of = _of_passage(scene, phrase)
    own = phrase.reporters or phrase.pair[:1] or _traders(scene, phrase)
    if phrase.unnamed and not own:
        yield Proposal("", "unnamed")
    only = _ONLY.match(scene.clause) if own and own[0].form == "group" and phrase.kind == "noun" else None
    if (
        only is not None
        and scene.chart.place(phrase) == only.end() - 1
        and "only" in scene.chart.lows[: phrase.first + 1]
    ):
        yield Proposal(scene.code(scene.chart.area(only.start(1))), "subject")  # "Italy was the only G7 economy to"
    if own and own[0].code == "WLD" and draft.measure == "share":
        own = []  # "China's share of global exports"
        next_one = _NEXT_SHARER.search(scene.clause, 0, draft.at) if earlier is not None else None
        if next_one is not None and next_one.start() > scene.chart.place(phrase):
            yield Proposal(scene.code(scene.chart.area(next_one.start(1))), "own clause")
    if phrase.pair and ";" in phrase.pair[0].code:
        yield Proposal(sides(scene, phrase.pair[0])[0], "metric phrase")
    two = between(scene, phrase)
    if two and not own:
        yield Proposal(scene.context.economy if scene.context.economy in two else two[0], "own clause")
    if len(phrase.pair) == 2 and phrase.pair[1].code == scene.context.economy:
        yield Proposal(scene.context.economy, "metric phrase")
    keeper = ledger(scene, draft) if phrase.metric in TWO_SIDED and not (own and own[0].code) else ""
    if keeper:
        yield Proposal(keeper, "own figures")
    if own:
        here = scene.chart.place(phrase) >= 0 and phrase.kind == "weak"
        if here and not own[0].code and own[0].start > scene.chart.signs[phrase.head].start:
            yield Proposal(scene.code(own[0]), "metric phrase")  # "shipments from the South American country"
        if not own[0].code:
            if it := taken_up(scene, phrase):
                yield Proposal(scene.code(it), "it")
            if there_told := fronted(scene, draft):
                yield Proposal(there_told, "subject")
            own_first = scene.context.economy and scene.paragraph != scene.state.paragraph
            yield Proposal((not own_first and spoken_of) or country(scene, own[0]), "anaphor")
        else:
            yield Proposal(";".join(sorted({scene.code(area) for area in own})), "metric phrase")
    if draft.carried:
        first = scene.same_phrase(draft)
        yield Proposal(first.reporter if first else scene.state.reporter, "carried")
    whole = (
        draft.measure == "share"
        and scene.chart.place(phrase) > draft.at
        and not phrase.reporters
        and phrase.metric != "gdp"
    )  # its holder is the subject
    if not own and (it := taken_up(scene, phrase)):
        yield Proposal(scene.code(it), "it")
    told = "" if phrase.counterpart or whole or draft.carried else doer_code(scene, draft, phrase)
    if whole and not phrase.counterpart and not draft.carried:
        told = fronted(scene, draft)
    if told:
        yield Proposal(told, "subject")
    for other in scene.earlier(draft):
        yield Proposal(scene.filled[other.at].reporter, "same sentence")
        break
    spoken = scene.phrase_before(phrase)
    led_by = spoken is not None and scene.before(scene.chart.place(spoken)) in ("j", "b")  # "Led by growth in Peru"
    if spoken is not None and spoken.reporters and spoken.reporters[0].code and not led_by:
        yield Proposal(scene.code(spoken.reporters[0]), "phrase before")
    here = scene.paragraph == scene.state.paragraph
    if spoken_of and (phrase.kind == "weak" or phrase.definite) and here:
        yield Proposal(spoken_of, "carried")
    bare = not (phrase.items or phrase.periods or phrase.whole) and phrase.kind == "noun"
    if bare and here and _is_economy(spoken_of):
        yield Proposal(spoken_of, "goes on")  # "Peru's deficit shrank. Exports rose 5 percent"
    if bare and spoken_of == "WLD" and scene.state.metric == phrase.metric:
        yield Proposal(spoken_of, "goes on")  # "cut its forecast for global trade. It expects trade to fall"
    office = speaker(scene, draft, phrase)
    if office:
        yield Proposal(office, "speaker")
    if scene.context.economy:
        yield Proposal(scene.context.economy, "default")


def part(scene: Scene, draft: Draft, phrase: Phrase, metric: str, source: str) -> str:
    """The part of the reporter whose own figure it is, as an item, or ""; `source` is where the reporter came from.

    What is carried from the passage or the article is a part's own trade only.
    """
    if source in ("carried", "anaphor", "default") and metric not in TRADE:
        return ""
    if phrase.whole and not phrase.parts() and nationwide(scene, draft):
        return ""
    same = scene.like(draft)
    if source == "elided subject":
        area = _elided(scene, draft, phrase)
        return area.item if area is not None and area.form == "part" else ""
    if source == "quantity before" and same is not None:
        return same.part
    if source == "it":
        it = taken_up(scene, phrase)
        return it.item if it is not None and it.form == "part" else ""
    if source == "subject":
        at = doer(scene, draft, phrase)
        if at < 0 or scene.chart.area(at).form != "part" or scene.before(at) not in _OPENS:
            return ""  # "its Shanghai plant exported"
        return scene.chart.area(at).item
    if source == "metric phrase":
        return items.join(phrase.parts())
    if source in ("same sentence", "phrase before"):
        called = calling(scene, draft.at) if not phrase.reporters else None
        if called is not None and called.part:
            return called.part  # "Peru was Guangdong's largest market, with exports of"
        other = scene.last(draft)
        before = scene.phrase_before(phrase)
        return scene.filled[other.at].part if other is not None else items.join(before.parts()) if before else ""
    if source == "carried" and draft.carried:
        first = scene.same_phrase(draft)
        if first is None and _OF_THE.match(scene.clause, draft.at + 1):
            return ""  # "80 percent of the vehicles went to Peru", after those of one maker
        return first.part if first else scene.state.part
    if source in ("carried", "goes on"):
        return scene.state.part
    return scene.context.part if source == "default" else ""


_OF_THE = re.compile("oD_")
_IN_BEHIND = re.compile("(?:[ir]P)?[ir]D?Q?[_m]?(A)(?!')")  # "fell 2 percent in the wider EU"
# "growth projection for Mexico, to 2 percent", "for Chile the new 2 percent", "is set to fall in Peru to 2 percent"
_FOR_BEFORE = re.compile("(?:r|(?<=[RFQ])i)D?_?(A)(?!')")


def _told_in(scene: Scene, draft: Draft, *, apart: bool) -> str:
    """The economy in front of a rate: "in Spain the rate rose to", where its phrase stands `apart`, "and in Chile 4
    percent"; or ""."""
    if draft.construction in ("gapped", "listed"):
        found = _IN_GAPPED.search(scene.clause, 0, draft.at)
    else:
        found = _OPENS_IN.match(scene.clause, scene.chart.segment(draft.at), draft.at) if apart else None
    return scene.code(scene.chart.area(found.start(1))) if found is not None else ""


def _told_for(scene: Scene, draft: Draft, phrase: Phrase) -> str:
    """The economy that a rate is told for, right behind its figure or before it, or ""."""
    behind = _IN_BEHIND.match(scene.clause, draft.at + 1)
    start = max(min(scene.chart.place(phrase), draft.at), scene.chart.segment(draft.at), 0)
    before = list(_FOR_BEFORE.finditer(scene.clause, start, draft.at)) if behind is None else []
    found = behind if behind is not None else before[-1] if before else None
    area = scene.chart.area(found.start(1)) if found is not None else None
    return scene.code(area) if area is not None and area.by_name else ""


def _elided(scene: Scene, draft: Draft, phrase: Phrase) -> Area | None:
    """The owner of a metric that is not said again: "Thailand's gap widened by 5%, while Vietnam's soared by 7%"."""
    clause = scene.clause
    if "A" not in clause or draft.construction == "ranked" and is_market(scene, draft):
        return None  # "Chile was the top buyer with 9 tonnes, followed by Peru's 5"
    floor = max([scene.chart.place(phrase), *(other.at for other in scene.drafts if other.at < draft.at)])
    for index in range(draft.at - 1, floor, -1):
        if clause[index - 1] != "A" or index - 1 <= floor or "S" in clause[index : draft.at]:
            continue  # "Japan's mills accounted for 6 million": these are a source
        if clause[index] == "Y" or _ELIDED.match(clause, index):
            return scene.chart.area(index - 1)
    return None


def _shares_again(scene: Scene, draft: Draft) -> bool:
    """Whether a figure goes on with another's share: "Peru's share was 40 percent, while Chile's was 38"."""
    before = scene.last(draft)
    shares = before is not None and before.measure == draft.measure == "share"
    return shares and "B" in scene.clause[: draft.at]


def _of_passage(scene: Scene, phrase: Phrase) -> str:
    """The economy whose metric the passage spoke of; whoever levies a tariff is not whose exports follow."""
    state = scene.state
    if phrase.metric == "tariff_rate" or state.metric != "tariff_rate":
        return state.reporter
    return next((one.reporter for one in state.earlier if one.phrase.metric != "tariff_rate"), "")


def _traders(scene: Scene, phrase: Phrase) -> list[Area]:
    """The place of those who do what a verb says, named by the metric's own word: "Norwegian exporters shipped"."""
    at = scene.chart.place(phrase)
    before = scene.chart.units[at - 1].phrase if at > 0 and phrase.kind == "verb" else None
    return before.reporters if before is not None and before.metric == "other" else []


def _buyer(scene: Scene, draft: Draft, phrase: Phrase) -> str:
    """The economy that bought an amount where the passage speaks of what another imported, or "".

    "Chinese crude imports fell. India took 4 million barrels": the imports of another; of exports it is a part.
    """
    if phrase.metric != "imports" or draft.measure != "level" or not draft.carried:
        return ""
    buys = _BUYS.search(scene.clause, scene.chart.segment(draft.at), draft.at)
    verb = scene.clause.rfind("S", 0, draft.at)
    if buys is None or scene.chart.low(verb) not in items.roles_of("buys"):
        return ""
    area = scene.chart.area(buys.start())
    code = scene.code(area)
    named = area.by_name and scene.before(buys.start()) in _OPENS
    return code if named and _is_economy(code) and code not in scene.state.partner.split(";") else ""
