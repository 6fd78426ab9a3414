from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from extractor.decoding import decode
from extractor.reading import Article, Problem, Source, articles, load, sources

NEWS = "“China’s exports rose 5% – to €3.2bn,” said José Núñez of São Paulo’s trade office in Côte d’Ivoire."


def put(path: Path, text: str | bytes = NEWS) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def read(*paths: Path | str) -> Iterator[Article | Problem]:
    yield from articles(sources([str(path) for path in paths]))


def one(path: Path | str) -> Article | Problem:
    (found,) = read(path)
    return found


@pytest.mark.parametrize("encoding", ["cp1252", "mac_roman", "utf-16", "utf-16-le", "utf-8-sig", "utf-8"])
@pytest.mark.parametrize("text", [NEWS, "Turkey’s exports", "Exports: £3bn", "Sales – up 5%"])
def test_decode(text: str, encoding: str) -> None:
    if encoding == "utf-16-le" and len(text) < 50:
        pytest.skip("too short to be told from bytes")
    try:
        data = text.encode(encoding)
    except UnicodeEncodeError:
        pytest.skip("the encoding lacks a character")
    decoded = decode(data)
    assert decoded is not None
    assert decoded.text == text
    assert bool(decoded.note) == (encoding[:6] == "utf-16" or not (text.isascii() or encoding[:5] == "utf-8"))


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("中国海关总署周二公布的数据显示，去年出口增长5.9%。", "gb18030"),
        ("Экспорт вырос на 5,9% до 3 млрд долларов", "cp1251"),
    ],
)
def test_decode_recognises_other_scripts(text: str, encoding: str) -> None:
    decoded = decode(text.encode(encoding))
    assert decoded is not None
    assert decoded.text == text
    assert encoding in decoded.note


def test_decode_keeps_utf8_with_a_broken_byte() -> None:
    decoded = decode("Côte d’Ivoire’s £3bn, ".encode() + b"\xff and more")
    assert decoded is not None
    assert decoded.text == "Côte d’Ivoire’s £3bn, \ufffd and more"
    assert decoded.note == "1 broken bytes replaced by U+FFFD"


@pytest.mark.parametrize(
    "data", [bytes(range(256)) * 8, b"\x89PNG\r\n\x1a\n\0\0", b"text\0text", b"\x1b\x01\x02\x03", b"\xff\xfe\x00"]
)
def test_decode_refuses_what_is_not_text(data: bytes) -> None:
    assert decode(data) is None


def test_newlines_stand_as_written(tmp_path: Path) -> None:
    article = one(put(tmp_path / "a.txt", "One.\r\nTwo.\rThree.\n"))
    assert isinstance(article, Article)
    assert article.text == "One.\r\nTwo.\rThree.\n"


def test_folder_is_read_with_the_folders_in_it_sorted(tmp_path: Path) -> None:
    for name in ["b.txt", "a.TXT", "sub/c.txt", "sub/deep/d.txt", ".hidden/e.txt", "._f.txt", "g.doc", "articles.csv"]:
        put(tmp_path / name, "doc_id,published\n" if name.endswith("csv") else f"{name} {NEWS}")
    assert [a.doc_id for a in read(tmp_path) if isinstance(a, Article)] == ["a", "b", "c", "d"]


def test_dates_come_from_the_table(tmp_path: Path) -> None:
    put(tmp_path / "articles.csv", "doc_id,published,publisher\na,2024-05-31,NA\nNA,2024-05,\nc,,\ne,2023,\nf,2022,\n")
    put(tmp_path / "sub" / "articles.csv", "doc_id,published\nf,2021\n")
    for name in ["a", "NA", "c", "d", "sub/e", "sub/f"]:
        put(tmp_path / f"{name}.txt")
    dates = {a.doc_id: a.published for a in read(tmp_path) if isinstance(a, Article)}
    assert dates == {"a": "2024-05-31", "NA": "2024-05", "c": None, "d": None, "e": "2023", "f": "2021"}
    article = one(tmp_path / "NA.txt")
    assert isinstance(article, Article)
    assert article.published == "2024-05"


