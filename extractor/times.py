"""The period of a claim: said at the quantity, in its clause, in the sentence, or what the passage speaks of."""

from __future__ import annotations

import re

from extractor import calendars, implied, items, moods, period_bases
from extractor.adverbials import YEAR, is_at_end, is_of_now, is_year_to, own_index, own_wording, when_unit
from extractor.bases import before
from extractor.dating import is_earlier, scored
from extractor.expectations import is_some_day, is_to_come
from extractor.following import is_of_article
from extractor.pending import Draft
from extractor.period_grammar import PeriodMention
from extractor.phrases import Phrase
from extractor.resolving import (
    REVISED,
    is_first_told,
    is_from_revised,
    is_of_month,
    on_day,
    resolved,
    revised_from,
    stock_before,
    stock_sooner,
    week_before,
)
from extractor.scene import Filled, Scene
from extractor.turns import (
    later_month,
    of_second_pair,
    one_by_one,
    same_part,
    set_against,
    swings_from,
    year_after,
    year_so_far,
    years,
)
from extractor.vocabulary import STOCKS

_AFTER_MOVE = re.compile("L[D_]?[RF]_?[rb]?[D_]*$")
_TO = re.compile("tD?_?Q[ir]D?(P)")
_FROM = re.compile("f[D_]*$")
_RESTATED = re.compile("Vf[D_.]*$")  # "in April, which was revised from 3 percent"
_RESTATED_FROM = re.compile("EV[RF_]?[^;]*f[DA'_P]*(?:V?Mo)?$")
_REVISES = re.compile("VMfD?V?[D_]*$")  # "revised the June surplus from a preliminary"


def period(scene: Scene, draft: Draft, phrase: Phrase, reporter: str) -> tuple[str, str]:
    """The period a draft is about, or "", and where that was taken from."""
    listed = draft.turn[1] > 1
    rate = _is_rate(draft, phrase)
    if listed and (turned := set_against(scene, draft, own_wording(scene, draft), rate, reporter)):
        return turned, "in turn"
    value, source = _period(scene, draft, phrase, reporter)
    if value and is_to_come(scene, draft, value, source):
        return "", "some day"
    if listed and (turned := one_by_one(scene, draft, value, reporter)):
        return turned, "in turn"
    if month := _month_of_year(scene, phrase, value, reporter):
        return month, "month of the year"
    if total := year_so_far(scene, draft, value):
        return total, "year so far"
    if part := same_part(scene, value):
        return part, "same part"
    if twelve := implied.sum_of_year(scene, draft, phrase, value):
        return twelve, "sum of a year"
    if not value and source == "other clause" and (after := implied.period(scene, draft, reporter)):
        return after, "compared with"
    return value, source


def _month_of_year(scene: Scene, phrase: Phrase, value: str, reporter: str) -> str:
    """The month that a phrase names with its year apart: "the January surplus last year was", or ""."""
    told = [one.wording for one in phrase.periods[:2]]
    if len(told) != 2 or told[0].rule != "months" or told[0].year or told[0].first != told[0].last:
        return ""
    year = resolved(scene, phrase.periods[1], scene.state.period, reporter)
    return year + value[4:] if told[1].unit == "year" and len(year) == 4 and len(value) == len("2018-06") else ""


def _is_rate(draft: Draft, phrase: Phrase) -> bool:
    """Whether a figure is a rate, which is told month by month: its earlier one is of the month before."""
    return phrase.metric in ("cpi", "ppi", "pmi", "gdp") or draft.measure == "growth"


