"""Filling the fields of a claim: what its own clause says first, then what the sentence, the passage and the article say."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extractor import calendars, items, period_values
from extractor.areas import Area
from extractor.binding import Draft, Unit, weights
from extractor.claims import TRADE
from extractor.clauses import Sign
from extractor.context import Context
from extractor.decisions import Taken
from extractor.period_grammar import PeriodMention
from extractor.phrases import Phrase, noun_phrase

MONEY_METRICS = frozenset({"trade_surplus", "trade_deficit", "trade_balance"})
BILATERAL = ("bilateral", "two-way", "mutual", "trade exchange")


@dataclass(frozen=True, slots=True)
class State:
    """What the passage has been speaking of: the phrase of the last claim and the fields it ended with."""

    phrase: Phrase | None = None
    items: tuple[str, ...] = ()
    reporter: str = ""
    partner: str = ""
    period: str = ""


@dataclass(frozen=True, slots=True)
class Filled:
    """The fields of a draft once filled, and where each was taken from."""

    metric: str
    item: str
    reporter: str
    partner: str
    period: str
    base: str
    taken: tuple[Taken, ...]


class Filler:
    """Fills the drafts of one sentence in order; `state` is what the passage was speaking of before it."""

    def __init__(
        self, signs: Sequence[Sign], units: Sequence[Unit], drafts: Sequence[Draft], context: Context, state: State, sentence: str
    ) -> None:
        self.signs, self.units, self.drafts = signs, units, drafts
        self.context, self.state, self.sentence = context, state, sentence
        self.clause = "".join(unit.char for unit in units)
        self.filled: dict[int, Filled] = {}
        self.now = ""  # the period of the sentence's last own figure
        self.owned = {
            index for draft in drafts if draft.slot == "then" and (index := self._own_index(draft.at)) is not None
        }  # the units of the periods that earlier figures have to themselves
        self.places = {id(unit.phrase): index for index, unit in enumerate(units) if unit.phrase is not None}

    # -- places ---------------------------------------------------------------------------------------------

    def code(self, area: Area, other: str = "") -> str:
        """The code of a place; an open anaphor ("the country") stands for the economy named last that is not `other`."""
        return area.code or self.context.latest(area.start, other or self.context.economy)

    def sides(self, area: Area) -> tuple[str, str]:
        """The reporter and the partner that a pair ("the two countries") stands for: the article's own economy first."""
        codes = area.code.split(";")
        own = self.context.economy
        if own in codes:
            return own, next((code for code in codes if code != own), "")
        return codes[0], codes[-1]

    def reporter(self, draft: Draft, phrase: Phrase) -> tuple[str, str]:
        """The reporter of a draft and where it was taken from."""
        if draft.like is not None and draft.like.at in self.filled and (phrase is draft.like.phrase):
            return self.filled[draft.like.at].reporter, "quantity before"
        elided = self._elided(draft, phrase)
        if elided:
            return elided, "elided subject"
        own = phrase.reporters or phrase.pair[:1]
        if own and own[0].code == "WLD" and draft.measure == "share":
            own = []  # "China's share of global exports"
        if phrase.pair and ";" in phrase.pair[0].code:
            return self.sides(phrase.pair[0])[0], "metric phrase"
        if len(phrase.pair) == 2 and phrase.pair[1].code == self.context.economy:
            return self.context.economy, "metric phrase"
        if own:
            if not own[0].code:
                return self.state.reporter or self.context.economy, "passage"
            return ";".join(dict.fromkeys(self.code(area) for area in phrase.reporters)) or self.code(own[0]), "metric phrase"
        if draft.carried:
            return self.state.reporter, "carried"
        subject = self._subject(phrase)
        if subject:
            return subject, "subject"
        for other in reversed(self.drafts[: self.drafts.index(draft)]):
            if other.at in self.filled:
                return self.filled[other.at].reporter, "same sentence"
        earlier = self._phrase_before(phrase)
        if earlier is not None and earlier.reporters and earlier.reporters[0].code:
            return self.code(earlier.reporters[0]), "same sentence"
        if self.state.reporter and (phrase.kind == "weak" or phrase.definite):
            return self.state.reporter, "carried"
        return self.context.economy or self.state.reporter, "article"

    def _elided(self, draft: Draft, phrase: Phrase) -> str:
        """The owner of a metric that is not said again: "Thailand's gap widened by 5%, while Vietnam's soared by 7%"."""
        floor = max([self.places.get(id(phrase), -1), *(other.at for other in self.drafts if other.at < draft.at)])
        for index in range(draft.at - 1, floor, -1):
            if self.clause[index] == "Y" and self.clause[index - 1] == "A":  # "below the African average of"
                area = self.signs[self.units[index - 1].first].value
                assert isinstance(area, Area)
                return area.code
            if self.clause[index] == "'" and self.clause[index - 1] == "A" and self.clause[index + 1 : index + 2] in set("_ERFHX"):
                area = self.signs[self.units[index - 1].first].value
                assert isinstance(area, Area)
                return area.code
        return ""

    def _subject(self, phrase: Phrase) -> str:
        """The place that does what the phrase says: "China recorded a surplus", "In Japan, exports rose"."""
        at = self.places.get(id(phrase))
        if at is None:
            return ""
        partners = {self.code(area) for area in phrase.partners}
        index = at - 1
        while index >= 0 and self.clause[index] not in ";":
            if self.clause[index] == "A":
                area = self.signs[self.units[index].first].value
                assert isinstance(area, Area)
                before = self.clause[index - 1] if index else ""
                if before not in ("t", "w", "f", "o", "n", "C", "e") and area.form not in ("people", "others") and area.code not in partners:
                    code = self.code(area) or self.context.economy
                    after = self.units[index + 1] if index + 1 < at else None
                    if area.form == "group" and after and self.signs[after.first].low in items.roles_of("member"):
                        return self.context.economy  # "the ASEAN country booked a surplus"
                    # Two-way trade is told from the article's own economy; the place is its counterpart.
                    if phrase.metric == "trade" and self.context.economy:
                        return self.context.economy
                    return code
            index -= 1
        return ""

    def _phrase_before(self, phrase: Phrase) -> Phrase | None:
        best = None
        for unit in self.units:
            if unit.phrase is phrase:
                return best
            if unit.phrase is not None and unit.phrase.metric != "other":
                best = unit.phrase
        return best

    def partner(self, draft: Draft, phrase: Phrase, metric: str, reporter: str) -> tuple[str, str]:
        """The partner of a draft and where it was taken from."""
        floating = self._floating(draft, phrase)
        if floating:
            return floating, "own clause"
        if draft.construction == "bracketed" and self.clause[draft.at - 2 : draft.at - 1] == "A":
            area = self.signs[self.units[draft.at - 2].first].value
            assert isinstance(area, Area)
            if self.code(area) and metric in TRADE:
                return self.code(area), "bracket"
        holder = self._holder(draft, phrase, reporter)
        if holder:
            return holder, "share"
        if draft.like is not None and draft.like.at in self.filled and phrase is draft.like.phrase:
            return self.filled[draft.like.at].partner, "quantity before"
        own = phrase.partners or [area for area in phrase.pair if self.code(area) != reporter]
        if phrase.pair and ";" in phrase.pair[0].code:
            return self.sides(phrase.pair[0])[1], "metric phrase"
        if phrase.pair and len(phrase.pair) == 1:
            other = self.state.partner if self.state.partner not in ("", "WLD", reporter) else self.context.counterpart
            return other or "WLD", "pair"
        if own:
            codes = sorted({self.code(area, reporter) for area in own if self.code(area, reporter) != reporter})
            if codes and all(codes):
                return ";".join(codes), "metric phrase"
            if own:
                return "", "metric phrase"
        if metric not in TRADE and metric not in ("tariff_rate",):
            return "", ""
        if draft.carried:
            return self.state.partner or "WLD", "carried"
        if metric == "trade" and not phrase.whole:
            other = self._counterpart(phrase, reporter)
            if other:
                return other, "own clause"
        earlier = self._phrase_before(phrase)
        if phrase.form.startswith(BILATERAL):
            said = [self.code(area, reporter) for area in (earlier.pair[1:] or earlier.partners)] if earlier else []
            other = self.state.partner if self.state.partner not in ("", "WLD") else self.context.counterpart
            if not other or other == reporter:
                other = self.context.latest(draft.quantity.start, reporter)
            return ";".join(sorted(said)) or other or "WLD", "pair"
        if phrase.partners_again:
            said = [self.code(area, reporter) for area in earlier.partners] if earlier else []
            return ";".join(sorted(said)) or self.state.partner or "WLD", "carried"
        if earlier is not None and not phrase.whole and not phrase.items and not phrase.reporters:
            codes = [self.code(area) for area in (earlier.pair[1:] or earlier.partners)]
            if codes and phrase.kind in ("verb", "weak"):
                return ";".join(sorted(codes)), "same sentence"
        if phrase.definite and phrase.kind == "weak" and self.state.partner:
            return self.state.partner, "carried"
        return "WLD", "whole"

    def _counterpart(self, phrase: Phrase, reporter: str) -> str:
        """The one other economy that a clause on trade names before it: "Under the pact with Peru, trade rose"."""
        at = self.places.get(id(phrase), -1)
        codes: list[str] = []
        for index in range(at - 1, -1, -1):
            if self.clause[index] in ";Q" or (codes and self.clause[index] == "J"):
                break
            if self.clause[index] == "A":
                area = self.signs[self.units[index].first].value
                assert isinstance(area, Area)
                for code in self.code(area).split(";"):
                    if code and code != reporter:
                        codes.append(code)
        return codes[0] if len(set(codes)) == 1 else ""

    def _holder(self, draft: Draft, phrase: Phrase, reporter: str) -> str:
        """The place that holds a share of a metric: "China takes a third of its exports", "a third goes to China"."""
        at = self.places.get(id(phrase), -1)
        if draft.measure != "share" or phrase.partners or phrase.pair:
            return ""
        part = self.clause.rfind("B", 0, at)
        if 0 <= part and at < draft.at and phrase.reporters and phrase.reporters[0].code != "WLD":
            for index in range(part - 1, -1, -1):
                if self.clause[index] == "A":
                    area = self.signs[self.units[index].first].value
                    assert isinstance(area, Area)
                    if area.form != "adjective" and self.code(area) != reporter:
                        return self.code(area)
                    break
            return ""
        if at < draft.at:
            return ""
        verb = self.clause.find("S", at)
        if verb > 0 and self.clause[verb + 1 : verb + 3] == "bM":
            by = self.units[verb + 2].phrase
            assert by is not None
            return ";".join(sorted(self.code(area) for area in by.partners))
        ranges = [range(verb + 1, len(self.clause))] if verb > 0 else []
        left = self.clause.rfind("S", 0, draft.at)
        if left > 0:
            ranges.append(range(left - 1, -1, -1))
        for places in ranges:
            codes: list[str] = []
            for index in places:
                if self.clause[index] in "QMJ;":
                    break
                if self.clause[index] == "A":
                    area = self.signs[self.units[index].first].value
                    assert isinstance(area, Area)
                    code = self.code(area, reporter)
                    if code and code != reporter and area.form != "adjective" and self.clause[index + 1 : index + 2] != "'":
                        codes.append(code)
                        if self.clause[index - 1 : index] not in ("&", ",") and self.clause[index + 1 : index + 2] not in ("&", ","):
                            break
            if codes:
                return ";".join(sorted(set(codes)))
        return ""

    def _floating(self, draft: Draft, phrase: Phrase) -> str:
        """Places between the phrase or the quantity and what follows it: "a surplus of $5bn with the US"."""
        at = self.places.get(id(phrase), -1)
        codes: list[str] = []
        wanted = "f" if phrase.metric == "imports" else "twe"
        if draft.measure == "share" and draft.slot == "then":
            wanted += "r"  # "compared with 18.6 percent for the US"
        last = max([at, *(other.at for other in self.drafts if other.at < draft.at)])
        ranges = [(draft.at + 1, len(self.clause))]
        if 0 <= at < draft.at and (last > at or not (phrase.partners or phrase.pair)):
            ranges.append((last + 1, draft.at))
        for first, last in ranges:
            for index in range(first, last):
                char = self.clause[index]
                if char in 'QMNJ;j"':
                    break
                if char == "A" and index:
                    before = self.clause[index - 1] if self.clause[index - 1] != "D" else self.clause[index - 2]
                    area = self.signs[self.units[index].first].value
                    assert isinstance(area, Area)
                    if before in wanted or (codes and before in "&,"):
                        code = self.code(area)
                        if code:
                            codes.append(code)
            if codes:
                break
        return ";".join(sorted(dict.fromkeys(codes)))

    # -- items ----------------------------------------------------------------------------------------------

    def item(self, draft: Draft, phrase: Phrase) -> tuple[str, str]:
        """The item of a draft and where it was taken from."""
        if draft.items:
            return items.join(draft.items), "own clause"
        if draft.like is not None and draft.like.at in self.filled and phrase is draft.like.phrase:
            return self.filled[draft.like.at].item, "quantity before"
        names = list(phrase.items)
        if phrase.again:
            return items.join(self.state.items), "carried"
        if self.context.services and phrase.goods and not names and "services" not in phrase.form:
            names.append("goods")
        if names:
            return items.join(names), "metric phrase"
        if draft.carried:
            return items.join(self.state.items), "carried"
        if phrase.dependent == "WITH" and not phrase.partners:
            subject = self._topic_before(phrase)
            if subject:
                return subject, "subject"
        physical = draft.quantity.unit not in ("PCT", "PP", "month", "quarter", "year") and not (
            len(draft.quantity.unit) == 3 and draft.quantity.unit.isupper()
        )
        if phrase.kind == "verb" or physical:
            earlier = self._phrase_before(phrase)
            if earlier is not None and earlier.items:
                return items.join(earlier.items), "same sentence"
            if physical and self.state.items:
                return items.join(self.state.items), "carried"
        earlier = self._phrase_before(phrase)
        if earlier is not None and earlier.items and not phrase.whole and phrase.metric in ("exports", "imports") and not phrase.partners:
            if earlier.metric in ("exports", "imports", "industrial_output") and not earlier.dependent:
                return items.join(earlier.items), "same sentence"
        if self.context.item and not phrase.whole and phrase.metric in ("exports", "imports"):
            return self.context.item, "article"
        return "", ""

    def _topic_before(self, phrase: Phrase) -> str:
        """The item that the main clause before "with exports reaching ..." is about."""
        at = self.places.get(id(phrase), -1)
        for index in range(at):
            unit = self.units[index]
            if unit.char == "_":
                names, _, _ = noun_phrase(self.signs, unit.first)
                if names and items.known(names[0]) and items.kind(items.known(names[0])) != "mode":
                    return names[0]
        return ""

    # -- periods --------------------------------------------------------------------------------------------

    def resolve(self, mention: PeriodMention, current: str, country: str) -> str:
        """The calendar period of a mention, or "" where the text does not tell."""
        return period_values.resolve(mention, self.context.anchor, current, country)

    def period(self, draft: Draft, phrase: Phrase, reporter: str) -> tuple[str, str]:
        """The period of a draft and where it was taken from."""
        at, clause = draft.at, self.clause
        current = self.now or self.state.period
        own = self._own_period(at)
        if own is None and phrase.periods and self.places.get(id(phrase), -1) > at:
            own = phrase.periods[0]
        if draft.slot == "then":
            if own is not None:
                if own.kind == "relative" and not self.now and not draft.carried:
                    current = self._scored(draft, phrase, reporter)[0] or current
                return self.resolve(own, current, reporter), "own words"
            ahead = self._period_ahead(at)
            if ahead is not None:
                return self.resolve(ahead, current, reporter), "later in the clause"
            if not self.now or (draft.measure == "share" and self._floating(draft, phrase)):
                return self.now or self.state.period, "passage"
            return calendars.shift(self.now, years=-1), "conventional"
        if draft.like is not None and own is None and draft.like.at in self.filled:
            return self.filled[draft.like.at].period, "quantity before"
        if own is not None and own.wording.which == "following":
            before = [self.filled[other.at].period for other in self.drafts if other.at < at and other.at in self.filled]
            return self.resolve(own, before[-1] if before else current, reporter), "own words"
        return self._scored(draft, phrase, reporter)

    def _own_period(self, at: int) -> PeriodMention | None:
        """The period said directly at a quantity: "from October's $3.6bn", "3.89 billion a year ago"."""
        index = self._own_index(at)
        if index is None:
            return None
        value = self.signs[self.units[index].first].value
        assert isinstance(value, PeriodMention)
        return value

    def _own_index(self, at: int) -> int | None:
        """The unit of the period said directly at a quantity, or None."""
        clause = self.clause
        index = at + 1
        while index < len(clause) and (clause[index] in "ir(VD_k$oRFu+" or clause[index : index + 2] == "M(") and index <= at + 5:
            close = clause.find(")", index)
            index = close + 1 if clause[index] == "(" and close > 0 else index + 1
        if index < len(clause) and clause[index] in "Pp":
            return index
        index = at - 1
        while index >= 0 and clause[index] in "'DdY_xqG" and index >= at - 4:
            index -= 1
        if index >= 0 and clause[index] in "Pp" and index < at:
            value = self.signs[self.units[index].first].value
            assert isinstance(value, PeriodMention)
            if value.possessive or (index and clause[index - 1] in "fC") or clause[index] == "p":
                return index
        return None

    def _period_ahead(self, at: int) -> PeriodMention | None:
        """The period of a later earlier figure of the sentence, which an earlier one shares."""
        for index in range(at + 1, len(self.clause)):
            if self.clause[index] in "Pp" and any(draft.slot == "then" and draft.at < index for draft in self.drafts if draft.at > at):
                value = self.signs[self.units[index].first].value
                assert isinstance(value, PeriodMention)
                return value
        return None

    def _scored(self, draft: Draft, phrase: Phrase, reporter: str) -> tuple[str, str]:
        """The best of the periods in the sentence, or the one carried over, by score."""
        table_of = weights()["period"]
        at, clause = draft.at, self.clause
        place = self.places.get(id(phrase), -1)
        current = self.now or self.state.period
        best: tuple[float, str, str] = (0.0, "", "")
        for mention in phrase.periods if not draft.carried else []:
            if mention.kind in ("absolute", "since"):
                best = max(best, (table_of["in_phrase"], self.resolve(mention, current, reporter), "metric phrase"))
        for index, char in enumerate(clause):
            if re.search("d[RF_HE]{0,3}[in]?D?$", clause[:index]) and "M" not in clause[index - 3 : index]:
                continue  # "the first drop this year" dates the record
            if char not in "Pps" or (index in self.owned and draft.slot != "then"):
                continue
            mention = self.signs[self.units[index].first].value
            assert isinstance(mention, PeriodMention)
            before = clause[index - 1] if index else ""
            if char == "s" and set(clause[min(index, at) + 1 : max(index, at)]) & set("J;T"):
                continue
            if before in "fChn" or (char == "p" and index > at) or (index > 1 and clause[index - 2] in "fCh" and before == "D"):
                continue
            if index > at:
                between = clause[at + 1 : index]
                others = [other for other in self.drafts if at < other.at < index]
                if any(other.slot == "then" or other.reason for other in others):
                    continue
                if not between.strip("irnDVk_)(u$oRF+") and "J" not in between:
                    name = "right_adjacent"
                elif not set(between) & set("JM;T-d"):
                    name = "right_same_clause"
                else:
                    name = "other_clause"
            else:
                between = clause[index + 1 : at]
                if any(index < other.at < at and other.slot == "then" for other in self.drafts):
                    continue
                if index < place and not set(clause[index + 1 : place]) & set("QJ;"):
                    name = "fronted"
                elif not set(between) & set("QJ;"):
                    name = "possessive_before" if mention.possessive and index == at - 1 else "left_same_clause"
                elif not set(clause[:index]) & set("QM"):
                    name = "fronted"
                else:
                    name = "other_clause"
            value = self.resolve(mention, current, reporter) if char != "s" else self._until(mention)
            if mention.wording.to_date and self.state.period and self._to_date(value):
                value = self.state.period
            if value and table_of[name] > best[0]:
                best = (table_of[name], value, name.replace("_", " "))
        if best[1]:
            return best[1], best[2]
        if self.now:
            return self.now, "same sentence"
        if self.state.period:
            return self.state.period, "carried"
        return "", ""

    def _until(self, mention: PeriodMention) -> str:
        """The span of years from a start to the last year that figures can be out for ("since 2017", "the past decade")."""
        day = self.context.anchor.date
        if day is None:
            return ""
        last = str(day.year if day.month > 6 else day.year - 1)
        start = period_values.base(mention, self.context.anchor, last)
        return f"{start}/{last}" if re.fullmatch(r"\d{4}", start) and start < last else ""

    def _to_date(self, value: str) -> bool:
        """Whether "so far this year", read as `value`, is the span from January that the passage has been speaking of."""
        try:
            first, last = calendars.bounds(self.state.period)
            start, end = calendars.bounds(value) if value else (first, last)
        except ValueError:
            return False
        return first == start and last >= end and first.month == 1 and last.month < 12

    def base(self, draft: Draft, period: str, reporter: str) -> tuple[str, str]:
        """The period a growth or change compares with: stated, or the same period a year before."""
        if not period:
            return "", ""
        at, clause = draft.at, self.clause
        for index in [*range(at + 1, len(clause)), *range(at - 1, -1, -1)]:
            char = clause[index]
            if char not in "Ppys":
                continue
            between = clause[min(index, at) + 1 : max(index, at)]
            if char == "s" and set(between) & set(",RF"):
                continue  # "the first fall since 2016" dates the record
            if "J" in between or ";" in between or ("M" in between and index > at):
                continue
            mention = self.signs[self.units[index].first].value
            assert isinstance(mention, PeriodMention)
            before = clause[index - 1] if index else ""
            if before == "D" and index > 1:
                before = clause[index - 2]
            if char == "P" and before not in "fChnsL":
                continue
            if char == "P" and before == "f" and any(other.at == index + 1 for other in self.drafts):
                continue
            value = period_values.base(mention, self.context.anchor, period)
            if value and value != period:
                return value, "stated"
        try:
            if self.context.monthly and len(period) == 7:
                return calendars.previous(period), "conventional"
            return calendars.shift(period, years=-1), "conventional"
        except ValueError:
            return "", ""

    # -- all --------------------------------------------------------------------------------------------------

    def fill(self, draft: Draft, metric: str) -> Filled:
        """Every field of a draft, for the metric code given."""
        phrase = draft.phrase
        assert phrase is not None
        item, item_from = self.item(draft, phrase)
        reporter, reporter_from = self.reporter(draft, phrase)
        partner, partner_from = self.partner(draft, phrase, metric, reporter)
        if reporter and reporter == partner and ";" not in partner:
            partner = self.context.economy if self.context.economy != reporter else "WLD"
        period, period_from = self.period(draft, phrase, reporter)
        base, base_from = "", ""
        if draft.measure in ("growth", "change"):
            span = re.fullmatch(r"(\d{4})/(\d{4})", period)
            if span:  # growth over a span of years has its last as period and its first as base
                base, base_from, period = span[1], "span", span[2]
            else:
                base, base_from = self.base(draft, period, reporter)
        if draft.slot == "now" and period:
            self.now = period
        taken = (
            Taken("metric", metric, "carried" if draft.carried else f'"{phrase.form}"'),
            Taken("item", item, item_from),
            Taken("reporter", reporter, reporter_from),
            Taken("partner", partner, partner_from),
            Taken("period", period, period_from),
            Taken("base", base, base_from),
        )
        filled = Filled(metric, item, reporter, partner, period, base, tuple(one for one in taken if one.value))
        self.filled[draft.at] = filled
        return filled
