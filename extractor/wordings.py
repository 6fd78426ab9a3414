"""The wordings of time: runs of words that can be one, and the patterns over their symbols."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from extractor import calendars
from extractor.fiscal import peoples
from extractor.tables import table
from extractor.words import PLAIN, fold

_BACK = 60
"""How far before a trigger a wording may begin, in characters."""
_LONGEST = 60
"""How many words a run has at most, so that no text takes long."""

# One word, number or mark; layout before it is skipped, but never a blank line.
_TOKEN = re.compile(
    r"""
    [^\S\n]*+ (?:\n(?!\s))? [^\S\n]*+
    (?:
      (?P<rate> [ymqYMQ](?:/|-?[oO]-?|-)[ymqYMQ](?![^\W_]) )
    | (?P<weekno> (?:19|20)[0-9]{2}-W[0-5][0-9](?![0-9]) )
    | (?P<date> (?:19|20)[0-9]{2}(?P<iso>[-/.])[01]?[0-9](?P=iso)[0-3]?[0-9](?![0-9/_-]) )
    | (?P<dmy> [0-3]?[0-9](?P<cut>[-/.])[0-3]?[0-9](?P=cut)(?:19|20)[0-9]{2}(?![0-9/_-]) )
    | (?P<decade> (?:19|20)[0-9]0['’]?[sS](?![^\W_]) )
    | (?P<split> (?:19|20)[0-9]{2}[-/–](?:0?[0-9]{2}|[0-9])(?![0-9]|[.,][0-9]) )
    | (?P<year> (?:19|20)[0-9]{2}(?![0-9]|[.,][0-9]) )
    | (?P<era> 1[34][0-9]{2}(?![0-9]|[.,][0-9]) )
    | (?P<short> ['’][0-9]{2}(?![0-9]) | (?<=[QHYMqhy])[0-9]{2}(?![0-9]) )
    | (?P<ordinal> [0-9]{1,2}(?:st|nd|rd|th|ST|ND|RD|TH)(?![^\W_]) )
    | (?P<number> (?!0+\b)[0-9]{1,3}(?![0-9]|[.,][0-9]|\s?+(?:%|p(?:er\s)?ct?\b|per\ ?cent|[mbt](?:r?illion|l?n)\b)) )
    | (?P<word> (?:[^\W\d_]\.){2,} | (?<=[0-9])[MHQ](?=FY) | [^\W\d_]+ )
    | (?P<mark> ['’][sS](?![^\W_]) | [-–—‑/,()] )
    )
    """,
    re.VERBOSE,
)
_NTH = re.compile("[0-9]{1,2}(?:st|nd|rd|th)")
_MARKS = {"'s": "possessive", "-": "dash", "/": "dash", ",": "comma", "(": "open", ")": "close"}


class Run(NamedTuple):
    """Words, numbers and marks that stand together: their symbols (a character each), values and offsets."""

    line: str
    values: tuple[int, ...]
    starts: list[int]
    ends: list[int]


class Vocabulary(NamedTuple):
    """The words of the tables: symbol and value per form, what triggers, and a character per symbol."""

    words: dict[str, tuple[str, int]]
    doubtful: frozenset[str]
    short: frozenset[str]
    trigger: re.Pattern[str]
    chars: dict[str, str]
    counts: frozenset[tuple[str, str]]


@cache
def vocabulary() -> Vocabulary:
    """The tables `period_words`, `months`, `year_counts`, and the peoples of `fiscal_years`."""
    rows, months = table("period_words"), table("months")
    triggers = {part for row in rows for part in row["trigger"].split("|") if part} | {"19", "20"}
    triggers |= {row["form"][:3] for row in months}
    symbols = (
        {row["symbol"] for row in rows} | set(_MARKS.values()) | set(_KINDS.values()) | {"month", "people", "other"}
    )
    chars = {symbol: chr(0xE000 + index) for index, symbol in enumerate(sorted(symbols))}
    words = {row["form"]: (chars[row["symbol"]], int(row["value"] or 0)) for row in rows}
    words |= {row["form"]: (chars["month"], int(row["month"])) for row in months}
    words |= {form: (chars["people"], index) for index, form in enumerate(peoples())}
    doubtful = frozenset(row["form"] for row in months if row["doubt"])
    short = frozenset(row["form"] for row in months if row["short"])
    counts = frozenset((row["side"], row["form"]) for row in table("year_counts"))
    return Vocabulary(words, doubtful, short, _any_of(triggers), chars, counts)


def _any_of(triggers: Iterable[str]) -> re.Pattern[str]:
    """What is no letter, where a trigger follows.

    It starts with one class of characters, so that the engine leaps from one of them to the next.
    """
    rests: dict[str, list[str]] = {}
    for trigger in sorted(triggers):
        rests.setdefault(trigger[0], []).append(re.escape(trigger[1:]))
    ways = "|".join(f"{first}(?:{'|'.join(rest)})" for first, rest in rests.items())
    return re.compile(f"[^a-z](?={ways})")


def compiled(pattern: str) -> re.Pattern[str]:
    """A pattern over symbols: each lower-case word stands for the character of its symbol, the rest is as in `re`."""
    chars = vocabulary().chars
    return re.compile(re.sub(r"[a-z]+", lambda match: chars[match[0]], pattern).replace(" ", ""))


def runs(text: str) -> Iterator[Run]:
    """Stretches of `text` in which every word can belong to a wording of time, around each trigger."""
    vocab = vocabulary()
    low = text.lower()
    if len(low) != len(text):  # a letter whose lower case is two characters
        low = "".join(char.lower() if len(char.lower()) == 1 else char for char in text)
    low = low.replace("\n", " ")
    after = 0
    for match in vocab.trigger.finditer(" " + low):  # the space lets a text open with one
        place = match.start()
        if place < after or place and (low[place - 1].isalpha() or low[place - 1].isdigit()):
            continue
        if place and low[place - 1] in "./-" and (dated := _DATE_BEFORE.search(low, max(after, place - 6), place)):
            place = dated.start()  # the year of "31.07.2024"
        end = low.find(" ", place, place + 16)
        chunk = low[place:end] if end > 0 else ""
        if chunk not in vocab.words and (chunk.isalpha() or _token(text, low, place, vocab) is None):
            continue
        begin = _first(low, place, after, vocab)
        run = _run(text, low, begin, vocab)
        while begin < place and (not run.line or run.ends[-1] <= place):  # what stands before is no part of it
            begin = low.find(" ", begin, place) + 1 or place
            run = _run(text, low, begin, vocab)
        if run.line:
            yield run
            after = run.ends[-1]


_DATE_BEFORE = re.compile(r"(?<![0-9./-])[0-3]?[0-9]([./-])[0-3]?[0-9]\1$")


def _run(text: str, low: str, position: int, vocab: Vocabulary) -> Run:
    """The words from `position` on, as long as they belong to the tables."""
    words, month = vocab.words, vocab.chars["month"]
    line: list[str] = []
    values, starts, ends = [], [], []
    doubt = False
    while len(line) < _LONGEST:
        end = low.find(" ", position, position + 16)  # no word of the tables is longer
        chunk = low[position:end] if end > 0 else ""
        found = words.get(chunk)
        if found is None:
            token = None if chunk.isalpha() else _token(text, low, position, vocab)
            if token is None:
                break
            char, value, position, end = token
        else:
            char, value = found
        if char == month:
            if text[position].islower():
                break
            doubt = doubt or low[position:end] in vocab.doubtful
        line.append(char)
        values.append(value)
        starts.append(position)
        ends.append(end)
        position = end + (low[end : end + 1] == " " and low[end + 1 : end + 2] != " ")
    if doubt:
        _settle(text, low, line, starts, ends, vocab)
    return Run("".join(line), tuple(values), starts, ends)


def _settle(text: str, low: str, line: list[str], starts: list[int], ends: list[int], vocab: Vocabulary) -> None:
    """Take out the words that are months and something else ("may", "March") where no month would stand.

    A month stands beside another word of time or before a noun of the table `month_nouns`; else it is written with
    one capital, begins a sentence or follows a word without capital, and goes before one ("weak March exports").
    """
    company_before, company_after = _company()
    for index, char in enumerate(line):
        start, end = starts[index], ends[index]
        if char != vocab.chars["month"] or low[start:end] not in vocab.doubtful:
            continue
        before = line[index - 1] if index else ""
        after = line[index + 1] if index + 1 < len(line) else ""
        if before == vocab.chars["comma"] and index > 1:
            before = line[index - 2]  # a list of months
        if before in company_before or after in company_after:
            continue
        following = _AFTER.match(low, end)
        if following is not None and following[1] in _forms("month_nouns"):
            continue
        bracketed = text[end : end + 1] in (":", ")") and text[start : start + 1].isupper()
        if bracketed and (text[end] == ":" or text[start - 1 : start] == "("):
            continue  # "(March: $5 million)", "exports (May)"
        words = text[max(0, start - 40) : start].rsplit(None, 1)
        opening = not words or words[-1][-1] in ".!?:;" or text[start - 1] == "\n"
        named = not opening and words[-1][:1].isupper()
        if named or text[start:end].isupper() or not text[end : end + 2].strip().islower():
            line[index] = vocab.chars["other"]


@cache
def _company() -> tuple[frozenset[str], frozenset[str]]:
    """The symbols before and after which a doubtful word is a month."""
    chars = vocabulary().chars
    before = "month in of from to since by over between dash and the this last past next end ended number ordinal on"
    before += " first year"
    after = "year number dash possessive short ordinal umonth"
    return frozenset(map(chars.__getitem__, before.split())), frozenset(map(chars.__getitem__, after.split()))


def _first(low: str, place: int, after: int, vocab: Vocabulary) -> int:
    """Where the run around `place` begins: chunks between spaces are taken in while they are words of the tables."""
    floor = max(after, place - _BACK)
    begin = place
    while begin > floor:
        stop = begin - (low[begin - 1] == " ")
        space = low.rfind(" ", floor, stop)
        if space < 0:
            if floor and floor > after:
                break  # perhaps cut in the middle
            space = floor - 1
        chunk = low[space + 1 : stop]
        bare = chunk.lstrip(_QUOTES)
        if chunk not in vocab.words and not _joined(bare, vocab):
            break
        begin = stop - len(bare)
        if bare != chunk:
            break  # a quotation begins here
    return begin


_QUOTES = "\"'“‘«„"


def _joined(chunk: str, vocab: Vocabulary) -> bool:
    """Whether a chunk is numbers or words of the tables with marks ("three-month", "2023-24", "(April-")."""
    if not chunk or chunk[-1] in ".;:!?":
        return False
    parts = _MARK.split(chunk)
    return all(not part or part in vocab.words or _NUMBER.fullmatch(part) for part in parts) and any(parts)


_MARK = re.compile(r"['’][sS]|[-–—‑/,()\"“'’]")
_NUMBER = re.compile("[0-9]{1,4}|[0-9]{1,2}(?:st|nd|rd|th|m)")


def _token(text: str, low: str, position: int, vocab: Vocabulary) -> tuple[str, int, int, int] | None:
    """The word, number or mark at `position`, after layout: symbol, value, start and end; None if no table has it."""
    match = _TOKEN.match(text, position)
    if match is None:
        return None
    kind = match.lastgroup or ""
    start, end = match.span(kind)
    value = 0
    if kind == "word":
        return _word(text, low, start, end, vocab)
    if kind == "mark":
        return vocab.chars[_MARKS[fold(low[start:end], PLAIN)]], 0, start, end
    if kind in ("year", "split"):
        if not _is_year(low, start, end, vocab):
            return None
        value = int(low[start : start + 4])
        if kind == "split":
            rest = low[start + 5 : end]
            last = calendars.second(value, rest)
            if len(rest) == 2 and last - value > _SPAN_OF_YEARS and 1 <= int(rest) <= 12:
                return vocab.chars["yearmonth"], value * 100 + int(rest), start, end  # "2024-07"
            if last <= value:
                return None
            value = value * 10000 + last
    elif kind == "short":
        value = 2000 + int(low[end - 2 : end])
    elif kind == "number":
        value = int(low[start:end])
    elif kind == "ordinal":
        value = int(low[start : end - 2])
        kind = "first" if value == 1 else kind
    elif kind == "decade":
        value = int(low[start : start + 4])
    elif kind == "weekno":
        value = int(low[start : start + 4]) * 100 + int(low[end - 2 : end])
    elif kind in ("date", "dmy"):
        value = calendars.written(low[start:end]) if not start or low[start - 1] not in "/.-_=" else 0
        kind = "date"
        if not value:
            return None
    elif kind == "era":
        value = int(low[start:end])
    else:
        value = {"y": 12, "q": 3, "m": 1}[low[start]]
    return vocab.chars[_KINDS.get(kind, kind)], value, start, end


_SPAN_OF_YEARS = 60
"""Two years in one word are no more than this apart."""
_KINDS = {"year": "year", "split": "split", "short": "short", "number": "number", "ordinal": "ordinal",
          "decade": "decades", "date": "iso", "rate": "rate", "weekno": "weekno",
          "yearmonth": "yearmonth", "era": "era"}  # fmt: skip


def _word(text: str, low: str, start: int, end: int, vocab: Vocabulary) -> tuple[str, int, int, int] | None:
    form = low[start:end]
    found = vocab.words.get(form)
    if found is None:
        return None
    char, value = found
    if char == vocab.chars["month"]:
        if text[start:end].islower():
            return None
        if form in vocab.short and text[end : end + 1] == ".":
            end += 1
    elif form == "business" and not low.startswith(" year", end):
        return None  # "in the business"
    elif form == "m" and (text[start].islower() or text[max(0, start - 4) : start].strip("0123456789")[-1:] in _SIGNS):
        return None  # "sold 7m in 2024", "a $7M 2024 budget"
    elif len(form) == 1 and form != "a" and not (low[end : end + 1].isdigit() or low[start - 1 : start].isdigit()):
        return None  # Q and H stand beside their number
    return char, value, start, end


_SIGNS = tuple("$€£¥₹₦")


def _is_year(low: str, start: int, end: int, vocab: Vocabulary) -> bool:
    """Whether a four-digit number reads as a year: not as a model's name, an amount or a count."""
    before = low[max(0, start - 14) : start].split()
    if start and low[start - 1] in "$€£¥₹#.-/":
        lead = re.split("[-/]", before[-1].lstrip("("))[-2] if low[start - 1] in "-/" else ""
        if _QUARTER.fullmatch(lead):
            return True  # "Q2-2024"
        year = lead[-4:].isdigit() and len(lead) >= 4 and (len(lead) == 4 or lead[:-4] in vocab.words)
        if lead not in vocab.words and not year:
            return False
    following = _AFTER.match(low, end)
    if following is not None and ("after", following[1]) in vocab.counts:
        return False
    return not before or not {("before", before[-1]), ("before", " ".join(before[-3:]))} & vocab.counts


_QUARTER = re.compile("q[1-4]|h[12]|[1-4]q|[12]h|[1-9]m|1[0-2]m")
_AFTER = re.compile(r"[ -]([^\W\d_]{1,15})")


def ahead(text: str, start: int, end: int | None = None) -> bool:
    """Whether the clause before `start` speaks of what lies ahead ("will", "is expected"), or after `end` if given."""
    words = _CLAUSE_END.split(text[max(0, start - 120) : start])[-1]
    if end is not None:
        words += " " + _CLAUSE_END.split(text[end : end + 60])[0]
    if words.isupper():  # a headline or a wire in capitals, in which the month is not told from the verb
        words = words.lower().replace("may", "")
    found = _WORDS.findall(words)  # as written: the month is not the verb
    forms = _forms("future_words")
    return not forms.isdisjoint(found) or any(f"{one} {two}" in forms for one, two in pairwise(found))


def alone(text: str, end: int) -> bool:
    """Whether no noun follows at `end`: a mark, a figure or a word that goes on with something else."""
    return _ALONE.match(text, end) is not None


def counted(text: str, end: int) -> bool:
    """Whether a figure of trade follows at `end` ("the two-month deficit"), or nothing that is counted."""
    following = _AFTER.match(text[end : end + 20].lower())
    if following is None:
        return alone(text, end)
    return following[1] in _forms("month_nouns")


_ALONE = re.compile(
    r"\s*?(?:[.,;:)\n]|$)|\s(?:only|after|from|and|as|but|to|while|than|they|it|amid|because|despite|thanks|due|[0-9]+)\b"
)


def stock(text: str, start: int, end: int) -> bool:
    """Whether the sentence around `start` to `end` speaks of what stands at a time, not of what flows over it."""
    words = _SENTENCE_END.split(text[max(0, start - 120) : start])[-1] + _SENTENCE_END.split(text[end : end + 120])[0]
    return not _forms("stock_words").isdisjoint(_WORDS.findall(words.lower()))


def ranked(text: str, place: int) -> bool:
    """Whether what stands at `place` dates a record or a first ("the smallest since", "the first fall since")."""
    words = _CLAUSE_END.split(text[max(0, place - 80) : place])[-1]
    return _RANK.search(words.lower()) is not None


_RANK = re.compile(r"\b(?:[a-z]{2,}est|first|best|worst|most|least|record|not)\b")


def compared(text: str, place: int) -> bool:
    """Whether what stands at `place` is a figure compared with ("from 5 billion in May 2023", "against")."""
    words = _WORDS.findall(_CLAUSE_END.split(text[max(0, place - 120) : place])[-1].lower())[-14:]
    return "to" not in words[-5:] and not _forms("base_words").isdisjoint(words)


_SENTENCE_END = re.compile(r"[.;!?]\s|\n")
_WORDS = re.compile(r"[^\W\d_]+(?:['’]t)?")
_CLAUSE_END = re.compile(r"[.;!?:]\s|,\s(?!(?i:but|and|then) (?i:to) )|\n|—")


@cache
def _forms(name: str) -> frozenset[str]:
    return frozenset(row["form"] for row in table(name))
