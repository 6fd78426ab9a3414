"""Confidence of claims, and the fit behind it, on articles of our own."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from extractor import pipeline, ranking, training
from extractor.claims import Claim
from extractor.cli import main
from extractor.decisions import Reading
from extractor.gold import Labelled
from extractor.reading import Article

METRICS = ("exports", "imports")
PLACES = ("Chile", "Kenya", "Japan", "Norway", "Peru", "Vietnam")


def article(index: int) -> Article:
    place, metric, other = PLACES[index % 6], METRICS[index % 2], METRICS[1 - index % 2]
    text = (
        f"{place}'s {metric} rose {index + 2}.4 percent to ${index + 10}.2 billion in March, the statistics office "
        "said. "
        f"Its {other} to and from Germany fell {index + 1} percent, and in April by {index + 3} percent.\n\n"
        f"Shipments of copper, up {index + 5} percent, made up a fifth of the total. Analysts had seen {index + 4} "
        "percent."
    )
    return Article(f"doc-{index:02}", text, "2024-05-20")


def read(one: Article) -> Reading:
    return pipeline.read(one.text, published=one.published, doc_id=one.doc_id)


@pytest.fixture(scope="module")
def labelled() -> list[Labelled]:
    """Articles whose labels are what is read in them, but for a period that is wrong in every growth of imports."""

    def label(claim: Claim) -> Claim:
        is_wrong = claim.metric == "imports" and claim.measure == "growth"
        return replace(claim, period="1999" if is_wrong else claim.period, confidence=1.0)

    with ranking.trying({}):
        return [Labelled(one, tuple(map(label, read(one).claims))) for one in map(article, range(12))]


def test_confidence_is_a_probability_to_three_decimals() -> None:
    for one in map(article, range(6)):
        for claim in read(one).claims:
            assert 0 < claim.confidence < 1
            assert claim.confidence == round(claim.confidence, 3)


def test_each_claim_has_its_evidence() -> None:
    reading = read(article(1))
    assert len(reading.evidence) == len(reading.claims) > 3
    for of_claim in reading.evidence:
        assert of_claim["claim"] == ("any",)
        assert {"partner from", "period from", "trait"} <= of_claim.keys()
        for names in of_claim.values():
            assert len(set(names)) == len(names)


def test_confidence_does_not_depend_on_whether_decisions_are_asked_for() -> None:
    one = article(2)
    assert pipeline.extract(one.text, published=one.published, doc_id=one.doc_id) == list(read(one).claims)


def test_what_adds_up_is_surer() -> None:
    text = (
        "In 2023 Kenya's exports came to $4.00 billion, its imports to $6.16 billion and its trade deficit to ${} "
        "billion."
    )
    fits, off = (pipeline.extract(text.format(deficit), published="2024-02-01") for deficit in ("2.16", "5.71"))
    assert [one.metric for one in fits] == [one.metric for one in off] == ["exports", "imports", "trade_deficit"]
    assert all(sure.confidence > unsure.confidence for sure, unsure in zip(fits, off, strict=True))


def test_likely_keeps_what_is_at_least_as_likely() -> None:
    reading = read(article(3))
    least = sorted(claim.confidence for claim in reading.claims)[2]
    kept = reading.likely(least).claims
    assert kept == tuple(claim for claim in reading.claims if claim.confidence >= least)
    assert reading.likely(0.0) == reading
    assert reading.likely(1.0).claims == ()


def test_a_fit_learns_what_is_wrong(labelled: list[Labelled]) -> None:
    made = training.train(labelled, read)
    assert made.confidence.weights["trait & imports"] < 0 < made.confidence.weights["trait & exports"]
    right = [one.confidence for one in made.held_out if one.right]
    wrong = [one.confidence for one in made.held_out if not one.right]
    assert sum(right) / len(right) > sum(wrong) / len(wrong) + 0.2


def test_a_fit_is_the_same_whatever_ships_and_in_whatever_order(labelled: list[Labelled]) -> None:
    table = training.train(labelled, read).table
    with ranking.trying({"partner": {"first": -9.0}, "confidence": {"claim & any": 4.0}}):
        assert training.train(labelled, read).table == table
    assert training.train(labelled[:6], read).table != table


def test_fit_writes_a_table_and_says_what_it_got(
    labelled: list[Labelled], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    shipped = training.SHIPPED.read_bytes()
    put(labelled)
    options = ["fit", "--articles", "articles", "--gold", "gold", "--split", "dev", "--out"]
    for name in ("one.csv", "two.csv"):
        with pytest.raises(SystemExit) as caught:
            main([*options, name])
        assert caught.value.code == 0
    out = capsys.readouterr().out
    assert out.startswith("decision       examples  before  fitted  held out  ridge\nreporter ")
    assert out.endswith("two.csv written\n")
    assert Path("one.csv").read_bytes() == Path("two.csv").read_bytes()
    assert "on 11 articles, " in Path("one.csv").read_text(encoding="utf-8")
    assert training.SHIPPED.read_bytes() == shipped


@pytest.mark.parametrize(
    ("options", "line"),
    [
        (["--gold", "gold", "--gold", "gold"], "--gold: 2 for 1 folder of articles; name one for each"),
        (["--gold", "none"], "not fitted: 1 fault in articles and labels"),
        (["--gold", "gold", "--split", "best"], "not fitted: 1 fault in articles and labels"),
        (["--gold", "gold", "--out", "no/x.csv"], "--out no/x.csv: cannot be written: No such file or directory"),
    ],
)
def test_a_fit_asked_wrongly_is_refused_in_a_line(
    labelled: list[Labelled],
    options: list[str],
    line: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    put(labelled)
    with pytest.raises(SystemExit) as caught:
        main(["fit", "--articles", "articles", *options])
    err = capsys.readouterr().err.splitlines()
    assert (caught.value.code, err[-1]) == (2, f"extractor: {line}")
    if "best" in options:
        assert err[0] == "articles/articles.csv no-split: has no article of 'best'; choose from dev, test"


def put(labelled: list[Labelled]) -> None:
    """Write articles and labels to folders; the last is of the split `test`."""
    from extractor.writing import writer

    Path("articles").mkdir()
    Path("gold").mkdir()
    rows = []
    for one in labelled:
        doc_id = one.article.doc_id
        Path(f"articles/{doc_id}.txt").write_text(one.article.text, encoding="utf-8")
        rows.append(f"{doc_id},{one.article.published},{'test' if one is labelled[-1] else 'dev'}\n")
        with writer(Path(f"gold/{doc_id}.csv")) as write:
            write(one.labels)
    Path("articles/articles.csv").write_text("doc_id,published,split\n" + "".join(rows), encoding="utf-8")
