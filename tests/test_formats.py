"""Every format, plain and packed, gives its articles; what is wrong with a part of it is told with its place."""

from __future__ import annotations

import importlib.util
import io
import json
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from extractor import articles as articles_
from extractor import formats
from extractor.articles import Article, Columns, Problem
from extractor.reading import articles, sources
from tests.packed import BODY, DATE, FORMATS, PACKED, TEXT, TITLE, page, parquet, tarred, zipped

SHORT = "Exports rose 5 percent."


def put(path: Path, data: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def read(*paths: Path | str, published: str | None = None, format: str = "", **columns: str) -> list[Any]:  # noqa: A002
    found = sources(map(str, paths), format=format, columns=Columns(**columns))
    return list(articles(found, published=published))


def told(*paths: Path | str, **how: str) -> list[str]:
    """The problems as they are printed, with the file's name alone; no article may be read."""
    found = read(*paths, **how)
    assert all(isinstance(one, Problem) for one in found), found
    return [str(one).removeprefix(f"{Path(str(paths[0])).parent}/") for one in found]


def words(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("packed", PACKED)
@pytest.mark.parametrize("name", FORMATS)
def test_every_format_is_read_plain_and_compressed(tmp_path: Path, name: str, packed: str) -> None:
    data, doc_id, dated_by = FORMATS[name]
    path = put(tmp_path / f"a.{name}{packed}", PACKED[packed](data))
    (article,) = read(path)
    assert isinstance(article, Article), article
    assert article.doc_id == doc_id
    assert words(article.text).endswith(words(TEXT))
    assert (article.published, article.dated_by) == (("2024-05-31", dated_by) if dated_by else (None, ""))
    assert article.path.startswith(str(path))
    assert (article.encoding, article.note) == ("utf-8", "")


@pytest.mark.parametrize("archive", ["zip", "tar", "tar.gz", "tgz", "tar.xz", "tar.zst"])
def test_archives_are_read_with_what_is_compressed_in_them(tmp_path: Path, archive: str) -> None:
    names = ["md", "html", "parquet", "txt", "warc"]
    members = {f"in/{n}.{n}{packed}": PACKED[packed](FORMATS[n][0]) for n, packed in zip(names, PACKED, strict=True)}
    members |= {"README.md": b"About.", "._x.txt": b"x", "__MACOSX/y.txt": b"y", "z.png": b"PNG", "t.csv": b"a\n1\n"}
    data = zipped(members) if archive == "zip" else tarred(members)
    ending = {"tgz": ".gz"}.get(archive, f".{archive.partition('.')[2]}".rstrip("."))
    path = put(tmp_path / f"a.{archive}", PACKED[ending](data))
    found = read(path)
    assert all(isinstance(one, Article) for one in found), found
    assert [one.doc_id for one in found] == ["md", "html", "w1", "txt", "http://x.example/a"]
    places = [f"{path}!{name}" for name in list(members)[:5]]
    assert [one.path for one in found] == [*places[:2], f"{places[2]}:row 1", places[3], f"{places[4]}:record 1"]


def test_a_member_says_where_it_is_and_broken_ones_do_not_stop_the_others(tmp_path: Path) -> None:
    data = zipped({"b/c.txt": SHORT.encode(), "d.txt": b"", "e.jsonl": b"{\n", "f.zip": b"PK", "g.txt": b"More."})
    at = data.index(b"g.txt") + 5
    path = put(tmp_path / "a.zip", data[:at] + bytes([data[at] ^ 0xFF]) + data[at + 1 :])
    article, *problems = read(path)
    assert article == Article("c", SHORT, None, f"{path}!b/c.txt")
    places = [str(one).removeprefix(f"{path}!").partition(": ")[0] for one in problems]
    assert places == ["d.txt", "e.jsonl:1", "f.zip", "g.txt"]
    assert problems[2].reason == "is an archive in an archive; unpack it"


@pytest.mark.parametrize(("archive", "make"), [("zip", zipped), ("tar", tarred)])
def test_an_archive_without_articles_is_told(
    tmp_path: Path, archive: str, make: Callable[[dict[str, bytes]], bytes]
) -> None:
    (line,) = told(put(tmp_path / f"a.{archive}", make({"a.png": b"x"})))
    assert line == f"a.{archive}: has no articles in it ({formats.endings()})"


DATED = [
    ("option", "2020"),
    ("table", "2021"),
    ("metadata", "2022-02-02"),
    ("file name", "2023-03-03"),
    ("", None),
]


@pytest.mark.parametrize("first", range(5))
@pytest.mark.parametrize("name", ["a.jsonl", "a.csv", "a.json", "a.md"])
def test_the_first_date_there_is_holds_and_is_named(tmp_path: Path, name: str, first: int) -> None:
    by, date = DATED[first]
    day = "2022-02-02" if first <= 2 else ""
    stem = "x" if first == 4 else "x-2023-03-03"
    text = {
        "a.jsonl": json.dumps({"id": stem, "text": SHORT, "date": day}),
        "a.json": json.dumps({"id": stem, "text": SHORT, "date": day or None}),
        "a.csv": f"id,text,date\n{stem},{SHORT},{day}\n",
        "a.md": f"---\ndate: {day}\n---\n{SHORT}",
    }[name]
    path = put(tmp_path / name.replace("a.", f"{stem}."), text)
    if first <= 1:
        put(tmp_path / "articles.csv", f"doc_id,published\n{stem},2021\n")
    (article,) = read(path, published="2020" if first == 0 else None)
    assert (article.published, article.dated_by) == (date, by)


@pytest.mark.parametrize(
    ("head", "name", "date", "by"),
    [
        (DATE, "a-2020-01-01", "2024-05-31", "html"),
        ('<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"2024-05-31T01:00:00Z"}</script>',
         "a", "2024-05-31", "html"),
        ("", "a-2020-01-01", "2020-01-01", "file name"),
        ("", "a", None, ""),
    ],
)  # fmt: skip
def test_dates_of_pages(tmp_path: Path, head: str, name: str, date: str | None, by: str) -> None:
    (article,) = read(put(tmp_path / f"{name}.html", page(head)))
    assert (article.published, article.dated_by) == (date, by)


def test_the_table_goes_before_a_page(tmp_path: Path) -> None:
    put(tmp_path / "articles.csv", "doc_id,published\na,2021\n")
    (article,) = read(put(tmp_path / "a.html", page()))
    assert (article.published, article.dated_by) == ("2021", "table")


def test_a_page_is_its_title_and_paragraphs(tmp_path: Path) -> None:
    (article,) = read(put(tmp_path / "a.html", page(title="Widgets &amp; more", body=BODY)))
    assert article.text.startswith("Widgets & more\n\nFreedonia's exports")
    assert article.text.count("Widgets & more") == 1
    assert "Home" not in article.text
    assert "Copyright" not in article.text


@pytest.mark.parametrize(
    ("said", "written", "encoding"),
    [
        ('<meta charset="cp1252">', "cp1252", "cp1252"),
        ("<meta charset=ISO-8859-1>", "cp1252", "cp1252"),
        ('<meta http-equiv="a" content="text/html; charset=iso-8859-2">', "iso8859-2", "iso8859-2"),
        ('<meta charset="utf-16">', "utf-8", "utf-8"),
        ('<meta charset="unicode_escape">', "utf-8", "utf-8"),
        ('<meta charset="zlib">', "utf-8", "utf-8"),
        ('<meta charset="no such">', "utf-8", "utf-8"),
        ('<meta charset="utf-8">', "utf-16", "utf-16"),
    ],
)
def test_a_page_is_in_the_encoding_it_says_where_that_can_be(
    tmp_path: Path, said: str, written: str, encoding: str
) -> None:
    body = "Exports of Škoda rose 5 percent, it said on Friday.\n\nIt expects more of that."
    (article,) = read(put(tmp_path / "a.html", page(said, body=body).decode().encode(written)))
    assert "Škoda" in article.text
    assert article.encoding == encoding


@pytest.mark.parametrize(
    ("data", "reason"), [(b"<html></html>", "has no article that can be told from"), (b" ", "is empty")]
)
def test_pages_without_an_article(tmp_path: Path, data: bytes, reason: str) -> None:
    (line,) = told(put(tmp_path / "a.html", data))
    assert line.startswith(f"a.html: {reason}")


ROWS: list[tuple[str, dict[str, Any], dict[str, str], tuple[str, str, str | None]]] = [
    ("usual names", {"text": SHORT, "id": 7, "date": "2024"}, {}, ("7", SHORT, "2024")),
    ("other usual names", {"Article Text": SHORT, "URL": "u", "Publication-Date": "2024"}, {}, ("u", SHORT, "2024")),
    ("named", {"t": SHORT, "k": "u", "d": "2024", "text": "no"},
     {"text": "t", "id": "k", "date": "d"}, ("u", SHORT, "2024")),
    ("title", {"headline": "Up", "body": SHORT}, {}, ("a-1", f"Up\n\n{SHORT}", None)),
    ("title in the text", {"title": " Exports  rose", "body": SHORT}, {}, ("a-1", SHORT, None)),
    ("named title", {"top": "Up", "title": "no", "body": SHORT}, {"title": "top"}, ("a-1", f"Up\n\n{SHORT}", None)),
    ("no id in the row", {"id": None, "text": SHORT}, {}, ("a-1", SHORT, None)),
    ("no character", {"id": "a\0b", "text": "5\0 percent"}, {}, ("a\ufffdb", "5\ufffd percent", None)),
]  # fmt: skip


@pytest.mark.parametrize("name", ["json", "jsonl", "parquet"])
@pytest.mark.parametrize(("row", "columns", "wanted"), [case[1:] for case in ROWS], ids=[case[0] for case in ROWS])
def test_rows(
    tmp_path: Path, name: str, row: dict[str, Any], columns: dict[str, str], wanted: tuple[str, str, str | None]
) -> None:
    data = parquet([row]) if name == "parquet" else json.dumps([row] if name == "json" else row)
    (article,) = read(put(tmp_path / f"a.{name}", data), **columns)
    assert (article.doc_id, article.text, article.published) == wanted


def test_parquet_has_dates_and_times_of_its_own(tmp_path: Path) -> None:
    rows = [
        {"text": f"{SHORT} {number}", "date": day}
        for number, day in enumerate([datetime(2024, 5, 31, 23, tzinfo=UTC), None, datetime(2024, 6, 1, tzinfo=UTC)])
    ]
    found = read(put(tmp_path / "a.parquet", parquet(rows)))
    assert [(one.doc_id, one.published) for one in found] == [
        ("a-1", "2024-05-31"), ("a-2", None), ("a-3", "2024-06-01"),
    ]  # fmt: skip
    assert found[2].path == f"{tmp_path}/a.parquet:row 3"


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ('{"text": "One."}', ["a"]),
        ('[{"text": "One."}, {"text": "Two, [\\"}"}]', ["a-1", "a-2"]),
        ('{"text": "One."}\n{"text": "Two."}', ["a", "a-2"]),
        ('{"status": "ok", "articles": [{"content": "One."}, {"content": "Two.", "id": "b"}]}', ["a-1", "b"]),
        ('[{"docs": [{"content": "One."}, {"content": "Two."}]}]', ["a-1.1", "a-1.2"]),
        ('[{"text": ["One.", "Two."], "lang": {"a": [1, 2]}}]', ["a-1"]),
        ('[{"text": null, "content": "One."}]', ["a-1"]),
    ],
)
def test_shapes_of_json(tmp_path: Path, text: str, ids: list[str]) -> None:
    assert [one.doc_id for one in read(put(tmp_path / "a.json", text))] == ids


