"""Metrics that are left out: "the largest market for Peruvian coffee" is that of its exports."""

from __future__ import annotations

from collections.abc import Iterator

from extractor import items
from extractor.areas import Area
from extractor.signs import Sign, shows
from extractor.vocabulary import Metric

RANKED = 4  # signs before a counterpart in which it is ranked
GOODS = 5  # signs that goods and whose they are take


def told(signs: list[Sign]) -> list[Sign]:
    """The signs with the flow that they leave out, and without one that they only name."""
    return _completed(_named_only(signs))


def _completed(signs: list[Sign]) -> list[Sign]:
    """The signs of a sentence that names no metric, with the flow that a ranked counterpart is one of.

    Whose the flow is has to be told: "the main supplier of wheat to Egypt", "Peru's top markets".
    """
    counterparts = _flows()
    places = [at for at, sign in enumerate(signs) if sign.low in counterparts]
    if not places or any(_is_told(sign) for sign in signs[: places[0]]) or shows(signs[places[0] :], "METRIC"):
        return signs
    for at in places:
        flow = counterparts[signs[at].low]
        if not any(sign.low in items.roles_of("ranked counterparts") for sign in signs[max(0, at - RANKED) : at]):
            continue
        end = _end_of_goods(signs, at, flow)
        if end:
            last = signs[end - 1]
            noun = Metric(flow, "noun", flow, "METRIC")
            return [*signs[:end], Sign("METRIC", last.end, last.end, last.last, last.last, noun, flow), *signs[end:]]
        owner = any(sign.symbol == "POSSESSIVE" for sign in signs[max(0, at - RANKED) : at])
        if owner and shows(signs, "QUANTITY") and signs[min(at + 1, len(signs) - 1)].symbol not in ("OF", "FOR"):
            noun = Metric(flow, "market", "export market" if flow == "exports" else "import source", "METRIC")
            return [*signs[:at], signs[at]._replace(symbol="METRIC", value=noun), *signs[at + 1 :]]
    return signs


def _is_told(sign: Sign) -> bool:
    """Whether a sign is a metric that what follows may be of: no tariff, "Despite the tariffs, Peru's top markets"."""
    return sign.symbol == "METRIC" and isinstance(sign.value, Metric) and sign.value.code != "tariff_rate"


def _named_only(signs: list[Sign]) -> list[Sign]:
    """The signs, with no metric where goods or a country are only said to be, or to have, main exports.

    "The price of copper, Peru's main export, rose"; but "Peru's main exports: copper, $5 million".
    """
    out = signs
    for at, sign in enumerate(signs):
        if sign.symbol != "METRIC" or sign.low != "exports" or not at or signs[at - 1].low not in _MAIN:
            continue
        before = signs[max(0, at - RANKED) : at]
        lows = {one.low for one in before}
        set_aside = shows(before, "COMMA") and signs[min(at + 1, len(signs) - 1)].symbol in ("COMMA", "MARK", "AND")
        if set_aside or "whose" in lows or {"one", "of"} <= lows:
            out = [*out[:at], sign._replace(symbol="TRAP"), *out[at + 1 :]]
    return out


_MAIN = frozenset({"main", "major", "top", "principal"})


def gated() -> Iterator[str]:
    """The wordings by which a sentence may have such a counterpart: "main market"."""
    ranks = (rank for rank in items.roles_of("ranked counterparts") if "-" not in rank)
    return (f"{rank} {one}" for rank in ranks for one in _flows())


def _flows() -> dict[str, str]:
    """The flow that a counterpart is one of, by its word."""
    exports = dict.fromkeys(items.roles_of("takers"), "exports")
    return exports | dict.fromkeys(items.roles_of("givers"), "imports")


def _end_of_goods(signs: list[Sign], at: int, flow: str) -> int:
    """Where the goods end that a counterpart is one for, with whose they are or where they go, else 0."""
    if at + 2 >= len(signs) or signs[at + 1].symbol not in ("OF", "FOR"):
        return 0
    owned = known = False
    end = at + 2
    for index in range(at + 2, min(at + 2 + GOODS, len(signs))):
        sign = signs[index]
        if sign.symbol == "AREA" and isinstance(sign.value, Area):
            owned = True
        elif sign.symbol == "WORD":
            words = [one.low for one in signs[at + 2 : index + 1] if one.symbol == "WORD"]
            known = bool(items.known(" ".join(words)) or items.known(words[-1]))
            end = index + 1
        elif sign.symbol not in ("THE", "POSSESSIVE", "DASH"):
            break
    to = signs[end].symbol if end < len(signs) else ""
    owned |= flow == "imports" and to == "TO" and shows(signs[end : end + 3], "AREA")
    return end if owned and known else 0
