"""Words over a chart: values at ends of lines, breaks, levels, units and names."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from metrics.briefing.boxes import SMALL, Box
from metrics.charts.plotly.placing import spread
from metrics.charts.plotly.style import LINE
from metrics.charts.spec import PlotSpec, SeriesSpec
from metrics.exports.pptx.model import NativeAxis, Note, Piece
from metrics.exports.pptx.theme import PALETTE
from metrics.wording.lines import wrap
from metrics.wording.widths import spaced

# Pixels of a line of words, of the widest name at an end, and between a line's end and its name.
TALL = SMALL * LINE
WIDEST, AWAY = 330.0, 18.0
# Texts on light paper are no lighter than this.
SOFT = PALETTE.soft
SQUARE, STAR = "■ ", "★"


def end_lines(series: SeriesSpec) -> tuple[tuple[Piece, ...], ...]:
    """Return what stands at the end of a line: its latest value, and its name in lines."""
    strong = series.role in ("subject", "second")
    colour = PALETTE.text(series.role)
    names = wrap(series.name, WIDEST / SMALL, spaced) if series.name else []
    value = [(Piece(series.end, colour, bold=strong),)] if series.end else []
    return (*value, *((Piece(name, colour),) for name in names))


def width_of(lines: Sequence[Sequence[Piece]]) -> float:
    """Return pixels of the widest of some lines."""
    return max((sum(spaced(p.text, bold=p.bold) for p in ln) for ln in lines), default=0) * SMALL


def end_notes(plot: PlotSpec, box: Box, axis: NativeAxis) -> Iterator[Note]:
    """Yield words at the ends of lines, at the right of the plot, none over another.

    Parameters
    ----------
    plot : PlotSpec
        Lines along time.
    box : Box
        The plot on the slide.
    axis : NativeAxis
        Of the values.
    """
    named = [(s, end_lines(s)) for s in plot.series if s.role != "background" and s.marks]
    told = [(s.marks[-1].value, lines) for s, lines in named if lines]
    ordered = sorted(told, key=lambda pair: axis.share(pair[0]))
    tall = [len(lines) * TALL for _, lines in ordered]
    middles = spread([axis.share(v) * box.h for v, _ in ordered], tall, 0, box.h)
    for (_, lines), high, middle in zip(ordered, tall, middles, strict=True):
        at = Box(box.x + box.w + AWAY, box.y + box.h - middle - high / 2, width_of(lines) + 8, high)
        yield Note(at, lines, SMALL)


def head_notes(plot: PlotSpec, frame: Box, *, headed: bool) -> list[Note]:
    """Return the lines at the top of a chart: its heading, its unit and names of its bars.

    Parameters
    ----------
    plot : PlotSpec
        What is drawn.
    frame : Box
        The whole chart.
    headed : bool
        Whether the heading stands there, as there are other plots.
    """
    lines: list[tuple[Piece, ...]] = []
    if headed and plot.heading:
        lines.append((Piece(plot.heading, PALETTE.ink, bold=True),))
    about = [Piece(plot.unit, SOFT)] if plot.unit else []
    if plot.kind in ("bars", "pairs") and len(plot.series) > 1:
        for series in filter(lambda s: s.name, plot.series):
            gap = [Piece("　", SOFT)] if about else []
            about += [
                *gap,
                Piece(SQUARE, PALETTE.line(series.role)),
                Piece(series.name, PALETTE.ink),
            ]
    if about:
        lines.append(tuple(about))
    return [
        Note(Box(frame.x, frame.y + n * TALL, width_of([line]) + 8, TALL), (line,), SMALL)
        for n, line in enumerate(lines)
    ]


def over_notes(
    plot: PlotSpec, box: Box, along: Callable[[float], float], left: float
) -> Iterator[Note]:
    """Yield the names of breaks and the stars of events above a plot, none over another.

    Parameters
    ----------
    plot : PlotSpec
        What is drawn.
    box : Box
        The plot on the slide.
    along : callable
        Pixels from the left of a place along the axis.
    left : float
        Where the words begin that stand there already.
    """
    named = [(b.at, Piece(b.label, SOFT)) for b in plot.breaks]
    stars = [((e.at + e.end) / 2, Piece(STAR, PALETTE.ink)) for e in plot.events]
    for at, piece in sorted(named + stars, key=lambda pair: pair[0]):
        x = along(at)
        if not box.x - 1 <= x <= box.x + box.w + 1:
            continue
        wide = spaced(piece.text) * SMALL + 8
        x = max(x - wide / 2, left)
        left = x + wide
        yield Note(Box(x, box.y - TALL - 4, wide, TALL), ((piece,),), SMALL, "ctr")


def level_notes(plot: PlotSpec, box: Box, axis: NativeAxis) -> Iterator[Note]:
    """Yield the name of each level that values are compared with, above it at the left."""
    for level in plot.references:
        line = (Piece(level.label, SOFT),)
        y = box.y + (1 - axis.share(level.value)) * box.h - TALL - 2
        yield Note(Box(box.x + 8, y, width_of([line]) + 8, TALL), (line,), SMALL)
