"""What time a sentence without a figure sets for those that follow: it opens with it, or speaks of it itself."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor import calendars, items, resolving
from extractor.context import Context
from extractor.period_grammar import PeriodMention
from extractor.scene import State
from extractor.signs import Sign, shows_any

PASSING = frozenset({"week", "day"})  # what is said to have been then is no figure's period
TO_COME = frozenset({"WILL", "IF", "EXPECT", "TARGET"})  # what is not yet
_OVER = frozenset({"in", "over", "during", "for", "across", "throughout"})
_WHEN_TOLD = frozenset({"week", "day", "weekday"})


def is_to_come(article: Context, period: str) -> bool:
    """Whether a period starts after the day an article was published."""
    anchor = article.anchor
    day = anchor.date if anchor.how == "publication date" else None
    return day is not None and calendars.bounds(period)[0] > day


def come_to(article: Context, state: State, signs: Sequence[Sign], paragraph: int) -> State:
    """The state after a sentence that tells of no metric and no figure, by the time that it opens with or sets.

    A time that it speaks of itself is what follows is about ("June was worse still", "Then came 2020", "The picture was
    another in March"). One that it only dates what was done with, where the passage had no time, or it is a later year,
    or a longer time that the one spoken of is part of ("In 2021 the two signed a pact", "Over the quarter as a whole").
    """
    told = _opening(signs) or (None if state.period else _setting(signs))
    if told is None or shows_any(signs, TO_COME):
        return state
    mention, itself = told
    period = resolving.resolve(article, state, mention, state.period, article.economy)
    if not period or calendars.shape(period) in PASSING or not itself and is_to_come(article, period):
        return state
    if itself or not state.period or mention.lead in _OVER and _is_part(state.period, period):
        return state.at(period)._replace(dated=paragraph)
    year = resolving.resolve(article, state, mention, "", article.economy)
    shapes = {calendars.shape(one) if one else "" for one in (year, state.period)}
    later = shapes == {"year"} and calendars.bounds(year)[0] > calendars.bounds(state.period)[1]
    return state.at(year)._replace(dated=paragraph) if later else state


def _setting(signs: Sequence[Sign]) -> tuple[PeriodMention, bool] | None:
    """The one time in which what a first sentence tells was: "gold earned less in the first ten months of 2013"."""
    told = [at for at, sign in enumerate(signs) if sign.symbol == "PERIOD" and not _is_reach(signs, at)]
    if len(told) != 1:
        return None
    mention = signs[told[0]].value
    assert isinstance(mention, PeriodMention)
    during = mention.lead in _OVER or _SCENE.search(" ".join(sign.low for sign in signs[: told[0]])) is not None
    return (mention, True) if mention.kind == "absolute" and during else None


_SCENE = re.compile(r"\b(?:was|were|had|saw|enjoyed|endured|suffered|faced)(?: \w+)? an?(?: \w+){0,2}$")  # "had a bad"


def _is_reach(signs: Sequence[Sign], at: int) -> bool:
    """Whether a time only says among which others something was a first: "for the first time this year"."""
    return any(sign.symbol == "RECORD" for sign in signs[max(at - 2, 0) : at])  # also "the first drop this year"


def _opening(signs: Sequence[Sign]) -> tuple[PeriodMention, bool] | None:
    """The time that a sentence opens with, or that a short one sets, and whether it is what the sentence speaks of."""
    places = [at for at, sign in enumerate(signs) if sign.symbol in ("PERIOD", "EARLIER")]
    if not places:
        return None
    for at in places:  # "has released its first-quarter report", "published its figures for May"
        beside = {sign.low for sign in signs[at + 1 : at + 2]} | {sign.low for sign in signs[max(at - 3, 0) : at]}
        mention = signs[at].value
        assert isinstance(mention, PeriodMention)
        if beside & items.roles_of("issues") and mention.wording.unit not in _WHEN_TOLD:
            return mention, True
    at = places[0]
    mention = signs[at].value
    assert isinstance(mention, PeriodMention)
    subject = mention.lead in ("", "of") and not mention.possessive and mention.kind != "since"
    modifies = at > 0 and signs[at - 1].symbol == "THE" and [one.symbol for one in signs[at + 1 : at + 2]] == ["WORD"]
    subject = subject and not modifies  # "The 2009 visit"
    if len(signs) <= SHORT and len(places) == 1 and any(sign.low in items.roles_of("scenes") for sign in signs):
        return mention, True
    if at > OPENS:
        return None
    following = signs[at + 1].symbol if at + 1 < len(signs) else ""
    return mention, subject and at <= 1 and following != "COMMA"


OPENS = 2  # signs ("But over") before a wording of time that opens a sentence
SHORT = 12  # signs of a sentence that does no more than set a time


def _is_part(period: str, whole: str) -> bool:
    """Whether a period lies in a longer one."""
    (first, last), (start, end) = calendars.bounds(period), calendars.bounds(whole)
    return start <= first and last <= end and (start, end) != (first, last)
