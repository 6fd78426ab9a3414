"""What part of the metric is meant: the item of a claim, from its own words, the clause, the passage and the article.

Each source proposes an item; `ranking.py` chooses among them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extractor import items
from extractor.abouts import about, is_trader, made_of, port, ranked_part
from extractor.claims import TRADE
from extractor.counting import content, counted, covered, ends_in_things, is_physical, moved, said_before
from extractor.following import is_duty_told, sides_of
from extractor.goods_told import FLOWS, at_figure, proposed, said_of
from extractor.holders import sold_output
from extractor.nouns import known_items, made_by, noun_phrase
from extractor.pending import Draft
from extractor.phrases import Phrase
from extractor.ranking import Proposal
from extractor.scene import Scene
from extractor.sectors import sector
from extractor.sharers import of_bracket, part_holder, share_beside, share_holder, share_of_figure
from extractor.signs import Sign
from extractor.subjects import (
    acted_on,
    antecedent,
    counted_off,
    excluded,
    headed,
    in_what,
    moving,
    named_before,
    named_last,
    of_main_clause,
    pointed,
    together,
    unlisted,
    within,
)

_PLACED = ("port_throughput", "shipping_routes", "freight_trains", "trading_firms")  # of the place a sentence names
_AMONG = re.compile("[*J]?[eo](?:[IT]|D?Y),?M")
_ACCOUNTS = ("goods", "services")


def contents(scene: Scene, draft: Draft, phrase: Phrase) -> Iterator[Proposal]:
    """The items that may be meant, joined where several are, "" for all of the metric, likeliest first."""
    for told in _told(scene, draft, phrase):
        yield Proposal(pointed(scene, told.value), told.source)
    for index, char in enumerate(scene.clause):
        side = "before" if index < draft.at else "after"
        if char == "A" and scene.chart.area(index).form == "part":
            yield Proposal(scene.chart.area(index).item, f"part {side}")
        elif char == "_":
            names = known_items(scene.chart.signs, scene.chart.units[index].first)
            if names:
                yield Proposal(items.join(names), f"noun {side} {scene.before(index) or '^'}")
    for _, one in scene.chart.phrases:
        if one is not phrase and one.items and one.metric != "other":
            yield Proposal(items.join(one.items), "other phrase")
    for other in scene.earlier(draft):
        yield Proposal(scene.filled[other.at].item, "figure before")
        break
    yield Proposal(items.join(scene.state.items), "passage")
    yield Proposal(scene.context.item, "article")
    yield Proposal("", "none")


def _told(scene: Scene, draft: Draft, phrase: Phrase) -> Iterator[Proposal]:
    """What the words tell, in order."""
    yield from at_figure(scene, draft, phrase)
    if bracketed := of_bracket(scene, draft):
        yield Proposal(bracketed, "own clause")
    named = named_before(scene, draft, phrase)
    listed = named and draft.construction == "listed"  # "rice, whose sales fell 5%, maize 6%"
    ahead = phrase.items and draft.at < scene.chart.place(phrase)
    related = "" if listed or ahead else antecedent(scene, draft, phrase)
    if related:
        yield Proposal(related, "antecedent")
    made = sold_output(scene, draft)
    if made is not None and made.items:
        yield Proposal(items.join(made.items), "of which")  # "sells half of its tin output to Peru"
    are = _ARE.match(scene.clause, draft.at + 1) if draft.construction == "share-of" else None
    if are is not None:
        unit = scene.chart.units[are.end() - 1]
        yield from proposed(headed(scene.chart.signs, unit.first, unit.last), "of which")  # "were farm products"
    by = _BY_WHOM.match(scene.clause, draft.at + 1) if draft.construction == "share-of" else None
    names = said_of(scene, by)
    if names and all(items.kind(items.known(name)) == "trader" for name in names):
        yield Proposal(items.join(names), "of which")  # "half of exports was contributed by private firms"
    yield from proposed(
        said_of(scene, _PART_IN.match(scene.clause, draft.at + 1)) if draft.measure == "share" else [], "of which"
    )  # "a third of it in gold"
    if more_goods := _more_of(scene, draft):
        yield Proposal(more_goods, "counted")
    if number_of := counted(scene, draft, phrase):
        yield Proposal(number_of, "counted")  # "158,930 trucks"
    if counted_one := counted_off(scene, draft) or together(scene, draft):
        yield Proposal(counted_one, "counted off")
    yield from proposed(_of_these(scene, draft, phrase), "of which")
    if part := ranked_part(scene, draft):
        yield Proposal(part, "ranked part")
    outlet = _OUTLET.search(scene.clause, 0, draft.at) if draft.carried and draft.construction == "ranked" else None
    if outlet is None and draft.measure == "share" and not phrase.items:
        outlet = _OUTLET_OF.search(scene.clause, 0, draft.at)
    if outlet and scene.chart.word_before(outlet.start()) in items.roles_of("counterparts"):
        yield from proposed(
            known_items(scene.chart.signs, scene.chart.units[outlet.start(1)].first), "ranked part"
        )  # "Peru was the main outlet for EU wheat, with"
    if named := named or moving(scene, draft):
        yield Proposal(named, "own clause")
    if branch := sector(scene, draft, phrase):
        yield Proposal(branch, "own clause")  # "GDP grew 3 percent. Construction fell 4 percent"
    strange = unlisted(scene, draft) if draft.carried and not named else []
    if strange:
        yield Proposal(items.join(strange), "own clause")
    thing = items.join(content(scene, draft))
    if thing and (
        draft.carried
        or not phrase.items
        or draft.construction == "of-which"
        or scene.chart.place(phrase) < draft.at
        and scene.same_phrase(draft)
    ):
        yield Proposal(thing, "counted")  # "5 million tonnes of wheat, 3 million tonnes of corn"
    if not phrase.items and (left_out := excluded(scene, draft)):
        yield Proposal(left_out, "exclusion")
    shared = scene.share_before(draft) if draft.measure == "share" and not phrase.items else None
    if shared is not None:
        yield Proposal(scene.filled[shared.at].item, "share before")
    same = scene.like(draft)
    if same is not None:
        yield Proposal(same.item, "quantity before")
    against = scene.last(draft) if draft.construction == "against-metric" and not phrase.items else None
    if against is not None and scene.filled[against.at].metric == phrase.metric:
        yield Proposal(scene.filled[against.at].item, "same sentence")  # "sold tea for 5 million, against exports of 4"
    if not phrase.items and not phrase.whole and _AMONG.match(scene.clause) and scene.has("M", 0, draft.at):
        yield Proposal(items.join(scene.state.items), "goes on")  # "Among them, exports were 5 million"
    goes_on = scene.moved_before(draft)
    if goes_on is not None:
        yield Proposal(goes_on.item, "moved")
    reached = scene.reached_before(draft)
    if reached is not None:
        yield Proposal(reached.item, "reached")
    elided = scene.elided_before(draft)
    if elided is not None:
        yield Proposal(elided.item, "same subject")
    whole_after = scene.clause.startswith(("oI", "oDY"), draft.at + 1)  # "40 percent of them"
    bare = draft.carried or not phrase.items or _IN_FLOW.search(scene.clause, 0, scene.chart.place(phrase)) is not None
    holding = part_holder(scene, draft) if bare and (draft.measure == "share" or draft.unit == "PP") else ""
    if holding:
        yield Proposal(holding, "share")
    held = draft.measure == "share" and (scene.chart.place(phrase) > draft.at or draft.carried and whole_after)
    gave = draft.measure == "level" and draft.construction == "share-verb"
    apart = scene.clause.startswith(("tM", "("), draft.at + 1)  # "gave $5 million to exports"
    if (held or gave and (draft.carried or apart)) and (holder := share_holder(scene, draft)):
        whole = items.join(phrase.items)  # "cocoa made up a quarter of farm exports": cocoa
        yield Proposal(whole if whole.endswith(f" {holder}") else holder, "share")
    beside = share_beside(scene, draft, phrase)
    if beside is not None:
        yield Proposal(beside.item, "share beside")
    if apposed := share_of_figure(scene, draft, phrase):
        yield Proposal(apposed, "share")  # "5 tonnes of rice, a third of all imports"
    if draft.measure == "share" and (of := covered(scene, draft, phrase)):
        yield Proposal(of, "covered")
    exempt = phrase.metric == "tariff_rate" and "exempt" in scene.chart.lows  # "tea is exempt from the duty of"
    if topic := () if exempt else about(scene, draft, phrase):
        topic = [items.without_makers(name) for name in topic] if is_physical(draft) else topic  # "the steel industry"
        traders = all(items.kind(items.known(name)) == "trader" for name in phrase.items)
        own = [] if traders else phrase.items  # "its firms' sales rose, while foreign ones fell"
        yield Proposal(items.join([*topic, *own] if is_trader(topic) else topic), "theme")
    if phrase.again:
        spoken = said_before(scene, phrase) or scene.state.theme or [name for name in scene.state.items if name]
        yield Proposal(items.join(spoken or named_last(scene.state.signs)), "those")
    place = scene.chart.bracketed_area(draft.at)
    if place is not None and place.form == "part":
        yield Proposal(place.item, "bracket")
    if phrase.metric in _PLACED and not phrase.items and (at_port := port(scene, draft, phrase)):
        yield Proposal(at_port, "port")
    earlier = draft.slot == "then" and not phrase.items
    before = scene.same_phrase(draft) if draft.carried or earlier else None
    if before is not None:
        yield Proposal(before.item, "carried")
    if draft.carried and not is_physical(draft) and _is_of_counterpart(scene, draft):
        yield Proposal(scene.context.item, "counterpart's")  # a list of counterparts is one of the whole metric
    names = (
        _named(scene, phrase) or in_what(scene, draft, phrase) or content(scene, draft) or moved(scene, draft, phrase)
    )
    if not names and phrase.kind == "verb" and not draft.carried:
        # "tea growers shipped 5 million kilos", "tea was exported for $5 million"
        names = made_by(scene.chart.signs, phrase.first) or acted_on(scene, phrase)
    elif not names and phrase.metric in FLOWS and not (draft.carried or phrase.whole or phrase.partners_again):
        names = made_of(scene, phrase)
    if scene.context.services and phrase.goods and not names and "services" not in phrase.form:
        names.append("goods")
    if not names and "services" in phrase.form and "goods" not in phrase.form and phrase.metric in TRADE:
        names.append("services")  # "the surplus on trade in services"
    trade = sides_of(scene, draft, phrase)
    if trade is not None and all(name.endswith("re-export") for name in names):
        yield Proposal(items.join([*trade.item.split(";"), *names]), "same sentence")
    if names:
        yield Proposal(items.join(within(scene, names)), "metric phrase")
    if phrase.kind == "verb" and phrase.goods and not (names or draft.carried or is_physical(draft)):
        yield Proposal("", "whole")  # "sold grain to Peru and bought $5 billion of Peruvian goods"
    if draft.carried:
        headline = phrase.metric == "cpi" and phrase.whole  # "core inflation was 3 percent, the headline rate 2"
        yield Proposal("" if headline else items.join(_carried(scene, draft, phrase)), "carried")
        return
    if phrase.dependent == "WITH" and not phrase.partners:
        subject = of_main_clause(scene, phrase)
        if subject:
            yield Proposal(subject, "subject")
    other = scene.phrase_before(phrase)
    flows = (*FLOWS, "industrial_output")
    sooner = [one for _, one in scene.chart.phrases if other is not None and one.first < other.first]
    told = {id(one.phrase) for one in scene.done}
    aside = any(one.metric == other.metric and not one.items for one in sooner if other is not None)
    aside |= bool(told) and id(other) not in told  # "exports fell, hurt by lower oil shipments, and imports rose"
    if other is not None and other.items and not phrase.whole and not other.dependent and not aside:
        between = scene.chart.place(other), scene.chart.place(phrase)
        balanced = other.metric in ("trade", "trade_balance") and phrase.metric.startswith("trade_")
        balanced = balanced and not scene.has("Q", *between)
        # "grape exports to Spain rose, while those to France and shipments to Italy fell"
        elsewhere = phrase.metric == other.metric and bool(phrase.partners and other.partners)
        if (phrase.metric in flows and other.metric in flows and (elsewhere or not phrase.partners)) or balanced:
            yield Proposal(items.join(other.items), "same sentence")
    if phrase.metric == "tariff_rate" and phrase.definite and not phrase.partners and is_duty_told(scene, draft):
        yield Proposal(items.join(scene.state.items), "goes on")  # "laid duties on tea. The duties are 5 percent"
    if phrase.metric == "tariff_rate" and not phrase.partners and not phrase.whole:
        taxed = next((one for one in sooner[::-1] if one.metric in FLOWS and one.items), other)
        if taxed is not None and taxed.metric in FLOWS and taxed.items:
            yield Proposal(items.join(taxed.items), "same sentence")  # "sugar imports, on which Peru levies a duty"
        if scene.paragraph == scene.state.paragraph and scene.state.metric in FLOWS:
            yield Proposal(items.join(scene.state.items), "goes on")
    same_verb = scene.same_phrase(draft) if phrase.kind == "verb" else None
    if same_verb is not None and same_verb.item:
        yield Proposal(same_verb.item, "same sentence")  # "1 million tonnes left the country, 7 percent more"
    things = (is_physical(draft) or ends_in_things(scene, draft)) and phrase.metric in (
        *flows,
        "trade_deficit",
        "trade_surplus",
    )
    those = phrase.metric in FLOWS and (phrase.firm or phrase.kind == "weak" and phrase.definite)
    those = those and not phrase.partners
    value = phrase.form in items.roles_of("bare values") and scene.paragraph == scene.state.paragraph
    value = value and not (phrase.whole or phrase.reporters or phrase.partners)
    near = [] if other is None or other.metric != phrase.metric or other.dependent or aside else other.items
    if near and things and not phrase.whole:
        yield Proposal(items.join(near), "same sentence")  # "tea imports fell, but imports from Peru rose"
    if scene.state.items and (things or those or value):  # "the shipments were worth", "total exports were 5 tonnes"
        yield Proposal(phrase.whole and scene.context.item or items.join(scene.state.items), "goes on")
    if phrase.metric == "industrial_output" and phrase.kind == "weak":  # "the nation's output was down 6 percent"
        here = other.items if other is not None and other.metric in flows else []
        spoken = here or (scene.state.items if scene.state.metric in flows else ())
        yield Proposal(items.join(spoken) or scene.context.item or scene.context.goods, "goes on")
    if scene.context.services and phrase.metric in FLOWS and scene.paragraph == scene.state.paragraph:
        account = items.join(scene.state.items)
        if account in _ACCOUNTS and not phrase.whole and not phrase.goods:
            yield Proposal(account, "account")  # "The surplus in services grew. Exports rose"
    if scene.context.item and phrase.metric in FLOWS and not _is_whole(scene, phrase):
        spoken_of = list(scene.state.items) if scene.paragraph == scene.state.paragraph else []
        yield Proposal(items.join(spoken_of) or scene.context.item, "topic")
    if scene.context.goods and phrase.metric in FLOWS and things and not _is_whole(scene, phrase):
        yield Proposal(scene.context.goods, "topic")  # a weight is one of goods, not of all trade
    if is_physical(draft) and phrase.metric in FLOWS and not _is_whole(scene, phrase):
        said = scene.chart.signs[: scene.chart.units[draft.at].first]
        yield from proposed(goods_of(said) or goods_of(scene.state.signs), "goods before")
    yield Proposal("", "whole")


_IN_FLOW = re.compile("BoD?_iD?(?:A'?)?$")  # "the share of laptops in farm exports"
_MORE_OF = re.compile("[m<](?:D?A)?([_k])")


def _more_of(scene: Scene, draft: Draft) -> str:
    """The known goods of which a percentage more or less was dealt in: "bought 5 percent more cereals"."""
    told = _MORE_OF.match(scene.clause, draft.at + 1) if draft.construction == "quantity-direction" else None
    names = noun_phrase(scene.chart.signs, scene.chart.units[told.start(1)].first)[0] if told is not None else []
    return items.join(names) if names and all(map(items.known, names)) else ""


def goods_of(signs: Sequence[Sign]) -> list[str]:
    """The first commodity that signs name, else the first goods, also whose makers or growers do something: "the cocoa
    board had sold"."""
    named = [items.known(sign.low) for sign in signs if sign.symbol == "WORD"]
    for kind in ("commodity", "good"):
        found = next((name for name in named if name and items.kind(name) == kind), "")
        if found:
            return [found]
    return []


