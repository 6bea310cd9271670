"""Computed values and their live formulas, rounded alike, so that both give one number."""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal

from metrics.exports.workbook.values import Num
from metrics.printed.interval import Interval
from metrics.rules.transforms import Point, Transform, rule_of

# Decimals that a cell shows at most; it holds all of them.
MOST_PLACES = 4


def rounding(formula: str, digits: int) -> str:
    """Return a formula rounded to so many decimals, without an equals sign.

    Binary numbers miss exact halves by a little; the inner rounding brings them back.

    Examples
    --------
    >>> rounding("B1/A1*100", 1)
    'ROUND(ROUND(B1/A1*100,7),1)'
    """
    return f"ROUND(ROUND({formula},{digits + 6}),{digits})"


def arithmetic(kind: Transform, point: Point, end: str, base: str) -> str:
    """Write what a transform does to the cells of its inputs.

    Parameters
    ----------
    kind : str
        The transform.
    point : Point
        What it gives, with its inputs.
    end, base : str
        Their cells; a point without a base of its own has but one.

    Returns
    -------
    str
        A formula without an equals sign.

    Examples
    --------
    >>> from metrics import load
    >>> from metrics.rules.transforms import transform
    >>> growth = transform(load().series("satisfaction"), "pct")
    >>> arithmetic("pct", growth.points[0], "E6", "E5")
    '(E6/E5-1)*100'
    """
    if kind == "none":
        return end
    return rule_of(kind, point.inputs[0], point.inputs[-1]).excel(base, end)


def rounded(
    exact: Decimal | None, interval: Interval, digits: int
) -> tuple[Num | None, Num | None, Num | None]:
    """Return a computed value and the ends of its interval in so many decimals.

    The ends go outward, so that the rounded value lies between them; of an exact value they are
    that value.

    Parameters
    ----------
    exact : Decimal, optional
        The computed value; None where it has none.
    interval : Interval
        Of the value.
    digits : int
        How many decimals.

    Returns
    -------
    tuple
        Value, lowest and highest value; None where there is none.

    Examples
    --------
    >>> made = rounded(Decimal("57.16"), Interval(Decimal("57.13"), Decimal("57.19")), 1)
    >>> [str(n.value) for n in made]
    ['57.2', '57.1', '57.2']
    """
    step = Decimal(1).scaleb(-digits)
    value = _rounded(exact, step, ROUND_HALF_UP)
    if value is not None and interval.lo == interval.hi:
        return value, value, value
    lo, hi = _rounded(interval.lo, step, ROUND_FLOOR), _rounded(interval.hi, step, ROUND_CEILING)
    return value, lo, hi


def _rounded(value: Decimal | None, step: Decimal, way: str) -> Num | None:
    if value is None:
        return None
    return Num(value.quantize(step, way), min(MOST_PLACES, -step.adjusted()))
