"""What a slide shows: a chart, a figure or a table, with its facts and texts."""

from __future__ import annotations

from dataclasses import dataclass

from metrics.briefing.addresses import Kind
from metrics.charts.base import Chart
from metrics.charts.layout import PLOT, Texts
from metrics.charts.line_labels import NARROWEST
from metrics.explorer.exploration import Exploration
from metrics.model.observation import Observation
from metrics.views.cards import Card


@dataclass(frozen=True)
class Exhibit:
    """A chart, a figure or a table with its finding and its facts.

    Parameters
    ----------
    view : str
        The address that it was found by.
    kind : str
        chart, figure or table.
    finding : str
        What it shows, written by rule.
    texts : Texts
        Title, subtitle and footer of its own.
    facts : tuple of Observation
        Every figure that it shows.
    alt : str
        All of it in words.
    chart, card, grid, exploration :
        What it is made of, by its kind; an exploration where it is a view of the explorer.
    """

    view: str
    kind: Kind
    finding: str
    texts: Texts
    facts: tuple[Observation, ...]
    alt: str
    chart: Chart | None = None
    card: Card | None = None
    grid: Grid | None = None
    exploration: Exploration | None = None


@dataclass(frozen=True)
class Grid:
    """A table: its headings and its rows, the latest period first."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class ChartSize:
    """Pixels that a chart has, for text of the size of a page.

    Parameters
    ----------
    width, plot : int
        Of the chart's width and of its plot's height, at least.
    view : int
        Of the height of all panels of a view; 0 for as many as they want.
    """

    width: int = NARROWEST
    plot: int = PLOT
    view: int = 0
