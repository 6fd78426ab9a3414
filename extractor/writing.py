"""Claims in a file: CSV, JSON lines or Parquet."""

from __future__ import annotations

import csv
import json
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from decimal import Decimal
from pathlib import Path
from typing import Any, TextIO

from extractor.claims import COLUMNS, EVIDENCE, Claim
from extractor.errors import Refused

ALL = COLUMNS + EVIDENCE
"""The columns of every file, in order: those of a gold file, then the evidence."""

INTEGERS = frozenset({"start", "end", "sentence_start", "sentence_end"})
NUMBERS = frozenset({"value", "value_high", "confidence"})

Write = Callable[[Sequence[Claim]], None]


@contextmanager
def writer(path: Path) -> Iterator[Write]:
    """A function that adds claims to the file at `path`, in the format its ending names.

    The file is written beside its place under another name and put there at the end, so that it is whole or not
    there at all. CSV holds text as in a gold file; in JSON lines and Parquet offsets and values are numbers and an
    end of a range that is not there is null. Refused if the ending is unknown or the place cannot be written to.
    """
    formats = {".csv": _csv, ".jsonl": _jsonl, ".parquet": _parquet}
    chosen = formats.get(path.suffix.lower())
    if chosen is None:
        raise Refused(f"--out {path}: unknown ending {path.suffix!r}; choose from {', '.join(formats)}")
    if path.is_dir():
        raise Refused(f"--out {path}: is a folder; name a file in it")
    draft = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with ExitStack() as file:
            with _one_line(path):
                write = file.enter_context(chosen(draft))

            def checked(claims: Sequence[Claim]) -> None:
                with _one_line(path):
                    write(claims)

            yield checked
            with _one_line(path):
                file.close()
                draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


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
def _csv(path: Path) -> Iterator[Write]:
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.DictWriter(file, ALL, lineterminator="\n")
        rows.writeheader()
        yield lambda claims: rows.writerows(claim.row() for claim in claims)


@contextmanager
def _jsonl(path: Path) -> Iterator[Write]:
    with path.open("w", encoding="utf-8", newline="") as file:
        yield lambda claims: _write_lines(file, claims)


def _write_lines(file: TextIO, claims: Sequence[Claim]) -> None:
    for claim in claims:
        file.write(json.dumps(typed(claim), ensure_ascii=False) + "\n")


@contextmanager
def _parquet(path: Path) -> Iterator[Write]:
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ModuleNotFoundError:
        raise Refused("--out *.parquet: needs pyarrow; pip install 'trade-claims[parquet]'") from None
    types = {name: pa.int64() for name in INTEGERS} | {name: pa.float64() for name in NUMBERS}
    schema = pa.schema([(name, types.get(name, pa.string())) for name in ALL])

    def write(claims: Sequence[Claim]) -> None:
        held.extend(map(typed, claims))
        if len(held) >= 10_000:
            flush()

    def flush() -> None:
        file.write_table(pa.Table.from_pylist(held, schema=schema))
        held.clear()

    held: list[dict[str, Any]] = []
    with path.open("wb") as place, pq.ParquetWriter(place, schema) as file:
        yield write
        flush()
