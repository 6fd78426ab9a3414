"""Growth that names no metric: of an economy, of a place that "grew", of what is only called growth."""

from __future__ import annotations

from collections.abc import Sequence

from extractor import items
from extractor.areas import Area
from extractor.phrases import Phrase
from extractor.postmodifiers import postmodify
from extractor.premodifiers import premodify
from extractor.signs import Sign

_RELATIONS = frozenset("TO FROM WITH OF IN FOR ON BY BETWEEN AND COMPARED METRIC DASH".split())
_OF_ECONOMIES = frozenset({"gdp", "cpi"})
_NAMES = ("name", "abbreviation", "group", "anaphor")


def growing(signs: Sequence[Sign], index: int, found: Sequence[Phrase], before: Phrase | None) -> Phrase | None:
    """The phrase of the economy whose growth the sign at `index` tells, or None.

    `found` are the phrases before it in the sentence, `before` is the last one of the sentence before.
    """
    sign = signs[index]
    if sign.symbol == "AREA" and (several := _economies(signs, index)):
        economies = Phrase("gdp", "noun", "economies", index, index, index + 1)
        economies.reporters = several
        return economies
    if sign.symbol == "AREA" and _is_growing(signs, index, found, before):
        economy = Phrase("gdp", "noun", "economy", index, index, index + 1)
        economy.reporters = [sign.value] if isinstance(sign.value, Area) else []
        return economy
    if sign.symbol != "GROWTH" or _spoken(found, None):
        return None
    growth = Phrase("gdp", "noun", "growth", index, index, index + 1)
    premodify(signs, growth, found[-1].last if found else 0)
    postmodify(signs, growth)
    if (before is None or before.metric == "gdp") and (posting := _posting(signs, growth)):
        growth.reporters = growth.reporters or posting
        return growth
    return growth if _is_economic(signs, growth, before) else None


def _posting(signs: Sequence[Sign], growth: Phrase) -> list[Area]:
    """The place that records bare growth of a figure, or slows to it: "Peru posted growth of 3 percent", "China is
    expected to slow to 5 percent growth"; nothing where something in it grows ("growth of 3 percent in lending")."""
    ahead = growth.quantity_before is None
    behind = [sign.symbol for sign in signs[growth.last : growth.last + 2]]
    figure = signs[growth.last + 1] if behind == ["OF", "QUANTITY"] else None
    if growth.quantity_before is not None:
        figure = signs[growth.quantity_before]
    if figure is None or figure.quantity.unit != "PCT" or growth.items or not _is_of_nothing(signs, growth, ahead):
        return []
    at = (growth.first if ahead else growth.quantity_before or 0) - 1
    while at > 0 and signs[at].symbol in ("THE", "BETWEEN", "YEARLY", "RECORD"):
        at -= 1
    paced = at > 0 and signs[at].symbol == "TO" and signs[at - 1].low in items.roles_of("paces")
    at -= paced
    if at < 0 or not (paced or signs[at].low in items.roles_of("posts growth")):
        return []
    at -= 1
    to_come = items.roles_of("still to come") | items.roles_of("perfect")
    while at > 0 and (signs[at].symbol in ("WILL", "TO", "BE", "EXPECT") or signs[at].low in to_come):
        at -= 1
    place = signs[at].value if at >= 0 else None
    subject = isinstance(place, Area) and place.form in _NAMES and not place.possessive
    led = at - 1 - (at > 1 and signs[at - 1].symbol == "THE")
    if not subject or led >= 0 and signs[led].symbol in _RELATIONS:
        return []
    return [place] if isinstance(place, Area) else []


def _is_of_nothing(signs: Sequence[Sign], growth: Phrase, ahead: bool) -> bool:
    """Whether nothing is told of what bare growth of a figure is of: not "3 percent growth in lending"."""
    told = [sign.symbol for sign in signs[growth.last + 2 * ahead :]][:2]
    return told[:1] not in (["TO"], ["IN"], ["OF"], ["FOR"]) or told in (["IN", "PERIOD"], ["FOR", "PERIOD"])


def is_sector(signs: Sequence[Sign], phrase: Phrase) -> bool:
    """Whether a branch moves, or something grows in it, so that it is told by its output; it becomes the item.

    "The manufacturing sector grew", "growth of 3 percent in the industrial sector".
    """
    ahead = signs[phrase.last].symbol if phrase.last < len(signs) else ""
    passed = (sign.symbol for sign in signs[phrase.first - 1 :: -1] if sign.symbol not in ("THE", "WORD"))
    if phrase.form.startswith("manufacturing") and not phrase.items:
        phrase.items = ["manufacturing"]
    return ahead in ("RISE", "FALL", "GROWTH") or phrase.first > 0 and next(passed, "") == "IN"


