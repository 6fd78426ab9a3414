"""The questions that people ask of claims, as views that SQLite, PostgreSQL and DuckDB all know."""

from __future__ import annotations

TOLERANCE = 200
"""Two figures agree within rounding where they differ by no more than one part in so many."""

_SERIES = "metric, measure, item, reporter, partner, unit, basis, status"
_FIGURE = f"{_SERIES}, period_start, period_end, base_start, base_end"
_SURE = 'confidence DESC NULLS LAST, c.doc_id, "start", id'
_NEWEST = "published_end DESC NULLS LAST"

LATEST = f"""
SELECT doc_id, id, {_SERIES}, frequency, distance, period, period_start, period_end, value, value_high, bound,
       published, confidence, sentence
FROM (
    SELECT c.*, a.published,
           ROW_NUMBER() OVER (
               PARTITION BY {_SERIES}, frequency, distance
               ORDER BY period_end DESC, {_NEWEST}, {_SURE}
           ) AS place
    FROM claims c JOIN articles a ON a.doc_id = c.doc_id
    WHERE period <> '' AND reporter <> '' AND a.duplicate_of IS NULL
) told
WHERE place = 1
"""

VOICES = f"""
SELECT doc_id, id, {_FIGURE}, period, base, frequency, distance, value, published, published_end, confidence
FROM (
    SELECT c.*, a.published, a.published_end,
           ROW_NUMBER() OVER (
               PARTITION BY c.doc_id, {_FIGURE}
               ORDER BY CASE bound WHEN '=' THEN 0 ELSE 1 END, {_SURE}
           ) AS place
    FROM claims c JOIN articles a ON a.doc_id = c.doc_id
    WHERE period <> '' AND reporter <> '' AND bound IN ('=', '~') AND value_high IS NULL AND a.duplicate_of IS NULL
) told
WHERE place = 1
"""

FIGURES = f"""
SELECT {_FIGURE}, MIN(period) AS period, MIN(base) AS base, MIN(frequency) AS frequency, COUNT(*) AS articles,
       MIN(value) AS lowest, MAX(median) AS median, MAX(value) AS highest,
       SUM(CASE WHEN ABS(value - median) * {TOLERANCE} <= ABS(median) THEN 1 ELSE 0 END) AS agreeing,
       MAX(CASE WHEN age = 1 THEN value END) AS newest
FROM (
    SELECT r.*, MAX(CASE WHEN 2 * place IN (number, number + 1) THEN value END) OVER (PARTITION BY {_FIGURE}) AS median
    FROM (
        SELECT v.*,
               COUNT(*) OVER (PARTITION BY {_FIGURE}) AS number,
               ROW_NUMBER() OVER (PARTITION BY {_FIGURE} ORDER BY value, doc_id) AS place,
               ROW_NUMBER() OVER (PARTITION BY {_FIGURE} ORDER BY {_NEWEST}, confidence DESC NULLS LAST, doc_id) AS age
        FROM voices v
    ) r
) m
GROUP BY {_FIGURE}
"""

AGREEMENT = f"""
SELECT {_FIGURE}, period, base, articles, agreeing, CASE WHEN agreeing = articles THEN 1 ELSE 0 END AS agree,
       lowest, median, highest
FROM figures
WHERE articles > 1
"""

_BALANCE = "item, reporter, partner, unit, basis, status, period_start, period_end"


def _told(name: str, metric: str) -> str:
    keys = " AND ".join(f"{name}.{key} = x.{key}" for key in _BALANCE.split(", "))
    return f"LEFT JOIN figures {name} ON {name}.metric = '{metric}' AND {name}.measure = 'level' AND {keys}"


BALANCES = f"""
SELECT reporter, partner, item, period, period_start, period_end, unit, basis, status, exports, imports, balance, told,
       told - balance AS difference,
       CASE WHEN told IS NULL THEN NULL
            WHEN ABS(told - balance) * {TOLERANCE} <= exports + imports THEN 1 ELSE 0 END AS agree
FROM (
    SELECT x.reporter, x.partner, x.item, x.period, x.period_start, x.period_end, x.unit, x.basis, x.status,
           x.newest AS exports, m.newest AS imports, x.newest - m.newest AS balance,
           COALESCE(s.newest, -d.newest) AS told
    FROM figures x
    {_told("m", "imports").removeprefix("LEFT ")}
    {_told("s", "trade_surplus")}
    {_told("d", "trade_deficit")}
    WHERE x.metric = 'exports' AND x.measure = 'level'
) b
"""

COMTRADE = """
SELECT 'C' AS "typeCode", c.frequency AS "freqCode", 'HS' AS "clCode",
       CASE c.frequency WHEN 'A' THEN SUBSTR(CAST(c.period_start AS VARCHAR), 1, 4)
            ELSE SUBSTR(CAST(c.period_start AS VARCHAR), 1, 4) || SUBSTR(CAST(c.period_start AS VARCHAR), 6, 2)
            END AS "period",
       r.comtrade AS "reporterCode", p.comtrade AS "partnerCode",
       CASE c.metric WHEN 'exports' THEN 'X' ELSE 'M' END AS "flowCode",
       CASE WHEN c.item IN ('', 'goods') THEN 'TOTAL' ELSE i.hs END AS "cmdCode",
       CASE c.unit WHEN 'USD' THEN c.value END AS "primaryValue",
       CASE c.unit WHEN 'kg' THEN c.value WHEN 't' THEN c.value * 1000 END AS "netWgt",
       c.bound, c.doc_id, c.id, a.published
FROM claims c
JOIN articles a ON a.doc_id = c.doc_id
JOIN areas r ON r.code = c.reporter
JOIN areas p ON p.code = c.partner
LEFT JOIN items i ON i.item = c.item
WHERE c.metric IN ('exports', 'imports') AND c.measure = 'level' AND c.status = 'actual'
  AND c.unit IN ('USD', 'kg', 't') AND c.basis IN ('', 'customs', 'nsa')
  AND (c.frequency = 'M' OR c.frequency = 'A' AND SUBSTR(CAST(c.period_start AS VARCHAR), 6) = '01-01')
  AND r.comtrade IS NOT NULL AND p.comtrade IS NOT NULL
  AND (c.item IN ('', 'goods') OR REPLACE(i.hs, ';', '') = i.hs)
  AND c.value_high IS NULL AND a.duplicate_of IS NULL
"""

VIEWS = {
    "latest": LATEST,
    "voices": VOICES,
    "figures": FIGURES,
    "agreement": AGREEMENT,
    "balances": BALANCES,
    "comtrade": COMTRADE,
}
"""Views by name, in the order in which they can be made.

latest: the newest figure of each series, by period and then by publication. voices: what each article says of each
figure, once. figures: each figure with how many articles tell it, the middle one of what they say (the lower of two)
and how many are within rounding of it. agreement: those told by several articles, and whether all agree. balances:
exports less imports, and what is said of it. comtrade: what UN Comtrade may have too, by its columns.
"""
