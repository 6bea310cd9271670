"""A figure with its printed form, and how fine a derived one may be."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from typing import cast

from metrics.model.unit import Unit
from metrics.printed.interval import Interval
from metrics.printed.lexicon import Qualifier
from metrics.printed.qualifiers import ONE_SIDED, interval_of
from metrics.printed.reading import Reading, read_printed


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
    beyond : Decimal, optional
        What 余 and 多 stay this side of: 20余万 is below 300,000.
    """

    value: Decimal
    printed: str
    qualifier: Qualifier
    last_digit_unit: Decimal
    whole: bool
    derived: Interval | None = None
    beyond: Decimal | None = None

    @property
    def one_sided(self) -> bool:
        """Whether the figure is printed as a bound."""
        return self.qualifier in ONE_SIDED

    @cached_property
    def interval(self) -> Interval:
        """All values that the figure may stand for."""
        if self.derived is not None:
            return self.derived
        return interval_of(
            self.value,
            self.qualifier,
            self.last_digit_unit,
            whole=self.whole,
            beyond=self.beyond,
        )

    @cached_property
    def bound(self) -> Interval:
        """All values, but for what 余 and 多 stay this side of.

        What is computed from a bound is a bound, and a bound is drawn as one.
        """
        return self.interval if self.beyond is None else replace(self, beyond=None).interval


def figure_of(value: str, printed: str, qualifier: str, unit: Unit) -> Figure:
    """Make the figure of a row: whole things counted to the last one are exact.

    Parameters
    ----------
    value : str
        As keyed, in the base unit.
    printed : str
        As the source prints it.
    qualifier : str
        As keyed.
    unit : Unit
        Of the series.

    Returns
    -------
    Figure
        With the digits that its printed form has.

    Raises
    ------
    PrintedError
        Where the printed form is not read.

    Examples
    --------
    >>> places = Unit("places", "rank", ("位",), "位", "places")
    >>> figure_of("9", "由第11位升至第9位", "exact", places).interval.width
    Decimal('0')
    """
    return figure_read(
        read_printed(printed).in_unit(unit.classifiers), Decimal(value), printed, qualifier, unit
    )


def figure_read(
    reading: Reading, value: Decimal, printed: str, qualifier: str, unit: Unit
) -> Figure:
    """Make the same of a printed form that is read already.

    Parameters
    ----------
    reading : Reading
        Of the printed form, in the unit.
    value : Decimal
        As keyed, in the base unit.
    printed, qualifier : str
        As the source prints it, and as keyed.
    unit : Unit
        Of the series.

    Examples
    --------
    >>> places = Unit("places", "rank", ("位",), "位", "places")
    >>> figure_read(read_printed("第9位"), Decimal(9), "第9位", "exact", places).interval.width
    Decimal('0')
    """
    whole = unit.quantity in ("count", "rank") and reading.last_digit_unit == 1
    return Figure(
        value,
        printed,
        cast(Qualifier, qualifier),
        reading.last_digit_unit,
        whole,
        beyond=reading.beyond,
    )


def places_allowed(interval: Interval, most: int) -> int:
    """Tell how many decimals an interval allows: half its width is at most one of the last."""
    if interval.lo is None or interval.hi is None:
        return most
    half = (interval.hi - interval.lo) / 2
    places = most
    while places > 0 and half > Decimal(1).scaleb(-places):
        places -= 1
    return places


def resolution_allowed(interval: Interval, poorest: Decimal) -> Decimal:
    """Say how fine a two-sided interval may be told: the worth of the last digit it allows.

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
    """Give the end of a side that is not open."""
    if value is None:
        raise ValueError("an unbounded side has no value")
    return value