def _grows(signs: Sequence[Sign], index: int) -> bool:
    """Whether the place at `index` is called an economy and grows or shrinks: "Asia's largest economy grew"."""
    after = next((sign for sign in signs[index + 1 : index + 4] if sign.symbol not in ("WORD", "WILL", "BE")), None)
    return signs[index].low.endswith("economy") and after is not None and after.symbol in ("RISE", "FALL")


def _is_growing(signs: Sequence[Sign], index: int, found: Sequence[Phrase], before: Phrase | None) -> bool:
    """Whether the place at `index` is what grows; one by its name only where no other metric was spoken of."""
    place = signs[index].value
    pointed = isinstance(place, Area) and place.form == "anaphor" and not found  # "the region grew 3 percent"
    spoken = _spoken(found, None if pointed else before)
    return _grows(signs, index) or (not spoken and _grew(signs, index, before))


def _economies(signs: Sequence[Sign], index: int) -> list[Area]:
    """The economies that grow or shrink together, at the first of them, or nothing.

    "The six largest Asian economies (Japan, China …) grew", "the economies of Peru and Chile shrank".
    """
    of_them = index > 1 and signs[index - 1].symbol == "OF" and signs[index - 2].low == "economies"
    if not of_them and not (index + 1 < len(signs) and signs[index + 1].low == "economies"):
        return []
    told = [signs[index]]
    after = index + 1 + (not of_them)
    if not of_them and after < len(signs) and signs[after].symbol == "OPEN":
        end = next((at for at in range(after, len(signs)) if signs[at].symbol == "CLOSE"), after)
        told = [sign for sign in signs[after:end] if sign.symbol == "AREA"] or told
        after = end + 1
    while of_them and after < len(signs) and signs[after].symbol in ("COMMA", "AND", "AREA", "THE"):
        told += [signs[after]] if signs[after].symbol == "AREA" else []
        after += 1
    if after >= len(signs) or signs[after].symbol not in ("RISE", "FALL"):
        return []
    return [sign.value for sign in told if isinstance(sign.value, Area) and sign.value.code]


def _grew(signs: Sequence[Sign], index: int, before: Phrase | None) -> bool:
    """Whether the place at `index` is itself what grows by a figure: "Peru grew 3 percent", "expects Peru to grow".

    Where growth was spoken of `before`, it may also gain or lose pace: "China is forecast to slow to 6 percent".
    """
    place = signs[index].value
    if not isinstance(place, Area) or place.form not in _NAMES:
        return False
    if index and signs[index - 1 - (index > 1 and signs[index - 1].symbol == "THE")].symbol in _RELATIONS:
        return False
    verb = index + 1
    while verb < len(signs) and signs[verb].symbol in ("WILL", "TO", "BE", "EXPECT"):
        verb += 1
    after = signs[verb + 1 : verb + 3]
    paces = items.roles_of("paces") if before is not None and before.metric == "gdp" else frozenset()
    return (
        verb < len(signs)
        and (signs[verb].low in items.roles_of("grows") or signs[verb].low in paces)
        and any(sign.symbol == "QUANTITY" and sign.quantity.unit == "PCT" for sign in after)
    )


def _spoken(found: Sequence[Phrase], before: Phrase | None) -> bool:
    """Whether growth may be that of another metric, spoken of in the sentence or in the one before."""
    return any(one.metric not in ("other", "gdp") for one in found) or (before is not None and before.metric != "gdp")


