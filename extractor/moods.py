"""The status of a figure: actual, forecast or target, or nothing claimed at all (a hypothesis, a denial)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor import items
from extractor.chart import Chart
from extractor.pending import Draft
from extractor.revisions import is_moved
from extractor.standing import stands

# "the 3 percent economists forecast", "2 percent growth forecast", "the 4 percent average estimate"
_EXPECTED = re.compile("(?:[_Y]{0,2}(?:[RF+]|M[+]?)?|T_)x")
_POLLED = re.compile("[iob][D_A']*x(?:o[D_]*)?")  # "the 6 percent estimate in a poll of economists"
_IN_POLL = re.compile("[iob][D_A']*x(?=,)")
_THE_EXPECTED = re.compile("[-_]?[RF]?T?[D_AIE']{0,4}[xG]")  # "the 3 percent rise that the economists had forecast"
_DEFINITE = re.compile("D[_d]?$")
_IN_FORECAST = re.compile("i[DAI][D_AI'P]*x")  # "below the 5 percent in the bank's forecast"
_AS_TARGET = re.compile("[Pir]*l[D_A']*G")  # "set $5 billion by 2025 as their goal"
_FOR_METRIC = re.compile("[xG][or][DA']*$")  # "forecasts for the surplus ranged from"
_TO_SEE = re.compile("[xvG]tx[D_A']*$")  # "is expected to see exports grow"
# "imports, which were expected to fall 1 percent, rose"
_ASIDE = re.compile("M,[^,;JM]{0,12}x[^,;J]{0,12}Q[^,;JQ]{0,12},[^,;JQ]{0,12}$")
_PLAN_SAYS = re.compile("G,T_?x[^G]*$")
_WAS_EXPECTED = re.compile("_?E_?x")  # "shrank 5 percent; 4 percent had been expected"
_FOR_IT = re.compile("-?(?:M[+]?|[+])G")  # "a $2 billion trade goal", "its 2% export growth target"
_BESIDE = re.compile("[ChXZL>~][D_A']{0,4}x[^QMJ;]{0,12}$")  # "compared with a forecast of 3 percent"
_SET_BESIDE = re.compile("[ChXZL>~][D_A'd]{0,4}$")  # "topping the 4 percent that was expected"
_PROVISO = re.compile(r"[^QMJ;O]*?\?")
_PROVISOS = frozenset({"if"})
_OWN_MODAL = re.compile(r"[MY][^QMNJ;:]*\?[^QMNJ;T]*$")  # "exports could reach", "the figure may slip to"
_TOLD = re.compile("M[^QMNJ;v?]*[RFHEXSW]")  # "could drag on, copper shipments reached"
_ON_TO = re.compile("[iD_P]*t[D_]*")
_ASIDE_NOW = re.compile("[,(](?:T?[a_]{1,2}[EH]?a?[$o]?|TE_)D?$")
_RIGHT_AT_DUTY = re.compile("[-_]{0,2}M")  # "on top of the existing 10 percent tariff"
LONGEST_ASIDE = 9  # units from its comma or bracket to the figure
_HAS_BEEN = re.compile("_E?[1H_]")  # "of the 5 million aimed at, 3 million had been shipped"
# "worse than expected", "in June, beating forecasts, exports", "imports, which had been expected to fall, rose"
_NOT_EXPECTING = re.compile(
    "hx(?!o[D_]*$)|[ZX>~C][D_A']{0,3}x(?=[,J])|,T[_A']{0,3}E{0,2}x[^,;JQ]{0,12},(?=[^,;JQ]*[RFHEXS])"
)
_LEAVING = re.compile(",[_I]?[HRFSW]")
_AND_WILL = re.compile("[&J],?[I_]?v")
_AS_IT_DID = re.compile("l[D_AP']*M[^QM]*[RFHEX]")  # "pencilling in 0.5 percent, as GDP fell"
_THAN_EXPECTED = re.compile("h[-_]*x(?!o[D_]*$)")  # "a larger-than-expected deficit"
# "imports, which were expected to shrink, grew 4 percent", "exports, in line with forecasts, rose 3 percent"
_REMARK = re.compile(",[TilwChX>~<Z][^,;MQJ]*x[^,;MQJ]*,(?=[_P]{0,2}[RFHEX])")
# "beat forecasts, jumping 9 percent", "in line with expectations, growing 9 percent"
_BEATEN = re.compile("(?:[XZ]|i_w|[<>~])[D_A']{0,4}x(?=[,w&iPLa])|x(?=[or]D?_?[RF],)")
_SINCE_THEN = re.compile("[xG].*(?:L|_)(?=[RFD_HQ])[^,;xGvJ]*$")  # "in line with forecasts, after falling 2 percent"
_THEN = re.compile("(?:L|_)I?(?=[RF])[^,;xGvJ]*$")
_HAVING = frozenset({"after", "following", "reversing", "snapping", "erasing", "having"})
_OPEN = frozenset("xGv?!")
_WILL_BE = re.compile("_?(?:o[_A&D]*)?k?_?v")  # "5 million tonnes of rice will be exported"
_AIMED = re.compile("t[RF]M[tb]")
_AIM = re.compile("t[RF]M[tb][Dd_]*$")  # "to raise exports to"


def status(chart: Chart, draft: Draft, before: Sequence[Draft]) -> str:
    """`actual`, `forecast`, `target`, or "" where nothing is claimed; `before` are the drafts before it."""
    text, at = chart.text, draft.at
    if chart.signs[-1].low == "?" or chart.signs[0].low == "were":
        return ""  # "Will exports top $1 billion?", "Were imports to drop 10 percent"
    if chart.signs[0].low == "without" and {"would", "have"} <= set(chart.lows[: chart.units[at].first]):
        return ""  # "Without the pact, exports would have fallen 5 percent"
    if "E" in text and draft.kind == "a" and is_moved(chart, at):
        return "forecast"
    if _is_plain(chart):
        return "actual"  # as most often
    if draft.construction == "compared-with" and not draft.percent and text.startswith("XD", at - 2):
        return "actual"  # "will exceed the $5 billion posted in 1995"
    start = chart.segment(at)
    if start and (text.startswith("Jt", start - 1) or _goes_on_bare(chart, start)):
        start = chart.segment(start - 1)  # "expects exports to fall 2 percent in May, but to rise 3 percent in June"
    told = [other for other in before if other.at >= start and not _is_passed_over(chart, other, at)]
    last = told[-1].at if told else start - 1
    behind = _EXPECTED.match(text, last + 1) or _is_the_expected(text, last)  # "the 5 percent expected, and exports"
    if _is_told_aside(chart, at):
        return "actual"
    if draft.construction == "expected" and _WAS_EXPECTED.match(text, at + 1):
        return "forecast"
    if is_present(chart, at) or _HAS_BEEN.match(chart.text, at + 1) and chart.low(at + 1) in items.roles_of("perfect"):
        return "actual"
    if _is_to_come(chart, at):
        return "target"
    if draft.percent and stands(chart, at):
        return "actual"
    people = bool(told) and told[-1].unit == "count" and bool(told[-1].reason)  # "seven economists had forecast"
    first = behind.end() if behind and last >= start and not people else last + 1
    if behind and (polled := _POLLED.match(text, first)) is not None:
        first = min(polled.end(), at)
    own = _governing(chart, first, at)
    if last >= start and (poll := _IN_POLL.match(own)) is not None:
        own = own[poll.end() :]  # "a forecast rise of 3 percent in the poll, resulting in a deficit of"
    if draft.slot == "then" and draft.construction in ("from-quantity", "from-rate"):
        own = own.rpartition("f")[2]  # what is planned or expected starts from what is
    governing, own = own, _looking_back(chart, draft, own)
    own = _BEATEN.sub("", _REMARK.sub(",", own))
    proviso = _PROVISO.match(text, at + 1)
    if proviso is not None and chart.low(proviso.end() - 1) in _PROVISOS and _is_conditional(chart, last + 1, at):
        if _is_threat(chart, last + 1, at):
            return "target"  # "warned that he would raise the duty to 50 percent if talks failed"
        return ""  # "exports would rise 5 percent if the pact were signed"
    right = text[at + 1 : at + 4]
    if (
        "G" in own
        and not _PLAN_SAYS.search(own)  # "the plan, which predicted that exports would grow 5 percent"
        or right[:1] == "G"
        or _AS_TARGET.match(text, at + 1)
        or right[:2] in ("_G", "-G")
        or _FOR_IT.match(right)
        or ((aim := _AIM.search(text, 0, at)) is not None and chart.low(aim.start() - 1) not in ("helped", "served"))
        or ((by := _is_the_expected(text, at)) is not None and by[0].endswith("G"))
    ):
        return "target"
    if _is_past(chart, own, at) or _is_set_against_past(chart, at):
        own = ""
    if draft.slot == "then":
        by = by or _IN_FORECAST.match(text, at + 1)
    elif draft.construction == "quantity-passive":
        by = by or _WILL_BE.match(text, at + 1)
    if "x" in _NOT_EXPECTING.sub("", _THAN_EXPECTED.sub("", own)) or right[:1] == "x" or _EXPECTED.match(right) or by:
        return "forecast"
    if last >= start and _THEN.search(own) and _says_after(chart, last + 1, at):
        return "actual"  # "is expected to grow 3 percent in June after falling 2 percent in May"
    from_forecast = draft.construction == "from-quantity" and bool(told) and told[-1].status == "forecast"
    if from_forecast and (_MOVED.search(text, 0, last) or any(map(is_moved_from, told))):
        return "forecast"  # "forecasts of growth were cut to 2 percent from 3"
    if draft.slot == "then" and (last >= start or draft.construction == "from-quantity"):
        return "actual"
    mood = _mood(chart, own, start, at)
    leaves = _LEAVING.search(own) if last >= start and told[-1].reason else None
    if (
        leaves
        and chart.low(at - len(own) + leaves.end() - 1).endswith("ing")
        and set(chart.text[start:last]) & set("xv")
    ):
        return "forecast"  # "is expected to cost 2 billion, leaving a deficit of 1 billion"
    if own != governing and mood and "v" not in own:
        return "actual"  # "could ease after hitting a record 5 billion"
    if (
        last < start
        or _AS_IT_DID.search(text, last + 1, at)
        or (_ASIDE.search(text, start, at) and _is_finite(chart, last + 1, at))
    ):
        return mood
    beside = [other for other in told if not _is_only_expected(text, other)]
    earlier = beside[-1] if beside else None
    anew = (
        "M" in own or draft.construction != "exceed" and _AND_WILL.search(own)
    )  # "grew 2 percent last year and will pick up to 3 percent"
    if mood == "forecast" and anew and earlier is not None and earlier.status == "actual":
        return mood  # "fell 2 points, said Lee, who thinks exports will rise"
    subject = text.rfind("M", last + 1, at)
    if subject >= 0 and not set(text[subject:at]) & set("vtxG") and _has_moved(chart, subject, at):
        return mood  # "pencilling in 0.5 percent, as output fell 4.6 percent"
    if mood and earlier is not None and earlier.reason and _leaves(chart, earlier.at, at):
        open_ = not earlier.status and set(text[start : earlier.at]) & set("xv")
        return earlier.status or (
            "forecast" if open_ else mood
        )  # "is expected to cost $2 billion, leaving a deficit of 900 million"
    return earlier.status if earlier is not None and earlier.slot == "now" and not earlier.reason else mood


_MOVED = re.compile("(?:x[or]D?[A'_]*M|M_?x(?!t))[^QM;J]*t[D_]*$")  # but not "growth projected to slow to"


_WHICH_ROSE = re.compile(",TD?_?([RFHX])[tabD_]{0,3}$")  # "to cut its surplus, which rose to"
_WORTH = re.compile("[M_A],\\$[D_]{0,2}(?:Q\\()?$")  # "to lift the ban on exports, worth"


def _is_told_aside(chart: Chart, at: int) -> bool:
    """Whether an aside tells what has been of what is to change: "aims to cut its surplus, which rose to 5 billion"."""
    which = _WHICH_ROSE.search(chart.text, 0, at)
    if which is not None:
        return not chart.low(which.start(1)).endswith("s")
    return _WORTH.search(chart.text, 0, at) is not None


def is_moved_from(draft: Draft) -> bool:
    """Whether a figure is what a forecast was before it was moved: "forecasts were cut to 2 percent from 3"."""
    return draft.construction == "from-quantity" and draft.status == "forecast"


def _goes_on_bare(chart: Chart, start: int) -> bool:
    """Whether a clause goes on with the bare verb of the one before: "would rise in May, but fall 2 percent"."""
    return chart.text[start - 1] == "J" and chart.low(start) in items.roles_of("bare moves")


def _is_plain(chart: Chart) -> bool:
    """Whether a sentence has no word of expecting, aiming, doubting or denying, and no duty: it tells what is."""
    duty = any(phrase.metric == "tariff_rate" for _, phrase in chart.phrases)
    return not duty and _OPEN.isdisjoint(chart.text) and _AIMED.search(chart.text) is None


def _looking_back(chart: Chart, draft: Draft, own: str) -> str:
    """The part of `own`, which ends at a figure, behind the last word that turns to what was before.

    "Exports grew 5 percent, in line with forecasts, after falling 3 percent", "beating estimates, compared with".
    """
    start = draft.at - len(own)
    for place in range(len(own) - 1, -1, -1):
        turn = own[place]
        if turn not in "L:C":
            continue
        rest = own[place + 1 :]
        if turn == "L":
            told = draft.construction == "from-rate" or set(rest) & set("RFHXEW1+") and "," not in rest
            turns = told and chart.low(start + place) not in items.roles_of("until")
        else:
            turns = draft.slot == "then" if turn == "C" else set(rest) & set("EI") and "v" not in rest
        if turns:
            return rest
    return own


def _is_the_expected(text: str, at: int) -> re.Match[str] | None:
    """What tells that a figure with an article is one of forecasters: "the 4 billion the market had expected"."""
    return _THE_EXPECTED.match(text, at + 1) if at >= 0 and _DEFINITE.search(text, max(0, at - 2), at) else None


def _is_set_against_past(chart: Chart, at: int) -> bool:
    """Whether a figure of a past time is told to compare: "will total 5 million, against exports of 4 last year"."""
    against = chart.text.rfind("C", 0, at)
    if against < 0 or _WITH_METRIC.fullmatch(chart.text, against, at) is None:
        return False
    dated = _DATED.match(chart.text, at + 1)
    if dated is None:
        return False
    index = dated.end() - 1
    return chart.text[index] == "p" or chart.mention(index).wording.which in ("last", "previous")


_WITH_METRIC = re.compile("C[DA'_]*M[o_D]{0,3}(?:Q[&,DA'_]*M[o_D]{0,3})*")  # "against exports of 4 and imports of"
_DATED = re.compile("(?:[&,DA'_]*M?[o_D]{0,3}Q)*i?D?[Pp]")


def _is_conditional(chart: Chart, first: int, at: int) -> bool:
    """Whether the last modal between two units is "would"."""
    modal = chart.text.rfind("v", first, at)
    return modal >= 0 and chart.low(modal) == "would"


def _is_threat(chart: Chart, first: int, at: int) -> bool:
    """Whether somebody tells of a duty that he would lay: a modal stands between what is said and the duty."""
    modal = chart.text.rfind("v", first, at)
    return _is_duty(chart, modal, at) and not {"T", "O", "G"}.isdisjoint(chart.text[first:modal])


def _is_to_come(chart: Chart, at: int) -> bool:
    """Whether a duty right at a figure has yet to apply: "a 5 percent tariff that comes into force in July"."""
    place = next((place for place, phrase in chart.phrases if place > at and phrase.metric == "tariff_rate"), -1)
    if chart.text[at + 1 : place] not in ("", "-", "_", "A", "_A"):
        return False
    behind = " ".join(chart.lows[chart.units[place].first :][:AHEAD])
    return any(behind.find(f" {starts}") > 0 for starts in items.roles_of("starts"))


AHEAD = 12  # signs from a duty to when it starts


def _is_duty(chart: Chart, first: int, at: int) -> bool:
    """Whether a duty is spoken of between the unit `first` and a figure, or right at it: "a 5 percent import duty"."""
    places = [place for place, phrase in chart.phrases if phrase.metric == "tariff_rate" and place > first]
    return any(place < at or chart.text[at + 1 : place] in ("", "-", "_") for place in places)


def _is_warning(chart: Chart, start: int, at: int) -> bool:
    """Whether a duty follows by itself where something is not done: "if talks fail, a 5 percent duty will apply"."""
    comma = chart.text.find(",", chart.text.find("?", start), at)
    sure = any(chart.text[n] == "v" and chart.low(n) == "will" for n in range(comma, len(chart.text)))
    return start <= comma and sure and _is_duty(chart, comma, at)


def _is_passed_over(chart: Chart, draft: Draft, at: int) -> bool:
    """Whether a figure stands on the way from what governs another to that one.

    So do a number that says nothing ("will lift duties on 11 goods to 25 pct", "the two sides aim to raise their trade
    to $10 billion"), where a planned move starts ("to raise exports from $2 billion to $3 billion") and what is now
    ("want the duty, currently 25 percent, cut to 10").
    """
    between = chart.text[draft.at + 1 : at]
    if draft.construction == "from-quantity" and _ON_TO.fullmatch(between) or is_present(chart, draft.at):
        return True
    if draft.phrase is not None and draft.phrase.metric == "tariff_rate" and _OWN_TO.fullmatch(between):
        return True  # "offered to cut its 15 percent duty on corn to 5 percent"
    if draft.reason and "G" not in between and re.fullmatch("[_D]*t[_D]*", between):
        return True  # "lowered its forecast by 2 million tonnes to 23 million"
    says_nothing = not draft.construction or draft.unit == "count" and draft.construction == "quantity-expected"
    return bool(draft.reason) and says_nothing and not set(between) & set(",&;")


_OWN_TO = re.compile("M[^QMJ;,]*t[_D]*")
_WHICH_NOW = re.compile(",T[_EYH]{1,4}D?$")


def is_present(chart: Chart, at: int) -> bool:
    """Whether a figure is what something is now, put in between: "the duty, currently 25 percent,"."""
    if _RIGHT_AT_DUTY.match(chart.text, at + 1) and chart.word_before(at - 1) in items.roles_of("present before"):
        place = chart.text.index("M", at + 1)
        return any(one == place and phrase.metric == "tariff_rate" for one, phrase in chart.phrases)
    which = _WHICH_NOW.search(chart.text, max(0, at - LONGEST_ASIDE), at)
    if which is not None and not items.roles_of("nowadays").isdisjoint(chart.said(which.start(), at)):
        return True  # "promised to cut tariffs, which now average 40 percent, to"
    told = _ASIDE_NOW.search(chart.text, max(0, at - LONGEST_ASIDE), at)
    if told is None:
        return False
    said = " ".join(chart.said(told.start(), at))
    return any(f" {now} " in f" {said} " for now in items.roles_of("present asides"))


def _is_only_expected(text: str, draft: Draft) -> bool:
    """Whether a figure is an expectation that another is set beside: "more than the 5 percent expected"."""
    if draft.status != "forecast":
        return False
    told = _EXPECTED.match(text, draft.at + 1) or _is_the_expected(text, draft.at)
    return draft.slot == "then" or (_SET_BESIDE if told else _BESIDE).search(text, 0, draft.at) is not None


def _is_finite(chart: Chart, first: int, at: int) -> bool:
    """Whether a verb that is no participle in -ing moves the figure at a unit, from the unit `first` on."""
    return any(chart.text[n] in "RFHESX" and not chart.low(n).endswith("ing") for n in range(first, at))


def _is_past(chart: Chart, own: str, at: int) -> bool:
    """Whether a figure is one from before what was expected: "in line with forecasts, after a fall of 2 percent"."""
    told = _SINCE_THEN.search(own)
    first = at - len(own.rpartition("x")[2].rpartition("G")[2])
    return told is not None and _says_after(chart, first, at)


def _says_after(chart: Chart, first: int, at: int) -> bool:
    """Whether a word that opens what went before stands in the units `first` to `at` (exclusive)."""
    return any(chart.low(n) in _HAVING for n in range(first, at))


def _leaves(chart: Chart, first: int, at: int) -> bool:
    """Whether a participle after a comma goes on from a figure at a unit, with no other figure between."""
    comma = chart.text.find(",", first, at)
    return comma >= 0 and chart.low(comma + 1).endswith("ing") and "Q" not in chart.text[comma:at]


def _has_moved(chart: Chart, first: int, at: int) -> bool:
    """Whether a verb in the past tense stands in the units `first` to `at` (exclusive)."""
    past = items.roles_of("past moves")
    moves = [chart.low(n) for n in range(first, at) if chart.text[n] in "RFHEX"]
    return any(low.endswith("ed") or low in past for low in moves)


def _governing(chart: Chart, first: int, at: int) -> str:
    """The part of a clause, from the unit `first`, whose words of expecting or aiming govern the figure at a unit.

    Those before a metric govern it when an infinitive, a participle or a modal follows ("expects exports to rise by",
    "sees output shrinking by"), or when they stand at the metric itself ("a target for exports of"); "aims to widen its
    trade, which reached" they do not.
    """
    own = chart.text[first:at]
    lead, metric, rest = own.rpartition("M")
    if (
        not metric
        or set(rest) & set("tv")
        or not set(rest) & set("RFHEXSW")
        or _FOR_METRIC.search(lead)
        or _TO_SEE.search(lead)
    ):
        return own
    verb = next(index for index, char in enumerate(rest) if char in "RFHEXSW")
    return own if chart.low(at - len(rest) + verb).endswith("ing") and "," not in rest[:verb] else rest


def _mood(chart: Chart, own: str, start: int, at: int) -> str:
    """`forecast` where the clause speaks of what will or may be, "" where it only supposes, else `actual`.

    A modal is that of the figure's own clause or of one before it; what follows "if" or "whether" is supposed.
    """
    segment = chart.text[start:at]
    if "!M" in segment:
        return ""
    doubt = segment.rfind("?")
    if doubt >= 0:
        supposed = [
            n for n, char in enumerate(chart.text) if char == "?" and chart.low(n) not in items.roles_of("modals")
        ]
        if supposed:
            return "forecast" if _is_warning(chart, start, at) else ""
        if _OWN_MODAL.search(segment):
            return "forecast"
        acts = next(
            (place for place, phrase in chart.phrases if start + doubt < place < at and phrase.kind == "verb"), -1
        )
        if acts >= 0 and chart.text[acts - 1] in "?t":  # "could export", "may force it to import"
            return "" if chart.low(start + doubt) == "can" else "forecast"
        return "actual" if acts >= 0 or _TOLD.search(segment, doubt) else ""
    return "forecast" if "v" in own.rpartition("T")[2] else "actual"
