"""A trial: a million facts as Parquet, of which DuckDB reads what a page asks for, beside pandas.

The facts are the curated ones again and again under other names, sorted by indicator, as a build
would write them. Three questions are asked that pages ask: the series of a theme, the first page of
the list of indicators with their latest figures, and a search. Both answer the same, or this fails.
"""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import psutil

from bench.results import Row, record
from metrics.tables.read import BUNDLED

MANY = 1_000_000
TIMES = 7
# Series of a theme, indicators on a page of the list, results of a search.
SERIES, LISTED, FOUND = 20, 50, 20
WORD = "质押"
_MAKE = """
CREATE TABLE curated AS SELECT *, row_number() OVER () AS n FROM read_csv(
    '{data}/indicators.csv', all_varchar = true, header = true);
CREATE TABLE known AS SELECT * FROM read_csv(
    '{data}/definitions.csv', all_varchar = true, header = true);
COPY (
    SELECT indicator || '_' || copy AS indicator, area, period,
        round(value::DOUBLE * (1 + copy / 1000), 4) AS number, number::VARCHAR AS value,
        printed, qualifier, status, source, locator, note_zh, note_en
    FROM curated, range({copies}) AS copies(copy) ORDER BY indicator, area, period, copy, n
) TO '{facts}' (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 50_000);
COPY (
    SELECT id || '_' || copy AS indicator, theme, name_zh, name_en
    FROM known, range({copies}) AS copies(copy) ORDER BY indicator
) TO '{definitions}' (FORMAT parquet, COMPRESSION zstd);
"""
_SERIES = """
SELECT indicator, area, period, number, printed, source, locator FROM '{facts}'
WHERE indicator IN (SELECT unnest(?)) ORDER BY indicator, area, period, source, locator
"""
_LIST = """
WITH page AS (SELECT indicator FROM '{definitions}' ORDER BY indicator LIMIT {listed})
SELECT indicator, max(period) AS latest, count(*) AS facts FROM '{facts}'
WHERE indicator >= (SELECT min(indicator) FROM page)
AND indicator <= (SELECT max(indicator) FROM page)
AND area = 'CN' GROUP BY indicator ORDER BY indicator
"""
_SEARCH = """
SELECT indicator, name_zh, name_en FROM '{definitions}'
WHERE name_zh LIKE '%' || ? || '%' OR name_en ILIKE '%' || ? || '%'
ORDER BY indicator LIMIT {found}
"""


@dataclass(frozen=True)
class Question:
    """What a page asks, and both ways to the answer."""

    name: str
    by_query: Callable[[], pd.DataFrame]
    in_memory: Callable[[], pd.DataFrame]


def questions(database: Any, facts: Path, definitions: Path) -> list[Question]:
    """Return what is asked; the frames that pandas answers from are read here, whole."""
    named = {"facts": facts, "definitions": definitions, "listed": LISTED, "found": FOUND}
    frame, known = pd.read_parquet(facts), pd.read_parquet(definitions)
    # The longest series of one copy, as a page of comparisons has them.
    longest = frame["indicator"].value_counts().index
    wanted = longest[longest.str.endswith("_7")][:SERIES].tolist()

    def asked(query: str, *given: object) -> Callable[[], pd.DataFrame]:
        text = query.format(**named)
        return lambda: database.execute(text, list(given)).df()

    def series() -> pd.DataFrame:
        rows = frame[frame["indicator"].isin(wanted)]
        columns = ["indicator", "area", "period", "number", "printed", "source", "locator"]
        return rows.sort_values(["indicator", "area", "period", "source", "locator"])[columns]

    def listed() -> pd.DataFrame:
        page = known["indicator"].sort_values().head(LISTED)
        rows = frame[frame["indicator"].between(page.min(), page.max()) & (frame["area"] == "CN")]
        grouped = rows.groupby("indicator")["period"]
        return pd.DataFrame({"latest": grouped.max(), "facts": grouped.size()}).reset_index()

    def search() -> pd.DataFrame:
        zh = known["name_zh"].str.contains(WORD, regex=False)
        en = known["name_en"].str.contains(WORD, regex=False)
        rows = known[zh | en].sort_values("indicator").head(FOUND)
        return rows[["indicator", "name_zh", "name_en"]]

    return [
        Question("the series of a page", asked(_SERIES, wanted), series),
        Question("a page of the list", asked(_LIST), listed),
        Question("a search", asked(_SEARCH, WORD, WORD), search),
    ]


def timed(answer: Callable[[], pd.DataFrame]) -> float:
    """Return the milliseconds of an answer, the median of several after one that is not counted."""
    answer()
    spent = []
    for _ in range(TIMES):
        start = time.perf_counter()
        answer()
        spent.append(1000 * (time.perf_counter() - start))
    return statistics.median(spent)


def same(one: pd.DataFrame, other: pd.DataFrame) -> bool:
    """Tell whether two answers are one."""
    told = [frame.astype(str).to_numpy().tolist() for frame in (one, other)]
    return bool(len(one)) and told[0] == told[1]


def main() -> None:
    """Make the files, ask both, record what it costs."""
    with tempfile.TemporaryDirectory() as folder, duckdb.connect() as database:
        facts, definitions = Path(folder) / "facts.parquet", Path(folder) / "definitions.parquet"
        curated = len((BUNDLED / "indicators.csv").read_bytes().splitlines()) - 1
        start = time.perf_counter()
        database.execute(
            _MAKE.format(
                data=BUNDLED, facts=facts, definitions=definitions, copies=-(-MANY // curated)
            )
        )
        made = time.perf_counter() - start
        database.execute("DROP TABLE curated; DROP TABLE known")
        process = psutil.Process()
        before, start = process.memory_info().rss, time.perf_counter()
        every = questions(database, facts, definitions)
        read = time.perf_counter() - start
        grown = (process.memory_info().rss - before) / 2**20
        size = facts.stat().st_size / 2**20
        rows = []
        for question in every:
            answer = question.by_query()
            if not same(answer, question.in_memory()):
                raise SystemExit(f"{question.name}: two answers")
            whole = timed(question.in_memory)
            note = f"pandas {whole:.0f} ms; {len(answer)} rows"
            rows.append(Row("million", question.name, timed(question.by_query), note))
        note = f"{grown:.0f} MB in memory; the file has {size:.0f} MB, written in {made:.0f} s"
        rows.append(Row("million", "reading all into pandas", 1000 * read, note))
    record("million", rows)


if __name__ == "__main__":
    main()
