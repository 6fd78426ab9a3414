"""The spaCy component `extractor_claims`: the claims of a doc as span groups and rows."""

from __future__ import annotations

from collections.abc import Iterable

from spacy.language import Language
from spacy.tokens import Doc, Span

from extractor import additions
from extractor.decisions import Reading
from extractor.pipeline import read
from extractor.sentences import sentences
from extractor.tables import Tables


@Language.factory("extractor_claims", assigns=["doc.spans", "doc.user_data", "token.is_sent_start"])
def make(nlp: Language, name: str, published: str | None = None, tables: str | None = None) -> Component:
    """The component for a pipeline; `published` holds for every doc that does not bring its own.

    `tables` is a folder of rows of your own; `Refused` where they cannot be used.
    """
    return Component(published, additions.tables(tables))


class Component:
    """Reads `doc.text` and writes what it found, all of it in forms that survive serialisation and `n_process`.

    The doc may bring `doc_id` and `published` in `doc.user_data`. `doc.spans["claims"]` gets a span per claim, with
    the metric as label and the claim's id as id, and `doc.spans["quantities"]` one per quantity that was decided on,
    with the construction as label (empty if it abstained); `doc.user_data["claims"]` the rows of the claims, in the
    same order as their spans, whose offsets are exact where a span had to widen to whole tokens. Sentences are
    marked if nothing has marked them before.
    """

    def __init__(self, published: str | None = None, tables: Tables | None = None) -> None:
        self.published = published
        self.tables = tables

    def __call__(self, doc: Doc) -> Doc:
        """Read `doc` and write what was found to it."""
        set_annotations(doc, self.match(doc))
        return doc

    def match(self, doc: Doc) -> Reading:
        """What the text of `doc` says, without a change to it."""
        about = doc.user_data
        published, doc_id = about.get("published") or self.published, about.get("doc_id", "")
        return read(doc.text, published=published, doc_id=doc_id, tables=self.tables, explain=True)


def set_annotations(doc: Doc, reading: Reading) -> None:
    """Write a reading to `doc`."""
    if not doc.has_annotation("SENT_START"):
        _mark_sentences(doc, (start for start, _, _ in sentences(doc.text)))
    claims = [_span(doc, claim.start, claim.end, claim.metric, claim.id) for claim in reading.claims]
    quantities = [_span(doc, made.start, made.end, made.construction) for made in reading.decisions]
    doc.spans["claims"] = [span for span in claims if span is not None]
    doc.spans["quantities"] = [span for span in quantities if span is not None]
    doc.user_data["claims"] = [claim.row() for claim in reading.claims]


def _span(doc: Doc, start: int, end: int, label: str, span_id: str = "") -> Span | None:
    return doc.char_span(start, end, label=label, span_id=span_id, alignment_mode="expand")


def _mark_sentences(doc: Doc, starts: Iterable[int]) -> None:
    """The first token at or after each offset starts a sentence; all others do not."""
    following = iter(starts)
    start = next(following, None)
    for token in doc:
        is_start = False
        while start is not None and start <= token.idx:
            is_start = True
            start = next(following, None)
        token.is_sent_start = is_start
