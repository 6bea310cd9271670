"""Title, subtitle and footer inside the canvas, wrapped so that a narrow screen cuts nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from metrics.charts.template import PALETTES, TEXT_SIZE, TITLE_SIZE, Theme
from metrics.wording.lines import balanced, flow, plain

# Cells (half the width of a Chinese character) that 330 pixels hold at the two sizes.
TITLE_CELLS = 40
TEXT_CELLS = 52
LINE = 1.35
HEIGHT = 420
# The plot itself is never lower than this.
PLOT = 230
RIGHT = 16
# How many annotations come first in a figure: title, subtitle, footer.
WORDS = 3


@dataclass(frozen=True)
class Texts:
    """The words around a plot, before they are wrapped."""

    title: str
    subtitle: tuple[str, ...]
    footer: tuple[str, ...]


@dataclass(frozen=True)
class Margins:
    """Pixels around a plot."""

    left: int
    right: int
    top: int
    bottom: int


@dataclass(frozen=True)
class Framed:
    """The words around a plot, laid out.

    Parameters
    ----------
    layout : dict
        Height, margins and annotations (title, subtitle, footer) of a Plotly layout.
    bare : Margins
        Room that the plot needs without the words.
    """

    texts: Texts
    layout: dict[str, Any]
    bare: Margins

    def beside(self, right: int) -> Framed:
        """Return the same with room for names at the right of the plot."""
        layout = {**self.layout, "margin": {**self.layout["margin"], "r": right}}
        return replace(self, layout=layout, bare=replace(self.bare, right=right))


def frame(
    title: str,
    subtitle: Sequence[str],
    footer: Sequence[str],
    theme: Theme,
    *,
    left: int,
    ticks: int = 1,
    plot: int = PLOT,
    above: int = 0,
) -> Framed:
    """Lay out the texts of a chart.

    Parameters
    ----------
    title : str
        The title of the chart.
    subtitle : sequence of str
        Parts that stand beside each other below it.
    footer : sequence of str
        Lines below the plot.
    theme : str
        ``light`` or ``dark``.
    left : int
        Width in pixels that the labels of the vertical axis need.
    ticks : int
        Lines of the labels of the horizontal axis.
    plot : int
        Least height of the plot in pixels.
    above : int
        Pixels that marks above the plot need.

    Returns
    -------
    Framed
        Texts, layout and the room that the plot needs.

    Examples
    --------
    >>> frame("Title", ["CNY billion"], ["Source"], "light", left=40).bare.left
    40
    """
    colours = PALETTES[theme]
    head = balanced(title, TITLE_CELLS)
    under = flow(subtitle, " · ", TEXT_CELLS)
    foot = [line for item in footer for line in balanced(item, TEXT_CELLS)]
    top = len(head) * TITLE_SIZE * LINE + len(under) * TEXT_SIZE * LINE + 18 + above
    axis = ticks * TEXT_SIZE * LINE + 12
    bottom = axis + len(foot) * TEXT_SIZE * LINE + 4
    below_title = top - 4 - len(head) * TITLE_SIZE * LINE
    laid = {
        "height": max(HEIGHT, round(top + bottom) + plot),
        "margin": {"l": left, "r": RIGHT, "t": round(top), "b": round(bottom), "pad": 4},
        "annotations": [
            _text([f"<b>{plain(h)}</b>" for h in head], TITLE_SIZE, colours.ink, 1, top - 4, left),
            _text(map(plain, under), TEXT_SIZE, colours.soft, 1, below_title, left),
            _text(map(plain, foot), TEXT_SIZE, colours.soft, 0, -axis, left),
        ],
    }
    # Values above the highest point reach over the edge of the plot.
    bare = Margins(left, RIGHT, 18 + above, round(axis))
    return Framed(Texts(title, tuple(subtitle), tuple(footer)), laid, bare)


def _text(
    lines: Iterable[str], size: int, colour: str, y: int, shift: float, left: int
) -> dict[str, object]:
    """Return lines of text at the left edge, their top ``shift`` pixels above ``y``."""
    return {
        "text": "<br>".join(lines),
        "x": 0,
        "xref": "paper",
        "xanchor": "left",
        "xshift": -left,
        "y": y,
        "yref": "paper",
        "yanchor": "top",
        "yshift": round(shift),
        "align": "left",
        "showarrow": False,
        "borderpad": 0,
        "font": {"size": size, "color": colour},
    }
