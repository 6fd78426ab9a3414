"""How a wording of time stands in its sentence: at a figure, before all else, as what is only compared with."""

from __future__ import annotations

import re

from extractor import calendars, items
from extractor.pending import Draft
from extractor.period_grammar import PeriodMention
from extractor.scene import Scene

# after a time in brackets, what is told of it: "(August 11,600)", "(May 2022: a deficit of 0.3 billion)"
TOLD_OF = re.compile(":?D?(?:Mo)?D?Q")
_BRACKET = re.compile(r"\([Pp]:D?(?:Mo)?D?$")
_COMPARED_THEN = re.compile(r"[Chf>~][iD_YoHTE]{0,6}([Pp])\(D?$")
_RECORDED = re.compile("[hfC]D?MHiD?(P)o[D_]*$")  # "less than the imports recorded in May 2023 of"
_PART_OF = re.compile(",D?QoD?_?[YI][oir]D?$")
_VERB = re.compile("[SHX]i?D?[Pp]")  # "against 13.1 million bought in 2018"
_THAT_OF = re.compile("(?<=[fChL>~Z])(?:D?_?[YIT$][oirDHTE_]*|D?[_d]?_o|D_)$")  # "above the level of", "below those of"
_COMPARES = (*"fChnL>~", *(f"{char}i" for char in "hCfn"))  # what a time that is only compared with stands behind
# "double the bill of 2021", "four times its 2020 level", "twice what they had been in 2015", "twice as much as in 2020"
_TIMES = re.compile("(?:D[_Y$k][oirD]{1,2}|_?[TI][TI_E]{0,4}[iD]{0,2}|[_mdl]{1,3}li?D?|l[_md]{1,3})(?=[Pp])")
_ITS = re.compile("D_?(?=P'?_?[_YM])|(?=P'?[_d]{0,3}Y)")
_MOVED = ("ed", "ing", "es")  # "doubled", unlike "double"
_BASES = frozenset({"over", "than", "from", "against", "versus", "on", "with"})
_THROUGH = re.compile(r"\s(?:to|through|thru|until|till)\s")
_WHOLE = re.compile(r"\b(?:whole|entire|all|full|calendar)\b")
# "came to $5 billion, a rise of 4 percent over the first half of 2022"
_RISE_OVER = re.compile("Q[^QMJ;]*,[D_]*(?:Q_?[RF+]|[RF+][_y]*oD?_?Q)_D?$")
_RECORD = re.compile("[!d][^QMJ;,]*$")
NOW = 3  # signs beside a figure in which it can be told to be what is now
_SINGLE = frozenset({"year", "month", "months", "which"})


_DATED = re.compile("[,&;J]{1,2}iD?(P)[-:]D?_?$")
_AND_LATER = re.compile("tD?_?Qp")  # "halved to 1 billion a year later"
_POSTED = re.compile("(?:M|y?[RF+])H_?iD?P")  # "less than the 5 million surplus posted in August"


def own_index(scene: Scene, at: int) -> int | None:
    """The unit of the wording of time directly at a quantity ("from October's $3.6bn"), or None; looked for once."""
    if at not in scene.times:
        scene.times[at] = _own_index(scene, at)
    return scene.times[at]


# "from the $4 billion surplus in the same period last year", "than the 5 percent growth that Peru enjoyed in May"
_BALANCE = re.compile("[_-]?(?:M|[RF+](?:iM)?)(?:TA?I?)?_?[HSVEX_]?_?[ir]?D?(?=[Pp])")


