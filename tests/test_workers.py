from __future__ import annotations

import os
import signal
from collections.abc import Sequence

import pytest

from extractor.tables import Tables, current
from extractor.workers import Pool, cores


def squares(task: Sequence[int]) -> list[int]:
    """The squares of numbers; 999 ends the process that meets it."""
    for number in task:
        if number == 999:
            os.kill(os.getpid(), signal.SIGKILL)
    return [number * number for number in task]


def singly(task: Sequence[int]) -> list[list[int]]:
    return [[number] for number in task]


def gone(task: Sequence[int]) -> list[int]:
    return [-number for number in task]


def reporters(task: Sequence[int]) -> list[int]:
    return [sum(row["code"] == "PACT" for row in current().rows("areas"))]


@pytest.mark.parametrize("workers", [1, 2])
def test_results_come_in_order_beside_what_they_were_given_with(workers: int) -> None:
    tasks = [(f"t{number}", [number, number + 1]) for number in range(0, 40, 2)] + [("none", [])]
    with Pool(workers, Tables()) as pool:
        made = list(pool.ordered(squares, tasks, parts=singly, lost=gone))
    assert made == [(f"t{n}", [n * n, (n + 1) ** 2]) for n in range(0, 40, 2)] + [("none", [])]


def test_what_ends_its_worker_is_told_and_nothing_else_is_lost() -> None:
    numbers = [999 if number == 13 else number for number in range(30)]
    tasks = [(number, numbers[number : number + 2]) for number in range(0, 30, 2)]
    with Pool(2, Tables()) as pool:
        made = [one for _, results in pool.ordered(squares, tasks, parts=singly, lost=gone) for one in results]
    assert made == [-number if number == 999 else number * number for number in numbers]


def test_once_stopped_nothing_more_is_begun() -> None:
    taken: list[int] = []
    tasks = ((number, [number]) for number in range(1000) if not taken.append(number))  # type: ignore[func-returns-value]
    stopped = False
    with Pool(1, Tables()) as pool:
        for beside, _ in pool.ordered(squares, tasks, parts=singly, lost=gone, stopped=lambda: stopped):
            if beside == 3:
                break
    assert len(taken) <= 5


def test_workers_read_by_the_tables_in_use() -> None:
    row = {"code": "PACT", "kind": "group", "name": "Pact"}
    mine = Tables({"areas": (*Tables().rows("areas"), row)})
    with Pool(2, mine) as pool:
        made = list(pool.ordered(reporters, [(n, [n]) for n in range(3)], parts=singly, lost=gone))
    assert made == [(0, [1]), (1, [1]), (2, [1])]


def test_cores_are_those_that_may_be_used() -> None:
    assert 1 <= cores() <= (os.cpu_count() or 1)
