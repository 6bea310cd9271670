"""Average growth: what a base grew by each year to reach its end, in per cent."""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache

from metrics.model.observation import Observation
from metrics.model.period import months_between
from metrics.rules.expression import Expression
from metrics.rules.growth import grown
from metrics.rules.multiple import MULTIPLE, no_ratio, times
from metrics.rules.rule import Rule


def _no_average(base: Observation, end: Observation) -> str | None:
    backward = months_between(base.period, end.period) <= 0
    return no_ratio(base, end) or ("no_time" if backward else None)


@lru_cache
def average_growth(months: int) -> Rule:
    """Give the rule over a span of time; over none it gives nothing.

    Examples
    --------
    >>> from decimal import Decimal
    >>> average_growth(24).value(Decimal(100), Decimal(121))
    Decimal('10.00000000000000000000000000000000000000')
    >>> average_growth(36).formula("221.3万件", "401.5万件"), average_growth(11).excel("A1", "B1")
    ('((401.5万件 ÷ 221.3万件) ^ (1/3) − 1) × 100', '((B1/A1)^(12/11)-1)*100')
    """
    yearly = Fraction(12, months) if months > 0 else Fraction(0)

    def average(base: Expression, end: Expression) -> Expression:
        return (times(base, end) ** yearly - 1) * 100

    return Rule("average_growth", average, _no_average)


def over_months(base: str, end: str, months: str) -> str:
    """Write the rule over cells where the months between stand in a cell as well.

    Parameters
    ----------
    base, end : str
        The cells of the figures.
    months : str
        The cell of the months, or what computes them.

    Returns
    -------
    str
        Formula of a spreadsheet, without an equals sign.

    Examples
    --------
    >>> over_months("A1", "B1", "C1")
    '((B1/A1)^(12/C1)-1)*100'
    """
    return f"(({MULTIPLE.excel(base, end)})^(12/{months})-1)*100"


@lru_cache
def base_of_average_growth(months: int) -> Rule:
    """Give the rule from an end and its average growth back to the base, over a span of time."""

    def base(end: Expression, growth: Expression) -> Expression:
        return end / grown(growth) ** Fraction(months, 12)

    return Rule("base_of_average_growth", base)


def average_between(base: Observation, end: Observation) -> Rule:
    """Give the rule over the time between two observations."""
    return average_growth(months_between(base.period, end.period))
