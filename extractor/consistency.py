"""Whether the figures of an article add up: growth and levels, balances and flows, one currency and another.

Every figure is an interval, as wide as the rounding of its quote. Two figures agree where the narrow reading of the
rounding lets them meet; they disagree where the wide one does not. In between nothing is said.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from itertools import combinations, pairwise
from typing import NamedTuple

from extractor.claims import Claim

FOR, AGAINST = "agrees", "disagrees"
AGAIN = "said again"
MOST = 6
"""How many figures for one thing are tried against the others."""
ROUGH = 0.25
"""An interval wider than this, for its size, is no evidence for what lies in it."""
_WRITTEN = re.compile(r"\d[\d,]*+(?:\.\d++)?")
_SLACK = {"=": 0.0, "~": 0.06}
_OVER = 0.3  # how far above "more than x" a figure may be
_RATES = 0.25  # how far two exchange rates of one year may be apart
_BALANCED = frozenset({"exports", "imports", "trade", "trade_surplus", "trade_deficit"})
_PARTS = frozenset({"", "goods", "services"})
_ADJUSTED = frozenset({"real", "sa", "nsa", "annualized", "daily"})


class Interval(NamedTuple):
    """What a figure may be, lowest and highest."""

    low: float
    high: float

    def meets(self, other: Interval) -> bool:
        """Whether some number lies in both."""
        return self.low <= other.high and other.low <= self.high


class Check(NamedTuple):
    """A figure (the first of `claims`, by index) set against what the others make it.

    `rule` says how; `agrees` is None where rounding leaves it open. `worked` is what the others make it.
    """

    rule: str
    claims: tuple[int, ...]
    agrees: bool | None
    worked: Interval


def checks(claims: Sequence[Claim]) -> list[Check]:
    """Every figure of an article that others tell too, set against them, in the order of the text."""
    if len(claims) < 3:
        return []
    levels: dict[Hashable, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for index, claim in enumerate(claims):
        if claim.measure == "level" and claim.period and claim.value > 0:
            levels[_subject(claim), claim.period, claim.status][claim.unit].append(index)
    found = [*_moves(claims, levels), *_shares(claims, levels), *_sums(claims), *_currencies(claims, levels)]
    return sorted(found, key=lambda one: (min(one.claims), one.claims, one.rule))


def verdicts(claims: Sequence[Claim]) -> dict[int, str]:
    """What the arithmetic of an article says of its claims, by index: agreement goes before disagreement."""
    out: dict[int, str] = {}
    for check in checks(claims):
        for index in check.claims:
            if check.agrees is not None and out.get(index) != FOR:
                out[index] = FOR if check.agrees else AGAINST
    for same in _same_thing(claims).values():
        values = {claims[index].value for index in same}
        for index in same if len(same) > 1 else ():
            out.setdefault(index, AGAIN if len(values) == 1 else "said otherwise")
    return out


def interval(claim: Claim, *, wide: bool) -> Interval:
    """What the figure of a claim may be: half a unit of its last written digit to either side.

    Read wide, zeros at the end of a whole number may be rounding too, a bound opens its side, and words are rough.
    """
    low, high = float(claim.value), float(claim.value if claim.value_high is None else claim.value_high)
    low, high = min(low, high), max(low, high)
    half, size = _half(claim, wide), max(abs(low), abs(high))
    slack = _SLACK.get(claim.bound, 0.0) * size if wide else 0.0
    low, high = low - half - slack, high + half + slack
    if claim.bound in (">", ">=", "<", "<="):
        over = (_OVER if wide else _OVER / 6) * size
        away = (claim.bound[0] == ">") == (claim.value >= 0)  # "fell more than 60 percent" is below -60
        low, high = (low, high + over) if away else (low - over, high)
    return Interval(low, high)


def _half(claim: Claim, wide: bool) -> float:
    """Half the unit of the last digit that is written, in base units."""
    written = _WRITTEN.search(claim.quote)
    if written is None:
        return abs(float(claim.value)) * (0.1 if wide else 0.03)  # "half", "doubled", "three million"
    text = written[0].replace(",", "")
    number = float(text)
    scale = abs(float(claim.value)) / number if number else 1.0
    if claim.unit == "PCT" and not 0.99 < scale < 1.01:
        scale = 100.0  # "2.5 times"
    whole, _, part = text.partition(".")
    last = 10.0 ** -len(part)
    if wide and not part and len(whole) > 1:
        last = 10.0 ** min(len(whole) - len(whole.rstrip("0")), len(whole) - 1)
    return scale * last / 2 * (1.5 if wide else 1.0)


def _subject(claim: Claim) -> tuple[str, ...]:
    """What a figure is of: its metric, item, parties, and how it is adjusted."""
    return claim.metric, claim.item, claim.reporter, claim.partner, _adjusted(claim)


def _adjusted(claim: Claim) -> str:
    return ";".join(one for one in claim.basis.split(";") if one in _ADJUSTED) if claim.basis else ""


def _judge(
    claims: Sequence[Claim],
    rule: str,
    said: int,
    others: tuple[int, ...],
    work: Callable[..., Interval | None],
    slack: float = 0.0,
) -> Check | None:
    """A figure set against what `work` makes of the intervals of others, or None where it makes nothing.

    `slack` is how far, for its size, it may be from that without a disagreement.
    """
    narrow = work(*(interval(claims[index], wide=False) for index in others))
    wide = work(*(interval(claims[index], wide=True) for index in others))
    if narrow is None or wide is None:
        return None
    agrees: bool | None = None
    size = max(abs(narrow.low), abs(narrow.high))
    if interval(claims[said], wide=False).meets(narrow):
        agrees = True if narrow.high - narrow.low <= ROUGH * size or narrow.high - narrow.low <= 1 else None
    elif not interval(claims[said], wide=True).meets(Interval(wide.low - slack * size, wide.high + slack * size)):
        agrees = False
    return Check(rule, (said, *others), agrees, narrow)


def _best(found: Iterable[Check | None]) -> Iterator[Check]:
    """Of the ways to set one figure against others the one that agrees; the only one where it does not."""
    made = [one for one in found if one is not None]
    agreeing = [one for one in made if one.agrees]
    if agreeing:
        yield agreeing[0]
    elif len(made) == 1:
        yield made[0]


def _moves(claims: Sequence[Claim], levels: dict[Hashable, dict[str, list[int]]]) -> Iterator[Check]:
    """Growth and change against the levels of their period and their base."""
    moved: dict[Hashable, list[int]] = defaultdict(list)
    for index, claim in enumerate(claims):
        if claim.measure not in ("growth", "change") or not claim.base or claim.base == claim.period:
            continue
        subject = _subject(claim)
        now = levels.get((subject, claim.period, claim.status), {})
        then = levels.get((subject, claim.base, claim.status)) or levels.get((subject, claim.base, "actual"), {})
        units = [unit for unit in now if _is_in(claim, unit)]
        if claim.measure == "growth":
            yield from _best(
                _judge(claims, "growth", index, (new, old), _growth)
                for unit in units
                for new in now[unit][:MOST]
                for old in then.get(unit, ())[:MOST]
            )
        else:
            yield from _best(
                _judge(claims, "change", index, (new, old), _difference)
                for new in now.get(claim.unit, ())[:MOST]
                for old in then.get(claim.unit, ())[:MOST]
            )
        key = (subject, claim.period, claim.base, claim.status)
        yield from _best(
            _judge(claims, "growth and change", growth, (new, change), _growth_by)
            for growth, change in _both(claims, index, moved[key][-MOST:])
            if _is_in(claims[growth], claims[change].unit)
            for new in now.get(claims[change].unit, ())[:MOST]
        )
        moved[key].append(index)


def _shares(claims: Sequence[Claim], levels: dict[Hashable, dict[str, list[int]]]) -> Iterator[Check]:
    """A share against the levels of its part and of a whole; as the whole may be another, they only ever agree."""
    for index, claim in enumerate(claims):
        if claim.measure != "share" or not claim.period:
            continue
        part = levels.get((_subject(claim), claim.period, claim.status))
        if part is None:
            continue
        metric, item, reporter, partner, adjusted = _subject(claim)
        wholes = [
            levels.get(((metric, of, reporter, with_, adjusted), claim.period, claim.status), {})
            for of, with_ in {("", partner): 0, (item, "WLD"): 0, ("", "WLD"): 0}
        ]
        for check in _best(
            _judge(claims, "share", index, (some, all_), _share)
            for unit in part
            for whole in wholes
            for some in part[unit][:MOST]
            for all_ in whole.get(unit, ())[:MOST]
            if some != all_
        ):
            yield check if check.agrees else check._replace(agrees=None)


def _both(claims: Sequence[Claim], index: int, before: Iterable[int]) -> Iterator[tuple[int, int]]:
    """A growth and a change, in this order, of a claim and those before it."""
    for other in before:
        if {claims[index].measure, claims[other].measure} == {"growth", "change"}:
            yield (index, other) if claims[index].measure == "growth" else (other, index)


def _is_in(claim: Claim, unit: str) -> bool:
    """Whether a growth may be that of levels in a unit: of money where nothing else is said of it, of things else."""
    basis = set(claim.basis.split(";")) - {""}
    money = len(unit) == 3 and unit.isupper() and unit not in ("PCT", "TEU")
    if "volume" in basis:
        return not money
    codes = {code for code in basis if len(code) == 3 and code.isupper()}
    return unit not in ("PCT", "PP") and (not codes or unit in codes)


def _sums(claims: Sequence[Claim]) -> Iterator[Check]:
    """Exports less imports against the balance, exports and imports against trade, goods and services against both."""
    metrics, parted = {claim.metric for claim in claims}, {claim.item for claim in claims}
    if not ({"exports", "imports"} <= metrics or {"goods", "services"} <= parted):
        return
    flows: dict[Hashable, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    parts: dict[Hashable, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for index, claim in enumerate(claims):
        if claim.measure == "level" and claim.period and (claim.metric in _BALANCED or claim.item in _PARTS):
            rest = (claim.reporter, claim.partner, claim.period, claim.unit, claim.status, _adjusted(claim))
            flows[claim.item, rest][claim.metric].append(index)
            parts[claim.metric, rest][claim.item].append(index)
    for one in flows.values():
        pairs = [(out, into) for out in one["exports"][:MOST] for into in one["imports"][:MOST]]
        for said in one["trade"][:MOST]:
            yield from _best(_judge(claims, "trade", said, pair, _sum) for pair in pairs)
        for said in one["trade_surplus"][:MOST]:
            yield from _best(_judge(claims, "balance", said, pair, _difference) for pair in pairs)
        for said in one["trade_deficit"][:MOST]:
            yield from _best(_judge(claims, "balance", said, pair[::-1], _difference) for pair in pairs)
    for one in parts.values():
        pairs = [(goods, services) for goods in one["goods"][:MOST] for services in one["services"][:MOST]]
        for said in one[""][:MOST] if pairs else ():
            yield from _best(_judge(claims, "goods and services", said, pair, _sum) for pair in pairs)


def _currencies(claims: Sequence[Claim], levels: dict[Hashable, dict[str, list[int]]]) -> Iterator[Check]:
    """Two currencies of one figure against two of another in the same year."""
    pairs: dict[Hashable, list[tuple[int, int]]] = defaultdict(list)
    for by_unit in levels.values():
        money = [unit for unit in sorted(by_unit) if len(unit) == 3 and unit.isupper() and unit != "TEU"]
        for one, other in combinations(money[:MOST], 2):
            if len(by_unit[one]) == len(by_unit[other]) == 1:
                pair = by_unit[one][0], by_unit[other][0]
                pairs[one, other, claims[pair[0]].period[:4]].append(pair)
    for same in pairs.values():
        for (first, second), (third, fourth) in pairwise(same):
            made = _judge(claims, "currencies", first, (second, third, fourth), _converted, slack=_RATES)
            if made is not None:
                yield made


def _same_thing(claims: Sequence[Claim]) -> dict[Hashable, list[int]]:
    """The claims that differ in nothing but where they stand and how much they say."""
    out: dict[Hashable, list[int]] = defaultdict(list)
    for index, claim in enumerate(claims):
        rest = (claim.measure, claim.period, claim.base, claim.unit, claim.status, claim.basis)
        out[_subject(claim), rest].append(index)
    return out


def _growth(new: Interval, old: Interval) -> Interval | None:
    if old.low <= 0:
        return None
    return Interval((new.low / old.high - 1) * 100, (new.high / old.low - 1) * 100)


def _share(some: Interval, whole: Interval) -> Interval | None:
    return Interval(some.low / whole.high * 100, some.high / whole.low * 100) if whole.low > 0 else None


def _difference(new: Interval, old: Interval) -> Interval:
    return Interval(new.low - old.high, new.high - old.low)


def _sum(one: Interval, other: Interval) -> Interval:
    return Interval(one.low + other.low, one.high + other.high)


def _growth_by(new: Interval, change: Interval) -> Interval | None:
    return _growth(new, _difference(new, change))


def _converted(amount: Interval, here: Interval, there: Interval) -> Interval | None:
    """What an amount is in another currency, at the rate of two others."""
    if there.low <= 0 or amount.low <= 0:
        return None
    return Interval(amount.low * here.low / there.high, amount.high * here.high / there.low)
