"""What `extractor fit` does: weights from labelled articles, as a table to ship and a report of what they gain."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from importlib.resources import files
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from extractor import confidence
from extractor.decisions import Reading
from extractor.examples import CHOICES, Lesson, choices, confidences, lesson, outcome
from extractor.fitting import FOLDS, Example, Fit, fit
from extractor.gold import Labelled
from extractor.ranking import by_hand, trying
from extractor.reading import Article
from extractor.reliability import Rated, bins, thresholds

SHIPPED = Path(str(files("extractor"))) / "data" / "fitted.csv"
"""Where the table of fitted weights lies."""

Read = Callable[[Article], Reading]


class Trained(NamedTuple):
    """The table of weights that ship, and the fit of each decision, shipped or not."""

    table: str
    choices: Mapping[str, Fit]
    confidence: Fit
    calibration: Fit
    held_out: tuple[Rated, ...]


def train(labelled: Sequence[Labelled], read: Read) -> Trained:
    """Weights for the choices of fields and for confidence, from articles and their labels.

    Choices are fitted on what is read with weights set by hand, and ship where articles held out gain; confidence is
    fitted on what is then read. The same articles give the same table, whatever weights ship at the time.
    """
    with trying({}):
        lessons = _lessons(labelled, read)
    fits = {field: fit([one for of in lessons for one in choices(field, of)], by_hand(field)) for field in CHOICES}
    shipped = {field: made.weights for field, made in fits.items() if made.gains}
    with trying(shipped):
        lessons = _lessons(labelled, read) if shipped else lessons
    of_each = [confidences(of) for of in lessons]
    own = fit(list(chain.from_iterable(of_each)), {})
    calibration = fit(_calibrations(of_each, own), {})
    shipped |= {"confidence": own.weights, "calibration": calibration.weights}
    return Trained(_table(labelled, fits, own, shipped), fits, own, calibration, tuple(_rated(lessons, calibration)))


def _lessons(labelled: Sequence[Labelled], read: Read) -> list[Lesson]:
    return [lesson(one.article.doc_id, one.labels, read(one.article)) for one in labelled]


def _calibrations(of_each: Sequence[Sequence[Example]], own: Fit) -> list[Example]:
    """For each claim whether it is right, given its score by weights fitted without its article, and the article's."""
    scores = iter(own.scores)
    out = []
    for examples in of_each:
        of_article = [next(scores)[0] for _ in examples]
        out += [
            outcome(one.article, mix, one.right[0])
            for one, mix in zip(examples, confidence.mixed(of_article), strict=True)
        ]
    return out


def _rated(lessons: Sequence[Lesson], calibration: Fit) -> Iterator[Rated]:
    """Each claim with the confidence it would have if its article had been held out."""
    scores = iter(calibration.scores)
    for of in lessons:
        right = {id(pair.reading): pair.is_right for pair in of.pairs if pair.reading is not None}
        for claim in of.reading.claims:
            yield Rated(confidence.probability(next(scores)[0]), right[id(claim)], claim.family)


def _table(
    labelled: Sequence[Labelled], fits: Mapping[str, Fit], own: Fit, shipped: Mapping[str, Mapping[str, float]]
) -> str:
    digest = hashlib.sha256()
    for one in labelled:
        digest.update(repr((one.article.doc_id, one.article.published, one.article.text, one.labels)).encode())
    labels = sum(len(one.labels) for one in labelled)
    lines = [
        "# Fitted weights: which proposal a field takes, and how likely a claim is right (`confidence`).",
        f"# Source: `extractor fit` on {len(labelled)} articles, {labels} labels (digest {digest.hexdigest()[:12]}): a",
        f"#   conditional logit, its ridge chosen on articles held out ({FOLDS} folds by article). Not to be edited.",
        "# decision: the field chosen; confidence: a claim's own evidence; calibration: how its score and the mean",
        "#   score of its article make the log odds. feature: a named property; weight: added where it holds.",
        *(f"#   {line}" for line in [*(_gain(field, made) for field, made in fits.items()), _gain("confidence", own)]),
    ]
    out = io.StringIO("".join(f"{line}\n" for line in lines))
    out.seek(0, io.SEEK_END)
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow(("decision", "feature", "weight"))
    for decision, weights in shipped.items():
        rows.writerows((decision, feature, f"{weight:g}") for feature, weight in sorted(weights.items()))
    return out.getvalue()


def _gain(decision: str, made: Fit) -> str:
    kept = "shipped" if decision == "confidence" or made.gains else "no gain, not shipped"
    return (
        f"{decision}: {made.examples} examples, {made.before.right} right before, {made.after.right} fitted, "
        f"{made.held_out.right} held out (ridge {made.strength:g}): {kept}"
    )


def report(made: Trained) -> Iterator[str]:
    """What a fit got, counts first: each decision, then confidence on articles held out."""
    yield f"{'decision':<14}{'examples':>9}{'before':>8}{'fitted':>8}{'held out':>10}{'ridge':>7}"
    for field, one in made.choices.items():
        shipped = "shipped" if one.gains else "not shipped"
        yield (
            f"{field:<14}{one.examples:>9}{one.before.right:>8}{one.after.right:>8}{one.held_out.right:>10}"
            f"{one.strength:>7g}  {shipped}"
        )
    yield ""
    yield "confidence of claims on articles held out"
    yield from bins(made.held_out)
    yield ""
    yield from thresholds(made.held_out)
