"""Articles of a Dask frame or bag to claims, wherever its partitions are."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from typing import Any, TypeVar, cast

import pandas as pd

from extractor.frames import extract_frame
from extractor.tables import Tables

D = TypeVar("D")


def distribute(articles: D, *, tables: Tables | None = None) -> D:
    """The claims of the articles of a Dask frame or bag, as one of the same kind, computed when it is asked for.

    A frame has the columns of `extract_frame`, and gives its columns, with an index that starts anew in each partition.
    The elements of a bag are mappings with `doc_id`, `text` and, where it is known, `published`, and give a dict for
    each claim: offsets int, values float, the rest text, None where there is no value. `tables` as for `extract`.
    TypeError if it is neither; ValueError if a column is missing or a date cannot be read.
    """
    kind = type(articles)
    if kind.__module__.partition(".")[0] == "dask":
        import dask.bag
        import dask.dataframe as dd
        from dask.dataframe.utils import make_meta

        if isinstance(articles, dask.bag.Bag):
            return cast(D, articles.map_partitions(_rows, tables=tables))
        if isinstance(articles, dd.DataFrame):
            meta = extract_frame(make_meta(articles), tables=tables)
            return cast(D, articles.map_partitions(extract_frame, tables=tables, meta=meta, clear_divisions=True))
    hint = "for a pandas frame call extract_frame, or dask.dataframe.from_pandas(frame, npartitions=…) first"
    raise TypeError(f"distribute takes a Dask frame or bag, not a {kind.__module__}.{kind.__name__}; {hint}")


def _rows(articles: Iterable[Mapping[str, Any]], *, tables: Tables | None) -> list[dict[Hashable, Any]]:
    """The claims of the articles of a partition of a bag."""
    some = list(articles)
    if not some:
        return []
    claims = extract_frame(pd.DataFrame([{"published": None, **one} for one in some]), tables=tables)
    return claims.astype(object).where(claims.notna(), None).to_dict("records")
