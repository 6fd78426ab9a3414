"""The period of a claim: said at the quantity, in its clause, in the sentence, or what the passage speaks of."""

from __future__ import annotations

import re

from extractor import calendars, items, moods, period_bases
from extractor.adverbials import (
    TOLD_OF,
    is_base,
    is_compared,
    is_listed_earlier,
    is_of_now,
    is_ranked,
    opens,
    own_index,
)
from extractor.bases import before
from extractor.choice import weights
from extractor.claims import TRADE
from extractor.effective import starts
from extractor.expectations import is_some_day, is_when_said, is_when_told, year_meant
from extractor.pending import Draft
from extractor.period_grammar import PeriodMention
from extractor.phrases import Phrase
from extractor.places import alongside, elsewhere
from extractor.resolving import resolved, single, so_far
from extractor.scene import Filled, Scene
from extractor.turns import year_after, years
from extractor.vocabulary import STOCKS

# "exports to grow 8 percent and imports 12 percent in 2021": the time at the end is that of both
_SHARED = re.compile("[^QJ;T:MPpsz]*&[D_]*M[^QJ;T:MPpsz]*Q[k_o]*(?:[i(n]D?)?")
_AFTER = re.compile("L[^QJ;,]{0,12}Q[^,]{0,12}$")  # "rose 3 percent, after a drop of 1 percent in April"
_AFTER_MOVE = re.compile("L[D_]?[RF]_?[rb]?[D_]*$")
_WHOLE = re.compile("[oi][DY_]?M")
_BEHIND = re.compile("_?[ir]?D?P")
_FIRST_TIME = re.compile("d_?[RFHE]{1,2}_?[in]?D?$")
_BRACKETED = re.compile(r"\(Q\)")  # "12,000 tonnes (14,300) in April"
_WHEN = re.compile("[Ps],?_(?=[^PQJ;]*$)")  # "below April, when they had come to 4 million"
_FROM = re.compile("f[D_]*$")
_BESIDE = re.compile("[hC~>][D_]*$")
_OF_IT = re.compile("[^Q]*Q?[^Q]*o(?:[IT]|DY)(?!M)")
_THAT_IS = re.compile("[_,&J]*[IT](?:'|_)?E")  # "That is 68 percent of"
_UPON = re.compile("L[^L]{2,}$")  # "to 4 million, after Beijing raised the duty in May"
_AND_LATER = re.compile("tD?_?Qp")  # "halved to 1 billion a year later"
_REVISED = re.compile("[^D]V|V(?!_?M)")  # "the preliminary index" is not a revised one
HAD = frozenset({"had", "having"})


def period(scene: Scene, draft: Draft, phrase: Phrase, reporter: str) -> tuple[str, str]:
    """The period a draft is about, or "", and where that was taken from."""
    current = scene.now or scene.state.period
    own = _own(scene, draft)
    spoken = next((scene.filled[other.at].period for other in scene.earlier(draft)), current)
    if draft.construction == "revised-from" and scene.last(draft) is not None:
        return spoken, "revised"
    if is_earlier(scene, draft):
        return _then(scene, draft, phrase, reporter, own, current)
    later = own is not None and own.kind == "relative" and own.wording.offset > 0  # "a year later"
    before_it = scene.last(draft)
    if later and before_it is not None and _own(scene, before_it) is own:
        return spoken, "own words"  # "halved to 1 billion a year later": said of both
    if own is not None and (later or own.wording.which == "following"):
        return resolved(scene, own, spoken, reporter), "own words"
    if draft.status != "actual" and own is None and is_some_day(scene, draft.at):
        return "", "some day"
    if own is None and moods.is_present(scene.chart, draft.at):
        return "", "now"
    if own is not None and own.kind == "since" and _when(scene, draft.at) is not None:
        return period_bases.base(own, scene.context.anchor, current, reporter), "when"
    amount = draft.measure in ("level", "share")
    if own is None and amount and _FROM.search(scene.clause, 0, draft.at) and (span := years(scene, draft)):
        return span[0], "start of the years"
    if own is None and draft.construction == "direction-to" and is_of_now(scene, draft.at):
        return "", "now"
    if own is None and _is_year_after(scene, draft) and spoken:
        return calendars.shift(spoken, years=1), "year after"  # "4 percent this year and 3 percent next"
    same = scene.like(draft)
    if same is not None and own is None:
        return same.period, "quantity before"
    value, source = _clause(scene, draft, phrase, reporter, current)
    last = scene.last(draft)
    if draft.construction == "direction-to" and last is not None and last.phrase is phrase and "/" in value:
        growth = scene.filled[last.at]
        if any(one.field == "base" and one.source == "span" for one in growth.taken):
            return growth.period, "end of the years"  # "grew 5 percent a year between 2010 and 2015, to 40 million"
    if draft.construction == "direction-to" and amount and (span := years(scene, draft)):
        return span[1], "end of the years"
    if source == "carried" and draft.construction == "direction-to" and (year := year_after(scene, draft)):
        return year, "year after"
    if (
        value
        and (draft.measure == "level" or draft.measure == "share" and phrase.metric not in STOCKS)
        and (phrase.metric in STOCKS or phrase.metric in ("fdi", "odi") and _at_end(scene))
    ):
        return calendars.end_month(value), source
    return value, source


