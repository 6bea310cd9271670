"""What the facts of a slide bear out: themselves, and what follows from two of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from itertools import combinations, groupby, permutations

from metrics.briefing.numerals.quantities import Kind, SupportedValue
from metrics.model.observation import Observation
from metrics.model.period import Period, months_between
from metrics.model.series import HOME, reason_against
from metrics.printed.interval import Interval
from metrics.rules.average_growth import average_between
from metrics.rules.change import CHANGE
from metrics.rules.economies import unlike_counted
from metrics.rules.growth import GROWTH
from metrics.rules.index import INDEX
from metrics.rules.multiple import MULTIPLE, TIMES_MORE, no_ratio
from metrics.rules.share import SHARE

# Kinds of number that figures of a unit may be typed as; those of other units are plain.
_KINDS: dict[str, tuple[Kind, ...]] = {
    "percent": ("percent",),
    "percentage_points": ("points",),
    "times": ("times",),
    # A name that speaks of years leaves them out behind the number.
    "years": ("years", "plain"),
    # Third time: an ordinal, and a number of times.
    "occasions": ("plain", "ordinal", "times"),
}


@dataclass(frozen=True)
class Facts:
    """The facts of a slide and what follows from them."""

    points: tuple[Observation, ...]

    @cached_property
    def stated(self) -> tuple[SupportedValue, ...]:
        """The figures themselves, and how many series and economies there are."""
        made = [b for o in self.points for b in _figure(o)]
        counts = {
            len({(o.definition.id, o.area) for o in self.points}),
            len({o.definition.id for o in self.points}),
            len({o.area for o in self.points}),
        }
        made += [_exactly("plain", Decimal(n)) for n in sorted(counts) if n > 1]
        # The base of an index is a hundred.
        base = _exactly("index", Decimal(100))
        return (*made, base, *self._places(), *self._spans())

    def _places(self) -> Iterator[SupportedValue]:
        """Yield the place of China, else of the first, among other economies.

        Only economies whose intervals stand apart have one.
        """
        groups: dict[tuple[str, str], list[Observation]] = {}
        for o in self.points:
            groups.setdefault((o.definition.id, o.period.code), []).append(o)
        for group in groups.values():
            told = next((o for o in group if o.area == HOME), group[0])
            others = [o for o in group if o.area != told.area]
            apart = not any(told.figure.interval.intersects(o.figure.interval) for o in others)
            alike = not any(unlike_counted(told, o) for o in others)
            if others and apart and alike and told.definition.measure != "rank":
                above = sum(o.figure.value > told.figure.value for o in others)
                yield _exactly("ordinal", Decimal(above + 1))

    def _spans(self) -> Iterator[SupportedValue]:
        """Yield whole years that a period covers, or that lie between two facts of a series."""
        lengths = {Decimal(o.period.end.year - o.period.start.year) for o in self.points}
        lengths |= {n + 1 for n in lengths}
        lengths |= {Decimal(_months(*p)) / 12 for p in self._pairs}
        lengths |= {Decimal(n) for n in range(2, self._running + 1)}
        for length in sorted(lengths):
            if length >= 1 and length == length.to_integral_value():
                yield _exactly("years", length)

    @property
    def _running(self) -> int:
        """Count the most years in a row that facts of one series are of."""
        longest = 0
        for key in {(o.definition.id, o.area) for o in self.points}:
            own = {o.period.end.year for o in self.points if (o.definition.id, o.area) == key}
            for year in own:
                run = 1
                while year + run in own:
                    run += 1
                longest = max(longest, run)
        return longest

    @cached_property
    def _pairs(self) -> tuple[tuple[Observation, Observation], ...]:
        """Comparable facts of one series, the earlier first; none across a break."""
        made = []
        ordered = sorted(self.points, key=lambda o: (o.definition.id, o.area, _when(o)))
        for _, group in groupby(ordered, key=lambda o: (o.definition.id, o.area)):
            series = list(group)
            for (i, base), (k, end) in combinations(enumerate(series), 2):
                broken = any(o.status == "B" for o in series[i + 1 : k + 1])
                if base.period != end.period and not broken and not reason_against(base, end):
                    made.append((base, end))
        return tuple(made)

    @cached_property
    def derived(self) -> tuple[SupportedValue, ...]:
        """Changes and multiples between comparable facts, and shares of declared wholes."""
        made = [b for base, end in self._pairs for b in _between(base, end)]
        made += [
            _computed("percent", SHARE.compute(*pair))
            for pair in permutations(self.points, 2)
            if SHARE.refusal(*pair) is None
        ]
        return tuple(made)

    @cached_property
    def growth(self) -> tuple[SupportedValue, ...]:
        """Average yearly growth between comparable facts."""
        return tuple(
            _computed("percent", rule.compute(*pair))
            for pair in self._pairs
            if (rule := average_between(*pair)).refusal(*pair) is None
        )

    def has_year(self, year: int) -> bool:
        """Tell whether a fact is of a year, or of a part of it."""
        return any(o.period.start.year <= year <= o.period.end.year for o in self.points)

    def has_end(self, year: int) -> bool:
        """Tell whether a fact begins or ends in a year."""
        return any(year in (o.period.start.year, o.period.end.year) for o in self.points)

    def has_months(
        self, year: int | None, first: int, last: int | None = None, day: int | None = None
    ) -> bool:
        """Tell whether a fact ends in a month or on a day, or runs over some months.

        Parameters
        ----------
        year : int, optional
            None where the title names none.
        first : int
            Month, or the first of some.
        last : int, optional
            The last of some months.
        day : int, optional
            Of the month.

        Returns
        -------
        bool
            Whether one of the facts does.

        Examples
        --------
        >>> from metrics import load
        >>> facts = Facts(load().series("royalties_trade").points)
        >>> facts.has_months(2022, 1, 11), facts.has_months(2022, 1, 10)
        (True, False)
        """
        return any(
            year in (None, o.period.end.year)
            and o.period.end.month == (last or first)
            and (last is None or (o.period.kind == "months" and o.period.start.month == first))
            and day in (None, o.period.end.day)
            for o in self.points
        )


def _when(o: Observation) -> Period:
    return o.period


def _months(base: Observation, end: Observation) -> int:
    return months_between(base.period, end.period)


def _exactly(kind: Kind, value: Decimal) -> SupportedValue:
    return SupportedValue(kind, Interval.point(value), value)


def _figure(o: Observation) -> Iterator[SupportedValue]:
    """Yield what a figure bears out: itself, under each kind of unit that it may be typed with."""
    unit = o.definition.unit.id
    kinds: tuple[Kind, ...] = _KINDS.get(unit, ("plain",))
    if o.definition.measure == "rank":
        kinds = ("ordinal", "plain")
    value = None if o.figure.one_sided else o.figure.value
    for kind in kinds:
        yield SupportedValue(kind, o.figure.interval, value, loose=o.figure.qualifier == "about")


def _between(base: Observation, end: Observation) -> Iterator[SupportedValue]:
    """Yield what two comparable facts of one series bear out."""
    pair = (base, end)
    points = base.definition.unit.id in ("percent", "percentage_points")
    yield _computed("points" if points else "plain", CHANGE.compute(*pair))
    if no_ratio(*pair):
        return
    yield _computed("times", MULTIPLE.compute(*pair))
    yield _computed("times", TIMES_MORE.compute(*pair))
    yield _computed("index", INDEX.compute(*pair))
    yield _computed("percent", GROWTH.compute(*pair))


def _computed(kind: Kind, interval: Interval) -> SupportedValue:
    return SupportedValue(kind, interval, None, derived=True)