def _own_index(scene: Scene, at: int) -> int | None:
    clause = scene.clause
    draft = next((one for one in scene.drafts if one.at == at), None)
    if draft is not None and draft.slot == "then" and (balance := _BALANCE.match(clause, at + 1)) is not None:
        return balance.end()
    verb = _VERB.match(clause, at + 1) or (_WORTH_TOO.match(clause, at + 1) if draft is not None else None)
    index = verb.end() - 1 if verb is not None else at + 1
    for _ in range(5):
        if not (
            index < len(clause) and (clause[index] in "ire(VD_k$oRFu+cyK" or clause[index : index + 2] in ("M(", "aP"))
        ):
            break
        close = clause.find(")", index)
        index = close + 1 if clause[index] == "(" and close > 0 else index + 1
    if index < len(clause) and clause[index] in "Pp":
        if is_of_new_rate(scene, at, index) or index == time_of_moves(scene):
            return None
        return None if clause[index - 1] == "(" and TOLD_OF.match(clause, index + 1) else index
    then = _COMPARED_THEN.search(clause, 0, at)
    if then is not None:
        return then.start(1)  # "5 percent more than in May 2019 (3.1 billion)"
    dated = _DATED.search(clause, 0, at)
    if dated is not None:
        return dated.start(1)  # "$5 billion in 2015, in 2014 - $4 billion"
    recorded = _RECORDED.search(clause, 0, at)
    if recorded is not None:
        return recorded.start(1)
    bracket = _BRACKET.search(clause, 0, at)
    if bracket is not None:
        return bracket.start() + 1
    index = at - 1
    while index >= 0 and clause[index] in "'DdY_xqGVo" and index >= at - 6:  # "May's revised figure of"
        index -= 1
    if index >= 0 and clause[index] in "Pp":
        mention = scene.chart.mention(index)
        if mention.possessive or (index and clause[index - 1] in "fC(;") or clause[index] == "p":
            return index
        if index == at - 1 and _AND_IN.search(clause, 0, index):
            return index  # "rose 5 percent in May, and in April 3 percent"
    return None


_WORTH_TOO = re.compile(
    "(?:o[_k]{1,2}|k)?[$]D?Q(?=i?D?p)."
)  # "exports of 5 tonnes worth $3 million in the same period"
_AND_IN = re.compile("Q[^QMJ;]{0,4}[,&]{1,2}i$")
_TO_FROM = re.compile("tD?_?Q[^QMJ;]{0,3}fD?_?$")


def is_of_new_rate(scene: Scene, at: int, index: int) -> bool:
    """Whether a month behind a rate is that of the one that followed it: "cut the duty to 5 percent from 10 in May"."""
    draft = next((one for one in scene.drafts if one.at == at), None)
    duty = draft is not None and draft.phrase is not None and draft.phrase.metric == "tariff_rate"
    month = scene.chart.mention(index).wording.unit != "year"
    return duty and month and _TO_FROM.search(scene.clause, 0, at) is not None


# "rose to $5 billion from $4 billion a year earlier, and imports to $3 billion from $2 billion in May"
# "rose to $5 billion from $4 billion, up 25 percent on the year, in May"
_WITH_GROWTH = re.compile("t[D_d]*QfD?_?Q,(?:[RF]|D_?[RF]o)b?[D_]?Q[fnC]?D?_?([yp]),?[ir]D?(P)")
_MOVES = re.compile("t[D_d]*QfD?_?Qp(?:[^QPs;]*t[D_d]*QfD?_?Qp?)*,?[ir]D?(P)")


def time_of_moves(scene: Scene) -> int:
    """The unit of the time behind moves whose earlier figures a relative one dates, which all new ones are of; or 0."""
    if "p" not in scene.clause and "y" not in scene.clause:
        return 0  # as most often
    if (grown := _WITH_GROWTH.search(scene.clause)) is not None:
        return grown.start(2) if scene.chart.mention(grown.start(1)).wording.unit == "year" else 0
    row = _MOVES.search(scene.clause)
    return row.start(1) if row is not None else 0


def is_of_now(scene: Scene, at: int) -> bool:
    """Whether a figure is told to be what is now: "from $5 billion at present", "against the current 5 percent"."""
    lows, unit = scene.chart.lows, scene.chart.units[at]
    after = " ".join(lows[unit.last : unit.last + NOW]) + " "
    before = lows[max(unit.first - NOW, 0) : unit.first]
    if after.startswith("now that "):
        return False
    return not items.roles_of("present before").isdisjoint(before) or any(
        after.startswith(f"{now} ") for now in items.roles_of("present asides")
    )


