"""Numbers that belong together: ranges, lists and movements that share a scale and a unit."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache

from extractor.drafts import Draft
from extractor.surroundings import choice, counted, named, timed

_ONE = Decimal(1)
_NEAR = 8
_FAR = 300
_RANGE = re.compile(r" ?[-~] ?| to |-to-| or |-or-")
_LIST = re.compile(r", | and |, and | or |, or |/| & | and by | and to |, to ")
_SENTENCE_END = re.compile(r"[.!?][\"”’')]*\s+[\"“(]?[A-Z]|\n")
_CONVERSION = re.compile(r",? ?[(\[/;] ?(?:or )?|,? or ")


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    return (
        re.compile(r"(?:(?<![a-z])from|" + rf"(?:{choice('range')}) from) (?:[a-z]+ ){{0,2}}$"),
        re.compile(rf"(?<![a-z])(?:{choice('movement')}) $"),
        re.compile(rf"(?<![a-z])(?P<link>{choice('link')})[ (]+(?:[a-z']+ ){{0,3}}$"),
        re.compile(rf"(?<![a-z])(?:{choice('apart')}) (?:of|to|at|was|is) $"),
    )


def join(text: str, low: str, drafts: list[Draft]) -> list[Draft]:
    """Ranges become one draft; lists and movements share scale and unit."""
    out: list[Draft] = []
    for draft in drafts:
        left = out[-1] if out else None
        if left is not None and draft.start - left.end <= _NEAR and left.form == draft.form == "number":
            gap = low[left.end : draft.start]
            if _is_range(low, left, draft, gap) and (left.scaled or draft.scaled or _counts(text, low, left, draft)):
                _merge(left, draft)
                continue
            if draft.unit or draft.scaled:
                _share_back(out, draft, low)
        out.append(draft)
    _share_on(text, low, out)
    return out


def _is_range(low: str, left: Draft, right: Draft, gap: str) -> bool:
    if left.high is not None or right.shape == "words" and left.stated:
        return False
    between = gap == " and " and low.endswith("between ", max(0, left.start - 9), left.start)
    if not between and not _RANGE.fullmatch(gap):
        return False
    if left.unit and right.unit and (left.unit, left.factor) != (right.unit, right.factor):
        return False
    if left.unit and not right.unit and not left.money:
        return False
    if left.year and (right.year or right.last - right.first == 2) and not right.stated:
        return False
    smaller = left.value * (left.scale if left.scaled else right.scale)
    greater = right.value * right.scale
    if smaller >= greater and left.value >= 0:
        return False
    if gap == " to ":
        lead, movement = _patterns()[:2]
        start = max(0, left.start - 24)
        origin = lead.search(low, start, left.start - (low[left.start - 1] == "+"))
        if origin is not None and origin[0].startswith("from"):
            return False
        if left.stated and smaller * 2 < greater and movement.search(low, start, left.start):
            return False
    return True


def _counts(text: str, low: str, left: Draft, right: Draft) -> bool:
    """Whether two bare numbers are a range of things counted: "two or three ships"; not scores, dates and years."""
    if left.shape not in ("integer", "words") or left.shape != right.shape or left.year or right.year:
        return False
    return not timed(low, right.end) and not named(text, low, left.start) and bool(counted(text, right.end)[0])


def _merge(left: Draft, right: Draft) -> None:
    alike = (
        left.scale == 1 and left.shape == right.shape == "grouped" and left.value * 10 > right.value
    )  # "6,000 to 7,000 billion"
    if not left.scaled or alike or left.money and left.scale == 1 and left.shape != "grouped":
        left.scale = right.scale
    unit = right if right.unit else left
    if right.unit:
        left.share(right)
    left.shared = False
    left.high = right.value * right.scale * unit.factor
    left.stated = left.stated or right.stated
    left.scaled = left.scaled or right.scaled
    left.end = left.outer_end = right.end


def _share_back(out: list[Draft], draft: Draft, low: str) -> None:
    """ "5, 6 and 7 percent", "5.6 and 7.1 billion", "10.5 from 11.9 billion": the last one's unit and scale hold."""
    right = draft
    for left in reversed(out):
        gap = low[left.end : right.start]
        if left.form != "number" or len(gap) > _NEAR or left.scaled and draft.unit in ("", "PCT", "PP"):
            return
        if not (_LIST.fullmatch(gap) or _RANGE.fullmatch(gap) or gap == " from ") or left.year and not left.unit:
            return
        if left.unit and not (
            left.unit == draft.unit
            and left.money
            and left.scale == 1
            and left.shape not in ("grouped", "spaced")
            and draft.scale > 1
        ):
            return
        if left.scale == 1 and left.shape not in ("grouped", "spaced"):
            left.scale = draft.scale
            left.scaled = left.scaled or draft.scale > 1
        if not left.unit and draft.unit:
            left.share(draft)
        right = left


