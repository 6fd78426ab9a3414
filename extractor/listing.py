"""Claims as lines of text: a table as wide as the screen."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from itertools import islice

from rich.cells import cell_len, set_cell_size

from extractor.claims import Claim, plain

WIDE = 110
"""Columns of a screen from which the mention, the base and the confidence are shown too."""

_SCALES = ((Decimal(10) ** 12, " tn"), (Decimal(10) ** 9, " bn"), (Decimal(10) ** 6, " mn"), (Decimal(1), ""))
_GAP = "  "


def amount(claim: Claim) -> str:
    """Bound, sign, number and unit, large numbers scaled: `+5.9%`, `>1 tn USD`, `~700,000`, `-8 month`, `5–6%`."""
    bound = "" if claim.bound == "=" else claim.bound
    sign = "+" if claim.value > 0 and claim.measure in ("growth", "change", "streak") else ""
    largest = max(abs(claim.value), abs(claim.value_high or claim.value))
    factor, scale = next(((f, s) for f, s in _SCALES if largest >= f), _SCALES[-1])
    ends = [claim.value] if claim.value_high is None else [claim.value, claim.value_high]
    number = "–".join(_grouped(end / factor) for end in ends)
    unit = {"PCT": "%", "PP": " pp", "count": "", "index": ""}.get(claim.unit, f" {claim.unit}")
    return f"{bound}{sign}{number}{scale}{unit}"


def _grouped(value: Decimal) -> str:
    whole, point, part = plain(value).partition(".")
    return f"{int(whole):,}{point}{part}" if whole.strip("-") != "0" else f"{whole}{point}{part}"


def what(claim: Claim) -> str:
    """A claim in one line without its number: `exports growth, electric vehicle, CHN to USA, 2024 on 2023`."""
    with_partner = f"{claim.reporter or '?'} with {claim.partner}" if claim.partner else claim.reporter
    period = f"{claim.period or '?'} on {claim.base}" if claim.base else claim.period
    status = "" if claim.status == "actual" else claim.status
    parts = [f"{claim.metric} {claim.measure}", claim.item, with_partner, period, status, claim.basis]
    return ", ".join(part for part in parts if part)


def parties(claim: Claim) -> str:
    """Reporter and partner: `CHN-USA`; a code alone is the reporter, one after a dash the partner."""
    return f"{claim.reporter}-{claim.partner}" if claim.partner else claim.reporter


def sure(claim: Claim) -> str:
    """How likely the claim is right, in percent: `(93)`."""
    return f"({claim.confidence * 100:.0f})"


_COLUMNS: dict[str, Callable[[Claim], str]] = {
    "mention": lambda claim: " ".join(claim.quote.split()),
    "value": amount,
    "metric": lambda claim: f"{claim.metric} {claim.measure}",
    "item": lambda claim: claim.item,
    "between": parties,
    "period": lambda claim: claim.period,
    "base": lambda claim: claim.base,
    "status": lambda claim: "" if claim.status == "actual" else claim.status,
    "sure": sure,
}
_WIDE_ONLY = ("mention", "base", "sure")
_ENOUGH = {"item": 9, "mention": 15, "between": 9, "metric": 19}  # what a cell keeps before others are cut


def lines(groups: Iterable[tuple[str, Sequence[Claim]]], width: int) -> list[str]:
    """A table of claims at most `width` wide: a header, then for each group its title and a line per claim.

    On a narrow screen mention, base and confidence are left out, and everywhere a column that has nothing to say; cells
    are cut with an ellipsis where it must be.
    """
    groups = list(groups)
    claims = [claim for _, found in groups for claim in found]
    table = {
        name: [cell(claim) for claim in claims]
        for name, cell in _COLUMNS.items()
        if width >= WIDE or name not in _WIDE_ONLY
    }
    table = {name: cells for name, cells in table.items() if any(cells)}
    widths = {name: max(len(name), *map(cell_len, cells)) for name, cells in table.items()}
    _shrink(widths, width - len(_GAP) * (len(widths) - 1))
    out = [_line(table, widths)] if claims else []
    rows = zip(*table.values(), strict=True)
    for title, found in groups:
        if found:
            out.append(title)
            out += [_line(row, widths) for row in islice(rows, len(found))]
    return out


def _shrink(widths: dict[str, int], room: int) -> None:
    """Cut columns until all fit into `room`: the widest of those that can spare most, then the widest of all."""
    for _ in range(sum(widths.values()) - room):
        spare = [name for name in widths if widths[name] > _ENOUGH.get(name, 99)]
        widest = max(spare or widths, key=lambda name: widths[name])
        widths[widest] = max(1, widths[widest] - 1)


def _line(cells: Iterable[str], widths: dict[str, int]) -> str:
    return _GAP.join(map(_fit, cells, widths.values())).rstrip()


def _fit(text: str, width: int) -> str:
    return set_cell_size(text, width) if cell_len(text) <= width else set_cell_size(text, width - 1) + "…"
