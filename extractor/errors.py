"""The kinds of error that users are meant to read."""

from __future__ import annotations

from dataclasses import dataclass


class Refused(Exception):  # noqa: N818 - it is an answer, not a failure of the program
    """What was asked cannot be done: one line that names the place, the thing and the next step."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a row or its file: `place` (`gold/x.csv:118`), an id, and what to do about it."""

    place: str
    id: str
    text: str

    def __str__(self) -> str:
        return f"{self.place} {self.id}: {self.text}"