def _is_year_after(scene: Scene, draft: Draft) -> bool:
    """Whether a figure is for the year after the one just told: "and 3 percent next", "3 percent the year after"."""
    if draft.slot == "then" or next(scene.earlier(draft), None) is None:
        return False
    behind = scene.chart.units[draft.at].last
    said = " ".join(sign.low for sign in scene.chart.signs[behind : behind + 5]).removeprefix("in ")
    form = next((one for one in items.roles_of("year after") if f"{said} ".startswith(f"{one} ")), "")
    return bool(form) and said[len(form) :].lstrip()[:1] in (*'.,;)"', "")


def _at_end(scene: Scene) -> bool:
    """Whether a sentence speaks of the end of a period, so that its investment is a stock ("by the end of 2018")."""
    told = [scene.chart.mention(index).wording for index, char in enumerate(scene.clause) if char in "Pz"]
    told += [one.wording for _, phrase in scene.chart.phrases for one in phrase.periods]
    return any(said.at_end or said.to_date for said in told)


def _clause(scene: Scene, draft: Draft, phrase: Phrase, reporter: str, current: str) -> tuple[str, str]:
    """The period of a figure of the clause's own."""
    moved = draft.measure in ("streak", "growth") and current
    if moved and _AFTER_MOVE.search(scene.clause, 0, draft.at) and _own(scene, draft) is None:
        return calendars.previous(current), "before"  # "after falling for three months", "after rising 2 percent"
    return _scored(scene, draft, phrase, reporter)


def _own(scene: Scene, draft: Draft) -> PeriodMention | None:
    """The wording of time that stands directly at a figure, or in the phrase after it."""
    index = own_index(scene, draft.at)
    index = _when(scene, draft.at) if index is None else index
    if index is not None:
        return scene.chart.mention(index)
    later = _AND_LATER.match(scene.clause, draft.at + 1)
    if later is not None and scene.chart.mention(later.end() - 1).wording.offset > 0:
        return scene.chart.mention(later.end() - 1)
    phrase = draft.phrase
    return phrase.periods[0] if phrase and phrase.periods and scene.chart.place(phrase) > draft.at else None


def _when(scene: Scene, at: int) -> int | None:
    """The unit of the wording of time that a clause around a figure goes on from with "when", or None."""
    told = _WHEN.search(scene.clause, 0, at)
    return told.start() if told is not None and scene.chart.low(told.end() - 1) == "when" else None


def is_earlier(scene: Scene, draft: Draft) -> bool:
    """Whether a figure is an earlier one that the clause's own is set beside, by its slot or the time it is given.

    So is one in brackets of the same unit ("51,400 (54,600)"), an amount with a relative time ("a gap of 3 billion a
    year earlier") and a move that "had" gone before ("had dropped 4.4 percent the month before").
    """
    if draft.slot == "then":
        return not (elsewhere(scene, draft) or alongside(scene, draft))
    own = _own(scene, draft)
    if own is not None and own.kind == "relative" and own.wording.offset < 0:
        had = scene.says(scene.chart.place(draft.phrase), draft.at, HAD) if draft.phrase else False
        listed = (
            is_listed_earlier(draft, own) or draft.measure == "share" and bool(_FROM.search(scene.clause, 0, draft.at))
        )
        return draft.construction == "against-metric" or draft.measure == "level" or had or listed
    if draft.construction != "restated" or draft.like is None or draft.percent:
        return False
    return draft.unit == draft.like.unit and scene.before(draft.at) == "(" and len(scene.compared) == 2


