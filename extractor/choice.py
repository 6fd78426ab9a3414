"""The one scored choice: of which metric phrase a quantity is said, by features with weights in `data/weights.csv`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from operator import itemgetter

from extractor import features, items, pairs, surveys
from extractor.callings import called_ahead, calling
from extractor.chart import Chart
from extractor.claims import TRADE
from extractor.countables import is_carried
from extractor.links import of_row
from extractor.pending import Draft
from extractor.phrases import Phrase
from extractor.scene import Scene
from extractor.signs import shows
from extractor.strangers import stranger
from extractor.tables import table
from extractor.ways import by_way, going

_OWNED = re.compile(r"[_d]?M|[iof][Dd_]*M")
# "it", "the figure", "the headline rate", "the expansion was", "the October increase beat"
_BROUGHT = re.compile("[_E]{0,3}[_H]f[D_A']{0,3}M")
_OF_FLOW = re.compile("o[DA'_]*M")
_BY_SELLING = re.compile("(?:i?P)?bM")
_WHOLE_AHEAD = re.compile("(?:,?&?_?Q)+o[DA'_]*M")
_SHARED_AHEAD = re.compile(",[_D]*S[^MN;J]*Qo[DA'_]*M")
_OR_OF = re.compile(",?[|][D_]*Qo[DA'_Y]*M")
_FRONTED_WHOLE = re.compile("^[J*]?lD?B[oDA'_]*M,(?=[DA'_]*M)")
NEAR = 8  # phrases to either side of a quantity that it may be said of, besides the first of the sentence
_NOT_CARRIED = frozenset({"quantity-metric", "verb-object", "metric-quantity"})
_SHARING = frozenset({"share-verb", "listed"})


@cache
def weights() -> Mapping[str, Mapping[str, float]]:
    """The weights of each decision, by feature."""
    out: dict[str, dict[str, float]] = {}
    for row in table("weights"):
        out.setdefault(row["decision"], {})[row["feature"]] = float(row["weight"])
    return out


def choose(scene: Scene, draft: Draft, previous: Draft | None) -> None:
    """Choose the phrase that a draft is said of: sets its `phrase`, or the `reason` why there is none.

    `previous` is the draft before it in the sentence, if that gave a claim. Besides the phrases of the sentence it may
    be the one that the passage was about, or the one of the article's lead.
    """
    chart, at, carried = scene.chart, draft.at, scene.state.phrase
    owned = draft.measure != "share" and bool(_OWNED.match(chart.text, at + 1))
    hidden = chart.hidden(at)
    if whole := _FRONTED_WHOLE.match(chart.text) if "B" in chart.text else None:
        hidden = hidden | {whole.end() - 2}  # "As a share of GDP, the deficit rose to 3 percent"
    counted = previous is not None and previous.construction == "counted" and draft.percent and draft.measure != "share"
    if previous is not None and counted and not set(chart.text[previous.at : at].rstrip("RF+b")) & set("RFJ;"):
        draft.phrase, draft.carried = previous.phrase, previous.carried
        return  # "5,000 firms had imports or exports, 7 percent more"
    if (behind := _side_of(chart, draft, carried) or _told_behind(chart, draft)) is not None:
        if carried is not None and carried.metric == "retail_sales" and surveys.is_sales(scene, behind):
            draft.phrase, draft.carried = replace(carried, items=behind.items or carried.items), True
            return
        if behind.metric == "other":
            draft.reason = f'said of "{behind.form}"'
            return
        draft.phrase = behind
        _whose(chart, draft, previous, carried, hidden)
        return
    if (one := pairs.one_of_two(scene, draft)) is not None:
        draft.phrase, draft.carried = one, True
        return
    of_it = carried is not None and carried.metric in _BOTH_WAYS and _is_of_it(chart, draft)
    if of_it or carried is not None and draft.percent and _IS_MOVE.search(chart.text, 0, at):
        draft.phrase, draft.carried = carried, True
        return
    if previous is not None and _goes_on_ranking(chart, draft, previous):
        draft.phrase, draft.carried = previous.phrase, True
        return
    if (told := surveys.part(scene, draft)) is not None:
        draft.phrase, draft.carried = told, True
        return
    lefts = [place for place, _ in chart.phrases if place < at]
    scored = [
        (_total(features.of_phrase(chart, index, phrase, draft, previous, hidden, owned, lefts)), -index, phrase)
        for index, phrase in _near(chart, len(lefts))
    ]
    if draft.construction not in _NOT_CARRIED:
        before = [(-at - 1000 - rank, phrase) for rank, phrase in enumerate(scene.spoken)]
        lead = scene.context.lead
        if lead is not None and all(phrase.metric != lead.metric for phrase in scene.spoken):
            before.append((-at - 1100, lead))
        clause = features.of_clause(scene, draft) if before else {}
        of_clause = _total(clause)
        for order, one in before:
            found = features.of_carried(draft, one, clause, earlier=one is not carried)
            scored.append((_total(found, of_clause), order, one))
    if previous is not None and previous.phrase is not None and not 0 <= chart.place(previous.phrase) < at:
        gap = chart.text[previous.at + 1 : at]
        goes_on = {"goes_on": 1.0, "boundaries_between": sum(map(gap.count, "J;MN"))}
        scored.append((_total(goes_on), -at - 999, previous.phrase))
    if not scored:
        draft.reason = "no metric in reach"
        return
    scored.sort(key=itemgetter(0, 1), reverse=True)
    draft.candidates = tuple((phrase.form, total) for total, _, phrase in scored[:4])
    total, _, best = scored[0]
    if total < 0 and previous is not None and _goes_on_sharing(chart, draft, previous):
        draft.phrase, draft.carried = previous.phrase, previous.carried
    elif total < 0 and draft.construction in _SHARING and (whole := _WHOLE_AHEAD.match(chart.text, at + 1)):
        draft.phrase = chart.units[whole.end() - 1].phrase  # "took 30 percent and 12 percent of exports"
    elif total < 0 and carried is not None and carried.metric == "freight_trains" and is_carried(chart, at):
        draft.phrase, draft.carried = carried, True  # "The trains carried 5,000 boxes"
    elif total < 0 and draft.kind == "a" and (whole := _OR_OF.match(chart.text, at + 1)):
        draft.phrase, draft.carried = chart.units[whole.end() - 1].phrase, True  # "$5 million, or 9 percent of exports"
    elif total < 0 and draft.construction == "ranked" and (whole := _SHARED_AHEAD.match(chart.text, at + 1)):
        # "tea, at $5 million, made up half of exports"
        draft.phrase, draft.carried = chart.units[whole.end() - 1].phrase, True
    elif total < 0 and draft.construction in _CALLED and (flow := called_ahead(scene, draft)) is not None:
        draft.phrase, draft.carried = flow, True  # "Peru, with $5 million, was the main market for exports"
    elif total < 0 and (spoken := going(scene, draft)) is not None:
        draft.phrase, draft.carried = spoken, True
    elif total < 0:
        draft.reason = "no metric near enough"
    elif best.metric == "trading_firms" and draft.measure == "share" and (of := _OF_FLOW.match(chart.text, at + 1)):
        draft.phrase = chart.units[of.end() - 1].phrase  # "of 500 firms, 20 account for half of exports"
    elif (
        best.metric == "other"
        and carried is not None
        and f" {carried.form}".endswith(f" {best.form}")
        and not surveys.at_firm(scene, best)
        and (best.reporters or not shows(chart.signs[best.first : best.head], "POSSESSIVE"))
        and (best.reporters or best.first == 0 or chart.signs[best.first - 1].symbol != "POSSESSIVE")
        and not (best.form in items.roles_of("bare prices") and chart.signs[best.head + 1].symbol == "OF")
    ):
        draft.phrase, draft.carried = carried, True  # "sales" after "retail sales"
    elif (spoken := surveys.told_of(scene, best, carried)) is not None:
        draft.phrase, draft.carried = spoken, True
    elif best.metric == "other" and (prices := surveys.prices(scene, best)) is not None:
        draft.phrase, draft.carried = prices, True  # "month on month, prices rose 0.4 percent", of consumer prices
    elif best.metric == "other" and (earned := _earning(scene, best, at)) is not None:
        draft.phrase, draft.carried = earned, True  # "earnings for the month were", of exports
    elif best.metric == "other" and carried is not None and _is_of_market(draft, best):
        draft.phrase, draft.carried = carried, True
    elif best.metric == "other":
        draft.reason = f'said of "{best.form}"'
    elif features.misfit(best, draft):
        draft.reason = f'its unit does not fit "{best.form}"'
    else:
        draft.phrase, draft.carried = best, chart.place(best) < 0
        if draft.carried:
            draft.phrase = by_way(scene, draft, best)
        draft.reason = stranger(scene, draft, best)
        _whose(chart, draft, previous, carried, hidden)


_RAISED = re.compile("(?:[,&]{1,2}D?[A_][DA_'r]{0,3}Q){1,9}o[DAc'_]*M")
_TO_FLOW = re.compile("t(?:D?A')?D?_*M(?![+RF_])")
_SEEN_IN = re.compile("[RF+]?E_?[HxO]?_?i(?:D?A')?D?_*M")
_AFTER_RECORD = re.compile("[LCf]D?_*(?:d_?o_?D?)?(?P<figure>Q)(?:iD?P)?,(?:D?A'?)?_*M")
_THAT_DEALT = re.compile("(?:oD?Q)?(?:o[_k]{1,3})?T(?:D?A)?M")
_THAN_MOVED = re.compile("M,[RF+]_?b?Q,?[^;J]*hD?_?(M),[RF+]_?b?$")
_STANDS = re.compile("i?M")
_AMONG = re.compile("[*J]?e?[DA'_]*M(?=[^QE;J]*b[DA'_]*M[^Q;J]*E)")
_IS_PART = re.compile("ED?_[^;JM]*,[RF][bd]?[D_]*$")
_SHARE_IN = re.compile("Bi[DA'_]{0,4}M")
_RISE_IN = re.compile(r"(?:[,&|]{1,2}D?_?Q)*(?:\([|b]?D?_?Q\)|\))?[RF+](?:,[|]D?_?Q,?)?[oi][DA'_]{0,4}[MN]")
_ON_THAT = re.compile("[nfCh]D?M")
_AFTER_METRIC = re.compile(r"M\([.RF]?b?$")
_GROWTH_TO_IN = re.compile("[RF+]?tD?[_<>~]?Qi[DA'_]{0,3}M")


_PART_IS = re.compile("o(?:D?Y|[TI]),?[SE_]{0,3}[of]?[DA'_]{0,3}(M)(?![RFH])")  # "60 percent of it coming from exports"
_OF_WHICH_IS = re.compile("oT(?:Q[_E]{0,2}[DA'_-]{0,4}M,?&?)*[D_<>~]*$")  # "of which 5 million was exports and 3"
_IS_SIDE = re.compile("[_E]{0,2}[DA'_-]{0,4}(M)")


def _side_of(chart: Chart, draft: Draft, carried: Phrase | None) -> Phrase | None:
    """The flow that a part of a trade is said to be, or None."""
    listed = _OF_WHICH_IS.search(chart.text, 0, draft.at)
    told = _PART_IS.match(chart.text, draft.at + 1) or listed and _IS_SIDE.match(chart.text, draft.at + 1)
    side = chart.units[told.start(1)].phrase if told else None
    if side is None or side.metric not in _BOTH_WAYS or side.kind == "verb" or draft.measure in ("growth", "change"):
        return None
    first = listed.start() if listed else draft.at
    whole = next((one for place, one in reversed(chart.phrases) if place < first and one.kind != "weak"), carried)
    return side if whole is not None and whole.metric == "trade" else None


def _told_behind(chart: Chart, draft: Draft) -> Phrase | None:
    """The phrase that the words right behind a figure leave no doubt it is said of, or None."""
    text, at = chart.text, draft.at
    among = _AMONG.match(text) if chart.signs[0].symbol in ("BETWEEN", "THE") else None
    if among is not None and _IS_PART.search(text, among.end(), at):
        return chart.units[among.end() - 1].phrase  # "Among the exports hit by the tariffs were cars, down 5 percent"
    raised = _RAISED.match(text, at + 1) if draft.measure == "share" or draft.construction == "gapped" else None
    if raised is not None:
        return chart.units[raised.end() - 1].phrase  # "China took 40 percent, Japan 9 percent and Korea 5 of exports"
    gives = _TO_FLOW.match(text, at + 1) if draft.construction == "share-verb" and draft.unit == "PCT" else None
    flow = chart.units[gives.end() - 1].phrase if gives is not None else None
    if flow is not None and flow.metric in TRADE and "growth" not in flow.form:
        return flow  # "copper contributed 40 percent to exports"
    if draft.construction == "quantity-in-metric" and text.startswith("f", at - 1) and text.startswith("iM", at + 1):
        return chart.units[at + 2].phrase  # "a surplus of $1 million from $5 million in exports and $4 million in"
    brought = _BROUGHT.match(text, at + 1) if draft.construction == "quantity-in-metric" else None
    if brought is not None:
        return chart.units[brought.end() - 1].phrase  # "$5 million was earned from tea exports"
    earns = draft.money and at > 0 and chart.low(at - 1) in items.roles_of("brings")
    selling = _BY_SELLING.match(text, at + 1) if earns else None
    if selling is not None:
        return chart.units[selling.end() - 1].phrase  # "earned $5 million by exporting 3,000 tonnes"
    of_flow = _OF_FLOW.match(text, at + 1) if draft.construction == "share-verb" and draft.percent else None
    dealer = next((one for place, one in reversed(chart.phrases) if place < at), None)
    if of_flow is not None and dealer is not None and dealer.form in items.roles_of("importers"):
        return chart.units[of_flow.end() - 1].phrase  # "is the top importer, accounting for 20 percent of purchases"
    part = _RELATIVE.search(text, 0, at) if _is_part_of_trade(chart, draft) else None
    flow = chart.units[part.start(1)].phrase if part is not None else None
    if flow is not None and flow.metric in _BOTH_WAYS:
        return flow  # "a rise in imports, which made up 60 percent of total trade"
    seen = _SEEN_IN.match(text, at + 1) if draft.percent else None
    if seen is not None:
        return chart.units[seen.end() - 1].phrase  # "a 5 percent rise was recorded in exports"
    fronted = _AFTER_RECORD.match(text)
    if fronted is not None and fronted.start("figure") == at:
        return chart.units[fronted.end() - 1].phrase  # "After a record of $6 million in May, exports fell"
    whole = _THAT_DEALT.match(text, at + 1)
    if whole is not None:
        return chart.units[whole.end() - 1].phrase  # "the $5 million of goods that Peru exported"
    faster = _THAN_MOVED.search(text, 0, at)
    if faster is not None:
        return chart.units[faster.start(1)].phrase  # "imports grew faster than exports, up 3 percent"
    stands = _STANDS.match(text, at + 1)
    if stands is not None and draft.money:
        balance = chart.units[stands.end() - 1].phrase
        sided = balance is not None and balance.metric in ("trade_surplus", "trade_deficit")
        if balance is not None and sided and (balance.kind == "weak" or stands[0] == "M"):
            return balance  # "is $5 billion in surplus", "trade posted a $5 billion deficit"
    rise = _RISE_IN.match(text, at + 1) if draft.construction == "quantity-direction" else None
    if rise is not None and chart.low(rise.end() - 1) not in items.roles_of("earnings"):
        return chart.units[rise.end() - 1].phrase  # "the surplus rose on a 5 percent increase in exports"
    other = _RISE_IN.match(text, at + 1) if draft.construction == "from-rate" else None
    flow = chart.units[other.end() - 1].phrase if other is not None else None
    anew = flow is not None and all(one.metric != flow.metric for place, one in chart.phrases if place < at)
    if flow is not None and anew and flow.metric in ("exports", "imports") and not flow.periods:
        draft.slot = "now"  # "exports rose 4 percent, against a 2 percent rise in imports"
        return flow
    beside = chart.units[at].first and _AFTER_METRIC.search(text, max(0, at - 4), at)
    opened = chart.units[beside.start()].phrase if beside else None
    if opened is not None and opened.partners and opened.metric != "other":
        return opened  # "supported by exports to Peru (up $2 million), Chile"
    moves = draft.construction in ("direction-of", "quantity-direction")
    growth = ((_GROWTH_TO_IN.match(text, at + 1) if draft.percent else None) or of_row(text, at)) if moves else None
    if growth is not None:
        return chart.units[growth.end() - 1].phrase  # "growth of 5 percent to $3 million in exports"
    share = _SHARE_IN.match(text, at + 1) if draft.construction == "quantity-part" else None
    if share is not None:
        return chart.units[share.end() - 1].phrase  # "a 5 percent share in its trade"
    on = _ON_THAT.match(text, at + 1) if draft.measure in ("growth", "change") else None
    those = chart.units[on.end() - 1].phrase if on is not None else None
    if those is not None and those.periods and not those.items:
        spoken = [one for place, one in chart.phrases if place < at and one.metric == those.metric]
        return spoken[-1] if spoken else None  # "the surplus was 9 million, up 3 million on the surplus in April"
    return None


# "The decrease in March was in contrast to the 2 percent rise", "This is a steeper fall compared to the 6 percent drop"
_IS_MOVE = re.compile("^[J*]?(?:D_?[RF+](?:i?D?[Pp])?_?E_?|ID?E_?D?[_m<]{0,2}[RF+])[i_]{0,2}[Ch]D?_?$")
_FOLLOWED = re.compile("(?:,_b|,&?|&)D?A,?wD?[<>~_]?$")  # "followed by Peru with 5 million"
_IS_NEXT = re.compile("[;,J&]D?AE_,?wD?[<>~_]?$")  # "; Peru is next with 3 percent"
_BOTH_WAYS = frozenset({"exports", "imports"})  # what all of trade is made up of
_NEXT_PLACE = re.compile("k?(?:,&?|&)D?A")
_IT_BEHIND = re.compile("(?:i?P)?,I")
_IT_SHARES = re.compile("I[_vE]{0,3}S[_D]*$")
_SHARED = re.compile("oD?_?(M)")
_RELATIVE = re.compile("(M)(?:i?P)?,T[_E]?S[_D]*$")


def _is_of_it(chart: Chart, draft: Draft) -> bool:
    """Whether a figure is of what "they" are, the flow spoken of, and not of the trade it is a part of.

    "With $5 billion, they led", "they made up 60 percent of total trade".
    """
    if draft.construction == "fronted":
        return _IT_BEHIND.match(chart.text, draft.at + 1) is not None
    return _is_part_of_trade(chart, draft) and _IT_SHARES.search(chart.text, 0, draft.at) is not None


def _is_part_of_trade(chart: Chart, draft: Draft) -> bool:
    """Whether all of trade stands behind a share: "60 percent of total trade"."""
    whole = _SHARED.match(chart.text, draft.at + 1) if draft.construction == "share-verb" and draft.percent else None
    phrase = chart.units[whole.start(1)].phrase if whole is not None else None
    return phrase is not None and phrase.metric == "trade"


_CALLED = frozenset({"ranked", "bracketed", "share-verb"})
_RANKING = frozenset({"ranked", "share-verb", "quantity-part", "reach", "bracketed"})


def _is_of_market(draft: Draft, best: Phrase) -> bool:
    """Whether a figure is that of a ranked counterpart: "was the largest importer, with a 5 percent market share"."""
    if draft.construction == "ranked" and draft.measure == "share" and best.form in items.roles_of("market shares"):
        return True
    return draft.construction in _RANKING and best.form in items.roles_of("importers")


def _goes_on_sharing(chart: Chart, draft: Draft, previous: Draft) -> bool:
    """Whether a share is of what the one before it is of.

    "Took a third of exports; Peru took half", "a third of exports, a share that fell to a fifth".
    """
    if previous.construction in ("worth-same", "restated") and previous.like is not None:
        previous = previous.like
    if previous.construction == draft.construction in ("share-verb", "ranked"):
        return True
    if previous.measure == "share" and draft.percent and _IS_NEXT.search(chart.text, 0, draft.at):
        return True
    both = previous.measure == draft.measure == "share"
    return both and (
        draft.construction in ("share-verb", "ranked", "quantity-moves") or chart.same_share(previous.at, draft.at)
    )


def _goes_on_ranking(chart: Chart, draft: Draft, previous: Draft) -> bool:
    """Whether a figure is that of the next place of a list of ranked ones: "the importers were Peru 5, Chile 3"."""
    if draft.construction == "ranked" and previous.construction in ("ranked", "restated"):
        return _FOLLOWED.search(chart.text, previous.at, draft.at) is not None
    listed = draft.construction == "gapped" and previous.construction in ("ranked", "gapped") and previous.carried
    return listed and _NEXT_PLACE.fullmatch(chart.text, previous.at + 1, draft.at) is not None


def _earning(scene: Scene, phrase: Phrase, at: int) -> Phrase | None:
    """The exports that a passage spoke of, where a bare "earnings" or "revenue" is what they brought in, or None.

    It must open its clause: "revenue at the firm" and "the firm saw revenue climb" are its own.
    """
    chart, place = scene.chart, scene.chart.place(phrase)
    bare = phrase.form in items.roles_of("earnings") and not phrase.items and not phrase.reporters
    bare &= phrase.whole or phrase.head == 0 or chart.signs[phrase.head - 1].symbol != "WORD"  # not "company earnings"
    opens = (
        place >= 0
        and not re.search("[NA_]", chart.text[chart.segment(place) : place])
        and chart.text[place + 1 : place + 2] != "a"
    )
    spoken = scene.spoken[0] if scene.spoken else scene.context.lead
    turned = spoken is not None and spoken.metric in ("exports", "imports", "trade") and not phrase.items
    if turned and phrase.form in items.roles_of("need trade") and calling(scene, at) is not None:
        return spoken  # "Peru was the largest buyer, with a turnover of"
    return spoken if bare and opens and spoken is not None and spoken.metric == "exports" else None


def _near(chart: Chart, place: int) -> list[tuple[int, Phrase]]:
    """The first phrase of a sentence and those within `NEAR` of the place `place` among its phrases."""
    first = max(0, place - NEAR)
    return chart.phrases[: min(first, 1)] + chart.phrases[first : place + NEAR]


def _whose(chart: Chart, draft: Draft, previous: Draft | None, carried: Phrase | None, hidden: set[int]) -> None:
    """Settle whose a bare surplus or deficit is: of what was spoken of before it."""
    phrase = draft.phrase
    assert phrase is not None
    if phrase.kind != "weak" or phrase.metric not in ("trade_surplus", "trade_deficit"):
        return
    if previous is not None and draft.slot == "then" and previous.phrase and previous.phrase.metric == phrase.metric:
        draft.spoken = previous.spoken
        if phrase.periods:  # "rose from a 5 million deficit in May"
            phrase.items = phrase.items or previous.phrase.items
        else:
            draft.phrase, draft.carried = previous.phrase, previous.carried  # "rose from a 5 million deficit"
        return
    told = [one for index, one in chart.phrases if index < draft.at and one.kind != "weak" and index not in hidden]
    spoken = [one for one in told if one.metric != "gdp"] or told  # "a surplus of 5 percent of GDP, after a deficit"
    draft.spoken = spoken[-1] if spoken else carried
    if spoken and spoken[-1].metric == "other":
        draft.reason = f'said of "{spoken[-1].form}"'


def _total(found: Mapping[str, float], total: float = 0.0) -> float:
    """The weights of the features `found`, added to a `total` of others."""
    weight = weights()["metric"]
    for name, value in found.items():
        if value and name in weight:
            total += weight[name] * value
    return total