def _period(scene: Scene, draft: Draft, phrase: Phrase, reporter: str) -> tuple[str, str]:
    current = scene.now or scene.state.period
    own = own_wording(scene, draft)
    if own is None and draft.construction == "expected" and (new := _of_new(scene, draft)) is not None:
        return resolved(scene, new, current, reporter), "own words"  # "from 2 percent to 3 percent for 2023"
    if own is None and (moved := _moved_from(scene, draft)) is not None:
        return resolved(scene, moved, current, reporter), "own words"  # "cut to 2 percent from 3 percent for 2023"
    if own is None and (second := of_second_pair(scene, draft)) is not None:
        return resolved(scene, second, current, reporter), "own words"
    if own is None and swings_from(scene, draft):
        value, source = scored(scene, draft, phrase, reporter)
        return before(scene, value) if value and source != "carried" else "", "conventional"
    before_it = scene.last(draft)
    spoken = scene.filled[before_it.at].period if before_it is not None else current
    if draft.construction == "revised-from" and before_it is not None:
        return spoken, "revised"
    if is_earlier(scene, draft):
        return _then(scene, draft, phrase, reporter, own, current)
    later = own is not None and own.kind == "relative" and own.wording.offset > 0  # "a year later"
    if later and before_it is not None and own_wording(scene, before_it) is own:
        return spoken, "own words"  # "halved to 1 billion a year later": said of both
    if own is not None and (later or own.wording.which == "following"):
        return resolved(scene, own, spoken, reporter), "own words"
    if draft.status != "actual" and own is None and is_some_day(scene, draft.at):
        return "", "some day"
    if own is None and moods.is_present(scene.chart, draft.at):
        return "", "now"
    when = when_unit(scene, draft.at) if own is not None and draft.status == "actual" else None
    if own is not None and when is not None and scene.chart.mention(when) is own:
        since = own.kind == "since"  # "the most since June, when they were 7 million"
        then = "" if since else resolved(scene, own, current, reporter)
        if then or since:
            return then or period_bases.base(own, scene.context.anchor, current, reporter), "when"
    amount = draft.measure in ("level", "share")
    if own is None and amount and _FROM.search(scene.clause, 0, draft.at) and (span := years(scene, draft)):
        return span[0], "start of the years"
    if own is None and draft.construction == "direction-to" and is_of_now(scene, draft.at):
        return "", "now"
    if own is None and _is_year_after(scene, draft) and spoken:
        return calendars.shift(spoken, years=1), "year after"  # "4 percent this year and 3 percent next"
    same = scene.like(draft)
    beside = before_it is None or before_it.slot == "then" or before_it.construction == "against-metric"
    if same is None and own is None and draft.percent and before_it is not None and not beside:
        aside = scene.chart.relative(before_it.at) != scene.chart.relative(draft.at)
        apposed = _APPOSED_MOVE.fullmatch(scene.clause, before_it.at + 1, draft.at) is not None
        dated = (apposed or not aside) and own_wording(scene, before_it) is not None
        same = scene.moved_before(draft) if dated else None  # "5 million the following year, down 9 percent"
    if same is not None and own is None:
        return same.period, "quantity before"
    if own is None and (now := _before_comparison(scene, draft)) is not None:
        return now.period, "before the comparison"
    if own is None and phrase.metric in STOCKS and draft.measure == "level" and (day := _as_of(scene, draft, reporter)):
        return day, "day"
    value, source = _clause(scene, draft, phrase, reporter, current)
    if not value and (year := _year_of_annual(scene, draft, phrase)):
        return year, "latest year"
    if phrase.metric in ("cpi", "ppi") and draft.measure == "growth" and is_year_to(scene, value):
        value = value.partition("/")[2]  # "rose 3 percent in the year to June": on the June before
    if source == "carried" and draft.status == "forecast" and scene.state.main and is_of_article(scene, draft, phrase):
        return scene.state.main, "of the article"
    if source == "carried" and (month := _month_out(scene, phrase)):
        return month, "latest month"
    if source == "carried" and scene.state.month and calendars.length(value) > 1 and is_of_month(scene, draft):
        return scene.state.month, "latest month"
    if source == "carried" and draft.measure == "streak" and draft.unit == "year" and _is_whole_year(scene.state.main):
        return scene.state.main, "year of the article"  # "rose for the third straight year", after a half of it
    if (not value or source in ("carried", "year of the article")) and (year := _year_behind(scene, draft)):
        return year, "year after"
    last = scene.last(draft)
    if draft.construction == "direction-to" and last is not None and last.phrase is phrase and "/" in value:
        growth = scene.filled[last.at]
        if any(one.field == "base" and one.source in ("span", "months") for one in growth.taken):
            return growth.period, "end of the years"  # "grew 5 percent a year between 2010 and 2015, to 40 million"
    if draft.construction == "direction-to" and amount and (span := years(scene, draft)):
        return span[1], "end of the years"
    if draft.construction == "direction-to" and amount and (month := later_month(scene, value)):
        return month, "end of the months"
    if source == "carried" and draft.construction == "direction-to" and (year := year_after(scene, draft)):
        return year, "year after"
    if (
        value
        and (draft.measure == "level" or draft.measure == "share" and phrase.metric not in STOCKS)
        and (phrase.metric in STOCKS or phrase.metric in ("fdi", "odi") and is_at_end(scene))
        and (phrase.metric in STOCKS or draft.status == "actual")
    ):
        return calendars.stock(value), source
    return value, source


