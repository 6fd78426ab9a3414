"""With whom: the counterpart of a claim, from its own words, the clause, the sentence, the passage and the article.

Each source proposes a counterpart; `ranking.py` chooses among them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractor import items
from extractor.callings import calling
from extractor.claims import TRADE, TWO_SIDED
from extractor.context import BILATERAL
from extractor.following import (
    BALANCES_OF_TRADE,
    GOODS,
    in_trade,
    names,
    same_duty,
    shipped_to,
    turns_to_goods,
)
from extractor.gapping import gapped, is_market, taken_up
from extractor.holders import holder, of_theirs, origin, ranked, sharer, sold_output, wanted_of
from extractor.investors import investor, receiver
from extractor.markets import APART, market
from extractor.pending import Draft
from extractor.phrases import Phrase
from extractor.places import (
    alongside,
    between,
    coordinated,
    floating,
    fronted,
    ledger,
    of_list,
    sides,
    summing,
    there,
)
from extractor.ranking import Proposal
from extractor.relatives import antecedent
from extractor.scene import Scene
from extractor.sequels import going_on, is_mainly_to, said_of
from extractor.sharers import of_amount
from extractor.tariffs import bearer, levy, on_all, told_beside


def partners(scene: Scene, draft: Draft, phrase: Phrase, metric: str, reporter: str) -> Iterator[Proposal]:
    """The codes that may be the counterpart, `WLD` for all and "" for none, likeliest first."""
    if metric not in TWO_SIDED:
        yield Proposal("", "no counterpart")
        return
    default = "WLD" if metric in TRADE or metric == "tariff_rate" and on_all(scene) else ""
    yield from _told(scene, draft, phrase, metric, reporter, default)
    for index, char in enumerate(scene.clause):
        if char == "A" and scene.chart.area(index).form != "part":
            code = coordinated(scene, index, reporter)
            if code:
                side = "before" if index < draft.at else "after"
                yield Proposal(code, f"place {side} {scene.before(index) or '^'}")
    if scene.state.partner not in ("", reporter):
        yield Proposal(scene.state.partner, "passage")
    if scene.context.counterpart != reporter:
        yield Proposal(scene.context.counterpart or default, "article")
    latest = scene.context.latest(draft.quantity.start, {reporter})
    if latest:
        yield Proposal(latest, "named last")
    yield Proposal(default, "default")
    yield Proposal("", "none")


# "its largest deficits are with Peru, amounting to $5 billion, and Chile, amounting to $3 billion"
_OR_PART = re.compile("[o_k]{0,4},[|]Q[^QJ;]{0,5},S[ft]?D?A")  # "8 tonnes, or 70 percent of it, came from Peru"
_SUMMED = re.compile("(A),(?:[HR]t?|[$])[D_]*$")
_OR_SUM = re.compile("[^QMJ;]*M,?(?:[|]|[$])[D_]*Q,?[tf]D?A")  # "80 percent of its exports, or $5 billion, to Peru"
_LISTED_WITH = frozenset({"w", "t", "f", "&", ",", "S"})


def _told(scene: Scene, draft: Draft, phrase: Phrase, metric: str, reporter: str, default: str) -> Iterator[Proposal]:
    """What the words tell, in order: at the figure, of its phrase, in its sentence and passage."""
    yield from _at_figure(scene, draft, phrase, metric, reporter)
    yield from _of_phrase(scene, draft, phrase, metric, reporter, default)
    yield from going_on(scene, draft, phrase, metric, reporter)
    if metric == "odi" and phrase.kind == "weak" and not phrase.partners and scene.context.economy != reporter:
        yield Proposal(scene.context.economy, "article of two")  # "Korean investment hit $5 billion"
    facing = _facing(scene, draft, phrase, metric, reporter) or shipped_to(scene, phrase, reporter)
    if facing and not is_mainly_to(scene, draft):
        yield Proposal(facing, "article of two")
    yield Proposal(default, "whole")


def _facing(scene: Scene, draft: Draft, phrase: Phrase, metric: str, reporter: str) -> str:
    """The other side of the trade of two that an article is about, for trade that is said to be no one's, or ""."""
    if (
        metric not in TRADE
        or phrase.kind == "verb"
        or phrase.whole
        or phrase.firm
        or phrase.parts()
        or summing(scene, draft)
    ):
        return ""
    it = taken_up(scene, phrase)
    if phrase.form.startswith("foreign") or it is not None and it.form == "part":
        return ""
    if reporter != scene.context.economy or (phrase.reporters and metric != "trade"):
        return ""
    if scene.state.partner == "WLD" or any(scene.filled[one.at].partner == "WLD" for one in scene.earlier(draft)):
        return ""  # all of its trade has been spoken of
    if names(scene, phrase, reporter):
        return ""
    return scene.context.other or (scene.context.meets if metric == "trade" else "")


