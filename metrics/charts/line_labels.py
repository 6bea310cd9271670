"""Names at the ends of lines, kept apart where ends lie close."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from metrics.charts.layout import LINE, PLOT
from metrics.charts.template import PALETTES, TEXT_SIZE, Theme
from metrics.wording.lines import cells

CELL = 7
# Width of a chart on a phone.
NARROWEST = 330


@dataclass(frozen=True)
class LineLabel:
    """A name at the end of a line.

    Parameters
    ----------
    share : float
        Where the line ends, as a share of the height of the plot.
    lines : tuple of str
        The name in lines, markup included.
    width : int
        Cells of its widest line, markup left out.
    strong : bool
        Whether it is the one that the reader looks for.
    """

    share: float
    lines: tuple[str, ...]
    width: int
    strong: bool = True


def margin_right(ends: Sequence[LineLabel]) -> int:
    """Return pixels that the names need at the right of the plot."""
    return max((e.width for e in ends), default=0) * CELL + 26


def plot_width(left: int, ends: Sequence[LineLabel], width: int) -> int:
    """Return pixels between the labels at both sides of a chart of a width.

    Parameters
    ----------
    left : int
        Pixels of the labels at the left.
    ends : sequence of LineLabel
        Names at the ends of lines.
    width : int
        Pixels of the chart.

    Returns
    -------
    int
        Pixels.

    Examples
    --------
    >>> plot_width(40, (), 400)
    336
    """
    return max(width - left - (margin_right(ends) if ends else 24), 60)


def end_names(ends: Sequence[LineLabel], theme: Theme, plot: int = PLOT) -> list[dict[str, Any]]:
    """Return annotations at the right edge, in the order of the lines, none over another.

    Parameters
    ----------
    ends : sequence of LineLabel
        Names at the ends of lines.
    theme : str
        ``light`` or ``dark``.
    plot : int
        Pixels that the plot is high.

    Returns
    -------
    list[dict[str, Any]]
        Annotations of a Plotly layout.

    Examples
    --------
    >>> end_names((), "light")
    []
    """
    palette = PALETTES[theme]
    ordered = sorted(ends, key=lambda e: e.share)
    tall = [len(e.lines) * TEXT_SIZE * LINE for e in ordered]
    middles = spread([e.share * plot for e in ordered], tall, plot)
    return [
        {
            "text": "<br>".join(end.lines),
            "x": 1,
            "xref": "paper",
            "xanchor": "left",
            "xshift": 8,
            "y": middle / plot,
            "yref": "paper",
            "yanchor": "middle",
            "align": "left",
            "showarrow": False,
            "borderpad": 0,
            "font": {"size": TEXT_SIZE, "color": palette.ink if end.strong else palette.soft},
        }
        for end, middle in zip(ordered, middles, strict=True)
    ]


def spread(middles: Sequence[float], tall: Sequence[float], height: float) -> list[float]:
    """Move boxes apart upward, then down again from the upper edge.

    Parameters
    ----------
    middles, tall : sequence of float
        Middle and height of each box, in ascending order of the middles.
    height : float
        Upper edge; boxes may stand below zero only where they do not fit.

    Returns
    -------
    list of float
        Middles that keep the boxes apart.

    Examples
    --------
    >>> spread([0.0, 1.0, 99.0], [10, 10, 10], 100)
    [0.0, 10.0, 95.0]
    """
    placed: list[float] = []
    floor = float("-inf")
    for middle, size in zip(middles, tall, strict=True):
        placed.append(max(middle, floor + size / 2))
        floor = placed[-1] + size / 2
    ceiling = height
    for place in range(len(placed) - 1, -1, -1):
        placed[place] = min(placed[place], ceiling - tall[place] / 2)
        ceiling = placed[place] - tall[place] / 2
    return placed


def width_of(lines: Sequence[str]) -> int:
    """Return cells of the widest of some plain lines, with room for a mark."""
    return max(map(cells, lines)) + 2
