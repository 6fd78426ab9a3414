"""The gate: which passages of an article need reading at all."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from extractor.quantities import Quantity

LEAD = 4  # sentences that tell whose article it is and what it is about
CONTEXT = 1  # sentences before a quantity that tell what it is said of


def passages(spans: Sequence[tuple[int, int, int]], quantities: Sequence[Quantity]) -> set[int]:
    """The indices of the sentences to read: those with a quantity, those just before one, and the lead.

    An article without a quantity has none.
    """
    if not quantities:
        return set()
    starts = [start for start, _, _ in spans]
    numbered = {bisect_right(starts, quantity.start) - 1 for quantity in quantities}
    near = {index - back for index in numbered for back in range(CONTEXT + 1)}
    return {index for index in near | set(range(LEAD)) if 0 <= index < len(spans)}


def masked(text: str, spans: Sequence[tuple[int, int, int]], wanted: set[int]) -> str:
    """The text with every sentence outside `wanted` blank, so that offsets stay what they are."""
    parts: list[str] = []
    last = 0
    for index, (start, end, _) in enumerate(spans):
        if index not in wanted:
            parts += text[last:start], " " * (end - start)
            last = end
    parts.append(text[last:])
    return "".join(parts)
