"""Transforms of series: a rule walked along the points, each with its interval and its inputs.

What is not comparable is refused with a reason and with what can be done instead; nothing is
dropped silently.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise
from typing import Literal, get_args

from metrics.locale import Lang, text
from metrics.model.observation import Observation
from metrics.model.period import Period, months_between
from metrics.model.refusal import Refusal
from metrics.model.series import Series
from metrics.printed.interval import Interval
from metrics.rules.average_growth import average_between, average_growth
from metrics.rules.change import CHANGE
from metrics.rules.growth import GROWTH
from metrics.rules.index import INDEX, no_base
from metrics.rules.multiple import NO_RATIO
from metrics.rules.rule import Rule
from metrics.rules.share import SHARE, whole_of

# Months that a change is over where nothing else is said.
YEAR = 12
Transform = Literal["none", "change", "pct", "index", "cagr", "share"]
TRANSFORMS: tuple[Transform, ...] = get_args(Transform)
_RULES: dict[Transform, Rule] = {
    "change": CHANGE,
    "pct": GROWTH,
    "index": INDEX,
    "share": SHARE,
}


def rule_of(kind: Transform, base: Observation, end: Observation) -> Rule:
    """Give the rule of a transform between two observations.

    Parameters
    ----------
    kind : str
        change, pct, index, cagr or share.
    base : Observation
        The earlier one, or the whole.
    end : Observation
        The later one, or the part.

    Returns
    -------
    Rule
        An average growth is over the time between them.

    Examples
    --------
    >>> from metrics import load
    >>> first, *_, last = load().series("satisfaction").points
    >>> rule_of("cagr", first, last).formula("a", "b")
    '((b ÷ a) ^ (1/13) − 1) × 100'
    """
    return average_between(base, end) if kind == "cagr" else _RULES[kind]


def transform_words(kind: Transform, lang: Lang) -> str:
    """Name a transform by its rule; say that there is none."""
    if kind == "none":
        return text(lang)("rule.none")
    # Over whatever time, an average growth has one name.
    rule = average_growth(12) if kind == "cagr" else _RULES[kind]
    return rule.words(lang)


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

    @property
    def months(self) -> int:
        """Months from the end of its first input to that of its last; 0 where it has but one."""
        return months_between(self.inputs[0].period, self.inputs[-1].period)


@dataclass(frozen=True)
class Result:
    """A transformed series: its points, and what was refused on the way."""

    series: Series
    transform: Transform
    points: tuple[Point, ...]
    refusals: tuple[Refusal, ...]

    def span(self, point: Point) -> int:
        """Return the months that a point must be told with; 0 where they go without saying.

        A change over one year is what readers take a change for; one over any other time says
        so, and an average growth always does.

        Examples
        --------
        >>> from metrics import load
        >>> grown = transform(load().series("satisfaction"), "pct")
        >>> [grown.span(p) for p in grown.points[:1]]
        [0]
        """
        if self.transform == "cagr":
            return point.months
        told = self.transform in ("change", "pct") and point.months != YEAR
        return point.months if told else 0

    @property
    def uneven(self) -> tuple[Point, ...]:
        """Changes over another time than a year."""
        return tuple(p for p in self.points if self.transform != "cagr" and self.span(p))

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

    Returns
    -------
    Result
        Its points in the unit of the series for none and change, else in per cent or as an index.

    Examples
    --------
    >>> from metrics import load
    >>> growth = transform(load().series("invention_patents_in_force_domestic"), "pct")
    >>> round(growth.points[0].interval.lo, 2), round(growth.points[0].interval.hi, 2)
    (Decimal('31.35'), Decimal('31.70'))
    """
    points = series.points
    if kind == "none":
        return Result(series, kind, _published(series), ())
    if kind == "share":
        return _share(series, other)
    if kind != "change" and (reason := NO_RATIO.get(series.definition.measure)):
        return Result(series, kind, (), (Refusal(reason, points),))
    if kind in ("change", "pct"):
        return _between(series, kind)
    start = next((p for p in points if p.period.code == base), None if base else points[0])
    if start is None:
        return Result(series, kind, (), (Refusal("no_base", points),))
    return _index(series, start) if kind == "index" else _cagr(series, start)


