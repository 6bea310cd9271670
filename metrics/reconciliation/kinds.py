"""The kinds of relation: which arithmetic each is, and which of its figures must compare.

The left side is the claim; the right side stands in the order that each kind names. ``expected``
follows from the right side, ``observed`` from the left, but for the kinds that say otherwise.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from metrics.printed.interval import Interval
from metrics.reconciliation.model import Outcome
from metrics.rules import arithmetic as a
from metrics.rules.arithmetic import Quantity

Sides = Callable[[Sequence[Quantity], Sequence[Quantity], str], Outcome]


@dataclass(frozen=True)
class Kind:
    """One kind of relation.

    Parameters
    ----------
    compute : callable
        Outcome of the quantities of the left and the right side, in a reading.
    formula : str
        Of what is expected, over the printed forms: ``{left}``, ``{r0}``, ``{r1}`` ..., ``{right}``
        for all added, ``{n}`` for the years between.
    claim : str
        Of what is observed, where that is no printed claim but follows from figures too.
    more : tuple of str
        Both once more, where a multiple is read as what came on top; empty where that does not
        matter.
    serial : tuple of (int, int)
        Places on the right of base and end that must be points of one series.
    ratio : bool
        Whether one of them is divided by the other.
    within : bool
        Whether the left side and the right one must be points of one series.
    span : str
        ``same``: both sides close at one time; ``within``: the left side lies within the right.
    """

    compute: Sides
    formula: str
    serial: tuple[tuple[int, int], ...] = ()
    ratio: bool = False
    span: str = ""
    within: bool = False
    claim: str = "{left}"
    more: tuple[str, ...] = ()

    def formulas(self, reading: str) -> tuple[str, str]:
        """The formulas of what is expected and of what is observed, in a reading."""
        if reading == "more" and self.more:
            return self.more[0], self.more[-1]
        return self.formula, self.claim


def _growth(left: Sequence[Quantity], right: Sequence[Quantity], _: str) -> Outcome:
    return Outcome(a.growth(right[0], right[1]), a.total(left))


def _cagr(left: Sequence[Quantity], right: Sequence[Quantity], _: str) -> Outcome:
    return Outcome(a.average_growth(right[0], right[1]), a.total(left))


def _multiple(left: Sequence[Quantity], right: Sequence[Quantity], reading: str) -> Outcome:
    return Outcome(a.times(right[0], right[1], more=reading == "more"), a.total(left))


def _shared_base(left: Sequence[Quantity], right: Sequence[Quantity], reading: str) -> Outcome:
    """Right: end of the left multiple, the other multiple, its end. Both imply the base."""
    more = reading == "more"
    own = a.base_of_times(right[0].interval, a.total(left), more=more)
    return Outcome(a.base_of_times(right[2].interval, right[1].interval, more=more), own)


def _change(left: Sequence[Quantity], right: Sequence[Quantity], _: str) -> Outcome:
    return Outcome(a.difference(right[0], right[1]), a.total(left))


def _sum(left: Sequence[Quantity], right: Sequence[Quantity], _: str) -> Outcome:
    return Outcome(a.total(right), a.total(left))


def _at_most(left: Sequence[Quantity], right: Sequence[Quantity], _: str) -> Outcome:
    return Outcome(a.at_most(a.total(right)), a.total(left))


def _inflow(left: Sequence[Quantity], right: Sequence[Quantity], _: str) -> Outcome:
    """Left: what came in; right: stock before, stock after. A stock rises by no more."""
    return Outcome(a.at_least(a.difference(right[0], right[1])), a.total(left))


def _base_within(left: Sequence[Quantity], right: Sequence[Quantity], _: str) -> Outcome:
    """Left: a whole year; right: a part of the next, and its growth. Its base is in the year."""
    base = a.base_of_growth(right[0].interval, right[1].interval)
    return Outcome(a.at_least(base), a.total(left))


def _denominator(left: Sequence[Quantity], right: Sequence[Quantity], _: str) -> Outcome:
    """Left: a part; right: its ratio, an earlier part and ratio, and the per cent allowed.

    The fourth number is what the whole may have gained at most since, per cent; it did not shrink
    by more than a hundredth.
    """
    before = a.denominator(right[1], right[2])
    most = right[3].interval.hi
    grown = Interval(Decimal("0.99"), None if most is None else 1 + most / 100)
    lo = None if before.lo is None or grown.lo is None else before.lo * grown.lo
    hi = None if before.hi is None or grown.hi is None else before.hi * grown.hi
    return Outcome(Interval(lo, hi), a.denominator(left[0], right[0]))


def _streak(left: Sequence[Quantity], right: Sequence[Quantity], reading: str) -> Outcome:
    run = a.run_length(right, strict=reading in ("plain", "strict"))
    if reading == "editions":
        run = run + a.ONE  # the first of the run is counted too
    return Outcome(run, a.total(left))


def _growth_streak(left: Sequence[Quantity], right: Sequence[Quantity], _: str) -> Outcome:
    """Right: the growth kept, then the levels in order."""
    return Outcome(a.run_above(right[0].interval, right[1:]), a.total(left))


def _rank(left: Sequence[Quantity], right: Sequence[Quantity], _: str) -> Outcome:
    """Right: the own value, then those of the others, of which more may exist than are listed."""
    others = [q.interval for q in right[1:]]
    return Outcome(a.at_least(a.place(right[0].interval, others)), a.total(left))


def _distinct(left: Sequence[Quantity], right: Sequence[Quantity], _: str) -> Outcome:
    """No two economies share a place: expected are no pairs that do."""
    shared = a.sharing([q.interval for q in (*left, *right)])
    return Outcome(Interval.point(Decimal(0)), shared)


def _threshold(left: Sequence[Quantity], right: Sequence[Quantity], _: str) -> Outcome:
    return Outcome(a.total(right), a.total(left))


def _not_before(left: Sequence[Quantity], right: Sequence[Quantity], _: str) -> Outcome:
    """Left: a threshold passed; right: a level before, which was still below it."""
    limit = a.total(left).lo
    return Outcome(Interval(None, limit, hi_open=True), a.total(right))


def _record(left: Sequence[Quantity], right: Sequence[Quantity], _: str) -> Outcome:
    """Right: the earlier levels, all of which the left one must be above."""
    lows = [q.interval.lo for q in right if q.interval.lo is not None]
    return Outcome(Interval(max(lows, default=None), None, lo_open=True), a.total(left))


def _conversion(left: Sequence[Quantity], right: Sequence[Quantity], _: str) -> Outcome:
    """Left: an amount in yuan; right: in dollars, and the least and the highest rate."""
    dollars, least, most = (q.interval for q in right)
    lo = None if dollars.lo is None or least.lo is None else dollars.lo * least.lo
    hi = None if dollars.hi is None or most.hi is None else dollars.hi * most.hi
    return Outcome(Interval(lo, hi), a.total(left))


def _share(left: Sequence[Quantity], right: Sequence[Quantity], _: str) -> Outcome:
    """Right: part and whole."""
    share = a.growth(right[1], right[0]) + Interval.point(a.HUNDRED)
    return Outcome(share, a.total(left))


def _mix(left: Sequence[Quantity], right: Sequence[Quantity], _: str) -> Outcome:
    """Left: growth of a whole; right: growth of a part, and its lead over the rest."""
    part, gap = right[0].interval, right[1].interval
    return Outcome(a.hull(part, part - gap), a.total(left))


def _weight(left: Sequence[Quantity], right: Sequence[Quantity], _: str) -> Outcome:
    """As a mix, and then the part and the rest of the base year; observed is the part's share."""
    implied = a.weight(a.total(left), right[0].interval, right[1].interval)
    part, rest = right[2], right[3]
    whole = Quantity(a.total((part, rest)))
    return Outcome(implied, a.growth(whole, part) + Interval.point(a.HUNDRED))


