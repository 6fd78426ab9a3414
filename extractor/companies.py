"""Companies: capitalised names that do what a verb says or own a metric ("Tesla exported", "Fiat's exports")."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor import items
from extractor.pending import Draft
from extractor.phrases import Phrase
from extractor.scene import Scene
from extractor.signs import Sign

MOST = 9  # names of one list
_BOUNDS = ",J;&OAP"  # what may stand before a subject


_OWNED = re.compile("[,&J;]_'?$")


def own(signs: Sequence[Sign], phrases: Sequence[Phrase], text: str) -> None:
    """Note the company whose a metric is, which is no item of its: "Fiat's exports"."""
    for phrase in phrases:
        if phrase.kind != "verb" and not phrase.items and phrase.last < len(signs) and signs[phrase.last].low == "by":
            phrase.firm = " ".join(_without_form(_opening(signs[phrase.last + 1 :], text)))  # "exports by Fiat"
        if phrase.kind == "verb" or len(phrase.items) != 1 or items.known(phrase.items[0]):
            continue
        end = next((at for at in range(phrase.head, phrase.first, -1) if signs[at].symbol == "POSSESSIVE"), -1)
        name = _capitals(signs[phrase.first : end], text) if end > 0 else []
        if name and len(name) == end - phrase.first and " ".join(name) == phrase.items[0] and _names_firm(name, phrase):
            phrase.firm, phrase.items = " ".join(_without_form(name)), []


def _names_firm(name: Sequence[str], phrase: Phrase) -> bool:
    """Whether capitalised words name a company also where a capital may only open a sentence."""
    return phrase.first > 0 or len(name) > 1 or not (name[0].endswith("s") or name[0] in items.roles_of("bodies"))


def company(scene: Scene, draft: Draft, phrase: Phrase) -> str:
    """The name, in lower case, of the company that does what a verb says or owns a metric, or "" for none.

    Of several that a run of figures tells apart it is the one of the draft ("Skoda and Fiat shipped 41 and 33").
    """
    if phrase.firm:
        return phrase.firm
    unit = scene.chart.place(phrase) - 1
    if phrase.kind != "verb" or unit < 0 or not scene.text:
        return ""
    if phrase.head and scene.chart.signs[phrase.head - 1].symbol == "AREA":
        return ""  # "NAIROBI - Kenya exported"
    if scene.clause[unit] == "," and (aside := scene.clause.rfind(",", 0, unit)) > 0:
        unit = aside - 1  # "Chevron, which lost a terminal in May, shipped"
    if scene.clause[unit] != "_":
        return ""
    name, whole = _name(scene, unit)
    names = [name]
    while whole and unit > 1 and len(names) < MOST and scene.clause[unit - 1] in "&," and scene.clause[unit - 2] == "_":
        other, whole_too = _name(scene, unit - 2)
        if not whole_too or not other:
            break
        names.insert(0, other)
        unit -= 2
    if whole and scene.before(unit) not in ("", *_BOUNDS):
        return ""
    opens = scene.chart.units[unit].first == 0 and whole
    first = names[0]
    if not name or (opens and len(first) == 1 and (first[0].endswith("s") or first[0] in items.roles_of("bodies"))):
        return ""  # "Farmers exported": a capital opens every sentence
    told = [" ".join(one) for one in names if not items.known(" ".join(one))]
    if len(told) > 1:
        run = [one.at for one in scene.drafts if one.phrase is phrase and one.slot != "then" and one.kind == draft.kind]
        if len(run) == len(told) and draft.at in run:
            return told[run.index(draft.at)]
    return items.join(told)


def another(scene: Scene, draft: Draft) -> str:
    """The company named right before a figure in a list that another began: "Audi shipped 900 cars, Fiat 300"."""
    before = scene.last(draft)
    if before is None or not (filled := scene.filled[before.at]).part or before.phrase is not draft.phrase:
        return ""
    if scene.clause[before.at + 1 : draft.at] == "t" or scene.moved_before(draft) is filled:
        return filled.part  # "Fiat's exports rose 4% to 9,100 and Skoda's 7% to 8,300"
    if draft.construction in ("listed", "gapped") and scene.clause[draft.at - 1] == "A":
        area = scene.chart.area(draft.at - 1)
        if area.form == "part" or area.code == filled.reporter:
            return area.item or area.text.lower()  # "Guangdong shipped 20 and Beijing 18"
    if draft.construction not in ("listed", "gapped") or not _OWNED.search(scene.clause, 0, draft.at):
        return ""
    unit = draft.at - 1 - (scene.clause[draft.at - 1] == "'")
    name, whole = _name(scene, unit)
    return " ".join(name) if whole and not items.known(" ".join(name)) else ""


_OWN = re.compile("D?_'[RFEHX]")


def owner(scene: Scene) -> str:
    """The company whose metric a sentence goes on with, after that of another: "Honda's rose 3 percent", or ""."""
    if not scene.state.part or _OWN.match(scene.clause) is None:
        return ""
    name, _ = _name(scene, scene.clause.index("_"))
    return " ".join(name) if not items.known(" ".join(name)) else ""


def kept(scene: Scene, draft: Draft, phrase: Phrase, reporter: str) -> str:
    """The one whose own trade the paragraph spoke of, where a metric goes on with it by no name, or "".

    "Honda's exports fell 3 percent. Exports to Peru rose", "Its exports rose".
    """
    state = scene.state
    goes_on = scene.paragraph == state.paragraph and reporter == state.reporter and phrase.metric == state.metric
    bare = not (phrase.items or phrase.reporters or phrase.pair or phrase.whole) and phrase.kind in ("noun", "weak")
    told = phrase.partners or phrase.owned
    return state.part if goes_on and bare and told and not draft.carried and not scene.has("A", 0, draft.at) else ""


def _name(scene: Scene, unit: int) -> tuple[list[str], bool]:
    """The capitalised words that end a unit, in lower case, without the form of the company; whether they are all."""
    found = scene.chart.units[unit]
    name = _capitals(scene.chart.signs[found.first : found.last], scene.text)
    return _without_form(name), len(name) == found.last - found.first


def _capitals(signs: Sequence[Sign], text: str) -> list[str]:
    """The capitalised words that end a run of signs, in lower case."""
    name: list[str] = []
    for sign in reversed(signs):
        if sign.symbol != "WORD" or not text[sign.start].isupper() or items.roles().get(sign.low) == "stop":
            break
        name.insert(0, sign.low)
    return name


def _opening(signs: Sequence[Sign], text: str) -> list[str]:
    """The capitalised words that begin a run of signs, in lower case."""
    end = 0
    while end < len(signs) and _capitals(signs[end : end + 1], text):
        end += 1
    return _capitals(signs[:end], text)


def _without_form(name: Sequence[str]) -> list[str]:
    """A name without the form of the company: "Nissan Motor Co Ltd"."""
    end = len(name)
    while end > 1 and name[end - 1] in items.roles_of("legal form"):
        end -= 1
    return list(name[:end])
