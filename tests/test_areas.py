"""Places: cases by difficulty, texts in which nothing may be found, and the invariants of the tables.

Developed on the five sample articles and a few dozen others kept outside the project.
"""

import csv
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.areas import Area, areas, find, mentions, owners, parts
from extractor.gazetteer import FORMS, members
from extractor.tables import table
from extractor.words import scan

CASES = Path(__file__).parent / "cases"
FUNCTIONS: dict[str, Callable[[str], list[Area]]] = {
    "areas_anaphors": areas,
    "areas_owners": lambda text: owners(scan(text)),
}
"""What a file of cases is asked of, where it is not `find`."""

AREAS = table("areas")
CODES = {row["code"]: row for row in AREAS}
COUNTRIES = {code for code, row in CODES.items() if row["kind"] in ("country", "territory")}
KINDS = {row["kind"] for row in table("parts")}
GROUPS = {code for code, row in CODES.items() if row["kind"] == "group"}
REGIONS = {code for code, row in CODES.items() if row["kind"] == "region"}
ZONES = {code for code, row in CODES.items() if row["kind"] == "zone"}


def cases() -> Iterator[Any]:
    """One parameter a row of the case files: the function, the text, what must be found."""
    files = sorted(CASES.glob("areas*.csv"))
    assert len(files) == 11
    for path in files:
        with path.open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(line for line in lines if not line.startswith("#")):
                marks = [pytest.mark.xfail(reason=row["xfail"], strict=True)] if row["xfail"] else []
                ask = FUNCTIONS.get(path.stem, lambda text: find(scan(text)))
                yield pytest.param(ask, row["text"], row["found"], id=f"{path.stem}: {row['text'][:60]}", marks=marks)


def silent() -> list[str]:
    """The texts in which no place may be found."""
    lines = (CASES / "areas_none.txt").read_text(encoding="utf-8").splitlines()
    found = [line for line in lines if line and not line.startswith("#")]
    assert len(found) > 100
    return found


def forms(row: dict[str, str]) -> Iterator[tuple[str, str]]:
    """The forms of a row of the table, each with its column."""
    for column in FORMS:
        for form in filter(None, row[column].split("|")):
            yield column, form


@pytest.mark.parametrize(("ask", "text", "found"), list(cases()))
def test_case(ask: Callable[[str], list[Area]], text: str, found: str) -> None:
    got = [f"{area.text}={area.code}" + (f"/{area.item}" if area.form == "part" else "") for area in ask(text)]
    assert "; ".join(got) == found


@pytest.mark.parametrize("text", silent())
def test_nothing_is_found(text: str) -> None:
    assert areas(text) == []
    assert [area.code for area in find(scan(text)) if area.code not in ZONES | {""}] == []


def test_iso_3166_and_m49_are_complete() -> None:
    kinds = Counter(row["kind"] for row in AREAS)
    assert kinds["country"] + kinds["territory"] == 250  # 249 of ISO 3166-1, and Kosovo
    for code in COUNTRIES:
        row = CODES[code]
        assert len(code) == 3 and code.isupper() and len(row["alpha2"]) == 2 and row["alpha2"].isupper()
        assert code == "XKX" or (len(row["m49"]) == 3 and row["m49"].isdigit())
    numbers = {row["m49"] for row in AREAS if row["kind"] in ("group", "region")}
    assert numbers >= {"001", "002", "015", "202", "014", "017", "018", "011", "019", "419", "029", "013", "005", "021"}
    assert numbers >= {"142", "143", "030", "035", "034", "145", "150", "151", "154", "039", "155"}
    assert numbers >= {"009", "053", "054", "057", "061", "199", "432", "722"}
    assert all(CODES[code]["m49"] == code for code in REGIONS) and all(code.islower() for code in ZONES)
    for column in ("code", "alpha2", "wikidata", "m49"):
        seen = Counter(row[column] for row in AREAS if row[column] and row["kind"] != "former")
        assert [value for value, count in seen.items() if count > 1] == []
    assert all(row["wikidata"][1:].isdigit() for row in AREAS if row["wikidata"])


def test_regions_divide_the_world() -> None:
    lowest = "015 014 017 018 011 029 013 005 021 CASIA 030 034 145 151 154 039 155 053 054 057 061".split()
    south_east = {row["member"] for row in table("members") if row["group"] == "ASEAN"}
    counted = Counter(code for region in lowest for code in members(region)) + Counter(south_east)
    assert set(counted) == COUNTRIES - {"ATA"} and set(counted.values()) == {1}
    assert members("AFRICA") == members("AFRICA_SS") | members("015")
    assert members("LATAM") | members("021") == members("019")
    assert all(members(zone) <= COUNTRIES for zone in ZONES)


