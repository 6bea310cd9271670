"""The axis of values of a native chart, and the number format of its labels."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_FLOOR, Decimal
from typing import Literal

from metrics.exports.workbook.model import SheetAxis, number_format
from metrics.model.observation import Observation
from metrics.wording import observations as words
from metrics.wording.figures import shown_resolution
from metrics.wording.numbers import Scale

Kind = Literal["line", "rank", "bar"]
# With worse ranks than this the first places need more room.
WORST = 30


def label_format(point: Observation, scale: Scale, mark: str = "") -> str:
    """Return the number format of a label: five digits at most, a bound with its sign.

    Parameters
    ----------
    point : Observation
        A statement, printed or derived.
    scale : Scale
        The scale of the axis.
    mark : str
        What stands before the number besides.

    Returns
    -------
    str
        Number format.

    Examples
    --------
    >>> from metrics import load
    >>> from metrics.wording.numbers import Scale
    >>> label_format(load().series("gii_rank").latest, Scale(0, ""))
    '#,##0'
    """
    shown = shown_resolution(point.figure, words.MARK_DIGITS).normalize()
    form = number_format(max(0, scale.exponent - shown.adjusted()))
    sign = mark + words.SIGNS.get(point.figure.qualifier, "")
    return f'"{sign}"{form}' if sign else form


def value_axis(values: Sequence[Decimal], kind: Kind, places: int) -> SheetAxis:
    """Return the axis of some values; only lines of large and close values start above zero.

    Parameters
    ----------
    values : sequence of Decimal
        In the scale of the axis.
    kind : Kind
        ``line``, ``rank``, ``bar`` or ``ranking``.
    places : int
        Decimals of the values.

    Returns
    -------
    SheetAxis
        Where it starts, its decimals, and whether its steps double.

    Examples
    --------
    >>> value_axis([Decimal("11.6"), Decimal("13.38")], "line", 2).low
    Decimal('11')
    >>> value_axis([Decimal("11.6"), Decimal("13.38")], "bar", 2).low
    Decimal('0')
    """
    low, high = min(values), max(values)
    size = max(abs(low), abs(high))
    places = min(places, 0 if size >= 50 else 1 if size >= 5 else 2)
    if kind == "rank":
        log = high > WORST
        return SheetAxis(0, Decimal(1), log)
    if low < 0:
        return SheetAxis(places)
    if kind != "line" or low * 2 <= high or low == high:
        return SheetAxis(places, Decimal(0))
    step = Decimal(1).scaleb((high - low).adjusted())
    start = ((low - (high - low) / 5) / step).to_integral_value(ROUND_FLOOR) * step
    return SheetAxis(max(places, -step.adjusted()), start)
