"""The command `extractor`."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from extractor import __version__, bench, catalogue, cli_gold, cli_run, commands, explain, findings, show
from extractor.commands import confident, console, tables_of
from extractor.errors import Refused
from extractor.options import How, reads_articles
from extractor.reading import Article, Problem, articles, sources
from extractor.running import Read, readings
from extractor.schemas import schemas

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    help="Reads news on trade and the economy and writes its figures down as claims.",
)
app.add_typer(cli_gold.group, name="gold")
for command in (cli_run.run, cli_gold.score, cli_gold.label, cli_gold.fit):
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
    done, problems = _read(paths, how, tables, explain=True)
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
    stage: Annotated[str, typer.Option(help=f"Time this one alone: {', '.join(bench.STAGES)}.")] = "",
    rounds: Annotated[int, typer.Option(min=1, help="Rounds to take the median of.")] = 7,
    general: Annotated[
        str, typer.Option(metavar="PATH", help="Also time a mix of nine of these to one of the articles.")
    ] = "",
    growth: Annotated[bool, typer.Option("--growth", help="Add what length costs, and texts made to hurt.")] = False,
    peers: Annotated[bool, typer.Option("--peers", help=f"Add {' and '.join(bench.PEERS)} on some of them.")] = False,
) -> None:
    """Measure words per second, against bare tokenisation of the same text in the same run."""
    found = list(articles(sources(paths or ["corpus"])))
    texts = [one for one in found if isinstance(one, Article)]
    _timings("articles", bench.time(texts, [stage] if stage else bench.STAGES, rounds=rounds))
    if general:
        others = [one for one in articles(sources([general])) if isinstance(one, Article)]
        _timings("a general mix", bench.time(bench.mixed(others, texts), ["pipeline"], rounds=rounds))
    if growth:
        typer.echo("\nlength of one article")
        for length, speed in bench.lengths(texts[0]).items():
            typer.echo(f"{f'  {length:,} characters':<36}{speed:>10,.0f} words/s")
        typer.echo("\na character of a text made to hurt, against one of the articles")
        for name, times in bench.hostile(texts).items():
            typer.echo(f"{f'  {name}':<36}{times:>10.2f}")
    typer.echo(f"\npeak memory {bench.memory():,.0f} MB")
    if peers:
        _timings("peers", bench.time(bench.sample(texts), bench.PEERS, rounds=1))
    _complain([], [one for one in found if isinstance(one, Problem)])


def _timings(title: str, timing: bench.Timing) -> None:
    """A table of words per second, and of how many times as long as bare tokenisation that is."""
    bare = {"tokenising new words": timing.fresh, "tokenising known words": timing.bare}
    typer.echo(f"\n{f'{title} ({timing.articles:,}, {timing.words:,} words)':<36}   words/s  ratio to new, known")
    for name, speed in {**timing.speeds, **bare}.items():
        typer.echo(f"{f'  {name}':<36}{speed:>10,.0f}{timing.fresh / speed:>14.2f}{timing.bare / speed:>7.2f}")


def _read(
    paths: Sequence[str], how: How, tables: Path | None, *, explain: bool = False
) -> tuple[list[Read], list[Problem]]:
    with tables_of(tables).used():
        found = sources(paths, format=how.format, columns=how.columns)
        results = list(readings(found, published=how.date, explain=explain))
    return [r for r in results if isinstance(r, Read)], [r for r in results if isinstance(r, Problem)]


def _title(one: Read) -> str:
    published = f", published {one.article.published}" if one.article.published else ""
    return f"{one.article.doc_id}{published}"


def _complain(done: Sequence[Read], problems: Sequence[Problem]) -> None:
    """Say what is worth knowing of the articles, and what could not be read; exit with 1 if anything could not."""
    for one in done:
        if one.article.note:
            typer.echo(f"{one.article.path}: {one.article.note}", err=True)
    for problem in problems:
        typer.echo(str(problem), err=True)
    if problems:
        raise typer.Exit(1)
