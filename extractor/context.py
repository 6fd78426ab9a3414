"""What an article as a whole tells: whose economy it is about, with whom, on what, and from when it speaks."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cache
from itertools import islice

from extractor import calendars, items
from extractor.anchors import Anchor
from extractor.antecedents import STOP, means_part
from extractor.areas import Area, Mentions, resolve
from extractor.claims import TRADE, Claim
from extractor.economies import arrived, economy, turn
from extractor.period_grammar import PeriodMention
from extractor.phrases import Phrase
from extractor.quantities import Quantity, sign_at_home, users
from extractor.signs import Sign
from extractor.tables import table
from extractor.themes import subject
from extractor.topics import TOPICAL, topic
from extractor.words import Words

LEAD = 4  # sentences that announce what the article is about
LATELY = timedelta(days=730)  # how long before its publication what an article announces ended at most
NEXT = 250  # characters from whom a sentence names to "the rest of the world" of the next
MEMORY = 100  # names back that "the country" can point, and dated claims that the lead can announce


@dataclass(frozen=True, slots=True)
class Context:
    """The article's own economy and main counterpart (codes, or ""), its topic item, and its anchor in time.

    `services` tells whether the article sets goods against services. `monthly` is the offset from which growth with
    nothing said is on the month before, as the article or the economy's own office has it (`NEVER` if it is not).
    `part` is the part of the economy that the article is about, as an item, or "". `named` are the places named, with
    their offsets. `lead` is the first metric phrase of the article's lead. `sign` is the money that the bare sign of
    the dollar means, or "" for US dollars. `speaking` are the places whose offices or officers are named, with offsets.
    """

    economy: str
    counterpart: str
    item: str
    anchor: Anchor
    services: bool
    monthly: int
    part: str = ""
    named: tuple[tuple[int, str], ...] = ()
    lead: Phrase | None = None
    sign: str = ""
    speaking: tuple[tuple[int, str], ...] = ()
    leaders: tuple[tuple[int, str], ...] = ()  # those of them who lead an economy
    other: str = ""
    groups: tuple[tuple[int, str], ...] = ()  # those named, with their offsets
    goods: str = ""  # what the opening names and the article goes on naming
    meets: str = ""  # the one economy that the lead says it deals with: whom trade is with where nothing is said

    def speaker(self, first: int, last: int) -> str:
        """The code of the place whose office or officer is named last between two offsets, or ""."""
        at = bisect_left(self.speaking, (last, ""))
        return self.speaking[at - 1][1] if at and self.speaking[at - 1][0] >= first else ""

    def leader(self, offset: int) -> str:
        """The code of whose leader is named last before an offset, or ""."""
        at = bisect_left(self.leaders, (offset, ""))
        return self.leaders[at - 1][1] if at else ""

    def code(self, area: Area, other: str = "") -> str:
        """The code of a place; an open anaphor ("the country") is the economy named last that is not `other`."""
        return area.code or self.latest(area.start, {other or self.economy})

    def group(self, offset: int) -> str:
        """The code of the group of economies named last before `offset`, or ""."""
        last = bisect_left(self.groups, (offset, ""))
        return self.groups[last - 1][1] if last else ""

    def latest(self, offset: int, but: Set[str]) -> str:
        """The code of the economy named last before `offset` that is not one of `but`, or ""."""
        last = bisect_left(self.named, (offset, ""))
        return next((code for _, code in self.named[max(0, last - MEMORY) : last][::-1] if code not in but), "")


def _leads(area: Area) -> bool:
    """Whether who speaks for a place leads it: its head, or an administration."""
    return area.form == "leader" or area.text.lower().endswith("administration")


def resolved(found: Iterable[Area], aside: Iterable[Area], text: str) -> list[Area]:
    """The places with anaphors resolved where the text before says who that is; the rest keep an empty code.

    "The country" is left open: whether it is the reporter or the partner is for binding to say. Places named `aside`
    only serve to resolve.
    """
    places = list(found)
    if any(area.code == "EU" for area in places):  # "European goods" are the EU's where the EU is spoken of
        places = [
            replace(area, code="EU") if area.code == "EUROPE" and area.text.lower() == "european" else area
            for area in places
        ]
    groups = {area.code for area in places}
    places = [
        replace(area, code=_others(area, groups, places[max(0, at - MEMORY) : at], text))
        if area.form == "others"
        else area
        for at, area in enumerate(places)
    ]
    named = sorted([*places, *aside], key=lambda area: area.start)
    known = {area.start: area for area in resolve(named, text)}
    codes = {start: area.code for start, area in known.items()}
    for index, area in enumerate(places):
        if area.form == "anaphor" and known.get(area.start, area).form == "part":
            places[index] = known[area.start]  # "the province"
    places = [area for area in places if area.form != "anaphor" or not means_part(area)]
    return [
        replace(area, code=codes.get(area.start) or ("?" if area.item == "other" else ""))
        if area.form == "anaphor"
        and not area.code
        and (
            area.item == "other"
            or any(one.isupper() for one in area.item.split("|"))  # codes: "the kingdom" is one of few
            or ";" in codes.get(area.start, "")
            or not codes.get(area.start, "").isupper()
            or len(codes.get(area.start, "")) != 3
        )
        else area
        for area in places
    ]


_COUNTERPART = re.compile(r"\b(?:to|from|with|both|and)\s+(?:the\s+)?$", re.IGNORECASE)
"""Before a name, these make it the counterpart that others are set against."""


_AND = re.compile(r",?\s+and\s+(?:\w+\s+)?")


def _others(area: Area, groups: set[str], before: Sequence[Area], text: str) -> str:
    """Everyone but the counterpart named before it in its sentence ("to the EU and the rest of the world"), or but the
    group that its wording means, if it is one of the `groups` of the text; "?" where that is not said."""
    if area.item and area.item in groups:
        return "!" + area.item
    everyone = area.item if area.item == "WLD" else "?"
    for old in reversed(before):
        near = area.item == "before" or area.item == "WLD" and area.start - old.end < NEXT
        if not near and STOP.search(text, old.end, area.start):
            break
        if area.item == "some" and _AND.fullmatch(text, old.end, area.start):
            return "?"  # "to Japan and 12 other countries"
        if old.code[:1] not in ("", "!", "?") and _COUNTERPART.search(text, max(0, old.start - 12), old.start):
            return "!" + old.code
    return everyone


def dated(claims: Sequence[Claim], anchor: Anchor) -> list[Claim]:
    """The claims, with those of the lead that name no period given that of the passage which they announce.

    A headline says "exports fall for a third month"; the story below says which month, which is not long before the
    day of the `anchor`, if that is the publication date.
    """
    out = list(claims)
    since = anchor.date - LATELY if anchor.date is not None and anchor.exact else None
    dates = (one for one in out if one.period and (since is None or calendars.bounds(one.period)[1] >= since))
    told = list(islice(dates, MEMORY))
    for index, claim in enumerate(out):
        if claim.period or not told:
            break
        if claim.metric == "tariff_rate" or (claim.status == "target" and claim.unit != "PCT"):
            continue  # in force from a day, not over the passage's period
        later = [one for one in told if (one.metric, one.status) == (claim.metric, claim.status)]
        later = [one for one in later if not _is_compared_with(claim, one)]
        same = [one for one in later if one.value == claim.value and one.unit == claim.unit]
        partner = [one for one in later if one.partner == claim.partner]
        for one in same if claim.measure == "share" else same + partner + later:  # a share may hold at any time
            if claim.unit == "month" and len(one.period) != 7:
                continue
            out[index] = replace(
                claim, period=one.period, base=claim.base or (one.base if claim.measure == one.measure else "")
            )
            break
    return out


_SERIES = ("sentence", "measure", "item", "reporter", "partner", "unit")


def _is_compared_with(claim: Claim, other: Claim) -> bool:
    """Whether a sentence sets another value of the same beside a claim: "fell 3 percent, against 5 percent in May"."""
    if claim.status != "actual" or claim.value == other.value:  # two may forecast apart
        return False
    return all(getattr(claim, one) == getattr(other, one) for one in _SERIES)


@cache
def issuers() -> dict[str, str]:
    """For each currency that one economy alone uses, that economy; not for the dollar and the euro."""
    out = {}
    for row in table("currencies"):
        countries = row["countries"].split()
        if len(countries) == 1 and countries[0] and row["code"] not in ("USD", "EUR", "GBP"):
            out[row["code"]] = countries[0]
    return out


def _issuers(money: Quantity, named: set[str]) -> list[str]:
    """Whose money an amount is in: of a bare name ("rupees"), those `named` whose money is called so."""
    if money.unit not in issuers():
        return []
    homes = users(money.family).intersection(named) if money.family and money.family != "dollar" else ()
    return sorted(homes) or [issuers()[money.unit]]


@cache
def _issuers_by_name() -> dict[str, str]:
    """For each noun of a currency's own that one economy alone uses, that economy."""
    rows = [row for row in table("currencies") if row["code"] in issuers()]
    return {noun.lstrip("~"): issuers()[row["code"]] for row in rows for noun in row["nouns"].split(";") if noun}


