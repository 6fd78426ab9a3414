"""How fast a stage is, against bare tokenisation of the same text in the same run."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from itertools import cycle, islice
from statistics import median
from time import perf_counter

from extractor.errors import Refused
from extractor.reading import Article

STAGES = {
    "pipeline": ("extractor.pipeline", "read"),
    "sentences": ("extractor.sentences", "sentences"),
    "quantities": ("extractor.quantities", "quantities"),
    "periods": ("extractor.periods", "periods"),
    "areas": ("extractor.areas", "areas"),
}
"""What can be timed: module and function of each stage."""

DATED = frozenset({"pipeline", "periods"})
WORDS = 20_000
"""Words in a round; articles are taken again and again until there are as many."""


@dataclass(frozen=True, slots=True)
class Timing:
    """Words in a round, and the median seconds a round took for the stage and for bare tokenisation."""

    words: int
    stage: float
    bare: float

    @property
    def ratio(self) -> float:
        """How many times as long as bare tokenisation the stage takes."""
        return self.stage / self.bare


def time(articles: Sequence[Article], *, stage: str = "pipeline", rounds: int = 7) -> Timing:
    """Time a stage and `spacy.blank("en")` in turns over the same articles, after a round of each to warm up.

    Refused if the stage is unknown or no article has a word.
    """
    import spacy

    if stage not in STAGES:
        raise Refused(f"--stage {stage}: unknown; choose from {', '.join(STAGES)}")
    words = [len(article.text.split()) for article in articles]
    if not sum(words):
        raise Refused("no article to time; name one or a folder of them")
    often = -(-WORDS // sum(words))
    sample = list(islice(cycle(articles), often * len(articles)))
    run = _stage(stage)
    nlp = spacy.blank("en")
    nlp.max_length = max(nlp.max_length, max(len(article.text) for article in articles) + 1)

    def bare(article: Article) -> object:
        return nlp(article.text)

    times: dict[str, list[float]] = {"stage": [], "bare": []}
    for _ in range(rounds + 1):
        times["bare"].append(_timed(bare, sample))
        times["stage"].append(_timed(run, sample))
    return Timing(often * sum(words), median(times["stage"][1:]), median(times["bare"][1:]))


def _stage(name: str) -> Callable[[Article], object]:
    module, attribute = STAGES[name]
    function = getattr(import_module(module), attribute)
    if name in DATED:
        return lambda article: function(article.text, published=article.published)
    return lambda article: list(function(article.text))


def _timed(run: Callable[[Article], object], sample: Sequence[Article]) -> float:
    start = perf_counter()
    for article in sample:
        run(article)
    return perf_counter() - start
