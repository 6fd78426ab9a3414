"""The tables in `extractor/data/`, those a user has added rows to, and finding their forms in words."""

from __future__ import annotations

import csv
import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache, lru_cache, wraps
from importlib.resources import files
from itertools import compress, count
from typing import Any, Generic, NamedTuple, ParamSpec, TypeVar

from extractor.words import Words, scan

P = ParamSpec("P")
T = TypeVar("T")


@cache
def shipped(name: str) -> tuple[dict[str, str], ...]:
    """The rows of `extractor/data/<name>.csv`, keyed by column.

    Lines that start with `#` are comments (source and columns); blank lines are skipped.
    """
    text = (files("extractor") / "data" / f"{name}.csv").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    return tuple(dict(row) for row in csv.DictReader(lines))


class Tables:
    """The tables that texts are read by: the package's own, or these with a user's rows among them.

    A value that does not change: it may be shared by threads and sent to other processes. What is compiled from it is
    kept with it, and goes when it goes.
    """

    def __init__(self, changed: Mapping[str, tuple[dict[str, str], ...]] | None = None) -> None:
        self._changed = dict(changed or {})
        self.made: dict[Any, Any] = {}

    def __reduce__(self) -> tuple[Callable[[str], Tables], tuple[str]]:
        return _arrived, (json.dumps(self._changed),)

    def rows(self, name: str) -> tuple[dict[str, str], ...]:
        """The rows of a table, keyed by column."""
        return self._changed.get(name) or shipped(name)

    @property
    def fingerprint(self) -> str:
        """16 hexadecimal digits that are the same for the same tables, and for no others."""
        digest = hashlib.sha256()
        for file in sorted((files("extractor") / "data").iterdir(), key=lambda file: file.name):
            digest.update(f"{file.name}\n{file.read_text(encoding='utf-8')}\n".encode())
        digest.update(json.dumps(self._changed, sort_keys=True).encode() if self._changed else b"")
        return digest.hexdigest()[:16]

    @contextmanager
    def used(self) -> Iterator[None]:
        """Read by these tables within a `with` block, in this thread or task alone."""
        token = _used.set(self)
        try:
            yield
        finally:
            _used.reset(token)

    def use(self) -> None:
        """Read by these tables from now on, in this thread or task alone: for a process that does nothing else."""
        _used.set(self)


@lru_cache(maxsize=4)
def _arrived(changed: str) -> Tables:
    """Tables sent from another process: the same each time, as what is compiled from them is kept with them."""
    return Tables({name: tuple(rows) for name, rows in json.loads(changed).items()}) if changed != "{}" else _SHIPPED


_SHIPPED = Tables()
_used: ContextVar[Tables] = ContextVar("tables", default=_SHIPPED)


def current() -> Tables:
    """The tables in use here: the package's own outside any `Tables.used`."""
    return _used.get()


def table(name: str) -> tuple[dict[str, str], ...]:
    """The rows of a table in use, keyed by column."""
    return _used.get().rows(name)


def compiled(make: Callable[P, T]) -> Callable[P, T]:
    """Keep what a function makes of the tables, once for each `Tables` it is called under (and each set of arguments).

    Whatever reads a table that users may add to is kept by this and not by `functools.cache`, which knows one table.
    """

    @wraps(make)
    def kept(*args: P.args, **kwargs: P.kwargs) -> T:
        made, key = _used.get().made, (make, *args) if args else make
        try:
            found: T = made[key]
        except KeyError:
            found = made[key] = make(*args, **kwargs)
        return found

    return kept


class Entry(NamedTuple, Generic[T]):
    """One form of a lexicon: whether its letters must be as written, and what it stands for."""

    exact: str
    value: T


class Begun(NamedTuple, Generic[T]):
    """What a word begins: the forms of it alone, and by the word after it how many words its longer forms have."""

    alone: list[Entry[T]]
    sizes: dict[str, list[int]]


class Lexicon(Generic[T]):
    """Forms of one or several words, each standing for a value; the longest form wins, left to right.

    `forms` are pairs of form and value. A form that starts with `=` must be written exactly as it stands
    ("=US"); one that starts with `^` must not be all lower case ("^turkey"); others match in any case.
    """

    def __init__(self, forms: Iterable[tuple[str, T]]) -> None:
        self.first: dict[str, Begun[T]] = {}
        self._longer: dict[tuple[str, ...], list[Entry[T]]] = {}
        for form, value in forms:
            mark = form[0] if form[0] in "=^" else ""
            plain = form[len(mark) :]
            lows = tuple(scan(plain).lows)
            entry = Entry(plain if mark == "=" else mark, value)
            begun = self.first.setdefault(lows[0], Begun([], {}))
            if len(lows) == 1:
                begun.alone.append(entry)
            else:
                self._longer.setdefault(lows, []).append(entry)
                begun.sizes.setdefault(lows[1], []).append(len(lows))
        for begun in self.first.values():
            for following, sizes in begun.sizes.items():
                begun.sizes[following] = sorted(set(sizes), reverse=True)

    def holds(self, word: str) -> bool:
        """Whether a word alone is a form, however it must be written."""
        return word in self.first and bool(self.first[word].alone)

    def find(self, words: Words) -> Iterator[tuple[int, int, T]]:
        """Every form in `words`, longest first, without overlaps, in order.

        Yields the index of its first word, the index after its last, and what it stands for.
        """
        lows, after = words.lows, 0
        begun = list(map(self.first.get, lows))
        # what begins no form is passed over in C
        for index, begins, following in compress(zip(count(), begun, [*lows[1:], ""], strict=False), begun):
            if index < after or begins is None:
                continue
            alone, sizes = begins
            if alone and not alone[0].exact and following not in sizes:  # as most often
                after = index + 1
                yield index, after, alone[0].value
            elif (alone or following in sizes) and (found := self.at(words, index)) is not None:
                after = found[0]
                yield index, after, found[1]

    def at(self, words: Words, index: int) -> tuple[int, T] | None:
        """The longest form that starts at a word: the index after its last word, and what it stands for; or None."""
        lows = words.lows
        begun = self.first.get(lows[index])
        if begun is None:
            return None
        for size in begun.sizes.get(lows[index + 1], ()) if index + 1 < len(lows) else ():
            last = index + size
            for entry in self._longer.get(tuple(lows[index:last]), ()) if last <= len(lows) else ():
                if not entry.exact or _is_written(entry, words, index, last):
                    return last, entry.value
        for entry in begun.alone:
            if not entry.exact or _is_written(entry, words, index, index + 1):
                return index + 1, entry.value
        return None


def _is_written(entry: Entry[T], words: Words, first: int, last: int) -> bool:
    """Whether the words `first` to `last` (exclusive) are written as an entry asks."""
    written = words.text[words.starts[first] : words.ends[last - 1]]
    return not written.islower() if entry.exact == "^" else written == entry.exact
