"""Crawls: which records are pages, how they are unpacked, and what is wrong with some."""

from __future__ import annotations

import gzip
import io
import zlib
from pathlib import Path

import pytest

from extractor.articles import Article, Problem
from extractor.reading import articles, sources
from extractor.warc import records
from tests.packed import page, record

URL = "http://x.example/2024/a.html"
PAGE = page()


def read(tmp_path: Path, data: bytes) -> list[Article | Problem]:
    path = tmp_path / "c.warc.gz"
    path.write_bytes(data if data.startswith(b"\x1f\x8b") else gzip.compress(data))
    return list(articles(sources([str(path)])))


def chunked(body: bytes) -> bytes:
    return b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in (body[:100], body[100:], b""))


def deflated(body: bytes) -> bytes:
    squeezed = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return squeezed.compress(body) + squeezed.flush()


@pytest.mark.parametrize(
    ("data", "kind", "charset"),
    [
        (record(URL, PAGE), "html", ""),
        (record(URL, PAGE, content="text/html; charset=UTF-8"), "html", "UTF-8"),
        (record(URL, PAGE, content="Application/XHTML+XML"), "html", ""),
        (record(URL, PAGE, kind="resource"), "html", ""),
        (record(URL, PAGE, kind="conversion", content="text/plain"), "txt", ""),
        (record(URL, gzip.compress(PAGE), head="Content-Encoding: gzip\r\n"), "html", ""),
        (record(URL, zlib.compress(PAGE), head="Content-Encoding: deflate\r\n"), "html", ""),
        (record(URL, deflated(PAGE), head="Content-Encoding: deflate\r\n"), "html", ""),
        (record(URL, PAGE, head="Content-Encoding: gzip\r\n"), "html", ""),
        (record(URL, chunked(PAGE), head="Transfer-Encoding: chunked\r\n"), "html", ""),
        (record(URL, PAGE, head="Transfer-Encoding: chunked\r\n"), "html", ""),
    ],
)
def test_pages_are_unpacked(data: bytes, kind: str, charset: str) -> None:
    (found,) = records(io.BytesIO(data))
    assert (found.number, found.url, found.data, found.kind, found.charset, found.fault) == (
        1, URL, PAGE, kind, charset, "",
    )  # fmt: skip


@pytest.mark.parametrize(
    "data",
    [
        record(URL, b"x", kind="warcinfo", content="application/warc-fields"),
        record(URL, b"GET / HTTP/1.1\r\n\r\n", kind="request", content="application/http"),
        record(URL, b"PNG", content="image/png"),
        record("http://x.example/robots.txt", b"User-agent: *", content="text/plain"),
        record(URL, PAGE).replace(b"200 OK", b"404 No"),
        record(URL, b"HTTP/1.1 200 OK", kind="resource", content="application/http"),
    ],
)
def test_what_is_no_page_is_passed_over(data: bytes) -> None:
    assert [found.number for found in records(io.BytesIO(data + record(URL, PAGE)))] == [2]


def test_a_crawl_gives_an_article_per_page(tmp_path: Path) -> None:
    (tmp_path / "articles.csv").write_text("doc_id,published\nhttp://x.example/b,2021\n")
    head = record("", b"x", kind="warcinfo", content="application/warc-fields")
    pages = [record(URL, PAGE), record("http://x.example/b", page(""))]
    found = read(tmp_path, b"".join(map(gzip.compress, [head, *pages])))
    assert [(one.doc_id, one.published, one.dated_by, one.path) for one in found if isinstance(one, Article)] == [
        (URL, "2024-05-31", "html", f"{tmp_path}/c.warc.gz:record 2"),
        ("http://x.example/b", "2021", "table", f"{tmp_path}/c.warc.gz:record 3"),
    ]


def test_the_server_says_the_encoding(tmp_path: Path) -> None:
    body = page(body="Exports of Škoda rose 5 percent, it said on Friday.").decode().encode("cp1250")
    (article,) = read(tmp_path, record(URL, body, content="text/html; charset=windows-1250"))
    assert isinstance(article, Article)
    assert "Škoda" in article.text


FAULTS = [
    (record(URL, PAGE).replace(b"Content-Length", b"Content-Longth"),
     "record 1: is broken: it does not say its length"),
    (b"WARC/1.0\r\nContent-Length: -5\r\n\r\n", "record 1: is broken: it does not say its length"),
    (record(URL, PAGE) + b"<html>lost</html>\nand more\n",
     "record 2: is broken: WARC/1.0 does not stand where it should begin"),
    (record(URL, PAGE, head="Content-Encoding: br\r\n"),
     "record 1: is compressed with br, which is not read; store the crawl decoded"),
    (record(URL, b"\0\1", head="Content-Encoding: gzip\r\n"),
     "record 1: is broken: its body is not compressed as it says"),
    (record(URL, b"<html></html>"), "record 1: has no article that can be told from the rest of the page"),
    (record(URL, b""), "record 1: is empty; an article has at least a sentence"),
    (record(URL, gzip.compress(bytes(11_000_000)), head="Content-Encoding: gzip\r\n"),
     "record 1: has more than 10 MB; split it, one file per article"),
    (record(URL, b"<p>" + b" " * 11_000_000), "record 1: has more than 10 MB; split it, one file per article"),
]  # fmt: skip


@pytest.mark.parametrize(("data", "line"), FAULTS, ids=[line for _, line in FAULTS])
def test_a_broken_record_is_told_and_the_next_is_read(tmp_path: Path, data: bytes, line: str) -> None:
    found = read(tmp_path, data + record("http://x.example/next", page(title="Next")))
    problems = [str(one) for one in found if isinstance(one, Problem)]
    assert problems == [f"{tmp_path}/c.warc.gz:{line}"]
    assert isinstance(found[-1], Article)
    assert found[-1].doc_id == "http://x.example/next"