def is_listed_earlier(draft: Draft, own: PeriodMention | None) -> bool:
    """Whether a figure of a list is one of an earlier time: "rose 4 percent in June and 6 percent the month before"."""
    if draft.construction != "listed" or own is None or own.wording.offset >= 0 or own.lead in _BASES:
        return False  # "and 6 percent over the month before": compared with it
    return own.wording.rule in ("earlier", "year_ago")


def is_base(scene: Scene, index: int) -> bool:
    """Whether the wording of time at a unit is, by what stands before it, only compared with ("more than in 2023")."""
    if _PART_OF.search(scene.clause, 0, index):
        return True  # "8,400 tonnes, a tenth of the level in 1995"
    before = _THAT_OF.sub("", scene.clause[:index]).rstrip("Dc")
    if is_measure(scene, index):
        return True
    mention = scene.chart.mention(index)
    said = mention.wording
    if mention.lead in ("until", "till") and mention.wording.to_date:
        return False  # "came to $5 billion until the end of May"
    if mention.lead == "over" and _RISE_OVER.search(scene.clause, 0, index):
        return True
    if before[-1:] == "f" and (said.first != said.last and opens(scene, index - 1) or _goes_through(mention)):
        return False  # "From January-March, exports fell"
    if before[-1:] == "w" and scene.chart.low(scene.chart.segment(index)) in ("comparing", "compare"):
        return True  # "Comparing May 2020 with May 2019, exports fell"
    return before.endswith(_COMPARES)


def is_measure(scene: Scene, index: int) -> bool:
    """Whether the wording of time at a unit is of what a multiple is taken: "double the bill of 2021"."""
    at = scene.clause.rfind("Q", 0, index)
    if at < 0:
        return False
    if at + 2 < index and scene.chart.low(at + 2) in items.roles_of("speeds"):
        return False  # "rose 4 percent, twice as fast as in April"
    word = scene.chart.low(at)
    told = _ITS.match(scene.clause, at + 1)
    if told is None and (not word.endswith(_MOVED) or word.endswith("times")):
        told = _TIMES.match(scene.clause, at + 1)
    draft = next((other for other in scene.drafts if other.at == at and other.construction == "multiple"), None)
    return draft is not None and told is not None and told.end() == index


def is_compared(mention: PeriodMention) -> bool:
    """Whether a wording of time is, by the preposition before it, only compared with ("up on 2022", "over June")."""
    if mention.kind == "since" or mention.lead not in _BASES or _goes_through(mention) or _WHOLE.search(mention.text):
        return False
    said = mention.wording
    return mention.lead != "over" or mention.kind == "relative" or (said.rule in _SINGLE and said.which != "the")


def _goes_through(mention: PeriodMention) -> bool:
    """Whether "from" opens a span, not what is compared with: "5 million tonnes from January through March"."""
    if mention.lead != "from":
        return False
    return (
        mention.wording.rule == "day_span" or mention.kind == "absolute" and _THROUGH.search(mention.text) is not None
    )


def is_ranked(scene: Scene, index: int) -> bool:
    """Whether "since" dates a record or what has not been: "the largest since 2016", "not since 2016"."""
    return _RECORD.search(scene.clause, 0, index) is not None


def opens(scene: Scene, index: int) -> bool:
    """Whether a unit opens its part of the sentence, before every metric and figure."""
    before = scene.clause[scene.chart.segment(index) : index]
    return not (before[:-1] if scene.chart.low(index - 1) == "over" else before).strip("D,ir")


def is_of_span(scene: Scene, draft: Draft, index: int) -> bool:
    """Whether "since" right behind a metric tells when it is, not since when it grew: "exports since July rose 5%"."""
    if not 0 < index < draft.at or scene.clause[index - 1] != "M":
        return False
    return scene.chart.mention(index).wording.unit in ("month", "day")


_OF_THAT = re.compile("_?o(?:T|I|D?Y)")


def is_of_that(scene: Scene, draft: Draft) -> bool:
    """Whether a sentence opens on parts of the figure before it: "Of that amount, 3 million tonnes came from Peru"."""
    return draft.carried and _OF_THAT.match(scene.clause) is not None


