"""What an article as a whole tells: whose economy it is about, with whom, on what, and from when it speaks."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import islice

from extractor.anchors import Anchor
from extractor.areas import Area, resolve
from extractor.claims import TRADE, Claim
from extractor.phrases import Phrase
from extractor.quantities import Quantity
from extractor.tables import table
from extractor.words import Words

MEMORY = 100  # names back that "the country" can point, and dated claims that the lead can announce


@dataclass(frozen=True, slots=True)
class Context:
    """The article's own economy and main counterpart (codes, or ""), its topic item, and its anchor in time.

    `services` tells whether the article sets goods against services. `monthly` tells whether growth with nothing said
    is on the month before, as the economy's own office reports it. `named` are the places named, with their offsets.
    `lead` is the first metric phrase of the article's lead.
    """

    economy: str
    counterpart: str
    item: str
    anchor: Anchor
    services: bool
    monthly: bool
    named: tuple[tuple[int, str], ...] = ()
    lead: Phrase | None = None

    def code(self, area: Area, other: str = "") -> str:
        """The code of a place; an open anaphor ("the country") is the economy named last that is not `other`."""
        return area.code or self.latest(area.start, other or self.economy)

    def latest(self, offset: int, but: str) -> str:
        """The code of the economy named last before `offset` that is not `but`, or ""."""
        last = bisect_left(self.named, (offset, ""))
        return next((code for _, code in self.named[max(0, last - MEMORY) : last][::-1] if code != but), "")


def resolved(found: Iterable[Area], text: str) -> list[Area]:
    """The places with anaphors resolved where the text before says who that is; the rest keep an empty code.

    "The country" is left open: whether it is the reporter or the partner is for binding to say.
    """
    places = list(found)
    if any(area.code == "EU" for area in places):  # "European goods" are the EU's where the EU is spoken of
        places = [
            replace(area, code="EU") if area.code == "EUROPE" and area.form == "adjective" else area for area in places
        ]
        places = [replace(area, code="!EU") if area.form == "others" and not area.code else area for area in places]
    codes = {area.start: area.code for area in resolve(places, text)}
    return [
        replace(area, code=codes.get(area.start, ""))
        if area.form == "anaphor"
        and not area.code
        and (
            ";" in codes.get(area.start, "")
            or not codes.get(area.start, "").isupper()
            or len(codes.get(area.start, "")) != 3
        )
        else area
        for area in places
    ]


def dated(claims: Sequence[Claim]) -> list[Claim]:
    """The claims, with those of the lead that name no period given that of the passage which they announce.

    A headline says "exports fall for a third month"; the story below says which month.
    """
    out = list(claims)
    told = list(islice((one for one in out if one.period), MEMORY))
    for index, claim in enumerate(out):
        if claim.period or not told:
            break
        later = [one for one in told if one.metric == claim.metric and one.status == claim.status]
        same = [one for one in later if one.value == claim.value and one.unit == claim.unit]
        partner = [one for one in later if one.partner == claim.partner]
        for one in same + partner + later:
            if claim.unit == "month" and len(one.period) != 7:
                continue
            out[index] = replace(
                claim, period=one.period, base=claim.base or (one.base if claim.measure == one.measure else "")
            )
            break
    return out


_NAMED = {"name": 1.0, "adjective": 1.0, "abbreviation": 1.0, "people": 0.5, "group": 0.4, "seat": 0.5, "part": 0.7}
_GROUPS = frozenset({"EU", "EUROZONE", "ASEAN"})  # groups that report trade of their own
_AWAY = frozenset({"with", "to", "from", "against", "between"})  # what follows is more likely the counterpart
EARLY = 300  # characters within which a mention weighs double


def economy(
    sentences: Sequence[Sequence[Phrase]],
    areas: Iterable[Area],
    owners: Iterable[Area],
    moneys: Iterable[str],
    words: Words,
) -> str:
    """The code of the economy an article is about, or "".

    Weighs who reports the metrics of its phrases, whose offices are cited, who is named (early mentions more, after
    "with" or "to" less), and in whose money the figures are.
    """
    votes: defaultdict[str, float] = defaultdict(float)
    partners: set[int] = set()
    for order, phrases in enumerate(sentences):
        for phrase in phrases:
            if phrase.metric == "other":
                continue
            partners.update(area.start for area in phrase.partners if phrase.metric in TRADE)
            weight = 6.0 if order < 2 else 4.0 if order < 5 else 2.0
            for area in phrase.reporters[:1] or phrase.pair[:1]:
                votes[area.code] += weight
            for area in phrase.partners:
                votes[area.code] -= 1.0
    for area in areas:
        if area.start in partners:
            continue
        weight = _NAMED.get(area.form, 0.0) * (2.0 if area.start < EARLY else 1.0)
        back = words.lows[max(0, area.first - 2) : area.first]
        votes[area.code] += weight * (0.0 if _AWAY.intersection(back) else 1.0)
    for area in owners:
        votes[area.code] += 1.5
    for code, count in Counter(moneys).items():
        votes[code] += 1.5 * min(count, 6)
    fit = {
        code: vote
        for code, vote in votes.items()
        if (len(code) == 3 and code.isalpha() and code != "WLD") or code in _GROUPS
    }
    if not fit or max(fit.values()) <= 0:
        return ""
    return max(fit.items(), key=lambda vote: (vote[1], vote[0]))[0]


@cache
def issuers() -> dict[str, str]:
    """For each currency that one economy alone uses, that economy; not for the dollar and the euro."""
    out = {}
    for row in table("currencies"):
        countries = row["countries"].split()
        if len(countries) == 1 and countries[0] and row["code"] not in ("USD", "EUR", "GBP"):
            out[row["code"]] = countries[0]
    return out


def counterpart(sentences: Sequence[Sequence[Phrase]], own: str) -> str:
    """The code of the economy with which the lead says that `own` trades, or ""."""
    for phrases in sentences[:4]:
        for phrase in phrases:
            if phrase.metric == "other":
                continue
            for area in [*phrase.pair, *phrase.partners]:
                if area.code and area.code != own:
                    return area.code
            return ""
    return ""


def topic(sentences: Sequence[Sequence[Phrase]]) -> str:
    """The item that the lead's metrics are about ("India's thermal coal imports seen falling"), or ""."""
    lead = [phrase for phrases in sentences[:2] for phrase in phrases]
    for phrase in lead:
        if phrase.form.endswith(("importer", "exporter")) and phrase.items:
            return phrase.items[0]
    flows = [
        phrase for phrase in lead if phrase.metric in ("exports", "imports", "trade", "trade_surplus", "trade_deficit")
    ]
    told = all(phrase.items or phrase.kind == "verb" for phrase in flows)
    if flows and flows[0].kind == "noun" and not flows[0].dependent and flows[0].items and told:
        return flows[0].items[0]
    return ""


def month_on_month(code: str) -> bool:
    """Whether the office of an economy reports trade and output on the month before."""
    return any(row["code"] == code for row in table("monthly_reporters"))


def context(
    sentences: Sequence[Sequence[Phrase]],
    places: Sequence[Area],
    owners: Sequence[Area],
    quantities: Sequence[Quantity],
    words: Words,
    anchor: Anchor,
) -> Context:
    """The context of an article, from the phrases of its sentences, its places, offices, moneys and words."""
    moneys = [issuers()[one.unit] for one in quantities if one.unit in issuers()]
    own = economy(sentences, places, owners, moneys, words)
    return Context(
        economy=own,
        counterpart=counterpart(sentences, own),
        item=topic(sentences),
        anchor=anchor,
        services="services" in words.lows,
        monthly=month_on_month(own),
        lead=next((one for phrases in sentences[:3] for one in phrases if one.metric in TRADE), None),
        named=tuple(
            (area.start, area.code)
            for area in places
            if area.code.isalpha() and len(area.code) == 3 and area.form != "part"
        ),
    )
