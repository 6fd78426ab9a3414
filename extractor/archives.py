"""Compressed files and archives as streams: one layer of gz, bz2, xz or zst, and the members of zip and tar.

Nothing is unpacked as a whole: what reads from a stream takes no more of it than it may hold.
"""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import struct
import tarfile
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import PurePosixPath
from typing import IO, Any, BinaryIO, NamedTuple, cast

from extractor.articles import MissingLibrary, Unreadable

BROKEN = (
    EOFError, OSError, RuntimeError, ValueError, OverflowError, struct.error, zlib.error, lzma.LZMAError,
    zipfile.BadZipFile, tarfile.TarError,
)  # fmt: skip
"""What reading a damaged or hostile file raises, from the libraries that unpack."""

COMPRESSIONS = {".gz": b"\x1f\x8b", ".bz2": b"BZh", ".xz": b"\xfd7zXZ\0", ".zst": b"\x28\xb5\x2f\xfd"}
"""The first bytes of a compressed file, by ending."""

_SHORT = {".tgz": ".tar.gz", ".tbz2": ".tar.bz2", ".txz": ".tar.xz", ".tzst": ".tar.zst"}
_ARCHIVES = (".zip", ".tar")
LARGEST_COPY = 1 << 32
"""The most bytes of a packed zip or Parquet file, which must be gone about in, that are laid on disk to read it."""

_IN_MEMORY = 1 << 24
_STEP = 1 << 20
_ZST_STEP = 1 << 10  # compressed bytes at a time: even of a bomb they become no more than some megabytes


class Member(NamedTuple):
    """A file in an archive. If it `is_last_when_broken`, what follows it cannot be found once it cannot be read."""

    name: str
    stream: BinaryIO
    is_last_when_broken: bool


def plain_name(name: str) -> str:
    """A file's name without the ending of its compression: `a.jsonl.gz` is `a.jsonl`, `a.tgz` is `a.tar`."""
    for short, long in _SHORT.items():
        if name.lower().endswith(short):
            name = name[: -len(short)] + long
    stem, dot, ending = name.rpartition(".")
    return stem if stem and f"{dot}{ending}".lower() in COMPRESSIONS else name


def is_archive(name: str) -> bool:
    """Whether a name without the ending of its compression is that of a zip or tar."""
    return name.lower().endswith(_ARCHIVES)


def decompressed(stream: BinaryIO, name: str) -> BinaryIO:
    """A stream of what a file holds, by its first bytes; Unreadable if its name says that it is compressed otherwise.

    MissingLibrary for zst if there is nothing to read it with.
    """
    buffered = stream if isinstance(stream, io.BufferedReader) else io.BufferedReader(cast(io.RawIOBase, stream))
    start = buffered.peek(8)
    found = next((ending for ending, magic in COMPRESSIONS.items() if start.startswith(magic)), "")
    named = name.lower() != plain_name(name).lower()
    if not found:
        if named and start:
            raise Unreadable("is not compressed as its name says; name it without the ending, or copy it again")
        return buffered
    if found == ".gz":
        return cast(BinaryIO, gzip.GzipFile(fileobj=buffered, mode="rb"))
    if found == ".bz2":
        return cast(BinaryIO, bz2.BZ2File(buffered))
    if found == ".xz":
        return cast(BinaryIO, lzma.LZMAFile(buffered))
    return io.BufferedReader(_Zst(buffered))


def members(stream: BinaryIO, name: str) -> Iterator[Member]:
    """The files in a zip or tar, in its order, each to be read before the next."""
    if name.lower().endswith(".zip"):
        with seekable(stream) as file, zipfile.ZipFile(file) as archive:
            for info in archive.infolist():
                if info.is_dir():
                    continue
                with _Member(partial(archive.open, info)) as member:
                    yield Member(info.filename, cast(BinaryIO, member), False)
        return
    ended = _Ended(stream)
    with tarfile.open(fileobj=cast(BinaryIO, ended), mode="r|") as tar:
        for entry in tar:
            tar.members = []  # type: ignore[attr-defined]  # it keeps each it has met, of which there may be millions
            if entry.isfile() and (inner := tar.extractfile(entry)) is not None:
                yield Member(entry.name, cast(BinaryIO, _Member(partial(_same, inner))), True)
    if any(ended.last[-tarfile.BLOCKSIZE :]):
        raise EOFError


def is_hidden(name: str) -> bool:
    """Whether a file or a folder above it in the archive is hidden, or is what a Macintosh adds."""
    return any(part.startswith(".") or part == "__MACOSX" for part in PurePosixPath(name).parts if part not in "..")


def seekable(stream: BinaryIO) -> IO[bytes]:
    """The stream, or a copy on disk where it cannot be gone about in; to be closed. Unreadable if that is too large."""
    if stream.seekable() and not isinstance(stream, (gzip.GzipFile, bz2.BZ2File, lzma.LZMAFile)):
        return stream
    copy = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 - the caller closes it
    size = 0
    try:
        while data := stream.read(_STEP):
            copy.write(data)
            size += len(data)
            if size > LARGEST_COPY:
                raise Unreadable(f"has more than {LARGEST_COPY >> 30} GB once it is unpacked; unpack it yourself")
    except BaseException:
        copy.close()
        raise
    copy.seek(0)
    return cast(IO[bytes], copy)


def _same(stream: IO[bytes]) -> IO[bytes]:
    return stream


class _Ended:
    """A stream that keeps what was read last: a tar that is whole ends with a block of zeros, which goes unchecked."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.last = b""

    def read(self, size: int) -> bytes:
        data = self._stream.read(size)
        self.last = data or self.last
        return data


class _Member(io.RawIOBase):
    """A member that is opened when it is first read, so that a broken one is a fault of its own."""

    def __init__(self, opened: Callable[[], IO[bytes]]) -> None:
        self._opened = opened
        self._stream: IO[bytes] | None = None

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        if self._stream is None:
            self._stream = self._opened()
        data = self._stream.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        if self._stream is not None:
            self._stream.close()
        super().close()


class _Zst(io.RawIOBase):
    """What a zst file of any number of frames holds; EOFError where it ends within one."""

    def __init__(self, stream: BinaryIO) -> None:
        try:
            import zstandard
        except ModuleNotFoundError:
            raise MissingLibrary("compressed with zst", "zstandard", "zstd") from None
        self._stream, self._library = stream, zstandard
        self._frame: Any = None
        self._left = self._made = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        while not self._made:
            data = self._left or self._stream.read(_ZST_STEP)
            self._left = b""
            if not data:
                if self._frame is not None:
                    raise EOFError("Compressed file ended before its end")
                return 0
            self._frame = self._frame or self._library.ZstdDecompressor().decompressobj()
            try:
                self._made = self._frame.decompress(data)
            except self._library.ZstdError as error:
                raise OSError(str(error)) from None
            if self._frame.eof:
                self._left, self._frame = self._frame.unused_data, None
        data, self._made = self._made[: len(buffer)], self._made[len(buffer) :]
        buffer[: len(data)] = data
        return len(data)
