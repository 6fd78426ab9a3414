"""The formats articles come in: for each its endings, and how a stream of it becomes documents and articles."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import PurePath
from typing import BinaryIO, NamedTuple

from extractor import article_rows, csv_rows, documents, json_values, warc
from extractor.archives import seekable
from extractor.articles import LARGEST, Article, MissingLibrary, NoText, Origin, Problem, Unreadable, storable
from extractor.decoding import Decoded
from extractor.documents import Document
from extractor.lines import lines

Piece = Article | Document | Problem
"""What a stream gives: an article, a document that is to become one, or what is wrong with a part of it."""

_UTF8 = Decoded("", "utf-8", "")
_BATCH = 256  # rows of a Parquet file that are held at a time


@dataclass(frozen=True, slots=True)
class Format:
    """A format: its name (`--format`), the endings of its files, its reader, and whether it may hold other things.

    Files that are no articles for want of a column of text are passed over in folders and refused when named.
    """

    name: str
    endings: tuple[str, ...]
    read: Callable[[BinaryIO, Origin], Iterator[Piece]]
    is_table: bool = False
    needs: tuple[str, str, str] | None = None

    def check(self) -> None:
        """MissingLibrary if the library that the format needs is not installed."""
        if self.needs and find_spec(self.needs[1]) is None:
            raise MissingLibrary(*self.needs)


def of_name(name: str) -> Format | None:
    """The format of a file by its ending (without that of a compression); None if none has it."""
    ending = PurePath(name).suffix.lower()
    return next((one for one in FORMATS.values() if ending in one.endings), None)


def endings() -> str:
    """The endings that are read, for messages."""
    return ", ".join(one.endings[0] for one in FORMATS.values())


def _document(kind: str) -> Callable[[BinaryIO, Origin], Iterator[Piece]]:
    def read(stream: BinaryIO, origin: Origin) -> Iterator[Piece]:
        yield documents.document(stream.read(LARGEST + 1), kind, origin)

    return read


def _json(stream: BinaryIO, origin: Origin) -> Iterator[Piece]:
    found = json_values.values(stream)
    texts = (_Text(str(one.number or ""), one.text, one.fault, _UTF8) for one in found)
    yield from _objects(texts, origin, "item ")


def _json_lines(stream: BinaryIO, origin: Origin) -> Iterator[Piece]:
    found = (line for line in lines(stream) if line.fault or line.decoded.text.strip())
    texts = (_Text(str(line.number), line.decoded.text, line.fault, line.decoded) for line in found)
    yield from _objects(texts, origin, "")


class _Text(NamedTuple):
    """An object as written, with what it is counted by (`17`, nothing if it stands alone), and its fault if any."""

    number: str
    text: str
    fault: str
    decoded: Decoded


def _objects(found: Iterable[_Text], origin: Origin, noun: str) -> Iterator[Piece]:
    """The articles of objects. Of a file that was not named, the first object tells whether these are articles."""
    is_known = origin.named
    for one in found:
        try:
            value = json_values.parsed(one.text) if not one.fault else None
            fault = one.fault or ("" if isinstance(value, Mapping) else "is not a JSON object")
        except ValueError as error:
            value, fault = None, str(error)
        if fault or not isinstance(value, Mapping):
            yield Problem(_place(origin, noun, one.number), fault)
            continue
        for number, row in _unwrapped(value, one.number, origin):
            cells, place = article_rows.cells_of_object(row, origin), _place(origin, noun, number)
            if cells.text is None and not is_known:
                return
            is_known = True
            if cells.text is None:
                yield Problem(place, article_rows.no_text(row, origin))
            else:
                doc_id = f"{origin.doc_id}-{number}" if number else origin.doc_id
                yield from article_rows.articles(cells, place, doc_id, origin, one.decoded)


def _place(origin: Origin, noun: str, number: str) -> str:
    return f"{origin.path}:{noun}{number}" if number else origin.path


def _unwrapped(row: article_rows.Row, number: str, origin: Origin) -> Iterator[tuple[str, article_rows.Row]]:
    """An object with its number; in place of one without a text, those that its only list has.

    News APIs answer with an object whose `articles` (or `results`, or `docs`) are what was asked for.
    """
    lists = [value for value in row.values() if _is_list_of_objects(value)]
    if len(lists) != 1 or article_rows.cells_of_object(row, origin).text is not None:
        yield number, row
        return
    yield from ((f"{number}.{at}" if number else str(at), one) for at, one in enumerate(lists[0], start=1))


def _is_list_of_objects(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(one, Mapping) for one in value)


def _csv(stream: BinaryIO, origin: Origin) -> Iterator[Piece]:
    found: dict[str, str] = {}
    names: list[str] = []
    for number, row in enumerate(csv_rows.rows(stream)):
        place = f"{origin.path}:{row.line}"
        if row.fault:
            yield Problem(place, row.fault)
        elif not names:
            names = row.cells
            try:
                found = article_rows.header(names, origin)
            except NoText:
                if origin.named:
                    raise
                return
        elif len(row.cells) > len(names):
            reason = f"has {len(row.cells)} cells where the header has {len(names)}; put quotation marks around text"
            yield Problem(place, reason)
        else:
            cells = article_rows.cells_of_table(dict(zip(names, row.cells, strict=False)), found)
            yield from article_rows.articles(cells, place, f"{origin.doc_id}-{number}", origin, row.decoded)
    if not names and origin.named:
        raise Unreadable("is empty; its first line names the columns")


def _parquet(stream: BinaryIO, origin: Origin) -> Iterator[Piece]:
    import pyarrow
    import pyarrow.parquet

    try:
        with seekable(stream) as file, pyarrow.parquet.ParquetFile(file) as table:
            try:
                found = article_rows.header(table.schema_arrow.names, origin)
            except NoText:
                if origin.named:
                    raise
                return
            number = 0
            for batch in table.iter_batches(batch_size=_BATCH, columns=sorted(set(found.values()))):
                for row in batch.to_pylist():
                    number += 1
                    place, name = f"{origin.path}:row {number}", f"{origin.doc_id}-{number}"
                    yield from article_rows.articles(
                        article_rows.cells_of_table(row, found), place, name, origin, _UTF8
                    )
    except pyarrow.ArrowException as error:
        raise ValueError(str(error)) from None


def _warc(stream: BinaryIO, origin: Origin) -> Iterator[Piece]:
    is_checked = False
    for record in warc.records(stream):
        place = f"{origin.path}:record {record.number}"
        if record.fault:
            yield Problem(place, record.fault)
            continue
        if record.kind == "html" and not is_checked:
            FORMATS["html"].check()
            is_checked = True
        doc_id = storable(record.url or f"{origin.doc_id}-{record.number}")
        dated = origin.dated(doc_id)
        yield Document(doc_id, record.data, record.kind, place, dated, "", record.charset, record.url)


FORMATS = {
    one.name: one
    for one in (
        Format("txt", (".txt", ".text"), _document("txt")),
        Format("md", (".md", ".markdown"), _document("md")),
        Format("html", (".html", ".htm", ".xhtml"), _document("html"), needs=("HTML", "trafilatura", "html")),
        Format("json", (".json",), _json, is_table=True),
        Format("jsonl", (".jsonl", ".ndjson"), _json_lines, is_table=True),
        Format("csv", (".csv", ".tsv"), _csv, is_table=True),
        Format("parquet", (".parquet",), _parquet, is_table=True, needs=("Parquet", "pyarrow", "parquet")),
        Format("warc", (".warc", ".wet"), _warc),
    )
}
"""The formats by name."""
