"""What the labels of a chart say: few digits on a small card, the number of a break."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from metrics.charts.forms import brief_form
from metrics.charts.spec import Mark, PlotSpec, SeriesSpec
from metrics.exports.workbook.charted import CellRun
from metrics.exports.workbook.summary.chart_numbers import PlotNumbers


@dataclass(frozen=True)
class Labels:
    """The labels of a plot.

    Parameters
    ----------
    numbers : PlotNumbers
        Where its numbers stand.
    brief : bool
        Whether they have few digits, as on a small card.
    """

    numbers: PlotNumbers
    brief: bool

    @property
    def plot(self) -> PlotSpec:
        """What is drawn."""
        return self.numbers.plot

    @property
    def beside(self) -> bool:
        """Whether lines stand beside each other."""
        return self.plot.kind == "lines" and len(self.plot.series) > 1

    @property
    def shown(self) -> tuple[SeriesSpec, ...]:
        """The series that have a mark."""
        return tuple(s for s in self.plot.series if s.marks)

    def marks(self, run: CellRun) -> Mapping[int, Mark]:
        """Return the marks of a run by their places in it."""
        placed = self.numbers.placed
        rows = range(run.first, run.last + 1)
        return {n: m for n, row in enumerate(rows) if (m := placed[row].mark) is not None}

    def numbered(self, run: CellRun) -> dict[int, Mark]:
        """Return the marks of a run that carry the number of a break, by their places."""
        marks = self.marks(run)
        return {n: marks[n] for n, form in run.labels if form != marks[n].form}

    def said(self, mark: Mark) -> str:
        """Return the label of a mark."""
        return mark.brief if self.brief and brief_form(mark) else mark.label

    def form(self, run: CellRun, n: int, mark: Mark) -> str:
        """Return the format of a label; that of the first after a break has its number."""
        form = dict(run.labels).get(n) or mark.form or "General"
        if self.beside and form != mark.form and mark.form in form:
            # Beside other lines there is room for the number alone.
            return form.removesuffix(mark.form).replace(" ", "")
        short = brief_form(mark) if self.brief else ""
        return form.replace(mark.form, short) if short else form

    def end(self, series: SeriesSpec, *, named: bool) -> str:
        """Say what stands at the end of a line."""
        said = self.said(series.marks[-1])
        return f"{series.name}: {said}" if named else said
