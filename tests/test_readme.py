"""The examples of the README are run, and must print what it says they print.

`python -m tests.test_readme` writes what they print now into the README.
"""

from __future__ import annotations

import contextlib
import csv
import doctest
import io
import os
import re
import shlex
import sqlite3
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from extractor.cli import main

README = Path(__file__).parent.parent / "README.md"
BLOCK = re.compile(r"^```(console|pycon)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
COMMAND = re.compile(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", re.MULTILINE)
COUNTED = re.compile(r"^(\w+) +[\d,]+  (?=\w)", re.MULTILINE)
SPEED = re.compile(r"in [\d.]+ s, [\d,]+ words/s")


def output(command: str, shown: str) -> str:
    """What a command of the README prints; `cat FILE` makes the file that later ones read."""
    name, *args = shlex.split(command)
    if name == "mkdir":
        Path(args[0]).mkdir()
        return ""
    if name == "cat":
        Path(args[0]).parent.mkdir(exist_ok=True)
        Path(args[0]).write_text(shown.removesuffix("\n"), encoding="utf-8")
        return shown
    if name == "head":
        return "".join(Path(args[2]).read_text(encoding="utf-8").splitlines(keepends=True)[: int(args[1])])
    if name == "sqlite3":
        with contextlib.closing(sqlite3.connect(args[0])) as connection:
            if args[1].startswith(".import --csv "):
                return imported(connection, *args[1].split()[2:])
            return "".join(
                "|".join("" if cell is None else str(cell) for cell in row) + "\n"
                for row in connection.execute(args[1])
            )
    assert name == "extractor", command
    with contextlib.redirect_stdout(io.StringIO()) as out, contextlib.suppress(SystemExit):
        main(args)
    return "".join(line.rstrip() + "\n" for line in out.getvalue().splitlines())


def laid_out(folder: Path) -> None:
    """A folder in which the examples are run: an empty one, but for what the project ships to read."""
    for name in ("corpus", "gold"):
        (folder / name).symlink_to(README.parent / name)


def imported(connection: sqlite3.Connection, path: str, table: str) -> str:
    """What sqlite3's `.import --csv` does with a table that is not there: its columns are text."""
    with Path(path).open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    connection.execute(f"CREATE TABLE {table} ({', '.join(f'{column} TEXT' for column in header)})")
    connection.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(header))})", rows)
    connection.commit()
    return ""


def examples(text: str) -> Iterator[tuple[str, str, str]]:
    """Kind, command and shown output of each example; of Python a block is one example."""
    for kind, body in BLOCK.findall(text):
        if kind == "pycon":
            yield kind, body, ""
        else:
            yield from ((kind, command, shown) for command, shown in COMMAND.findall(body))


def steady(text: str) -> str:
    """Output without what may differ: speed, and how many rows a table has."""
    return COUNTED.sub(r"\1 N ", SPEED.sub("in N s, N words/s", text))


def test_the_readme_prints_what_it_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    laid_out(tmp_path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    kinds = []
    names: dict[str, object] = {}
    for kind, command, shown in examples(README.read_text(encoding="utf-8")):
        kinds.append(kind)
        if kind == "console":
            assert steady(output(command, shown)) == steady(shown), command
        else:
            test = doctest.DocTestParser().get_doctest(command, names, "README", "README.md", 0)
            said: list[str] = []
            assert doctest.DocTestRunner().run(test, out=said.append, clear_globs=False).failed == 0, "".join(said)
            names = test.globs
    assert kinds.count("console") > 3
    assert "pycon" in kinds


def refreshed(text: str) -> str:
    """The README with what its commands print now; run in an empty folder."""

    def block(match: re.Match[str]) -> str:
        if match[1] == "pycon":
            return match[0]
        shown = COMMAND.sub(lambda command: f"$ {command[1]}\n{output(command[1], command[2])}", match[2])
        return f"```console\n{shown}```"

    return BLOCK.sub(block, text)


if __name__ == "__main__":
    os.environ["COLUMNS"] = "80"
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
        laid_out(Path(folder))
        text = refreshed(README.read_text(encoding="utf-8"))
    README.write_text(text, encoding="utf-8")
