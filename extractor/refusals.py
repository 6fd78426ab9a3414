"""Figures that a construction fits and that say nothing of a metric all the same, and why."""

from __future__ import annotations

import re

from extractor import items, paces, points
from extractor.chart import Chart
from extractor.doings import bargained
from extractor.governing import is_money
from extractor.pending import Draft
from extractor.phrases import Phrase
from extractor.revisions import is_revision

WORLD = 4  # signs from a part to the world that it is of
FEW = 100  # of things that are not traded by the piece: a number of their kinds
LEAST = 10_000  # of money: what is less is a price, a wage or a fee
_MADE = "industrial_output"
_ALWAYS_RATES = frozenset({"gdp", "cpi", "ppi"})
# "a third of export growth", "half of the drop"
_CONTRIBUTION = re.compile("o(?:[^QM]{0,3}M[RF+]|[TDI_A']{0,3}[RF+](?=[.,;)J&io]|$))")
_OF_AMOUNT = re.compile("_?oD?_?Q")
_OFF_GROWTH = re.compile("[f_t](?:[DA]'?)?_?[+]")  # "cut 2 points from growth", "knocked 2 points off growth"
_OFF_OUTPUT = re.compile("[f_t][DA']{0,3}_?[M+]")
_MOVED = frozenset({"direction-quantity", "direction-at", "direction-of", "direction-by"})
_MOVED_DUTY = re.compile("-?_?M[RF]")  # "a 50 percent duty cut"
_OUTPACED = re.compile("X[^QM;]*b[_D]*$")
_EFFECT = re.compile("[RF]M[^QMJ;]*b[^QMJ;]*$")  # "the strike cut GDP by"
_CAUSED = re.compile("v_?[RF][DAu_']*M[^QMt;]*(?:Q[^QMt;]*)?$")  # "the levy would cut exports by"
_WHOLE = re.compile("[oi][DA_'d]*_")
_DECIDED = re.compile("O[T_D,]*[IA]$")  # "the ministry said it would cut exports by"
_CONDITIONAL = frozenset({"would", "should"})
_SUPPOSED = re.compile(r"[RF+]iM\?|[-_]?[RF](?:[io][DA_']*M?[_A]*)?[v?]")  # "a 30 percent cut would put"
_OF_SOMETHING = re.compile("o[DA_']++(?!Y|.{0,2}M)")
_AIMED_AT = re.compile("D?[_A']{0,3}[xG](?![rA])")
_AS_LARGE = re.compile("l_(?:l|$|[.,;J&])")  # "ten times as large"
_TIMES_METRIC = re.compile("[ID_]?M")
_TIMES_AMOUNT = re.compile("D(?:[$]D?_*M|[_YH](?![ornf]?D?[Pp])|Q(?!.?D?_?[Pp]))")
_THOSE_OF_OTHERS = re.compile("[_m>]{0,2}h?D?I[_D]?[oftw][D_]*A")  # "double those of Peru"
_OF_OTHERS = re.compile("[_m>D]{0,3}[ho]?D?A'(?!_?[pPQ])")  # "three times Peru's", "larger than Peru's"
_OF_MOVE = re.compile("D_?[RF]o")  # "three times the gain of 0.5 percent"
_IS_MULTIPLE = re.compile("E[_<>~mhD]{0,4}$")
_OF_PHRASE = re.compile("o[D_A']*M")
_OTHER_THING = re.compile("[ok]*D?N")  # "sold $2 billion of bonds abroad"
_THAN_TOLD = re.compile("[_RFm<>~]{0,3}[hC>~fnt][^QMPps,;J.]{1,5}(?=[,;J.:)&]|$)")
_THAN_GROWTH = re.compile("_?[mRF<]hD?[_A']{0,3}[RF+][oi]")  # "2 points higher than the growth of imports"
_THAN_MEANT = re.compile("_?(?:[m<RF]h|[>~])[DA_'Iu]{0,6}[xG]")
_THAN_FORESEEN = re.compile("[m<RF]hD?_?QR?[TI_E]{0,4}x")  # "3 points less than the 2 percent rise it had foreseen"
TOLD = 8  # signs behind a figure in which it can be set against one told before


