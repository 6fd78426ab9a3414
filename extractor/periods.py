"""The periods that a text speaks of."""

from __future__ import annotations

from dataclasses import dataclass

from extractor.anchors import Anchor, infer
from extractor.calendars import end_month
from extractor.localities import localities
from extractor.period_grammar import PeriodMention, find
from extractor.period_values import base, resolve, span
from extractor.wordings import compared, ranked, stock

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
    for mention, (country, crop) in zip(mentions, localities(text, mentions), strict=True):
        if mention.kind == "rate":
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
            if not current or not compared(text, mention.start):
                current = period
    return out
