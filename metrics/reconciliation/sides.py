"""The two sides of a relation: what each comes to, over figures, over print and over cells."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, Literal, TypeVar

from metrics.model.observation import Observation
from metrics.printed.interval import Interval
from metrics.reconciliation.model import Check, Term
from metrics.rules.rule import Rule
from metrics.rules.share import per_of
from metrics.rules.total import TOTAL
from metrics.rules.written import Ends, Form

T = TypeVar("T")
# Which values a side allows besides those that its rule gives.
Bound = Literal["", "≤", "≥", "<", ">"]


@dataclass(frozen=True)
class Quantity:
    """An interval with what the choice of a rule must know of it.

    Parameters
    ----------
    end : int
        Months from the year 0 to the end of its period.
    falls : bool
        Whether less of it is more: the first place is above the second.
    per : int
        How many units a ratio is out of: 100 for per cent.
    """

    interval: Interval
    end: int = 0
    falls: bool = False
    per: int = 1


@dataclass(frozen=True)
class Sides(Generic[T]):
    """What stands on the left and on the right of a relation, in one reading of its phrase."""

    left: Sequence[T]
    right: Sequence[T]
    reading: str = "plain"

    def pick(self, places: str) -> list[T]:
        """Pick some in order: ``r0`` is the first on the right, ``left`` all on the left."""
        chosen: list[T] = []
        for name in places.split():
            side = self.left if name.startswith("l") else self.right
            chosen += side if name in ("left", "right") else [side[int(name[1:])]]
        return chosen


Choose = Callable[[Sides[Quantity]], Rule]
Read = Callable[[Observation], Interval]


def printed(o: Observation) -> Interval:
    """Take a statement as it is printed."""
    return o.figure.interval


def added(parts: Sequence[Observation], read: Read = printed) -> Interval:
    """Add statements."""
    return TOTAL.interval(*map(read, parts))


def quantity(term: Term, read: Read = printed) -> Quantity:
    """Make a term what the arithmetic takes."""
    if term.number is not None:
        return Quantity(Interval.point(term.number))
    first = term.first
    end = first.period.end
    return Quantity(
        added(term.parts, read),
        end=end.year * 12 + end.month,
        falls=first.definition.measure == "rank",
        per=per_of(first),
    )


def quantities(check: Check) -> Sides[Quantity]:
    """Make the terms of a check what the arithmetic takes."""
    left, right = ([quantity(t) for t in side] for side in (check.left, check.right))
    return Sides(left, right, check.relation.reading)


@dataclass(frozen=True)
class Ruled:
    """One side of a relation as a rule makes it.

    Parameters
    ----------
    rule : Rule or callable
        The rule, or how the figures tell which it is.
    inputs : str
        Which figures it takes, as `Sides.pick` names them.
    bound : str
        Whether all values up to the result are allowed, or from it on; below its least.
    """

    rule: Rule | Choose
    inputs: str
    bound: Bound = ""

    def _rule(self, sides: Sides[Quantity]) -> Rule:
        return self.rule if isinstance(self.rule, Rule) else self.rule(sides)

    def interval(self, sides: Sides[Quantity]) -> Interval:
        """Work out all values that the side allows."""
        result = self._rule(sides).interval(*(q.interval for q in sides.pick(self.inputs)))
        if self.bound == "≤":
            return Interval(None, result.hi, hi_open=result.hi_open)
        if self.bound == "≥":
            return Interval(result.lo, None, lo_open=result.lo_open)
        return Interval(None, result.lo, hi_open=True) if self.bound == "<" else result

    def formula(self, sides: Sides[Quantity], forms: Sides[str | Form]) -> str:
        """Write the arithmetic over printed forms."""
        written = self._rule(sides).formula(*forms.pick(self.inputs))
        return f"{self.bound} {written}" if self.bound else written

    def ends(self, sides: Sides[Quantity], cells: Sides[Ends]) -> Ends:
        """Write both ends over the cells of a spreadsheet."""
        result = self._rule(sides).excel_ends(*cells.pick(self.inputs))
        if self.bound == "≤":
            return Ends(None, result.hi)
        if self.bound == "≥":
            return Ends(result.lo, None)
        return Ends(None, result.lo) if self.bound == "<" else result


@dataclass(frozen=True)
class Counted:
    """One side of a relation that is counted or sought out, which cells do not compute again.

    Parameters
    ----------
    count : callable
        All values that it allows.
    written : str
        What is written, over ``{left}`` and ``{right}``, the figures in a row.
    found : callable, optional
        Its ends over the cells of the right side.
    """

    count: Callable[[Sides[Quantity]], Interval]
    written: str
    found: Callable[[Sequence[Ends]], Ends] = lambda _: Ends(None, None)

    def interval(self, sides: Sides[Quantity]) -> Interval:
        """Work out all values that the side allows."""
        return self.count(sides)

    def formula(self, sides: Sides[Quantity], forms: Sides[str | Form]) -> str:
        """Write what is counted, as it is printed."""
        rows = (", ".join(_text(f) for f in side) for side in (forms.left, forms.right))
        return self.written.format(**dict(zip(("left", "right"), rows, strict=True)))

    def ends(self, sides: Sides[Quantity], cells: Sides[Ends]) -> Ends:
        """Write both ends over the cells of a spreadsheet, where it has a formula."""
        return self.found(cells.right)


def _text(form: str | Form) -> str:
    return form if isinstance(form, str) else form.text


Side = Ruled | Counted