_TAXED = re.compile("Mn[D_]?$")


def _is_duty(chart: Chart, place: int) -> bool:
    """Whether the metric at a unit is a tariff."""
    phrase = chart.units[place].phrase
    return phrase is not None and phrase.metric == "tariff_rate"


AVERAGE = 4  # words behind a multiple in which what is usual is named
_NOT_MOVED = re.compile("!_?E?[RF][b]?[D_]?$")
_EVEN_MORE = frozenset({"only", "just", "merely", "simply", "yet"})
_STREAK_OF = re.compile("_?oD?_?M")
_FASTER = re.compile("MX[DA_']*M[^QMJ;,]*$")
_TO_LEVEL = re.compile("tD?[_be~]{0,2}Q")


def refusal(chart: Chart, draft: Draft) -> str:
    """Why a quantity that a construction fits says nothing of a metric all the same, or ""."""
    text, at, phrase = chart.text, draft.at, draft.phrase
    assert phrase is not None
    if (draft.measure == "share" or draft.construction == "share-verb") and _CONTRIBUTION.match(text, at + 1):
        return "a contribution to growth"
    if bargained(chart, phrase, at):
        return "a deal"
    ahead = chart.lows[chart.units[at].last :][:WORLD]
    of_world = bool(phrase.reporters) and not items.roles_of("whole world").isdisjoint(ahead)
    if draft.kind == "f" and draft.construction == "verb-object" and phrase.metric == _MADE and not of_world:
        return "a part of what others make"  # "make a fifth of the world's chips"
    again = _OF_AMOUNT.match(text, at + 1) if draft.kind == "o" else None
    if again is not None and is_money(chart.signs[chart.units[again.end() - 1].first]):
        return "an amount reached again"  # "a second straight year of $5 billion in exports"
    if draft.unit == "PP" and (draft.construction == "share-verb" or _OFF_GROWTH.match(text, at + 1)):
        return "a contribution to growth"
    if is_revision(chart, draft):
        return "the size of a revision"
    if is_gap(chart, at):
        return "a gap to an earlier figure or a forecast"
    if other := points.refusal(chart, draft, rate=phrase.metric in _ALWAYS_RATES):
        return other
    if draft.money and draft.construction == "quantity-metric" and _is_of_size(chart, at):
        return "the size of something else"
    if draft.percent and draft.construction == "gapped" and text.startswith("N", at + 1):
        return "the size of something else"  # "scrapped a 5 percent export tax"
    if draft.percent and _THAN_GROWTH.match(text, at + 1):
        return "a gap to another series"
    if draft.unit == "PP" and _OUTPACED.search(text, 0, at):
        return "a gap to another series"
    if draft.construction == "verb-object" and draft.percent and phrase.metric == _MADE and not phrase.items:
        return "a share of what is not named"
    if draft.money and _TAXED.search(text, max(0, at - 3), at) is not None and _is_duty(chart, text.rfind("M", 0, at)):
        return "what a tariff is on"  # "will impose duties on $2 billion of Peruvian goods"
    if draft.bound == "=" and (no := _NOT_MOVED.search(text, 0, at)) and chart.low(no.start() + 1) not in _EVEN_MORE:
        return "hypothetical or denied"  # "exports did not fall 5 percent"
    demanded = _is_urged(chart, at) or draft.status == "target" and _is_demanded(chart, at)
    if phrase.metric == "tariff_rate" and demanded:
        return "a demand"
    if phrase.metric != "tariff_rate" and _is_lobbied(chart, at):
        return "a demand"
    if draft.measure == "share" and phrase.metric == "tariff_rate" and draft.construction != "ranked":
        return "a share of tariffs"
    moves = _MOVED_DUTY.match(text, at + 1) if draft.construction == "quantity-direction" else None
    cut = moves is not None and chart.low(moves.end() - 1) in items.roles_of("moves of duties")
    own = at + 1 < len(chart.units) and chart.units[at + 1].phrase is phrase  # "offered to cut its 15 percent duty"
    if phrase.metric == "tariff_rate" and draft.unit == "PCT" and (draft.construction in _MOVED and not own or cut):
        return "what a tariff does"  # "would cut growth by 1 percent", "prices rose 5 percent since the tariff"
    if phrase.metric == "tariff_rate" and draft.kind == "m" and "times" in chart.low(at):
        return "a comparison of sizes"  # "collected $27 billion in duties, three times as much"
    if draft.kind == "o" and phrase.metric.endswith(("surplus", "deficit")) and _STREAK_OF.match(text, at + 1):
        return "a balance that lasts"  # "the 24th consecutive month of trade surplus"
    if draft.kind == "o" and _FASTER.search(text, 0, at):
        return "a gap to another series"  # "exports outpaced imports for five months"
    if draft.unit == "PCT" and _off_output(chart, draft):
        return "an effect against a baseline"
    if phrase.metric == "gdp" and not draft.carried and _EFFECT.search(text, 0, at):
        return "an effect against a baseline"
    if (
        phrase.metric != "tariff_rate"
        and not draft.carried
        and (caused := _CAUSED.search(text, chart.segment(at), at)) is not None
    ):
        decided = _DECIDED.search(text, chart.segment(at), caused.start()) is not None
        to_level = _TO_LEVEL.match(text, at + 1) is not None  # "would cut the surplus by $8 billion to $52 billion"
        if chart.low(caused.start()) in _CONDITIONAL and not decided and not to_level:
            return "an effect against a baseline"
    if text.startswith("_", at + 1) and chart.word_before(at + 1) == "off" and not {"v", "?"}.isdisjoint(text[:at]):
        return "an effect against a baseline"  # "would shave 0.3 percent off GDP"
    if draft.construction == "share-of" and _of_another(chart, at):
        return "a comparison of sizes"
    rate = phrase.metric in ("cpi", "ppi") or phrase.metric == "gdp" and phrase.form.endswith("growth")
    ahead = chart.lows[chart.units[at].last :][:AVERAGE]
    average = "times" not in chart.low(at) and not items.roles_of("averages").isdisjoint(ahead)  # "twice the average"
    if draft.construction == "multiple" and (rate or average or _is_comparison(chart, at)):
        return "a comparison of sizes"  # also "growth is set to halve": that of a rate is no claim
    if (supposed := _SUPPOSED.match(text, at + 1)) and (supposed[0].endswith("M?") or _is_any(chart, at)):
        return "hypothetical or denied"
    if paces.is_rate(chart, draft, phrase):
        return "a price or rate per unit"
    if (
        phrase.metric == _MADE
        and phrase.kind == "verb"
        and any(at in (m.start(), m.end() - 1) for m in _YIELDS.finditer(text))
    ):
        return "what so much of something yields"  # "ten tonnes of cane produce one of sugar"
    if draft.money and phrase.kind == "verb" and _OTHER_THING.match(text, at + 1):
        return "an amount of something else"
    kinds = draft.construction == "quantity-metric" and draft.unit == "count" and not draft.quantity.scaled
    last = chart.units[chart.place(phrase)].last if kinds else 0
    if kinds and not items.roles_of("things traded").isdisjoint(chart.lows[last - 1 : last + 1]):
        return "a count of kinds"  # "of 15 export items, 10 fell"
    behind = chart.signs[chart.units[at].last] if chart.units[at].last < len(chart.signs) else None
    ranked = behind is not None and behind.symbol == "RECORD" and text[at + 1 : at + 2] in ("M", "d")
    if draft.quantity.unit == "count" and abs(draft.quantity.value) < MANY and ranked:
        return "a count of kinds"  # "two of its four largest exports"
    if draft.money and draft.factor == 1 and abs(draft.quantity.value) < LEAST:
        return "too small an amount for trade"
    if draft.quantity.unit == "PCT":
        if draft.measure == "growth" and draft.construction != "from-rate" and _is_of_share(chart, at):
            return "growth of a share"
        if draft.construction == "share-verb" and draft.carried and _is_of_other(chart, at):
            return "a share of something else"  # "brands hold 35 percent of the car market"
        told = draft.construction.startswith(("share", "part", "quantity-passive", "quantity-moves")) or draft.direction
        told = told or (draft.like is not None and draft.like.measure == "share")  # "98 percent of its tin and half of"
        if draft.carried and draft.construction == "direction-quantity" and _OF_SOMETHING.match(text, at + 1):
            return "a part of something else"  # "cut 10 percent of its staff"
        if not told and _OF_SOMETHING.match(text, at + 1):
            return "a share of something else"
    return _miscount(chart, draft, phrase)


