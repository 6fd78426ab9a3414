"""The objects of a JSON file, one by one: of an array, or written after each other; streamed, each up to a cap.

Only brackets and strings are looked at to find where an object ends, so that one with a fault ends there too.
"""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

from extractor.articles import LARGEST, NOT_TEXT, TOO_LARGE, Unreadable

_CHUNK = 1 << 16
_BRACKET = re.compile(r'["{}\[\]]')
_IN_STRING = re.compile(r'[^"\\]*+(?:\\.[^"\\]*+)*+', re.DOTALL)


class Value(NamedTuple):
    """An object as written, with its number from 1, 0 if it stands alone; without text, `fault` says why."""

    number: int
    text: str
    fault: str = ""


def parsed(text: str) -> object:
    """What a JSON text says; ValueError with a reason in a few words if it is none."""
    try:
        return json.loads(text, strict=False)
    except json.JSONDecodeError as error:
        raise ValueError(f"is not JSON: {error.msg} at character {error.pos + 1}") from None
    except (ValueError, RecursionError):
        raise ValueError("is not JSON: its numbers are too long or its brackets too deep") from None


def values(stream: BinaryIO) -> Iterator[Value]:
    """The objects of the array that a stream holds, or those that stand in it one after the other.

    Unreadable if it ends within one, or holds none.
    """
    splitter = _Splitter()
    for chunk in _decoded(stream):
        yield from splitter.feed(chunk)
    if splitter.within:
        raise Unreadable(f"ends within its object {splitter.number + 1}; is it there as a whole?")
    if not splitter.number and not splitter.is_array:
        raise Unreadable("is not JSON; it holds no object")


class _Splitter:
    """Finds the objects at the top, or in the array at the top, whatever the pieces the text comes in."""

    def __init__(self) -> None:
        self.number = 0
        self.is_array = False
        self._depth = self._top = 0  # of brackets open; how many are open around an object
        self._in_string = self._escaped = False
        self._parts: list[str] = []
        self._size = 0

    @property
    def within(self) -> bool:
        """Whether an object has begun, or the array has not ended."""
        return self._depth > 0

    def feed(self, chunk: str) -> Iterator[Value]:
        """The objects that end in the next piece of the text."""
        start = at = 0
        while at < len(chunk):
            if self._in_string:
                at = self._string(chunk, at)
                continue
            match = _BRACKET.search(chunk, at)
            if match is None:
                break
            at = match.end()
            if match[0] == '"':
                self._in_string = True
            elif match[0] in "{[":
                if self._depth == 0 and match[0] == "[":
                    self.is_array, self._top = True, 1
                elif self._depth == self._top:
                    start = match.start()
                self._depth += 1
            elif self._depth > self._top:
                self._depth -= 1
                if self._depth == self._top:
                    self._keep(chunk[start:at])
                    yield self._value()
            else:
                self._depth = self._top = 0
        if self._depth > self._top:
            self._keep(chunk[start:])

    def _string(self, chunk: str, at: int) -> int:
        """Where a string ends in the chunk, or the chunk does."""
        if self._escaped:
            self._escaped = False
            at += 1
        match = _IN_STRING.match(chunk, at)
        at = match.end() if match else len(chunk)
        if at < len(chunk):
            self._in_string = chunk[at] != '"'
            self._escaped = self._in_string  # a backslash at the very end
            at += 1
        return at

    def _keep(self, text: str) -> None:
        self._size += len(text)
        if self._size > LARGEST:
            self._parts.clear()
        else:
            self._parts.append(text)

    def _value(self) -> Value:
        text, fault = "".join(self._parts), TOO_LARGE if self._size > LARGEST else ""
        self._parts.clear()
        self._size = 0
        self.number += 1
        is_alone = self.number == 1 and not self.is_array
        return Value(0 if is_alone else self.number, "" if fault else text, fault)


def _decoded(stream: BinaryIO) -> Iterator[str]:
    """The text of a stream in pieces, in the encoding of Unicode that its first bytes tell."""
    data = stream.read(_CHUNK)
    encoding = json.detect_encoding(data)
    decoder = codecs.getincrementaldecoder(encoding)(errors="replace")
    if b"\0" in data and encoding.startswith("utf-8"):
        raise Unreadable(NOT_TEXT)
    while data:
        yield decoder.decode(data)
        data = stream.read(_CHUNK)
    yield decoder.decode(b"", final=True)
