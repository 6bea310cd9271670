"""Defined names, by which a file of one's own refers to a series or to its newest figure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from metrics.exports.workbook.summary.economies import EconomiesSheet
from metrics.exports.workbook.summary.summary_sheet import SummarySheet

if TYPE_CHECKING:
    from metrics.exports.workbook.summary.plan import SummaryPlan

LATEST = "_latest"


def names(plan: SummaryPlan) -> dict[str, str]:
    """Give the defined names of a workbook, and what each refers to.

    They find their row by its code, so that sorting does not lead them astray.

    Examples
    --------
    >>> from datetime import date
    >>> from metrics import load
    >>> from metrics.exports.workbook import SummaryPlan
    >>> from metrics.views.extracts import extract
    >>> from metrics.views.filters import Filters
    >>> taken = extract(load(), Filters(indicators=("satisfaction",)))
    >>> list(names(SummaryPlan(taken, "en", date(2026, 1, 1))))
    ['ip_satisfaction', 'ip_satisfaction_latest']
    """
    grid, summary, economies = plan.grid, SummarySheet(plan), EconomiesSheet(plan)
    found: dict[str, str] = {}
    for row in plan.rows:
        found[row.name] = _row(grid.values, row.code, grid.codes)
        newest = summary.cells("newest")
        found[row.name + LATEST] = _cell(newest, row.code, summary.cells("code"))
    codes = economies.cells("code") if plan.economies else ""
    for row in plan.economies:
        if row.name not in found:
            found[row.name] = _row(economies.values, row.code, codes)
            found[row.name + LATEST] = _cell(economies.cells("newest"), row.code, codes)
    return found


def _row(values: str, code: str, codes: str) -> str:
    return f'INDEX({values},MATCH("{code}",{codes},0),0)'


def _cell(values: str, code: str, codes: str) -> str:
    return f'INDEX({values},MATCH("{code}",{codes},0))'
