"""Index: an end where its base is a hundred."""

from __future__ import annotations

from metrics.model.observation import Observation
from metrics.model.series import ratio_reason
from metrics.rules.expression import Expression
from metrics.rules.multiple import no_ratio, times
from metrics.rules.rule import Rule


def _index(base: Expression, end: Expression) -> Expression:
    return times(base, end) * 100


def no_base(base: Observation) -> str | None:
    """Say by its code why an observation is no hundred of an index; None where it may be."""
    return "bound_base" if base.figure.one_sided else ratio_reason(base, base)


def _no_index(base: Observation, end: Observation) -> str | None:
    return no_base(base) or no_ratio(base, end)


INDEX = Rule("index", _index, _no_index)