_OF_PACK = re.compile(r"Q(?:[ok]|,?\(|,)$")
_LIGHT = frozenset({"kg", "lb", "g", "l"})


def is_of_pack(chart: Chart, at: int) -> bool:
    """Whether a weight is that of each of the packs just counted: "2 million bags (60 kg)", "bags of 132 pounds"."""
    packs, own = _OF_PACK.search(chart.text, 0, at), chart.units[at].quantity
    counted = chart.units[packs.start()].quantity if packs is not None else None
    if counted is None or own is None or own.unit not in _LIGHT or counted.unit not in ("count", "bag"):
        return False
    said = counted.counted.lower() or chart.lows[chart.units[at - 1].first - 1]
    each = "each" in chart.lows[chart.units[at].last :][:1]
    return counted.unit == "bag" or each or said in items.roles_of("packs")


def is_gap(chart: Chart, at: int) -> bool:
    """Whether a figure is only how far another lies from a forecast or from what was told: "5 million less than
    forecast"."""
    if _THAN_FORESEEN.match(chart.text, at + 1) is not None:
        return True
    told = _THAN_TOLD.match(chart.text, at + 1) is not None and _is_than_told(chart, at)
    return told or _THAN_MEANT.match(chart.text, at + 1) is not None


def _is_of_size(chart: Chart, at: int) -> bool:
    """Whether an amount tells how large something is that is no trade: "the $27 billion economy"."""
    behind = chart.units[at].last
    return not items.roles_of("sized").isdisjoint(chart.lows[behind : behind + 2])