def _share_on(text: str, low: str, drafts: list[Draft]) -> None:
    """ "to 425 mln dlrs from 515 mln": a unit holds for later amounts that a word leads to, or in the next sentence."""
    holder: Draft | None = None  # the last amount of money or of a physical unit
    latest: Draft | None = None  # the last number with any unit
    for draft in drafts:
        if draft.form != "number":
            continue
        if draft.unit:
            if holder is not None and draft.money and not draft.shared:
                _share_scale(text, low, holder, draft)
            if draft.stated and draft.unit != "PP":
                latest = draft
                holder = holder if draft.unit == "PCT" or holder and _converts(low, holder, draft) else draft
            continue
        amount = draft.scale > 1 or draft.shape == "grouped"
        giver = holder if amount else latest
        if (
            giver is None
            or draft.start - giver.end > _FAR
            or not (amount or draft.shape == "decimal" or draft.value == 0)
        ):
            continue
        link = _patterns()[2].search(low, max(giver.end, draft.start - 45), draft.start)
        if link is None or counted(text, draft.end)[0]:
            continue
        ends = _SENTENCE_END.findall(text, giver.end, draft.start)
        if amount:
            if _shares(low, giver, draft, len(ends)):
                draft.share(giver)
        elif not ends and (_alike(low, giver, draft, link["link"]) or draft.value == 0 and draft.shape == "words"):
            draft.share(giver)
            draft.scale = giver.scale


def _converts(low: str, left: Draft, right: Draft) -> bool:
    """Whether an amount is another in other money: "2.3 trillion won ($1.6bn)", "1 trillion yuan, or US$143bn"."""
    gap = low[left.end : right.start]
    return (
        left.money and right.money and left.unit != right.unit and len(gap) < 24 and _CONVERSION.match(gap) is not None
    )


def _shares(low: str, giver: Draft, draft: Draft, ends: int) -> bool:
    """Whether an amount with a scale alone has the unit of one before it, in the same sentence or the one before."""
    if draft.scale == 1 and giver.money or _patterns()[3].search(low, max(0, draft.start - 24), draft.start):
        return False
    if not ends:
        return True
    ratio = draft.value * draft.scale / (abs(giver.value) * giver.scale or _ONE)
    return ends == 1 and draft.scale > 1 and _ONE / 10 < ratio < 10


def _alike(low: str, holder: Draft, draft: Draft, link: str) -> bool:
    """Whether a bare decimal is of the kind of the amount before it ("from 760.3 mln (revised from 761.9)")."""
    if not holder.value or not _ONE / 4 < draft.value / abs(holder.value) < 4:
        return False
    lead = low[max(0, holder.start - 6) : holder.start]
    if holder.unit == "PCT":
        return (
            link in ("by", "and")
            or link == "from"
            and lead.endswith((" to ", " at "))
            or link == "to"
            and lead.endswith("from ")
        )
    return holder.scale > 1 and link != "by" and link != "at"


def _share_scale(text: str, low: str, holder: Draft, draft: Draft) -> None:
    """ "climbed to USD 11.40 in 2021 from USD 6.85 billion": one of the two scales was left out."""
    if (holder.unit, holder.high) != (draft.unit, None) or (holder.scale == 1) == (draft.scale == 1):
        return
    bare, full = (holder, draft) if holder.scale == 1 else (draft, holder)
    if bare.shape != "decimal" or full.shape != "decimal" or not _ONE / 10 < bare.value / full.value < 10:
        return
    if draft.start - holder.end > 60 or _SENTENCE_END.search(text, holder.end, draft.start):
        return
    link = _patterns()[2].search(low, max(holder.end, draft.start - 45), draft.start)
    if link and link["link"] in ("from", "to", "against", "versus", "with"):
        bare.scale = full.scale


def carry(low: str, left: Draft, right: Draft) -> bool:
    """Whether the bound of `left` holds for `right` too: a conversion in brackets, or the next of a list."""
    gap = low[left.outer_end : right.start]
    if right.money and left.money and left.unit != right.unit:
        return _CONVERSION.fullmatch(gap) is not None
    return (
        left.unit == right.unit and left.unit in ("PCT", "PP") and left.high is None and gap in (" and ", " or ", ", ")
    )
