"""Axes and number formats of native charts, made from those of the picture."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from math import floor
from typing import Any

from metrics.charts.context import round_step
from metrics.exports.pptx.model import NativeAxis
from metrics.locale import Lang
from metrics.wording.figures import qualified
from metrics.wording.numbers import Words
from metrics.wording.observations import SIGNS

Part = Mapping[str, Any]
YEAR = 365.25
_ZERO = datetime(1899, 12, 30)
_NUMBER = re.compile(r"\d[\d,]*(?:\.(\d+))?")
# Pixels that the label of a year needs along an axis.
YEAR_LABEL = 74


def moment_of(day: date) -> datetime:
    """Return a day as a moment, whether it has a time or not."""
    return day if isinstance(day, datetime) else datetime.combine(day, time())


def serial(day: date) -> float:
    """Return the number that stands for a day in a spreadsheet.

    Examples
    --------
    >>> serial(date(2024, 12, 31))
    45657.0
    """
    return (moment_of(day) - _ZERO) / timedelta(days=1)


def signs(lang: Lang) -> dict[tuple[str, str], str]:
    """Return the sign of a bound by the words that stand around its number."""
    found = {}
    for code, sign in SIGNS.items():
        told = qualified(Words("", "", ""), code, lang)
        found[told.before.strip(), told.after.strip()] = sign
    return found


def label_form(told: str, value: float, known: Mapping[tuple[str, str], str]) -> str:
    """Return the number format that writes a value as its label does, a bound with its sign.

    Parameters
    ----------
    told : str
        The label in words.
    value : float
        The value in the scale of the axis.
    known : mapping
        Signs of qualifiers, by the words before and after a number.

    Returns
    -------
    str
        Number format.

    Examples
    --------
    >>> label_form("第43位", 43.0, {}), label_form("超3,000", 3000.0, {("超", ""): ">"})
    ('"第"#,##0"位"', '">"#,##0')
    >>> label_form("−5.1%", -5.12, {})
    '"−"#,##0.0"%";"−"#,##0.0"%"'
    """
    found = _NUMBER.search(told)
    if found is None:
        return _quoted(told)
    before, after = told[: found.start()], told[found.end() :]
    sign = known.get((before.strip(), after.strip()))
    if sign is not None:
        before, after = sign, ""
    form = _quoted(before) + plain_form(len(found[1] or "")) + _quoted(after)
    # The second part is for values below zero, whose sign stands in the words.
    return f"{form};{form}" if value < 0 else form


def plain_form(places: int) -> str:
    """Return the number format of so many decimals."""
    return "#,##0" + ("." + "0" * places if places else "")


def _quoted(words: str) -> str:
    return '"' + words.replace('"', "") + '"' if words else ""


def _step_of(axis: Part) -> float:
    """Return the distance of the ticks of the picture."""
    ticks = [float(t) for t in axis.get("tickvals", ())]
    low, high = sorted(axis["range"])
    return ticks[1] - ticks[0] if len(ticks) > 1 else round_step((high - low) / 4)


def value_axis(axis: Part, values: Sequence[float], *, bars: bool = False) -> NativeAxis:
    """Return the axis of values; its lower end is a tick, as programs count ticks from there.

    Parameters
    ----------
    axis : Part
        The axis of a drawn figure.
    values : sequence of float
        Values that stand on it.
    bars : bool
        Whether bars stand on it.

    Returns
    -------
    NativeAxis
        Ends, step and number format.

    Examples
    --------
    >>> made = value_axis({"range": [0.5, 14.2], "tickvals": [5, 10]}, [6.0, 12.0])
    >>> made.low, made.high, made.step, made.form
    (5.0, 14.2, 5.0, '#,##0')
    """
    first, last = axis["range"]
    visible = axis.get("visible", True)
    if axis.get("type") == "log":
        return NativeAxis(1.0, 10.0**first, 2.0, "0", log=True, reversed=True, visible=visible)
    low, high = sorted((float(first), float(last)))
    step = _step_of(axis)
    start = _start(low, step, min(values))
    while start <= 0 < low and not bars and first <= last:
        # The words above the picture say that its axis leaves nought out.
        step /= 2
        start = _start(low, step, min(values))
    reverse = first > last
    if reverse:
        # The label of the last place stands below it, clear of the other axis.
        high += (high - start) * 0.06
    if reverse and start >= 0:
        # There is no place nought.
        form = "0;;"
    else:
        form = plain_form(len(f"{round(step, 6):g}".partition(".")[2]))
    return NativeAxis(start, high, step, form, reversed=reverse, visible=visible)


def _start(low: float, step: float, least: float) -> float:
    """Return the tick that an axis starts from: below its end in the picture, or closely above."""
    below = floor(round(low / step, 9)) * step
    near = below < low and below + step <= least - step * 0.15
    return round(below + step if near else below, 10)


def day_axis(axis: Part, days: Sequence[datetime], width: float) -> NativeAxis:
    """Return the axis of days.

    Ticks stand at ends of years for stocks, in their middle where years stand.

    Parameters
    ----------
    axis : Part
        The axis of a drawn figure.
    days : sequence of datetime
        Days of the points.
    width : float
        Pixels of the plot.

    Returns
    -------
    NativeAxis
        Ends and step as serial numbers of days, and number format.

    Examples
    --------
    >>> days = [datetime(2020, 12, 31), datetime(2024, 12, 31)]
    >>> day_axis({"range": days, "ticktext": ["2020", "2024"]}, days, 900).form
    'yyyy'
    """
    first, last = (moment_of(d) for d in axis["range"])
    middle = any((d.month, d.day) in ((7, 1), (7, 2)) for d in days)

    def anchor(year: int) -> datetime:
        return datetime(year, 7, 2, 12) if middle else datetime(year, 12, 31)

    start = first.year if anchor(first.year) <= first else first.year - 1
    # Half an empty year at the left is room enough for a label.
    if anchor(start + 1) <= min(days) - (last - first) * 0.05:
        start += 1
    ends = [y for y in range(start, last.year + 1) if anchor(y) <= last]
    step = max(1, -(-len(ends) * YEAR_LABEL // max(int(width), 1)))
    # The last year has a label.
    start -= (start - ends[-1]) % step
    return NativeAxis(serial(anchor(start)), serial(last), step * YEAR, "yyyy")
