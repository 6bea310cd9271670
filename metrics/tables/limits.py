"""What a figure can be at all: periods, values and units by what is measured."""

from __future__ import annotations

from decimal import Decimal

from metrics.model.period import Kind, Period
from metrics.model.unit import Unit
from metrics.printed.interval import Interval

# Nobody counted patents before.
EARLIEST = 1790
LATEST = 2199

# How the periods of each measure may run. A year of a stock is its end; a sum over years is
# cumulative; a change has two ends.
PERIODS: dict[str, frozenset[Kind]] = {
    "stock": frozenset({"date", "year"}),
    "cumulative": frozenset({"date", "year", "months", "years"}),
    "flow": frozenset({"year", "months"}),
    "rate": frozenset({"date", "year", "months"}),
    "share": frozenset({"date", "year", "months"}),
    "score": frozenset({"date", "year", "months"}),
    "duration": frozenset({"date", "year", "months"}),
    "growth": frozenset({"years", "months"}),
    "multiple": frozenset({"years"}),
}
# Measures of which a year and its last day are one and the same.
AT_ONE_DAY = frozenset({"stock", "cumulative", "count"})

# What is measured in each of these units can only be this; other units go by their quantity.
_BY_UNIT: dict[str, frozenset[str]] = {
    "percent": frozenset({"rate", "share", "growth"}),
    "percentage_points": frozenset({"growth"}),
    "points": frozenset({"score", "growth"}),
    "times": frozenset({"multiple", "growth"}),
    "months": frozenset({"duration", "growth"}),
    "years": frozenset({"duration", "count", "growth"}),
}
_AMOUNTS = frozenset({"stock", "cumulative", "flow", "growth"})
_BY_QUANTITY: dict[str, frozenset[str]] = {
    "count": _AMOUNTS | {"count"},
    "money": _AMOUNTS,
    "ratio": _AMOUNTS | {"rate"},
    "rank": frozenset({"rank", "growth"}),
}
# Whole things: none of them can be half one.
_WHOLE = frozenset({"stock", "cumulative", "flow", "count", "rank", "growth"})
_NONNEGATIVE = Interval(Decimal(0), None)
_HUNDRED = Interval(Decimal(0), Decimal(100))


def measurable(measure: str, unit: Unit) -> bool:
    """Tell whether a unit can hold what is measured.

    Examples
    --------
    >>> measurable("rank", Unit("cny", "money", (), "元", "CNY"))
    False
    """
    by_quantity = _BY_QUANTITY.get(unit.quantity)
    allowed = _BY_UNIT.get(unit.id, by_quantity)
    return allowed is None or measure in allowed


def whole(measure: str, unit: Unit) -> bool:
    """Tell whether figures are whole numbers: things that are counted, and places.

    Examples
    --------
    >>> whole("stock", Unit("patents", "count", ("件",), "件", "patents"))
    True
    """
    return unit.quantity in ("count", "rank") and measure in _WHOLE


def possible(measure: str, unit: Unit, relation: str = "") -> tuple[Interval, str]:
    """Give the values that a figure can have, and the name of the rule.

    Parameters
    ----------
    measure : str
        What kind of figure it is: stock, flow, rank, share and so on.
    unit : Unit
        What it is measured in.
    relation : str
        How the series relates to another one; a difference of two may be below zero.

    Returns
    -------
    interval : Interval
        In the base unit of the series.
    rule : str
        Key of the message (``problem.ranges.<rule>``).

    Examples
    --------
    >>> possible("share", Unit("percent", "measured", ("%",), "%", "%"))[0].hi
    Decimal('100')
    """
    if measure == "growth":
        return _growth(unit, relation)
    if measure == "rank":
        return Interval(Decimal(1), None), "rank"
    if measure == "share":
        return _HUNDRED, "share"
    if measure == "score" and unit.id == "points":
        return _HUNDRED, "score"
    if measure == "multiple":
        return Interval(Decimal(0), None, lo_open=True), "multiple"
    if relation == "difference" or measure == "score":
        return Interval(None, None), "any"
    return _NONNEGATIVE, "amount"


def _growth(unit: Unit, relation: str) -> tuple[Interval, str]:
    """Nothing loses more than all it had; a score out of 100 moves by 100 at most."""
    if unit.id == "percent" and relation != "difference":
        return Interval(Decimal(-100), None), "growth"
    if unit.id == "points" or (unit.id == "percentage_points" and relation == "change_since"):
        return Interval(Decimal(-100), Decimal(100)), "points"
    return Interval(None, None), "any"


def canonical(period: Period) -> str:
    """Write a period the one way that the tables do: whole years without their months.

    Examples
    --------
    >>> canonical(Period.parse("2024-01/2024-12"))
    '2024'
    """
    if period.kind == "months" and (period.start.month, period.end.month) == (1, 12):
        first, last = period.start.year, period.end.year
        return f"{last}" if first == last else f"{first}/{last}"
    return period.code


def meaning(period: Period, measure: str) -> str:
    """Name what a period says of a measure: of a stock, a year is its last day.

    Examples
    --------
    >>> meaning(Period.parse("2024"), "stock") == meaning(Period.parse("2024-12-31"), "stock")
    True
    """
    code = canonical(period)
    same = measure in AT_ONE_DAY and len(code) == len("2024")
    return f"{code}-12-31" if same else code
