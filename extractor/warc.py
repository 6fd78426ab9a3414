"""Pages of a crawl from WARC (and its plain text, WET), record by record; what is no article is passed over."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

from extractor.articles import LARGEST, TOO_LARGE, Unreadable

_WANTED = frozenset({"response", "resource", "conversion"})
_KINDS = {"text/html": "html", "application/xhtml+xml": "html", "text/plain": "txt"}
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{1,40})", re.IGNORECASE)
_CHUNK_SIZE = re.compile(rb"([0-9a-fA-F]{1,8})[^\r\n]{0,200}\r\n")
_HEADERS_END = re.compile(rb"\r?\n\r?\n")
_LONGEST_LINE = 1 << 16
_ROOM = 1 << 20  # for the headers and chunk marks around a page


class Record(NamedTuple):
    """A page as it was crawled: number of its record from 1, URL, bytes, and kind (`html`, `txt`); or what is wrong."""

    number: int
    url: str
    data: bytes
    kind: str
    charset: str = ""
    fault: str = ""


def records(stream: BinaryIO) -> Iterator[Record]:
    """The pages of a crawl that came whole (status 200) and are HTML or plain text.

    What does not begin as a record does is a fault, and the next record is looked for. Unreadable if none is there.
    """
    number, is_lost = 0, False
    while line := stream.readline(_LONGEST_LINE):
        if not line.startswith(b"WARC/"):
            if line.strip() and not is_lost:
                if not number:
                    raise Unreadable("is not WARC; its first line does not say so")
                is_lost = True
                yield Record(number + 1, "", b"", "", fault="is broken: WARC/1.0 does not stand where it should begin")
            continue
        number, is_lost = number + 1, False
        headers = _headers(stream)
        length = headers.get("content-length", "")
        if not (length.isascii() and length.isdigit() and len(length) < 16):
            is_lost = True
            yield Record(number, "", b"", "", fault="is broken: it does not say its length")
            continue
        found = _record(stream, headers, int(length), number)
        if found is not None:
            yield found


def _headers(stream: BinaryIO) -> dict[str, str]:
    headers: dict[str, str] = {}
    while (line := stream.readline(_LONGEST_LINE)).strip() and len(headers) < 200:
        name, _, value = line.decode("utf-8", "replace").partition(":")
        headers[name.strip().lower()] = value.strip()
    return headers


def _record(stream: BinaryIO, headers: dict[str, str], length: int, number: int) -> Record | None:
    """Read a record to its end; None if it is no page."""
    url = headers.get("warc-target-uri", "").strip("<>")
    is_wanted = headers.get("warc-type", "") in _WANTED and not url.lower().endswith("/robots.txt")
    kept = stream.read(min(length, LARGEST + _ROOM)) if is_wanted else b""
    left = length - len(kept)
    while left and (passed := stream.read(min(left, _LONGEST_LINE))):
        left -= len(passed)
    if left:
        raise Unreadable(f"ends within its record {number}; is it there as a whole?")
    if not is_wanted:
        return None
    kind = headers.get("content-type", "")
    try:
        if kind.startswith("application/http"):
            content, data = _response(kept)
        else:
            content, data = kind, kept
    except ValueError as error:
        return Record(number, url, b"", "", fault=str(error))
    name = _KINDS.get(content.partition(";")[0].strip().lower(), "")
    if not name:
        return None
    charset = _CHARSET.search(content)
    fault = TOO_LARGE if len(data) > LARGEST else ""
    return Record(number, url, b"" if fault else data, name, charset[1] if charset else "", fault)


def _response(data: bytes) -> tuple[str, bytes]:
    """Type of content and body of an HTTP response; no type if it is not the page asked for. ValueError if broken."""
    end = _HEADERS_END.search(data)
    head = data[: end.start()] if end else data
    status, *lines = head.decode("latin-1").splitlines() or [""]
    headers = {name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    if status.split(" ")[1:2] != ["200"] or end is None:
        return "", b""
    content = headers.get("content-type", "")
    if content.partition(";")[0].strip().lower() not in _KINDS:
        return "", b""
    body = data[end.end() :]
    if "chunked" in headers.get("transfer-encoding", "").lower():
        body = _unchunked(body)
    encoding = headers.get("content-encoding", "").lower()
    if encoding in ("", "identity"):
        return content, body
    if encoding not in ("gzip", "x-gzip", "deflate"):
        raise ValueError(f"is compressed with {encoding}, which is not read; store the crawl decoded")
    return content, _inflated(body)


def _unchunked(body: bytes) -> bytes:
    """A body without the marks of its chunks; many crawlers have taken them out and left the header."""
    parts: list[bytes] = []
    at = 0
    while match := _CHUNK_SIZE.match(body, at):
        size = int(match[1], 16)
        at = match.end() + size + 2
        if not size:
            return b"".join(parts)
        parts.append(body[match.end() : at - 2])
    return b"".join(parts) if parts else body


def _inflated(body: bytes) -> bytes:
    """A body decompressed, no more than shows that it is too large; as it stands if the crawler did so already."""
    for bits in (zlib.MAX_WBITS | 32, -zlib.MAX_WBITS):
        try:
            if (made := zlib.decompressobj(bits).decompress(body, LARGEST + 1)) or not body:
                return made
        except zlib.error:
            continue
    if body.lstrip()[:1] == b"<":
        return body
    raise ValueError("is broken: its body is not compressed as it says")
