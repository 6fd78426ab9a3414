"""Who holds a share: the counterpart to which a clause gives a part of a metric, as a market or as a source."""

from __future__ import annotations

import re

from extractor import items
from extractor.pending import Draft
from extractor.phrases import Phrase
from extractor.places import coordinated
from extractor.scene import Scene

_WAYS = {"exports": "tv", "imports": "f"}  # how what trades goes, by the characters of "to", "from", "is to"
_OF_WHICH = re.compile("o[TI]_?DcA_?S[^Q]{0,3}$|o[TI]_?D?A_?S[^Q]{0,3}$")
_GOES = re.compile("o[TI]_?S[_D]*A")
_GROWN = re.compile("(?:o[TI]|o[D_]*M)?E_?([_R])iD?A")
_OVER = re.compile(
    "o[D_A']*M(?:,?i?P,?|,[|][^M]{0,6}Q,)?(?:[_DEH1SiX]{1,6}([tfw])(?:D?_i)?|(v))D?A(?!'|[RFEHS])"
)  # "half of exports goes to mills in Peru", "is to Peru"
_SENT = re.compile("o[D_A']*M(?:i?P)?E_?M")
_RELIES = re.compile("A(?:E_?)?(_)nD?(?:A[&,|]{1,2}D?)*A_?rD?$")
_BEING = re.compile("(?:P|iP)?E_?A(?=[,.;J_&]|$)")
_AGAIN = re.compile("A'(?:[_ERFHXQt]|$)")
_OF = re.compile("Bo[D_]*A(?!')")


# "half of its exports to Asia goes to Peru", "90 percent of investments in Asia are made in Peru"
# "the share of exports to Peru fell to 18 percent, while the Chilean share declined to"
_ANEW = re.compile("A'?B[^QMA;]*(?:Q[^QMA;]*f[^QMA;]*)?$")
_REACHES = re.compile(r"(?:^|[,;J&*O]|P,?)D?(A)v?[HX][D_d]*$")  # "Peru reached a record 5 percent share of"
_TO_MEMBER = re.compile("o[D_c]*M(S|E_i)D?A(?!')")


