"""Relations between figures of regions, which hold by rule in every table: nobody writes them down.

The regions of a table add up to its total; the three kinds of patents add up to all of them, in
each region; and the total of a table is the figure that is told of China elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from metrics.model.observation import Observation
from metrics.model.reference import Operand, Reference
from metrics.model.series import HOME
from metrics.reconciliation.model import Relation, Term
from metrics.tables.dataset import Tables

Sides = tuple[Relation, tuple[Term, ...], tuple[Term, ...]]
Place = tuple[str, str, str]

# How the names of these relations begin, and of no other.
PREFIX = "regions-"
# Each count of all patents, with the counts of inventions, utility models and designs.
KINDS_OF_PATENTS: Mapping[str, tuple[str, ...]] = {
    "patent_applications_domestic": (
        "invention_applications_domestic",
        "utility_model_applications_domestic",
        "design_applications_domestic",
    ),
    "patents_granted_domestic": (
        "invention_patents_granted_domestic",
        "utility_models_granted_domestic",
        "designs_granted_domestic",
    ),
    "patents_in_force_domestic_incl": (
        "invention_patents_in_force_domestic_incl",
        "utility_models_in_force_domestic_incl",
        "designs_in_force_domestic_incl",
    ),
}
# Measures of which a whole is the sum of its parts.
ADDED = frozenset({"flow", "stock", "cumulative"})
# Lines that not every table has: it need not be whole without them.
OUTSIDE = frozenset({"CN-HK", "CN-MO", "CN-TW", "CN-ZZ"})


def regional_relations(tables: Tables) -> Iterator[Sides]:
    """Go through what holds between the figures of regions, each with its two sides.

    Examples
    --------
    >>> from metrics import load
    >>> list(regional_relations(load()))
    []
    """
    if tables.national is None:
        return
    figures = {
        (s.definition.id, s.area, p.period.code): p
        for s in tables.all_series.values()
        for p in s.points
        if not p.derived
    }
    yield from _totals(tables, figures)
    yield from _kinds(figures)
    yield from _national(tables.national, figures)


def _totals(tables: Tables, figures: Mapping[Place, Observation]) -> Iterator[Sides]:
    """Add the regions of a table up to its total; where one is missing, to no more than that."""
    wanted = {area for area in tables.codes("area") if area != HOME} - OUTSIDE
    parts: dict[tuple[str, str], list[Observation]] = {}
    for (indicator, area, period), o in figures.items():
        if area != HOME:
            parts.setdefault((indicator, period), []).append(o)
    for (indicator, period), own in parts.items():
        total = figures.get((indicator, HOME, period))
        if total is None or not addable(total):
            continue
        name = f"{PREFIX}sum-{indicator}-{period}"
        if wanted <= {o.area for o in own}:
            yield _sides(name, "sum", [total], own, total)
        else:
            yield _sides(name, "at_most", own, [total], total)


def addable(o: Observation) -> bool:
    """Tell whether the figure of a whole is the sum of those of its parts."""
    return is_added(o.definition.measure, o.definition.unit.quantity)


def is_added(measure: str, quantity: str) -> bool:
    """Tell whether wholes of a measure, in units of a quantity, are the sums of their parts.

    Examples
    --------
    >>> is_added("flow", "count"), is_added("stock", "ratio"), is_added("share", "measured")
    (True, False, False)
    """
    return measure in ADDED and quantity == "count"


def _kinds(figures: Mapping[Place, Observation]) -> Iterator[Sides]:
    for (indicator, area, period), total in figures.items():
        kinds = [figures.get((i, area, period)) for i in KINDS_OF_PATENTS.get(indicator, ())]
        own = [o for o in kinds if o is not None]
        if own and len(own) == len(kinds):
            yield _sides(f"{PREFIX}kinds-{indicator}-{area}-{period}", "sum", [total], own, total)


def _national(national: Tables, figures: Mapping[Place, Observation]) -> Iterator[Sides]:
    """Hold the total of a table against what the other tables say of China."""
    for (indicator, area, period), o in figures.items():
        series = national.all_series.get((indicator, HOME)) if area == HOME else None
        points = series.points if series else ()
        told = next((p for p in points if p.period.code == period and not p.derived), None)
        if told is not None and told.status == o.status:
            yield _sides(f"{PREFIX}total-{indicator}-{period}", "same", [o], [told], o)


def _sides(
    name: str,
    kind: str,
    left: Sequence[Observation],
    right: Sequence[Observation],
    told: Observation,
) -> Sides:
    """Make a relation of figures; the note of one of them tells why they may not fit."""
    relation = Relation(
        id=name.replace("/", "-"),
        kind=kind,
        left=tuple(map(_operand, left)),
        right=tuple(map(_operand, right)),
        reading="plain",
        explanation_zh=told.note_zh,
        explanation_en=told.note_en,
    )
    return relation, tuple(Term((o,)) for o in left), tuple(Term((o,)) for o in right)


def _operand(o: Observation) -> Operand:
    return Operand((Reference(o.definition.id, o.area, o.period.code, o.source.id),))
