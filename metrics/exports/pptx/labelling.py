"""Which points of lines have their values written, and at which side of them."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from metrics.briefing.boxes import SMALL
from metrics.charts.layout import LINE
from metrics.charts.spec import Mark, PlotSpec, SeriesSpec
from metrics.exports.pptx.texts import ems

Place = tuple[float, float]
Rect = tuple[float, float, float, float]
Labels = dict[int, str]
# Pixels between a point and its label, and between two labels.
OFF, APART = 8.0, 6.0
# Series whose values are written.
TOLD = ("subject", "second")


@dataclass
class Labelling:
    """Places labels of the lines of a plot so that none lies on a line or on another.

    Parameters
    ----------
    plot : PlotSpec
        Lines along time.
    place : callable
        Pixels of a mark.
    within : tuple of float
        Where labels may stand: left, top, right, bottom.
    words : sequence of tuple
        Where words stand already, such as those of an axis.
    """

    plot: PlotSpec
    place: Callable[[Mark], Place]
    within: Rect
    words: Sequence[Rect] = ()

    def __post_init__(self) -> None:
        self._lines = [
            (self.place(a), self.place(b))
            for s in self.plot.series
            for run in s.runs
            for a, b in itertools.pairwise(run)
        ]
        self._marks = [self.place(m) for m in self.plot.marks]
        self._taken: list[Rect] = list(self.words)

    def chosen(self) -> dict[int, str]:
        """Return the side of the label of each mark that has one, by the mark's identity.

        All values of a series where all of them fit, else the first, the last, the highest and
        the lowest; bounds always.
        """
        found: Labels = {}
        for series in self.plot.series:
            for mark in (m for m in series.marks if m.open):
                found[id(mark)] = self._side(mark) or self._least(mark)
        for series in self.plot.series:
            if series.role in TOLD:
                for mark in _important(series):
                    found |= self._try([mark], found)
        for series in self.plot.series:
            if series.role in TOLD:
                rest = [m for m in series.marks if not _at_the_end(series, m)]
                found |= self._try(rest, found)
        return found

    def _try(self, marks: Sequence[Mark], found: Labels) -> Labels:
        """Label all of some marks, or none of them."""
        kept, made = list(self._taken), {}
        for mark in marks:
            if id(mark) in found:
                continue
            side = self._side(mark)
            if not side:
                self._taken = kept
                return {}
            made[id(mark)] = side
        return made

    def _side(self, mark: Mark) -> str:
        """Return a free side of a mark, which is taken with it; empty where there is none."""
        for side, rect in self._sides(mark):
            if self._free(rect, mark):
                self._taken.append(rect)
                return side
        return ""

    def _least(self, mark: Mark) -> str:
        """Return the side of a mark whose label must be, away from its whisker."""
        side = "b" if mark.open == "above" else "t"
        self._taken.append(dict(self._sides(mark))[side])
        return side

    def _sides(self, mark: Mark) -> Iterator[tuple[str, Rect]]:
        x, y = self.place(mark)
        w, h = ems(mark.label) * SMALL + 4, SMALL * LINE
        rects = {
            "t": (x - w / 2, y - OFF - h, x + w / 2, y - OFF),
            "b": (x - w / 2, y + OFF, x + w / 2, y + OFF + h),
            "r": (x + OFF, y - h / 2, x + OFF + w, y + h / 2),
            "l": (x - OFF - w, y - h / 2, x - OFF, y + h / 2),
        }
        order = "tbrl" if mark.open != "above" else "brlt"
        yield from ((side, rects[side]) for side in order)

    def _free(self, rect: Rect, mark: Mark) -> bool:
        left, top, right, bottom = self.within
        if rect[0] < left or rect[1] < top or rect[2] > right or rect[3] > bottom:
            return False
        own = self.place(mark)
        near = (rect[0] - APART, rect[1] - 1, rect[2] + APART, rect[3] + 1)
        if any(_overlap(near, other) for other in self._taken):
            return False
        if any(p != own and _holds(near, p) for p in self._marks):
            return False
        return not any(_crosses(rect, a, b) for a, b in self._lines)


def _important(series: SeriesSpec) -> list[Mark]:
    """Return the last, first, highest and lowest mark, but for one told at the end of its line."""
    marks = series.marks
    if not marks:
        return []
    chosen = [
        marks[-1],
        marks[0],
        max(marks, key=lambda m: m.value),
        min(marks, key=lambda m: m.value),
    ]
    return [m for m in dict.fromkeys(chosen) if not _at_the_end(series, m)]


def _at_the_end(series: SeriesSpec, mark: Mark) -> bool:
    return bool(series.end) and mark is series.marks[-1]


def _overlap(one: Rect, other: Rect) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _holds(rect: Rect, at: Place) -> bool:
    return rect[0] <= at[0] <= rect[2] and rect[1] <= at[1] <= rect[3]


def _crosses(rect: Rect, a: Place, b: Place) -> bool:
    """Tell whether a part of a line lies within a rectangle, by clipping it at each edge.

    Examples
    --------
    >>> _crosses((0, 0, 10, 10), (-5, 5), (15, 5)), _crosses((0, 0, 10, 10), (-5, 0), (5, 20))
    (True, False)
    """
    start, end = 0.0, 1.0
    for axis in (0, 1):
        low, high, way = rect[axis], rect[axis + 2], b[axis] - a[axis]
        if way == 0:
            if not low <= a[axis] <= high:
                return False
            continue
        first, last = sorted(((low - a[axis]) / way, (high - a[axis]) / way))
        start, end = max(start, first), min(end, last)
    return start < end
