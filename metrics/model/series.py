"""Series of observations: which statement is shown, what may be joined, what may be compared."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby, pairwise

import pandas as pd

from metrics.model.definition import Definition
from metrics.model.observation import Observation
from metrics.model.period import Period
from metrics.model.row import row
from metrics.model.source import Source
from metrics.model.vintage import first_printed, last_printed, recency

# The area that is meant where none is named.
HOME = "CN"
# Measures taken at a moment or as an average: a date and a year say the same kind of thing.
LEVELS = frozenset({"rate", "share", "score", "rank", "duration"})
# The columns of a frame of points.
FRAME = (
    *("indicator", "area", "period", "start", "end", "value", "lo", "hi", "printed"),
    *("qualifier", "status", "source", "derived"),
)
# What an open end is in a frame.
OPEN = {"lo": "-inf", "hi": "inf"}
# Measures that are changes themselves.
CHANGES = ("growth", "multiple")
# Measures whose change is a difference in their own unit, never a percentage.
BY_DIFFERENCE = frozenset({"rate", "share", "score", "rank", "duration", "growth"})


@dataclass(frozen=True)
class Series:
    """One indicator in one area, with every statement of it.

    Parameters
    ----------
    definition : Definition
        What is measured.
    area : str
        ISO 3166-1 alpha-2 code, or WLD.
    statements : tuple of Observation
        All of them, also repeated, superseded and derived ones.
    first : bool
        Whether the first printed statement of a figure is shown, not the last.
    broken : frozenset of Period, optional
        Periods before which the series breaks, also where no statement of them is in view; by
        default those that its statements mark.
    """

    definition: Definition
    area: str
    statements: tuple[Observation, ...]
    first: bool = False
    broken: frozenset[Period] | None = None

    @property
    def key(self) -> str:
        """The series in an address: the indicator, and the area where it is not China."""
        return series_key(self.definition.id, self.area)

    @cached_property
    def points(self) -> tuple[Observation, ...]:
        """For each period the one statement that is shown."""
        ordered = sorted(self.statements, key=lambda o: o.period)
        groups = (list(g) for _, g in groupby(ordered, key=lambda o: o.period))
        return tuple(first_printed(g) if self.first else last_printed(g) for g in groups)

    @cached_property
    def main(self) -> tuple[Observation, ...]:
        """The points that tell the series: of a flow whole years, where it has any."""
        flow = self.definition.measure == "flow"
        return tuple(p for p in self.points if flow and p.period.kind == "year") or self.points

    @property
    def latest(self) -> Observation:
        """The latest of the points that tell the series; no implied one before a printed one."""
        return next((p for p in reversed(self.main) if not p.implied), self.main[-1])

    def others(self, point: Observation) -> tuple[Observation, ...]:
        """Return other statements of the same period, the latest first."""
        same = [o for o in self.statements if o.period == point.period and o is not point]
        return tuple(sorted(same, key=recency, reverse=True))

    def reported(self, point: Observation) -> bool:
        """Tell whether one of the five reports prints a point, to its own precision."""
        return any(
            o.reported
            and (o is point or (not o.figure.one_sided and o.status != "D"))
            and o.figure.interval.intersects(point.figure.interval)
            for o in (point, *self.others(point))
        )

    def restricted_to(self, statements: Iterable[Observation]) -> Series:
        """Restrict the series to some of its statements."""
        return replace(self, statements=tuple(statements), broken=self.broken_at)

    @cached_property
    def period_groups(self) -> tuple[tuple[Observation, ...], ...]:
        """Points of like periods together, each strand in the order of time.

        A value at the end of August stands between two years without parting them.
        """
        period_groups: dict[tuple[object, ...], list[Observation]] = {}
        for point in self.points:
            period_groups.setdefault(_shape(point.period), []).append(point)
        return tuple(tuple(s) for s in sorted(period_groups.values(), key=lambda s: s[0].period))

    @cached_property
    def segments(self) -> tuple[tuple[Observation, ...], ...]:
        """Runs of points that a line may join: within a strand, and across no break."""
        runs: list[list[Observation]] = []
        for strand in self.period_groups:
            runs.append([strand[0]])
            for before, point in pairwise(strand):
                if self.joins(before, point):
                    runs[-1].append(point)
                else:
                    runs.append([point])
        return tuple(tuple(run) for run in runs)

    def joins(self, before: Observation, after: Observation) -> bool:
        """Tell whether a line may run from one point to another, also past points between.

        A level at a date is a glimpse between those of whole years: nothing runs from one to
        another.
        """
        glimpse = before.period.kind == "date" and self.definition.measure in LEVELS
        return not glimpse and joinable(before, after) and not self._break_between(before, after)

    def _break_between(self, first: Observation, last: Observation) -> bool:
        return any(first.period < period <= last.period for period in self.broken_at)

    @property
    def annual_years(self) -> list[int]:
        """Years that have a point of their own: of the whole year, or of its last day."""
        return [
            p.period.end.year
            for p in self.points
            if p.period.kind in ("year", "date") and p.period.closes_a_year
        ]

    @cached_property
    def broken_at(self) -> frozenset[Period]:
        """Periods before which it breaks."""
        if self.broken is not None:
            return self.broken
        return frozenset(o.period for o in self.statements if o.status == "B")

    @cached_property
    def breaks(self) -> tuple[Observation, ...]:
        """The first point in view after each break."""
        after = (
            next((p for p in self.points if p.period >= period), None)
            for period in sorted(self.broken_at)
        )
        return tuple(dict.fromkeys(p for p in after if p is not None))

    @property
    def base(self) -> Observation | None:
        """The earliest point that the latest one may be compared with, implied ones last."""
        relative = self.definition.measure not in BY_DIFFERENCE
        against = self.ratio_against if relative else self.against
        earlier = (p for p in self.main if p.period < self.latest.period)
        ordered = sorted(earlier, key=lambda p: p.implied)
        return next((p for p in ordered if against(p, self.latest) is None), None)

    def against(self, one: Observation, other: Observation) -> str | None:
        """Say why two points of this series cannot be compared; None if they can.

        No comparison crosses a break, wherever it lies between the two.
        """
        first, last = sorted((one, other), key=lambda o: o.period)
        if self._break_between(first, last):
            return "break"
        return reason_against(first, last)

    def ratio_against(self, base: Observation, end: Observation) -> str | None:
        """Say why one point of this series is no multiple of another; None if it is."""
        return self.against(base, end) or ratio_reason(base, end)

    def frame(self) -> pd.DataFrame:
        """Make a tidy frame of the points.

        Returns
        -------
        DataFrame
            One row a point: indicator, area, period, start and end (days), value, lo and hi (in
            the base unit, infinite where open), printed (empty where it is derived), qualifier,
            status, source, derived.
        """
        return pd.DataFrame([_framed(p) for p in self.points])


def _framed(o: Observation) -> dict[str, object]:
    """Return the row of an observation with numbers and moments as pandas computes with them."""
    made = row(o)
    made |= {side: inf if made[side] is None else made[side] for side, inf in OPEN.items()}
    made |= {name: float(made[name]) for name in ("value", "lo", "hi")}
    made |= {name: pd.Timestamp(made[name]) for name in ("start", "end")}
    made["printed"] = o.figure.printed
    return {name: made[name] for name in FRAME}


def of_region(key: str) -> bool:
    """Tell whether a series, by its name in an address, is of a region of a country.

    ISO 3166-2 codes of regions have a hyphen behind the code of the country.

    Examples
    --------
    >>> of_region("patents_granted_domestic@CN-GD"), of_region("gii_rank@US"), of_region("gii_rank")
    (True, False, False)
    """
    return "-" in key.partition("@")[2]


def series_key(indicator: str, area: str) -> str:
    """Name a series in an address: ``gii_rank``, ``gii_rank@US``."""
    return indicator if area == HOME else f"{indicator}@{area}"


def _shape(period: Period) -> tuple[object, ...]:
    """Give what like periods share."""
    return period.kind, period.months, period.start.month if period.kind == "months" else 0


def joinable(before: Observation, after: Observation) -> bool:
    """Tell whether a line may run from one point of a series to the next."""
    return (
        after.status != "B"
        and "D" not in (before.status, after.status)
        and before.period.like(after.period)
        and not before.figure.one_sided
        and not after.figure.one_sided
    )


def reason_against(base: Observation, end: Observation) -> str | None:
    """Say why two observations cannot be compared, by its code; None if they can.

    A change needs one scope, no break between and like periods; a level measured over a year and
    at a date compares, a flow over unlike spans does not.
    """
    if base.definition.concept != end.definition.concept:
        return "concept"
    if base.definition.scope != end.definition.scope or base.area != end.area:
        return "scope"
    if end.status == "B":
        return "break"
    if "D" in (base.status, end.status):
        return "definition"
    if not base.period.like(end.period) and not _levels(base, end):
        return "period"
    if base.figure.one_sided and end.figure.one_sided:
        return "bounds"
    return None


def ratio_reason(base: Observation, end: Observation) -> str | None:
    """Say why one figure cannot be divided by another; None if it can.

    Nothing is a multiple of zero, and a multiple of a negative amount says nothing.
    """
    divisor, dividend = base.figure.interval, end.figure.interval
    if divisor.hi is not None and divisor.hi < 0:
        return "negative"
    if any(side is not None and side <= 0 for side in (divisor.lo, divisor.hi)):
        return "zero_base"
    below = any(side is not None and side < 0 for side in (dividend.lo, dividend.hi))
    return "negative" if below else None


def _levels(base: Observation, end: Observation) -> bool:
    kinds = {base.period.kind, end.period.kind}
    return base.definition.measure in LEVELS and kinds <= {"year", "date"}


def latest_sources(points: Iterable[Observation]) -> tuple[Source, ...]:
    """List the sources of some points, each once, the latest first."""
    unique = {s.id: s for p in points for s in p.sources}
    return tuple(sorted(unique.values(), key=lambda s: (s.published, s.id), reverse=True))
