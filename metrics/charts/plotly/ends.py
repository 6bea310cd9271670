"""Names and newest values at the ends of lines, pushed apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from metrics.charts.plotly.geometry import Box
from metrics.charts.plotly.ground import Ground, size_of
from metrics.charts.plotly.placing import Label, Side, Walls, place, spread
from metrics.charts.plotly.style import Style
from metrics.charts.spec import PlotSpec, SeriesSpec
from metrics.wording.lines import wrap
from metrics.wording.widths import ems

# Pixels between the end of a line and its label.
AWAY = 10
# Share of the width that the labels may take.
_SHARE = 0.3
# Days by which a line ends before the others so that its label may stand at its own end.
_EARLY = 200
_ORDER = {"subject": 0, "second": 1, "comparator": 2}


@dataclass(frozen=True)
class Row:
    """One line of a label: its words, their size, and whether they are bold."""

    words: str
    size: float
    bold: bool

    @property
    def w(self) -> float:
        """Its width in pixels."""
        return ems(self.words, bold=self.bold) * self.size

    @property
    def h(self) -> float:
        """Its height in pixels."""
        return self.size * 1.25


@dataclass(frozen=True)
class End:
    """The label at the end of a series."""

    series: SeriesSpec
    rows: tuple[Row, ...]

    @property
    def w(self) -> float:
        """Its width in pixels."""
        return max(row.w for row in self.rows)

    @property
    def h(self) -> float:
        """Its height in pixels."""
        return sum(row.h for row in self.rows)


def ends_of(plot: PlotSpec, style: Style, width: float) -> tuple[End, ...]:
    """Return the labels that a plot has beside it: one for each series that has a name.

    Parameters
    ----------
    plot : PlotSpec
        What is drawn.
    style : Style
        Sizes of letters.
    width : float
        Pixels of the whole plot, of which the labels take a share at most.

    Returns
    -------
    tuple of End
        The most important first; of a lone series none.
    """
    named = [s for s in plot.series if s.name and s.marks and s.role in _ORDER]
    if len(plot.series) < 2:
        return ()
    named.sort(key=lambda s: _ORDER[s.role])
    return tuple(End(s, _rows(s, style, width * _SHARE)) for s in named)


def _rows(series: SeriesSpec, style: Style, width: float) -> tuple[Row, ...]:
    value = series.end or series.marks[-1].label
    quiet = series.role == "comparator"
    size = style.name if quiet else style.end
    whole = f"{series.name} {value}"
    if quiet and ems(whole) * size <= width:
        return (Row(whole, size, False),)
    bold = not quiet
    told = wrap(value, width / size, partial(ems, bold=bold))
    if len(told) > 2 or max(ems(line, bold=bold) for line in told) * size > width * 1.1:
        # The unit stands at the axis.
        told = [series.marks[-1].label]
    names = wrap(series.name, width / style.name, ems)
    return (
        *(Row(line, size, bold) for line in told),
        *(Row(line, style.name, False) for line in names),
    )


def room(ends: Sequence[End], style: Style) -> float:
    """Return pixels that labels need beside the last points."""
    return max((end.w for end in ends), default=0) + (AWAY + 4) * style.factor


def write_ends(ground: Ground, ends: Sequence[End], at: float) -> None:
    """Write the labels beside the last points, none over another; the least important give way.

    Parameters
    ----------
    ground : Ground
        The plot, its marks drawn.
    ends : sequence of End
        Labels, the most important first.
    at : float
        End of the span of time.
    """
    box = ground.box
    kept = list(ends)
    while sum(end.h for end in kept) > box.h and len(kept) > 1:
        kept.pop()
    left = ground.px(at) + AWAY * ground.style.factor
    early = [e for e in kept if ground.plot.kind == "lines" and _early(e, at)]
    own = _beside(ground, early, _column(ground, [e for e in kept if e not in early]), left)
    for end, spot in own:
        _write(ground, end, spot.x, spot.y, end.series.marks[-1].at)
    beside = [end for end, _ in own]
    for end, middle in _column(ground, [e for e in kept if e not in beside]):
        _write(ground, end, left, middle - end.h / 2, at)


def _early(end: End, at: float) -> bool:
    """Tell whether a line ends before the others."""
    return at - end.series.marks[-1].at > _EARLY and end.series.role == "comparator"


def _beside(
    ground: Ground, early: Sequence[End], column: Sequence[tuple[End, float]], left: float
) -> list[tuple[End, Box]]:
    """Return free places of labels at lines that end before the others: of all of them or none."""
    gap = AWAY * ground.style.factor
    taken = [Box(left, middle - e.h / 2, e.w, e.h) for e, middle in column]
    walls = Walls(tuple(ground.solids), tuple(ground.segments), (*ground.words, *taken))
    labels = []
    for end in early:
        last = end.series.marks[-1]
        sides: tuple[Side, ...] = ("right", "above left", "above", "below right")
        x, y = ground.px(last.at), ground.py(last.value)
        labels.append(Label(x, y, end.w, end.h, sides, gap))
    found = place(labels, walls, ground.paper)
    spots = [(end, box) for end, box in zip(early, found, strict=True) if box is not None]
    return spots if len(spots) == len(early) else []


def _column(ground: Ground, kept: Sequence[End]) -> list[tuple[End, float]]:
    """Return labels with their middles, a value level with its point and its name below."""
    ordered = sorted(kept, key=lambda end: ground.py(end.series.marks[-1].value))
    middles = [ground.py(e.series.marks[-1].value) + (e.h - e.rows[0].h) / 2 for e in ordered]
    box = ground.box
    top = box.y - ground.style.top
    places = spread(middles, [e.h for e in ordered], top, box.bottom - 3 * ground.style.factor)
    return list(zip(ordered, places, strict=True))


def _write(ground: Ground, end: End, left: float, top: float, at: float) -> None:
    colour = ground.colours.text(end.series.role)
    for row in end.rows:
        w, h = size_of(row.words, row.size, bold=row.bold)
        place = Box(left, top + (row.h - h) / 2, w, h)
        ground.note(
            row.words,
            place,
            (at, end.series.marks[-1].value),
            row.size,
            colour,
            bold=row.bold,
            align="left",
        )
        top += row.h
