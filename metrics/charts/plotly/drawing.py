"""Draw the plots of a chart into a box of a canvas, or alone as the figure of a card."""

from __future__ import annotations

from collections.abc import Sequence

import plotly.graph_objects as go

from metrics.charts.plotly.axes import lying_time, standing_values, widest
from metrics.charts.plotly.bars import draw_bars, label_bars, slot
from metrics.charts.plotly.canvas import Canvas, Part
from metrics.charts.plotly.ends import End, ends_of, room, write_ends
from metrics.charts.plotly.extras import draw_extras, label_extras
from metrics.charts.plotly.geometry import Box
from metrics.charts.plotly.ground import Ground, size_of
from metrics.charts.plotly.lines import draw_lines, label_lines
from metrics.charts.plotly.rows import draw_rows
from metrics.charts.plotly.style import Size, Style, Theme
from metrics.charts.spec import ChartSpec, Mark, PlotSpec
from metrics.locale import Lang
from metrics.wording.widths import ems

# Least pixels from the left edge to the first point, so that no label lies on the ticks.
_LEFT = 44


def figure(spec: ChartSpec, theme: Theme, size: Size) -> go.Figure:
    """Draw the figure of a card: plots without title and notes, which stand beside it as text.

    Parameters
    ----------
    spec : ChartSpec
        What is drawn.
    theme : str
        ``light`` or ``dark``.
    size : Size
        Pixels that it is drawn for. It may be stretched afterwards: ``layout.meta`` holds the span
        of the axis of time and the room in pixels at both its ends.

    Returns
    -------
    plotly.graph_objects.Figure
        Not to be changed: it may be shared.

    Examples
    --------
    >>> from metrics.charts.spec import Axis, ChartText, Mark, SeriesSpec, Tick
    >>> axis = Axis(0, 10, (Tick(0, "0"), Tick(10, "10")))
    >>> time = Axis(738000, 738365, (Tick(738000, "2020"), Tick(738365, "2021")))
    >>> run = tuple(Mark(738000 + 365 * n, 9 + n, "2020", "9", ("9", "2020", "A")) for n in (0, 1))
    >>> plot = PlotSpec("lines", (SeriesSpec("a", "", "A", "subject", (run,)),), axis, time, "%")
    >>> text = ChartText("A", "", "A", "", (), (), "", "")
    >>> spec = ChartSpec("a", "indicator?id=a", "en", text, (plot,))
    >>> drawn = figure(spec, "light", Size(510, 330))
    >>> drawn.layout.meta["span"]
    [738000, 738365]
    """
    return go.Figure(described(spec, theme, size), skip_invalid=True)


def described(spec: ChartSpec, theme: Theme, size: Size) -> Part:
    """Return the figure of a card as plain data, which is sent as it is.

    Parameters
    ----------
    spec : ChartSpec
        What is drawn.
    theme : str
        ``light`` or ``dark``.
    size : Size
        Pixels that it is drawn for.

    Returns
    -------
    dict
        Traces and layout.

    Examples
    --------
    >>> from metrics.charts.spec import ChartText
    >>> words = ChartText("", "", "", "", (), (), "", "")
    >>> described(ChartSpec("a", "", "en", words, ()), "light", Size(510, 330))["data"]
    []
    """
    style = size.style
    canvas = Canvas(size.width, size.height, theme, style.top, style.bottom)
    draw(canvas, spec, Box(0, 0, size.width, size.height), style)
    return canvas.described()


def draw(canvas: Canvas, spec: ChartSpec, box: Box, style: Style) -> tuple[Ground, ...]:
    """Draw the plots of a chart into a box, below each other, with all their words.

    Parameters
    ----------
    canvas : Canvas
        What they are drawn on.
    spec : ChartSpec
        What is drawn.
    box : Box
        Pixels of the canvas that plots, ticks and labels take together.
    style : Style
        Sizes of letters and strokes.

    Returns
    -------
    tuple of Ground
        What each plot stands on: its rectangle, and where its words stand.

    Examples
    --------
    >>> from metrics.charts.spec import ChartText
    >>> spec = ChartSpec("a", "", "en", ChartText("", "", "", "", (), (), "", ""), ())
    >>> draw(Canvas(1920, 1080), spec, Box(80, 200, 1760, 700), Style())
    ()
    """
    plots = [p for p in spec.plots if any(s.marks for s in p.series)]
    if not plots:
        return ()
    grounds = []
    timed = all(p.kind in ("lines", "bars") for p in plots)
    shared = timed and len(plots) > 1
    heading = style.label * 2.2 if len(plots) > 1 else 0.0
    tops = heading + style.top
    under = style.bottom if not shared else 0.0
    each = (box.h - (style.bottom if shared else 0)) / len(plots)
    ends = [ends_of(p, style, box.w, spec.lang) if timed else () for p in plots]
    frame = _span(plots, ends, style, box.w, spec.lang) if timed else ((0.0, 1.0), (0.0, 0.0))
    for n, plot in enumerate(plots):
        y = box.y + n * each
        area = Box(box.x, y + tops, box.w, each - tops - under)
        if heading:
            _head(canvas, plot, Box(box.x, y, box.w, tops), style)
        grounds.append(
            ground := Ground(canvas, plot, area, style, spec.lang, number=canvas.plots + 1)
        )
        if timed:
            last = n == len(plots) - 1
            # Plots of one scale stay on one, whatever room their labels need.
            alike = [p for p in plots if p.values == plot.values]
            ground.y = _heights(ground, [m for p in alike for m in p.marks])
            _timed(ground, ends[n], frame, last=last, shared=shared)
        else:
            draw_rows(ground)
    return tuple(grounds)


