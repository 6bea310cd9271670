"""Targets: whether a figure has met the one that is set for it, decided by what each may be."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from metrics.model.definition import Definition
from metrics.model.observation import Observation
from metrics.model.series import Series

RELATION = "target"
# Met, missed, not yet due, or left open by what the figures may be.
Verdict = Literal["met", "missed", "due", "open"]
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
    """

    target: Observation
    point: Observation
    verdict: Verdict


def is_target(definition: Definition) -> bool:
    """Tell whether a series is a target of another one."""
    return definition.relation == RELATION


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
        target that is not met is due. The printed number is what is asked for.

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
    if point.definition.measure in LESS_IS_BETTER:
        own, asked = -own, -asked
    if own.lo is not None and own.lo >= asked:
        verdict: Verdict = "met"
    elif point.period.end < target.period.end:
        verdict = "due"
    elif own.hi is not None and (own.hi < asked or (own.hi == asked and own.hi_open)):
        verdict = "missed"
    else:
        verdict = "open"
    return Held(target, point, verdict)


def against_target(series: Series, targets: Series) -> Held:
    """Hold the newest figure of a series against the target that is due next, else the last.

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
    latest = series.latest
    coming = [t for t in targets.points if t.period.end >= latest.period.end]
    return held(coming[0] if coming else targets.points[-1], latest)
