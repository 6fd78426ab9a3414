"""Places that are called what they are to an economy: "China was Peru's largest market, with exports of $5 billion"."""

from __future__ import annotations

import re
from typing import NamedTuple

from extractor import items
from extractor.areas import Area
from extractor.chart import Chart
from extractor.claims import TRADE
from extractor.pending import Draft
from extractor.phrases import Phrase
from extractor.places import coordinated
from extractor.scene import Scene

_PAST = r"(?:,?(?:L|_|Ro)D?A(?:[,&]{1,2}D?A)*)?"  # "after China and Peru", "ahead of Peru"
_WITH = (
    _PAST + r"(?:iD?P|P,[^,QMNA]*(?=,))?(?:,?w|(?<!A)\()D?[_xVY]{0,2}H?"
    r"(?:Q[k_]?oM,?&|[MN][oa$]?[^QMNJ;]*(?:Q[^QMNJ;A]*)?)?$"
)
_BUYING = r"(?:iD?P)?,S[_Dd]*(?:Q[^QMNJ;A]*)?$"
# "Peru's main market", "the main market"
_WHAT = r"(?:(A)'[_dm>-]*(?:oD?)?M?|[MN]|[_dm>X-]{1,5}[or]D?_{0,2}M|[_dm>-]{1,3}(?=[iDP,]{0,4}wD?M))"
_CALLED = re.compile(rf"(?:^|[,;J&*O]w?|OT)D?(A)(?:v?E|_E|E_)[_D]?{_WHAT}(?:&[_dm>X-]*M)?(?:{_WITH}|{_BUYING})")
_APPOSED = re.compile(rf"(?:^|[,;J&*O]|OT)D?(A),(A)'([_dm>X-]*M?|[_dm>X-]*oD?_){_BUYING}")
_RELIES = re.compile(r"(?:^|[,;J&*O]|OT)D?(A)_?E_?nD?(A)rD?M" + _WITH)
_INVERSE = re.compile(
    rf"(?:^|[,;J&*O]|OT)D?((?:(A)')?(?:M(?=_)|D?)[_dm>X-]{{0,4}}(?:[or]D?(?:(A)|_{{0,2}}))?M?)(?:iD?P|[Pp])?(?:v?E|_E|E_)_?D?(A){_WITH}"
)
_PLACED = re.compile(r"(?:^|[,;J&*O]|OT)D?(A)(?:[H1SE]i?D?|_iD?|)([_d]|_d),?wD?[_x]{0,2}(?:(M)o?)?(?:Q[^QNJ;A]*)?$")
# "Chile led the countries exporting to Peru with imports of", "Chile topped the list of suppliers to Peru with"
_LEADS = re.compile(
    r"(?:^|[,;J&*O]|OT)D?(A)v?(?:E_?|E?[X_]D?(?:_o)?D?)_?M?tD?(A)(?:iD?P|P)?,?wD?(M)[^QMNJ;]*(?:Q[^QMNJ;A]*)?$"
)
# "Chile overtook China as Peru's largest market, with"
_OVERTOOK = re.compile(
    rf"(?:^|[,;J&*O]|P,?)D?(A)v?_?[X_]D?A,?(?:l|tE?)(D?(?:A')?D?[_d-]{{0,5}}(?:oD?)?M)(?:{_WITH}|{_BUYING})"
)
# "Chile topped the list of Peru's export markets with"
_LISTED = re.compile(rf"(?:^|[,;J&*O]|P)D?(A)v?(?:[X_]|Ea)D?_(?:oD?_)?o(D?_?M){_WITH}")
_FOLLOWED = re.compile(r",(_)bD?(A),?wD?(M)[^QMNJ;]*$")  # "followed by Chile with imports of"
REACH = 32  # units before a figure


class Calling(NamedTuple):
    """The codes of a place and of the economy to which it is a market or a source; "" where that is not named."""

    partner: str
    reporter: str
    part: str = ""  # of the economy, whose market it is: "Guangdong's largest market"


