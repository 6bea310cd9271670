"""What a slide shows: a chart, a figure or a table, with its facts and texts."""

from __future__ import annotations

from dataclasses import dataclass

from metrics.briefing.addresses import Kind
from metrics.charts.spec import ChartSpec
from metrics.explorer.exploration import Exploration
from metrics.model.observation import Observation
from metrics.views.cards import Card


@dataclass(frozen=True)
class Texts:
    """The words around what is shown.

    Parameters
    ----------
    title : str
        What is measured.
    subtitle : tuple of str
        Parts that stand beside each other below it.
    source : str
        Where the newest figure is from, and how many sources more there are; empty where it
        stands within.
    notes : tuple of str
        All that must be known besides.
    version : str
        The version of the data in words.
    remarks : tuple of str
        The same notes for readers who do not have the pages beside them.
    """

    title: str
    subtitle: tuple[str, ...]
    source: str
    notes: tuple[str, ...]
    version: str
    remarks: tuple[str, ...] = ()


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
        The words around it.
    facts : tuple of Observation
        Every figure that it shows.
    alt : str
        All of it in words.
    spec, card, grid, exploration :
        What it is made of, by its kind; an exploration where it is a view of the explorer.
    report : str
        Of a figure: what the five reports print last of it, where that is another statement.
    """

    view: str
    kind: Kind
    finding: str
    texts: Texts
    facts: tuple[Observation, ...]
    alt: str
    spec: ChartSpec | None = None
    card: Card | None = None
    grid: Grid | None = None
    exploration: Exploration | None = None
    report: str = ""


@dataclass(frozen=True)
class Grid:
    """A table: its headings and its rows, the latest period first."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
