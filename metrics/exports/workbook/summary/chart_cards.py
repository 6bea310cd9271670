"""The native charts of the sheet as cards: their cells, their axes, what stands below them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property

from metrics.charts.compile.view_words import alternative
from metrics.charts.plotly.style import COLOURS
from metrics.charts.spec import PlotSpec
from metrics.exports.pptx.scales import value_axis
from metrics.exports.workbook.card import POINTS, Card
from metrics.exports.workbook.charted import CellRun, SheetAxis, SheetChart
from metrics.exports.workbook.compiled import chart_of, column_run, native_charts
from metrics.exports.workbook.summary.bar_labels import BarLabels
from metrics.exports.workbook.summary.chart_labels import Labels
from metrics.exports.workbook.summary.chart_numbers import PlotNumbers
from metrics.exports.workbook.summary.line_labels import STRONG, LineLabels, several
from metrics.locale import text
from metrics.wording.numbers import places_of

# Holds the place of what is asked for in a text.
PLACE = "\0"
# Points of a bar of a ranking, between two rows, and of what stands above and below them.
BAR, BETWEEN, HEADED = 9.5, 4.5, 64.0
# Width in centimetres of a chart that is no small card.
WIDE = 20.0


@dataclass(frozen=True)
class Frame:
    """Where a chart stands: the cell of its corner, counted from 1, and its size in centimetres."""

    column: int
    row: int
    width: float
    height: float


def room_for(plot: PlotSpec, height: float) -> int:
    """Return how many rows of a ranking a chart of a height in centimetres has room for.

    Examples
    --------
    >>> from metrics import load
    >>> from metrics.charts.compile import compile_ranking
    >>> room_for(compile_ranking(load(), "gii_rank", "en").plots[0], 8.47)
    12
    """
    bars = 2 if plot.kind == "pairs" else 1
    return int((height * POINTS - HEADED) / (BAR * bars + BETWEEN))


@dataclass(frozen=True)
class CardMaker:
    """Makes the card of a plot.

    Parameters
    ----------
    numbers : PlotNumbers
        Where its numbers stand.
    frame : Frame
        Where it stands.
    """

    numbers: PlotNumbers
    frame: Frame

    @property
    def card(self) -> Card:
        """The card with all its labels."""
        labels = Labels(self.numbers, self.frame.width < WIDE)
        if self.numbers.plot.kind == "lines":
            made = LineLabels(labels, self._draft).on(self._chart)
        else:
            made = BarLabels(labels, self._draft(self._chart, 0.0)).made
        runs = (*made.chart.runs, *self._levels())
        return replace(made, chart=replace(made.chart, runs=runs))

    @cached_property
    def _chart(self) -> SheetChart:
        """The chart with its runs of cells."""
        numbers = self.numbers
        spec, plot, cells = numbers.spec, numbers.plot, numbers.cells
        if plot.kind == "lines":
            (made,) = native_charts(spec, plot, cells, alt=self._alt)
            runs = tuple(map(self._toned, made.runs)) if several(plot) else made.runs
            return replace(made, axis=self._axis, runs=runs, foot=self._foot(made))
        if plot.kind in ("rows", "pairs"):
            runs = tuple(self._ranked())
        else:
            (drawn,) = native_charts(spec, plot, cells)
            runs = tuple(map(_widened, drawn.runs, numbers.spans))
        made = chart_of(spec, plot, cells, runs, self._alt)
        return replace(made, axis=self._axis, along="label", foot=self._foot(made))

    def _toned(self, run: CellRun) -> CellRun:
        """Give a line the colour of what it means: those that are compared with are grey."""
        role = self.numbers.plot.series[run.colour].role
        tone = COLOURS["light"].line(role if role in STRONG else "comparator").lstrip("#")
        return replace(run, tone=tone, thin=role not in STRONG, bare=role not in STRONG)

    def _foot(self, chart: SheetChart) -> tuple[str, ...]:
        """Name the first source alone, and that there are others."""
        say = text(self.numbers.plan.lang)
        before, after = say("chart.source_more", sources=PLACE, count=0).split(PLACE)
        more = re.escape(before) + "(.+)" + re.escape(after).replace("0", r"\d+")
        found = re.fullmatch(more, chart.foot[0])
        if found is None:
            return chart.foot
        return (say("sheet.charts_source", sources=found[1]), *chart.foot[1:])

    @property
    def _axis(self) -> SheetAxis:
        """The axis of values as slides have it: from a tick on, whatever its sign."""
        plot = self.numbers.plot
        axis = value_axis(plot.values, [m.value for m in plot.marks])
        low, high, step = (Decimal(repr(v)).normalize() for v in (axis.low, axis.high, axis.step))
        return SheetAxis(places_of(step), low, high, step)

    def _ranked(self) -> Iterator[CellRun]:
        """Yield a set of bars for each column of a ranking."""
        numbers = self.numbers
        for place, (own, (first, _)) in enumerate(zip(numbers.slots, numbers.spans, strict=True)):
            marks = [slot.mark for slot in own if slot.mark is not None]
            made = column_run(own[0].series.name, place, marks, first, "value")
            several = len({s.series.role for s in own}) > 1
            faint = [n for n, s in enumerate(own) if several and s.series.role != "subject"]
            yield replace(made, faint=tuple(faint))

    @property
    def _alt(self) -> str:
        """The alternative text of a plot that is not alone."""
        plan, spec = self.numbers.plan, self.numbers.spec
        if len(spec.plots) == 1 or plan.view is None:
            return ""
        panel = plan.view.panels[spec.plots.index(self.numbers.plot)]
        return alternative(plan.view, plan.lang, (panel,))

    def _draft(self, chart: SheetChart, ends: float) -> Card:
        plot, frame = self.numbers.plot, self.frame
        ticks = tuple(t.label for t in plot.values.ticks)
        if chart.kind == "ranking":
            ticks = tuple(slot.label for own in self.numbers.slots for slot in own)
        return Card(
            chart,
            self._abouts(chart),
            ticks,
            ends,
            () if chart.days else tuple(slot.label for slot in self.numbers.slots[0]),
            frame.column,
            frame.row,
            frame.width,
            frame.height,
        )

    def _abouts(self, chart: SheetChart) -> tuple[str, ...]:
        """Return what may stand below the title, each with what must be known of the axis."""
        say, spec = text(self.numbers.plan.lang), self.numbers.spec
        dot, cut = say("list.dot"), say("chart.not_from_zero")
        shown, every = self.numbers.told
        if chart.kind == "ranking" and shown < every:
            part = say("sheet.charts_part", shown=shown, every=every)
            return tuple(dot.join((said, part)) for said in (chart.about, *spec.text.subtitles))
        if not chart.about.endswith(cut):
            return tuple(dict.fromkeys((chart.about, *spec.text.subtitles)))
        return (chart.about, *(dot.join((said, cut)) for said in spec.text.subtitles))

    def _levels(self) -> Iterator[CellRun]:
        """Yield the dashed line of each level, its words at one of its points."""
        for level in self.numbers.levels:
            yield CellRun(
                level.name,
                level.first,
                level.first + level.count - 1,
                "value",
                0,
                () if level.named is None else ((level.named, "General"),),
                named=level.named,
                level=True,
            )


def _widened(run: CellRun, span: tuple[int, int]) -> CellRun:
    """Let a set of bars begin and end where all others do."""
    first, last = span
    by = run.first - first
    return replace(
        run,
        first=first,
        last=last,
        labels=tuple((n + by, form) for n, form in run.labels),
        hollow=tuple(n + by for n in run.hollow),
        hatched=tuple(n + by for n in run.hatched),
        crossed=tuple(n + by for n in run.crossed),
    )