def _published(series: Series) -> tuple[Point, ...]:
    return tuple(
        Point(p.period, p.figure.bound, (p,), place > 0, p.figure.value)
        for segment in series.segments
        for place, p in enumerate(segment)
    )


def _pairs(series: Series) -> Iterator[tuple[Observation, Observation]]:
    """Yield each point with the one before it in its strand.

    A strand's first with the nearest before.
    """
    for strand in series.period_groups:
        earlier = [p for p in series.points if p.period < strand[0].period]
        yield from pairwise([*earlier[-1:], *strand])


def _computed(rule: Rule, base: Observation, end: Observation, *, joined: bool = False) -> Point:
    """Compute the point at the end of two observations."""
    interval, value = rule.result(base, end)
    return Point(end.period, interval, (base, end), joined, value)


def _reason(series: Series, rule: Rule, base: Observation, end: Observation) -> str | None:
    """Say why a rule does not lead from one point of a series to another.

    No break may lie between.
    """
    return series.against(base, end) or rule.refusal(base, end)


def _between(series: Series, kind: Transform) -> Result:
    """Compute from each point to the next; a pair that does not compare is refused."""
    made: list[Point] = []
    refused: list[Refusal] = []
    for before, after in _pairs(series):
        rule = rule_of(kind, before, after)
        if reason := _reason(series, rule, before, after):
            refused.append(Refusal(reason, (before, after)))
            continue
        point = _computed(rule, before, after)
        made.append(replace(point, joined=bool(made) and _alike(made[-1], point)))
    if len(series.points) == 1:
        refused.append(Refusal("single", series.points))
    return Result(series, kind, tuple(made), tuple(refused))


def _alike(before: Point, after: Point) -> bool:
    """Tell whether a line may run: two changes follow each other over spans of one length."""
    if before.inputs[-1] is not after.inputs[0] or before.one_sided or after.one_sided:
        return False
    return before.months == after.months


def _index(series: Series, start: Observation) -> Result:
    made: list[Point] = []
    refused: list[Refusal] = []
    if reason := no_base(start):
        return Result(series, "index", (), (Refusal(reason, (start,)),))
    for segment in series.segments:
        for place, point in enumerate(segment):
            if point is start:
                hundred = Decimal(100)
                own = Point(point.period, Interval.point(hundred), (start,), place > 0, hundred)
                made.append(own)
            elif reason := _reason(series, INDEX, start, point):
                refused.append(Refusal(reason, (start, point)))
            else:
                # What compares with the start within a segment is the whole segment.
                made.append(_computed(INDEX, start, point, joined=place > 0))
    return Result(series, "index", tuple(made), tuple(refused))


def _cagr(series: Series, start: Observation) -> Result:
    """Return average yearly growth from the start to each later point."""
    made: list[Point] = []
    refused: list[Refusal] = []
    later = [p for p in series.points if p.period > start.period]
    for point in later:
        rule = average_between(start, point)
        if reason := _reason(series, rule, start, point):
            refused.append(Refusal(reason, (start, point)))
        else:
            made.append(_computed(rule, start, point))
    if not later:
        refused.append(Refusal("single", (start,)))
    return Result(series, "cagr", tuple(made), tuple(refused))


def _share(series: Series, other: Series | None) -> Result:
    if other is None or whole_of(series.definition) != other.definition.id:
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
        elif reason := SHARE.refusal(whole, part):
            refused.append(Refusal(reason, (whole, part)))
        else:
            point = _computed(SHARE, whole, part)
            joined = (
                previous is not None
                and other.joins(previous[0], whole)
                and series.joins(previous[1], part)
                and not point.one_sided
            )
            made.append(replace(point, joined=joined))
            previous = (whole, part)
    return Result(series, "share", tuple(made), tuple(refused))
