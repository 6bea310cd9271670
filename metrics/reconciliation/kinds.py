"""The kinds of relation: which rule each side follows, and which of its figures must compare.

The left side is the claim; the right side stands in the order that each kind names. ``expected``
follows from the right side, ``observed`` from the left, but for the kinds that say otherwise.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from metrics.printed.interval import Interval
from metrics.reconciliation.model import Outcome
from metrics.reconciliation.sides import Counted, Quantity, Ruled, Side, Sides
from metrics.rules.average_growth import average_growth
from metrics.rules.change import CHANGE, GAIN
from metrics.rules.growth import BASE_OF_GROWTH, GROWTH, MIXTURE, WEIGHT
from metrics.rules.multiple import (
    BASE_OF_MULTIPLE,
    BASE_OF_TIMES_MORE,
    CONVERSION,
    MULTIPLE,
    TIMES_MORE,
)
from metrics.rules.rule import Rule
from metrics.rules.runs import place, run_above, run_length, sharing
from metrics.rules.share import SHARE, SHARE_WITH_REST, later_whole, whole
from metrics.rules.total import TOTAL
from metrics.rules.written import Ends

_CLAIM = Ruled(TOTAL, "left")


@dataclass(frozen=True)
class Kind:
    """One kind of relation.

    Parameters
    ----------
    expected, observed : Ruled or Counted
        What the two sides come to; what is observed is the claim where nothing else is said.
    serial : tuple of (int, int)
        Places on the right of base and end that must be points of one series.
    ratio : bool
        Whether one of them is divided by the other.
    within : bool
        Whether the left side and the right one must be points of one series.
    span : str
        ``same``: both sides close at one time; ``within``: the left side lies within the right.
    """

    expected: Side
    observed: Side = _CLAIM
    serial: tuple[tuple[int, int], ...] = ()
    ratio: bool = False
    span: str = ""
    within: bool = False

    def compute(self, left: Sequence[Quantity], right: Sequence[Quantity], reading: str) -> Outcome:
        """Work out what the two sides come to, in a reading of the phrase.

        Parameters
        ----------
        left, right : sequence of Quantity
            In base units.
        reading : str
            Its code.

        Returns
        -------
        Outcome
            Both sides in the unit of the claim.

        Examples
        --------
        >>> hundred, more = (Quantity(Interval.point(Decimal(n))) for n in (100, 117))
        >>> claim = Quantity(Interval.point(Decimal(17)))
        >>> KINDS["growth"].compute([claim], [hundred, more], "plain").intersects
        True
        """
        sides = Sides(left, right, reading)
        return Outcome(self.expected.interval(sides), self.observed.interval(sides))


def _average(sides: Sides[Quantity]) -> Rule:
    base, end = sides.right
    return average_growth(end.end - base.end)


def _multiple(sides: Sides[Quantity]) -> Rule:
    return TIMES_MORE if sides.reading == "more" else MULTIPLE


def _base_of_multiple(sides: Sides[Quantity]) -> Rule:
    return BASE_OF_TIMES_MORE if sides.reading == "more" else BASE_OF_MULTIPLE


def _change(sides: Sides[Quantity]) -> Rule:
    return GAIN if sides.right[1].falls else CHANGE


def _whole(sides: Sides[Quantity]) -> Rule:
    return whole(sides.right[0].per)


def _later_whole(sides: Sides[Quantity]) -> Rule:
    return later_whole(sides.right[2].per)


def _streak(sides: Sides[Quantity]) -> Interval:
    rule = _change(sides)
    steps = [rule.interval(base.interval, end.interval) for base, end in pairwise(sides.right)]
    run = run_length(steps, strict=sides.reading in ("plain", "strict"))
    # Of editions the first of the run is counted too.
    return run + Interval.point(Decimal(1)) if sides.reading == "editions" else run


def _growth_streak(sides: Sides[Quantity]) -> Interval:
    """Count the levels that kept a growth; right: the growth, then the levels in order."""
    kept, *levels = (q.interval for q in sides.right)
    return run_above(kept, levels)


def _rank(sides: Sides[Quantity]) -> Interval:
    """Place a value among others, of which more may exist than are listed.

    Right: it, then they.
    """
    own, *others = (q.interval for q in sides.right)
    return Interval(place(own, others).lo, None)


def _shared(sides: Sides[Quantity]) -> Interval:
    return sharing([q.interval for q in (*sides.left, *sides.right)])


def _none_shared(_: Sides[Quantity]) -> Interval:
    """Expect no pairs that share a place: no two economies do."""
    return Interval.point(Decimal(0))


def _above_all(sides: Sides[Quantity]) -> Interval:
    """Allow what is above all levels on the right."""
    lows = [q.interval.lo for q in sides.right if q.interval.lo is not None]
    return Interval(max(lows, default=None), None, lo_open=True)


def _largest(cells: Sequence[Ends]) -> Ends:
    lows = [own.lo for own in cells if own.lo is not None]
    if len(lows) < 2:
        return Ends(lows[0] if lows else None, None)
    return Ends(f"MAX({','.join(lows)})", None)


_SERIAL = ((0, 1),)
_ADDED = Ruled(TOTAL, "right")
_CHANGED = Kind(Ruled(_change, "r0 r1"), serial=_SERIAL)
KINDS: dict[str, Kind] = {
    "growth": Kind(Ruled(GROWTH, "r0 r1"), serial=_SERIAL, ratio=True),
    "cagr": Kind(Ruled(_average, "r0 r1"), serial=_SERIAL, ratio=True),
    "multiple": Kind(Ruled(_multiple, "r0 r1"), serial=_SERIAL, ratio=True),
    # Right: end of the left multiple, the other multiple, its end. Both imply the base.
    "shared_base": Kind(
        Ruled(_base_of_multiple, "r2 r1"),
        Ruled(_base_of_multiple, "r0 l0"),
        serial=((0, 2),),
    ),
    "change": _CHANGED,
    "cumulative_change": _CHANGED,
    "years_total": Kind(_ADDED),
    "sum": Kind(_ADDED, span="same"),
    "at_most": Kind(Ruled(TOTAL, "right", "≤"), span="within"),
    # Left: what came in; right: stock before, stock after. A stock rises by no more.
    "inflow": Kind(Ruled(_change, "r0 r1", "≥"), serial=_SERIAL),
    # Left: a whole year; right: a part of the next, and its growth. Its base is in the year.
    "base_within": Kind(Ruled(BASE_OF_GROWTH, "r0 r1", "≥")),
    # Left: a part; right: its ratio, an earlier part and ratio, and the per cent that the whole
    # may have gained at most since.
    "denominator": Kind(Ruled(_later_whole, "r1 r2 r3"), Ruled(_whole, "l0 r0"), serial=((0, 2),)),
    # Left: a whole; right: the ratio of a part to it, and the part.
    "whole": Kind(Ruled(_whole, "r1 r0")),
    "streak": Kind(Counted(_streak, "{right}")),
    "growth_streak": Kind(Counted(_growth_streak, "{right}")),
    "rank": Kind(Counted(_rank, "{right}")),
    "distinct": Kind(Counted(_none_shared, "{left} ≠ {right}"), Counted(_shared, "")),
    "threshold": Kind(_ADDED),
    # Left: a threshold passed; right: a level before, which was still below it.
    "not_before": Kind(Ruled(TOTAL, "left", "<"), _ADDED),
    "record": Kind(Counted(_above_all, "> {right}", _largest)),
    "order": Kind(Ruled(TOTAL, "right", "≤"), within=True),
    "same_base": Kind(_ADDED),
    # Left: an amount in yuan; right: in dollars, and the least and the highest rate.
    "conversion": Kind(Ruled(CONVERSION, "r0 r1 r2")),
    # Right: part and whole.
    "share": Kind(Ruled(SHARE, "r1 r0")),
    # Left: growth of a whole; right: growth of a part, and its lead over the rest.
    "mix": Kind(Ruled(MIXTURE, "r0 r1")),
    # As a mix, and then the part and the rest of the base year; observed is the part's share.
    "weight": Kind(Ruled(WEIGHT, "l0 r0 r1"), Ruled(SHARE_WITH_REST, "r2 r3"), span="year"),
    "same": Kind(_ADDED),
}
