"""Figures held against each other: what agrees, what does not, and what cannot be told.

Examples
--------
>>> from metrics import load
>>> found = reconcile(load())
>>> {c.relation.reading: c.verdict for c in found if c.relation.id == "gii-gain-2022"}
{'base_2012': 'reading_ruled_out', 'base_2013': 'consistent'}
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from metrics.model.observation import Observation
from metrics.reconciliation.implied import implied
from metrics.reconciliation.implied_in_series import ALL_WITH_IMPLIED, ambiguous, in_view
from metrics.reconciliation.loading import Finder, relations
from metrics.reconciliation.misfits import classified
from metrics.reconciliation.model import Check, Outcome, Relation, Term, Verdict
from metrics.reconciliation.regions import regional_relations
from metrics.reconciliation.repeats import repeated
from metrics.reconciliation.verdicts import judge
from metrics.tables.agreement import every_pair
from metrics.tables.dataset import Tables
from metrics.tables.kept import kept

__all__ = [
    "ALL_WITH_IMPLIED",
    "Check",
    "Outcome",
    "Relation",
    "Verdict",
    "ambiguous",
    "disputed",
    "disputed_relations",
    "disputes",
    "implied",
    "in_view",
    "readings",
    "reconcile",
    "unexplained",
]


@kept
def reconcile(tables: Tables) -> tuple[Check, ...]:
    """Hold every relation whose figures are in view against them.

    The declared relations come first, in the order of the table, or what holds of regions by rule;
    then each figure that is stated more than once, by several publications or in several places of
    one.
    """
    finder = Finder(tables)
    found = []
    for relation in relations(tables):
        if relation.implies:
            continue
        sides = finder.sides(tables, relation)
        if sides is not None:
            found.append(judge(tables, relation, *sides))
    found += [judge(tables, *sides) for sides in regional_relations(tables)]
    for pair in every_pair(tables.statements):
        relation = repeated(pair)
        found.append(judge(tables, relation, (Term((pair.second,)),), (Term((pair.first,)),)))
    return classified(tables, found)


@kept
def readings(tables: Tables) -> Mapping[str, tuple[Check, ...]]:
    """Return the checks of each relation, one a reading, by its id."""
    found: dict[str, list[Check]] = {}
    for check in reconcile(tables):
        found.setdefault(check.relation.id, []).append(check)
    return {relation: tuple(own) for relation, own in found.items()}


def unexplained(checks: Sequence[Check]) -> tuple[Check, ...]:
    """Choose the checks that need a written explanation and have none."""
    return tuple(c for c in checks if not c.explained)


@kept
def disputed(tables: Tables) -> Mapping[tuple[str, ...], tuple[Check, ...]]:
    """Find the inconsistent checks that put each figure in doubt, by the key of its statement.

    Where one of them is set aside as an error of its source, the others prove that and stand.
    """
    found: dict[tuple[str, ...], tuple[Check, ...]] = {}
    for check in reconcile(tables):
        if check.verdict == "inconsistent":
            doubtful = [o for o in check.inputs if o.status == "D"] or check.inputs
            for o in doubtful:
                found[o.key] = (*found.get(o.key, ()), check)
    return found


def disputes(tables: Tables, figures: Iterable[Observation]) -> tuple[Check, ...]:
    """Find the inconsistent checks that some of the figures, or what they follow from, are part of.

    Examples
    --------
    >>> from metrics import load
    >>> tables = load()
    >>> points = tables.series("invention_patents_in_force_domestic").points
    >>> "population-2014" in [c.relation.id for c in disputes(tables, points)]
    True
    """
    known = disputed(tables.uncut or tables)
    parts = (part for o in figures for part in (o.inputs or (o,)))
    found = (c for o in parts for c in known.get(o.key, ()))
    return tuple({c.key: c for c in found}.values())


def disputed_relations(tables: Tables, figures: Iterable[Observation]) -> tuple[str, ...]:
    """Name the relations of those checks, each once."""
    return tuple(dict.fromkeys(c.relation.id for c in disputes(tables, figures)))
