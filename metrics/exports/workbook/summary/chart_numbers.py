"""The numbers of the charts: a plain range beside them, live where they stand in Series."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from functools import cached_property
from typing import TYPE_CHECKING

from metrics.charts.spec import ChartSpec, Mark, PlotSpec, SeriesSpec
from metrics.explorer.exploration import RELATIVE
from metrics.explorer.results import unit_text
from metrics.exports.workbook.charted import Block
from metrics.exports.workbook.compiled import Cells
from metrics.exports.workbook.rounding import arithmetic, rounded, rounding
from metrics.exports.workbook.summary.chart_rows import (
    MOST_SLOTS,
    Level,
    Slot,
    axis_labels,
    exact,
    levels_of,
    slots_of,
)
from metrics.exports.workbook.summary.standing import standing
from metrics.exports.workbook.values import FormulaCell, Num, Plain
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


@dataclass(frozen=True)
class MarkCells(Cells):
    """Cells of marks that each have one row, whatever series and period they are of."""

    places: Mapping[int, int] = field(default_factory=dict)

    def row(self, series: SeriesSpec, mark: Mark) -> int | None:
        """Return the row of a mark."""
        return self.places.get(id(mark))


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
        return len(self.slots[0]), len(axis_labels(self.plot))

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
        """Levels to compare with."""
        return levels_of(self.plot, self.slots, self.first + len(self.placed))

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
            value = exact(mark.value)
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
            bound = exact(mark.value).quantize(Decimal(1).scaleb(-digits), way)
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
