"""Importers and exporters: when what they are tells of an amount, when they are the counterpart of a flow."""

from __future__ import annotations

from collections.abc import Sequence

from extractor import items
from extractor.phrases import Phrase
from extractor.signs import Sign

FEW = 20  # of whatever is exported, so many are no figure of trade


def is_measured(signs: Sequence[Sign], index: int) -> bool:
    """Whether "of" or "with" an amount follows the metric word at `index`: "a net importer of 5 million tonnes"."""
    if [sign.symbol for sign in signs[index + 1 : index + 3]] not in (["OF", "QUANTITY"], ["WITH", "QUANTITY"]):
        return False
    amount = signs[index + 2].quantity
    return amount.unit != "count" or amount.value >= FEW  # not "exporters of two metals"


_OTHER_SIDE = {"imports": "exports", "exports": "imports"}
RANKED = 4  # signs before "importer" in which its rank and whose it is are told


def is_counterpart(signs: Sequence[Sign], index: int, metric: str, before: Phrase | None) -> bool:
    """Whether an importer or exporter is the counterpart of the flow spoken of: "Peru was the largest importer"."""
    if before is None or before.metric != _OTHER_SIDE.get(metric):
        return False
    beside = [sign.low for sign in signs[max(0, index - RANKED) : index]]
    ranked = not items.roles_of("ranked counterparts").isdisjoint(word for low in beside for word in low.split())
    of = [sign.symbol for sign in signs[index + 1 : index + 2]] == ["OF"]  # "the largest importer of wheat"
    return ranked and not of and not any("world" in low for low in beside)
