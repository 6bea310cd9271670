"""Axes of native charts, made from those of a plot."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from math import floor

from metrics.charts.spec import Axis
from metrics.exports.pptx.model import NativeAxis
from metrics.wording.forms import number_form

YEAR = 365.25
_ZERO = datetime(1899, 12, 30)
# Days from year 1 to the day that spreadsheets count from.
DAY_0 = _ZERO.toordinal()
# By how much the middles of years differ.
NEAR = timedelta(days=2)
# Pixels that the label of a year needs along an axis.
YEAR_LABEL = 66
# Room below the last place of an axis of ranks, as a share of it.
BELOW_RANKS = 0.06


def day_of(at: float) -> datetime:
    """Return the moment that is so many days since year 1.

    Examples
    --------
    >>> day_of(date(2024, 7, 1).toordinal() + 0.5)
    datetime.datetime(2024, 7, 1, 12, 0)
    """
    return datetime.fromordinal(int(at)) + timedelta(days=at % 1)


def serial(day: date) -> float:
    """Return the number that stands for a day in a spreadsheet.

    Examples
    --------
    >>> serial(date(2024, 12, 31))
    45657.0
    """
    moment = day if isinstance(day, datetime) else datetime.combine(day, time())
    return (moment - _ZERO) / timedelta(days=1)


def value_axis(axis: Axis, values: Sequence[float], *, visible: bool = True) -> NativeAxis:
    """Return the axis of values; its lower end is a tick, as programs count ticks from there.

    Parameters
    ----------
    axis : Axis
        The axis of a plot.
    values : sequence of float
        Values that stand on it.
    visible : bool
        Whether it has labels.

    Returns
    -------
    NativeAxis
        Ends, step and number format.

    Examples
    --------
    >>> from metrics.charts.spec import Tick
    >>> ticks = (Tick(5.0, "5"), Tick(10.0, "10"))
    >>> made = value_axis(Axis(4, 14.2, ticks, zero=False), [6.0, 12.0])
    >>> made.low, made.high, made.step, made.form
    (5.0, 14.2, 5.0, '#,##0')
    """
    backward = axis.low > axis.high
    low, high = sorted((axis.low, axis.high))
    step = _step(axis)
    start = _start(low, step, min(values, default=low))
    while start <= 0 < low and not axis.zero:
        # The axis leaves nought out.
        step /= 2
        start = _start(low, step, min(values, default=low))
    if backward:
        # The label of the last place stands below it, clear of the other axis.
        high += (high - start) * BELOW_RANKS
    if axis.rank and start >= 0:
        # There is no place nought.
        form = "0;;"
    else:
        form = number_form(len(f"{round(step, 6):g}".partition(".")[2]))
    return NativeAxis(start, high, step, form, reversed=backward, visible=visible)


def apart(form: str) -> str:
    """Return a format of labels that stand a little further from their axis.

    Examples
    --------
    >>> apart("#,##0"), apart("0;;")
    ('#,##0"  "', '0"  ";;')
    """
    number, *others = form.split(";")
    return ";".join([f'{number}"  "', *others])


def _step(axis: Axis) -> float:
    """Return the distance of ticks: the most common one, as the first may stand apart."""
    places = sorted(t.at for t in axis.ticks)
    steps = [round(b - a, 9) for a, b in itertools.pairwise(places)]
    if not steps:
        return abs(axis.high - axis.low) / 4 or 1.0
    return max(steps, key=lambda s: (steps.count(s), s))


def _start(low: float, step: float, least: float) -> float:
    """Return the tick that an axis starts from: below its end in the picture, or closely above."""
    below = floor(round(low / step, 9)) * step
    near = below < low and below + step <= least - step * 0.15
    return round(below + step if near else below, 10)


def day_axis(
    axis: Axis, days: Sequence[datetime], width: float, *, visible: bool = True
) -> NativeAxis:
    """Return the axis of days.

    Ticks stand at ends of years for stocks, in their middle where years stand.

    Parameters
    ----------
    axis : Axis
        The axis of time of a plot.
    days : sequence of datetime
        Days of the points.
    width : float
        Pixels of the plot.
    visible : bool
        Whether it has labels.

    Returns
    -------
    NativeAxis
        Ends and step as serial numbers of days, and number format.

    Examples
    --------
    >>> days = [datetime(2020, 12, 31), datetime(2024, 12, 31)]
    >>> day_axis(Axis(days[0].toordinal(), days[1].toordinal(), ()), days, 900).form
    'yyyy'
    """
    first, last = day_of(axis.low), day_of(axis.high)
    middle = any((d.month, d.day) in ((7, 1), (7, 2)) for d in days)

    def anchor(year: int) -> datetime:
        return datetime(year, 7, 2, 12) if middle else datetime(year, 12, 31)

    start = first.year if anchor(first.year) <= first + NEAR else first.year - 1
    # Half an empty year at the left is room enough for a label.
    # So is none where the first value stands at its year.
    near = anchor(start + 1) <= min(days) - (last - first) * 0.05
    if near or abs(anchor(start + 1) - min(days)) <= NEAR:
        start += 1
    ends = [y for y in range(start, last.year + 1) if anchor(y) <= last + NEAR] or [last.year]
    step = max(1, -(-len(ends) * YEAR_LABEL // max(int(width), 1)))
    # The last year has a label.
    start -= (start - ends[-1]) % step
    low = min(serial(anchor(start)), serial(min(days)))
    # Years are of unlike length: the last tick must lie within.
    high = max(serial(last), low + (ends[-1] - start) * YEAR) + 1
    return NativeAxis(low, high, step * YEAR, "yyyy", visible=visible)