def _head(canvas: Canvas, plot: PlotSpec, box: Box, style: Style) -> None:
    """Write what a plot shows, where it has room: the ends of several lines tell their names."""
    for size in (style.label, style.tick):
        fits = size_of(plot.heading, size, bold=True)[0] <= box.w
        if fits or (size == style.tick and len(plot.series) == 1):
            y = box.y + style.label * 0.5
            canvas.write(plot.heading, box.x, y, size, canvas.colours.ink, bold=True)
            return


def _span(
    plots: list[PlotSpec], ends: list[tuple[End, ...]], style: Style, width: float, lang: Lang
) -> tuple[tuple[float, float], tuple[float, float]]:
    """Return the span of time that all plots share, and the room in pixels at both its ends."""
    marks = [m for p in plots for m in p.marks]
    first, last = min(m.at for m in marks), max(m.at for m in marks)
    slots = [slot(p) / 2 for p in plots if p.kind == "bars"]
    if slots:
        first, last = first - max(slots), last + max(slots)
    elif first == last:
        first, last = first - 183, last + 183
    ticks = max(widest(p.values, p.unit, lang, style.tick) for p in plots)
    left = max(_LEFT * style.factor, ticks + 14 * style.factor)
    right = max((room(e, style) for e in ends if e), default=0.0)
    if not right:
        newest = [max(p.marks, key=lambda m: m.at) for p in plots]
        half = max(size_of(style.said(m), style.end, bold=True)[0] / 2 for m in newest)
        # Beside a higher bar the label of a part of a year moves to the right.
        share = 1.0 if not slots else 1.3 if any(m.part for m in newest) else 0.6
        right = max(half * share + 6 * style.factor, 18 * style.factor)
    # A label of the axis that does not fit is not drawn at all.
    latest = max((t for p in plots for t in p.along.ticks), key=lambda t: t.at, default=None)
    if latest is not None and not slots:
        right = max(right, ems(latest.label) * style.tick / 2 + 2)
    return (first, last), (left, min(right, width * 0.5))


def _timed(
    ground: Ground,
    ends: tuple[End, ...],
    frame: tuple[tuple[float, float], tuple[float, float]],
    *,
    last: bool,
    shared: bool,
) -> None:
    """Draw a plot along time."""
    (first, latest), (left, right) = frame
    per = (latest - first) / (ground.box.w - left - right)
    ground.x = (first - left * per, latest + right * per)
    ground.canvas.meta.setdefault("span", [first, latest])
    ground.canvas.meta.setdefault("room", [left, right])
    standing_values(ground, ground.lang)
    lying_time(ground, labelled=last or not shared, shared=shared)
    draw_extras(ground)
    if ground.plot.kind == "bars":
        draw_bars(ground)
    else:
        draw_lines(ground)
    ended = write_ends(ground, ends, latest)
    if ground.plot.kind == "bars":
        label_bars(ground, ended=ended)
    else:
        label_lines(ground, ended=ended)
    label_extras(ground)


def _heights(ground: Ground, marks: Sequence[Mark]) -> tuple[float, float]:
    """Return the range of values, longer where labels of the outermost marks need room."""
    axis, style, h = ground.plot.values, ground.style, ground.box.h
    low, high = axis.low, axis.high
    # Letters of Chinese are higher than the margin where the topmost tick is the edge of the plot.
    top, bottom = 1 + 3 * style.factor / h, 0.0
    for m in marks:
        size = style.end if ground.plot.kind == "lines" else style.label
        room = size * 1.2 + 8 * style.factor
        outer = room + size * 1.2 * bool(m.part) + 18 * style.factor * (m.open == "above")
        peak = m.value if m.high is None else max(m.value, m.high)
        top = max(top, (peak - low) / (high - low) / max(1 - (outer - style.top) / h, 0.3))
        if m.value < 0 or axis.rank or not axis.zero:
            bottom = max(bottom, (high - m.value) / (high - low) / max(1 - room / h, 0.3))
    span = high - low
    return high - span * max(bottom, 1.0), low + span * top
