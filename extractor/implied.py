"""Time only implied: by what growth is set against ("an increase of 9 percent on 2022"), by what a sum is of."""

from __future__ import annotations

import re

from extractor import calendars
from extractor.adverbials import is_base, is_compared
from extractor.claims import TRADE
from extractor.dating import is_earlier
from extractor.pending import Draft
from extractor.phrases import Phrase
from extractor.resolving import resolved
from extractor.scene import Scene


def period(scene: Scene, draft: Draft, reporter: str) -> str:
    """The period after the one that a growth of the sentence is set against, as long as that is over, or ""."""
    metric = draft.phrase.metric if draft.phrase is not None else ""
    if (
        metric not in TRADE
        or draft.status != "actual"
        or is_earlier(scene, draft)
        or not any(one.measure in ("growth", "change") for one in scene.drafts)
    ):
        return ""
    for index, char in enumerate(scene.clause):
        mention = scene.chart.mention(index) if char == "P" else None
        if mention is None or mention.kind != "absolute" or not (is_base(scene, index) or is_compared(mention)):
            continue
        against = resolved(scene, mention, "", reporter)
        if not against or "/" in against:
            continue
        kind, said = calendars.shape(against), mention.wording
        if kind != "year" and (said.year or kind not in _NEXT):
            return ""  # "up from May 2023": the month after, or a year after
        made = calendars.shift(against, months=_NEXT[kind])
        today = scene.context.anchor.date
        return made if today is None or 0 <= (today - calendars.bounds(made)[1]).days <= _AGO[kind] else ""
    return ""


def sum_of_year(scene: Scene, draft: Draft, phrase: Phrase, value: str) -> str:
    """The twelve months up to the one that `value` is, where a sum over them is told ("the rolling annual surplus was
    $5 billion in May"), or ""."""
    if phrase.metric not in TRADE or draft.measure not in ("level", "change") or not value:
        return ""
    if "/" in value or calendars.shape(value) != "month" or scene.chart.place(phrase) < 0:
        return ""
    said = [sign.low for sign in scene.chart.signs[: phrase.head + 1]]
    if _ANNUAL.isdisjoint(said[-NEAR:]) and _TWELVE.search(" ".join(said[-FAR:])) is None:
        return ""
    return f"{calendars.shift(value, months=-11)}/{value}"


NEAR, FAR = 4, 14  # signs up to a metric in which what it is summed over is told
_ANNUAL = frozenset({"annual", "yearly"})
_TWELVE = re.compile(r"\b(?:12|twelve) ?-? ?months?\b")
_NEXT = {"year": 12, "half": 6, "quarter": 3, "month": 1}  # months to the next
_AGO = {"year": 366, "half": 200, "quarter": 120, "month": 120}  # days since the end of what is news
