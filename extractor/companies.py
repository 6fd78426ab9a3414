"""Companies: the capitalised name that is the subject of a verb of trade ("Tesla exported 30,000 cars")."""

from __future__ import annotations

from extractor import items
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
    found = scene.chart.units[unit]
    signs = scene.chart.signs[found.first : found.last]
    name: list[str] = []
    for sign in reversed(signs):
        if sign.symbol != "WORD" or not scene.text[sign.start].isupper() or items.roles().get(sign.low) == "stop":
            break
        name.insert(0, sign.low)
    if len(name) == len(signs) and scene.before(unit) not in ("", *_BOUNDS):
        return ""
    opens = found.first == 0 and len(name) == len(signs)
    if not name or (opens and len(name) == 1 and (name[0].endswith("s") or name[0] in items.roles_of("bodies"))):
        return ""  # "Farmers exported": a capital opens every sentence
    return "" if items.known(" ".join(name)) else " ".join(name)