def holder(scene: Scene, draft: Draft, phrase: Phrase, reporter: str) -> str | None:
    """The place that holds a share, "" for one that is not named, None where none is told.

    "China takes a third of its exports", "the share of China in imports", "China is the source of a third of imports".
    """
    outside = all(area.code.startswith("!") for area in phrase.partners)  # "Peru's share of extra-EU imports"
    to_member = _TO_MEMBER.match(scene.clause, draft.at + 1) if draft.construction == "share-of" else None
    if to_member is not None:
        goes = to_member[1] == "S" or scene.chart.low(to_member.start(1) + 1) in items.roles_of("laid in")
        return coordinated(scene, to_member.end() - 1, reporter) or None if goes else None
    clause, at = scene.clause, scene.chart.place(phrase)
    anew = _ANEW.search(clause, max(at, 0), draft.at) if phrase.partners and draft.measure == "share" else None
    if anew is not None and "Q" in clause[at : anew.start()]:
        return coordinated(scene, anew.start(), reporter) or None
    told = draft.construction == "part-to" or clause.endswith("A'", 0, draft.at)
    carried = draft.carried and told  # "Exports to Peru hit $5 billion. Chile's share was"
    if draft.measure not in ("share", "change") or not (outside or carried) or phrase.pair:
        return None
    before = scene.last(draft)
    own = clause.endswith("A'", 0, draft.at)  # "that of Peru 3 percent and Chile's 2 percent"
    if phrase.echo and phrase.reporters and before is not None and before.measure == "share" and not own:
        return scene.code(phrase.reporters[-1], reporter)  # "China's share was 5 percent, that of Peru 3 percent"
    again = _AGAIN.search(clause, before.at, draft.at) if before is not None and before.measure == "share" else None
    if again is not None and "B" in clause[: before.at if before is not None else 0]:
        return scene.code(scene.chart.area(again.start()), reporter)  # "Peru's share was 40 percent, Chile's 38"
    relies = relied(scene, draft)
    if relies is not None:  # "Peru depends on Chile for a third of its imports"
        return coordinated(scene, relies[1], reporter) or None
    of_which = _OF_WHICH.search(clause[: draft.at])
    if of_which is not None:  # "of which Brazil supplied 90 percent"
        return scene.code(scene.chart.area(clause.index("A", of_which.start())))
    reaches = _REACHES.search(clause, 0, draft.at) if draft.construction == "quantity-part" else None
    if reaches is not None and not (phrase.reporters and phrase.reporters[0].code == "WLD"):
        return coordinated(scene, reaches.start(1), reporter) or None
    part = clause.rfind("B", 0, draft.at)
    if part >= scene.chart.segment(draft.at):
        return _of_part(scene, draft, phrase, part, reporter)
    goes = _GOES.match(clause, draft.at + 1)
    if goes is not None:  # "13 percent of which went to Russia"
        return scene.code(scene.chart.area(goes.end() - 1))
    over = _OVER.match(clause, draft.at + 1) if draft.construction.startswith("share-of") else None
    if over is not None and (over[1] or over[2]) in _WAYS.get(phrase.metric, "w"):
        return coordinated(scene, over.end() - 1, reporter) or None  # "half of exports goes by rail to Peru"
    sent = _SENT.match(clause, draft.at + 1) if draft.construction.startswith("share-of") else None
    if sent is not None and (verb := scene.chart.units[sent.end() - 1].phrase) is not None and verb.partners:
        return ";".join(sorted({scene.code(area, reporter) for area in verb.partners})) or None  # "was shipped to"
    grown = _GROWN.match(clause, draft.at + 1)
    if grown is not None and phrase.metric == "imports" and scene.says(*grown.span(1), items.roles_of("made")):
        return coordinated(scene, grown.end() - 1, reporter) or None  # "a third of them was grown in Peru"
    by_trade = clause.find("SbM", draft.at)
    if by_trade > 0:  # "half the surplus was accounted for by its trade with Japan"
        by = scene.chart.units[by_trade + 2].phrase
        assert by is not None
        return ";".join(sorted(scene.code(area) for area in by.partners))
    if at < draft.at and not draft.carried:
        return None
    sold = _of_goods(scene, draft, phrase)
    if sold not in ("", reporter):
        return sold
    named = _of_verb(scene, draft, phrase, reporter)
    return _of_subject(scene, draft, reporter) if named is None else named


def sharer(scene: Scene, draft: Draft, phrase: Phrase) -> str:
    """The code of who holds a part of the trade of the article's economy, named as its own: "Peru's trade share was
    5 percent" in an article on Chile; or ""."""
    place, home = scene.chart.place(phrase), scene.context.economy
    told = draft.measure == "share" and 0 <= place < draft.at and scene.clause.startswith("B", place + 1)
    if not told or len(phrase.reporters) != 1 or phrase.partners or phrase.metric not in _HELD or not home:
        return ""
    code = scene.code(phrase.reporters[0])
    return code if code not in ("", home, "WLD") else ""


_HELD = frozenset({"trade", "exports", "imports"})


def relied(scene: Scene, draft: Draft) -> tuple[int, int] | None:
    """The units of an economy that depends on another for a figure, and of that other, or None."""
    relies = _RELIES.search(scene.clause, scene.chart.segment(draft.at), draft.at)
    if relies is None or not scene.says(*relies.span(1), items.roles_of("relies")):
        return None
    return relies.start(), scene.clause.rindex("A", relies.start(), draft.at)


def _of_goods(scene: Scene, draft: Draft, phrase: Phrase) -> str:
    """Where the goods come from that make up a part of imports: "Qatari gas made up a tenth of them", or ""."""
    left = scene.clause.rfind("S", 0, draft.at)
    place = left - 3 if scene.clause.endswith("-_", 0, left) else left - 2  # "Chinese-made cars"
    if phrase.metric != "imports" or place < 0 or scene.clause[place] != "A" or scene.clause[left - 1] != "_":
        return ""
    goods = scene.chart.word_before(left - 1)
    known = items.known(items.singular(goods)) or goods in phrase.items or goods in items.roles_of("ones")
    area = scene.chart.area(place)
    return scene.code(area) if area.form == "adjective" and known else ""