def counterpart(sentences: Sequence[Sequence[Phrase]], own: str) -> str:
    """The code of the economy with which the lead says that `own` trades, or ""."""
    for phrases in sentences[:LEAD]:
        for phrase in phrases:
            if phrase.metric == "other":
                continue
            for area in [*phrase.pair, *phrase.partners]:
                if area.code and area.code != own:
                    return area.code
            return ""
    return ""


def other(sentences: Sequence[Sequence[Phrase]], signed: Sequence[Sequence[Sign]], own: str) -> str:
    """The code of the one economy whose trade with `own` the article is about, or "".

    The lead names no other, speaks of trade both ways and opens with no metric but with it; and most metrics that tell
    a counterpart tell this one.
    """
    lead = [sign.value for signs in signed[:2] for sign in signs if isinstance(sign.value, Area)]
    named = {one for area in lead if area.form != "part" for one in area.code.split(";")} - {own, ""}
    votes: Counter[str] = Counter()
    told, both = 0, False
    for order, phrases in enumerate(sentences):
        for phrase in (one for one in phrases if one.metric in TRADE):
            sides = [*phrase.partners, *phrase.pair]
            codes = {code for area in [*sides, *phrase.reporters] for code in area.code.split(";")} - {own, ""}
            if not sides:
                codes = named if order < 2 and phrase.form.startswith(BILATERAL) else set()
            if codes:
                told += 1
                votes.update(codes)
            elif order < 1 and phrase.metric != "trade":
                return ""
            both |= order < 3 and phrase.metric == "trade" and not phrase.items
    code, count = votes.most_common(1)[0] if votes else ("", 0)
    return code if both and count >= MOST * told and named == {code} else ""


