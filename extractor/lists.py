"""Lists: each quantity its own part ("cars and ships rose 5 and 6 percent"), each part a claim ("9 percent each")."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from extractor import items
from extractor.chart import Chart
from extractor.nouns import noun_phrase, texts
from extractor.pending import Draft
from extractor.phrases import Phrase
from extractor.scene import Scene
from extractor.signs import Sign, shows

_RESTATED = re.compile(r"^\(D?Q\)")
_EACH_MOVED = re.compile("^[RF+]")
_PAIR = re.compile("QtD?_?Q")
_NEXT_PAIR = re.compile(",?&?,?D?_?b?[<>~]?")
_JOINT = re.compile("[,&Dbto_]{1,4}")
_MOVED = re.compile("M[_vE]{0,3}[RF]_?b?D?_?$")
_ONE_BY_ONE = re.compile("Q&D?_?")  # "exports and imports rose by 2 and 3 percent"
_MOVES_OF = re.compile("[RF]oD?_?$")
_BEHIND = re.compile("Q,?K,?i(?P<row>D?A(?:[,&D]{1,3}A)+)")  # "2 and 3 percent respectively in Peru and Chile"
_EACH_TO = re.compile("k?c[tf]D?A(?:[,&]{1,2}D?A)+")
_ALONE = frozenset({"gdp", "cpi", "ppi", "pmi", "industrial_output", "retail_sales", "fx_reserves"})
_GROWTH = frozenset({"p", "m", "f"})  # "rose 2.5 times, 50 percent and by a fifth, respectively"
_IN_BRACKET = re.compile(r"\([RF.]_?$")
_MOVE_IN_BRACKET = re.compile(r"\(QD?_?[RF]\)")  # "yarns (22 percent decline)"


def distribute(scene: Scene, drafts: Sequence[Draft]) -> None:
    """Give each draft of a list its own metric, partner or item, and note what "each" and "both" spread."""
    chart = scene.chart
    for draft in drafts:
        if draft.reason:
            continue
        told = _MOVE_IN_BRACKET.match(chart.text, max(0, draft.at - 1)) is not None
        if told or draft.construction == "bracketed" or _IN_BRACKET.search(chart.text, max(0, draft.at - 3), draft.at):
            draft.items = _bracketed(chart.signs, chart.units[draft.at].first)
            called = chart.word_before(chart.bracketed(draft.at))
            if called in items.roles_of("counterparts") or called == "place":
                draft.construction, draft.items = "ranked", []  # "Peru was the top supplier ($5 million)"
                continue
            if not draft.percent and draft.items and not all(map(items.headed, draft.items)):
                draft.reason = "an amount in brackets after no item of trade"
                continue
        _spread(scene, draft)
    _in_pairs(scene, drafts)
    run: list[Draft] = []
    for one in [*drafts, None]:
        if one is not None and one.construction == "restated" and chart.text.startswith(")", one.at + 1):
            continue  # "to $5 million (€4 million) and $3 million (€2 million) in June and July respectively"
        if one is not None and (not run or _goes_on(chart.text, run[-1], one)):
            run.append(one)
            continue
        if len(run) > 1 and not any(member.reason for member in run):
            _share_more(chart, run)
            if not _set_against_each(chart, run, drafts):
                _share_out(chart, run)
            if not any(map(_is_told_apart, run)) and len({id(member.phrase) for member in run}) == 1:
                for index, member in enumerate(run):
                    member.turn = index, len(run)
        run = [one] if one is not None else []


def _in_pairs(scene: Scene, drafts: Sequence[Draft]) -> None:
    """Give moves and the levels they lead to, told two by two, a part each: "tea and tin exports rose by 45 percent to
    $3 million and 11 percent to $2 million respectively"."""
    told = [one for one in drafts if not one.reason]
    moves = [one for one, after in pairwise(told) if _PAIR.fullmatch(scene.clause, one.at, after.at + 1)]
    levels = [after for one, after in pairwise(told) if one in moves]
    between = [scene.clause[level.at + 1 : move.at] for level, move in zip(levels, moves[1:], strict=False)]
    if len(moves) < 2 or "K" not in scene.clause or not all(map(_NEXT_PAIR.fullmatch, between)):
        return
    if any(_is_told_apart(one) for one in moves) or len({id(one.phrase) for one in moves}) != 1:
        return
    _share_out(scene.chart, moves)
    for index, (move, level) in enumerate(zip(moves, levels, strict=True)):
        level.items, level.partner, level.metric = list(move.items), move.partner, move.metric
        level.phrase = move.phrase
        if not _is_told_apart(move):
            move.turn = level.turn = index, len(moves)