def _is_than_told(chart: Chart, at: int) -> bool:
    """Whether a rise or fall is on what was told before of the same time: "3 percent higher than first reported"."""
    behind = chart.units[at].last
    words: list[str] = []
    for sign in chart.signs[behind : behind + TOLD]:
        if sign.symbol == "QUANTITY":
            return False  # "compared with a preliminary reading of 4 percent"
        if sign.symbol in ("COMMA", "SEMICOLON", "BUT"):
            break
        words.extend(sign.low.split())
    than = next((n for n, word in enumerate(words) if word in items.roles_of("set against")), -1)
    told = words[than + 1 :] if than >= 0 else []
    dated = items.roles_of("told before")
    return not items.roles_of("figures told").isdisjoint(told) and (not dated.isdisjoint(told) or "estimated" in told)


_YIELDS = re.compile("Qo[_D]*MQ?")


def _off_output(chart: Chart, draft: Draft) -> bool:
    """Whether a percentage is what something takes off an economy or adds to it: "shave 1 percent off its output"."""
    if not _OFF_OUTPUT.match(chart.text, draft.at + 1):
        return False
    first = chart.units[chart.segment(draft.at)].first
    verbs = chart.lows[first : chart.units[draft.at].first][-SHAVED:]
    return not items.roles_of("shaves").isdisjoint(verbs)


