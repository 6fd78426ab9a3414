"""What the keys of claims refer to, as rows: areas and who belongs to them, items, metrics, of the tables in use."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from extractor.claims import TRADE, TWO_SIDED
from extractor.tables import table

Row = dict[str, Any]

NOT_TOLD = ""
"""The area of a reporter or partner that the text does not tell."""
_NO_CLAIM = ("other", "same")
"""Words of `metrics.csv` that are no metric of a claim."""


def metric_rows() -> list[Row]:
    """Every metric, its family, and whether it is one economy's with another."""
    codes = sorted({row["metric"] for row in table("metrics")}.difference(_NO_CLAIM))
    return [
        {"metric": code, "family": "trade" if code in TRADE else "around", "counterpart": code in TWO_SIDED}
        for code in codes
    ]


def item_rows() -> list[Row]:
    """Every item of the tables, sorted; no code is None."""
    rows = {row["item"]: {"item": row["item"], "hs": row["hs"] or None, "kind": row["kind"]} for row in table("items")}
    return [rows[item] for item in sorted(rows)]


def area_rows() -> list[Row]:
    """Every area with its codes, and the one that stands for what is not told, sorted; no code is None."""
    other = {row["code"]: row["comtrade"] for row in table("comtrade")}
    rows = {NOT_TOLD: _area(NOT_TOLD, "none", "not told")}
    for row in table("areas"):
        number = other.get(row["code"], row["m49"] if row["kind"] in ("country", "territory", "former") else "")
        rows[row["code"]] = {
            "code": row["code"],
            "kind": row["kind"],
            "name": row["name"].split("|")[0],
            "alpha2": row["alpha2"] or None,
            "m49": row["m49"] or None,
            "comtrade": int(number) if number else None,
            "wikidata": row["wikidata"] or None,
        }
    return [rows[code] for code in sorted(rows)]


def member_rows() -> list[Row]:
    """Who belongs to which group, from when and to when, sorted."""
    rows = {
        (row["group"], row["member"], row["from"]): _member(row["group"], row["member"], row["from"], row["to"])
        for row in table("members")
    }
    return [rows[key] for key in sorted(rows)]


def made_areas(codes: Iterable[str], *, known: Iterable[str] = ()) -> Iterator[tuple[Row, list[Row]]]:
    """An area and its parts for each of `codes` that is made of others: `JPN;KOR`, `!EU`.

    Where `known` is given, a code that is neither among them nor made of others is an area of kind `unlisted`.
    """
    listed = frozenset(known)
    for code in sorted(set(codes)):
        parts = [part.lstrip("!") for part in code.split(";")]
        if "!" in code:
            yield _area(code, "others", "all but " + " and ".join(parts)), [_member(code, part) for part in parts]
        elif len(parts) > 1:
            yield _area(code, "joint", " and ".join(parts)), [_member(code, part) for part in parts]
        elif listed and code not in listed:
            yield _area(code, "unlisted", code), []


def _area(code: str, kind: str, name: str) -> Row:
    return {"code": code, "kind": kind, "name": name, "alpha2": None, "m49": None, "comtrade": None, "wikidata": None}


def _member(area: str, member: str, since: str = "", until: str = "") -> Row:
    return {"area": area, "member": member, "since": since, "until": until}