def meets(sentences: Sequence[Sequence[Phrase]], signed: Sequence[Sequence[Sign]], own: str) -> str:
    """The code of the one economy that `own` is said to meet or agree with in a lead without figures of its own, or "".

    "Peru and Chile agreed on Monday", "Peru's president visited Chile": neither a third nor exports are named.
    """
    lead = [sign for signs in signed[:2] for sign in signs]
    places = [sign.value for sign in lead if isinstance(sign.value, Area) and sign.value.form != "part"]
    named = {one for area in places for one in area.code.split(";")} - {own, "", "?"}
    told = [phrase for phrases in sentences[:2] for phrase in phrases if phrase.metric in TOPICAL]
    code = named.pop() if len(named) == 1 else ""
    dealing = not items.roles_of("meetings").isdisjoint(sign.low.partition(" ")[0] for sign in lead)
    alone = any(one.metric != "trade" or one.whole or (one.reporters and not one.partners) for one in told)
    return code if code.isalpha() and dealing and not alone else ""


BILATERAL = ("bilateral", "two-way", "mutual", "trade exchange")
MOST = 0.75  # of the metrics that tell a counterpart, those that tell the one


def part(sentences: Sequence[Sequence[Phrase]], own: str) -> str:
    """The part of `own` whose figures the lead gives ("Guangdong's trade rose 5 percent"), as an item, or ""."""
    owners = [
        area
        for phrases in sentences[:LEAD]
        for phrase in phrases
        if phrase.metric != "other"
        for area in (phrase.reporters or phrase.pair)[:1]
        if area.code == own
    ]
    told = {area.item if area.form == "part" else "" for area in owners}
    return told.pop() if len(told) == 1 else ""


def _monthly(text: str, dated: Sequence[PeriodMention], quantities: Sequence[Quantity]) -> int:
    """Where the article begins to compare with the month before ("3 percent up from October"), -1 if untold.

    The first comparison of a rate tells, and from the start if it stands in the lead; else one of amounts in the lead.
    What dates a rate ("up from October's 2 percent") is none, nor is one beside a comparison with the year before.
    """
    starts = [one.start for one in quantities]
    compared = [(one, unit) for one in dated if (unit := _compared(one, quantities, starts))]
    amount: tuple[PeriodMention, str] | None = None
    for index, (mention, unit) in enumerate(compared):
        at = bisect_left(starts, mention.end)
        near = quantities[bisect_left(starts, mention.start - FAR) : at]
        near = [one for one in near if not _SENTENCE.search(text, one.end - 1, mention.start)]
        others = compared[max(0, index - 1) : index] + compared[index + 1 : index + 2]
        both = any(two != unit and not _between(text, mention, other) for other, two in others)
        if near and not both and any(one.unit == "PCT" for one in near):
            return _from(mention, unit)
        if near and not both and mention.start < LEAD:
            amount = amount or (mention, unit)
    return _from(*amount) if amount else -1


