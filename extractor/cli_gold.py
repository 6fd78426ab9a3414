"""The commands that work with hand labels: `score`, `label`, `gold check`, `gold floors` and `fit`."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from extractor import claim_rows, commands, gold, labelling, mistakes, scorecard, scorepage
from extractor import floors as gate
from extractor.claims import Claim
from extractor.commands import counted, stop_at, tables_of
from extractor.decisions import Reading
from extractor.errors import Fault, Refused
from extractor.options import How, reads_articles
from extractor.reading import Article, Problem, sources
from extractor.running import reading, readings
from extractor.scorecard import KEYS, Scored
from extractor.scoring import align
from extractor.tables import current

Articles = Annotated[Path, typer.Option("--articles", metavar="DIR", help="Folder of articles.")]
Labels = Annotated[Path, typer.Option("--gold", metavar="DIR", help="Folder of their hand labels.")]
Only = Annotated[list[str] | None, typer.Option("--only", metavar="ID", help="Only these; ids or patterns.")]
Split = Annotated[str, typer.Option("--split", help="Only this split, where articles.csv tells any.")]

group = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="Check hand labels, and the floors under scores.")


def score(
    articles: Articles,
    labels: Labels,
    tables: commands.TablesFolder = None,
    only: Only = None,
    split: Split = "",
    min_confidence: commands.Confidence = 0.0,
    claims: Annotated[
        Path | None,
        typer.Option(
            "--readings",
            metavar="CSV",
            help="Score claims of a file, or of a folder of files, as `run --out` wrote them.",
        ),
    ] = None,
    by: Annotated[list[str] | None, typer.Option(metavar="KEY", help=f"Add counts by {', '.join(KEYS)}.")] = None,
    per_article: Annotated[bool, typer.Option("--per-article", help="The same as --by article.")] = False,
    errors: Annotated[bool, typer.Option("--errors", help="Add every mistake, by kind.")] = False,
    against: Annotated[
        Path | None, typer.Option(metavar="CSV", help="Add what got better and worse since the claims of that run.")
    ] = None,
    html: Annotated[Path | None, typer.Option(metavar="FILE", help="Also make a page of it.")] = None,
) -> None:
    """Compare readings with hand labels: precision, recall and F1."""
    keys = [*(["article"] if per_article else []), *(by or [])]
    for key in keys:
        if key not in KEYS:
            raise Refused(f"--by {key}: choose from {', '.join(KEYS)}")
    with tables_of(tables).used():
        labelled, faults = gold.labelled(articles, labels, only=only or (), split=split)
        stop_at(faults, "not scored", "articles and labels")
        scored = _told(labelled, claims, min_confidence) if claims else _read(labelled, min_confidence)
        sections = [scorecard.lines(scored, mentions=claims is None)]
        sections += [scorecard.by(scored, key) for key in dict.fromkeys(keys)]
        sections += [mistakes.lines(scored)] if errors else []
        sections += [mistakes.compared(_told(labelled, against, min_confidence), scored)] if against else []
        for number, section in enumerate(sections):
            typer.echo("\n" * bool(number) + "\n".join(section))
    if html:
        _save("--html", html, scorepage.page(scored))
        typer.echo(f"\n{html} written")


@reads_articles
def label(
    paths: commands.Paths,
    how: How,
    folder: Annotated[Path, typer.Option("--gold", metavar="DIR", help="Folder to write to.")] = Path("gold"),
    tables: commands.TablesFolder = None,
    force: Annotated[bool, typer.Option("--force", help="Write over labels that are there.")] = False,
) -> None:
    """Draft the labels of articles from the extractor's own reading, to be corrected by hand."""
    failed = 0
    with tables_of(tables).used():
        for one in readings(sources(paths, format=how.format, columns=how.columns), published=how.date):
            try:
                if isinstance(one, Problem):
                    raise Refused(str(one))
                path = folder / f"{one.article.doc_id}.csv"
                labelling.write(path, one.reading.claims, force=force)
            except Refused as error:
                failed += 1
                typer.echo(str(error), err=True)
            else:
                rows_ = counted(len(one.reading.claims), "row")
                typer.echo(f"{path}: {rows_} drafted; correct them, then run `extractor gold check`")
    if failed:
        raise typer.Exit(1)


