"""Transforms of series, each point with its interval, its formula and its inputs.

What is not comparable is refused with a reason and with what can be done instead; nothing is
dropped silently.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, localcontext
from itertools import pairwise
from typing import Literal, get_args

from metrics.model.observation import Observation
from metrics.model.period import Period
from metrics.model.refusal import Refusal
from metrics.model.series import Series, ratio_reason, reason_against
from metrics.printed.interval import Interval

Transform = Literal["none", "change", "pct", "index", "cagr", "share"]
TRANSFORMS: tuple[Transform, ...] = get_args(Transform)
HUNDRED = Decimal(100)
# Digits of quotients and roots: far more than any figure has.
DIGITS = 30
# A ratio of these says nothing: a percentage of a percentage, a multiple of a rank.
NO_RATIO = {"rate": "percent", "share": "percent", "growth": "percent", "rank": "rank"}
NO_TOTAL = frozenset({"stock", "cumulative"})


@dataclass(frozen=True)
class Point:
    """One point of a view: observed, or derived from observed ones.

    Parameters
    ----------
    period : Period
        Where it stands.
    interval : Interval
        All values that it may have, given the intervals of its inputs.
    inputs : tuple of Observation
        What it was computed from; one observation where it is published as it is.
    joined : bool
        Whether a line may run to it from the point before.
    value : Decimal, optional
        That of a published figure; else what the figures give as they are shown, None where the
        result is a bound.
    """

    period: Period
    interval: Interval
    inputs: tuple[Observation, ...]
    joined: bool
    value: Decimal | None = None

    @property
    def one_sided(self) -> bool:
        """Whether the point is a bound."""
        return self.interval.one_sided


@dataclass(frozen=True)
class Result:
    """A transformed series: its points, and what was refused on the way."""

    series: Series
    transform: Transform
    points: tuple[Point, ...]
    refusals: tuple[Refusal, ...]

    @property
    def latest(self) -> Point:
        """The point of the latest period; points stand strand by strand."""
        return max(self.points, key=lambda p: p.period)


def transform(
    series: Series, kind: Transform, *, base: str = "", other: Series | None = None
) -> Result:
    """Transform a series.

    Parameters
    ----------
    series : Series
        What to transform.
    kind : str
        none, change, pct, index, cagr or share.
    base : str
        Period of the base of an index or of an average growth; the first point where empty.
    other : Series, optional
        What a share is a share of.

    Examples
    --------
    >>> from metrics import load
    >>> made = transform(load().series("invention_patents_in_force_domestic"), "pct")
    >>> round(made.points[0].interval.lo, 2), round(made.points[0].interval.hi, 2)
    (Decimal('31.35'), Decimal('31.70'))
    """
    points = series.points
    if kind == "none":
        return Result(series, kind, _published(series), ())
    if kind == "share":
        return _share(series, other)
    if kind == "change":
        return _between(series, kind, difference, series.against)
    if refusal := _no_ratio(series):
        return Result(series, kind, (), (refusal,))
    if kind == "pct":
        return _between(series, kind, percent_change, series.ratio_against)
    start = next((p for p in points if p.period.code == base), None if base else points[0])
    if start is None:
        return Result(series, kind, (), (Refusal("no_base", points),))
    return _index(series, start) if kind == "index" else _cagr(series, start)


def _published(series: Series) -> tuple[Point, ...]:
    return tuple(
        Point(p.period, p.figure.interval, (p,), place > 0, p.figure.value)
        for segment in series.segments
        for place, p in enumerate(segment)
    )


def _pairs(series: Series) -> Iterator[tuple[Observation, Observation]]:
    """Each point with the one before it in its strand; a strand's first with the nearest before."""
    for strand in series.period_groups:
        earlier = [p for p in series.points if p.period < strand[0].period]
        yield from pairwise([*earlier[-1:], *strand])


def _no_ratio(series: Series) -> Refusal | None:
    reason = NO_RATIO.get(series.definition.measure)
    return Refusal(reason, series.points) if reason else None