SHAVED = 6  # signs from such a verb to its figure


def _is_any(chart: Chart, at: int) -> bool:
    """Whether a figure has an indefinite article, or opens its sentence: "a 30 percent cut"."""
    return at == 0 or chart.text[at - 1] in '".,' or chart.low(at - 1) in ("a", "an")


def _is_of_other(chart: Chart, at: int) -> bool:
    """Whether a share is of a market, a company or the like: "holds 45 percent in a gas field"."""
    whole = _WHOLE.match(chart.text, at + 1)
    if whole is None or chart.text.startswith("M", whole.end()):
        return False
    return whole[0][0] == "i" or chart.word_before(whole.end() - 1) in items.roles_of("other wholes")


def _is_urged(chart: Chart, at: int) -> bool:
    """Whether a duty is only recommended to those who lay it: "a panel recommended duties of 5 percent"."""
    start = chart.units[chart.segment(at)].first
    return not items.roles_of("urges").isdisjoint(chart.lows[start : chart.units[at].first])


def _is_demanded(chart: Chart, at: int) -> bool:
    """Whether those who want a duty are not those who lay it: "growers want", "the industry is seeking"."""
    wish = chart.text.rfind("G", 0, at)
    by = wish - 1
    while by >= 0 and chart.text[by] in "EvDT":
        by -= 1
    return wish >= 0 and by >= 0 and chart.word_before(by) in items.roles_of("lobbies")


def _is_lobbied(chart: Chart, at: int) -> bool:
    """Whether those who do not decide want others to do something: "growers urged the EU to cut imports by"."""
    signs = chart.signs[chart.units[chart.segment(at)].first : chart.units[at].first]
    lobbies, asks = items.roles_of("lobbies"), items.roles_of("asks")
    asked = next((n for n in range(1, len(signs)) if signs[n].low in asks and signs[n - 1].low in lobbies), None)
    return asked is not None and any(sign.symbol == "TO" for sign in signs[asked + 2 :])


_WITH_SHARE = re.compile("_,(?:w|T)[^,;J]*B[^,;J]*,([RF])_?b?[D_<>~]*$")


def _is_of_share(chart: Chart, at: int) -> bool:
    """Whether a share is spoken of before a unit, and no amount after it: "a 22 percent share, or $2 billion"."""
    part, last = chart.text.rfind("B", chart.segment(at), at), chart.text.rfind("Q", 0, at)
    if 0 <= part < chart.text.rfind(")", part, at) and "(" in chart.text[:part]:
        return False  # "led by tea (5 percent share), up 8 percent"
    if (aside := _WITH_SHARE.search(chart.text, 0, at)) and chart.low(aside.start(1)) not in ("up", "down"):
        return False  # "tea, with a share of 5 percent, rose 8 percent"
    if part >= 0 and chart.low(part) == "percentage" and chart.text[part + 1] in "RF+":
        return False  # "the largest percentage gain"
    if part >= 0 and not items.roles_of("results").isdisjoint(chart.said(part, at)):
        return False  # "reliance on Peru led to a drop of 5 percent in exports"
    quantity = chart.units[last].quantity if last > part else None
    return part >= 0 and (quantity is None or quantity.unit in ("PCT", "PP"))


def _of_another(chart: Chart, at: int) -> bool:
    """Whether a part is of what another country does, not of a whole: "Peru's exports are half those of Chile"."""
    if _THOSE_OF_OTHERS.match(chart.text, at + 1):
        return True
    left = next((one for place, one in reversed(chart.phrases) if place < at), None)
    ahead = _OF_PHRASE.match(chart.text, at + 1)
    right = chart.units[ahead.end() - 1].phrase if ahead is not None else None
    if left is None or right is None or not (left.reporters and right.reporters) or left.metric != right.metric:
        return False
    one, other = left.reporters[0].code, right.reporters[0].code
    return one != other and len(one) == len(other) == COUNTRY and "WLD" not in (one, other)


