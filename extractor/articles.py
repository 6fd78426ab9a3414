"""What reading gives: articles, what could not be read, and what is known of either beforehand."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePath

LARGEST = 10_000_000
"""The most bytes an article may have, once it is unpacked; what is larger is an archive, not an article."""

TOO_LARGE = f"has more than {LARGEST // 1_000_000} MB; split it, one file per article"
EMPTY = "is empty; an article has at least a sentence"
NOT_TEXT = "is not text; save the article as plain text in UTF-8"

_NO_CHARACTER = re.compile("[\ud800-\udfff\0]")  # half of a surrogate pair, or none: no database takes either


@dataclass(frozen=True, slots=True)
class Article:
    """An article as decoded: offsets of claims count the code points of `text`, whose newlines stand as written.

    `published` is an ISO date, a year and month, a year, or None; `dated_by` says what it was read from: `option`,
    `table` (articles.csv), `metadata` (a column, a key, the front matter), `html`, `file name`, or nothing. `path` is
    the place as users are told it: `a.txt`, `a.zip!b/c.html`, `a.jsonl.gz:17`. `note` says what is worth knowing of
    how the text was come by, such as an encoding other than UTF-8.
    """

    doc_id: str
    text: str
    published: str | None = None
    path: str = ""
    encoding: str = "utf-8"
    note: str = ""
    dated_by: str = ""

    @property
    def digest(self) -> str:
        """SHA-256 of the text in UTF-8, 64 hexadecimal digits: articles that say the same have the same."""
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that could not be read: where, and why, with what to do about it."""

    path: str
    reason: str

    def __str__(self) -> str:
        return f"{self.path}: {self.reason}"


@dataclass(frozen=True, slots=True)
class Missing(Problem):
    """A problem that is the same for every file of a kind: the library of an `extra` is not installed."""

    extra: str


class Unreadable(Exception):  # noqa: N818 - it becomes a Problem, once the place is known
    """A stream cannot be read on: the reason, as a Problem tells it."""


class NoText(Unreadable):
    """A table has no column of text: it is something else, unless it was named as articles."""


class MissingLibrary(Unreadable):
    """What is read needs a library that is not installed; `extra` is the one of this package that brings it."""

    def __init__(self, what: str, library: str, extra: str) -> None:
        super().__init__(
            f"is {what}, which needs {library}; pip install 'trade-claims[{extra}]' (others like it are not read)"
        )
        self.extra = extra


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of tables, or keys of objects, that users name; an empty one is looked for by its usual names."""

    text: str = ""
    id: str = ""
    date: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where bytes come from, and what is known of the articles in them before they are read.

    `path` is the place as users are told it, `name` the file's own name without the ending of its compression.
    `published` is the date by option, `dates` those by the table of dates, per id. A file that was `named` is refused
    if it holds no articles; one come across in a folder or archive is passed over.
    """

    path: str
    name: str
    published: str | None = None
    dates: Mapping[str, str] = field(default_factory=dict)
    columns: Columns = field(default_factory=Columns)
    named: bool = True

    @property
    def doc_id(self) -> str:
        """The id of the only article of a file: its name without the ending."""
        return PurePath(self.name).stem

    def dated(self, doc_id: str) -> tuple[str, str] | None:
        """The date that goes before any that the article itself has, and what gives it; None if nothing does."""
        if self.published:
            return self.published, "option"
        if doc_id in self.dates:
            return self.dates[doc_id], "table"
        return None


def storable(text: str) -> str:
    """The text with U+FFFD for each code point that no database can hold; as long as before."""
    return _NO_CHARACTER.sub("\ufffd", text)


def titled(title: str, text: str) -> str:
    """The text with its title before it as a paragraph of its own, unless it begins with it."""
    title = " ".join(title.split())
    begins = " ".join(text[: 2 * len(title) + 100].split()).startswith(title)
    return text if begins else f"{title}\n\n{text}"
