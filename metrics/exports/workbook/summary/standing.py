"""Where a figure stands as a number on the sheet Series, found by its code and year."""

from __future__ import annotations

from typing import TYPE_CHECKING

from metrics.model.observation import Observation

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
    grid, key, year = plan.grid, f"{point.definition.id}@{point.area}", point.period.end.year
    own = next((row for row in grid.rows if row.code in (key, point.definition.id)), None)
    if own is None or own.series.area != point.area:
        return None
    held = plan.yearly_of(own).numbers.get(year)
    if held is None or (held.period, held.figure) != (point.period, point.figure):
        return None
    row = f'MATCH("{own.code}",{grid.codes},0)'
    return f'INDEX({grid.values},{row},MATCH("{year}",{grid.heads},0))', own.scale.exponent
