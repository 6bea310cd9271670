"""The axis of values of a native chart, as the chart of the page has it."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

from metrics.charts.spec import Axis
from metrics.exports.workbook.charted import SheetAxis
from metrics.wording.numbers import places_of


def sheet_axis(axis: Axis, shift: int = 0) -> SheetAxis:
    """Return the axis of a chart in the scale of the cells that it points at.

    Where it reaches below zero, the spreadsheet chooses both ends.

    Parameters
    ----------
    axis : Axis
        The axis of values.
    shift : int
        Power of ten by which a value of the chart is multiplied to be that of its cell.

    Returns
    -------
    SheetAxis
        Its ends, its step and the decimals of its labels.

    Examples
    --------
    >>> from metrics.charts.spec import Tick
    >>> ticks = tuple(Tick(v, str(v)) for v in (11, 11.5, 12))
    >>> sheet_axis(Axis(11, 12, ticks, zero=False))
    SheetAxis(places=1, low=Decimal('11'), high=Decimal('12'), step=Decimal('0.5'))
    >>> sheet_axis(Axis(0, 4, (Tick(0, "0"), Tick(4, "4"))), 4).high
    Decimal('40000')
    """
    ticks = [_exact(tick.at, shift) for tick in axis.ticks]
    places = max(map(places_of, ticks), default=0)
    low, high = sorted((_exact(axis.low, shift), _exact(axis.high, shift)))
    if low < 0:
        return SheetAxis(places)
    steps = [abs(later - sooner) for sooner, later in pairwise(ticks)]
    if axis.rank and steps:
        # Ticks are counted from the lower end: from the place nought, which is not shown.
        step = max(steps, key=lambda s: (steps.count(s), s))
        return SheetAxis(places, low // step * step, high, step)
    return SheetAxis(places, low, high, steps[0] if len(set(steps)) == 1 else None)


def _exact(value: float, shift: int) -> Decimal:
    """Return a number as it is written: the ends and ticks of axes have few digits."""
    scaled = Decimal(repr(value)).scaleb(shift).normalize()
    return scaled.quantize(Decimal(1)) if places_of(scaled) == 0 else scaled
