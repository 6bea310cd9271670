"""Words over a chart: values at ends of lines, breaks, levels, units and names."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from metrics.briefing.boxes import SMALL, Box
from metrics.charts.plotly.ends import End
from metrics.charts.plotly.style import LINE
from metrics.charts.spec import PlotSpec
from metrics.exports.pptx.model import Note, Piece
from metrics.exports.pptx.theme import PALETTE
from metrics.wording.widths import spaced

# Pixels of a line of words.
TALL = SMALL * LINE
# Texts on light paper are no lighter than this.
SOFT = PALETTE.soft
SQUARE, STAR = "■ ", "★"


def width_of(lines: Sequence[Sequence[Piece]]) -> float:
    """Return pixels of the widest of some lines."""
    return max((sum(spaced(p.text, bold=p.bold) for p in ln) for ln in lines), default=0) * SMALL


def end_notes(placed: Sequence[tuple[End, Box]]) -> Iterator[Note]:
    """Yield words at the ends of lines in their places: the newest value, the name below it."""
    for end, box in placed:
        colour = PALETTE.text(end.series.role)
        lines = tuple((Piece(r.words, colour, r.bold, r.size),) for r in end.rows)
        yield Note(replace(box, w=box.w + 8), lines, min(r.size for r in end.rows))


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


def level_notes(placed: Iterable[tuple[str, Box]]) -> Iterator[Note]:
    """Yield the names of levels that values are compared with."""
    for words, box in placed:
        at = Box(box.x - 8, box.y, box.w + 8, box.h)
        yield Note(at, ((Piece(words, PALETTE.second),),), SMALL, "r")
