"""Intervals that a source publishes for a figure, such as that of a rank: both ends are series."""

from __future__ import annotations

from dataclasses import dataclass

from metrics.model.definition import Definition
from metrics.model.observation import Observation
from metrics.model.series import Series
from metrics.printed.interval import Interval

LOWER, UPPER = "lower_end", "upper_end"


@dataclass(frozen=True)
class Published:
    """A figure with the interval that is published for it.

    Parameters
    ----------
    point : Observation
        The figure.
    lower, upper : Observation
        The ends of its interval, as printed.
    """

    point: Observation
    lower: Observation
    upper: Observation

    @property
    def ends(self) -> tuple[Observation, Observation]:
        """Both ends, the lower one first."""
        return self.lower, self.upper

    @property
    def interval(self) -> Interval:
        """All values from one end to the other."""
        return Interval(self.lower.figure.value, self.upper.figure.value)

    def holds(self, other: Observation) -> bool:
        """Tell whether the whole of another figure lies in the interval.

        Examples
        --------
        >>> from metrics import load
        >>> tables = load()
        >>> ranks = tables.series("gii_rank").points
        >>> found = next(f for p in ranks if (f := tables.published(p)) is not None)
        >>> [p.period.code for p in ranks if found.holds(p)][0]
        '2019'
        """
        own, whole = other.figure.interval, self.interval
        if own.lo is None or own.hi is None:
            return False
        return own.lo in whole and own.hi in whole


def is_end(definition: Definition) -> bool:
    """Tell whether a series is an end of the interval that is published for another one."""
    return definition.relation in (LOWER, UPPER)


def inside(series: Series, found: Published) -> tuple[Observation, ...]:
    """List the figures that the interval of one of them does not tell from it.

    Parameters
    ----------
    series : Series
        Of all of them.
    found : Published
        The one with an interval.

    Returns
    -------
    tuple of Observation
        Those of the same segment whose values lie in it, but for itself.

    Examples
    --------
    >>> from metrics import load
    >>> tables = load()
    >>> ranks = tables.series("gii_rank")
    >>> found = next(f for p in ranks.points if (f := tables.published(p)) is not None)
    >>> [p.period.code for p in inside(ranks, found)]
    ['2019', '2021', '2022', '2023', '2024', '2025']
    """
    own = next((s for s in series.segments if found.point in s), ())
    return tuple(p for p in own if p.period != found.point.period and found.holds(p))