def calling(scene: Scene, at: int) -> Calling | None:
    """What the clause of a figure calls its subject, where a figure "with exports of …" follows, or None."""
    if "A" not in scene.clause[:at] or not {"w", "S", "("} & set(scene.clause[:at]):
        return None
    first = max(0, at - REACH, scene.chart.segment(at) - 1)
    found = _CALLED.search(scene.clause, first, at)
    if found is not None:
        whose = scene.chart.area(found.start(2)) if found[2] else None
        owner = scene.code(whose) if whose is not None else None
        told = next((unit for unit in range(found.end(1), at) if scene.clause[unit] in "MN"), -1)
        if owner is None:
            phrase = scene.chart.units[told].phrase
            owner = scene.code(phrase.reporters[0]) if phrase is not None and phrase.reporters else ""
        partner = scene.code(scene.chart.area(found.start(1)))
        called = _says(scene.chart, found.end(1), at)
        part = _part(scene, whose) if whose is not None else ""
        return Calling(partner, owner, part) if called and partner != owner else None
    found = _APPOSED.search(scene.clause, first, at)
    if found is not None:  # "China, Peru's largest market, took"
        partner = coordinated(scene, found.start(1), "")
        whose = scene.chart.area(found.start(2))
        owner = scene.code(whose)
        called = _says(scene.chart, *found.span(3)) and partner != owner
        return Calling(partner, owner, _part(scene, whose)) if called else None
    found = _PLACED.search(scene.clause, first, at)
    told = found is not None and (not found[3] or _is_spoken_of(scene, found.start(3)))
    if found is not None and found[3] and found.end(1) == found.start(2):
        told = told and scene.state.partner not in ("", "WLD")  # "To Africa it sold more. Peru ranked third with"
    if (
        found is not None
        and (told or _says(scene.chart, 0, found.start(1)))
        and scene.says(*found.span(2), items.roles_of("ranks behind"))
    ):
        return Calling(
            scene.code(scene.chart.area(found.start(1))), ""
        )  # "Peru comes second, with", "Among its markets, Peru ranked first with"
    found = _INVERSE.search(scene.clause, first, at)
    if found is not None and _says(scene.chart, *found.span(1)):  # "Peru's largest export market was China, with"
        owner = _owner(scene, found)
        partner = scene.code(scene.chart.area(found.start(4)))
        return Calling(partner, owner) if partner != owner else None
    if found is not None and scene.done and scene.says(*found.span(1), items.roles_of("ranks behind")):
        owner = scene.filled[scene.done[-1].at].reporter  # "and the second was Chile, with"
        return Calling(scene.code(scene.chart.area(found.start(4))), owner)
    found = _OVERTOOK.search(scene.clause, first, at)
    listed = found is not None
    if found is None:
        found = _LISTED.search(scene.clause, first, at)
        listed = found is not None and not items.roles_of("rankings").isdisjoint(
            scene.chart.said(found.end(1), found.start(2))
        )
    if found is not None and listed:
        phrase = scene.chart.units[found.end(2) - 1].phrase
        owner = scene.code(phrase.reporters[0]) if phrase is not None and phrase.reporters else ""
        if not owner and "A" in found[2]:
            owner = scene.code(scene.chart.area(found.start(2) + found[2].index("A")))
        partner = scene.code(scene.chart.area(found.start(1)))
        return Calling(partner, owner) if partner != owner and _says(scene.chart, *found.span(2)) else None
    if (supplier := _supplier(scene, first, at)) is not None:
        return supplier
    found = _RELIES.search(scene.clause, first, at)
    if found is not None and scene.says(found.end(1), found.start(2), items.roles_of("relies")):
        return Calling(scene.code(scene.chart.area(found.start(2))), scene.code(scene.chart.area(found.start(1))))
    return None


_AHEAD = re.compile(r"[,)](?:[,&]{1,2}D?A\(Q\))*(?:,?D?A)?v?(?:E_?|[X_])[^QMNJ;]*(M)")


# "Peru bought 5 tonnes, making it the largest market for exports"
_MAKING, _DEALS = re.compile(r"[^MJ;Q]{0,4}(?:,[RF]b?Q)?,_ID?[^QMNJ;]*(M)"), re.compile("(A)_?S[D_<>~]*$")
_BEHIND = re.compile(r"(?:(A|^_)(?:,[aw]|\()|^w)[D_<>~]*$")


def called_ahead(scene: Scene, draft: Draft) -> Phrase | None:
    """The flow that a place with a figure right behind it is then called a market or source of, or None."""
    making = draft.construction == "share-verb"
    ahead = (_MAKING if making else _AHEAD).match(scene.clause, draft.at + 1)
    behind = (_DEALS if making else _BEHIND).search(scene.clause, 0, draft.at)
    if making and ahead is not None and "making" not in scene.chart.said(draft.at, ahead.end()):
        return None
    if ahead is None or behind is None:
        return None
    ranked = scene.says(ahead.start(), ahead.end(), items.roles_of("ranked counterparts"))
    if not (_says(scene.chart, ahead.start(), ahead.end()) if behind[1] != "_" else ranked):
        return None  # "Tea, at $5 million, was the largest export"
    phrase = scene.chart.units[ahead.start(1)].phrase
    return phrase if phrase is not None and phrase.metric in TRADE else None


