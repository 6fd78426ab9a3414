from __future__ import annotations

from rich.console import Console

from extractor.decisions import Decision, Reading, Taken
from extractor.explain import lines
from extractor.reading import Article
from extractor.show import page, terminal
from tests.claims import claim

TEXT = "Headline\n\nExports and imports rose 5.9 percent. <b>[red]\x1b[31m\n\nThe end: 7 percent.\n"
START = TEXT.index("5.9")
ARTICLE = Article("a<b>", TEXT)
CLAIMS = [
    claim(start=START, end=START + 11),
    claim(start=START, end=START + 11, metric="imports"),
    claim(start=TEXT.index("7"), end=TEXT.index("7") + 9, quote="7 percent", value="7", metric="gdp", partner=""),
]


def printed(width: int = 100, *, colour: bool = False) -> str:
    console = Console(width=width, force_terminal=colour, color_system="standard" if colour else None)
    with console.capture() as capture:
        console.print(terminal(ARTICLE, CLAIMS))
    return capture.get()


def test_claims_stand_beside_their_paragraph() -> None:
    rows = [line.rstrip() for line in printed().splitlines() if line.strip()]
    assert rows[0] == "Headline"
    assert rows[1].split("  ")[0] == "Exports and imports rose 5.9 percent[1]. <b>[red]�[31m"
    assert "1 +5.9% exports growth, CHN with WLD," in rows[1]
    assert any("1 +5.9% imports growth" in row for row in rows)
    assert rows[-2].startswith("The end: 7 percent[2].")
    assert "2 +7% gdp growth, CHN, 2025-11 on" in rows[-2]


def test_values_are_coloured_by_family() -> None:
    coloured = printed(colour=True)
    assert "\x1b[1;30;103m5.9 percent\x1b[0m" in coloured
    assert "\x1b[1;30;106m7 percent\x1b[0m" in coloured
    assert "\x1b[31m" not in coloured


def test_an_article_without_claims_is_shown_whole() -> None:
    console = Console(width=60)
    with console.capture() as capture:
        console.print(terminal(ARTICLE, []))
    assert "The end: 7 percent." in capture.get()


def test_page() -> None:
    html = page([(ARTICLE, CLAIMS), (Article("b", "None."), [])])
    assert html.startswith("<!DOCTYPE html>")
    assert "a&lt;b&gt;</h2>" in html
    assert "&lt;b&gt;[red]" in html
    assert html.count("<mark") == 2
    assert "+5.9% exports growth, CHN with WLD, 2025-11 on 2024-11 · +5.9% imports growth" in html
    assert "background: #ffe08a" in html
    assert "background: #a8e6ef" in html


def test_mentions_that_overlap_are_shown_once() -> None:
    overlapping = [claim(start=START, end=START + 11), claim(start=START + 4, end=START + 11, metric="gdp")]
    assert page([(ARTICLE, overlapping)]).count("<mark") == 1


def test_explain_says_what_was_taken_from_where_or_why_not() -> None:
    sentence = "Exports and imports rose 5.9 percent."
    made = Decision(
        START, START + 11, "5.9 percent", sentence, START - 25, "METRIC RISE [QUANTITY]", "direction-quantity",
        (CLAIMS[0],), (Taken("metric", "exports", "own clause"), Taken("base", "", "nowhere")), "",
    )  # fmt: skip
    none = Decision(START, START + 3, "5.9", sentence, START - 25, "[QUANTITY]", "", (), (), "no metric in reach")
    out = list(lines(Article("a", TEXT), Reading((CLAIMS[0],), (made, none)), 60))
    assert out == [
        "a:35-46 5.9 percent",
        "  sentence  Exports and imports rose «5.9 percent».",
        "  clause    METRIC RISE [QUANTITY]",
        "  made by   direction-quantity",
        "  claim     +5.9% exports growth, CHN with WLD, 2025-11 on",
        "            2024-11",
        "            metric  exports  from own clause",
        "            base    (empty)  from nowhere",
        "",
        "a:35-38 5.9",
        "  sentence  Exports and imports rose «5.9» percent.",
        "  clause    [QUANTITY]",
        "  abstained no metric in reach",
    ]
    assert list(lines(Article("a", TEXT), Reading((), ()), 60)) == ["a: no quantity that could be a claim"]
