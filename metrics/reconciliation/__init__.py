"""Figures held against each other: what agrees, what does not, and what cannot be told.

Examples
--------
>>> from metrics import load
>>> found = reconcile(load())
>>> {c.relation.reading: c.verdict for c in found if c.relation.id == "gii-gain-2022"}
{'base_2012': 'inconsistent', 'base_2013': 'consistent'}
"""

from __future__ import annotations

from collections.abc import Sequence

from metrics.agreement import pairs
from metrics.catalogue import Tables
from metrics.reconciliation.implied import implied
from metrics.reconciliation.loading import Finder, relations
from metrics.reconciliation.model import Check, Outcome, Relation, Term, Verdict
from metrics.reconciliation.repeats import repeated
from metrics.reconciliation.verdicts import judge

__all__ = [
    "Check",
    "Outcome",
    "Relation",
    "Verdict",
    "fitting",
    "implied",
    "reconcile",
    "unexplained",
]


def reconcile(tables: Tables) -> tuple[Check, ...]:
    """Hold every relation whose figures are in view against them.

    The declared relations come first, in the order of the table; then each figure that several
    publications state.
    """
    finder = Finder(tables)
    found = []
    for relation in relations(tables):
        if relation.implies:
            continue
        sides = finder.sides(tables, relation)
        if sides is not None:
            found.append(judge(tables, relation, *sides))
    for pair in pairs(tables.statements):
        relation = repeated(pair)
        found.append(judge(tables, relation, (Term((pair.second,)),), (Term((pair.first,)),)))
    return tuple(found)


def unexplained(checks: Sequence[Check]) -> tuple[Check, ...]:
    """The inconsistencies that the tables do not explain."""
    return tuple(c for c in checks if not c.explained)


def fitting(checks: Sequence[Check], relation: str) -> Check | None:
    """The one reading of a phrase that fits the figures; None where none or several do."""
    own = [c for c in checks if c.relation.id == relation]
    fit = [c for c in own if c.verdict in ("consistent", "no_power")]
    return fit[0] if len(fit) == 1 and len(own) > 1 else None
