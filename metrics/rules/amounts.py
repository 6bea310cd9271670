"""The readings of a rule that are amounts: of the figures as shown, and of all that they may be."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal, localcontext
from fractions import Fraction
from functools import lru_cache

from metrics.printed.interval import Interval
from metrics.rules.expression import Expression, Reading, Sign, read

# Digits of quotients and roots: far more than any figure has.
DIGITS = 40
NOTHING = Interval(None, None)


def value_of(expression: Expression, inputs: Sequence[Decimal]) -> Decimal | None:
    """Compute from single values; None where they give none, as a division by nothing."""
    with localcontext(prec=DIGITS):
        return read(expression, inputs, _VALUES)


def interval_of(expression: Expression, inputs: Sequence[Interval]) -> Interval:
    """Compute all that follows from intervals; both sides open where nothing does."""
    with localcontext(prec=DIGITS):
        return read(expression, inputs, _INTERVALS)


def _operate(sign: Sign, one: Decimal | None, other: Decimal | None) -> Decimal | None:
    if one is None or other is None or sign == "range":
        return None
    if sign == "/":
        return None if other <= 0 or one < 0 else one / other
    return _PLAIN[sign](one, other)


_PLAIN: dict[Sign, Callable[[Decimal, Decimal], Decimal]] = {
    "+": lambda one, other: one + other,
    "-": lambda one, other: one - other,
    "*": lambda one, other: one * other,
    "percent": lambda one, hundred: one / hundred,
}


def _power(amount: Decimal | None, exponent: Fraction) -> Decimal | None:
    if amount is None or amount < 0 or exponent <= 0:
        return None
    if exponent == 1 or not amount:
        return amount
    if exponent.denominator == 1:
        return amount**exponent.numerator
    return _root(amount, exponent.numerator, exponent.denominator)


# Of an exact figure both ends and the value are one, and tables and charts ask for it again.
@lru_cache(maxsize=10_000)
def _root(amount: Decimal, times: int, degree: int) -> Decimal:
    """Raise by logarithms, which take half the time of a power."""
    with localcontext(prec=DIGITS):
        return (amount.ln() * times / degree).exp()


_VALUES: Reading[Decimal | None] = Reading(lambda n: n, _operate, _power)


def quotient(one: Interval, other: Interval) -> Interval:
    """Divide; a quotient without a known side stays one-sided.

    By zero, or by what may be zero, nothing is divided, and nothing below zero is.

    Examples
    --------
    >>> quotient(Interval.point(Decimal(3)), Interval(Decimal(0), Decimal(1)))
    Interval(lo=None, hi=None, lo_open=False, hi_open=False)
    """
    if any(end is not None and end <= 0 for end in (other.lo, other.hi)):
        return NOTHING
    if any(end is not None and end < 0 for end in (one.lo, one.hi)):
        return NOTHING
    times = one.over(other)
    if one.lo is None or other.hi is None:
        # That a quantity is positive is no bound worth telling.
        return Interval(None, times.hi, hi_open=times.hi_open)
    return times


def _product(one: Interval, other: Interval) -> Interval:
    """Multiply by a positive number, or two quantities of which neither is below zero."""
    if other.lo is not None and other.lo == other.hi and other.lo > 0:
        return one.scaled(other.lo)
    if any(side.lo is not None and side.lo < 0 for side in (one, other)):
        return NOTHING
    lo = None if one.lo is None or other.lo is None else one.lo * other.lo
    hi = None if one.hi is None or other.hi is None else one.hi * other.hi
    return Interval(lo, hi, one.lo_open or other.lo_open, one.hi_open or other.hi_open)


def _hull(one: Interval, other: Interval) -> Interval:
    lo = None if one.lo is None or other.lo is None else min(one.lo, other.lo)
    hi = None if one.hi is None or other.hi is None else max(one.hi, other.hi)
    return Interval(lo, hi)


_ON_INTERVALS: dict[Sign, Callable[[Interval, Interval], Interval]] = {
    "+": Interval.__add__,
    "-": Interval.__sub__,
    "*": _product,
    "/": quotient,
    "percent": lambda one, _: one.scaled(Decimal("0.01")),
    "range": _hull,
}


def _interval_power(amount: Interval, exponent: Fraction) -> Interval:
    lo = _power(amount.lo, exponent)
    hi = lo if amount.hi == amount.lo else _power(amount.hi, exponent)
    return Interval(lo, hi, amount.lo_open, amount.hi_open)


_INTERVALS: Reading[Interval] = Reading(
    Interval.point, lambda sign, one, other: _ON_INTERVALS[sign](one, other), _interval_power
)
