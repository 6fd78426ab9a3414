"""Documents, each one article: plain text, Markdown, a web page. Read apart from where they came from.

Finding the article in a page costs more than everything before it, so it may be done elsewhere: a document is a small
value that can be sent to another process.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from extractor import front_matter, webpages
from extractor.article_rows import usual
from extractor.articles import EMPTY, LARGEST, NOT_TEXT, TOO_LARGE, Article, Origin, Problem, storable
from extractor.decoding import Decoded, decode
from extractor.publication import date_in, date_in_name

_PAGES = (b"<!doctype html", b"<html")


@dataclass(frozen=True, slots=True)
class Document:
    """The bytes of an article that is yet to be read, and what is known of it.

    `kind` is `txt`, `md` or `html`; `dated` its date by option or table and which of them; `name` the file's, for a
    date in it; `charset` and `url` what a crawl says of a page.
    """

    doc_id: str
    data: bytes
    kind: str
    path: str
    dated: tuple[str, str] | None = None
    name: str = ""
    charset: str = ""
    url: str = ""


def document(data: bytes, kind: str, origin: Origin) -> Document:
    """The document that a file or member holds."""
    doc_id = storable(origin.doc_id)
    if kind == "txt" and origin.path == "-" and data[:1000].lstrip().lower().startswith(_PAGES):
        kind = "html"  # standard input has no ending that says so
    return Document(doc_id, data, kind, origin.path, origin.dated(doc_id), origin.name)


def read(one: Document) -> Iterator[Article | Problem]:
    """The article of a document, or what is wrong with it; a date that cannot be told is a problem beside it."""
    if len(one.data) > LARGEST:
        yield Problem(one.path, TOO_LARGE)
        return
    if not one.data.strip():
        yield Problem(one.path, EMPTY)
        return
    decoded = webpages.decoded(one.data, one.charset) if one.kind == "html" else decode(one.data)
    if decoded is None:
        yield Problem(one.path, NOT_TEXT)
    elif not decoded.text.strip():
        yield Problem(one.path, EMPTY)  # it has the mark of its encoding alone
    elif one.kind == "html":
        yield _of_page(one, decoded)
    elif one.kind == "md":
        yield from _of_markdown(one, decoded)
    else:
        yield _article(one, decoded.text, decoded, None)


def _of_page(one: Document, decoded: Decoded) -> Article | Problem:
    try:
        found = webpages.page(decoded.text, url=one.url)
    except Exception as error:  # the library meets all the markup of the web
        return Problem(one.path, f"cannot be read as HTML: {type(error).__name__}; save the article as plain text")
    if found is None:
        return Problem(one.path, "has no article that can be told from the rest of the page")
    return _article(one, found.text, decoded, (found.published, "html") if found.published else None)


def _of_markdown(one: Document, decoded: Decoded) -> Iterator[Article | Problem]:
    found, dated = front_matter.plain(decoded.text), None
    written = next((found.entries[name] for name in usual("date") if name in found.entries), "")
    if not one.dated:
        try:
            day = date_in(written)
        except ValueError as error:
            yield Problem(one.path, f"date {error}")
            dated = "", ""
        else:
            dated = (day, "metadata") if day else None
    if not found.text.strip():
        yield Problem(one.path, EMPTY)
        return
    yield _article(one, found.text, decoded, dated)


def _article(one: Document, text: str, decoded: Decoded, own: tuple[str, str] | None) -> Article:
    """The article with the first date there is: by option or table, its own, that of its file's name."""
    published, by = one.dated or own or (date_in_name(one.name) or "", "file name")
    by = by if published else ""
    return Article(
        one.doc_id, storable(text), published or None, storable(one.path), decoded.encoding, decoded.note, by
    )
