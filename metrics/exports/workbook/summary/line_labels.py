"""The labels of lines: none on a line or on another, names at the ends where they have room."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise

from metrics.briefing.boxes import SMALL as SLIDE_SMALL
from metrics.charts.plotly.geometry import Box
from metrics.charts.plotly.placing import spread
from metrics.charts.spec import Mark, PlotSpec, SeriesSpec
from metrics.exports.pptx.labelling import Labelling
from metrics.exports.workbook.card import LINE, SMALL, TOP, Card
from metrics.exports.workbook.charted import NUMBERS, CellRun, SheetChart
from metrics.exports.workbook.summary.chart_labels import Labels
from metrics.model.period import Period
from metrics.wording.widths import ems

# Share of the width of a chart that words at the ends of its lines may take.
ENDS = 0.3
# Share of the width after which programs break a label, and roles that are no background.
WRAPPED = 0.19
STRONG = ("subject", "second")
# Of more lines than these only the subject has its value at its end.
FEW = 3
# Which points near the right end of the axis have their name beside them, as a share of it.
NEAR = 0.88
# Room around words at the end of a line, in points.
AROUND = 10.0


def several(plot: PlotSpec) -> bool:
    """Tell whether lines are of several economies, which are no subjects but one."""
    return len({s.key.partition("@")[2] for s in plot.series}) > 1


@dataclass(frozen=True)
class LineLabels:
    """Chooses the labels of the lines of a plot.

    Parameters
    ----------
    labels : Labels
        What they say.
    draft : callable
        Makes the card of a chart, with so many points for words at the ends of its lines.
    """

    labels: Labels
    draft: Callable[[SheetChart, float], Card]

    def on(self, chart: SheetChart) -> Card:
        """Make the card of a chart with its labels."""
        draft = self.draft(chart, 0.0)
        card, ends = (
            self._side_by_side(draft) if several(self.labels.plot) else None
        ) or self._plain(draft)
        return replace(card, chart=replace(card.chart, runs=self._labelled(card, ends)))

    def _plain(self, draft: Card) -> tuple[Card, dict[int, float]]:
        """Write the values at the ends of lines, with the names where they have room."""
        named = not several(self.labels.plot) and self._names_fit(draft)
        words = [self.labels.end(s, named=named) for s in self.labels.shown]
        widest = max((ems(said) * SMALL + AROUND for said in words), default=0.0)
        runs = self._named(draft.chart.runs) if named else draft.chart.runs
        card = self.draft(replace(draft.chart, runs=runs), widest)
        return card, self._ended(card, named=named)

    def _names_fit(self, card: Card) -> bool:
        """Tell whether names have room at the ends of all lines, none over another."""
        shown = self.labels.shown
        if len(shown) < 2:
            return False
        wide = max(ems(self.labels.end(s, named=True)) * SMALL + AROUND for s in shown)
        if wide > card.points[0] * ENDS:
            return False
        ends = [self._place(card, s.marks[-1]) for s in shown]
        heights = sorted(y for _, y in ends)
        apart = all(b - a >= SMALL * LINE for a, b in pairwise(heights))
        return apart and all(x >= card.plot.x + card.plot.w * NEAR for x, _ in ends)

    def _named(self, runs: tuple[CellRun, ...]) -> tuple[CellRun, ...]:
        """Put the name of each line at its last point."""
        last = {id(s.marks[-1]) for s in self.labels.shown}
        return tuple(
            replace(run, named=n)
            if (n := next((n for n, m in self.labels.marks(run).items() if id(m) in last), None))
            is not None
            else run
            for run in runs
        )

    def _side_by_side(self, draft: Card) -> tuple[Card, dict[int, float]] | None:
        """Name all lines at the right, none over another; nothing where they have no room."""
        shown = self.labels.shown
        most = draft.points[0] * WRAPPED
        wide = {id(s.marks[-1]): ems(self._told(s)) * SMALL for s in shown}
        widest = min(max(wide.values()), most) + 12
        card = self.draft(draft.chart, widest)
        ends = sorted((*self._place(card, m), id(m)) for m in (s.marks[-1] for s in shown))
        ends.sort(key=lambda end: end[1])
        tall = [SMALL * LINE * (1 + (wide[own] > most)) for _, _, own in ends]
        if sum(tall) > card.plot.h or max(wide.values()) > 2 * most:
            return None
        middles = spread([y for _, y, _ in ends], tall, card.plot.y - TOP, card.plot.bottom)
        across, high = card.points
        shifts = {
            own: ((card.plot.right - x) / across, (middle - y) / high)
            for (x, y, own), middle in zip(ends, middles, strict=True)
        }
        runs = tuple(
            replace(run, shifts={run.named: shifts[id(self.labels.marks(run)[run.named])]})
            if run.named is not None
            else run
            for run in self._named(card.chart.runs)
        )
        return replace(card, chart=replace(card.chart, runs=runs)), wide

    def _told(self, series: SeriesSpec) -> str:
        """Say what stands at the end of the line of an economy: of most of them the name alone."""
        return self.labels.end(series, named=True) if series.role in STRONG else series.name

    def _ended(self, card: Card, *, named: bool) -> dict[int, float]:
        """Return how wide the label at the end of a line is; of few lines all have one.

        It is nothing where another figure stands at the right.
        """
        shown = self.labels.shown
        kept = shown if named or len(shown) <= FEW else shown[:1]
        every = [(id(m), *self._place(card, m)) for s in shown for m in s.marks]
        made = {}
        for series in kept:
            own = series.marks[-1]
            x, y = self._place(card, own)
            wide = ems(self.labels.end(series, named=named)) * SMALL + 8
            taken = any(
                other != id(own) and x <= a <= x + wide and abs(b - y) < SMALL
                for other, a, b in every
            )
            made[id(own)] = 0.0 if taken else wide
        return made

    def _labelled(self, card: Card, ends: Mapping[int, float]) -> tuple[CellRun, ...]:
        """Choose the labels of the points of lines, none on a line or on another."""
        plot, box = self.labels.plot, card.plot
        factor = SLIDE_SMALL / SMALL
        head = box.y - SMALL * LINE

        def place(mark: Mark) -> tuple[float, float]:
            x, y = self._place(card, mark)
            return x * factor, y * factor

        def scaled(x: float, y: float, w: float, h: float) -> Box:
            return Box(x * factor, y * factor, w * factor, h * factor)

        within = scaled(box.x, head, card.points[0] - box.x, box.bottom - head)
        first = plot.series[0].marks[0]
        levels = [self._place(card, replace(first, value=r.value)) for r in plot.references]
        words = [scaled(box.x, y - 1, box.w, 2) for _, y in levels]
        at_end = {id(m): m for s in self.labels.shown if id(m := s.marks[-1]) in ends}
        for own, wide in ends.items():
            x, y = self._place(card, at_end[own])
            words.append(scaled(x, y - SMALL / 2, wide, SMALL if wide else 0))
        # A mark with the number of a break has a longer label.
        longer = {
            id(m): replace(m, label=f"{NUMBERS[0]} {'' if self.labels.beside else m.label}".strip())
            for run in card.chart.runs
            for m in self.labels.numbered(run).values()
        }
        must = [*longer.values(), *(at_end[own] for own, wide in ends.items() if not wide)]
        sides = dict(Labelling(plot, place, within, words, must).chosen())
        sides |= {own: sides[id(told)] for own, told in longer.items()}
        sides |= {own: "r" for own, wide in ends.items() if wide}
        return tuple(self._with_labels(run, sides) for run in card.chart.runs)

    def _with_labels(self, run: CellRun, sides: Mapping[int, str]) -> CellRun:
        marks = self.labels.marks(run)
        shown = {n: sides[id(m)] for n, m in marks.items() if id(m) in sides}
        return replace(
            run,
            labels=tuple((n, self.labels.form(run, n, marks[n])) for n in sorted(shown)),
            sides=shown,
        )

    def _place(self, card: Card, mark: Mark) -> tuple[float, float]:
        """Return the place of a mark in points from the corner of the chart."""
        axis = card.chart.axis
        assert axis.low is not None
        assert axis.high is not None
        box, low, high = card.plot, float(axis.low), float(axis.high)
        if self.labels.plot.values.rank and low >= 0:
            low, high = high, low
        first, last, _ = card.span
        day = Period.parse(mark.period).end.toordinal()
        return (
            box.x + (day - first) / (last - first) * box.w,
            box.y + (high - mark.value) / (high - low) * box.h,
        )
