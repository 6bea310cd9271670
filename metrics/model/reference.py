"""How a row of one table names figures of another: ``satisfaction@2015``, ``gii_rank@US@2014``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

HOME_AREA = "CN"
# Every economy that the tables have; the world is none.
EVERY = "*"
# Stands for the number that a row gives in its column ``printed``.
PRINTED = "printed"
# How many operands each kind of relation holds a claim against at least, and at most; where the
# second is missing, any number of them.
OPERANDS: dict[str, tuple[int, int] | tuple[int]] = {
    "growth": (2, 2),
    "cagr": (2, 2),
    "multiple": (2, 2),
    "shared_base": (3, 3),
    "change": (2, 2),
    "cumulative_change": (2, 2),
    "years_total": (2,),
    "sum": (1,),
    "at_most": (1,),
    "inflow": (2, 2),
    "base_within": (2, 2),
    "denominator": (4, 4),
    "whole": (2, 2),
    "streak": (2,),
    "growth_streak": (3,),
    "rank": (2,),
    "distinct": (1,),
    "threshold": (1, 1),
    "not_before": (1, 1),
    "record": (1,),
    "order": (1, 1),
    "same_base": (1, 1),
    "conversion": (3, 3),
    "mix": (2, 2),
    "weight": (4, 4),
    "share": (2, 2),
    "same": (1, 1),
    "implied_base_of_growth": (2, 2),
    "implied_base_of_average": (2, 2),
    "implied_base_of_change": (2, 2),
    "implied_base_of_times": (2, 2),
    "implied_rest": (2,),
    "implied_whole": (2, 2),
    "implied_lead": (2, 2),
    "implied_lapsed": (3, 3),
}
_REFERENCE = re.compile(
    r"(?P<indicator>[a-z0-9_]+)(?:@(?P<area>[A-Z][A-Z0-9]{1,2}|\*))?"
    r"@(?P<period>\d[0-9/-]*)(?:~(?P<which>[a-z0-9_-]+))?"
)
_NUMBER = re.compile(r"\d+(?:\.\d+)?")


class UnreadableReferenceError(ValueError):
    """The text names no figure."""


@dataclass(frozen=True)
class Reference:
    """A figure by its place: indicator, area, period.

    Parameters
    ----------
    which : str
        Source or qualifier of the statement that is meant, where it is not the one shown.
    """

    indicator: str
    area: str
    period: str
    which: str = ""

    @classmethod
    def parse(cls, text: str) -> Reference:
        """Read one reference.

        Examples
        --------
        >>> Reference.parse("gii_rank@US@2014")
        Reference(indicator='gii_rank', area='US', period='2014', which='')
        >>> Reference.parse("pledge_financing@2022~at_least").which
        'at_least'
        """
        m = _REFERENCE.fullmatch(text)
        if m is None:
            raise UnreadableReferenceError(text)
        return cls(m["indicator"], m["area"] or HOME_AREA, m["period"], m["which"] or "")

    @property
    def text(self) -> str:
        """As the tables write it."""
        area = "" if self.area == HOME_AREA else f"@{self.area}"
        which = f"~{self.which}" if self.which else ""
        return f"{self.indicator}{area}@{self.period}{which}"


@dataclass(frozen=True)
class Operand:
    """Figures that are added, a number that a phrase names, or the printed claim of the row."""

    references: tuple[Reference, ...]
    number: Decimal | None = None

    @property
    def claimed(self) -> bool:
        """Whether it is the number that the row itself gives as printed."""
        return not self.references and self.number is None

    @classmethod
    def parse(cls, text: str) -> Operand:
        """Read ``a@2020+b@2020``, or the number of a universe: ``500``.

        Examples
        --------
        >>> Operand.parse("500").number
        Decimal('500')
        >>> len(Operand.parse("protection_centres@2022-12-31+rapid_centres@2022-12-31").references)
        2
        """
        if _NUMBER.fullmatch(text):
            return cls((), Decimal(text))
        if text == PRINTED:
            return cls(())
        return cls(tuple(Reference.parse(part) for part in text.split("+")))


def parse_operands(text: str) -> tuple[Operand, ...]:
    """Read operands parted by spaces."""
    return tuple(Operand.parse(word) for word in text.split())
