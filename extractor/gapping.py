"""The economy that stands for a whole clause before its figure: "Brazil bought 5 million tonnes, Peru 3"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor import items
from extractor.areas import Area
from extractor.decisions import Taken
from extractor.pending import Draft
from extractor.phrases import Phrase
from extractor.places import coordinated
from extractor.scene import Scene

_APPOSED = re.compile("A,[D_]{1,5},$")
_POSTED = frozenset({"direction-of", "quantity-direction", "direction-to"})
_SHARES = frozenset({"share-of-it", "share-of", "share-of-total"})
_GOES_ON = frozenset({"gapped", "share-verb"})
_MORE = ("quantity-direction", "gapped")
# "while Peru posted a rise of 3 percent", "Peru, a big seller, also saw growth of", "Peru recorded a drop to"
_POSTS = re.compile("(?:^|[J;,]|(?<!A)&)D?(A)(?:,[^,;JQMH]{1,9},)?_?H(?:D?_{0,2}[RF+][ot])?$")
_ONES = ("ones", "outlets", "sources", "folk", "makers")
_IT_DOES = re.compile("I[v_]?")


def gapped(scene: Scene, draft: Draft) -> str:
    """The economy that stands for a whole clause before its figure: "Brazil bought 5 million tonnes, Peru 3"."""
    at = draft.at - 1
    posted = _POSTS.search(scene.clause, 0, draft.at) if draft.construction in _POSTED else None
    if posted is not None and draft.phrase is not None:
        area, place = scene.chart.area(posted.start(1)), scene.chart.place(draft.phrase)
        return scene.code(area) if place < posted.start() and area.form not in ("part", "adjective") else ""
    if runner_up := _ranked_by_balance(scene, draft):
        return runner_up
    before = scene.last(draft)
    last = before if draft.construction == "bracketed-then" else None
    if last is not None and last.construction == "gapped" and scene.clause.startswith("Q(Q)", last.at):
        return gapped(scene, last)  # "Brazil 160,000 (129,000)"
    again = draft.construction == "quantity-direction" and before is not None and before.construction in _MORE
    last_share = draft.construction in _SHARES and before is not None and before.construction in _GOES_ON
    if draft.construction not in ("gapped", "listed") and not again and not last_share:
        return ""  # "took 9 percent more, Egypt 3 percent less", "Chile taking 9 percent and Fiji 5 percent of it"
    if scene.clause[at] == "_" and scene.chart.low(at) in items.roles_of("nameless") | items.roles_of("mere"):
        at -= 1  # "and Australia another 48,000"
        at -= scene.clause[at] == "D"  # "and Oman for a mere 1 percent"
    at -= scene.clause[at] == "r"  # "Spain accounted for 30 and Oman for 5"
    ones = scene.clause[at] == "_" and any(scene.chart.low(at) in items.roles_of(role) for role in _ONES)
    at -= ones  # "and German traders 11,000"
    at = next((first - 1 for first, last in scene.chart.asides if last == at + 1 and scene.clause[first] == ","), at)
    leading = _APPOSED.search(scene.clause, 0, at + 1)
    at = leading.start() if leading is not None else at  # "Saudi Arabia, long the leader, 5"
    if scene.clause[at] != "A":
        return ""
    area = scene.chart.area(at)
    if area.form == "part" or (area.form == "adjective" and not ones) or scene.before(at) not in set(",&J;"):
        return ""
    if draft.phrase is not None and draft.phrase.metric == "tariff_rate":
        return coordinated(scene, at, "")  # "Peru faces a 35 percent duty, Chile and Ghana 40 percent"
    return scene.code(area)


def labelled(scene: Scene, draft: Draft) -> str:
    """The economy that labels a line of a list told of no one's metric: "Coffee exports", then "Brazil: 3 tonnes"."""
    phrase, label = draft.phrase, _LABEL.match(scene.clause)
    if phrase is None or not draft.carried or phrase.reporters or phrase.partners or label is None:
        return ""
    area = scene.chart.area(label.start(1))
    before = [sign.symbol for sign in scene.state.signs[:2]] == ["AREA", "COLON"]
    own = area.code == scene.context.economy or before and scene.state.partner in ("", "WLD")
    return scene.code(area) if own and area.form in ("name", "abbreviation") and draft.at > label.end() - 1 else ""


_LABEL = re.compile("D?(A):")


_OWN = frozenset({"trade_surplus", "trade_deficit", "exports", "imports"})


def _ranked_by_balance(scene: Scene, draft: Draft) -> str:
    """The economy that follows the one with the largest balance: "Chile had the largest surplus, $7 billion, followed
    by Peru ($2 billion)"; or ""."""
    phrase, last = draft.phrase, scene.last(draft)
    if draft.construction not in ("ranked", "bracketed") or phrase is None or phrase.partners or last is None:
        return ""
    told = scene.filled[last.at]
    place = scene.chart.place(phrase)
    most = place >= 0 and scene.says(place, place + 1, items.roles_of("ranked counterparts"))
    if not most or told.metric not in _OWN or told.partner != "WLD":
        return ""
    area = scene.chart.bracketed_area(draft.at)
    at = scene.clause.rfind("A", last.at, draft.at)
    area = area or (scene.chart.area(at) if at >= 0 else None)
    return scene.code(area) if area is not None else ""


def taken_up(scene: Scene, phrase: Phrase) -> Area | None:
    """The place that opens the sentence before, which "it" takes up: "Qatar is no exception. It imported"."""
    at = scene.chart.place(phrase)
    its = at == 0 and scene.chart.signs[0].low in items.roles_of("sharers")
    if not its and not (at > 0 and scene.chart.low(0) == "it" and _IT_DOES.fullmatch(scene.clause, 0, at)):
        return None
    before = [sign for sign in scene.state.signs[:4] if sign.symbol not in ("THE", "FOR")][:2]
    if len(before) < 2 or before[1].symbol in ("POSSESSIVE", "AND") or not isinstance(before[0].value, Area):
        return None
    area = before[0].value
    return area if area.form in ("name", "abbreviation", "group", "part") else None


def does(scene: Scene, draft: Draft) -> bool:
    """Whether a place that stands for a whole clause does what its verb says: "Peru sold 5 tonnes to China, Chile 3".

    Not after a counterpart that stands before its figure: "Peru sold China 5 tonnes, Japan 3".
    """
    phrase, before = draft.phrase, scene.last(draft)
    if phrase is None or before is None or phrase.kind != "verb" or not (phrase.reporters and phrase.partners):
        return False
    first = next((one for one in scene.drafts if one.phrase is phrase), before)
    return all(area.start > first.quantity.end for area in phrase.partners)


def is_market(scene: Scene, draft: Draft) -> bool:
    """Whether the economy that stands for a clause is a counterpart, as one was told before it."""
    if does(scene, draft):
        return False
    told = any(one.field == "partner" and one.value != "WLD" for one in taken_before(scene, draft))
    apart = scene.state.apart or scene.state.markets
    return told or draft.carried and apart and scene.paragraph == scene.state.paragraph


def taken_before(scene: Scene, draft: Draft) -> Sequence[Taken]:
    """What the draft before one was given, with its sources."""
    before = scene.last(draft)
    return scene.filled[before.at].taken if before is not None else ()
