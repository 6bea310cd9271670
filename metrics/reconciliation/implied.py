"""What printed figures imply but nobody prints: a base, a rest, the whole of a share.

Each is an `Observation` marked as derived, with its interval, its inputs and its rule, made like
those of ``derivations.csv``. A figure that no series has gets a definition of its own here.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from metrics.model.definition import Definition
from metrics.model.observation import Observation
from metrics.model.period import Period
from metrics.model.reference import Reference
from metrics.printed.interval import Interval
from metrics.reconciliation.loading import Finder, relations
from metrics.reconciliation.model import IMPLIED, Relation
from metrics.rules import arithmetic as a
from metrics.rules.arithmetic import Quantity
from metrics.rules.derivations import derived_figure, latest_of, per_of
from metrics.tables.dataset import Tables

Rule = Callable[[Sequence[Observation], int], Interval]
# The scope of a whole, and of what lies between two scopes.
NATIONAL = "national"


@dataclass(frozen=True)
class _Kind:
    """How one kind of implied figure follows from its inputs, and the name of the rule."""

    rule: str
    compute: Rule


def _span(o: Observation) -> Interval:
    return o.figure.interval


def _base_of_growth(inputs: Sequence[Observation], _: int) -> Interval:
    return a.base_of_growth(_span(inputs[0]), _span(inputs[1]))


def _base_of_average(inputs: Sequence[Observation], months: int) -> Interval:
    return a.base_of_growth(_span(inputs[0]), _span(inputs[1]), Decimal(months) / 12)


def _base_of_change(inputs: Sequence[Observation], _: int) -> Interval:
    return _span(inputs[0]) - _span(inputs[1])


def _base_of_times(inputs: Sequence[Observation], _: int) -> Interval:
    return a.base_of_times(_span(inputs[0]), _span(inputs[1]), more=False)


def _base_of_times_more(inputs: Sequence[Observation], _: int) -> Interval:
    return a.base_of_times(_span(inputs[0]), _span(inputs[1]), more=True)


def _rest(inputs: Sequence[Observation], _: int) -> Interval:
    left = _span(inputs[0])
    for part in inputs[1:]:
        left = left - _span(part)
    return left


def _lapsed(inputs: Sequence[Observation], _: int) -> Interval:
    """What came in less the rise of the stock."""
    flow, end, base = (_span(o) for o in inputs)
    return flow - (end - base)


def _whole(inputs: Sequence[Observation], _: int) -> Interval:
    part, ratio = inputs
    return a.denominator(Quantity(_span(part)), Quantity(_span(ratio), per=per_of(ratio)))


_KINDS = {
    "base_of_growth": _Kind("less_growth", _base_of_growth),
    "base_of_average": _Kind("less_yearly_growth", _base_of_average),
    "base_of_change": _Kind("less_change", _base_of_change),
    "base_of_times": _Kind("less_times", _base_of_times),
    "base_of_times_more": _Kind("less_times_more", _base_of_times_more),
    "rest": _Kind("rest", _rest),
    "whole": _Kind("whole", _whole),
    "lapsed": _Kind("lapsed", _lapsed),
    "lead": _Kind("less_lead", _rest),
}


# Every rule that an implied value may follow from.
RULES = frozenset(kind.rule for kind in _KINDS.values())


def implied(tables: Tables) -> tuple[Observation, ...]:
    """The figures that those in view imply, in the order of relations.csv.

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
    kind = _kind(relation)
    end = inputs[0].period.end
    months = (end.year - period.end.year) * 12 + end.month - period.end.month
    interval = kind.compute(inputs, months)
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
        figure=derived_figure(interval, inputs[:1], _finest(kind.rule, inputs), middle),
        status="I",
        source=latest.source,
        locator=latest.locator,
        period_basis="inferred" if _inferred(inputs) else "stated",
        note_zh=relation.note_zh,
        note_en=relation.note_en,
        inputs=inputs,
        rule=kind.rule,
        implied=True,
    )


def _middle(interval: Interval) -> Decimal | None:
    """The middle of what the figures allow, also where not all of it can be counted."""
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


def _kind(relation: Relation) -> _Kind:
    name = relation.kind.removeprefix(IMPLIED)
    return _KINDS[f"{name}_more" if relation.reading == "more" else name]


def _finest(rule: str, inputs: Sequence[Observation]) -> Decimal:
    """The last digit that may be shown: of a difference, that of its poorest input."""
    alike = rule in ("rest", "less_change", "less_lead", "lapsed")
    return max(o.figure.last_digit_unit for o in (inputs if alike else inputs[:1]))


def _definition(
    tables: Tables, relation: Relation, target: Reference, inputs: Sequence[Observation]
) -> Definition:
    """The definition of the series, or of a figure that has none."""
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
        definition_zh=relation.note_zh,
        definition_en=relation.note_en,
        display="",
        note_zh="",
        note_en="",
    )


def _scope(relation: Relation, inputs: Sequence[Observation]) -> str:
    """That of its inputs where they share one; the rest of two scopes is told by its name."""
    scopes = {o.definition.scope for o in inputs}
    shared = len(scopes) == 1 and relation.kind != f"{IMPLIED}whole"
    return scopes.pop() if shared else NATIONAL