def is_holder(scene: Scene, index: int) -> bool:
    """Whether the place at a unit is said to hold a part: "China's share", "the share of China", "the U.S. share"."""
    clause = scene.clause
    return clause.startswith(("'B", "B", "'_B", ",TB", "-TB"), index + 1) or clause[:index].rstrip("D_").endswith("Bo")


def _of_part(scene: Scene, draft: Draft, phrase: Phrase, part: int, reporter: str) -> str | None:
    """The owner of the "share" at a unit."""
    if phrase.reporters and phrase.reporters[0].code == "WLD":
        return None
    of = _OF.match(scene.clause, part)
    if of is not None:
        return coordinated(scene, of.end() - 1, reporter) or None
    for index in range(part - 1, -1, -1):
        if scene.clause[index] in "QM;J":
            break
        if scene.chart.low(index) in items.roles_of("sharers") and is_holder(scene, index):  # "its share"
            before = scene.last(draft)
            if before is not None and before.measure == "share" and scene.filled[before.at].partner not in ("", "WLD"):
                return scene.filled[before.at].partner  # "Peru's share of exports was 5%, its share of imports 3%"
            return scene.context.latest(scene.chart.signs[scene.chart.units[index].first].start, {reporter}) or None
        if scene.clause[index] == "A" and (is_holder(scene, index) or scene.chart.area(index).form != "adjective"):
            return coordinated(scene, index, reporter) or None
    return None


def _of_verb(scene: Scene, draft: Draft, phrase: Phrase, reporter: str) -> str | None:
    """The subject or object of a verb that takes, holds or goes to."""
    clause, at = scene.clause, scene.chart.place(phrase)
    verb = clause.find("S", at)
    being = _BEING.match(clause, at + 1)
    if being is not None:  # "a third of its oil imports is Russian"
        return coordinated(scene, being.end() - 1, reporter) or None
    left = clause.rfind("S", 0, draft.at)
    if clause[max(0, left - 2) : draft.at].lstrip("_,&").startswith("I"):
        return scene.context.latest(draft.quantity.start, {reporter}) or None  # "it bought a third of Peru's exports"
    if left > 0 and clause[:left].rstrip("_")[-1:] == "&":  # "took 61 percent of exports and supplied"
        before = scene.last(draft)
        if before is not None and before.measure == "share":
            return scene.filled[before.at].partner
    if items.roles_of("there").intersection(_words(scene, (at if verb < 0 else verb) + 1)):
        return scene.context.latest(draft.quantity.start, {reporter}) or None  # "a third of its exports goes there"
    ranges = [range(verb + 1, len(clause))] if verb > 0 else []
    if left > 0:
        ranges.append(range(left - 1, -1, -1))
    for indices in ranges:
        for index in indices:
            if clause[index] in "QMJ;":
                break
            if (
                clause[index] != "A"
                or clause[index + 1 : index + 2] == "'"
                or (scene.chart.area(index).form in ("adjective", "part") and not _at_home(scene, index, left, verb))
            ):
                continue
            if index < left and scene.has("_", index, left) and _IN_FRONT.search(clause, 0, index):
                continue  # "In Malawi tobacco accounts for"
            named = coordinated(scene, index, reporter)
            if named:
                return named
    if left == scene.chart.segment(draft.at) and clause[at + 1 : at + 2] == ",":  # "Taking a third of exports, China"
        return _first_subject(scene, at + 2, reporter)
    if left > 0 and any(low in items.roles_of("counterparts") for low in _words(scene, left - 1)):
        return ""  # "the ten largest buyers took"
    return None


_IN_FRONT = re.compile('(?:^|[J;:,"-])(?:r_,?)?iD?$')


def _at_home(scene: Scene, index: int, left: int, verb: int) -> bool:
    """Whether those of a place are where a part goes: "a third of exports went to Chinese mills"."""
    taken = scene.chart.low(index + 1) in items.roles_of("folk") | items.roles_of("places")
    return scene.chart.area(index).form == "adjective" and index > verb > left and taken


def _words(scene: Scene, index: int) -> list[str]:
    """The words of a unit, none outside the sentence."""
    if not 0 <= index < len(scene.chart.units):
        return []
    unit = scene.chart.units[index]
    return scene.chart.lows[unit.first : unit.last]


