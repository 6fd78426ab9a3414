"""Words that are a metric only by what is told beside them: "reserves" of a central bank, "dry bulk" at a port."""

from __future__ import annotations

from collections.abc import Sequence, Set

from extractor import cargoes, hoards, items
from extractor.areas import Area
from extractor.phrases import Phrase
from extractor.signs import Sign


def settle(signs: Sequence[Sign], phrase: Phrase, spoken: Set[str], heard: Set[str]) -> None:
    """Settle whether such a word is a metric, by its sentence, the metrics `spoken` of just before and those `heard`
    of in the article."""
    if phrase.form in items.roles_of("cargo at ports"):
        cargoes.settle(signs, phrase, "port_throughput" in spoken | heard)
    elif phrase.metric == "exports" and cargoes.is_through(signs, phrase):
        phrase.metric = "port_throughput"  # "coal shipments through the port of"
    elif phrase.form in items.roles_of("capital of projects") and "fdi" not in spoken | heard:
        foreign = any(sign.low.startswith(("foreign", "fdi")) for sign in signs)
        phrase.metric = "fdi" if foreign else "other"  # not "the firm's registered capital"
    elif phrase.form in items.roles_of("hoards") and "fx_reserves" not in spoken:
        held = hoards.is_held(signs, phrase, heard)
        phrase.metric = phrase.metric if held else "other"


def are_of_exports(signs: Sequence[Sign], phrase: Phrase, spoken: Set[str]) -> bool:
    """Whether arrivals are exports at their far end, where those were spoken of: "arrivals in China grew", "The EU took
    less, arrivals falling by 2 percent"; if so they are made exports to there."""
    if "exports" not in spoken or "imports" in spoken:
        return False
    after = signs[phrase.head + 1].symbol if phrase.head + 1 < len(signs) else ""
    there = after in ("IN", "TO", "AT") and phrase.first == phrase.head
    if phrase.partners or phrase.reporters:
        if not there or phrase.items or phrase.partners and phrase.reporters:
            return False
        phrase.partners, phrase.reporters = phrase.partners or phrase.reporters, []
    else:
        who = next((at for at in range(phrase.first - 1, -1, -1) if isinstance(signs[at].value, Area)), -1)
        takes = [sign.low for sign in signs[who + 1 : phrase.first]]
        if who < 0 or after not in ("RISE", "FALL") or items.roles_of("takes in").isdisjoint(takes):
            return False
        area = signs[who].value
        assert isinstance(area, Area)
        phrase.partners = [area]
    phrase.metric = "exports"
    return True


def name(phrase: Phrase) -> None:
    """Name the part of reserves that a phrase means: "SDRs rose to $5 billion"."""
    if phrase.metric == "fx_reserves" and phrase.form in items.roles_of("parts of reserves"):
        phrase.items = [items.singular(phrase.form)]
