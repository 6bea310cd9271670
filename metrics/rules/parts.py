"""A whole and its parts in one table: what the whole may be, and the share of each part."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from metrics.model.observation import Observation
from metrics.printed.interval import Interval
from metrics.rules.share import SHARE
from metrics.rules.total import TOTAL


@dataclass(frozen=True)
class Whole:
    """The whole of a table.

    Parameters
    ----------
    printed : Observation
        As the table prints it.
    interval : Interval
        What it may be: where the parts do not add up to it, all from their sum to what is printed.
    """

    printed: Observation
    interval: Interval

    def share(self, part: Observation) -> Interval:
        """Return all values that the share of a part may have, in per cent."""
        return SHARE.interval(self.interval, part.figure.interval)


def whole_of_parts(printed: Observation, parts: Sequence[Observation], *, every: bool) -> Whole:
    """Tell what the whole of a table may be.

    Parameters
    ----------
    printed : Observation
        The total that the table prints.
    parts : sequence of Observation
        The figures of its parts.
    every : bool
        Whether these are all that it has; else they say nothing of the total.

    Returns
    -------
    Whole
        With its interval.

    Examples
    --------
    >>> from metrics import load
    >>> tables = load().regional
    >>> own = [tables.series("designs_granted_domestic", a) for a in ("CN-BJ", "CN-GD", "CN-HK")]
    >>> parts = [s.points[0] for s in own]
    >>> printed = tables.series("designs_granted_domestic").points[0]
    >>> whole = whole_of_parts(printed, parts, every=True)
    >>> whole.interval.lo, whole.interval.hi, round(whole.share(parts[1]).hi, 1)
    (Decimal('30'), Decimal('31'), Decimal('66.7'))
    """
    stated = printed.figure.interval
    added = TOTAL.interval(*(p.figure.interval for p in parts))
    if not every or added.intersects(stated) or None in (added.lo, added.hi):
        return Whole(printed, stated)
    ends = [end for end in (added.lo, added.hi, stated.lo, stated.hi) if end is not None]
    return Whole(printed, Interval(min(ends), max(ends)))
