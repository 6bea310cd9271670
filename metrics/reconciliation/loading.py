"""The relations of the tables, and the figures that they name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain

from metrics.model.figure import figure_of
from metrics.model.observation import Observation
from metrics.model.period import Period
from metrics.model.reference import EVERY, Operand, Reference, parse_operands
from metrics.printed.reading import read_printed
from metrics.reconciliation.model import Relation, Term
from metrics.tables.dataset import Tables
from metrics.tables.read import records

WORLD = "WLD"
# Kinds whose claim is a movement from a base to an end.
_MOVEMENTS = frozenset({"growth", "cagr", "multiple", "change"})
_WORDS = (
    *("printed", "source", "name_zh", "name_en", "unit", "misfit"),
    *("explanation_zh", "explanation_en", "note_zh", "note_en"),
)


def relations(tables: Tables) -> tuple[Relation, ...]:
    """Read the rows of relations.csv in their order.

    Examples
    --------
    >>> from metrics import load
    >>> found = {r.id for r in relations(load())}
    >>> "gii-gain-2022" in found
    True
    """
    rows = records(tables.frames["relations"])
    readings = Counter(row["id"] for row in rows)
    return tuple(
        Relation(
            id=row["id"],
            kind=row["check_kind"],
            left=parse_operands(row["left"]),
            right=parse_operands(row["right"]),
            reading=row["reading"],
            readings=readings[row["id"]],
            **{name: row[name] for name in _WORDS},
        )
        for row in rows
    )


class Finder:
    """Finds the statements that operands name among those in view.

    Derived points never take part: a relation holds printed figures against printed ones.
    """

    def __init__(self, tables: Tables) -> None:
        self._shown: dict[tuple[str, str, str], Observation] = {}
        for series in tables.all_series.values():
            for o in series.points:
                if not o.derived:
                    self._shown[series.definition.id, series.area, o.period.code] = o
        self._stated: dict[tuple[str, str, str], list[Observation]] = {}
        self._areas: dict[tuple[str, str], list[str]] = {}
        for o in tables.statements:
            self._stated.setdefault((o.definition.id, o.area, o.period.code), []).append(o)
        for indicator, area, period in sorted(self._shown):
            if area != WORLD:
                self._areas.setdefault((indicator, period), []).append(area)

    def terms(self, operand: Operand) -> tuple[Term, ...]:
        """Find one term, or one of each economy; none where a figure is not in view."""
        if operand.number is not None:
            return (Term((), operand.number),)
        if not any(r.area == EVERY for r in operand.references):
            found = self._term(operand.references)
            return (found,) if found else ()
        return tuple(filter(None, (self._term(r) for r in self._each(operand.references))))

    def side(self, operands: tuple[Operand, ...]) -> tuple[Term, ...] | None:
        """Find all terms of a side; None where one of its operands is not in view."""
        found = [self.terms(operand) for operand in operands]
        return tuple(chain.from_iterable(found)) if all(found) else None

    def sides(
        self, tables: Tables, relation: Relation
    ) -> tuple[tuple[Term, ...], tuple[Term, ...]] | None:
        """Find both sides of a relation; None where one of its figures is not in view."""
        right = self.right(tables, relation)
        left = None if right is None else self._left(tables, relation, right)
        if left is None or right is None:
            return None
        others = _others(relation.kind, left, right)
        return None if others is None else (left, others)

    def _left(
        self, tables: Tables, relation: Relation, right: tuple[Term, ...]
    ) -> tuple[Term, ...] | None:
        """Find the claim: figures of series, or what the row itself gives as printed."""
        if not relation.left[0].claimed:
            return self.side(relation.left)
        # A rank is claimed of the economy that stands first, all else of the last figure.
        about = right[0 if relation.kind == "rank" else -1].first
        stated = claim(tables, relation, about, _claimed_period(relation, right))
        return (Term((stated,)),) if tables.selection.keeps(stated) else None

    def right(self, tables: Tables, relation: Relation) -> tuple[Term, ...] | None:
        """Find the right side; the claim of the row may stand in it, after what it is about."""
        named = tuple(o for o in relation.right if not o.claimed)
        found = self.side(named)
        if found is None or len(named) == len(relation.right):
            return found
        stated = claim(tables, relation, found[-1].first, found[-1].first.period)
        return (*found, Term((stated,))) if tables.selection.keeps(stated) else None

    def _each(self, references: tuple[Reference, ...]) -> Iterator[tuple[Reference, ...]]:
        first = references[0]
        for area in self._areas.get((first.indicator, first.period), ()):
            yield tuple(Reference(r.indicator, area, r.period, r.which) for r in references)

    def _term(self, references: tuple[Reference, ...]) -> Term | None:
        parts = [self._one(r) for r in references]
        known = tuple(o for o in parts if o is not None)
        return Term(known) if len(known) == len(parts) else None

    def _one(self, r: Reference) -> Observation | None:
        key = (r.indicator, r.area, r.period)
        if not r.which:
            return self._shown.get(key)
        stated = self._stated.get(key, ())
        return next((o for o in stated if r.which in (o.source.id, o.figure.qualifier)), None)


def _others(kind: str, left: tuple[Term, ...], right: tuple[Term, ...]) -> tuple[Term, ...] | None:
    """Put the economy that is placed among all before the others; None where it is alone."""
    if kind not in ("rank", "distinct"):
        return right
    own = left[0] if kind == "distinct" else right[0]
    rest = tuple(t for t in right if t.parts != own.parts)
    if not rest:
        return None
    return (own, *rest) if kind == "rank" else rest


def _claimed_period(relation: Relation, right: tuple[Term, ...]) -> Period:
    """Tell when a claim is about: a movement over some years runs from its base to its end."""
    last = right[-1].first.period
    first = right[0].first.period if relation.kind in _MOVEMENTS else last
    if first.end.year == last.end.year or "months" in (first.kind, last.kind):
        return last
    return Period.parse(f"{first.end.year}/{last.end.year}")


def claim(tables: Tables, relation: Relation, about: Observation, period: Period) -> Observation:
    """Read the claim of a row as a statement about a figure.

    Parameters
    ----------
    tables : Tables
        With the units and sources that the row names.
    relation : Relation
        The row, with the claim as it is printed.
    about : Observation
        The figure that the claim is about; definition, scope and area are taken from it.
    period : Period
        When the claim is about.

    Returns
    -------
    Observation
        In the unit of the row, printed in its source, of a definition with the id of the relation.

    Raises
    ------
    PrintedError
        Where the printed form cannot be read.

    Examples
    --------
    >>> from metrics import load
    >>> tables = load()
    >>> row = next(r for r in relations(tables) if r.id == "said-pct-applications-2020")
    >>> end = tables.series("pct_applications").points[-1]
    >>> str(claim(tables, row, end, end.period).figure.value)
    '16.1'
    """
    unit = tables.units[relation.unit]
    reading = read_printed(relation.printed).in_unit(unit.classifiers)
    measure = "rank" if relation.kind == "rank" else "growth"
    return Observation(
        definition=replace(about.definition, id=relation.id, measure=measure, unit=unit),
        area=about.area,
        period=period,
        figure=figure_of(f"{reading.value}", relation.printed, reading.qualifier, unit),
        status="A",
        source=tables.sources[relation.source],
        locator="text",
        period_basis="stated",
        note_zh=relation.note_zh,
        note_en=relation.note_en,
    )
