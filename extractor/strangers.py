"""Strangers: subjects that no table knows, which are no metric ("electricity generation rose 6 percent")."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from extractor import items
from extractor.chart import Chart
from extractor.nouns import known_items
from extractor.pending import Draft
from extractor.phrases import Phrase
from extractor.scene import Scene
from extractor.sectors import sector
from extractor.signs import Sign
from extractor.subjects import unlisted
from extractor.ways import ways

_OPENS = (
    # "by contrast, hiring rose", "as hiring rose", "with hiring up"
    '(?:^(?:[ibn]?_,)?|[J;:*"]|(?<=J)[,P]|,&|[,;&]w|(?<=[QPp)_])w|(?<=[QPp)])(?:&|,(?=D)|l))(?:[iL]?D?[Pp],?)?D?Y?Q?'
)
_BEHIND = "(?:[oinrwae](?:D?[_AP])+|~D?_)*"  # "traffic at the airport", "the acreage under maize"
_DOES = "(?:v?[RFHXS+]|Ext?[RFHX]|EV?[RF+]?|v?E)[_DdqyubtaF+R]*$"
_SUBJECT = re.compile(f"{_OPENS}(_)(g?){_BEHIND}{_DOES}")


NEAR = 6  # words beside a figure in which the sector is named that it is told of


def _other_sector(scene: Scene, draft: Draft) -> str:
    """The sector beside a figure where it is another than the one spoken of: "and the services sector by 3 percent"."""
    unit, lows = scene.chart.units[draft.at], scene.chart.lows
    before = max([0, *(scene.chart.units[one.at].last for one in scene.drafts if one.at < draft.at)])
    for first, last in ((max(before, unit.first - NEAR), unit.first), (unit.last, unit.last + NEAR)):
        said = " ".join(lows[first:last]).split(" ")
        said = said[: said.index("and")] if first >= unit.last and "and" in said else said
        for one, two in pairwise(said):
            if two in ("sector", "sectors", "industry") and one not in ("manufacturing", "industrial"):
                return f"{one} {two}"
    return ""


_AGAINST = re.compile("[-_dqy]{0,2}[RF+]iD?([_N])")  # "compared with a 2 percent slide in private consumption"


def stranger(scene: Scene, draft: Draft, phrase: Phrase) -> str:
    """Why a draft is said of no metric, where no table knows the subject of its clause, or "".

    The subject stands nearer than the `phrase` that the draft would be said of, and is a plain noun: no name, no item,
    and none of the words that point back at what was spoken of ("the quantity", "the province").
    """
    against = _AGAINST.match(scene.clause, draft.at + 1) if draft.slot == "then" and draft.percent else None
    if against is not None:
        unit = scene.chart.units[against.start(1)]
        said = [sign.low for sign in scene.chart.signs[unit.first : unit.last]]
        if not known_items(scene.chart.signs, unit.first) and items.roles_of("pointers").isdisjoint(said[-1:]):
            return f'said of "{" ".join(said)}"'
    if phrase.form in items.roles_of("need move") and (other := _other_sector(scene, draft)):
        return f'said of "{other}"'
    if scene.chart.place(phrase) < 0 and _is_of_money(scene, draft):
        return "an amount of something else"
    if sector(scene, draft, phrase):
        return ""  # "GDP grew 3 percent. Construction fell 4 percent"
    if phrase.metric in RATES and (other := _told_of(scene, draft, phrase)):
        return f'said of "{other}"'
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
    if words[-1].low in items.roles_of("carriers") and draft.unit in items.roles_of("weights"):
        return "a load"
    if draft.construction == "share-verb" and not _is_of_strangers(scene, draft, words[-1].low):
        return ""
    if known_items(scene.chart.signs, unit.first) or unlisted(scene, draft):
        return ""
    return f'said of "{" ".join(sign.low for sign in words)}"'


_WHICH = re.compile("_,?T[_vE]*[RFH][b_Dr]*$")  # "the building trade, led by offices, which grew by"
_APPOSED = re.compile(
    "(?:J,?)?D?[_N]+,D?[_NYx]*[oi]D?M,[_vE]*[RFH][b_DrtQ]*$"
)  # "capital formation, a part of GDP, grew"
RATES = frozenset({"gdp", "cpi", "ppi"})


def _told_of(scene: Scene, draft: Draft, phrase: Phrase) -> str:
    """The noun of which a rate of growth is told, where it is not the economy or prices: "building, which grew"."""
    text, at = scene.clause, draft.at
    which = _WHICH.search(text, max(scene.chart.place(phrase), 0), at)
    if which is not None:
        head = scene.chart.word_before(which.start())
        known = head in items.roles_of("pointers") or head in items.roles_of("nameless")
        return "" if known or unlisted(scene, draft) else head
    if (apposed := _APPOSED.match(text, scene.chart.segment(at), at)) is not None:
        return scene.chart.word_before(text.index(",", apposed.start() + 1) - 1)
    return ""


_WORTH = re.compile(r"_\$[_D]*$")
_HANDLED = re.compile("E[_F]")  # "goods worth $3 million were seized"


def _is_of_money(scene: Scene, draft: Draft) -> bool:
    """Whether an amount is of money pledged, or of goods that something befell."""
    text, at = scene.clause, draft.at
    if not draft.money:
        return False
    if draft.construction == "expected" and scene.chart.word_before(at - 1) in items.roles_of("pledges"):
        return True
    return bool(_WORTH.search(text, 0, at) and _HANDLED.match(text, at + 1)) and not ways(scene, at)


_OF_OTHERS = re.compile("oD?[_T]")


def _is_of_strangers(scene: Scene, draft: Draft, head: str) -> bool:
    """Whether a share is of what is no metric ("35 percent of voters"), or an amount held by nobody who trades."""
    if draft.percent:
        return _OF_OTHERS.match(scene.clause, draft.at + 1) is not None
    roles = ("folk", "makers", "counterparts", "sources", "outlets", "bodies")
    return not any(head in items.roles_of(role) for role in roles)


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