def _first_subject(scene: Scene, first: int, reporter: str) -> str | None:
    for index in range(first, len(scene.clause)):
        if scene.clause[index] == "A":
            return coordinated(scene, index, reporter) or None
        if scene.clause[index] not in "D_":
            break
    return None


_GOES_ON = re.compile("&[^J;]*$")


def _of_subject(scene: Scene, draft: Draft, reporter: str) -> str | None:
    """The subject of a clause that gives it a part: "China is the source of a third of imports"."""
    if not draft.construction.startswith("share-of"):
        return None
    before = scene.last(draft)
    if before is not None and before.measure == "share" and _GOES_ON.search(scene.clause, before.at, draft.at):
        return scene.filled[before.at].partner or None  # "took a third of its exports and a tenth of its imports"
    for index in range(draft.at - 1, scene.chart.segment(draft.at) - 1, -1):
        if scene.clause[index] in "QM":
            break
        if scene.clause[index] != "A" or scene.before(index) in set("twfonCebir'"):
            continue
        if scene.clause[index + 1] in "'(" or scene.chart.area(index).form in ("adjective", "part"):
            continue
        return coordinated(scene, index, reporter) or None
    return None


_WANTED = re.compile("(?:^|[J,;&DT])[_N]rD?(A)_")


def wanted_of(scene: Scene, phrase: Phrase, metric: str) -> str:
    """Whose goods a sentence says are wanted before imports with no counterpart: "demand for Chinese goods grew, with
    imports up", or ""."""
    if metric != "imports" or phrase.partners or phrase.kind != "noun":
        return ""
    wanted = _WANTED.search(scene.clause, 0, max(scene.chart.place(phrase), 0))
    if wanted is None:
        return ""
    area = scene.chart.area(wanted.start(1))
    said = scene.chart.said(max(wanted.start(), 0), wanted.start(1))
    return scene.code(area) if area.form == "adjective" and not items.roles_of("wants").isdisjoint(said) else ""


_OUTPUT = re.compile("[ko]D?M")


def sold_output(scene: Scene, draft: Draft) -> Phrase | None:
    """What is made, a part of which is sold: "sells half of its tin output to Peru", or None."""
    made = _OUTPUT.match(scene.clause, draft.at + 1) if draft.measure == "share" else None
    output = scene.chart.units[made.end() - 1].phrase if made is not None else None
    return (
        output if output is not draft.phrase and output is not None and output.metric == "industrial_output" else None
    )


_ORIGIN = re.compile("_([ft])D?A(?:(?:,|&|,&)D?A)*v?(?:S[_D]*|r_?)?$")


def origin(scene: Scene, draft: Draft, metric: str) -> str:
    """The place right behind the goods that a part of a flow is of: "maize from Brazil made up 300,000 tonnes"."""
    found = _ORIGIN.search(scene.clause, max(0, draft.at - REACH), draft.at)
    if found is None or metric != {"f": "imports", "t": "exports"}[found[1]]:
        return ""
    last = scene.clause.rfind("A", 0, found.end())
    return ";".join(sorted({scene.code(scene.chart.area(unit)) for unit in scene.coordinated(last)}))


# "5 tonnes of Peruvian tin", "of that, 3 million tonnes was Peruvian"
_OF_THEIRS = re.compile("k?oD?A(?!'|[RFEHS])|(?:oT)?v?EA(?=[&,;.]|$)")
_MORE_OF_THEIRS = re.compile("[m<]D?A(?=_)")  # "5 percent more Peruvian tin"
_GAPPED_THEIRS = re.compile("A(?=[&,;.]|$)")  # "and 2 million Bolivian"


def of_theirs(scene: Scene, draft: Draft, metric: str) -> str:
    """Whose goods an amount of imports is of: "5 tonnes of Peruvian tin and 3 of Bolivian", or ""."""
    if metric != "imports" or draft.measure not in ("level", "growth"):
        return ""
    found = (_OF_THEIRS if draft.measure == "level" else _MORE_OF_THEIRS).match(scene.clause, draft.at + 1)
    if found is None and draft.construction == "of-which" and scene.last(draft) is not None:
        found = _GAPPED_THEIRS.match(scene.clause, draft.at + 1)
    if found is None:
        return ""
    area = scene.chart.area(found.end() - 1)
    return scene.code(area) if area.form == "adjective" else ""