def _at_figure(scene: Scene, draft: Draft, phrase: Phrase, metric: str, reporter: str) -> Iterator[Proposal]:
    """What stands at a figure, or tells who has this part of its metric."""
    if draft.partner:
        yield Proposal(draft.partner, "list")
    whole = scene.like(draft)
    of_share = draft.like is not None and draft.like.construction == "share-verb"
    if whole is not None and of_share and draft.construction == "restated" and whole.partner != "WLD":
        yield Proposal(whole.partner, "quantity before")  # "took $6 million (38 percent) of exports, of which"
    before = scene.last(draft)
    if draft.construction == "against-metric" and before is not None and not phrase.partners:
        told = scene.filled[before.at]
        balances = {metric, told.metric} <= {*BALANCES_OF_TRADE} and told.reporter == reporter
        if balances and phrase.kind == "weak":
            yield Proposal(told.partner, "set against")  # "the balance with Peru was a deficit of 5, against one of 4"
    shared = before is not None and before.measure == "share" and draft.measure == "level"
    if shared and metric in TRADE and not phrase.partners and _WHOLE_OF.search(scene.clause, 0, draft.at):
        yield Proposal("WLD", "whole")  # "took up 5 percent of Kenya's $9 billion imports"
    takings = scene.chart.lows[:1] and scene.chart.lows[0] in items.roles_of("takings")
    if draft.carried and takings and scene.state.apart and metric in TRADE:
        yield Proposal("WLD", "whole")  # "the US took 4 tonnes, Japan 3. Earnings rose to": of all of them
    if (invests := investor(scene, draft, metric)) not in ("", reporter):
        yield Proposal(invests, "own clause")
    if metric == "fdi" and not phrase.partners and receiver(scene, draft) == reporter != "":
        yield Proposal("", "whole")  # "Peru was the biggest recipient in Latin America, with $5 billion"
    towards = _PART_GOES.match(scene.clause, draft.at + 1) if draft.construction == "share-of" else None
    if towards is not None and scene.chart.low(towards.start(1)) in items.roles_of("outward"):
        yield Proposal(coordinated(scene, towards.end() - 1, reporter), "own clause")  # "30 percent going to Peru"
    if holds := of_amount(scene, draft, phrase):
        yield Proposal(holds, "own clause")
    if (holds := sharer(scene, draft, phrase)) not in ("", reporter):
        yield Proposal(holds, "own clause")
    called = calling(scene, draft.at) if not phrase.partners else None
    if called is not None and called.partner not in ("", reporter):
        yield Proposal(called.partner, "own clause")
    of_world = bool(phrase.reporters) and phrase.reporters[0].code == "WLD" and not phrase.partners
    if of_world and draft.measure == "share" and reporter != "WLD":
        yield Proposal("WLD", "part of the world's")  # "its share of global exports", whomever it sold to before
    summed = _SUMMED.search(scene.clause, 0, draft.at) if metric in TRADE and draft.measure == "level" else None
    if summed is not None and scene.before(summed.start(1)) in _LISTED_WITH:
        yield Proposal(coordinated(scene, summed.start(1), reporter), "own clause")
    restated = _OR_SUM.match(scene.clause, draft.at + 1) if metric in TRADE and draft.measure == "share" else None
    if restated is not None:
        yield Proposal(coordinated(scene, restated.end() - 1, reporter), "own clause")
    brought = origin(scene, draft, metric)
    if brought not in ("", reporter):
        yield Proposal(brought, "own clause")
    told_apart = market(scene, draft, phrase)
    if told_apart >= 0 and (codes := coordinated(scene, told_apart, reporter)):
        yield Proposal(codes, APART)
    wanted = wanted_of(scene, phrase, metric)
    if wanted not in ("", reporter):
        yield Proposal(wanted, "own clause")
    theirs = of_theirs(scene, draft, metric)
    if theirs not in ("", reporter):
        yield Proposal(theirs, "own clause")
    apart = _OR_PART.match(scene.clause, draft.at + 1) if draft.construction == "quantity-moves" else None
    if apart is not None:
        yield Proposal(scene.code(scene.chart.area(apart.end() - 1)), "own clause")
    named = gapped(scene, draft)
    if named and is_market(scene, draft):
        yield Proposal(named, "gapped")
    if metric == "tariff_rate" and (not phrase.partners or told_beside(scene, draft)):
        on = levy(scene, draft, phrase).on
        if on not in ("", reporter):
            yield Proposal(on, "levied on")
        still_on = "" if on_all(scene) else same_duty(scene, draft, phrase, reporter)
        if still_on not in ("", reporter):
            yield Proposal(still_on, "levied on")
        if pays := "" if on_all(scene) else bearer(scene, draft, phrase, reporter):
            yield Proposal(pays, "levied on")
    made = sold_output(scene, draft)
    sold = {scene.code(area, reporter) for area in made.partners} - {reporter, ""} if made is not None else set()
    if sold:
        yield Proposal(";".join(sorted(sold)), "own clause")  # "sells half of its output to Peru"
    if phrase.there and (spot := there(scene, draft)) != reporter:
        yield Proposal(spot, "there")
    beside = alongside(scene, draft, reporter)
    if beside:
        yield Proposal(beside, "beside")
    two = between(scene, phrase)
    named_here = next((code for code in two if code != reporter), "") or floating(scene, draft, phrase, reporter)
    if named_here:
        yield Proposal(named_here, "own clause")
    led_back = antecedent(scene, draft, phrase)
    if led_back not in ("", reporter):
        yield Proposal(led_back, "antecedent")
    place = scene.chart.bracketed_area(draft.at)
    if place is not None and place.form != "part":
        code = scene.code(place)
        if code and code != reporter:
            yield Proposal(code, "bracket")
    if draft.measure == "share" and not phrase.partners:
        again = scene.share_before(draft)
        if again is not None and scene.filled[again.at].partner:
            yield Proposal(scene.filled[again.at].partner, "share before")
    gone_on = _goes_with(scene, draft)
    if gone_on not in ("", reporter):
        yield Proposal(gone_on, "moved")
    parted = of_list(scene, draft)
    if parted not in ("", reporter):
        yield Proposal(parted, "former or latter")
    if draft.carried and draft.measure == "share" and scene.state.holder and scene.has("Y", 0, draft.at):
        yield Proposal(scene.state.holder, "share before")  # "for cobalt the figure was 71 percent"
    if before is not None and shared and _VALUED.search(scene.clause, before.at, draft.at):
        yield Proposal(scene.filled[before.at].partner, "share before")  # "half of it came from Peru, at a value of"
    topic = _BY_HOLDER.match(scene.clause[: draft.at]) if draft.measure == "share" and metric in TRADE else None
    if topic is not None and not phrase.partners and scene.chart.place(phrase) == topic.start(1):
        yield Proposal(scene.code(scene.chart.area(topic.start(2)), reporter), "own clause")
    moved = scene.moved_before(draft)
    if moved is not None:
        yield Proposal(moved.partner, "moved")
    apposed = scene.last(draft) if scene.clause.startswith(",SbM", draft.at + 1) else None
    if apposed is not None and apposed.measure == "share" and scene.filled[apposed.at].partner:
        yield Proposal(scene.filled[apposed.at].partner, "share before")  # "half of it, $6 billion, accounted for by"
    part_of_clause = ranked(scene, draft, reporter)
    if part_of_clause:
        yield Proposal(part_of_clause, "ranked")
    part = _part_of_whole(scene, draft, phrase)
    if part:
        yield Proposal(part, "part of the whole")
    held = holder(scene, draft, phrase, reporter)
    if held is not None:
        yield Proposal(held, "share")


