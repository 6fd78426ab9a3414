"""Claims in files: CSV, JSON lines, Parquet or SDMX-CSV in one, or Parquet in a folder by month of publication."""

from __future__ import annotations

import csv
import json
import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager, suppress
from decimal import Decimal
from pathlib import Path
from typing import Any, Protocol, TextIO

from extractor import sdmx
from extractor.claims import COLUMNS, EVIDENCE, Claim
from extractor.errors import Refused

ALL = COLUMNS + EVIDENCE
"""The columns of every file, in order: those of a gold file, then the evidence."""

INTEGERS = frozenset({"start", "end", "sentence_start", "sentence_end"})
NUMBERS = frozenset({"value", "value_high", "confidence"})

PARTITIONS = ("", "month")
"""What a folder of Parquet files may be divided by: nothing (one file), the month of publication."""

UNKNOWN = "unknown"
"""The part of what has no month; pandas does not read folders whose parts lack a value."""

_HELD = 10_000
"""Rows of a part that are held before they are written."""


class Write(Protocol):
    """Adds the claims of an article, published on a date, month or year, to what is being written."""

    def __call__(self, claims: Sequence[Claim], published: str | None = None) -> None:
        """Add claims."""


_Rows = Callable[[Sequence[Claim]], None]


@contextmanager
def writer(path: Path, *, partition: str = "") -> Iterator[Write]:
    """A function that adds claims to the file at `path`, in the format its ending names.

    The file is written beside its place under another name and put there at the end, so that it is whole or not
    there at all. CSV holds text as in a gold file; in JSON lines and Parquet offsets and values are numbers and an
    end of a range that is not there is null; `.sdmx.csv` is SDMX-CSV 2.0 (`sdmx.COLUMNS`). With `partition` "month"
    the path is a folder of Parquet files by month of publication, and as a whole there or not. Refused if the ending
    or partition is unknown or the place cannot be written to.
    """
    if partition not in PARTITIONS:
        raise Refused(f"--partition {partition}: unknown; choose from {', '.join(filter(None, PARTITIONS))}")
    make = _months(path) if partition else _format(path)
    draft = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with ExitStack() as file:
            with _one_line(path):
                write = file.enter_context(make(draft))

            def checked(claims: Sequence[Claim], published: str | None = None) -> None:
                with _one_line(path):
                    write(claims, published)

            yield checked
            with _one_line(path):
                file.close()
                _put(draft, path)
    finally:
        if draft.is_dir():
            shutil.rmtree(draft, ignore_errors=True)
        else:
            with suppress(OSError):  # it is not there, or its folder is none
                draft.unlink()


_Make = Callable[[Path], AbstractContextManager[Write]]


def _format(path: Path) -> _Make:
    """What writes one file in the format of its ending."""
    formats = {".csv": _csv, ".jsonl": _jsonl, ".parquet": _parquet, ".sdmx.csv": _sdmx}
    name = path.name.lower()
    chosen = formats[".sdmx.csv"] if name.endswith(".sdmx.csv") else formats.get(path.suffix.lower())
    if chosen is None:
        raise Refused(f"--out {path}: unknown ending {path.suffix!r}; choose from {', '.join(formats)}")
    if path.is_dir():
        raise Refused(f"--out {path}: is a folder; name a file in it, or divide it with --partition month")
    if path.suffix.lower() == ".csv" and path.is_file() and path.stat().st_size:
        with _one_line(path), path.open("rb") as file:
            if not file.readline().lstrip(b"\xef\xbb\xbf").startswith((b"doc_id,start,", b"STRUCTURE,")):
                raise Refused(f"--out {path}: is a table of something else; name another file, or move that one away")

    @contextmanager
    def opened(draft: Path) -> Iterator[Write]:
        with chosen(draft) as rows:
            yield lambda claims, published=None: rows(claims)

    return opened


def _months(path: Path) -> _Make:
    """What writes a folder, which may be there already only if it is one of these."""
    if path.exists() and not path.is_dir():
        raise Refused(f"--out {path}: is a file; with --partition name a folder")
    if path.is_dir() and (
        other := next((one for one in path.iterdir() if not one.name.startswith("published=")), None)
    ):
        raise Refused(f"--out {path}: holds {other.name}, which is no part of claims; name another folder")
    return _partitioned