def test_published_goes_before_the_table(tmp_path: Path) -> None:
    article = load(Source(str(put(tmp_path / "a.txt")), "a", {"a": "2024"}), published="2020-01")
    assert isinstance(article, Article)
    assert (article.published, article.dated_by) == ("2020-01", "option")


def test_a_bad_row_of_the_table_is_named_and_the_others_hold(tmp_path: Path) -> None:
    put(tmp_path / "articles.csv", "doc_id,published\na,soon\nb,2024\n")
    put(tmp_path / "a.txt")
    put(tmp_path / "b.txt")
    found = list(read(tmp_path))
    assert [(a.doc_id, a.published) for a in found if isinstance(a, Article)] == [("a", None), ("b", "2024")]
    assert [str(p) for p in found if isinstance(p, Problem)] == [
        f"{tmp_path}/articles.csv:2: published 'soon' is not a date; write 2024-05-31, 2024-05 or 2024"
    ]


@pytest.mark.parametrize(
    ("table", "line"),
    [
        ("id,date\na,2024\n", ":1: lacks doc_id and published; add it to the header"),
        ("", ":1: lacks doc_id and published; add it to the header"),
        (b"doc_id,published\n\xe9,2024\n", ": cannot be read: 'utf-8' codec can't decode"),
    ],
)
def test_a_table_that_cannot_be_used(tmp_path: Path, table: str | bytes, line: str) -> None:
    put(tmp_path / "articles.csv", table)
    paths = [put(tmp_path / "a.txt"), put(tmp_path / "b.txt")]
    found = list(read(*paths))
    assert [type(f) for f in found] == [Problem, Article, Article]
    assert str(found[0]).startswith(f"{tmp_path}/articles.csv{line}")


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(NEWS.encode())))
    assert one("-") == Article("stdin", NEWS, None, "-")


def test_a_file_reached_twice_is_read_once_and_a_second_id_is_a_problem(tmp_path: Path) -> None:
    a, b = put(tmp_path / "x" / "a.txt"), put(tmp_path / "y" / "a.txt", "Other news.")
    put(tmp_path / "z" / "a.txt")  # says what the first does
    assert list(read(a, tmp_path, a)) == [
        Article("a", NEWS, path=str(a)),
        Problem(str(b), f"its id 'a' is that of an article of {a} too; rename one of them"),
    ]


def test_what_cannot_be_read_is_said_and_the_others_go_on(tmp_path: Path) -> None:
    (tmp_path / "none").mkdir()
    put(tmp_path / "binary.txt", bytes(range(256)))
    put(tmp_path / "empty.txt", " \n")
    put(tmp_path / "good.txt")
    paths = [tmp_path / name for name in ["missing", "none", "binary.txt", "empty.txt", "x" * 300, "good.txt"]]
    *problems, article = read(*paths)
    assert isinstance(article, Article)
    assert [str(problem) for problem in problems] == [
        f"{paths[0]}: does not exist; name articles, folders of them, or - for standard input",
        f"{paths[1]}: has no articles (.txt, .md, .html, .json, .jsonl, .csv, .parquet, .warc); "
        "name the folder that holds them",
        f"{paths[2]}: is not text; save the article as plain text in UTF-8",
        f"{paths[3]}: is empty; an article has at least a sentence",
        f"{paths[4]}: does not exist; name articles, folders of them, or - for standard input",
    ]


def test_an_archive_is_not_an_article(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    with path.open("wb") as file:
        file.truncate(50_000_000)  # sparse: takes no room on the disk
    found = one(path)
    assert isinstance(found, Problem)
    assert found.reason == "has more than 10 MB; split it, one file per article"


def test_no_permission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = put(tmp_path / "a.txt")

    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    assert one(path) == Problem(str(path), "cannot be read: Permission denied")


def test_a_pipe_in_a_folder_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "a.txt").write_text("Exports rose 5 percent.", encoding="utf-8")
    found = list(articles(sources([str(tmp_path)])))
    assert [one.path for one in found] == [f"{tmp_path}/a.txt", f"{tmp_path}/pipe.txt"]
    assert isinstance(found[1], Problem)