def _is_spoken_of(scene: Scene, at: int) -> bool:
    """Whether the passage tells of the metric at a unit as one economy's own: "Its imports rose. Peru came second"."""
    phrase = scene.chart.units[at].phrase
    return phrase is not None and phrase.metric == scene.state.metric and scene.state.reporter not in ("", "WLD")


def _supplier(scene: Scene, first: int, at: int) -> Calling | None:
    """Who leads those that supply an economy, or follows, where imports of it are told, or None."""
    leads = _LEADS.search(scene.clause, first, at)
    if leads is not None:
        said = scene.chart.said(leads.end(1), leads.start(2))
        phrase = scene.chart.units[leads.start(3)].phrase
        brings = phrase is not None and phrase.metric == "imports" and not phrase.reporters
        supplies = not _SUPPLIERS.isdisjoint(said) or _says(scene.chart, leads.end(1), leads.start(2))
        if brings and supplies:
            return Calling(*(scene.code(scene.chart.area(leads.start(n))) for n in (1, 2)))
    follows = _FOLLOWED.search(scene.clause, first, at)
    before = next((one for one in reversed(scene.done) if one.at < at), None) if follows is not None else None
    if follows is None or before is None or "followed" not in scene.chart.said(*follows.span(1)):
        return None
    apart = scene.filled[before.at].partner not in ("", "WLD")
    return Calling(scene.code(scene.chart.area(follows.start(2))), "") if apart else None


_SUPPLIERS = frozenset({"exporting", "shipping", "supplying", "selling"})


def _owner(scene: Scene, found: re.Match[str]) -> str:
    """The code of whose market or source an economy is called, before it; "" where that is not told."""
    if found[2] or found[3]:
        return scene.code(scene.chart.area(found.start(2 if found[2] else 3)))
    at = found[1].find("M")
    phrase = scene.chart.units[found.start(1) + at].phrase if at >= 0 else None
    return scene.code(phrase.reporters[0]) if phrase is not None and phrase.reporters else ""


def _part(scene: Scene, area: Area) -> str:
    """The part of an economy that a place is, or that "the province" points back at, as an item."""
    if area.form == "anaphor":
        return scene.state.part if scene.code(area) == scene.state.reporter else ""
    return area.item if area.form == "part" else ""


def _says(chart: Chart, first: int, last: int) -> bool:
    """Whether the units `first` to `last` name what one economy is to another ("market", "supplier")."""
    said = {
        word
        for unit in chart.units[first:last]
        for sign in chart.signs[unit.first : unit.last]
        for word in sign.low.split()
    }
    return "net" not in said and not items.roles_of("counterparts").isdisjoint(said)  # "a net importer" of itself


def country(scene: Scene, area: Area) -> str:
    """The economy that "the country" means: the article's own; at the front of a sentence only if it was named by then,
    else the one named last."""
    own = scene.context.economy
    before = [code for place, code in scene.context.named if place < area.start]
    called = _called(scene, area)
    if own in called:
        return next((code for code in reversed(before) if code not in called), "")
    opens = scene.chart.signs[0].start == area.start
    return before[-1] if opens and before and own not in before else own


def _called(scene: Scene, area: Area) -> set[str]:
    """The codes of the places that are said to be something to "the country": "China was the country's top market"."""
    signs = scene.chart.signs
    at = next((index for index, sign in enumerate(signs) if sign.value is area), 0)
    linked = at > 1 and at + 1 < len(signs) and signs[at + 1].symbol == "POSSESSIVE"
    at -= signs[at - 1].symbol == "WORD" and signs[at - 1].low in _STILL
    if not linked or signs[at - 1].symbol not in ("BE", "COMMA"):
        return set()
    found: set[str] = set()
    for sign in reversed(signs[: at - 1]):
        if isinstance(sign.value, Area):
            found.add(scene.code(sign.value))
        elif sign.symbol not in ("AND", "COMMA", "THE"):
            break
    return found


_STILL = frozenset({"still", "also", "now"})
