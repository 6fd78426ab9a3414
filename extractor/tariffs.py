"""Who levies a tariff and on whom, as its clause tells: who imposes it, whose goods face it, on what it is laid."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple

from extractor import duties, items
from extractor.nouns import known_items
from extractor.pending import Draft
from extractor.phrases import Phrase
from extractor.places import coordinated
from extractor.scene import Scene, State, Topic


class Levy(NamedTuple):
    """The codes of who levies a tariff and of whose goods pay it, each "" where the clause does not tell."""

    by: str
    on: str


_AND_ANOTHER = re.compile("[&J]D?A[_vE]")
_ASIDE = frozenset(",-")
FAR = (
    40  # units from a tariff within which its sides are looked for, so that a list of tariffs costs no more than others
)


def levy(scene: Scene, draft: Draft, phrase: Phrase) -> Levy:
    """The two sides of a tariff, from the places of its clause that its phrase does not hold itself."""
    told = by = next((scene.code(area) for area in phrase.reporters), "") or _owner(scene, draft, phrase)
    on = ";".join(sorted({scene.code(area) for area in phrase.partners} - {""}))
    told_for = told_beside(scene, draft)
    on = told_for or on
    at = scene.chart.place(phrase)
    if at < 0:
        owns = _OWNS.match(scene.clause, 0, draft.at)  # "America's average rate was 3 percent"
        whose = scene.code(scene.chart.area(owns.end() - 2)) if owns is not None and not by else by
        theirs = (
            bool(told_for) and not by and scene.state.metric == "tariff_rate" and scene.state.reporter not in ("", on)
        )
        return Levy(scene.state.reporter if theirs else whose, on)  # "Peru's rate", of what others lay on it
    first = min(at, draft.at)
    signs = scene.chart.signs
    begins = max(scene.chart.segment(first), first - FAR)
    opens = signs[scene.chart.units[begins].first].start
    told_before = scene.clause.rfind("Q", begins, first) + 1
    if told_before > begins and _AND_ANOTHER.search(scene.clause, told_before, first):
        begins = told_before  # "Peru was hit with 20 percent, and Chile has been hit with 24"
    since = max(scene.clause.rfind("L", begins, first), scene.clause.rfind("l", begins, first))
    if since > begins and not by:  # "Brazil will retaliate after President X threatened a duty of"
        after = signs[scene.chart.units[since].first].start
        told = by = scene.context.speaker(after, signs[scene.chart.units[first].first].start)
    borne_before, borne_at = _borne(scene, begins, first), _borne(scene, begins, draft.at)
    for index in range(begins, min(len(scene.clause), draft.at + FAR)):
        char = scene.clause[index]
        if char == ";" or (char == "J" and index > first):
            break
        behind = scene.chart.units[index].last
        on_which = scene.clause.startswith(",nT", index + 1)  # "exports, on which a duty of"
        goods = scene.chart.units[index].phrase if char == "M" and index < first else None
        if goods is not None and (on_which or borne_before >= behind):
            owner, buyer = duties.sides(goods)
            on = on or next((scene.code(area) for area in owner), "") or _of_own(scene, goods)
            by = by or next((scene.code(area) for area in buyer), "")
        if char != "A" or ";" in scene.chart.area(index).code:
            continue
        if scene.chart.area(index) in phrase.partners:
            continue  # "hit Peru and Chile with a duty on steel"
        code, before = scene.chart.area(index).code or scene.context.economy, scene.before(index)
        if not code:
            continue
        if index + 2 == draft.at < at and scene.clause[index + 1] == "'":
            by = by or code  # "ahead of America's 36 percent duties"
            continue
        if index < first and scene.clause.startswith(("'A", "'_A"), index + 1):
            continue  # "America's ally South Korea was slapped with"
        if index < first:
            if before == "r" or borne_before >= behind:
                on = on or coordinated(scene, index, "")
            elif before == "b" and (by or scene.context.speaker(opens, scene.chart.area(index).start)):
                continue  # "Mexico, angered by Washington's refusal, laid a duty"
            elif before == "_" and scene.context.speaker(opens, scene.chart.area(index).start):
                continue  # "the European Commission surprised Peru by laying a duty"
            elif before not in set("twfonCi'") and _acts(scene, index) and code not in on:
                by = told or code
                if told and told != code and _answers(scene, begins, first):
                    on = on or code  # "Chile would respond to the duty imposed by Peru"
        elif index < draft.at and before in ("T", "M") and borne_at >= behind:
            on = on or code  # "the duty that Peru's wine faced in Japan was"
        elif before in ("b", "T") and index > at and code != told and _lays(scene, at, index, before):
            on = on or (by if _answers(scene, begins, first) and by != code else "")
            by = told = code  # "Chile will respond to the duty levied by Peru", "that Peru placed on its wine"
        elif before in ("b", "T"):
            by = by or code
        elif before == "C":
            on = on or (code if code != by else "")  # "against Peru"
        elif "n" in scene.clause[first:index] and _ASIDE.isdisjoint(
            scene.clause[scene.clause.rfind("n", first, index) : index]
        ):
            on = on or (code if code != by else "")
        elif before == "i" and scene.chart.area(index).form not in ("part", "seat", "group"):
            by = by or code  # not "agreed in Geneva to cut tariffs"
    by = by or scene.context.speaker(
        opens, signs[scene.chart.units[first].first].start
    )  # "U.S. President X threatened"
    last = max(at, draft.at) + 1
    beside = scene.clause.startswith("b", at + 1)  # "the levy imposed by X will rise to"
    named = at + 1 if beside else scene.clause.find("b", last)
    if not by and named > 0 and (beside or not scene.has(";JQM", last, named)):
        place = scene.chart.units[named].last
        by = scene.context.speaker(signs[place - 1].end, signs[min(place + 3, len(signs) - 1)].start)  # "imposed by X"
    own = scene.context.economy
    if (
        by
        and not on
        and own != by
        and any(sign.low in items.roles_of("bears") for sign in signs[: scene.chart.units[first].first])
    ):
        on = own  # "the industry pays a duty on shrimp entering Japan"
    on = on or (_entering(scene, first) if by else "") or _own_goods(scene, first, max(at, draft.at), by)
    return Levy(by, ";".join(code for code in on.split(";") if code != by))


def _of_own(scene: Scene, goods: Phrase) -> str:
    """The code of whose exports bear a duty where nobody is named with them: "Its exports face a 5 percent duty"."""
    if goods.metric != "exports" or goods.reporters or goods.partners:
        return ""
    said = scene.chart.lows[max(0, goods.first - 1) : goods.head]
    spoken = not items.roles_of("possessors").isdisjoint(said) and scene.paragraph == scene.state.paragraph
    return (scene.state.reporter if spoken else "") or scene.context.economy


def _entering(scene: Scene, last: int) -> str:
    """The code of whose goods a clause on a duty is about: "Peruvian wine enters Japan at a tariff of", or ""."""
    index = scene.clause.find("A", scene.chart.segment(last), last)
    if index < 0 or scene.chart.area(index).form != "adjective" or scene.clause[index + 1] != "_":
        return ""
    after = scene.chart.units[index].last
    return scene.code(scene.chart.area(index)) if known_items(scene.chart.signs, after) else ""


def levier(scene: Scene, draft: Draft, phrase: Phrase) -> str:
    """The code of who levies a tariff that its clause lays on the article's own economy by no one, or "".

    It is where the sentence says that its exports go ("exports to Japan fell as a 5 percent duty took effect"), or who
    was said to levy one before.
    """
    on = _bearers(scene, draft, phrase)
    if on and (again := _again_on(scene, draft, on)):
        return again
    own = scene.context.economy
    if own and not draft.carried and not _names_no_one(phrase, own):
        for _, one in scene.chart.phrases:
            sold = one.metric == "exports" and len(one.partners) == 1 and one.partners[0].form != "part"
            if sold and (not one.reporters or scene.code(one.reporters[0]) == own):
                return scene.code(one.partners[0])
        last = _last(scene)
        if last is not None and last.partner == own:
            return last.reporter
    goes_on = scene.state.metric == "tariff_rate" and scene.paragraph == scene.state.paragraph
    if own and not on:
        return scene.state.reporter if goes_on and not draft.carried and "A" not in scene.clause else ""
    leads = scene.context.leader(draft.quantity.start)
    if leads and leads not in on.split(";"):
        return leads  # "President X wrote to many. Peruvian goods will face a 5 percent duty"
    last = _last(scene) if on else None
    return last.reporter if last is not None and last.reporter not in on.split(";") else ""


def _bearers(scene: Scene, draft: Draft, phrase: Phrase) -> str:
    """The codes of those whose goods bear a tariff, as its clause tells, joined, or ""."""
    told = {scene.code(area) for area in phrase.partners} - {""}
    return ";".join(sorted(told)) or levy(scene, draft, phrase).on


def _again_on(scene: Scene, draft: Draft, on: str) -> str:
    """The code of who was last said to levy a duty on those whose goods bear this one, or ""."""
    bears = set(on.split(";"))
    for other in scene.earlier(draft):
        one = scene.filled[other.at]
        if one.metric == "tariff_rate" and bears & set(one.partner.split(";")):
            return one.reporter
    if scene.state.metric == "tariff_rate" and bears & set(scene.state.partner.split(";")):
        return scene.state.reporter
    duties = (one for one in scene.state.earlier if one.phrase.metric == "tariff_rate")
    return next((one.reporter for one in duties if bears & set(one.partner.split(";"))), "")


def bearer(scene: Scene, draft: Draft, phrase: Phrase, reporter: str) -> str:
    """The code of the article's own economy where another levies a tariff on it that says on no one, or ""."""
    own = scene.context.economy
    if reporter in ("", own) or _names_no_one(phrase, own):
        return ""
    if phrase.partners:
        return own  # "on the country's goods"
    signs = scene.chart.signs
    sold = any(one.metric == "exports" for _, one in scene.chart.phrases)
    last = _last(scene)
    again = last is not None and (last.reporter, last.partner) == (reporter, own)
    borne = any(sign.low in items.roles_of("bears") | items.roles_of("taxed") for sign in signs)
    return own if sold or again and (borne or not phrase.items) else ""