_DOING = frozenset({"RISE", "FALL", "REACH", "SHARE", "BE", "SAW", "ADVERB"})


def _of_these(scene: Scene, draft: Draft, phrase: Phrase) -> Sequence[str]:
    """The goods that a clause tells of, out of the whole flow it opens with: "Of Ghana's exports, cocoa made up 9%"."""
    signs, behind = scene.chart.signs, phrase.last
    opens = signs[0].symbol in ("OF", "BETWEEN") and not phrase.items and not scene.has("Q", 0, draft.at)
    if not opens or behind >= len(signs) or signs[behind].symbol != "COMMA":
        return ()
    names, _, end = noun_phrase(signs, behind + 1)
    return names if all(map(items.headed, names)) and end < len(signs) and signs[end].symbol in _DOING else ()


def _named(scene: Scene, phrase: Phrase) -> list[str]:
    """The items of a phrase, "ones" as the noun that it stands for: "processed foods", "unprocessed ones"."""
    if not any(name.endswith(" one") for name in phrase.items):
        return list(phrase.items)
    spoken = [name for _, one in scene.chart.phrases if one.first < phrase.first for name in one.items]
    last = next(iter(spoken[::-1] or scene.state.items[::-1]), "").rpartition(" ")[2]
    return [f"{name.removesuffix(' one')} {last}".strip() if name.endswith(" one") else name for name in phrase.items]


