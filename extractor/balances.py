"""Balances: what a bare surplus or deficit behind a figure tells of an account ("trade showed a $2bn deficit")."""

from __future__ import annotations

from extractor.chart import Chart
from extractor.pending import Draft
from extractor.vocabulary import BALANCES

_SIDES = {"trade_surplus": 0, "trade_deficit": 1}


def settle(chart: Chart, draft: Draft) -> None:
    """Give a draft that is said of an account the side, the time and the counterpart of the noun right behind it."""
    phrase = draft.phrase
    if phrase is not None and draft.measure == "level" and not draft.percent:
        account, _, side = phrase.metric.rpartition("_")
        turned = side == "surplus" and draft.quantity.value < 0 or side == "deficit" and chart.low(draft.at)[:1] == "+"
        if turned:  # "a surplus of $5 million, compared with -$2 million"
            draft.metric = f"{account}_{'deficit' if side == 'surplus' else 'surplus'}"
    beside = chart.units[draft.at + 1].phrase if chart.text.startswith("M", draft.at + 1) else None
    if chart.text.startswith("N", draft.at + 1) and not draft.reason and not draft.percent:
        other = chart.units[draft.at + 1].phrase
        if other is not None and other.form.rsplit(" ", 1)[-1] in ("deficit", "surplus"):
            draft.reason = f'said of "{other.form}"'  # "trade shrank as the state ran a $2 billion budget deficit"
    if phrase is None or beside is None or beside is phrase or beside.kind != "weak" or beside.metric not in _SIDES:
        return
    if draft.slot == "then" and phrase.metric in _SIDES and phrase.metric != beside.metric and not draft.reason:
        draft.spoken, draft.phrase = phrase, beside  # "a surplus of $5 million, compared with a $2 million deficit"
        return
    if draft.reason or draft.carried or draft.percent or not (phrase.metric == "trade" or phrase.metric in BALANCES):
        return
    phrase.periods = phrase.periods or beside.periods
    if not phrase.pair:
        phrase.partners = phrase.partners or beside.partners
    draft.metric = BALANCES[phrase.metric][_SIDES[beside.metric]] if phrase.metric in BALANCES else beside.metric
