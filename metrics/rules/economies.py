"""Two economies at one time: by how much, and how many times, one figure is above the other."""

from __future__ import annotations

from collections.abc import Iterable

from metrics.model.counting import UNLIKE_COUNTING, Counting, unlike
from metrics.model.observation import Observation
from metrics.model.series import Series, ratio_reason
from metrics.rules.expression import Expression
from metrics.rules.multiple import NO_RATIO, times
from metrics.rules.rule import Rule

# Months that a fiscal and a calendar year share at least where they are of one time.
SHARED = 9


def unlike_counted(one: Observation, other: Observation) -> bool:
    """Tell whether the offices of two areas count unlike, or need not count alike.

    Examples
    --------
    >>> from metrics import load
    >>> china, us = (load().series("gii_rank", area).latest for area in ("CN", "US"))
    >>> unlike_counted(china, us)  # no count of an office
    False
    """
    definition = one.definition
    if one.area == other.area or definition.id != other.definition.id or not definition.countings:
        return False
    countings = (definition.counting(o.area, o.period) for o in (one, other))
    return bool(unlike(*countings))


def series_unlike(one: Series, other: Series) -> bool:
    """Tell whether any figure of one series is counted unlike any of another.

    Examples
    --------
    >>> from metrics import load
    >>> series_unlike(*(load().series("gii_rank", area) for area in ("CN", "US")))
    False
    """
    if not one.definition.countings or one.definition.id != other.definition.id:
        return False
    return one.area != other.area and any(
        unlike(mine, its) for mine in _countings(one) for its in _countings(other)
    )


def _countings(series: Series) -> set[Counting | None]:
    return {series.definition.counting(p.area, p.period) for p in series.points}


def alike_series(series: Iterable[Series]) -> tuple[tuple[Series, ...], ...]:
    """Put series together that count alike; all of them, where offices do not count.

    Examples
    --------
    >>> from metrics import load
    >>> every = [load().series("gii_rank", area) for area in ("US", "JP", "KR")]
    >>> [[s.area for s in group] for group in alike_series(every)]
    [['US', 'JP', 'KR']]
    """
    groups: list[list[Series]] = []
    for one in series:
        own = next((g for g in groups if not any(series_unlike(one, s) for s in g)), None)
        if own is None:
            groups.append([one])
        else:
            own.append(one)
    return tuple(tuple(g) for g in groups)


def at_one_time(one: Observation, other: Observation) -> bool:
    """Tell whether two figures are of one period, or of a fiscal year and the year it lies in.

    Only of offices, whose years differ: a year and one that begins three months before or after.
    """
    if one.period == other.period:
        return True
    return fiscal_beside(one, other) and one.period.overlap(other.period) >= SHARED


def fiscal_beside(one: Observation, other: Observation) -> bool:
    """Tell whether two figures of offices are of years that begin in unlike months."""
    years = [o.period.kind == "year" or o.period.fiscal for o in (one, other)]
    apart = one.period.start.month != other.period.start.month
    return all(years) and apart and bool(one.definition.countings)


def reason_between(one: Observation, other: Observation) -> str | None:
    """Say by its code why figures of two economies are not held against each other; else None.

    Examples
    --------
    >>> from metrics import load
    >>> china, america = (load().series("gii_rank", area) for area in ("CN", "US"))
    >>> reason_between(china.points[-1], america.points[-1])
    >>> reason_between(china.points[-2], america.points[-1])
    'two_times'
    """
    if one.definition.concept != other.definition.concept:
        return "concept"
    if one.definition.scope != other.definition.scope or one.definition.id != other.definition.id:
        return "scope"
    if unlike_counted(one, other):
        return UNLIKE_COUNTING
    if not at_one_time(one, other):
        return "two_times"
    if "D" in (one.status, other.status):
        return "definition"
    return "bounds" if one.figure.one_sided and other.figure.one_sided else None


def _no_multiple(one: Observation, other: Observation) -> str | None:
    measured = NO_RATIO.get(one.definition.measure)
    return reason_between(one, other) or measured or ratio_reason(one, other)


def _difference(one: Expression, other: Expression) -> Expression:
    return other - one


DIFFERENCE = Rule("difference", _difference, reason_between)
MULTIPLE_OF_OTHER = Rule("multiple", times, _no_multiple)
