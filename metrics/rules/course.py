"""The course of a series: what its newest figure compares with, and which way it certainly went."""

from __future__ import annotations

from metrics.model.observation import Observation
from metrics.model.series import BY_DIFFERENCE, CHANGES, Series
from metrics.rules.comparison import Change, compare


def change_between(series: Series, base: Observation, end: Observation) -> Change | None:
    """Give the change from one point of a series to another; None where they do not compare.

    Parameters
    ----------
    series : Series
        Whose breaks count.
    base, end : Observation
        Points of it.

    Returns
    -------
    Change or None
        With its interval.

    Examples
    --------
    >>> from metrics import load
    >>> gii = load().series("gii_rank")
    >>> change_between(gii, gii.points[0], gii.points[-1]) is None  # another publisher's edition
    True
    """
    relative = series.definition.measure not in BY_DIFFERENCE
    against = series.ratio_against if relative else series.against
    if series.definition.measure in CHANGES or against(base, end) is not None:
        return None
    return compare(base, end)


def a_year_earlier(series: Series) -> Change | None:
    """Give the change of the newest figure on the year before; None where nothing compares.

    Examples
    --------
    >>> from metrics import load
    >>> step = a_year_earlier(load().series("gii_rank"))
    >>> step.base.period.code, step.value
    ('2024', Decimal('-1'))
    """
    latest = series.latest
    for point in series.main:
        if _a_year_apart(point, latest):
            change = change_between(series, point, latest)
            if change is not None:
                return change
    return None


def _a_year_apart(one: Observation, other: Observation) -> bool:
    """Tell whether two periods end on one day of two years that follow each other."""
    first, last = one.period.end, other.period.end
    return last.year - first.year == 1 and (first.month, first.day) == (last.month, last.day)


def since_base(series: Series) -> Change | None:
    """Give the change of the newest figure since the longest comparable base."""
    return None if series.base is None else change_between(series, series.base, series.latest)
