"""Series of observations: which statement is shown, what may be joined, what may be compared."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from itertools import groupby, pairwise

import pandas as pd

from metrics.facts import Definition, Observation, Source
from metrics.figures import Interval
from metrics.text import Lang, text

# Measures taken at a moment or as an average: a date and a year say the same kind of thing.


LEVELS = frozenset({"rate", "share", "score", "rank", "duration"})
# Measures whose change is a difference in their own unit, never a percentage.


BY_DIFFERENCE = frozenset({"rate", "share", "score", "rank", "duration", "growth"})


class NotComparableError(ValueError):
    """Two observations cannot be compared; ``reason`` is the code of the reason."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(self.words("en"))

    def words(self, lang: Lang) -> str:
        """Say the reason."""
        return text(lang)(f"reason.{self.reason}")


@dataclass(frozen=True)
class Refusal:
    """Why something is not computed, and what can be done instead.

    Parameters
    ----------
    reason : str
        Code of the reason.
    points : tuple of Observation
        What was refused.
    """

    reason: str
    points: tuple[Observation, ...]

    def words(self, lang: Lang) -> str:
        """Say the reason, then what can be done instead."""
        say = text(lang)
        return say("reason.line", reason=say(f"reason.{self.reason}"), instead=self.instead(lang))

    def instead(self, lang: Lang) -> str:
        """Say what can be done instead."""
        return text(lang)(f"instead.{self.reason}")

    def error(self) -> NotComparableError:
        """The refusal as an error to raise."""
        return NotComparableError(self.reason)


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
        All of them, also repeated and superseded ones.
    """

    definition: Definition
    area: str
    statements: tuple[Observation, ...]

    @cached_property
    def points(self) -> tuple[Observation, ...]:
        """For each period the latest published statement, the exact before the bound."""
        ordered = sorted(self.statements, key=lambda o: (o.period, o._precedence))
        return tuple(list(g)[-1] for _, g in groupby(ordered, key=lambda o: o.period))

    @property
    def latest(self) -> Observation:
        """The point of the latest period."""
        return self.points[-1]

    def others(self, point: Observation) -> tuple[Observation, ...]:
        """Other statements of the same period, the latest first."""
        same = [o for o in self.statements if o.period == point.period and o is not point]
        return tuple(sorted(same, key=lambda o: o._precedence, reverse=True))

    @cached_property
    def segments(self) -> tuple[tuple[Observation, ...], ...]:
        """Runs of points that a line may join."""
        runs: list[list[Observation]] = [[self.points[0]]]
        for before, point in pairwise(self.points):
            if joinable(before, point):
                runs[-1].append(point)
            else:
                runs.append([point])
        return tuple(tuple(run) for run in runs)

    @property
    def base(self) -> Observation | None:
        """The earliest point that the latest one may be compared with."""
        return next((p for p in self.points[:-1] if self.against(p, self.latest) is None), None)

    def against(self, one: Observation, other: Observation) -> str | None:
        """Say why two points of this series cannot be compared; None if they can.

        No comparison crosses a break, wherever it lies between the two.
        """
        first, last = sorted((one, other), key=lambda o: o.period)
        between = (p for p in self.points if first.period < p.period <= last.period)
        if any(p.status == "B" for p in between):
            return "break"
        return reason_against(first, last)

    def frame(self) -> pd.DataFrame:
        """The points as a tidy frame.

        Returns
        -------
        DataFrame
            One row a point: indicator, area, period, start and end (days), value, lo and hi (in
            the base unit, infinite where open), printed, qualifier, status, source.
        """
        return pd.DataFrame([_row(p) for p in self.points])


def _row(o: Observation) -> dict[str, object]:
    span = o.figure.interval
    return {
        "indicator": o.definition.id,
        "area": o.area,
        "period": o.period.code,
        "start": pd.Timestamp(o.period.start),
        "end": pd.Timestamp(o.period.end),
        "value": float(o.figure.value),
        "lo": float("-inf") if span.lo is None else float(span.lo),
        "hi": float("inf") if span.hi is None else float(span.hi),
        "printed": o.figure.printed,
        "qualifier": o.figure.qualifier,
        "status": o.status,
        "source": o.source.id,
    }


def joinable(before: Observation, after: Observation) -> bool:
    """Tell whether a line may run from one point of a series to the next."""
    return (
        after.status != "B"
        and (before.status == "D") == (after.status == "D")
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
    if (base.status == "D") != (end.status == "D"):
        return "definition"
    if not base.period.like(end.period) and not _levels(base, end):
        return "period"
    if base.figure.one_sided and end.figure.one_sided:
        return "bounds"
    return None


def _levels(base: Observation, end: Observation) -> bool:
    kinds = {base.period.kind, end.period.kind}
    return base.definition.measure in LEVELS and kinds <= {"year", "date"}


@dataclass(frozen=True)
class Change:
    """The change from one observation to another, with its interval.

    Parameters
    ----------
    base, end : Observation
        From and to.
    interval : Interval
        Signed: in per cent of the base, or in the unit of the series where ``relative`` is false.
    relative : bool
        Whether the change is a percentage of the base.
    """

    base: Observation
    end: Observation
    interval: Interval
    relative: bool

    @property
    def direction(self) -> int:
        """1 up, -1 down, 0 where the interval does not tell."""
        if self.interval.lo is not None and self.interval.lo >= 0:
            return 0 if self.interval.hi == 0 else 1
        if self.interval.hi is not None and self.interval.hi <= 0:
            return -1
        return 0


def change(base: Observation, end: Observation) -> Change:
    """Compute a change; raise `NotComparableError` where there is none.

    Examples
    --------
    >>> from metrics import load
    >>> points = load().series("invention_exam_months").points
    >>> change(points[0], points[1]).interval
    Interval(lo=Decimal('-6.20'), hi=Decimal('-6.00'), lo_open=False, hi_open=False)
    """
    reason = reason_against(base, end)
    if reason is not None:
        raise NotComparableError(reason)
    if base.definition.measure in BY_DIFFERENCE:
        return Change(base, end, end.figure.interval - base.figure.interval, relative=False)
    ratio = end.figure.interval.over(base.figure.interval)
    hundred = Decimal(100)
    growth = ratio.scaled(hundred) - Interval.point(hundred)
    return Change(base, end, growth, relative=True)


def latest_sources(points: Iterable[Observation]) -> tuple[Source, ...]:
    """The sources of some points, each once, the latest first."""
    unique = {p.source.id: p.source for p in points}
    return tuple(sorted(unique.values(), key=lambda s: (s.published, s.id), reverse=True))
