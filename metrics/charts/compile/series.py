"""Series of a plot: their order, their roles, which of their points are drawn."""

from __future__ import annotations

from collections.abc import Sequence

from metrics.charts.compile.axes import day_of, slot_of
from metrics.charts.compile.breaks import own_name
from metrics.charts.compile.marks import briefer, end_words, finest_of, runs_of, shortened
from metrics.charts.spec import Mark, Role, SeriesSpec
from metrics.explorer.exploration import name as full_name
from metrics.locale import Lang
from metrics.model.observation import Observation
from metrics.model.period import Period
from metrics.model.series import Series
from metrics.tables.dataset import Tables
from metrics.wording.findings.series import weight
from metrics.wording.numbers import Scale
from metrics.wording.observations import end_period


def by_weight(concept: Sequence[Series]) -> tuple[Series, ...]:
    """Order the series of a concept, that which tells most first."""
    return tuple(sorted(concept, key=weight))


def drawn_points(series: Series) -> tuple[Observation, ...]:
    """Return the points that a chart of a series draws: of a flow one a year.

    It is the whole year where it is in view, else its longest part.
    """
    return one_a_year(series.points) if series.definition.measure == "flow" else series.points


def one_a_year(points: Sequence[Observation]) -> tuple[Observation, ...]:
    """Return a point a year: that of the whole year, else of its longest part."""
    years: dict[int, Observation] = {}
    for p in points:
        held = years.get(p.period.end.year)
        if held is None or _reach(p.period) > _reach(held.period):
            years[p.period.end.year] = p
    return tuple(years[y] for y in sorted(years))


def _reach(period: Period) -> tuple[bool, int, int]:
    return period.kind != "months", period.months, period.end.toordinal()


def series_spec(
    tables: Tables,
    series: Series,
    among: Sequence[Series],
    scale: Scale,
    lang: Lang,
    *,
    role: Role,
    kept: Sequence[Observation] | None = None,
) -> SeriesSpec:
    """Return a series of figures as they are printed.

    Parameters
    ----------
    tables : Tables
        What is in view.
    series : Series
        Of any area.
    among : sequence of Series
        All of the plot, from which its name tells it.
    scale : Scale
        That of the axis.
    lang : str
        ``zh`` or ``en``.
    role : str
        What it means to the message.
    kept : sequence of Observation, optional
        The points that are drawn; all by default.

    Returns
    -------
    SeriesSpec
        With its marks in runs.

    Examples
    --------
    >>> from metrics import load
    >>> tables = load()
    >>> own = tables.series("gii_rank")
    >>> series_spec(tables, own, [own], Scale(0, ""), "en", role="subject").end
    '10th'
    """
    place = slot_of if series.definition.measure == "flow" else day_of
    points = tuple(series.points if kept is None else kept)
    finest = finest_of(p for s in among for p in s.points)
    latest = max(points, key=lambda p: place(p.period))
    last = max(s.latest.period.end for s in among)
    dated = latest.period.end < last
    end = end_words(latest, scale, lang, dated=dated, finest=finest)
    coarser = briefer(finest, scale)
    return SeriesSpec(
        series.key,
        own_name(tables, series, among, lang),
        full_name(tables, series, lang),
        role,
        runs_of(tables, series, scale, lang, place, points, finest=finest),
        end,
        shortened(end_words(latest, scale, lang, dated=dated, finest=coarser), end),
        end_period(latest.period, lang) if dated or latest.period.kind == "months" else "",
    )


def heights(marks: Sequence[Mark]) -> list[float]:
    """Return all values of marks with the ends of their intervals."""
    ends = (end for m in marks for end in (m.value, m.low, m.high))
    return [end for end in ends if end is not None]


def slot_labels(points: Sequence[Observation]) -> dict[float, str]:
    """Return the labels under bars: the year; the months of a part stand at its bar."""
    return {slot_of(p.period): f"{p.period.end.year}" for p in points}