_PART_GOES = re.compile("oD?_?M(?:[in]?D?[Pp])?(S)D?A")
_VALUED = re.compile("oD?M[^QMJ;]*D?A(?:[in]?D?P)?,(?:t?D?[$]_?o?|rDYo)[D_]*$")
# "As for imports, Peru attained 5 percent, Chile stood at 4 percent"
_BY_HOLDER = re.compile("[J&]?(?:l?r|n)D?(M)_?,(?:[^M;]*[,&J])?D?(A)[^QAMN,;&]*$")
_WHOLE_OF = re.compile("Qo[DA'_-]*$")
_OF_SHARE = re.compile("[YIB][^AMNQSJ;]*$")
_LEADS = re.compile("[_,PpiyLD]*[tfCh][_DPp']*")
_AT_FIGURE = ("own clause", "gapped", "antecedent", "moved", "former or latter", "ranked", "list", APART)


def _goes_with(scene: Scene, draft: Draft) -> str:
    """The partner named at the figure that led to this one or came from it: "and to Peru 2%, to 6 tonnes", or ""."""
    before = scene.last(draft)
    if before is None or before.phrase is not draft.phrase:
        return ""
    if not _LEADS.fullmatch(scene.clause, before.at + 1, draft.at):
        return ""
    taken = scene.filled[before.at].taken
    return next((one.value for one in taken if one.field == "partner" and one.source in _AT_FIGURE), "")


