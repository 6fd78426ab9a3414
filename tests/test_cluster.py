"""Articles read on a Dask cluster: a scheduler and two workers on loopback, and one of them killed."""

from __future__ import annotations

import json
import os
import pty
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from time import monotonic, sleep
from typing import Any, NamedTuple

import pandas as pd
import pytest

pytest.importorskip("distributed", reason="no Dask: pip install '.[dask]'")

from distributed import Client

import extractor
from extractor import batch, cluster, store
from extractor.batch import Counts, Plan
from extractor.cluster import Cluster
from extractor.errors import Refused
from extractor.reading import pieces, sources
from extractor.tables import Tables
from extractor.workers import Pool
from tests.commands import Run
from tests.servers import everything
from tests.test_workers import gone, reporters, singly, squares

ROOT = Path(__file__).parent.parent
PATIENCE = 60.0
TEXT = "China's exports to {place} rose {number} percent in May 2024. Imports fell {number}.5 percent."
FEW_TRIES = {"DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "0"}


class Running(NamedTuple):
    """A scheduler with its workers."""

    address: str
    workers: tuple[subprocess.Popen[bytes], ...]


def dask(stack: ExitStack, *args: str) -> subprocess.Popen[bytes]:
    """A process of Dask's own command, which is ended with `stack`."""
    process = subprocess.Popen(
        [sys.executable, "-m", "dask", *args, "--no-dashboard"],
        env=os.environ | FEW_TRIES | {"PYTHONPATH": str(ROOT)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    stack.callback(process.wait)
    stack.callback(process.kill)
    return process


def scheduler(stack: ExitStack, folder: Path) -> str:
    """The address of a scheduler on loopback."""
    file = folder / "scheduler.json"
    dask(stack, "scheduler", "--host", "127.0.0.1", "--port", "0", "--scheduler-file", str(file))
    end = monotonic() + PATIENCE
    while not file.exists() or not file.read_text(encoding="utf-8").rstrip().endswith("}"):
        assert monotonic() < end, "no scheduler"
        sleep(0.05)
    address: str = json.loads(file.read_text(encoding="utf-8"))["address"]
    return address


def started(stack: ExitStack, folder: Path, *, nanny: bool) -> Running:
    """A scheduler on loopback that two workers have joined; a `nanny` starts them again when they die."""
    address = scheduler(stack, folder)
    options = ("--nthreads", "1", "--local-directory", str(folder), "--nanny" if nanny else "--no-nanny")
    workers = tuple(dask(stack, "worker", address, *options) for _ in range(2))
    with Client(address, set_as_default=False) as client:
        client.wait_for_workers(2, timeout=PATIENCE)
    return Running(address, workers)


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with ExitStack() as stack:
        yield started(stack, tmp_path_factory.mktemp("dask"), nanny=True)


def write(folder: Path, count: int) -> None:
    folder.mkdir()
    for number in range(count):
        text = TEXT.format(number=number, place=("Japan", "Chile", "Kenya")[number % 3])
        (folder / f"a{number:03}.txt").write_text(text, encoding="utf-8")


def read(folder: Path, url: str, pool: Pool, *, at: int = -1, kill: subprocess.Popen[bytes] | None = None) -> Counts:
    """A batch by a pool; `kill` is killed once a round is `at` place."""
    counts = Counts()
    with store.opened(url) as kept:
        plan = Plan(kept, pool, "", "")
        for number, _ in enumerate(batch.run(pieces(sources([str(folder)])), plan, counts)):
            if number == at and kill is not None:
                kill.send_signal(signal.SIGKILL)
                kill.wait()
    return counts


def test_results_come_in_order_beside_what_they_were_given_with(running: Running) -> None:
    tasks = [(f"t{number}", [number, number + 1]) for number in range(0, 80, 2)] + [("none", [])]
    with Cluster(running.address, Tables()) as pool:
        made = list(pool.ordered(squares, tasks, parts=singly, lost=gone))
    assert made == [(f"t{n}", [n * n, (n + 1) ** 2]) for n in range(0, 80, 2)] + [("none", [])]


def test_what_ends_its_worker_is_told_and_nothing_else_is_lost(running: Running) -> None:
    numbers = [999 if number == 13 else number for number in range(30)]
    tasks = [(number, numbers[number : number + 2]) for number in range(0, 30, 2)]
    with Cluster(running.address, Tables()) as pool:
        made = [one for _, results in pool.ordered(squares, tasks, parts=singly, lost=gone) for one in results]
    assert made == [-number if number == 999 else number * number for number in numbers]


def test_workers_read_by_the_tables_in_use(running: Running) -> None:
    row = {"code": "PACT", "kind": "group", "name": "Pact"}
    mine = Tables({"areas": (*Tables().rows("areas"), row)})
    with Cluster(running.address, mine) as pool:
        made = list(pool.ordered(reporters, [(n, [n]) for n in range(3)], parts=singly, lost=gone))
    assert made == [(0, [1]), (1, [1]), (2, [1])]


def test_a_worker_killed_in_the_middle_loses_and_doubles_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batch, "TEXT", 300)
    folder = tmp_path / "in"
    write(folder, 60)
    (folder / "b.txt").write_bytes((folder / "a007.txt").read_bytes())
    alone, apart = (f"sqlite:///{tmp_path}/{name}.db" for name in ("alone", "apart"))
    read(folder, alone, Pool(1, Tables()))
    with ExitStack() as stack:
        running = started(stack, tmp_path, nanny=False)
        with Cluster(running.address, Tables()) as pool:
            counts = read(folder, apart, pool, at=3, kill=running.workers[0])
    assert (counts.articles, counts.failed) == (61, 0)
    assert everything(apart) == everything(alone)


def test_the_command_reads_on_the_cluster_and_shows_how_far_it_is(running: Running, tmp_path: Path) -> None:
    write(tmp_path / "in", 40)
    command = [sys.executable, "-m", "extractor", "run", "in", "--scheduler", running.address]
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        command,
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(ROOT), "TERM": "xterm", "COLUMNS": "100"},
        stdout=subprocess.PIPE,
        stderr=theirs,
        text=True,
    )
    os.close(theirs)
    said, _ = process.communicate(timeout=PATIENCE)
    bar = b""
    while piece := _piece(ours):
        bar += piece
    os.close(ours)
    assert process.returncode == 0
    assert "40 articles, 80 claims" in said
    assert b"40 articles" in bar and "━".encode() in bar
    with sqlite3.connect(tmp_path / "facts.db") as connection:
        assert connection.execute("select count(*), count(distinct id) from claims").fetchone() == (80, 80)
    connection.close()


