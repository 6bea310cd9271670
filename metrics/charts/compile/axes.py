"""Axes: where they end, and what may be labelled on them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from math import ceil, floor, isclose

from metrics.charts.spec import Axis, Tick
from metrics.locale import Lang
from metrics.model.observation import Observation
from metrics.model.period import Period
from metrics.wording.numbers import number_text, places_of

# Steps between ticks within a power of ten, and what share of the axis the less round ones cost.
STEPS = ((1.0, 0.0), (2.0, 0.0), (2.5, 0.05), (3.0, 0.1), (4.0, 0.1), (5.0, 0.0), (6.0, 0.2))
# The steps of an axis that leaves zero out, whose ticks are read one by one.
ROUND = frozenset({1.0, 2.0, 2.5, 5.0})
RANK_STEPS = (1, 2, 5, 10, 20, 25, 50, 100)
# Gaps between four or five ticks.
FEWEST, MOST = 3, 4
# A band whose lowest value is at least this share of its highest leaves zero out.
FLAT = 0.6
# How far below its lowest value the axis of a flat band reaches, as a share of the band.
BELOW = 0.2
# Half of a year in days, which a bar has on each side of its middle.
HALF_YEAR = 183.0
# Days that an axis of time is long at least.
SHORTEST = 200.0


def number_of(value: float, lang: Lang) -> str:
    """Write a tick's number with as many decimals as it needs."""
    exact = Decimal(repr(round(value, 10))).normalize()
    return number_text(exact, places_of(exact), lang)


def value_axis(values: Sequence[float], lang: Lang, *, zero: bool = False) -> Axis:
    """Return an axis of four or five round ticks, the topmost at or above the highest value.

    Parameters
    ----------
    values : sequence of float
        Everything that is drawn, in the scale of the axis.
    lang : str
        ``zh`` or ``en``.
    zero : bool
        Whether it begins at zero whatever the values are, as under bars; else a flat band leaves
        zero out, with a tick at the bottom of the axis.

    Returns
    -------
    Axis
        From its lowest to its highest tick.

    Examples
    --------
    >>> [t.label for t in value_axis([848.5, 8539.9], "en").ticks]
    ['0', '3,000', '6,000', '9,000']
    >>> [t.label for t in value_axis([44.9, 54.0], "en").ticks]
    ['40', '45', '50', '55']
    """
    low, high = min(values), max(values)
    cut = not zero and low > 0 and low >= FLAT * high
    if cut:
        room = (high - low or abs(high) * 0.1) * BELOW
        places = _ticks(low - room, high, cut=True)
        cut = places[0] > 0
    if not cut:
        places = _ticks(min(low, 0.0), max(high, 0.0), cut=False)
    ticks = tuple(Tick(at, number_of(at, lang)) for at in places)
    return Axis(places[0], places[-1], ticks, zero=not cut)


def _ticks(low: float, high: float, *, cut: bool) -> list[float]:
    """Return round places from at or below the low value to at or above the high one."""
    if low == high:
        high = low + 1.0
    span = high - low
    best: tuple[float, list[float]] | None = None
    power = 10.0 ** floor(_log10(span / (MOST + 1)))
    for scale in (power, power * 10):
        for step, cost in STEPS:
            if cut and step not in ROUND:
                continue
            own = step * scale
            first, last = _down(low / own), _up(high / own)
            # A lone value stands between two ticks.
            last = max(last, first + FEWEST) if cut else max(last, first + 1)
            if not FEWEST - (low < 0 or not cut) <= last - first <= MOST:
                continue
            waste = (last - first) * own - span + cost * span
            waste += span if last - first < FEWEST else 0
            if best is None or waste < best[0] - 1e-9:
                best = waste, [round(n * own, 10) + 0.0 for n in range(first, last + 1)]
    if best is None:
        raise ValueError(f"no ticks from {low} to {high}")
    return best[1]


def _down(steps: float) -> int:
    """Round down, but for what is a whole number but for the way that machines compute."""
    whole = floor(steps)
    return whole + 1 if isclose(whole + 1, steps, rel_tol=1e-9) else whole


def _up(steps: float) -> int:
    whole = ceil(steps)
    return whole - 1 if isclose(whole - 1, steps, rel_tol=1e-9) else whole


