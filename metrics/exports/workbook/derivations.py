"""Derived figures as live formulas over the cells of the figures that they follow from."""

from __future__ import annotations

import re

from metrics.exports.workbook.lists import FactsTable
from metrics.model.observation import Observation
from metrics.rules.derivations import per_of, years_of
from metrics.views.extracts import Extract

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
    """Whether a formula can name a figure: it has a row, or stands in a relation and has none.

    Parameters
    ----------
    taken : Extract
        The part of the tables that is taken away.
    facts : FactsTable
        The table of all statements.
    point : Observation
        A statement, printed or derived.

    Returns
    -------
    bool
        Whether it can.

    Examples
    --------
    >>> from datetime import date
    >>> from metrics import load
    >>> from metrics.exports.workbook import Plan
    >>> from metrics.views.extracts import Filters, extract
    >>> taken = extract(load(), Filters(indicators=("gii_rank",)))
    >>> plan = Plan(taken, "en", date(2026, 1, 1))
    >>> known(taken, plan.facts, taken.statements[0])
    True
    """
    return id(point) in facts.rows_of or point.definition.id not in taken.tables.every_definition


def live_derivation(point: Observation, facts: FactsTable) -> str:
    """Return the formula of a derived figure, rounded as the program rounds it.

    A bound follows from the ends of the intervals of its inputs, and is rounded away from them.
    """
    digits = -point.figure.last_digit_unit.normalize().adjusted()
    lower = point.figure.interval.hi is None
    side = ("lo" if lower else "hi") if point.figure.one_sided else "value"
    made = _filled(point, facts, side)
    if not point.figure.one_sided:
        return f"=ROUND({made},{digits})"
    # Binary numbers miss whole ones by a little; the inner rounding brings them back.
    if _counts(point):
        whole = _outward(f"ROUND({made},6)", point, 0, upward=lower)
        return f"={_outward(whole, point, digits, upward=not lower)}"
    return f"={_outward(f'ROUND({made},{digits + 6})', point, digits, upward=not lower)}"


def _counts(point: Observation) -> bool:
    """Whether only whole numbers are possible, so that a bound is one before it is rounded."""
    return point.implied and point.definition.unit.quantity == "count"


def _outward(made: str, point: Observation, digits: int, *, upward: bool) -> str:
    """Round up or down; below zero what a spreadsheet calls up leads down."""
    away = upward != (point.figure.value < 0)
    return f"{'ROUNDUP' if away else 'ROUNDDOWN'}({made},{digits})"


_OPERAND = re.compile(r"\{(\d+)([+-])\}")
_OTHER = {"lo": "hi", "hi": "lo", "value": "value"}


def _filled(point: Observation, facts: FactsTable, side: str) -> str:
    """Return the arithmetic of a derived figure for its value or one end."""

    def operand(name: re.Match[str]) -> str:
        # Only what is asked for: the other end of a bound may be open.
        return _operand(point.inputs[int(name[1])], facts, side if name[2] == "+" else _OTHER[side])

    years, per = f"{years_of(point):f}", str(per_of(point.inputs[-1]))
    made = _OPERAND.sub(operand, _template(point))
    return made.replace("{years}", years).replace("{per}", per)


def _template(point: Observation) -> str:
    places = range(len(point.inputs))
    if point.rule == "sum":
        return "+".join(f"{{{n}+}}" for n in places)
    if point.rule == "rest":
        return "-".join(["{0+}", *(f"{{{n}-}}" for n in places[1:])])
    return _ARITHMETIC[point.rule]


def _operand(point: Observation, facts: FactsTable, side: str) -> str:
    """Return the cell of a figure or of an end of its interval.

    What has no row stands as a number.
    """
    row = facts.rows_of.get(id(point))
    if row is not None:
        return facts.table.cell(f"{side}_base", row)
    ends = {"lo": point.figure.interval.lo, "hi": point.figure.interval.hi}
    value = ends.get(side, point.figure.value)
    return f"({value:f})" if value is not None and value < 0 else f"{value:f}"
