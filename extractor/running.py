"""Articles in, readings out, one after the other, whatever is wrong with some of them."""

from __future__ import annotations

import traceback
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from extractor.decisions import Reading
from extractor.pipeline import read
from extractor.reading import Article, Problem, Source, articles


@dataclass(frozen=True, slots=True)
class Read:
    """An article with what was read from it and the number of its words."""

    article: Article
    reading: Reading
    words: int


def readings(
    found: Iterable[Source | Problem], *, published: str | None = None, explain: bool = False
) -> Iterator[Read | Problem]:
    """Read the articles of each source; `published` goes before every other date. Problems are handed on."""
    for article in articles(found, published=published):
        yield reading(article, explain=explain) if isinstance(article, Article) else article


def reading(article: Article, *, explain: bool = False) -> Read | Problem:
    """Read an article, to `explain` what was decided of each quantity too.

    An error of the reader, which is a fault of the program, is a problem of this article alone.
    """
    try:
        made = read(article.text, published=article.published, doc_id=article.doc_id, explain=explain)
    except Exception as error:
        place = traceback.extract_tb(error.__traceback__)[-1]
        where = f"{Path(place.filename).name}:{place.lineno}"
        return Problem(article.path, f"cannot be read: {type(error).__name__} at {where}; please report it")
    return Read(article, made, len(article.text.split()))
