"""Articles from files, folders and standard input, with their dates of publication."""

from __future__ import annotations

import csv
import os
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from extractor.decoding import decode

LARGEST = 10_000_000
"""The most bytes an article may have; what is larger is an archive, not an article."""

TABLE = "articles.csv"
"""The table that gives `published` per `doc_id`, beside the articles or in the folder that was asked for."""

STDIN = "-"
_DATE = re.compile(r"([12]\d{3}(?:-\d{2}(?:-\d{2})?)?)(?:(?<=-\d\d-\d\d)[T ]\d{2}:\d{2}\S*)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Article:
    """An article as decoded: offsets of claims count the code points of `text`, whose newlines stand as written.

    `published` is an ISO date, a year and month, a year, or None. `note` says what is worth knowing of how the text
    was come by, such as an encoding other than UTF-8.
    """

    doc_id: str
    text: str
    published: str | None = None
    path: str = ""
    encoding: str = "utf-8"
    note: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """A place an article is to be read from: its path (`-` is standard input), id, and date by the table, if any."""

    path: str
    doc_id: str
    published: str | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that could not be read: where, and why, with what to do about it."""

    path: str
    reason: str

    def __str__(self) -> str:
        return f"{self.path}: {self.reason}"


def date_published(text: str) -> str | None:
    """A date of publication as it is handed on: `2024-05-31`, `2024-05`, `2024`; None for an empty text.

    A time of day after the date is dropped. ValueError on anything else.
    """
    text = text.strip()
    if not text:
        return None
    match = _DATE.fullmatch(text)
    try:
        if match is None:
            raise ValueError
        date.fromisoformat((match[1] + "-01-01")[:10])
    except ValueError:
        raise ValueError(f"{text!r} is not a date; write 2024-05-31, 2024-05 or 2024") from None
    return match[1]


def sources(paths: Iterable[str]) -> Iterator[Source | Problem]:
    """What there is to read at `paths`: files as named; of a folder the `.txt` files in it and below, sorted.

    A file reached twice is given once. A second file with the id of another is a problem, since an id must tell
    articles apart; so is a table of dates that cannot be used, whose articles are then read without a date.
    """
    taken: dict[str, str] = {}
    read: set[str] = set()
    for found in _found(paths):
        if isinstance(found, Source):
            place = found.path if found.path == STDIN else str(Path(found.path).resolve())
            other = taken.setdefault(found.doc_id, place)
            if place in read:
                continue
            if place != other:
                yield Problem(found.path, f"its id {found.doc_id!r} is that of {other} too; rename one of them")
                continue
            read.add(place)
        yield found


def load(source: Source, *, published: str | None = None) -> Article | Problem:
    """Read one article; `published` goes before the date of the table."""
    try:
        data = _bytes(source.path)
    except OSError as error:
        return Problem(source.path, f"cannot be read: {error.strerror or error}")
    if len(data) > LARGEST:
        return Problem(source.path, f"has more than {LARGEST // 1_000_000} MB; split it, one file per article")
    if not data.strip():
        return Problem(source.path, "is empty; an article has at least a sentence")
    decoded = decode(data)
    if decoded is None:
        return Problem(source.path, "is not text; save the article as plain text in UTF-8")
    return Article(
        source.doc_id, decoded.text, published or source.published, source.path, decoded.encoding, decoded.note
    )


def _bytes(path: str) -> bytes:
    """At most one byte more than an article may have, so that an endless file ends here."""
    if path == STDIN:
        return sys.stdin.buffer.read(LARGEST + 1)
    with Path(path).open("rb") as file:
        return file.read(LARGEST + 1)


def _found(paths: Iterable[str]) -> Iterator[Source | Problem]:
    tables: dict[Path, dict[str, str]] = {}
    for name in paths:
        path = Path(name)
        if name == STDIN:
            yield Source(STDIN, "stdin")
        elif path.is_dir():
            yield from _folder(path)
        elif path.exists():
            if path.parent not in tables:
                tables[path.parent], problems = _dates(path.parent)
                yield from problems
            yield Source(name, path.stem, tables[path.parent].get(path.stem))
        else:
            yield Problem(name, "does not exist; name articles (.txt), folders of them, or - for standard input")


def _folder(top: Path) -> Iterator[Source | Problem]:
    problems: list[Problem] = []

    def refused(error: OSError) -> None:
        problems.append(Problem(str(error.filename), f"cannot be read: {error.strerror}"))

    articles = 0
    above: dict[str, str] = {}
    for name, folders, files in os.walk(top, onerror=refused):
        folders[:] = sorted(folder for folder in folders if not folder.startswith("."))
        folder = Path(name)
        own, wrong = _dates(folder)
        problems += wrong
        if folder == top:
            above = own
        dates = above | own
        for file in sorted(files):
            path = folder / file
            if path.suffix.lower() == ".txt" and not file.startswith("."):
                articles += 1
                yield Source(str(path), path.stem, dates.get(path.stem))
    if not articles and not problems:
        problems.append(Problem(str(top), "has no articles (.txt); name the folder that holds them"))
    yield from problems


def _dates(folder: Path) -> tuple[dict[str, str], list[Problem]]:
    """`published` per `doc_id` by a folder's table, and what is wrong with the table."""
    path = folder / TABLE
    dates: dict[str, str] = {}
    problems: list[Problem] = []
    if not path.is_file():
        return dates, problems
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = csv.DictReader(file)
            missing = {"doc_id", "published"}.difference(rows.fieldnames or ())
            if missing:
                return dates, [Problem(f"{path}:1", f"lacks {' and '.join(sorted(missing))}; add it to the header")]
            for row in rows:
                try:
                    published = date_published(row["published"] or "")
                except ValueError as error:
                    problems.append(Problem(f"{path}:{rows.line_num}", f"published {error}"))
                else:
                    if published:
                        dates[row["doc_id"]] = published
    except (OSError, csv.Error, UnicodeDecodeError) as error:
        problems.append(Problem(str(path), f"cannot be read: {error}"))
    return dates, problems
