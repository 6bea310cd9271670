"""Derived figures as live formulas over the cells of the figures that they follow from."""

from __future__ import annotations

from metrics.derivations import per_of, years_of
from metrics.exports.workbook.lists import FactsTable
from metrics.extracts import Extract
from metrics.facts import Observation

# Over the operands in their order; a sign tells which way the result moves with an operand.
_ARITHMETIC = {
    "less_change": "{0+}-{1-}",
    "add_gain": "{0+}+{1+}",
    "less_growth": "{0+}/(1+{1-}/100)",
    "less_yearly_growth": "{0+}/(1+{1-}/100)^{years}",
    "less_times": "{0+}/{1-}",
    "less_times_more": "{0+}/(1+{1-})",
    "whole": "{0+}/{1-}*{per}",
    "less_lead": "{0+}-{1-}",
    "lapsed": "{0+}-({1-}-{2+})",
}


def known(taken: Extract, facts: FactsTable, point: Observation) -> bool:
    """Whether a formula can name a figure: it has a row, or stands in a relation and has none."""
    return id(point) in facts.rows_of or point.definition.id not in taken.tables.every_definition


def live_derivation(point: Observation, facts: FactsTable) -> str:
    """The formula of a derived figure, rounded as the program rounds it.

    A bound follows from the ends of the intervals of its inputs, and is rounded away from them.
    """
    digits = -point.figure.resolution.normalize().adjusted()
    lower = point.figure.interval.hi is None
    side = ("lo" if lower else "hi") if point.figure.one_sided else "value"
    operands = {
        f"{n}{sign}": _operand(o, facts, side if sign == "+" else _OTHER[side])
        for n, o in enumerate(point.inputs)
        for sign in "+-"
    }
    made = _template(point).format(
        **operands, years=f"{years_of(point):f}", per=per_of(point.inputs[-1])
    )
    if not point.figure.one_sided:
        return f"=ROUND({made},{digits})"
    # Binary numbers miss whole ones by a little; the inner rounding brings them back.
    return f"={'ROUNDDOWN' if lower else 'ROUNDUP'}(ROUND({made},{digits + 6}),{digits})"


_OTHER = {"lo": "hi", "hi": "lo", "value": "value"}


def _template(point: Observation) -> str:
    places = range(len(point.inputs))
    if point.rule == "sum":
        return "+".join(f"{{{n}+}}" for n in places)
    if point.rule == "rest":
        return "-".join(["{0+}", *(f"{{{n}-}}" for n in places[1:])])
    return _ARITHMETIC[point.rule]


def _operand(point: Observation, facts: FactsTable, side: str) -> str:
    """The cell of a figure or of an end of its interval; what has no row stands as a number."""
    row = facts.rows_of.get(id(point))
    if row is not None:
        return facts.table.cell(f"{side}_base", row)
    ends = {"lo": point.figure.interval.lo, "hi": point.figure.interval.hi}
    value = ends.get(side, point.figure.value)
    return f"({value:f})" if value is not None and value < 0 else f"{value:f}"