_SERIAL = ((0, 1),)
KINDS: dict[str, Kind] = {
    "growth": Kind(_growth, "({r1} ÷ {r0} − 1) × 100", _SERIAL, ratio=True),
    "cagr": Kind(_cagr, "(({r1} ÷ {r0}) ^ (1/{n}) − 1) × 100", _SERIAL, ratio=True),
    "multiple": Kind(
        _multiple, "{r1} ÷ {r0}", _SERIAL, ratio=True, more=("{r1} ÷ {r0} − 1", "{left}")
    ),
    "shared_base": Kind(
        _shared_base,
        "{r2} ÷ {r1}",
        ((0, 2),),
        claim="{r0} ÷ {left}",
        more=("{r2} ÷ (1 + {r1})", "{r0} ÷ (1 + {left})"),
    ),
    "change": Kind(_change, "{r1} − {r0}", _SERIAL),
    "cumulative_change": Kind(_change, "{r1} − {r0}", _SERIAL),
    "years_total": Kind(_sum, "{right}"),
    "sum": Kind(_sum, "{right}", span="same"),
    "at_most": Kind(_at_most, "≤ {right}", span="within"),
    "inflow": Kind(_inflow, "≥ {r1} − {r0}", _SERIAL),
    "base_within": Kind(_base_within, "≥ {r0} ÷ (1 + {r1})"),
    "denominator": Kind(
        _denominator,
        "{r1} ÷ {r2}{per} × (0.99 … 1 + {r3}%)",
        ((0, 2),),
        claim="{left} ÷ {r0}{per}",
    ),
    "streak": Kind(_streak, "{sequence}"),
    "growth_streak": Kind(_growth_streak, "{sequence}"),
    "rank": Kind(_rank, "{sequence}"),
    "distinct": Kind(_distinct, "{left} ≠ {sequence}", claim=""),
    "threshold": Kind(_threshold, "{right}"),
    "not_before": Kind(_not_before, "< {left}", claim="{right}"),
    "record": Kind(_record, "> {sequence}"),
    "order": Kind(_at_most, "≤ {right}", within=True),
    "same_base": Kind(_sum, "{right}"),
    "conversion": Kind(_conversion, "{r0} × {r1} … {r2}"),
    "share": Kind(_share, "{r0} ÷ {r1} × 100"),
    "mix": Kind(_mix, "{r0} … {r0} − {r1}"),
    "weight": Kind(
        _weight,
        "(1 − ({r0} − {left}) ÷ {r1}) × 100",
        span="year",
        claim="{r2} ÷ ({r2} + {r3}) × 100",
    ),
    "same": Kind(_sum, "{right}"),
}