_TO_REACH = re.compile("t[HX][D_]*$")
_ANNUAL = frozenset({"annual", "yearly"})
NEARLY_YEAR = 11  # the month from which a year's total is told


def _year_of_annual(scene: Scene, draft: Draft, phrase: Phrase) -> str:
    """The year whose total has just been reached, where no time is told: "has passed $5 billion in annual exports"."""
    day, signs = scene.context.anchor.date, scene.chart.signs
    annual = any(sign.low in _ANNUAL for sign in signs[max(0, phrase.first - 2) : phrase.head + 1])
    passed = draft.construction in ("exceed", "reach", "direction-to") and draft.status == "actual"
    if not annual or day is None or draft.measure != "level" or not passed:
        return ""
    just = scene.says(0, draft.at, items.roles_of("perfect")) or "z" in scene.clause  # "passed $5 billion on Monday"
    sort = _TO_REACH.search(scene.clause, 0, draft.at)  # "the seventh economy to reach $5 billion"
    if not scene.context.anchor.exact or not just or sort is not None:
        return ""
    return str(day.year if day.month >= NEARLY_YEAR else day.year - 1)


def _is_whole_year(period: str) -> bool:
    """Whether a period is a year, of the calendar or not."""
    return bool(period) and calendars.length(period) == YEAR


_APPOSED_MOVE = re.compile("iD?P,D[_dy]{0,2}[RF+]y?o[D_<>~]*")  # "which rose to $5 billion in 2019, a rise of"
_FROM_OLD = re.compile("f[D_]*Q")


def _moved_from(scene: Scene, draft: Draft) -> PeriodMention | None:
    """The time told behind what a forecast was before it was moved to a figure, or None."""
    old = next((one for one in scene.drafts if one.at > draft.at), None)
    moved = draft.status == "forecast" and old is not None and moods.is_moved_from(old)
    if old is None or not moved or not _FROM_OLD.fullmatch(scene.clause, draft.at + 1, old.at + 1):
        return None
    return own_wording(scene, old)


def _of_new(scene: Scene, draft: Draft) -> PeriodMention | None:
    """The wording of time behind the figure that one before it moves to: "from 4 million to 5 million in June"."""
    to = _TO.match(scene.clause, draft.at + 1)
    return scene.chart.mention(to.start(1)) if to is not None else None


def _before_comparison(scene: Scene, draft: Draft) -> Filled | None:
    """The figure whose growth is told behind the one it was set against: "a surplus of 5 million in May against one of
    4 million in April, a rise of 25 percent", or None."""
    against = scene.last(draft) if draft.measure in ("growth", "change") else None
    if against is None or against.construction != "against-metric":
        return None
    of = scene.filled[against.at]
    sooner = (scene.filled[one.at] for one in scene.earlier(draft) if one is not against)
    alike = (one for one in sooner if (one.metric, one.item, one.partner) == (of.metric, of.item, of.partner))
    return next(alike, None)


