"""Places that a clause gives their own part of a metric: "Exports fell 5 percent, with Japan down 9 and Peru 7"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from extractor import items
from extractor.claims import TWO_SIDED
from extractor.gazetteer import gazetteer
from extractor.pending import Draft
from extractor.phrases import Phrase
from extractor.scene import Scene
from extractor.signs import Sign

APART = "told apart"  # the source of a place that is told of by itself
REACH = 8  # signs from a preposition to the "markets" that it governs
_TOWARDS = frozenset({"TO", "FROM", "WITH", "IN", "BETWEEN", "BY"})
_ENDS = frozenset({"AREA", "METRIC", "OTHER", "BE", "RISE", "FALL", "REACH", "SEMICOLON", "BUT", "PERIOD", "MARK"})
_MANY = ("group", "region", "unnamed")
_OPENS = ("", ",", ":", "J", ";", "&", "O", "T")
_NEAREST = ("bracketed", "ranked")
_SUBJECTS = ("name", "abbreviation", "group", "region")
_DOES = re.compile(r"A(?:\([^)Q]*\))?(?:[RFEHSXO+_ab]|$)")
_ABSOLUTE = re.compile("(?:^|[,(J;Q-]|Q,?&)wD?$")
_MOVES = re.compile("(?:^|[:;,J&])D?A(?:E_?)?[RF]b?$")  # "Peru was down 5 percent", "while Chile rose 3 percent"
# "Peru showed strong growth of 5 percent", "while Chile saw a 5 percent drop"
_SHOWS = re.compile("(?:^|[:;,J&])D?A[_HO](?:D?_?[RF+]o|D?_?)$")
_OWN_MOVES = frozenset({"direction-of", "quantity-direction"})


def named_together(signs: Sequence[Sign], parts: Sequence[Phrase], before: bool) -> bool:
    """Whether counterparts have been spoken of together, so that what follows tells them apart: "to its main markets",
    "by market", "to Asia"; `before` tells whether they had been before the sentence."""
    own = [part for part in parts if part.metric in TWO_SIDED and part.kind != "verb" and not part.echo]
    if not own:
        return before
    if any(area.form in _MANY for area in own[-1].partners):
        return True
    return _says_many(signs)


def _says_many(signs: Sequence[Sign]) -> bool:
    """Whether a sentence has a preposition before a plural word for counterparts, or "by market"."""
    if _plurals().isdisjoint([sign.low for sign in signs]):
        return False  # as most often
    for at, sign in enumerate(signs):
        if sign.symbol not in _TOWARDS:
            continue
        if sign.symbol == "BY" and len(signs) > at + 1 and signs[at + 1].low in items.roles_of("markets one by one"):
            return True
        for after in signs[at + 1 : at + 1 + REACH]:
            if after.low in items.roles_of("many markets"):
                return True
            if after.symbol in _ENDS or after.low in items.roles_of("all 2"):
                break
    return False


@cache
def _plurals() -> frozenset[str]:
    """The words for counterparts spoken of together."""
    return items.roles_of("many markets") | items.roles_of("markets one by one")


def member(scene: Scene, draft: Draft, phrase: Phrase) -> str:
    """The code of the economy whose own figure it is beside that of others, or of a group that it belongs to, or ""."""
    index = _place(scene, draft, phrase)
    if index < 0 and phrase.metric not in TWO_SIDED:
        index = _at_home(scene, draft, phrase)
    if index < 0:
        return ""
    code = scene.chart.area(index).code
    return code if phrase.metric not in TWO_SIDED or _belongs(scene, draft, phrase, code) else ""


def market(scene: Scene, draft: Draft, phrase: Phrase) -> int:
    """The unit of the counterpart that a clause gives its own figure, or -1."""
    index = _place(scene, draft, phrase)
    if index < 0 or phrase.metric not in TWO_SIDED:
        return -1
    code = scene.chart.area(index).code
    own = (_whose(scene, draft, phrase), scene.context.economy)
    return -1 if code in own or _belongs(scene, draft, phrase, code) else index


def _whose(scene: Scene, draft: Draft, phrase: Phrase) -> str:
    """The code of the economy whose metric a phrase says it is, else of the passage and the article."""
    if phrase.reporters and phrase.reporters[0].code:
        return phrase.reporters[0].code
    return (draft.carried and scene.state.reporter) or scene.context.economy


def _belongs(scene: Scene, draft: Draft, phrase: Phrase, code: str) -> bool:
    """Whether an economy is one of the group whose metric a phrase says it is."""
    whole = _whose(scene, draft, phrase)
    return whole == "WLD" or code in gazetteer().members.get(whole, ())


def is_told_apart(scene: Scene, draft: Draft) -> bool:
    """Whether a clause without a metric of its own is about one of the counterparts spoken of together."""
    return scene.state.markets and _fronted(scene, draft, scene.chart.segment(draft.at)) >= 0


def _place(scene: Scene, draft: Draft, phrase: Phrase) -> int:
    """The unit of the place that a clause gives its own figure, or -1."""
    at = scene.chart.place(phrase)
    if at > draft.at:
        return -1
    listed = _LISTED.search(scene.clause, max(at, 0), draft.at)
    moved = listed is not None and scene.chart.low(listed.start(2)) in items.roles_of("up or down")
    if listed is not None and moved and not _plurals().isdisjoint(scene.chart.said(max(at, 0), listed.start())):
        return listed.start(1)
    if at < 0:
        seen = _SEEN_IN.search(scene.clause, 0, draft.at)
        if seen is not None:
            return seen.start(1)
        told = draft.construction in _OWN_MOVES and _SHOWS.search(scene.clause, 0, draft.at)
        moves = scene.state.markets or _MOVES.search(scene.clause, 0, draft.at) or told
        return _fronted(scene, draft, scene.chart.segment(draft.at)) if moves else -1
    index = _fronted(scene, draft, at + 1)
    if index < 0:
        return -1
    before = next(scene.earlier(draft), None)
    again = before is not None and before.phrase is phrase and before.at > at
    if _ABSOLUTE.search(scene.clause, 0, index) or phrase.partners and "Q" in scene.clause[at:index]:
        return index
    goes_on = again and any(one.source == APART for one in scene.filled[before.at].taken) if before else False
    return index if goes_on else -1


# "markets include: Peru, up 5 percent; Chile, up 3 percent", "markets where they grew were Peru, by 5 percent"
_LISTED = re.compile("[:;,&jE]D?(A),([RF]_?b?|b)[D_<>~]*$")
_SEEN_IN = re.compile("[RF](?:EH?|H)_?iD?(A),[RF]_?b?[D_<>~]*$")  # "gains were seen in Japan, up 14 percent"
_RANKED = re.compile("A[_D,]{0,3}[wa(][D_<>~.-]*$")  # "followed by Peru with 5 percent"
_THERE = re.compile("(?:^|[,;J&])D?iD?(A),?_?(?:I|E|[RF])[^MNAQ]*$")  # "while in Peru it rose"
_THAT_OF = re.compile("I[ro]D?(A)(?!')[^MNAQ]*$")  # "raised that for Peru to"


def _at_home(scene: Scene, draft: Draft, phrase: Phrase) -> int:
    """The unit of the economy of a figure that no two share, beside one of another: "in Peru it was 5 percent"."""
    if phrase.metric == "industrial_output" and not draft.percent:
        return -1  # tonnes are as often told by where they go
    first = max(scene.chart.place(phrase) + 1, 0)
    for number, told in enumerate((_RANKED, _THERE, _THAT_OF)):
        if number == 0 and draft.construction not in _NEAREST:
            continue
        found = told.search(scene.clause, first, draft.at)
        if found is not None:
            index = found.start(found.re.groups)
            return index if scene.chart.area(index).form in _SUBJECTS else -1
    return -1


def _fronted(scene: Scene, draft: Draft, first: int) -> int:
    """The unit of the nearest place before a figure that is what it is said of, from the unit `first`, or -1."""
    for index in range(draft.at - 1, first - 1, -1):
        if scene.clause[index] in "MN":
            return -1
        if scene.clause[index] != "A":
            continue
        absolute = _ABSOLUTE.search(scene.clause, 0, index)
        if scene.before(index) not in _OPENS and not absolute:
            if draft.construction in _NEAREST:
                return -1  # "followed by Peru (5 percent)"
            continue
        area = scene.chart.area(index)
        if area.form not in _SUBJECTS or not _DOES.match(scene.clause[index : draft.at]):
            return -1
        listed = items.roles_of("former") | items.roles_of("latter")
        return -1 if scene.says(index + 1, draft.at, listed) else index
    return -1
