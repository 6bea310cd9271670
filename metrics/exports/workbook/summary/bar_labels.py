"""The labels of bars: all where they have room, none on the line of a level."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from metrics.charts.spec import Mark
from metrics.exports.workbook.card import APART, LINE, SMALL, Card
from metrics.exports.workbook.charted import CellRun, SheetChart
from metrics.exports.workbook.summary.chart_labels import Labels
from metrics.wording.widths import ems

# How much of its place a label of a bar may take.
FITTING = 0.95
# What stands before the words of a level, below the chart.
DASHES = "- -"


@dataclass(frozen=True)
class BarLabels:
    """Chooses the labels of the bars of a plot.

    Parameters
    ----------
    labels : Labels
        What they say.
    card : Card
        The card without them.
    """

    labels: Labels
    card: Card

    @property
    def made(self) -> Card:
        """The card with its labels, below it the words of levels that have no room over a bar."""
        chart = self._labelled
        levels = self.labels.numbers.levels
        unnamed = (f"{DASHES} {level.name}" for level in levels if level.named is None)
        below = APART.join(filter(None, (chart.broken, *unnamed)))
        return replace(self.card, chart=replace(chart, broken=below))

    @property
    def _labelled(self) -> SheetChart:
        chart = self.card.chart
        if chart.kind == "ranking":
            return chart
        return replace(chart, runs=tuple(map(self._with_labels, chart.runs)))

    @property
    def _fits(self) -> bool:
        """Whether every label is as narrow as its bar."""
        runs = self.card.chart.runs
        count = sum(run.last - run.first + 1 for run in runs)
        room = self.card.plot.w / max(count, 1) * FITTING
        marks = (m for run in runs for m in self.labels.marks(run).values())
        return all(ems(self.labels.said(m)) * SMALL <= room for m in marks)

    @property
    def _tall(self) -> float:
        """How much of the axis a label takes."""
        axis = self.card.chart.axis
        assert axis.low is not None
        assert axis.high is not None
        return SMALL * LINE / self.card.plot.h * float(axis.high - axis.low)

    def _with_labels(self, run: CellRun) -> CellRun:
        marks: Mapping[int, Mark] = self.labels.marks(run)
        told = {n: m for n, m in marks.items() if self._fits or n in dict(run.labels)}
        crossed = {n for n, m in told.items() if self._crossed(m)}
        # Inside a full bar they stand on its colour.
        full = {n for n in crossed if marks[n].value > 2 * self._tall}
        inside = full - {*run.hollow, *run.hatched}
        kept = [n for n in told if n not in crossed or n in inside]
        return replace(
            run,
            labels=tuple((n, self.labels.form(run, n, told[n])) for n in kept),
            sides=dict.fromkeys(inside, "inEnd"),
        )

    def _crossed(self, mark: Mark) -> bool:
        """Tell whether the label over a bar would lie on the line of a level."""
        levels = (float(level.value) for level in self.labels.numbers.levels)
        return any(
            mark.value - self._tall / 4 <= level <= mark.value + self._tall for level in levels
        )