def _of_phrase(
    scene: Scene, draft: Draft, phrase: Phrase, metric: str, reporter: str, default: str
) -> Iterator[Proposal]:
    """What the phrase that a figure is said of tells, and what is fronted before it."""
    same = scene.like(draft)
    if same is not None:
        yield Proposal(same.partner, "quantity before")
    if phrase.inner:
        yield Proposal(reporter, "metric phrase")  # "intra-EU trade"
    if phrase.pair and ";" in phrase.pair[0].code:
        yield Proposal(sides(scene, phrase.pair[0])[1], "pair")
    if len(phrase.pair) == 1:  # "trade between the two countries", the other named before
        other = scene.state.partner if scene.state.partner not in ("", "WLD", reporter) else scene.context.counterpart
        yield Proposal(other or default, "other of the pair")
    if not (phrase.partners or phrase.pair) and (them := _given(scene, draft, phrase, reporter)):
        yield Proposal(them, "those")
    before_it = fronted(scene, draft, phrase, reporter)
    if before_it and draft.carried:
        yield Proposal(before_it, "fronted")  # "With Peru it grew", whomever it was with before
    spoken = scene.state.phrase
    told_apart = spoken is not None and spoken.echo or scene.state.total == scene.paragraph
    total = summing(scene, draft) or scene.says(0, draft.at, items.roles_of("totals"))
    if draft.carried and told_apart and total and not scene.has("A", 0, draft.at):
        yield Proposal(default, "total")  # "Those to Peru rose 5 percent. The full-year total was"
    start = scene.chart.segment(draft.at)
    by_goods = scene.clause.startswith("b_,", 0) and scene.chart.low(1) in items.roles_of("things traded")
    if by_goods and not phrase.partners and not scene.has("A", start, draft.at):
        yield Proposal(default, GOODS)  # "Exports to Peru fell. By product, car exports rose"
    if turns_to_goods(scene, draft):
        yield Proposal(default, GOODS)
    own = phrase.partners or in_trade(scene, draft) or [area for area in phrase.pair if scene.code(area) != reporter]
    if own:
        codes = {scene.code(area, reporter) for area in own} - {reporter}
        yield Proposal(";".join(sorted(codes)) if all(codes) else "", "metric phrase")
    if before_it:
        yield Proposal(before_it, "fronted")
    if reporter and reporter == scene.state.partner and not phrase.whole and ledger(scene, draft) == reporter:
        yield Proposal(scene.state.reporter, "other side")  # the same trade in the other's books
    if draft.carried and draft.measure == scene.state.rate == "share" and _OF_SHARE.search(scene.clause, 0, draft.at):
        yield Proposal(scene.state.holder, "holder")  # "Peru took a third. A year earlier it was a fifth."
    if draft.carried:
        first = scene.same_phrase(draft)
        yield Proposal((first.partner if first else scene.state.partner) or default, "carried")
    if metric == "trade" and not phrase.whole:
        other = _counterpart(scene, phrase, reporter)
        if other:
            yield Proposal(other, "other economy")
    before = scene.phrase_before(phrase)
    said = said_of(scene, before, reporter)
    if phrase.form.startswith(BILATERAL):
        yield Proposal(";".join(said) or _spoken_of(scene, draft, reporter) or default, "bilateral")
    two = next(
        (one for _, one in scene.chart.phrases if one.form.startswith(BILATERAL) and one.first < phrase.first), None
    )
    if (
        two is not None
        and not two.partners
        and phrase.kind == "weak"
        and scene.state.partner not in ("", "WLD", reporter)
    ):
        yield Proposal(
            scene.state.partner, "bilateral"
        )  # "the bilateral trade was in Peru's favour, with a surplus of"
    if phrase.partners_again:
        lands = scene.chart.signs[phrase.last - 1].low in items.roles_of("member lands")
        them = ";".join(said)  # "imports from outside the bloc, exports to it", unlike "exports to those countries"
        them = them if lands else them.lstrip("!")
        them = them or _other_side(scene, draft, reporter) or _spoken_of(scene, draft, reporter)
        yield Proposal(them or default, "those")
    if phrase.counterpart:
        buyer = _buyer(scene, phrase)
        if buyer:
            yield Proposal(buyer, "buyer")


