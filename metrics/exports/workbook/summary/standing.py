"""Where a figure stands as a number on another sheet, found by its code and year."""

from __future__ import annotations

from typing import TYPE_CHECKING

from metrics.exports.workbook.summary.economies import EconomiesSheet
from metrics.model.observation import Observation
from metrics.model.series import HOME

if TYPE_CHECKING:
    from metrics.exports.workbook.summary.plan import SummaryPlan


def standing(plan: SummaryPlan, point: Observation) -> tuple[str, int] | None:
    """Return the formula that finds a figure, and the power of ten of its number.

    Parameters
    ----------
    plan : SummaryPlan
        The workbook.
    point : Observation
        The figure.

    Returns
    -------
    tuple of (str, int) or None
        The formula without an equals sign; None where the figure stands there as a text, or not at
        all.

    Examples
    --------
    >>> from datetime import date
    >>> from metrics import load
    >>> from metrics.exports.workbook.summary.plan import SummaryPlan
    >>> from metrics.views.extracts import extract
    >>> from metrics.views.filters import Filters
    >>> plan = SummaryPlan(extract(load(), Filters(theme="protection")), "en", date(2026, 1, 1))
    >>> formula, exponent = standing(plan, plan.taken.tables.series("satisfaction").latest)
    >>> formula.count("MATCH"), exponent
    (2, 0)
    """
    key = point.definition.id if point.area == HOME else f"{point.definition.id}@{point.area}"
    for rows, cells in ((plan.rows, _series), (plan.economies, _economies)):
        row = next((row for row in rows if row.code == key), None)
        if row is None:
            continue
        year = point.period.end.year
        held = plan.yearly_of(row).numbers.get(year)
        if held is not None and (held.period, held.figure) == (point.period, point.figure):
            values, codes, years = cells(plan)
            at = f'MATCH("{row.code}",{codes},0),MATCH("{year}",{years},0)'
            return f"INDEX({values},{at})", row.scale.exponent
    return None


def _series(plan: SummaryPlan) -> tuple[str, str, str]:
    """Return the values, codes and headings of years of the sheet Series."""
    return plan.grid.values, plan.grid.codes, plan.grid.heads


def _economies(plan: SummaryPlan) -> tuple[str, str, str]:
    """Return those of the sheet Economies."""
    sheet = EconomiesSheet(plan)
    return sheet.values, sheet.cells("code"), sheet.titles