def _names_no_one(phrase: Phrase, own: str) -> bool:
    """Whether a tariff is laid on another than the economy `own`."""
    return any(area.code not in ("", own) for area in phrase.partners)


def _last(scene: Scene) -> Topic | State | None:
    """What the passage spoke of last that was a tariff."""
    if scene.state.metric == "tariff_rate":
        return scene.state
    return next((one for one in scene.state.earlier if one.phrase.metric == "tariff_rate"), None)


def _owner(scene: Scene, draft: Draft, phrase: Phrase) -> str:
    """The code of whose duty it is: a leader's, right before it, or that of the duty before with no place between."""
    signs, first = scene.chart.signs, scene.chart.units[min(scene.chart.place(phrase), draft.at)].first
    owns = next((at for at in range(first - 1, max(first - 3, 0), -1) if signs[at].symbol == "POSSESSIVE"), 0)
    if owns > 1 and (code := scene.context.speaker(signs[owns - 2].end, signs[owns].start)):
        return code  # "after President X's 5 percent duties"
    before = next((one for one in scene.earlier(draft) if one.phrase is not None), None)
    if before is None or before.phrase is None or before.phrase.metric != "tariff_rate":
        return ""
    apart = {"A", "b", "T", ";"}.intersection(scene.clause[before.at : draft.at])
    return "" if apart else scene.filled[before.at].reporter  # "a 5 percent duty on rice on top of a 2 percent one"


