"""What the words of a wording of time say one by one: symbols, numbers, the year stated or chosen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypedDict

from extractor.fiscal import peoples


class Fields(TypedDict, total=False):
    """What the words of a wording say, as far as they say it."""

    unit: str
    first: int
    last: int
    year: int
    year_to: int
    which: str
    fiscal: bool
    harvest: bool
    bare: bool
    begins: int
    nation: str
    offset: int
    day: int
    day_to: int
    to_date: bool
    at_end: bool


@dataclass(frozen=True, slots=True)
class Wording:
    """What a wording of time says, before it is placed in the calendar.

    `rule` names the pattern. `unit` is what it counts in; `first` and `last` number those units in their year (months
    1 to 12, quarters 1 to 4) or, for a period that ends in a month, count the units and name the month. `year` and
    `year_to` are stated years, `which` the word that chooses one (`this`, `last`, `next`, `previous`, `following`,
    `the`), `fiscal` whether it is a fiscal or marketing one, `harvest` whether a marketing one, `bare` that two years
    stand for one without saying which kind; `begins` is the month in which it starts, where the text tells,
    `nation` whose it is (alpha-3). `offset` counts units from the period compared with. `to_date` says "as of" or
    "so far": for a flow, the year up to there; `at_end` says that the end of the period was named.
    """

    rule: str
    unit: str = ""
    first: int = 0
    last: int = 0
    year: int = 0
    year_to: int = 0
    which: str = ""
    fiscal: bool = False
    harvest: bool = False
    bare: bool = False
    begins: int = 0
    nation: str = ""
    offset: int = 0
    day: int = 0
    day_to: int = 0
    to_date: bool = False
    at_end: bool = False


class Parts:
    """The words of one wording, by what they say: symbols and values in order, and the symbol before them."""

    def __init__(self, symbols: list[str], numbers: list[int], before: str = "") -> None:
        self.symbols = symbols
        self.numbers = numbers
        self.before = before

    def slice(self, first: int, last: int | None = None) -> Parts:
        """Some of the words."""
        return Parts(self.symbols[first:last], self.numbers[first:last])

    def values(self, *names: str) -> list[int]:
        """The values of all words with one of these symbols, in order."""
        return [number for symbol, number in zip(self.symbols, self.numbers, strict=True) if symbol in names]

    def has(self, *names: str) -> bool:
        """Whether a word has one of these symbols."""
        return any(name in self.symbols for name in names)

    def unit(self) -> str:
        """The last unit named, `period` for "period" and "time"."""
        for name in reversed(self.symbols):
            if name in UNITS:
                return UNITS[name]
        return ""

    def year(self) -> Fields:
        """The year that is stated or chosen."""
        out: Fields = {}
        for symbol, number in zip(self.symbols, self.numbers, strict=True):
            if symbol == "split":
                out["year"], out["year_to"] = divmod(number, 10000)
                out["fiscal"] = out["year_to"] == out["year"] + 1
                break
            if symbol in ("year", "short", "era"):
                out["year"] = number
                break
        two = self.values("year")
        if len(two) == 2 and two[1] == two[0] + 1 and self.has("fiscal", "harvest", "season"):
            out["year_to"] = two[1]
        chosen = [name for name in self.symbols if name in _CHOOSING]
        chosen += ["last"] if not chosen and self.has("past") and self.has("people", "fiscal") else []
        if chosen and "year" not in out:
            out["which"] = chosen[-1]
        elif "year" not in out and self.has("uyear", "fiscal", "season") and self.has("the"):
            out["which"] = "the"
        if self.has("fiscal"):
            out |= self._short_year(self.symbols.index("fiscal") + 1)
        people = tuple(peoples().values())[self.values("people")[0]] if self.has("people") else None
        if people is not None:
            out["nation"] = people.country
        if self.has("fiscal", "harvest", "season", "mys") or people is not None and people.plain or self.has("era"):
            out["fiscal"] = True
        elif out.get("fiscal"):
            out["bare"] = True
        if self.has(*_STARTING) or self.has("split") and self.has("month"):
            out["begins"] = self._begins()
        if self.has("harvest", "season", "mys"):
            out["harvest"] = True
        return out

    def _begins(self) -> int:
        """The month in which a fiscal or marketing year starts: "(October-September)", "which began on July 1"."""
        start = next((index for index, name in enumerate(self.symbols) if name in _STARTING), 0)
        tail = self.slice(start)
        told, days = tail.values("month"), tail.values("number", "ordinal", "first")
        if tail.has("began", "start", "ended", "end") and len(told) == 1:
            return begins(told[0], days[0] if days else 0, ended=tail.has("ended", "end"))
        return told[0] if told and (len(told) == 1 and start or (told[-1] - told[0]) % 12 == 11) else 0

    def _short_year(self, at: int) -> Fields:
        """The fiscal year that two digits name: "FY 25", "FY24-25"."""
        numbers = [self.numbers[i] for i in range(at, len(self.symbols)) if self.symbols[i] in ("number", "short")][:2]
        near = self.symbols[at : at + 2]
        if not numbers or not {"short", "number"} & set(near) or numbers[0] % 2000 > 99:
            return {}
        out: Fields = {"year": 2000 + numbers[0] % 2000}
        if len(numbers) > 1 and numbers[1] % 100 == (numbers[0] + 1) % 100:
            out["year_to"] = out["year"] + 1
        return out


def begins(month: int, day: int, *, ended: bool) -> int:
    """The month in which a year starts that starts on a day, or ends on one; the nearest start of a month is meant."""
    late = day > _MID_MONTH - ended
    return month % 12 + 1 if late or ended and not day else month


_MID_MONTH = 16  # the first half still starts a year in its own month
_CHOOSING = ("this", "last", "next", "previous", "following")
_STARTING = ("open", "began", "start")
UNITS = {
    "uyear": "year", "uhalf": "half", "uquarter": "quarter", "umonth": "month", "uweek": "week", "uday": "day",
    "udecade": "decade", "season": "year", "uperiod": "period", "utime": "period", "hh": "half", "q": "quarter",
    "mm": "month",
}  # fmt: skip
