"""Companies: the capitalised name that is the subject of a verb of trade ("Tesla exported 30,000 cars")."""

from __future__ import annotations

from extractor import items
from extractor.pending import Draft
from extractor.phrases import Phrase
from extractor.scene import Scene

_BOUNDS = ",J;&OA"  # what may stand before a subject


def company(scene: Scene, phrase: Phrase) -> str:
    """The name, in lower case, of the company that does what a verb says, or "" where it names none."""
    unit = scene.chart.place(phrase) - 1
    if phrase.kind != "verb" or unit < 0 or not scene.text:
        return ""
    if scene.clause[unit] == "," and (aside := scene.clause.rfind(",", 0, unit)) > 0:
        unit = aside - 1  # "Chevron, which lost a terminal in May, shipped"
    if scene.clause[unit] != "_":
        return ""
    name, whole = _name(scene, unit)
    if whole and scene.before(unit) not in ("", *_BOUNDS):
        return ""
    opens = scene.chart.units[unit].first == 0 and whole
    if not name or (opens and len(name) == 1 and (name[0].endswith("s") or name[0] in items.roles_of("bodies"))):
        return ""  # "Farmers exported": a capital opens every sentence
    return "" if items.known(" ".join(name)) else " ".join(name)


def another(scene: Scene, draft: Draft) -> str:
    """The company named right before a figure in a list that another began: "Audi shipped 900 cars, Fiat 300"."""
    like = scene.filled.get(draft.like.at) if draft.like is not None else None
    if like is None or not like.part or draft.construction not in ("listed", "gapped"):
        return ""
    unit = draft.at - 1
    if unit < 1 or scene.clause[unit] != "_" or scene.clause[unit - 1] not in ",&J;":
        return ""
    name, whole = _name(scene, unit)
    return " ".join(name) if whole and not items.known(" ".join(name)) else ""


def _name(scene: Scene, unit: int) -> tuple[list[str], bool]:
    """The capitalised words that end a unit, in lower case, without the form of the company; whether they are all."""
    found = scene.chart.units[unit]
    signs = scene.chart.signs[found.first : found.last]
    name: list[str] = []
    for sign in reversed(signs):
        if sign.symbol != "WORD" or not scene.text[sign.start].isupper() or items.roles().get(sign.low) == "stop":
            break
        name.insert(0, sign.low)
    whole = len(name) == len(signs)
    while len(name) > 1 and name[-1] in items.roles_of("legal form"):
        name.pop()  # "Nissan Motor Co Ltd"
    return name, whole
