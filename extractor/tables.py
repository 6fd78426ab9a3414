"""Reading the tables in `extractor/data/` and finding their forms in words."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from extractor.words import Words, scan


@cache
def table(name: str) -> tuple[dict[str, str], ...]:
    """The rows of `extractor/data/<name>.csv`, keyed by column.

    Lines that start with `#` are comments (source and columns); blank lines are skipped.
    """
    text = (files("extractor") / "data" / f"{name}.csv").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    return tuple(dict(row) for row in csv.DictReader(lines))


class Entry(NamedTuple):
    """One form of a lexicon: its words after the first, whether letters must be as written, and what it stands for."""

    rest: tuple[str, ...]
    exact: str
    value: object


class Found(NamedTuple):
    """A form found: index of its first word, index after its last, and what it stands for."""

    first: int
    last: int
    value: object


class Lexicon:
    """Forms of one or several words, each standing for a value; the longest form wins, left to right.

    `forms` are pairs of form and value. A form that starts with `=` must be written exactly as it stands
    ("=US"); one that starts with `^` must not be all lower case ("^turkey"); others match in any case.
    """

    def __init__(self, forms: Iterable[tuple[str, object]]) -> None:
        first: dict[str, dict[int, dict[tuple[str, ...], list[Entry]]]] = {}
        for form, value in forms:
            mark = form[0] if form[0] in "=^" else ""
            plain = form[len(mark) :]
            lows = scan(plain).lows
            entry = Entry(tuple(lows[1:]), plain if mark == "=" else mark, value)
            lengths = first.setdefault(lows[0], {})
            lengths.setdefault(len(lows), {}).setdefault(entry.rest, []).append(entry)
        # by first word, then by length, longest first: a word with many forms costs no more than one with few
        self.first = {low: sorted(lengths.items(), reverse=True) for low, lengths in first.items()}

    def find(self, words: Words) -> Iterator[Found]:
        """Every form in `words`, longest first, without overlaps, in order."""
        get, lows, after = self.first.get, words.lows, 0
        for index, low in enumerate(lows):
            lengths = get(low)
            if lengths is None or index < after:
                continue
            for length, rests in lengths:
                last = index + length
                entry = _written(rests.get(tuple(lows[index + 1 : last])), words, index, last)
                if entry is not None:
                    yield Found(index, last, entry.value)
                    after = last
                    break


def _written(entries: list[Entry] | None, words: Words, first: int, last: int) -> Entry | None:
    """The first of the entries whose letters are written as it asks."""
    for entry in entries or ():
        if entry.exact:
            written = words.text[words.starts[first] : words.ends[last - 1]]
            if written != entry.exact if entry.exact != "^" else written.islower():
                continue
        return entry
    return None