def _then(
    scene: Scene, draft: Draft, phrase: Phrase, reporter: str, own: PeriodMention | None, current: str
) -> tuple[str, str]:
    """The period of an earlier figure: its own words, those of a later one, as in the comparison before, or by
    convention the period before."""
    if phrase.metric == "tariff_rate" and own is None:
        return "", ""
    # "inflation slowed to 2 percent from 3": of the month before
    rate = phrase.metric in ("cpi", "ppi", "pmi", "gdp") or draft.measure == "growth"
    if own is not None:
        if own.kind == "relative" and not scene.now and not draft.carried:
            current = _scored(scene, draft, phrase, reporter)[0] or current
        last_year = own.wording.rule == "year" and own.wording.which in ("last", "previous")
        if scene.now and last_year and own.lead not in ("in", "for"):
            value = period_bases.base(own, scene.context.anchor, current, reporter)  # the same months of last year
        else:
            value = resolved(scene, own, current, reporter)
        if phrase.metric in STOCKS and draft.measure == "level" and value:
            value = calendars.end_month(value)
        if value != scene.now or not value:
            return value, "own words"
        return before(scene, value, rate), "conventional"  # "rose to 10 from 9 in February": said of the new figure
    if is_of_now(scene, draft.at):
        return "", "now"
    if current and draft.status != "actual":
        return current, "expected"  # "more than the 3 billion that traders had counted on"
    if scene.now and _REVISED.search(scene.clause):
        return scene.now, "revised"  # "revised the April deficit to 14.9 billion from 14.1 billion"
    last = scene.last(draft)
    if draft.construction == "bracketed-then" and last is not None and last.phrase is phrase:
        period = scene.filled[last.at].period
        return before(scene, period, rate) if period else "", "bracketed"
    if (
        draft.measure in ("level", "share")
        and _FROM.search(scene.clause, 0, draft.at)
        and (span := years(scene, draft))
    ):
        return span[0], "start of the years"
    if draft.construction == "from-quantity" and last is not None and last.phrase is phrase:
        base = _stated_base(scene.filled[last.at])
        if base:
            return base, "growth before"  # "doubled between 1990 and 1995, from 20 million"
    for index in range(draft.at + 1, len(scene.clause)):
        if scene.clause[index] in "Pp" and any(
            other.slot == "then" and draft.at < other.at < index for other in scene.drafts
        ):
            value = resolved(scene, scene.chart.mention(index), current, reporter)
            if value != scene.now:
                return value, "later in the clause"
    if scene.clause.startswith("L", draft.at + 1) and not set(scene.clause[draft.at + 1 : draft.at + 5]) & set("Pp"):
        return "", "before an event"  # "from 1 percent before the war"
    if not scene.now or (draft.measure == "share" and "r" in scene.clause[draft.at : draft.at + 2]):
        return scene.now or scene.state.period, "passage"
    if draft.construction == "compared-with" and _of_another(scene, draft.at):
        return scene.now, "set against another"
    return _parallel(scene, draft) or (before(scene, scene.now, rate), "conventional")


def _stated_base(filled: Filled) -> str:
    """What growth compares with, where that is told, or ""."""
    return next((one.value for one in filled.taken if one.field == "base" and one.source in ("stated", "span")), "")


def _of_another(scene: Scene, at: int) -> bool:
    """Whether a figure is that of another place, not of another time: "compared with $22.4 billion to Japan"."""
    return bool(re.match("[_k]?[twn]D?A", scene.clause[at + 1 :]) or re.search("A'?D?$", scene.clause[:at]))


def _parallel(scene: Scene, draft: Draft) -> tuple[str, str] | None:
    """The period that the comparison before gave to its earlier figure in the same place, if it had as many.

    "Imports were 14 billion against 15 in January and 16 a year ago, exports 13 billion against 13 and 14."
    """
    last = next((other for other in scene.earlier(draft) if other.slot == "now"), None)
    if last is not None and last.phrase is not draft.phrase:  # "from 21 percent to 16": a figure not yet spoken of
        scene.compares("now", scene.now)
    now, *then = scene.compared or ("",)
    place = len(scene.earlier_ones) - 1
    following = [other for other in scene.drafts if other.at >= draft.at and not other.reason]
    size = place + next((n for n, other in enumerate(following) if other.slot == "now"), len(following))
    if draft.slot == "now":
        place, size = 0, 1
    if draft.measure not in ("level", "share") or now != scene.now or len(then) != size or not 0 <= place < size:
        return None
    return then[place], "as before"


