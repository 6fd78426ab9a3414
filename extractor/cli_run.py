"""The command `run`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from extractor import commands
from extractor.commands import tables_of
from extractor.errors import Refused
from extractor.options import How, reads_articles


@reads_articles
def run(
    paths: commands.Paths,
    how: How,
    db: Annotated[str, typer.Option(metavar="URL", help="Database to write to.")] = "sqlite:///facts.db",
    out: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Also write .csv, .jsonl, .parquet or .sdmx.csv.")
    ] = None,
    partition: Annotated[str, typer.Option(help="month: FILE is a folder of Parquet by month of publication.")] = "",
    tables: commands.TablesFolder = None,
    min_confidence: commands.Confidence = 0.0,
    workers: Annotated[int, typer.Option(min=0, help="Processes that read; 0 for one on each core.")] = 0,
    scheduler: Annotated[
        str, typer.Option(metavar="ADDRESS", help="Read on the workers of this Dask scheduler (tcp://host:8786).")
    ] = "",
    force: Annotated[bool, typer.Option("--force", help="Read again what has not changed since it was read.")] = False,
    watch: Annotated[bool, typer.Option("--watch", help="Go on with files that come into the folders.")] = False,
    limit: Annotated[int, typer.Option(min=0, help="Claims to print at most; 0 for all.")] = 40,
) -> None:
    """Read articles and write their claims to a database."""
    from extractor import feeding  # it takes SQLAlchemy, a third of a second that other commands need not wait for

    by = tables_of(tables)
    if watch and out:
        raise Refused("--watch: goes on until it is stopped, so --out FILE would never be done; leave one of them out")
    if partition and not out:
        raise Refused("--partition: divides the folder of --out; name one with --out FOLDER")
    if scheduler and workers:
        raise Refused(
            "--workers: is for this machine, and --scheduler for a cluster with its own; leave one of them out"
        )
    wish = feeding.Wish(paths, how, db, out, partition, min_confidence, workers, scheduler, force, watch, limit)
    if not feeding.feed(wish, by):
        raise typer.Exit(1)