@group.command("check")
def check(
    articles: Articles = Path("corpus"),
    labels: Labels = Path("gold"),
    only: Only = None,
    split: Split = "",
    tables: commands.TablesFolder = None,
) -> None:
    """Say every fault in hand labels, with file, line and next step."""
    with tables_of(tables).used():
        labelled, faults = gold.labelled(articles, labels, only=only or (), split=split)
    for fault in faults:
        typer.echo(str(fault), err=True)
    found = counted(sum(len(one.labels) for one in labelled), "label")
    told = counted(len(faults), "fault") if faults else "no fault"
    typer.echo(f"{counted(len(labelled), 'article')}, {found}: {told}")
    if faults:
        raise typer.Exit(1)


@group.command("floors")
def floors_(
    articles: Articles = Path("corpus"),
    labels: Labels = Path("gold"),
    higher: Annotated[bool, typer.Option("--raise", help="Raise the floors to the scores.")] = False,
    lower: Annotated[bool, typer.Option("--lower", help="Set the floors to the scores, lower ones too.")] = False,
) -> None:
    """Check that no score is below its floor in floors.json beside the labels, or set the floors."""
    labelled, faults = gold.labelled(articles, labels)
    stop_at(faults, "not scored", "articles and labels")
    split_of = gold.splits(articles)
    scored: dict[str, list[gold.Labelled]] = {}
    for one in labelled:
        scored.setdefault(split_of.get(one.article.doc_id, "all"), []).append(one)
    now = gate.measured({name: _read(of, 0.0) for name, of in scored.items()}, labels, current().fingerprint)
    path = labels / gate.FILE
    before = gate.read(path) if path.exists() or not (higher or lower) else gate.Floors({})
    kept = gate.raised(before, now, lower=lower) if higher or lower else before
    typer.echo("\n".join(gate.lines(kept, now)))
    below = list(gate.faults(kept, now, path))
    for fault in below:
        typer.echo(str(fault), err=True)
    if below:
        told = "; nothing written; --lower sets floors that are above the scores down" if higher else ""
        raise Refused(f"{counted(len(below), 'fault')} at the floors{told}")
    if higher or lower:
        _save("floors", path, gate.written(kept))
        typer.echo(f"{path} written")


def fit(
    articles: Annotated[list[Path], typer.Option(metavar="DIR", help="Folder of articles; may be given again.")],
    labels: Annotated[list[Path], typer.Option("--gold", metavar="DIR", help="Folder of labels, one for each.")],
    only: Only = None,
    split: Split = "",
    out: Annotated[Path | None, typer.Option(metavar="FILE", help="Table to write, not the shipped one.")] = None,
) -> None:
    """Fit the weights of choices and of confidence on labelled articles, and say what articles held out gain."""
    from extractor import training  # it takes numpy, which other commands need not wait for

    if len(articles) != len(labels):
        raise Refused(f"--gold: {len(labels)} for {counted(len(articles), 'folder')} of articles; name one for each")
    found: list[gold.Labelled] = []
    faults: list[Fault] = []
    for folder, beside in zip(articles, labels, strict=True):
        labelled, wrong = gold.labelled(folder, beside, only=only or (), split=split)
        found += labelled
        faults += wrong
    stop_at(faults, "not fitted", "articles and labels")
    made = training.train(found, partial(_reading, explain=True))
    place = out or training.SHIPPED
    _save("--out", place, made.table)
    typer.echo("\n".join(training.report(made)))
    typer.echo(f"{place.name} written")


def _read(labelled: Iterable[gold.Labelled], least: float) -> Scored:
    """Labelled articles read now."""
    return [(one.article, align(one.labels, _reading(one.article).likely(least).claims)) for one in labelled]


def _told(labelled: Iterable[gold.Labelled], path: Path, least: float) -> Scored:
    """Labelled articles with the claims of an earlier run; claims of other articles are left out."""
    found, faults = claim_rows.claims(path)
    stop_at(faults, "not scored", str(path))
    of_article: dict[str, list[Claim]] = {}
    for claim in found:
        if claim.confidence >= least:
            of_article.setdefault(claim.doc_id, []).append(claim)
    differing = [
        Fault(str(path), "quote-differs", f"{claim.quote!r} does not stand at {claim.start} in {one.article.path}")
        for one in labelled
        for claim in of_article.get(one.article.doc_id, ())
        if one.article.text[claim.start : claim.end] != claim.quote
    ]
    stop_at(differing, "not scored", f"{path}; it is of other texts")
    return [(one.article, align(one.labels, of_article.get(one.article.doc_id, ()))) for one in labelled]


def _reading(article: Article, *, explain: bool = False) -> Reading:
    result = reading(article, explain=explain)
    if isinstance(result, Problem):
        raise Refused(str(result))
    return result.reading


def _save(option: str, path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise Refused(f"{option} {path}: cannot be written: {error.strerror}") from None
