"""Rows that say the same thing twice: keys that are one, or differ only to a program."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from metrics.model.period import Period, PeriodError
from metrics.tables.limits import canonical, meaning
from metrics.tables.problems import Problem
from metrics.tables.read import Sheet, Sheets
from metrics.tables.spelling import skeleton


def key_problems(sheets: Sheets) -> Iterator[Problem]:
    """List the rows whose key another row above them has, as it is or in another spelling."""
    for sheet in sheets.values():
        yield from _repeated(sheet)
    if "indicators" in sheets and "definitions" in sheets:
        yield from _one_period_twice(sheets["indicators"], sheets["definitions"])


def _repeated(sheet: Sheet) -> Iterator[Problem]:
    key = sheet.schema.key
    exact: dict[tuple[str, ...], int] = {}
    alike: dict[tuple[str, ...], int] = {}
    names = ", ".join(key)
    bare = {value: skeleton(value) for column in key for value in sheet.distinct(column)}
    # Where no two values look the same, no two rows do that are not.
    told_apart = all(
        len({bare[v] for v in sheet.distinct(c)}) == len(sheet.distinct(c)) for c in key
    )
    for line, row in sheet.rows:
        if not sheet.known(line, *key):
            continue
        own = tuple([row[column] for column in key])
        first = exact.setdefault(own, line)
        seen = first if told_apart else alike.setdefault(tuple([bare[p] for p in own]), line)
        value = ", ".join(own)
        if first != line:
            details = {"key": names, "line": str(first)}
            yield Problem(sheet.schema.file, line, names, value, "duplicate", details)
        elif seen != line:
            other = sheet.cells[seen]
            column = next(c for c in key if other[c] != row[c])
            yield sheet.problem(line, column, "twin", line=str(seen), other=other[column])


def _one_period_twice(facts: Sheet, definitions: Sheet) -> Iterator[Problem]:
    """Refuse a stock of 2024 beside one of 31 December 2024: they are one figure."""
    measures = {row["id"]: row["measure"] for _, row in definitions.rows}
    written: dict[tuple[str, str, str], tuple[str, int]] = {}
    for line, row in facts.rows:
        if not facts.known(line, "period", "indicator", "area"):
            continue
        said = _meaning(row["period"], measures.get(row["indicator"], ""))
        if not said:
            continue
        first, at = written.setdefault((row["indicator"], row["area"], said), (row["period"], line))
        if first != row["period"]:
            yield facts.problem(line, "period", "period_twice", other=first, line=str(at))


# Tables have many rows of few periods.
@lru_cache(maxsize=4096)
def _meaning(code: str, measure: str) -> str:
    """Say what a period means; nothing where it is at fault by itself."""
    try:
        period = Period.parse(code)
    except PeriodError:
        return ""
    return meaning(period, measure) if canonical(period) == code else ""