def _is_told_apart(draft: Draft) -> bool:
    """Whether a list has given a draft a part of its own."""
    return bool(draft.items or draft.partner or draft.reporter or draft.metric)


def _set_against_each(chart: Chart, run: Sequence[Draft], drafts: Sequence[Draft]) -> bool:
    """Give figures of an earlier time, or moves told in turn, the metrics of as many figures before them.

    "Exports rose 3, imports 4, against 2 and 1"; "exports came to 5 million, imports to 4 million, growing 3 and 2
    percent respectively".
    """
    timed = set("Pp") & set(chart.text[run[0].at : run[-1].at])  # "from 3 million in April and 2 million a year before"
    new = [one for one in drafts if one.at < run[0].at][-len(run) :]
    moved = bool(new) and "K" in chart.text and run[0].percent and "M" not in chart.text[new[-1].at : run[0].at]
    if run[0].slot != "then" and not moved or timed:
        return False
    apart = len({id(one.phrase) for one in new}) == len(run)
    if moved and not apart and all(one.items for one in new):
        apart = len({tuple(one.items) for one in new}) == len(run)  # "with tea reaching 5 million and coffee 4 million"
    if not apart or any(one.slot != "now" or one.reason for one in new):
        return False
    if not moved and any(one.kind != run[0].kind for one in new):
        return False
    for draft, one in zip(run, new, strict=True):
        draft.phrase, draft.like, draft.metric, draft.items = one.phrase, None, one.metric, list(one.items)
    return True


def _share_more(chart: Chart, run: Sequence[Draft]) -> None:
    """Give the figures of a run the "more" said after its last one: "took 7 and 12 percent more, respectively"."""
    last = run[-1]
    if "K" not in chart.text or last.construction != "quantity-direction":
        return
    for draft in run[:-1]:
        if draft.construction in ("share-verb", "listed"):
            draft.construction, draft.measure, draft.direction = last.construction, last.measure, last.direction


def _goes_on(text: str, before: Draft, draft: Draft) -> bool:
    """Whether two quantities stand in one list: a comma or "and" between them, and figures of one kind."""
    between = _RESTATED.sub("", text[before.at + 1 : draft.at])
    if before.construction == "restated" and draft.construction == "direction-to":
        return False  # "fell by 11 percent, or $3 million, to $20 million"
    if "K" in text:
        between = _EACH_MOVED.sub("", between)  # "with a 2 percent fall and 3 percent growth respectively"
    joined = "," in between or "&" in between
    alike = before.kind == draft.kind or "K" in text and {before.kind, draft.kind} <= _GROWTH
    return joined and alike and bool(_JOINT.fullmatch(between))


def _spread(scene: Scene, draft: Draft) -> None:
    """Note the parts that "each" or "both" gives a quantity to one by one."""
    chart, phrase = scene.chart, draft.phrase
    assert phrase is not None
    if draft.carried and chart.text.startswith("c", chart.segment(draft.at)):
        _spread_over_spoken(scene, draft, phrase)
        return
    behind = _EACH_TO.match(chart.text, draft.at + 1)
    if behind is not None:  # "5 million tonnes each to Peru and Chile"
        row = [chart.area(at).code for at in range(*behind.span()) if chart.text[at] == "A"]
        draft.spread = ("partner", tuple(dict.fromkeys(row))) if all(row) else draft.spread
        return
    place = chart.place(phrase)
    start = draft.at if place < 0 else min(place, draft.at)
    near = chart.text[max(0, start - 1) : draft.at + 3]
    inside = chart.signs[chart.units[place].first : chart.units[place].last] if place >= 0 and draft.percent else ()
    if "c" not in near and not shows(inside, "EACH"):
        return
    partners = tuple(dict.fromkeys(area.code for area in phrase.partners))
    if any(code.startswith("!") for code in partners):
        return  # "to both the EU and the rest of the world"
    if len(partners) > 1 and all(partners):
        draft.spread = ("partner", partners)
    elif len(phrase.parts()) > 1:
        draft.spread = ("item", tuple(dict.fromkeys(phrase.parts())))
    elif len(phrase.items) > 1:
        draft.spread = ("item", tuple(dict.fromkeys(phrase.items)))
    elif phrase.sides:
        draft.spread = ("metric", phrase.sides)


