"""A native chart as a card of a page: the finding, the plot, what was measured and its source.

All parts have places of their own, so that in each program the plot is as large as it can be and no
text lies on another.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, partial
from math import ceil
from typing import Any

from openpyxl.chart.layout import Layout, ManualLayout
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.drawing.line import LineProperties

from metrics.charts.plotly.geometry import Box
from metrics.exports.workbook.chart_text import INK, SOFT, rich, stacked
from metrics.exports.workbook.charted import SheetChart
from metrics.exports.workbook.native import EXCEL_DAY, YEAR, DescribedAnchor, drawn
from metrics.locale import Lang
from metrics.wording.lines import wrap
from metrics.wording.widths import ems

# Points of letters, and the height of a line as a multiple of them.
SMALL, FOOT, LINE = 9, 8, 1.32
# Sizes of a title, and the lines that it may have in each.
SIZES = ((12, 1), (11, 1), (12, 2), (11, 2), (10, 2), (9, 2))
# Points of a centimetre.
POINTS = 72 / 2.54
# A space that no program drops or breaks at, and its width as a multiple of the letters.
SPACE, SPACE_WIDTH = "\N{NO-BREAK SPACE}", 0.29
# Lines whose widths differ by less are alike: faces differ by as much, and more where digits stand
# among Chinese.
NEARLY: dict[Lang, float] = {"zh": 2.0, "en": 1.0}
# Room at the edges, between words and plot, and for the topmost label, in points.
EDGE, GAP, TOP = 5.0, 6.0, 9.0
# What parts the texts of the line below.
APART = "    "
# Programs break a title that is wider than this share of a chart.
TITLED, FOOTED = 0.74, 0.64
# Share of the width that names of bars may take.
NAMES = 0.4
# Points of a value behind a bar, of the key of a name in a legend, and of a point of a line.
VALUE, KEY, MARKER, MARKED = 46.0, 44.0, 5, 7
# Points of the thickest bar of a ranking, and the most room between two that programs know, as a
# share of a bar in per cent.
THICKEST, WIDEST_GAP = 26.0, 500
# Points that the label of a year takes along an axis.
YEAR_LABEL = 30.0


@dataclass(frozen=True)
class Card:
    """A chart in its place on a sheet.

    Parameters
    ----------
    chart : SheetChart
        What it shows.
    abouts : tuple of str
        What was measured, what tells most first: the first that has room.
    ticks : tuple of str
        Labels of the axis at the left: values, or of a ranking names.
    ends : float
        Width of the words at the ends of lines, in points.
    along : tuple of str
        Labels of the lower axis, of bars.
    column, row : int
        The cell of its upper left corner, counted from 1.
    width, height : float
        In centimetres.
    """

    chart: SheetChart
    abouts: tuple[str, ...]
    ticks: tuple[str, ...]
    ends: float
    along: tuple[str, ...]
    column: int
    row: int
    width: float
    height: float

    @property
    def points(self) -> tuple[float, float]:
        """Width and height in points."""
        return self.width * POINTS, self.height * POINTS

    @cached_property
    def title(self) -> tuple[int, tuple[str, ...]]:
        """The size of the finding, and its lines: one where it fits, never more than two."""
        for size, most in SIZES:
            lines = self._lines(self.chart.title, size, bold=True)
            if len(lines) <= most:
                return size, self._even(size, lines)
        return size, lines

    def _even(self, size: int, lines: tuple[str, ...]) -> tuple[str, ...]:
        """Break a text anew so that its lines are about as long."""
        for share in range(50, 100, 5):
            made = self._lines(self.chart.title, size, bold=True, share=share / 100)
            if len(made) == len(lines):
                return made
        return lines

    @cached_property
    def foot(self) -> tuple[str, ...]:
        """What was measured, the source, where series break: in one line where a form fits."""
        source, broken = self.chart.foot[0], self.chart.broken
        for about in self.abouts:
            if len(lines := self._below(about, source, broken)) == 1:
                return lines
        for about in self.abouts:
            for first, second in (((about,), (source, broken)), ((about, broken), (source,))):
                pair = (self._below(*first), self._below(*second))
                if all(len(lines) == 1 for lines in pair):
                    return pair[0] + pair[1]
        shortest = self.abouts[-1] if self.abouts else ""
        return tuple(
            line for said in (shortest, source, broken) if said for line in self._below(said)
        )

    def _below(self, *said: str) -> tuple[str, ...]:
        """Break texts side by side into lines."""
        return self._lines(APART.join(filter(None, said)), FOOT)

    def _lines(
        self, words: str, size: int, *, bold: bool = False, share: float = 1.0
    ) -> tuple[str, ...]:
        room = self.points[0] * (TITLED if bold else FOOTED) * share / size
        return tuple(wrap(words.strip(), room, partial(ems, bold=bold)))

    @cached_property
    def legend(self) -> int:
        """How many lines names take above the plot."""
        names = dict.fromkeys(run.name for run in self.chart.runs if not run.level)
        if len(names) < 2 or any(r.named is not None for r in self.chart.runs if not r.level):
            return 0
        widest = max(ems(name) for name in names) * SMALL + KEY
        across = max(1, int((self.points[0] - 2 * EDGE) / widest))
        return -(-len(names) // across)

    @cached_property
    def plot(self) -> Box:
        """The plot without the labels of its axes, in points from the corner of the chart."""
        wide, high = self.points
        top = self._heads + LINE * SMALL * self.legend + TOP
        top += LINE * FOOT if self._unit else 0
        below = EDGE + LINE * FOOT * len(self.foot) + GAP
        named = max((ems(line) for tick in self.ticks for line in tick.split("\n")), default=1)
        left = EDGE + min(named * SMALL, wide * NAMES) + 8
        if self.chart.kind == "ranking":
            return Box(left, top - TOP, wide - left - VALUE, high - top + TOP - below)
        right = EDGE + max(self.ends, 6.0)
        across = wide - left - right
        below += LINE * SMALL * self._tall(across)
        return Box(left, top, across, high - top - below)

    @property
    def _heads(self) -> float:
        """Where title and subtitle end."""
        size, lines = self.title
        return EDGE + LINE * size * len(lines) + GAP

    @property
    def _unit(self) -> str:
        """The unit above the axis of values; places of ranks have none, nor bars with values."""
        return "" if self.chart.kind in ("ranking", "rank") else self.chart.unit

    @cached_property
    def span(self) -> tuple[float, float, int]:
        """The days at which an axis of time ends, and the years between its labels."""
        first, last = self.chart.days[0].year - 1, self.chart.days[1].year
        step = max(1, ceil((last - first) * YEAR_LABEL / self.plot.w))
        # The last year has a label.
        first -= (first - last) % step
        return date(first, 12, 31).toordinal(), date(last, 12, 31).toordinal() + YEAR / 2, step

    def _lying(self, made: Any, box: Box) -> None:
        """Leave out the axis of values, as every bar has its own; keep bars from being thick."""
        made.y_axis.number_format = ";;;"
        made.y_axis.majorGridlines = None
        # Made anew: a line that has a colour as well is none that programs read.
        made.y_axis.graphicalProperties = GraphicalProperties(ln=LineProperties(noFill=True))
        rows = max(run.last - run.first + 1 for run in self.chart.runs)
        each = box.h / rows / len(self.chart.runs)
        made.gapWidth = min(WIDEST_GAP, max(40, round((each / THICKEST - 1) * 100)))

    def _tall(self, across: float) -> int:
        """Lines of a label of the lower axis: programs break what is wider than its place."""
        room = across / max(len(self.along), 1)
        lines = (
            sum(max(1, ceil(ems(line) * SMALL * 1.15 / room)) for line in label.split("\n"))
            for label in self.along
        )
        return max(lines, default=1)

    def native(self, lang: Lang) -> Any:
        """Make the chart object of openpyxl."""
        made = drawn(self.chart, lang)
        wide, high = self.points
        size, lines = self.title
        made.title = stacked(
            [(line, size, INK, True) for line in flush(lines, lang, bold=True)], lang
        )
        made.title.layout = _at(EDGE / wide, EDGE / 2 / high)
        for axis in (made.x_axis, made.y_axis):
            axis.txPr = rich(lang, SMALL)
        box = self.plot
        if self.chart.kind == "ranking":
            self._lying(made, box)
        if self.chart.days:
            low, high_end, step = self.span
            zero = EXCEL_DAY.toordinal()
            made.x_axis.scaling.min, made.x_axis.scaling.max = low - zero, high_end - zero
            made.x_axis.majorUnit = step * YEAR
        below = high - EDGE - LINE * FOOT * len(self.foot)
        # Titles of axes are texts that have a place of their own; LibreOffice sets a whole title in
        # one size of letters, and breaks that of an upright axis after a fifth of the width.
        lower, upright = made.x_axis, made.y_axis
        if self.chart.kind == "ranking":
            lower, upright = upright, lower
        lower.title = self._words(self.foot, FOOT, below, lang)
        above = box.y - TOP - LINE * FOOT + 2
        upright.title = self._words((self._unit,), FOOT, above, lang) if self._unit else None
        made.layout = _at(box.x / wide, box.y / high, box.w / wide, box.h / high, inner=True)
        if made.legend is not None:
            made.legend.position = "t"
            made.legend.txPr = rich(lang, SMALL, INK)
            tall = LINE * SMALL * self.legend
            across = min(1 - 2 * EDGE / wide, 1.0)
            made.legend.layout = _at(EDGE / wide, self._heads / high, across, tall / high)
        for series in made.series:
            for point in (series, *series.dPt):
                if (marker := getattr(point, "marker", None)) is not None and marker.size:
                    marker.size = MARKER if point is series else MARKED
        made.width, made.height = self.width, self.height
        made.anchor = DescribedAnchor(
            self.chart.alt, self.row, self.width, self.height, self.column
        )
        return made

    def _words(self, lines: tuple[str, ...], size: int, top: float, lang: Lang) -> Any:
        """Return lines of a text so many points below the upper edge."""
        wide, high = self.points
        made = stacked([(line, size, SOFT, False) for line in flush(lines, lang)], lang, level=True)
        made.layout = _at(EDGE / wide, top / high)
        return made


def flush(lines: Sequence[str], lang: Lang, *, bold: bool = False) -> list[str]:
    """Make lines as wide as the widest one, by spaces at their ends.

    LibreOffice 7.4 centres the lines of a title whatever the file says: alike in width, they begin
    at one edge there, too.

    Parameters
    ----------
    lines : sequence of str
        Of one text.
    lang : str
        ``zh`` or ``en``.
    bold : bool
        Whether the letters are bold.

    Returns
    -------
    list of str
        The lines.

    Examples
    --------
    >>> [len(line) for line in flush(["2010-2025", "2025"], "en")]
    [9, 13]
    """
    wide = [ems(line, bold=bold) for line in lines]
    most = max(wide, default=0.0)
    return [
        line + SPACE * (round((most - own) / SPACE_WIDTH) if most - own > NEARLY[lang] else 0)
        for line, own in zip(lines, wide, strict=True)
    ]


def _at(x: float, y: float, w: float = 0, h: float = 0, *, inner: bool = False) -> Any:
    """Return a place as shares of the chart."""
    size = {"w": w, "h": h} if w else {}
    return Layout(
        manualLayout=ManualLayout(
            layoutTarget="inner" if inner else None, xMode="edge", yMode="edge", x=x, y=y, **size
        )
    )
