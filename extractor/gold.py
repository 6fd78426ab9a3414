"""Hand labels: one CSV per article with the columns of a claim, checked against the article's text."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from fnmatch import fnmatchcase
from pathlib import Path

from extractor.calendars import bounds
from extractor.claims import COLUMNS, Claim
from extractor.errors import Fault
from extractor.reading import TABLE, Article, Problem, Source, load, sources

_NUMBER = re.compile(r"-?[0-9]{1,40}(?:\.[0-9]{1,40})?")


@dataclass(frozen=True, slots=True)
class Labelled:
    """An article and its labels; the labels carry no construction and no sentence."""

    article: Article
    labels: tuple[Claim, ...]


def labelled(
    articles: Path, gold: Path, *, only: Iterable[str] = (), split: str = ""
) -> tuple[list[Labelled], list[Fault]]:
    """The articles of one folder with their labels from another, in order of id, and every fault found.

    `only` holds ids or patterns of ids (`2024-*`); without it every article must have labels and every file of
    labels an article. Where there are faults, a score over the rest would not be one over the whole. `split` keeps to
    one part (`dev`, `test`) of a folder whose table has such a column.
    """
    for folder in (articles, gold):
        if not folder.is_dir():
            return [], [Fault(str(folder), "no-folder", "is not a folder")]
    patterns = list(only)
    ids, faults = _of_split(articles, split)

    def is_meant(doc_id: str) -> bool:
        matches = not patterns or any(fnmatchcase(doc_id, pattern) for pattern in patterns)
        return matches and (not ids or doc_id in ids)

    texts: dict[str, Source] = {}
    for source in sources([str(articles)]):
        if isinstance(source, Problem):
            faults.append(Fault(source.path, "not-read", source.reason))
        elif is_meant(source.doc_id):
            texts[source.doc_id] = source
    files = {path.stem: path for path in sorted(gold.glob("*.csv")) if is_meant(path.stem)}
    for doc_id in sorted(texts.keys() - files.keys()):
        text = f"has no labels in {gold}; label it (the header alone if it holds no claim) or score others with --only"
        faults.append(Fault(texts[doc_id].path, "no-labels", text))
    for doc_id in sorted(files.keys() - texts.keys()):
        faults.append(Fault(str(files[doc_id]), "no-article", f"there is no {doc_id}.txt in {articles}"))
    if not texts and not files:
        faults.append(Fault(str(gold), "nothing-to-score", "no labelled article is meant; look at --only"))
    out = []
    for doc_id in sorted(texts.keys() & files.keys()):
        article = load(texts[doc_id])
        if isinstance(article, Problem):
            faults.append(Fault(article.path, "not-read", article.reason))
            continue
        rows = list(read(files[doc_id], article))
        faults += [row for row in rows if isinstance(row, Fault)]
        out.append(Labelled(article, tuple(row for row in rows if isinstance(row, Claim))))
    return out, faults


def _of_split(articles: Path, split: str) -> tuple[frozenset[str], list[Fault]]:
    """The ids of the articles that the table of a folder has in a split; none, for all, if it has no such column."""
    path = articles / TABLE
    if not split or not path.is_file():
        return frozenset(), []
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = [(row["split"], row["doc_id"]) for row in csv.DictReader(file) if row.get("split")]
    except (OSError, UnicodeDecodeError, csv.Error, KeyError) as error:
        return frozenset(), [Fault(str(path), "not-read", str(error))]
    ids = frozenset(doc_id for of, doc_id in rows if of == split)
    if rows and not ids:
        known = ", ".join(sorted({of for of, _ in rows}))
        return ids, [Fault(str(path), "no-split", f"has no article of {split!r}; choose from {known}")]
    return ids, []


def read(path: Path, article: Article) -> Iterator[Claim | Fault]:
    """Each row of a file of labels as a claim, or what is wrong with it."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = csv.DictReader(file, strict=True)
            missing = [column for column in COLUMNS if column not in (rows.fieldnames or ())]
            if missing:
                yield Fault(f"{path}:1", "missing-column", f"lacks {', '.join(missing)}; add it to the header")
                return
            for row in rows:
                yield _label(f"{path}:{rows.line_num}", row, article)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        yield Fault(str(path), "not-read", str(error))


def _label(place: str, row: dict[str, str], article: Article) -> Claim | Fault:
    if None in row or None in row.values():
        return Fault(place, "wrong-row", f"has not as many cells as the header; it wants {len(COLUMNS)}")
    if row["doc_id"] != article.doc_id:
        return Fault(place, "wrong-article", f"is about {row['doc_id']!r}, in a file of labels of {article.doc_id!r}")
    if not (row["start"].isdecimal() and row["end"].isdecimal()):
        return Fault(place, "wrong-offset", f"{row['start']!r} to {row['end']!r} are not two whole numbers")
    start, end = int(row["start"]), int(row["end"])
    if article.text[start:end] != row["quote"] or start >= end:
        there = article.text[start:end][:80]
        return Fault(place, "quote-differs", f"{row['quote']!r} at {start}-{end}, where {article.path} has {there!r}")
    for column in ("period", "base"):
        try:
            bounds(row[column] or "2000")
        except ValueError as error:
            return Fault(place, f"wrong-{column}", str(error))
    for column in ("value", "value_high"):
        if not _NUMBER.fullmatch(row[column]) and (row[column] or column == "value"):
            return Fault(place, "wrong-number", f"{column} {row[column]!r}; write it as 43850000000000 or -6.4")
    texts = {column: row[column] for column in COLUMNS[3:] if not column.startswith("value")}
    return Claim(
        doc_id=article.doc_id,
        start=start,
        end=end,
        value=Decimal(row["value"]),
        value_high=Decimal(row["value_high"]) if row["value_high"] else None,
        construction="",
        sentence="",
        sentence_start=0,
        confidence=1.0,
        **texts,
    )
