"""Why the two sides of a check miss each other: what is an alarm, and what is not.

A check whose sides miss each other is *inconsistent* only where nothing that the tables know takes
the alarm away. What they know is computed first: another vintage of the same figures, another
reading of the phrase. What they cannot know is declared in the column ``misfit`` of relations.csv,
and is believed only where the figures allow it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from metrics.model.observation import Observation
from metrics.model.period import months_between
from metrics.model.source import Source
from metrics.printed.interval import Interval
from metrics.reconciliation.implied import counted
from metrics.reconciliation.model import FITS, Check, Term, Verdict
from metrics.reconciliation.sides import added, printed
from metrics.reconciliation.verdicts import compute
from metrics.rules.average_growth import base_of_average_growth
from metrics.rules.growth import BASE_OF_GROWTH
from metrics.tables.dataset import Tables

# A revision by the issuer itself is believed up to this share of the figure, one that only a person
# declares up to the other: what is further off may be a slip as well.
REVISED_MOST = Decimal("0.2")
DECLARED_MOST = Decimal("0.02")
# Declared of a misfit that proves an error of a source: it stays an alarm.
SOURCE_ERROR = "source_error"
# Kinds that lead back from a printed growth to its base.
GROWTH = frozenset({"growth", "cagr"})
# Kinds whose claim is worked out by its source from figures that may have been revised since.
WORKED_OUT = GROWTH | {"multiple", "change", "cumulative_change", "sum", "years_total", "share"}


@dataclass(frozen=True)
class Declarable:
    """What a person may declare of a misfit, and of which kinds of relation.

    Parameters
    ----------
    verdict : str
        The verdict that the declaration gives.
    kinds : frozenset of str
        Kinds of relation that can miss each other so.
    """

    verdict: Verdict
    kinds: frozenset[str]

    def sources_allow(self, check: Check) -> bool:
        """Tell whether the publications of the two sides can differ so."""
        one, other = check.left[0].first.source, check.right[0].first.source
        if self.verdict == "classified_differently":
            return one.issuer_en != other.issuer_en
        # Any of the figures that the claim was worked out from may have been revised.
        on_right = (o.source.known for term in check.right for o in term.parts)
        return self.verdict != "revised" or any(known != one.known for known in on_right)


DECLARABLE: Mapping[str, Declarable] = {
    "revised_base": Declarable("revised_base", GROWTH),
    "revised": Declarable("revised", WORKED_OUT - GROWTH | {"same"}),
    "classified_differently": Declarable("classified_differently", frozenset({"same", "sum"})),
}


def classified(tables: Tables, checks: Sequence[Check]) -> tuple[Check, ...]:
    """Give each check whose sides miss each other the class of its misfit; the others stay."""
    readings: dict[str, list[Check]] = {}
    for check in checks:
        readings.setdefault(check.relation.id, []).append(check)
    return tuple(
        _declared(_computed(tables, c, readings[c.relation.id])) if c.misses else c for c in checks
    )


def _computed(tables: Tables, check: Check, readings: Sequence[Check]) -> Check:
    """Give the class that the tables show by themselves; *inconsistent* where they show none."""
    if _one_figure(check):
        found = _between_statements(check.left[0].first, check.right[0].first)
        return replace(check, verdict=found)
    vintage = next(_vintages(tables, check), ())
    if vintage:
        of_base = check.relation.kind in GROWTH and all(_is_base(check, o) for o in vintage)
        return replace(check, verdict="revised_base" if of_base else "revised", vintage=vintage)
    if any(c.verdict in FITS for c in readings):
        return replace(check, verdict="reading_ruled_out")
    if len(readings) < check.relation.readings:
        return replace(check, verdict="not_comparable", reason="reading")
    return check


def _declared(check: Check) -> Check:
    """Give the declared class, where nothing else is known and the figures allow it."""
    if check.verdict != "inconsistent" or declaration_fault(check):
        return check
    declared = DECLARABLE.get(check.relation.misfit)
    return replace(check, verdict=declared.verdict) if declared else check


def declaration_fault(check: Check) -> str:
    """Say why a misfit cannot be what is declared of it: kind, sources or gap; empty if it can."""
    declared = DECLARABLE.get(check.relation.misfit)
    if declared is None:
        return ""
    if check.relation.kind not in declared.kinds:
        return "kind"
    if not declared.sources_allow(check):
        return "sources"
    return "" if misfit_share(check) <= DECLARED_MOST else "gap"


def misfit_share(check: Check) -> Decimal:
    """Measure how far the sides are apart, as a share of the figure; of a growth, of its base."""
    base = implied_base(check)
    if base is None:
        return _share(check.outcome.expected, check.outcome.observed)
    if base.lo is None and base.hi is None:
        return Decimal("Infinity")  # nothing falls by all of it and more
    return _share(printed(check.right[0].first), base)


def implied_base(check: Check) -> Interval | None:
    """Find the base that a printed growth leads back to; None where the check is of no growth."""
    if check.relation.kind not in GROWTH:
        return None
    base, end = (t.first for t in check.right)
    averaged = check.relation.kind == "cagr"
    months = months_between(base.period, end.period)
    rule = base_of_average_growth(months) if averaged else BASE_OF_GROWTH
    led = rule.interval(printed(end), added(check.left[0].parts))
    return counted(led) if base.definition.unit.quantity == "count" else led


def is_revision(one: Observation, other: Observation) -> bool:
    """Tell whether two statements of one figure are vintages of it: the later revised the earlier.

    One of them must say that it differs from the other, and they must be of two days. By one issuer
    they may be further apart than where the publications have two.
    """
    if one.source.known == other.source.known or printed(one).intersects(printed(other)):
        return False
    same = one.source.issuer_en == other.source.issuer_en
    near = _share(printed(one), printed(other)) <= (REVISED_MOST if same else DECLARED_MOST)
    return near and _said_to_differ(one, other)


def _between_statements(one: Observation, other: Observation) -> Verdict:
    """Class two statements of one figure that miss each other.

    A number may be cut off after its last digit where it is read as rounded.
    """
    if not _said_to_differ(one, other):
        return "inconsistent"
    if is_revision(one, other) and one.source.issuer_en == other.source.issuer_en:
        return "revised"
    if _cut_off(one, other) or _cut_off(other, one):
        return "reading_ruled_out"
    return "revised" if is_revision(one, other) else "inconsistent"


def _said_to_differ(one: Observation, other: Observation) -> bool:
    """Tell whether one of two statements says that it does not agree with the other."""
    return other.source.id in one.differs_from or one.source.id in other.differs_from


def _cut_off(one: Observation, other: Observation) -> bool:
    """Tell whether the former is the latter without its further digits."""
    figure, step = one.figure, one.figure.last_digit_unit
    if figure.qualifier != "exact" or figure.value <= 0 or other.figure.last_digit_unit >= step:
        return False
    return Interval(figure.value, figure.value + step, hi_open=True).intersects(printed(other))


def _share(one: Interval, other: Interval) -> Decimal:
    """Measure the gap between two intervals, as a share of the end of the first next to it."""
    if one.lo is not None and other.hi is not None and one.lo > other.hi:
        gap, end = one.lo - other.hi, one.lo
    elif one.hi is not None and other.lo is not None and one.hi < other.lo:
        gap, end = other.lo - one.hi, one.hi
    else:
        return Decimal(0)
    return gap / abs(end) if end else Decimal("Infinity")


def _one_figure(check: Check) -> bool:
    """Tell whether both sides are statements of one figure of one series."""
    if check.relation.kind != "same":
        return False
    one, other = check.left[0].first, check.right[0].first
    return _place(one) == _place(other)


def _place(o: Observation) -> tuple[str, str, str, bool]:
    """Name the figure that a statement is of, and whether by another definition."""
    return o.definition.id, o.area, o.period.code, o.status == "D"


def _is_base(check: Check, o: Observation) -> bool:
    return _place(o) == _place(check.right[0].first)


def _vintages(tables: Tables, check: Check) -> Iterator[tuple[Observation, ...]]:
    """Find the statements of another publication with which the claim fits, one at a time.

    A base may have been revised before the claim or after it: the first text to print the growth
    need not print the base. All else must have been out when the claim was.
    """
    if check.relation.kind not in WORKED_OUT:
        return
    parts = [o for term in check.right for o in term.parts]
    claim = check.left[0].first.source
    others: dict[str, dict[int, Observation]] = {}
    for part in parts:
        for o in _revisions(tables, part):
            free = check.relation.kind in GROWTH and _is_base(check, o)
            if free or _out_by(o.source, claim):
                others.setdefault(o.source.id, {})[id(part)] = o
    for swapped in others.values():
        right = [Term(tuple(swapped.get(id(o), o) for o in t.parts), t.number) for t in check.right]
        if compute(check.relation, check.left, right).intersects:
            yield tuple(swapped.values())


def _revisions(tables: Tables, part: Observation) -> Iterator[Observation]:
    """Find other statements of a figure, of another vintage."""
    series = tables.all_series.get((part.definition.id, part.area))
    for o in () if series is None else series.statements:
        if not o.derived and _place(o) == _place(part) and is_revision(o, part):
            yield o


def _out_by(source: Source, other: Source) -> bool:
    """Tell whether a publication may have come out before another, as far as both are dated."""
    known = min(len(source.published), len(other.published))
    return source.published[:known] <= other.published[:known]
