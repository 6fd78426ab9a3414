"""Words that are a metric only by what is told beside them: "reserves" of a central bank, "dry bulk" at a port."""

from __future__ import annotations

from collections.abc import Sequence, Set

from extractor import cargoes, hoards, items
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


def name(phrase: Phrase) -> None:
    """Name the part of reserves that a phrase means: "SDRs rose to $5 billion"."""
    if phrase.metric == "fx_reserves" and phrase.form in items.roles_of("parts of reserves"):
        phrase.items = [items.singular(phrase.form)]
