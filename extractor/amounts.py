"""Numbers with the scale and unit written at them, and the words that are numbers of their own, as drafts."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache

from extractor import bounds, items, numerals, parts, units
from extractor.drafts import Draft
from extractor.surroundings import behind, marked, named, words
from extractor.tables import table

_ONE = Decimal(1)
_HALF = Decimal("0.5")
_VULGAR = "½¼¾⅓⅔⅛⅜⅝⅞"
_CHAIN_AFTER = re.compile(r"(?:[-/][0-9]++){2}")
_CHAIN_BEFORE = re.compile(r"[0-9][-/][0-9]{1,4}[-/]$")
_RANGE_BEFORE = re.compile(r"[0-9] ?(?P<unit>(?:per )?[a-z]{1,12})-$|-(?:to|or)-$")
_OF_GOODS = re.compile(r" of ((?:[a-z-]++ ){0,2}[a-z-]++)")
_POINTED = re.compile(r"[ (+$£€\n-]?\.[0-9]++(?![.,][0-9])")
_SPACED_LETTER = {" k ": Decimal(1000), " m ": Decimal(10) ** 6, " b ": Decimal(10) ** 9}
_ENDINGS = frozenset({"st", "nd", "rd", "th"})
_YEAR_SPAN = re.compile(r"(?<![0-9.,])(?:19|20)[0-9]{2}[-/]$")
_NAMED = 5  # smaller numbers after a letter are names ("K2", "N1")
_ORDINAL = re.compile(r"[a-z]+")
_COMMAS = re.compile(r"(?:-| to )[0-9]++,[0-9]")  # "3,5-4,0 percent"
_OVER = re.compile(r"/(?:([1-9][0-9]?)(?= (?:of|the)\b)|(2|3|4|8|16|32|64)(?=%|[ -](?:pct|per|point)))")
_MORE = re.compile(r" ([0-9]{1,3}(?:\.[0-9]++)?+)(?= )")
_BRACKETED_SIGN = re.compile(r"\(([-+])\) ?$")  # "growth of (-) 2.4 percent"
_SIGN = re.compile(r"(?:(?<![0-9a-z.,%)$/-])-|(?<![a-z])(?<!plus or )(?:minus|negative) )$")
_NOUN_BEFORE = re.compile(r"(?<![a-z])(?:(?P<half>half[ -]an?|half|a half)|an?)[ -]$")
_SMALL = frozenset({"count", "case", "head", "bale", "bag", "PP", "m", "ct", "MMBtu"})


@cache
def _anchor() -> re.Pattern[str]:
    """Where a quantity may start: a run of digits, or a space or mark followed by a number word.

    It starts with one class of characters, so that the engine leaps from one of them to the next.
    """
    forms = {row["form"] for row in table("numbers")} | {
        row["form"] for row in table("multiples") if row["kind"] != "not"
    }
    first: dict[str, list[str]] = {}
    for form in sorted(forms, key=lambda form: (-len(form), form)):
        first.setdefault(form[0], []).append(form[1:])
    groups = "|".join(f"{letter}(?:{'|'.join(rests)})" for letter, rests in first.items())
    return re.compile(rf"[0-9½¼¾ \n(\[\"';/-](?:(?<=[0-9½¼¾])[0-9.,]*+|((?:{groups})(?:-?fold)?)(?![a-z]))")


def numbers(text: str, low: str) -> list[Draft]:
    """Every number of a text, in order, never overlapping; `low` is the folded text."""
    drafts: list[Draft] = []
    after = 0
    for match in _anchor().finditer(" " + low):  # the space lets a text open with a word
        start, end = match.start() - 1, match.end() - 1
        if match.lastindex:
            start += 1
        if start < after:
            continue
        if match.lastindex:
            draft = _word(text, low, start, end)
        else:
            while low[end - 1] in ".,":
                end -= 1
            draft = _digits(text, low, start, end)
        if draft is None:
            after = end
        else:
            drafts.append(draft)
            after = draft.end
    return drafts


def _digits(text: str, low: str, start: int, end: int) -> Draft | None:
    """The number of a run of digits; None where it is part of a word, a date, a time, a chain or a name."""
    if low[start] in _VULGAR:
        found = numerals.mixed(low, start)
        return _amount(text, low, start, found[0], found[1], "part") if found else None
    last = low[start - 1] if start else " "
    if last == "." and _POINTED.match(low, max(0, start - 2)) and units.before(text, start) is None:  # ".5 percent"
        return _amount(text, low, start - 1, end, Decimal("0." + low[start:end]), "decimal")
    if last != " " and not _free(text, low, start, end):
        return None
    if last == " " and end - start == 4 and low.startswith(("19", "20"), start) and _is_date(text, low, start, end):
        return None
    read = numerals.digits(low, start, end)
    if read is None:
        return None
    end, value, shape = read
    if shape == "integer":
        return _integer(text, low, start, end, value)
    if low.startswith((" times", "-fold", "fold", "x", " x"), end) and (part := parts.times(low, start, end, value)):
        return Draft.of(part)
    if shape == "decimal" and low[end : end + 1] in (" ", "-") and low[end - 3] == ".":
        eighths = numerals.mixed(low, end)  # "$11.74 1/2": of a cent
        if eighths:
            return _amount(text, low, start, eighths[0], value + eighths[1] / 100, shape)
    return _amount(text, low, start, end, value, shape)


def _integer(text: str, low: str, start: int, end: int, value: Decimal) -> Draft | None:
    """A whole number in digits, with the fraction, ordinal ending, denominator or word of multiple after it."""
    follow = low[end : end + 1]
    fraction = numerals.mixed(low, end)
    if fraction:
        return _amount(text, low, start, fraction[0], value + fraction[1], "part")
    if follow in ("/", ":", "-", "+") and low[end + 1 : end + 2].isdigit():
        over = _OVER.match(low, end)
        if over and value < (whole := int(over[1] or over[2])):
            value /= whole
            if over[1]:
                return Draft.of(parts.Part(start, over.end(), parts.percent(value), "fraction", "PCT"))
            return _amount(text, low, start, over.end(), value, "part")
        if follow != "-" or _CHAIN_AFTER.match(low, end):
            return None
    if end - start < 4:
        if low[end : end + 2] in _ENDINGS and not low[end + 2 : end + 3].isalpha():
            part = parts.streak(low, start, end + 2, int(value), ordinal=True)
            return Draft.of(part) if part else None
        part = parts.of_number(low, start, end, value)
        if part:
            return None if part.form == "multiple" and named(text, low, start) else Draft.of(part)  # "Boeing 777X"
    return _amount(text, low, start, end, value, "integer")


def _free(text: str, low: str, start: int, end: int) -> bool:
    """Whether digits stand free of what is written on to them in front: no "G20", "COVID-19", "7:30", "2018-19"."""
    last, before = low[start - 1 : start], low[start - 2 : start - 1] if start > 1 else " "
    if last == "." and bounds.before(low, start, start, scaled=False):  # "c.20,000"
        return True
    if last.isalpha() or last == ".":
        return units.before(text, start) is not None
    if last in "_#@" or last == "+" and before.isalnum():
        return False
    if last == "-" and before.isalpha():
        return _ranged(text, low, start)
    if last in "-:/'" and before.isdigit():
        if last != "-" or _CHAIN_BEFORE.search(low, max(0, start - 7), start):
            return False
        return end - start > 2 or not _YEAR_SPAN.search(low, max(0, start - 6), start)
    return True


def _ranged(text: str, low: str, start: int) -> bool:
    """Whether a number behind a hyphen and a word ends a range ("12m-15m", "five-to-six") or has a sign of money."""
    match = _RANGE_BEFORE.search(low, max(0, start - 16), start)
    if match and (match["unit"] is None or numerals.scale(low, match.start() + 1, money=True, digits=True)):
        return True
    if match and units.after(text, low, match.start() + 1):
        return True
    return units.before(text, start - 1) is not None


def _is_date(text: str, low: str, start: int, end: int) -> bool:
    """A year at a glance: four digits that a mark or a word of grammar follows; the rest is decided with the unit."""
    if not low[start:end].isdigit():
        return False
    if low[end : end + 1] == " ":
        gap = low.find(" ", end + 1, end + 16)
        if gap < 0 or low[end + 1 : gap] not in words("stop") or low[gap + 1 : gap + 2].isdigit():
            return False
    elif low[end : end + 1] not in ".,;)\n":
        return False
    return units.before(text, start) is None


def _amount(text: str, low: str, start: int, end: int, value: Decimal, shape: str) -> Draft | None:
    """A number with the sign of money, the scale and the unit beside it; None if letters are written on to it."""
    draft = Draft(start, end, value, shape)
    before = units.before(text, start)
    if before is None and start > 1 and low[start - 1] == "-" and (before := units.before(text, start - 1)):  # $-5bn
        draft.value = -value
    after = units.after(text, low, end) if before is None else None
    scale = None if after else numerals.scale(low, end, money=before is not None, digits=shape != "words")
    if scale:
        draft.end, draft.scale = scale
        draft.scaled = True
        _add_smaller(low, draft)
        if low.startswith(" and a half", draft.end) and not low[draft.end + 11 : draft.end + 12].isalpha():
            draft.end, draft.value = draft.end + 11, draft.value + _HALF  # "a million and a half barrels"
    elif after is None and low[end : end + 3] in _SPACED_LETTER and (after := units.after(text, low, end + 2)):
        draft.end, draft.scale = end + 2, _SPACED_LETTER[low[end : end + 3]]  # "12 M tons"
        draft.scaled = True
    elif shape in ("grouped", "spaced"):
        draft.scaled = True
    if after is None and shape != "words" and low.startswith(" dozen", draft.end):  # "3.1 million dozen eggs"
        size = len(" dozens" if low.startswith(" dozens", draft.end) else " dozen")
        draft.end, draft.value, draft.scaled, draft.dozens = draft.end + size, draft.value * 12, True, True
        scale = draft.end, draft.scale
    if after is None and (before or scale):
        after = units.after(text, low, draft.end, scaled=scale is not None)
    if after and after.unit.kin == "pound" and _weighs(low, after):
        after = after._replace(unit=units.weight("lb"))
    if before and before.unit.noun and (after or not draft.scaled):  # "left the euro 5.2 percent lower"
        before = None
    if after is None and scale and low.startswith(". ", draft.end):  # "410 mln. dollars"
        after = units.after(text, low, draft.end + 1)
        after = after if after and after.unit.money else None
    if after is None and low[end : end + 2] in (" o", "-o", " p", "-p") and not (before or scale):
        after = _after_bound(text, low, draft)  # "300 or so tonnes"
    firm = draft.scaled or shape in ("decimal", "part")
    if before and (firm or not before.unit.weak):
        draft.start = before.start
        draft.take(before.unit)
        if after and after.unit.money and after.unit.kin == before.unit.kin and not after.unit.bare:
            draft.end = after.end
            draft.take(after.unit)
        elif after and after.unit.bare and after.unit.kin == before.unit.kin:  # "$5 billion dollars"
            draft.end = after.end
        elif before.unit.kin and (owner := units.owner(text, low, draft.end, before.unit.kin)):
            draft.end = owner.end
            draft.take(owner.unit)
    elif before and before.unit.local and before.end == start and after is None and value >= _NAMED:
        draft.start, draft.doubtful = before.start, True
        draft.take(before.unit)
    elif after and after.unit.code == "PP" and marked(low, after.end):  # "the 50-point mark"
        pass
    elif after and (firm or not after.unit.weak) and not _is_year(low, draft, after.unit):
        draft.end = after.end
        draft.take(after.unit)
        behind_code = numerals.scale(low, after.end, money=False, digits=False) if draft.money and not scale else None
        if behind_code is not None:
            draft.end, draft.scale = behind_code  # "20.0 EUR billion"
        if after.unit.code == "t" and low[after.start : after.end] == "mt" and draft.scale == 1 and value < 1000:
            draft.factor = Decimal(1000000)  # "3.994 MT": millions, as newsrooms mean it; "50,000 mt" are tonnes
    if draft.end == end and low[end : end + 1].isalpha() or draft.start == start and low[start - 1 : start].isalpha():
        return None
    if shape == "comma" and not draft.scaled and not _COMMAS.match(low, end):
        return None
    if shape == "decimal" and draft.scale == 1 and low.endswith(".000", start, end) and not draft.money:
        draft.value *= 1000 if draft.unit not in ("", "PCT", "PP") else 1  # "34.000 tons"
    if draft.value > 0:
        _sign(low, draft)
    draft.outer_start, draft.outer_end = draft.start, draft.end
    return draft


def _weighs(low: str, pounds: units.Written) -> bool:
    """Whether pounds are those of goods, and no money: "12 million pounds of live lobster"."""
    goods = _OF_GOODS.match(low, pounds.end) if low[pounds.start : pounds.end] in ("pound", "pounds") else None
    said = goods[1].split() if goods is not None else []
    spans = [" ".join(said[first:last]) for first in range(len(said)) for last in range(first + 1, len(said) + 1)]
    return any(items.kind(known) == "commodity" for one in spans if (known := items.known(one)))


def _after_bound(text: str, low: str, draft: Draft) -> units.Written | None:
    """The unit behind words of bound that stand between it and its number; the number takes their bound."""
    bound = bounds.after(low, draft.start, draft.end)
    unit = units.after(text, low, bound.end) if bound else None
    if bound and unit and not unit.unit.weak:
        draft.bound = bound.bound
        return unit
    return None


def _is_year(low: str, draft: Draft, unit: units.Unit) -> bool:
    """ "in 2021 cases rose", "in 2008 dollars": the number is a year though a unit follows."""
    if not draft.year or draft.scaled or not (unit.code in _SMALL or unit.bare):
        return False
    start = draft.first
    return low[start - 2 : start] == ", " or behind("year before", low, start) or behind("month", low, start)


def _add_smaller(low: str, draft: Draft) -> None:
    """ "3 million 442.2 thousand", "two billion four hundred million": smaller scales join the greater one."""
    least = draft.scale
    for _ in range(4):
        match = _MORE.match(low, draft.end)
        if match:
            end, value = match.end(1), Decimal(match[1])
        else:
            gap = 5 if low.startswith(" and ", draft.end) else 1 if low.startswith((" ", "-"), draft.end) else 0
            spelled = numerals.spelled(low, draft.end + gap) if gap else None
            if spelled is None:
                return
            end, value = spelled[0], spelled[1]
        scale = numerals.scale(low, end, money=False, digits=False)
        if scale is None:
            if match or draft.shape != "words" or value >= least:
                return
            scale = (end, _ONE)
        if value * scale[1] >= least:
            return
        least = scale[1]
        draft.end, draft.value = scale[0], draft.value + value * scale[1] / draft.scale


def _sign(low: str, draft: Draft) -> None:
    """Take in a minus before the number, unless it is a hyphen or the dash of a range."""
    start = draft.start
    if ")" in low[max(0, start - 2) : start] and (signed := _BRACKETED_SIGN.search(low, max(0, start - 4), start)):
        draft.start = signed.start()
        draft.value = -draft.value if signed[1] == "-" else draft.value
        return
    if low[start - 1 : start] != "-" and low[max(0, start - 3) : start] not in ("us ", "ve "):
        return
    match = _SIGN.search(low, max(0, start - 10), start)
    if match and not low[max(0, match.start() - 2) : match.start()].rstrip(" ")[-1:].isdigit():
        draft.start = match.start()
        draft.value = -draft.value


def _word(text: str, low: str, start: int, end: int) -> Draft | None:
    """The number that starts with a number word, or the word that is a share, a multiple or the numeral of a streak."""
    word = low[start:end]
    if word.endswith("fold"):
        spelled = numerals.spelled(low[: end - 4].rstrip("-"), start)
        part = parts.times(low, start, spelled[0], spelled[1], whole=True) if spelled else None
        return Draft.of(part) if part else None
    if word in parts.multiples():
        part = parts.multiple(low, start, end, word)
        return Draft.of(part) if part else None
    if low[start - 1 : start] == "-" and start > 1 and low[start - 2].isalpha() and not _ranged(text, low, start):
        return None
    kinds = _kinds()[word]
    if "noun" in kinds:
        return _noun(text, low, start, end, word)
    if "part" in kinds or "ordinal" in kinds:
        part = parts.streak(low, start, end, parts.ordinals()[word], ordinal=True) if "ordinal" in kinds else None
        if word == "half" and _is_half_unit(text, low, end):
            return _amount(text, low, start, end + 2, _HALF, "part")
        if part is None:
            part = parts.half(low, start, end) if word == "half" else parts.article(low, start, end, word)
        if part is None:
            return None
        scale = parts.scaled(low, end) if part.form == "fraction" else None
        if scale:
            share = _HALF if word == "half" else _ONE / 4 if word == "quarter" else None
            return _amount(text, low, part.start, scale[0] - 1, share, "part") if share else None
        return Draft.of(part)
    spelled = numerals.spelled(low, start)
    if spelled is None:
        return None
    end, value, shape = spelled
    if "ten" in kinds and low[end : end + 1] == "-" and (unit := _ORDINAL.match(low, end + 1)):  # "twenty-fourth"
        small = 1 if unit[0] == "first" else parts.ordinals().get(unit[0], 0)
        part = parts.streak(low, start, unit.end(), int(value) + small, ordinal=True) if 0 < small < 10 else None
        return Draft.of(part) if part else None
    part = parts.of_number(low, start, end, value) if shape == "words" else parts.times(low, start, end, value)
    if part is None:
        return _amount(text, low, start, end, value, shape)
    scale = parts.scaled(low, part.end) if part.form == "fraction" else None
    if scale and "quarters" in low[end : part.end]:  # "three quarters of a million"
        return _amount(text, low, start, scale[0] - 1, value / 4, "part")
    return Draft.of(part)


def _is_half_unit(text: str, low: str, end: int) -> bool:
    """Whether "half" is half of a unit: "half a cent", "half a tonne"."""
    unit = units.after(text, low, end + 2) if low.startswith(" a ", end) else None
    return unit is not None and unit.unit.code not in _SMALL and unit.unit.code not in ("PCT", "PP")


@cache
def _kinds() -> dict[str, set[str]]:
    kinds: dict[str, set[str]] = {}
    for row in table("numbers"):
        kinds.setdefault(row["form"], set()).add(row["kind"])
    return kinds


def _noun(text: str, low: str, start: int, end: int, word: str) -> Draft | None:
    """ "a dozen", "a million", "half a billion": nouns of number after an article; "millions" alone is none."""
    match = _NOUN_BEFORE.search(low, max(0, start - 8), start)
    if match is None:
        return None
    value = _HALF if match["half"] else _ONE
    if word == "dozen":
        return _amount(text, low, match.start(), end, 12 * value, "words")
    if word == "hundred" and not match["half"]:
        spelled = numerals.spelled(low, match.start())
        if spelled:
            return _amount(text, low, match.start(), spelled[0], spelled[1], "words")
    return _amount(text, low, match.start(), start - 1, value, "words")
