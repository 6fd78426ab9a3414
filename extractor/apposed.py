"""Goods in front of what they are called: "zinc, Peru's main export, earned", "coffee, the top export earner"."""

from __future__ import annotations

from collections.abc import Sequence

from extractor import items
from extractor.areas import Area
from extractor.nouns import noun_phrase
from extractor.phrases import Phrase
from extractor.signs import Sign

_DESCRIBES = frozenset({"WORD", "THE", "AREA", "POSSESSIVE", "RECORD", "DASH", "OF", "IT", "MORE", "QUANTITY"})
_ASIDES = {"COMMA": "COMMA", "DASH": "DASH", "OPEN": "CLOSE"}  # the marks that open and close an aside
_FLOWS = frozenset({"exports", "imports"})
_AROUND = {("COMMA", "COMMA"), ("OPEN", "CLOSE")}  # also "tea (Kenya's top export) rose"
FAR = 8  # signs from a comma to what the goods before it are called
LONG = 4  # signs of the goods


def joined(signs: Sequence[Sign], phrase: Phrase, found: Sequence[Phrase]) -> bool:
    """Give a phrase that stands in apposition to goods those goods, or its reporter to the flow they hang on.

    Whether the phrase is done with: in "sales of zinc, Peru's main export, rose" all is said of the sales.
    """
    _whose(signs, phrase)
    _of_outlook(signs, phrase)
    _of_goods_before(signs, phrase)
    if _is_branch(signs, phrase, found):
        return True
    called = phrase.form in items.roles_of("called goods")
    if not (called or phrase.form in _FLOWS) or phrase.last >= len(signs):
        return False
    comma, end = phrase.first - 1, phrase.last
    while comma > 0 and signs[comma].symbol in _DESCRIBES and phrase.first - comma < FAR:
        comma -= 1
    if not called and [sign.low for sign in signs[comma + 1 : comma + 3]] != ["one", "of"]:
        return False  # but "one of Peru's top exports"
    end += signs[end].low in items.roles_of("things traded")  # "ships, Korea's top export item, rose"
    if [sign.symbol for sign in signs[end : end + 2]] == ["OF", "AREA"]:
        end += 2  # "garments, the main export item of Bangladesh, rose"
    if end >= len(signs) or comma < 1 or (signs[comma].symbol, signs[end].symbol) not in _AROUND:
        return False
    first, names = _goods(signs, comma)
    if not names:
        return False
    governing = found[-1] if found and first > 0 and signs[first - 1].symbol == "OF" else None
    if governing is not None and names == governing.items:
        governing.reporters = governing.reporters or phrase.reporters
        governing.last = phrase.last
        return True
    if governing is not None:
        phrase.metric = "other"  # "the price of cocoa, Ghana's main export, rose"
        return False
    phrase.metric, phrase.items = "imports" if phrase.form.startswith("import") else "exports", names
    return False


def _is_branch(signs: Sequence[Sign], phrase: Phrase, found: Sequence[Phrase]) -> bool:
    """Give investment the branch that it is in, which is a metric elsewhere: "FDI in Peru's manufacturing sector"."""
    told = found[-1] if found and phrase.form in items.roles_of("need move") else None
    if told is None or told.metric != "fdi" or not any(one.symbol == "IN" for one in signs[told.head : phrase.head]):
        return False
    if not {one.symbol for one in signs[told.last : phrase.first]} <= _DESCRIBES | {"IN"}:
        return False
    told.reporters = told.reporters or phrase.reporters
    told.items, told.last = [phrase.form.partition(" ")[0]], phrase.last
    return True