def _log10(value: float) -> float:
    return float(Decimal(repr(value)).log10())


def rank_axis(ranks: Sequence[float], lang: Lang) -> Axis:
    """Return an axis of ranks: backward, whole places, the best one at or below the topmost tick.

    It ends at the worst place where the tick beyond that would leave room unused.

    Examples
    --------
    >>> axis = rank_axis([29, 10], "en")
    >>> axis.low, axis.high, [t.label for t in axis.ticks]
    (30.0, 10.0, ['30', '25', '20', '15', '10'])
    >>> axis = rank_axis([43, 3], "en")
    >>> axis.low, [t.label for t in axis.ticks]
    (43.0, ['40', '30', '20', '10', '1'])
    """
    best, worst = int(min(ranks)), int(max(ranks))
    if worst - best < FEWEST:
        best = max(1, best - 1)
        worst = max(worst + 1, best + FEWEST)
    for step in RANK_STEPS:
        first, last = best // step, -(-worst // step)
        unused = last * step - worst > step / 2
        last -= unused
        if last - first <= MOST:
            break
    places = [float(max(1, n * step)) for n in range(last, first - 1, -1)]
    ticks = tuple(Tick(at, number_of(at, lang)) for at in places)
    return Axis(float(worst) if unused else places[0], places[-1], ticks, rank=True)


def day_of(period: Period) -> float:
    """Say where a value stands: a stock at its day, else in the middle of its period.

    Examples
    --------
    >>> day_of(Period.parse("2023-12-31")) - day_of(Period.parse("2023"))
    181.5
    """
    end = period.end.toordinal()
    if period.kind in ("date", "years"):
        return float(end)
    return (period.start.toordinal() + end + 1) / 2


def slot_of(period: Period) -> float:
    """Say where the bar of a period stands: in the middle of the year that it ends in."""
    return day_of(Period.parse(f"{period.end.year}"))


def time_axis(points: Sequence[Observation]) -> Axis:
    """Return the axis of time of lines: a tick a year, and one at an end within a year.

    Years are labelled where values of whole years stand, or at their last day where all are of
    days.

    Parameters
    ----------
    points : sequence of Observation
        All that is drawn.

    Returns
    -------
    Axis
        From the first to the last point.

    Examples
    --------
    >>> from metrics import load
    >>> axis = time_axis(load().series("gii_rank", "US").points)
    >>> axis.ticks[0].label, axis.ticks[-1].label
    ('2010', '2025')
    """
    return spanned([p.period for p in points])


def spanned(periods: Sequence[Period]) -> Axis:
    """Return the axis of time over some periods."""
    ordered = sorted(periods)
    at = [day_of(p) for p in ordered]
    low, high = min(at), max(at)
    if high - low < SHORTEST:
        low, high = low - SHORTEST / 2, high + SHORTEST / 2
    days = all(p.kind in ("date", "years") for p in ordered)
    years = range(ordered[0].end.year, ordered[-1].end.year + 1)
    ticks = {f"{y}": date(y, 12, 31).toordinal() if days else slot_of_year(y) for y in years}
    for outer in (ordered[0], ordered[-1]):
        if not outer.closes_a_year:
            ticks.pop(f"{outer.end.year}", None)
            ticks[outer.tick] = day_of(outer)
    kept = sorted((a, label) for label, a in ticks.items() if low <= a <= high)
    return Axis(low, high, tuple(Tick(float(a), label) for a, label in kept))


def slot_of_year(year: int) -> float:
    """Return the middle of a year."""
    return slot_of(Period.parse(f"{year}"))


def slots_axis(labels: dict[float, str]) -> Axis:
    """Return the axis of time under bars, each with half a year on both sides."""
    at = sorted(labels)
    ticks = tuple(Tick(a, labels[a]) for a in at)
    return Axis(at[0] - HALF_YEAR, at[-1] + HALF_YEAR, ticks)


def rows_axis(names: Sequence[str]) -> Axis:
    """Return the axis of rows that lie under each other, the first at the top."""
    ticks = tuple(Tick(float(n), name) for n, name in enumerate(names))
    return Axis(-0.5, len(names) - 0.5, ticks)
