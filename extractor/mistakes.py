"""The mistakes of a reading, grouped by kind, and what got better or worse since another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from extractor.claims import Claim
from extractor.listing import amount, what
from extractor.reading import Article
from extractor.scorecard import Scored, every, ratio
from extractor.scoring import KINDS, Pair, count

_AROUND = 90  # characters of text before and after a mention


class Change(NamedTuple):
    """A label or false alarm of an article that is right in one run and not in the other, by the pairs of both."""

    article: Article
    before: Pair | None
    now: Pair | None
    better: bool

    @property
    def pair(self) -> Pair:
        """The pair of the run that has one, the later first."""
        pair = self.now or self.before
        if pair is None:
            raise ValueError("a change has a pair before, now, or both")
        return pair


def lines(scored: Scored) -> Iterator[str]:
    """Every mistake under its kind, with how many there are, its text and both readings."""
    found: dict[str, list[tuple[Article, Pair]]] = {kind: [] for kind in KINDS}
    for article, pairs in scored:
        for pair in pairs:
            if pair.kind:
                found[pair.kind].append((article, pair))
    for number, (kind, of_kind) in enumerate(found.items()):
        if number:
            yield ""
        fields = Counter(field for _, pair in of_kind for field in pair.wrong)
        told = f": {', '.join(f'{field} {times}' for field, times in fields.most_common())}" if fields else ""
        yield f"{kind} ({len(of_kind)}){told}"
        for article, pair in of_kind:
            yield from _shown(article, pair)


def changes(before: Scored, now: Scored) -> list[Change]:
    """What got better and what worse, in the order of the text: labels found or lost, false alarms gone or new.

    Both must be of the same articles. A false alarm stays the same as long as there is one at its place.
    """
    out = []
    for (article, old), (_, new) in zip(before, now, strict=True):
        was_of = {pair.label: pair for pair in old if pair.label}
        for pair in new:
            was = was_of.get(pair.label) if pair.label else None
            if was and was.is_right != pair.is_right:
                out.append(Change(article, was, pair, better=pair.is_right))
        gone, come = _alarms(old), _alarms(new)
        for place in sorted(gone.keys() | come.keys()):
            lost, made = gone.get(place, []), come.get(place, [])
            out += [Change(article, pair, None, better=True) for pair in lost[len(made) :]]
            out += [Change(article, None, pair, better=False) for pair in made[len(lost) :]]
    return sorted(out, key=lambda one: (one.article.doc_id, _span(one.pair), one.better))


def compared(before: Scored, now: Scored) -> Iterator[str]:
    """Both headlines, and what got better and worse, with the text and the readings of both runs."""
    found = changes(before, now)
    f1 = [ratio(count(every(scored), "claim", "trade").f1) for scored in (before, now)]
    better = [one for one in found if one.better]
    worse = [one for one in found if not one.better]
    yield f"trade claim F1 {f1[0]} before, {f1[1]} now; {len(better)} better, {len(worse)} worse"
    for name, group in (("better", better), ("worse", worse)):
        yield ""
        yield f"{name} ({len(group)})"
        for one in group:
            claim = one.pair.claim
            yield f"  {one.article.doc_id}:{claim.start}-{claim.end} {_state(one.before)} before, {_state(one.now)} now"
            yield f"      {around(one.article.text, claim.start, claim.end)}"
            if one.pair.label:
                yield f"      label   {described(one.pair.label)}"
            for when, side in (("before", one.before), ("now", one.now)):
                if side and side.reading and not side.is_right:
                    yield f"      {when:<7} {described(side.reading)}"


def around(text: str, start: int, end: int) -> str:
    """The mention in marks with some of its paragraph on both sides, on one line."""
    first = max(text.rfind("\n", 0, start) + 1, start - _AROUND)
    newline = text.find("\n", end)
    last = min(len(text) if newline < 0 else newline, end + _AROUND)
    return " ".join(f"{text[first:start]}«{text[start:end]}»{text[end:last]}".split())


def described(claim: Claim) -> str:
    """A claim in a few words: its quote, amount, and what it is of."""
    return f"{claim.quote!r} {amount(claim)} {what(claim)}"


def _shown(article: Article, pair: Pair) -> Iterator[str]:
    claim = pair.claim
    yield f"  {article.doc_id}:{claim.start}-{claim.end} {_named(pair)}"
    yield f"      {around(article.text, claim.start, claim.end)}"
    if pair.label:
        yield f"      label    {described(pair.label)}"
    if pair.reading:
        made = f"  [{pair.reading.construction}]" if pair.reading.construction else ""
        yield f"      reading  {described(pair.reading)}{made}"


def _named(pair: Pair) -> str:
    return f"wrong {', '.join(pair.wrong)}" if pair.wrong else pair.kind


def _state(pair: Pair | None) -> str:
    if pair is None:
        return "not there"
    return "right" if pair.is_right else _named(pair)


def _alarms(pairs: Sequence[Pair]) -> dict[tuple[int, int], list[Pair]]:
    """The false alarms by place."""
    out: dict[tuple[int, int], list[Pair]] = {}
    for pair in pairs:
        if pair.label is None:
            out.setdefault(_span(pair), []).append(pair)
    return out


def _span(pair: Pair) -> tuple[int, int]:
    return pair.claim.start, pair.claim.end
