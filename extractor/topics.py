"""The goods that an article is about, told by the metrics of its first sentences."""

from __future__ import annotations

from collections.abc import Sequence

from extractor import items
from extractor.nouns import made_by
from extractor.phrases import Phrase
from extractor.signs import Sign

TOPICAL = ("exports", "imports", "trade", "trade_surplus", "trade_deficit")  # metrics by which goods are told


def topic(sentences: Sequence[Sequence[Phrase]], signed: Sequence[Sequence[Sign]]) -> str:
    """The item that the lead's metrics are about ("Peru's wheat imports seen rising"), or "".

    A verb without an object ("ship more") and a noun of many uses ("those sales") say nothing against it. Those who
    make or sell it tell it too where a flow is bare: "Rubber growers had a poor May. Exports fell".
    """
    made = (_made(signed[0]) or _stocked(sentences[0], signed[0])) if signed else ""
    for phrase in (one for phrases in sentences[:2] for one in phrases):
        if phrase.form.endswith(("importer", "exporter")) and phrase.items:
            return phrase.items[0]
    found = metric = ""
    told: set[tuple[str, ...]] = set()
    aside = False  # "Boosted by apparel exports, trade rose"
    for phrases, signs in zip(sentences[:2], signed, strict=False):
        flows = [phrase for phrase in phrases if phrase.metric in TOPICAL]
        for phrase in flows:
            named = phrase.items or (made_by(signs, phrase.first) if phrase.kind == "verb" else [])
            named = named or _beside_output(phrases, signs, phrase)
            told |= {tuple(named)} if named else set()
            if not named and not phrase.firm and (phrase.kind == "noun" or phrase.kind == "weak" and not found):
                if not found and not (phrase.reporters or phrase.whole):
                    return made
                if not found or aside or phrase.metric != metric or phrase.reporters or phrase.whole:
                    return ""  # unless it goes on: "Peru's wheat imports rose. Imports in May were"
            elif named and not found and all(items.kind(items.known(one)) == "trader" for one in named):
                return ""  # "Exports of domestic firms rose": what follows is of all firms
            elif named and not found:
                found, metric, aside = named[0], phrase.metric, phrase.dependent in ("ON", "BY", "WITH", "AFTER")
            elif named and phrase.echo and not items.alike(named[0], found):
                return ""  # "Exports of chips rose, while those of cars fell"
            elif named and named[0].endswith(f" {found}"):
                found = named[0]  # "wool exports rise": "sold 5 tonnes of merino wool"
            elif named and phrase is flows[0] and phrase.metric == metric and phrase.kind != "weak":
                if signed[0][-1].symbol == "MARK" and not items.alike(named[0], found):
                    return ""  # "Copper exports rose. Zinc exports fell"
                found = named[0]  # the headline had another name for it
    together = next(iter(told)) if len(told) == 1 else ()
    return items.join(list(together)) if found in together else found  # "fruit and vegetable exports rose"


def _made(signs: Sequence[Sign]) -> str:
    """The goods of those who make or sell them, where a first sentence names one such trade, or ""."""
    named = {name for end in range(1, len(signs) + 1) for name in made_by(signs, end)}
    return named.pop() if len(named) == 1 else ""


def _stocked(phrases: Sequence[Phrase], signs: Sequence[Sign]) -> str:
    """The goods whose stocks or harvest a first sentence tells of, or ""."""
    for phrase in phrases:
        words = " ".join(sign.low for sign in signs[phrase.first : phrase.head + 1]).split()
        if phrase.metric != "other" or words[-1] not in items.roles_of("stores"):
            continue
        tails = (items.known(" ".join(words[first:-1])) for first in range(len(words) - 1))
        name = next((name for name in tails if name), "")
        return name if items.kind(name) == "commodity" else ""
    return ""


def _beside_output(phrases: Sequence[Phrase], signs: Sequence[Sign], phrase: Phrase) -> list[str]:
    """The goods whose output a bare flow is named together with: "car output, exports rise"."""
    beside = phrase.first - 1
    if beside < 1 or signs[beside].symbol not in ("COMMA", "AND"):
        return []
    return next((one.items for one in phrases if one.metric == "industrial_output" and one.last == beside), [])
