"""The command `extractor`."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from time import perf_counter
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.text import Text

from extractor import __version__, additions, bench, catalogue, explain, findings, gold, listing, scorecard, show
from extractor.claims import Claim
from extractor.decisions import Reading
from extractor.errors import Fault, Refused
from extractor.reading import Article, Problem, Source, date_published, load, sources
from extractor.running import Read, reading, readings
from extractor.schemas import schemas
from extractor.scoring import align
from extractor.tables import Tables
from extractor.writing import writer

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    help="Reads news on trade and the economy and writes its figures down as claims.",
)

PathsArgument = Annotated[
    list[str], typer.Argument(metavar="PATH...", help="Articles (.txt), folders of them, or - for standard input.")
]
ConfidenceOption = Annotated[
    float, typer.Option(metavar="P", min=0, max=1, help="Keep claims whose confidence is at least this.")
]
PublishedOption = Annotated[
    str, typer.Option(metavar="DATE", help="Date of publication (2024-05-31, 2024-05 or 2024), before articles.csv.")
]
OUT_HELP = "Also write .csv, .jsonl, .parquet or .sdmx.csv."
TablesOption = Annotated[
    Path | None, typer.Option("--tables", metavar="DIR", help="Folder of rows of your own: items.csv, areas.csv, …")
]


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
def run(
    paths: PathsArgument,
    db: Annotated[str, typer.Option(metavar="URL", help="Database to write to.")] = "sqlite:///facts.db",
    out: Annotated[Path | None, typer.Option(metavar="FILE", help=OUT_HELP)] = None,
    partition: Annotated[str, typer.Option(help="month: FILE is a folder of Parquet by month of publication.")] = "",
    published: PublishedOption = "",
    tables: TablesOption = None,
    min_confidence: ConfidenceOption = 0.0,
    limit: Annotated[int, typer.Option(min=0, help="Claims to print at most; 0 for all.")] = 40,
) -> None:
    """Read articles and write their claims to a database."""
    from extractor import store  # SQLAlchemy takes a third of a second that other commands need not wait

    start = perf_counter()
    date, by = _date(published), _tables(tables)
    options = {"published": date, "min_confidence": min_confidence}
    found = list(sources(paths))
    done: list[Read] = []
    problems: list[Problem] = []
    with by.used(), ExitStack() as stack:
        if any(isinstance(source, Source) for source in found):
            write = stack.enter_context(writer(out, partition=partition)) if out else None
            database = stack.enter_context(store.opened(db, tables=by.fingerprint, options=options))
            for result in readings(_watched(found), published=date):
                if isinstance(result, Problem):
                    problems.append(result)
                    continue
                result = _confident(result, min_confidence)
                entry = store.Entry(result.article, result.reading.claims, result.words)
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
def show_(
    paths: PathsArgument,
    html: Annotated[Path | None, typer.Option(metavar="FILE", help="Make a page instead.")] = None,
    published: PublishedOption = "",
    min_confidence: ConfidenceOption = 0.0,
    tables: TablesOption = None,
) -> None:
    """Print articles with each value coloured and its claims beside it."""
    done, problems = _read(paths, published, tables)
    done = [_confident(one, min_confidence) for one in done]
    console = _console()
    for one in [] if html else done:
        console.print(_title(one), style="bold")
        console.print(show.terminal(one.article, one.reading.claims))
    if html and done:
        try:
            html.write_text(show.page([(one.article, one.reading.claims) for one in done]), encoding="utf-8")
        except OSError as error:
            raise Refused(f"--html {html}: cannot be written: {error.strerror}") from None
        typer.echo(f"{html} written")
    _complain(done, problems)


@app.command("explain")
def explain_(paths: PathsArgument, published: PublishedOption = "", tables: TablesOption = None) -> None:
    """Say for each quantity what was decided: the clause, the construction, what was taken from where."""
    done, problems = _read(paths, published, tables)
    width = _console().width
    blocks = ("\n".join(explain.lines(one.article, one.reading, width)) for one in done)
    typer.echo("\n\n".join(blocks))
    _complain(done, problems)


@app.command("check")
def check_(paths: PathsArgument, published: PublishedOption = "", tables: TablesOption = None) -> None:
    """Say which figures of an article do not add up, with the sentences: growth, levels, balances, currencies."""
    done, problems = _read(paths, published, tables)
    width = _console().width
    blocks = ("\n".join(findings.lines(one.article, one.reading.claims, width)) for one in done)
    typer.echo("\n\n".join(blocks))
    _complain(done, problems)


@app.command()
def score(
    articles: Annotated[Path, typer.Option(metavar="DIR", help="Folder of articles.")],
    gold_: Annotated[Path, typer.Option("--gold", metavar="DIR", help="Folder of their hand labels.")],
    tables: TablesOption = None,
    only: Annotated[list[str] | None, typer.Option(metavar="ID", help="Score these; ids or patterns.")] = None,
    split: Annotated[str, typer.Option(help="Score this split, where articles.csv tells any.")] = "",
    min_confidence: ConfidenceOption = 0.0,
    per_article: Annotated[bool, typer.Option("--per-article", help="Add a line per article.")] = False,
    errors: Annotated[bool, typer.Option("--errors", help="Add every miss, false alarm and wrong field.")] = False,
) -> None:
    """Compare readings with hand labels: precision, recall and F1."""
    by = _tables(tables)
    labelled, faults = gold.labelled(articles, gold_, only=only or (), split=split)
    scored = []
    with by.used():
        for one in labelled:
            result = reading(one.article)
            if isinstance(result, Problem):
                faults.append(Fault(result.path, "not-read", result.reason))
            else:
                claims = _confident(result, min_confidence).reading.claims
                scored.append((one.article, align(one.labels, claims)))
    _stop_at(faults, "not scored", "articles and labels")
    sections = [scorecard.lines(scored)]
    sections += [scorecard.per_article(scored)] if per_article else []
    sections += [scorecard.errors(scored)] if errors else []
    for number, section in enumerate(sections):
        typer.echo("\n" * bool(number) + "\n".join(section))


@app.command("tables")
def tables_(
    name: Annotated[str, typer.Argument(metavar="[NAME]", help="A table; without it, all.")] = "",
    search: Annotated[str, typer.Option(metavar="WORDS", help="Rows whose names, forms or codes have these.")] = "",
    tables: TablesOption = None,
) -> None:
    """List the tables, or the rows of one, or what has some words."""
    by = _tables(tables)
    if not name and not search:
        typer.echo("\n".join(catalogue.overview(tables=by)))
        return
    names = [name] if name else list(schemas())
    found = {one: rows for one in names if (rows := catalogue.lookup(one, search, tables=by))}
    width = _console().width
    for number, (one, rows) in enumerate(found.items()):
        title = [] if name else [f"-- {one}"]
        typer.echo("\n" * bool(number) + "\n".join([*title, *catalogue.lines(one, rows, width)]))
    if not found:
        near = ", ".join(map(repr, catalogue.near(search, names, tables=by)))
        said = f"nearest: {near}" if near else "nothing is near; ask for fewer or other words"
        typer.echo(f"extractor: {name or 'no table'} has {'no' if name else 'a'} row with {search!r}; {said}", err=True)
        raise typer.Exit(1)


@app.command("fit")
def fit_(
    articles: Annotated[list[Path], typer.Option(metavar="DIR", help="Folder of articles; may be given again.")],
    gold_: Annotated[list[Path], typer.Option("--gold", metavar="DIR", help="Folder of labels, one for each.")],
    only: Annotated[list[str] | None, typer.Option(metavar="ID", help="Fit on these; ids or patterns.")] = None,
    split: Annotated[str, typer.Option(help="Fit on this split, where articles.csv tells any.")] = "",
    out: Annotated[Path | None, typer.Option(metavar="FILE", help="Table to write, not the shipped one.")] = None,
) -> None:
    """Fit the weights of choices and of confidence on labelled articles, and say what articles held out gain."""
    from extractor import training  # it takes numpy, which other commands need not wait for

    if len(articles) != len(gold_):
        raise Refused(f"--gold: {len(gold_)} for {_counted(len(articles), 'folder')} of articles; name one for each")
    found: list[gold.Labelled] = []
    faults: list[Fault] = []
    for folder, labels in zip(articles, gold_, strict=True):
        labelled, wrong = gold.labelled(folder, labels, only=only or (), split=split)
        found += labelled
        faults += wrong
    _stop_at(faults, "not fitted", "articles and labels")
    made = training.train(found, _reading)
    place = out or training.SHIPPED
    try:
        place.write_text(made.table, encoding="utf-8")
    except OSError as error:
        raise Refused(f"--out {place}: cannot be written: {error.strerror}") from None
    typer.echo("\n".join(training.report(made)))
    typer.echo(f"{place.name} written")


@app.command("bench")
def bench_(
    paths: Annotated[list[str] | None, typer.Argument(metavar="[PATH...]", help="Articles to time on.")] = None,
    stage: Annotated[str, typer.Option(help=f"What to time: {', '.join(bench.STAGES)}.")] = "pipeline",
    rounds: Annotated[int, typer.Option(min=1, help="Rounds to take the median of.")] = 7,
    growth: Annotated[bool, typer.Option("--growth", help="Add what doubling a text, kind or hostile, costs.")] = False,
) -> None:
    """Measure words per second, against bare tokenisation of the same text in the same run."""
    found = [load(source) if isinstance(source, Source) else source for source in sources(paths or ["corpus"])]
    articles = [one for one in found if isinstance(one, Article)]
    timing = bench.time(articles, stage=stage, rounds=rounds)
    typer.echo(f"{stage:<44}{timing.stage:>10,.0f} words/s")
    for name, speed in (("words new to it", timing.fresh), ("words it knows", timing.bare)):
        label = f'spacy.blank("en"), {name}'
        typer.echo(f"{label:<44}{speed:>10,.0f} words/s  ratio {speed / timing.stage:.2f}")
    typer.echo(f"{timing.words:,} words a round, median of {rounds} rounds")
    if growth:
        for name, ratio in bench.growth(articles, stage=stage, rounds=rounds).items():
            typer.echo(f"{f'twice the text takes, {name}':<44}{ratio:>10.2f} times as long")
    _complain([], [one for one in found if isinstance(one, Problem)])


def _date(published: str) -> str | None:
    try:
        return date_published(published)
    except ValueError as error:
        raise Refused(f"--published {error}") from None


def _tables(folder: Path | None) -> Tables:
    """The tables to read by, with the rows of a folder; every fault in it is said before it is refused."""
    made, faults = additions.read(folder) if folder else (Tables(), [])
    _stop_at(faults, "not begun", f"--tables {folder}")
    return made


def _stop_at(faults: Sequence[Fault], what: str, where: str) -> None:
    for fault in faults:
        typer.echo(str(fault), err=True)
    if faults:
        raise Refused(f"{what}: {_counted(len(faults), 'fault')} in {where}")


def _read(paths: Sequence[str], published: str, tables: Path | None) -> tuple[list[Read], list[Problem]]:
    with _tables(tables).used():
        results = list(readings(sources(paths), published=_date(published)))
    return [r for r in results if isinstance(r, Read)], [r for r in results if isinstance(r, Problem)]


def _confident(one: Read, least: float) -> Read:
    """What was read, without the claims that are less likely right than `least`."""
    return replace(one, reading=one.reading.likely(least))


def _reading(article: Article) -> Reading:
    result = reading(article)
    if isinstance(result, Problem):
        raise Refused(str(result))
    return result.reading


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


def _console() -> Console:
    return Console(highlight=False, markup=False, emoji=False)


def _title(one: Read) -> str:
    published = f", published {one.article.published}" if one.article.published else ""
    return f"{one.article.doc_id}{published}"


def _print_claims(done: Sequence[Read], limit: int) -> None:
    groups: list[tuple[str, Sequence[Claim]]] = []
    left = limit or sum(len(one.reading.claims) for one in done)
    for one in done:
        groups.append((f"-- {_title(one)}", one.reading.claims[:left]))
        left -= len(groups[-1][1])
    console = _console()
    titles = {title for title, _ in groups}
    for number, line in enumerate(listing.lines(groups, console.width)):
        console.print(Text(line, "bold" if number == 0 else "cyan" if line in titles else ""))
    more = sum(len(one.reading.claims) for one in done) - sum(len(claims) for _, claims in groups)
    if more:
        typer.echo(f"and {_counted(more, 'claim')} more (--limit 0 prints all)")


def _say_summary(counts: dict[str, int], failures: int, seconds: float, places: Sequence[object]) -> None:
    articles, claims, words = counts.values()
    failed = f", {failures:,} not read" if failures else ""
    speed = f"{words:,} words in {seconds:.1f} s, {words / seconds:,.0f} words/s"
    to = f"; written to {' and '.join(map(str, places))}" if articles else ""
    found = f"{_counted(articles, 'article')}, {_counted(claims, 'claim')}"
    typer.echo(f"{found}{failed} ({speed}){to}")


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _complain(done: Sequence[Read], problems: Sequence[Problem]) -> None:
    """Say what is worth knowing of the articles, and what could not be read; exit with 1 if anything could not."""
    for one in done:
        if one.article.note:
            typer.echo(f"{one.article.path}: {one.article.note}", err=True)
    for problem in problems:
        typer.echo(str(problem), err=True)
    if problems:
        raise typer.Exit(1)
