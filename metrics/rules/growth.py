"""Growth: what an end is above its base, in per cent of the base."""

from __future__ import annotations

from metrics.rules.expression import Expression, between, per_cent
from metrics.rules.multiple import no_ratio, times
from metrics.rules.rule import Rule


def _growth(base: Expression, end: Expression) -> Expression:
    return (times(base, end) - 1) * 100


def grown(growth: Expression) -> Expression:
    """Write the factor that a growth in per cent stands for."""
    return 1 + per_cent(growth)


def _base(end: Expression, growth: Expression) -> Expression:
    return end / grown(growth)


def _mixture(part: Expression, lead: Expression) -> Expression:
    return between(part, part - lead)


def _weight(whole: Expression, part: Expression, lead: Expression) -> Expression:
    # whole = weight * part + (1 - weight) * (part - lead)
    return (1 - (part - whole) / lead) * 100


GROWTH = Rule("growth", _growth, no_ratio)
# From the end and its growth back to the base.
BASE_OF_GROWTH = Rule("base_of_growth", _base)
# Growth of a whole from that of a part, and the points by which it leads the rest.
MIXTURE = Rule("mixture", _mixture)
# Per cent of the base that such a part has: growth of a whole is the mean of its parts' by weight.
WEIGHT = Rule("weight", _weight)
