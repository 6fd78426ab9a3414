"""A pandas frame of articles in, a frame of claims out."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd

from extractor.claims import COLUMNS, EVIDENCE
from extractor.pipeline import extract
from extractor.reading import date_published
from extractor.tables import Tables
from extractor.writing import INTEGERS, NUMBERS, typed

NEEDED = ("doc_id", "text", "published")


def extract_frame(frame: pd.DataFrame, *, tables: Tables | None = None) -> pd.DataFrame:
    """The claims of the articles in `frame`, which has the columns `doc_id`, `text` and `published`.

    `published` may hold dates, timestamps or texts such as `2024-05-31`, `2024-05` or `2024`; a missing one is no
    date, a missing text no article. The result has the columns of a claim and its evidence, a row per claim, rows in
    the order of the articles: offsets int64, values float64, `doc_id` of the type it has in `frame`, the rest text.
    `tables` are the tables to read by, the package's own if none are given.
    ValueError if a column is missing or a date cannot be read.
    """
    missing = [name for name in NEEDED if name not in frame.columns]
    if missing:
        has = ", ".join(map(str, frame.columns)) or "none"
        raise ValueError(f"the frame lacks the column {' and '.join(missing)}; it has {has}")
    rows: list[dict[str, Any]] = []
    places: list[int] = []
    articles = zip(frame["doc_id"], frame["text"], frame["published"], strict=True)
    for place, (doc_id, text, published) in enumerate(articles):
        if _is_missing(text):
            continue
        try:
            day = _day(published)
        except ValueError as error:
            raise ValueError(f"row {place}, doc_id {doc_id!r}: published {error}") from None
        found = extract(str(text), published=day, doc_id=str(doc_id), tables=tables)
        rows += map(typed, found)
        places += [place] * len(found)
    out = pd.DataFrame(rows, columns=list(COLUMNS + EVIDENCE))
    out = out.astype({name: "int64" if name in INTEGERS else "float64" for name in INTEGERS | NUMBERS})
    out = out.astype({name: "str" for name in out.columns if name not in INTEGERS | NUMBERS})
    out["doc_id"] = frame["doc_id"].iloc[places].reset_index(drop=True)
    return out


def _is_missing(value: object) -> bool:
    return value is None or value is pd.NA or value is pd.NaT or value != value


def _day(published: Any) -> str | None:
    if _is_missing(published):
        return None
    if isinstance(published, date):  # a datetime and a timestamp are dates too
        return published.isoformat()[:10]
    if isinstance(published, float) and published.is_integer():  # years in a column with gaps
        published = int(published)
    return date_published(str(published))