def _scored(scene: Scene, draft: Draft, phrase: Phrase, reporter: str) -> tuple[str, str]:
    """The best of the periods in the sentence, or the one carried over, by score."""
    if phrase.metric == "tariff_rate" and (day := starts(scene, draft, reporter)):
        return day, "day"
    table_of = weights()["period"]
    current = scene.now or scene.state.period
    owned = {own_index(scene, other.at) for other in scene.drafts if other.slot == "then" and other is not draft}
    candidates: list[tuple[str, PeriodMention]] = []
    first = scene.clause.find("Q", max(scene.chart.place(phrase), 0), draft.at)
    nearer = first >= 0 and "P" in scene.clause[first : draft.at]  # "9 tonnes in May, and the five-month total of 41"
    beside = _BESIDE.search(scene.clause, 0, max(scene.chart.place(phrase), 0))  # "2 percent below that of 2019, at"
    for mention in phrase.periods if not (draft.carried or nearer or beside) else []:
        if mention.kind in ("absolute", "since") or mention.wording.offset > 0:
            candidates.append(("in_phrase", mention))
    after = _WHOLE.match(scene.clause, draft.at + 1)
    if after is not None:  # the whole of a share: "to 31% of total exports in 2021"
        whole = scene.chart.units[after.end() - 1].phrase
        assert whole is not None
        candidates.extend(("right_adjacent", mention) for mention in whole.periods if mention.kind == "absolute")
        behind = _BEHIND.match(scene.clause, after.end())
        if behind is not None:  # "of what they sold abroad last year"
            candidates.append(("right_adjacent", scene.chart.mention(behind.end() - 1)))
    when = _when(scene, draft.at)
    times = [index for index, char in enumerate(scene.clause) if char in "Pps" and index not in owned]
    for index in sorted(times, key=lambda place: abs(place - draft.at)):
        if scene.clause[index] == "P" and is_when_told(scene, draft, index):
            continue
        aside = scene.chart.relative(index) and not scene.chart.relative(draft.at)
        name = "right_adjacent" if index == when else ""
        name = name or ("other_clause" if aside else _relation(scene, draft, phrase, index))
        if name:
            candidates.append((name, scene.chart.mention(index)))
    best = (0.0, "", "")
    elsewhere = ""
    for name, mention in candidates:
        if table_of[name] > best[0] or (name == "other_clause" and mention.kind == "absolute"):
            spoken = scene.state.period or current if name == "fronted_earlier" else current
            value = resolved(scene, mention, spoken, reporter)
            if mention.wording.rule == "recent" and mention.wording.unit == "month" and draft.measure != "level":
                continue  # over how long something has moved, or how often
            if value and mention.kind == "since" and draft.measure in ("growth", "change") and "-" in value:
                value = calendars.end_month(value)  # growth since a month is that of the last
            if value and table_of[name] > best[0]:
                best = (table_of[name], value, name.replace("_", " "))
            elsewhere = elsewhere or value
    if best[1] and is_when_said(draft, best[1], scene.now):
        return scene.now, "expected"
    if best[1]:
        return so_far(scene, best[1], current, reporter), best[2]
    if phrase.metric == "tariff_rate":  # in force from a day, not over the passage's period
        return "", ""
    if (
        draft.measure == "share"
        and not scene.now
        and not scene.clause.startswith("oI", draft.at + 1)  # "for a third of them": of what was just spoken of
        and not _THAT_IS.match(scene.clause)
        and scene.says(
            scene.chart.segment(draft.at), scene.chart.segment_end(draft.at), items.roles_of("present shares")
        )
    ):
        return "", "general"
    if draft.status != "actual" and (year := year_meant(scene, draft, phrase)):
        return year, "year of the article"
    if scene.now:
        return scene.now, "same sentence"
    if any(sign.low in items.roles_of("present times") for sign in scene.chart.signs):
        return "", "general"
    if draft.status != "actual" and scene.state.ahead:
        return scene.state.ahead, "carried"
    if scene.state.period:
        return single(scene, draft, _spoken(scene, phrase)), "carried"
    told = (scene.filled[other.at].period for other in scene.earlier(draft) if not is_earlier(scene, other))
    elsewhere = elsewhere or next(told, "")
    return elsewhere, "other clause"  # "exports down 2 pct, imports up 4 pct in March"


def _stands_between(scene: Scene, other: Draft, at: int, index: int) -> bool:
    """Whether an earlier figure that is not in brackets stands between a figure and a wording of time after it."""
    if other.slot != "then" or other.reason or not at < other.at < index:
        return False
    return not _BRACKETED.fullmatch(scene.clause, other.at - 1, other.at + 2)


