"""Items: the part of a metric that is meant, read from noun phrases and named as the article names it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache, lru_cache

from extractor.tables import Lexicon, compiled, table
from extractor.words import scan

_INITIALS = re.compile(r"(?<=\b[a-z]) & (?=[a-z]\b)")  # "E & E"


@compiled
def _finder() -> Callable[[str], str]:
    """What finds the canonical item that a phrase is a form of; it remembers phrases, for they come back."""
    lexicon = Lexicon(
        (form, row["item"])
        for row in table("items")
        for form in [row["item"], *filter(None, row["forms"].split("|"))]
        if f"={form}" not in row["forms"].split("|")
    )

    @lru_cache(maxsize=10_000)  # they come from the texts read
    def find(phrase: str) -> str:
        words = scan(phrase)
        size = len(words.lows)
        for first, last, item in lexicon.find(words):
            if last == size and (first == 0 or first == 2 and words.lows[:2] == ["non", "-"]):
                return f"non-{item}" if first else item  # "non-electronics", unless the table has it
        return ""

    return find


@compiled
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


@compiled
def _grown() -> frozenset[str]:
    """The canonical items that are grown, reared or caught, by their HS codes."""
    codes = tuple(roles_of("grown"))
    rows = ((row["item"], row["hs"].split(";")) for row in table("items"))
    return frozenset(item for item, own in rows if all(own) and all(code.startswith(codes) for code in own))


def grown(item: str) -> bool:
    """Whether an item, or one of several joined with a semicolon, is what farms make: "winter wheat", "crop"."""
    return any(known(name) in _grown() or name.split(" ")[-1] in roles_of("of farms") for name in item.split(";"))


def known(phrase: str) -> str:
    """The canonical item whose form `phrase` is, or ""."""
    return _finder()(phrase)


def names_goods(adjective: str) -> bool:
    """Whether an adjective makes the name of goods of the table: "electronic", "industrial"."""
    return any(known(f"{adjective} {noun}") for noun in ("product", "products", "goods"))


def headed(name: str) -> bool:
    """Whether an item, or the noun at its end, is in the table, or is goods of some kind: "frozen cod"."""
    modifier, _, last = name.rpartition(" ")
    things = kind(known(last)) in ("commodity", "good", "group") or singular(last) in roles_of("generic")
    return bool(known(name)) or bool(modifier) and things


def is_kind_of(name: str) -> bool:
    """Whether an item is in the table, a commodity or good of it with a modifier, or those who make one.

    "Alpine cheese", "the chemicals sector".
    """
    modifier, _, last = name.rpartition(" ")
    if known(name) or not modifier or last in roles_of("branches"):
        return bool(known(name) or known(modifier))
    plain = not any(word in roles() for word in modifier.replace("-", " ").split())
    return plain and kind(known(last)) in ("commodity", "good")


def without_makers(name: str) -> str:
    """An item without those who make or sell it: "salmon" of "salmon industry", but "private sector" as it is."""
    goods, _, last = name.rpartition(" ")
    made = not known(name) and last in roles_of("makers") and headed(goods)
    return goods if made else name


@compiled
def _synonyms() -> dict[str, str]:
    """For each form of the table, however it is written, its canonical item."""
    return {
        form.lstrip("=^").lower().replace("-", " "): row["item"]
        for row in table("items")
        for form in [*filter(None, row["forms"].split("|")), row["item"]]
    }


def synonym(phrase: str) -> str:
    """The canonical item that `phrase`, in lower case and without hyphens, is a synonym of, or ""."""
    return _synonyms().get(phrase, "")


@compiled
def _headings() -> dict[str, tuple[str, ...]]:
    """The chapters and headings of each item that has any."""
    return {row["item"]: tuple(row["hs"].split(";")) for row in table("items") if row["hs"]}


def alike(one: str, other: str) -> bool:
    """Whether two items are the same goods by other names, or the one is a kind of the other: vehicles and cars."""
    first, second = known(one) or one, known(other) or other
    if first == second:
        return True
    some, others = _headings().get(first, ()), _headings().get(second, ())
    return any(a.startswith(b) or b.startswith(a) for a in some for b in others)


@compiled
def _singulars() -> dict[str, str]:
    """For each plural of the table its singular: the last word of another form of the item, or itself ("jeans")."""
    out = {word: word for word in roles_of("no singular")}
    for row in table("items"):
        forms = [form.lstrip("=^").lower() for form in [row["item"], *filter(None, row["forms"].split("|"))]]
        known = set(forms)
        for form in forms:
            if form.endswith("s"):
                tails = (("s", ""), ("es", ""), ("ies", "y"))
                ones = [form.removesuffix(tail) + one for tail, one in tails if form.endswith(tail)]
                single = next((one for one in ones if one in known), form)
                if single != form or form == row["item"]:
                    out.setdefault(form.rsplit(" ", 1)[-1], single.rsplit(" ", 1)[-1])
    return out


def singular(word: str) -> str:
    """The singular of an English plural, as the table has it or by the rules; other words are left as they are."""
    if word in (known := _singulars()):
        return known[word]
    if len(word) < 4 or word.endswith(("ss", "us", "is", "ics")):
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("ches", "shes", "sses", "xes", "zes", "toes", "goes", "does")):
        return word[:-2]
    return word[:-1] if word.endswith("s") else word


def name(phrase: Sequence[str]) -> str:
    """The name of the item that a noun phrase means: as the article has it, the head singular; modes are canonical."""
    joined = " ".join(phrase).replace(" - ", "-").replace(" 's ", "'s ").replace(" , ", ", ")
    text = _INITIALS.sub("&", joined.strip(" -"))
    canonical = known(text)
    first, _, rest = text.partition(" ")
    if (first in roles_of("compounds of degree") or "-than-" in first) and not canonical:
        text, canonical = rest, known(rest)  # "large-scale", "less-than-estimated"
    if not text:
        return ""
    if canonical and kind(canonical) == "mode":
        return canonical
    head, _, last = text.rpartition(" ")
    single = f"{head} {singular(last)}" if head else singular(last)
    return single if known(single) or not canonical else text  # "hides and skins" have no singular


def without(joined: str, part: str) -> list[str]:
    """The items of several joined with a semicolon that are not among those of another such string."""
    others = part.split(";")
    return [name for name in joined.split(";") if name not in others]


def join(names: Sequence[str]) -> str:
    """Several items as one: distinct names, sorted, joined with a semicolon."""
    return ";".join(sorted({name for name in names if name}))
