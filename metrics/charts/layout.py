"""Title, subtitle and footer inside the canvas, wrapped so that a narrow screen cuts nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from html import escape
from typing import Any
from unicodedata import east_asian_width

from metrics.charts.template import PALETTES, TEXT_SIZE, TITLE_SIZE, Theme

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
_NO_END = frozenset("（《“(")
_NO_START = frozenset("，。；：、）》”’！？%,.;:)!?")


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
        """The same with room for names at the right of the plot."""
        layout = {**self.layout, "margin": {**self.layout["margin"], "r": right}}
        return replace(self, layout=layout, bare=replace(self.bare, right=right))


def cells(text: str) -> int:
    """Width of a text in half-width cells."""
    if text.isascii():
        return len(text)
    return sum(2 if east_asian_width(c) in "WF" else 1 for c in text)


def _pieces(text: str) -> list[str]:
    """Split where a line may break: after each wide character, between Latin words."""
    pieces: list[str] = []
    for sign in text:
        wide = east_asian_width(sign) in "WF"
        before = pieces[-1][-1] if pieces else " "
        latin = not wide and before != " " and east_asian_width(before) not in "WF"
        dated = (before.isdigit() and sign in "年月日") or (before in "年月" and sign.isdigit())
        if pieces and (sign in _NO_START or before in _NO_END or latin or dated):
            pieces[-1] += sign
        else:
            pieces.append(sign)
    return pieces


def wrap(text: str, width: float, measure: Callable[[str], float] = cells) -> list[str]:
    """Break a Chinese or English text into lines of at most ``width`` cells.

    Parameters
    ----------
    measure : callable
        Width of a text, where it is not counted in cells.

    Examples
    --------
    >>> wrap("发明专利平均审查周期", 10)
    ['发明专利平', '均审查周期']
    >>> wrap("patents in force", 10)
    ['patents in', 'force']
    """
    lines = [""]
    for piece in _pieces(text):
        if lines[-1] and measure((lines[-1] + piece).rstrip()) > width:
            lines.append("")
        lines[-1] += piece if lines[-1] else piece.lstrip()
    return [line.rstrip() for line in lines]


def flow(parts: Sequence[str], separator: str, width: int) -> list[str]:
    """Set parts side by side, a new line where the next would not fit; long parts are wrapped.

    Examples
    --------
    >>> flow(["China", "unit: months", "2012 to 2022"], " · ", 22)
    ['China · unit: months', '2012 to 2022']
    """
    lines: list[str] = []
    for part in parts:
        joined = f"{lines[-1]}{separator}{part}" if lines else part
        if lines and cells(joined) <= width:
            lines[-1] = joined
        else:
            lines += balanced(part, width)
    return lines


def balanced(text: str, width: int) -> list[str]:
    """Wrap into as few lines as `wrap` does, of lengths as even as can be."""
    lines = wrap(text, width)
    for narrower in range(width - 1, width // 2, -1):
        tried = wrap(text, narrower)
        if len(tried) > len(lines):
            break
        lines = tried
    return lines


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
    left : int
        Width in pixels that the labels of the vertical axis need.
    ticks : int
        Lines of the labels of the horizontal axis.
    plot : int
        Least height of the plot in pixels.
    above : int
        Pixels that marks above the plot need.

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


def plain(text: str) -> str:
    """Guard a text against being read as markup; Plotly shows quotation marks as they are."""
    return escape(text, quote=False)


def _text(
    lines: Iterable[str], size: int, colour: str, y: int, shift: float, left: int
) -> dict[str, object]:
    """Lines of text at the left edge of the canvas, their top ``shift`` pixels above ``y``."""
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
