"""Where values stand in a drawing: the rectangles of its plots, and strokes between places."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from metrics.charts.plotly.style import Size

# A plot by its axis, or its whole width or height.
_AXIS = re.compile(r"[xy](\d*)( domain)?")


class UnknownError(Exception):
    """Something that only Plotly can draw."""


@dataclass(frozen=True)
class Ground:
    """A rectangle with what it stands for.

    Parameters
    ----------
    x, y : tuple of (float, float)
        The ranges of both axes.
    left, top, width, height : float
        The rectangle.
    """

    x: tuple[float, float]
    y: tuple[float, float]
    left: float
    top: float
    width: float
    height: float

    @property
    def bottom(self) -> float:
        """Its lower edge."""
        return self.top + self.height

    def across(self, value: float) -> float:
        """Return where a value stands from the left."""
        first, last = self.x
        return self.left + (value - first) / (last - first) * self.width

    def down(self, value: float) -> float:
        """Return where a value stands from the top."""
        first, last = self.y
        return self.bottom - (value - first) / (last - first) * self.height


@dataclass(frozen=True)
class Sheet:
    """A drawing with its plots.

    Parameters
    ----------
    paper : Ground
        All between the margins, from 0 to 1.
    plots : mapping
        Each by what tells its axes from those of others.
    """

    paper: Ground
    plots: Mapping[str, Ground]

    def of(self, axis: str) -> Ground:
        """Return what a place refers to: a plot, the shares of one, or those of all."""
        if axis == "paper":
            return self.paper
        found = _AXIS.fullmatch(axis)
        if found is None or found[1] not in self.plots:
            raise UnknownError(axis)
        plot = self.plots[found[1]]
        return replace(plot, x=(0, 1), y=(0, 1)) if found[2] else plot

    def place(self, part: Mapping[str, Any], number: str = "") -> tuple[float, float]:
        """Return where a note or a corner of a shape stands."""
        x = self.of(part.get("xref", "x")).across(part[f"x{number}"])
        return x, self.of(part.get("yref", "y")).down(part[f"y{number}"])


def sheet_of(layout: Mapping[str, Any], size: Size) -> Sheet:
    """Return where the plots of a figure stand.

    Parameters
    ----------
    layout : mapping
        Of the figure.
    size : Size
        Of the drawing.

    Returns
    -------
    Sheet
        Its plots.

    Raises
    ------
    UnknownError
        Where an axis is none of plain numbers, or has none to go with it.
    """
    m = layout["margin"]
    width, height = size.width - m["l"] - m["r"], size.height - m["t"] - m["b"]
    paper = Ground((0, 1), (0, 1), m["l"], m["t"], width, height)
    axes = {name: axis for name, axis in layout.items() if name[1:5] == "axis"}
    numbers = {name[5:] for name in axes}
    if len(axes) != 2 * len(numbers) or any(
        a.get("type", "linear") != "linear" for a in axes.values()
    ):
        raise UnknownError("axes")
    return Sheet(paper, {n: _plot(axes[f"xaxis{n}"], axes[f"yaxis{n}"], paper) for n in numbers})


def _plot(lying: Mapping[str, Any], standing: Mapping[str, Any], paper: Ground) -> Ground:
    (x0, x1), (y0, y1) = lying["range"], standing["range"]
    left, right = map(paper.across, lying.get("domain", (0, 1)))
    bottom, top = map(paper.down, standing.get("domain", (0, 1)))
    return Ground((x0, x1), (y0, y1), left, top, right - left, bottom - top)


def short(value: float) -> str:
    """Return a number as a drawing has it.

    Examples
    --------
    >>> short(12.04), short(0.36)
    ('12', '0.4')
    """
    return f"{value:.1f}".removesuffix(".0")


def line(x0: float, y0: float, x1: float, y1: float, look: str) -> str:
    """Draw a line."""
    return f'<path d="M{short(x0)},{short(y0)}L{short(x1)},{short(y1)}" {look}/>'


def box(left: float, top: float, width: float, height: float) -> str:
    """Return where a rectangle stands."""
    return f'x="{short(left)}" y="{short(top)}" width="{short(width)}" height="{short(height)}"'
