"""Huge inputs stream, truncated ones give what came before, and no bytes whatever raise."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO, cast

import pyarrow.parquet
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor import archives, csv_rows, documents, json_values, streaming
from extractor.articles import LARGEST, TOO_LARGE, Article, Origin, Problem
from extractor.documents import Document
from extractor.formats import FORMATS
from extractor.reading import articles, pieces, sources
from tests import packed
from tests.packed import PACKED, page, parquet, record, tarred

MANY = 800


class Counting(io.RawIOBase):
    """A stream that counts the bytes that were read from it, and gives only as many as a disk does at a time."""

    def __init__(self, data: bytes) -> None:
        self.taken, self._data = 0, data

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        part = self._data[self.taken : self.taken + min(len(buffer), 1 << 16)]
        buffer[: len(part)] = part
        self.taken += len(part)
        return len(part)


def texts() -> Iterator[str]:
    """Articles that do not compress well."""
    state = 1
    for number in range(MANY):
        letters = []
        for _ in range(120):
            state = state * 6364136223846793005 % 2**64
            letters.append(f"{state >> 40:x}")
        yield f"Article {number}. " + " ".join(letters)


@cache
def long(name: str) -> bytes:
    rows = [{"id": str(number), "text": text} for number, text in enumerate(texts())]
    if name == "jsonl":
        return "".join(json.dumps(row) + "\n" for row in rows).encode()
    if name == "json":
        return json.dumps(rows).encode()
    if name == "csv":
        return ("id,text\n" + "".join(f'{row["id"]},"{row["text"]}"\n' for row in rows)).encode()
    if name == "tar":
        return tarred({f"{row['id']}.txt": row["text"].encode() for row in rows})
    return b"".join(record(row["id"], row["text"].encode(), kind="conversion", content="text/plain") for row in rows)


@pytest.mark.parametrize("ending", PACKED)
@pytest.mark.parametrize("name", ["jsonl", "json", "csv", "warc", "tar"])
def test_the_first_article_comes_before_the_rest_is_read(
    name: str, ending: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    data = PACKED[ending](long(name))
    stream = Counting(data)
    path = tmp_path / f"a.{name}{ending}"
    path.touch()
    monkeypatch.setattr(streaming, "_opened", lambda _: io.BufferedReader(stream))
    found = pieces(sources([str(path)]))
    first = list(islice(found, 3))
    assert [type(one) for one in first] in ([Article] * 3, [Document] * 3)
    assert stream.taken < len(data) * 2 / 3
    assert sum(1 for _ in found) == MANY - 3
    assert stream.taken == len(data)


def test_parquet_is_read_by_batches(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    path.write_bytes(parquet([{"text": text} for text in islice(texts(), 600)]))
    sizes: list[int] = []
    batches = pyarrow.parquet.ParquetFile.iter_batches

    def counted(table: Any, **how: Any) -> Iterator[Any]:
        for batch in batches(table, **how):
            sizes.append(batch.num_rows)
            yield batch

    monkeypatch.setattr(pyarrow.parquet.ParquetFile, "iter_batches", counted)
    found = articles(sources([str(path)]))
    assert isinstance(next(found), Article)
    assert len(sizes) == 1
    assert sum(1 for _ in found) == 599
    assert sum(sizes) == 600
    assert max(sizes) < 300


@pytest.mark.parametrize(
    ("name", "ending"),
    [
        *((name, ".gz") for name in ("jsonl", "json", "csv", "warc", "tar")),
        *(("jsonl", ending) for ending in (".bz2", ".xz", ".zst")),
    ],
)
def test_of_what_is_cut_off_the_beginning_is_read(tmp_path: Path, name: str, ending: str) -> None:
    data = PACKED[ending](long(name))
    path = tmp_path / f"a.{name}{ending}"
    path.write_bytes(data[: len(data) * 9 // 10])
    *found, problem = articles(sources([str(path)]))
    assert len(found) > MANY // 4
    assert all(isinstance(one, Article) for one in found)
    assert isinstance(problem, Problem)
    assert problem.path.startswith(str(path))
    assert problem.reason == "ends before it should; is it there as a whole?"


@pytest.mark.parametrize("name", ["json", "warc", "tar"])
def test_of_what_is_cut_off_plain_the_beginning_is_read_too(tmp_path: Path, name: str) -> None:
    data = long(name)
    path = tmp_path / f"a.{name}"
    path.write_bytes(data[: len(data) * 9 // 10 + 7])
    *found, problem = articles(sources([str(path)]))
    assert len(found) > MANY // 2
    assert all(isinstance(one, Article) for one in found)
    assert isinstance(problem, Problem)


@pytest.mark.parametrize("ending", [".gz", ".bz2", ".xz", ".zst"])
def test_a_bomb_is_not_unpacked(ending: str) -> None:
    data = PACKED[ending](bytes(60_000_000))
    stream = Counting(data)
    (found,) = FORMATS["txt"].read(archives.decompressed(cast(BinaryIO, stream), f"a{ending}"), Origin("a", "a"))
    assert isinstance(found, Document)
    assert len(found.data) == LARGEST + 1
    (problem,) = documents.read(found)
    assert problem == Problem("a", TOO_LARGE)


def test_what_must_be_laid_on_disk_has_a_largest_size(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.parquet.gz"
    path.write_bytes(PACKED[".gz"](bytes(5_000_000)))
    monkeypatch.setattr(archives, "LARGEST_COPY", 1 << 21)
    (problem,) = articles(sources([str(path)]))
    assert str(problem) == f"{path}: has more than 0 GB once it is unpacked; unpack it yourself"


def test_frames_of_zst_follow_each_other() -> None:
    one, two = (PACKED[".zst"](text) for text in (b"One. ", b"Two."))
    assert archives.decompressed(io.BytesIO(one + two), "a.zst").read() == b"One. Two."


@pytest.mark.parametrize("size", [1, 2, 3, 7])
def test_objects_are_found_whatever_the_pieces_they_come_in(size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_values, "_CHUNK", size)
    written = ['{"a": "\\\\\\"}]{", "b": [{}]}', '{"é": "\\\\"}', "{}"]
    stream = io.BytesIO(f" [ {' , '.join(written)} ] ".encode())
    assert [value.text for value in json_values.values(stream)] == written


PACKINGS = {
    "zip": packed.zipped({"b.txt": b"One.", "c.jsonl": b'{"text": "Two."}', "d.html": page()}),
    "tar": tarred({"b.txt": b"One.", "c.jsonl": b'{"text": "Two."}', "d.html": page()}),
}
SEEDS = {name: data for name, (data, _, _) in packed.FORMATS.items()} | PACKINGS


def is_read(tmp: Path, name: str, data: bytes) -> None:
    """Read a file and use all that comes of it."""
    path = tmp / name
    path.write_bytes(data)
    for one in articles(sources([str(path)])):
        assert isinstance(one, (Article, Problem))
        assert str(path) in one.path
        if isinstance(one, Article):
            assert one.text.strip()
            one.text.encode()
        else:
            assert one.reason
            assert "\n" not in one.reason


@settings(max_examples=300)
@given(st.sampled_from(sorted(SEEDS)), st.sampled_from(sorted(PACKED)), st.binary(max_size=300))
def test_random_bytes_under_any_ending_never_raise(
    tmp_path_factory: pytest.TempPathFactory, name: str, ending: str, data: bytes
) -> None:
    tmp = tmp_path_factory.mktemp("a")
    is_read(tmp, f"a.{name}{ending}", data)
    is_read(tmp, f"b.{name}{ending}", PACKED[ending](data))


@settings(max_examples=400)
@given(
    st.sampled_from(sorted(SEEDS)),
    st.sampled_from(sorted(PACKED)),
    st.lists(st.tuples(st.floats(0, 1), st.binary(max_size=3), st.integers(0, 3)), min_size=1, max_size=4),
    st.booleans(),
)
def test_damaged_files_never_raise(
    tmp_path_factory: pytest.TempPathFactory,
    name: str,
    ending: str,
    damages: list[tuple[float, bytes, int]],
    is_inside: bool,
) -> None:
    data = SEEDS[name] if is_inside else PACKED[ending](SEEDS[name])
    for place, put, cut in damages:
        at = int(place * len(data))
        data = data[:at] + put + data[at + cut :]
    is_read(tmp_path_factory.mktemp("a"), f"a.{name}{ending}", PACKED[ending](data) if is_inside else data)


@settings(max_examples=200)
@given(st.lists(st.lists(st.text(alphabet='a",;\n\t ', max_size=6), min_size=2, max_size=4), min_size=1, max_size=5))
def test_a_table_that_is_written_is_read_back(rows: list[list[str]]) -> None:
    width = len(rows[0])
    rows = [(row + [""] * width)[:width] for row in rows]
    sink = io.StringIO()
    writer = csv.writer(sink, quoting=csv.QUOTE_ALL, lineterminator="\n")
    writer.writerows([["text", *"bcd"[: width - 1]], *rows])
    found = list(csv_rows.rows(io.BytesIO(sink.getvalue().encode())))
    assert [row.cells for row in found[1:]] == rows
