"""Claims as lines of text: a table as wide as the screen."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal

from rich.cells import cell_len, set_cell_size

from extractor.claims import Claim, plain

WIDE = 110
"""Columns of a screen from which the mention and the base are shown too."""

_SCALES = ((Decimal(10) ** 12, " tn"), (Decimal(10) ** 9, " bn"), (Decimal(10) ** 6, " mn"), (Decimal(1), ""))
_GAP = "  "
_NARROWEST = 6


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


COLUMNS: dict[str, Callable[[Claim], str]] = {
    "mention": lambda claim: " ".join(claim.quote.split()),
    "value": amount,
    "metric": lambda claim: claim.metric,
    "measure": lambda claim: claim.measure,
    "item": lambda claim: claim.item,
    "reporter": lambda claim: claim.reporter,
    "partner": lambda claim: claim.partner,
    "period": lambda claim: claim.period,
    "base": lambda claim: claim.base,
    "status": lambda claim: claim.status,
}
_SHRINKING = ("item", "mention", "partner", "metric", "period", "base", "value")


def lines(groups: Iterable[tuple[str, Sequence[Claim]]], width: int) -> list[str]:
    """A table of claims at most `width` wide: a header, then for each group its title and a line per claim.

    On a narrow screen mention and base are left out, `status` where all is actual; cells are cut with an ellipsis.
    """
    groups = list(groups)
    claims = [claim for _, found in groups for claim in found]
    if not claims:
        return []
    names = [
        name
        for name in COLUMNS
        if (width >= WIDE or name not in ("mention", "base"))
        and (name != "status" or any(claim.status != "actual" for claim in claims))
    ]
    table = {name: [COLUMNS[name](claim) for claim in claims] for name in names}
    widths = {name: max(len(name), *map(cell_len, cells)) for name, cells in table.items()}
    _shrink(widths, width - len(_GAP) * (len(names) - 1))
    out = [_line(names, names, widths)]
    rows = iter(zip(*table.values(), strict=True))
    for title, found in groups:
        if found:
            out.append(title)
            out += [_line(next(rows), names, widths) for _ in found]
    return out


def _shrink(widths: dict[str, int], room: int) -> None:
    """Take from the columns that can spare it, the least needed first, until all fit into `room`."""
    for name in _SHRINKING:
        over = sum(widths.values()) - room
        if over > 0 and name in widths:
            widths[name] = max(min(widths[name], max(_NARROWEST, len(name))), widths[name] - over)


def _line(cells: Sequence[str], names: Sequence[str], widths: dict[str, int]) -> str:
    return _GAP.join(_fit(cell, widths[name]) for cell, name in zip(cells, names, strict=True)).rstrip()


def _fit(text: str, width: int) -> str:
    return set_cell_size(text, width) if cell_len(text) <= width else set_cell_size(text, width - 1) + "…"