def _acts(scene: Scene, index: int) -> bool:
    """Whether the place at a unit can lay a duty: "Peru", "the Peruvian government", not "Peruvian growers"."""
    if scene.chart.area(index).form != "adjective":
        return True
    after = scene.chart.units[index].last
    return after < len(scene.chart.lows) and scene.chart.lows[after] in items.roles_of("levying bodies")


def _lays(scene: Scene, at: int, index: int, before: str) -> bool:
    """Whether the place at unit `index` lays the tariff at unit `at`: "duties levied by Peru", "that Peru placed"."""
    between = scene.clause[at + 1 : index]
    if between == "Mb":
        return scene.chart.low(at + 1) in items.roles_of("laid")  # "duties levied by Peru"
    if scene.chart.units[index].first - scene.chart.units[at].last > NEAR or set(between) & set("Q;JM"):
        return False
    if before == "b":
        ends = scene.chart.units[index].first
        return not items.roles_of("laid").isdisjoint(scene.chart.lows[scene.chart.units[at].first : ends])
    after = scene.chart.units[index].last
    return not items.roles_of("laid").isdisjoint(scene.chart.lows[after : after + 3])


def _answers(scene: Scene, first: int, last: int) -> bool:
    """Whether what stands before a tariff answers it: "will respond to the duty"."""
    return not items.roles_of("answers duties").isdisjoint(scene.chart.said(first, last))


