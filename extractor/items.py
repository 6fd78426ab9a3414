"""Items: the part of a metric that is meant, read from noun phrases and named as the article names it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache

from extractor.tables import Lexicon, table
from extractor.words import scan


@cache
def _lexicon() -> Lexicon[str]:
    return Lexicon(
        (form, row["item"])
        for row in table("items")
        for form in [row["item"], *filter(None, row["forms"].split("|"))]
        if f"={form}" not in row["forms"].split("|")
    )


@cache
def _kinds() -> dict[str, str]:
    return {row["item"]: row["kind"] for row in table("items")}


@cache
def roles() -> dict[str, str]:
    """For each word of `item_stops.csv` its role: `skip` (looked past) or `stop` (ends a noun phrase)."""
    return {row["word"]: row["role"] for row in table("item_stops")}


@cache
def roles_of(role: str) -> frozenset[str]:
    """The words of `noun_roles.csv` with a role (`places`: nouns that stand for partners named before)."""
    return frozenset(word for row in table("noun_roles") if row["role"] == role for word in row["words"].split("|"))


def kind(item: str) -> str:
    """The kind of a canonical item (commodity, good, service, mode, trader, group), or "" if it is not in the table."""
    return _kinds().get(item, "")


@lru_cache(maxsize=10_000)  # phrases come from the texts read
def known(phrase: str) -> str:
    """The canonical item whose form `phrase` is, or ""."""
    words = scan(phrase)
    if words.lows[:2] == ["non", "-"]:  # "non-electronics"
        rest = known(phrase[words.starts[2] :]) if len(words.lows) > 2 else ""
        return f"non-{rest}" if rest else ""
    return next((item for first, last, item in _lexicon().find(words) if not first and last == len(words.lows)), "")


def singular(word: str) -> str:
    """The singular of a regular English plural; other words are left as they are."""
    if len(word) < 4 or word.endswith(("ss", "us", "is", "ics")) or word in ("services", "goods", "series", "species"):
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("ches", "shes", "sses", "xes", "zes", "toes")):
        return word[:-2]
    return word[:-1] if word.endswith("s") else word


def name(phrase: Sequence[str]) -> str:
    """The name of the item that a noun phrase means: as the article has it, the head singular; modes are canonical."""
    text = " ".join(phrase).replace(" - ", "-").replace(" 's ", "'s ").strip(" -")
    if not text:
        return ""
    canonical = known(text)
    if canonical and kind(canonical) == "mode":
        return canonical
    head, _, last = text.rpartition(" ")
    single = f"{head} {singular(last)}" if head else singular(last)
    return single if known(single) or not canonical else text  # "hides and skins" have no singular


def join(names: Sequence[str]) -> str:
    """Several items as one: distinct names, sorted, joined with a semicolon."""
    return ";".join(sorted({name for name in names if name}))
