"""How a figure is measured: by volume, in a currency's terms, adjusted, annualized, as its words or passage say."""

from __future__ import annotations

import re

from extractor import bases, calendars, items, paces
from extractor.claims import TRADE
from extractor.pending import Draft
from extractor.scene import SERIES, Filled, Scene
from extractor.vocabulary import Basis

_OPENING = re.compile("[^QMJ;]{0,8}?u[^QMJ;]{0,12},(?=[^,QMJ;]{0,4}[MI])")  # "Adjusted for seasonal effects, exports"
_VOLUMES = re.compile(r"^\S+ volumes?\b|^(?:export|import) volumes?\b")
_COUNTED = frozenset({"exports", "imports", "industrial_output", "retail_sales"})


def basis(scene: Scene, draft: Draft, filled: Filled) -> str:
    """How a figure is measured: as its phrase, its part of the clause or the opening of the sentence says."""
    found = _own_basis(scene, draft)
    own = any(_is_money(code) for code in found)
    found = found | {code for code in _fronted(scene, draft) if not (own and _is_money(code))}
    if not found:
        found = _shared(scene, draft) or _in_same_terms(scene, draft, filled) or _in_series(scene, draft, filled)
    if _is_called_real(scene, draft):
        found = found | {"real"}
    if (
        _counts_things(scene, draft)
        or _is_of_volume(scene, draft)
        or _is_of_quantity(scene, draft)
        or _goes_on_counting(scene, draft, filled)
    ):
        found = found | {"volume"}
    if paces.is_daily(scene.chart, draft):
        found = found | {"daily"}
    part_of_year = "-" in filled.period and calendars.length(filled.period) == bases.QUARTER
    if draft.measure == "growth" and part_of_year and bases.is_annualized(scene, draft):
        found = found | {"annualized"}
    spanned = filled.base and any(one.field == "base" and one.source == "span" for one in filled.taken)
    if spanned and _is_yearly(scene, draft):
        found = found | {"annualized"}
    if filled.metric in ("cpi", "ppi") and len(filled.period) == len("2018-06"):
        found = found - {"annualized"}  # "at an annual rate of 3.2 percent in May": on the year before
    return ";".join(sorted(found))


def _own_basis(scene: Scene, draft: Draft) -> set[str]:
    """What the phrase of a figure and its part of the clause say."""
    phrase = draft.phrase
    assert phrase is not None
    found = {code for code in phrase.basis if draft.measure == "growth" or code != "volume" and not _is_money(code)}
    text, at = scene.clause, draft.at
    if not found and "u" not in text:
        return found  # as most often
    if text.startswith("bY", at + 1) or "volume" in found and _is_in_money(scene, draft):
        found.discard("volume")  # "14 percent by volume and 7 percent by value"
    first = max(text.rfind(char, 0, at) for char in "QMJ;") + 1
    ends = [place for char in "QMJ;" if (place := text.find(char, at + 1)) > 0]
    near = _bases(scene, draft, first, min(ends, default=len(text)))
    if any(_is_money(code) for code in near):
        found = {code for code in found if not _is_money(code)}  # "in rand terms, but in dollar terms they fell"
    return found | near


def _bases(scene: Scene, draft: Draft, first: int, last: int) -> set[str]:
    """The bases named in the units `first` to `last` (exclusive) that can be those of a figure."""
    found = set()
    for index in range(first, last):
        basis = scene.chart.signs[scene.chart.units[index].first].value
        if scene.clause[index] != "u" or not isinstance(basis, Basis):
            continue
        if scene.clause[index - 1 : index] == "Q" and index - 1 < draft.at:
            continue  # "14 percent by volume and 7 percent": said of the figure before
        if draft.measure == "growth" or not basis.growth_only:
            found.add(basis.code)
    return found


def _fronted(scene: Scene, draft: Draft) -> set[str]:
    """What opens the sentence and so is said of all in it: "In dollar terms, exports rose 2 percent"."""
    opening = _OPENING.match(scene.clause) if "u" in scene.clause else None
    if opening is None or opening.end() > draft.at or ";" in scene.clause[opening.end() : draft.at]:
        return set()
    start = scene.chart.segment(draft.at)
    if start and scene.says(start, draft.at, items.roles_of("in money")):
        return set()  # "In volume terms exports fell, but in value they rose 9 percent"
    return _bases(scene, draft, 0, opening.end())


def _shared(scene: Scene, draft: Draft) -> set[str]:
    """The basis of the figure that one restates, or that it is set beside in the same part of the sentence."""
    start = scene.chart.segment(draft.at)
    before = next((other for other in scene.earlier(draft) if start <= other.at and other.phrase is draft.phrase), None)
    if before is None or draft.percent != before.percent:
        return set()
    return (_own_basis(scene, before) or _shared(scene, before)) & SERIES


def _in_series(scene: Scene, draft: Draft, filled: Filled) -> set[str]:
    """What the paragraph's figures are adjusted for, where this one goes on from them: a level, a rate on the month."""
    state = scene.state
    if not state.series or filled.metric not in TRADE or draft.measure not in ("level", "growth"):
        return set()
    if scene.paragraph != state.paragraph or len(filled.period) != len(state.period):
        return set()
    if draft.measure == "growth" and filled.base != _previous(filled.period):
        return set()
    return set(state.series.split(";"))


def _previous(period: str) -> str:
    """The month or quarter before one, or ""."""
    return calendars.previous(period) if period and "/" not in period else ""