def _spread_over_spoken(scene: Scene, draft: Draft, phrase: Phrase) -> None:
    """Note the two flows or goods that the sentence before spoke of: "Exports dipped, and imports. Both fell 5%"."""
    flows = dict.fromkeys(one.metric for one in scene.spoken[:2])
    if phrase.sides:
        draft.spread = ("metric", phrase.sides)
    elif flows.keys() == {"exports", "imports"}:
        draft.spread = ("metric", tuple(flows)[::-1])
    elif len(scene.state.items) > 1:
        draft.spread = ("item", tuple(scene.state.items))


def _share_out(chart: Chart, run: Sequence[Draft]) -> None:
    """Give the quantities of a run the parts of a list as long: metrics, partners or items."""
    size, phrase, first = len(run), run[0].phrase, run[0].at
    assert phrase is not None
    told = "K" in chart.text or _moves_each(chart, run)
    parts = phrase.parts()
    moved = not told and _MOVED.search(chart.text, 0, first) and _ONE_BY_ONE.fullmatch(chart.text, first, run[-1].at)
    if (told or moved) and len(phrase.sides) == size and len(parts) != size and len(phrase.partners) != size:
        for draft, metric in zip(run, phrase.sides, strict=True):
            draft.metric, draft.spread = metric, ("", ())
        return
    own = [(index, one) for index, one in chart.phrases if index < first and one.metric != "other"]
    if moved and len(own) == size and len(parts) != size and _is_list(chart.text[own[0][0] : own[-1][0]], "M"):
        for draft, (_, one) in zip(run, own, strict=True):
            draft.phrase, draft.like = one, None  # "Output and retail sales grew 6 and 3 percent"
        return
    if told and (flows := _flows(chart, first, size)):
        for draft, (one, metric) in zip(run, flows, strict=True):
            draft.phrase, draft.like, draft.metric = one, None, metric
        return
    if told and (codes := _economies(chart, run, phrase)):
        for draft, code in zip(run, codes, strict=True):
            draft.reporter = code
        return
    if len(parts) == size:
        for draft, name in zip(run, parts, strict=True):
            draft.items = [*phrase.items, name]
        return
    if len(phrase.items) == size:
        for draft, name in zip(run, phrase.items, strict=True):
            draft.items = [name]
        return
    partners = [area.code for area in phrase.partners]
    timed = "P" in chart.text[first : run[-1].at]  # "5 percent in May and 3 percent in June"
    bare = not set(chart.text[first : run[-1].at]) - set(",&Q")
    # "the EU and Japan followed with 3 and 2 billion", "the EU and Japan had shares of 3 and 2 percent"
    both = run[0].construction == "gapped" and chart.text.startswith("r", first - 1)  # "the EU and Japan for 3 and 2"
    ranked = bare and (both or run[0].construction in ("ranked", "share-verb", "part-to"))
    if not told and not ranked and (len(partners) != size or not all(partners) or timed):
        return
    heads = [(index, one) for index, one in chart.phrases if index < first and one.metric != "other"][-size:]
    heads = heads if told else []
    pronoun = len(heads) == size and "I" in chart.text[heads[-1][0] : first]  # "exports and imports; they rose"
    if len(heads) == size and (pronoun or _is_list(chart.text[heads[0][0] : heads[-1][0]], "M")):
        for draft, (_, one) in zip(run, heads, strict=True):
            draft.phrase, draft.like = one, None
        return
    if len(partners) != size:
        partners = [chart.area(index).code for index in _row(chart.text, first, size)]
    if len(partners) == size and all(partners):
        for draft, code in zip(run, partners, strict=True):
            draft.partner = code
        return
    if phrase.metric == "freight_trains":
        return  # "made 700 trips and carried 9,000 boxes, up 2 and 3 percent respectively"
    for draft, name in zip(run, _list_before(chart.signs, chart.units[first].first, size), strict=False):
        draft.items = [name]


def _moves_each(chart: Chart, run: Sequence[Draft]) -> bool:
    """Whether moves in the plural give each of a list its own: "Peru and Chile posted rises of 5 and 7 percent"."""
    move = _MOVES_OF.search(chart.text, 0, run[0].at)
    bare = not set(chart.text[run[0].at : run[-1].at]) - set(",&QD_")
    return move is not None and bare and chart.low(move.start()) in items.roles_of("moves of several")


