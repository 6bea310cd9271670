"""The small trend in a cell: which numbers it shows.

A sort moves values and leaves trends in their cells, so every row has one over the same columns.
"""

from __future__ import annotations

from collections.abc import Sequence

from metrics.exports.workbook.summary.yearly import Yearly
from metrics.exports.workbook.values import Num
from metrics.model.series import CHANGES

# Years that it goes back.
TREND = 14


def trend_of(own: Yearly, years: Sequence[int]) -> dict[int, Num]:
    """Return the numbers that a small trend shows: several, and none from before a break.

    Parameters
    ----------
    own : Yearly
        The series.
    years : sequence of int
        The years that there is room for.

    Returns
    -------
    dict of int to Num
        The numbers by their years; empty where there is no trend.

    Examples
    --------
    >>> from metrics import load
    >>> from metrics.exports.series_rows import series_rows
    >>> tables = load()
    >>> (row,) = series_rows(tables, [tables.series("gii_rank")], "en")
    >>> {year: shown.value for year, shown in trend_of(Yearly(row), (2024, 2025)).items()}
    {2024: Decimal('11'), 2025: Decimal('10')}
    """
    if own.series.definition.measure in CHANGES or not own.numbers:
        return {}
    since = max((y for y in own.broken if y <= max(own.numbers)), default=years[0])
    shown = {year: own.number(year) for year in years if year >= since}
    found = {year: value for year, value in shown.items() if value is not None}
    return found if len(found) > 1 else {}
