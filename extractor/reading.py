"""Articles from files, folders, archives and standard input, with their dates of publication."""

from __future__ import annotations

import csv
import glob
import hashlib
import os
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from extractor import archives, documents, formats
from extractor.articles import LARGEST, Article, Columns, Missing, Problem
from extractor.documents import Document
from extractor.formats import Piece
from extractor.publication import date_published
from extractor.streaming import STDIN, TABLE, Source, is_read, streamed

__all__ = [
    "LARGEST", "STDIN", "TABLE", "Article", "Columns", "Problem", "Source", "articles", "date_published", "load",
    "pieces", "sources",
]  # fmt: skip


def sources(paths: Iterable[str], *, format: str = "", columns: Columns | None = None) -> Iterator[Source | Problem]:  # noqa: A002
    """What there is to read at `paths`: files as named, those a pattern (`news/**/*.html`) finds, those of folders.

    Of a folder, what is in it and below, sorted: every ending that is known, or with a `format` every file; but
    nothing hidden, no table without a column of text, no `articles.csv`, and no Markdown about the folder (README).
    A file reached twice is given once. A table of dates that cannot be used is a problem; its articles are then read
    without a date from it.
    """
    met: set[str] = set()
    for found in _found(paths, Source("", "", format=format, columns=columns or Columns())):
        if isinstance(found, Source):
            place = found.path if found.path == STDIN else str(Path(found.path).resolve())
            if place in met:
                continue
            met.add(place)
        yield found


def pieces(found: Iterable[Source | Problem], *, published: str | None = None) -> Iterator[Piece]:
    """What sources hold, streamed: articles, and documents that `documents.read` makes articles of; problems go on.

    `published` goes before every other date. An article that has the id of another is passed over if it says the same
    and is a problem if not. A library that is not installed is a problem once.
    """
    ids = _Ids()
    missing: set[str] = set()
    for source in found:
        if isinstance(source, Problem):
            yield source
            continue
        for piece in streamed(source, published):
            if isinstance(piece, Missing):
                if piece.extra in missing:
                    continue
                missing.add(piece.extra)
            if (fresh := ids.checked(piece, source)) is not None:
                yield fresh


def articles(found: Iterable[Source | Problem], *, published: str | None = None) -> Iterator[Article | Problem]:
    """The articles of sources, one at a time, and the problems met; `published` goes before every other date."""
    for piece in pieces(found, published=published):
        if isinstance(piece, Document):
            yield from documents.read(piece)
        else:
            yield piece


def load(source: Source, *, published: str | None = None) -> Article | Problem:
    """The article of a source that holds one; a problem if it cannot be read, or holds several."""
    article: Article | None = None
    problem: Problem | None = None
    for one in articles([source], published=published):
        if isinstance(one, Problem):
            problem = problem or one
        elif article is not None:
            return Problem(source.path, "holds more than one article; name a file for each")
        else:
            article = one
    return article or problem or Problem(source.path, "holds no article")


class _Ids:
    """The ids of the articles of a run: of each no more is held than two numbers, however long it is."""

    def __init__(self) -> None:
        self._taken: dict[int, int] = {}  # digest of an id: digest of the content, then number of the source
        self._sources: list[str] = []

    def checked(self, piece: Piece, source: Source) -> Piece | None:
        """A piece, a problem in place of one whose id another has, or None if that one says the same."""
        if isinstance(piece, Problem):
            return piece
        if not self._sources or self._sources[-1] != source.path:
            self._sources.append(source.path)
        content = piece.data if isinstance(piece, Document) else piece.text.encode("utf-8", "surrogatepass")
        key, digest = _number(piece.doc_id.encode("utf-8", "surrogatepass")), _number(content)
        if key not in self._taken:
            self._taken[key] = digest << 32 | len(self._sources) - 1
            return piece
        other, place = self._taken[key] >> 32, self._sources[self._taken[key] & 0xFFFFFFFF]
        if other == digest:
            return None
        if place == source.path:
            return Problem(
                piece.path, f"its id {piece.doc_id!r} is that of an article before it; name another --id-column"
            )
        return Problem(piece.path, f"its id {piece.doc_id!r} is that of an article of {place} too; rename one of them")


def _number(data: bytes) -> int:
    return int.from_bytes(hashlib.blake2b(data, digest_size=8).digest(), "big")


def _found(paths: Iterable[str], asked: Source) -> Iterator[Source | Problem]:
    tables: dict[Path, dict[str, str]] = {}
    for name in paths:
        if name == STDIN:
            yield replace(asked, path=STDIN, doc_id="stdin")
        elif os.path.exists(name):  # noqa: PTH110 - of what cannot be a name it says no, where a path would raise
            yield from _at(Path(name), name, asked, tables)
        elif glob.has_magic(name):
            matches = sorted(glob.glob(name, recursive=True))  # noqa: PTH207 - the pattern may be absolute
            for match in matches:
                yield from _at(Path(match), match, asked, tables)
            if not matches:
                yield Problem(name, "matches no file; name articles, folders of them, or - for standard input")
        else:
            yield Problem(name, "does not exist; name articles, folders of them, or - for standard input")


def _at(path: Path, name: str, asked: Source, tables: dict[Path, dict[str, str]]) -> Iterator[Source | Problem]:
    """What there is at a path that exists; `tables` are those of dates read so far, by folder."""
    if path.is_dir():
        yield from _folder(path, asked)
        return
    if path.parent not in tables:
        tables[path.parent], problems = _dates(path.parent)
        yield from problems
    doc_id = Path(archives.plain_name(path.name)).stem
    # a pattern of the shell (news/*) names the table of dates too
    yield replace(asked, path=name, doc_id=doc_id, dates=tables[path.parent], named=path.name != TABLE)


def _folder(top: Path, asked: Source) -> Iterator[Source | Problem]:
    problems: list[Problem] = []

    def refused(error: OSError) -> None:
        problems.append(Problem(str(error.filename), f"cannot be read: {error.strerror}"))

    is_any = False
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
            plain = archives.plain_name(file)
            if file.startswith(".") or not is_read(plain, asked.format):
                continue
            if not (folder / file).is_file():  # a pipe that no one writes to would be waited for
                if (folder / file).exists():
                    problems.append(Problem(str(folder / file), "is not a file; it is passed over in a folder"))
                continue
            source = replace(asked, path=str(folder / file), doc_id=Path(plain).stem, dates=dates, named=False)
            if _holds_articles(source, plain):
                is_any = True
                yield source
    if not is_any and not problems:
        problems.append(Problem(str(top), f"has no articles ({formats.endings()}); name the folder that holds them"))
    yield from problems


def _holds_articles(source: Source, plain: str) -> bool:
    """Whether a file of a folder holds articles: of a table, its first rows tell; what cannot be read is told later."""
    found = formats.of_name(plain)
    if source.format or found is None or not found.is_table:
        return True
    return any(True for _ in streamed(source))


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
