"""A user's own rows, from a folder of files named as the package's tables: checked, and put among the package's."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from os import PathLike
from pathlib import Path

from extractor.checks import nearest, wrong
from extractor.errors import Fault, Refused
from extractor.schemas import Row, Schema, plain, schemas
from extractor.tables import Tables, shipped
from extractor.words import scan


@dataclass(frozen=True, slots=True)
class _Added:
    """A row of a user's file and where it stands."""

    place: str
    row: Row


_Files = Mapping[str, Sequence[_Added]]


def tables(folder: str | PathLike[str] | None = None) -> Tables:
    """The tables that texts are read by, with the rows of the files in `folder` among the package's own.

    A file has the name of a table and (some of) its columns. A row with the key of another adds its forms to it, and
    what else it fills goes before; a form that meant something else is taken over. `Refused`, a line for each fault,
    if a file or a row cannot be used.
    """
    if folder is None:
        return Tables()
    made, faults = read(Path(folder))
    if faults:
        raise Refused("\n".join(map(str, faults)))
    return made


def read(folder: Path) -> tuple[Tables, list[Fault]]:
    """The tables with the rows of `folder`, and every fault found there; faulty rows are left out."""
    if not folder.is_dir():
        return Tables(), [Fault(str(folder), "no-folder", "is not a folder; name one with files such as items.csv")]
    known = {name: schema for name, schema in schemas().items() if schema.open}
    files: dict[str, list[_Added]] = {}
    faults: list[Fault] = []
    for path in sorted(folder.glob("*.csv")):
        if path.stem not in known:
            choices = [f"{name}.csv" for name in known]
            why = "is not open to rows of your own" if path.stem in schemas() else "is not a table"
            said = nearest(path.name, choices) or f"; the tables are {', '.join(choices)}"
            faults.append(Fault(str(path), "unknown-table", f"{path.name!r} {why}{said}"))
            continue
        for found in _parsed(path, known[path.stem]):
            if isinstance(found, Fault):
                faults.append(found)
            else:
                files.setdefault(path.stem, []).append(found)
    if not files and not faults:
        faults.append(Fault(str(folder), "no-rows", f"holds no rows; write some to {'.csv, '.join(known)}.csv"))
    faults += _checked(files)
    return Tables({} if faults else _merged(files)), faults


