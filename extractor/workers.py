"""Processes that work side by side: tasks go out in order, results come back in order, and a process may die."""

from __future__ import annotations

import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import AbstractContextManager
from itertools import chain, islice
from multiprocessing import get_context, parent_process
from threading import Thread
from types import TracebackType
from typing import ClassVar, TypeVar

from extractor.tables import Tables

K = TypeVar("K")
T = TypeVar("T")
R = TypeVar("R")

AHEAD = 3
"""Tasks that each worker is given before the results of earlier ones are taken, so that none waits and few are held."""


def cores() -> int:
    """The cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class Pool(AbstractContextManager["Pool"]):
    """Workers that read by the same tables; with one, this process does the work itself.

    They start once, with the first task. Ctrl-C is for this process to answer: workers finish what they have.
    """

    broken: ClassVar[tuple[type[Exception], ...]] = (BrokenProcessPool,)
    """What the result of a task is whose worker has died."""
    tries: ClassVar[int] = 2
    """Times that a task is given out alone before it is held to be what ends its workers."""
    together: ClassVar[bool] = True
    """Whether the others die with a worker, so that what they have in hand is given out again."""

    def __init__(self, workers: int, tables: Tables) -> None:
        self.ahead = workers * AHEAD if workers > 1 else 1  # tasks out at most before the first's result is taken
        self._tables = tables
        self._executor: Executor | None = None

    def ordered(
        self,
        work: Callable[[T], list[R]],
        tasks: Iterable[tuple[K, T]],
        *,
        parts: Callable[[T], Sequence[T]],
        lost: Callable[[T], list[R]],
        stopped: Callable[[], bool] = bool,
    ) -> Iterator[tuple[K, list[R]]]:
        """The results of each task, in order, beside what it was given with; a task without `parts` has none.

        A task whose worker dies is given out again, then in its `parts`; of a part that ends every worker it is given
        to the result is what `lost` says. Once `stopped` says so, tasks that no worker has begun are dropped. A single
        task is done in this process, as starting others would take longer.
        """
        left = iter(tasks)
        first = list(islice(left, 2))
        if self.ahead <= 1 or len(first) < 2:
            yield from ((beside, work(task)) for beside, task in chain(first, left))
            return
        waiting: deque[tuple[K, T, Future[list[R]]]] = deque()
        for beside, task in chain(first, left):
            waiting.append((beside, task, self._submit(work, task) if parts(task) else _nothing()))
            if len(waiting) >= self.ahead:
                yield self._first(work, waiting, parts, lost)
        while waiting:
            if stopped() and waiting[0][2].cancel():
                waiting.popleft()
            else:
                yield self._first(work, waiting, parts, lost)

    def _first(
        self,
        work: Callable[[T], list[R]],
        waiting: deque[tuple[K, T, Future[list[R]]]],
        parts: Callable[[T], Sequence[T]],
        lost: Callable[[T], list[R]],
    ) -> tuple[K, list[R]]:
        """The results of the task that came first; where a worker has died, all that wait are given out again."""
        beside, task, future = waiting.popleft()
        try:
            return beside, self._result(future)
        except self.broken:
            self._recover()
            made = self._alone(work, task, parts, lost)
            for index, (other, later, _) in enumerate(waiting if self.together else ()):
                waiting[index] = other, later, self._submit(work, later)
            return beside, made

    def _alone(
        self,
        work: Callable[[T], list[R]],
        task: T,
        parts: Callable[[T], Sequence[T]],
        lost: Callable[[T], list[R]],
    ) -> list[R]:
        """The results of a task with nothing else in hand, so that a worker that dies has died of it."""
        for _ in range(self.tries):
            try:
                return self._result(self._submit(work, task))
            except self.broken:
                self._recover()
        smaller = parts(task)
        if len(smaller) <= 1:
            return lost(task)
        return [one for part in smaller for one in self._alone(work, part, parts, lost)]

    def _submit(self, work: Callable[[T], list[R]], task: T) -> Future[list[R]]:
        """Give a task out; workers of which one has died meanwhile are let go, and others started."""
        while True:
            if self._executor is None:
                self._executor = self._start()
            try:
                return self._executor.submit(work, task)
            except self.broken:
                self._end()

    def _result(self, future: Future[list[R]]) -> list[R]:
        """What came of a task, once it is done."""
        return future.result()

    def _start(self) -> Executor:
        """The workers, ready for tasks."""
        return ProcessPoolExecutor(self.ahead // AHEAD, get_context("spawn"), _begin, (self._tables,))

    def _recover(self) -> None:
        """Be ready for tasks again after a worker has died."""
        if self.together:
            self._end()

    def _end(self, *, wait: bool = False) -> None:
        """Let the workers go, with `wait` once they have finished what they have in hand."""
        if self._executor is not None:
            self._executor.shutdown(wait=wait, cancel_futures=True)
            self._executor = None

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Let the workers go; after an error, without what they have in hand."""
        self._end(wait=kind is None)


def _nothing() -> Future[list[R]]:
    """What comes of a task in which there is nothing to do."""
    future: Future[list[R]] = Future()
    future.set_result([])
    return future


def _begin(tables: Tables) -> None:
    """Make a process ready to work: by the tables in use, deaf to what is meant for its parent."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    Thread(target=_end_with_parent, daemon=True).start()
    tables.use()


def _end_with_parent() -> None:
    """End this process when the one that started it is gone, however that was ended: no one would take its results."""
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
