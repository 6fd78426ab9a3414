"""Rows of CSV: streamed, with cells of any length up to a cap, and one bad row at a time.

The csv module keeps the length of its longest cell in a global; hence a reader of our own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

from extractor.articles import LARGEST, TOO_LARGE
from extractor.decoding import Decoded
from extractor.lines import lines

_QUOTED = re.compile(r'([^"]*+(?:""[^"]*+)*+)("?)')
_IN_QUOTES = re.compile(r'"[^"]*+"?')
_DELIMITERS = ",;\t|"


class CsvRow(NamedTuple):
    """A row with the number of the line it begins in; `fault` says why it cannot be used."""

    line: int
    cells: list[str]
    decoded: Decoded
    fault: str = ""


def rows(stream: BinaryIO) -> Iterator[CsvRow]:
    """The rows of a CSV as RFC 4180 has it, the header first; cells are parted by what parts those of the header.

    Blank lines are passed over. A row whose quotes do not close ends where it is longer than an article may be.
    """
    delimiter = ""
    cells: list[str] = []
    opened: list[str] = []
    first, size, decoded = 0, 0, Decoded("", "utf-8", "")
    for line in lines(stream):
        text = line.decoded.text
        if not opened:
            if not line.fault and not text.strip():
                continue
            first, size, decoded, cells = line.number, 0, line.decoded, []
            delimiter = delimiter or _delimiter(text)
        elif decoded.encoding == "utf-8":
            decoded = line.decoded  # the line that is not shows what the row is in
        size += len(text)
        fault = line.fault or (TOO_LARGE if size > LARGEST else "")
        if fault:
            opened = []
            yield CsvRow(first, [], decoded, fault)
            continue
        _split(text, delimiter, cells, opened)
        if not opened:
            yield CsvRow(first, cells, decoded)
    if opened:
        yield CsvRow(first, [], decoded, "has a quotation mark that is never closed; write two for one inside a cell")


def _split(text: str, delimiter: str, cells: list[str], opened: list[str]) -> None:
    """Add the cells of a line to `cells`, and to `opened` the parts so far of one whose quotes are open at its end."""
    at, line = 0, text.rstrip("\r\n")
    while True:
        cell = ""
        if opened or line[at : at + 1] == '"':
            match = _QUOTED.match(text, at if opened else at + 1)
            assert match is not None  # it matches nothing too
            opened.append(match[1])
            if not match[2]:
                return
            cell = "".join(opened).replace('""', '"')
            opened.clear()
            at = match.end()
        end = line.find(delimiter, at)
        cells.append(cell + line[at : end if end >= 0 else len(line)])
        if end < 0:
            return
        at = end + 1


def _delimiter(header: str) -> str:
    bare = _IN_QUOTES.sub("", header)
    return max(_DELIMITERS, key=bare.count)
