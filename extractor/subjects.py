"""Subjects: the items before a verb as what does it, known by their heads ("canned and frozen tuna made up")."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor import items
from extractor.areas import Area
from extractor.claims import TRADE
from extractor.nouns import known_items, noun_phrase, texts
from extractor.pending import Draft
from extractor.phrases import Phrase
from extractor.scene import Scene
from extractor.signs import Sign


def headed(signs: Sequence[Sign], first: int, end: int) -> list[str]:
    """The items that the signs `first` to `end` name to the last, each with a known head, or nothing."""
    while first < end and signs[first].symbol in ("THE", "EACH", "BULLET", "QUOTE"):
        first += 1
    if first >= end:
        return []
    names, _, last = noun_phrase(signs[:end], first)
    if last != end or not names:
        return []
    told = [_is_headed(name) and " " in name for name in names]
    if len(names) == 2 and told[0] != told[1] and not all(map(_is_headed, names)):
        words = texts([sign for sign in signs[first:end] if sign.symbol in ("WORD", "DASH", "AND")])
        return [items.name(words)]  # "salted and smoked cod", "engine blocks and parts"
    return names if all(map(_is_headed, names)) else []


def _is_headed(name: str) -> bool:
    """Whether an item has a known head, or a head that may be one of things: "breaded fillets"."""
    modifier, _, last = name.rpartition(" ")
    return items.headed(name) or bool(modifier) and not any(last in items.roles_of(role) for role in _HOLDERS)


_HOLDERS = ("places", "counterparts", "sources", "outlets", "bodies", "folk", "member", "nameless", "sums")
"""Roles of nouns that hold a share as traders, not as what is traded."""


def is_own_part(scene: Scene, area: Area) -> bool:
    """Whether a place is a part of the economy spoken of, not of a counterpart ("Texas took half")."""
    own = {scene.state.reporter, scene.context.economy} - {""}
    return area.form == "part" and (not own or area.code in own)


_WHICH = re.compile(",D?(?:_|M|N)[of]T[^MNJ;TQ]*(?:Q[^MNJ;T]*)?$")


# "cars, which rose", "aircraft, where sales abroad fell", "goods which made up"
_RELATIVE = re.compile("(?:,|(?<=_)(?=TS))T(?:(?:v?[EHRFSX1]|M)[^MNJT;]*)?$")


def _within(scene: Scene, phrase: Phrase, relative: re.Match[str]) -> bool:
    """Whether no metric stands before a relative clause, and none with items in it."""
    place = scene.chart.place(phrase)
    return scene.clause[relative.start() - 1] == "_" and (place < relative.start() or not phrase.items)


def antecedent(scene: Scene, draft: Draft, phrase: Phrase) -> str:
    """The items that a relative stands for: "tea, whose exports rose", "tea, income from which"."""
    place = scene.chart.place(phrase)
    if scene.clause.startswith(",T", place - 2) and scene.chart.low(place - 1) in items.roles_of("relatives"):
        comma = place - 2
    elif (rel := _RELATIVE.search(scene.clause, max(0, draft.at - REACH), draft.at)) and _within(scene, phrase, rel):
        comma = rel.start()
    elif (which := _WHICH.search(scene.clause, max(0, draft.at - REACH), draft.at)) and place <= which.start() + 2:
        comma = which.start()
    else:
        return ""
    before = comma - 1
    if before > 0 and scene.clause[before] == ")":
        before = scene.clause.rfind("(", 0, before) - 1  # "sisal ($30 million), sales of which"
    if before < 0 or scene.clause[before] not in "_kMN":
        return ""
    first = before
    while first > 1 and scene.clause[first - 2 : first] in ("_&", "_,"):
        first -= 2
    return items.join(_closing(scene.chart.signs, scene.chart.units[first].first, scene.chart.units[before].last))


REACH = 24  # units from a comma to the figure that the relative clause after it gives


def _closing(signs: Sequence[Sign], first: int, end: int) -> list[str]:
    """The longest run of known items that ends at the sign `end` (exclusive)."""
    for index in range(first, end):
        if signs[index].symbol == "WORD":
            names, _, last = noun_phrase(signs[:end], index)
            if last == end and names and all(map(items.is_kind_of, names)):
                return names
    return []


_IN = re.compile("(?:(?:wD?[AI])?(?:i?P)?)[in]D?(_(?:&_)?)")


def acted_on(scene: Scene, phrase: Phrase) -> list[str]:
    """The items that are the subject of a passive verb of trade: "gold was sold abroad for $3 billion"."""
    at = scene.chart.place(phrase)
    if phrase.kind != "verb" or at < 1 or scene.clause[at - 1] != "E":
        return []
    return _closing(
        scene.chart.signs, scene.chart.units[scene.chart.segment(at)].first, scene.chart.units[at - 1].first
    )


def in_what(scene: Scene, draft: Draft, phrase: Phrase) -> list[str]:
    """What a balance is in, behind the counterpart: "a deficit of $5 billion with China in batteries"."""
    found = _IN.match(scene.clause, draft.at + 1) if phrase.metric.startswith("trade_") else None
    if found is None:
        return []
    first, last = scene.chart.units[found.start(1)].first, scene.chart.units[found.end(1) - 1].last
    if scene.context.services and scene.chart.lows[first:last] == ["goods"]:
        return ["goods"]  # "a deficit of $5 billion on goods and a surplus on services"
    return headed(scene.chart.signs, first, last)


_BACK = re.compile("(?:^|[,;J&*])(?:D([_d])|(I))(?![_d])[^QMN;J]{0,12}$")


def counted_off(scene: Scene, draft: Draft) -> str:
    """The item of the list in the sentence before that a clause counts off: "the first earned", "the latter fell"."""
    start = max(0, scene.chart.segment(draft.at) - 1, draft.at - REACH)
    found = _BACK.search(scene.clause, start, draft.at) if draft.carried or draft.measure == "share" else None
    if found is None:
        return ""
    unit = scene.chart.units[found.start(1) if found[1] else found.start(2)]
    word = " ".join(texts(scene.chart.signs[unit.first : unit.last]))
    place = next((at for at in range(1, PLACES + 1) if word in items.roles_of(f"at {at}")), 0)
    names = _last_list(scene.state.signs) if place else []
    return names[place - 1] if place <= len(names) and place else ""


def pointed(scene: Scene, name: str) -> str:
    """An item, or where it only points at the one spoken of before ("the metal"), that one."""
    if name not in items.roles_of("kinds") or not scene.chart.signs:
        return name
    signs = scene.chart.signs
    points = any(
        one.low == name and before.symbol == "THE" and getattr(after and after.value, "kind", "") != "noun"
        for before, one, after in zip(signs, signs[1:], [*signs[2:], None], strict=False)
    )  # not "its gas output"
    here = [scene.filled[one.at].item for one in scene.done[-1:] if scene.filled[one.at].item]
    spoken = here or [one for one in scene.state.items if one] or list(scene.state.theme)
    return items.join(spoken) if points and spoken else name


def together(scene: Scene, draft: Draft) -> str:
    """The items of the sentence before that are taken together: "The two made up half of exports", or ""."""
    if draft.measure != "share":
        return ""
    start = scene.chart.segment(draft.at)
    words = [
        sign.low for unit in scene.chart.units[start : draft.at] for sign in scene.chart.signs[unit.first : unit.last]
    ]
    size = next((size for size in (2, 3) for word in words[:3] if word in items.roles_of(f"all {size}")), 0)
    if not size or scene.has("A", start, draft.at) or "_,_" in scene.clause[start : draft.at]:
        return ""  # "The three, tea, coffee and sisal, made up": these are told
    names: list[str] = []
    index = 0
    while index < len(scene.state.signs):
        named, _, last = noun_phrase(scene.state.signs, index)
        names.extend(name for name in named if items.known(name) and name not in names)
        index = max(last, index + 1)
    return items.join(names) if len(names) == size else ""


def named_last(signs: Sequence[Sign]) -> list[str]:
    """The items named last in a sentence, whatever is said of them: "bought more pork; imports of the meat"."""
    found: list[str] = []
    index = 0
    while index < len(signs):
        names, _, last = noun_phrase(signs, index) if signs[index].symbol == "WORD" else ([], [], index)
        found = names if names and all(items.known(name) for name in names) else found
        index = max(last, index + 1)
    return found


PLACES = 4  # of a list that words count off


def _last_list(signs: Sequence[Sign]) -> list[str]:
    """The last list of known items in a sentence, in its order."""
    found: list[str] = []
    index = 0
    while index < len(signs):
        names, _, last = noun_phrase(signs, index) if signs[index].symbol == "WORD" else ([], [], index)
        names = [name for name in names if items.singular(name) not in items.roles_of("generic")]
        found = names if len(names) > 1 and any(map(items.known, names)) else found
        index = max(last, index + 1)
    return found


_DOES = re.compile('(?:^|[J,&;:*"]|[,;&]w)D?(_(?:(?:,&?|&|-)D?_)*)(?:v?[RFHX+1]|EV?[RF+]?|v?E)[_DdqyuHRFbat$]*$')


def unlisted(scene: Scene, draft: Draft) -> list[str]:
    """The items that a clause without a metric is about though no table knows them: "blackberries jumped 21 percent".

    They follow on goods, and are plurals or of a kind that the table knows; no name, and nothing that is said of trade
    as a whole ("volumes", "the province").
    """
    start = max(0, scene.chart.segment(draft.at) - 1)
    found = _DOES.search(scene.clause, start, draft.at)
    if found is None or scene.state.metric not in TRADE:
        return []
    first, last = scene.chart.units[found.start(1)].first, scene.chart.units[found.end(1) - 1].last
    signs = scene.chart.signs
    names, _, end = noun_phrase(signs[:last], first)
    if end != last or not names:
        return []
    words = [sign for sign in signs[first:last] if sign.symbol == "WORD"]
    named = any(scene.text[sign.start].isupper() for sign in words if sign is not signs[0])
    told = next((scene.filled[one.at].taken for one in scene.earlier(draft) if one.phrase is draft.phrase), ())
    listed = any(one.field == "item" and one.source == "own clause" for one in told)  # "tara earned 3 and yacon earned"
    goods = bool(scene.state.items)  # after all of a flow "house sales jumped 30 percent" is of something else
    things = listed or goods and (any(map(items.is_kind_of, names)) or _is_plural(words[-1].low))
    return names if things and not named and not any(map(is_no_item, names)) else []


def _is_plural(word: str) -> bool:
    """Whether a word is of many things; what ends as doings do ("bookings", "subscriptions") is of none."""
    doings = tuple(items.roles_of("doing endings"))
    return len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is", *doings))


def is_no_item(name: str) -> bool:
    """Whether a noun is said of trade as a whole, of those who trade, or of something else: "volumes", "analysts"."""
    head = name.rpartition(" ")[2]
    roles = ("no item", "branches", *_HOLDERS, *([] if " " in name else ["generic"]))
    return any(word in items.roles_of(role) for role in roles for word in (head, f"{head}s"))


def of_main_clause(scene: Scene, phrase: Phrase) -> str:
    """The item that the main clause before "with exports reaching ..." is about."""
    for unit in scene.chart.units[: max(scene.chart.place(phrase), 0)]:
        if unit.char == "_":
            names, _, _ = noun_phrase(scene.chart.signs, unit.first)
            if names and items.known(names[0]) and items.kind(items.known(names[0])) != "mode":
                return names[0]
    return ""


def within(scene: Scene, names: Sequence[str]) -> list[str]:
    """The items of exports, with those of which the article's lead speaks by a name of their own ("NODX").

    What that name leaves out ("oil" of "non-oil domestic") is not among them.
    """
    lead = scene.context.lead
    named = lead is not None and lead.metric == "exports" and lead.kind == "noun" and bool(names)
    whole = items.known(lead.form) if lead is not None and named else ""
    words = set(whole.replace("-", " ").split())
    outside = any(name.endswith("re-export") or not words.isdisjoint(name.split()) for name in names)
    return [*names, whole] if whole and not outside and whole not in names else list(names)


_OPENS_OUT = re.compile("^(?:[ri]D?P,?)?U|(?:[J;]|[,&]&)(?:[ri]D?P,?)?U(?=[^QM]*,[^Q]*[MQI]|[D_-]*Q)|[,&]U(?=[D_-]*Q)")
_TRAILS_OUT = re.compile("(?:[D_Ppiyor]|A|tD?Q)*,?U(?=[D_&-]*(?:[,.;)J&]|[ir]D?[Pp]|[pC]|$))")


def excluded(scene: Scene, draft: Draft) -> str:
    """What is said to be left out of a figure: "Excluding oil, the deficit stood at", "rose 3 percent without oil"."""
    if "U" not in scene.clause:
        return ""
    start = 0 if draft.phrase is None else scene.chart.segment(draft.at)
    fronted = [found for found in _OPENS_OUT.finditer(scene.clause, 0, draft.at + 1) if found.end() > start]
    behind = None if fronted else _TRAILS_OUT.match(scene.clause, draft.at + 1)
    found = fronted[-1] if fronted else behind
    if found is None:
        return ""
    names, _, _ = noun_phrase(scene.chart.signs, scene.chart.units[found.end() - 1].last)
    return "excluding " + " and ".join(names) if names else ""


_ADVERBS = frozenset({"up", "down", "higher", "lower", "ahead"})  # of what moved before them
_CAUSES = re.compile("[bntij]D?(_(?:(?:,&?|&)D?_)*),[RF]$|[Q),],?&D?(_),[RF]$")
_OF_ANOTHER = re.compile("[Q),J],?&?oD?(_(?:&_)?)v?(?:[HESRF][_d]?)?[tb]?[Dd]?$")


# "Tea showed a 5 percent rise in exports", "Tea saw the largest rise, of 5 percent, in Kenya's exports"
_SHOWED = re.compile(
    r"_[_&]{0,3}[HO]D?(?:_?Q[_y]{0,3}[RF+]y{0,2}_?|[_d]{0,2}[RF+],?o[<>~]?Q(?:\([^()]*\))?,?)iD?(?:A'?)?M"
)


def moving(scene: Scene, draft: Draft) -> str:
    """The item that a figure is told of in passing: "led by cars, up 3 percent", "of copper 5 percent and of tin 4"."""
    showed = _SHOWED.match(scene.clause) if draft.phrase is not None and not draft.phrase.items else None
    if showed is not None and scene.chart.units[showed.end() - 1].phrase is draft.phrase:
        names = known_items(scene.chart.signs, 0)
        return items.join(names) if names and all(items.known(name) for name in names) else ""
    found = _CAUSES.search(scene.clause, 0, draft.at) if draft.measure in ("growth", "change") else None
    found = found or _OF_ANOTHER.search(scene.clause, 0, draft.at)
    if found is None:
        return ""
    included = scene.clause[found.start()] == "j" and scene.has("RF", 0, found.start())  # "fell, including tin, down"
    if not included and not scene.has("Q", 0, found.start() + 1):
        return ""
    if scene.clause.endswith("M,", 0, found.start()) and scene.chart.low(draft.at - 1) not in _ADVERBS:
        return ""  # "while imports, led by fuel, slid 11 percent"
    unit = found.start(1) if found[1] else found.start(2)
    return items.join(known_items(scene.chart.signs, scene.chart.units[unit].first))


_SUBJECT = re.compile(
    "(?:^|[J,&w;:*j]|_b|Ro)D?(_(?:(?:,&?|&|-)D?_)*|A)"
    "(?:[ft]D?A(?:(?:,|&|,&)D?A)*r?_?$|(?:H|,?w)?D_?[RF]o_?$|X?D_[wa]$|[vEHXS]?[RF]?_?D?A?[bft:($-]?|r_?|,?[wa])$"
)
_ITEM = re.compile("[;:*]D?(_(?:&_)*),$")  # "Exports: copper, $2 billion; gold, $1 billion"
_COLON = re.compile(":(_)$")  # "Exports: copper $2 billion, gold $1 billion"
_BY = re.compile("[&,]b(_)$")
# "Among the exports that fell were tea, down", "The exports hit by the duty were tea, down"
_AMONG_ARE = re.compile("[*J]?(?:e|D(?=M[^EQ]*b[^EQ]*M))[^E;]*ED?(_(?:(?:,&?|&)D?_)*),[RF]$")
_GAPPED = re.compile("[,&]D?(_(?:&_)?),$")  # "tea earned 5 million, and forest products, 3 million"
_IS = re.compile(
    "M_?[+]?(?:iP)?ED?(_(?:(?:,&?|&|-)D?_)*)(?:,?[wa]|[RF]b?)$"
)  # "the largest export was tea, at 5 million"


def named_before(scene: Scene, draft: Draft, phrase: Phrase) -> str:
    """The item that is the subject of a clause that says no metric: "chip exports rose 5 percent, cars 3 percent"."""
    hidden = scene.chart.hidden(draft.at)
    kept = [unit for unit in range(draft.at) if unit not in hidden] if hidden else range(draft.at)
    clause = "".join([scene.clause[unit] for unit in kept]) if hidden else scene.clause[: draft.at]
    found = (
        _ITEM.search(clause)
        or _COLON.search(clause)
        or _BY.search(clause)
        or _SUBJECT.search(clause)
        or _IS.search(clause)
        or _AMONG_ARE.match(clause)
    )
    if found is None and draft.construction == "gapped":
        found = _GAPPED.search(clause)
    if found is None:
        return ""
    unit, end = kept[found.start(1)], kept[found.end(1) - 1]
    said = scene.has("Q", 0, unit) or scene.has("RFHE", max(scene.chart.place(phrase), 0), unit)
    said |= clause[found.start()] == "w" and not {"R", "F"}.isdisjoint(clause[found.end(1) :])  # "with coal rising"
    if clause[found.start()] == "j":  # "what fell included garments, with a drop of", not "goods such as tea rose"
        said = scene.chart.low(kept[found.start()]).startswith("includ") and not clause.endswith("T", 0, found.start())
        if not said:
            return ""
    if not draft.carried and not said and found.re not in (_ITEM, _COLON, _IS):
        return ""
    if scene.clause[unit] == "A":
        area = scene.chart.area(unit)
        return area.item if is_own_part(scene, area) else ""
    first = scene.chart.units[unit].first
    names = known_items(scene.chart.signs, first)
    if found.re is _BY:
        mode = items.known(f"by {' '.join(noun_phrase(scene.chart.signs, first)[0])}")
        return mode if items.kind(mode) == "mode" else ""  # "by sea rose 4 percent and by air 5 percent"
    if (
        not names
        and scene.clause.startswith("eI,")
        and unit == 3
        and not scene.text[scene.chart.signs[first].start].isupper()
    ):
        last = scene.chart.units[end].last
        names = headed(scene.chart.signs, first, last)  # "among these, pumps and valves earned"
    if not names and found.re is _ITEM and unit and draft.construction == "item-colon":
        names = noun_phrase(scene.chart.signs, first)[0]  # "exports: tara, $2 billion; gold, $1 billion"
    if not names and draft.construction in ("listed", "gapped") and draft.like is not None:
        before = scene.filled.get(draft.like.at)  # after an item in a list another stands, known or not
        names = noun_phrase(scene.chart.signs, first)[0] if before is not None and before.item else []
    beside = scene.last(draft) if not names and "&" in clause[found.start(1) : found.end(1)] else None
    if beside is not None and draft.construction == "direction-quantity" and scene.filled[beside.at].item:
        pair = headed(scene.chart.signs, first, scene.chart.units[end].last) or noun_phrase(scene.chart.signs, first)[0]
        known = len(pair) > 1 and not any(map(is_no_item, pair))
        names = pair if known else []  # "exports of cars gained 8 percent and pens and inks added 10"
    return items.join(names)