REACH = 24  # units before a figure
_FRONT = re.compile('(?:^|[;J":])[aw][^QAMN,]*$')
_BEHIND = re.compile(",D?A(?!')")


def ranked(scene: Scene, draft: Draft, reporter: str) -> str:
    """The counterpart to which a clause gives its own part of a metric.

    "Peru was the main buyer with 5 tonnes", "the United States alone took garments worth $2bn".
    """
    spanned = _spanned(scene, draft)
    if spanned >= 0:
        return coordinated(scene, spanned, reporter)
    behind = _BEHIND.match(scene.clause, draft.at + 1)
    if draft.construction == "ranked" and behind is not None and _FRONT.search(scene.clause, 0, draft.at):
        return coordinated(scene, behind.end() - 1, reporter)  # "with 5 tonnes, Peru came first"
    start = max([scene.chart.segment(draft.at), *(other.at + 1 for other in scene.drafts if other.at < draft.at)])
    for index in range(draft.at - 1, start - 1, -1):
        if scene.clause[index] == "M":
            return ""
        goods = draft.phrase is not None and draft.phrase.metric == "imports" and scene.clause[index + 1] in "S,"
        if scene.clause[index] == "A" and scene.before(index) not in set("r'" if goods else "rf'"):
            one = scene.chart.area(index).form in ("adjective", "anaphor") and ";" not in scene.chart.area(index).code
            if one and (draft.phrase is None or not _is_theirs(scene, index, draft.phrase.metric)):
                continue  # "foreign firms, most of them Japanese, accounted for"
            if scene.clause.startswith("'", index + 1) and scene.code(scene.chart.area(index)) == reporter:
                continue  # "was the top buyer of Peru's tea, with"
            if scene.clause.startswith("AX", index - 2) and draft.construction == "ranked":
                continue  # "Peru overtook Chile as the third market with": Peru
            taken = draft.construction == "ranked" or _is_counterpart(scene, draft, index)
            taken |= draft.carried and scene.says(index + 1, draft.at, items.roles_of("larger"))
            return coordinated(scene, index, reporter) if taken and ";" not in scene.chart.area(index).code else ""
    return ""


_THEIRS = re.compile("A_{1,3}(?=S)")  # "Brazilian farmers supplied"


def _is_theirs(scene: Scene, index: int, metric: str) -> bool:
    """Whether those of a place who buy what is exported, or sell what is imported, are the subject of a part."""
    theirs = _THEIRS.match(scene.clause, index)
    if theirs is None:
        return False
    buys = scene.chart.low(theirs.end()) in items.roles_of("buys")
    if metric == "imports":
        roles = [] if buys else ["sources", "makers"]
    else:
        roles = ["outlets", "folk", "makers"] if buys else ["outlets"]
    return any(scene.says(index + 1, theirs.end(), items.roles_of(role)) for role in roles)


_TAKES_PART = re.compile("_?S[_DrdY]*")


def _spanned(scene: Scene, draft: Draft) -> int:
    """The place before a relative clause with a figure of its own, where its verb takes a part after that, or -1.

    "China, from which 2 tonnes came, provided half of them".
    """
    clause = scene.clause
    for first, last in scene.chart.asides:
        takes = last <= draft.at and _TAKES_PART.fullmatch(clause, last, draft.at)
        if takes and clause.startswith("A,", first - 1) and "Q" in clause[first:last]:
            return first - 1
    return -1


def _is_counterpart(scene: Scene, draft: Draft, index: int) -> bool:
    """Whether the words between a place and its figure make it a buyer or a seller: "took", "was the main market"."""
    if draft.measure not in ("level", "share", "growth"):
        return False
    if scene.has("S", index, draft.at):
        if re.search("S_?I", scene.clause[index : draft.at]):
            return False  # "agreed to take it to $5 billion"
        return scene.clause[index + 1] != "'" or draft.measure == "level"
    signs = scene.chart.signs[scene.chart.units[index].last : scene.chart.units[draft.at].first]
    return any(sign.low in items.roles_of("counterparts") for sign in signs)
