"""A number as it is typed, and whether something that the facts bear out implies it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from metrics.printed.interval import Interval

Kind = Literal["plain", "percent", "points", "times", "ordinal", "years", "index"]
# Digits of a number in a title.
DIGITS = 3
# How far the number of a bound may lie from the fact that it is said of.
NEAR = Decimal("0.1")
# How far a number may lie from what is said to be about it.
ABOUT = Decimal("0.05")


@dataclass(frozen=True)
class SupportedValue:
    """Something that the facts bear out: of which kind, its interval and what is shown of it."""

    kind: Kind
    interval: Interval
    value: Decimal | None
    # Whether the figure is printed as approximate.
    loose: bool = False
    # Whether any value of the interval may be told of it, as of what is computed.
    derived: bool = False

    def unsigned(self) -> SupportedValue:
        """Return the same without its sign, where that is certain."""
        if self.interval.hi is None or self.interval.hi > 0:
            return self
        value = None if self.value is None else -self.value
        return replace(self, interval=-self.interval, value=value)


@dataclass(frozen=True)
class Typed:
    """A number as it is typed in a title.

    Parameters
    ----------
    value, step : Decimal
        In the base unit, and what its last typed digit is worth.
    kind : str
        What its unit makes it: plain, percent, points, times, ordinal, years.
    qualifier : str
        As of a figure: exact, about, over, at_least, near, at_most.
    signed : bool
        Whether a sign is typed.
    beyond : Decimal, optional
        What 余 and 多 stay below.
    """

    value: Decimal
    step: Decimal
    kind: Kind
    qualifier: str = "exact"
    signed: bool = False
    beyond: Decimal | None = None

    @property
    def slack(self) -> Decimal:
        """How far that may lie which is said to be about the value."""
        digit = Decimal(1).scaleb(int(self.value.normalize().as_tuple().exponent))
        return max(self.step, min(digit / 2, abs(self.value) * ABOUT))

    def told_by(self, found: SupportedValue) -> bool:
        """Tell whether what the facts bear out implies what is typed."""
        if not self.signed:
            found = found.unsigned()
        if self.beyond is not None and self._within(found.interval, self.beyond):
            return True
        if self.qualifier in ("over", "at_least"):
            return self._above(found.interval)
        if self.qualifier in ("near", "at_most"):
            return self._below(found.interval)
        if found.interval.one_sided:
            return False
        if found.derived and found.interval.intersects(Interval.around(self.value, self.step)):
            return True
        if self.qualifier == "about":
            return self._near(found.value) or self._holds(found.interval, self.slack)
        exact = not found.loose and self._near(found.value)
        return exact or self._holds(found.interval, self.step / 2)

    def _within(self, found: Interval, beyond: Decimal) -> bool:
        """Tell whether all of an interval lies between the value and what 余 stays below."""
        lo, hi = found.lo, found.hi
        if lo is None or hi is None:
            return False
        above = lo > self.value or (lo == self.value and found.lo_open)
        return above and (hi < beyond or (hi == beyond and found.hi_open))

    def _near(self, value: Decimal | None) -> bool:
        """Tell whether a value, rounded as the typed one is, is the same."""
        return value is not None and abs(value - self.value) <= self._rounded / 2

    @property
    def _rounded(self) -> Decimal:
        """What the last digit is worth: of a number in three significant digits the third."""
        if not self.value:
            return self.step
        digit = Decimal(1).scaleb(self.value.adjusted() - DIGITS + 1)
        return max(self.step, digit) if self.value % digit == 0 else self.step

    def _holds(self, found: Interval, slack: Decimal) -> bool:
        """Tell whether all of an interval lies this near to the value."""
        lo, hi = found.lo, found.hi
        return (
            lo is not None
            and hi is not None
            and self.value - slack <= lo
            and hi <= self.value + slack
        )

    def _above(self, found: Interval) -> bool:
        """Tell whether all of an interval lies above the value, its lower end not far."""
        if found.lo is None or found.lo > self.value * (1 + NEAR):
            return False
        tight = found.lo == self.value and self.qualifier == "over" and not found.lo_open
        return found.lo >= self.value and not tight

    def _below(self, found: Interval) -> bool:
        """Tell whether all of an interval lies below the value, its upper end not far."""
        if found.hi is None or found.hi < self.value * (1 - NEAR):
            return False
        tight = found.hi == self.value and self.qualifier == "near" and not found.hi_open
        return found.hi <= self.value and not tight
