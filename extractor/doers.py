"""Who does what a clause says of a metric: "China recorded a surplus", "In Japan, exports rose"."""

from __future__ import annotations

import re

from extractor import items
from extractor.holders import is_holder
from extractor.pending import Draft
from extractor.phrases import Phrase
from extractor.scene import Scene

_SPEAKS = re.compile("A((?:-?_){1,5})(?:[xO]|H(?=[D_A]{0,4}M))")
_ABSOLUTE = re.compile("wA_?[_HXS][D_d]*(?:Q[D_]*)?M")
_CALLED = re.compile("A(?:,[D_Xdi]{1,4}(?=[,.])|(?=[^A'])(?:[ED_HXdYlvI]|t(?=E))+)")  # "Peru is the top market"
_NAMED = re.compile("(?:[E:,-]|[EH]_)D?A(?=[,.;(QwS-]|$)")  # "the top market is Peru", "its main supplier, Chile,"


def doer_code(scene: Scene, draft: Draft, phrase: Phrase) -> str:
    """The code of the place that does what the phrase says, or ""."""
    index = doer(scene, draft, phrase)
    if index < 0:
        return ""
    area = scene.chart.area(index)
    if area.form == "group" and scene.clause.startswith("Ex", index + 1):
        return area.code  # "Asia is expected to see"
    member = area.form == "group" and scene.chart.low(index + 1) in items.roles_of("member")
    if member or area.code.startswith("!"):
        return scene.context.economy
    if phrase.metric == "trade" and scene.context.economy and not phrase.partners:
        return scene.context.economy  # the place is the counterpart
    return area.code or scene.context.economy


_OWNER = re.compile("A'[^,;JQ]*,")
_APPOSED = re.compile("A,A'[^,;JQMA]*,")


def doer(scene: Scene, draft: Draft, phrase: Phrase) -> int:
    """The unit of the place that does what the phrase says ("China recorded a surplus", "In Japan, exports rose"), or
    -1."""
    at = scene.chart.place(phrase)
    partners = {scene.code(area) for area in phrase.partners}
    for index in range(at - 1, -1, -1):
        if scene.clause[index] == ";" or index in scene.filled:
            break
        told = scene.clause[index:at].count("Q") - (index < draft.at < at)
        if scene.clause[index] == "A" and scene.before(index) and told:
            continue  # past a figure that gave no claim only the subject of the sentence is looked for
        if scene.clause[index] != "A" or scene.clause[index + 1] == "(":
            continue
        area = scene.chart.area(index)
        if scene.clause.startswith("Qi", index - 2) and index < draft.at:
            continue  # "fell 5 percent in Peru, while exports to Chile rose"
        if area.form == "adjective" and phrase.metric == "imports" and scene.before(index) == "r":
            continue  # "demand for Chinese goods grew, with imports rising"
        if scene.before(index) == "X" and "A" in scene.clause[:index]:
            continue  # "Vietnam overtook China in exports"
        if scene.before(index) == "L" and scene.clause[index + 1] in ",;.)":
            continue  # "the fastest in Africa after Kenya, was led by"
        if scene.clause.startswith("A,", index - 2) and _OWNER.fullmatch(scene.clause, index, at):
            continue  # "Egypt, Ukraine's top buyer of wheat, imported"
        if _APPOSED.match(scene.clause, index - 2) and index > 1:
            continue  # "Rotterdam, Europe's busiest port, today reported"
        if area.code == "OECD":
            continue  # "the OECD expects growth of": it foresees that of others
        absolute = _ABSOLUTE.match(scene.clause, index - 1)  # "with Manila posting a deficit"
        if (
            (scene.before(scene.coordinated(index)[0]) in set("twfonCebj") and not absolute)
            or area.form in ("people", "others")
            or area.code in partners
            or _speaks(scene, index)
            or _is_ranked_among(scene, index)
            or called(scene, index, phrase.metric)
        ):
            continue
        if draft.measure in ("share", "change") and not phrase.reporters and is_holder(scene, index):
            continue
        if phrase.kind == "noun" and scene.context.economy and _is_circumstance(scene, index, at):
            continue
        return index
    return -1


_FRONTED = re.compile('(?:^|[J;:"-])(?:r_,?)?[wy]?iD?(A)(?:,|(?=D?_))')


def fronted(scene: Scene, draft: Draft) -> str:
    """The code of the place that a clause opens with: "In Kenya, tea makes up a fifth of exports", or ""."""
    opens = [found.start(1) for found in _FRONTED.finditer(scene.clause, 0, draft.at)]
    area = scene.chart.area(opens[-1]) if opens else None
    return area.code if area is not None and area.form != "part" else ""


def _speaks(scene: Scene, index: int) -> bool:
    """Whether a place is only that of someone who speaks of another's trade: "A Swiss broker sees exports at"."""
    speaks = _SPEAKS.match(scene.clause, index)
    if speaks is None or scene.chart.area(index).code == scene.context.economy or not scene.context.economy:
        return False
    return scene.says(index + 1, speaks.end(1), items.roles_of("forecasters"))


def _is_ranked_among(scene: Scene, index: int) -> bool:
    """Whether a place is only where a figure has its rank: "the fastest in Asia", "the best rate in Latin America"."""
    if scene.before(index) != "i":
        return False
    place = scene.chart.units[scene.clause.rfind("i", 0, index)].first
    lows = scene.chart.lows[max(0, place - 3) : place]
    return any(low in items.roles_of("superlatives") or len(low) > 4 and low.endswith("est") for low in lows)


def _is_circumstance(scene: Scene, index: int, at: int) -> bool:
    """Whether a place is the subject of a clause that only says when or why: "When China closed, exports fell"."""
    first = scene.chart.units[index].first - 1
    opens = first == 0 or first > 0 and scene.chart.signs[first - 1].symbol in ("COMMA", "SEMICOLON", "BUT")
    says = first >= 0 and scene.chart.signs[first].low in items.roles_of("subordinators")
    return opens and says and scene.clause[index + 1] != "'" and scene.has(",", index, at)


def called(scene: Scene, index: int, metric: str) -> bool:
    """Whether a clause calls a place the market of exports or the source of imports: "Peru remained the top buyer"."""
    nouns = _called(metric)
    if not nouns or scene.chart.area(index).form in ("adjective", "part"):
        return False
    after = _CALLED.match(scene.clause, index)
    if after is not None and scene.says(index + 1, after.end(), nouns):
        return True
    for before in range(max(0, index - 3), index):
        named = _NAMED.match(scene.clause, before)
        if named is not None and named.end() == index + 1:
            return _ends_with(scene, before, nouns)
    return False


def _called(metric: str) -> frozenset[str]:
    """What the other side of a metric is called."""
    if metric == "exports":
        return items.roles_of("counterparts") - items.roles_of("sources")
    return items.roles_of("sources") if metric == "imports" else frozenset()


def _ends_with(scene: Scene, last: int, nouns: frozenset[str]) -> bool:
    """Whether the words right before a unit hold one of `nouns`, past a time or what they are of."""
    first = last
    while first > 0 and scene.clause[first - 1] in "_DXdYPio":
        first -= 1
    return scene.says(first, last, nouns)
