"""The change from one observation to another: by growth, or by a difference of its own unit."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from metrics.model.observation import Observation
from metrics.model.refusal import NotComparableError
from metrics.model.series import BY_DIFFERENCE
from metrics.printed.interval import Interval
from metrics.rules.change import CHANGE
from metrics.rules.growth import GROWTH
from metrics.rules.rule import Rule


@dataclass(frozen=True)
class Change:
    """The change from one observation to another, with its interval.

    Parameters
    ----------
    rule : Rule
        Growth in per cent, or change in the unit of the series.
    base, end : Observation
        From and to.
    """

    rule: Rule
    base: Observation
    end: Observation

    @property
    def interval(self) -> Interval:
        """All values that the change may have, signed."""
        return self.rule.compute(self.base, self.end)

    @property
    def value(self) -> Decimal | None:
        """What the figures give as they are shown; None where only a bound is known."""
        return self.rule.result(self.base, self.end)[1]

    @property
    def relative(self) -> bool:
        """Whether the change is in per cent of the base."""
        return self.rule is GROWTH

    @property
    def direction(self) -> int:
        """1 up, -1 down, 0 where the interval does not tell."""
        return direction(self.interval)

    @property
    def size(self) -> Interval:
        """All values that the change may have, without the sign of its direction."""
        return -self.interval if self.direction < 0 else self.interval

    @property
    def amount(self) -> Decimal | None:
        """What the figures give as they are shown, without its sign."""
        return None if self.value is None else abs(self.value)


def direction(change: Interval) -> int:
    """Return 1 up, -1 down, 0 where the interval of a change does not tell.

    Examples
    --------
    >>> direction(Interval(None, Decimal(-2))), direction(Interval(Decimal(-1), Decimal(2)))
    (-1, 0)
    """
    if change.lo is not None and change.lo >= 0:
        return 0 if change.hi == 0 else 1
    return -1 if change.hi is not None and change.hi <= 0 else 0


def compare(base: Observation, end: Observation) -> Change:
    """Tell the change between two observations; raise `NotComparableError` where there is none.

    Examples
    --------
    >>> from metrics import load
    >>> points = load().series("satisfaction").points
    >>> compare(points[0], points[-1]).interval
    Interval(lo=Decimal('19.110'), hi=Decimal('19.130'), lo_open=False, hi_open=False)
    """
    rule = CHANGE if base.definition.measure in BY_DIFFERENCE else GROWTH
    reason = rule.refusal(base, end)
    if reason is not None:
        raise NotComparableError(reason)
    return Change(rule, base, end)
