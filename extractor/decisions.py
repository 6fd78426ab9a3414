"""What the binder decided about each quantity, and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from extractor.claims import Claim
from extractor.ranking import Ranked


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
    """An article as read: its claims in the order of their offsets, and the decision on every quantity."""

    claims: tuple[Claim, ...]
    decisions: tuple[Decision, ...]
