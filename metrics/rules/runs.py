"""What is counted: steps in a row, places among others, places that are shared."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import combinations, pairwise

from metrics.printed.interval import Interval
from metrics.rules.growth import GROWTH


def run_length(steps: Sequence[Interval], *, strict: bool) -> Interval:
    """Count the steps in a row that rose, or did not fall, up to the last.

    The most is unknown where all steps may have risen: what came before is not printed.

    Parameters
    ----------
    steps : sequence of Interval
        The gain of each step in the order of time, in any unit.
    strict : bool
        Whether a step must have risen; else it must not have fallen.

    Returns
    -------
    Interval
        The number of steps.

    Examples
    --------
    >>> gains = [Interval.point(Decimal(places)) for places in (0, 2, 1)]
    >>> run_length(gains, strict=True).hi, run_length(gains, strict=False).lo
    (Decimal('2'), Decimal('3'))
    """
    return _run([_sure(s, strict) for s in steps], [_may(s, strict) for s in steps])


def run_above(bound: Interval, levels: Sequence[Interval]) -> Interval:
    """Count the last steps in a row that grew by the lower end of a bound in per cent."""
    limit = bound.lo or Decimal(0)
    steps = [GROWTH.interval(base, end) for base, end in pairwise(levels)]
    sure = [s.lo is not None and s.lo >= limit for s in steps]
    return _run(sure, [s.hi is None or s.hi >= limit for s in steps])


def _sure(step: Interval, strict: bool) -> bool:
    if step.lo is None:
        return False
    return step.lo > 0 or (step.lo == 0 and (not strict or step.lo_open))


def _may(step: Interval, strict: bool) -> bool:
    return step.hi is None or step.hi > 0 or (step.hi == 0 and not strict and not step.hi_open)


def _run(sure: Sequence[bool], may: Sequence[bool]) -> Interval:
    least = next((n for n, s in enumerate(reversed(sure)) if not s), len(sure))
    most = next((n for n, s in enumerate(reversed(may)) if not s), None)
    return Interval(Decimal(least), None if most is None else Decimal(most))


def place(own: Interval, others: Sequence[Interval]) -> Interval:
    """Find the place of a value among others, the largest being the first."""
    above = [other - own for other in others]
    least = sum(_sure(gap, True) for gap in above)
    most = sum(_may(gap, True) for gap in above)
    return Interval(Decimal(1 + least), Decimal(1 + most))


def sharing(values: Sequence[Interval]) -> Interval:
    """Count the pairs of values that are one.

    Examples
    --------
    >>> sharing([Interval.point(Decimal(n)) for n in (3, 7, 3)]).lo
    Decimal('1')
    """
    met = [(one, other) for one, other in combinations(values, 2) if one.intersects(other)]
    sure = sum(one == other and one.lo == one.hi for one, other in met)
    return Interval(Decimal(sure), Decimal(len(met)))
