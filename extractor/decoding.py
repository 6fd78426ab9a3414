"""Bytes to text: UTF-8 first, then what a library recognises."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_MULTIBYTE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_MARKS = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
_WESTERN = ("cp1252", "mac_roman")
_PLACED = frozenset({"Pd", "Pi", "Pf", "Po", "Ps", "Sc", "So", "Sm", "Zs"})


class Decoded(NamedTuple):
    """Text, the encoding it was in, and a note where that was not plain UTF-8 (else empty)."""

    text: str
    encoding: str
    note: str


def decode(data: bytes) -> Decoded | None:
    """The text of `data` with its newlines as they stand and without a byte order mark; None if it is not text.

    UTF-8 with a few broken bytes stays UTF-8, each broken byte a U+FFFD. Anything else is recognised by
    charset-normalizer; where English is written in a Western single-byte encoding, whose few special bytes are too
    little to go by for it, by whether these bytes come out as letters inside words and as marks outside.
    """
    decoded = _utf8(data) or _marked(data) or _broken_utf8(data) or _western(data) or _recognised(data)
    if decoded is None or len(_CONTROL.findall(decoded.text)) * 100 > len(decoded.text) or "\0" in decoded.text:
        return None
    return decoded


def _utf8(data: bytes) -> Decoded | None:
    try:
        return Decoded(data.decode("utf-8-sig"), "utf-8", "")
    except UnicodeDecodeError:
        return None


def _marked(data: bytes) -> Decoded | None:
    encoding = _MARKS.get(data[:2])
    if encoding is None:
        return None
    try:
        return Decoded(data.decode(encoding), encoding, f"read as {encoding}")
    except UnicodeDecodeError:
        return None


def _broken_utf8(data: bytes) -> Decoded | None:
    whole = len(_MULTIBYTE.findall(data))
    text = data.decode("utf-8-sig", errors="replace")
    broken = text.count("\ufffd") - data.count(b"\xef\xbf\xbd")
    if whole <= 2 * broken:
        return None
    return Decoded(text, "utf-8", f"{broken} broken bytes replaced by U+FFFD")


def _western(data: bytes) -> Decoded | None:
    if sum(map((0x7F).__lt__, data)) * 6 > len(data):
        return None
    for encoding in _WESTERN:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if all(_is_placed(text, index) for index, char in enumerate(text) if char > "\x7f"):
            return Decoded(text, encoding, f"not UTF-8, read as {encoding}")
    return None


def _is_placed(text: str, index: int) -> bool:
    char = text[index]
    if not char.isalpha():
        return unicodedata.category(char) in _PLACED
    before, after = text[index - 1 : index], text[index + 1 : index + 2]
    return (before.isalpha() or after.isalpha()) and not (char.isupper() and before.islower())


def _recognised(data: bytes) -> Decoded | None:
    from charset_normalizer import from_bytes

    best = from_bytes(data).best()
    if best is None:
        return None
    return Decoded(str(best), best.encoding, f"not UTF-8, read as {best.encoding}")