def _is_economic(signs: Sequence[Sign], growth: Phrase, before: Phrase | None) -> bool:
    """Whether bare growth is that of an economy: a place's own ("Peru's growth"), or what is forecast or aimed at."""
    told = signs[growth.first - 1].symbol if growth.first else ""
    if growth.quantity_before is not None and not growth.items and _is_expected(signs, growth):
        return True  # "the government expects 3.8 percent growth in 2005"
    if growth.items or growth.quantity_before is not None or told in ("METRIC", "OTHER", "DASH"):
        return False  # "loan growth in China"
    after = signs[growth.last].symbol if growth.last < len(signs) else ""
    if before is not None and before.metric == "gdp" and _goes_on(signs, growth):
        return True  # "In Thailand, growth is projected to remain around 3 percent", where GDP was spoken of
    fronted = [sign.symbol for sign in signs[: growth.first]] == ["AT", "QUANTITY", "COMMA"]
    heads = not growth.first or fronted or told in ("THAT", "SAID")
    of_all = before is None or before.metric in _OF_ECONOMIES or before.metric == "other"
    if heads and of_all and _goes_on(signs, growth) and not growth.reporters:
        return True  # "Growth slowed to 0.3 percent", "said growth had topped 9 percent": no metric was spoken of
    if told in ("OF", "FOR") and growth.first > 1 and signs[growth.first - 2].symbol in ("TARGET", "EXPECT"):
        opening = signs[: growth.first]
        bare = not growth.reporters and after in ("TO", "PERIOD", "IN", "FROM", "AT", "OF")
        if bare and _is_nowhere(signs, growth) and (_is_told_by_a_state(opening) or _is_planned(opening, before)):
            return True  # "raised its estimate of growth to", "is aiming for growth of"
    if after == "OF" and told in ("TARGET", "EXPECT") and _is_for_place(signs, growth):
        return True  # "forecast growth of 3 percent for the 12 members of the bloc"
    if after in ("IN", "OF", "FOR") and not (
        growth.last + 1 < len(signs) and signs[growth.last + 1].symbol in ("QUANTITY", "PERIOD")
    ):
        return False  # "China's growth in exports"
    if growth.reporters and growth.reporters[0].form != "part":
        return after not in ("METRIC", "OTHER", "WORD", "DASH")
    if after == "OF" and told in ("TARGET", "EXPECT"):  # "the bank projects growth of 5 percent"
        if not _is_nowhere(signs, growth):
            return False
        opening = signs[: growth.first]
        return _is_told_by_a_state(opening) or _is_planned(opening, before)
    if after not in ("TARGET", "EXPECT"):
        return False
    owned = growth.definite and signs[growth.first].low in items.roles_of("possessors")
    return _is_told_by_a_state(signs[:3]) or not owned and not _spoken((), before)


def _is_expected(signs: Sequence[Sign], growth: Phrase) -> bool:
    """Whether a state expects or aims at a figure of bare growth, at a time or in a place."""
    at = growth.quantity_before
    if at is None or at < 1 or signs[at - 1].symbol not in ("EXPECT", "TARGET"):
        return False
    behind = [sign.symbol for sign in signs[growth.last : growth.last + 2]]
    nowhere = (
        not behind or behind[0] in ("PERIOD", "MARK", "COMMA", "AND") or behind in (["IN", "PERIOD"], ["FOR", "PERIOD"])
    )
    return nowhere and (_is_told_by_a_state(signs[:at]) or _is_planned(signs[:at], None))


def _goes_on(signs: Sequence[Sign], growth: Phrase) -> bool:
    """Whether bare growth is the subject of what follows, perhaps with its place: "growth in Peru slowed to"."""
    had = growth.last < len(signs) and signs[growth.last].low in items.roles_of("perfect")
    after = signs[growth.last + had : growth.last + had + 1]
    return bool(after) and after[0].symbol in _SAYS


_SAYS = frozenset("BE WILL EXPECT REACH RISE FALL EXCEED TARGET".split())


def _is_nowhere(signs: Sequence[Sign], growth: Phrase) -> bool:
    """Whether nothing but a time or a place is told of growth of a figure: not "growth of 8 percent in lending"."""
    where = [sign.symbol for sign in signs[growth.last + 2 : growth.last + 5]]
    if where[:1] == ["IN"] and where[1:2] not in (["PERIOD"], ["AREA"]):
        return False
    # "growth of 8 percent in Peru's exports"
    return not (where[:2] == ["IN", "AREA"] and where[2:] and where[2] in ("POSSESSIVE", "METRIC", "OTHER", "WORD"))


def _is_for_place(signs: Sequence[Sign], growth: Phrase) -> bool:
    """Whether growth of a figure is told for a place, or the members of a group, perhaps with its time."""
    behind = [sign.symbol for sign in signs[growth.last + 2 : growth.last + 8]]
    if behind[:2] in (["IN", "PERIOD"], ["FOR", "PERIOD"]):
        del behind[:2]
    return "".join(f"{one} " for one in behind).startswith(("FOR AREA ", "FOR THE AREA ", "FOR THE QUANTITY AREA "))


def _is_planned(opening: Sequence[Sign], before: Phrase | None) -> bool:
    """Whether those who forecast the growth of an economy are named, and no other metric was spoken of."""
    planned = any(sign.low in items.roles_of("planners") for sign in opening)
    return planned and (before is None or before.metric in _OF_ECONOMIES)


def _is_told_by_a_state(opening: Sequence[Sign]) -> bool:
    """Whether a sentence opens with who sets or forecasts the growth of an economy: a capital, a treasury, a fund."""
    return any(
        isinstance(sign.value, Area)
        and sign.value.form in (*_NAMES, "seat")
        or sign.low in items.roles_of("treasuries")
        for sign in opening
    ) or any(
        " ".join(sign.low for sign in opening[n : n + 2]) in items.roles_of("treasuries") for n in range(len(opening))
    )
