"""Numbers that stand side by side: ranges, and lists that share a scale and a unit."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache

from extractor.drafts import Draft, is_like
from extractor.surroundings import apiece, around, behind, choice, counted, dated, named, timed

_ONE = Decimal(1)
_NEAR = 8
_FEW = 30  # how many times greater the second of "$1.50 and $90 billion" is at most, if both are in billions
_RANGE = re.compile(r" ?[-~] ?| to |-to-| or |-or-")
_LIST = re.compile(r", | and |, and | or |, or |/| & | and by | and to |, to ")
_GAPPED = re.compile(
    r"(?:,?(?: and| while|;)(?: [a-z]+){1,3}"
    r"|,(?: and)? (?:with|of|to|from|in|for|by) (?:the )?[a-z]+(?: [a-z]+)?(?: at| was| were)?) "
)
_BETWEEN = re.compile(r"between (?:[a-z]+ ){0,2}$")


@cache
def _range_lead() -> re.Pattern[str]:
    return re.compile(rf"(?:(?<![a-z])from|(?:{choice('range')}) from) (?:[a-z]+ ){{0,2}}$")


def join(text: str, low: str, drafts: list[Draft]) -> list[Draft]:
    """Ranges become one draft; the numbers of a list share the scale and unit of its last."""
    out: list[Draft] = []
    for draft in drafts:
        left = out[-1] if out else None
        if left is not None and draft.start - left.end <= _NEAR and left.form == draft.form == "number":
            gap = _gap(low, left, draft)
            if _is_range(text, low, left, draft, gap, out):
                _merge(left, draft)
                continue
            if draft.unit or draft.scaled:
                _share_back(text, low, out, draft)
        elif draft.unit and not draft.shared:
            _share_gapped(low, out, draft)
        out.append(draft)
    return out


def _gap(low: str, left: Draft, right: Draft) -> str:
    """What stands between two numbers, without the hyphen that waits for a word ("a 5-, 10- or 15-percent cut")."""
    gap = low[left.end : right.start]
    return gap[1:] if gap.startswith(("-,", "- to ", "- or ", "- and ")) else gap


def _is_range(text: str, low: str, left: Draft, right: Draft, gap: str, before: list[Draft]) -> bool:
    if left.high is not None or right.shape == "words" and left.stated:
        return False
    between = gap == " and " and _BETWEEN.search(low, max(0, left.start - 24), left.start) is not None
    if not between and not _RANGE.fullmatch(gap):
        return False
    alike = gap == "-" and left.shape == right.shape == "decimal"  # "versus 1.5-2.5"
    if not (alike or left.scaled or right.scaled or _counts(text, low, left, right)):
        return False
    if left.unit and right.unit and (left.unit, left.factor) != (right.unit, right.factor):
        return False
    if left.unit and not right.unit and (not left.money or left.start == left.first):  # "fell 5 cents to 5.12"
        return False
    if left.year and (right.year or right.last - right.first == 2) and not right.stated:
        return False
    smaller = left.value * (left.scale if left.scaled else right.scale)
    greater = right.value * right.scale
    if smaller >= greater and left.value >= 0:
        return False
    if gap == " to ":
        start = max(0, left.start - 24)
        if left.year and right.shape != left.shape and low[start : left.start].endswith(_DATES):
            return False  # "from 50,000 in 2022 to 72,000 units"
        origin = _range_lead().search(low, start, left.start - (low[left.start - 1] == "+"))
        if origin is not None and origin[0].startswith("from"):
            return False
        whole = left.stated and left.value > 0 and (left.scale > 1 or left.shape == "grouped")
        if whole and left.unit and right.unit and greater > smaller * _FAR_APART:
            return False  # "a fall of $1.6 billion to $73.7 billion"
        moved = behind("movement", low, left.start)
        if moved and right.money and not left.unit and right.start < right.first:  # "shares rose 4 to $120"
            return False
        apart = left.stated or left.scale > 1 < right.scale
        exact = left.money and left.stated and left.shape == right.shape == "decimal"  # "widened £4.7bn to £8.6bn"
        much = _MUCH if exact and not _is_expected(low, left) else 2
        if moved and apart and smaller * much < greater and not (right.unit == "PCT" and _is_expected(low, left)):
            return False
    if _is_label(text, low, left):
        return False
    return "or" not in gap or not _is_choice(low, smaller, greater, before)


_DATES = (" in ", " for ")
_FAR_APART = 8  # times the start of a range that its end is less than, where both have a unit
_MUCH = Decimal("1.3")  # how much greater the end of a move is at least that is told as exactly as its size


def _is_expected(low: str, draft: Draft) -> bool:
    """Whether a number is one that someone looks for: "expects sales up 1% to 3%"."""
    window = max(0, draft.start - 50), draft.start
    return around("expected", r"(?<![a-z])(?:%s) (?!.*(?:[.;:]| and | but | while ))").search(low, *window) is not None


def _is_label(text: str, low: str, draft: Draft) -> bool:
    """Whether a bare number is a day or a name ("on April 1 to 24 percent", "HS 8541 to 50 percent")."""
    return draft.plain and (dated(low, draft.start, draft.end) or named(text, low, draft.start))


def _is_choice(low: str, smaller: Decimal, greater: Decimal, before: list[Draft]) -> bool:
    """ "10 or 25 percent", "10, 15 or 20 percent": one or the other, where "five or six" is a range."""
    if len(before) > 1 and _LIST.fullmatch(_gap(low, before[-2], before[-1])):
        return True
    return greater - smaller != 1 and smaller * 3 < greater * 2


def _share_gapped(low: str, out: list[Draft], draft: Draft) -> None:
    """Give the unit of the last number of a list to those before it, whose nouns stand between them."""
    right = draft
    for left in reversed(out):
        if not _is_gapped(low, left, right):
            return
        left.scale = draft.scale
        left.share(draft)
        right = left


def _is_gapped(low: str, left: Draft, right: Draft) -> bool:
    """Whether a bare number has the unit of the next clause ("exports were 5.6 and imports 7.1 billion dollars")."""
    if not left.plain or left.form != "number" or right.high is not None or right.start - left.end > 32:
        return False
    if left.year or left.shape != right.shape or not (left.shape == "decimal" or behind("movement", low, left.start)):
        return False
    return (
        _ONE / 8 < left.value / (abs(right.value) or _ONE) < 8
        and _GAPPED.fullmatch(low, left.end, right.start) is not None
    )


def _counts(text: str, low: str, left: Draft, right: Draft) -> bool:
    """Whether two bare numbers are a range of things counted: "two or three ships"; not scores, dates and years."""
    if left.shape not in ("integer", "words") or left.shape != right.shape or left.year or right.year:
        return False
    return not timed(low, right.end) and not named(text, low, left.start) and bool(counted(text, right.end)[0])


def _is_price(low: str, out: list[Draft], left: Draft, right: Draft) -> bool:
    """Whether money without a scale is the price of one thing, as one before is: "vs. $1.50 and $90.01 billion"."""
    if apiece(low, left.end) or left.value * _FEW < right.value:
        return True
    near = (one for one in out[-6:] if one.unit == left.unit and one is not left and one.scale == 1)
    return any(is_like(one, left) and apiece(low, one.end) for one in near)


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


def _share_back(text: str, low: str, out: list[Draft], draft: Draft) -> None:
    """ "5, 6 and 7 percent", "5.6 and 7.1 billion", "10.5 from 11.9 billion": the last one's unit and scale hold."""
    right = draft
    for left in reversed(out):
        gap = _gap(low, left, right)
        if left.form != "number" or len(gap) > _NEAR or left.scaled and draft.unit in ("", "PCT", "PP"):
            return
        if not (_LIST.fullmatch(gap) or _RANGE.fullmatch(gap) or gap == " from ") or left.year and not left.unit:
            return
        if left.shape == "integer" and _is_label(text, low, left) or left.shape == "comma":
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
            if left.money and _is_price(low, out, left, draft):
                return
            left.scale = draft.scale
            left.scaled = left.scaled or draft.scale > 1
        if not left.unit and draft.unit:
            left.share(draft)
        right = left
