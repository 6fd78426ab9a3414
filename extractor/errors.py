"""The one kind of error that users are meant to read."""

from __future__ import annotations


class Refused(Exception):  # noqa: N818 - it is an answer, not a failure of the program
    """What was asked cannot be done: one line that names the place, the thing and the next step."""
