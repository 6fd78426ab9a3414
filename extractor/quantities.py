"""Quantities: every number of a text that says how much or how many, with its unit, bound and what is counted."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache

from extractor import bounds, units
from extractor.amounts import numbers
from extractor.areas import areas, mentions
from extractor.drafts import Draft
from extractor.ellipsis import elliptic, moving
from extractor.joins import join
from extractor.numerals import fold
from extractor.sharing import carry, share
from extractor.surroundings import (
    aged,
    around,
    behind,
    coded,
    counted,
    dated,
    marked,
    named,
    opens,
    priced,
    stands,
    timed,
    words,
)
from extractor.tables import table
from extractor.words import scan

_APART = (" ", " a year ", " a day ", " a month ", "-")
_COUNTING = frozenset({"count", "case", "head", "bale", "bag", "PP"})


@dataclass(frozen=True, slots=True)
class Quantity:
    """One quantity: offsets and text of its mention, value in base units, unit, bound and what is counted.

    `value` carries a sign only where one is written. `unit` is an ISO 4217 code, `PCT`, `PP`, `count` or a physical
    unit; for the numeral of a streak `month`, `quarter` or `year`. `bound` is one of `= ~ > >= < <=`.
    `form` is `number`, `multiple` ("doubled": the growth in percent that it means), `fraction` ("a third": percent)
    or `ordinal` (streaks). `outer_start` and `outer_end` take in words of bound, and what is counted.
    `scaled`: a scale, a grouping or a unit was written. `stated`: the unit was written at this very number.
    `family` is the bare noun of money ("dollar") where the text does not say whose.
    """

    start: int
    end: int
    text: str
    value: Decimal
    value_high: Decimal | None
    unit: str
    bound: str
    counted: str
    form: str
    outer_start: int
    outer_end: int
    scaled: bool
    stated: bool
    family: str


def find(text: str) -> list[Quantity]:
    """The quantities of a text, in order, never overlapping; bare dollars are US dollars."""
    low = fold(text)
    found: list[Quantity] = []
    last: Draft | None = None
    drafts = join(text, low, _believed(text, low, numbers(text, low)))
    share(text, low, drafts)
    for draft in drafts:
        if draft.form == "number" and not _keep(text, low, draft, last):
            continue
        if last is not None and draft.start < last.outer_end:  # "12 million 60-kg bags"
            continue
        if low[draft.start : draft.end] in words("brand"):
            continue
        _bound(low, draft, last)
        if last is not None and draft.bound == "=" != last.bound and carry(low, last, draft):
            draft.bound = last.bound
        found.append(_quantity(text, draft))
        last = draft
    return found


def quantities(text: str) -> list[Quantity]:
    """The quantities of a text, in order; bare names of money are those that the text itself makes plain.

    They take after the only such money that the text names in full ("N.Z. dlrs"), else after the country named most
    often that has such money; for dollars, the country named most often of all. Where nothing is plain the usual
    money is meant.
    """
    found = find(text)
    bare = {quantity.family for quantity in found if quantity.family}
    if not bare:
        return found
    plain = {family: unit for family in bare if (unit := _plain_money(text, family, found))}
    return [
        replace(quantity, unit=plain[quantity.family]) if quantity.family in plain else quantity for quantity in found
    ]


def _believed(text: str, low: str, drafts: list[Draft]) -> list[Draft]:
    """The drafts without names that look like money ("R21"), which a text that speaks of no such money writes."""
    if not any(draft.doubtful for draft in drafts):
        return drafts
    sure = {draft.unit for draft in drafts if draft.money and not draft.doubtful}
    countries = {place.code for place in mentions(scan(text)).areas}
    moneys = _moneys()
    homes = {family for family, country in moneys if country in countries}
    homes |= {row["code"] for row in table("currencies") if not countries.isdisjoint(row["countries"].split())}
    return [
        draft
        for draft in drafts
        if not draft.doubtful
        or (draft.unit in sure or (draft.kin or draft.unit) in homes)
        and not text.startswith("the ", max(0, draft.start - 4))
        and not behind("name", low, draft.start)
    ]


def _plain_money(text: str, family: str, found: list[Quantity]) -> str | None:
    """The money that a bare name means in a text; None if the text does not tell."""
    kin = {code for (kind, _), code in _moneys().items() if kind == family}
    kin |= {row["code"] for row in table("currencies") if row["family"] == family}
    named = {quantity.unit for quantity in found if quantity.unit in kin and quantity.family != family}
    if len(named) == 1:
        return named.pop()
    if named:
        return None
    moneys = _moneys()
    if family != "dollar" and len(spoken := set(units.spoken(fold(text), family))) == 1:  # "the Sudanese pound"
        return spoken.pop()
    if family == "dollar":  # most of the world trades in US dollars: the economy spoken of most must have its own
        counts = Counter(moneys.get((family, area.code), area.code) for area in areas(text))
    else:
        counts = Counter(unit for area in areas(text) if (unit := moneys.get((family, area.code))))
    (first, most), (_, next_most) = (*counts.most_common(2), ("", 0), ("", 0))[:2]
    return first if most > next_most and first in kin else None


@cache
def _moneys() -> dict[tuple[str, str], str]:
    present = {
        (row["family"], country): row["code"]
        for row in reversed(table("currencies"))
        for country in row["countries"].split()
        if row["family"]
    }
    return present | {(row["family"], row["country"]): row["code"] for row in table("bare_money")}


@cache
def users(family: str) -> frozenset[str]:
    """The countries (ISO 3166-1 alpha-3) whose money is called by a bare name such as "rupee"."""
    return frozenset(country for kind, country in _moneys() if kind == family)


def sign_at_home(country: str, found: Sequence[Quantity]) -> str:
    """The money that the bare sign "$" means in an article on a country, or "" for US dollars.

    Newsrooms of a country whose money is the dollar write the bare sign for their own, unless they sign it in full.
    """
    money = _moneys().get(("$", country), "")
    named = [quantity.text for quantity in found if quantity.unit == money and not quantity.family]
    foreign = any("US$" in quantity.text for quantity in found)  # then the bare sign is not that of US dollars
    signed = any("$" in text for text in named)
    return "" if signed or named and not foreign else money


def localise(quantity: Quantity, country: str | None) -> str:
    """The unit of a quantity in a country (ISO 3166-1 alpha-3): bare dollars are `CAD` in Canada, `USD` in Japan.

    The bare sign keeps its unit: agencies mean US dollars by it everywhere.
    """
    if not quantity.family or not country or "$" in quantity.text:
        return quantity.unit
    return _moneys().get((quantity.family, country), quantity.unit)


def _quantity(text: str, draft: Draft) -> Quantity:
    scale = draft.scale * draft.factor
    return Quantity(
        draft.start,
        draft.end,
        text[draft.start : draft.end],
        draft.value if scale == 1 else draft.value * scale,
        draft.high,
        draft.unit or "count",
        draft.bound,
        draft.counted,
        draft.form,
        draft.outer_start,
        draft.outer_end,
        draft.scaled,
        draft.stated,
        draft.kin if draft.bare else "",
    )


def _bound(low: str, draft: Draft, last: Draft | None) -> None:
    """Give a number the bound beside it, unless that says how far another number is from it ("5 percent more than")."""
    if draft.form == "ordinal":
        return  # "for the past four quarters"
    bound = bounds.after(low, draft.start, draft.end)
    if bound is None and draft.outer_end != draft.end:
        bound = bounds.after(low, draft.start, draft.outer_end)
    if bound is None:
        bound = bounds.before(low, draft.start, draft.end, scaled=draft.scaled)
        if bound and bound.bound != "~" and last and low[last.outer_end : bound.start] in _APART:
            return
    if bound:
        draft.bound = bound.bound
        draft.outer_start, draft.outer_end = min(draft.outer_start, bound.start), max(draft.outer_end, bound.end)


def _keep(text: str, low: str, draft: Draft, last: Draft | None) -> bool:
    """Whether a number is a quantity; finds what it counts, and the numerals of multiples and streaks."""
    if draft.unit:
        if (
            draft.unit in _COUNTING
            and draft.scale == 1
            and draft.shape in ("integer", "words")
            and named(text, low, draft.start)
        ):
            return False
        if (
            draft.money
            and draft.end - draft.last == 1
            and draft.start == draft.first
            and behind("name", low, draft.start)
        ):
            return False  # "page 12c"
        return draft.stated and not (draft.unit == "count" and draft.value == draft.scale == 1) or draft.shared
    if draft.plain:
        if draft.shape == "integer" and _in_row(low, draft):
            return False
        if low.startswith("°", draft.end) or draft.shape == "decimal" and coded(text, low, draft.first, draft.end):
            return False
        if draft.year or dated(low, draft.start, draft.end) or named(text, low, draft.start) or timed(low, draft.end):
            return False
    elif timed(low, draft.end) and draft.scale < 1000:
        return False
    if _is_numeral(text, low, draft) or low.startswith("-to-", draft.end) or low.endswith("-to-", 0, draft.start):
        return False
    bound = bounds.after(low, draft.start, draft.end)  # "200 or more firms"
    noun, end = counted(text, bound.end if bound else draft.end)
    if draft.value == 0 and around("none of", r" (?:%s)(?![a-z-])").match(low, draft.end):
        return True  # "zero tariffs"
    if noun:
        draft.counted, draft.outer_end = noun, end
    if draft.shape == "comma" and not draft.scaled:
        return False
    if draft.shape == "spaced":
        return bool(draft.counted) or draft.scale > 1
    if draft.scaled or draft.shape == "decimal":
        whole = low.endswith(".0", draft.first, draft.last) and not behind("figure", low, draft.start)
        return draft.scaled or not whole or marked(low, draft.end) or _is_beside(low, draft, last)
    if draft.counted:
        return (draft.high or draft.value) > 1 and not _is_name(text, low, draft)
    if bound is not None and draft.value > 1 or _is_figure(low, draft) or _is_against(low, draft, last):
        return True
    draft.counted = elliptic(text, low, draft, last)
    return bool(draft.counted)


_BESIDE = re.compile(r"(?: (?:in|for) [a-z]+)?(?:,|,? and(?: to)?|,? but|,? while| (?:from|after|to)) (?:a )?")
_AGAINST = re.compile(
    r"(?: (?:in|for) [a-z]+)?,? (?:against|versus|vs\.?|compared (?:with|to)|up from|down from) (?:a )?"
)


def _is_beside(low: str, draft: Draft, last: Draft | None) -> bool:
    """Whether a number stands beside one with as many decimals: "rose to 48.4 in May and 49.0 in June", "48.4 against
    49.0"."""
    if last is None or last.shape != "decimal":
        return False
    return any(link.fullmatch(low, last.end, draft.start) for link in (_BESIDE, _AGAINST))


