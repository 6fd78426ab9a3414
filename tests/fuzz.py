"""Texts and files made at random until the time is over: nothing breaks, and the gate loses no claim.

`python -m tests.fuzz --seconds 300 --seed 1` says how much was read, or the smallest text that breaks a rule.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from time import monotonic

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from extractor.articles import Article
from extractor.formats import FORMATS
from extractor.pipeline import extract, read
from extractor.quantities import quantities
from extractor.reading import Problem, articles, sources
from tests.texts import PUBLISHED, TEXTS, check

ROUND = 200
"""Texts between two looks at the clock."""
CORPUS = Path(__file__).parent.parent / "corpus"

_ODD = st.text(st.characters(codec="utf-8", exclude_categories=()), max_size=200)
_NEWS = st.sampled_from(sorted(CORPUS.glob("*.txt"))).map(lambda path: path.read_text(encoding="utf-8"))


@st.composite
def _broken(draw: st.DrawFn) -> str:
    """News with pieces cut out, put elsewhere, said twice, or odd characters put in."""
    text = draw(_NEWS)
    for _ in range(draw(st.integers(1, 5))):
        first, last = sorted(draw(st.tuples(*[st.integers(0, len(text))] * 2)))
        piece, at = text[first:last][:300], draw(st.integers(0, len(text)))
        text = draw(
            st.sampled_from(
                [
                    text[:first] + text[last:],
                    text[:at] + piece + text[at:],
                    text[:at] + draw(_ODD) + text[at:],
                    text[:first] + text[first:last].upper() + text[last:],
                ]
            )
        )
    return text[: 3 * len(text) // 2][:6000]


_ANY = st.one_of(TEXTS, _ODD, _broken(), st.lists(st.one_of(TEXTS, _ODD), max_size=4).map("\n\n".join))


def _text(told: Counter[str]) -> Callable[[], None]:
    @given(_ANY, st.sampled_from([PUBLISHED, None]))
    def rule(text: str, published: str | None) -> None:
        claims = extract(text, published=published)
        check(text, claims)
        assert list(read(text, published=published, explain=True).claims) == claims, "the gate changes what is read"
        assert all(one.text == text[one.start : one.end] for one in quantities(text))
        told["texts"] += 1
        told["claims"] += len(claims)

    return rule


def _file(told: Counter[str]) -> Callable[[], None]:
    @given(st.sampled_from(sorted(FORMATS)), st.one_of(st.binary(max_size=400), _ANY.map(str.encode)))
    def rule(kind: str, data: bytes) -> None:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "file"
            path.write_bytes(data)
            found = list(articles(sources([str(path)], format=kind)))
        assert found, "nothing is said of a file"
        assert all(isinstance(one, Article | Problem) for one in found)
        told["files"] += 1

    return rule


def _rounds(start: int, end: float) -> Iterator[int]:
    while monotonic() < end:
        yield start
        start += 1


def main() -> int:
    """Make texts until the time is over; 1 if one breaks a rule."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--seconds", type=float, default=300)
    options.add_argument("--seed", type=int, default=1)
    given_ = options.parse_args()
    told: Counter[str] = Counter()
    quiet = settings(
        max_examples=ROUND,
        database=None,
        deadline=None,
        phases=[Phase.generate, Phase.shrink],
        suppress_health_check=list(HealthCheck),
        print_blob=False,
    )
    end = monotonic() + given_.seconds
    for number in _rounds(given_.seed, end):
        for make in (_text, _file):
            rule = seed(number)(quiet(make(told)))
            try:
                rule()
            except Exception:
                sys.stderr.write(f"seed {number}:\n")
                raise
    counts = ", ".join(f"{count:,} {name}" for name, count in told.items())
    sys.stdout.write(f"{counts}; nothing broke a rule (seeds {given_.seed} to {number})\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
