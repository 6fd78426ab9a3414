"""Numbers that belong together: ranges, lists and movements that share a scale and a unit."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache

from extractor.drafts import Draft
from extractor.surroundings import around, behind, choice, counted, dated, named, stands, timed

_ONE = Decimal(1)
_NEAR = 8
_FAR = 300
_RANGE = re.compile(r" ?[-~] ?| to |-to-| or |-or-")
_LIST = re.compile(r", | and |, and | or |, or |/| & | and by | and to |, to ")
_SENTENCE_END = re.compile(r"[.!?][\"”’')]*\s+[\"“(]?[A-Z]|\n")
_GAPPED = re.compile(r",?(?: and| while|;)(?: [a-z]+){1,3} ")
_ASIDE = re.compile(r"(?: [a-z/-]{2,14}){0,2} \((?:[a-z.]+:? ){0,2}[+-]?")
_PLACED = r" in (?:(?:19|20)[0-9]{2}|(?:%s))\b"
_ROW = _PLACED + r"(?: [0-9]{4})?(?:, | and |, and )(?:to |by |at )?"
_BETWEEN = re.compile(r"between (?:[a-z]+ ){0,2}$")
_CONVERSION = re.compile(r",? ?[(\[/;] ?(?:or )?|,? or ")


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    return (
        re.compile(r"(?:(?<![a-z])from|" + rf"(?:{choice('range')}) from) (?:[a-z]+ ){{0,2}}$"),
        re.compile(rf"(?<![a-z])(?:{choice('movement')}) $"),
        re.compile(rf"(?<![a-z])(?P<link>{choice('link')})[ (]+(?:[a-z']+ ){{0,3}}$"),
        re.compile(rf"(?<![a-z])(?:{choice('apart')})\b[^.;:()]{{0,16}} $"),
        re.compile(rf"(?<![a-z])(?:{choice('back')})(?: again)? from (?:[a-z']+ ){{0,3}}$"),
    )


def join(text: str, low: str, drafts: list[Draft]) -> list[Draft]:
    """Ranges become one draft; lists and movements share scale and unit."""
    out: list[Draft] = []
    for draft in drafts:
        left = out[-1] if out else None
        if left is not None and draft.start - left.end <= _NEAR and left.form == draft.form == "number":
            gap = _gap(low, left, draft)
            alike = left.scaled or draft.scaled or _counts(text, low, left, draft)
            if alike and _is_range(text, low, left, draft, gap, out):
                _merge(left, draft)
                continue
            if draft.unit or draft.scaled:
                _share_back(text, low, out, draft)
        elif left is not None and draft.unit and _is_gapped(low, left, draft):
            left.scale = draft.scale
            left.share(draft)
        out.append(draft)
    _share_on(text, low, out)
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
        apart = left.stated or left.scale > 1 < right.scale
        if apart and smaller * 2 < greater and movement.search(low, start, left.start):
            return False
    if _is_label(text, low, left):
        return False
    return "or" not in gap or not _is_choice(low, smaller, greater, before)


def _is_label(text: str, low: str, draft: Draft) -> bool:
    """Whether a bare number is a day or a name ("on April 1 to 24 percent", "HS 8541 to 50 percent")."""
    return draft.plain and (dated(low, draft.start, draft.end) or named(text, low, draft.start))


def _is_choice(low: str, smaller: Decimal, greater: Decimal, before: list[Draft]) -> bool:
    """ "10 or 25 percent", "10, 15 or 20 percent": one or the other, where "five or six" is a range."""
    if len(before) > 1 and _LIST.fullmatch(_gap(low, before[-2], before[-1])):
        return True
    return greater - smaller != 1 and smaller * 3 < greater * 2


def _is_gapped(low: str, left: Draft, right: Draft) -> bool:
    """Whether a bare number has the unit of the next clause ("exports were 5.6 and imports 7.1 billion dollars")."""
    if not left.plain or left.form != "number" or right.high is not None or right.start - left.end > 32:
        return False
    if left.shape != right.shape or not (left.shape == "decimal" or behind("movement", low, left.start)):
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
        if left.shape == "integer" and _is_label(text, low, left):
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
    """ "to 425 mln dlrs from 515 mln": a unit holds for later amounts of its size, here and in the next sentence."""
    holder: Draft | None = None  # the last amount of money or of a physical unit
    former: Draft | None = None  # the one before it in the same sentence
    latest: Draft | None = None  # the last number with any unit
    rival: Draft | None = None  # the last amount of things that are counted
    reach = 0  # where the last amount in the holder's unit ends
    for draft in drafts:
        if draft.form != "number":
            continue
        if draft.unit:
            if holder is not None and draft.money and not draft.shared:
                _share_scale(text, low, holder, draft)
            if draft.stated and draft.unit != "PP":
                latest = draft
                if draft.unit != "PCT" and not (holder and _converts(low, holder, draft)):
                    near = holder is not None and not _SENTENCE_END.search(text, holder.end, draft.start)
                    holder, former, rival, reach = draft, holder if near else None, None, draft.end
            continue
        if draft.scale > 1 or draft.shape == "grouped":
            draft.counted = counted(text, draft.end)[0]
            if draft.counted:
                rival = draft
            elif rival and draft.start - rival.end <= _FAR and _size(rival, draft) < 4:
                if _link(low, rival.end, draft) and not _SENTENCE_END.search(text, rival.end, draft.start):
                    draft.counted = rival.counted
            elif holder is not None and draft.start - reach <= _FAR:
                ends = len(_SENTENCE_END.findall(text, reach, draft.start))
                link = _link(low, reach, draft)
                givers = (holder, None if ends else former)
                giver = next((one for one in givers if one and _shares(low, one, draft, ends, link)), None)
                if giver:
                    draft.share(giver)
                    reach = draft.end
        elif latest is not None and draft.start - latest.end <= _FAR and draft.shape != "spaced" and not draft.year:
            if _is_next(low, latest, draft):
                draft.share(latest)
                draft.scale = latest.scale
                latest = draft
                continue
            link = _link(low, latest.end, draft)
            if not link or not (draft.shape == "decimal" or draft.value == 0 or _leads_back(low, latest, draft, link)):
                continue
            if counted(text, draft.end)[0] or _SENTENCE_END.search(text, latest.end, draft.start):
                continue
            if _alike(low, latest, draft, link) or draft.value == 0 and draft.shape == "words":
                draft.share(latest)
                draft.scale = latest.scale


def _link(low: str, since: int, draft: Draft) -> str:
    """The word that leads to an amount as to the next of its kind ("from", "against"); empty if there is none."""
    link = _patterns()[2].search(low, max(since, draft.start - 45), draft.start)
    return link["link"] if link else ""


def _is_next(low: str, latest: Draft, draft: Draft) -> bool:
    """Whether a bare number is the next of a row ("15 percent in 2019, 20 in 2020") or set beside ("5% (poll 4.8)")."""
    if latest.shape in ("grouped", "spaced") or not _ONE / 4 < abs(draft.value) / (abs(latest.value) or _ONE) < 4:
        return False
    if draft.shape == "decimal" and low.startswith(")", draft.end):
        return _ASIDE.fullmatch(low, latest.end, draft.start) is not None
    row = around("month", _ROW)
    return bool(row.fullmatch(low, latest.end, draft.start)) and bool(around("month", _PLACED).match(low, draft.end))


def _leads_back(low: str, latest: Draft, draft: Draft, link: str) -> bool:
    """Whether a bare whole number is an earlier rate: "38 percent of imports, against 26", "up from 32"."""
    if latest.unit != "PCT" or draft.shape != "integer" or link not in ("from", "against", "versus", "vs", "vs."):
        return False
    return stands(low, draft.end) and not dated(low, draft.start, draft.end)


def _size(left: Draft, right: Draft) -> Decimal:
    """How many times the smaller of two amounts goes into the greater."""
    smaller, greater = sorted((abs(left.value) * left.scale, abs(right.value) * right.scale))
    return greater / (smaller or _ONE)


def _converts(low: str, left: Draft, right: Draft) -> bool:
    """Whether an amount is another in other money: "2.3 trillion won ($1.6bn)", "1 trillion yuan, or US$143bn"."""
    gap = low[left.end : right.start]
    return (
        left.money and right.money and left.unit != right.unit and len(gap) < 24 and _CONVERSION.match(gap) is not None
    )


def _shares(low: str, giver: Draft, draft: Draft, ends: int, link: str) -> bool:
    """Whether an amount with a scale alone has the unit of one before it, in the same sentence or the one before."""
    if draft.scale == 1 < giver.scale and giver.money:  # "$3 billion from 45,000"
        return False
    if _patterns()[3].search(low, max(0, draft.start - 40), draft.start):
        return False
    return ends < 2 and _size(giver, draft) < (10 if ends else 300 if link else 30)


def _alike(low: str, holder: Draft, draft: Draft, link: str) -> bool:
    """Whether a bare decimal is of the kind of the amount before it ("from 760.3 mln (revised from 761.9)")."""
    if not holder.value or not _ONE / 4 < draft.value / abs(holder.value) < 4:
        return False
    lead = low[max(0, holder.start - 6) : holder.start]
    if holder.unit == "PCT":
        if link == "from":
            back = _patterns()[4].search(low, max(0, draft.start - 45), draft.start)
            return lead.endswith((" to ", " at ")) or back is not None
        return link != "to" and link not in ("at", "of", "was", "were") or link == "to" and lead.endswith("from ")
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
