"""The arithmetic of relations: what the levels predict, as an interval of exact decimals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext
from itertools import combinations, pairwise

from metrics.printed.interval import Interval

HUNDRED = Decimal(100)
ONE = Interval.point(Decimal(1))
NOTHING = Interval(None, None)
# Digits of quotients and roots: far more than any figure has.
DIGITS = 40


@dataclass(frozen=True)
class Quantity:
    """An interval with what the arithmetic must know of it.

    Parameters
    ----------
    end : int
        Months from the year 0 to the end of its period.
    falls : bool
        Whether less of it is more: the first place is above the second.
    per : int
        How many units a ratio is out of: 100 for per cent.
    """

    interval: Interval
    end: int = 0
    falls: bool = False
    per: int = 1


def total(quantities: Sequence[Quantity]) -> Interval:
    """Add quantities.

    Examples
    --------
    >>> total([Quantity(Interval.point(Decimal(57))), Quantity(Interval.point(Decimal(30)))])
    Interval(lo=Decimal('87'), hi=Decimal('87'), lo_open=False, hi_open=False)
    """
    added = Interval.point(Decimal(0))
    for quantity in quantities:
        added = added + quantity.interval
    return added


def growth(base: Quantity, end: Quantity) -> Interval:
    """Growth in per cent from a base to an end.

    Examples
    --------
    >>> base, end = (Quantity(Interval.point(Decimal(n))) for n in (100, 117))
    >>> growth(base, end).lo
    Decimal('17.00')
    """
    return _ratio(end.interval, base.interval).scaled(HUNDRED) - Interval.point(HUNDRED)


def average_growth(base: Quantity, end: Quantity) -> Interval:
    """Average yearly growth in per cent over the time between the two.

    Examples
    --------
    >>> ends = (Quantity(Interval.point(Decimal(n)), end) for n, end in ((100, 0), (121, 24)))
    >>> round(average_growth(*ends).lo, 9)
    Decimal('10.000000000')
    """
    times = _ratio(end.interval, base.interval)
    years = Decimal(end.end - base.end) / 12
    with localcontext(prec=DIGITS):

        def yearly(value: Decimal | None) -> Decimal | None:
            if value is None or value <= 0:
                return None
            return ((value.ln() / years).exp() - 1) * HUNDRED

        return Interval(yearly(times.lo), yearly(times.hi), times.lo_open, times.hi_open)


def times(base: Quantity, end: Quantity, *, more: bool) -> Interval:
    """How many times the base the end is, or how many times more than the base."""
    ratio = _ratio(end.interval, base.interval)
    return ratio - ONE if more else ratio


def base_of_times(end: Interval, multiple: Interval, *, more: bool) -> Interval:
    """The base of a multiple: an end of 80 that grew 3 times more began at 20."""
    return _ratio(end, multiple + ONE if more else multiple)


def base_of_growth(end: Interval, grown: Interval, years: Decimal = Decimal(1)) -> Interval:
    """The base of a growth in per cent a year."""
    factor = (grown + Interval.point(HUNDRED)).scaled(1 / HUNDRED)
    if years != 1:
        with localcontext(prec=DIGITS):
            lo, hi = (None if f is None else f**years for f in (factor.lo, factor.hi))
        factor = Interval(lo, hi, factor.lo_open, factor.hi_open)
    return _ratio(end, factor)


def difference(base: Quantity, end: Quantity) -> Interval:
    """What was gained since the base; of a rank, the places gained."""
    return (end.interval - base.interval) if not end.falls else (base.interval - end.interval)


def at_most(limit: Interval) -> Interval:
    """All values that do not exceed a limit."""
    return Interval(None, limit.hi, hi_open=limit.hi_open)


def at_least(limit: Interval) -> Interval:
    """All values that reach a limit."""
    return Interval(limit.lo, None, lo_open=limit.lo_open)


def hull(one: Interval, other: Interval) -> Interval:
    """All values between two quantities."""
    lo = None if one.lo is None or other.lo is None else min(one.lo, other.lo)
    hi = None if one.hi is None or other.hi is None else max(one.hi, other.hi)
    return Interval(lo, hi)


def denominator(part: Quantity, ratio: Quantity) -> Interval:
    """What a part with a printed ratio is a part of.

    Examples
    --------
    >>> whole = denominator(
    ...     Quantity(Interval.point(Decimal(30))), Quantity(Interval.point(Decimal(12)), per=100)
    ... )
    >>> whole.lo
    Decimal('250')
    """
    return _ratio(part.interval.scaled(Decimal(ratio.per)), ratio.interval)


def weight(whole: Interval, part: Interval, gap: Interval) -> Interval:
    """The weight of a part whose growth is ``gap`` points above that of the rest, in per cent.

    The growth of a whole is the mean of its parts' by their weights in the base:
    ``whole = w * part + (1 - w) * (part - gap)``, so that ``w = 1 - (part - whole) / gap``.
    """
    return (ONE - _ratio(part - whole, gap)).scaled(HUNDRED)


def run_length(levels: Sequence[Quantity], *, strict: bool) -> Interval:
    """How many steps in a row rose, or did not fall, up to the last.

    The most is unknown where all steps may have risen: what came before is not printed.

    Examples
    --------
    >>> ranks = [Quantity(Interval.point(Decimal(n)), falls=True) for n in (14, 14, 12, 11)]
    >>> run_length(ranks, strict=True).hi
    Decimal('2')
    """
    steps = [difference(base, end) for base, end in pairwise(levels)]
    return _run([_sure(s, strict) for s in steps], [_may(s, strict) for s in steps])


def run_above(bound: Interval, levels: Sequence[Quantity]) -> Interval:
    """How many steps in a row grew by the lower end of a bound in per cent, up to the last."""
    limit = bound.lo or Decimal(0)
    steps = [growth(base, end) for base, end in pairwise(levels)]
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
    """The place of a value among others, the largest being the first."""
    above = [other - own for other in others]
    least = sum(_sure(gap, True) for gap in above)
    most = sum(_may(gap, True) for gap in above)
    return Interval(Decimal(1 + least), Decimal(1 + most))


def sharing(values: Sequence[Interval]) -> Interval:
    """How many pairs of values are one.

    Examples
    --------
    >>> sharing([Interval.point(Decimal(n)) for n in (3, 7, 3)]).lo
    Decimal('1')
    """
    met = [(one, other) for one, other in combinations(values, 2) if one.intersects(other)]
    sure = sum(one == other and one.lo == one.hi for one, other in met)
    return Interval(Decimal(sure), Decimal(len(met)))


def _ratio(end: Interval, base: Interval) -> Interval:
    """Divide; a quotient without a known side stays one-sided, and by nothing tells nothing."""
    if (base.lo is not None and base.lo <= 0) or (end.lo is not None and end.lo < 0):
        return NOTHING
    made = end.over(base)
    if end.lo is None or base.hi is None:
        # That a quantity is positive is no bound worth telling.
        return Interval(None, made.hi, hi_open=made.hi_open)
    return made