def test_a_name_with_dots_reaches_into_objects(tmp_path: Path) -> None:
    row = {"_source": {"body": SHORT, "meta": {"when": 1717146000}}, "_id": "k"}
    (article,) = read(
        put(tmp_path / "a.jsonl", json.dumps(row)), text="_source.body", date="_source.meta.when", id="_id"
    )
    assert (article.doc_id, article.text, article.published) == ("k", SHORT, "2024-05-31")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("name", ["csv", "jsonl", "json"])
def test_encodings_of_tables(tmp_path: Path, name: str, encoding: str) -> None:
    text = "Côte d’Ivoire’s exports\nrose 5 percent."
    data = {
        "csv": f'text\tid\n"{text}"\tx\n',
        "jsonl": json.dumps({"text": text, "id": "x"}, ensure_ascii=False),
        "json": json.dumps([{"text": text, "id": "x"}], ensure_ascii=False),
    }[name]
    assert read(put(tmp_path / f"a.{name}", data.encode(encoding)))[0].text == text


def test_a_row_is_in_the_encoding_of_any_of_its_lines(tmp_path: Path) -> None:
    (article,) = read(put(tmp_path / "a.csv", 'text\n"Exports rose.\nTurkey’s did not."\n'.encode("cp1252")))
    assert article.text == "Exports rose.\nTurkey’s did not."
    assert (article.encoding, article.note) == ("cp1252", "not UTF-8, read as cp1252")


