"""What a sentence first looks back at: "After falling 3 percent in May, exports rose", "Having hit $5bn, trade"."""

from __future__ import annotations

import re

from extractor.chart import Chart
from extractor.pending import Draft

_MAIN = re.compile("(?:[DA'_P]|[io]P)*?(M)(?=[^QMN,;J]*[RFHEXS])")


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