def difference(base: Observation, end: Observation) -> Interval:
    """The change in the unit of the series."""
    return end.figure.interval - base.figure.interval


def ratio(base: Observation, end: Observation) -> Interval:
    """How many times the base the end is; exactly once where they are one figure."""
    if base is end:
        return Interval.point(Decimal(1))
    times = end.figure.interval.over(base.figure.interval)
    # That a quantity is positive is no bound worth telling: the result stays one-sided.
    bound = end.figure.interval.lo is None or base.figure.interval.hi is None
    return replace(times, lo=None, lo_open=False) if bound else times


def percent_change(base: Observation, end: Observation) -> Interval:
    """The change in per cent of the base."""
    return ratio(base, end).scaled(HUNDRED) - Interval.point(HUNDRED)


def _between(
    series: Series,
    kind: Transform,
    compute: Callable[[Observation, Observation], Interval],
    refuse: Callable[[Observation, Observation], str | None],
) -> Result:
    """Compute from each point to the next; a pair that does not compare is refused."""
    made: list[Point] = []
    refused: list[Refusal] = []
    for before, after in _pairs(series):
        reason = refuse(before, after)
        if reason is not None:
            refused.append(Refusal(reason, (before, after)))
            continue
        interval = compute(before, after)
        value = _central(kind, before, after, interval)
        point = Point(after.period, interval, (before, after), False, value)
        made.append(replace(point, joined=bool(made) and _alike(made[-1], point)))
    if len(series.points) == 1:
        refused.append(Refusal("single", series.points))
    return Result(series, kind, tuple(made), tuple(refused))


def _central(
    kind: Transform, base: Observation, end: Observation, interval: Interval
) -> Decimal | None:
    """What two figures give as they are shown; None where the result is a bound."""
    if interval.one_sided:
        return None
    first, last = base.figure.value, end.figure.value
    if kind == "change":
        return last - first
    with localcontext(prec=DIGITS):
        times = last / first
        if kind == "cagr":
            times = _yearly(times, years_between(base, end))
        return times * HUNDRED - (HUNDRED if kind in ("pct", "cagr") else 0)


def _yearly(times: Decimal, years: Decimal) -> Decimal:
    """The factor of one year; by logarithms, which take half the time of a power."""
    return times if years == 1 or not times else (times.ln() / years).exp()


def _alike(before: Point, after: Point) -> bool:
    """Whether two changes follow each other over spans of one length, so that a line may run."""
    if before.inputs[-1] is not after.inputs[0] or before.one_sided or after.one_sided:
        return False
    return years_between(*before.inputs) == years_between(*after.inputs)


def _index(series: Series, start: Observation) -> Result:
    made: list[Point] = []
    refused: list[Refusal] = []
    if start.figure.one_sided:
        return Result(series, "index", (), (Refusal("bound_base", (start,)),))
    if reason := ratio_reason(start, start):
        return Result(series, "index", (), (Refusal(reason, (start,)),))
    for segment in series.segments:
        for place, point in enumerate(segment):
            reason = None if point is start else series.ratio_against(start, point)
            if reason is not None:
                refused.append(Refusal(reason, (start, point)))
                continue
            inputs = (start,) if point is start else (start, point)
            interval = ratio(start, point).scaled(HUNDRED)
            value = _central("index", start, point, interval)
            # What compares with the start within a segment is the whole segment.
            made.append(Point(point.period, interval, inputs, place > 0, value))
    return Result(series, "index", tuple(made), tuple(refused))


def _cagr(series: Series, start: Observation) -> Result:
    """Average yearly growth from the start to each later point."""
    made: list[Point] = []
    refused: list[Refusal] = []
    later = [p for p in series.points if p.period > start.period]
    for point in later:
        reason = series.ratio_against(start, point)
        if reason is not None:
            refused.append(Refusal(reason, (start, point)))
            continue
        interval = average_growth(start, point)
        value = _central("cagr", start, point, interval)
        made.append(Point(point.period, interval, (start, point), False, value))
    if not later:
        refused.append(Refusal("single", (start,)))
    return Result(series, "cagr", tuple(made), tuple(refused))