def test_rows_in_another_encoding_say_so_once(tmp_path: Path) -> None:
    rows = "text\nTurkey’s exports rose.\nÉ – É\n\nPlain.\n"
    found = read(put(tmp_path / "a.csv", rows.encode("cp1252")))
    assert [one.text for one in found] == ["Turkey’s exports rose.", "É – É", "Plain."]
    assert [one.note for one in found] == ["not UTF-8, read as cp1252", "", ""]
    assert [one.encoding for one in found] == ["cp1252", "cp1252", "utf-8"]


@pytest.mark.parametrize(
    ("table", "texts"),
    [
        ("text,id\nOne.,1\n\nTwo.,2\n", ["One.", "Two."]),
        ("id;text\n1;One, two.\n", ["One, two."]),
        ("id\ttext\n1\tOne, two.\n", ["One, two."]),
        ('id,text\n1,"One, ""two"".\nThree."\n2,Four\n', ['One, "two".\nThree.', "Four"]),
        ('id,text\r\n1,"One.\r\n\r\nTwo."\r\n', ["One.\r\n\r\nTwo."]),
        ('id,text\n1,5" pipes\n2,6" pipes\n', ['5" pipes', '6" pipes']),
        ('"text","id"\n"One",\n', ["One"]),
        ('text\n"One"\n', ["One"]),
        ("id,text,note\n1,One\n", ["One"]),
        (f'text\n"{"Long. " * 50_000}"\n', ["Long. " * 50_000]),
    ],
)
def test_csv(tmp_path: Path, table: str, texts: list[str]) -> None:
    assert [one.text for one in read(put(tmp_path / "a.csv", table))] == texts


