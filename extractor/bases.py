"""The period that growth or a change compares with: stated, as in the comparison before, or by convention."""

from __future__ import annotations

import re

from extractor import calendars, items, period_bases
from extractor.adverbials import is_base, is_compared, is_listed_earlier, is_of_span, is_ranked, opens, own_index
from extractor.pending import Draft
from extractor.period_grammar import PeriodMention
from extractor.scene import Scene
from extractor.vocabulary import STOCKS, Basis

QUARTER = 3  # months
YEAR = len("2018")  # characters of a year
# "on a seasonally adjusted monthly basis"
_BASIS_RATE = re.compile(r"\bon a (?:[\w-]+ ){0,3}(?:monthly|month-on-month)(?: ?,? [\w-]+){0,3} basis\b")
_IN_IT = re.compile("(?<![hCfn>~])i[D_]*$")
_ECHO = re.compile("_?D?M")
_ON_THAT = re.compile("(?:[m<>~]h|[nfCh])D?M")  # "up 3 million on the surplus in April"


def before(scene: Scene, value: str, rate: bool = False) -> str:
    """The period before one, by convention: that of a year before; the one just before for a `rate`, or where the
    economy's own office compares with the month before."""
    try:
        month = len(value) == len("2018-06") and value[5:].isdigit()  # no half of a year
        short = month or (calendars.length(value) == QUARTER and value[5:7] != "01")
        monthly = scene.chart.signs[0].start >= scene.context.monthly and short
        if (monthly or rate) and "/" in value and calendars.length(value) == QUARTER:
            return calendars.shift(value, months=-QUARTER)
        return calendars.previous(value) if monthly or rate else calendars.shift(value, years=-1)
    except ValueError:
        return ""


def base(scene: Scene, draft: Draft, period: str, reporter: str) -> tuple[str, str]:
    """The period a growth or change compares with: stated, or by convention."""
    if not period:
        return "", ""
    clause, at = scene.clause, draft.at
    those = _ECHO.match(clause, at + 1) if draft.construction == "multiple" else _ON_THAT.match(clause, at + 1)
    echo = scene.chart.units[those.end() - 1].phrase if those is not None else None
    if echo is not None and echo.periods:  # "double that of 2016"
        value = period_bases.base(echo.periods[0], scene.context.anchor, period, reporter)
        if value and value != period:
            return value, "stated"
    own = {other.at: own_index(scene, other.at) for other in scene.drafts if other.percent}
    told = {place: scene.chart.mention(index) for place, index in own.items() if index is not None}
    dates = {
        own[other.at]
        for other in scene.drafts
        if other.percent and (other.slot == "then" or is_listed_earlier(other, told.get(other.at)))
    }
    for index in [*range(at + 1, len(clause)), *range(at - 1, -1, -1)]:
        char = clause[index]
        if char not in "Ppys" or (index in dates and char != "y"):
            continue  # "the previous month's 13.2 percent surge" dates that surge
        between = clause[min(index, at) + 1 : max(index, at)]
        metrics = between.count("M") - (at < scene.chart.place(draft.phrase) < index if draft.phrase else 0)
        fronted = char == "s" and not set(clause[:index]) & set("QM")  # "Since 2017, exports have doubled and …"
        if not fronted and (
            set(between) & set("J;")
            or (metrics and index > at)
            or (char == "s" and set(between) & set(",RF" if index > at else ","))
        ):
            continue
        if char != "y" and "Q" in between and "L" in between:
            continue  # "rose 8 percent in April, after falling 2 percent in the previous month"
        mention = scene.chart.mention(index)
        fronted_earlier = char == "p" and index < at and opens(scene, index)  # "The month before they had grown"
        if char == "p" and mention.wording.rule == "earlier" and _IN_IT.search(clause, at + 1, index):
            continue  # "after falling by 2 percent in the previous month": when it fell
        if (
            char == "s"
            and (is_ranked(scene, index) or is_of_span(scene, draft, index) or mention.wording.harvest)
            or (char == "p" and mention.wording.offset > 0)
            or fronted_earlier
        ):
            continue
        if char == "P" and not is_base(scene, index) and not is_compared(mention):
            continue
        owned = clause.startswith("'", index + 1) and index + 2 == at  # "an improvement over July's 5 percent fall"
        if char == "P" and (owned or any(other.at == index + 1 for other in scene.drafts)):
            continue
        value = period_bases.base(mention, scene.context.anchor, period, reporter)
        foretold = draft.status == "forecast" and len(period) == YEAR < len(value)  # "below its April forecast"
        if value and value != period and not foretold:
            return value, "stated"
    compared = scene.state.compared
    if draft.measure == "change" and draft.money and len(compared) == 2 and compared[0] == period:
        return compared[1], "as before"  # "5 billion, from 6 billion in May. That in goods fell by 1"
    against = _set_against(scene, draft)
    if against is not None:
        value = period_bases.base(against, scene.context.anchor, period, reporter)
        if value and value != period:
            return value, "set against"
    if worked_out := _worked_out(scene, draft, period):
        return worked_out, "worked out"
    if len(period) == len("2018-06") and _is_monthly(scene, draft):
        return calendars.previous(period), "stated"
    like = next((scene.filled[other.at] for other in scene.earlier(draft) if other.percent), None)
    if draft.phrase is not None and "annual" in draft.phrase.form:
        like = None  # "monthly inflation slowed to 2 percent and annual inflation to 48 percent"
    if like is not None and like.period == period and len(period) == 7 and like.base == calendars.previous(period):
        return like.base, "as before"  # "exports rose 2.1 percent from April, while imports edged up 0.4 percent"
    if _BASIS_RATE.search(" ".join(scene.chart.lows[: scene.chart.units[at].first])):
        return before(scene, period, len(period) == len("2018-06")), "stated"
    monthly = like is not None and bool(like.period) and like.base == calendars.previous(like.period)
    if _is_annual(scene, draft) and not monthly:
        return calendars.shift(period, years=-1), "conventional"
    if draft.phrase is not None and draft.phrase.metric in STOCKS and len(period) == len("2018-06-30"):
        return "", ""  # of a week, whose first day is not told
    quarterly = is_annualized(scene, draft) and calendars.length(period) == QUARTER
    return before(scene, period, quarterly or bool(draft.phrase and draft.phrase.metric in STOCKS)), "conventional"