def _compared(mention: PeriodMention, quantities: Sequence[Quantity], starts: Sequence[int]) -> str:
    """The unit that a comparison with a wording of time goes back by: `year`, `month` or "" where there is none."""
    said = mention.wording
    back = mention.kind == "rate" or (mention.kind == "relative" and said.offset == -1 and mention.lead != "in")
    named = said.rule == "months" and said.first == said.last and not said.year and mention.lead == "from"
    at = bisect_left(starts, mention.end)
    if mention.possessive and at < len(starts) and starts[at] - mention.end < NEAR and quantities[at].unit == "PCT":
        return ""
    bare = named and said.which in ("", "month last")  # not "from April last year"
    unit = "month" if bare else "year" if named else said.unit
    return unit if (back or named) and unit in ("year", "month") else ""


def _between(text: str, one: PeriodMention, two: PeriodMention) -> bool:
    """Whether a sentence ends between two wordings of time."""
    first, last = sorted((one, two), key=lambda mention: mention.start)
    return last.start - first.end > FAR or _SENTENCE.search(text, first.end - 1, last.start) is not None


def _from(mention: PeriodMention, unit: str) -> int:
    if unit != "month":
        return NEVER if mention.start < LEAD else -1
    return 0 if mention.start < LEAD else mention.start


NEVER = 1 << 60
LEAD = 400  # characters of an article's lead
_SENTENCE = re.compile(r"[^.\sA-Z][.!?]\s")  # none ends after an initial
NEAR = 4  # characters from a wording of time to the figure it dates
FAR = 120  # characters from a figure to the wording of time that it is compared with


def month_on_month(code: str) -> bool:
    """Whether the office of an economy reports trade and output on the month before."""
    return any(row["code"] == code for row in table("monthly_reporters"))


def context(
    sentences: Sequence[Sequence[Phrase]],
    signed: Sequence[Sequence[Sign]],
    places: Sequence[Area],
    mentioned: Mentions,
    quantities: Sequence[Quantity],
    words: Words,
    anchor: Anchor,
    dated: Sequence[PeriodMention],
) -> Context:
    """The context of an article, from the phrases of its sentences, its places, offices, moneys, words and times."""
    codes = {area.code for area in (*places, *mentioned.owners, *mentioned.datelines)}
    moneys = [code for one in quantities for code in _issuers(one, codes)]
    spoken = (one.form for phrases in sentences for one in phrases if one.metric == "other")
    moneys += [issuer for form in spoken if (issuer := _issuers_by_name().get(form))]  # "helped by a weaker baht"
    own = economy(sentences, signed, places, mentioned, moneys, words)
    turn(sentences, places, own)
    arrived(sentences, own)
    since = _monthly(words.text, dated, quantities)
    if since < 0 or since < NEVER and month_on_month(own):
        since = 0 if month_on_month(own) else NEVER
    goods = subject(signed, words.lows)
    told = any(one.metric in TRADE for phrases in sentences[:3] for one in phrases)  # the opening is on all trade
    return Context(
        economy=own,
        counterpart=counterpart(sentences, own),
        other=other(sentences, signed, own),
        meets=meets(sentences, signed, own),
        item=topic(sentences, signed) or ("" if told else goods),
        goods=goods,
        anchor=anchor,
        services="services" in words.lows,
        monthly=since,
        lead=next((one for phrases in sentences[:3] for one in phrases if one.metric in TRADE), None),
        sign=sign_at_home(own, quantities),
        part=part(sentences, own),
        speaking=tuple(sorted((area.start, area.code) for area in mentioned.owners if area.code.isalpha())),
        leaders=tuple(sorted((area.start, area.code) for area in mentioned.owners if _leads(area))),
        groups=tuple((area.start, area.code) for area in places if area.form == "group"),
        named=tuple(
            (area.start, area.code)
            for area in places
            if area.code.isalpha() and len(area.code) == 3 and area.form != "part"
        ),
    )
