"""How fast the stages are, against bare tokenisation of the same text in the same run."""

from __future__ import annotations

import resource
import sys
import warnings
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from itertools import cycle, islice
from statistics import median
from time import perf_counter, process_time

from extractor.errors import Refused
from extractor.reading import LARGEST, Article

Reader = Callable[[Article], object]

STAGES = ("pipeline", "sentences", "gate", "quantities", "periods", "areas")
PEERS = ("quantulum3", "Recognizers-Text")
"""Other recognisers of quantities, timed where they are installed: the extra `peers`."""

FINDERS = ("recognize_number", "recognize_percentage", "recognize_currency", "recognize_datetime")
"""What Recognizers-Text has for the numbers, moneys and times of news."""

KILOBYTE = 1000
TIMES = (1, 10, 100, 1000)
"""How often the first kilobyte of an article is repeated, to see whether a longer one costs more for each word."""

_LINES = "Exports of tea to Peru rose 5 percent.\n"
HOSTILE: dict[str, Callable[[int], str]] = {
    "digits in a row": lambda size: "7" * size,
    "grouped digits": lambda size: "1,234 " * (size // 6),
    "number words": lambda size: "one hundred and " * (size // 16),
    "hyphens": lambda size: "1-" * (size // 2),
    "dollar signs": lambda size: "$" * size,
    "no space": lambda size: "exports5%" * (size // 9),
    "nested brackets": lambda size: "(" * (size // 2) + "5 percent" + ")" * (size // 2),
    "short lines": lambda size: "5%\n" * (size // 3),
    "figures alone": lambda size: "exports rose 5 percent " * (size // 23),
    "duties": lambda size: "25% tariff on tea, " * (size // 19),
    "one long sentence": lambda size: _LINES.replace(".\n", "; ") * (size // len(_LINES)),
    "right to left": lambda size: "صادرات 5% " * (size // 10),
    "combining marks": lambda size: "e\u0301\u0302 5 " * (size // 6),
    "nulls": lambda size: "exports\0rose\0" * (size // 13),
}
"""Texts made to hurt, each for how many characters are wanted, about."""

OPENING = "Exports rose 5 percent in May. Imports fell by a third. "
"""What opens the gate before such a text."""
LONG = 200_000
"""Characters of a text made to hurt."""
LEAST = 0.05
"""Seconds that a text is read for at least, again and again."""
WORDS = 20_000
"""Words in a round at least; articles are taken again and again until there are as many."""
SAMPLE = 2_000
"""Words that peers read, which take hundreds of times as long."""


@dataclass(frozen=True, slots=True)
class Timing:
    """Median words per second by name, and of bare tokenisation: of words it knows, and of words new to it.

    `spacy.blank("en")` keeps the tokens of what it has met, so that text it has read before costs it a fraction;
    news falls in between.
    """

    articles: int
    words: int
    speeds: Mapping[str, float]
    bare: float
    fresh: float


def time(articles: Sequence[Article], names: Sequence[str] = STAGES, *, rounds: int = 7) -> Timing:
    """Time stages or peers and `spacy.blank("en")` in turns over the same articles, after a round to warm up.

    In each round a tokenizer made for it reads the articles once too. Refused if a name is unknown, a peer is not
    installed, or no article has a word.
    """
    import spacy

    runs = {name: _reader(name) for name in names}
    words = sum(len(article.text.split()) for article in articles)
    if not words:
        raise Refused("no article to time; name one or a folder of them")
    often = 1 if set(names) <= set(PEERS) else -(-WORDS // words)
    sample = list(islice(cycle(articles), often * len(articles)))

    def tokenizer() -> Reader:
        nlp = spacy.blank("en")
        nlp.max_length = LARGEST
        return lambda article: nlp(article.text)

    bare = tokenizer()
    times: list[list[float]] = []
    for _ in range(rounds + 1):
        fresh = _timed(tokenizer(), articles) * often
        times.append([fresh, _timed(bare, sample), *(_timed(run, sample) for run in runs.values())])
    of_fresh, of_bare, *of_runs = (words * often / median(column) for column in zip(*times[1:], strict=True))
    return Timing(len(articles), words, dict(zip(runs, of_runs, strict=True)), of_bare, of_fresh)


def mixed(general: Sequence[Article], articles: Sequence[Article]) -> list[Article]:
    """Articles in which one of ten is of `articles`, spread over them, and the others are the `general` ones."""
    wanted = max(1, len(general) // 9)
    return [*general, *articles[:: max(1, len(articles) // wanted)][:wanted]]


def sample(articles: Sequence[Article]) -> list[Article]:
    """The first articles, of `SAMPLE` words or a little more."""
    out, words = [], 0
    for article in articles:
        if words < SAMPLE:
            out.append(article)
            words += len(article.text.split())
    return out


def lengths(article: Article) -> dict[int, float]:
    """Words per second of the pipeline for one article, its first kilobyte repeated, by its length in characters."""
    text = article.text[:KILOBYTE].rpartition(" ")[0] + ".\n\n"
    read = _reader("pipeline")
    out = {}
    for times in TIMES:
        long = Article("", text * times, published=article.published)
        out[len(long.text)] = len(long.text.split()) / _least(read, long)
    return out


def hostile(articles: Sequence[Article]) -> dict[str, float]:
    """Of each text made to hurt, how many times as much a character costs the pipeline as one of the articles."""
    read = _reader("pipeline")
    news = sum(_least(read, article) for article in articles) / sum(len(article.text) for article in articles)
    texts = {name: OPENING + make(LONG) for name, make in HOSTILE.items()}
    return {name: _least(read, Article("", text)) / len(text) / news for name, text in texts.items()}


def memory() -> float:
    """The most memory that this process has had, in MB."""
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / (1 << 20) if sys.platform == "darwin" else most / (1 << 10)


def _reader(name: str) -> Reader:
    """What does a stage's or a peer's work on an article."""
    if name in PEERS:
        return _peer(name)
    if name not in STAGES:
        raise Refused(f"--stage {name}: unknown; choose from {', '.join(STAGES)}")
    if name == "gate":
        from extractor.gate import told
        from extractor.sentences import sentences

        return lambda article: told(article.text, list(sentences(article.text)))
    function = getattr(import_module(f"extractor.{name}"), "extract" if name == "pipeline" else name)
    if name in ("pipeline", "periods"):
        return lambda article: function(article.text, published=article.published)
    return lambda article: list(function(article.text))


def _peer(name: str) -> Reader:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of a classifier that it can do without
            if name == "quantulum3":
                parse = import_module("quantulum3.parser").parse
                return lambda article: parse(article.text)
            suite = import_module("recognizers_suite")
    except ImportError:
        raise Refused("--peers: are not installed; pip install '.[peers]'") from None
    english = suite.Culture.English
    finders = [getattr(suite, finder) for finder in FINDERS]
    return lambda article: [find(article.text, english) for find in finders]


def _timed(run: Reader, articles: Sequence[Article], *, clock: Callable[[], float] = perf_counter) -> float:
    start = clock()
    for article in articles:
        run(article)
    return clock() - start


def _least(run: Reader, article: Article) -> float:
    """The least processor time in which an article is read, of several tries: the machine can only add to it."""
    first = _timed(run, [article], clock=process_time)
    tries = min(20, int(LEAST / max(first, 1e-6)))
    return min([first, *(_timed(run, [article], clock=process_time) for _ in range(tries))])
