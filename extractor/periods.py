"""The periods that a text speaks of."""

from __future__ import annotations

from dataclasses import dataclass

from extractor.anchors import Anchor, infer
from extractor.calendars import end_month
from extractor.localities import localities
from extractor.period_bases import base, span
from extractor.period_grammar import PeriodMention, find
from extractor.period_values import resolve
from extractor.wordings import ahead, compared, ranked, stock

__all__ = ["Anchor", "Period", "PeriodMention", "base", "find", "infer", "periods", "resolve", "span"]


@dataclass(frozen=True, slots=True)
class Period:
    """A wording of time and the calendar period it means.

    `how` tells how it is known: `stated`, `publication date`, `article's own dates`, or `open` where `period` is empty.
    """

    start: int
    end: int
    text: str
    period: str
    how: str


def periods(text: str, published: str | None = None) -> list[Period]:
    """Every wording of time in `text` with its canonical period; relative ones refer to the one spoken of before.

    A fiscal year is that of the country, a marketing year that of the crop, which the sentence or the text names. A
    conventional comparison ("year on year") means the period compared with, "since" and "over the past" the whole
    span from there. `published` is an ISO date, a year and month or a year; ValueError on other text.
    """
    mentions = find(text)
    anchor = infer(text, mentions, published)
    current = latest = ""
    out = []
    places = localities(text, mentions)
    for index, (mention, (country, crop)) in enumerate(zip(mentions, places, strict=True)):
        following = mentions[index + 1] if index + 1 < len(mentions) else None
        if following is not None and mention.kind in ("rate", "relative") and _dated(text, mention, following):
            now = resolve(following, anchor, current, *places[index + 1])
            period = (base if mention.kind == "rate" else resolve)(mention, anchor, now)
        elif mention.kind == "rate":
            period = base(mention, anchor, current)
        elif mention.kind == "since":
            if mention.wording.rule == "since" and ranked(text, mention.start):
                period = base(mention, anchor, "", country, crop)  # "the smallest since May" names that month
            else:
                period = span(mention, anchor, "", country, crop) or span(mention, anchor, current, country, crop)
        else:
            period = resolve(mention, anchor, latest if mention.wording.offset > 0 else current, country, crop)
        ends = (mention.wording.at_end or mention.wording.to_date) and mention.kind != "day"
        if period and ends and stock(text, mention.start, mention.end):
            period = end_month(period)
        stated = bool(mention.wording.year) and mention.kind in ("absolute", "day")
        how = "open" if not period else "stated" if stated or not anchor.how else anchor.how
        out.append(Period(mention.start, mention.end, mention.text, period, how))
        counted = mention.kind == "absolute" or "/" in period and mention.kind == "day"
        if period and (counted or (mention.wording.to_date and not current)):
            latest = period
            if not current or not (compared(text, mention.start) or ahead(text, mention.start)):
                current = period
    return out


def _dated(text: str, mention: PeriodMention, following: PeriodMention) -> bool:
    """Whether a comparison is followed at once by what it is of: "up 5 percent from a year earlier in March"."""
    between = text[mention.end : following.start]
    return (
        following.kind == "absolute"
        and following.lead in ("in", "for", "during")
        and between.strip() in ("in", "for", "during")
    )
