"""A chart out of its plots, its figures and its words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from metrics.charts.compile.about import About
from metrics.charts.compile.citing import source_line, source_rows
from metrics.charts.compile.notes import notes
from metrics.charts.spec import ChartSpec, ChartText, PlotSpec
from metrics.locale import Lang, text
from metrics.model.observation import Observation, each_once
from metrics.model.series import Series
from metrics.reconciliation import disputed_relations
from metrics.tables.dataset import Tables

# The scope that goes without saying.
NATIONAL = "national"


@dataclass(frozen=True)
class Told:
    """What is told of a chart by its kind.

    Parameters
    ----------
    title, name, alt : str
        The finding, what is measured, and all of it for readers who do not see it.
    about : About
        What its subtitle says.
    own : iterable of str
        Notes of this kind of chart.
    unlike : bool
        Whether unlike periods stand beside each other.
    """

    title: str
    about: About
    name: str
    alt: str
    own: Iterable[str] = field(default=())
    unlike: bool = False


def assemble(
    tables: Tables,
    address: tuple[str, str],
    lang: Lang,
    series: Sequence[Series],
    points: Sequence[Observation],
    plots: Sequence[PlotSpec],
    told: Told,
    *,
    computed: bool = False,
    beside: Sequence[Observation] = (),
) -> ChartSpec:
    """Put a chart together.

    Parameters
    ----------
    tables : Tables
        The tables, with what is in view.
    address : tuple of str
        Its id within a page, and its address in a briefing.
    lang : str
        ``zh`` or ``en``.
    series : sequence of Series
        Those that the figures are of.
    points : sequence of Observation
        The figures that are drawn, or that what is drawn is computed from.
    plots : sequence of PlotSpec
        What is drawn.
    told : Told
        What is told of it.
    computed : bool
        Whether what is drawn is computed from the figures: no check is of it then.
    beside : sequence of Observation
        What the figures are held against, such as targets: cited with them.

    Returns
    -------
    ChartSpec
        The chart.

    Examples
    --------
    >>> from metrics import load
    >>> tables = load()
    >>> told = Told("Rank", About("Rank", span="2025"), "Rank", "Rank")
    >>> own = tables.series("gii_rank")
    >>> assemble(tables, ("a", "a"), "en", [own], own.points[-1:], (), told).text.subtitle
    'Rank · 2025'
    """
    unique = each_once(points)
    broken = [b for plot in plots for b in plot.breaks]
    remarks = notes(tables, series, unique, lang, broken=broken, own=told.own, unlike=told.unlike)
    words = ChartText(
        title=told.title,
        subtitle=told.about.whole(lang),
        subtitles=told.about.forms(told.title, tables.label("scope", NATIONAL, lang), lang),
        name=told.name,
        source=source_line(series, unique, lang),
        sources=source_rows(series, (*unique, *beside), lang),
        notes=remarks,
        version=text(lang)("chart.version", version=tables.version),
        alt=told.alt,
    )
    found = () if computed else disputed_relations(tables, unique)
    return ChartSpec(address[0], address[1], lang, words, tuple(plots), found)