def is_whose(signs: Sequence[Sign], phrase: Phrase, found: Sequence[Phrase]) -> bool:
    """Make what goods bring in their flow, where one is spoken of: "the main exports were tea, whose sales rose"."""
    if phrase.form not in items.roles_of("what goods bring"):
        return False
    _, names = _antecedent(signs, phrase)
    flow = next((one for one in reversed(found) if one.metric in ("exports", "imports")), None)
    exported = any(sign.low.rpartition(" ")[2] in ("export", "exports") for sign in signs[: phrase.first - 1])
    if not names or flow is None and not exported:
        return False
    phrase.metric, phrase.kind, phrase.items = "exports", "noun", names
    if flow is not None:
        phrase.metric, phrase.reporters, phrase.partners = flow.metric, list(flow.reporters), list(flow.partners)
    return True


def _of_goods_before(signs: Sequence[Sign], phrase: Phrase) -> None:
    """Give exports the goods whose they are and their country: "rivals Indian tea, whose exports rose"."""
    if phrase.reporters or phrase.metric != "exports":
        return
    first, names = _antecedent(signs, phrase)
    area = signs[first - 1].value if first else None
    if names and isinstance(area, Area) and area.form == "adjective":
        phrase.reporters, phrase.items = [area], phrase.items or names


def _whose(signs: Sequence[Sign], phrase: Phrase) -> None:
    """Give a phrase the economy to which its partner is something: "exports to China, Peru's largest market, fell"."""
    first = phrase.last
    opens = signs[first].symbol if first < len(signs) else ""
    owner = opens in _ASIDES and [sign.symbol for sign in signs[first + 1 : first + 3]] == ["AREA", "POSSESSIVE"]
    source = phrase.kind == "weak" and phrase.metric == "exports" and not phrase.partners and phrase.reporters
    if not owner or not (source or phrase.partners and not phrase.reporters):
        return
    if signs[first - 1].value is not (phrase.reporters if source else phrase.partners)[-1]:
        return
    behind = signs[first + 3 : first + 3 + FAR]
    comma = next((at for at, sign in enumerate(behind) if sign.symbol == _ASIDES[opens]), 0)
    called = {word for sign in behind[:comma] for word in sign.low.split()}
    area = signs[first + 1].value
    if source and isinstance(area, Area) and not items.roles_of("sources").isdisjoint(called):
        # "shipments from Brazil, China's biggest supplier, were": China's imports
        phrase.metric, phrase.partners, phrase.reporters = "imports", phrase.reporters, [area]
        phrase.last = first + 3 + comma + 1
        return
    if not source and isinstance(area, Area) and not items.roles_of("counterparts").isdisjoint(called):
        phrase.reporters, phrase.last = [area], first + 3 + comma + 1


def _of_outlook(signs: Sequence[Sign], phrase: Phrase) -> None:
    """Give a flow that an outlook moves to the economy that it is for: "imports for Egypt are cut 2 million tonnes"."""
    behind = signs[phrase.last : phrase.last + 2]
    told = phrase.partners and not phrase.reporters and [one.low for one in behind[:1]] in (["is"], ["are"])
    if not told or behind[-1].low not in items.roles_of("outlook moves"):
        return
    if any(sign.symbol == "FOR" for sign in signs[phrase.head : phrase.last]):
        phrase.reporters, phrase.partners = phrase.partners, []


def _antecedent(signs: Sequence[Sign], phrase: Phrase) -> tuple[int, list[str]]:
    """Where the goods begin whose a phrase is said to be, and their names; no names where "whose" is not before it."""
    relative = phrase.first - 1
    if relative < 2 or signs[relative].low != "whose":
        return 0, []
    return _goods(signs, relative - (signs[relative - 1].symbol == "COMMA"))


def _goods(signs: Sequence[Sign], comma: int) -> tuple[int, list[str]]:
    """Where the goods right before a comma begin, and their names; no names if no table knows them."""
    for first in range(max(0, comma - LONG), comma):
        if signs[first].symbol in ("WORD", "THE"):
            names, places, last = noun_phrase(signs[:comma], first)
            if last == comma and not places and names and all(map(items.is_kind_of, names)):
                return first, names
    return comma, []
