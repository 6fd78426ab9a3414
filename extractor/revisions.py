"""Figures that tell by how much an estimate was moved, or how far one lies from a forecast: they are of no metric."""

from __future__ import annotations

import re

from extractor import items
from extractor.chart import Chart
from extractor.pending import Draft

# "trimmed its projection for export growth by 0.5 points", "lifted its forecast of barley exports 4 percent to"
_CUT_BY = re.compile("[RFV](?:D[_AM'gP+]{0,6}|M[+]?)[xG][^QJ;,RFHXEWvtfa]{0,12}(b[_D]*)?$")
_WAS_CUT_BY = re.compile("x[^QJ;,tv]{0,10}E_?[RFV][_RFV]{0,2}(?:b[_D]*)?$")  # "the forecast was cut by 0.5 points"
_RESTATED_BY = re.compile("EV[RF_]?(?:b[_D]*)?$")  # "exports for May were revised down by 3 percent"
_OFF_FORECAST = re.compile("[-_]?[RFm<>~](?:_|h|f|C)*[DA'_PIV]{0,6}x")  # "0.1 points below its forecast in May"
_UP_FROM = re.compile("[fh][D_PpA'V-]{1,5}x(?![-_]?[RF+])")  # "up 2 million from last month's forecast"
_FROM_OUTLOOK = re.compile("[fhn][DA'_PIVY]{0,5}x")  # "an increase of 5 million tons from the last forecast"

_MOVED_TO = re.compile("M(?:[irf]D?[PA])*(E)_?([RFV])[RF_]?(?:b[D_]*)?(?:Q(?:[ir]D?P)?tD?[_d<>~]*)?$")
_FROM_MONTH = re.compile("[fn][D_]*([pP])")


def is_moved(chart: Chart, at: int) -> bool:
    """Whether a quantity of goods is that of an outlook: "wheat exports are lowered 2 million tonnes to 17 million"."""
    text, quantity = chart.text, chart.units[at].quantity
    if quantity is None or text[at - 1] not in "tRF_bD" or quantity.form != "number" or quantity.unit in _RATES:
        return False
    told = _MOVED_TO.search(text, 0, at)
    if told is None or chart.low(told.start(1)) not in ("is", "are") or len(quantity.unit) == LETTERS:
        return False
    return chart.low(told.start(2)) in items.roles_of("outlook moves")


_RATES = ("PCT", "PP", "index")
LETTERS = 3  # of the code of a money


def is_revision(chart: Chart, draft: Draft) -> bool:
    """Whether a figure is the size of a revision, or of the distance from a forecast."""
    text, at, first = chart.text, draft.at, chart.segment(draft.at)
    cut = _CUT_BY.search(text, first, at)
    if cut is not None and (cut[1] or draft.percent and text.startswith("t", at + 1)):
        return True
    moves = draft.measure in ("growth", "change")
    if moves and draft.slot == "now" and _UP_FROM.match(text, at + 1):
        return True
    if moves and is_moved(chart, at) and not text.startswith("t", at - 1):
        return True
    month = _FROM_MONTH.match(text, at + 1) if moves and draft.status == "forecast" else None
    if month is not None and "month" in chart.low(month.start(1)).split():
        return True  # "forecast at 2 million tonnes, down 20,000 from last month"
    estimate = _WAS_CUT_BY.search(text, first, at)
    if draft.unit == "PP":
        return estimate is not None or _OFF_FORECAST.match(text, at + 1) is not None
    if not moves or draft.kind not in "ap":
        return False
    if _RESTATED_BY.search(text, first, at):
        return True
    behind = _FROM_OUTLOOK.match(text, at + 1) if estimate is None else None
    told = estimate.start() if estimate is not None else behind.end() - 1 if behind is not None else -1
    return told >= 0 and chart.low(told) in items.roles_of("outlooks")
