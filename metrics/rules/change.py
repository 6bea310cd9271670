"""Change: what an end is above its base, in the unit of both."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache

from metrics.model.observation import Observation
from metrics.model.series import reason_against
from metrics.rules.expression import Expression
from metrics.rules.rule import Rule


def _change(base: Expression, end: Expression) -> Expression:
    return end - base


def _gain(base: Expression, end: Expression) -> Expression:
    return base - end


@lru_cache
def average_change(years: int) -> Rule:
    """Give the rule of what an end is above its base in each of the years between.

    Examples
    --------
    >>> average_change(5).formula("44.9%", "54%")
    '(54% − 44.9%) ÷ 5'
    """

    def average(base: Expression, end: Expression) -> Expression:
        return _change(base, end) / years

    return Rule("average_change", average, reason_against)


def _less(end: Expression, change: Expression) -> Expression:
    return end - change


def _more(end: Expression, gain: Expression) -> Expression:
    return end + gain


CHANGE = Rule("change", _change, reason_against)
# Of a rank less is more: places are gained downwards.
GAIN = Rule("gain", _gain, reason_against)
# From the end and what it changed by back to the base.
BASE_OF_CHANGE = Rule("base_of_change", _less)
BASE_OF_GAIN = Rule("base_of_gain", _more)


def poorest_digit(inputs: Sequence[Observation]) -> Decimal:
    """Return the worth of the last digit that a sum or a difference of figures may show.

    Examples
    --------
    >>> from metrics import load
    >>> poorest_digit(load().series("satisfaction").points)
    Decimal('0.01')
    """
    return max(o.figure.last_digit_unit for o in inputs)
