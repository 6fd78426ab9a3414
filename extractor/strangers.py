"""Strangers: subjects that no table knows, which are no metric ("electricity generation rose 6 percent")."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor import items
from extractor.chart import Chart
from extractor.clauses import Sign
from extractor.nouns import known_items
from extractor.pending import Draft
from extractor.phrases import Phrase
from extractor.scene import Scene
from extractor.subjects import unlisted

_OPENS = (
    '(?:^(?:[ibn]?_,)?|[J;:*"]|(?<=J)[,P]|,&|[,;&]w|(?<=[QPp)])(?:&|,(?=D)|l))'  # "by contrast,", "as hiring rose"
    "(?:[iL]?D?[Pp],?)?D?Y?"
)
_BEHIND = "(?:[oinrwae](?:D?[_AP])+|~D?_)*"  # "traffic at the airport", "the acreage under maize"
_DOES = "(?:v?[RFHX+]|EV?[RF+]?|v?E)[_DdyqubtaF+R]*$"
_SUBJECT = re.compile(f"{_OPENS}(_)(g?){_BEHIND}{_DOES}")


def stranger(scene: Scene, draft: Draft, phrase: Phrase) -> str:
    """Why a draft is said of no metric, where no table knows the subject of its clause, or "".

    The subject stands nearer than the `phrase` that the draft would be said of, and is a plain noun: no name, no item,
    and none of the words that point back at what was spoken of ("the quantity", "the province").
    """
    found = _SUBJECT.search(scene.clause, max(scene.chart.segment(draft.at) - 1, 0), draft.at)
    if found is None or scene.chart.place(phrase) > found.start():
        return ""
    unit = scene.chart.units[found.start(1)]
    words = [sign for sign in scene.chart.signs[unit.first : unit.last] if sign.symbol == "WORD"]
    if found[2] and scene.chart.low(found.start(2)) not in items.roles_of("ratios"):
        return ""  # "the brisk pace"
    passed = items.roles_of("nameless") | items.roles_of("perfect")
    while words and (words[-1].low.endswith("ly") or words[-1].low in passed):
        words.pop()
    if not words or words[-1].low in items.roles_of("pointers") or _is_name(scene, words):
        return ""
    if known_items(scene.chart.signs, unit.first) or unlisted(scene, draft):
        return ""
    return f'said of "{" ".join(sign.low for sign in words)}"'


def _is_name(scene: Scene, words: Sequence[Sign]) -> bool:
    """Whether words are, or may be, the name of a firm or a place; a sentence opens with a capital anyway."""
    capitals = [sign for sign in words if not scene.text[sign.start].islower()]
    if not capitals or capitals[0] is not scene.chart.signs[0]:
        return bool(capitals)
    plural = words[0].low if words[0].low.endswith("s") else f"{words[0].low}s"
    return len(capitals) > 1 or len(words) == 1 and not plural.endswith(tuple(items.roles_of("doing endings")))


_OF_METRIC = re.compile("M(?:[oft][DA_Q]+)?[inwr~]D?_?$")  # "exports under contracts totalled"
_MOVES_ON = re.compile("[^,]*,|r[_De]*$")  # "focused on exports, which rose", "counts on imports for"


def is_inside(chart: Chart, index: int, between: str) -> bool:
    """Whether the phrase at the unit `index` only tells what another thing is of: "rebate on exports".

    `between` is what stands between the phrase and the figure.
    """
    if chart.text[max(0, index - 2) : index] == "_n" and chart.word_before(index - 2) not in items.roles_of("relies"):
        return _MOVES_ON.match(between) is None
    if chart.text[index] == "N":
        return _OF_METRIC.search(chart.text, 0, index) is not None
    other = chart.units[index - 1].phrase if index else None
    return other is not None and other.metric == "other" and chart.signs[other.head + 1].symbol in ("OF", "FOR")


_COVERS = re.compile("M[^QJ;]*S[^QJ;MN]*$")  # "imports cover 40 percent of its needs"
_COVERED = re.compile("(?:[or]D?_)?wM")  # "meets 40 percent of its demand for rice with imports"


def is_covered(chart: Chart, index: int, at: int) -> bool:
    """Whether the phrase at the unit `index` is a need of which exports or imports are the part that `at` tells."""
    if chart.text[index] != "N":
        return False
    return _COVERED.match(chart.text, index + 1) is not None or _COVERS.search(chart.text, 0, at) is not None
