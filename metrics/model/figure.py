"""A figure with its printed form, and how fine a derived one may be."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import cast

from metrics.model.unit import Unit
from metrics.printed.interval import Interval
from metrics.printed.reading import ONE_SIDED, Qualifier, read_printed


@dataclass(frozen=True)
class Figure:
    """A figure with its printed form and the interval that it stands for.

    Parameters
    ----------
    value : Decimal
        In the base unit of its series.
    printed : str
        As the source prints it.
    qualifier : str
        exact, about, over, at_least, near or at_most.
    last_digit_unit : Decimal
        Worth of the last printed digit.
    whole : bool
        Whether the figure counts whole things to the last one, so that it is exact.
    derived : Interval, optional
        The interval of a figure that was printed nowhere but follows from printed ones.
    """

    value: Decimal
    printed: str
    qualifier: Qualifier
    last_digit_unit: Decimal
    whole: bool
    derived: Interval | None = None

    @property
    def one_sided(self) -> bool:
        """Whether the figure is printed as a bound."""
        return self.qualifier in ONE_SIDED

    @property
    def interval(self) -> Interval:
        """All values that the figure may stand for."""
        if self.derived is not None:
            return self.derived
        if self.qualifier == "over":
            return Interval(self.value, None, lo_open=True)
        if self.qualifier == "at_least":
            return Interval(self.value, None)
        if self.qualifier == "near":
            return Interval(None, self.value, hi_open=True)
        if self.qualifier == "at_most":
            return Interval(None, self.value)
        if self.qualifier == "about":
            return Interval.around(self.value, self.last_digit_unit * 2)
        if self.whole:
            return Interval.point(self.value)
        return Interval.around(self.value, self.last_digit_unit)


def figure_of(value: str, printed: str, qualifier: str, unit: Unit) -> Figure:
    """Make the figure of a row: whole things counted to the last one are exact."""
    reading = read_printed(printed)
    whole = unit.quantity in ("count", "rank") and reading.last_digit_unit == 1
    return Figure(
        Decimal(value), printed, cast(Qualifier, qualifier), reading.last_digit_unit, whole
    )


def places_allowed(interval: Interval, most: int) -> int:
    """How many decimals an interval allows: half its width is at most one of the last digit."""
    if interval.lo is None or interval.hi is None:
        return most
    half = (interval.hi - interval.lo) / 2
    places = most
    while places > 0 and half > Decimal(1).scaleb(-places):
        places -= 1
    return places


def resolution_allowed(interval: Interval, poorest: Decimal) -> Decimal:
    """Worth of the last digit that a two-sided interval allows, no finer than its inputs' own.

    Examples
    --------
    >>> resolution_allowed(Interval(Decimal("12.59"), Decimal("12.61")), Decimal("0.01"))
    Decimal('0.01')
    """
    half = (known(interval.hi) - known(interval.lo)) / 2
    step = poorest
    while half > step:
        step *= 10
    return step


def known(value: Decimal | None) -> Decimal:
    """The end of a side that is not open."""
    if value is None:
        raise ValueError("an unbounded side has no value")
    return value
