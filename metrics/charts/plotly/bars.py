"""Bars along time: solid for a whole year, hatched for a part, hollow for a bound."""

from __future__ import annotations

from itertools import pairwise

from metrics.charts.plotly.geometry import Box
from metrics.charts.plotly.ground import Ground, size_of
from metrics.charts.plotly.marks import told, whiskers
from metrics.charts.plotly.placing import Label, Walls, place
from metrics.charts.spec import Mark, PlotSpec, SeriesSpec

# Days that a slot spans at most: bars of sparse years are as wide as those of each year.
_YEAR = 366.0
# Share of its slot that a bar, or a group of them, takes.
_SHARE = 0.62


def slot(plot: PlotSpec) -> float:
    """Return how much of the axis the slot of one period takes."""
    places = sorted({m.at for m in plot.marks})
    return min([b - a for a, b in pairwise(places)] + [_YEAR])


def draw_bars(ground: Ground) -> None:
    """Draw the bars of a plot, series side by side, with their whiskers and arrows."""
    shown = [s for s in ground.plot.series if s.marks]
    width = slot(ground.plot) * _SHARE / len(shown)
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
    return {
        "color": [colour if s else paper for s in solid],
        "line": {"color": colour, "width": [0 if s else 1.5 * factor for s in solid]},
        **(
            {
                "pattern": {
                    "shape": shapes,
                    "fgcolor": colour,
                    "bgcolor": [colour if s else paper for s in solid],
                    "size": 8 * factor,
                    "solidity": 0.35,
                }
            }
            if any(shapes)
            else {}
        ),
    }


def label_bars(ground: Ground) -> None:
    """Write values above bars, and the part of a year above a hatched one."""
    style, f = ground.style, ground.style.factor
    shown = [s for s in ground.plot.series if s.marks]
    width = slot(ground.plot) * _SHARE / len(shown)
    wanted: list[tuple[int, SeriesSpec, Mark, float]] = []
    for n, series in enumerate(shown):
        shift = (n - (len(shown) - 1) / 2) * width
        marks = series.marks
        highest = max(marks, key=lambda m: m.value)
        for m in marks:
            rank = (
                0 if m is marks[-1] else 1 if m is highest or m.part else 2 if m is marks[0] else 3
            )
            wanted.append((rank, series, m, shift))
    wanted.sort(key=lambda w: (w[0], -w[2].at))
    narrow = abs(ground.px(slot(ground.plot)) - ground.px(0)) < style.label * 3
    labels = []
    for rank, _, m, shift in wanted:
        size = style.tick if narrow and rank else style.label
        words = f"{m.label}\n{m.part}" if m.part else m.label
        w, h = size_of(words, size, bold=rank == 0)
        sides = ("below",) if m.value < 0 else ("above",)
        gap = (20 if m.open == "above" else 3) * f
        y = ground.py(m.value)
        if m.high is not None:
            y = min(y, ground.py(m.high))
        labels.append(Label(ground.px(m.at + shift), y, w, h, sides, gap, required=rank < 2))  # type: ignore[arg-type]
    walls = Walls(tuple(ground.solids), tuple(ground.segments), tuple(ground.words))
    for (rank, series, m, shift), box in zip(
        wanted, place(labels, walls, ground.paper), strict=True
    ):
        if box is not None:
            _write(ground, rank, series, m, shift, box, narrow)


def _write(
    ground: Ground, rank: int, series: SeriesSpec, m: Mark, shift: float, box: Box, narrow: bool
) -> None:
    style = ground.style
    strong = rank == 0
    colour = ground.colours.text(series.role) if strong else ground.colours.ink
    at = (m.at + shift, m.value)
    size = style.tick if narrow and rank else style.label
    if not m.part:
        ground.note(m.label, box, at, size, colour, bold=strong)
        return
    upper = Box(box.x, box.y, box.w, box.h / 2)
    lower = Box(box.x, box.y + box.h / 2, box.w, box.h / 2)
    ground.note(m.label, upper, at, size, colour, bold=strong)
    ground.note(m.part, lower, at, style.tick, ground.colours.soft)
