"""Invariants of the tables of items and of the words that no item holds."""

import re
from collections import Counter

import pytest

from extractor.tables import Lexicon, table
from extractor.words import scan

ITEMS = table("items")
STOPS = table("item_stops")
METRIC_WORDS = {"trade", "export", "exports", "import", "imports", "goods", "good", "merchandise", "cargo", "shipment"}
KINDS = {"commodity", "good", "group", "service", "mode", "trader"}


def last_headings() -> dict[str, str]:
    """The last heading of each HS chapter."""
    return {row["chapter"]: row["last"] for row in table("hs_chapters")}


def forms(row: dict[str, str]) -> list[str]:
    """The forms of an item: those listed, and its name unless that stands among them with a mark."""
    listed = row["forms"].split("|") if row["forms"] else []
    return listed if "=" + row["item"] in listed else [row["item"], *listed]


def key(form: str) -> str:
    return " ".join(scan(form.lstrip("=^")).lows)


def test_names_are_plain() -> None:
    assert len(ITEMS) >= 400
    for row in ITEMS:
        name = row["item"]
        assert all(word.islower() or not word.isalpha() or word.isupper() for word in name.split()), name
        assert key(name) not in METRIC_WORDS, name
        assert row["kind"] in KINDS, name
        assert None not in row, name
        assert None not in row.values(), name


def test_each_form_has_one_owner() -> None:
    owners: dict[str, set[str]] = {}
    for row in ITEMS:
        for form in forms(row):
            owners.setdefault(key(form), set()).add(row["item"])
    assert {form: names for form, names in owners.items() if len(names) > 1} == {}
    assert not METRIC_WORDS & owners.keys()


def test_no_form_is_listed_twice() -> None:
    for row in ITEMS:
        listed = forms(row)
        twice = [form for form, count in Counter(listed).items() if count > 1 or not key(form)]
        assert not twice, (row["item"], twice)


def test_forms_find_their_item() -> None:
    lexicon = Lexicon((form, row["item"]) for row in ITEMS for form in forms(row))
    for row in ITEMS:
        for form in [row["item"], *forms(row)]:
            text = form.lstrip("=^")
            words = scan(text)
            (found,) = lexicon.find(words)
            assert found == (0, len(words.lows), row["item"]), form


def test_hs_codes_are_codes_of_the_2022_edition() -> None:
    last = last_headings()
    assert len(last) == 96
    for row in ITEMS:
        for code in row["hs"].split(";") if row["hs"] else []:
            assert re.fullmatch(r"\d\d(\d\d){0,2}", code), (row["item"], code)
            assert code[:2] in last, (row["item"], code)
            assert code[2:4] != "00", (row["item"], code)
            assert code[:4] <= last[code[:2]], (row["item"], code)
        if row["kind"] in {"service", "mode", "trader"}:
            assert not row["hs"], row["item"]
        if row["kind"] in {"commodity", "good"}:
            assert row["hs"], row["item"]


@pytest.mark.parametrize(
    ("text", "item"),
    [
        ("EVs", "electric vehicle"),
        ("Soyabeans", "soybean"),
        ("LNG", "liquefied natural gas"),
        ("iron-ore", "iron ore"),
        ("aluminum", "aluminium"),
        ("=SOEs", "state-owned firm"),
        ("cell phones", "mobile phone"),
        ("by train", "rail"),
        ("tires", "tyre"),
        ("farm products", "agricultural product"),
        ("privately owned enterprises", "private firm"),
        ("cross border e-commerce", "cross-border e-commerce"),
    ],
)
def test_synonyms(text: str, item: str) -> None:
    lexicon = Lexicon((form, row["item"]) for row in ITEMS for form in forms(row))
    assert [value for _, _, value in lexicon.find(scan(text.lstrip("=")))] == [item]


@pytest.mark.parametrize(
    "text",
    [
        "exports lead the way, led by Asia, and imports dates from May",
        "LED BY ASIA, IMPORTS ROSE AS IT PRODUCED MORE",
        "Apple said sales rose while the Turkey desk of China Daily logged a surplus",
        "it is a vital component of exports and was in the pipeline",
        "the country logs a surplus as sales spirits lift",
        "they hide parts of the trade data on board and in books",
        "Customs Service figures on the Silk Road and in the Pearl River Delta",
        "the top seed set a new three-year record",
    ],
)
def test_nothing_is_found(text: str) -> None:
    lexicon = Lexicon((form, row["item"]) for row in ITEMS for form in forms(row))
    assert [value for _, _, value in lexicon.find(scan(text))] == []


def test_stop_words() -> None:
    words = [row["word"] for row in STOPS]
    assert len(words) == len(set(words))
    assert {row["role"] for row in STOPS} == {"skip", "stop"}
    assert all(word == word.lower() and len(scan(word).lows) == 1 for word in words)
    assert not set(words) & {key(form) for row in ITEMS for form in forms(row)}
