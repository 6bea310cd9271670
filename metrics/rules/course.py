"""The course of a series: what its newest figure compares with, and which way it certainly went."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from itertools import pairwise

from metrics.model.observation import Observation
from metrics.model.series import BY_DIFFERENCE, CHANGES, Series
from metrics.rules.comparison import Change, compare

# A way back from a turning point counts where it is this much of the whole way.
TURNED = Decimal("1.5")
RETURNED = Decimal("0.25")
# Figures that a record is one of.
FEWEST = 3
# A round number is told that lies no further below what reaches it.
NEAR = Decimal("0.1")


def change_between(series: Series, base: Observation, end: Observation) -> Change | None:
    """Give the change from one point of a series to another; None where they do not compare.

    Parameters
    ----------
    series : Series
        Whose breaks count.
    base, end : Observation
        Points of it.

    Returns
    -------
    Change or None
        With its interval.

    Examples
    --------
    >>> from metrics import load
    >>> gii = load().series("gii_rank")
    >>> change_between(gii, gii.points[0], gii.points[-1]) is None  # another publisher's edition
    True
    """
    relative = series.definition.measure not in BY_DIFFERENCE
    against = series.ratio_against if relative else series.against
    if series.definition.measure in CHANGES or against(base, end) is not None:
        return None
    return compare(base, end)


@dataclass(frozen=True)
class Record:
    """That the newest figure is the highest or lowest: since a point, or of its unbroken run."""

    highest: bool
    since: Observation | None


@dataclass(frozen=True)
class Course:
    """How a series came to its newest figure.

    Examples
    --------
    >>> from metrics import load
    >>> course = Course(load().series("gii_rank"))
    >>> course.step.value, course.whole.base.period.code
    (Decimal('-1'), '2011')
    """

    series: Series

    @property
    def latest(self) -> Observation:
        """The newest figure."""
        return self.series.latest

    @cached_property
    def earlier(self) -> tuple[Observation, ...]:
        """Points that the newest figure compares with, in the order of time."""
        return tuple(
            p
            for p in self.series.main
            if p.period < self.latest.period
            and change_between(self.series, p, self.latest) is not None
        )

    @cached_property
    def whole(self) -> Change | None:
        """The change since the longest comparable base."""
        base = self.series.base
        return None if base is None else change_between(self.series, base, self.latest)

    @cached_property
    def step(self) -> Change | None:
        """The change on the year before."""
        found = (p for p in self.earlier if a_year_apart(p, self.latest))
        return next((change_between(self.series, p, self.latest) for p in found), None)

    @property
    def direction(self) -> int:
        """Which way the whole course certainly went: 1 up, -1 down, 0 uncertain."""
        return 0 if self.whole is None else self.whole.direction

    @property
    def turned(self) -> bool:
        """Whether the last year certainly went the other way than the whole course."""
        return self.step is not None and self.step.direction * self.direction < 0

    @cached_property
    def turning_point(self) -> Change | None:
        """The change since the highest or lowest point on the way, where that tells more."""
        if self.whole is None:
            return None
        between = [p for p in self.earlier if p.period > self.whole.base.period]
        solid = [p for p in between if not p.figure.one_sided]
        if not solid:
            return None
        value: Callable[[Observation], Decimal] = lambda p: p.figure.value  # noqa: E731
        for point in (max(solid, key=value), min(solid, key=value)):
            back = change_between(self.series, point, self.latest)
            if back is not None and self._tells_more(point, back):
                return back
        return None

    def _tells_more(self, point: Observation, back: Change) -> bool:
        """Tell whether the way from a point certainly is a turn, and a large one."""
        base, end = (o.figure.value for o in (self.series.base or point, self.latest))
        there = compare(self.series.base or point, point)
        if not back.direction or there.direction != -back.direction:
            return False
        share = TURNED if back.direction == self.direction else RETURNED
        return abs(end - point.figure.value) > share * abs(end - base)

    def first_in(self) -> int:
        """Count the years in which the last step is the first of its direction; 0 below three.

        The steps before it are yearly, follow each other and certainly went the other way.
        """
        if self.step is None or not self.step.direction:
            return 0
        years = 1
        point = self.step.base
        for before in reversed([p for p in self.earlier if p.period < point.period]):
            change = change_between(self.series, before, point)
            if not a_year_apart(before, point) or change is None:
                break
            if change.direction != -self.step.direction:
                break
            years, point = years + 1, before
        return years if years >= FEWEST else 0

    @cached_property
    def unbroken(self) -> tuple[Observation, ...]:
        """The earlier points from which no year is missing up to the newest figure.

        What the years of a hole hold is not known: nothing is the highest or lowest across them.
        """
        run: list[Observation] = []
        after = self.latest
        for point in reversed(self.earlier):
            if after.period.end.year - point.period.end.year > 1:
                break
            run.append(point)
            after = point
        return tuple(reversed(run))

    @cached_property
    def record(self) -> Record | None:
        """Tell of what the newest figure certainly is the highest or lowest; None of nothing."""
        for way in (1, -1):
            since = self._passed(way)
            count = len(self.unbroken) if since is None else self._after(since)
            if count >= FEWEST - 1 and (since is None or self._ways()[since] == -way):
                return Record(way > 0, None if since is None else self.unbroken[since])
        return None

    def _ways(self) -> Sequence[int]:
        """Say of each point of the unbroken run which way the newest figure is from it."""
        made = (change_between(self.series, p, self.latest) for p in self.unbroken)
        return [0 if c is None else c.direction for c in made]

    def _passed(self, way: int) -> int | None:
        """Give the place of the last point that the newest figure is not certainly past."""
        ways = self._ways()
        return next((n for n in reversed(range(len(ways))) if ways[n] != way), None)

    def _after(self, place: int) -> int:
        return len(self.unbroken) - place - 1


def a_year_apart(one: Observation, other: Observation) -> bool:
    """Tell whether two periods end on one day of two years that follow each other."""
    first, last = one.period.end, other.period.end
    return last.year - first.year == 1 and (first.month, first.day) == (last.month, last.day)


def running_above(series: Series) -> tuple[int, Decimal]:
    """Count the last yearly points in a row that certainly reach a round number; the number.

    It is the largest of one significant digit that all of them reach.

    Examples
    --------
    >>> from metrics import load
    >>> running_above(load().series("pledge_financing_yearly_growth"))
    (3, Decimal('40'))
    """
    run = [series.latest]
    for before, after in reversed(list(pairwise(series.main))):
        if after is not run[-1] or not a_year_apart(before, after):
            break
        run.append(before)
    lows = [p.figure.interval.lo for p in run]
    known = [lo for lo in lows if lo is not None]
    if len(known) < len(lows) or min(known) < 1:
        return 0, Decimal(0)
    bound = _round(min(known))
    return (len(run), bound) if min(known) <= bound * (1 + NEAR) else (0, Decimal(0))


def above_round(lows: Sequence[Decimal]) -> tuple[int, Decimal]:
    """Count the first lower ends in a row that all lie above one round number; the number.

    It is the largest that the first three allow, and the count is of all that lie above it.

    Examples
    --------
    >>> above_round([Decimal("75.3"), Decimal("57.1"), Decimal("42.0"), Decimal("43.8")])
    (4, Decimal('40'))
    """
    if len(lows) < FEWEST or min(lows[:FEWEST]) <= 1:
        return 0, Decimal(0)
    least = min(lows[:FEWEST])
    bound = _round(least)
    if bound == least or least > bound * (1 + NEAR):
        return 0, Decimal(0)
    return next((n for n, lo in enumerate(lows) if lo <= bound), len(lows)), bound


def _round(least: Decimal) -> Decimal:
    """Cut a number of one or more to its first digit."""
    step = Decimal(1).scaleb(least.adjusted())
    return Decimal(int((least // step) * step))
