from __future__ import annotations

from dataclasses import replace

from extractor import mistakes
from extractor.mistakes import around, changes, compared
from extractor.reading import Article
from extractor.scorecard import by, lines, ratio
from extractor.scoring import align
from tests.claims import claim

TEXT = "Exports rose 5.9 percent.\nImports 7 percent, GDP 8 percent."
ARTICLE = Article("a", TEXT)
LABELS = [
    claim(start=13, end=24),
    claim(start=34, end=43, quote="7 percent", metric="imports", value="7"),
    claim(start=49, end=58, quote="8 percent", metric="gdp", value="8", partner=""),
]
READINGS = [
    claim(start=13, end=24, period="2024", base=""),
    claim(start=34, end=43, quote="7 percent", metric="imports", value="7"),
    claim(start=0, end=7, quote="Exports"),
]
SCORED = [(ARTICLE, align(LABELS, READINGS)), (Article("none", "Nothing."), [])]


def test_the_headline_stands_first_and_counts_before_ratios() -> None:
    out = list(lines(SCORED))
    assert out[0] == "trade claim F1 0.400 (2 articles: 1 of 2 labels found, 1 of 3 readings right)"
    assert out[2:15] == [
        "trade family labels found readings right recall precision    F1 95 % of it macro",
        "  mention         2     2        3     2  1.000     0.667 0.800          – 0.800",
        "  tuple           2     1        3     1  0.500     0.333 0.400          – 0.400",
        "  claim           2     1        3     1  0.500     0.333 0.400          – 0.400",
        "  strict          2     1        3     1  0.500     0.333 0.400          – 0.400",
        "around trade labels found readings right recall precision    F1 95 % of it macro",
        "  mention         1     0        0     0  0.000         – 0.000          – 0.000",
        "  tuple           1     0        0     0  0.000         – 0.000          – 0.000",
        "  claim           1     0        0     0  0.000         – 0.000          – 0.000",
        "  strict          1     0        0     0  0.000         – 0.000          – 0.000",
        "",
        "quantities   labels found                recall",
        "  mention         3     3                 1.000",
    ]
    assert f"  {'period':<38}{'1 of 2  0.500':>20}{'0 of 0      –':>20}" in out
    assert max(map(len, out)) <= 80
    assert not any(line.startswith("quantities") for line in lines(SCORED, mentions=False))


def test_nothing_to_score_gives_no_figure() -> None:
    out = list(lines([]))
    assert out[0] == "trade claim F1 – (0 articles: 0 of 0 labels found, 0 of 0 readings right)"
    assert out[3] == "  mention         0     0        0     0      –         –     –          –     –"
    assert ratio(0.0) == "0.000"


def test_a_line_for_each_article_and_family() -> None:
    assert list(by(SCORED, "article")) == [
        "claims       labels found readings right recall precision    F1",
        "a    trade        2     1        3     1  0.500     0.333 0.400",
        "a    around       1     0        0     0  0.000         – 0.000",
        "none trade        0     0        0     0      –         –     –",
    ]


def test_counts_by_what_a_claim_has() -> None:
    assert list(by(SCORED, "metric")) == [
        "trade family labels found readings right recall precision    F1",
        "  exports         1     0        2     0  0.000     0.000 0.000",
        "  imports         1     1        1     1  1.000     1.000 1.000",
        "around trade labels found readings right recall precision    F1",
        "  gdp             1     0        0     0  0.000         – 0.000",
    ]
    assert list(by(SCORED, "construction"))[1:] == [
        "  metric rise by quantity      2     1        3     1  0.500     0.333 0.400",
        "around trade              labels found readings right recall precision    F1",
        "  (missed)                     1     0        0     0  0.000         – 0.000",
    ]


def test_mistakes_stand_under_their_kind_with_text_and_both_readings() -> None:
    moved = [(ARTICLE, align([LABELS[1]], [replace(LABELS[1], start=33)]))]
    assert list(mistakes.lines(SCORED)) == [
        "missed (1)",
        "  a:49-58 missed",
        "      Imports 7 percent, GDP «8 percent».",
        "      label    '8 percent' +8% gdp growth, CHN, 2025-11 on 2024-11",
        "",
        "false alarm (1)",
        "  a:0-7 false alarm",
        "      «Exports» rose 5.9 percent.",
        "      reading  'Exports' +5.9% exports growth, CHN with WLD, 2025-11 on 2024-11  [metric rise by quantity]",
        "",
        "wrong field (1): period 1, base 1",
        "  a:13-24 wrong period, base",
        "      Exports rose «5.9 percent».",
        "      label    '5.9 percent' +5.9% exports growth, CHN with WLD, 2025-11 on 2024-11",
        "      reading  '5.9 percent' +5.9% exports growth, CHN with WLD, 2024  [metric rise by quantity]",
        "",
        "boundary (0)",
    ]
    assert [line for line in mistakes.lines(moved) if line.startswith("boundary")] == ["boundary (1)"]


def test_what_got_better_and_worse_since_another_run() -> None:
    old = [(ARTICLE, align(LABELS, READINGS))]
    fixed = [*READINGS[:2], LABELS[2]]  # the false alarm is gone, the label that was missed is found
    now = [(ARTICLE, align(LABELS, fixed))]
    assert [(one.pair.claim.start, one.better) for one in changes(old, now)] == [(0, True), (49, True)]
    assert [(one.pair.claim.start, one.better) for one in changes(now, old)] == [(0, False), (49, False)]
    assert changes(old, old) == []
    assert list(compared(now, old)) == [
        "trade claim F1 0.500 before, 0.400 now; 0 better, 2 worse",
        "",
        "better (0)",
        "",
        "worse (2)",
        "  a:0-7 not there before, false alarm now",
        "      «Exports» rose 5.9 percent.",
        "      now     'Exports' +5.9% exports growth, CHN with WLD, 2025-11 on 2024-11",
        "  a:49-58 right before, missed now",
        "      Imports 7 percent, GDP «8 percent».",
        "      label   '8 percent' +8% gdp growth, CHN, 2025-11 on 2024-11",
    ]


def test_around_keeps_to_the_paragraph_and_is_short() -> None:
    assert around("one\ntwo three\nfour", 4, 7) == "«two» three"
    assert len(around("x" * 500, 250, 260)) == 192
