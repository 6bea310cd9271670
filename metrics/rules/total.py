"""Total: parts added, and what is left of a whole when parts of it are known."""

from __future__ import annotations

from metrics.model.observation import Observation
from metrics.rules.expression import Expression
from metrics.rules.rule import Rule

# What stands at a moment is not added over time.
_STANDING = frozenset({"stock", "cumulative"})


def _total(first: Expression, *others: Expression) -> Expression:
    added = first
    for other in others:
        added = added + other
    return added


def _rest(whole: Expression, *parts: Expression) -> Expression:
    left = whole
    for part in parts:
        left = left - part
    return left


def _mean(first: Expression, *others: Expression) -> Expression:
    return _total(first, *others) / (1 + len(others))


def _lapsed(inflow: Expression, end: Expression, base: Expression) -> Expression:
    return inflow - (end - base)


def _no_total(*points: Observation) -> str | None:
    """Return over time only flows are added, and changes that are no percentage."""
    if len({o.period for o in points}) == 1:
        return None
    if any(o.definition.measure in _STANDING for o in points):
        return "stock_total"
    return None if all(_adds_up(o) for o in points) else "no_total"


def _adds_up(o: Observation) -> bool:
    measure, unit = o.definition.measure, o.definition.unit.id
    return measure == "flow" or (measure == "growth" and unit != "percent")


TOTAL = Rule("total", _total, _no_total)
# Of what is told by the year; a stock has no mean that its closing days give.
MEAN = Rule("mean", _mean, _no_total)
REST = Rule("rest", _rest)
# What went out: what came in, less what the stock rose by.
LAPSED = Rule("lapsed", _lapsed)
