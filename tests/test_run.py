"""The command `run` as a process of its own: watched folders, Ctrl-C, places that cannot be written to."""

from __future__ import annotations

import os
import resource
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from extractor import batch, progress, store
from extractor.batch import Counts, Plan
from extractor.errors import Refused
from extractor.reading import Problem, pieces, sources
from extractor.tables import Tables
from extractor.workers import Pool
from tests.servers import do, emptied

TEXT = "China's exports to Chile rose {number}.1 percent in May 2024. Imports fell {number}.5 percent."
PATIENCE = 60.0


def put(folder: Path, count: int) -> None:
    folder.mkdir(exist_ok=True)
    for number in range(count):
        (folder / f"a{number:04}.txt").write_text(TEXT.format(number=number), encoding="utf-8")


def started(folder: Path, *args: str, before: Callable[[], None] | None = None) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "extractor", "run", *args]
    root = str(Path(__file__).parent.parent)
    return subprocess.Popen(
        command,
        cwd=folder,
        env=os.environ | {"PYTHONPATH": root},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=before,
    )


def count(path: Path, table: str = "articles") -> int:
    try:
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
            return int(connection.execute(f"select count(*) from {table}").fetchone()[0])
    except sqlite3.OperationalError:  # it is not there yet
        return 0


def answers(err: str) -> list[str]:
    """The lines of what was said but for those that a slow machine gets of how far a batch is."""
    return [line for line in err.splitlines() if not line.endswith(" s left")]


def wait_for(what: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not what():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.05)


def test_new_files_of_a_watched_folder_are_read_once_they_are_whole(tmp_path: Path) -> None:
    pytest.importorskip("watchfiles")
    folder, facts = tmp_path / "in", tmp_path / "facts.db"
    put(folder, 2)
    process = started(tmp_path, "in", "--watch", "--workers", "1")
    wait_for(lambda: count(facts) == 2)
    time.sleep(0.5)  # it has to begin to watch
    with (folder / "b.txt").open("w", encoding="utf-8") as half:
        for part in ("Peru's exports ", "to Chile rose ", "7 percent ", "in May 2024."):
            half.write(part)
            half.flush()
            time.sleep(0.4)
            assert count(facts) == 2
    (folder / "c.part").write_text(TEXT.format(number=3), encoding="utf-8")
    (folder / "d.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    wait_for(lambda: count(facts) == 3)
    (folder / "b.txt").write_text("Peru's exports rose 8 percent in May 2024. Imports fell.", encoding="utf-8")
    wait_for(lambda: count(facts, "runs") == 1 and b"8 percent" in _quotes(facts))
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=PATIENCE)
    assert (process.returncode, err) == (0, "stopping when what is in hand is written; again to end at once\n")
    assert out.count("1 article, 1 claim") == 2
    assert count(facts, "claims") == 5


def _quotes(path: Path) -> bytes:
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
        return " ".join(row[0] for row in connection.execute("select quote from claims")).encode()


