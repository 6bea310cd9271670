"""The arithmetic of relations over cells: both ends of an interval as formulas.

It says once more what ``metrics.reconciliation.arithmetic`` does, in the language of a
spreadsheet, so that a reader can follow each end to the figures that it comes from. What counts
(runs, places among economies, places that are shared) has no formula.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce

from metrics.reconciliation.model import Check, Term
from metrics.rules.derivations import per_of
from metrics.rules.transforms import months_between


@dataclass(frozen=True)
class Ends:
    """The two ends of an interval as formulas without an equals sign; None where there is none."""

    lo: str | None
    hi: str | None


# The cells of a statement by its identity; a statement outside the workbook has none.
CellsOf = Mapping[int, Ends]
NOTHING = Ends(None, None)
ONE = Ends("1", "1")


@dataclass(frozen=True)
class _Sides:
    """A check whose terms are formulas."""

    check: Check
    left: tuple[Ends, ...]
    right: tuple[Ends, ...]

    @property
    def more(self) -> bool:
        """Whether a multiple is read as that much more."""
        return self.check.relation.reading == "more"


_Rule = Callable[[_Sides], Ends]


def _with(form: str, *parts: str | None) -> str | None:
    """Fill a formula with others; None where one of them is not known."""
    return None if None in parts else form.format(*parts)


def _each(form: str, ends: Ends) -> Ends:
    return Ends(_with(form, ends.lo), _with(form, ends.hi))


def _add(one: Ends, other: Ends) -> Ends:
    return Ends(_with("{}+{}", one.lo, other.lo), _with("{}+{}", one.hi, other.hi))


def _less(one: Ends, other: Ends) -> Ends:
    form = "({}-({}))"
    return Ends(_with(form, one.lo, other.hi), _with(form, one.hi, other.lo))


def _over(one: Ends, other: Ends) -> Ends:
    form = "({})/({})"
    return Ends(_with(form, one.lo, other.hi), _with(form, one.hi, other.lo))


def _total(ends: Sequence[Ends]) -> Ends:
    return reduce(_add, ends)


def _growth(s: _Sides) -> Ends:
    return _each("({}-1)*100", _over(s.right[1], s.right[0]))


def _cagr(s: _Sides) -> Ends:
    base, end = (t.first for t in s.check.right)
    yearly = f"(({{}})^(12/{months_between(base, end)})-1)*100"
    return _each(yearly, _over(s.right[1], s.right[0]))


def _multiple(s: _Sides) -> Ends:
    return _each("{}-1" if s.more else "{}", _over(s.right[1], s.right[0]))


def _change(s: _Sides) -> Ends:
    base, end = s.right
    falls = s.check.right[1].first.definition.measure == "rank"
    return _less(base, end) if falls else _less(end, base)


def _sum(s: _Sides) -> Ends:
    return _total(s.right)


def _at_most(s: _Sides) -> Ends:
    return Ends(None, _total(s.right).hi)


def _inflow(s: _Sides) -> Ends:
    return Ends(_less(s.right[1], s.right[0]).lo, None)


def _base_within(s: _Sides) -> Ends:
    grown = _each("1+{}/100", s.right[1])
    return Ends(_over(s.right[0], grown).lo, None)


def _whole(s: _Sides, part: Ends, ratio: Ends, place: int) -> Ends:
    """Return what a part is a part of; the unit of the ratio, by its place, says of how many."""
    per = per_of(s.check.right[place].first)
    return _each(f"{{}}*{per}", _over(part, ratio))


def _denominator(s: _Sides) -> Ends:
    before = _whole(s, s.right[1], s.right[2], 2)
    return Ends(_with("{}*0.99", before.lo), _with("{}*(1+{}/100)", before.hi, s.right[3].hi))


def _denominator_observed(s: _Sides) -> Ends:
    return _whole(s, s.left[0], s.right[0], 0)


def _base_of_times(s: _Sides, end: Ends, multiple: Ends) -> Ends:
    return _over(end, _add(multiple, ONE) if s.more else multiple)


def _shared_base(s: _Sides) -> Ends:
    return _base_of_times(s, s.right[2], s.right[1])


def _shared_base_observed(s: _Sides) -> Ends:
    return _base_of_times(s, s.right[0], s.left[0])


def _not_before(s: _Sides) -> Ends:
    return Ends(None, _total(s.left).lo)


def _record(s: _Sides) -> Ends:
    known = [e.lo for e in s.right if e.lo is not None]
    if len(known) < len(s.right):
        return NOTHING
    return Ends(known[0] if len(known) == 1 else f"MAX({','.join(known)})", None)


def _conversion(s: _Sides) -> Ends:
    dollars, least, most = s.right
    return Ends(_with("({})*{}", dollars.lo, least.lo), _with("({})*{}", dollars.hi, most.hi))


def _share(s: _Sides) -> Ends:
    return _each("{}*100", _over(s.right[0], s.right[1]))


def _mix(s: _Sides) -> Ends:
    part, rest = s.right[0], _less(s.right[0], s.right[1])
    return Ends(_with("MIN({},{})", part.lo, rest.lo), _with("MAX({},{})", part.hi, rest.hi))


def _weight(s: _Sides) -> Ends:
    ratio = _over(_less(s.right[0], _total(s.left)), s.right[1])
    return _each("{}*100", _less(ONE, ratio))


def _weight_observed(s: _Sides) -> Ends:
    return _each("{}*100", _over(s.right[2], _add(s.right[2], s.right[3])))


_EXPECTED: dict[str, _Rule] = {
    "growth": _growth,
    "cagr": _cagr,
    "multiple": _multiple,
    "shared_base": _shared_base,
    "change": _change,
    "cumulative_change": _change,
    "years_total": _sum,
    "sum": _sum,
    "at_most": _at_most,
    "inflow": _inflow,
    "base_within": _base_within,
    "denominator": _denominator,
    "threshold": _sum,
    "not_before": _not_before,
    "record": _record,
    "order": _at_most,
    "same_base": _sum,
    "conversion": _conversion,
    "share": _share,
    "mix": _mix,
    "weight": _weight,
    "same": _sum,
}
# Where what is observed is not the claim itself.
_OBSERVED: dict[str, _Rule] = {
    "shared_base": _shared_base_observed,
    "denominator": _denominator_observed,
    "weight": _weight_observed,
    "not_before": _sum,
    "distinct": lambda _: NOTHING,
}


def recomputed(check: Check, cells: CellsOf) -> tuple[Ends, Ends]:
    """Return what is expected and what is observed.

    Each end is a formula over the cells of the figures.

    Parameters
    ----------
    cells : mapping
        The cells of each statement, an end without a bound being None.

    Examples
    --------
    >>> from metrics import load
    >>> from metrics.reconciliation import reconcile
    >>> check = next(c for c in reconcile(load()) if c.relation.id == "said-gii-2018")
    >>> a, b = check.right
    >>> recomputed(check, {id(a.first): Ends("A1", "B1"), id(b.first): Ends("A2", "B2")})[0]
    Ends(lo='(A1-(B2))', hi='(B1-(A2))')
    """
    kind = check.relation.kind
    sides = _Sides(
        check,
        tuple(_term(t, cells) for t in check.left),
        tuple(_term(t, cells) for t in check.right),
    )
    expected = _EXPECTED[kind](sides) if kind in _EXPECTED else NOTHING
    observed = _OBSERVED[kind](sides) if kind in _OBSERVED else _total(sides.left)
    return expected, observed


def _term(term: Term, cells: CellsOf) -> Ends:
    if term.number is not None:
        return Ends(f"{term.number:f}", f"{term.number:f}")
    return _total([cells.get(id(o), NOTHING) for o in term.parts])