def _is_year_after(scene: Scene, draft: Draft) -> bool:
    """Whether a figure is for the year after the one just told: "and 3 percent next", "3 percent the year after"."""
    if draft.slot == "then" or next(scene.earlier(draft), None) is None:
        return False
    behind = scene.chart.units[draft.at].last
    said = " ".join(scene.chart.lows[behind : behind + 5]).removeprefix("in ")
    form = next((one for one in items.roles_of("year after") if f"{said} ".startswith(f"{one} ")), "")
    return bool(form) and said[len(form) :].lstrip()[:1] in (*'.,;)"', "")


def _month_out(scene: Scene, phrase: Phrase) -> str:
    """The month before publication, for inflation told without a time where a passage spoke of the growth of a quarter
    or a year: prices are told by the month."""
    anchor, told = scene.context.anchor, scene.state.period
    spoken = scene.state.metric == "gdp" and phrase.metric in ("cpi", "ppi", "pmi") and calendars.length(told) > 1
    if not spoken or anchor.how != "publication date" or anchor.date is None:
        return ""
    return calendars.previous(f"{anchor.date:%Y-%m}")


def _as_of(scene: Scene, draft: Draft, reporter: str) -> str:
    """The day that a stock behind or before it is told for, or its month if it ends it: "$5 billion as of May 10"."""
    for index in range(scene.chart.segment(draft.at), scene.chart.segment_end(draft.at)):
        mention = scene.chart.mention(index) if scene.clause[index] == "z" else None
        if mention is not None and mention.text.lower().startswith("as "):
            day = resolved(scene, mention, "", reporter)
            return calendars.stock(day) if day else ""
    return ""


def _year_behind(scene: Scene, draft: Draft) -> str:
    """The year after the one that a yearly rate is set beside: "is set to grow 4 percent, after 5 percent in 2014"."""
    if draft.measure != "growth" or draft.slot == "then" or draft.phrase is None or draft.phrase.metric != "gdp":
        return ""
    other = next((one for one in scene.drafts if one.at > draft.at), None)
    if other is None or other.slot != "then" or other.phrase is not draft.phrase or other.reason:
        return ""
    index = own_index(scene, other.at)
    said = scene.chart.mention(index).wording if index is not None else None
    return str(said.year + 1) if said is not None and said.rule == "year" and said.year and not said.fiscal else ""


def _clause(scene: Scene, draft: Draft, phrase: Phrase, reporter: str, current: str) -> tuple[str, str]:
    """The period of a figure of the clause's own."""
    moved = draft.measure in ("streak", "growth") and current
    if moved and _AFTER_MOVE.search(scene.clause, 0, draft.at) and own_wording(scene, draft) is None:
        return calendars.previous(current), "before"  # "after falling for three months", "after rising 2 percent"
    return scored(scene, draft, phrase, reporter)


