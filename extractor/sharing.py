"""Numbers whose unit, scale or noun is written at another of the passage: "to 425 mln dlrs from 515 mln"."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache

from extractor.drafts import Draft, is_like
from extractor.surroundings import apiece, around, behind, choice, counted, dated, priced, stands, words

_ONE = Decimal(1)
_BILLION = Decimal(10) ** 9
_FAR = 300  # characters
_SENTENCE_END = re.compile(r"[.!?][\"”’')]*\s+[\"“(]?[A-Z]|\n")
_ASIDE = re.compile(r"(?: [a-z/-]{2,14}){0,2} \((?:[a-z.]+:? ){0,2}[+-]?")
_PLACED = r" in (?:(?:19|20)[0-9]{2}|(?:%s))\b"
_ROW = r"(?: of [a-z]+(?: [a-z]+)?)?" + _PLACED + r"(?: [0-9]{4})?(?:, | and |, and )(?:to |by |at )?"
_LISTED = re.compile(r"(?:,|,? and|,? while|;)(?: [a-z][a-z'-]*){0,2}(?P<noun> [a-z][a-z'-]*)(?P<dash> -)? ")
_PLACED_IN = re.compile(
    r"(?P<word> (?:to|from|with|in|of|for|by) )[^,;.:(]{2,40}?(?:,| and|, and)(?: the (?:remaining|other))? $"
)
_ARRIVES = re.compile(r"(?: (?:in|for|during|last|a|the) [a-z0-9 ]{2,24})? to (?:(?:about|around|nearly|over|some) )?")
_THERE = r" (?:to|from|with|in)(?: the)?(?: [a-z.]{2,16}){1,3}"
_IN_A_ROW = re.compile(rf"{_THERE}(?:,|;|,? and) |(?:,|;|,? and)(?:{_THERE}|(?: the)?(?: [a-z.]{{2,16}}){{1,3}}) ")
_CONVERSION = re.compile(r",? ?[(\[/;] ?(?:or )?|,? or ")


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    return {
        "apart": re.compile(rf"(?<![a-z])(?:{choice('apart')})\b[^.;:()]{{0,16}} $"),
        "no box": re.compile(rf"(?<![a-z])(?:{choice('no box')})\b"),
        "back": re.compile(rf"(?<![a-z])(?:{choice('back')})(?: again)? from (?:[a-z']+ ){{0,3}}$"),
        "bare apart": re.compile(rf"(?<![a-z])(?:{choice('apart')}|{choice('bare apart')})\b[^.;:()]{{0,16}} $"),
        "money": re.compile(rf"(?<![a-z])(?:{choice('in money')})(?:,? [a-z]+){{0,3}} $"),
        "percent": re.compile(rf"(?<![a-z])(?:{choice('in percent')})(?:,? [a-z]+){{0,3}} $"),
        "expected": re.compile(rf"(?<![a-z])(?:{choice('forecaster')})(?: [a-z]+){{0,3}} $"),
        "rate after": re.compile(rf" ?(?:{choice('rate after')})\b"),
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
        elif draft.shape not in ("spaced", "comma") and not draft.year:
            said.bare(draft)
        said.previous = draft


@dataclass(slots=True)
class _Said:
    """What the passage has said so far that later numbers may share."""

    text: str
    low: str
    holder: Draft | None = None  # the last amount of money or of a physical unit
    former: Draft | None = None  # the one before it in the same sentence
    latest: Draft | None = None  # the last number with any unit
    rival: Draft | None = None  # the last amount of things that are counted
    previous: Draft | None = None  # the number before, of whatever kind
    chain: list[Draft] = field(default_factory=list)  # those before it in its row: "to Peru 5 billion, to Chile 3"
    waiting: Draft | None = None  # the last amount for which no unit was found before it
    rate: Draft | None = None  # the last number in percent behind the word for its direction ("up 5 pct")
    price: Draft | None = None  # the last amount of money that one thing costs or brings ("$1.12 a share")
    origin: Draft | None = None  # the last bare number after "from" for which no unit was found before it
    moneys: set[str] = field(default_factory=set)  # every money of the text so far
    level: Draft | None = None  # the last amount in the holder's unit
    reach: int = 0  # where the last amount in the holder's unit ends

    def unit(self, draft: Draft) -> None:
        """A number with a unit, which may be that of an amount before it too."""
        text, low, holder = self.text, self.low, self.holder
        if holder is not None and draft.money and not draft.shared:
            _share_scale(text, low, holder, draft, self.price)
        if draft.money and draft.scale == 1 and apiece(low, draft.end):
            self.price = draft
        if not draft.stated or draft.unit == "PP":
            return
        if self.origin is not None and _arrives(low, self.origin, draft):
            self.origin.scale = draft.scale
            self.origin.share(draft)
        self.latest, self.origin = draft, None
        if draft.money:
            self.moneys.add(draft.unit)
        if draft.unit == "PCT":
            self.rate = draft if _is_directed(low, draft) else self.rate
            return
        if self.waiting is not None and _awaited(text, low, self.waiting, draft):
            for one in (*self.chain, self.waiting):
                one.share(draft)
        self.waiting = None
        if holder is None or not _converts(low, holder, draft):
            near = holder is not None and not _SENTENCE_END.search(text, holder.end, draft.start)
            self.holder, self.former, self.rival, self.reach = draft, holder if near else None, None, draft.end
            self.level = draft

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
        row = self.waiting is not None and _IN_A_ROW.fullmatch(low, self.waiting.end, draft.start)
        self.chain = [*self.chain, self.waiting] if row and self.waiting is not None else []
        self.waiting = draft if draft.scale > 1 else None
        giver = self._giver(draft)
        if giver is None or _is_apart(low, self.reach, draft, kind="apart"):
            return
        draft.share(giver)
        if draft.high is not None:
            draft.high *= draft.factor
        moved = self.previous
        if (
            moved is not None
            and not moved.unit
            and moved.scale > 1
            and low[moved.end : draft.start] in (" to ", " at ")
        ):
            moved.share(giver)  # "were down 46 mln at 402 mln"
        self.reach, self.waiting, self.level = draft.end, None, draft
        self.latest = draft if draft.scale == 1 else self.latest  # a price: "up 15 dollars at 8,412.50"

    def _giver(self, draft: Draft) -> Draft | None:
        """The amount whose unit holds for one with a scale alone: near, or anywhere before if all is in one money."""
        holder = self.holder
        if holder is None:
            return None
        if draft.start - self.reach <= _FAR:
            ends = len(_SENTENCE_END.findall(self.text, self.reach, draft.start))
            link = _link(self.low, self.reach, draft)
            for giver in (holder, None if ends else self.former):
                if giver is not None and _shares(self.low, giver, draft, ends, link):
                    return giver
            if self.level is not None and self.level.shared and _shares(self.low, self.level, draft, ends, link):
                return holder
        if not holder.money or holder.factor != 1 or len(self.moneys) != 1:
            return None
        large = abs(draft.value) * draft.scale >= _BILLION
        window = max(self.reach, draft.start - 40), draft.start
        return holder if large or _patterns()["money"].search(self.low, *window) else None

    def bare(self, draft: Draft) -> None:
        """A number with neither scale nor grouping nor unit, beside the last one that has a unit."""
        text, low, latest, previous = self.text, self.low, self.latest, self.previous
        self.origin = draft if low.startswith("from ", draft.start - 5) else None
        if latest is None or draft.start - latest.end > _FAR or priced(low, draft.start):
            return
        rate = self.rate
        if _is_next(low, latest, draft):
            self.latest = draft
        elif rate is not None and draft.start - rate.end <= _FAR and _is_as_rate(text, low, rate, draft):
            latest = rate
        elif previous is not None and previous.unit and _is_listed(text, low, previous, draft):
            latest = previous
        elif not (_is_alike(text, low, latest, draft) or _is_rate(text, low, latest, previous, draft)):
            return
        draft.share(latest)
        draft.scale, self.origin = latest.scale, None
        if draft.factor < 1 and draft.value < latest.value * 2 and low[latest.end : draft.start] in (" to ", " at "):
            draft.factor = _ONE  # "slipped 4.5 cents to 5.12": dollars
        if draft.high is not None:
            draft.high *= draft.scale * draft.factor


def _is_directed(low: str, draft: Draft) -> bool:
    """Whether the word before a number tells the direction of a move: "up 11.2 pct"."""
    word = low[max(0, draft.start - 12) : draft.start].rpartition(" ")[0].rpartition(" ")[2]
    return words("link").get(word) == "moved"


def _is_as_rate(text: str, low: str, rate: Draft, draft: Draft) -> bool:
    """Whether a bare number moved as a rate before it: "exports $2 bn, up 11.2 pct, and imports $3 bn, up 2.4"."""
    if draft.shape != "decimal" or not stands(low, draft.end) or not _is_directed(low, draft):
        return False
    return not _SENTENCE_END.search(text, rate.end, draft.start) and not _is_apart(low, rate.end, draft)


def _is_alike(text: str, low: str, latest: Draft, draft: Draft) -> bool:
    """Whether a word leads from the last number with a unit to a bare one of its kind ("after 4.8 in April")."""
    link = _link(low, latest.end, draft)
    if not link or _SENTENCE_END.search(text, latest.end, draft.start) or counted(text, draft.end)[0]:
        return False
    if _is_parallel(low, latest, draft, link):
        return True
    if not (draft.shape in ("decimal", "part") or draft.value == 0 or _leads_back(low, latest, draft, link)):
        return False
    if _is_move(low, latest, draft, link):
        return True
    return _same_kind(low, latest, draft, link) or draft.value == 0 and draft.shape == "words"


def _link(low: str, since: int, draft: Draft) -> str:
    """The word that leads to an amount as to the next of its kind ("from", "against"); empty if there is none.

    It is the nearest of the last four words, but "of" only where there is no other: "5 percent of output from 4.8".
    """
    links, weak = words("link"), ""
    last = low[max(since, draft.start - 60) : draft.start].replace("(", " ").split(" ")[:-1][-5:]
    for at in range(len(last) - 1, max(-1, len(last) - 5), -1):
        word = last[at]
        if word == "with" and at and last[at - 1].startswith("compar"):
            return "against"
        if word in links:
            if word != "of":
                return word
            weak = word
        elif not word.isalpha() and "'" not in word:
            break
    return weak


def _is_parallel(low: str, latest: Draft, draft: Draft, link: str) -> bool:
    """Whether both numbers stand after the same word ("at 3 percent, the other at 4", "food prices to 4.2")."""
    if link not in ("at", "to") or _size(latest, draft, bare=True) >= 4 or not stands(low, draft.end):
        return False
    if not low.endswith(f" {link} ", 0, draft.start) or not low.endswith(f" {link} ", 0, latest.start):
        return False
    whole = draft.shape in ("integer", "words")
    if whole and (latest.unit != "PCT" or dated(low, draft.start, draft.end)):
        return False
    return not _is_apart(low, latest.end, draft)


def _is_apart(low: str, since: int, draft: Draft, *, kind: str = "bare apart") -> bool:
    """Whether the words before a number name what has no unit, or one of its own: an index, an exchange rate."""
    return _patterns()[kind].search(low, max(since, draft.start - 40), draft.start) is not None


def _is_move(low: str, latest: Draft, draft: Draft, link: str) -> bool:
    """Whether one of two numbers is how far the other moved: "up 20 stg at 462.50", "at 312.5 yen, up 4.1"."""
    if latest.unit in ("PCT", "count") or latest.scale > 1:
        return False
    if words("link")[link] == "moved":
        return latest.money and draft.value <= latest.value and not _is_apart(low, latest.end, draft)
    return low[latest.end : draft.start] in (" at ", " to ") and behind("movement", low, latest.start)


def _is_listed(text: str, low: str, previous: Draft, draft: Draft) -> bool:
    """Whether a bare number is the next of a list: "oil 3.2bn and gas 1.1", "12 tonnes to Peru and 8 to Chile".

    A whole number only where a name stands before it or a dash, or a place after it as after the one before.
    """
    if draft.shape not in ("decimal", "integer") or previous.unit in ("count", "PP") or previous.form != "number":
        return False
    if _size(previous, draft, bare=True) >= (20 if previous.money and previous.scale > 1 else 8):
        return False
    named = draft.shape == "decimal"
    if placed := _PLACED_IN.search(low, max(previous.end, draft.start - 48), draft.start):
        after = draft.end + len(placed["word"])
        return low.startswith(placed["word"], draft.end) and (named or text[after : after + 1].isupper())
    if not stands(low, draft.end) or _is_apart(low, previous.end, draft):
        return False
    listed = _LISTED.fullmatch(low, previous.end, draft.start)
    if listed is None or behind("name", low, draft.start) or dated(low, draft.start, draft.end):
        return False
    return named or listed["dash"] is not None or previous.unit == "PCT" and text[listed.start("noun") + 1].isupper()


def _is_rate(text: str, low: str, latest: Draft, previous: Draft | None, draft: Draft) -> bool:
    """Whether a bare decimal after one in percent is of what is told in percent ("youth unemployment was 14.2")."""
    if latest.unit != "PCT" or draft.shape != "decimal" or _is_apart(low, latest.end, draft):
        return False
    size, patterns = _size(latest, draft, bare=True), _patterns()
    if size >= 20:
        return False
    if patterns["rate after"].match(low, draft.end):
        return not _SENTENCE_END.search(text, latest.end, draft.start)
    if not stands(low, draft.end):
        return False
    if patterns["percent"].search(low, max(0, draft.start - 50), draft.start):
        return True
    near = previous is not None and previous.unit == "PCT" and size < 4  # "analysts had expected 4.5"
    if near and patterns["expected"].search(low, max(0, draft.start - 50), draft.start):
        return True
    it = low.endswith((" it is ", " it was ", " it stood at "), 0, draft.start)
    return it and patterns["percent"].search(low, max(0, latest.start - 60), latest.start) is not None


def _arrives(low: str, origin: Draft, draft: Draft) -> bool:
    """Whether a number is where a movement "from" a bare one led ("from 12.4 in 2017 to 14.2 percent")."""
    if _size(origin, draft, bare=True) >= 8 or draft.high is not None:
        return False
    return _ARRIVES.fullmatch(low, origin.end, draft.start) is not None


def _awaited(text: str, low: str, waiting: Draft, draft: Draft) -> bool:
    """Whether the unit of an amount is written at a later one ("by 12 billion, or 5%, to 230 billion yuan")."""
    if draft.start - waiting.end > _FAR or _size(waiting, draft) >= 30 or not _link(low, waiting.end, draft):
        return False
    return not _is_apart(low, 0, waiting, kind="apart") and not _SENTENCE_END.search(text, waiting.end, draft.start)


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
    if draft.shape != "integer" or link not in ("from", "against", "versus", "vs", "vs."):
        return False
    return stands(low, draft.end) and not dated(low, draft.start, draft.end)


def _size(left: Draft, right: Draft, *, bare: bool = False) -> Decimal:
    """How many times the smaller of two amounts goes into the greater; if `bare`, as written without their scales."""
    one, other = (left.value, right.value) if bare else (left.value * left.scale, right.value * right.scale)
    smaller, greater = sorted((abs(one), abs(other)))
    return greater / (smaller or _ONE)


def _converts(low: str, left: Draft, right: Draft) -> bool:
    """Whether an amount is another in other money or measure: "3 trillion won ($2bn)", "8 mln tonnes, or 2 mln bpd"."""
    gap = low[left.end : right.start]
    return (
        left.money == right.money and left.unit != right.unit and len(gap) < 24 and _CONVERSION.match(gap) is not None
    )


def _shares(low: str, giver: Draft, draft: Draft, ends: int, link: str) -> bool:
    """Whether an amount with a scale alone has the unit of one before it, in the same sentence or the one before."""
    if draft.scale == 1 < giver.scale and giver.money:  # "$3 billion from 45,000"
        return False
    if _moves(low, giver, draft, link):
        return True
    if giver.unit == "TEU" and _patterns()["no box"].search(low, giver.end, draft.start):
        return False
    return ends < 2 and _size(giver, draft) < (10 if ends else 300 if link else 30)


def _moves(low: str, giver: Draft, draft: Draft, link: str) -> bool:
    """Whether one amount is how far the other moved, whatever their sizes ("195 mln tonnes, up five mln")."""
    gap = low[giver.end : draft.start]
    if len(gap) > 40 or any(mark in gap for mark in ".;:("):
        return False
    if link in ("to", "at"):
        return "," not in gap and behind("movement", low, giver.start)
    return link != "" and words("link")[link] == "moved"


def _same_kind(low: str, holder: Draft, draft: Draft, link: str) -> bool:
    """Whether a bare decimal is of the kind of the amount before it ("from 760.3 mln (revised from 761.9)")."""
    if not holder.value or _size(holder, draft, bare=True) >= (20 if words("link")[link] == "back" else 4):
        return False
    if link == "from" and (holder.unit == "PCT" or holder.scale == 1 or draft.shape == "integer"):
        to = low.endswith((" to ", " at "), 0, holder.start)
        return to or _patterns()["back"].search(low, max(0, draft.start - 45), draft.start) is not None
    if holder.unit == "PCT":
        plain = link not in ("to", "at", "of", "was", "were") and words("link")[link] != "moved"
        return plain or link == "to" and low.endswith("from ", 0, holder.start)
    kind = words("link")[link]
    return kind == "back" or holder.scale > 1 and kind != "moved" and link not in ("by", "at")


def _share_scale(text: str, low: str, holder: Draft, draft: Draft, price: Draft | None) -> None:
    """ "climbed to USD 11.40 in 2021 from USD 6.85 billion": one of the two scales was left out."""
    if (holder.unit, holder.high) != (draft.unit, None) or (holder.scale == 1) == (draft.scale == 1):
        return
    bare, full = (holder, draft) if holder.scale == 1 else (draft, holder)
    if bare.shape != "decimal" or full.shape != "decimal" or not _ONE / 10 < bare.value / full.value < 10:
        return
    if draft.start - holder.end > 60 or _SENTENCE_END.search(text, holder.end, draft.start):
        return
    link = _link(low, holder.end, draft)
    for_one = apiece(low, bare.end) or price is not None and link != "from" and is_like(price, bare)
    if link in ("from", "to", "against", "versus", "with") and not for_one:
        bare.scale = full.scale


def carry(low: str, left: Draft, right: Draft) -> bool:
    """Whether the bound of `left` holds for `right` too: a conversion in brackets, or the next of a list."""
    gap = low[left.outer_end : right.start]
    if right.money and left.money and left.unit != right.unit:
        return _CONVERSION.fullmatch(gap) is not None
    return (
        left.unit == right.unit and left.unit in ("PCT", "PP") and left.high is None and gap in (" and ", " or ", ", ")
    )
