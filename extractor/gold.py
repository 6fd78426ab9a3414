"""Hand labels: one CSV per article with the columns of a claim, checked against the article's text."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

from extractor import claim_rows
from extractor.claims import Claim
from extractor.errors import Fault
from extractor.reading import TABLE, Article, Problem, sources
from extractor.reading import articles as read_articles


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
    told, faults = _told(articles)
    ids, wrong = _of_split(articles, told, split)
    faults += wrong

    def is_meant(doc_id: str) -> bool:
        matches = not patterns or any(fnmatchcase(doc_id, pattern) for pattern in patterns)
        return matches and (not ids or doc_id in ids)

    texts: dict[str, Article] = {}
    for found in read_articles(sources([str(articles)])):
        if isinstance(found, Problem):
            faults.append(Fault(found.path, "not-read", found.reason))
        elif is_meant(found.doc_id):
            texts[found.doc_id] = found
    files = {path.stem: path for path in sorted(gold.glob("*.csv")) if is_meant(path.stem)}
    for doc_id in sorted(texts.keys() - files.keys()):
        text = f"has no labels in {gold}; label it (the header alone if it holds no claim) or score others with --only"
        faults.append(Fault(texts[doc_id].path, "no-labels", text))
    for doc_id in sorted(files.keys() - texts.keys()):
        faults.append(Fault(str(files[doc_id]), "no-article", f"there is no article {doc_id!r} in {articles}"))
    if not texts and not files:
        faults.append(Fault(str(gold), "nothing-to-score", "no labelled article is meant; look at --only"))
    out = []
    for doc_id in sorted(texts.keys() & files.keys()):
        article = texts[doc_id]
        faults += _changed(article, told.get(doc_id, {}))
        rows = list(read(files[doc_id], article))
        faults += [row for row in rows if isinstance(row, Fault)]
        out.append(Labelled(article, tuple(row for row in rows if isinstance(row, Claim))))
    return out, faults


def splits(articles: Path) -> dict[str, str]:
    """The split of each article that the table of a folder tells one of."""
    return {doc_id: row["split"] for doc_id, row in _told(articles)[0].items() if row.get("split")}


def digest(text: str) -> str:
    """What tells a text from any other: the first 16 digits of the SHA-256 of its UTF-8."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _told(articles: Path) -> tuple[dict[str, dict[str, str]], list[Fault]]:
    """The rows of the table of a folder of articles, by id; nothing where there is no table."""
    path = articles / TABLE
    if not path.is_file():
        return {}, []
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            return {row["doc_id"]: row for row in csv.DictReader(file)}, []
    except (OSError, UnicodeDecodeError, csv.Error, KeyError) as error:
        return {}, [Fault(str(path), "not-read", str(error))]


def _of_split(articles: Path, told: dict[str, dict[str, str]], split: str) -> tuple[frozenset[str], list[Fault]]:
    """The ids of the articles that the table of a folder has in a split; none, for all, if it has no such column."""
    splits = {doc_id: row["split"] for doc_id, row in told.items() if row.get("split")}
    ids = frozenset(doc_id for doc_id, of in splits.items() if of == split)
    if split and splits and not ids:
        known = ", ".join(sorted(set(splits.values())))
        return ids, [Fault(str(articles / TABLE), "no-split", f"has no article of {split!r}; choose from {known}")]
    return ids, []


def _changed(article: Article, row: dict[str, str]) -> Iterator[Fault]:
    """Whether a text is another than the one that was labelled, where the table keeps digests."""
    was = row.get("sha256")
    if was and was != digest(article.text):
        text = f"is not the text that was labelled ({was}, now {digest(article.text)}); restore it, or label it anew"
        yield Fault(article.path, "changed-text", text)


def read(path: Path, article: Article) -> Iterator[Claim | Fault]:
    """Each row of a file of labels as a claim of the article, or what is wrong with it; faults of order come last."""
    seen: dict[tuple[object, ...], str] = {}
    last = -1
    for place, row in claim_rows.read(path):
        fault = row if isinstance(row, Fault) else _misplaced(place, row, article)
        if fault or isinstance(row, Fault):
            yield fault or row
            continue
        again = seen.setdefault(tuple(row.row().items()), place)
        if again != place:
            yield Fault(place, "same-twice", f"says the same as {again}; a mention is labelled once per claim")
        elif row.start < last:
            yield Fault(
                place, "wrong-order", f"starts at {row.start}, after a row that starts at {last}; sort by start"
            )
        else:
            yield row
        last = max(last, row.start)


def _misplaced(place: str, row: Claim, article: Article) -> Fault | None:
    """What is wrong with where a label stands: the article it names, and the words at its offsets."""
    if row.doc_id != article.doc_id:
        return Fault(place, "wrong-article", f"is about {row.doc_id!r}, in a file of labels of {article.doc_id!r}")
    there = article.text[row.start : row.end]
    if there == row.quote and there:
        return None
    text = f"{row.quote!r} at {row.start}-{row.end}, where {article.path} has {there[:80]!r}"
    elsewhere = _nearest_place(article.text, row.quote, row.start)
    if elsewhere is not None:
        text += f"; it stands at {elsewhere}-{elsewhere + len(row.quote)}"
    return Fault(place, "quote-differs", text)


def _nearest_place(text: str, quote: str, start: int) -> int | None:
    """Where a quote stands nearest to a place."""
    if not quote:
        return None
    before, after = text.rfind(quote, 0, start + len(quote)), text.find(quote, start)
    places = [place for place in (before, after) if place >= 0]
    return min(places, key=lambda place: abs(place - start), default=None)