def test_ctrl_c_finishes_what_is_in_hand_and_the_same_command_goes_on(tmp_path: Path) -> None:
    put(tmp_path / "in", 3000)
    facts = tmp_path / "facts.db"
    process = started(tmp_path, "in", "--workers", "2", "--limit", "1")
    wait_for(lambda: count(facts) > 0)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=PATIENCE)
    assert process.returncode == 1
    assert err.splitlines()[-1] == "stopped; what was in hand is written, and the same command goes on from there"
    read = count(facts)
    assert 0 < read < 3000
    assert f"{read:,} articles, {2 * read:,} claims" in out
    process = started(tmp_path, "in", "--workers", "2", "--limit", "1")
    out, _ = process.communicate(timeout=PATIENCE)
    assert process.returncode == 0
    assert f"3,000 articles ({read:,} unchanged), 6,000 claims" in out
    assert (count(facts), count(facts, "claims")) == (3000, 6000)


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["in", "--db", "sqlite:///nowhere/facts.db"], "unable to open database file"),
        (["in", "--db", "sqlite:///in/a0000.txt"], "file is not a database"),
        (["in", "--db", "sqlite:////dev/full"], "disk"),
        (["in", "--out", "nowhere/a.csv"], "--out nowhere/a.csv: cannot be written: No such file or directory"),
        (["in", "--out", "/dev/full/a.csv"], "cannot be written: Not a directory"),
        (["in", "--watch", "--out", "a.csv"], "--watch: goes on until it is stopped"),
        (["in/a0000.txt", "--watch"], "--watch in/a0000.txt: is not a folder"),
    ],
)
def test_a_place_that_cannot_be_written_to_is_one_line(tmp_path: Path, args: list[str], said: str) -> None:
    put(tmp_path / "in", 2)
    process = started(tmp_path, *args, "--workers", "1")
    _, err = process.communicate(timeout=PATIENCE)
    assert process.returncode == 2
    assert said in err
    assert len(err.splitlines()) == 1


def test_a_full_disk_is_one_line_and_what_is_written_stays(tmp_path: Path) -> None:
    put(tmp_path / "in", 1500)

    def small() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (700_000, 700_000))

    process = started(tmp_path, "in", "--workers", "1", before=small)
    _, err = process.communicate(timeout=PATIENCE)
    assert process.returncode == 2
    (line,) = answers(err)
    assert line.startswith("extractor: --db sqlite:///facts.db: ")
    process = started(tmp_path, "in", "--workers", "1")
    assert answers(process.communicate(timeout=PATIENCE)[1]) == []
    assert (count(tmp_path / "facts.db"), count(tmp_path / "facts.db", "claims")) == (1500, 3000)


def test_a_database_that_is_gone_in_the_middle_is_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    server = os.environ.get("TEST_POSTGRES_URL")
    if not server:
        pytest.skip("no PostgreSQL: TEST_POSTGRES_URL is not set (.ci/postgres start FOLDER starts one)")
    monkeypatch.setattr(batch, "TEXT", 1)
    put(tmp_path / "in", 5)
    with emptied(server) as url, Pool(1, Tables()) as pool:
        rounds, name = 0, {"name": url.rpartition("/")[2]}
        with pytest.raises(Refused) as caught, store.opened(url) as kept:
            plan = Plan(kept, pool, "", "")
            for _ in batch.run(pieces(sources([str(tmp_path / "in")])), plan, Counts()):
                rounds += 1
                if rounds == 2:
                    gone = "select pg_terminate_backend(pid) from pg_stat_activity where datname = :name"
                    shut = "update pg_database set datallowconn = false where datname = :name"
                    do(server, gone, shut, values=name)
        assert rounds == 2
        assert "\n" not in str(caught.value)
        do(server, "update pg_database set datallowconn = true where datname = :name", values=name)
        with store.opened(url) as kept:
            assert len(kept.known([f"a{number:04}" for number in range(5)])) == 2


def test_a_log_gets_lines_and_no_bar(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "EVERY", 0.0)
    out = StringIO()
    places = progress.Places(4)
    with progress.shown(Console(file=out, force_terminal=False), places) as shown:
        for _ in places.counted(range(2)):
            shown.update(Counts(articles=7, claims=1234, words=5678, failures=[Problem("a", "b")]))
    first, second = out.getvalue().splitlines()
    assert first.startswith("7 articles, ")
    assert second.endswith(" words/s, 1,234 claims, 1 failed, about 0 s left")


def test_a_terminal_gets_a_bar() -> None:
    out = StringIO()
    places = progress.Places(2)
    with progress.shown(Console(file=out, force_terminal=True, width=100), places) as shown:
        for _ in places.counted(range(2)):
            shown.update(Counts(articles=7, claims=1234))
    assert "7 articles" in out.getvalue()
