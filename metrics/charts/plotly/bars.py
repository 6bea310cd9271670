"""Bars along time: solid for a whole year, hatched for a part, hollow for a bound."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from metrics.charts.plotly.geometry import Box
from metrics.charts.plotly.ground import Ground, size_of
from metrics.charts.plotly.marks import told, whiskers
from metrics.charts.plotly.placing import Label, Side, Walls, place
from metrics.charts.spec import Mark, PlotSpec, SeriesSpec

# Days that a slot spans at most: bars of sparse years are as wide as those of each year.
_YEAR = 366.0
# Share of its slot that a bar, or a group of them, takes.
_SHARE = 0.62
# Pixels that a bar is wide at most.
_WIDEST = 88


def slot(plot: PlotSpec) -> float:
    """Return how much of the axis the slot of one period takes."""
    places = sorted({m.at for m in plot.marks})
    return min([b - a for a, b in pairwise(places)] + [_YEAR])


def _group(ground: Ground, count: int) -> float:
    """Return the width of one bar of a group as a part of the axis."""
    low, high = ground.x
    widest = _WIDEST * ground.style.factor * (high - low) / ground.box.w
    return min(slot(ground.plot) * _SHARE, widest * count) / count


def draw_bars(ground: Ground) -> None:
    """Draw the bars of a plot, series side by side, with their whiskers and arrows."""
    shown = [s for s in ground.plot.series if s.marks]
    width = _group(ground, len(shown))
    for n, series in enumerate(shown):
        shift = (n - (len(shown) - 1) / 2) * width
        ground.add(_bars(ground, series, shift, width * (0.94 if len(shown) > 1 else 1)))
        colour = ground.colours.line(series.role)
        for m in series.marks:
            at = (m.at + shift, m.value)
            x, y, zero = ground.px(at[0]), ground.py(m.value), ground.py(0)
            half = abs(ground.px(width) - ground.px(0)) / 2
            ground.solids.append(Box(x - half, min(y, zero), 2 * half, abs(zero - y)))
            if m.open:
                ground.arrow(at, colour, upward=m.open == "above", gap=2 * ground.style.factor)
            if m.high is not None:
                top = ground.py(m.high)
                ground.solids.append(Box(x - 4, top - 2, 8, max(y - top, 0) + 2))


def _bars(ground: Ground, series: SeriesSpec, shift: float, width: float) -> dict[str, object]:
    marks = series.marks
    colours, f = ground.colours, ground.style.factor
    colour = colours.line(series.role)
    whisker = whiskers(marks, colours.soft, f)
    return {
        "type": "bar",
        "name": series.title,
        "x": [m.at + shift for m in marks],
        "y": [m.value for m in marks],
        "width": width,
        "cliponaxis": False,
        "textposition": "none",
        "marker": fill(marks, colour, colours.paper, f),
        **({"error_y": whisker} if whisker else {}),
        **told(series, marks),
    }


def fill(marks: tuple[Mark, ...], colour: str, paper: str, factor: float) -> dict[str, object]:
    """Return solid, hatched, crossed and hollow fillings of bars.

    Parameters
    ----------
    marks : tuple of Mark
        A bar each.
    colour, paper : str
        Of the series, and of the ground.
    factor : float
        Of strokes.

    Returns
    -------
    dict
        A Plotly marker.
    """
    solid = [not (m.open or m.part or m.derived) for m in marks]
    shapes = ["/" if m.part else "x" if m.derived else "" for m in marks]
    # A pattern is drawn in the colour of its bar and lets the ground through.
    filled = [colour if s or shape else paper for s, shape in zip(solid, shapes, strict=True)]
    return {
        "color": filled,
        "line": {"color": colour, "width": [0 if s else 1.5 * factor for s in solid]},
        **(
            {"pattern": {"shape": shapes, "size": 7 * factor, "solidity": 0.35}}
            if any(shapes)
            else {}
        ),
    }


def label_bars(ground: Ground, *, ended: frozenset[str]) -> None:
    """Write values above bars, and the part of a year above a hatched one.

    Parameters
    ----------
    ground : Ground
        The plot, its bars drawn.
    ended : frozenset of str
        Keys of series whose newest value stands beside their end.
    """
    style = ground.style
    shown = [s for s in ground.plot.series if s.marks]
    width = _group(ground, len(shown))
    wanted = []
    for n, series in enumerate(shown):
        shift = (n - (len(shown) - 1) / 2) * width
        wanted += [
            Wanted(rank, series, m, m.at + shift)
            for m, rank in _ranked(series)
            if rank or series.key not in ended
        ]
    wanted.sort(key=lambda w: (w.rank, -w.at))
    narrow = abs(ground.px(width) - ground.px(0)) < style.label * 2
    sizes = [style.tick if narrow and w.rank else style.label for w in wanted]
    labels = [_label(ground, w, size) for w, size in zip(wanted, sizes, strict=True)]
    walls = Walls(tuple(ground.solids), tuple(ground.segments), tuple(ground.words))
    boxes = place(labels, walls, ground.paper)
    for w, size, box in zip(wanted, sizes, boxes, strict=True):
        if box is not None:
            _write(ground, w, box, size)


@dataclass(frozen=True)
class Wanted:
    """A value to be written at a bar: the newest whole year first."""

    rank: int
    series: SeriesSpec
    mark: Mark
    at: float


def _ranked(series: SeriesSpec) -> Iterator[tuple[Mark, int]]:
    """Yield marks with what labels weigh: newest whole year, highest, parts and bounds, all."""
    marks = series.marks
    whole = [m for m in marks if not m.part] or list(marks)
    newest, highest = whole[-1], max(whole, key=lambda m: m.value)
    for m in marks:
        if m is newest:
            yield m, 0
        elif m is highest:
            yield m, 1
        else:
            yield m, 2 if m.part or m.open or m is marks[-1] else 3 if m is marks[0] else 4


def _label(ground: Ground, wanted: Wanted, size: int) -> Label:
    m, f = wanted.mark, ground.style.factor
    said = ground.style.said(m)
    words = f"{said}\n{m.part}" if m.part else said
    w, h = size_of(words, size, bold=wanted.rank == 0)
    edge = m.value
    if m.high is not None and m.value >= 0:
        edge = max(m.high, m.value)
    below = m.value < 0
    gap = (20 if m.open == ("below" if below else "above") else 3) * f
    sides: tuple[Side, ...] = ("below",) if below else ("above",)
    # Beside higher bars there is room towards the free side.
    nudges = (
        (0.0, *(share * w for share in (0.2, -0.2, 0.4, -0.4, 0.6))) if wanted.rank < 3 else (0.0,)
    )
    required = wanted.rank < 3 and wanted.series.role in ("subject", "second")
    return Label(ground.px(wanted.at), ground.py(edge), w, h, sides, gap, nudges, required)


def _write(ground: Ground, wanted: Wanted, box: Box, size: int) -> None:
    m, strong = wanted.mark, wanted.rank == 0
    at = (wanted.at, m.value)
    colour = ground.colours.text(wanted.series.role) if strong else ground.colours.ink
    said = ground.style.said(m)
    if not m.part:
        ground.note(said, box, at, size, colour, bold=strong)
        return
    upper = Box(box.x, box.y, box.w, box.h / 2)
    lower = Box(box.x, box.y + box.h / 2, box.w, box.h / 2)
    ground.note(said, upper, at, size, ground.colours.soft)
    ground.note(m.part, lower, at, ground.style.tick, ground.colours.soft)