def _is_against(low: str, draft: Draft, last: Draft | None) -> bool:
    """Whether a bare whole number is what one with decimals is compared with: "49.5 in May, against 50 in April"."""
    if last is None or last.shape != "decimal" or last.unit or draft.shape != "integer":
        return False
    return bool(_AGAINST.fullmatch(low, last.end, draft.start)) and stands(low, draft.end)


def _in_row(low: str, draft: Draft) -> bool:
    """Whether only numbers stand beside a bare one, so that no word tells what it is of."""
    before = low[max(0, draft.start - 3) : draft.start].rstrip(" ,")[-1:]
    return before.isdigit() and low[draft.end : draft.end + 3].lstrip(" ,")[:1].isdigit()


def _is_numeral(text: str, low: str, draft: Draft) -> bool:
    """A name, year or price though a scale or group is in it: "Rule 10b", "since two thousand and eight"."""
    if draft.shape == "words":
        year = draft.scale == 1000 and 2000 <= draft.value * draft.scale < 2100
        return year and behind("year before", low, draft.start)
    if priced(low, draft.start):
        return True
    if low[draft.start : draft.end] in words("race") and low.endswith(("the ", "men's "), 0, draft.start):
        return not counted(text, draft.end)[0]  # "ran the 100m"
    return draft.scale > 1 and draft.end - draft.last == 1 and named(text, low, draft.start)


def _is_name(text: str, low: str, draft: Draft) -> bool:
    """A number word in capitals before a capital ("the Three Gorges", "Six Nations"), unless it opens a sentence."""
    if draft.shape != "words" or not text[draft.start].isupper():
        return False
    return text[draft.end + 1 : draft.end + 2].isupper() and not opens(text, draft.start)


def _is_figure(low: str, draft: Draft) -> bool:
    """A bare whole number that stands as an amount: "to zero", "fell to 48 from 50.2", "above the 50 mark"."""
    if draft.shape == "part":
        return False
    if marked(low, draft.end):
        return draft.shape == "integer"
    if aged(low, draft.start, draft.end):
        return False
    if draft.value == 0:
        leads = behind("figure", low, draft.start) or bounds.before(low, draft.start, draft.end, scaled=False)
        return bool(leads) and stands(low, draft.end)
    if draft.shape != "integer" or draft.last - draft.first > 4:
        return False
    return behind("figure", low, draft.start) and stands(low, draft.end) or moving(low, draft)
