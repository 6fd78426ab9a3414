from __future__ import annotations

from datetime import date, datetime
from typing import Any

import numpy as np
import pandas as pd
import pytest

from extractor import frames
from extractor.claims import COLUMNS, EVIDENCE, Claim
from extractor.frames import extract_frame
from tests.claims import claim

Calls = list[tuple[str, str | None, str]]


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> Calls:
    """What the extractor was called with; it finds a claim for every "!" of a text."""
    seen: Calls = []

    def extract(text: str, *, published: str | None = None, doc_id: str = "", tables: object = None) -> list[Claim]:
        seen.append((text, published, doc_id))
        return [claim(doc_id=doc_id, start=i, value="1.5") for i, char in enumerate(text) if char == "!"]

    monkeypatch.setattr(frames, "extract", extract)
    return seen


def frame(**columns: Any) -> pd.DataFrame:
    return pd.DataFrame({"doc_id": ["a"], "text": ["x"], "published": [None]} | columns)


def test_a_row_per_claim_in_the_order_of_the_articles(calls: Calls) -> None:
    out = extract_frame(frame(doc_id=["b", "NA", "a"], text=["!!", "", "!"], published=["2024", "", None]))
    assert tuple(out.columns) == COLUMNS + EVIDENCE
    assert list(out["doc_id"]) == ["b", "b", "a"]
    assert list(out["start"]) == [0, 1, 0]
    assert list(out.index) == [0, 1, 2]
    assert calls == [("!!", "2024", "b"), ("", None, "NA"), ("!", None, "a")]


@pytest.mark.parametrize("text", ["!", ""])
def test_types(calls: Calls, text: str) -> None:
    out = extract_frame(frame(text=[text]))
    kinds = {name: str(out[name].dtype) for name in ("start", "end", "sentence_start", "value", "value_high")}
    assert kinds == dict.fromkeys(("start", "end", "sentence_start"), "int64") | dict.fromkeys(
        ("value", "value_high"), "float64"
    )
    assert out["metric"].dtype == pd.Series(["text"]).astype("str").dtype
    assert out["value_high"].isna().all()
    assert len(out) == len(text)


@pytest.mark.parametrize("ids", [[7, 8], pd.Categorical(["x", "y"]), pd.array(["x", "y"], dtype="string")])
@pytest.mark.parametrize("text", ["!", ""])
def test_ids_keep_their_type_so_that_frames_can_be_joined(calls: Calls, ids: Any, text: str) -> None:
    articles = frame(doc_id=ids, text=[text, text], published=[None, None])
    out = extract_frame(articles)
    assert out["doc_id"].dtype == articles["doc_id"].dtype
    assert len(out.merge(articles[["doc_id"]], on="doc_id")) == 2 * len(text)


@pytest.mark.parametrize(
    ("published", "day"),
    [
        ("2024-05-31", "2024-05-31"),
        ("2024-05", "2024-05"),
        (2024, "2024"),
        (2024.0, "2024"),
        (date(2024, 5, 31), "2024-05-31"),
        (datetime(2024, 5, 31, 8), "2024-05-31"),
        (pd.Timestamp("2024-05-31 08:30"), "2024-05-31"),
        (pd.Timestamp("2024-05-31 08:30", tz="Asia/Shanghai"), "2024-05-31"),
        (pd.Period("2024-05", "M"), "2024-05"),
        (None, None),
        (np.nan, None),
        (pd.NaT, None),
        (pd.NA, None),
        ("", None),
    ],
)
def test_published(calls: Calls, published: object, day: str | None) -> None:
    extract_frame(frame(published=pd.Series([published], dtype=object)))
    assert calls == [("x", day, "a")]


def test_a_column_of_timestamps_with_gaps(calls: Calls) -> None:
    dates = pd.to_datetime(pd.Series(["2024-05-31", None]))
    extract_frame(frame(doc_id=["a", "b"], text=["x", "x"], published=dates))
    assert [day for _, day, _ in calls] == ["2024-05-31", None]


@pytest.mark.parametrize("text", [None, np.nan, pd.NA])
def test_a_missing_text_is_no_article(calls: Calls, text: object) -> None:
    assert extract_frame(frame(text=[text])).empty
    assert calls == []


def test_an_empty_frame(calls: Calls) -> None:
    out = extract_frame(frame().iloc[:0])
    assert tuple(out.columns) == COLUMNS + EVIDENCE
    assert out.empty


def test_any_index_and_further_columns_do_not_matter(calls: Calls) -> None:
    articles = frame(doc_id=["a", "b"], text=["!", "!"], published=[None, None], paper=["x", "y"])
    articles.index = pd.Index([5, 5])
    assert list(extract_frame(articles)["doc_id"]) == ["a", "b"]


def test_a_missing_column_is_named() -> None:
    with pytest.raises(ValueError, match=r"^the frame lacks the column text and published; it has doc_id, body$"):
        extract_frame(pd.DataFrame({"doc_id": ["a"], "body": ["x"]}))


def test_a_bad_date_is_named(calls: Calls) -> None:
    with pytest.raises(ValueError, match=r"^row 0, doc_id 'a': published 'soon' is not a date; write 2024-05-31"):
        extract_frame(frame(published=["soon"]))
