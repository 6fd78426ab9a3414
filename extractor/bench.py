"""How fast a stage is, against bare tokenisation of the same text in the same run."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from itertools import cycle, islice
from statistics import median
from time import perf_counter, process_time

from extractor.errors import Refused
from extractor.reading import LARGEST, Article

STAGES = {
    "pipeline": ("extractor.pipeline", "extract"),
    "sentences": ("extractor.sentences", "sentences"),
    "quantities": ("extractor.quantities", "quantities"),
    "periods": ("extractor.periods", "periods"),
    "areas": ("extractor.areas", "areas"),
}
"""What can be timed: module and function of each stage."""

DATED = frozenset({"pipeline", "periods"})
HOSTILE: dict[str, Callable[[int], str]] = {
    "digits in a row": lambda times: "7" * 10_000 * times,
    "number words": lambda times: "one hundred and " * 1_000 * times,
    "hyphens": lambda times: "1-" * 1_000 * times,
    "nested brackets": lambda times: "(" * 10_000 * times + "5 percent" + ")" * 10_000 * times,
    "dollar signs": lambda times: "$" * 500_000 * times,
}
"""Texts made to hurt, each for how many times its length is wanted."""

LEAST = 0.05
"""Seconds that a text is read for at least, again and again, when its growth is measured."""
WORDS = 20_000
"""Words in a round at least; articles are taken again and again until there are as many."""


@dataclass(frozen=True, slots=True)
class Timing:
    """Median words per second of the stage, and of bare tokenisation: of words it knows, and of words new to it.

    `spacy.blank("en")` keeps the tokens of what it has met, so that text it has read before costs it a fraction;
    news falls in between.
    """

    words: int
    stage: float
    bare: float
    fresh: float


def time(articles: Sequence[Article], *, stage: str = "pipeline", rounds: int = 7) -> Timing:
    """Time a stage and `spacy.blank("en")` in turns over the same articles, after a round of each to warm up.

    In each round a tokenizer made for it reads the articles once too. Refused if the stage is unknown or no article
    has a word.
    """
    import spacy

    if stage not in STAGES:
        raise Refused(f"--stage {stage}: unknown; choose from {', '.join(STAGES)}")
    words = sum(len(article.text.split()) for article in articles)
    if not words:
        raise Refused("no article to time; name one or a folder of them")
    often = -(-WORDS // words)
    sample = list(islice(cycle(articles), often * len(articles)))
    run = _stage(stage)

    def tokenizer() -> Callable[[Article], object]:
        nlp = spacy.blank("en")
        nlp.max_length = LARGEST
        return lambda article: nlp(article.text)

    bare = tokenizer()
    times: list[tuple[float, float, float]] = []
    for _ in range(rounds + 1):
        fresh = tokenizer()
        times.append((_timed(run, sample), _timed(bare, sample), _timed(fresh, articles)))
    of_stage, of_bare, of_fresh = map(median, zip(*times[1:], strict=True))
    return Timing(words * often, words * often / of_stage, words * often / of_bare, words / of_fresh)


def growth(articles: Sequence[Article], *, stage: str = "pipeline", rounds: int = 7) -> dict[str, float]:
    """How many times as long a stage takes for twice the text: the articles as one, and each of `HOSTILE`.

    Processor time; the least of the rounds counts, as the machine can only add to it. Refused if the stage is unknown.
    """
    if stage not in STAGES:
        raise Refused(f"--stage {stage}: unknown; choose from {', '.join(STAGES)}")
    news = "\n\n".join(article.text for article in articles)
    run = _stage(stage)
    out = {}
    for name, text in {"articles": lambda times: news * times, **HOSTILE}.items():
        once, twice = [Article("", text(1))], [Article("", text(2))]
        often = 1 + int(LEAST / max(_timed(run, once), 1e-6))
        times = [[_timed(run, texts * often, clock=process_time) for texts in (once, twice)] for _ in range(rounds)]
        least, most = map(min, zip(*times, strict=True))
        out[name] = most / least
    return out


def _stage(name: str) -> Callable[[Article], object]:
    module, attribute = STAGES[name]
    function = getattr(import_module(module), attribute)
    if name in DATED:
        return lambda article: function(article.text, published=article.published)
    return lambda article: list(function(article.text))


def _timed(
    run: Callable[[Article], object], sample: Sequence[Article], *, clock: Callable[[], float] = perf_counter
) -> float:
    start = clock()
    for article in sample:
        run(article)
    return clock() - start
