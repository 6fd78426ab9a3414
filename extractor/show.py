"""An article with its values marked and their claims beside them, on a terminal or as a page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from html import escape

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from extractor.claims import Claim
from extractor.listing import amount, sure, what
from extractor.reading import Article
from extractor.sentences import paragraphs

_BREAKS = re.compile(r"[\t\n\v\f\r]+")
_UNSEEN = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f]")
_COLOURS = {"trade": "bold black on bright_yellow", "around": "bold black on bright_cyan"}
_PAGE_COLOURS = {"trade": "#ffe08a", "around": "#a8e6ef"}


def terminal(article: Article, claims: Sequence[Claim]) -> RenderableType:
    """The article paragraph by paragraph, each value coloured and numbered; beside it the claims under its number."""
    spans = _spans(claims)
    numbers = {span: number for number, span in enumerate(spans, start=1)}
    grid = Table.grid(padding=(0, 2, 1, 0), expand=True)
    grid.add_column(ratio=3)
    grid.add_column(ratio=2)
    for first, last in paragraphs(article.text):
        own = [span for span in spans if first <= span[0] < last]
        notes = [
            Text.assemble(
                (f"{numbers[span]} ", "dim"), (amount(claim), "bold"), " ", what(claim), (f" {sure(claim)}", "dim")
            )
            for span in own
            for claim in spans[span]
        ]
        grid.add_row(_marked(article.text, (first, last), own, spans, numbers), Group(*notes))
    return grid


def page(read: Iterable[tuple[Article, Sequence[Claim]]]) -> str:
    """A page of HTML by displaCy, whole in itself: each article, its values marked with their claims."""
    from spacy import displacy

    contents = []
    colours = {}
    for article, claims in read:
        ents = []
        for (start, end), found in _spans(claims).items():
            label = escape(" · ".join(f"{amount(claim)} {what(claim)}" for claim in found))
            colours[label.upper()] = _PAGE_COLOURS[found[0].family]
            ents.append({"start": start, "end": end, "label": label})
        contents.append({"title": escape(article.doc_id), "text": article.text, "ents": ents})
    return displacy.render(contents, style="ent", page=True, manual=True, jupyter=False, options={"colors": colours})


def _spans(claims: Sequence[Claim]) -> dict[tuple[int, int], list[Claim]]:
    """The claims of each mention, in the order of the text; of mentions that overlap the later joins the earlier."""
    out: dict[tuple[int, int], list[Claim]] = {}
    last: tuple[int, int] | None = None
    for claim in sorted(claims, key=lambda claim: (claim.start, -claim.end)):
        if last is None or claim.start >= last[1]:
            last = (claim.start, claim.end)
        out.setdefault(last, []).append(claim)
    return out


def _marked(
    text: str,
    paragraph: tuple[int, int],
    own: Sequence[tuple[int, int]],
    spans: dict[tuple[int, int], list[Claim]],
    numbers: dict[tuple[int, int], int],
) -> Text:
    out = Text()
    at, stop = paragraph
    for start, end in own:
        out.append(visible(text[at:start]))
        out.append(visible(text[start:end]), _COLOURS[spans[start, end][0].family])
        out.append(f"[{numbers[start, end]}]", "dim")
        at = end
    out.append(visible(text[at : max(at, stop)]))
    return out


def visible(text: str) -> str:
    """The text on one line, with control characters, which a terminal would obey, as U+FFFD."""
    return _UNSEEN.sub("\ufffd", _BREAKS.sub(" ", text))