def months_between(base: Observation, end: Observation) -> int:
    """Months from the end of one period to the end of another."""
    first, last = base.period.end, end.period.end
    return (last.year - first.year) * 12 + last.month - first.month


def years_between(base: Observation, end: Observation) -> Decimal:
    """Time between two observations in years, to the month."""
    return Decimal(months_between(base, end)) / 12


def average_growth(base: Observation, end: Observation) -> Interval:
    """Average yearly growth in per cent.

    Examples
    --------
    >>> from metrics import load
    >>> points = load().series("satisfaction").points
    >>> grown = average_growth(points[0], points[-1])
    >>> round(grown.lo, 3), round(grown.hi, 3)
    (Decimal('2.039'), Decimal('2.041'))
    """
    with localcontext(prec=DIGITS):
        years = years_between(base, end)
        times = ratio(base, end)

        def yearly(value: Decimal | None) -> Decimal | None:
            return None if value is None else (_yearly(value, years) - 1) * HUNDRED

        return Interval(yearly(times.lo), yearly(times.hi), times.lo_open, times.hi_open)


def shares_of(series: Series) -> str:
    """Id of the series that this one is a part of, where the tables declare one."""
    definition = series.definition
    return definition.relates_to if definition.relation in ("share_of", "component_of") else ""


def _share(series: Series, other: Series | None) -> Result:
    if other is None or shares_of(series) != other.definition.id:
        return Result(series, "share", (), (Refusal("unrelated", series.points),))
    if other.definition.unit != series.definition.unit:
        return Result(series, "share", (), (Refusal("units", series.points),))
    wholes = {p.period: p for p in other.points}
    made: list[Point] = []
    refused: list[Refusal] = []
    previous: tuple[Observation, Observation] | None = None
    for part in (p for strand in series.period_groups for p in strand):
        whole = wholes.get(part.period)
        if whole is None:
            previous = None
            refused.append(Refusal("no_common_period", (part,)))
            continue
        bounds = part.figure.one_sided and whole.figure.one_sided
        reason = "bounds" if bounds else ratio_reason(whole, part)
        if reason is not None:
            refused.append(Refusal(reason, (whole, part)))
            continue
        share = ratio(whole, part).scaled(HUNDRED)
        joined = (
            previous is not None
            and other.joins(previous[0], whole)
            and series.joins(previous[1], part)
            and not share.one_sided
        )
        value = _central("share", whole, part, share)
        made.append(Point(part.period, share, (whole, part), joined, value))
        previous = (whole, part)
    return Result(series, "share", tuple(made), tuple(refused))


def total(points: Sequence[Observation]) -> Interval:
    """Add flows over like periods; raise `NotComparableError` where a sum means nothing."""
    _addable(points)
    added = Interval.point(Decimal(0))
    for point in points:
        added = added + point.figure.interval
    return added


def average(points: Sequence[Observation]) -> Interval:
    """The mean of points over like periods; raise `NotComparableError` for ranks and the like."""
    if points[0].definition.measure == "rank":
        raise Refusal("rank_average", tuple(points)).error()
    _like(points)
    added = Interval.point(Decimal(0))
    for point in points:
        added = added + point.figure.interval
    with localcontext(prec=40):
        return added.scaled(1 / Decimal(len(points)))


def _addable(points: Sequence[Observation]) -> None:
    measure = points[0].definition.measure
    if measure in NO_TOTAL:
        raise Refusal("stock_total", tuple(points)).error()
    if measure != "flow":
        raise Refusal("no_total", tuple(points)).error()
    _like(points)


def _like(points: Sequence[Observation]) -> None:
    for before, after in pairwise(points):
        reason = reason_against(before, after)
        if reason is not None:
            raise Refusal(reason, (before, after)).error()
