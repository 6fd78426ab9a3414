"""Workers on other machines: the processes of a Dask cluster, in the place of those of this machine."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import CancelledError, Executor, Future
from types import TracebackType
from typing import ClassVar, TypeVar

from distributed import Client, KilledWorker

from extractor import __version__
from extractor.errors import Refused
from extractor.tables import Tables
from extractor.workers import Pool

T = TypeVar("T")
R = TypeVar("R")

PACKAGE = "trade-claims"
TIMEOUT = 10
"""Seconds in which the scheduler has to answer, and a first worker to have joined it."""
ROOM = 8
"""Workers that tasks are held ready for at least, so that those that join later have some at once."""


class Cluster(Pool):
    """The workers that have joined a Dask scheduler, in the place of processes of this machine.

    The scheduler gives what a dead worker had in hand to another; a task that ended several of them comes back.
    Refused if no scheduler answers at `address`, no worker has joined it, or one has another version of this package.
    """

    broken: ClassVar[tuple[type[Exception], ...]] = (KilledWorker,)
    tries: ClassVar[int] = 1  # the scheduler itself tries as often as it was told to
    together: ClassVar[bool] = False

    def __init__(self, address: str, tables: Tables) -> None:
        self._address = address
        self._client = _connected(address)
        super().__init__(max(ROOM, _workers(self._client, address)), tables)

    def _start(self) -> Executor:
        executor: Executor = self._client.get_executor(pure=False)
        return executor

    def _submit(self, work: Callable[[T], list[R]], task: T) -> Future[list[R]]:
        self._executor = self._executor or self._start()
        return self._executor.submit(_by, self._tables, work, task)

    def _result(self, future: Future[list[R]]) -> list[R]:
        try:
            return super()._result(future)
        except CancelledError:
            kept = "what came before is kept, and the same command goes on from there"
            raise Refused(f"--scheduler {self._address}: is gone; {kept}") from None

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Leave the cluster, which drops what of ours is in hand there."""
        self._client.close()


def _by(tables: Tables, work: Callable[[T], list[R]], task: T) -> list[R]:
    """Do a task by the tables that are in use where it was given out."""
    with tables.used():
        return work(task)


def _connected(address: str) -> Client:
    """A client of the scheduler at `address`, which a worker has joined; Refused if there is none."""
    try:
        client = Client(address, timeout=TIMEOUT, set_as_default=False)
    except (OSError, ValueError, TypeError) as error:
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        hint = "start one with 'dask scheduler', or leave --scheduler out to read on this machine"
        raise Refused(f"--scheduler {address}: does not answer ({reason}); {hint}") from None
    try:
        client.wait_for_workers(1, timeout=TIMEOUT)
    except TimeoutError:
        client.close()
        hint = f"start some with 'dask worker {address} --nworkers 2 --nthreads 1'"
        raise Refused(f"--scheduler {address}: no worker has joined it; {hint}") from None
    return client


def _workers(client: Client, address: str) -> int:
    """How many workers have joined, all with this version of this package; else Refused."""
    told = client.get_versions(packages=[PACKAGE])["workers"]
    for worker, versions in told.items():
        version = versions["packages"].get(PACKAGE)
        if version != __version__:
            client.close()
            has = f"has {PACKAGE} {version}" if version else f"has no {PACKAGE}"
            hint = f"and this is {__version__}; install the same for every worker"
            raise Refused(f"--scheduler {address}: the worker {worker} {has}, {hint}")
    return len(told)
