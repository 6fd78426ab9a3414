"""What a cell of a user's table may hold."""

from __future__ import annotations

import re
from collections.abc import Collection
from decimal import Decimal, InvalidOperation
from difflib import get_close_matches
from functools import cache

from extractor.schemas import Column, Schema
from extractor.tables import shipped

_FORMATS = {
    "code": (
        r"[A-Z][A-Z0-9_]{2,19}|[a-z]{3,20}|\d{3}",
        "the code of a country or a group, in capitals, such as 'NLD' or 'MERCOSUR'",
    ),
    "alpha2": (r"[A-Z]{2}", "two capitals such as 'NL'"),
    "m49": (r"\d{3}", "three digits such as '528'"),
    "wikidata": (r"Q[1-9]\d*", "Q and a number, such as 'Q55'"),
    "date": (r"\d{4}(?:-\d\d-\d\d)?", "a year or a day, such as '1995' or '1995-01-01'"),
}
_HS = re.compile(r"\d\d(?:\d\d){0,2}", re.ASCII)


def nearest(word: str, choices: Collection[str]) -> str:
    """`; nearest: 'x'`, or all of a few choices, or nothing where nothing is near."""
    lows = {choice.lower(): choice for choice in sorted(choices)}
    near = get_close_matches(word.lower(), lows, n=1, cutoff=0.5)
    if near:
        return f"; nearest: {lows[near[0]]!r}"
    return f"; one of {', '.join(map(repr, sorted(choices)))}" if 0 < len(choices) <= 12 else ""


def wrong(schema: Schema, column: Column, text: str, areas: Collection[tuple[str, str]]) -> tuple[str, str] | None:
    """What is wrong with what a cell holds, as fault id and words; `areas` are codes and kinds of places known."""
    if column.check == "closed":
        values = _values(schema.table, column.name)
        return None if text in values else _unknown(schema, column, text, values)
    if column.check in ("area", "country", "group", "owner"):
        codes = {code for code, kind in areas if _fits(column.check, kind)}
        is_known = text in codes or column.check == "owner" and text == "*"
        return None if is_known else _unknown(schema, column, text, codes)
    if column.check == "hs":
        told = next(filter(None, map(_wrong_hs, text.split(";"))), "")
    elif column.check == "number":
        told = "" if _is_positive(text) else f"{text!r} is not a number above 0; write it as 0.001 or 1000"
    elif column.check:
        pattern, told = _FORMATS[column.check]
        told = "" if re.fullmatch(pattern, text, re.ASCII) else f"{text!r} is not {told}"
    else:
        told = ""
    return (f"wrong-{column.name}", told) if told else None


def _fits(check: str, kind: str) -> bool:
    return check in ("area", "owner") or (kind in ("group", "region", "zone")) == (check == "group")


def _unknown(schema: Schema, column: Column, text: str, choices: Collection[str]) -> tuple[str, str]:
    if column.check != "closed":
        what = f"the code of {_a({'owner': 'area'}.get(column.check, column.check))}"
    elif column.name == schema.noun:
        what = _a(schema.noun)
    else:
        what = f"a kind of {schema.noun}" if column.name == "kind" else f"a value of {column.name}"
    return f"unknown-{column.name}", f"{text!r} is not {what}{nearest(text, [one for one in choices if one])}"


def _a(noun: str) -> str:
    return f"{'an' if noun[0] in 'aeio' else 'a'} {noun}"


@cache
def _values(table: str, column: str) -> frozenset[str]:
    return frozenset(row[column] for row in shipped(table))


@cache
def _last_headings() -> dict[str, str]:
    return {row["chapter"]: row["last"] for row in shipped("hs_chapters")}


def _wrong_hs(code: str) -> str:
    if not _HS.fullmatch(code):
        return f"{code!r} is not 2, 4 or 6 digits of the Harmonized System; several are joined with ;"
    last = _last_headings()
    if code[:2] not in last:
        return f"{code!r} is in no chapter of the Harmonized System{nearest(code[:2], last)}"
    if len(code) > 2 and not code[:2] + "01" <= code[:4] <= last[code[:2]]:
        return f"{code!r} is in no heading of chapter {code[:2]}, which ends at {last[code[:2]]!r}"
    return ""


def _is_positive(text: str) -> bool:
    try:
        return text.isascii() and Decimal(text).is_finite() and Decimal(text) > 0
    except InvalidOperation:
        return False