FAULTS = [
    ("a.csv", 'id,text\n1,One, two\n2,\n3,"One\n', [
        "a.csv:2: has 3 cells where the header has 2; put quotation marks around text",
        "a.csv:3: is empty; an article has at least a sentence",
        "a.csv:4: has a quotation mark that is never closed; write two for one inside a cell",
    ]),
    ("a.csv", "", ["a.csv: is empty; its first line names the columns"]),
    ("a.csv", "id,summary\n1,One\n", [
        "a.csv: has no column of text (text, body, content, article, …); it has 'id', 'summary'; "
        "name one with --text-column",
    ]),
    ("a.jsonl", '{"text": "One"\n[1]\n\n{"id": 1}\n{"text": " "}\n{"text": 5}', [
        "a.jsonl:1: is not JSON: Expecting ',' delimiter at character 16",
        "a.jsonl:2: is not a JSON object",
        "a.jsonl:4: has no key of text (text, body, content, article, …); it has 'id'; name one with --text-column",
        "a.jsonl:5: is empty; an article has at least a sentence",
        "a.jsonl:6: has no key of text (text, body, content, article, …); it has 'text'; name one with --text-column",
    ]),
    ("a.json", '[{"text" "One"}, {"text": ""}, {', [
        "a.json:item 1: is not JSON: Expecting ':' delimiter at character 9",
        "a.json:item 2: is empty; an article has at least a sentence",
        "a.json: ends within its object 3; is it there as a whole?",
    ]),
    ("a.json", "exports rose", ["a.json: is not JSON; it holds no object"]),
    ("a.json", '{"a":' * 5000 + "1" + "}" * 5000, [
        "a.json: is not JSON: its numbers are too long or its brackets too deep"]),
    ("a.json", b"PNG\0\0\0\0x", ["a.json: is not text; save the article as plain text in UTF-8"]),
    ("a.parquet", b"PAR1 not quite PAR1", ["a.parquet: is broken: "]),
    ("a.warc", "exports rose", ["a.warc: is not WARC; its first line does not say so"]),
    ("a.zip", b"PK\3\4", ["a.zip: is broken: "]),
    ("a.tar", b"x" * 2000, ["a.tar: is broken: "]),
    ("a.txt.gz", b"exports rose", [
        "a.txt.gz: is not compressed as its name says; name it without the ending, or copy it again"]),
    ("a.txt.gz", b"", ["a.txt.gz: is empty; an article has at least a sentence"]),
    ("a.md", "---\ndate: 2024\n---\n\n", ["a.md: is empty; an article has at least a sentence"]),
]  # fmt: skip


@pytest.mark.parametrize(("name", "data", "lines"), FAULTS)
def test_faults_are_named_with_their_place(tmp_path: Path, name: str, data: str | bytes, lines: list[str]) -> None:
    found = told(put(tmp_path / name, data))
    assert len(found) == len(lines), found
    for one, line in zip(found, lines, strict=True):
        assert one.startswith(line) if line.endswith(" ") else one == line
        assert "\n" not in one


