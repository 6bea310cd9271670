"""The two sides of a check over cells: both ends of an interval as formulas.

They are written by the rule that the program itself computes with, so that a reader can follow each
end to the figures that it comes from. What counts (runs, places among economies, places that are
shared) has no formula.
"""

from __future__ import annotations

from collections.abc import Mapping

from metrics.reconciliation.kinds import KINDS
from metrics.reconciliation.model import Check, Term
from metrics.reconciliation.sides import Sides, quantities
from metrics.rules.total import TOTAL
from metrics.rules.written import Ends

# The cells of a statement by its identity; a statement outside the workbook has none.
CellsOf = Mapping[int, Ends]
NOTHING = Ends(None, None)


def recomputed(check: Check, cells: CellsOf) -> tuple[Ends, Ends]:
    """Write what is expected and what is observed, each end a formula over cells.

    Parameters
    ----------
    check : Check
        Whose sides are written.
    cells : mapping
        The cells of each statement, an end without a bound being None.

    Returns
    -------
    tuple of Ends
        Expected and observed, in base units.

    Examples
    --------
    >>> from metrics import load
    >>> from metrics.reconciliation import reconcile
    >>> check = next(c for c in reconcile(load()) if c.relation.id == "said-gii-2018")
    >>> a, b = check.right
    >>> recomputed(check, {id(a.first): Ends("A1", "B1"), id(b.first): Ends("A2", "B2")})[0]
    Ends(lo='A1-B2', hi='B1-A2')
    """
    kind, terms = KINDS[check.relation.kind], quantities(check)
    left, right = ([_term(t, cells) for t in side] for side in (check.left, check.right))
    sides = Sides(left, right, check.relation.reading)
    return kind.expected.ends(terms, sides), kind.observed.ends(terms, sides)


def _term(term: Term, cells: CellsOf) -> Ends:
    """Return the cells of a term; where it is added, in brackets."""
    if term.number is not None:
        return Ends(f"{term.number:f}", f"{term.number:f}")
    parts = [cells.get(id(o), NOTHING) for o in term.parts]
    if len(parts) == 1:
        return parts[0]
    added = TOTAL.excel_ends(*parts)
    return Ends(added.lo and f"({added.lo})", added.hi and f"({added.hi})")
