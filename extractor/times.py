"""Period and base of a claim: said at the quantity, in its clause, in the sentence, or what the passage speaks of."""

from __future__ import annotations

import re

from extractor import calendars, items, period_values
from extractor.choice import weights
from extractor.context import Context
from extractor.pending import Draft
from extractor.period_grammar import PeriodMention
from extractor.phrases import Phrase
from extractor.scene import Scene, State

_BASES = frozenset({"over", "than", "from", "against", "versus", "on", "with"})


def resolve(article: Context, state: State, mention: PeriodMention, current: str, reporter: str) -> str:
    """The calendar period of a wording, or "" where the text does not tell."""
    if mention.kind == "since":
        return _until(article, mention)
    value = period_values.resolve(mention, article.anchor, current, reporter)
    if mention.wording.to_date and state.to_date and _is_to_date(state.to_date, value):
        return state.to_date
    return value


def _until(article: Context, mention: PeriodMention) -> str:
    """The span of years from a start to the last year that figures can be out for ("since 2017", "the past decade")."""
    day = article.anchor.date
    if day is None:
        return ""
    last = str(day.year if day.month > 6 else day.year - 1)
    start = period_values.base(mention, article.anchor, last)
    return f"{start}/{last}" if re.fullmatch(r"\d{4}", start) and start < last else ""


def _is_to_date(spoken: str, value: str) -> bool:
    """Whether "so far this year", read as `value`, is the span from January that the passage has been speaking of."""
    try:
        first, last = calendars.bounds(spoken)
        start, end = calendars.bounds(value) if value else (first, last)
    except ValueError:
        return False
    return first == start and last >= end and first.month == 1 and last.month < 12


def period(scene: Scene, draft: Draft, phrase: Phrase, reporter: str) -> tuple[str, str]:
    """The period a draft is about, or "", and where that was taken from."""
    current = scene.now or scene.state.period
    index = own_index(scene, draft.at)
    own = scene.chart.mention(index) if index is not None else None
    if own is None and phrase.periods and scene.chart.place(phrase) > draft.at:
        own = phrase.periods[0]
    if draft.slot == "then" or (draft.construction == "against-metric" and own is not None and own.kind == "relative"):
        return _then(scene, draft, phrase, reporter, own, current)
    if own is not None and own.wording.which == "following":
        before = next((scene.filled[other.at].period for other in scene.earlier(draft)), current)
        return resolve(scene.context, scene.state, own, before, reporter), "own words"
    same = scene.like(draft)
    if same is not None and own is None:
        return same.period, "quantity before"
    return _scored(scene, draft, phrase, reporter)


def _then(
    scene: Scene, draft: Draft, phrase: Phrase, reporter: str, own: PeriodMention | None, current: str
) -> tuple[str, str]:
    """The period of an earlier figure: its own words, those of a later one, or the period before by convention."""
    if phrase.metric == "tariff_rate" and own is None:
        return "", ""
    rate = phrase.metric in ("cpi", "ppi", "pmi", "gdp")  # "inflation slowed to 2 percent from 3": of the month before
    if own is not None:
        if own.kind == "relative" and not scene.now and not draft.carried:
            current = _scored(scene, draft, phrase, reporter)[0] or current
        value = resolve(scene.context, scene.state, own, current, reporter)
        if value != scene.now or not value:
            return value, "own words"
        return _before(scene, value, rate), "conventional"  # "rose to 10 from 9 in February": said of the new figure
    if "V" in scene.clause and scene.now:
        return scene.now, "revised"  # "revised the April deficit to 14.9 billion from 14.1 billion"
    for index in range(draft.at + 1, len(scene.clause)):
        if scene.clause[index] in "Pp" and any(
            other.slot == "then" and draft.at < other.at < index for other in scene.drafts
        ):
            value = resolve(scene.context, scene.state, scene.chart.mention(index), current, reporter)
            if value != scene.now:
                return value, "later in the clause"
    if not scene.now or (draft.measure == "share" and "r" in scene.clause[draft.at : draft.at + 2]):
        return scene.now or scene.state.period, "passage"
    return _before(scene, scene.now, rate), "conventional"


def _before(scene: Scene, value: str, rate: bool = False) -> str:
    """The period before one, by convention: that of a year before; the one just before for a `rate` or where the
    economy's own office compares with the month before."""
    try:
        monthly = scene.context.monthly and len(value) == 7
        return calendars.previous(value) if monthly or rate else calendars.shift(value, years=-1)
    except ValueError:
        return ""


def own_index(scene: Scene, at: int) -> int | None:
    """The unit of the wording of time directly at a quantity ("from October's $3.6bn"), or None."""
    clause = scene.clause
    index = at + 1
    for _ in range(5):
        if not (index < len(clause) and (clause[index] in "ir(VD_k$oRFu+" or clause[index : index + 2] == "M(")):
            break
        close = clause.find(")", index)
        index = close + 1 if clause[index] == "(" and close > 0 else index + 1
    if index < len(clause) and clause[index] in "Pp":
        return index
    index = at - 1
    while index >= 0 and clause[index] in "'DdY_xqG" and index >= at - 4:
        index -= 1
    if index >= 0 and clause[index] in "Pp":
        mention = scene.chart.mention(index)
        if mention.possessive or (index and clause[index - 1] in "fC(;") or clause[index] == "p":
            return index
    return None