def _piece(terminal: int) -> bytes:
    try:
        return os.read(terminal, 4096)
    except OSError:  # the other end is closed
        return b""


def test_where_there_is_no_cluster_the_next_step_is_said(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(cluster, "TIMEOUT", 0.5)
    write(tmp_path / "in", 2)
    ran = run("run", "in", "--scheduler", "tcp://127.0.0.1:9")
    assert ran.code == 2
    assert "--scheduler tcp://127.0.0.1:9: does not answer" in ran.err and "dask scheduler" in ran.err
    ran = run("run", "in", "--scheduler", "tcp://127.0.0.1:9", "--workers", "2")
    assert ran.code == 2 and "leave one of them out" in ran.err


def test_a_scheduler_without_workers_is_told_how_to_get_some(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "TIMEOUT", 0.5)
    with ExitStack() as stack:
        address = scheduler(stack, tmp_path)
        with pytest.raises(Refused, match="no worker has joined it; start some with 'dask worker"):
            Cluster(address, Tables())


def test_a_worker_of_another_version_is_refused(running: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "__version__", "99")
    with pytest.raises(Refused, match=r"has trade-claims .*, and this is 99; install the same"):
        Cluster(running.address, Tables())


ARTICLES = pd.DataFrame(
    {
        "doc_id": [f"a{number}" for number in range(9)],
        "text": [TEXT.format(number=number, place="Peru") for number in range(8)] + [None],
        "published": ["2024-06-09", None] * 4 + [None],
    }
)


def test_a_frame_is_read_by_its_partitions(running: Running) -> None:
    dd = pytest.importorskip("dask.dataframe")
    whole = extractor.extract_frame(ARTICLES)
    with Client(running.address, set_as_default=False) as client:
        parts = dd.from_pandas(ARTICLES, npartitions=4)
        claims = extractor.distribute(parts)
        assert list(claims.columns) == list(whole.columns) and not claims.known_divisions
        made = client.compute(claims).result()
    pd.testing.assert_frame_equal(made.reset_index(drop=True).astype(whole.dtypes), whole)  # Dask has texts of its own
    assert len(whole) == 16


def test_a_bag_is_read_by_its_partitions() -> None:
    bags = pytest.importorskip("dask.bag")
    articles: Sequence[dict[str, Any]] = [
        {str(name): value for name, value in row.items() if value is not None}
        for row in ARTICLES[:8].to_dict("records")
    ]
    claims = extractor.distribute(bags.from_sequence(articles, npartitions=3)).compute(scheduler="synchronous")
    whole = extractor.extract_frame(ARTICLES)
    assert [(one["doc_id"], one["start"], one["value"]) for one in claims] == list(
        whole[["doc_id", "start", "value"]].itertuples(index=False, name=None)
    )
    assert {one["value_high"] for one in claims} == {None}


def test_what_is_no_frame_of_dask_is_refused() -> None:
    with pytest.raises(TypeError, match=r"Dask frame or bag, not a pandas\..*DataFrame; for a pandas frame call"):
        extractor.distribute(ARTICLES)


def test_a_frame_without_its_columns_is_refused() -> None:
    dd = pytest.importorskip("dask.dataframe")
    with pytest.raises(ValueError, match="lacks the column text"):
        extractor.distribute(dd.from_pandas(ARTICLES.drop(columns="text"), npartitions=2))


RAY = """
import logging, sys
import pandas as pd, ray
from extractor import extract_frame
ray.init(num_cpus=2, include_dashboard=False, logging_level=logging.ERROR, log_to_driver=False)
articles = ray.data.from_pandas(pd.read_pickle(sys.argv[1])).repartition(3)
articles.map_batches(extract_frame, batch_format="pandas").to_pandas().to_pickle(sys.argv[2])
"""


def test_ray_reads_by_the_function_for_a_pandas_frame(tmp_path: Path) -> None:
    pytest.importorskip("ray.data", reason="no Ray: pip install 'ray[data]'")
    given, made = tmp_path / "given", tmp_path / "made"
    ARTICLES[:8].to_pickle(given)
    environment = os.environ | {"PYTHONPATH": str(ROOT), "RAY_USAGE_STATS_ENABLED": "0"}
    subprocess.run(
        [sys.executable, "-c", RAY, str(given), str(made)],
        env=environment,
        check=True,
        capture_output=True,
        timeout=300,
    )
    claims = pd.read_pickle(made).sort_values(["doc_id", "start"], ignore_index=True)
    whole = extractor.extract_frame(ARTICLES)
    pd.testing.assert_frame_equal(claims.astype(whole.dtypes), whole)
