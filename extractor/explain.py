"""What was decided about each quantity of an article, and why, as lines of text."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from extractor.decisions import Decision, Reading
from extractor.listing import amount, what
from extractor.reading import Article
from extractor.show import visible

_INDENT = 12


def lines(article: Article, reading: Reading, width: int) -> Iterator[str]:
    """For each quantity its place, the sentence, the clause as the binder saw it, and what came of it."""
    if not reading.decisions:
        yield f"{article.doc_id}: no quantity that could be a claim"
    for number, decision in enumerate(reading.decisions):
        if number:
            yield ""
        yield from _decision(article, decision, width)


def _decision(article: Article, decision: Decision, width: int) -> Iterator[str]:
    yield visible(f"{article.doc_id}:{decision.start}-{decision.end} {decision.quote}")
    at = decision.start - decision.sentence_start
    stop = decision.end - decision.sentence_start
    sentence = f"{decision.sentence[:at]}«{decision.sentence[at:stop]}»{decision.sentence[stop:]}"
    yield from _field("sentence", sentence, width)
    yield from _field("clause", decision.clause, width)
    if decision.claims:
        yield from _field("made by", decision.construction, width)
    else:
        yield from _field("abstained", decision.reason or "no reason given", width)
    for claim in decision.claims:
        yield from _field("claim", f"{amount(claim)} {what(claim)}", width)
    if decision.taken:
        longest = max(len(taken.field) for taken in decision.taken)
        for taken in decision.taken:
            yield from _field("", f"{taken.field:<{longest}}  {taken.value or '(empty)'}  from {taken.source}", width)


def _field(name: str, text: str, width: int) -> Iterator[str]:
    head = f"  {name}".ljust(_INDENT)
    shown = visible(text)
    yield from textwrap.wrap(
        shown, width, initial_indent=head, subsequent_indent=" " * _INDENT, break_long_words=False
    ) or [head.rstrip()]