def _spoken(scene: Scene, phrase: Phrase) -> str:
    """The period that a passage speaks of where its sentence names none.

    It is the last one named; but trade returns to the period that the article is about after an earlier one of the same
    length, and at a new paragraph also after a part of it, unless the one flow follows the other.
    """
    now, main, spoken = scene.state.period, scene.state.main, scene.state.phrase
    if not main or main == now or phrase.metric not in TRADE:
        return now
    (first, last), (start, end) = calendars.bounds(main), calendars.bounds(now)
    if _OF_IT.match(scene.clause):
        return now  # "Russia supplied 131,200 tonnes of that"
    if scene.paragraph == scene.state.dated:
        return main if first > end and calendars.length(main) == calendars.length(now) else now
    other_flow = spoken is not None and {spoken.metric, phrase.metric} == {"exports", "imports"}
    is_part = first <= start and end <= last and not other_flow
    # "in the first five months", then the month again
    is_to_date = start <= first and end == last and start.month == 1 and not scene.state.settled
    return main if last > end or is_part or is_to_date else now


def _counts_since(scene: Scene, draft: Draft, phrase: Phrase, index: int, between: str) -> bool:
    """Whether a figure is of the time since what is named: fronted, right at it, or of what has been since.

    Not the date of a record ("the sharpest drop since 2016") or of an aside ("clouded by a dispute since May").
    """
    if set(between) & set("J;T") or is_ranked(scene, index):
        return False
    if index < draft.at and opens(scene, index):
        return True
    perfect = scene.says(scene.chart.place(phrase), draft.at, items.roles_of("perfect"))
    return not set(between) & set(",RFd") and (perfect or not set(between) & set("MNQ"))


def _relation(scene: Scene, draft: Draft, phrase: Phrase, index: int) -> str:
    """How the wording of time at a unit stands to a draft: the name of a weight, or "" where it is not its period."""
    clause, at = scene.clause, draft.at
    mention, preposition = scene.chart.mention(index), scene.before(index)
    if _FIRST_TIME.search(clause, 0, index):
        return ""  # "the first drop recorded this year" dates the record
    if is_base(scene, index) or (is_compared(mention) and index > scene.chart.segment(index) + 1):
        return ""
    if mention.kind == "relative" and index < at and opens(scene, index):
        return "fronted_earlier"  # "A year ago it stood at 13.5 billion"
    if mention.wording.rule == "the" and (mention.wording.at_end or preposition in set("ir")):
        stops = "Q"  # "exports for the year are put at", "by the end of the year exports will be"
    else:
        stops = "QM" if preposition in set("ir") else ""
    if mention.kind == "relative" and (not stops or (index < at and scene.has(stops, 0, index))):
        return ""
    between = clause[min(index, at) + 1 : max(index, at)]
    if draft.construction == "counted":
        between = between.replace("M", "")  # "600,000 firms had import and export records in 2023"
    own = scene.chart.place(phrase)
    if at < own < index and not set(clause[own:index]) & set("RF"):
        between = between[own - at :]  # "doubled its exports, now worth $3 billion, by 2030"
    if mention.kind == "since" and not _counts_since(scene, draft, phrase, index, between):
        return ""
    if index > at:
        between = _BRACKETED.sub("", between)
        if any(_stands_between(scene, other, at, index) for other in scene.drafts):
            return ""
        if scene.says(at + 1, index, HAD) or _AFTER.search(between):
            return ""  # "rose 0.5 percent, having fallen 3.8 percent in May"
        if draft.status == "actual" and "v" in between:
            return ""  # "a third goes to China, and nobody knows what it will do in July"
        if "(" in between and TOLD_OF.match(scene.clause, index + 1):
            return ""  # "8,200 tonnes (August 11,600)"
        if not between.strip("irnDVk_)(u$oRF+c"):
            return "right_adjacent"
        if set(between) & set("JM;T-d") or _UPON.search(between):
            return "shared" if _SHARED.fullmatch(between) and mention.kind == "absolute" else "other_clause"
        return "right_same_clause"
    if not opens(scene, index) and any(index < other.at < at and other.slot == "then" for other in scene.drafts):
        return ""
    place = scene.chart.place(phrase)
    if index < place and not set(clause[index + 1 : place]) & set("QJ;"):
        return "fronted"
    if not set(between) & set("QJ;"):
        return "possessive_before" if mention.possessive and index >= at - 2 else "left_same_clause"
    return "fronted" if not set(clause[:index]) & set("QM") else "other_clause"
