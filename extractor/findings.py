"""What does not add up in an article, as lines of text: a finding for each figure that others contradict."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from extractor.claims import Claim
from extractor.consistency import Check, checks
from extractor.listing import amount, what
from extractor.reading import Article
from extractor.show import visible

_INDENT = 12
_RULES = {
    "growth": "growth is not that between the two levels",
    "change": "change is not that between the two levels",
    "growth and change": "growth is not that of the change",
    "balance": "balance is not exports less imports",
    "trade": "trade is not exports and imports",
    "goods and services": "total is not goods and services",
    "currencies": "amounts in two currencies are not at one rate",
}


def lines(article: Article, claims: Sequence[Claim], width: int) -> Iterator[str]:
    """A block for each figure that does not fit the others, or how many fit.

    A block says what is wrong, what the other figures make of it, and the claims with their sentences. Either the
    article slipped or the reading did; no figure is changed.
    """
    found = checks(claims)
    wrong = [one for one in found if one.agrees is False]
    if not wrong:
        sure = sum(one.agrees is True for one in found)
        yield visible(f"{article.doc_id}: nothing that does not add up ({sure} of {len(claims)} figures checked)")
    for number, one in enumerate(wrong):
        if number:
            yield ""
        yield from _finding(article, one, claims, width)


def _finding(article: Article, check: Check, claims: Sequence[Claim], width: int) -> Iterator[str]:
    said = claims[check.claims[0]]
    yield visible(f"{article.doc_id}:{said.start}-{said.end} {_RULES[check.rule]}")
    low, high = (_amount(said, bound) for bound in check.worked)
    yield from _field("works out", low if low == high else f"{low} to {high}", width)
    shown: set[int] = set()
    for index in check.claims:
        claim = claims[index]
        yield from _field("says" if index == check.claims[0] else "and", f"{amount(claim)} {what(claim)}", width)
        if claim.sentence_start not in shown:
            shown.add(claim.sentence_start)
            yield from _field("", claim.sentence, width)


def _amount(like: Claim, value: float) -> str:
    """A number as that of a claim is written, to four digits."""
    return amount(replace(like, value=Decimal(f"{value:.4g}"), value_high=None, bound="="))


def _field(name: str, text: str, width: int) -> Iterator[str]:
    head = f"  {name}".ljust(_INDENT)
    wrapped = textwrap.wrap(
        visible(text), width, initial_indent=head, subsequent_indent=" " * _INDENT, break_long_words=False
    )
    yield from wrapped or [head.rstrip()]
