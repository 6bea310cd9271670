"""All values that a figure may stand for, and exact arithmetic with them."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, localcontext


@dataclass(frozen=True)
class Interval:
    """All values that a figure may stand for; None is an open side.

    Examples
    --------
    >>> Interval.around(Decimal("421.2"), Decimal("0.1"))
    Interval(lo=Decimal('421.15'), hi=Decimal('421.25'), lo_open=False, hi_open=False)
    """

    lo: Decimal | None
    hi: Decimal | None
    lo_open: bool = False
    hi_open: bool = False

    def __post_init__(self) -> None:
        if self.lo is not None and self.hi is not None and self.lo > self.hi:
            raise ValueError(f"empty interval: {self.lo} > {self.hi}")

    @classmethod
    def point(cls, value: Decimal) -> Interval:
        """Return the interval of one value."""
        return cls(value, value)

    @classmethod
    def around(cls, value: Decimal, last_digit_unit: Decimal) -> Interval:
        """Half a unit of the last printed digit either way."""
        half = last_digit_unit / 2
        return cls(value - half, value + half)

    @property
    def one_sided(self) -> bool:
        """Whether a side is open to infinity."""
        return self.lo is None or self.hi is None

    @property
    def width(self) -> Decimal:
        """Upper less lower end; infinite where a side is open."""
        return Decimal("Infinity") if self.lo is None or self.hi is None else self.hi - self.lo

    def intersects(self, other: Interval) -> bool:
        """Tell whether the two have a value in common.

        Examples
        --------
        >>> Interval(Decimal(1), Decimal(2)).intersects(Interval(Decimal(2), None, lo_open=True))
        False
        """
        return self._below(other) and other._below(self)

    def _below(self, other: Interval) -> bool:
        """Tell whether the lower end is not beyond the other's upper end."""
        if self.lo is None or other.hi is None or self.lo < other.hi:
            return True
        return self.lo == other.hi and not self.lo_open and not other.hi_open

    def __contains__(self, value: Decimal) -> bool:
        above = self.lo is None or value > self.lo or (value == self.lo and not self.lo_open)
        below = self.hi is None or value < self.hi or (value == self.hi and not self.hi_open)
        return above and below

    def __neg__(self) -> Interval:
        lo = None if self.hi is None else -self.hi
        hi = None if self.lo is None else -self.lo
        return Interval(lo, hi, self.hi_open, self.lo_open)

    def __add__(self, other: Interval) -> Interval:
        lo = None if self.lo is None or other.lo is None else self.lo + other.lo
        hi = None if self.hi is None or other.hi is None else self.hi + other.hi
        return Interval(lo, hi, self.lo_open or other.lo_open, self.hi_open or other.hi_open)

    def __sub__(self, other: Interval) -> Interval:
        return self + (-other)

    def over(self, other: Interval) -> Interval:
        """Divide by an interval; both must be of positive quantities.

        An open lower side of a positive quantity is zero, so a divisor without a lower bound
        leaves the quotient without an upper one.
        """
        own_lo, own_lo_open = (Decimal(0), True) if self.lo is None else (self.lo, self.lo_open)
        if own_lo < 0 or (other.lo is not None and other.lo <= 0):
            raise ValueError("only positive quantities are divided")
        lo: Decimal | None
        with localcontext(prec=40):
            lo = Decimal(0) if other.hi is None else own_lo / other.hi
            hi = None if self.hi is None or other.lo is None else self.hi / other.lo
        lo_open = own_lo_open or other.hi_open or other.hi is None
        return Interval(lo, hi, lo_open, self.hi_open or other.lo_open)

    def scaled(self, factor: Decimal) -> Interval:
        """Multiply by a positive number."""
        lo = None if self.lo is None else self.lo * factor
        hi = None if self.hi is None else self.hi * factor
        return Interval(lo, hi, self.lo_open, self.hi_open)
