"""The wordings of time: runs of words that can be one, and the patterns over their symbols."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from extractor.tables import table

_FOLD = str.maketrans({"’": "'", "‘": "'", "–": "-", "—": "-", "‑": "-", "−": "-"})
_BACK = 60
"""How far before a trigger a wording may begin, in characters."""

# One word, number or mark; layout before it is skipped, but never a blank line.
_TOKEN = re.compile(
    r"""
    [^\S\n]*+ (?:\n(?!\s))? [^\S\n]*+
    (?:
      (?P<rate> [ymqYMQ](?:/|-?[oO]-?)[ymqYMQ](?![^\W_]) )
    | (?P<date> (?:19|20)[0-9]{2}-[01][0-9]-[0-3][0-9](?![0-9]) )
    | (?P<decade> (?:19|20)[0-9]0['’]?s(?![^\W_]) )
    | (?P<split> (?:19|20)[0-9]{2}[-/–](?:[0-9]{2}|[0-9])(?![0-9]|[.,][0-9]) )
    | (?P<year> (?:19|20)[0-9]{2}(?![0-9]|[.,][0-9]) )
    | (?P<short> ['’][0-9]{2}(?![0-9]) | (?<=[QHYqhy])[0-9]{2}(?![0-9]) )
    | (?P<ordinal> [0-9]{1,2}(?:st|nd|rd|th)(?![^\W_]) )
    | (?P<number> [0-9]{1,3}(?![0-9]|[.,][0-9]|\s?+(?:%|p(?:er\s)?ct?\b|per\ ?cent|[mbt](?:r?illion|l?n)\b)) )
    | (?P<word> (?:[^\W\d_]\.){2,} | [^\W\d_]+ )
    | (?P<mark> ['’]s(?![^\W_]) | [-–—‑/,()] )
    )
    """,
    re.VERBOSE,
)
_NTH = re.compile("[0-9]{1,2}(?:st|nd|rd|th)")
_MARKS = {"'s": "possessive", "-": "dash", "/": "dash", ",": "comma", "(": "open", ")": "close"}


class Token(NamedTuple):
    """A word, number or mark that wordings of time are made of."""

    symbol: str
    value: int
    start: int
    end: int


class Vocabulary(NamedTuple):
    """The words of the tables: symbol and value per form, the letters that trigger, and a character per symbol."""

    words: dict[str, tuple[str, int]]
    doubtful: frozenset[str]
    short: frozenset[str]
    triggers: tuple[str, ...]
    chars: dict[str, str]
    counts: frozenset[str]


@cache
def vocabulary() -> Vocabulary:
    """The tables `period_words`, `months` and `year_counts`."""
    words = {row["form"]: (row["symbol"], int(row["value"] or 0)) for row in table("period_words")}
    triggers = {part for row in table("period_words") for part in row["trigger"].split("|") if part} | {"19", "20"}
    months = {row["form"]: ("month", int(row["month"])) for row in table("months")}
    triggers |= {form[:3] for form in months}
    doubtful = frozenset(row["form"] for row in table("months") if row["doubt"])
    short = frozenset(form for form in months if len(form) <= 4 and form not in ("may", "june", "july"))
    symbols = sorted({symbol for symbol, _ in words.values()} | set(_MARKS.values()) | {
        "month", "year", "split", "short", "number", "ordinal", "date", "decades", "rate"})  # fmt: skip
    chars = {symbol: chr(0xE000 + index) for index, symbol in enumerate(symbols)}
    counts = frozenset(row["form"] for row in table("year_counts"))
    return Vocabulary(words | months, doubtful, short, tuple(sorted(triggers)), chars, counts)


def compiled(pattern: str) -> re.Pattern[str]:
    """A pattern over symbols: each lower-case word stands for the character of its symbol, the rest is as in `re`."""
    chars = vocabulary().chars
    return re.compile(re.sub(r"[a-z]+", lambda match: chars[match[0]], pattern).replace(" ", ""))


def runs(text: str) -> Iterator[list[Token]]:
    """Stretches of `text` in which every word can belong to a wording of time, around each trigger."""
    vocab = vocabulary()
    low = text.lower()
    if len(low) != len(text):  # a letter whose lower case is two characters
        low = "".join(char.lower() if len(char.lower()) == 1 else char for char in text)
    places: list[int] = []
    for trigger in vocab.triggers:
        place = low.find(trigger)
        while place >= 0:
            places.append(place)
            place = low.find(trigger, place + 1)
    places.sort()
    after = 0
    for place in places:
        if place < after:
            continue
        before = low[place - 1] if place else " "
        if before.isalpha():
            continue
        if before.isdigit() or _token(text, low, place, vocab) is None:
            continue
        tokens = _run(text, low, max(after, _first(low, place, after, vocab)), vocab)
        if not tokens or tokens[-1].end <= place:  # what stands before is no part of it after all
            tokens = _run(text, low, place, vocab)
        yield tokens
        after = tokens[-1].end


def _run(text: str, low: str, position: int, vocab: Vocabulary) -> list[Token]:
    tokens = []
    while (token := _token(text, low, position, vocab)) is not None:
        tokens.append(token)
        position = token.end
    return tokens


def ahead(text: str, start: int, end: int | None = None) -> bool:
    """Whether the clause before `start` speaks of what lies ahead ("will", "is expected"), or after `end` if given."""
    words = _CLAUSE_END.split(text[max(0, start - 120) : start])[-1]
    if end is not None:
        words += " " + _CLAUSE_END.split(text[end : end + 60])[0]
    return not _forms("future_words").isdisjoint(words.lower().split())


def compared(text: str, place: int) -> bool:
    """Whether what stands at `place` is a figure compared with ("from 5 billion in May 2023", "against")."""
    words = _CLAUSE_END.split(text[max(0, place - 120) : place])[-1].lower().split()[-14:]
    return "to" not in words[-5:] and not _forms("base_words").isdisjoint(words)


_CLAUSE_END = re.compile(r"[.;!?:,]\s|\n|—")


@cache
def _forms(name: str) -> frozenset[str]:
    return frozenset(row["form"] for row in table(name))


def symbols(tokens: list[Token]) -> str:
    """The symbols of tokens, a character each."""
    chars = vocabulary().chars
    return "".join([chars[token.symbol] for token in tokens])


def _first(low: str, place: int, after: int, vocab: Vocabulary) -> int:
    """Where the run around `place` begins: chunks between spaces are taken in while they are words of the tables."""
    floor = max(after, place - _BACK)
    blank = low.rfind("\n\n", floor, place)
    chunks = low[max(floor, blank + 1) : place].rsplit(None, 9)
    begin = place
    position = place
    for index in range(len(chunks) - 1, -1, -1):
        chunk = chunks[index]
        position = low.rfind(chunk, floor, position)
        if index == 0 and position == floor and floor > after:
            break  # perhaps cut in the middle
        word = chunk.translate(_FOLD)
        core = word.strip("-(\"“'/")
        if core not in vocab.words and not (core.isdigit() and len(core) <= 4) and not _joined(core, vocab):
            if core.rstrip(",)") != core and core.rstrip(",)") in vocab.words:
                begin = position + len(chunk) - len(word.lstrip("-(\"“'/"))
                continue
            break
        begin = position + len(chunk) - len(word.lstrip("-(\"“'/"))
    return begin


def _joined(core: str, vocab: Vocabulary) -> bool:
    """Whether a chunk is words or numbers joined by hyphens, all of them in the tables ("three-month", "2023-24")."""
    if core.endswith("'s"):
        core = core[:-2]
    parts = core.replace("/", "-").split("-")
    return all(part in vocab.words or part.isdigit() and len(part) <= 4 or _NTH.fullmatch(part) for part in parts)


def _token(text: str, low: str, position: int, vocab: Vocabulary) -> Token | None:
    match = _TOKEN.match(text, position)
    if match is None:
        return None
    kind = match.lastgroup or ""
    start, end = match.span(kind)
    if kind == "word":
        return _word(text, low, start, end, vocab)
    if kind == "mark":
        return Token(_MARKS[low[start:end].translate(_FOLD)], 0, start, end)
    if kind == "number":
        return Token("number", int(text[start:end]), start, end)
    if kind == "year":
        return _year(low, start, end, vocab)
    if kind == "split":
        return _split(low, start, end, vocab)
    if kind == "short":
        return Token("short", 2000 + int(text[end - 2 : end]), start, end)
    if kind == "ordinal":
        value = int(text[start : end - 2])
        return Token("first" if value == 1 else "ordinal", value, start, end)
    if kind == "decade":
        return Token("decades", int(text[start : start + 4]), start, end)
    if kind == "date":
        return Token("date", 0, start, end)
    return Token("rate", {"y": 12, "q": 3, "m": 1}[low[start]], start, end)


def _word(text: str, low: str, start: int, end: int, vocab: Vocabulary) -> Token | None:
    form = low[start:end]
    found = vocab.words.get(form)
    if found is None:
        return None
    symbol, value = found
    if symbol == "month":
        written = text[start:end]
        if written.islower():
            return None
        if form in vocab.short and text[end : end + 1] == ".":
            end += 1
    elif symbol in ("q", "hh") and not (low[end : end + 1].isdigit() or low[start - 1 : start].isdigit()):
        return None
    return Token(symbol, value, start, end)


def _year(low: str, start: int, end: int, vocab: Vocabulary) -> Token | None:
    """A four-digit number that reads as a year: not a model's name, an amount or a count."""
    if start and low[start - 1] in "$€£¥₹#.-/":
        before = low[max(0, start - 8) : start - 1].split()
        lead = before[-1] if before else ""
        if low[start - 1] != "-" or lead not in vocab.words and not lead.isdigit():
            return None
    following = re.match(r"[ -]([^\W\d_]+)", low[end : end + 20])
    if following is not None and following[1] in vocab.counts:
        return None
    return Token("year", int(low[start:end]), start, end)


def _split(low: str, start: int, end: int, vocab: Vocabulary) -> Token | None:
    """Two years in one word: `2023-24`, `1987/88`, `1986/7`; further apart they are a span of years ("2018-22")."""
    if _year(low, start, start + 4, vocab) is None:
        return None
    year, rest = int(low[start : start + 4]), low[start + 5 : end]
    last = year - year % 10 ** len(rest) + int(rest)
    if last < year:
        last += 10 ** len(rest)
    return Token("split", year * 10000 + last, start, end) if last > year else None
