"""The wording of time that a clause gives a figure: candidates scored by where they stand."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor import calendars, items
from extractor.adverbials import (
    TOLD_OF,
    is_base,
    is_compared,
    is_listed_earlier,
    is_of_span,
    is_of_that,
    is_on_year,
    is_on_year_before,
    is_ranked,
    opens,
    own_index,
    own_wording,
    time_of_moves,
    when_unit,
)
from extractor.choice import weights
from extractor.claims import TRADE
from extractor.effective import starts, to_come
from extractor.expectations import is_when_said, is_when_told, year_meant
from extractor.pending import Draft
from extractor.period_grammar import PeriodMention
from extractor.phrases import Phrase
from extractor.places import alongside, elsewhere
from extractor.resolving import before_total, on_day, present, resolved, single, so_far, to_day
from extractor.scene import Scene
from extractor.spoken_times import of_passage, of_sentence
from extractor.standing import stands

RATES = frozenset({"gdp", "cpi", "ppi", "pmi"})
_SHARED = re.compile("[^QJ;T:MPpsz]*&[D_]*M[^QJ;T:MPpsz]*Q[k_o]*(?:[i(n]D?)?")
_AFTER = re.compile("L[^QJ;,]{0,12}Q[^,]{0,12}$")  # "rose 3 percent, after a drop of 1 percent in April"
_TWO_VERBS = re.compile("[$]?o?k?_?,?&M")
_TWO_MOVES = re.compile("[RF+]?_?[io]D?M[^QMJ;TPpsz]{1,5}Q[RF+]?[io]D?(M)")
_WHOLE = re.compile("[oi][DY_]?[MN]")
_BEHIND = re.compile("_?[ir]?D?P")
_FIRST_TIME = re.compile("d_?[RFHE]{1,2}_?[in]?D?$")
_BRACKETED = re.compile(r"\(Q\)")  # "12,000 tonnes (14,300) in April"
# "below April, when they had come to 4 million", "against May, which saw 4 million", "May 2016, in which it was"
_BESIDE = re.compile("[hC~>][D_]*$")
_THAT_IS = re.compile("[_,&J]*[IT](?:'|_)?E")  # "That is 68 percent of"
# "in July-March, the first nine months of fiscal 2022-23," "in fiscal 2023 (July 2022-June 2023)"
_APPOSED = re.compile(r"P,D?P[,(]$|P\(P\)$")
_UPON = re.compile("L[^L]{2,}$")  # "to 4 million, after Beijing raised the duty in May"
_FROM = re.compile("f[D_]*$")
_ANEW = re.compile("&[_v]{0,2}[RF]_?$")
_TO_THEN = re.compile("[yu_k]{0,2}tD?_?Q[ir]D?P")
HAD = frozenset({"had", "having"})


def scored(scene: Scene, draft: Draft, phrase: Phrase, reporter: str) -> tuple[str, str]:
    """The best of the periods in the sentence, or the one carried over, by score."""
    if phrase.metric == "tariff_rate":
        if draft.percent and stands(scene.chart, draft.at):
            return "", "in force"  # "will scrap its 8 percent duty in May"
        if day := starts(scene, draft, reporter):
            return day, "day"
    if phrase.metric == "fx_reserves" and draft.measure == "level" and (day := on_day(scene, draft)):
        return day, "day"
    table_of = weights()["period"]
    current = scene.now or scene.state.period
    summed, month = before_total(scene, draft, current, reporter)
    owned = {summed} | {
        own_index(scene, other.at)
        for other in scene.drafts
        if (other.slot == "then" or other.construction == "against-metric" and other.at < draft.at)
        and other is not draft
    }
    candidates: list[tuple[str, PeriodMention]] = []
    for mention in phrase.periods if not draft.carried and _is_nearest(scene, draft, phrase) else ():
        if mention.kind in ("absolute", "since") or mention.wording.offset > 0:
            bare = mention.wording.rule == "part" and not mention.wording.year
            named = scene.chart.named_months(scene.chart.place(phrase) + 1) if bare else None
            candidates.append(("in_phrase", named or mention))
    if not phrase.periods and not draft.carried:
        candidates.extend(("in_phrase", mention) for mention in _of_subject(scene, draft, phrase))
    after = _WHOLE.match(scene.clause, draft.at + 1)
    if after is not None:  # the whole of a share: "to 31% of total exports in 2021"
        whole = scene.chart.units[after.end() - 1].phrase
        assert whole is not None
        candidates.extend(("right_adjacent", mention) for mention in whole.periods if mention.kind == "absolute")
        behind = _BEHIND.match(scene.clause, after.end())
        if behind is not None:  # "of what they sold abroad last year"
            candidates.append(("right_adjacent", scene.chart.mention(behind.end() - 1)))
    if not phrase.periods and (ahead := _TWO_VERBS.match(scene.clause, draft.at + 1)) is not None:
        other = scene.chart.units[
            ahead.end() - 1
        ].phrase  # "exported $5 million to Peru and imported $4 million in May"
        assert other is not None
        shared = other.periods if other.kind == phrase.kind == "verb" else ()
        candidates.extend(("right_adjacent", mention) for mention in shared if mention.kind == "absolute")
    moves = _TWO_MOVES.match(scene.clause, draft.at + 1) if not phrase.periods and draft.direction else None
    if moves is not None:  # "a rise of 5 percent in imports and a fall of 4 percent in exports in May"
        other = scene.chart.units[moves.start(1)].phrase
        candidates.extend(("shared", one) for one in other.periods if one.kind == "absolute") if other else None
    when = when_unit(scene, draft.at)
    times = [index for index, char in enumerate(scene.clause) if char in "Pps" and index not in owned]
    for index in sorted(times, key=lambda place: abs(place - draft.at)):
        if scene.clause[index] == "P" and is_when_told(scene, draft, index):
            continue
        if _APPOSED.search(scene.clause, 0, index + 2):
            continue
        if index == when and scene.clause[index] == "p":
            continue  # "than the year before, when it was": the year before what the clause is about
        aside = scene.chart.relative(index) and not scene.chart.relative(draft.at)
        name = "right_adjacent" if index == when else ""
        name = name or ("in_phrase" if scene.clause[index] == "s" and is_of_span(scene, draft, index) else "")
        name = name or ("other_clause" if aside else _relation(scene, draft, phrase, index))
        if name:
            candidates.append((name, scene.chart.mention(index)))
    best = (0.0, "", "")
    elsewhere = ""
    yearly = draft.measure == "growth" and is_on_year_before(scene)  # "fell in the past three months on a year earlier"
    for name, mention in candidates:
        if table_of[name] > best[0] or (name == "other_clause" and mention.kind == "absolute"):
            spoken = scene.state.period or current if name == "fronted_earlier" else current
            value = resolved(scene, mention, spoken, reporter)
            value = value and present(scene, draft, mention, value) or value
            months = mention.wording.rule == "recent" and mention.wording.unit in ("month", "week")
            if months and draft.measure != "level" and not yearly:
                continue  # over how long something has moved, or how often
            grown = mention.kind == "since" and draft.measure in ("growth", "change") and name != "in_phrase"
            grown &= not (months and yearly or mention.wording.harvest)
            if value and grown and "-" in value:
                value = calendars.end_month(value)  # growth since a month is that of the last
            if value and mention.wording.at_end and phrase.metric in TRADE and draft.measure == "level":
                value = _to_end(value)
            if value and table_of[name] > best[0]:
                best = (table_of[name], value, name.replace("_", " "))
            elsewhere = elsewhere or value
    if month and not best[1]:
        return month, "same sentence"
    if best[1] and is_when_said(draft, best[1], scene.now):
        return scene.now, "expected"
    if best[1] and phrase.metric == "tariff_rate" and draft.status == "target":
        return to_come(scene, best[1]), best[2]
    if best[1]:
        return so_far(scene, phrase, best[1], current, reporter), best[2]
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
    if is_of_that(scene, draft) and scene.state.last[0]:
        return scene.state.last[0], "carried"
    if told_in := of_sentence(scene, draft, phrase, reporter, current):
        return told_in, "same sentence"
    if not items.roles_of("present times").isdisjoint(scene.chart.lows):
        return "", "general"
    if draft.status != "actual" and scene.state.ahead:
        return scene.state.ahead, "carried"
    if day := to_day(scene, phrase, current, reporter):
        return day, "as of"
    if scene.state.period:
        return single(scene, draft, of_passage(scene, phrase)), "carried"
    told = (scene.filled[other.at].period for other in scene.earlier(draft) if not is_earlier(scene, other))
    elsewhere = elsewhere or next(told, "")
    return elsewhere, "other clause"  # "exports down 2 pct, imports up 4 pct in March"


def _to_end(value: str) -> str:
    """The year up to a month at whose end trade stood somewhere: "the surplus was $5 billion at the end of May"."""
    return calendars.months(int(value[:4]), 1, int(value[5:])) if _MONTH.fullmatch(value) else value


_MONTH = re.compile(r"\d{4}-\d\d")
# "had posted a deficit of", "was the main market in May, with exports of"
_RESTATES = re.compile("MEV[^;JPp]*[ft]D?V?MoQ?[^;JPpM]*(?:tD?V?M?o?)?$")
_ROW = re.compile("M(?:,D?M)*,?&D?M")
_SHOWS = re.compile("[_vERFH]{1,4}D?[_d]*|,?wD?[_xd]*|v?E?_?b[Dc]*Q[RF+][oi]D?")


def _of_subject(scene: Scene, draft: Draft, phrase: Phrase) -> Sequence[PeriodMention]:
    """The times of the subject that shows what a figure tells: "the trade balance in May had posted a deficit of"."""
    place = scene.chart.place(phrase)
    row = _ROW.match(scene.clause, max(place, 0), draft.at)
    joint = scene.chart.units[row.end() - 1].phrase if row is not None else None
    if joint is not None and joint.periods:
        return [one for one in joint.periods if one.kind == "absolute"]  # "exports, imports and the surplus in May"
    whole = _OF_WHOLE.match(scene.clause)
    if whole is not None and whole.end(1) <= draft.at < place:  # "Of all trade in May, $5 billion were exports"
        trade = scene.chart.units[whole.start(1)].phrase
        return [one for one in trade.periods if one.kind == "absolute"] if trade is not None else ()
    restates = _RESTATES.search(scene.clause, 0, draft.at)
    revised = scene.chart.units[restates.start()].phrase if restates is not None else None
    if revised is not None and revised is not phrase and phrase.metric.startswith("trade_"):
        return [one for one in revised.periods if one.kind == "absolute"]  # "May's surplus was revised from one of"
    at = scene.clause.rfind("M", 0, min(max(place, 0), draft.at))
    subject = scene.chart.units[at].phrase if at >= 0 else None
    if subject is None or not subject.periods:
        return ()
    ahead = place > draft.at and scene.clause.startswith("iM", draft.at + 1)  # "trade in May was $5 billion in surplus"
    shows = ahead and subject.metric in TRADE and phrase.kind == "weak"
    if place < draft.at or not ahead:
        shows = _SHOWS.fullmatch(scene.clause, at + 1, place) is not None
    return [one for one in subject.periods if one.kind == "absolute"] if shows else ()


_OF_WHOLE = re.compile("[*J]?o[DA'_Y]*(M),")
_RUN = re.compile("po[^,;JMQ]*,")


def _is_nearest(scene: Scene, draft: Draft, phrase: Phrase) -> bool:
    """Whether what a phrase says of its time is of a figure, which stands beside no other time."""
    if draft.construction == "against-metric":
        return True  # "compared with a deficit for 1989 of $5 billion"
    place = max(scene.chart.place(phrase), 0)
    first = scene.clause.find("Q", place, draft.at)
    nearer = first >= 0 and "P" in scene.clause[first : draft.at]  # "9 tonnes in May, and the five-month total of 41"
    return not nearer and _BESIDE.search(scene.clause, 0, place) is None  # "2 percent below that of 2019, at"


def _stands_between(scene: Scene, other: Draft, at: int, index: int) -> bool:
    """Whether an earlier figure that is not in brackets stands between a figure and a wording of time after it."""
    if other.slot != "then" or other.reason or not at < other.at < index:
        return False
    return not _BRACKETED.fullmatch(scene.clause, other.at - 1, other.at + 2)


def _counts_since(scene: Scene, draft: Draft, phrase: Phrase, index: int, between: str) -> bool:
    """Whether a figure is of the time since what is named: fronted, right at it, or of what has been since.

    Not the date of a record ("the sharpest drop since 2016") or of an aside ("clouded by a dispute since May").
    """
    if set(between) & set("J;T") or is_ranked(scene, index):
        return False
    if is_of_span(scene, draft, index):
        return True
    if index < draft.at and opens(scene, index):
        return True
    perfect = scene.says(scene.chart.place(phrase), draft.at, items.roles_of("perfect"))
    return not set(between) & set(",RFd") and (perfect or not set(between) & set("MNQ"))


_NEXT = re.compile("P,?[tbID_]{0,3}(?:[RF+]{1,2}[obit]?)?[D_<>~]{0,3}Q")  # "in 2005 to 158 million", "a fall of 2"


_SAME_AS = re.compile("D_[Yg]l$")


def _relation(scene: Scene, draft: Draft, phrase: Phrase, index: int) -> str:
    """How the wording of time at a unit stands to a draft: the name of a weight, or "" where it is not its period."""
    clause, at = scene.clause, draft.at
    mention, preposition = scene.chart.mention(index), scene.before(index)
    if _FIRST_TIME.search(clause, 0, index):
        return ""  # "the first drop recorded this year" dates the record
    said = preposition == "i" or mention.wording.which in ("this", "last") and not mention.possessive
    if said and draft.status == "forecast" and clause.startswith("x", index + 1) and "M" not in clause[:index]:
        return ""  # "the bank this month forecast growth of 5 percent"
    if mention.text.lower().startswith("as in ") or _SAME_AS.search(clause, 0, index):
        return ""  # "about the same as in 2015", "the same figure as 2015"
    if index < scene.chart.look_back < at:
        return ""  # "After falling in May, exports rose 5 percent": told of what was before
    if scene.chart.word_before(index - 1) in ("time", "times"):
        return ""  # "topping a billion for the sixth time this year"
    if is_on_year(scene, mention, index):
        return ""  # "(down 7 percent in the year)", of a month
    if index == 0 and mention.kind == "relative" and _RUN.match(clause):
        return ""  # "Following five months of growth, exports fell"
    if mention.kind == "absolute" and clause.startswith("'", index + 1) and index + 2 == at:
        return "possessive_before"  # "an improvement over July's 5 percent fall"
    if is_base(scene, index) or (is_compared(mention) and index > scene.chart.segment(index) + 1):
        return ""
    if mention.kind == "relative" and index < at and opens(scene, index):
        return "fronted_earlier"  # "A year ago it stood at 13.5 billion"
    if mention.wording.rule == "the" and (mention.wording.at_end or preposition in set("ir")):
        stops = "Q"  # "exports for the year are put at", "by the end of the year exports will be"
    else:
        same = preposition == "a" and mention.wording.rule == "same"  # "at the same date in 2022"
        stops = "QM" if preposition in set("ir") or same else ""
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
    if index > at and index == time_of_moves(scene):
        return "shared"
    if index > at:
        between = _BRACKETED.sub("", between)
        if any(_stands_between(scene, other, at, index) for other in scene.drafts):
            return ""
        if scene.says(at + 1, index, HAD) or _AFTER.search(between):
            return ""  # "rose 0.5 percent, having fallen 3.8 percent in May"
        if draft.status == "actual" and "v" in between:
            return ""  # "a third goes to China, and nobody knows what it will do in July"
        if between.endswith((",i", "&i")) and _NEXT.match(clause, index):
            return ""  # "amounted to 159 million, in 2005 to 158 million"
        if "oDQ" in between:
            return ""  # "or 57 percent of the $7 billion of 1999"
        if "(" in between and TOLD_OF.match(scene.clause, index + 1):
            return ""  # "8,200 tonnes (August 11,600)"
        if not between.strip("irnDVk_)(u$oRF+cg" + "x" * (draft.status != "actual")):
            return "right_adjacent"
        if set(between) & set("JM;T-d") or _UPON.search(between):
            return "shared" if _SHARED.fullmatch(between) and mention.kind == "absolute" else "other_clause"
        return "right_same_clause"
    if not opens(scene, index) and any(index < other.at < at and other.slot == "then" for other in scene.drafts):
        return ""
    place = scene.chart.place(phrase)
    if index < place and not set(clause[index + 1 : place]) & set("QJ;"):
        return "fronted"
    if _ANEW.search(between) and _TO_THEN.match(clause, at + 1):
        return "other_clause"  # "to $3 billion in May and rose 6 percent to $28 billion in the five months"
    if not set(between) & set("QJ;"):
        return "possessive_before" if mention.possessive and index >= at - 2 else "left_same_clause"
    return "fronted" if not set(clause[:index]) & set("QM") else "other_clause"


def is_earlier(scene: Scene, draft: Draft) -> bool:
    """Whether a figure is an earlier one that the clause's own is set beside, by its slot or the time it is given.

    So is one in brackets of the same unit ("51,400 (54,600)"), an amount with a relative time ("a gap of 3 billion a
    year earlier") and a move that "had" gone before ("had dropped 4.4 percent the month before").
    """
    if draft.slot == "then":
        return not (elsewhere(scene, draft) or alongside(scene, draft))
    own = own_wording(scene, draft)
    if own is not None and own.kind == "relative" and own.wording.offset < 0:
        since = max(scene.chart.place(draft.phrase) if draft.phrase else 0, scene.clause.rfind("Q", 0, draft.at))
        had = draft.phrase is not None and scene.says(since, draft.at, HAD)
        listed = (
            is_listed_earlier(draft, own) or draft.measure == "share" and bool(_FROM.search(scene.clause, 0, draft.at))
        )
        return draft.construction == "against-metric" or draft.measure == "level" or had or listed
    if draft.construction != "restated" or draft.like is None or draft.percent:
        return False
    return draft.unit == draft.like.unit and scene.before(draft.at) == "(" and len(scene.compared) == 2