_OWNS = re.compile("[_P,D]*A'")
_FOR_PLACE = re.compile("[rn]D?A(?!['_])")
_AGREED = re.compile("(T?D?A)[_HSxM]")
_ON_EACH = re.compile("nD?(?:_{0,3}fD?A|[AM])")  # "including 5 percent on Thai goods, 3 on goods from Peru"
_EACH = frozenset({"of-which", "gapped", "listed"})
_LISTED = re.compile("[:;]&?D?A(?:[,&]{1,2}D?A)*[,:(]$")  # "tariffs: Peru, 41 percent; Chile and Ghana, 40 percent"
_THEIRS = re.compile("[,&J]w?D?A'[atb][D_<>~]*$")  # "Peru's rate was set at 5 percent, Chile's at 6"
_BRACKETED = re.compile(r"A\((?:fQt)?[fot]?$")


def told_beside(scene: Scene, draft: Draft) -> str:
    """The codes of those a rate is told for, right behind it or before the bracket it stands in, or "".

    "36 percent for Peru", "lower for Peru (from 49 to 36 percent)".
    """
    behind = _FOR_PLACE.match(scene.clause, draft.at + 1)
    if behind is not None:
        return coordinated(scene, behind.end() - 1, "")
    deal = _AGREED.match(scene.clause, draft.at + 1) if draft.slot == "then" else None
    if deal is not None:
        first = scene.chart.units[deal.end(1) - 1].last
        told = items.roles_of("agreed for") | items.roles_of("bears")
        if not told.isdisjoint(scene.chart.lows[first : first + 1]):
            return scene.code(scene.chart.area(deal.end(1) - 1))  # "above the 15 percent the EU negotiated"
    each = _ON_EACH.match(scene.clause, draft.at + 1) if draft.construction in _EACH else None
    if each is not None:
        goods = scene.chart.units[each.end() - 1].phrase
        owners = duties.sides(goods)[0] if goods is not None else [scene.chart.area(each.end() - 1)]
        if goods is not None and goods.echo:
            owners = goods.partners  # "15 percent on goods from Peru, 20 percent on those from Chile"
        if owners and (goods is None or goods.echo or goods.metric in ("exports", "imports")):
            return ";".join(sorted({scene.code(area) for area in owners} - {""}))
    theirs = _THEIRS.search(scene.clause, max(0, draft.at - 8), draft.at)
    if theirs is not None and "Q" in scene.clause[: theirs.start()]:
        return scene.code(scene.chart.area(scene.clause.rindex("A", 0, draft.at)))
    owns = _OWNS.match(scene.clause, 0, draft.at) if draft.carried else None
    if owns is not None and scene.state.metric == "tariff_rate" and not on_all(scene):
        owner = scene.code(scene.chart.area(owns.end() - 2))
        if scene.state.reporter not in ("", owner):
            return owner  # "America laid duties on many. Peru's rate is 5 percent"
    listed = _LISTED.search(scene.clause, max(0, draft.at - 8), draft.at)
    if listed is not None and "M" in scene.clause[: listed.start()]:
        return coordinated(scene, listed.end() - 2, "")
    before = _BRACKETED.search(scene.clause, max(0, draft.at - 8), draft.at)
    if before is not None:
        return scene.code(scene.chart.area(before.start()))
    return _struck_beside(scene, draft.at)


