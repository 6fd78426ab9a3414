"""The article in a web page: its main text, title and date of publication."""

from __future__ import annotations

import codecs
import logging
import re
from functools import cache
from typing import Any, NamedTuple

from extractor.articles import titled
from extractor.decoding import Decoded, decode
from extractor.publication import date_published

_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s{0,9}=\s{0,9}["']?([\w.:-]{1,40})""", re.IGNORECASE)
_HEAD = 4096  # bytes in which a page must say its encoding
_MARKUP = "<a>\\n+AGE-</a>"  # what can say its encoding in letters of ASCII is in one that leaves them as they are
_MEANT = {"iso8859-1": "cp1252", "ascii": "cp1252", "iso8859-9": "cp1254", "gb2312": "gb18030", "gbk": "gb18030"}
"""What pages mean by some names of encodings, as the Encoding Standard of the web has it."""

_DATES = {"original_date": True, "extensive_search": False}
"""Only dates that a page marks as its own: a guess from its words would move every "last year" in it."""


class Page(NamedTuple):
    """The text of a page's article, the title first, and its date if the page tells it."""

    text: str
    published: str | None


def decoded(data: bytes, charset: str = "") -> Decoded | None:
    """The markup in the encoding that the server, then the page says, else in the one it is recognised as."""
    said = _CHARSET.search(data[:_HEAD])
    for name in filter(None, (charset, said[1].decode("ascii") if said else "")):
        try:
            encoding = codecs.lookup(name).name
            encoding = _MEANT.get(encoding, encoding)
            if encoding != "utf-8" and _MARKUP.encode().decode(encoding) == _MARKUP:
                return Decoded(data.decode(encoding), encoding, "")
        except (LookupError, ValueError):
            continue
    return decode(data)


@cache
def _library() -> Any:
    """The library, which takes half a second and only pages need; what it says of a page is not for the terminal."""
    import trafilatura

    for name in ("trafilatura", "htmldate", "courlan"):
        logging.getLogger(name).addHandler(logging.NullHandler())
    return trafilatura


def page(markup: str, *, url: str = "") -> Page | None:
    """The article in a page; None if there is no main text in it.

    Each paragraph of it is one line, with a blank line between two.
    """
    made: Any = _library().bare_extraction(
        markup,
        url=url or None,
        include_comments=False,
        with_metadata=True,
        date_extraction_params=dict(_DATES),
    )
    text = made.text.strip() if made and made.text else ""
    if not text:
        return None
    text = "\n\n".join(line.strip() for line in text.splitlines() if line.strip())
    try:
        published = date_published(made.date or "")
    except ValueError:
        published = None
    return Page(titled(made.title, text) if made.title else text, published)
