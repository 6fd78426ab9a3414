"""Who says it, what joins it to the sentence before and what follows it do not change what a sentence tells."""

from __future__ import annotations

import re
from typing import Any

import pytest

from extractor.claims import Claim
from extractor.pipeline import extract
from tests.test_binding import cases

# Each opening or ending with the share of sentences that it may change: what is read of them today, and not one more.
REWRITES = {
    "joined": ("In addition, {}", 0.0),
    "said by no one named": ("He also said that {}", 0.0),
    "from a source": ("According to the ministry, {}", 0.0),
    "from figures": ("Data showed on Tuesday that {}", 0.0),
    "followed by a visit": ("{} The minister will visit Paris next week.", 0.004),
}
EVERY = 1
_ARTICLE = re.compile(r"(?:The|A|An|Its|In|Of|Exports|Imports|Trade|Sales|Shipments|Inflation|Output)\b")


def plain_sentences() -> list[dict[str, Any]]:
    """The cases of one sentence with a claim that open with a name, or a word that has no capital inside a sentence."""
    found = []
    for case in cases():
        text = case["text"]
        single = text.endswith(".") and ". " not in text and "\n" not in text
        if (
            single
            and case["claims"]
            and "xfail" not in case
            and (_ARTICLE.match(text) or re.match(r"[A-Z]\w+'s ", text))
        ):
            found.append(case)
    return found


def told(text: str, published: str | None) -> list[tuple[object, ...]]:
    def key(claim: Claim) -> tuple[object, ...]:
        return (claim.metric, claim.measure, claim.item, claim.reporter, claim.partner, claim.period, claim.value)

    return sorted(map(key, extract(text, published=published)), key=repr)


@pytest.mark.parametrize("rewrite", REWRITES)
def test_what_stands_around_a_sentence_changes_nothing(rewrite: str) -> None:
    pattern, share = REWRITES[rewrite]
    sentences = plain_sentences()
    assert len(sentences) > 200
    changed = []
    for case in sentences:
        text, published = case["text"], case.get("published") or None
        inside = text if pattern.startswith("{}") or not _ARTICLE.match(text) else text[0].lower() + text[1:]
        if told(text, published) != told(pattern.format(inside), published):
            changed.append(pattern.format(inside))
    assert len(changed) <= share * len(sentences), "\n".join(changed)