def _parsed(path: Path, schema: Schema) -> Iterator[_Added | Fault]:
    """The rows of a file, with all columns of its table; comments and blank lines are passed over."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        yield Fault(str(path), "not-read", f"is not a file in UTF-8 ({error})")
        return
    header: list[str] = []
    columns = [column.name for column in schema.columns]
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        place = f"{path}:{number}"
        try:
            (cells,) = csv.reader([line], strict=True)
        except (csv.Error, ValueError) as error:
            yield Fault(place, "not-read", f"cannot be read as cells ({error})")
            continue
        cells = [cell.strip() for cell in cells]
        if not header:
            header = cells
            if faults := list(_misnamed(place, header, schema)):
                yield from faults
                return
        elif len(cells) != len(header):
            yield Fault(place, "wrong-row", f"has {len(cells)} cells, where the header has {len(header)}")
        else:
            yield _Added(place, dict.fromkeys(columns, "") | dict(zip(header, cells, strict=True)))
    if not header:
        yield Fault(str(path), "no-header", f"has no header; write {','.join(columns)}")


def _misnamed(place: str, header: Sequence[str], schema: Schema) -> Iterator[Fault]:
    """What is wrong with the header of a file."""
    columns = [column.name for column in schema.columns]
    for name in header:
        if name not in columns:
            yield Fault(place, "unknown-column", f"{name!r} is not a column of {schema.table}{nearest(name, columns)}")
        elif header.count(name) > 1:
            yield Fault(place, "column-twice", f"{name!r} stands twice in the header")
            break
    if missing := [column.name for column in schema.columns if column.needs == "yes" and column.name not in header]:
        yield Fault(place, "missing-column", f"lacks {', '.join(missing)}; add it to the header")


def _checked(files: _Files) -> Iterator[Fault]:
    """What is wrong with rows: cells that are empty or hold what they may not, forms that mean two things."""
    own = [(added.row["code"], added.row["kind"]) for added in files.get("areas", ())]
    areas = {*own, *((row["code"], row["kind"]) for row in shipped("areas"))}
    for name, rows in files.items():
        schema = schemas()[name]
        known = {schema.key(row): row for row in shipped(name)}
        for added in rows:
            base = known.get(schema.key(added.row), {})
            for column in schema.columns:
                text = added.row[column.name]
                if not text:
                    if column.needs == "yes" or column.needs == "new" and not base:
                        yield Fault(added.place, "empty-cell", f"says no {column.name}")
                elif fault := wrong(schema, column, text, areas):
                    yield Fault(added.place, *fault)
                elif name == "areas" and column.name == "kind" and text != base.get("kind", text):
                    yield Fault(added.place, "other-kind", f"{added.row['code']!r} is a {base['kind']}, not a {text}")
            for _, form in schema.forms(added.row):
                if not scan(plain(form)).lows:
                    yield Fault(added.place, "wrong-form", f"{form!r} holds no word")
    yield from _twice(files)


def _twice(files: _Files) -> Iterator[Fault]:
    """Forms that two rows of the user give two meanings, or that are the very name of another row."""
    owners: dict[tuple[str, str], tuple[object, _Added]] = {}
    names = {
        (schema.names, plain(form)): (name, schema.key(row))
        for name, schema in schemas().items()
        for row in (shipped(name) if schema.open and schema.names else ())
        for form in _names(schema, row)
    }
    for name, rows in files.items():
        schema = schemas()[name]
        for added in rows:
            me = name, schema.key(added.row)
            for phrase in sorted(set(schema.phrases(added.row))) if schema.names else ():
                owner, first = owners.setdefault((schema.names, phrase), (me, added))
                if owner != me:
                    text = f"{phrase!r} has another meaning at {first.place}; leave it in one of the two"
                    yield Fault(added.place, "form-twice", text)
                of, key = names.get((schema.names, phrase), me)
                if (of, key) != me:
                    owner_named = f"{schemas()[of].noun} {key[0]!r} of {of}.csv"
                    text = f"{phrase!r} is the name of {owner_named}; add forms to that one"
                    yield Fault(added.place, "form-taken", text)


def _names(schema: Schema, row: Row) -> Iterator[str]:
    """The forms that a row cannot lose: its name, where it has other forms too."""
    held = [column.role for column in schema.columns]
    for column in schema.columns:
        if column.role == "names" or column.role == "form" and "forms" in held:
            yield from schema.cell(row, column)[:1]


def _merged(files: _Files) -> dict[str, tuple[dict[str, str], ...]]:
    """The rows of every table that the files change."""
    taken: dict[str, dict[str, object]] = {}
    for name, rows in files.items():
        schema = schemas()[name]
        for added in rows:
            for phrase in schema.phrases(added.row):
                taken.setdefault(schema.names, {})[phrase] = (name, schema.key(added.row))
    out = {}
    for name, schema in schemas().items():
        theirs = taken.get(schema.names, {}) if schema.names else {}
        if not schema.open or not (theirs or name in files):
            continue
        merged = [kept for row in shipped(name) if (kept := _without(schema, row, theirs))]
        places = {schema.key(row): place for place, row in reversed(list(enumerate(merged)))}
        for added in files.get(name, ()):
            place = places.setdefault(schema.key(added.row), len(merged))
            if place == len(merged):
                merged.append({})
            merged[place] = _joined(schema, merged[place], added.row)
        out[name] = tuple(merged)
    return out


def _without(schema: Schema, row: Row, taken: Mapping[str, object]) -> dict[str, str]:
    """A row without the forms that other rows have taken over; empty if it has lost all it had."""
    me, out, lost = (schema.table, schema.key(row)), dict(row), False
    for column in schema.columns:
        if column.role in ("form", "forms", "names"):
            held = schema.cell(row, column)
            left = [form for form in held if taken.get(plain(form), me) == me]
            out[column.name], lost = (schema.between or "|").join(left), lost or left != held
    return {} if lost and not any(True for _ in schema.forms(out)) else out


def _joined(schema: Schema, base: Mapping[str, str], row: Row) -> dict[str, str]:
    """One row put over another: its forms are added, its other cells replace where they are filled."""
    out = dict(base) or dict.fromkeys(row, "")
    for column in schema.columns:
        if column.role in ("forms", "names", "list"):
            forms = dict.fromkeys([*schema.cell(base, column), *schema.cell(row, column)])
            out[column.name] = schema.between.join(forms)
        elif row[column.name]:
            out[column.name] = row[column.name]
    return out
