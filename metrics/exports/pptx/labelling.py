"""Which points of lines have their values written, and at which side of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from metrics.briefing.boxes import SMALL, Box
from metrics.charts.plotly import SLIDE
from metrics.charts.plotly.geometry import Segment
from metrics.charts.plotly.ground import size_of
from metrics.charts.plotly.lines import outermost
from metrics.charts.plotly.placing import Label, Side
from metrics.charts.spec import Mark, PlotSpec, SeriesSpec

Labels = dict[int, str]
# Pixels between a point and its label, and between two labels.
OFF, APART = 8.0, 6.0
# Pixels by which a label keeps clear of a line: programs set it nearer to its point than told.
CLEAR = 3.0
# Series whose values are written.
TOLD = ("subject", "second")
# Sides that a native chart knows, and what it calls them; of a bound that is open upward the free
# ones first.
SIDES: dict[Side, str] = {"above": "t", "below": "b", "right": "r", "left": "l"}
UNDER: tuple[Side, ...] = ("below", "above", "right", "left")
# Where a label may be moved sideward from its place: the side, and which way.
CORNERS: dict[Side, str] = {
    "above left": "t-",
    "above right": "t+",
    "below right": "b+",
    "below left": "b-",
}
CODES = {**SIDES, **CORNERS}
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
    levels : sequence of Segment
        Lines across the plot that values are compared with.
    ended : frozenset of str, optional
        Keys of the series whose newest value stands beside their end; without it, those that
        have words for it.
    said : callable
        The label of a mark.
    corners : bool
        Whether labels may be moved sideward, to the left or right of the line that they are at.
    """

    plot: PlotSpec
    place: Callable[[Mark], tuple[float, float]]
    within: Box
    words: Sequence[Box] = ()
    must: Sequence[Mark] = ()
    levels: Sequence[Segment] = ()
    ended: frozenset[str] | None = None
    said: Callable[[Mark], str] = SLIDE.said
    corners: bool = False

    def __post_init__(self) -> None:
        self._lines = [
            Segment(*self.place(a), *self.place(b))
            for s in self.plot.series
            for run in s.runs
            for a, b in pairwise(run)
        ] + list(self.levels)
        self._marks = [self.place(m) for m in self.plot.marks]
        self._taken = list(self.words)
        self._under = {id(m) for s in self.plot.series for m in self._bent(s.marks)}

    def _bent(self, marks: Sequence[Mark]) -> Iterator[Mark]:
        """Yield marks below the middle of those beside them: there the free side is below."""
        level = [self.place(m)[1] for m in marks]
        for n, mark in enumerate(marks):
            near = [*level[max(n - 1, 0) : n], *level[n + 1 : n + 2]]
            if near and level[n] > sum(near) / len(near) + 1:
                yield mark

    @property
    def taken(self) -> list[Box]:
        """Where words stand, the labels that were chosen among them."""
        return list(self._taken)

    def chosen(self) -> Labels:
        """Return the side of the label of each mark that has one, by the mark's identity.

        Bounds always have one; the last, first, highest and lowest, and all values of a lone
        series where they fit.
        """
        told = [s for s in self.plot.series if s.role in TOLD]
        lone = len(self.plot.series) == 1
        found: Labels = {}
        ends = {id(s.marks[-1]) for s in self.plot.series if s.marks and self._at_its_end(s)}
        bounds = (m for m in self.plot.marks if m.open and id(m) not in ends)
        for mark in dict.fromkeys((*bounds, *self.must)):
            found[id(mark)] = self._side(mark) or self._least(mark)
        wanted = [m for s in told for m in _important(s) if id(m) not in ends]
        wanted += [m for s in told for m in s.marks if lone and id(m) not in ends]
        for mark in dict.fromkeys(wanted):
            if id(mark) not in found and (side := self._side(mark)):
                found[id(mark)] = side
        return found

    def _at_its_end(self, series: SeriesSpec) -> bool:
        """Tell whether the newest value of a series stands beside its end."""
        return bool(series.end) if self.ended is None else series.key in self.ended

    def _side(self, mark: Mark) -> str:
        """Return a free side of a mark, which is taken with it; empty where there is none."""
        label = self._label(mark)
        for side in label.sides:
            if self._free(box := label.at(side), mark):
                self._taken.append(box)
                return CODES[side]
        return ""

    def _least(self, mark: Mark) -> str:
        """Return the first side of a mark whose label must be."""
        label = self._label(mark)
        self._taken.append(label.at(label.sides[0]))
        return SIDES[label.sides[0]]

    def _label(self, mark: Mark) -> Label:
        plain = UNDER if id(mark) in self._under else tuple(SIDES)
        if self.corners:
            plain = (
                *plain[:2],
                *sorted(CORNERS, key=lambda side: plain[0] not in side),
                *plain[2:],
            )
        sides = OPEN_ABOVE if mark.open == "above" else plain
        return Label(*self.place(mark), *size_of(self.said(mark), SMALL), sides, OFF)

    def _free(self, box: Box, mark: Mark) -> bool:
        own, near = self.place(mark), box.wider(APART)
        # Where a label cannot move sideward it may come close to a line.
        clear = box.wider(CLEAR) if self.corners else box
        return (
            self.within.holds(box)
            and not any(near.meets(other) for other in self._taken)
            and not any(p != own and near.holds(Box(*p, 0, 0)) for p in self._marks)
            and not any(line.crosses(clear) for line in self._lines)
        )


def _important(series: SeriesSpec) -> list[Mark]:
    """Return the last, first, highest and lowest mark, and where runs begin after a break."""
    marks = series.marks
    if not marks:
        return []
    far = outermost(series)
    return list(dict.fromkeys((marks[-1], marks[0], *(m for m in marks if m in far))))