def _put(draft: Path, path: Path) -> None:
    """A draft in its place; of a folder, what was there goes when the new one is there."""
    if not path.is_dir():
        draft.replace(path)
        return
    old = path.with_name(f".{path.name}.{os.getpid()}.old")
    path.replace(old)
    try:
        draft.replace(path)
    except OSError:
        old.replace(path)
        raise
    shutil.rmtree(old, ignore_errors=True)


@contextmanager
def _one_line(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise Refused(f"--out {path}: cannot be written: {error.strerror or error}") from error


def typed(claim: Claim) -> dict[str, Any]:
    """A claim's row with offsets and values as numbers and None for an upper end that is not there."""
    row: dict[str, Any] = dict(claim.row())
    for name in NUMBERS:
        row[name] = _number(getattr(claim, name))
    return row


def _number(value: Decimal | float | None) -> int | float | None:
    if value is None or isinstance(value, float):
        return value
    return int(value) if value == value.to_integral_value() else float(value)


@contextmanager
def _csv(path: Path) -> Iterator[_Rows]:
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.DictWriter(file, ALL, lineterminator="\n")
        rows.writeheader()
        yield lambda claims: rows.writerows(claim.row() for claim in claims)


@contextmanager
def _sdmx(path: Path) -> Iterator[_Rows]:
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.DictWriter(file, sdmx.COLUMNS, lineterminator="\n")
        rows.writeheader()
        yield lambda claims: rows.writerows(map(sdmx.row, claims))


@contextmanager
def _jsonl(path: Path) -> Iterator[_Rows]:
    with path.open("w", encoding="utf-8", newline="") as file:
        yield lambda claims: _write_lines(file, claims)


def _write_lines(file: TextIO, claims: Sequence[Claim]) -> None:
    for claim in claims:
        file.write(json.dumps(typed(claim), ensure_ascii=False) + "\n")


@contextmanager
def _parquet(path: Path) -> Iterator[_Rows]:
    pa, pq = _arrow()
    held: list[dict[str, Any]] = []

    def write(claims: Sequence[Claim]) -> None:
        held.extend(map(typed, claims))
        if len(held) >= _HELD:
            flush()

    def flush() -> None:
        file.write_table(pa.Table.from_pylist(held, schema=_schema(pa)))
        held.clear()

    with path.open("wb") as place, pq.ParquetWriter(place, _schema(pa)) as file:
        yield write
        flush()


@contextmanager
def _partitioned(folder: Path) -> Iterator[Write]:
    """Files `published=2024-05/part-00000.parquet`; what is held of all months together has a bound too."""
    pa, pq = _arrow()
    held: dict[str, list[dict[str, Any]]] = {}
    files: dict[str, int] = {}

    def write(claims: Sequence[Claim], published: str | None = None) -> None:
        month = published[:7] if published and len(published) >= 7 else UNKNOWN
        held.setdefault(month, []).extend(map(typed, claims))
        if len(held[month]) >= _HELD:
            flush(month)
        elif sum(map(len, held.values())) >= 10 * _HELD:
            for each in list(held):
                flush(each)

    def flush(month: str) -> None:
        rows = held.pop(month)
        number = files[month] = files.get(month, -1) + 1
        part = folder / f"published={month}"
        part.mkdir(exist_ok=True)
        if rows:
            pq.write_table(pa.Table.from_pylist(rows, schema=_schema(pa)), part / f"part-{number:05}.parquet")

    folder.mkdir()
    yield write
    for month in list(held):
        flush(month)


def _arrow() -> tuple[Any, Any]:
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ModuleNotFoundError:
        raise Refused("--out *.parquet: needs pyarrow; pip install 'trade-claims[parquet]'") from None
    return pa, pq


def _schema(pa: Any) -> Any:
    types = {name: pa.int64() for name in INTEGERS} | {name: pa.float64() for name in NUMBERS}
    return pa.schema([(name, types.get(name, pa.string())) for name in ALL])
