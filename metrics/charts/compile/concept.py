"""The chart of one concept in one economy, each scope a series of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from metrics.charts.compile.about import About
from metrics.charts.compile.addresses import chart_id, view_of
from metrics.charts.compile.assemble import Told, assemble
from metrics.charts.compile.axes import (
    day_of,
    rank_axis,
    slot_of,
    slots_axis,
    time_axis,
    value_axis,
)
from metrics.charts.compile.breaks import breaks_of
from metrics.charts.compile.growth import compile_growth, growth_drawable, one_bound
from metrics.charts.compile.series import (
    by_weight,
    drawn_points,
    heights,
    series_spec,
    slot_labels,
)
from metrics.charts.compile.targets import reference, targets_of
from metrics.charts.compile.words import (
    alternative,
    common_scale,
    drawn_span,
    unlike_periods,
    whose,
    years_span,
)
from metrics.charts.spec import ChartSpec, PlotSpec, SeriesSpec
from metrics.locale import Lang
from metrics.model.series import CHANGES, HOME, Series
from metrics.tables.dataset import Tables
from metrics.wording.findings import of_series
from metrics.wording.numbers import axis_unit

# Over more periods than these two series are lines, not paired bars.
MOST_PAIRS = 8


def drawable(tables: Tables, concept: Sequence[Series]) -> bool:
    """Tell whether a concept has a chart: points at two ends of time that say unlike things.

    One bound printed again each year is a sentence, not a chart; of growth the figures that it is
    the growth of may be drawn instead.
    """
    apart = any(len({p.period.end for p in s.points}) > 1 for s in concept)
    if not apart:
        return False
    if concept[0].definition.measure in CHANGES:
        return growth_drawable(tables, concept)
    return not one_bound(concept)


def compile_concept(tables: Tables, concept: str, lang: Lang, area: str = HOME) -> ChartSpec:
    """Compile the chart of one concept in one economy.

    Levels and ranks are lines, flows bars; two flows over many years are lines; growth is drawn
    as `compile_growth` says.

    Parameters
    ----------
    tables : Tables
        The tables, with what is in view.
    concept : str
        Id of the concept.
    lang : str
        ``zh`` or ``en``.
    area : str
        Code of the economy.

    Returns
    -------
    ChartSpec
        The chart.

    Raises
    ------
    ValueError
        Where it cannot be drawn: single figures are headlines and rows of tables.

    Examples
    --------
    >>> from metrics import load
    >>> chart = compile_concept(load(), "gii_rank", "en")
    >>> chart.plots[0].kind, chart.plots[0].series[0].end
    ('lines', '10th')
    """
    series = tables.concept(concept, area)
    if not series or not drawable(tables, series):
        raise ValueError(f"undrawable: {concept} of {area}")
    if series[0].definition.measure in CHANGES:
        return compile_growth(tables, series, lang)
    ordered = by_weight(series)
    kept = {id(s): drawn_points(s) for s in ordered}
    points = sorted((p for s in ordered for p in kept[id(s)]), key=lambda p: p.period)
    scale = common_scale(points, lang)
    flow = series[0].definition.measure == "flow"
    bars = flow and _barred(ordered)
    place = slot_of if flow else day_of
    made = tuple(
        series_spec(
            tables, s, ordered, scale, lang, role="comparator" if n else "subject", kept=kept[id(s)]
        )
        for n, s in enumerate(ordered)
    )
    marks = [m for s in made for m in s.marks]
    rank = series[0].definition.measure == "rank"
    wanted = targets_of(tables, ordered)
    levels = tuple(reference(t, scale, lang) for t in wanted)
    plot = PlotSpec(
        "bars" if bars else "lines",
        tuple(_one_run(s) for s in made) if bars else made,
        rank_axis(heights(marks), lang)
        if rank
        else value_axis([*heights(marks), *(r.value for r in levels)], lang, zero=bars),
        slots_axis(slot_labels(points)) if flow else time_axis(points),
        "" if rank else axis_unit(scale, series[0].definition.unit, lang),
        scale.exponent,
        breaks=breaks_of(tables, ordered, lang, place),
        references=levels,
    )
    name = series[0].definition.name(lang)
    told = Told(
        of_series(tables, ordered[0], lang),
        About(
            name,
            ordered[0].definition.short(lang),
            whose(tables, ordered, lang),
            unit=plot.unit,
            span=drawn_span(points, lang),
            years=years_span(points, lang),
        ),
        name,
        alternative(tables, series, lang),
        unlike=not bars and unlike_periods(series),
    )
    address = chart_id(ordered[0]), view_of(ordered[0])
    return assemble(tables, address, lang, ordered, points, (plot,), told, beside=wanted)


def _barred(concept: Sequence[Series]) -> bool:
    """Tell whether flows are bars: one series, or two over few periods."""
    years = {p.period.end.year for s in concept for p in drawn_points(s)}
    return len(concept) == 1 or (len(concept) == 2 and len(years) <= MOST_PAIRS)


def _one_run(series: SeriesSpec) -> SeriesSpec:
    return replace(series, runs=(series.marks,))
