"""How likely a claim is right: what speaks for and against it, weighed by `data/fitted.csv`.

The score of a claim is the sum of the weights of its evidence. An article that is hard to read is so throughout, so
that the mean of its scores counts too; both together give the probability, in log odds.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Mapping, Sequence
from dataclasses import fields
from math import exp
from operator import attrgetter

from extractor import ranking
from extractor.calendars import bounds
from extractor.claims import Claim
from extractor.consistency import verdicts
from extractor.decisions import Evidence
from extractor.pending import Draft
from extractor.scene import Scene

_NONE: Mapping[str, float] = {}
ANY = ("claim", "any")
OWN = ("score", "own")
ARTICLE = ("score", "article")
WIDE = 6.0
"""How far ahead of the next a metric's score can be; more makes no difference."""
MOST = 3
"""Figures of a sentence that gave no claim, or wordings of time; more make no difference."""
AGES = (0, 35, 62, 95, 200, 400, 800)
"""Days since a period ended, by which it is told how old it is."""
_SAID = attrgetter(*(field.name for field in fields(Claim) if field.name != "confidence"))


def evidence(scene: Scene, draft: Draft) -> Evidence:
    """What speaks for and against the claims of a draft that has been filled, by the way they came about."""
    filled, clause = scene.filled[draft.at], scene.clause
    totals = [total for _, total in draft.candidates[:2]]
    ahead = totals[0] - max((0.0, *totals[1:])) if totals else WIDE
    out: dict[str, Collection[str]] = {
        "claim": ("any",),
        "trait": filled.ranked["reporter"].traits,
        "period from": ([one.source for one in filled.taken if one.field == "period"] or ["nothing"])[:1],
        "metric ahead by": (f"{min(max(ahead, 0.0), WIDE):.0f}",),
        "figures without a claim": (str(min(sum([bool(other.reason) for other in scene.drafts]), MOST)),),
        "wordings of time": (str(min(clause.count("P") + clause.count("p"), MOST)),),
        "words not read": (str(min(clause.count("_") // 2, 2 * MOST)),),
    }
    for field, ranked in filled.ranked.items():
        out[f"{field} from"] = (ranked.source,)
    out.update(_age(scene, draft, filled.period))
    return out


def _age(scene: Scene, draft: Draft, period: str) -> Evidence:
    """How a period stands to the day that the article speaks from: what is said to have happened must have begun."""
    day = scene.context.anchor.date
    if not period:
        return {"period is": ("unknown",)}
    if day is None:
        return {}
    first, last = bounds(period)
    said = "actual" if draft.status == "actual" else "ahead"
    stands = "not begun" if first > day else "not ended" if last > day else "ended"
    old = bisect_right(AGES, (day - last).days)
    return {"period is": (f"{said}, {stands}",), "period is old": (f"{draft.slot}, {said}, {old}",)}


def rated(claims: Sequence[Claim], found: Sequence[Evidence]) -> tuple[tuple[Claim, ...], tuple[Evidence, ...]]:
    """The claims of an article with their confidence, and the evidence for each with what the whole article adds."""
    judged = list(found)
    for index, verdict in verdicts(claims).items():
        judged[index] = {**found[index], "arithmetic": (verdict,)}
    weights, calibration = ranking.weights("confidence"), ranking.weights("calibration")
    scores = [_score(weights, of_claim) for of_claim in judged]
    bias, own, whole = (calibration.get(kind, _NONE).get(name, 0.0) for kind, name in (ANY, OWN, ARTICLE))
    mean = _mean(scores)
    out = [
        Claim(*(*_SAID(claim), probability(bias + own * score + whole * mean)))
        for claim, score in zip(claims, scores, strict=True)
    ]
    return tuple(out), tuple(judged)


def mixed(scores: Sequence[float]) -> list[dict[str, float]]:
    """For each score of an article what the calibration weighs: the score itself and the mean of the article."""
    mean = _mean(scores)
    return [{named(ANY): 1.0, named(OWN): score, named(ARTICLE): mean} for score in scores]


def _mean(scores: Sequence[float]) -> float:
    return sum(scores) / len(scores) if scores else 0.0


def _score(weights: ranking.Nested, of_claim: Evidence) -> float:
    total = 0.0
    for kind, names in of_claim.items():
        of_kind = weights.get(kind)
        if of_kind is not None:
            for name in names:
                if name in of_kind:
                    total += of_kind[name]
    return total


def features(of_claim: Evidence) -> dict[str, float]:
    """Evidence as the table of weights writes it: `partner from & metric phrase`."""
    return {named((kind, name)): 1.0 for kind, names in of_claim.items() for name in names}


def named(pair: tuple[str, str]) -> str:
    """A kind and a name as the table of weights writes them."""
    return " & ".join(pair)


def probability(odds: float) -> float:
    """The probability of log odds, to three decimals; never quite none or all."""
    return round(1 / (1 + exp(-min(max(odds, -6.0), 6.0))), 3)
