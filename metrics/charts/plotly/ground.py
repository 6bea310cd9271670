"""The ground that the marks of a plot stand on: its rectangle, its scales, its axes and words."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from metrics.charts.plotly.canvas import Canvas, Part
from metrics.charts.plotly.geometry import Box, Segment
from metrics.charts.plotly.style import Colours, Style
from metrics.charts.spec import PlotSpec
from metrics.locale import Lang
from metrics.wording.lines import plain
from metrics.wording.widths import ems


@dataclass
class Ground:
    """One plot of a canvas.

    Parameters
    ----------
    canvas : Canvas
        What it is drawn on.
    plot : PlotSpec
        What is drawn.
    box : Box
        The rectangle of its axes, in pixels of the canvas.
    style : Style
        Sizes of letters and strokes.
    lang : str
        Language of its words.
    x, y : tuple of float
        Values at the left and right edge, at the lower and upper edge.
    words, labels : list of Box
        Where words stand already, with those of the axes and without them.
    segments, solids : list
        Lines, and markers, bars and arrows, which labels keep clear of.
    number : int
        Tells its axes from those of other plots.
    """

    canvas: Canvas
    plot: PlotSpec
    box: Box
    style: Style
    lang: Lang
    x: tuple[float, float] = (0.0, 1.0)
    y: tuple[float, float] = (0.0, 1.0)
    words: list[Box] = field(default_factory=list)
    segments: list[Segment] = field(default_factory=list)
    solids: list[Box] = field(default_factory=list)
    labels: list[Box] = field(default_factory=list)
    number: int = 1

    @property
    def colours(self) -> Colours:
        """Colours of its canvas."""
        return self.canvas.colours

    @property
    def axis(self) -> str:
        """What tells its axes from those of other plots."""
        return "" if self.number == 1 else str(self.number)

    @property
    def paper(self) -> Box:
        """What its words stay within: the rectangle and the margin above it."""
        top = self.style.top
        return Box(self.box.x, self.box.y - top, self.box.w, self.box.h + top)

    def px(self, value: float) -> float:
        """Pixels of a value along the lying axis."""
        low, high = self.x
        return self.box.x + (value - low) / (high - low) * self.box.w

    def py(self, value: float) -> float:
        """Pixels of a value along the standing axis."""
        low, high = self.y
        return self.box.bottom - (value - low) / (high - low) * self.box.h

    def add(self, trace: Part) -> None:
        """Add a trace to its axes."""
        self.canvas.traces.append({"xaxis": f"x{self.axis}", "yaxis": f"y{self.axis}", **trace})

    def note(
        self,
        words: str,
        box: Box,
        at: tuple[float, float],
        size: float,
        colour: str,
        *,
        bold: bool = False,
        align: str = "center",
        backed: bool = False,
    ) -> None:
        """Write words into a box, bound to a place of the axes.

        Parameters
        ----------
        words : str
            One line, or several with a line break between them.
        box : Box
            Where they stand, in pixels.
        at : tuple of float
            Place of the axes that they move with.
        size : float
            Of the letters.
        colour : str
            Of the letters.
        bold : bool
            Whether they are bold.
        align : str
            ``left``, ``center`` or ``right``.
        backed : bool
            Whether a line that runs below them ends beside them.
        """
        edge = {"left": box.x, "center": box.x + box.w / 2, "right": box.right}[align]
        self.words.append(box)
        self.labels.append(box)
        self.canvas.notes.append(
            {
                "text": plain(words).replace("\n", "<br>"),
                "x": at[0],
                "y": at[1],
                "xref": f"x{self.axis}",
                "yref": f"y{self.axis}",
                "xanchor": align,
                "yanchor": "middle",
                "align": align,
                "xshift": round(edge - self.px(at[0]), 1),
                "yshift": round(self.py(at[1]) - box.middle[1], 1),
                "showarrow": False,
                "borderpad": 0,
                "borderwidth": 0,
                **({"bgcolor": self.colours.paper} if backed else {}),
                "font": {"size": size, "color": colour, "weight": 700 if bold else 400},
            }
        )

    def arrow(self, at: tuple[float, float], colour: str, *, upward: bool, gap: float) -> None:
        """Point from a bound to its open side."""
        f = self.style.factor
        length, side = 14 * f, 1 if upward else -1
        tip = (gap + length) * side
        self.canvas.notes.append(
            {
                "text": "",
                "x": at[0],
                "y": at[1],
                "xref": f"x{self.axis}",
                "yref": f"y{self.axis}",
                "yshift": tip,
                "ax": 0,
                "ay": length * side,
                "showarrow": True,
                "arrowhead": 2,
                "arrowsize": 0.9,
                "arrowwidth": 1.5 * f,
                "arrowcolor": colour,
            }
        )
        x, y = self.px(at[0]), self.py(at[1])
        far = y - tip
        self.solids.append(Box(x - 4 * f, min(y, far), 8 * f, abs(tip)))


def size_of(words: str, size: float, *, bold: bool = False) -> tuple[float, float]:
    """Return width and height of some lines in pixels.

    Examples
    --------
    >>> size_of("专利", 10)
    (20.0, 12.0)
    """
    lines = words.split("\n")
    return max(ems(line, bold=bold) for line in lines) * size, len(lines) * size * 1.2


def joined(value: str, unit: str) -> str:
    """Set a unit behind a value: after a space where it is Latin, apart where it tells a base.

    Examples
    --------
    >>> joined("25", "个月"), joined("25", "months"), joined("25", "%"), joined("140", "2012=100")
    ('25个月', '25 months', '25%', '140 · 2012=100')
    """
    if "=" in unit:
        return f"{value} · {unit}"
    spaced = bool(unit) and unit[0].isascii() and unit[0].isalpha()
    return f"{value} {unit}" if spaced else f"{value}{unit}"


def axis_base(colours: Colours, style: Style) -> dict[str, Any]:
    """Return what all axes have in common."""
    return {
        "showgrid": False,
        "zeroline": False,
        "showline": False,
        "ticks": "",
        "tickangle": 0,
        "automargin": False,
        "tickfont": {"size": style.tick, "color": colours.soft},
    }
