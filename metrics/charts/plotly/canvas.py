"""What a figure is made of, collected in pixels: traces, axes, words and strokes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import plotly.graph_objects as go

from metrics.charts.plotly.geometry import Box
from metrics.charts.plotly.style import COLOURS, FONT, Colours, Theme
from metrics.wording.lines import plain

Part = dict[str, Any]


@dataclass
class Canvas:
    """A figure in the making; y runs downward from its upper edge.

    Parameters
    ----------
    width, height : float
        Pixels of the whole.
    theme : str
        ``light`` or ``dark``.
    top, bottom : float
        Margins above and below the first and the last plot. They stay as they are where a page
        stretches the figure; all between them is stretched.
    """

    width: float
    height: float
    theme: Theme = "light"
    top: float = 0
    bottom: float = 0
    traces: list[Part] = field(default_factory=list)
    axes: Part = field(default_factory=dict)
    notes: list[Part] = field(default_factory=list)
    shapes: list[Part] = field(default_factory=list)
    meta: Part = field(default_factory=dict)

    @property
    def colours(self) -> Colours:
        """Colours of its theme."""
        return COLOURS[self.theme]

    @property
    def plots(self) -> int:
        """How many plots it has so far."""
        return sum(name.startswith("xaxis") for name in self.axes)

    def share(self, x: float, y: float) -> tuple[float, float]:
        """Return a place as shares of what lies between the margins, counted from below."""
        inner = self.height - self.top - self.bottom
        return x / self.width, 1 - (y - self.top) / inner

    def domain(self, box: Box) -> tuple[list[float], list[float]]:
        """Return the domains of two axes that span a box."""
        left, top = self.share(box.x, box.y)
        right, bottom = self.share(box.right, box.bottom)
        return [_bounded(left), _bounded(right)], [_bounded(bottom), _bounded(top)]

    def write(
        self,
        words: str,
        x: float,
        y: float,
        size: float,
        colour: str,
        *,
        bold: bool = False,
        anchor: str = "left",
        stand: str = "top",
    ) -> None:
        """Write words at a place of the whole figure.

        Parameters
        ----------
        words : str
            One line, or several with a line break between them.
        x, y : float
            Where, in pixels.
        size : float
            Of the letters.
        colour : str
            Of the letters.
        bold : bool
            Whether they are bold.
        anchor, stand : str
            Which side of the words lies there: left, center or right; top, middle or bottom.

        Examples
        --------
        >>> canvas = Canvas(100, 100)
        >>> canvas.write("A & B", 50, 0, 12, "#000000")
        >>> canvas.notes[0]["text"], canvas.notes[0]["x"], canvas.notes[0]["y"]
        ('A &amp; B', 0.5, 1.0)
        """
        left, above = self.share(x, y)
        self.notes.append(
            {
                "text": plain(words).replace("\n", "<br>"),
                "x": left,
                "y": above,
                "xref": "paper",
                "yref": "paper",
                "xanchor": anchor,
                "yanchor": stand,
                "align": anchor,
                "showarrow": False,
                "borderpad": 0,
                "borderwidth": 0,
                "font": {"size": size, "color": colour, "weight": 700 if bold else 400},
            }
        )

    def finish(self, *, fixed: bool = False) -> go.Figure:
        """Return the figure; of a fixed one the size is a part."""
        return go.Figure(self.described(fixed=fixed), skip_invalid=True)

    def described(self, *, fixed: bool = False) -> Part:
        """Return the figure as plain data; to make objects of it takes six times as long."""
        colours = self.colours
        size = {"width": self.width, "height": self.height} if fixed else {}
        layout = {
            **size,
            "template": "none",
            "autosize": not fixed,
            "margin": {
                "l": 0,
                "r": 0,
                "t": self.top,
                "b": self.bottom,
                "pad": 0,
                "autoexpand": False,
            },
            "paper_bgcolor": colours.paper,
            "plot_bgcolor": colours.paper,
            "font": {"family": FONT, "size": 12, "color": colours.ink},
            "showlegend": False,
            "hovermode": "closest",
            "hoverdistance": 24,
            "dragmode": "zoom",
            "uirevision": "keep",
            "hoverlabel": {
                "align": "left",
                "bgcolor": colours.paper,
                "bordercolor": colours.soft,
                "font": {"family": FONT, "size": 14, "color": colours.ink},
            },
            "meta": self.meta,
            **(self.axes or {"xaxis": {"visible": False}, "yaxis": {"visible": False}}),
            "annotations": self.notes,
            "shapes": self.shapes,
        }
        return {"data": self.traces, "layout": layout}


def _bounded(share: float) -> float:
    return round(min(max(share, 0.0), 1.0), 6)
