"""Share: a part in per cent of its whole, and back from both to the whole."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache

from metrics.model.definition import Definition
from metrics.model.observation import Observation
from metrics.model.series import ratio_reason
from metrics.rules.expression import Expression, Number, between, per_cent
from metrics.rules.growth import grown
from metrics.rules.multiple import times
from metrics.rules.rule import Rule

PER_10K = 10_000
# What ratios are out of, by their unit.
_PER = {"percent": 100, "patents_per_10k": PER_10K}


def per_of(ratio: Observation) -> int:
    """Tell out of how many units a ratio is; 1 where it is a plain one."""
    return _PER.get(ratio.definition.unit.id, 1)


def whole_of(definition: Definition) -> str:
    """Name the declared whole of a part by its id; empty where the tables declare none."""
    return definition.relates_to if definition.relation in ("share_of", "component_of") else ""


def _share(whole: Expression, part: Expression) -> Expression:
    return times(whole, part) * 100


def _share_with_rest(part: Expression, rest: Expression) -> Expression:
    return _share(part + rest, part)


def _no_share(whole: Observation, part: Observation) -> str | None:
    if whole_of(part.definition) != whole.definition.id:
        return "unrelated"
    if part.definition.unit != whole.definition.unit:
        return "units"
    if (part.area, part.period) != (whole.area, whole.period):
        return "no_common_period"
    bounds = part.figure.one_sided and whole.figure.one_sided
    return "bounds" if bounds else ratio_reason(whole, part)


SHARE = Rule("share", _share, _no_share)
# Where the whole is not printed, but the rest of it.
SHARE_WITH_REST = Rule("share", _share_with_rest)


@lru_cache
def whole(per: int) -> Rule:
    """Give the rule from a part and its ratio back to the whole.

    Parameters
    ----------
    per : int
        Out of how many units the ratio is: 100 of a percentage.

    Returns
    -------
    Rule
        Its inputs are the part and the ratio.

    Examples
    --------
    >>> whole(100).formula("153176亿元", "12.71%"), whole(PER_10K).formula("66.3万件", "4.9")
    ('153176亿元 ÷ 12.71%', '66.3万件 ÷ 4.9 × 10,000')
    """
    return Rule("whole", lambda part, ratio: _whole(part, ratio, per))


def _whole(part: Expression, ratio: Expression, per: int) -> Expression:
    if per == 100:
        return part / per_cent(ratio)
    return part / ratio if per == 1 else part / ratio * per


@lru_cache
def later_whole(per: int) -> Rule:
    """Give the rule from a part, its ratio and the most that the whole grew since, to that whole.

    It did not shrink by more than a hundredth.
    """
    least = Number(Decimal("0.99"))

    def later(part: Expression, ratio: Expression, growth: Expression) -> Expression:
        return _whole(part, ratio, per) * between(least, grown(growth))

    return Rule("later_whole", later)