def _worked_out(scene: Scene, draft: Draft, period: str) -> str:
    """The period of the earlier amount from which the two amounts before a growth work out as it, or "".

    "5 billion in May, against 4 billion in April, a rise of 25 percent".
    """
    then = scene.last(draft) if draft.measure == "growth" and draft.unit == "PCT" else None
    if then is None or then.percent or then.quantity.value <= 0:
        return ""
    base = scene.filled[then.at].period
    for now in scene.earlier(draft):
        if now is not then and now.unit == then.unit and scene.filled[now.at].period == period != base:
            grown = (now.quantity.value / then.quantity.value - 1) * 100
            return base if abs(abs(grown) - abs(draft.quantity.value)) <= CLOSE else ""
    return ""


CLOSE = 1  # percent points between a growth and what two rounded amounts work out


def _is_monthly(scene: Scene, draft: Draft) -> bool:
    """Whether a rate is called one of a month: "monthly inflation stood at", "a monthly drop of 2 percent"."""
    phrase, lows = draft.phrase, scene.chart.lows
    if phrase is None or not draft.percent:
        return False
    if phrase.metric in ("cpi", "ppi") and "monthly" in lows[phrase.first : phrase.last]:
        return True
    unit = scene.chart.units[draft.at]
    behind, before = lows[unit.last : unit.last + 1], lows[max(0, unit.first - MOVED) : unit.first]
    return behind == ["monthly"] or "a monthly" in " ".join(before)


MOVED = 4  # words before a figure in which its move is told: "a monthly drop of"


def _is_annual(scene: Scene, draft: Draft) -> bool:
    """Whether a figure is a rate of inflation, one of a year where nothing else is said: "slowed to 3 percent"."""
    phrase = draft.phrase
    if phrase is None or phrase.metric not in ("cpi", "ppi"):
        return False
    signs = scene.chart.signs
    ending = any(isinstance(one.value, PeriodMention) and one.value.wording.rule == "ending" for one in signs)
    return ending or phrase.metric == "cpi" and draft.construction in _RATES_TOLD


_RATES_TOLD = frozenset({"direction-to", "reach", "metric-of", "from-quantity", "quantity-metric", "exceed"})


def is_annualized(scene: Scene, draft: Draft) -> bool:
    """Whether growth is of a part of a year as though it went on: "an annualised 0.2 percent", "a 2.4% annual rate"."""
    if draft.phrase is not None and "annualized" in draft.phrase.basis:
        return True
    first = max(scene.clause.rfind(char, 0, draft.at) for char in "QMJ;") + 1
    last = next((n for n in range(draft.at + 1, len(scene.clause)) if scene.clause[n] in "QMJ;"), len(scene.clause))
    told = [scene.chart.signs[scene.chart.units[n].first].value for n in range(first, last) if scene.clause[n] == "u"]
    if any(isinstance(one, Basis) and one.code == "annualized" for one in told):
        return True
    behind = scene.chart.units[draft.at].last
    said = " ".join(scene.chart.lows[behind : behind + 2])
    return said.startswith(tuple(items.roles_of("annual rates")))


def _set_against(scene: Scene, draft: Draft) -> PeriodMention | None:
    """The time of the earlier amount that growth leads from: "doubled to 8 billion from 4 billion in March"."""
    for other in scene.drafts:
        if other.at > draft.at and other.phrase is draft.phrase and not other.percent and not other.reason:
            if other.construction == "from-quantity":
                index = own_index(scene, other.at)
                return scene.chart.mention(index) if index is not None else None
            if other.measure != "level":
                return None
    return None
