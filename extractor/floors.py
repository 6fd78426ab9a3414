"""Floors under the scores: a file that says what was reached on which articles and labels, and a gate."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from extractor.errors import Fault, Refused
from extractor.gold import digest
from extractor.reading import Article
from extractor.scorecard import Scored, every, ratio
from extractor.scoring import FAMILIES, LEVELS, count

FILE = "floors.json"
"""The file of floors, beside the labels."""
STEP = 1000  # floors keep three decimals, cut off, so that a score is never below a floor that it set


class Key(NamedTuple):
    """What a floor is under: a split of the articles, a family of metrics, a level of agreement."""

    split: str
    family: str
    level: str


@dataclass(frozen=True, slots=True)
class Floors:
    """The least F1 for each key, and the fingerprints of what it was measured on."""

    least: Mapping[Key, float]
    articles: str = ""
    labels: str = ""
    tables: str = ""


def measured(scored: Mapping[str, Scored], gold: Path, tables: str) -> Floors:
    """The scores of the articles of each split as floors; what has nothing to score has none."""
    found = [article for of_split in scored.values() for article, _ in of_split]
    least = {}
    for split, of_split in scored.items():
        pairs = every(of_split)
        for family in FAMILIES:
            for level in LEVELS:
                f1 = count(pairs, level, family).f1
                if f1 is not None:
                    least[Key(split, family, level)] = int(f1 * STEP) / STEP
    return Floors(least, _articles(found), _labels(gold, found), tables)


def faults(floors: Floors, now: Floors, path: Path) -> Iterator[Fault]:
    """Why the gate does not open: other articles or labels than the floors are for, and each score below its floor."""
    for name in ("articles", "labels"):
        was, is_ = getattr(floors, name), getattr(now, name)
        if was != is_:
            text = f"the {name} are not those that the floors are for ({was}, now {is_}); look at the scores and set "
            yield Fault(str(path), f"other-{name}", text + "the floors anew with `extractor gold floors --raise`")
    for key, least in floors.least.items():
        score = now.least.get(key)
        if score is None or score < least:
            text = f"{key.level} F1 {ratio(score)} is below its floor {ratio(least)}"
            yield Fault(str(path), "below-floor", f"{key.split} {key.family} {text}; see `extractor score --errors`")


def raised(floors: Floors, now: Floors, *, lower: bool = False) -> Floors:
    """The floors for what there is now, each the higher of both; with `lower` those of now, whatever was before."""
    if lower:
        return now
    least = {key: max(score, floors.least.get(key, score)) for key, score in now.least.items()}
    return Floors({**floors.least, **least}, now.articles, now.labels, now.tables)


def lines(floors: Floors, now: Floors) -> Iterator[str]:
    """A line for each split, family and level: the floor, the score, and by how much it is above."""
    yield f"{'split':<8}{'family':<8}{'level':<9}{'floor':>7}{'score':>7}{'above':>8}"
    for key in sorted(floors.least.keys() | now.least.keys(), key=_order):
        floor, score = floors.least.get(key), now.least.get(key)
        above = "–" if floor is None or score is None else f"{score - floor:+.3f}"
        yield f"{key.split:<8}{key.family:<8}{key.level:<9}{ratio(floor):>7}{ratio(score):>7}{above:>8}"
    if floors.tables and floors.tables != now.tables:
        yield "the tables of words have changed since the floors were set"


def read(path: Path) -> Floors:
    """The floors of a file. Refused if it is not there or not one of ours."""
    try:
        held: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        least = {
            Key(split, family, level): float(f1)
            for split, families in held["floors"].items()
            for family, levels in families.items()
            for level, f1 in levels.items()
        }
        return Floors(least, held["articles"], held["labels"], held["tables"])
    except FileNotFoundError:
        raise Refused(f"{path} is not there; make it with `extractor gold floors --raise`") from None
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        text = f"{path} is not a file of floors ({type(error).__name__}: {error}); restore it, or make it anew"
        raise Refused(text) from None


def written(floors: Floors) -> str:
    """The text of a file of floors, in a fixed order, so that a change shows in a diff as what it is."""
    out: dict[str, dict[str, dict[str, float]]] = {}
    for key in sorted(floors.least, key=_order):
        out.setdefault(key.split, {}).setdefault(key.family, {})[key.level] = floors.least[key]
    held = {"articles": floors.articles, "labels": floors.labels, "tables": floors.tables, "floors": out}
    return json.dumps(held, indent=2) + "\n"


def _order(key: Key) -> tuple[str, int, int]:
    return key.split, FAMILIES.index(key.family), list(LEVELS).index(key.level)


def _articles(found: Iterable[Article]) -> str:
    return _fingerprint(f"{one.doc_id} {one.published or ''} {digest(one.text)}" for one in found)


def _labels(gold: Path, found: Iterable[Article]) -> str:
    ids = sorted(one.doc_id for one in found)
    return _fingerprint(f"{doc_id} {digest((gold / f'{doc_id}.csv').read_text(encoding='utf-8'))}" for doc_id in ids)


def _fingerprint(parts: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(sorted(parts)).encode()).hexdigest()[:16]
