"""Balances: what a bare surplus or deficit behind a figure tells of an account ("trade showed a $2bn deficit")."""

from __future__ import annotations

import re

from extractor.chart import Chart
from extractor.items import roles_of
from extractor.pending import Draft
from extractor.phrases import Phrase
from extractor.vocabulary import BALANCES

_SIDES = {"trade_surplus": 0, "trade_deficit": 1}


def settle(chart: Chart, draft: Draft) -> None:
    """Settle the side, the time and the counterpart of a draft that is said of an account or of its balance."""
    phrase = draft.phrase
    if phrase is not None and draft.measure == "level" and not draft.percent:
        account, _, side = phrase.metric.rpartition("_")
        turned = side == "surplus" and draft.quantity.value < 0 or side == "deficit" and chart.low(draft.at)[:1] == "+"
        if turned:  # "a surplus of $5 million, compared with -$2 million"
            draft.metric = f"{account}_{'deficit' if side == 'surplus' else 'surplus'}"
    if draft.construction == "exceeds-by":
        _of_both(chart, draft)
        return
    if draft.construction == "quantity-direction" and draft.money and phrase is not None:
        _of_more_than(chart, draft, phrase)
    place = draft.at + 1 + chart.text.startswith("iM", draft.at + 1)  # "trade was $5 billion in surplus"
    behind = chart.units[place].phrase if place < len(chart.units) else None
    if behind is None or draft.reason or draft.percent:
        return
    if behind.metric == "other" and behind.form.rsplit(" ", 1)[-1] in ("deficit", "surplus"):
        draft.reason = f'said of "{behind.form}"'  # "trade shrank as the state ran a $2 billion budget deficit"
        return
    if phrase is None or behind.kind != "weak" or behind.metric not in _SIDES:
        return
    if phrase is behind:
        _of_trade(chart, draft, phrase)
    elif draft.slot == "then" and phrase.metric in _SIDES and phrase.metric != behind.metric:
        draft.spoken, draft.phrase = phrase, behind  # "a surplus of $5 million, compared with a $2 million deficit"
    elif phrase.metric in BALANCES and not draft.carried:
        phrase.periods = phrase.periods or behind.periods
        phrase.partners = phrase.partners or behind.partners
        draft.metric = BALANCES[phrase.metric][_SIDES[behind.metric]]


_MORE_THAN = re.compile("[_ok]{0,3}[m<RF+][^QJ;,]{0,8}h[DI]{0,2}(?P<other>[MS])")


def _of_more_than(chart: Chart, draft: Draft, phrase: Phrase) -> None:
    """Make a balance of how much more an economy sells than it buys: "exported $5 million more than it imported"."""
    told = _MORE_THAN.match(chart.text, draft.at + 1)
    if told is None or phrase.metric not in _OPPOSITE:
        return
    unit = chart.units[told.start("other")]
    bought = unit.phrase is None and phrase.metric == "exports" and chart.low(told.start("other")) in roles_of("buys")
    if bought or unit.phrase is not None and unit.phrase.metric == _OPPOSITE[phrase.metric] and not unit.phrase.echo:
        phrase.periods = phrase.periods or (unit.phrase.periods if unit.phrase is not None else [])
        more = (phrase.metric == "exports") == (draft.direction >= 0)
        draft.metric, draft.measure = "trade_surplus" if more else "trade_deficit", "level"


_OPPOSITE = {"exports": "imports", "imports": "exports"}


def _of_trade(chart: Chart, draft: Draft, phrase: Phrase) -> None:
    """Give a balance the counterpart of the trade that showed it: "trade with Peru left a $5 million surplus"."""
    trade = next((one for place, one in reversed(chart.phrases) if place < draft.at), None)
    if trade is None or trade.metric != "trade" or phrase.partners or "Q" in chart.text[chart.place(trade) : draft.at]:
        return
    phrase.partners, phrase.pair = trade.partners, trade.pair


def _of_both(chart: Chart, draft: Draft) -> None:
    """Give a draft the balance of the two flows that it tells apart: "exports exceeded imports by $5 million"."""
    one, other = [phrase for place, phrase in chart.phrases if place < draft.at][-2:]
    draft.phrase, draft.carried = one, False
    if {one.metric, other.metric} != {"exports", "imports"}:
        draft.reason = "one metric above another"
        return
    more = (one.metric == "exports") == (draft.direction >= 0)
    draft.metric = "trade_surplus" if more else "trade_deficit"
