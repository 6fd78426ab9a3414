"""Cargo that goes through a port, by its kind: "dry bulk at Antwerp", "shipments through the port of Newcastle"."""

from __future__ import annotations

from collections.abc import Sequence

from extractor import items
from extractor.areas import Area
from extractor.phrases import Phrase
from extractor.signs import Sign

NEAR = 6  # signs behind "through" in which a port is named
_TAILS = (" traffic", " volumes", " freight")


def settle(signs: Sequence[Sign], phrase: Phrase, spoken: bool) -> None:
    """Take a kind of cargo for what a port handles, where one is named or was `spoken` of, and name it."""
    if not (spoken or _is_at_port(signs, phrase)):
        phrase.metric = "other"
        return
    form = phrase.form
    for tail in _TAILS:
        form = form.removesuffix(tail)
    whole = form in items.roles_of("sorts of all cargo")
    named = [name for name in phrase.items if items.kind(items.known(name)) not in ("", "mode")]
    phrase.items = named or ([] if whole else [items.name(form.replace("-", " - ").split())])


def _is_at_port(signs: Sequence[Sign], phrase: Phrase) -> bool:
    """Whether a port is named in a sentence, or a place right behind the phrase, or boxes are counted."""
    others = (sign for at, sign in enumerate(signs) if at != phrase.head)
    if any(not items.roles_of("of ports").isdisjoint(sign.low.split(" ")) for sign in others):
        return True
    behind = signs[phrase.head + 1 : phrase.head + 4]
    led = phrase.form in ("cargo at", "boxes at", "freight at") or bool(behind) and behind[0].symbol == "AT"
    at_place = led and any(isinstance(sign.value, Area) for sign in behind)
    return at_place or any(sign.symbol == "QUANTITY" and sign.quantity.unit == "TEU" for sign in signs)


def is_through(signs: Sequence[Sign], phrase: Phrase) -> bool:
    """Whether shipments are those that go through a port: "coal shipments through the port of Newcastle"."""
    if phrase.form not in ("shipments", "shipment") or phrase.head + 1 >= len(signs):
        return False
    behind = signs[phrase.head + 1 : phrase.head + NEAR]
    through = behind[0].low in ("through", "via")
    return through and any(not items.roles_of("of ports").isdisjoint(sign.low.split(" ")) for sign in behind)
