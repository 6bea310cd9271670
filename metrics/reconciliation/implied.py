"""What printed figures imply but nobody prints: a base, a rest, the whole of a share.

Each is an `Observation` marked as derived, with its interval, its inputs and its rule, made like
those of ``derivations.csv``. A figure that no series has gets a definition of its own here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from metrics.model.definition import Definition
from metrics.model.observation import Observation
from metrics.model.period import Period
from metrics.model.reference import Reference
from metrics.printed.interval import Interval
from metrics.reconciliation.loading import Finder, relations
from metrics.reconciliation.model import IMPLIED, Relation
from metrics.rules.change import poorest_digit
from metrics.rules.derivations import derived_figure, latest_of, rule_named
from metrics.tables.dataset import Tables

# The scope of a whole, and of what lies between two scopes.
NATIONAL = "national"
# The rule of each kind of implied figure, by its code.
_RULES = {
    "base_of_growth": "less_growth",
    "base_of_average": "less_yearly_growth",
    "base_of_change": "less_change",
    "base_of_times": "less_times",
    "base_of_times_more": "less_times_more",
    "rest": "rest",
    "whole": "whole",
    "lapsed": "lapsed",
    "lead": "less_lead",
}


def implied(tables: Tables) -> tuple[Observation, ...]:
    """Work out the figures that those in view imply, in the order of relations.csv.

    Examples
    --------
    >>> from metrics import load
    >>> found = {o.definition.id: o for o in implied(load())}
    >>> found["royalties_import_growth"].figure.interval.lo
    Decimal('4.40')
    """
    finder = Finder(tables)
    found = (_imply(tables, finder, r) for r in relations(tables) if r.implies)
    return tuple(o for o in found if o is not None)


def _imply(tables: Tables, finder: Finder, relation: Relation) -> Observation | None:
    terms = finder.right(tables, relation)
    if terms is None:
        return None
    inputs = tuple(o for term in terms for o in term.parts)
    target = relation.left[0].references[0]
    period = Period.parse(target.period)
    rule = _rule(relation)
    interval = rule_named(rule, inputs, period).compute(*inputs)
    if interval.lo is None and interval.hi is None:
        return None
    definition = _definition(tables, relation, target, inputs)
    middle = _middle(interval)
    if definition.unit.quantity == "count":
        interval = counted(interval)
    latest = latest_of(inputs)
    return Observation(
        definition=definition,
        area=target.area,
        period=period,
        figure=derived_figure(interval, inputs[:1], _finest(rule, inputs), middle),
        status="I",
        source=latest.source,
        locator=latest.locator,
        period_basis="inferred" if _inferred(inputs) else "stated",
        note_zh=relation.note_zh,
        note_en=relation.note_en,
        inputs=inputs,
        rule=rule,
        implied=True,
    )


def _middle(interval: Interval) -> Decimal | None:
    """Find the middle of what the figures allow, also where not all of it can be counted."""
    if interval.lo is None or interval.hi is None:
        return None
    return (interval.lo + interval.hi) / 2


def counted(interval: Interval) -> Interval:
    """Keep the whole numbers of an interval, as things are counted; all of it where it has none."""
    lo = None if interval.lo is None else interval.lo.to_integral_value(ROUND_CEILING)
    hi = None if interval.hi is None else interval.hi.to_integral_value(ROUND_FLOOR)
    if lo is not None and hi is not None and lo > hi:
        return interval
    return Interval(lo, hi)


def _inferred(inputs: Sequence[Observation]) -> bool:
    return any(o.period_basis == "inferred" for o in inputs)


def _rule(relation: Relation) -> str:
    name = relation.kind.removeprefix(IMPLIED)
    return _RULES[f"{name}_more" if relation.reading == "more" else name]


def _finest(rule: str, inputs: Sequence[Observation]) -> Decimal:
    """Tell the last digit that may be shown: of a difference, that of its poorest input."""
    alike = rule in ("rest", "less_change", "less_lead", "lapsed")
    return poorest_digit(inputs if alike else inputs[:1])


def _definition(
    tables: Tables, relation: Relation, target: Reference, inputs: Sequence[Observation]
) -> Definition:
    """Find the definition of the series, or make one for a figure that has none."""
    known = tables.every_definition.get(target.indicator)
    if known is not None:
        return known
    return replace(
        inputs[0].definition,
        id=target.indicator,
        concept=target.indicator,
        scope=_scope(relation, inputs),
        unit=tables.units[relation.unit],
        headline=0,
        story=0,
        relates_to="",
        relation="",
        directive="",
        name_zh=relation.name_zh,
        name_en=relation.name_en,
        short_zh="",
        short_en="",
        definition_zh=relation.note_zh,
        definition_en=relation.note_en,
        display="",
        note_zh="",
        note_en="",
    )


def _scope(relation: Relation, inputs: Sequence[Observation]) -> str:
    """Take the scope that its inputs share; the rest of two scopes is told by its name."""
    scopes = {o.definition.scope for o in inputs}
    shared = len(scopes) == 1 and relation.kind != f"{IMPLIED}whole"
    return scopes.pop() if shared else NATIONAL
