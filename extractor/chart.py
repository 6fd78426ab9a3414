"""A sentence as a string over the alphabet of clauses: one character for each metric phrase, mention, cue and mark."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from typing import NamedTuple

from extractor import items
from extractor.areas import Area
from extractor.constructions import ALPHABET, SYMBOLS
from extractor.period_grammar import PeriodMention
from extractor.phrases import Phrase
from extractor.quantities import Quantity
from extractor.signs import Sign

_BRACKETS = re.compile(r"\([^()]*\)")
_OPENED = re.compile(r"\([.RFmfD_]{0,2}(?:Q[,to|fRFmbD_]{1,5}){0,2}$")
_RELATIVE = re.compile("(?<=A),[wiotfn]?T[^,QMN]*,(?=[^QA]*Q)")
_SAME_SHARE = re.compile(r"\(I[EH_]*$|,D?_?BT[^MNQJ;]*$")
# What stands aside, each by the sign that opens it.
_ASIDES = (
    ("(", _BRACKETS),
    ("--", re.compile(r"--[^-]*--")),
    # "the surplus - the balance of exports and imports - was", "the gap, the excess of imports over exports, was"
    ("M-", re.compile(r"(?<=M)-[DM][^-QN]{0,12}-(?=[vRFHEXSOW])")),
    ("M,", re.compile(r"(?<=M),(?:D?[_M][eo]D?)?M,(?=[vRFHEXSOW])")),
    # "export orders, a gauge of shipments, rose", "orders - indicative of shipments - rose"
    ("N,", re.compile(r"(?<=N),D[^,QNv]*oD?M,(?=[vRFHEXSOW])")),
    ("N-", re.compile(r"(?<=N)-[^-QNv]*M[^-QNv]*-(?=[vRFHEXSOW])")),
    ("A,", re.compile(r"(?<=A),[^,Q]*N[^,Q]*,")),
    (",", re.compile(r",[wiotfn]?T[^,]*,")),
    ("-T", re.compile(r"-T[^-Q;]*-(?=[vRF+EHXS])")),
    # "exports, hurt by weak demand, were", "imports, a gauge of demand,", "most of them sold at auction,"
    ("M,", re.compile(r"(?<=M),(?:[^,QMA]{1,3}b[^,Q]*|D[^,QMA]*|_o[IT][^,QMA]*|j[^,;]*),")),
    ("N", re.compile(r"^i[^,;QMA]*N[^,;QM]*,(?=[^,QMN]{0,4}O)")),  # "In its report on prices, the bank said"
    # "exports, a key driver of growth, rose", "exports to Peru, its largest market, rose"
    ("M,", re.compile(r"(?<=M),(?:D[^,QM&]{0,6}[oitr][DA_']{0,4}M_?|(?:A')?M),(?=[vRF+EHX])")),
    # "the gap with Peru, the largest after that with Chile, was"
    ("M,", re.compile(r"(?<=M),D[!d][^,Q]{0,12}M,(?=[vRF+EHXS])")),
    ("M,", re.compile(r"(?<=M),[j_]M,(?=[vRF+EHX])")),  # "exports of copper, unlike those of zinc, rose"
    ("M,", re.compile(r"[hZ]M(?=,[^T])")),  # "imports rose faster than exports, climbing"
    ("lM,", re.compile(r"(?<=l_)lM(?=,[^T])")),  # "as large as those of coffee, at"
)


_BACK = re.compile('["*D]*(?:J,)?([L_])(?:[^,;JMNQ]|QK?){0,14}?[RF+HX][^,;JMN]{0,14},')


class Unit(NamedTuple):
    """One character of a sentence: the signs `first` to `last` (exclusive), and its phrase or quantity."""

    char: str
    first: int
    last: int
    phrase: Phrase | None = None
    quantity: Quantity | None = None


_unit = partial(tuple.__new__, Unit)  # a third of the time of Unit(…)


@dataclass(frozen=True)
class Chart:
    """The signs of a sentence, the lower-case words of each, its units, and the string of their characters."""

    signs: Sequence[Sign]
    lows: list[str]
    units: Sequence[Unit]
    text: str
    phrases: list[tuple[int, Phrase]]  # each with its unit, in order
    places: Mapping[int, int]  # the unit of each phrase, by the phrase's identity
    parted: bool  # whether a "while", a "but" or a semicolon divides it

    def said(self, first: int, last: int) -> list[str]:
        """The lower-case words of the signs in the units `first` to `last` (exclusive)."""
        units = self.units[first:last]
        return self.lows[units[0].first : units[-1].last] if units else []

    @cached_property
    def asides(self) -> list[tuple[int, int]]:
        """The spans that stand aside: in brackets, between dashes, appositions of a place, relative clauses."""
        return [match.span() for sign, aside in _ASIDES if sign in self.text for match in aside.finditer(self.text)]

    @cached_property
    def look_back(self) -> int:
        """The unit of the comma that ends what a sentence first looks back at ("After falling in May,"), or 0."""
        found = _BACK.match(self.text) if "," in self.text else None
        if found is None:
            return 0
        low = self.low(found.start(1))
        back = items.roles_of("looking back") if self.text[found.start(1)] == "L" else items.roles_of("perfect")
        return found.end() - 1 if low.partition(" ")[0] in back else 0

    def relative(self, at: int) -> bool:
        """Whether a unit stands in a relative clause between commas: "imports, which were 20 billion in 2023, fell"."""
        return bool(self.asides) and any(
            first <= at < last and self.text.startswith(",T", first) for first, last in self.asides
        )

    def place(self, phrase: Phrase) -> int:
        """The unit of a phrase of this sentence, or -1 for one carried over."""
        return self.places.get(id(phrase), -1)

    def hidden(self, at: int) -> set[int]:
        """The units in asides that do not hold the unit `at`."""
        if not self.asides:
            return set()
        return {unit for first, last in self.asides if not first <= at < last for unit in range(first, last)}

    def same_share(self, first: int, at: int) -> bool:
        """Whether the part spoken of at a unit is the one of the figure before it: "5% (it was", "5%, a share that"."""
        return _SAME_SHARE.search(self.text, first, at) is not None

    def segment(self, at: int) -> int:
        """Where the part of the sentence around a unit begins: after the last "while", "but" or semicolon."""
        return max(self.text.rfind("J", 0, at), self.text.rfind(";", 0, at)) + 1 if self.parted else 0

    def segment_end(self, at: int) -> int:
        """One after the last unit of that part."""
        ends = [place for char in "J;" if (place := self.text.find(char, at)) >= 0] if self.parted else []
        return min(ends, default=len(self.text))

    def bracketed(self, at: int) -> int:
        """The unit right before the bracket that opens with the quantity at a unit ("Japan (up 5%)"), or -1."""
        found = _OPENED.search(self.text, max(self.text.rfind("(", 0, at), 0), at)
        return found.start() - 1 if found else -1

    def word_before(self, unit: int) -> str:
        """The lower-case last word of a unit, or ""."""
        return self.lows[self.units[unit].last - 1] if unit >= 0 else ""

    def bracketed_area(self, at: int) -> Area | None:
        """The place right before the bracket that opens with the quantity at a unit, or None."""
        unit = self.bracketed(at)
        return self.area(unit) if unit >= 0 and self.text[unit] == "A" else None

    def flattened(self, at: int) -> tuple[str, str]:
        """What stands left and right of a unit, without the brackets that do not hold it."""
        if "(" not in self.text and ",T" not in self.text:
            return self.text[:at], self.text[at + 1 :]
        kept = [True] * len(self.text)
        for match in (*_BRACKETS.finditer(self.text), *_RELATIVE.finditer(self.text)):
            first, last = match.span()
            if not first < at < last:
                kept[first:last] = [False] * (last - first)
        return (
            "".join(char for char, keep in zip(self.text[:at], kept, strict=False) if keep),
            "".join(char for char, keep in zip(self.text[at + 1 :], kept[at + 1 :], strict=True) if keep),
        )

    def area(self, index: int) -> Area:
        """The place at a unit."""
        value = self.signs[self.units[index].first].value
        assert isinstance(value, Area)
        return value

    def mention(self, index: int) -> PeriodMention:
        """The wording of time at a unit."""
        value = self.signs[self.units[index].first].value
        assert isinstance(value, PeriodMention)
        named = self.named_months(index + 1) if value.wording.rule == "part" and not value.wording.year else None
        return named or value

    def named_months(self, index: int) -> PeriodMention | None:
        """The months in brackets at a unit that name a part of a year: "the first quarter (July to September)"."""
        if not self.text.startswith("(P)", index):
            return None
        value = self.signs[self.units[index + 1].first].value
        assert isinstance(value, PeriodMention)
        return value if value.wording.rule == "months" and value.wording.first != value.wording.last else None

    def low(self, index: int) -> str:
        """The lower-case words of the first sign of a unit, or "" outside the sentence."""
        return self.lows[self.units[index].first] if 0 <= index < len(self.units) else ""

    def describe(self, at: int) -> str:
        """The sentence in symbols, the unit `at` in brackets."""
        return " ".join(f"[{SYMBOLS[char]}]" if index == at else SYMBOLS[char] for index, char in enumerate(self.text))


def chart(signs: Sequence[Sign], phrases: Sequence[Phrase]) -> Chart:
    """The chart of a sentence: a unit for each metric phrase and each other sign, runs of plain words as one."""
    units: list[Unit] = []
    heads = {phrase.first: phrase for phrase in phrases}
    chars = [ALPHABET[sign.symbol] for sign in signs]
    index, size = 0, len(signs)
    while index < size:
        phrase = heads.get(index)
        if phrase is None:
            first, char = index, chars[index]
            index += 1
            if char == "_":  # plain words that follow each other are one unit
                while index < size and chars[index] == "_" and index not in heads:
                    index += 1
                if units and units[-1].char == "_":
                    first = units.pop().first
            units.append(_unit((char, first, index, None, signs[first].quantity if char == "Q" else None)))
            continue
        char = ALPHABET["OTHER" if phrase.metric == "other" else "METRIC"]
        if phrase.kind == "verb":
            units.append(Unit(char, index, phrase.head + 1, phrase))
            _add_object(units, signs, chars, phrase.head + 1, phrase.last)
            index = max(phrase.last, phrase.head + 1)
        else:
            units.append(Unit(char, index, phrase.last, phrase))
            index = phrase.last
    text = "".join([unit.char for unit in units])
    placed = [(at, unit.phrase) for at, unit in enumerate(units) if unit.phrase is not None]
    return Chart(
        signs,
        [sign.low for sign in signs],
        units,
        text,
        phrases=placed,
        places={id(phrase): at for at, phrase in placed},
        parted="J" in text or ";" in text,
    )


def _add_object(units: list[Unit], signs: Sequence[Sign], chars: Sequence[str], first: int, last: int) -> None:
    """Add the object of a verb, which holds the quantity: each sign up to the quantity, then what it is of as one."""
    seen = False
    for index in range(first, last):
        char = chars[index]
        if char == "_" and not seen and units[-1].char == "_":
            units[-1] = units[-1]._replace(last=index + 1)
        elif not seen or char in "Q$()m<":
            units.append(_unit((char, index, index + 1, None, signs[index].quantity if char == "Q" else None)))
            seen |= char == "Q"
        elif units[-1].char == ALPHABET["OBJECT"]:
            units[-1] = units[-1]._replace(last=index + 1)
        else:
            units.append(Unit(ALPHABET["OBJECT"], index, index + 1))
