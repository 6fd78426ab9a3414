"""What the views say of claims made by hand, counted by hand, the same on every database."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extractor import store
from extractor.claims import Claim
from extractor.reading import Article
from extractor.store_rows import entry
from tests.claims import claim
from tests.servers import do, rows


def level(metric: str, value: str, **changes: object) -> Claim:
    said: dict[str, object] = {"measure": "level", "unit": "USD", "base": "", "period": "2024"}
    return claim(metric=metric, value=value, **said | changes)


def fill(url: str, articles: dict[str, tuple[str | None, list[Claim]]], **duplicates: str) -> None:
    """Write articles by id, with their dates and claims; `duplicates` are copies of another."""
    entries = [
        entry(
            Article(doc_id, f"Text of {doc_id}.", published, f"{doc_id}.txt"),
            [replace(one, doc_id=doc_id) for one in claims],
            4,
            duplicate_of=duplicates.get(doc_id, ""),
        )
        for doc_id, (published, claims) in articles.items()
    ]
    with store.opened(url) as database:
        assert database.write(entries).refused == ()


def test_latest_is_the_newest_period_as_the_newest_article_tells_it(url: str) -> None:
    fill(
        url,
        {
            "old": ("2024-11-07", [level("exports", "300", period="2024-10"), level("exports", "3300", period="2023")]),
            "new": (
                "2024-12-07",
                [level("exports", "310", period="2024-11"), level("imports", "200", period="2024-11")],
            ),
            "revised": ("2025-01-07", [level("exports", "312", period="2024-11")]),
            "undated": (None, [level("exports", "1", period="2024-11")]),
            "less": ("2025-01-07", [level("exports", "313", period="2024-11", confidence=0.5)]),
            "growth": (
                "2025-01-07",
                [
                    claim(period="2024-11", base="2023-11", value="6.7"),
                    claim(period="2024-11", base="2024-10", value="1.2"),
                    claim(period="2024-11", base="2023-11", value="7", status="forecast"),
                    claim(period="2024-12", base="2023-12", value="9", reporter=""),
                    claim(period="", base="", value="10"),
                ],
            ),
        },
    )
    query = "select metric, measure, frequency, distance, status, period, value, doc_id from latest"
    assert sorted(rows(url, query)) == [
        ("exports", "growth", "M", "P12M", "actual", "2024-11", 6.7, "growth"),
        ("exports", "growth", "M", "P12M", "forecast", "2024-11", 7, "growth"),
        ("exports", "growth", "M", "P1M", "actual", "2024-11", 1.2, "growth"),
        ("exports", "level", "A", "", "actual", "2023", 3300, "old"),
        ("exports", "level", "M", "", "actual", "2024-11", 312, "revised"),
        ("imports", "level", "M", "", "actual", "2024-11", 200, "new"),
    ]


def test_agreement_of_articles(url: str) -> None:
    fill(
        url,
        {
            "a": ("2025-01-07", [level("exports", "1000"), level("imports", "500"), claim(period="2024", base="2023")]),
            "b": ("2025-01-08", [level("exports", "1004"), level("imports", "510", period="2024-01/2024-12")]),
            "c": ("2025-01-09", [level("exports", "1100"), level("exports", "1001", bound="~")]),
            "d": ("2025-01-10", [level("exports", "900", bound=">"), level("exports", "990", unit="EUR")]),
            "e": ("2025-01-11", [claim(period="2024", base="2022")]),
            "f": ("2025-01-12", [level("exports", "1000")]),
        },
        f="a",
    )
    query = "select metric, period, articles, agreeing, agree, lowest, median, highest from agreement order by metric"
    # exports: 1000, 1004 and 1100 (which goes before "about 1001"); f is a copy of a, d tells a bound and euros
    assert rows(url, query) == [
        ("exports", "2024", 3, 2, 0, 1000, 1004, 1100),
        ("imports", "2024", 2, 1, 0, 500, 500, 510),
    ]


@pytest.mark.parametrize(
    ("values", "agreeing", "agree"),
    [
        (("5.9", "5.9"), 2, 1),
        (("1000", "1005"), 2, 1),
        (("1000", "1006"), 1, 0),
        (("0", "0"), 2, 1),
        (("-5", "5"), 1, 0),
    ],
)
def test_agreement_is_to_one_part_in_200(url: str, values: tuple[str, str], agreeing: int, agree: int) -> None:
    fill(url, {str(number): ("2025-01-07", [level("exports", value)]) for number, value in enumerate(values)})
    assert rows(url, "select agreeing, agree from agreement") == [(agreeing, agree)]


def test_balances(url: str) -> None:
    fill(
        url,
        {
            "a": (
                "2025-01-07",
                [
                    level("exports", "900", period="2024-Q1"),
                    level("imports", "600", period="2024-01/2024-03"),
                    level("trade_surplus", "301", period="2024-Q1"),
                    level("exports", "50", partner="USA"),
                    level("imports", "80", partner="USA"),
                    level("trade_deficit", "40", partner="USA"),
                    level("exports", "70", partner="JPN"),
                    level("imports", "60", partner="JPN"),
                    level("exports", "70", partner="KOR"),
                    level("imports", "60", partner="KOR", unit="CNY"),
                    level("trade_surplus", "9", partner="VNM"),
                ],
            ),
            "revision": ("2025-02-07", [level("exports", "75", partner="JPN")]),
        },
    )
    query = "select partner, exports, imports, balance, told, difference, agree from balances order by partner"
    assert rows(url, query) == [
        ("JPN", 75, 60, 15, None, None, None),
        ("USA", 50, 80, -30, -40, -10, 0),
        ("WLD", 900, 600, 300, 301, 1, 1),
    ]


def test_claims_join_un_comtrade(url: str) -> None:
    fill(
        url,
        {
            "a": (
                "2025-01-07",
                [
                    level("exports", "3500000000000"),
                    level("imports", "160", reporter="USA", partner="IND", period="2024-05"),
                    level("imports", "105", item="soybean", unit="t", partner="BRA", period="2024-01/2024-12"),
                    level("exports", "7", item="goods", reporter="TWN", partner="EU"),
                    level("exports", "8", item="copper", unit="kg"),
                    # none of these has an equal there
                    level("exports", "1", period="2024-Q1"),
                    level("exports", "1", period="2024-04/2025-03"),
                    level("exports", "1", unit="CNY"),
                    level("exports", "1", item="services"),
                    level("exports", "1", item="electric toy boat"),
                    level("exports", "1", partner="ASEAN"),
                    level("exports", "1", partner="JPN;KOR"),
                    level("exports", "1", reporter=""),
                    level("exports", "1", status="forecast"),
                    level("exports", "1", value_high="2"),
                    level("exports", "1", basis="sa"),
                    level("trade", "1"),
                    claim(),
                ],
            ),
            "copy": ("2025-01-07", []),
        },
        copy="a",
    )
    keys = '"freqCode", "period", "reporterCode", "partnerCode", "flowCode", "cmdCode"'
    query = f'select {keys}, "primaryValue", "netWgt", doc_id from comtrade order by "primaryValue", "netWgt"'
    known = {
        ("A", "2024", 490, 97, "X", "TOTAL", 7, None, "a"),
        ("M", "202405", 842, 699, "M", "TOTAL", 160, None, "a"),
        ("A", "2024", 156, 0, "X", "TOTAL", 3500000000000, None, "a"),
        ("A", "2024", 156, 0, "X", "74", None, 8, "a"),
        ("A", "2024", 156, 76, "M", "1201", None, 105000, "a"),
    }
    assert set(rows(url, query)) == known
    do(
        url,
        'create table official ("reporterCode" integer, "partnerCode" integer, "flowCode" varchar(1), '
        '"cmdCode" varchar(6), "period" varchar(6), "primaryValue" numeric(20, 2))',
        "insert into official values (156, 0, 'X', 'TOTAL', '2024', 3577000000000)",
    )
    same = '"reporterCode", "partnerCode", "flowCode", "cmdCode", "period"'
    query = f'select c."primaryValue", o."primaryValue" from comtrade c join official o using ({same})'
    assert rows(url, query) == [(3500000000000, 3577000000000)]
