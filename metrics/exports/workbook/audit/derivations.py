"""Derived figures as live formulas over the cells of the figures that they follow from."""

from __future__ import annotations

from decimal import Decimal

from metrics.exports.workbook.audit.facts import FactsTable
from metrics.model.observation import Observation
from metrics.rules.derivations import rule_of
from metrics.rules.written import Ends
from metrics.views.extracts import Extract


def known(taken: Extract, facts: FactsTable, point: Observation) -> bool:
    """Tell whether a formula can name a figure: it has a row, or stands in a relation and has none.

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
    >>> from metrics.exports.workbook import AuditPlan
    >>> from metrics.views.extracts import extract
    >>> from metrics.views.filters import Filters
    >>> taken = extract(load(), Filters(indicators=("gii_rank",)))
    >>> plan = AuditPlan(taken, "en", date(2026, 1, 1))
    >>> known(taken, plan.facts, taken.statements[0])
    True
    """
    return id(point) in facts.numbers or point.definition.id not in taken.tables.every_definition


def live_derivation(point: Observation, facts: FactsTable) -> str:
    """Return the formula of a derived figure, rounded as the program rounds it.

    A bound follows from the ends of the intervals of its inputs, and is rounded away from them.
    """
    digits = -point.figure.last_digit_unit.normalize().adjusted()
    lower = point.figure.interval.hi is None
    written = _written(point, facts)
    if not point.figure.one_sided:
        return f"=ROUND({written},{digits})"
    # Binary numbers miss whole ones by a little; the inner rounding brings them back.
    if _counts(point):
        whole = _outward(f"ROUND({written},6)", point, 0, upward=lower)
        return f"={_outward(whole, point, digits, upward=not lower)}"
    return f"={_outward(f'ROUND({written},{digits + 6})', point, digits, upward=not lower)}"


def _counts(point: Observation) -> bool:
    """Tell whether only whole numbers are possible, so that a bound is one before it is rounded."""
    return point.implied and point.definition.unit.quantity == "count"


def _outward(made: str, point: Observation, digits: int, *, upward: bool) -> str:
    """Round up or down; below zero what a spreadsheet calls up leads down."""
    away = upward != (point.figure.value < 0)
    return f"{'ROUNDUP' if away else 'ROUNDDOWN'}({made},{digits})"


def _written(point: Observation, facts: FactsTable) -> str:
    """Write the rule of a derived figure over the cells of its inputs, for its value or its end."""
    rule = rule_of(point)
    if not point.figure.one_sided:
        return rule.excel(*(_operand(o, facts, "value", o.figure.value) for o in point.inputs))
    ends = rule.excel_ends(*(_ends(o, facts) for o in point.inputs))
    end = ends.lo if point.figure.interval.hi is None else ends.hi
    if end is None:
        raise ValueError("a bound has an end that its inputs lead to")
    return end


def _ends(point: Observation, facts: FactsTable) -> Ends:
    interval = point.figure.interval
    lo, hi = (
        None if end is None else _operand(point, facts, side, end)
        for side, end in (("lo", interval.lo), ("hi", interval.hi))
    )
    return Ends(lo, hi)


def _operand(point: Observation, facts: FactsTable, side: str, amount: Decimal) -> str:
    """Return the cell of a figure or of an end of its interval.

    What has no row stands as a number.
    """
    if id(point) in facts.numbers:
        return facts.found(f"{side}_base", point)
    return f"({amount:f})" if amount < 0 else f"{amount:f}"
