"""Ranked traders: what each country of a group or of the world ships ("Peru was the biggest exporter, with 5")."""

from __future__ import annotations

import re
from dataclasses import replace

from extractor import items
from extractor.areas import Area
from extractor.chart import Chart
from extractor.pending import Draft
from extractor.phrases import Phrase

_IS = re.compile("(A)_?E[bD_d'A]*(N)")
_RANKED = re.compile("(A)[,_]?[wa][D_<>~d]*$")
_FIRST = re.compile("[^QMNJ;]*[wa][D_<>~d]*$")
_COUNTRY = 3  # letters of a country's code


def settle(chart: Chart, draft: Draft) -> bool:
    """Say a figure of whoever trades most, or of who follows, of its own exports or imports; False if it is none."""
    if draft.percent or chart.text.find("N", 0, draft.at) < 0:
        return False
    told = _IS.search(chart.text, 0, draft.at)
    trader = chart.units[told.start(2)].phrase if told is not None else None
    if told is None or trader is None or trader.kind != "measured" or not _is_of_many(chart, told, trader):
        return False
    if _FIRST.fullmatch(chart.text, told.end(), draft.at):
        place = told.start(1)
    elif (next_one := _RANKED.search(chart.text, told.end(), draft.at)) is not None:
        place = next_one.start(1)
    else:
        return False
    area = chart.area(place)
    if area.form == "adjective":
        return False
    metric = "exports" if trader.form.startswith("export") else "imports"
    draft.phrase = replace(trader, metric=metric, kind="noun", reporters=[area], partners=[], whole=False)
    draft.partner, draft.measure, draft.slot, draft.construction = "WLD", "level", "now", "led"
    draft.like = None
    return True


def _is_of_many(chart: Chart, told: re.Match[str], trader: Phrase) -> bool:
    """Whether a trader is the biggest of a group or of the world, not of those who trade with one economy."""
    group = trader.reporters[0] if trader.reporters else None
    if isinstance(group, Area) and group.code:
        return len(group.code) != _COUNTRY or not group.code.isupper() or group.code in ("WLD", "BRI", "GCC", "SCO")
    first, last = chart.units[told.start(1)].first, chart.units[told.start(2)].last
    return not items.roles_of("whole world").isdisjoint(sign.low for sign in chart.signs[first:last])