def _carried(scene: Scene, draft: Draft, phrase: Phrase) -> Sequence[str]:
    """The items that the passage spoke of; in a new paragraph on counterparts only what was said of the metric."""
    anew = scene.paragraph != scene.state.paragraph and scene.clause.lstrip("D*").startswith("A")
    singled = anew and not is_physical(draft) and not set(scene.state.items) & set(phrase.items)
    return phrase.items or [scene.context.item] if singled else scene.state.items


def _is_whole(scene: Scene, phrase: Phrase) -> bool:
    """Whether a metric with no item is all of it: it, or one before it, was said to be ("total exports")."""
    return scene.state.whole or any(
        one.whole
        or one is phrase
        and (not {"goods", "merchandise"}.isdisjoint(one.form.split()) or one.goods and not one.items)
        for _, one in scene.chart.phrases
        if one.first <= phrase.first and one.metric in FLOWS
    )


_ARE = re.compile("oD?M(?:[ir]?P)*(?:E|S|E?_o)_")  # "half of exports were, came from or consisted of tea"
_BY_WHOM = re.compile("oD?[A'_]{0,3}M(?:[ir]?P)?E[SH_]bD?_")
_PART_IN = re.compile("o[IT]iD?_")
_OUTLET = re.compile("_[ro]A?'?D?(_)[,wa]*D?$")
_OUTLET_OF = re.compile("_[ro]D?A'?D?(_)(?:E[A,&D]+)?(?:i?P)?,S")  # "the main buyers of Peru's tea, taking 5 percent"


def _is_of_counterpart(scene: Scene, draft: Draft) -> bool:
    """Whether a figure is that of a counterpart named right at it: "followed by Peru with $5 million"."""
    ranked = draft.construction == "ranked" and scene.has("A", scene.chart.segment(draft.at), draft.at)
    return ranked or scene.chart.bracketed_area(draft.at) is not None
