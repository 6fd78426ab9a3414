"""One source as a stream of articles and documents, whatever it is packed in."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import BinaryIO

from extractor import archives, formats
from extractor.articles import EMPTY, Columns, Missing, MissingLibrary, Origin, Problem, Unreadable
from extractor.formats import FORMATS, Piece

TABLE = "articles.csv"
"""The table that gives `published` per `doc_id`, beside the articles or in the folder that was asked for."""

STDIN = "-"
_ABOUT = frozenset({"readme", "license", "licence", "changelog", "contributing", "authors", "notice"})
"""Markdown files that a folder has about itself; none is an article unless it is named."""

_FAILURES = (Unreadable, *archives.BROKEN)


@dataclass(frozen=True, slots=True)
class Source:
    """A place articles are to be read from: a file, plain, compressed or an archive, or `-` for standard input.

    `doc_id` is the id of its article if it holds one; `dates` are those of the table, per id. `format` is one that was
    asked for, whatever the ending says, `columns` those that were. One that was not `named` was met in a folder.
    """

    path: str
    doc_id: str
    dates: Mapping[str, str] = field(default_factory=dict)
    format: str = ""
    columns: Columns = field(default_factory=Columns)
    named: bool = True


def is_read(name: str, wanted: str) -> bool:
    """Whether a file met in a folder or archive is read, by its name without the ending of its compression.

    With a format that was `wanted`, whatever is neither hidden nor the table of dates is.
    """
    if name.startswith(".") or name.lower() == TABLE:
        return False
    if wanted or archives.is_archive(name):
        return True
    found = formats.of_name(name)
    return found is not None and not (found.name == "md" and Path(name).stem.lower() in _ABOUT)


def streamed(source: Source, published: str | None = None) -> Iterator[Piece]:
    """What a source holds, as it is read; `published` goes before every other date.

    What cannot be read is a problem with its place, and ends what cannot be read on.
    """
    name = "stdin" if source.path == STDIN else archives.plain_name(Path(source.path).name)
    origin = Origin(source.path, name, published, source.dates, source.columns, source.named)
    is_any = False
    try:
        with _opened(source.path) as stream:
            for piece in _of_stream(archives.decompressed(stream, source.path), origin, source.format):
                is_any = True
                yield piece
    except _FAILURES as error:
        yield _problem(source.path, error)
    else:
        if not is_any and source.named:
            yield Problem(source.path, EMPTY)


def _of_stream(stream: BinaryIO, origin: Origin, wanted: str) -> Iterator[Piece]:
    if archives.is_archive(origin.name):
        yield from _of_archive(stream, origin, wanted)
        return
    read_as = FORMATS[wanted] if wanted else formats.of_name(origin.name) or FORMATS["txt"]
    read_as.check()
    yield from read_as.read(stream, origin)


def _of_archive(stream: BinaryIO, origin: Origin, wanted: str) -> Iterator[Piece]:
    """The pieces of each member that would be read in a folder; a broken one is a problem of its own."""
    is_any = False
    for member in archives.members(stream, origin.name):
        name = archives.plain_name(Path(member.name).name)
        if archives.is_hidden(member.name) or not is_read(name, wanted):
            continue
        is_any = True
        inner = replace(origin, path=f"{origin.path}!{member.name}", name=name, named=False)
        try:
            if archives.is_archive(name):
                raise Unreadable("is an archive in an archive; unpack it")
            yield from _of_stream(archives.decompressed(member.stream, member.name), inner, wanted)
        except _FAILURES as error:
            yield _problem(inner.path, error)
            if member.is_last_when_broken and not isinstance(error, Unreadable):
                return
    if not is_any:
        yield Problem(origin.path, f"has no articles in it ({formats.endings()})")


def _opened(path: str) -> AbstractContextManager[BinaryIO]:
    return nullcontext(sys.stdin.buffer) if path == STDIN else Path(path).open("rb")


def _problem(path: str, error: Exception) -> Problem:
    if isinstance(error, MissingLibrary):
        return Missing(path, str(error), error.extra)
    return Problem(path, str(error) if isinstance(error, Unreadable) else _reason(error))


def _reason(error: Exception) -> str:
    if isinstance(error, EOFError):
        return "ends before it should; is it there as a whole?"
    if isinstance(error, OSError) and error.strerror:
        return f"cannot be read: {error.strerror}"
    if isinstance(error, RuntimeError) and "encrypted" in str(error):
        return "is encrypted; unpack it"
    told = str(error).strip().splitlines()
    return f"is broken: {told[0][:120] if told else type(error).__name__}; copy it again"