def _then(
    scene: Scene, draft: Draft, phrase: Phrase, reporter: str, own: PeriodMention | None, current: str
) -> tuple[str, str]:
    """The period of an earlier figure: its own words, those of a later one, as in the comparison before, or by
    convention the period before."""
    if phrase.metric == "tariff_rate" and own is None:
        return "", ""
    if moods.is_moved_from(draft) and scene.now:
        return scene.now, "revised"
    if own is None and phrase.periods and _REVISES.search(scene.clause, 0, draft.at):
        return resolved(scene, phrase.periods[0], current, reporter), "revised"
    same = scene.last(draft) if draft.construction == "restated" and own is None else None
    if same is not None and same.slot == "then":
        return scene.filled[same.at].period, "quantity before"  # "compared with $5 million (3 million euros)"
    if own is None and phrase.metric in STOCKS and draft.measure == "level" and (day := on_day(scene, draft)):
        return day, "day"  # "stood at $5 billion on May 31, compared with $4 billion on April 30"
    rate = _is_rate(draft, phrase)  # "inflation slowed to 2 percent from 3": of the month before
    if own is not None:
        if own.kind == "relative" and not scene.now and not draft.carried:
            found = scored(scene, draft, phrase, reporter)[0]
            if found != resolved(scene, own, current, reporter):
                current = found or current  # but not "were 5 tonnes in the year-ago period", its own words
        last_year = own.wording.rule == "year" and own.wording.which in ("last", "previous")
        if scene.now and last_year and own.lead not in ("in", "for"):
            value = period_bases.base(own, scene.context.anchor, current, reporter)  # the same months of last year
        else:
            value = resolved(scene, own, current, reporter)
        if phrase.metric in STOCKS and draft.measure == "level" and value:
            value = week_before(scene.now, own) or stock_before(value)
        if phrase.metric in ("cpi", "ppi") and is_year_to(scene, value):
            value = value.partition("/")[2]
        if value != scene.now or not value or _RESTATED.search(scene.clause, 0, draft.at):
            return value, "own words"
        return before(scene, value, rate), "conventional"  # "rose to 10 from 9 in February": said of the new figure
    if is_of_now(scene, draft.at):
        return "", "now"
    if current and draft.status != "actual":
        return current, "expected"  # "more than the 3 billion that traders had counted on"
    if scene.now and draft.slot == "then" and is_first_told(scene, draft):
        return scene.now, "first told"
    if (revised := revised_from(scene, draft)) is not None:
        return revised.period, "revised"
    if scene.now and REVISED.search(scene.clause) and not is_from_revised(scene, draft):
        return scene.now, "revised"  # "revised the April deficit to 14.9 billion from 14.1 billion"
    if not scene.now and _RESTATED_FROM.search(scene.clause, 0, draft.at):
        return scored(scene, draft, phrase, reporter)  # "June's deficit was revised up by 2 billion from 14 billion"
    last = scene.last(draft)
    if draft.construction == "bracketed-then" and last is not None and last.phrase is phrase:
        period = scene.filled[last.at].period
        now, *then = scene.compared or ("",)
        if period and len(then) == 1 and now == period and scene.clause.startswith("(Q)", draft.at - 1):
            return then[0], "as before"  # "after 4,000 in July, Peru 3,000 (2,000)"
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
        if any(other.construction == "direction-to" and draft.at < other.at < index for other in scene.drafts):
            break  # "to 4 million from 5 million and to 21 million from 22 million in the first five months"
        if scene.clause[index] in "Pp" and any(
            other.slot == "then" and draft.at < other.at < index for other in scene.drafts
        ):
            value = resolved(scene, scene.chart.mention(index), current, reporter)
            if value != scene.now:
                return value, "later in the clause"
    if scene.clause.startswith("L", draft.at + 1) and not set(scene.clause[draft.at + 1 : draft.at + 5]) & set("Pp"):
        return "", "before an event"  # "from 1 percent before the war"
    moved = next((one for one in scene.drafts if one.at > draft.at), None)
    is_past = not scene.now and draft.construction == "from-quantity" and moved is not None and moved.status == "actual"
    new = _of_new(scene, draft) if is_past else None
    if new is not None and (value := resolved(scene, new, current, reporter)):
        return before(scene, value, rate), "conventional"  # "rose from 4 million to 5 million in June"
    if not scene.now or (draft.measure == "share" and "r" in scene.clause[draft.at : draft.at + 2]):
        return scene.now or scene.state.period, "passage"
    if draft.construction == "compared-with" and _of_another(scene, draft.at):
        return scene.now, "set against another"
    if phrase.metric in STOCKS and draft.measure == "level" and (stood := stock_sooner(scene)):
        return stood, "conventional"
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
