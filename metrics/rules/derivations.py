"""Figures that no source prints but that follow from printed ones by stated arithmetic."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal

from metrics.model.definition import Definition
from metrics.model.figure import Figure, resolution_allowed
from metrics.model.observation import Observation
from metrics.model.period import Period
from metrics.printed.interval import Interval

HUNDRED = Decimal(100)
PER_10K = 10_000
# What ratios are out of, by their unit.
_PER = {"percent": 100, "patents_per_10k": PER_10K}


@dataclass(frozen=True)
class Derivation:
    """How one figure follows from others.

    Parameters
    ----------
    indicator, area : str
        The series that it belongs to.
    period : Period
        Where it stands.
    rule : str
        ``less_change``: an end figure less the change to it; ``add_gain``: an end rank plus the
        places gained; ``less_growth``: an end figure divided by its growth; ``sum``: the parts of a
        whole added.
    inputs : tuple of (str, str)
        Indicator and period of each input, in the order of the rule.
    """

    indicator: str
    area: str
    period: Period
    rule: str
    inputs: tuple[tuple[str, str], ...]
    status: str
    note_zh: str
    note_en: str


def parse_inputs(text: str) -> tuple[tuple[str, str], ...]:
    """Read ``satisfaction@2015 satisfaction_change@2014/2015``.

    Examples
    --------
    >>> parse_inputs("protection_centres@2021-12-31 rapid_centres@2021-12-31")
    (('protection_centres', '2021-12-31'), ('rapid_centres', '2021-12-31'))
    """
    parts = [word.partition("@") for word in text.split()]
    return tuple((indicator, period) for indicator, _, period in parts)


def _less_change(inputs: Sequence[Interval]) -> Interval:
    end, change = inputs
    return end - change


def _add_gain(inputs: Sequence[Interval]) -> Interval:
    end, gain = inputs
    return end + gain


def _less_growth(inputs: Sequence[Interval]) -> Interval:
    end, growth = inputs
    factor = (growth + Interval.point(HUNDRED)).scaled(1 / HUNDRED)
    if factor.lo is None or factor.lo <= 0:
        return Interval(None, None)  # what grew from nothing tells nothing of it
    return end.over(factor)


def _sum(inputs: Sequence[Interval]) -> Interval:
    added = Interval.point(Decimal(0))
    for part in inputs:
        added = added + part
    return added


RULES: dict[str, Callable[[Sequence[Interval]], Interval]] = {
    "less_change": _less_change,
    "add_gain": _add_gain,
    "less_growth": _less_growth,
    "sum": _sum,
}


def derive(
    derivation: Derivation,
    definition: Definition,
    points: Mapping[tuple[str, str, str], Observation],
) -> Observation | None:
    """Derive a figure from the points in view; None where an input is not among them.

    Parameters
    ----------
    definition : Definition
        Of the series that it belongs to.
    points : mapping
        The shown statement by indicator, area and period.
    """
    found = [points.get((i, derivation.area, p)) for i, p in derivation.inputs]
    inputs = tuple(o for o in found if o is not None)
    if len(inputs) < len(found):
        return None
    interval = RULES[derivation.rule]([o.figure.interval for o in inputs])
    if interval.one_sided:
        return None  # bounds do not give a figure
    figure = derived_figure(interval, inputs)
    latest = latest_of(inputs)
    return Observation(
        definition=definition,
        area=derivation.area,
        period=derivation.period,
        figure=figure,
        status=derivation.status,
        source=latest.source,
        locator=latest.locator,
        period_basis="stated",
        note_zh=derivation.note_zh,
        note_en=derivation.note_en,
        inputs=inputs,
        rule=derivation.rule,
    )


def latest_of(inputs: Sequence[Observation]) -> Observation:
    """The input that was printed last."""
    return max(inputs, key=lambda o: (o.source.known, o.source.id))


def derived_figure(
    interval: Interval,
    inputs: Sequence[Observation],
    finest: Decimal | None = None,
    middle: Decimal | None = None,
) -> Figure:
    """The figure of an interval that follows from printed figures; a bound where a side is open.

    Parameters
    ----------
    finest : Decimal, optional
        Worth of the last digit that may be shown; that of the poorest input by default.
    middle : Decimal, optional
        What the value is rounded from; the middle of the interval by default.
    """
    poorest = finest or max(o.figure.last_digit_unit for o in inputs)
    if interval.lo is None or interval.hi is None:
        return _bound(interval, poorest)
    last_digit_unit = resolution_allowed(interval, poorest)
    # Outward to a thousandth of the last digit shown: digits of a division say nothing.
    step = last_digit_unit.normalize() / 1000
    lo = (interval.lo / step).to_integral_value(ROUND_FLOOR) * step
    hi = (interval.hi / step).to_integral_value(ROUND_CEILING) * step
    middle = (lo + hi) / 2 if middle is None else middle
    value = _rounded(middle, last_digit_unit)
    if value not in interval:
        # A digit more, where the rounded value would be none that is possible.
        last_digit_unit = last_digit_unit / 10
        value = _rounded(middle, last_digit_unit)
    return Figure(
        value=value,
        printed="",
        qualifier="exact",
        last_digit_unit=last_digit_unit,
        whole=False,
        derived=Interval(lo, hi),
    )


def _bound(interval: Interval, last_digit_unit: Decimal) -> Figure:
    """A figure of which one side is known, rounded away from it."""
    lower = interval.lo is not None
    known = interval.lo if interval.lo is not None else interval.hi
    if known is None:
        raise ValueError("an interval without ends is no figure")
    ends = ROUND_FLOOR if lower else ROUND_CEILING
    value = Decimal(
        f"{((known / last_digit_unit).to_integral_value(ends) * last_digit_unit).normalize():f}"
    )
    return Figure(
        value=value,
        printed="",
        qualifier="at_least" if lower else "at_most",
        last_digit_unit=last_digit_unit,
        whole=False,
        derived=Interval(value, None) if lower else Interval(None, value),
    )


def _rounded(value: Decimal, step: Decimal) -> Decimal:
    rounded = (value / step).quantize(Decimal(1), ROUND_HALF_UP) * step
    # In plain digits, without decimals that nobody printed.
    return Decimal(f"{rounded.normalize():f}")


# Over the printed forms of the inputs; the rules of reconciliation stand beside those above.
_FORMULAS = {
    "less_growth": "{0} ÷ (1 {growth})",
    "less_yearly_growth": "{0} ÷ (1 {growth}) ^ {years}",
    "less_times": "{0} ÷ {1}",
    "less_times_more": "{0} ÷ (1 + {1})",
    "rest": "{rest}",
    "whole": "{0} ÷ {1}{per}",
    "less_lead": "{0} − {1}",
    "lapsed": "{0} − ({1} − {2})",
}
_PERCENT = re.compile(r"\d[\d.]*%")


def formula(point: Observation, forms: Sequence[str] = ()) -> str:
    """The arithmetic of a derived figure.

    Parameters
    ----------
    forms : sequence of str
        Its inputs as they are to be written; as they are printed by default.
    """
    printed = list(forms) or [o.figure.printed for o in point.inputs]
    if point.rule == "sum":
        return " + ".join(printed)
    if point.rule in _FORMULAS:
        return _FORMULAS[point.rule].format(
            *printed,
            rest=" − ".join(printed),
            growth=_growth(point.inputs[-1]),
            years=_years(point),
            per=" × 10,000" if per_of(point.inputs[-1]) == PER_10K else "",
        )
    change = point.inputs[1].figure.value
    sign = "+" if (change < 0) != (point.rule == "add_gain") else "−"
    return f"{printed[0]} {sign} {abs(change):f}"


def _growth(grown: Observation) -> str:
    """A growth as it is added to one: of a phrase such as 同比增长24.2% its number alone."""
    found = _PERCENT.search(grown.figure.printed)
    words = found[0] if found else grown.figure.printed
    return f"{'−' if grown.figure.value < 0 else '+'} {words}"


def years_of(point: Observation) -> Decimal:
    """Years from a derived base to the end that it was derived from."""
    base, end = point.period.end, point.inputs[0].period.end
    return Decimal((end.year - base.year) * 12 + end.month - base.month) / 12


def _years(point: Observation) -> str:
    return f"{years_of(point).quantize(Decimal('0.01')).normalize():f}"


def per_of(ratio: Observation) -> int:
    """Out of how many units a ratio is; 1 where it is a plain one."""
    return _PER.get(ratio.definition.unit.id, 1)