@pytest.mark.parametrize("part", ["text", "id", "date", "title"])
def test_a_column_that_is_not_there_is_refused_with_those_that_are(tmp_path: Path, part: str) -> None:
    for name, data in (("a.csv", b"text,url\nOne.,1\n"), ("a.parquet", parquet([{"text": "One.", "url": "1"}]))):
        (line,) = told(put(tmp_path / name, data), **{part: "uri"})
        assert line == f"{name}: has no column 'uri' (--{part}-column); it has 'text', 'url'"


@pytest.mark.parametrize("name", ["a.csv", "a.jsonl", "a.md"])
def test_a_date_that_cannot_be_told_is_a_problem_and_its_article_is_read(tmp_path: Path, name: str) -> None:
    data = {
        "a.csv": f"text,date\n{SHORT},soon\n",
        "a.jsonl": json.dumps({"text": SHORT, "date": "soon"}),
        "a.md": f"---\ndate: soon\n---\n{SHORT}",
    }[name]
    path = put(tmp_path / name.replace("a", "a-2020-01-01"), data)
    problem, article = read(path)
    place = {"a.csv": f"{path}:2", "a.jsonl": f"{path}:1", "a.md": f"{path}"}[name]
    assert str(problem) == (f"{place}: date 'soon' is not a date that can be told; write 2024-05-31, 2024-05 or 2024")
    assert article.text.strip() == SHORT
    assert (article.published, article.dated_by) == (None, "")
    (article,) = read(path, published="2024")
    assert (article.published, article.dated_by) == ("2024", "option")


def test_rows_with_one_id(tmp_path: Path) -> None:
    table = "id,text\n1,One.\n1,One.\n1,Two.\n"
    article, problem = read(put(tmp_path / "a.csv", table), put(tmp_path / "b.csv", "id,text\n1,One.\n"))
    assert article.text == "One."
    assert str(problem) == (f"{tmp_path}/a.csv:4: its id '1' is that of an article before it; name another --id-column")


@pytest.mark.parametrize("name", ["a.txt", "a.html", "a.csv", "a.jsonl", "a.json", "a.zip", "a.txt.gz"])
def test_an_article_has_a_largest_size(tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "Exports. " * 1_200_000
    row = json.dumps({"text": text})
    files: dict[str, str | bytes] = {
        "a.txt": text, "a.html": text, "a.csv": f"text\n{text}\nOne.\n", "a.jsonl": f'{row}\n{{"text": "One."}}',
        "a.json": f'[{row}, {{"text": "One."}}]', "a.zip": zipped({"b.txt": text.encode(), "c.txt": b"One."}),
        "a.txt.gz": PACKED[".gz"](text.encode()),
    }  # fmt: skip
    problem, *others = read(put(tmp_path / name, files[name]))
    assert problem.reason == articles_.TOO_LARGE
    assert [one.text for one in others] == (["One."] if name in ("a.csv", "a.jsonl", "a.json", "a.zip") else [])


def test_tables_without_text_are_passed_over_in_folders(tmp_path: Path) -> None:
    put(tmp_path / "out.csv", "doc_id,start,quote\na,1,5 percent\n")
    put(tmp_path / "out.jsonl", '{"doc_id": "a"}\n')
    put(tmp_path / "package.json", '{"name": "a", "files": [{"a": 1}]}')
    put(tmp_path / "out.parquet", parquet([{"doc_id": "a"}]))
    put(tmp_path / "README.md", "About.")
    (line,) = told(tmp_path)
    assert f"has no articles ({formats.endings()})" in line
    put(tmp_path / "news.csv", "doc_id,body\na,One.\n")
    assert "has no column 'url' (--id-column)" in told(tmp_path, id="url")[0]
    put(tmp_path / "notes.md", "Two.")
    assert [one.doc_id for one in read(tmp_path)] == ["a", "notes"]
    assert [one.doc_id for one in read(tmp_path, text="quote")] == ["notes", "a"]
    assert [type(one) for one in read(tmp_path / "out.csv", tmp_path / "README.md")] == [Problem, Article]


def test_the_table_of_dates_is_no_article_however_it_is_met(tmp_path: Path) -> None:
    put(tmp_path / "articles.csv", "doc_id,published\na,2024\n")
    put(tmp_path / "a.txt", SHORT)
    for paths in ([""], ["a.txt", "articles.csv"], ["*"]):
        found = read(*(f"{tmp_path}/{path}" for path in paths))
        assert [(one.doc_id, one.published) for one in found] == [("a", "2024")]


def test_a_pattern_finds_files(tmp_path: Path) -> None:
    for name in ("a.txt", "x/b.txt", "x/y/c.txt", "x/y/d.md", ".e.txt"):
        put(tmp_path / name, f"{name} {SHORT}")
    assert [one.doc_id for one in read(f"{tmp_path}/**/*.txt")] == ["a", "b", "c"]
    assert [one.doc_id for one in read(f"{tmp_path}/x/*")] == ["b", "c", "d"]
    assert told(f"{tmp_path}/*.html") == [
        "*.html: matches no file; name articles, folders of them, or - for standard input"
    ]
    put(tmp_path / "[f].txt", "f")
    assert [one.doc_id for one in read(tmp_path / "[f].txt")] == ["[f]"]


def test_a_format_goes_before_the_ending(tmp_path: Path) -> None:
    put(tmp_path / "a", page())
    put(tmp_path / "b.txt", page(body="Imports rose 7 percent in May, the ministry said."))
    put(tmp_path / "articles.csv", "doc_id,published\nb,2024\n")
    assert [(one.doc_id, one.dated_by) for one in read(tmp_path, format="html")] == [("a", "html"), ("b", "table")]


@pytest.mark.parametrize("packed", PACKED)
@pytest.mark.parametrize("name", FORMATS)
def test_standard_input_of_any_format(name: str, packed: str, monkeypatch: pytest.MonkeyPatch) -> None:
    data, doc_id, dated_by = FORMATS[name]
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(PACKED[packed](data))))
    (article,) = read("-", format=name)
    assert (article.doc_id, article.dated_by) == (doc_id.replace("a", "stdin") if doc_id == "a" else doc_id, dated_by)


