"""Whether a stated number says what a figure says: by its digits, its rounding, its qualifier."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from metrics.model.figure import Figure
from metrics.printed.interval import Interval
from metrics.proof.numbers import Stated

# same: its digits; fits: it rounds from it or its words hold; bound: a bound told as exact;
# beside: the words say the wrong side; open: it cannot be told; far: it is another number.
Outcome = Literal["same", "fits", "bound", "beside", "open", "far"]
_ROUGH = Decimal("0.01")
_ABOUT, _LOOSE = Decimal("0.02"), Decimal("0.1")
# Numbers of fewer digits are not told in round ones: the 10th place is not the 11th.
_ROUND = 100
_BESIDE = Decimal("0.05")
_LEAST_OF, _NEAR, _NOT_NEAR = Decimal("0.5"), Decimal("0.9"), Decimal("0.85")


def fit(stated: Stated, figure: Figure) -> Outcome:
    """Hold a stated number against a figure.

    Examples
    --------
    >>> from metrics import load
    >>> from metrics.proof.numbers import numbers
    >>> from metrics.proof.texts import paragraphs
    >>> figure = load().series("pledge_financing").latest.figure
    >>> figure.printed
    '8539.9亿元'
    >>> told = ("8539.9亿元", "8540亿元", "超8500亿元", "超8600亿元", "近9000亿元", "7539亿元")
    >>> [fit(numbers(paragraphs(form)[0])[0], figure) for form in told]
    ['same', 'fits', 'fits', 'beside', 'fits', 'far']
    """
    if stated.top is not None:
        return "fits" if stated.told.intersects(figure.interval) else "far"
    if stated.qualifier == "exact":
        return _bounded(stated, figure) if figure.one_sided else _exact(stated, figure)
    if stated.qualifier == "about":
        return _about(stated.value, round_unit(stated), figure)
    if stated.qualifier in ("over", "at_least"):
        return _over(stated, figure)
    return _near(stated, figure)


def round_unit(stated: Stated) -> Decimal:
    """Return the worth of the last digit that is no closing zero: 10 of 420."""
    if not stated.value:
        return stated.step
    exponent = int(stated.value.normalize().as_tuple().exponent)
    return max(Decimal(1).scaleb(exponent), stated.step)


def apart(value: Decimal, other: Decimal) -> Decimal:
    """Tell how far two numbers are apart, as a part of the larger."""
    most = max(abs(value), abs(other))
    return abs(value - other) / most if most else Decimal(0)


def _bounded(stated: Stated, figure: Figure) -> Outcome:
    """Hold an exact number against a bound."""
    if stated.value == figure.value:
        return "bound"
    return "open" if figure.interval.intersects(stated.told) else "far"


def _exact(stated: Stated, figure: Figure) -> Outcome:
    value, own = stated.value, figure.value
    if value == own:
        return "same"
    if figure.qualifier == "about":
        return "fits" if value in figure.interval or apart(value, own) <= _ABOUT else "far"
    if stated.step < figure.last_digit_unit:
        return "open" if value in figure.interval else "far"
    if abs(value - own) <= stated.step / 2:
        return "fits"
    return _rounded(stated, own)


def _rounded(stated: Stated, own: Decimal) -> Outcome:
    """Hold a number against a figure that it may be rounded from, by its closing zeros, or cut."""
    value, unit = stated.value, round_unit(stated)
    if unit > stated.step and value >= stated.step * _ROUND:
        if abs(value - own) <= unit / 2 and apart(value, own) <= _ROUGH:
            return "fits"
        if value < own < value + unit and apart(value, own) <= _LOOSE:
            return "beside"
    return "open" if Decimal(0) < own - value < stated.step else "far"


def _about(value: Decimal, unit: Decimal, figure: Figure) -> Outcome:
    off = apart(value, figure.value)
    if off <= _ABOUT or (abs(value - figure.value) <= unit and off <= _LOOSE):
        return "fits"
    return "open" if figure.one_sided and value in figure.interval else "far"


def _over(stated: Stated, figure: Figure) -> Outcome:
    """Hold “more than” against a figure."""
    value, own = stated.value, figure.value
    if figure.qualifier in ("near", "at_most"):
        return "open" if value < own else "beside"
    if figure.one_sided:
        return "fits" if value <= own else "open"
    if stated.beyond is not None and own >= stated.beyond:
        return "far"
    above = _above(figure.interval, value, equal=stated.qualifier == "at_least")
    if above:
        return "fits" if value >= own * _LEAST_OF else "open"
    return "beside" if apart(value, own) <= _BESIDE else "far"


def _above(interval: Interval, value: Decimal, *, equal: bool) -> bool:
    """Tell whether a figure may lie above a number."""
    assert interval.hi is not None
    return interval.hi > value or (equal and interval.hi == value)


def _near(stated: Stated, figure: Figure) -> Outcome:
    """Hold “nearly” and “at most” against a figure."""
    value, own = stated.value, figure.value
    if figure.qualifier in ("over", "at_least"):
        return "beside" if value <= own else "open"
    if figure.one_sided:
        return "fits" if value >= own else "open"
    low = figure.interval.lo
    assert low is not None
    if low < value or (stated.qualifier == "at_most" and low == value):
        if own >= value * _NEAR or stated.qualifier == "at_most":
            return "fits"
        return "open" if own >= value * _NOT_NEAR else "far"
    return "beside" if apart(value, own) <= _BESIDE else "far"
