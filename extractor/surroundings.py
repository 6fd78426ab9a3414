"""What stands around a number and tells what it is: dates, durations, names, and the noun that is counted."""

from __future__ import annotations

import re
from functools import cache

from extractor.tables import table

_OPENING = ".!?:;\"“”‘’'(\n•*-–—"
_WORD_BEFORE = re.compile(r"([^\W\d_][\w&'’.-]*) $")
_COMPASS = re.compile(r"° ?[NSEW]?| [NSEW](?![\w'’-])")
_NOUN = re.compile(r"([ \n-])((?:[0-9][0-9.,]{0,9}-)?[^\W\d_]+(?:['’-][^\W\d_]+)*+(?:-[0-9]{1,3}s?)?+)(?![\w%])")
_FAR = 5  # words of a noun phrase that are looked at


@cache
def words(kind: str) -> dict[str, str]:
    """The forms of a kind in the table `surroundings`, lower case, with what each stands for."""
    return {row["form"].lower(): row["value"] for row in table("surroundings") if row["kind"] == kind}


@cache
def choice(kind: str) -> str:
    """The forms of a kind as a pattern, longest first."""
    return "|".join(re.escape(form) for form in sorted(words(kind), key=len, reverse=True))


@cache
def around(kind: str, pattern: str) -> re.Pattern[str]:
    """A pattern with the forms of a kind in the place of its `%s`."""
    return re.compile(pattern % choice(kind))


def behind(kind: str, low: str, start: int) -> bool:
    """Whether a form of `kind` stands right before `start`."""
    return (
        _worded(low, start) and around(kind, r"(?<![a-z])(?:%s) $").search(low, max(0, start - 16), start) is not None
    )


def _worded(low: str, start: int) -> bool:
    """Whether a word and a space stand before `start`: a glance that spares a search where numbers stand in rows."""
    if low[start - 1 : start] != " ":
        return False
    return not low[start - 2 : start - 1].isdigit() or low[start - 3 : start - 2].isalpha()


def dated(low: str, start: int, end: int) -> bool:
    """Whether a month stands right before or after a number: "May 31", "24 February", "3rd of June"."""
    return (
        _worded(low, start)
        and around("month", r"(?<![a-z])(?:%s)\.? $").search(low, max(0, start - 12), start) is not None
        or around("month", r"(?: of)?[ -](?:%s)\b").match(low, end) is not None
    )


# "from 573,917 a year earlier", "against 4,500 the month before": the time belongs to the figure
_COMPARED = re.compile(
    r"[ \n](?:last|this|the (?:same|previous|prior)|(?:an?|the) [a-z]+ (?:earlier|ago|before|prior|previously)"
    r"|an? (?:day|week|month)(?!-))\b"  # "to 24 a day": a rate
)


def timed(low: str, end: int) -> bool:
    """Whether a number is followed by a word of time, so that it is a duration, an age or an hour."""
    if _COMPARED.match(low, end):
        return False
    return around("time", r"[ \n-]?(?:[a-z]+[ -])?(?:%s)(?![a-z])").match(low, end) is not None


def apiece(low: str, end: int) -> bool:
    """Whether an amount is the price of one thing ("$1.12 a share"), not a flow ("$5bn a year")."""
    return (
        around("period", r"(?: an?| per)[ -](?!(?:%s|day|week|head of)\b)[a-z]|/[a-z]| each\b| apiece\b").match(
            low, end
        )
        is not None
    )


def marked(low: str, end: int, *, kind: str = "mark") -> bool:
    """Whether a number is that of a mark ("the 50-point mark") or, by `kind`, of an aim ("the 5 percent goal")."""
    return around(kind, r"(?:-[a-z]+)?(?: [a-z]+(?:-[a-z]+)?)? (?:%s)\b").match(low, end) is not None


def stands(low: str, end: int) -> bool:
    """Whether what follows a bare number lets it stand as a figure of its own: "to 48 from 50.2", "at zero."."""
    return around("figure after", r"[.,;)]|\s*$|\n| (?!for [0-9]{1,2}\b)(?:%s)\b").match(low, end) is not None


def opens(text: str, start: int) -> bool:
    """Whether `start` opens a sentence, a line, a quotation or a bracket."""
    before = text[max(0, start - 3) : start].rstrip(" \xa0")
    return not before or before[-1] in _OPENING


def named(text: str, low: str, start: int) -> bool:
    """Whether the word before a bare number makes it a name: "Section 301", "Boeing 737", "No. 2"."""
    if behind("name", low, start) or priced(low, start):
        return True
    match = _WORD_BEFORE.search(text, max(0, start - 24), start) if _worded(low, start) else None
    if match is None or not match[1][0].isupper() or opens(text, match.start()) or match[1].isupper():
        return False
    word = match[1].lower()
    if word.endswith(("'s", "’s", "s'", "s’")):  # "China's 11 routes"
        return False
    return word not in words("stop") and word not in words("weekday") and word not in words("month")


def aged(low: str, start: int, end: int) -> bool:
    """Whether a bare number is the age of those beside it: "children under 5", "those aged over 65", "At 65, he"."""
    if low.startswith("at ", start - 3) and low.startswith((", he ", ", she ", ", his ", ", her "), end):
        return True
    return (
        _worded(low, start)
        and around("aged", r"(?<![a-z])(?:%s) (?:aged )?[a-z]+ $").search(low, max(0, start - 30), start) is not None
    )


def coded(text: str, low: str, start: int, end: int) -> bool:
    """Whether a decimal is a code of customs ("HS 8703.23 and 8471.30") or a place on the map ("12.5 N")."""
    if _COMPASS.match(text, end):
        return True
    coded = around("coded", r"(?<![a-z])(?:%s)s? (?:[0-9.]++(?:,| and|, and| or|, or| to) )*+$")
    return end - start == 7 and low[end - 3] == "." and coded.search(low, max(0, start - 80), start) is not None


def priced(low: str, start: int) -> bool:
    """Whether "at" leads to a price: "Brent settled at 82.6", "the yen at 151.2"."""
    if not low.startswith("at ", max(0, start - 3)):
        return False
    pattern = r"(?<![a-z])(?:%s)(?: (?:crude|futures|prices))?(?: [a-z]+ed| stood| was)? at $"
    return around("quoted", pattern).search(low, max(0, start - 40), start) is not None


def counted(text: str, end: int) -> tuple[str, int]:
    """The head noun of what is counted after a number that ends at `end`, and where it ends; empty if there is none.

    It is the first plural of the noun phrase, or the last of several plurals in a row ("14 sales offices").
    """
    noun, stop, at = "", end, end
    ends, numbers, singulars, plurals = words("stop"), words("number"), words("singular"), words("plural")
    for _ in range(_FAR):
        match = _NOUN.match(text, at)
        if match is None or match[1] == "-" and at == end:
            break
        word = match[2].lower()
        if word in ends or word in numbers and text.startswith(" ", match.end()):
            break  # "0.7 million twelve months earlier", but "5 million three-wheelers"
        plural = word in plurals or (
            word[-1] == "s" and word not in singulars and word[-2:] not in ("ss", "us", "is", "'s", "’s")
        )
        if noun and not plural:
            break
        at = match.end()
        if plural:
            noun, stop = match[2], at
    return noun, stop