@pytest.mark.parametrize(
    ("library", "extra", "name", "others"),
    [("trafilatura", "html", "a.html", "b.html"), ("pyarrow", "parquet", "a.parquet", "b.parquet")],
)
def test_a_library_that_is_missing_is_told_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, library: str, extra: str, name: str, others: str
) -> None:
    find = importlib.util.find_spec
    monkeypatch.setattr(formats, "find_spec", lambda asked: None if asked == library else find(asked))
    put(tmp_path / name, FORMATS[extra][0])
    put(tmp_path / others, FORMATS[extra][0])
    put(tmp_path / "z.zip", zipped({name: FORMATS[extra][0], "b.txt": SHORT.encode()}))
    problem, article = read(tmp_path)
    assert str(problem).startswith(f"{tmp_path}/{name}: is ")
    assert f"needs {library}; pip install 'trade-claims[{extra}]'" in str(problem)
    assert article.doc_id == "b"


def test_zst_without_its_library_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "zstandard", None)
    (line,) = told(put(tmp_path / "a.txt.zst", PACKED[".zst"](b"One.")))
    assert "needs zstandard; pip install 'trade-claims[zstd]'" in line


def test_articles_that_say_the_same_have_one_digest(tmp_path: Path) -> None:
    put(tmp_path / "a.txt", SHORT)
    put(tmp_path / "b.jsonl", json.dumps({"text": SHORT}))
    put(tmp_path / "c.txt", f"{SHORT} ")
    a, b, c = read(tmp_path)
    assert a.digest == b.digest != c.digest
    assert TITLE not in a.text


@pytest.mark.parametrize("name", ["a.json", "a.jsonl", "a.csv", "a.warc"])
def test_a_named_file_without_an_article_is_told(tmp_path: Path, name: str) -> None:
    text = {"a.json": "\ufeff[\n]", "a.csv": "id,text\n"}.get(name, "")
    (problem,) = articles(sources([str(put(tmp_path / name, text))]))
    assert isinstance(problem, Problem)


def test_columns_without_a_name_are_passed_over_and_doubled_ones_refused(tmp_path: Path) -> None:
    rows = ',id,text\n0,x1,"Exports of fish rose 8 percent in 2023."\n'
    assert [one.doc_id for one in read(put(tmp_path / "a.csv", rows))] == ["x1"]
    (problem,) = articles(sources([str(put(tmp_path / "b.csv", "id,text,text\n1,One.,Two.\n"))]))
    assert isinstance(problem, Problem)
    assert problem.reason == "has 2 columns named 'text'; name them apart"