COUNTRY = 3  # letters of the code of a country


def _is_comparison(chart: Chart, at: int) -> bool:
    """Whether a multiple compares sizes ("six times its exports") or leads to a share ("tripled to 44%")."""
    after = chart.units[at + 2].quantity if at + 2 < len(chart.units) else None
    to_share = chart.text.startswith("tQ", at + 1) and after is not None and after.unit == "PCT"
    metric = _TIMES_METRIC.match(chart.text, at + 1)
    echo = chart.units[metric.end() - 1].phrase if metric else None
    then = False  # "three times those of 2020", "that of a year earlier"
    if metric is not None and echo is not None and echo.echo and not echo.reporters:
        then = bool(echo.periods) or chart.text.startswith("p", metric.end())
    of_metric = metric and ("times" in chart.low(at) or "twice" in chart.low(at)) and not then
    of_amount = "times" in chart.low(at) and _TIMES_AMOUNT.match(chart.text, at + 1)  # "three times the amount of"
    verb = chart.low(at).endswith("ed")
    if not verb and (_AIMED_AT.match(chart.text, at + 1) or _OF_MOVE.match(chart.text, at + 1)):
        return True  # "double market estimates", "twice the target"
    of_others = _THOSE_OF_OTHERS.match(chart.text, at + 1) or (not verb and _OF_OTHERS.match(chart.text, at + 1))
    is_times = not verb and _IS_MULTIPLE.search(chart.text, 0, at)
    doubled = is_times and not then and metric  # "is double its deficit with"
    of_pace = chart.text.startswith("l_", at + 1) and chart.low(at + 2) in items.roles_of(
        "speeds"
    )  # "twice as fast as"
    return bool(
        to_share or doubled or of_others or of_metric or of_amount or of_pace or _AS_LARGE.match(chart.text, at + 1)
    )


_OF_TRADE = re.compile("[D_YHm]{0,3}M")


def _head(chart: Chart, at: int) -> str:
    """The word behind the metric phrase that a number stands before, or ""."""
    phrase = _OF_TRADE.match(chart.text, at + 1)
    return next(iter(chart.lows[chart.units[phrase.end() - 1].last :]), "") if phrase is not None else ""


MANY = 50  # of which a country has fewer goods or markets that are ranked


def _miscount(chart: Chart, draft: Draft, phrase: Phrase) -> str:
    """What a number of things counts, where that is no part of the metric ("46 ports"), or ""."""
    counted = draft.quantity.counted.lower()
    if draft.quantity.unit == "count" and (head := counted or _head(chart, draft.at)) in items.roles_of("many markets"):
        return f'a count of "{head}"'  # "the two main importing countries", "its three largest export markets"
    kinds = counted in items.roles_of("things traded") and not draft.quantity.scaled
    if draft.quantity.unit == "count" and kinds and abs(draft.quantity.value) < MANY:
        return f'a count of "{counted}"'  # "the increase was attributed to eight major commodities"
    if draft.quantity.unit != "count" or not counted or draft.construction == "verb-object":
        return ""
    if phrase.kind == "weak" and chart.text.startswith("M", draft.at + 1) and phrase.metric in ("exports", "imports"):
        return f'a count of "{counted}"'  # "seized 214 shipments"
    if phrase.form in ("imported", "exported") and counted in items.roles_of("sorts counted"):
        return f'a count of "{counted}"'  # "duties on 285 imported products"
    few = draft.construction == "metric-of" and abs(draft.quantity.value) < FEW
    if few and items.kind(items.known(counted)) in ("commodity", "group"):
        return f'a count of "{counted}"'  # "exporters of two metals"
    if chart.text.startswith("M", draft.at + 1) or counted in items.roles_of("packs") or items.known(counted):
        return ""
    name = items.singular(counted)
    return (
        ""
        if name in items.roles_of("packages") or any(name in item for item in phrase.items)
        else f'a count of "{counted}"'
    )
