"""What tables compute from their values: change, growth and average growth, each a live formula.

The number beside a formula is what the program computed, with no more digits than its inputs
allow; a bound has its known side in the columns of the interval and no number of its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from metrics.exports.workbook.rounding import MOST_PLACES, arithmetic, rounded, rounding
from metrics.exports.workbook.values import FormulaCell, Num
from metrics.locale import Lang, text
from metrics.model.figure import places_allowed
from metrics.model.observation import Observation
from metrics.model.series import BY_DIFFERENCE, CHANGES, Series
from metrics.printed.interval import Interval
from metrics.rules.change import poorest_digit
from metrics.rules.transforms import Point, Result, Transform, transform
from metrics.wording.numbers import Scale, places_of

# Percentages are shown with one decimal, as on the charts.
PERCENT_PLACES = 1
QUANTITIES: tuple[Transform, ...] = ("change", "pct", "cagr")


def quantities(measure: str) -> tuple[Transform, ...]:
    """Return the transforms whose results a table of a measure holds."""
    if measure in CHANGES:
        return ()
    return ("change",) if measure in BY_DIFFERENCE else QUANTITIES


def cell_value(point: Observation, scale: Scale) -> Num:
    """Return the value of an observation in a scale, with the decimals that it is printed with.

    Examples
    --------
    >>> from metrics import load
    >>> cell_value(load().series("pledge_financing").latest, Scale(8, "亿"))
    Num(value=Decimal('8539.90000000'), places=1)
    """
    scaled = point.figure.value.scaleb(-scale.exponent)
    printed = scale.exponent - point.figure.last_digit_unit.normalize().adjusted()
    return Num(scaled, min(MOST_PLACES, max(printed, places_of(scaled))))


def ends(interval: Interval, scale: Scale) -> tuple[Num | None, Num | None]:
    """Return the ends of an interval in a scale, in full; None where a side is open."""
    found = []
    for side in (interval.lo, interval.hi):
        scaled = None if side is None else side.scaleb(-scale.exponent)
        places = 0 if scaled is None else places_of(scaled)
        found.append(None if scaled is None else Num(scaled, min(places, MOST_PLACES + 1)))
    return found[0], found[1]


@dataclass(frozen=True)
class Derived:
    """One computed value of a row.

    Parameters
    ----------
    value : Num, optional
        None where it is a bound.
    lo, hi : Num, optional
        The interval, rounded outward; None where a side is open.
    point : Point
        What the rule gave, with its inputs.
    kind : str
        The transform.
    digits : int
        Decimals that it is rounded to.
    """

    value: Num | None
    lo: Num | None
    hi: Num | None
    point: Point
    kind: Transform
    digits: int

    @property
    def base(self) -> Observation:
        """What it is computed from."""
        return self.point.inputs[0]

    def live(self, end: str, base: str) -> FormulaCell | None:
        """Return the formula over two cells."""
        if self.value is None:
            return None
        formula = arithmetic(self.kind, self.point, end, base)
        return FormulaCell(f"={rounding(formula, self.digits)}", self.value)


@dataclass(frozen=True)
class DerivedSeries:
    """All that is computed of one series, by quantity and by observation."""

    series: Series
    scale: Scale

    @cached_property
    def _results(self) -> dict[Transform, Result]:
        names = quantities(self.series.definition.measure)
        base = self.series.base.period.code if self.series.base else ""
        wanted = [n for n in names if n != "cagr" or base]
        return {n: transform(self.series, n, base=base if n == "cagr" else "") for n in wanted}

    @cached_property
    def made(self) -> dict[Transform, dict[int, Derived]]:
        """What was computed, by quantity and by the identity of the observation at its end."""
        return {
            name: {id(p.inputs[-1]): self._derived(p, name) for p in result.points}
            for name, result in self._results.items()
        }

    def reasons(self, lang: Lang) -> dict[int, str]:
        """Say why an observation is not compared with the one before it, where it is not."""
        say = text(lang)
        result = self._results.get("change")
        refusals = result.refusals if result else ()
        refused = {id(r.points[-1]): say(f"reason.{r.reason}") for r in refusals}
        return {id(p): say("sheet.first_point") for p in self.series.points} | refused

    def _derived(self, point: Point, kind: Transform) -> Derived:
        most, factor = PERCENT_PLACES, Decimal(1)
        if kind == "change":
            poorest = poorest_digit(point.inputs)
            most = max(0, self.scale.exponent - poorest.normalize().adjusted())
            factor = Decimal(1).scaleb(-self.scale.exponent)
        interval = point.interval.scaled(factor)
        exact = None if point.value is None else point.value * factor
        digits = places_allowed(interval, most)
        return Derived(*rounded(exact, interval, digits), point, kind, digits)