def _economies(chart: Chart, run: Sequence[Draft], phrase: Phrase) -> list[str]:
    """The economies that a run gives a figure each, or nothing: of the metric, behind the run, or in a row before it.

    "GDP in Peru and Chile grew by 2 and 3 percent respectively", "inflation was 2 and 3 percent respectively in them".
    """
    size = len(run)
    codes = [area.code for area in phrase.reporters]
    if len(codes) != size or not all(codes):
        behind = _BEHIND.match(chart.text, run[-1].at)
        row = [index for index in range(*behind.span("row")) if chart.text[index] == "A"] if behind else []
        alone = phrase.metric in _ALONE and len(phrase.items) != size
        row = row or (_row(chart.text, run[0].at, size) if alone else [])
        codes = [chart.area(index).code for index in row]
    return codes if len(codes) == size and all(codes) and len(set(codes)) == size else []


def _row(text: str, first: int, size: int) -> list[int]:
    """The last row of just so many places before a unit: "A, B and C were its top markets, with 5, 4 and 3 million"."""
    places = [index for index in range(first) if text[index] == "A"]
    for end in range(len(places), size - 1, -1):
        row = places[end - size : end]
        longer = end > size and _is_list(text[places[end - size - 1] : row[0]], "A")
        if not longer and _is_list(text[row[0] : row[-1]], "A"):
            return row
    return []


def _flows(chart: Chart, first: int, size: int) -> list[tuple[Phrase, str]]:
    """The metrics that a sentence lists before the unit `first`, the sides of one each by itself, if they are `size`.

    "Trade, exports and imports fell by 3, 4 and 2 percent respectively."
    """
    heads = [(index, one) for index, one in chart.phrases if index < first and one.metric != "other"]
    told: list[tuple[Phrase, str]] = []
    places: list[int] = []
    for index, one in reversed(heads):
        told = [(one, side) for side in one.sides or ("",)] + told
        places.append(index)
        if len(told) >= size:
            break
    listed = len(places) > 1 and len(told) == size and any(one.sides for one, _ in told)
    return told if listed and _is_list(chart.text[places[-1] : places[0]], "M") else []


def _is_list(between: str, char: str) -> bool:
    return not set(between) - set(f"{char},&D_")


def _bracketed(signs: Sequence[Sign], end: int) -> list[str]:
    """The items that a bracket with the quantity at the sign `end` is said of: "rubber products (+36.2%)"."""
    while end > 0 and signs[end].symbol != "OPEN":
        end -= 1
    first = end - (end > 0 and signs[end - 1].symbol == "WORD")  # also a noun that could be a verb: "disk drives (+5%)"
    while first > 0 and _names(signs[first - 1]):
        first -= 1
    names: list[str] = []
    part: list[Sign] = []
    out = next((at for at in range(first, end) if signs[at].symbol == "EXCLUDE"), end)
    if out < end:  # "gems and jewellery excluding gold (+13.5%)"
        names += [f"excluding {name}" for name in noun_phrase(signs[:end], out + 1)[0]]
    for sign in [*signs[first:out], None]:
        if sign is None or sign.symbol in ("COMMA", "AND"):
            led = items.roles_of("partly") | items.roles_of("superlatives")  # "materials (+7%), mostly iron ore (+25%)"
            told = part[1:] if len(part) > 1 and part[0].low in led else part
            words = texts(told)
            bare = len(words) == 1 and words[0] in items.roles_of("goods meant")  # "bought the most goods (5%)"
            names += [items.name(words)] if words and not (bare or words[0].isdigit()) else []  # not the 27 of "EU 27"
            part = []
        elif part or sign.symbol != "DASH":
            part.append(sign)
    return names


def _names(sign: Sign) -> bool:
    """Whether a sign can belong to a list of items."""
    if sign.symbol == "WORD":
        return items.roles().get(sign.low, "") != "stop"
    return sign.symbol in ("AND", "COMMA", "DASH", "EXCLUDE")


def _list_before(signs: Sequence[Sign], end: int, size: int) -> list[str]:
    """The items of the list of `size` that stands last before the sign `end`, or nothing."""
    index, best = 0, []
    while index < end:
        names, _, after = noun_phrase(signs[:end], index)
        if len(names) == size:
            best = names
        index = max(after, index + 1)
    return best