def _part_of_whole(scene: Scene, draft: Draft, phrase: Phrase) -> str:
    """The partner of what is then set against all of its metric: "exports to Peru rose to $2bn, 5% of all exports"."""
    at = scene.chart.place(phrase)
    of_it = (
        scene.clause[:at].rstrip("D_").endswith(("Bo", "Bi"))
    )  # "exports to Peru, as a share of all exports, rose to"
    if draft.measure != "share" or (at < draft.at and not of_it) or phrase.partners:
        return ""
    for _, before in reversed([one for one in scene.chart.phrases if one[0] < min(at, draft.at)]):
        if before.metric == phrase.metric and before.partners and not before.whole:
            first = scene.chart.place(before)
            nearest = scene.has("J;&", first, min(at, draft.at)) and not of_it
            return "" if nearest else ";".join(sorted({scene.code(area) for area in before.partners}))
    goes_on = of_it and scene.state.metric == phrase.metric and scene.paragraph == scene.state.paragraph
    if goes_on and scene.state.partner != "WLD" and "A" not in scene.clause[: scene.clause.rfind("B", 0, at)]:
        return scene.state.partner  # "Exports to Peru rose. Their share in total exports reached"
    return ""


_DATIVE = re.compile("I(?:[_$][$_o]*)?D?~?Q")


def _given(scene: Scene, draft: Draft, phrase: Phrase, reporter: str) -> str:
    """The other side of the trade just told, to whom a verb gives: "and sold it goods worth $5 billion", or ""."""
    at = scene.chart.place(phrase)
    told = phrase.kind == "verb" and at >= 0 and _DATIVE.match(scene.clause, at + 1) is not None
    return _other_side(scene, draft, reporter) if told and scene.chart.low(at + 1) in ("it", "them") else ""


def _other_side(scene: Scene, draft: Draft, reporter: str) -> str:
    """The other of the two whose trade the figure before, or the passage, was of, or ""."""
    last = next(scene.earlier(draft), None)
    told = scene.filled[last.at] if last is not None else scene.state
    return next((code for code in (told.partner, told.reporter) if code not in ("", "WLD", reporter)), "")


def _spoken_of(scene: Scene, draft: Draft, reporter: str) -> str:
    """The other side of a trade that two are known to have: of the passage, the article, or the economy named last."""
    for code in (scene.state.partner, scene.state.reporter, scene.context.counterpart):
        if code not in ("", "WLD", reporter):
            return code
    return scene.context.latest(draft.quantity.start, {reporter})


def _buyer(scene: Scene, phrase: Phrase) -> str:
    """The place that a clause says is a market or a source: "China was the leading source of imports"."""
    for index in range(scene.chart.place(phrase) - 1, -1, -1):
        if scene.clause[index] == "A" and scene.before(index) not in set("twfoi"):
            return scene.code(scene.chart.area(index))
    return ""


def _counterpart(scene: Scene, phrase: Phrase, reporter: str) -> str:
    """The one other economy that a clause on trade names before it: "Under the pact with Peru, trade rose"."""
    codes: set[str] = set()
    for index in range(scene.chart.place(phrase) - 1, -1, -1):
        if scene.clause[index] in ";Q" or (codes and scene.clause[index] == "J"):
            break
        if scene.clause[index] == "A":
            codes |= {code for code in scene.code(scene.chart.area(index)).split(";") if code and code != reporter}
    return codes.pop() if len(codes) == 1 else ""