def _scored(scene: Scene, draft: Draft, phrase: Phrase, reporter: str) -> tuple[str, str]:
    """The best of the periods in the sentence, or the one carried over, by score."""
    table_of = weights()["period"]
    current = scene.now or scene.state.period
    owned = {own_index(scene, other.at) for other in scene.drafts if other.slot == "then" and other is not draft}
    candidates: list[tuple[str, PeriodMention]] = []
    for mention in phrase.periods if not draft.carried else []:
        if mention.kind in ("absolute", "since"):
            candidates.append(("in_phrase", mention))
    after = re.match("[oi][DY_]?M", scene.clause[draft.at + 1 :])
    if after is not None:  # the whole of a share: "to 44% of total exports in 2023"
        whole = scene.chart.units[draft.at + after.end()].phrase
        assert whole is not None
        candidates.extend(("right_adjacent", mention) for mention in whole.periods if mention.kind == "absolute")
    for index, char in enumerate(scene.clause):
        if char in "Pps" and index not in owned:
            name = _relation(scene, draft, phrase, index)
            if name:
                candidates.append((name, scene.chart.mention(index)))
    best = (0.0, "", "")
    elsewhere = ""
    for name, mention in candidates:
        if table_of[name] > best[0] or (name == "other_clause" and mention.kind == "absolute"):
            value = resolve(scene.context, scene.state, mention, current, reporter)
            if value and table_of[name] > best[0]:
                best = (table_of[name], value, name.replace("_", " "))
            elsewhere = elsewhere or value
    if best[1]:
        return best[1], best[2]
    if phrase.metric == "tariff_rate":  # in force from a day, not over the passage's period
        days = [sign.value for sign in scene.chart.signs if sign.symbol == "DAY"]
        day = days[0] if len(days) == 1 else None
        if not isinstance(day, PeriodMention):
            return "", ""
        return resolve(scene.context, scene.state, day, current, reporter), "day"
    if (
        draft.measure == "share"
        and not scene.now
        and any(sign.low in items.roles_of("present shares") for sign in scene.chart.signs)
    ):
        return "", "general"
    if scene.now:
        return scene.now, "same sentence"
    if draft.status != "actual" and scene.state.ahead:
        return scene.state.ahead, "carried"
    if scene.state.period:
        return scene.state.period, "carried"
    return elsewhere, "other clause"  # "exports down 2 pct, imports up 4 pct in March"


def _relation(scene: Scene, draft: Draft, phrase: Phrase, index: int) -> str:
    """How the wording of time at a unit stands to a draft: the name of a weight, or "" where it is not its period."""
    clause, at = scene.clause, draft.at
    mention, before = scene.chart.mention(index), scene.before(index)
    if re.search("[hCf][iD]+$", clause[:index]):
        return ""  # "more than in 2023"
    if re.search("d_?[RFHE]{1,2}_?[in]?D?$", clause[:index]):
        return ""  # "the first drop recorded this year" dates the record
    if before in set("fChnL") or (_is_compared(mention) and index > scene.chart.segment(index) + 1):
        return ""
    if mention.kind == "relative" and (before not in set("ir") or (index < at and scene.has("QM", 0, index))):
        return ""
    between = clause[min(index, at) + 1 : max(index, at)]
    if mention.kind == "since" and set(between) & set("J;T"):
        return ""
    if index > at:
        if any(other.slot == "then" and not other.reason for other in scene.drafts if at < other.at < index):
            return ""
        if not between.strip("irnDVk_)(u$oRF+"):
            return "right_adjacent"
        return "other_clause" if set(between) & set("JM;T-d") else "right_same_clause"
    if any(index < other.at < at and other.slot == "then" for other in scene.drafts):
        return ""
    place = scene.chart.place(phrase)
    if index < place and not set(clause[index + 1 : place]) & set("QJ;"):
        return "fronted"
    if not set(between) & set("QJ;"):
        return "possessive_before" if mention.possessive and index >= at - 2 else "left_same_clause"
    return "fronted" if not set(clause[:index]) & set("QM") else "other_clause"


def _is_compared(mention: PeriodMention) -> bool:
    """Whether a wording of time is, by the preposition before it, only compared with ("up on 2022", "over June")."""
    if mention.kind == "since" or mention.lead not in _BASES:
        return False
    return mention.lead != "over" or mention.kind == "relative" or mention.wording.rule in ("year", "month", "months")


def base(scene: Scene, draft: Draft, period: str, reporter: str) -> tuple[str, str]:
    """The period a growth or change compares with: stated, or by convention."""
    if not period:
        return "", ""
    clause, at = scene.clause, draft.at
    for index in [*range(at + 1, len(clause)), *range(at - 1, -1, -1)]:
        char = clause[index]
        if char not in "Ppys":
            continue
        between = clause[min(index, at) + 1 : max(index, at)]
        if set(between) & set("J;") or ("M" in between and index > at) or (char == "s" and set(between) & set(",RF")):
            continue
        mention, before = scene.chart.mention(index), scene.before(index)
        if char == "P" and before not in set("fChnsL") and not _is_compared(mention):
            continue
        if char == "P" and any(other.at == index + 1 for other in scene.drafts):
            continue
        value = period_values.base(mention, scene.context.anchor, period, reporter)
        if value and value != period:
            return value, "stated"
    return _before(scene, period), "conventional"
