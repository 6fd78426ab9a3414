"""What the commands share: their arguments and options, and how they answer what cannot be done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from extractor import additions
from extractor.errors import Fault, Refused
from extractor.running import Read
from extractor.tables import Tables

Paths = Annotated[
    list[str], typer.Argument(metavar="PATH...", help="Articles, folders or archives of them, or - for standard input.")
]
Confidence = Annotated[
    float, typer.Option(metavar="P", min=0, max=1, help="Keep claims whose confidence is at least this.")
]
TablesFolder = Annotated[
    Path | None, typer.Option("--tables", metavar="DIR", help="Folder of rows of your own: items.csv, areas.csv, …")
]


def tables_of(folder: Path | None) -> Tables:
    """The tables to read by, with the rows of a folder; every fault in it is said before it is refused."""
    made, faults = additions.read(folder) if folder else (Tables(), [])
    stop_at(faults, "not begun", f"--tables {folder}")
    return made


def stop_at(faults: Sequence[Fault], what: str, where: str) -> None:
    """Say every fault, and refuse if there is any."""
    for fault in faults:
        typer.echo(str(fault), err=True)
    if faults:
        raise Refused(f"{what}: {counted(len(faults), 'fault')} in {where}")


def confident(one: Read, least: float) -> Read:
    """What was read, without the claims that are less likely right than `least`."""
    return replace(one, reading=one.reading.likely(least))


def console() -> Console:
    """The terminal, or the 80 columns of what is none, without colours of its own invention."""
    return Console(highlight=False, markup=False, emoji=False)


def counted(number: int, noun: str) -> str:
    """`1 article`, `1,200 articles`."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
