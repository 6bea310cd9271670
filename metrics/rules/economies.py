"""Two economies at one time: by how much, and how many times, one figure is above the other."""

from __future__ import annotations

from metrics.model.observation import Observation
from metrics.model.series import ratio_reason
from metrics.rules.expression import Expression
from metrics.rules.multiple import NO_RATIO, times
from metrics.rules.rule import Rule


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
    if one.period != other.period:
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
