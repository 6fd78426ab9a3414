"""A draft of an article's labels from the extractor's own reading, to be corrected by hand."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path

from extractor.claims import COLUMNS, Claim
from extractor.errors import Refused


def draft(claims: Sequence[Claim]) -> str:
    """The text of a gold file that says what was read, in the order of the text; the header alone without claims."""
    out = io.StringIO(newline="")
    rows = csv.DictWriter(out, COLUMNS, extrasaction="ignore", lineterminator="\n")
    rows.writeheader()
    rows.writerows(claim.row() for claim in sorted(claims, key=lambda claim: (claim.start, claim.end)))
    return out.getvalue()


def write(path: Path, claims: Sequence[Claim], *, force: bool = False) -> None:
    """Write a draft to a file that is not there yet, since labels made by hand are not to be lost.

    Refused if the file is there and `force` is not given, or the place cannot be written to.
    """
    try:
        if not path.parent.is_dir():
            path.parent.mkdir(parents=True)
        with path.open("w" if force else "x", encoding="utf-8", newline="") as file:
            file.write(draft(claims))
    except OSError as error:
        if path.exists() and isinstance(error, FileExistsError):
            raise Refused(f"{path} is there already; correct it by hand, or write over it with --force") from None
        raise Refused(f"{path}: cannot be written: {error.strerror or error}") from None
