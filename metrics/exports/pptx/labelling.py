"""Which points of lines have their values written, and at which side of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from metrics.briefing.boxes import SMALL, Box
from metrics.charts.plotly.geometry import Segment
from metrics.charts.plotly.ground import size_of
from metrics.charts.plotly.placing import Label, Side
from metrics.charts.spec import Mark, PlotSpec, SeriesSpec

Labels = dict[int, str]
# Pixels between a point and its label, and between two labels.
OFF, APART = 8.0, 6.0
# Series whose values are written.
TOLD = ("subject", "second")
# Sides that a native chart knows, and what it calls them; of a bound that is open upward the free
# ones first.
SIDES: dict[Side, str] = {"above": "t", "below": "b", "right": "r", "left": "l"}
OPEN_ABOVE: tuple[Side, ...] = ("below", "right", "left", "above")


@dataclass
class Labelling:
    """Places labels of the lines of a plot so that none lies on a line or on another.

    Parameters
    ----------
    plot : PlotSpec
        Lines along time.
    place : callable
        Pixels of a mark.
    within : Box
        Where labels may stand.
    words : sequence of Box
        Where words stand already, such as those of an axis.
    must : sequence of Mark
        Marks that have a label whatever room there is, as bounds do.
    """

    plot: PlotSpec
    place: Callable[[Mark], tuple[float, float]]
    within: Box
    words: Sequence[Box] = ()
    must: Sequence[Mark] = ()

    def __post_init__(self) -> None:
        self._lines = [
            Segment(*self.place(a), *self.place(b))
            for s in self.plot.series
            for run in s.runs
            for a, b in pairwise(run)
        ]
        self._marks = [self.place(m) for m in self.plot.marks]
        self._taken = list(self.words)

    def chosen(self) -> Labels:
        """Return the side of the label of each mark that has one, by the mark's identity.

        Bounds always have one; the last, first, highest and lowest, and all values of a lone
        series where they fit.
        """
        told = [s for s in self.plot.series if s.role in TOLD]
        lone = len(self.plot.series) == 1
        found: Labels = {}
        for mark in dict.fromkeys((*(m for m in self.plot.marks if m.open), *self.must)):
            found[id(mark)] = self._side(mark) or self._least(mark)
        wanted = [m for s in told for m in _important(s)]
        wanted += [m for s in told for m in s.marks if lone and not _at_the_end(s, m)]
        for mark in dict.fromkeys(wanted):
            if id(mark) not in found and (side := self._side(mark)):
                found[id(mark)] = side
        return found

    def _side(self, mark: Mark) -> str:
        """Return a free side of a mark, which is taken with it; empty where there is none."""
        label = self._label(mark)
        for side in label.sides:
            if self._free(box := label.at(side), mark):
                self._taken.append(box)
                return SIDES[side]
        return ""

    def _least(self, mark: Mark) -> str:
        """Return the first side of a mark whose label must be."""
        label = self._label(mark)
        self._taken.append(label.at(label.sides[0]))
        return SIDES[label.sides[0]]

    def _label(self, mark: Mark) -> Label:
        sides = OPEN_ABOVE if mark.open == "above" else tuple(SIDES)
        return Label(*self.place(mark), *size_of(mark.label, SMALL), sides, OFF)

    def _free(self, box: Box, mark: Mark) -> bool:
        own, near = self.place(mark), box.wider(APART)
        return (
            self.within.holds(box)
            and not any(near.meets(other) for other in self._taken)
            and not any(p != own and near.holds(Box(*p, 0, 0)) for p in self._marks)
            and not any(line.crosses(box) for line in self._lines)
        )


def _important(series: SeriesSpec) -> list[Mark]:
    """Return the last, first, highest and lowest mark, but for one told at the end of its line."""
    marks = series.marks
    if not marks:
        return []
    outer = max(marks, key=lambda m: m.value), min(marks, key=lambda m: m.value)
    chosen = dict.fromkeys((marks[-1], marks[0], *outer))
    return [m for m in chosen if not _at_the_end(series, m)]


def _at_the_end(series: SeriesSpec, mark: Mark) -> bool:
    return bool(series.end) and mark is series.marks[-1]
