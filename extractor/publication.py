"""Dates of publication: as options and tables write them, as columns and pages do, and in the names of files."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime

_WRITTEN = re.compile(r"([12]\d{3}(?:-\d{2}(?:-\d{2})?)?)(?:(?<=-\d\d-\d\d)[T ]\d{2}:\d{2}\S*)?", re.ASCII)
_SPELLED = ("%d %B %Y", "%d %b %Y", "%B %d, %Y", "%b %d, %Y", "%B %d %Y", "%b %d %Y", "%Y/%m/%d", "%Y.%m.%d")
_NUMBER = re.compile(r"-?\d{1,19}(?:\.\d{1,9})?", re.ASCII)
_EPOCHS = ((1e8, 1e11, 1.0), (1e11, 1e14, 1e3), (1e14, 1e17, 1e6), (1e17, 1e20, 1e9))
"""Seconds, milliseconds, microseconds and nanoseconds since 1970: from, to, and how many make a second."""

_NAMED = re.compile(
    r"""
    (?<![A-Za-z0-9])                                    # no digits of a longer number, no letters: "a2024-05" is a code
    (?P<year>(?:19|20)\d\d)
    (?: (?P<mark>[-_.]?) (?P<month>\d\d) (?P=mark) (?P<day>\d\d) (?:T\d{4,6}Z?)?
      | [-_] (?P<only>\d\d) (?![-_.]?\d) )
    (?![A-Za-z0-9])
    """,
    re.VERBOSE | re.ASCII,
)
_FIRST_YEAR = 1900


def date_published(text: str) -> str | None:
    """A date of publication as it is handed on: `2024-05-31`, `2024-05`, `2024`; None for an empty text.

    A time of day after the date is dropped. ValueError on anything else.
    """
    text = text.strip()
    if not text:
        return None
    match = _WRITTEN.fullmatch(text)
    try:
        if match is None:
            raise ValueError
        date.fromisoformat((match[1] + "-01-01")[:10])
    except ValueError:
        raise ValueError(f"{text!r} is not a date; write 2024-05-31, 2024-05 or 2024") from None
    return match[1]


def date_in(value: object) -> str | None:
    """The date in a cell or a key, however software writes it: ISO with time and zone, RFC 2822, a date, an epoch.

    The day is the one that stands there, in the zone that stands there; of an epoch, the day in UTC. None for an empty
    cell. ValueError where it cannot be told, as of `05/06/2024`.
    """
    if value is None or value != value:  # a missing number differs from itself
        return None
    if isinstance(value, date):  # a datetime and a timestamp are dates too
        return value.isoformat()[:10]
    text = str(value).strip()
    try:
        return date_published(text)
    except ValueError:
        found = _of_number(float(text)) if _NUMBER.fullmatch(text) else _of_text(text)
    if found is None:
        raise ValueError(f"{text[:40]!r} is not a date that can be told; write 2024-05-31, 2024-05 or 2024")
    return found


def date_in_name(name: str) -> str | None:
    """The one plausible date in a file's name (`2024-05-31`, `20240531`, `2024_05`), from 1900 to next year.

    None if there is none, or several that differ.
    """
    found = {day for match in _NAMED.finditer(name) if (day := _plausible(match))}
    return found.pop() if len(found) == 1 else None


def _plausible(match: re.Match[str]) -> str | None:
    parts = [match["year"], match["month"] or match["only"], match["day"]]
    try:
        day = date(*(int(part or 1) for part in parts))
    except ValueError:
        return None
    return "-".join(filter(None, parts)) if _FIRST_YEAR <= day.year <= datetime.now(UTC).year + 1 else None


def _of_number(number: float) -> str | None:
    """The date in a number: a year, year and month, or day written without marks, or an epoch."""
    digits = f"{number:.0f}"
    if number.is_integer() and len(digits) in (4, 6, 8) and number > 0:
        try:
            return date_published("-".join(filter(None, (digits[:4], digits[4:6], digits[6:]))))
        except ValueError:
            return None
    for least, most, a_second in _EPOCHS:
        if least <= number < most:
            return datetime.fromtimestamp(number / a_second, UTC).date().isoformat()
    return None


def _of_text(text: str) -> str | None:
    try:
        return datetime.fromisoformat(text).date().isoformat()
    except ValueError:
        pass
    for form in _SPELLED:
        try:
            return datetime.strptime(text, form).date().isoformat()
        except ValueError:
            continue
    try:
        return parsedate_to_datetime(text).date().isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
