"""Periods: canonical texts, wordings of time, what they mean, and the day that an article speaks from."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor import calendars
from extractor.fiscal import fiscal_year, marketing_year
from extractor.periods import Anchor, base, find, infer, periods, resolve, span
from extractor.tables import table

CASES = Path(__file__).parent / "cases"
DAYS = st.dates(date(1900, 1, 1), date(2099, 12, 31))


def rows(name: str) -> Sequence[object]:
    """The cases of a file; one with a reason in `xfail` must fail."""
    lines = [line for line in (CASES / name).read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    out = []
    for row in csv.DictReader(lines):
        marks = [pytest.mark.xfail(strict=True, reason=row["xfail"])] if row.get("xfail") else []
        out.append(pytest.param(row, marks=marks, id=next(iter(row.values()))[:60]))
    assert out, f"no cases in {name}"
    return out


@pytest.mark.parametrize("row", rows("periods.csv"))
def test_periods(row: dict[str, str]) -> None:
    found = periods(row["text"], row["published"])
    assert " | ".join(f"{period.text}={period.period}" for period in found) == row["periods"]


@pytest.mark.parametrize("row", rows("periods_not.csv"))
def test_no_period(row: dict[str, str]) -> None:
    assert find(row["text"]) == []


@pytest.mark.parametrize("row", rows("periods_places.csv"))
def test_country_or_crop(row: dict[str, str]) -> None:
    found = periods(row["text"], row["published"])
    assert " | ".join(f"{period.text}={period.period}" for period in found) == row["periods"]


@pytest.mark.parametrize("row", rows("periods_undated.csv"))
def test_article_dates_itself(row: dict[str, str]) -> None:
    found = periods(row["text"])
    assert " | ".join(f"{period.text}={period.period}" for period in found) == row["periods"]


@pytest.mark.parametrize("row", rows("periods_fiscal.csv"))
def test_fiscal_year(row: dict[str, str]) -> None:
    mentions = find(row["text"])
    anchor = infer(row["text"], mentions, row["published"])
    found = [f"{mention.text}={resolve(mention, anchor, '', row['country'])}" for mention in mentions]
    assert " | ".join(found) == row["periods"]


@pytest.mark.parametrize("row", rows("periods_base.csv"))
def test_base(row: dict[str, str]) -> None:
    mentions = find(row["text"])
    assert len(mentions) == 1
    assert base(mentions[0], infer(row["text"], mentions, row["published"]), row["current"]) == row["base"]


@pytest.mark.parametrize("row", rows("calendars.csv"))
def test_calendar(row: dict[str, str]) -> None:
    first, last = calendars.bounds(row["period"])
    assert (first.isoformat(), last.isoformat()) == (row["first"], row["last"])
    assert calendars.previous(row["period"]) == row["previous"]
    assert calendars.shift(row["period"], years=-1) == row["year_earlier"]
    assert calendars.shift(row["period"], months=-1) == row["month_earlier"]


@pytest.mark.parametrize("row", rows("calendars_not.csv"))
def test_not_canonical(row: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="not a period"):
        calendars.bounds(row["text"])


def test_same_as_first_and_last_day() -> None:
    assert calendars.same("2024-01/2024-03", "2024-Q1")
    assert calendars.same("2024", "2024-Q1/2024-Q4")
    assert calendars.same("", "")
    assert not calendars.same("", "2024")
    assert not calendars.same("2024-Q1", "2024-Q2")


@pytest.mark.parametrize(("period", "month"), [("2018", "2018-12"), ("2024-Q1", "2024-03"), ("2024-05-31", "2024-05")])
def test_end_month(period: str, month: str) -> None:
    assert calendars.end_month(period) == month


@given(DAYS, DAYS)
def test_canonical_keeps_its_days(one: date, two: date) -> None:
    first, last = min(one, two), max(one, two)
    assert calendars.bounds(calendars.canonical(first, last)) == (first, last)


@given(DAYS, st.integers(-5, 5))
def test_years_there_and_back(day: date, years: int) -> None:
    for text in (f"{day:%Y-%m}", f"{day.year}", f"{day.year}-Q{(day.month + 2) // 3}", f"{day:%Y-%m}/{day:%Y-%m}"):
        moved = calendars.shift(text, years=years)
        assert calendars.same(calendars.shift(moved, years=-years), text)


@given(st.text(alphabet="2024 MayofQ1thelastyear-/,.()'’\n", max_size=200))
def test_any_text(text: str) -> None:
    found = periods(text)
    for one, two in pairwise(found):
        assert one.end <= two.start
    for period in found:
        assert text[period.start : period.end] == period.text
        if period.period:
            calendars.bounds(period.period)


def test_letters_whose_lower_case_is_longer() -> None:
    text = "İSTANBUL İİİ exports in May 2023"
    (period,) = periods(text)
    assert text[period.start : period.end] == "May 2023"


def test_how_it_is_known() -> None:
    text = "Exports fell in May 2023. Last year they rose."
    assert [period.how for period in periods(text, "2024-01-10")] == ["stated", "publication date"]
    assert [period.how for period in periods(text)] == ["stated", "article's own dates"]
    assert [period.how for period in periods("Last year they rose.")] == ["open"]


@pytest.mark.parametrize(
    ("published", "day", "exact"),
    [
        ("2024-01-10", date(2024, 1, 10), True),
        ("2024-01", date(2024, 1, 31), False),
        ("2024", date(2024, 12, 31), False),
    ],
)
def test_published(published: str, day: date, exact: bool) -> None:
    assert infer("", [], published) == Anchor(day, "publication date", exact=exact)


@pytest.mark.parametrize("published", ["", None])
def test_not_published(published: str | None) -> None:
    assert infer("", [], published) == Anchor()


def test_published_must_be_a_date() -> None:
    with pytest.raises(ValueError, match="not a period"):
        periods("Exports rose.", "last May")


def test_kinds() -> None:
    text = "In May, exports rose 3% year on year, 2% from a month earlier and 9% since 2020, officials said on June 3."
    assert [mention.kind for mention in find(text)] == ["absolute", "rate", "relative", "since", "day"]


def test_possessive_and_lead() -> None:
    one, two, three = find("December's exports; last year’s imports; trade as of May")
    assert (one.possessive, two.possessive, three.possessive) == (True, True, False)
    assert (one.text, two.text, three.text, three.lead) == ("December", "last year", "as of May", "as of")


def test_so_far_takes_the_span_spoken_of() -> None:
    (mention,) = find("so far this year")
    anchor = Anchor(date(2024, 3, 20), "publication date")
    assert mention.wording.to_date
    assert resolve(mention, anchor) == "2024-01/2024-02"
    assert resolve(mention, anchor, "2024-01/2024-02") == "2024-01/2024-02"
    assert resolve(mention, Anchor()) == ""


def test_span_of_a_total() -> None:
    anchor = Anchor(date(2024, 8, 15), "publication date")
    (since,), (recent,) = find("since 2013"), find("in the past five years")
    assert span(since, anchor, "2023") == "2013/2023"
    assert span(recent, anchor) == "2020/2024"


def test_marketing_year_of_the_crop() -> None:
    (mention,) = find("in the 2024/25 marketing year")
    assert resolve(mention, Anchor(), "", "USA", "wheat") == "2024-06/2025-05"
    assert resolve(mention, Anchor(), "", "BRA", "cocoa") == "2024-10/2025-09"
    assert resolve(mention, Anchor(), "", "USA") == "2024/2025"


def test_tables() -> None:
    assert [row["month"] for row in table("months") if not row["short"]] == [str(month) for month in range(1, 13)]
    forms = [row["form"] for row in (*table("period_words"), *table("months"))]
    assert len(forms) == len(set(forms))
    for row in table("fiscal_years"):
        known = fiscal_year(row["alpha3"])
        assert known is not None
        assert 2 <= known.month <= 12
    assert marketing_year("wheat", "USA") is not None
    assert marketing_year("steel", "USA") is None
    for name in ("period_words", "months", "fiscal_years", "future_words", "base_words", "month_nouns", "year_counts"):
        keys = [tuple(row.values()) for row in table(name)]
        assert len(keys) == len(set(keys)), name
