"""What the binder decided about each quantity, and why."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from extractor.claims import Claim
from extractor.ranking import Ranked

Evidence = Mapping[str, Collection[str]]
"""What speaks for or against a claim: names by kind, such as {"partner from": ("metric phrase",)}, each once."""


class Taken(NamedTuple):
    """One field of a claim: its name, its value, and where it was taken from ("own clause", "carried", "article" …)."""

    field: str
    value: str
    source: str


@dataclass(frozen=True, slots=True)
class Decision:
    """One quantity as the binder saw it.

    `clause` is the clause over the binder's alphabet ("METRIC RISE BY [QUANTITY] TO QUANTITY", the quantity decided
    on in brackets). A quantity that gave claims names its `construction` and what it took from where; one that gave
    none says so in `reason`. `ranked` holds for each field that was chosen among proposals how it was.
    """

    start: int
    end: int
    quote: str
    sentence: str
    sentence_start: int
    clause: str
    construction: str
    claims: tuple[Claim, ...]
    taken: tuple[Taken, ...]
    reason: str
    ranked: Mapping[str, Ranked] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reading:
    """An article as read: its claims in the order of their offsets, and the decision on every quantity.

    `evidence` holds for each claim what its confidence rests on.
    """

    claims: tuple[Claim, ...]
    decisions: tuple[Decision, ...]
    evidence: tuple[Evidence, ...] = ()

    def likely(self, least: float) -> Reading:
        """The reading without the claims whose confidence is below `least`."""
        kept = tuple(claim for claim in self.claims if claim.confidence >= least)
        return self if len(kept) == len(self.claims) else Reading(kept, self.decisions)
