"""The numbers of the charts: a plain range beside them, live where they stand in Series."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from functools import cached_property
from typing import TYPE_CHECKING

from metrics.charts.spec import ChartSpec, Mark, PlotSpec, Reference, SeriesSpec
from metrics.explorer.exploration import RELATIVE
from metrics.explorer.results import unit_text
from metrics.exports.workbook.audit.derived import arithmetic, rounded
from metrics.exports.workbook.compiled import Cells
from metrics.exports.workbook.model import Block, FormulaCell, Num, Plain
from metrics.exports.workbook.rounding import rounding
from metrics.exports.workbook.summary.standing import standing
from metrics.model.figure import places_allowed
from metrics.model.observation import Observation
from metrics.model.period import Period
from metrics.model.series import HOME
from metrics.rules.change import poorest_digit
from metrics.rules.transforms import Point, Result, transform
from metrics.wording.numbers import places_of

if TYPE_CHECKING:
    from metrics.exports.workbook.summary.plan import SummaryPlan

COLUMNS = ("chart", "series", "label", "period", "end", "base", "own", "value", "unit")
# More years without a bar than these are left out.
MOST_SLOTS = 45
# The words of a level stand over a bar that is lower than this share of it.
CLEAR = 0.9


@dataclass(frozen=True)
class MarkCells(Cells):
    """Cells of marks that each have one row, whatever series and period they are of."""

    places: Mapping[int, int] = field(default_factory=dict)

    def row(self, series: SeriesSpec, mark: Mark) -> int | None:
        """Return the row of a mark."""
        return self.places.get(id(mark))


@dataclass(frozen=True)
class Slot:
    """A row of the block: a mark of a series, or a year without one.

    Parameters
    ----------
    series : SeriesSpec
        The series.
    mark : Mark, optional
        None where its cell is empty.
    label : str
        What stands at the axis.
    """

    series: SeriesSpec
    mark: Mark | None
    label: str


def slots_of(
    plot: PlotSpec, most: int = MOST_SLOTS, home: str = ""
) -> tuple[tuple[Slot, ...], ...]:
    """List the rows of each series of a plot; bars of all of them stand at the same places.

    Parameters
    ----------
    plot : PlotSpec
        What is drawn.
    most : int
        How many rows a ranking has room for.
    home : str
        The name of the economy that is among them in any case.

    Returns
    -------
    tuple of tuple of Slot
        For each series its rows from the first on.

    Examples
    --------
    >>> from metrics import load
    >>> from metrics.charts.compile import compile_concept
    >>> plot = compile_concept(load(), "pledge_financing", "zh").plots[0]
    >>> [slot.label for slot in slots_of(plot)[0]][-2:]
    ['2023', '2024\\n1—9月']
    """
    if plot.kind == "lines":
        return tuple(
            tuple(Slot(s, m, Period.parse(m.period).tick) for run in s.runs for m in run)
            for s in plot.series
        )
    labels = _labels(plot)
    if plot.kind in ("rows", "pairs"):
        labels = _first(labels, most, home)
    if plot.kind == "rows" and len({m.at for m in plot.marks}) == sum(1 for _ in plot.marks):
        # Each economy is a series of its own, and all of them one set of bars.
        marks = ((m, s) for s in plot.series for m in s.marks if m.at in labels)
        every = sorted(marks, key=lambda pair: pair[0].at)
        return (tuple(Slot(s, m, labels[m.at]) for m, s in every),)
    made = []
    for series in plot.series:
        own = {m.at: m for m in series.marks}
        made.append(tuple(Slot(series, own.get(at), label) for at, label in labels.items()))
    return tuple(made)


def _first(labels: dict[float, str], most: int, home: str) -> dict[float, str]:
    """Keep the first rows of a ranking, and that of one economy."""
    first = list(labels.items())[:most]
    own = [(at, label) for at, label in labels.items() if label == home]
    return dict(first if own and own[0] in first else [*first[: most - len(own)], *own])


def _labels(plot: PlotSpec) -> dict[float, str]:
    """Return what stands at each place of the axis, with the years that have no bar."""
    named = {t.at: t.label.replace("<br>", "\n") for t in plot.along.ticks}
    if plot.kind != "bars":
        return dict(sorted(named.items()))
    found = {}
    for mark in plot.marks:
        label = named.get(mark.at) or f"{Period.parse(mark.period).end.year}"
        found[mark.at] = label if mark.part in label else f"{label}\n{mark.part}"
    years = {date.fromordinal(int(at)).year for at in found}
    between = set(range(min(years), max(years))) - years if years else set()
    if len(found) + len(between) <= MOST_SLOTS:
        found |= {float(date(y, 7, 2).toordinal()): f"{y}" for y in between}
    return dict(sorted(found.items()))


@dataclass(frozen=True)
class Level:
    """A level to compare with.

    Parameters
    ----------
    name : str
        What it is.
    value : Decimal
        In the scale of the chart.
    first : int
        Its first row.
    days : tuple of date
        Where it is drawn among lines.
    labels : tuple of str
        The places that it is drawn across, of bars.
    named : int, optional
        Which of its points has the words; None where they have no room.
    """

    name: str
    value: Decimal
    first: int
    days: tuple[date, ...]
    labels: tuple[str, ...]
    named: int | None

    @property
    def count(self) -> int:
        """How many rows it has."""
        return len(self.days or self.labels)


@dataclass(frozen=True)
class PlotNumbers:
    """The rows of one plot.

    Parameters
    ----------
    plan : SummaryPlan
        The workbook.
    spec, plot :
        What is drawn.
    results : tuple of Result
        What of a view its marks are computed by.
    block : Block
        Where they stand.
    first : int
        The first row.
    most : int
        How many rows of a ranking there is room for.
    """

    plan: SummaryPlan
    spec: ChartSpec
    plot: PlotSpec
    results: tuple[Result, ...]
    block: Block
    first: int
    most: int = MOST_SLOTS

    @cached_property
    def slots(self) -> tuple[tuple[Slot, ...], ...]:
        """The rows of each series."""
        home = self.plan.taken.tables.label("area", HOME, self.plan.lang)
        return slots_of(self.plot, self.most, home)

    @property
    def told(self) -> tuple[int, int]:
        """How many rows of a ranking are shown, and of how many."""
        return len(self.slots[0]), len(_labels(self.plot))

    @cached_property
    def spans(self) -> tuple[tuple[int, int], ...]:
        """First and last row of each series."""
        found, row = [], self.first
        for own in self.slots:
            found.append((row, row + len(own) - 1))
            row += len(own)
        return tuple(found)

    @cached_property
    def placed(self) -> dict[int, Slot]:
        """What stands in each row."""
        every = (slot for own in self.slots for slot in own)
        return dict(enumerate(every, self.first))

    @cached_property
    def levels(self) -> tuple[Level, ...]:
        """Levels to compare with: of lines from the first day to the last, of bars at each."""
        kind, row = self.plot.kind, self.first + len(self.placed)
        found: list[Level] = []
        for level in self.plot.references if kind in ("lines", "bars") else ():
            made = self._line(level, row) if kind == "lines" else self._across(level, row)
            found.append(made)
            row += len(made.days or made.labels)
        return tuple(found)

    def _line(self, level: Reference, row: int) -> Level:
        days = sorted(Period.parse(m.period).end for m in self.plot.marks)
        marks = sorted(self.plot.series[0].marks, key=lambda m: m.at)
        third = len(marks) // 3 or 1
        early, late = (
            min(abs(m.value - level.value) for m in some)
            for some in (marks[:third], marks[-third:])
        )
        # The words stand where the line is far away.
        share = 0.22 if early >= late else 0.78
        between = days[0] + (days[-1] - days[0]) * share
        return Level(level.label, _exact(level.value), row, (days[0], between, days[-1]), (), 1)

    def _across(self, level: Reference, row: int) -> Level:
        own = [[slot.mark for slot in slots] for slots in self.slots]
        tallest = [max((m.value for m in at if m), default=0.0) for at in zip(*own, strict=True)]
        inner = range(1, len(tallest) - 1) if len(tallest) > 2 else range(len(tallest))
        lowest = min(inner, key=lambda n: (tallest[n], -n))
        labels = tuple(slot.label for slot in self.slots[0])
        # Words over a bar would not be read.
        named = lowest if tallest[lowest] < level.value * CLEAR else None
        return Level(level.label, _exact(level.value), row, (), labels, named)

    @property
    def last(self) -> int:
        """The last row."""
        return self.first + len(self.placed) + sum(level.count for level in self.levels) - 1

    @cached_property
    def cells(self) -> MarkCells:
        """Where the native chart finds its marks."""
        places = {id(s.mark): row for row, s in self.placed.items() if s.mark is not None}
        blank = frozenset(row for row, s in self.placed.items() if s.mark is None)
        unit = self.plot.unit or self._unit
        return MarkCells(
            self.block, {}, self.plot.exponent, unit, "value", blank=blank, places=places
        )

    @cached_property
    def _unit(self) -> str:
        """The unit of ranks, and of an index with its base."""
        if self.results:
            return unit_text(self.results, self.plan.lang)
        rows = {r.code: r.unit for r in self.plan.every_row}
        return rows.get(self.plot.series[0].key, "")

    def rows(self) -> Iterator[tuple[Plain, ...]]:
        """Yield the cells of each row."""
        named = self.plot.heading or self.spec.text.name
        unit = self.cells.unit
        for row, slot in self.placed.items():
            if slot.mark is None:
                yield (named, slot.series.title, slot.label, None, None, None, None, None, unit)
                continue
            period = Period.parse(slot.mark.period)
            base, own, value = self._numbers(slot, row)
            when = period.label(self.plan.lang)
            yield (named, slot.series.title, slot.label, when, period.end, base, own, value, unit)
        for level in self.levels:
            shown = Num(level.value, places_of(level.value))
            for day in level.days:
                yield (named, level.name, None, None, day, None, None, shown, unit)
            for label in level.labels:
                yield (named, level.name, label, None, None, None, None, shown, unit)

    def _numbers(self, slot: Slot, row: int) -> tuple[Plain, Plain, Plain]:
        """Return what a value is computed from, where it is, and the value."""
        mark = slot.mark
        assert mark is not None
        found = None if self._changed else self._observed(slot, mark)
        if found is not None:
            return None, None, self._figure(found, self.plot.exponent)
        computed = self._computed(slot.series, mark)
        if computed is None:
            value = _exact(mark.value)
            return None, None, Num(value, min(4, places_of(value)))
        return self._transformed(*computed, mark, row)

    @property
    def _changed(self) -> bool:
        """Whether a view computes its marks."""
        return any(r.transform != "none" for r in self.results)

    def _observed(self, slot: Slot, mark: Mark) -> Observation | None:
        """Return the figure that a mark is, where it is one."""
        tables, key = self.plan.taken.charted, slot.series.key
        if self.plot.kind == "pairs":
            areas = tables.areas(key)
            area = next(
                (a for a in areas if tables.label("area", a, self.plan.lang) == slot.label), ""
            )
            series = tables.all_series.get((key, area))
        else:
            series = tables.by_key.get(key)
        points = series.points if series is not None else ()
        return next((p for p in points if self._is(p, mark)), None)

    def _is(self, point: Observation, mark: Mark) -> bool:
        value = float(point.figure.value.scaleb(-self.plot.exponent))
        return point.period.code == mark.period and value == mark.value

    def _computed(self, series: SeriesSpec, mark: Mark) -> tuple[Result, Point] | None:
        """Return the point of a transform that a mark is."""
        results = self.results
        if not results and series.key in self.plan.taken.charted.by_key:
            # The growth of a series of which bounds alone are printed.
            results = (transform(self.plan.taken.charted.by_key[series.key], "pct"),)
        return next(
            (
                (r, p)
                for r in results
                for p in r.points
                if r.series.key == series.key and p.period.code == mark.period
            ),
            None,
        )

    def _figure(self, point: Observation, exponent: int) -> Num | FormulaCell:
        """Return a figure in a scale: live where it stands as a number in Series."""
        value = point.figure.value.scaleb(-exponent)
        shown = Num(value, min(4, places_of(value)))
        found = standing(self.plan, point)
        if found is None:
            return shown
        formula, own = found
        shift = f"*10^{own - exponent}" if own != exponent else ""
        return FormulaCell(f"={formula}{shift}", shown)

    def _transformed(
        self, result: Result, point: Point, mark: Mark, row: int
    ) -> tuple[Plain, Plain, Plain]:
        """Return both inputs, and the formula over them that stands in the same row."""
        exponent = self.plot.exponent
        factor = Decimal(1).scaleb(-exponent)
        most = 1
        if result.transform == "change":
            most = max(0, exponent - poorest_digit(point.inputs).normalize().adjusted())
        digits = places_allowed(point.interval.scaled(factor), most)
        if point.value is None:
            # A bound claims no more than its known side.
            way = ROUND_CEILING if point.interval.lo is None else ROUND_FLOOR
            bound = _exact(mark.value).quantize(Decimal(1).scaleb(-digits), way)
            return None, None, Num(bound, digits)
        value, _, _ = rounded(point.value * factor, point.interval.scaled(factor), digits)
        assert value is not None
        scale = self._scale(point) if result.transform in RELATIVE else exponent
        base, own = (self._figure(o, scale) for o in (point.inputs[0], point.inputs[-1]))
        cells = [f"{self.block.letter(key)}{row}" for key in ("own", "base")]
        formula = arithmetic(result.transform, point, *cells)
        return base, own, FormulaCell(f"={rounding(formula, digits)}", value)

    def _scale(self, point: Point) -> int:
        """Return the power of ten of the row in Series of the later input."""
        own = point.inputs[-1].definition.id
        scales = (r.scale.exponent for r in self.plan.every_row if r.series.definition.id == own)
        return next(scales, 0)


def _exact(value: float) -> Decimal:
    return Decimal(repr(value))
