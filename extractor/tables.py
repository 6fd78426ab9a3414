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
        # by first word, then by second ("" for none): a word that begins many forms costs no more than one with few
        first: dict[str, dict[str, list[Entry]]] = {}
        for form, value in forms:
            mark = form[0] if form[0] in "=^" else ""
            plain = form[len(mark) :]
            low, *rest = scan(plain).lows
            entry = Entry(tuple(rest), plain if mark == "=" else mark, value)
            first.setdefault(low, {}).setdefault(rest[0] if rest else "", []).append(entry)
        for seconds in first.values():
            for entries in seconds.values():
                entries.sort(key=lambda entry: -len(entry.rest))
        self.first = first

    def find(self, words: Words) -> Iterator[Found]:
        """Every form in `words`, longest first, without overlaps, in order."""
        first, lows, after = self.first, words.lows, 0
        size = len(lows)
        for index in [index for index, low in enumerate(lows) if low in first]:
            if index < after:
                continue
            seconds = first[lows[index]]
            longer = seconds.get(lows[index + 1]) if index + 1 < size else None
            found = (longer and _written(longer, words, index)) or _written(seconds.get("", ()), words, index)
            if found:
                yield found
                after = found.last


def _written(entries: Iterable[Entry], words: Words, first: int) -> Found | None:
    """The first of the entries that stands at a word, written as it asks."""
    for entry in entries:
        last = first + 1 + len(entry.rest)
        if len(entry.rest) > 1 and tuple(words.lows[first + 1 : last]) != entry.rest:
            continue
        if entry.exact:
            written = words.text[words.starts[first] : words.ends[last - 1]]
            if written != entry.exact if entry.exact != "^" else written.islower():
                continue
        return Found(first, last, entry.value)
    return None
