"""Targets: whether a figure has met the one that is set for it, decided by what each may be."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from metrics.model.definition import Definition
from metrics.model.observation import Observation
from metrics.model.series import Series
from metrics.printed.interval import Interval

RELATION = "target"
# What is expected of a series, not wanted of it: it is neither met nor missed.
EXPECTED = "projection"
AHEAD = (RELATION, EXPECTED)
# Met, missed, not yet due, or left open by what the figures may be.
Verdict = Literal["met", "missed", "due", "open"]
# Why it is open: the printed numbers are even and rounded, one is a bound, or none is of that day.
Doubt = Literal["", "even", "bound", "absent"]
# Measures of which less is better.
LESS_IS_BETTER = frozenset({"duration", "rank"})


@dataclass(frozen=True)
class Held:
    """A figure held against a target.

    Parameters
    ----------
    target : Observation
        The value, and by when.
    point : Observation
        The figure.
    verdict : str
        Met, missed, due later, or open.
    doubt : str
        Why it is open, where that can be told in a few words.
    """

    target: Observation
    point: Observation
    verdict: Verdict
    doubt: Doubt = ""


def is_target(definition: Definition) -> bool:
    """Tell whether a series is a target of another one."""
    return definition.relation == RELATION


def lies_ahead(definition: Definition) -> bool:
    """Tell whether a series is a target or a projection of another one, and no measurement."""
    return definition.relation in AHEAD


def held(target: Observation, point: Observation) -> Held:
    """Hold a figure against a target.

    Parameters
    ----------
    target : Observation
        Of the same unit.
    point : Observation
        The figure.

    Returns
    -------
    Held
        Met or missed where no value that the two may have says otherwise; before its day, a
        target that is not met is due. The printed number is what is asked for; of one that is
        printed as less than or more than a number, that number does not do.

    Examples
    --------
    >>> from metrics import load
    >>> tables = load()
    >>> wanted = tables.series("high_value_invention_patents_per_10k_target").latest
    >>> points = tables.series("high_value_invention_patents_per_10k").points
    >>> [held(wanted, p).verdict for p in points if p.period.closes_a_year]
    ['due', 'due', 'due', 'due', 'met', 'met']
    """
    own, asked = point.figure.bound, target.figure.value
    less = point.definition.measure in LESS_IS_BETTER
    if less:
        own, asked = -own, -asked
    strict = target.figure.qualifier == ("near" if less else "over")
    if _reaches(own, asked, strict=strict):
        return Held(target, point, "met")
    if point.period.end < target.period.end:
        return Held(target, point, "due")
    if _stays_below(own, asked, strict=strict):
        return Held(target, point, "missed")
    if strict or point.figure.one_sided:
        return Held(target, point, "open", "bound")
    even = point.figure.value == target.figure.value
    return Held(target, point, "open", "even" if even else "")


def _reaches(own: Interval, asked: Decimal, *, strict: bool) -> bool:
    if own.lo is None or own.lo < asked:
        return False
    return own.lo > asked or own.lo_open or not strict


def _stays_below(own: Interval, asked: Decimal, *, strict: bool) -> bool:
    if own.hi is None or own.hi > asked:
        return False
    return own.hi < asked or own.hi_open or strict


def at_its_day(target: Observation, series: Series) -> Held:
    """Hold a series against a target by the figure of the day that it is set for.

    Parameters
    ----------
    target : Observation
        The value, and by when.
    series : Series
        What is measured.

    Returns
    -------
    Held
        With the figure of that day or year, else the newest before it, else the first. What came
        later does not tell whether the target was met in time.

    Examples
    --------
    >>> from metrics import load
    >>> tables = load()
    >>> wanted = tables.series("high_value_invention_patents_per_10k_target").latest
    >>> at_its_day(wanted, tables.series("high_value_invention_patents_per_10k")).point.period.code
    '2025-12-31'
    """
    day = target.period.end
    before = [p for p in series.points if p.period.end <= day]
    point = max(before, key=lambda p: (p.period.end, p.annual)) if before else series.points[0]
    found = held(target, point)
    lapsed = point.period.end != day and series.latest.period.end > day
    if lapsed and found.verdict != "met":
        return Held(target, point, "open", "absent")
    return found


def against_target(series: Series, targets: Series) -> Held:
    """Hold a series against the target that is due next, else the last.

    Parameters
    ----------
    series : Series
        What is measured.
    targets : Series
        What is wanted of it, a value a day.

    Returns
    -------
    Held
        With the verdict.

    Examples
    --------
    >>> from metrics import load
    >>> tables = load()
    >>> both = [tables.series(f"high_value_invention_patents_per_10k{i}") for i in ("", "_target")]
    >>> against_target(*both).verdict
    'met'
    """
    coming = [t for t in targets.points if t.period.end >= series.latest.period.end]
    return at_its_day(coming[0] if coming else targets.points[-1], series)
