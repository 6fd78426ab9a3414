"""Quantities: every number of a text that says how much or how many, with its unit, bound and what is counted."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from extractor import numerals, units
from extractor.tables import table


@dataclass(frozen=True, slots=True)
class Quantity:
    """One quantity: offsets and text of its mention, value in base units, unit, bound and what is counted.

    `value` carries a sign only where one is written. `unit` is an ISO 4217 code, `PCT`, `PP`, `count` or a physical
    unit; for the numeral of a streak `month`, `quarter` or `year`. `bound` is one of `= ~ > >= < <=`.
    `form` is `number`, `multiple` ("doubled": the growth in percent), `fraction` ("a third": percent) or `ordinal`
    (streaks). `outer_start` and `outer_end` take in words of bound, sign and article, and what is counted.
    `scaled`: a scale, a grouping or a unit was written. `stated`: the unit was written at this very number.
    `family` names the bare noun of money ("dollar") where the text does not say whose.
    """

    start: int
    end: int
    text: str
    value: Decimal
    value_high: Decimal | None
    unit: str
    bound: str
    counted: str
    form: str
    outer_start: int
    outer_end: int
    scaled: bool
    stated: bool
    family: str


class _Draft:
    """A number on the way to becoming a quantity."""

    __slots__ = (
        "bound", "counted", "end", "factor", "family", "form", "high", "kind", "money", "number", "number_end",
        "outer_end", "outer_start", "scale", "scaled", "shape", "start", "stated", "unit", "value",
    )  # fmt: skip

    def __init__(self, start: int, end: int, value: Decimal, shape: str, form: str = "number", unit: str = "") -> None:
        self.start = self.outer_start = self.number = start
        self.end = self.outer_end = self.number_end = end
        self.value = value
        self.shape = shape
        self.form = form
        self.unit = unit
        self.scale = self.factor = _ONE
        self.scaled = self.stated = self.money = bool(unit)
        self.money = False
        self.family = self.counted = ""
        self.bound = "="
        self.high: Decimal | None = None
        self.kind = ""


_ONE = Decimal(1)
_HUNDRED = Decimal(100)
_MONTHS = "january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec"
_MONTH_BEFORE = re.compile(rf"(?:{_MONTHS})\.?,? $")
_MONTH_AFTER = re.compile(rf"(?:st|nd|rd|th)?(?: of)?[ -](?:{_MONTHS})\b")
_NAME_BEFORE = re.compile(
    r"(?:\b(?:section|sections|article|articles|chapter|title|resolution|no|number|group of|phase|page|table|figure|fig|clause"
    r"|route|highway|flight|boeing|airbus|category|level|tier|stage|level|grade|class|top|fortune|nikkei|nasdaq|s&p|ftse|csi|cac|dax|stoxx|asx|hs|iso|formula"
    r"|windows|iphone|euro|agenda|vision|vol|volume|chapter|part|act|annex|schedule|room|gate|platform|district|regiment|version|item|hs code|magnitude|aged|age|ages)\.? $)"
)
_TIME = "years? old|years?|months?|weeks?|days?|hours?|minutes?|seconds?|decades?|quarters?|centur(?:y|ies)|nights?|times|o'clock|a\\.?m\\b|p\\.?m\\b|gmt|et|est|edt|bst|utc"
_TIME_AFTER = re.compile(rf"(?:[ -]+(?:[a-z]+[ -])??)(?:{_TIME})\b")
_CONSECUTIVE = "consecutive|straight|successive|running"
_PERIODS = {"month": "month", "monthly": "month", "months": "month", "quarter": "quarter", "quarterly": "quarter", "quarters": "quarter",
            "year": "year", "years": "year", "annual": "year", "yearly": "year"}  # fmt: skip
_STREAK = re.compile(
    rf"[ -](?:(?:{_CONSECUTIVE})[ -](?:[a-z]+[ -])?(?P<one>{'|'.join(_PERIODS)})\b"
    rf"|(?P<two>{'|'.join(_PERIODS)})\b(?: [a-z]+){{0,2}}? (?:in a row|running|straight)\b)"
)
_STREAK_PLAIN = re.compile(r"[ ](?P<one>month|quarter|year)\b")
_GAP_RANGE = re.compile(r"(?: ?[-–—~] ?| to |-to-| or |/)")
_GAP_LIST = re.compile(r"(?:, | and |, and | or |, or |/| & )")
_WORD = re.compile(r"([ \t\xa0\n-])([^\W\d_]+(?:['’-][^\W\d_]+)*)(?![\w%])")
_LINK = re.compile(r"\b(?:from|to|against|with|than|versus|vs|and|by|at|of|or|for)\b[ (]*(?:[a-z]+ ){0,3}$")
_SENTENCE_END = re.compile(r"[.!?][\"”’')]*\s+[\"“(]?[A-Z]|\n")


@cache
def _anchor() -> re.Pattern[str]:
    """Where a quantity may start: a run of digits, or a space or mark followed by a number word."""
    small = "|".join(row["form"] for row in table("numbers") if row["kind"] in ("one", "ten", "ordinal", "part"))
    verbs = "|".join(row["form"] for row in table("multiples"))
    extra = "dozen|hundred|thousand|million|billion|trillion|lakh|crore|minus"
    words = sorted(f"{small}|{verbs}|{extra}|[a-z]+[- ]?fold|(?:one|two|three|four|five|six|seven|eight|nine|ten)fold".split("|"), key=len, reverse=True)
    words = [word for word in words if "fold" not in word and "(" not in word and ")" not in word]
    first: dict[str, list[str]] = {}
    for word in dict.fromkeys(words):
        first.setdefault(word[0], []).append(word[1:])
    groups = "|".join(f"{letter}(?:{'|'.join(rest)})" for letter, rest in first.items())
    return re.compile(rf"[0-9]++(?:[.,][0-9]++)*+|[½¼¾⅓⅔⅛⅜⅝]|[\s(\[\"'“‘’—–-](?P<word>{groups})(?P<fold>-?fold)?(?![a-z])")


@cache
def _lexicon() -> tuple[dict[str, int], dict[str, int], dict[str, tuple[Decimal, str]]]:
    rows = table("numbers")
    ordinals = {row["form"]: int(row["value"]) for row in rows if row["kind"] == "ordinal"}
    parts = {row["form"]: int(row["value"]) for row in rows if row["kind"] == "part"}
    multiples = {row["form"]: (Decimal(row["factor"]), row["kind"]) for row in table("multiples")}
    return ordinals, parts, multiples


def fold(text: str) -> str:
    """Lower case with every character in its place."""
    low = text.lower()
    return low if len(low) == len(text) else "".join(c if len(c.lower()) != 1 else c.lower() for c in text)


def find(text: str) -> list[Quantity]:
    """The quantities of `text`, in order, never overlapping."""
    low = fold(text)
    drafts = _numbers(text, low)
    drafts = _join(text, low, drafts)
    return _finish(text, low, drafts)


def quantities(text: str) -> list[Quantity]:
    """The quantities of a text: offsets, value, unit, bound and what is counted."""
    return find(text)


@cache
def _families() -> dict[tuple[str, str], str]:
    return {
        (row["family"], country): row["code"]
        for row in reversed(table("currencies"))
        if row["family"]
        for country in row["countries"].split()
    }


def localise(quantity: Quantity, country: str | None) -> str:
    """The currency that a bare name of money means in a country (ISO 3166-1 alpha-3): `CAD` for dollars in Canada."""
    if not quantity.family or not country:
        return quantity.unit
    return _families().get((quantity.family, country), quantity.unit)


# --- numbers ---------------------------------------------------------------------------------------------------------


def _numbers(text: str, low: str) -> list[_Draft]:
    drafts: list[_Draft] = []
    after = 0
    for match in _anchor().finditer(" " + low):
        word = match["word"]
        start = match.start("word") - 1 if word else match.start() - 1
        if start < after:
            continue
        if word:
            draft = _word(text, low, start, match.end() - 1, word, match["fold"])
        else:
            draft = _digits(text, low, start, match.end() - 1)
            after = match.end() - 1
        if draft is not None:
            drafts.append(draft)
            after = draft.end
    return drafts


def _digits(text: str, low: str, start: int, end: int) -> _Draft | None:
    if low[start] in "½¼¾⅓⅔⅛⅜⅝":
        part = numerals.mixed(low, start)
        return _amount(text, low, start, part[0], part[1] if part else _ONE, "part") if part else None
    last = low[start - 1] if start else " "
    if last.isalpha() or last in "_#@":
        sign = units.before(text, start)
        if sign is None:
            return None
    elif last in "-–‑" and start > 1 and (low[start - 2].isalpha() and low[max(0, start - 4) : start - 1] != " to"):
        return None
    elif last in ":/" and start > 1 and low[start - 2].isdigit():
        return None
    read = numerals.digits(low, start, end)
    if read is None:
        return None
    end, value, shape = read
    follow = low[end : end + 1]
    if shape == "integer" and (follow in " -½¼¾⅓⅔⅛⅜⅝"):
        part = numerals.mixed(low, end)
        if part:
            end, value, shape = part[0], value + part[1], "part"
    if shape == "integer" and follow:
        if follow in ":" and low[end + 1 : end + 2].isdigit():
            return None
        if follow == "/" and low[end + 1 : end + 2].isdigit():
            fraction = re.compile(r"/(\d{1,2})(?=[ -](?:of|pct|percent|point|per cent|percentage)|%)").match(low, end)
            if fraction is None or int(fraction[1]) == 0 or value >= int(fraction[1]):
                return None
            value, end, shape = value / int(fraction[1]), fraction.end(), "part"
            if low[end : end + 3] == " of":
                return _Draft(start, end, _percent(value), "words", "fraction", "PCT")
        if low[end : end + 2] in ("st", "nd", "rd", "th") and not low[end + 2 : end + 3].isalpha():
            return _streak(low, start, end + 2, int(value))
        fold_word = re.compile(r"-?fold\b").match(low, end)
        if fold_word:
            return _Draft(start, fold_word.end(), (value - 1) * 100, "words", "multiple", "PCT")
    if shape == "decimal" and low[end : end + 5] in ("-fold", "fold "):
        return _Draft(start, end + 5, (value - 1) * 100, "words", "multiple", "PCT")
    return _amount(text, low, start, end, value, shape)


def _percent(value: Decimal) -> Decimal:
    return (value * 100).quantize(Decimal("0.01")).normalize() + 0


def _amount(text: str, low: str, start: int, end: int, value: Decimal, shape: str) -> _Draft | None:
    """A number with what stands before and after it: sign of money, scale, unit."""
    draft = _Draft(start, end, value, shape)
    before = units.before(text, start)
    scale = numerals.scale(low, end, money=before is not None, words=shape == "words")
    if scale:
        draft.end, draft.scale = scale
        draft.scaled = True
        more = _composite(low, draft)
        if more:
            draft.end, draft.value = more
    elif shape == "comma":
        draft.shape = "decimal"
    if shape == "grouped":
        draft.scaled = True
    after = units.after(low, draft.end)
    if after is None and scale and low.startswith(". ", draft.end):
        after = units.after(low, draft.end + 1)
    if before and (not before[1] or draft.scaled or shape in ("grouped", "decimal")):
        written = before[0]
        _take(draft, written.unit)
        draft.start = draft.outer_start = written.start
        if after and after.unit.money and not after.unit.family:
            _take(draft, after.unit)
            draft.end = after.end
    elif after:
        if not draft.scaled and draft.end == end and low[end : end + 1].isalpha() and after.unit.code in ("m",):
            pass
        _take(draft, after.unit)
        draft.end = after.end
        if after.unit.code == "t" and text[after.start : after.end] in ("MT", "mt", "mT", "Mt"):
            _megatonnes(draft)
    elif low[draft.end : draft.end + 1].isalnum():
        return None
    _sign(low, draft)
    draft.number_end = draft.outer_end = draft.end
    draft.outer_start = draft.start
    return draft


def _take(draft: _Draft, unit: units.Unit) -> None:
    draft.unit, draft.factor, draft.family, draft.money = unit.code, unit.factor, unit.family, unit.money
    draft.stated = draft.scaled = True


def _megatonnes(draft: _Draft) -> None:
    """`MT` is a million tonnes after a small number (Indian usage, shipping), a metric ton after a large one."""
    if draft.scale == 1 and draft.value < 1000:
        draft.factor = Decimal(1000000)


_SIGN = re.compile(r"(?:(?<![0-9a-z.,%)])[-−–]|\b(?:minus|negative) )$")


def _sign(low: str, draft: _Draft) -> None:
    start = draft.start
    last = low[start - 1 : start]
    if last and (last in "-−–" or low[max(0, start - 6) : start] == "minus " or low[max(0, start - 9) : start] == "negative "):
        match = _SIGN.search(low, max(0, start - 10), start)
        if match and not (last in "-–" and re.search(r"[0-9%a-z]\s?$", low[max(0, match.start() - 2) : match.start()])):
            draft.start = match.start()
            draft.value = -draft.value


_MORE = re.compile(r",? (?:and )?([0-9]{1,3}(?:\.[0-9]++)?+)(?= )")


def _composite(low: str, draft: _Draft) -> tuple[int, Decimal] | None:
    """ "3 million 442.2 thousand", "two billion four hundred million": the smaller scale joins the greater one."""
    match = _MORE.match(low, draft.end)
    if match is None or low[draft.end] == ",":
        spelled = numerals.spelled(low, draft.end + 1) if low[draft.end : draft.end + 1] == " " else None
        if spelled is None:
            return None
        end, value = spelled[0], spelled[1]
    else:
        end, value = match.end(1), Decimal(match[1])
    scale = numerals.scale(low, end, money=False, words=False)
    if scale is None or scale[1] >= draft.scale:
        return None
    return scale[0], draft.value + value * scale[1] / draft.scale


def _word(text: str, low: str, start: int, end: int, word: str, is_fold: str | None) -> _Draft | None:
    ordinals, parts, multiples = _lexicon()
    if is_fold:
        read = numerals.spelled(low, start)
        values = {row["form"]: int(row["value"]) for row in table("numbers")}
        if word in values:
            return _Draft(start, end, Decimal(values[word] - 1) * 100, "words", "multiple", "PCT")
        return None
    if word in multiples:
        return _multiple(low, start, end, *multiples[word])
    if word in ordinals or word in parts:
        draft = _part(low, start, end, word, parts)
        if draft:
            return draft
        return _streak(low, start, end, ordinals[word]) if word in ordinals else None
    if word in ("hundred", "thousand", "million", "billion", "trillion", "lakh", "crore", "dozen"):
        article = re.compile(r"\b(?:an?|half an?|a half) $").search(low, max(0, start - 7), start)
        if article is None:
            return None
        value = Decimal("0.5") if "half" in article[0] else _ONE
        if word == "dozen":
            return _amount(text, low, article.start(), end, value * 12, "words")
        if word == "hundred":
            read = numerals.spelled(low, article.start())
            if read:
                return _amount(text, low, article.start(), read[0], read[1], "words")
        draft = _amount(text, low, article.start(), start - 1, value, "words")
        return draft
    if word == "minus":
        return None
    spelled = numerals.spelled(low, start)
    if spelled is None:
        return None
    end, value, shape = spelled
    match = _PART_AFTER.match(low, end)
    if match and shape == "words" and value < 20:
        whole = parts[match[1]]
        if whole > value and not (match[0][0] == " " and whole == 4 and _QUARTERS.search(low, max(0, start - 24), start)):
            if match[0][0] == "-" or low[match.end() : match.end() + 3] == " of" or whole != 4:
                return _fraction(low, start, match.end(), value / whole)
    match = _IN.match(low, end)
    if match and shape == "words":
        whole_read = numerals.spelled(low, match.end())
        if whole_read and whole_read[1] > value:
            return _Draft(start, whole_read[0], _percent(value / whole_read[1]), "words", "fraction", "PCT")
    return _amount(text, low, start, end, value, shape)


_PART_AFTER = re.compile(r"[ -](half|halves|thirds?|quarters?|fourths?|fifths?|sixths?|sevenths?|eighths?|ninths?|tenths?|twentieth|hundredth)\b(?! (?:month|year|quarter|country))")
_QUARTERS = re.compile(r"\b(?:first|last|past|previous|next|these|those|for|in|over|consecutive|straight) $")
_IN = re.compile(r" (?:in|out of)(?: every)? (?=[a-z])")
_NOT_HALF_BEFORE = re.compile(r"(?:\b(?:first|second|1st|2nd|latter|other|last|fiscal|h1|h2|the|this|that|each|final|opening|early|later|third|next)|-) $")
_NOT_HALF_AFTER = re.compile(r"(?:-?[ -]?(?:year|yearly|hour|time|day|century|way|dozen|brother|month|decade|an?|half|finished|hearted|truth|million|billion)\b|-)")
_THIRD_AFTER = re.compile(r" (?:of|less|more|higher|lower|from|since|to|in|on|compared|over|between|by|year|this|last|was|were|is|are|came|went)\b(?! (?:month|quarter|the year))|[.,;)]|$")
_STEADY_BEFORE = re.compile(r"\b(?:by|than|about|nearly|over|almost|around|roughly|some|least|to|under|just|up|down|fell|rose|dropped|for|account|accounting) $")


def _part(low: str, start: int, end: int, word: str, parts: dict[str, int]) -> _Draft | None:
    """ "half", "a third", "a quarter of": a share in percent."""
    if word == "half":
        behind = low[max(0, start - 12) : start]
        if _NOT_HALF_BEFORE.search(behind) or _NOT_HALF_AFTER.match(low, end):
            return None
        if behind.endswith((" one ", " a ")) or behind == "a ":
            start -= 4 if behind.endswith("one ") else 2
        return _fraction(low, start, end, Decimal("0.5"))
    if word not in parts or word == "second":
        return None
    article = re.compile(r"\ban? $").search(low, max(0, start - 4), start)
    if article is None:
        return None
    if word == "quarter":
        point = re.compile(r"[ -](?:percentage )?point\b").match(low, end)
        if point:
            return _Draft(article.start(), point.end(), Decimal("0.25"), "words", "number", "PP")
        if low[end : end + 3] != " of" and not _STEADY_BEFORE.search(low, max(0, article.start() - 12), article.start()):
            return None
        if low[end : end + 8] in (" earlier", " ago"):
            return None
    elif not _THIRD_AFTER.match(low, end):
        return None
    return _fraction(low, article.start(), end, _ONE / parts[word])


_OF_PERCENT = re.compile(r"(?: of)? (?:a|one) (percentage[ -]point|percent|per cent|pct|point)\b|[ -](percentage[ -]point|percent|per cent|pct)\b")


def _fraction(low: str, start: int, end: int, share: Decimal) -> _Draft:
    match = _OF_PERCENT.match(low, end)
    if match:
        return _Draft(start, match.end(), share, "words", "number", "PP" if "point" in match[0] else "PCT")
    return _Draft(start, end, _percent(share), "words", "fraction", "PCT")


_BARE_BEFORE = re.compile(r"\b(?:to|than|will|would|could|may|might|should|nearly|almost|about|roughly|is|was|are|were|at|can|of) $")
_BARE_AFTER = re.compile(r" (?:the|its|their|his|what|that|those|to|in|by|from|as|[a-z]+['’]s?|on|this|last|over|since)\b|[.,;]")
_BARE_NOT = re.compile(r" (?:a|per|in|the time|every|each|since|this|last)\b|-")


def _multiple(low: str, start: int, end: int, factor: Decimal, kind: str) -> _Draft | None:
    if low[end : end + 1] == "-":
        return None
    if kind == "bare":
        word = low[start:end]
        if word in ("twice", "thrice") and _BARE_NOT.match(low, end) and not low.startswith(" the ", end):
            return None
        if not (_BARE_AFTER.match(low, end) or end == len(low)):
            return None
    return _Draft(start, end, (factor - 1) * 100, "words", "multiple", "PCT")


def _streak(low: str, start: int, end: int, value: int) -> _Draft | None:
    match = _STREAK.match(low, end)
    if match:
        return _Draft(start, end, Decimal(value), "words", "ordinal", _PERIODS[match["one"] or match["two"]])
    match = _STREAK_PLAIN.match(low, end)
    if match and re.compile(r"\bfor (?:a|the|its|their) $").search(low, max(0, start - 12), start):
        return _Draft(start, end, Decimal(value), "words", "ordinal", _PERIODS[match["one"]])
    return None


# --- joins -----------------------------------------------------------------------------------------------------------


def _join(text: str, low: str, drafts: list[_Draft]) -> list[_Draft]:
    """Ranges become one draft; lists and movements share scale and unit."""
    out: list[_Draft] = []
    for draft in drafts:
        previous = out[-1] if out else None
        if previous is not None and previous.form == draft.form == "number" and draft.start - previous.end <= 8:
            gap = low[previous.end : draft.start]
            if _is_range(low, previous, draft, gap):
                _merge(previous, draft)
                continue
            if previous.value < 0 or _GAP_LIST.fullmatch(gap) or _GAP_RANGE.fullmatch(gap):
                _share_back(out, draft, low)
        out.append(draft)
    _share_on(text, low, out)
    return out


def _is_range(low: str, left: _Draft, right: _Draft, gap: str) -> bool:
    if left.high is not None or right.value < 0 and gap.strip() not in ("to", "and"):
        return False
    between = low[max(0, left.start - 9) : left.start].endswith("between ") and gap == " and "
    if not between and not _GAP_RANGE.fullmatch(gap) or gap == "/":
        return False
    if left.unit and left.unit != right.unit and right.unit:
        return False
    if not (right.stated or right.scaled or left.stated):
        return False
    if left.stated and not right.stated and not left.money:
        return False
    if gap == " to " and _FROM.search(low, max(0, left.start - 40), left.start):
        return False
    low_value = left.value * (left.scale if left.scale != 1 else right.scale if left.shape != "grouped" else _ONE)
    high_value = right.value * (right.scale)
    return low_value < high_value or (left.value < 0 and right.value < 0)


_FROM = re.compile(r"(?<!range )(?<!ranging )(?<!ranged )(?<!ranges )(?<!anywhere )(?<!vary )(?<!varying )(?<!of )\bfrom (?:[a-z]+ ){0,2}$")


def _merge(left: _Draft, right: _Draft) -> None:
    if left.scale == 1 and left.shape != "grouped":
        left.scale = right.scale
    unit = right if right.unit else left
    factor = unit.factor
    left.high = right.value * right.scale * factor
    left.unit, left.family, left.money, left.factor = unit.unit, unit.family, unit.money, factor
    left.stated = left.stated or right.stated
    left.scaled = True
    left.end = left.number_end = left.outer_end = right.end


def _share_back(out: list[_Draft], draft: _Draft, low: str) -> None:
    """ "5, 6 and 7 percent", "5.6 and 7.1 billion": what the last one says holds for those before it."""
    right = draft
    if not draft.unit and draft.scale == 1:
        return
    for left in reversed(out):
        gap = low[left.end : right.start]
        if left.form != "number" or len(gap) > 8 or not (_GAP_LIST.fullmatch(gap) or _GAP_RANGE.fullmatch(gap) or gap == " from "):
            break
        if left.unit and not (left.money and left.scale == 1 and draft.money and draft.scale > 1 and not draft.stated):
            break
        if left.scale == 1 and left.shape != "grouped":
            if _year_like(left):
                break
            left.scale = draft.scale
        if not left.unit:
            left.unit, left.factor, left.family, left.money = draft.unit, draft.factor, draft.family, draft.money
        left.kind = "shared"
        right = left


def _share_on(text: str, low: str, drafts: list[_Draft]) -> None:
    """ "to 410 mln dlrs from 500 mln": a unit holds for later amounts of the sentence that name a scale alone."""
    holder: _Draft | None = None
    for draft in drafts:
        if draft.form != "number":
            continue
        if draft.unit:
            if draft.unit not in ("PCT", "PP") and draft.stated:
                holder = draft
            continue
        if holder is None or draft.scale == 1 or draft.end - holder.end > 300:
            continue
        if _SENTENCE_END.search(text, holder.end, draft.start) or _counted(text, draft.end)[0]:
            continue
        if _LINK.search(low, max(holder.end, draft.start - 45), draft.start):
            draft.unit, draft.factor, draft.family, draft.money = holder.unit, holder.factor, holder.family, holder.money


# --- what stays ------------------------------------------------------------------------------------------------------


def _year_like(draft: _Draft) -> bool:
    return draft.shape == "integer" and draft.number_end - draft.number == 4 and 1900 <= draft.value <= 2099


def _finish(text: str, low: str, drafts: list[_Draft]) -> list[Quantity]:
    out: list[Quantity] = []
    last: _Draft | None = None
    for draft in drafts:
        if draft.form == "number" and not _keep(text, low, draft):
            continue
        _bound(low, draft)
        if draft.bound == "=" and last is not None and draft.money and low[last.end : draft.start] in (" (", "; ", ";", "/"):
            draft.bound = last.bound
        out.append(_freeze(text, draft))
        last = draft
    return out


def _freeze(text: str, draft: _Draft) -> Quantity:
    value = draft.value * draft.scale * draft.factor
    return Quantity(
        draft.start, draft.end, text[draft.start : draft.end], value, draft.high, draft.unit or "count", draft.bound,
        draft.counted, draft.form, draft.outer_start, draft.outer_end, draft.scaled, draft.stated, draft.family,
    )  # fmt: skip


def _keep(text: str, low: str, draft: _Draft) -> bool:
    if draft.stated and draft.unit != "count":
        return not (_year_like(draft) and draft.money and low[draft.end - 4 : draft.end] == "euro")
    if draft.kind == "shared" and draft.unit:
        return True
    if draft.unit == "count" and draft.stated:
        return not (draft.value == 1 and draft.shape == "words")
    bare = draft.scale == 1 and draft.shape in ("integer", "words", "decimal", "part")
    if bare:
        if _year_like(draft):
            return False
        if _MONTH_BEFORE.search(low, max(0, draft.start - 12), draft.start) or _MONTH_AFTER.match(low, draft.end):
            return False
        if _NAME_BEFORE.search(low, max(0, draft.start - 16), draft.start):
            return False
        if _TIME_AFTER.match(low, draft.end):
            if draft.shape in ("integer", "words"):
                match = _STREAK.match(low, draft.end)
                if match:
                    draft.form, draft.unit = "ordinal", _PERIODS[match["one"] or match["two"]]
                    return True
            return _times(low, draft)
    draft.counted, end = _counted(text, draft.end)
    if draft.counted:
        draft.outer_end = end
    if not bare:
        return True
    if draft.value == 0:
        return draft.shape == "words" and bool(re.compile(r"\b(?:to|from|at|virtually|nearly|almost|near|of|below|above) $").search(low, max(0, draft.start - 12), draft.start))
    if draft.shape == "decimal":
        return not low[draft.end : draft.end + 1] == "."[:0] or True
    if draft.value == 1:
        return False
    return bool(draft.counted)


_TIMES = re.compile(r"[ -]times\b(?! (?:a|per|in|since|this|last|during|over|before)\b)")


def _times(low: str, draft: _Draft) -> bool:
    match = _TIMES.match(low, draft.end)
    if match is None:
        return False
    draft.form, draft.unit, draft.stated = "multiple", "PCT", True
    draft.value = (draft.value - 1) * 100
    draft.end = draft.outer_end = match.end()
    return True


_STOP = frozenset(
    "of in on at to from by for with and or but as than the a an its their his her our is are was were be been has have had will would can "
    "could may more less fewer per each over under after before since during against compared while that which who when where up down "
    "this these those last next year years month months ago earlier later higher lower respectively also not".split()
)  # fmt: skip


def _counted(text: str, end: int) -> tuple[str, int]:
    """The head noun of what is counted after a number, and where it ends: the first plural, or the last of a run of them."""
    noun, stop, at = "", end, end
    for _ in range(5):
        match = _WORD.match(text, at)
        if match is None:
            break
        word = match[2]
        lowered = word.lower()
        if lowered in _STOP or (match[1] == "-" and at == end):
            break
        plural = lowered.endswith("s") and not lowered.endswith(("ss", "us", "is", "'s", "’s")) or lowered in ("people", "men", "women", "children", "staff")
        if noun and not plural:
            break
        at = match.end()
        if plural:
            noun, stop = word, at
    return noun, stop


@cache
def _bounds() -> tuple[dict[str, list[tuple[str, str]]], re.Pattern[str], dict[str, str]]:
    before: dict[str, list[tuple[str, str]]] = {}
    after: dict[str, str] = {}
    for row in table("bounds"):
        if row["place"] == "before":
            before.setdefault(row["form"].split()[-1], []).append((row["form"], row["bound"]))
        else:
            after[row["form"]] = row["bound"]
    for forms in before.values():
        forms.sort(key=lambda pair: -len(pair[0]))
    words = "|".join(sorted(map(re.escape, after), key=len, reverse=True))
    return before, re.compile(rf"[ -]({words})\b(?! than)"), after


_LAST_WORD = re.compile(r"([a-z]+) (?:a |an |the )?$")


def _bound(low: str, draft: _Draft) -> None:
    before, pattern, after = _bounds()
    start = draft.start
    mark = low[start - 1 : start]
    if mark and mark in "~><≥≤≈±":
        draft.bound = {"≥": ">=", "≤": "<=", "≈": "~", "±": "~"}.get(mark, mark)
        draft.outer_start = start - 1
    else:
        match = _LAST_WORD.search(low, max(0, start - 30), start)
        if match:
            for form, bound in before.get(match[1], ()):
                begin = match.end(1) - len(form)
                if low.startswith(form, max(0, begin)) and begin >= 0 and not low[begin - 1 : begin].isalpha():
                    draft.bound, draft.outer_start = bound, begin
                    break
    if low[draft.end : draft.end + 1] == "+":
        draft.bound, draft.outer_end = ">=", max(draft.outer_end, draft.end + 1)
        return
    match = pattern.match(low, draft.end)
    if match:
        draft.bound = after[match[1]]
        draft.outer_end = max(draft.outer_end, match.end())