@pytest.mark.parametrize(
    ("group", "day", "size", "some"),
    [
        ("EU", "1957", 0, ""),
        ("EU", "1972", 6, "FRA"),
        ("EU", "1986", 12, "ESP"),
        ("EU", "2004-04-30", 15, "SWE"),
        ("EU", "2004-05", 25, "POL"),
        ("EU", "2019", 28, "GBR"),
        ("EU", "2020-01", 28, "GBR"),
        ("EU", "2020-02-01", 27, "HRV"),
        ("EUROZONE", "2022", 19, "LTU"),
        ("EUROZONE", "2023", 20, "HRV"),
        ("ASEAN", "1998", 9, "MMR"),
        ("ASEAN", "2024", 10, "KHM"),
        ("BRICS", "2023", 5, "ZAF"),
        ("CPTPP", "2024", 12, "GBR"),
        ("MERCOSUR", "2014", 5, "VEN"),
        ("OECD", "2021", 38, "CRI"),
        ("G7", "1980", 7, "CAN"),
        ("RCEP", "2024", 15, "PHL"),
        ("EU", "", 28, "GBR"),
        ("nowhere", "2024", 0, ""),
    ],
)
def test_membership_follows_the_years(group: str, day: str, size: int, some: str) -> None:
    held = members(group, day)
    assert len(held) == size and (not some or some in held)


def test_group_codes_are_those_of_claims() -> None:
    assert {
        *("WLD", "ASEAN", "EU", "EUROZONE", "BRI", "BRICS", "RCEP", "CPTPP", "USMCA", "MERCOSUR", "GCC", "SCO"),
        *("APEC", "G7", "G20", "OECD", "AFRICA", "AFRICA_SS", "ASIA", "EUROPE", "LATAM", "CASIA", "MIDEAST", "ARAB"),
        *("CEEC", "EMERGING", "DEVELOPING", "OCEANIA", "NAMERICA"),
    } == GROUPS


def test_each_form_has_one_owner() -> None:
    owner: dict[str, set[str]] = defaultdict(set)
    for row in AREAS:
        for _, form in forms(row):
            owner[form.lstrip("=").casefold()].add(row["code"])
    for row in table("parts"):
        for form in row["forms"].split("|"):
            owner[form.lstrip("=").casefold()].add(f"{row['country']}/{row['name']}")
    assert {form: codes for form, codes in owner.items() if len(codes) > 1} == {}


@pytest.mark.parametrize("row", [row for row in AREAS if row["code"] != "WLD"], ids=lambda row: row["code"])
def test_each_form_finds_its_area(row: dict[str, str]) -> None:
    for column, form in forms(row):
        if form.endswith("-"):
            continue
        text = f"exports of {form.lstrip('=')} rose"
        if column in ("adjectives", "people"):
            text = f"exports of {form.lstrip('=')} goods rose"
        assert [area.code for area in find(scan(text))] == [row["code"]], form


def test_each_part_finds_itself() -> None:
    for row in table("parts"):
        assert row["country"] in COUNTRIES
        for form in row["forms"].split("|"):
            found = parts(f"goods from {form.lstrip('=')} were dearer")
            assert [(area.code, area.item) for area in found] == [(row["country"], row["name"].lower())], form


def test_each_fixed_trap_silences_its_area() -> None:
    for row in table("area_traps"):
        assert row["owner"] in ("", "*") or row["owner"] in CODES, row
        if "*" not in row["phrase"]:
            assert [area.text for area in find(scan(f"we saw {row['phrase']} there"))] == [], row


def test_members_and_words_name_codes() -> None:
    for row in table("members"):
        assert row["group"] in GROUPS | REGIONS | ZONES and row["member"] in COUNTRIES | GROUPS | REGIONS, row
        assert not row["to"] or row["from"] < row["to"], row
    assert [
        row for row, count in Counter((r["group"], r["member"]) for r in table("members")).items() if count > 1
    ] == []
    for row in table("area_words"):
        if row["kind"] in ("anaphor", "economy", "description", "head"):
            codes = set(re.split(r"[|/;]", row["value"].rstrip("+-")))
            named = {"pair", "neighbours", "country", "other", "part", "anyone", "alone", *KINDS}
            assert codes <= {*CODES, *named}, row


def test_a_place_carries_its_evidence() -> None:
    text = "China’s trade with Guangdong’s partners in the U.S. grew."
    words = scan(text)
    for area in find(words):
        assert text[area.start : area.end] == area.text
        assert (words.starts[area.first], words.ends[area.last - 1]) == (area.start, area.end)
    assert [area.possessive for area in find(words)] == [True, True, False]


def test_a_part_is_no_area() -> None:
    text = "Exports of Guangdong and of Japan rose."
    assert [area.code for area in areas(text)] == ["JPN"]
    assert [(area.code, area.item) for area in parts(text)] == [("CHN", "guangdong")]


def test_named_aside_counts_as_named_but_trades_not() -> None:
    read = mentions(scan("Japan's Finance Ministry and analysts in Singapore expect more exports to India."))
    assert [area.code for area in read.areas] == ["IND"]
    assert [area.code for area in read.owners] == ["JPN"]
    assert [area.code for area in read.aside] == ["JPN", "SGP"]


FRAGMENTS = (
    "China",
    "the",
    "U.S.",
    "'s",
    "-",
    "of",
    "Bank",
    "in",
    "Jordan",
    "(Reuters)",
    "\n",
    "countries",
    "10",
    "non",
    "EU",
)


@given(st.lists(st.sampled_from(FRAGMENTS), max_size=30).map(" ".join) | st.text(max_size=60))
def test_any_text_gives_places_in_order(text: str) -> None:
    found = find(scan(text))
    assert all(text[area.start : area.end] == area.text for area in found)
    assert all(one.end <= other.start for one, other in pairwise(found))
    areas(text)
