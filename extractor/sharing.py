"""Numbers whose unit, scale or noun is written at another of the passage: "to 425 mln dlrs from 515 mln"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from extractor.drafts import Draft
from extractor.surroundings import around, choice, counted, dated, stands

_ONE = Decimal(1)
_FAR = 300  # characters
_SENTENCE_END = re.compile(r"[.!?][\"”’')]*\s+[\"“(]?[A-Z]|\n")
_ASIDE = re.compile(r"(?: [a-z/-]{2,14}){0,2} \((?:[a-z.]+:? ){0,2}[+-]?")
_PLACED = r" in (?:(?:19|20)[0-9]{2}|(?:%s))\b"
_ROW = _PLACED + r"(?: [0-9]{4})?(?:, | and |, and )(?:to |by |at )?"
_CONVERSION = re.compile(r",? ?[(\[/;] ?(?:or )?|,? or ")


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    return {
        "link": re.compile(rf"(?<![a-z])(?P<link>{choice('link')})[ (]+(?:[a-z']+ ){{0,3}}$"),
        "apart": re.compile(rf"(?<![a-z])(?:{choice('apart')})\b[^.;:()]{{0,16}} $"),
        "back": re.compile(rf"(?<![a-z])(?:{choice('back')})(?: again)? from (?:[a-z']+ ){{0,3}}$"),
    }


def share(text: str, low: str, drafts: list[Draft]) -> None:
    """Give bare numbers the unit, the scale or the noun that holds for them too, here and in the next sentence."""
    said = _Said(text, low)
    for draft in drafts:
        if draft.form != "number":
            continue
        if draft.unit:
            said.unit(draft)
        elif draft.scale > 1 or draft.shape == "grouped":
            said.amount(draft)
        elif said.latest is not None and draft.shape != "spaced" and not draft.year:
            said.bare(draft, said.latest)


@dataclass(slots=True)
class _Said:
    """What the passage has said so far that later numbers may share."""

    text: str
    low: str
    holder: Draft | None = None  # the last amount of money or of a physical unit
    former: Draft | None = None  # the one before it in the same sentence
    latest: Draft | None = None  # the last number with any unit
    rival: Draft | None = None  # the last amount of things that are counted
    waiting: Draft | None = None  # the last amount for which no unit was found before it
    reach: int = 0  # where the last amount in the holder's unit ends

    def unit(self, draft: Draft) -> None:
        """A number with a unit, which may be that of an amount before it too."""
        text, low, holder = self.text, self.low, self.holder
        if holder is not None and draft.money and not draft.shared:
            _share_scale(text, low, holder, draft)
        if not draft.stated or draft.unit == "PP":
            return
        self.latest = draft
        if draft.unit == "PCT":
            return
        if self.waiting is not None and _awaited(text, low, self.waiting, draft):
            self.waiting.share(draft)
        self.waiting = None
        if holder is None or not _converts(low, holder, draft):
            near = holder is not None and not _SENTENCE_END.search(text, holder.end, draft.start)
            self.holder, self.former, self.rival, self.reach = draft, holder if near else None, None, draft.end

    def amount(self, draft: Draft) -> None:
        """An amount with a scale or a grouping and no unit: of things counted, or in a unit told before or after."""
        text, low, rival = self.text, self.low, self.rival
        draft.counted = counted(text, draft.end)[0]
        if draft.counted:
            self.rival = draft
            return
        if rival is not None and draft.start - rival.end <= _FAR and _size(rival, draft) < 4:
            if _link(low, rival.end, draft) and not _SENTENCE_END.search(text, rival.end, draft.start):
                draft.counted = rival.counted
            return
        self.waiting = draft if draft.scale > 1 else None
        if self.holder is None or draft.start - self.reach > _FAR:
            return
        ends = len(_SENTENCE_END.findall(text, self.reach, draft.start))
        link = _link(low, self.reach, draft)
        for giver in (self.holder, None if ends else self.former):
            if giver is not None and _shares(low, giver, draft, ends, link):
                draft.share(giver)
                self.reach, self.waiting = draft.end, None
                return

    def bare(self, draft: Draft, latest: Draft) -> None:
        """A number with neither scale nor grouping nor unit, beside the last one that has a unit."""
        text, low = self.text, self.low
        if draft.start - latest.end > _FAR:
            return
        if _is_next(low, latest, draft):
            self.latest = draft
        elif not _is_alike(text, low, latest, draft):
            return
        draft.share(latest)
        draft.scale = latest.scale


def _is_alike(text: str, low: str, latest: Draft, draft: Draft) -> bool:
    """Whether a word leads from the last number with a unit to a bare one of its kind ("after 4.8 in April")."""
    link = _link(low, latest.end, draft)
    if not link or not (draft.shape == "decimal" or draft.value == 0 or _leads_back(low, latest, draft, link)):
        return False
    if counted(text, draft.end)[0] or _SENTENCE_END.search(text, latest.end, draft.start):
        return False
    return _same_kind(low, latest, draft, link) or draft.value == 0 and draft.shape == "words"


def _link(low: str, since: int, draft: Draft) -> str:
    """The word that leads to an amount as to the next of its kind ("from", "against"); empty if there is none."""
    link = _patterns()["link"].search(low, max(since, draft.start - 45), draft.start)
    return link["link"] if link else ""


def _awaited(text: str, low: str, waiting: Draft, draft: Draft) -> bool:
    """Whether the unit of an amount is written at a later one ("by 12 billion, or 5%, to 230 billion yuan")."""
    if draft.start - waiting.end > _FAR or _size(waiting, draft) >= 30 or not _link(low, waiting.end, draft):
        return False
    apart = _patterns()["apart"].search(low, max(0, waiting.start - 40), waiting.start)
    return not apart and not _SENTENCE_END.search(text, waiting.end, draft.start)


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
    if _patterns()["apart"].search(low, max(0, draft.start - 40), draft.start):
        return False
    return ends < 2 and _size(giver, draft) < (10 if ends else 300 if link else 30)


def _same_kind(low: str, holder: Draft, draft: Draft, link: str) -> bool:
    """Whether a bare decimal is of the kind of the amount before it ("from 760.3 mln (revised from 761.9)")."""
    if not holder.value or not _ONE / 4 < draft.value / abs(holder.value) < 4:
        return False
    lead = low[max(0, holder.start - 6) : holder.start]
    if holder.unit == "PCT":
        if link == "from":
            back = _patterns()["back"].search(low, max(0, draft.start - 45), draft.start)
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
    link = _patterns()["link"].search(low, max(holder.end, draft.start - 45), draft.start)
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
