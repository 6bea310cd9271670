"""The house template of charts: colours, faces and sizes for light and dark paper."""

from __future__ import annotations

from dataclasses import dataclass

from metrics.charts.plotly.style import FONT as FONT
from metrics.charts.plotly.style import Theme as Theme

TITLE_SIZE = 16
TEXT_SIZE = 13
SYMBOLS = ("circle", "square", "diamond", "triangle-up", "triangle-down", "hexagon")
GLYPHS = "●■◆▲▼⬢"
DASHES = ("solid", "dash", "dot", "dashdot", "longdash", "longdashdot")
MOST_LABELS = 8


@dataclass(frozen=True)
class Palette:
    """Colours of one theme; text stands 4.5 to 1 against the paper, marks 3 to 1."""

    paper: str
    ink: str
    soft: str
    grid: str
    accent: str
    alarm: str
    marks: tuple[str, ...]


PALETTES: dict[Theme, Palette] = {
    "light": Palette(
        paper="#FFFFFF",
        ink="#1B2A41",
        soft="#5B6675",
        grid="#E4E8EE",
        accent="#12436D",
        alarm="#801650",
        marks=("#12436D", "#28A197", "#801650", "#F46A25", "#3D3D3D", "#A285D1"),
    ),
    "dark": Palette(
        paper="#0E1117",
        ink="#E8ECF2",
        soft="#A3AEBD",
        grid="#2A313C",
        accent="#56B4E9",
        alarm="#CC79A7",
        marks=("#56B4E9", "#E69F00", "#009E73", "#CC79A7", "#D55E00", "#0072B2"),
    ),
}


def named(place: int, name: str, theme: Theme) -> str:
    """Return a series' name in ink behind its mark in its colour.

    Some marks are too light for text.

    Parameters
    ----------
    place : int
        Place of the series in its chart, which gives mark and colour.
    name : str
        As it is written.
    theme : str
        ``light`` or ``dark``.

    Returns
    -------
    str
        Markup of a Plotly text.

    Examples
    --------
    >>> named(0, "Patents", "light").endswith("</span> Patents")
    True
    """
    return f'<span style="color:{PALETTES[theme].marks[place]}">{GLYPHS[place]}</span> {name}'


def layout(theme: Theme) -> dict[str, object]:
    """Return the layout that every chart of a theme starts from."""
    colours = PALETTES[theme]
    axis = {
        "showgrid": False,
        "zeroline": False,
        "showline": False,
        "ticks": "",
        "tickangle": 0,
        "fixedrange": True,
        "tickfont": {"size": TEXT_SIZE, "color": colours.soft},
    }
    return {
        "autosize": True,
        "paper_bgcolor": colours.paper,
        "plot_bgcolor": colours.paper,
        "font": {"family": FONT, "size": TEXT_SIZE, "color": colours.ink},
        "showlegend": False,
        "hovermode": "closest",
        "dragmode": False,
        "hoverlabel": {
            "align": "left",
            "bgcolor": colours.paper,
            "bordercolor": colours.soft,
            "font": {"family": FONT, "size": TEXT_SIZE, "color": colours.ink},
        },
        "xaxis": {**axis, "showline": True, "linecolor": colours.grid},
        "yaxis": {**axis, "showgrid": True, "gridcolor": colours.grid},
    }
