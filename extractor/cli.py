"""The command `extractor`."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from time import perf_counter
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.text import Text

from extractor import __version__, bench, catalogue, cli_gold, commands, explain, findings, listing, show
from extractor.claims import Claim
from extractor.commands import confident, console, counted, tables_of
from extractor.errors import Refused
from extractor.options import How, reads_articles
from extractor.reading import Article, Problem, Source, articles, sources
from extractor.running import Read, readings
from extractor.schemas import schemas
from extractor.writing import writer

OUT_HELP = "Also write .csv, .jsonl, .parquet or .sdmx.csv."

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    help="Reads news on trade and the economy and writes its figures down as claims.",
)
app.add_typer(cli_gold.group, name="gold")
for command in (cli_gold.score, cli_gold.label, cli_gold.fit):
    app.command()(command)


def main(args: Sequence[str] | None = None) -> None:
    """Run the command line; what cannot be done is one line on standard error and exit code 2."""
    try:
        app(args=args)
    except Refused as error:
        typer.echo(f"extractor: {error}", err=True)
        sys.exit(2)


@app.callback(invoke_without_command=True)
def _extractor(version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False) -> None:
    if version:
        typer.echo(f"extractor {__version__}")
        raise typer.Exit


@app.command()
@reads_articles
def run(
    paths: commands.Paths,
    how: How,
    db: Annotated[str, typer.Option(metavar="URL", help="Database to write to.")] = "sqlite:///facts.db",
    out: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Also write .csv, .jsonl, .parquet or .sdmx.csv.")
    ] = None,
    tables: commands.TablesFolder = None,
    min_confidence: commands.Confidence = 0.0,
    partition: Annotated[str, typer.Option(help="month: FILE is a folder of Parquet by month of publication.")] = "",
    limit: Annotated[int, typer.Option(min=0, help="Claims to print at most; 0 for all.")] = 40,
) -> None:
    """Read articles and write their claims to a database."""
    from extractor import store  # SQLAlchemy takes a third of a second that other commands need not wait

    start = perf_counter()
    by = tables_of(tables)
    found = list(sources(paths, format=how.format, columns=how.columns))
    options = {"published": how.date, "min_confidence": min_confidence}
    done: list[Read] = []
    problems: list[Problem] = []
    with by.used(), ExitStack() as stack:
        if any(isinstance(source, Source) for source in found):
            write = stack.enter_context(writer(out, partition=partition)) if out else None
            database = stack.enter_context(store.opened(db, tables=by.fingerprint, options=options))
            for result in readings(_watched(found), published=how.date):
                if isinstance(result, Problem):
                    problems.append(result)
                    continue
                result = confident(result, min_confidence)
                entry = store.Entry(result.article, result.reading.claims, result.words, result.article.dated_by)
                if refused := database.write([entry]).refused:
                    problems += [Problem(one.path, one.reason) for one in refused]
                    continue
                if write:
                    write(result.reading.claims, result.article.published)
                done.append(result)
            database.fail(store.Failure(problem.path, problem.reason) for problem in problems)
            db, counts = store.masked(db), _counts(done)
            database.end(**counts, failures=len(problems))
        else:
            problems += [source for source in found if isinstance(source, Problem)]
    _print_claims(done, limit)
    _say_summary(_counts(done), len(problems), perf_counter() - start, [db, *filter(None, [out])])
    _complain(done, problems)


@app.command("show")
@reads_articles
def show_(
    paths: commands.Paths,
    how: How,
    html: Annotated[Path | None, typer.Option(metavar="FILE", help="Make a page instead.")] = None,
    min_confidence: commands.Confidence = 0.0,
    tables: commands.TablesFolder = None,
) -> None:
    """Print articles with each value coloured and its claims beside it."""
    done, problems = _read(paths, how, tables)
    done = [confident(one, min_confidence) for one in done]
    screen = console()
    for one in [] if html else done:
        screen.print(_title(one), style="bold")
        screen.print(show.terminal(one.article, one.reading.claims))
    if html and done:
        try:
            html.write_text(show.page([(one.article, one.reading.claims) for one in done]), encoding="utf-8")
        except OSError as error:
            raise Refused(f"--html {html}: cannot be written: {error.strerror}") from None
        typer.echo(f"{html} written")
    _complain(done, problems)


@app.command("explain")
@reads_articles
def explain_(paths: commands.Paths, how: How, tables: commands.TablesFolder = None) -> None:
    """Say for each quantity what was decided: the clause, the construction, what was taken from where."""
    done, problems = _read(paths, how, tables)
    width = console().width
    blocks = ("\n".join(explain.lines(one.article, one.reading, width)) for one in done)
    typer.echo("\n\n".join(blocks))
    _complain(done, problems)


@app.command("check")
@reads_articles
def check_(paths: commands.Paths, how: How, tables: commands.TablesFolder = None) -> None:
    """Say which figures of an article do not add up, with the sentences: growth, levels, balances, currencies."""
    done, problems = _read(paths, how, tables)
    width = console().width
    blocks = ("\n".join(findings.lines(one.article, one.reading.claims, width)) for one in done)
    typer.echo("\n\n".join(blocks))
    _complain(done, problems)


@app.command("tables")
def tables_(
    name: Annotated[str, typer.Argument(metavar="[NAME]", help="A table; without it, all.")] = "",
    search: Annotated[str, typer.Option(metavar="WORDS", help="Rows whose names, forms or codes have these.")] = "",
    tables: commands.TablesFolder = None,
) -> None:
    """List the tables, or the rows of one, or what has some words."""
    by = tables_of(tables)
    if not name and not search:
        typer.echo("\n".join(catalogue.overview(tables=by)))
        return
    names = [name] if name else list(schemas())
    found = {one: rows for one in names if (rows := catalogue.lookup(one, search, tables=by))}
    width = console().width
    for number, (one, rows) in enumerate(found.items()):
        title = [] if name else [f"-- {one}"]
        typer.echo("\n" * bool(number) + "\n".join([*title, *catalogue.lines(one, rows, width)]))
    if not found:
        near = ", ".join(map(repr, catalogue.near(search, names, tables=by)))
        said = f"nearest: {near}" if near else "nothing is near; ask for fewer or other words"
        typer.echo(f"extractor: {name or 'no table'} has {'no' if name else 'a'} row with {search!r}; {said}", err=True)
        raise typer.Exit(1)


@app.command("bench")
def bench_(
    paths: Annotated[list[str] | None, typer.Argument(metavar="[PATH...]", help="Articles to time on.")] = None,
    stage: Annotated[str, typer.Option(help=f"What to time: {', '.join(bench.STAGES)}.")] = "pipeline",
    rounds: Annotated[int, typer.Option(min=1, help="Rounds to take the median of.")] = 7,
    growth: Annotated[bool, typer.Option("--growth", help="Add what doubling a text, kind or hostile, costs.")] = False,
) -> None:
    """Measure words per second, against bare tokenisation of the same text in the same run."""
    found = list(articles(sources(paths or ["corpus"])))
    texts = [one for one in found if isinstance(one, Article)]
    timing = bench.time(texts, stage=stage, rounds=rounds)
    typer.echo(f"{stage:<44}{timing.stage:>10,.0f} words/s")
    for name, speed in (("words new to it", timing.fresh), ("words it knows", timing.bare)):
        label = f'spacy.blank("en"), {name}'
        typer.echo(f"{label:<44}{speed:>10,.0f} words/s  ratio {speed / timing.stage:.2f}")
    typer.echo(f"{timing.words:,} words a round, median of {rounds} rounds")
    if growth:
        for name, ratio in bench.growth(texts, stage=stage, rounds=rounds).items():
            typer.echo(f"{f'twice the text takes, {name}':<44}{ratio:>10.2f} times as long")
    _complain([], [one for one in found if isinstance(one, Problem)])


def _read(paths: Sequence[str], how: How, tables: Path | None) -> tuple[list[Read], list[Problem]]:
    with tables_of(tables).used():
        found = sources(paths, format=how.format, columns=how.columns)
        results = list(readings(found, published=how.date))
    return [r for r in results if isinstance(r, Read)], [r for r in results if isinstance(r, Problem)]


def _watched(found: Sequence[Source | Problem]) -> Iterator[Source | Problem]:
    """The sources, with a progress bar on standard error where that is a terminal."""
    columns = (BarColumn(), MofNCompleteColumn(), TextColumn("articles"), TimeRemainingColumn())
    console = Console(stderr=True)
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        yield from progress.track(found)


def _counts(done: Sequence[Read]) -> dict[str, int]:
    return {
        "articles": len(done),
        "claims": sum(len(one.reading.claims) for one in done),
        "words": sum(one.words for one in done),
    }


def _title(one: Read) -> str:
    published = f", published {one.article.published}" if one.article.published else ""
    return f"{one.article.doc_id}{published}"


def _print_claims(done: Sequence[Read], limit: int) -> None:
    groups: list[tuple[str, Sequence[Claim]]] = []
    left = limit or sum(len(one.reading.claims) for one in done)
    for one in done:
        groups.append((f"-- {_title(one)}", one.reading.claims[:left]))
        left -= len(groups[-1][1])
    screen = console()
    titles = {title for title, _ in groups}
    for number, line in enumerate(listing.lines(groups, screen.width)):
        screen.print(Text(line, "bold" if number == 0 else "cyan" if line in titles else ""))
    more = sum(len(one.reading.claims) for one in done) - sum(len(claims) for _, claims in groups)
    if more:
        typer.echo(f"and {counted(more, 'claim')} more (--limit 0 prints all)")


def _say_summary(counts: dict[str, int], failures: int, seconds: float, places: Sequence[object]) -> None:
    articles, claims, words = counts.values()
    failed = f", {failures:,} not read" if failures else ""
    speed = f"{words:,} words in {seconds:.1f} s, {words / seconds:,.0f} words/s"
    to = f"; written to {' and '.join(map(str, places))}" if articles else ""
    found = f"{counted(articles, 'article')}, {counted(claims, 'claim')}"
    typer.echo(f"{found}{failed} ({speed}){to}")


def _complain(done: Sequence[Read], problems: Sequence[Problem]) -> None:
    """Say what is worth knowing of the articles, and what could not be read; exit with 1 if anything could not."""
    for one in done:
        if one.article.note:
            typer.echo(f"{one.article.path}: {one.article.note}", err=True)
    for problem in problems:
        typer.echo(str(problem), err=True)
    if problems:
        raise typer.Exit(1)
