"""From a relation and its figures to a verdict.

**No power** is defined by trial: the intervals meet, and they would still meet if any one of the
printed figures were a tenth larger, or a tenth smaller (a whole count or a rank: by the nearest
whole number, at least one), its precision unchanged; to touch at one end is not to meet. Then a
figure that is wrong by a tenth would pass unnoticed. As soon as one such change of one figure parts
the intervals, the check has power and the verdict is *consistent*.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal

from metrics.model.observation import Observation
from metrics.model.series import ratio_reason, reason_against
from metrics.printed.interval import Interval
from metrics.reconciliation.kinds import KINDS, Kind
from metrics.reconciliation.model import Check, Outcome, Relation, Term, Verdict
from metrics.reconciliation.sides import Read, printed, quantity
from metrics.rules.total import TOTAL
from metrics.tables.dataset import Tables

TENTH = Decimal("0.1")
# What a reading may set aside, because the source itself compares across it.
AS_ONE = "as_one"
SET_ASIDE = frozenset({"break", "definition"})


def judge(
    tables: Tables, relation: Relation, left: tuple[Term, ...], right: tuple[Term, ...]
) -> Check:
    """Hold one relation against its figures.

    Parameters
    ----------
    tables : Tables
        With the series that tell what compares.
    relation : Relation
        The row: which kind of arithmetic, in which reading.
    left, right : tuple of Term
        The figures of its two sides.

    Returns
    -------
    Check
        *Inconsistent* wherever the two sides compare and miss each other; why they may is for
        `metrics.reconciliation.misfits` to tell.

    Examples
    --------
    >>> from metrics import load
    >>> from metrics.reconciliation import reconcile
    >>> tables = load()
    >>> check = next(c for c in reconcile(tables) if c.verdict == "reading_ruled_out")
    >>> judge(tables, check.relation, check.left, check.right).verdict
    'inconsistent'
    """
    kind = KINDS[relation.kind]
    outcome = compute(relation, left, right)
    reason = next(_reasons(tables, kind, relation.reading, left, right), "")
    if reason:
        return Check(relation, left, right, outcome, "not_comparable", reason)
    check = Check(relation, left, right, outcome, "inconsistent")
    if not outcome.intersects:
        return check
    verdict: Verdict = "consistent" if has_power(check) else "no_power"
    return Check(relation, left, right, outcome, verdict)


def compute(
    relation: Relation, left: Sequence[Term], right: Sequence[Term], read: Read = printed
) -> Outcome:
    """Work out both sides of a relation over figures as they are read.

    Parameters
    ----------
    relation : Relation
        The row: which kind of arithmetic, in which reading.
    left, right : sequence of Term
        The figures of its two sides, in base units.
    read : callable
        All values that a statement stands for; by default as it is printed.

    Returns
    -------
    Outcome
        What is expected and what is observed, in the unit of the claim.

    Examples
    --------
    >>> from metrics import load
    >>> from metrics.reconciliation import reconcile
    >>> check = next(c for c in reconcile(load()) if c.relation.id == "centres-2025-03")
    >>> compute(check.relation, check.left, check.right).expected.lo
    Decimal('125')
    """
    sides = ([quantity(t, read) for t in left], [quantity(t, read) for t in right])
    return KINDS[relation.kind].compute(*sides, relation.reading)


def has_power(check: Check, figures: Sequence[Observation] | None = None) -> bool:
    """Tell whether a tenth more or less of one of the figures would be noticed.

    Parameters
    ----------
    figures : sequence of Observation, optional
        Which of its figures may be wrong; any by default.
    """
    for o in check.inputs if figures is None else figures:
        step = abs(o.figure.value) * TENTH
        if o.figure.whole:
            step = max(step.to_integral_value(ROUND_HALF_UP), Decimal(1))
        for shift in (step, -step):
            if not _meets_if(check, o, shift):
                return True
    return False


def _meets_if(check: Check, changed: Observation, shift: Decimal) -> bool:
    def read(o: Observation) -> Interval:
        own = o.figure.interval
        return own + Interval.point(shift) if o is changed else own

    # A value that only just fits, at the very ends of both, is no escape.
    return compute(check.relation, check.left, check.right, read).overlaps


def _reasons(
    tables: Tables, kind: Kind, reading: str, left: tuple[Term, ...], right: tuple[Term, ...]
) -> Iterator[str]:
    if kind is KINDS["same"]:
        return  # one series, one period and one definition, or it would be no pair
    if kind is KINDS["shared_base"] and left[0].first.period.start != right[1].first.period.start:
        yield "base"
    aside = SET_ASIDE if reading == AS_ONE else frozenset()
    for base, end in _pairs(kind, left, right):
        reason = _against(tables, base, end) or (kind.ratio and ratio_reason(base, end)) or ""
        if reason and reason not in aside:
            yield reason
    if kind is KINDS["years_total"]:
        yield from filter(None, [TOTAL.refusal(*(o for term in right for o in term.parts))])
    parts = [o for term in (*left, *right) for o in term.parts]
    if "definition" not in aside and any(o.status == "D" for o in parts):
        yield "definition"
    yield from _spans(kind.span, left, right)


def _pairs(
    kind: Kind, left: tuple[Term, ...], right: tuple[Term, ...]
) -> Iterator[tuple[Observation, Observation]]:
    """Pair base and end of each change, part by part; within a series, its two sides."""
    for base, end in kind.serial:
        # The earlier of two parts of a whole stands on the right, the later on the left.
        last = left[0] if kind is KINDS["denominator"] else right[end]
        first = right[1] if kind is KINDS["denominator"] else right[base]
        yield from zip(first.parts, last.parts, strict=False)
    if kind.serial or kind is KINDS["same_base"] or len(left) != 1 or len(right) != 1:
        return
    for one, other in zip(left[0].parts, right[0].parts, strict=False):
        if kind.within or (one.definition is other.definition and one.area == other.area):
            yield one, other


def _against(tables: Tables, one: Observation, other: Observation) -> str | None:
    if one.definition is other.definition and one.area == other.area:
        found = tables.series(one.definition.id, one.area).against(one, other)
    else:
        found = reason_against(one, other)
    part_year = "months" in (one.period.kind, other.period.kind)
    # A part of a year lies within it, and bounds are judged by the power they leave.
    return None if found == "bounds" or (found == "period" and part_year) else found


def _spans(span: str, left: tuple[Term, ...], right: tuple[Term, ...]) -> Iterator[str]:
    ends = [[o.period for o in t.parts] for t in (*left[:1], *right[-1:]) if t.parts]
    if len(ends) < 2 or not span:
        return
    own, whole = ends[0][0], ends[1][0]
    if span == "same" and own.end != whole.end:
        yield "period"
    if span == "within" and own.end > whole.end:
        yield "period"
    if span == "year" and own.kind != whole.kind:
        yield "period"