def _is_called_real(scene: Scene, draft: Draft) -> bool:
    """Whether "real" stands before what grows or before the figure: "real exports grew", "(real: +4.4%)"."""
    phrase, lows = draft.phrase, scene.chart.lows
    assert phrase is not None
    if draft.measure != "growth":
        return False
    at = scene.chart.units[draft.at].first
    near = lows[max(phrase.first - 1, 0) : phrase.head + 1] if not draft.carried else []
    before = lows[max(at - 3, 0) : at]
    called = any(word.split(" ")[0] == "real" and word != "real estate" for word in near)
    return called or before[:2] == ["real", ":"] or before[-1:] == ["real"]


def _in_same_terms(scene: Scene, draft: Draft, filled: Filled) -> set[str]:
    """The currency whose terms the growth told of the same is in: "5.9% in dollar terms. They had slipped 1%"."""
    if draft.measure != "growth" or draft.unit != "PCT":
        return set()
    if draft.construction == "gapped" and draft.like is not None:
        return {code for code in _own_basis(scene, draft.like) if _is_money(code)}
    told = scene.state.measured
    if told is None or (filled.metric, filled.item, filled.partner) != told[:3] or scene.paragraph > told.paragraph + 1:
        return set()
    if not filled.period or calendars.length(filled.period) != calendars.length(told.period or filled.period):
        return set()
    return set(told.basis.split(";")) if filled.period != told.period or draft.status != "actual" else set()


def _is_of_volume(scene: Scene, draft: Draft) -> bool:
    """Whether a figure in percent is of a volume: "24% of export volume", "those to Chile rose 9%" of such exports."""
    phrase = draft.phrase
    if phrase is None or draft.measure not in ("growth", "share", "change") or draft.unit not in ("PCT", "PP"):
        return False
    if phrase.echo and draft.measure == "growth":
        return any(_counts_things(scene, other) for other in scene.earlier(draft) if other.phrase is not phrase)
    place = scene.chart.place(phrase)
    if place < 0 or phrase.metric not in ("exports", "imports"):
        return False
    said = " ".join(scene.chart.lows[phrase.head : scene.chart.units[place].last])
    money = any(other.phrase is phrase and other.money for other in scene.drafts)
    return not money and bool(_VOLUMES.search(said))


def _goes_on_counting(scene: Scene, draft: Draft, filled: Filled) -> bool:
    """Whether growth told without an amount is of what the passage has been counting: "1.79 million cars. Sales to"."""
    phrase, spoken, unit = draft.phrase, scene.state.phrase, scene.state.unit
    if draft.measure != "growth" or phrase is None or spoken is None or not unit or _is_money(unit):
        return False
    if any(not other.percent and other.measure == "level" for other in scene.drafts):
        return False
    if scene.says(0, len(scene.clause), items.roles_of("in money")):
        return False
    same = filled.item != "" and filled.item == items.join(scene.state.items)
    return same and filled.metric == spoken.metric and filled.metric in _COUNTED


def _is_money(unit: str) -> bool:
    """Whether a unit is a currency."""
    return len(unit) == 3 and unit.isupper() and unit not in ("TEU", "PCT", "kWh")


def _is_yearly(scene: Scene, draft: Draft) -> bool:
    """Whether "a year" stands behind a figure: "growing by 1.6 percent a year in 2014-2017"."""
    last = scene.chart.units[draft.at].last
    return " ".join(scene.chart.lows[last : last + 2]) in items.roles_of("each year")


def _counts_things(scene: Scene, draft: Draft) -> bool:
    """Whether growth is of a number or weight of things: the level said with it is ("rose 5% to 2 million tonnes")."""
    if draft.measure != "growth":
        return False
    levels = [
        other
        for other in scene.drafts
        if other.phrase is draft.phrase and other.measure == "level" and not other.percent and not other.reason
        if other.quantity.form == "number"
    ]
    if not levels or min(levels, key=lambda other: (other.slot != "now", other.at)).money:
        return False
    return not _is_in_money(scene, draft)


def _is_in_money(scene: Scene, draft: Draft) -> bool:
    """Whether growth is said to be of value, or leads to an amount of money: "and their value 17 percent to"."""
    clause, at = scene.clause, draft.at
    if any(other.money and clause[at + 1 : other.at] in ("t", "tD", "t_") for other in scene.drafts):
        return True
    first = max(clause.rfind(char, 0, at) for char in "QJ;") + 1
    last = next((n for n in range(at + 1, len(clause)) if clause[n] in "QJ;,"), len(clause))
    units, lows = scene.chart.units, scene.chart.lows
    left, right = lows[units[first].first : units[at].first], lows[units[at].last : units[last - 1].last]
    values = items.roles_of("in money")
    goes_on = clause[first - 1 : first] == "Q"  # "4 percent by value and 2 percent"
    here = any(word in values and not (goes_on and left[n - 1] in ("in", "by")) for n, word in enumerate(left))
    return here or any(word in values or word.endswith(" value") for word in right)


def _is_of_quantity(scene: Scene, draft: Draft) -> bool:
    """Whether what grows is called a volume, of a flow: "the volume of exports", "the quantity brought in"."""
    assert draft.phrase is not None
    volumes = items.roles_of("volumes")
    if draft.measure != "growth" or draft.phrase.metric not in _COUNTED or volumes.isdisjoint(scene.chart.lows):
        return False
    if any(other.money and other.phrase is draft.phrase and other.measure == "level" for other in scene.drafts[:1]):
        return False
    if _is_in_money(scene, draft):
        return False
    first = max(scene.clause.rfind(char, 0, draft.at) for char in "QJ;") + 1
    said = scene.chart.lows[scene.chart.units[first].first : scene.chart.units[draft.at].first]
    if draft.carried and _is_money(scene.state.unit):
        volumes = volumes - {"volume", "volumes"}  # of trade, in money
    return any(word in volumes and said[max(n - 1, 0)] not in ("in", "by", "of") for n, word in enumerate(said))
