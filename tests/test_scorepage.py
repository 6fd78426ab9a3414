from __future__ import annotations

import re
import shutil
import subprocess
from html.parser import HTMLParser
from pathlib import Path

import pytest

from extractor.reading import Article
from extractor.scorepage import page
from extractor.scoring import align
from tests.claims import claim

TEXT = "Exports rose 5.9 percent & more.\nImports 7 percent, GDP 8 percent, <b>9 percent</b>."
LABELS = [
    claim(start=13, end=24),
    claim(start=41, end=50, quote="7 percent", metric="imports", value="7", value_high="8"),
    claim(start=56, end=65, quote="8 percent", metric="gdp", value="8", partner=""),
]
READINGS = [
    claim(start=13, end=24, period="2024", base=""),
    claim(start=41, end=50, quote="7 percent", metric="imports", value="7", value_high="8"),
    claim(start=70, end=79, quote="9 percent"),
]
PAGE = page([(Article("a", TEXT, "2025-12-08"), align(LABELS, READINGS)), (Article("none", "Nothing."), [])])
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


class Parsed(HTMLParser):
    """The tags of a page that are open at its end, its addresses, and its text."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.addresses: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in ("meta", "br"):
            self.open.append(tag)
        self.addresses += [value or "" for name, value in attrs if name in ("src", "href")]

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def test_the_page_is_whole_in_itself() -> None:
    parsed = Parsed()
    parsed.feed(PAGE)
    assert parsed.open == []
    assert all(address.startswith("#") for address in parsed.addresses)
    assert "http" not in PAGE


def test_the_text_stands_as_it_is_with_its_mentions_marked() -> None:
    parsed = Parsed()
    (text,) = re.findall(r'<div class="text">(Exports.*?)</div>', PAGE, re.DOTALL)
    parsed.feed(re.sub("<sup>.*?</sup>", "", text))
    assert parsed.text == TEXT
    assert re.findall(r'<mark class="(.*?)" title=".*?">(.*?)<sup>(.*?)</sup></mark>', text) == [
        ("wrong-field", "5.9 percent", "1"),
        ("right", "7 percent", "2"),
        ("missed", "8 percent", "3"),
        ("false-alarm", "9 percent", "4"),
    ]


def test_labels_and_readings_stand_under_each_other_and_wrong_cells_are_marked() -> None:
    bodies = re.findall(r'<tbody class="(\S+)" data-kind="\S+">(.*?)</tbody>', PAGE, re.DOTALL)
    assert [kind for kind, _ in bodies] == ["wrong-field", "right", "missed", "false-alarm"]
    assert re.findall(r'class="wrong">(.*?)<', bodies[0][1]) == ["2025-11", "2024-11", "2024", ""]
    assert "<td>7 to 8</td>" in bodies[1][1]
    assert all('class="wrong"' not in body for _, body in bodies[1:])


@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")
@pytest.mark.parametrize(
    ("view", "shown", "sections"),
    [
        ("", ["wrong-field", "right", "missed", "false-alarm"], 2),
        ("#all", ["wrong-field", "right", "missed", "false-alarm"], 2),
        ("#missed", ["missed"], 1),
        ("#boundary", [], 0),
    ],
)
def test_a_browser_shows_the_kind_that_the_address_asks_for(
    tmp_path: Path, view: str, shown: list[str], sections: int
) -> None:
    place = tmp_path / "score.html"
    place.write_text(PAGE, encoding="utf-8")
    options = "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"
    command = [str(CHROMIUM), *options.split(), f"--user-data-dir={tmp_path / 'profile'}", "--dump-dom"]
    made = subprocess.run([*command, f"{place.as_uri()}{view}"], capture_output=True, text=True, timeout=120)
    assert re.findall(r'<tbody class="(\S+)" data-kind="\S+">', made.stdout) == shown
    assert made.stdout.count("<section>") == sections
