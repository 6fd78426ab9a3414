"""Ordinary news, in which no figure is one of trade or the economy: hardly anything may be read from it."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractor.pipeline import extract

ARTICLES = sorted((Path(__file__).parent / "general").glob("*.txt"))
MISREAD = {
    "general-film-1990-07": "the takings of cinemas, after a film from abroad is called an import",
    "general-technology-2014-06": "what a company shipped",
}


@pytest.mark.parametrize(
    "path",
    [
        pytest.param(
            path,
            id=path.stem,
            marks=[pytest.mark.xfail(strict=True, reason=MISREAD[path.stem])] if path.stem in MISREAD else [],
        )
        for path in ARTICLES
    ],
)
def test_nothing_is_read_from_ordinary_news(path: Path) -> None:
    assert [claim.quote for claim in extract(path.read_text(encoding="utf-8"))] == []