_ALIKE = re.compile("[,&;J]D?(A)w?[D_]{0,2}$")
_RATED_FOR = re.compile("rD?(A)[EH]?[D_]{0,2}$")
_STRUCK = re.compile("(?:^|[,;J&])D?(A)[_vE]{0,3}[H_M]w?[D_]{0,2}$")
_LAYS_TOO = re.compile("[,&;J]D?(A)t?[D_]{0,2}$")


def _struck_beside(scene: Scene, at: int) -> str:
    """The code of whose goods bear the rate at a unit, which stands right behind it, or "": "the rate for Peru is 5
    percent", "Peru was hit with 5 percent, Chile with 10"."""
    start = max(0, at - 9)
    told = _RATED_FOR.search(scene.clause, start, at)
    if told is None and _borne(scene, 0, at) >= 0:
        told = _STRUCK.search(scene.clause, start, at)
        alike = _ALIKE.search(scene.clause, start, at) if "Q" in scene.clause[:at] else None
        told = told or alike
    area = scene.chart.area(told.start(1)) if told is not None else None
    if told is None or area is None or area.form in ("adjective", "part"):
        return ""
    return coordinated(scene, told.start(1), "")


def lays_too(scene: Scene, draft: Draft) -> str:
    """The code of who lays a duty of a figure right behind it, after another who lays one: "Peru charges 6 percent on
    shoes, Chile 5 percent", or ""."""
    told = _LAYS_TOO.search(scene.clause, max(0, draft.at - 5), draft.at)
    on = draft.phrase.partners if draft.phrase is not None else ()  # "duties on Peru, Chile 5 percent"
    if told is None or on or "Q" not in scene.clause[: told.start()] or not _lays_first(scene, told.start()):
        return ""
    area = scene.chart.area(told.start(1))
    return scene.code(area) if area.form in ("name", "abbreviation", "group", "seat") else ""


def _lays_first(scene: Scene, last: int) -> bool:
    """Whether the subject of a sentence, and no other place before a unit, lays or moves a duty."""
    places = [
        index for index in range(last) if scene.clause[index] == "A" and scene.before(index) not in ("", ",", "&")
    ]
    lays = any(sign.low in items.roles_of("lays duties") for sign in scene.chart.signs[: scene.chart.units[last].first])
    return scene.clause.lstrip("D").startswith("A") and not places and lays and _borne(scene, 0, last) < 0


def struck(scene: Scene) -> set[str]:
    """The codes of all those who are told to bear a rate right beside it in a sentence."""
    rates = (draft.at for draft in scene.drafts if draft.percent)
    return {_struck_beside(scene, at) for at in rates} - {""}


NEAR = 6  # signs from a duty to whose goods it is on


def _own_goods(scene: Scene, first: int, last: int, by: str) -> str:
    """The code of the subject before unit `first` whose own goods a duty behind it is on: "agreed to a duty on its
    goods", or ""."""
    behind = pairwise(scene.chart.lows[scene.chart.units[last].first :][:NEAR])
    if not any(one == "on" and other in items.roles_of("possessors") for one, other in behind):
        return ""
    for index in range(scene.chart.segment(first), first):
        if scene.clause[index] == "A" and scene.before(index) in ("", ",", "&", ";", "J"):
            code = scene.code(scene.chart.area(index))
            return code if code != by else ""
    return ""


def _borne(scene: Scene, first: int, last: int) -> int:
    """The sign of the last verb between two units which says that what stands before it is taxed, or -1.

    So do "faces" and "is subject to".
    """
    start, end = scene.chart.units[first].first, scene.chart.units[last].first
    lows = scene.chart.lows[start:end]
    borne, struck = items.roles_of("bears"), items.roles_of("struck with")
    for at in range(len(lows) - 1, -1, -1):
        if lows[at] in borne and lows[at + 1 : at + 2] != ["back"]:  # not "hit back with"
            return start + at
        if scene.chart.signs[start + at].symbol == "BE" and not struck.isdisjoint(lows[at + 1 : at + 3]):
            return start + at  # "were slapped with", "are now charged"
    return -1


def on_all(scene: Scene) -> bool:
    """Whether a sentence on a duty says that it is laid on everyone's goods ("an average tariff of")."""
    return not items.roles_of("everyone").isdisjoint(scene.chart.lows)