_WHEN = re.compile("(?:[Pps]Y?[,-]*_|[Pps][,-]*i?T)(?=[^PpQJ;]*$)")


def when_unit(scene: Scene, at: int) -> int | None:
    """The unit of the wording of time that a clause around a figure goes on from with "when", or None."""
    told = _WHEN.search(scene.clause, 0, at)
    if told is None or scene.chart.low(told.end() - 1) not in ("when", "which"):
        return None
    while_they = told[0][0] == "p" and scene.has("x", told.end(), at)
    return None if while_they else told.start()  # "from a year ago, when forecasters had bet on 4 percent"


def is_on_year_before(scene: Scene) -> bool:
    """Whether a sentence sets something against the year before: "compared with a year earlier", "year on year"."""
    told = (scene.chart.mention(index).wording for index, char in enumerate(scene.clause) if char in "py")
    return any(said.unit == "year" and (said.rule == "rate" or said.offset == -1) for said in told)


def is_on_year(scene: Scene, mention: PeriodMention, index: int) -> bool:
    """Whether "in the year" behind a rate says over what a month of which is spoken has moved."""
    said, spoken = mention.wording, scene.state.period or scene.now
    rate = any(one.at == index - 2 and one.percent and one.measure == "growth" for one in scene.drafts)
    bare = rate and said.rule in ("that", "the") and said.unit == "year" and not said.at_end
    return bare and len(spoken) == len("2024-05") and calendars.shape(spoken) == "month"


def own_wording(scene: Scene, draft: Draft) -> PeriodMention | None:
    """The wording of time that stands directly at a figure, or in the phrase after it; looked for once."""
    if draft.at not in scene.wordings:
        scene.wordings[draft.at] = _own_wording(scene, draft)
    return scene.wordings[draft.at]


def _own_wording(scene: Scene, draft: Draft) -> PeriodMention | None:
    index = own_index(scene, draft.at)
    index = when_unit(scene, draft.at) if index is None else index
    if index is not None:
        return scene.chart.mention(index)
    later = _AND_LATER.match(scene.clause, draft.at + 1)
    if later is not None and scene.chart.mention(later.end() - 1).wording.offset > 0:
        return scene.chart.mention(later.end() - 1)
    phrase = draft.phrase
    behind = scene.chart.units[draft.at + 1].phrase if scene.clause.startswith("M", draft.at + 1) else None
    if behind is not None and behind.kind == "weak" and behind.periods and draft.slot == "then":
        return behind.periods[0]  # "after a revised 5 million deficit in August"
    posted = _POSTED.match(scene.clause, draft.at + 1) if draft.slot == "then" else None
    if posted is not None:
        return scene.chart.mention(posted.end() - 1)
    told = phrase.periods[0] if phrase and phrase.periods else None
    if phrase is None or told is None or scene.chart.place(phrase) > draft.at:
        return told
    against = draft.construction == "against-metric" and told.kind == "relative" and told.wording.offset < 0
    return told if against else None  # "compared with the year-before deficit of $5 million"


def is_year_to(scene: Scene, value: str) -> bool:
    """Whether a span is the year to a month that a sentence tells ("in the 12 months to June"), no fiscal year."""
    if "/" not in value or calendars.shape(value) != "month" or calendars.length(value) != YEAR:
        return False
    told = [scene.chart.mention(index).wording for index, char in enumerate(scene.clause) if char in "Pp"]
    told += [one.wording for _, phrase in scene.chart.phrases for one in phrase.periods]
    return any(said.rule == "ending" and not said.fiscal for said in told)


YEAR = 12  # months


def is_at_end(scene: Scene) -> bool:
    """Whether a sentence speaks of the end of a period, so that its investment is a stock ("by the end of 2018")."""
    told = [scene.chart.mention(index).wording for index, char in enumerate(scene.clause) if char in "Pz"]
    told += [one.wording for _, phrase in scene.chart.phrases for one in phrase.periods]
    return any(said.at_end or said.to_date for said in told)
