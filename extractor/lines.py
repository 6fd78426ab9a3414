"""Lines of a stream: each decoded by itself, and of none that is too long more than the cap held."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple, cast

from extractor.articles import LARGEST, NOT_TEXT, TOO_LARGE, Unreadable
from extractor.decoding import Decoded, decode

_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_PLAIN = Decoded("", "utf-8", "")


class Line(NamedTuple):
    """A line with its number from 1; without text, `fault` says why. `decoded.text` keeps the line's end."""

    number: int
    decoded: Decoded
    fault: str = ""


def lines(stream: BinaryIO) -> Iterator[Line]:
    """The lines of a stream, each decoded by itself; of one that is too long no more than the cap is ever held.

    An encoding other than UTF-8 is recognised once, and noted at the line that shows it. Unreadable if the stream is
    not text at all.
    """
    start = stream.read(4)
    rest = cast(BinaryIO, io.BufferedReader(_After(start, stream)))
    noted = known = ""
    for number, data in enumerate(_utf16(rest) if start[:2] in _UTF16 else _raw(rest), start=1):
        if data is None:
            yield Line(number, _PLAIN, TOO_LARGE)
            continue
        decoded = _known(data, known) or decode(data)
        if decoded is None:
            if number == 1:
                raise Unreadable(NOT_TEXT)
            yield Line(number, _PLAIN, "is not text; save the file in UTF-8")
            continue
        if decoded.note:
            noted, note = decoded.note, "" if decoded.note == noted else decoded.note
            decoded = decoded._replace(note=note)
        known = decoded.encoding if decoded.encoding != _PLAIN.encoding else known
        yield Line(number, decoded)


def _known(data: bytes, encoding: str) -> Decoded | None:
    """A line that is not UTF-8 in the encoding of those before it, which tells more than the line does."""
    if not encoding:
        return None
    try:
        data.decode()
    except UnicodeDecodeError:
        try:
            return Decoded(data.decode(encoding), encoding, "")
        except UnicodeDecodeError:
            pass
    return None


def _raw(stream: BinaryIO) -> Iterator[bytes | None]:
    while line := stream.readline(LARGEST + 1):
        if len(line) <= LARGEST:
            yield line
            continue
        while line and not line.endswith(b"\n"):
            line = stream.readline(LARGEST + 1)
        yield None


def _utf16(stream: BinaryIO) -> Iterator[bytes | None]:
    with io.TextIOWrapper(stream, "utf-16", errors="replace", newline="\n") as text:
        while line := text.readline(LARGEST + 1):
            if len(line) <= LARGEST:
                yield line.encode("utf-8", "replace")
                continue
            while line and not line.endswith("\n"):
                line = text.readline(LARGEST + 1)
            yield None


class _After(io.RawIOBase):
    """A stream with bytes before it that were read to look at."""

    def __init__(self, start: bytes, stream: BinaryIO) -> None:
        self._start, self._stream = start, stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # any writable buffer is one of these
        data = self._start or self._stream.read(len(buffer))
        taken, self._start = data[: len(buffer)], data[len(buffer) :]
        buffer[: len(taken)] = taken
        return len(taken)
