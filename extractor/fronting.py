"""What a sentence first looks back at: "After falling 3 percent in May, exports rose", "Having hit $5bn, trade"."""

from __future__ import annotations

import re

from extractor import items
from extractor.chart import Chart
from extractor.pending import Draft

_MAIN = re.compile("(?:[DA'_P]|[io]P)*?(M)(?=[^QMN,;J]*[RFHEXS])")


_MOVE_OF = re.compile("[-_]?[RF+][io][DA_'c]*([MN])")


def moves(chart: Chart, draft: Draft) -> bool:
    """Say a move that names its metric behind it of that one: "the surplus grew on a 5 percent rise in exports"."""
    told = _MOVE_OF.match(chart.text, draft.at + 1) if draft.construction == "quantity-direction" else None
    phrase = chart.units[told.start(1)].phrase if told is not None else None
    if phrase is None or phrase.form in items.roles_of("earnings"):
        return False
    if phrase.metric == "other":
        draft.reason = f'said of "{phrase.form}"'  # "exports rose 8 percent on a 12 percent increase in oil prices"
        return True
    draft.phrase = phrase
    if not phrase.periods:  # "the surplus grew in May, driven by"
        start = chart.segment(draft.at)
        before = [one.periods for place, one in chart.phrases if start <= place < draft.at and one.periods]
        phrase.periods = list(before[-1]) if before else []
    return True


def settle(chart: Chart, draft: Draft) -> bool:
    """Say a figure of a look back of the metric that its sentence then comes to, as an earlier one of it.

    False where a draft is none such; one whose sentence goes on about another thing gets a `reason`.
    """
    comma = chart.look_back
    if draft.at >= comma:
        return False
    main = _MAIN.match(chart.text, comma + 1)
    phrase = chart.units[main.start(1)].phrase if main is not None else None
    dated = any(char in "Pp" for char in chart.text[draft.at + 1 : comma])
    if phrase is None or not dated:
        draft.reason = "looked back at, of what is not told"
        return True
    draft.phrase, draft.slot = phrase, "then"
    return True
