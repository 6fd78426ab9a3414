"""Small files of every format, compression and archive, made for tests."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import tarfile
import zipfile
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import pyarrow as pa
import pyarrow.parquet
import zstandard

TITLE = "Exports of widgets rise"
BODY = "Freedonia's exports of widgets rose 5.9 percent in April, the ministry said.\n\nImports fell 2 percent."
TEXT = f"{TITLE}\n\n{BODY}"

PAGE = """<!DOCTYPE html><html><head><title>{title} | Daily</title>
<meta property="og:title" content="{title}">{head}</head>
<body><nav><a href="/">Home</a> <a href="/trade">Trade</a></nav><article><h1>{title}</h1>{paragraphs}</article>
<footer>Copyright 2019 Daily</footer></body></html>"""
DATE = '<meta property="article:published_time" content="2024-05-31T08:30:00+08:00">'


def page(head: str = DATE, title: str = TITLE, body: str = BODY) -> bytes:
    """A web page of an article."""
    paragraphs = "".join(f"<p>{paragraph}</p>" for paragraph in body.split("\n\n"))
    return PAGE.format(title=title, head=head, paragraphs=paragraphs).encode()


def parquet(rows: list[dict[str, Any]]) -> bytes:
    """A Parquet file of rows."""
    sink = io.BytesIO()
    pa.parquet.write_table(pa.Table.from_pylist(rows), sink, row_group_size=2)
    return sink.getvalue()


def record(url: str, body: bytes, *, kind: str = "response", content: str = "text/html", head: str = "") -> bytes:
    """A record of a WARC: an HTTP response, or a body as it is for any other kind."""
    if kind == "response":
        body = f"HTTP/1.1 200 OK\r\nContent-Type: {content}\r\n{head}\r\n".encode() + body
        content = "application/http; msgtype=response"
    return (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nContent-Type: {content}\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    ).encode() + body + b"\r\n\r\n"  # fmt: skip


def zipped(members: Mapping[str, bytes]) -> bytes:
    """A zip of members."""
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return sink.getvalue()


def tarred(members: Mapping[str, bytes]) -> bytes:
    """A tar of members."""
    sink = io.BytesIO()
    with tarfile.open(fileobj=sink, mode="w") as archive:
        for name, data in members.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(data)
            archive.addfile(entry, io.BytesIO(data))
    return sink.getvalue()


_ROW = {"id": "w1", "headline": TITLE, "body": BODY, "date": "2024-05-31"}
FORMATS: dict[str, tuple[bytes, str, str]] = {
    "txt": (TEXT.encode(), "a", ""),
    "md": (f"---\ndate: 2024-05-31\n---\n{TEXT}".encode(), "a", "metadata"),
    "html": (page(), "a", "html"),
    "json": (json.dumps([_ROW]).encode(), "w1", "metadata"),
    "jsonl": (json.dumps(_ROW).encode(), "w1", "metadata"),
    "csv": (f'id,headline,body,date\nw1,{TITLE},"{BODY}",2024-05-31\n'.encode(), "w1", "metadata"),
    "parquet": (parquet([_ROW]), "w1", "metadata"),
    "warc": (record("http://x.example/a", page()), "http://x.example/a", "html"),
}
"""A file of each format that holds `TEXT`, the id of its article, and what dates it 2024-05-31."""

PACKED: dict[str, Callable[[bytes], bytes]] = {
    "": bytes,
    ".gz": gzip.compress,
    ".bz2": partial(bz2.compress, compresslevel=1),
    ".xz": partial(lzma.compress, preset=0),
    ".zst": zstandard.ZstdCompressor().compress,
}
"""What makes a compressed file, by ending."""
