"""Multiple: how many times its base an end is, or how many times more than it."""

from __future__ import annotations

from metrics.model.observation import Observation
from metrics.model.series import ratio_reason, reason_against
from metrics.rules.expression import Expression, between
from metrics.rules.rule import Rule

# A ratio of these says nothing: a percentage of a percentage, a multiple of a rank.
NO_RATIO = {"rate": "percent", "share": "percent", "growth": "percent", "rank": "rank"}


def no_ratio(base: Observation, end: Observation) -> str | None:
    """Say by its code why one observation is not divided by another; None where it may be.

    Examples
    --------
    >>> from metrics import load
    >>> first, *_, last = load().series("gii_rank").points
    >>> no_ratio(first, last)
    'rank'
    """
    measured = NO_RATIO.get(base.definition.measure)
    return measured or reason_against(base, end) or ratio_reason(base, end)


def times(base: Expression, end: Expression) -> Expression:
    """Write the end over its base."""
    return end / base


def _times_more(base: Expression, end: Expression) -> Expression:
    return times(base, end) - 1


def _base(end: Expression, multiple: Expression) -> Expression:
    return end / multiple


def _base_of_more(end: Expression, multiple: Expression) -> Expression:
    return end / (1 + multiple)


def _converted(amount: Expression, least: Expression, most: Expression) -> Expression:
    return amount * between(least, most)


MULTIPLE = Rule("multiple", times, no_ratio)
# How many times its base came on top of it.
TIMES_MORE = Rule("times_more", _times_more, no_ratio)
# From the end and its multiple back to the base.
BASE_OF_MULTIPLE = Rule("base_of_multiple", _base)
BASE_OF_TIMES_MORE = Rule("base_of_times_more", _base_of_more)
# An amount in another currency, at a rate between two.
CONVERSION = Rule("conversion", _converted)
