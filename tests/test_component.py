from __future__ import annotations

from typing import Any

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin

from extractor import extract

TEXT = (
    "Trade figures\n\n"
    "China's exports rose 5.9 percent in November 2025 from a year earlier. Imports stood at $218.7 billion.\n\n"
    "It rained for 5 days."
)


@pytest.fixture(scope="module")
def nlp() -> Language:
    nlp = spacy.blank("en")
    nlp.add_pipe("extractor_claims")
    return nlp


def found(doc: Doc) -> list[tuple[str, str, str]]:
    return [(span.text, span.label_, span.id_) for span in doc.spans["claims"]]


def test_a_span_and_a_row_per_claim(nlp: Language) -> None:
    doc = nlp(TEXT)
    claims = extract(TEXT)
    assert claims
    assert found(doc) == [(claim.quote, claim.metric, claim.id) for claim in claims]
    assert doc.user_data["claims"] == [claim.row() for claim in claims]
    assert {span.text for span in doc.spans["quantities"]} >= {"5.9 percent", "$218.7 billion"}


def test_doc_id_and_published_come_with_the_doc(nlp: Language) -> None:
    text = "China's exports rose 5.9 percent last year."
    doc = nlp.make_doc(text)
    doc.user_data |= {"published": "2025-01-13", "doc_id": "a"}
    (row,) = nlp(doc).user_data["claims"]
    assert (row["doc_id"], row["period"]) == ("a", "2024")


def test_published_for_a_whole_pipeline() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("extractor_claims", config={"published": "2025-01-13"})
    (row,) = nlp("China's exports rose 5.9 percent last year.").user_data["claims"]
    assert row["period"] == "2024"


def test_sentences_are_marked(nlp: Language) -> None:
    doc = nlp(TEXT)
    assert [sentence.text.strip() for sentence in doc.sents] == [
        "Trade figures",
        "China's exports rose 5.9 percent in November 2025 from a year earlier.",
        "Imports stood at $218.7 billion.",
        "It rained for 5 days.",
    ]


def test_sentences_of_another_component_stand() -> None:
    nlp = spacy.blank("en")

    @Language.component("one_sentence")
    def one_sentence(doc: Doc) -> Doc:
        for token in doc:
            token.is_sent_start = token.i == 0
        return doc

    nlp.add_pipe("one_sentence")
    nlp.add_pipe("extractor_claims")
    assert len(list(nlp(TEXT).sents)) == 1


@pytest.mark.parametrize("text", ["", " ", "\n\n", "No figures here."])
def test_a_doc_without_claims(nlp: Language, text: str) -> None:
    doc = nlp(text)
    assert (found(doc), doc.user_data["claims"]) == ([], [])


def test_several_processes_and_doc_bin(nlp: Language) -> None:
    def content(doc: Doc) -> tuple[Any, ...]:
        return doc.text, found(doc), list(doc.user_data["claims"]), [sentence.text for sentence in doc.sents]

    docs = []
    for index in range(4):
        doc = nlp.make_doc(f"{TEXT} Exports to Japan rose {index} percent in May 2024.")
        doc.user_data["doc_id"] = f"doc {index}"
        docs.append(doc)
    expected = [content(nlp(doc.copy())) for doc in docs]
    assert all(claims for _, _, claims, _ in expected)
    piped = list(nlp.pipe(docs, n_process=2, batch_size=1))
    assert [content(doc) for doc in piped] == expected
    packed = DocBin(docs=piped, store_user_data=True).to_bytes()
    fresh = spacy.blank("en")
    assert [content(doc) for doc in DocBin().from_bytes(packed).get_docs(fresh.vocab)] == expected


def test_the_pipeline_is_saved_and_loaded(nlp: Language, tmp_path: Any) -> None:
    nlp.to_disk(tmp_path)
    assert found(spacy.load(tmp_path)(TEXT)) == found(nlp(TEXT))
