"""The options of the command line that say how articles are read, shared by every command that reads some."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Annotated, Any, get_type_hints

import typer

from extractor.articles import Columns
from extractor.errors import Refused
from extractor.formats import FORMATS
from extractor.publication import date_published


@dataclass(frozen=True, slots=True)
class How:
    """How articles are to be read, as options of a command say it."""

    published: Annotated[
        str, typer.Option(metavar="DATE", help="Date of publication (2024-05-31, 2024-05 or 2024), before any other.")
    ] = ""
    format: Annotated[
        str, typer.Option(metavar="NAME", help=f"Read all as this, whatever the ending: {', '.join(FORMATS)}.")
    ] = ""
    text_column: Annotated[str, typer.Option(metavar="NAME", help="Column or key that holds the text.")] = ""
    id_column: Annotated[str, typer.Option(metavar="NAME", help="… that holds the id.")] = ""
    date_column: Annotated[str, typer.Option(metavar="NAME", help="… that holds the date of publication.")] = ""
    title_column: Annotated[str, typer.Option(metavar="NAME", help="… that holds the title.")] = ""

    @property
    def date(self) -> str | None:
        """The date of publication; ValueError if what is written is none."""
        return date_published(self.published)

    @property
    def columns(self) -> Columns:
        """The columns that are named."""
        return Columns(self.text_column, self.id_column, self.date_column, self.title_column)

    @property
    def reading(self) -> dict[str, str]:
        """What else than the date decides how articles are read, where it is said."""
        names = ("format", "text_column", "id_column", "date_column", "title_column")
        return {name: value for name in names if (value := getattr(self, name))}

    def check(self) -> None:
        """Refused if the date is none, or the format unknown."""
        try:
            _ = self.date
        except ValueError as error:
            raise Refused(f"--published {error}") from None
        if self.format and self.format not in FORMATS:
            raise Refused(f"--format {self.format!r} is not known; choose from {', '.join(FORMATS)}")


def reads_articles(command: Callable[..., None]) -> Callable[..., None]:
    """A command whose parameter `how` is filled from the options of `How`, which stand in its place."""
    hints = get_type_hints(command, include_extras=True)
    options = inspect.signature(How).parameters.values()
    own = get_type_hints(How, include_extras=True)
    parameters: list[inspect.Parameter] = []
    for parameter in inspect.signature(command).parameters.values():
        found = options if parameter.name == "how" else [parameter]
        parameters += [one.replace(annotation=own.get(one.name, hints.get(one.name))) for one in found]

    @wraps(command)
    def called(**given: Any) -> None:
        how = How(**{name: given.pop(name) for name in own})
        how.check()
        command(how=how, **given)

    # options may stand among parameters in any order: they are given by name
    named = [one.replace(kind=inspect.Parameter.KEYWORD_ONLY) for one in parameters]
    called.__signature__ = inspect.Signature(named)  # type: ignore[attr-defined]
    called.__annotations__ = {one.name: one.annotation for one in named}
    return called
