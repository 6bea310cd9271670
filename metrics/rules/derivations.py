"""Figures that no source prints but that follow from printed ones by stated arithmetic."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal

from metrics.model.definition import Definition
from metrics.model.figure import Figure, resolution_allowed
from metrics.model.observation import Observation
from metrics.model.period import Period, months_between
from metrics.printed.interval import Interval
from metrics.rules.average_growth import base_of_average_growth
from metrics.rules.change import BASE_OF_CHANGE, BASE_OF_GAIN, poorest_digit
from metrics.rules.growth import BASE_OF_GROWTH
from metrics.rules.multiple import BASE_OF_MULTIPLE, BASE_OF_TIMES_MORE
from metrics.rules.rule import Rule
from metrics.rules.share import per_of, whole
from metrics.rules.total import LAPSED, REST, TOTAL
from metrics.rules.written import Form


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


Choose = Callable[[Sequence[Observation], int], Rule]


def _whole(inputs: Sequence[Observation], _: int) -> Rule:
    return whole(per_of(inputs[-1]))


def _base_of_average(_: Sequence[Observation], months: int) -> Rule:
    return base_of_average_growth(months)


# The rules that tables may name, by code; two depend on a unit or on time.
_RULES: dict[str, Rule | Choose] = {
    "less_change": BASE_OF_CHANGE,
    "add_gain": BASE_OF_GAIN,
    "less_growth": BASE_OF_GROWTH,
    "sum": TOTAL,
    "less_yearly_growth": _base_of_average,
    "less_times": BASE_OF_MULTIPLE,
    "less_times_more": BASE_OF_TIMES_MORE,
    "rest": REST,
    "whole": _whole,
    "less_lead": BASE_OF_CHANGE,
    "lapsed": LAPSED,
}


def rule_named(code: str, inputs: Sequence[Observation], period: Period) -> Rule:
    """Give the rule of a code.

    Parameters
    ----------
    code : str
        As tables name it.
    inputs : sequence of Observation
        What the figure follows from, in the order of the rule.
    period : Period
        Of the figure that follows.

    Returns
    -------
    Rule
        For that unit and that time.

    Raises
    ------
    KeyError
        Where no rule has the code.

    Examples
    --------
    >>> from metrics import load
    >>> points = load().series("satisfaction").points
    >>> rule_named("sum", points, points[0].period).formula("62", "35")
    '62 + 35'
    """
    rule = _RULES[code]
    if isinstance(rule, Rule):
        return rule
    return rule(inputs, months_between(period, inputs[0].period))


def rule_of(point: Observation) -> Rule:
    """Give the rule that a derived figure follows from."""
    return rule_named(point.rule, point.inputs, point.period)


def derive(
    derivation: Derivation,
    definition: Definition,
    points: Mapping[tuple[str, str, str], Observation],
) -> Observation | None:
    """Derive a figure from the points in view.

    Parameters
    ----------
    derivation : Derivation
        Which rule, over which figures.
    definition : Definition
        Of the series that it belongs to.
    points : mapping
        The shown statement by indicator, area and period.

    Returns
    -------
    Observation or None
        None where an input is not in view, or where only a bound follows.

    Examples
    --------
    >>> from metrics import load
    >>> tables = load()
    >>> derivation = next(d for d in tables.derivations if d.rule == "sum")
    >>> points = {(o.definition.id, o.area, o.period.code): o for o in tables.statements}
    >>> definition = tables.definitions[derivation.indicator]
    >>> derive(derivation, definition, points).figure.value
    Decimal('87')
    """
    found = [points.get((i, derivation.area, p)) for i, p in derivation.inputs]
    inputs = tuple(o for o in found if o is not None)
    if len(inputs) < len(found):
        return None
    interval = rule_named(derivation.rule, inputs, derivation.period).compute(*inputs)
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
    """Find the input that was printed last."""
    return max(inputs, key=lambda o: (o.source.known, o.source.id))


def derived_figure(
    interval: Interval,
    inputs: Sequence[Observation],
    finest: Decimal | None = None,
    middle: Decimal | None = None,
) -> Figure:
    """Make the figure of an interval that follows from printed ones; a bound where a side is open.

    Parameters
    ----------
    interval : Interval
        In the base unit.
    inputs : sequence of Observation
        What it follows from.
    finest : Decimal, optional
        Worth of the last digit that may be shown; that of the poorest input by default.
    middle : Decimal, optional
        What the value is rounded from; the middle of the interval by default.

    Returns
    -------
    Figure
        With no more digits than the interval allows.

    Raises
    ------
    ValueError
        Where both sides are open.

    Examples
    --------
    >>> from metrics import load
    >>> inputs = load().series("pledge_financing").points[:1]
    >>> derived_figure(Interval(Decimal("3.6e10"), Decimal("3.8e10")), inputs).value
    Decimal('37000000000')
    """
    poorest = finest or poorest_digit(inputs)
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
    """Make a figure of which one side is known, rounded away from it."""
    lower = interval.lo is not None
    known = interval.lo if interval.lo is not None else interval.hi
    if known is None:
        raise ValueError("an interval without ends is no figure")
    ends = ROUND_FLOOR if lower else ROUND_CEILING
    value = _plain((known / last_digit_unit).to_integral_value(ends) * last_digit_unit)
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
    return _plain(rounded)


def _plain(value: Decimal) -> Decimal:
    """Write a number in plain digits, without decimals that nobody printed."""
    shortest = value.normalize()
    return shortest if int(shortest.as_tuple().exponent) <= 0 else shortest.quantize(Decimal(1))


_PER_CENT = re.compile(r"\d[\d.]*%")
# Rules whose second input is added or taken away as a number, whatever words it is printed with.
_BY_NUMBER = frozenset({"less_change", "add_gain"})
_BY_GROWTH = frozenset({"less_growth", "less_yearly_growth"})


def growth_form(o: Observation) -> Form:
    """Write a growth as it is added to one: of a phrase such as 同比增长24.2% its number alone."""
    number = _PER_CENT.search(o.figure.printed)
    words = number[0] if number else o.figure.printed.lstrip("-−–")
    return Form(words, negative=o.figure.value < 0)


def formula(point: Observation, forms: Sequence[str] = ()) -> str:
    """Write the arithmetic of a derived figure.

    Parameters
    ----------
    forms : sequence of str
        Its inputs as they are to be written; as they are printed by default.
    """
    inputs: list[str | Form] = list(forms or (o.figure.printed for o in point.inputs))
    last = point.inputs[-1]
    if point.rule in _BY_NUMBER:
        inputs[1] = Form(f"{abs(last.figure.value):f}", negative=last.figure.value < 0)
    elif point.rule in _BY_GROWTH:
        inputs[1] = growth_form(last)
    return rule_of(point).formula(*inputs)
