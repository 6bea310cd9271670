"""Charts of growth: computed from the figures that it is the growth of, or as it is printed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from metrics.charts.compile.about import About
from metrics.charts.compile.addresses import chart_id, view_of
from metrics.charts.compile.assemble import Told, assemble
from metrics.charts.compile.axes import rows_axis, slot_of, slots_axis, value_axis
from metrics.charts.compile.breaks import own_name
from metrics.charts.compile.marks import end_words, figure_mark
from metrics.charts.compile.series import heights, one_a_year, slot_labels
from metrics.charts.compile.transformed import point_mark
from metrics.charts.compile.words import (
    alternative,
    common_scale,
    drawn_span,
    each_told,
    whose,
    years_span,
)
from metrics.charts.spec import ChartSpec, PlotSpec, Reference, SeriesSpec
from metrics.explorer.exploration import Choice, Exploration
from metrics.explorer.exploration import name as full_name
from metrics.explorer.findings import of_view
from metrics.explorer.results import formula, words_of
from metrics.locale import Lang, text
from metrics.model.series import Series
from metrics.rules.transforms import Point, Result, transform
from metrics.tables.dataset import Tables
from metrics.wording.findings import of_series
from metrics.wording.numbers import Scale, axis_unit, join_words
from metrics.wording.observations import statement

YEARLY = "yoy"
# Computed bars that make a chart.
FEWEST = 2


def compile_growth(tables: Tables, concept: Sequence[Series], lang: Lang) -> ChartSpec:
    """Compile the chart of a growth.

    Where nothing but bounds is printed, the growth is computed from the figures that it is the
    growth of, a printed bound being a line across. Else what is printed is drawn: a bar a year
    where the spans are years, rows where they are unlike.

    Parameters
    ----------
    tables : Tables
        The tables, with what is in view.
    concept : sequence of Series
        Its series in one economy; the first that has points at two ends of time is drawn.
    lang : str
        ``zh`` or ``en``.

    Returns
    -------
    ChartSpec
        The chart.

    Raises
    ------
    ValueError
        Where there is nothing but one bound, and nothing to compute from.

    Examples
    --------
    >>> from metrics import load
    >>> chart = compile_growth(load(), load().concept("pledge_financing_yearly_growth"), "en")
    >>> [m.label for m in chart.plots[0].marks], chart.plots[0].references[0].value
    (['43.9', '42.1', '57.2', '75.4'], 40.0)
    """
    series = _told(concept)
    made = compile_bounded(tables, series, lang, lambda day: True)
    if made is not None:
        return made
    if one_bound((series,)):
        raise ValueError(f"undrawable: {series.key}")
    return _as_printed(tables, series, lang)


def compile_bounded(
    tables: Tables, series: Series, lang: Lang, inside: Callable[[date], bool]
) -> ChartSpec | None:
    """Compile a growth of which nothing but bounds is printed, as it is computed.

    Parameters
    ----------
    tables : Tables
        The tables, with what is in view.
    series : Series
        The growth.
    lang : str
        ``zh`` or ``en``.
    inside : callable
        Tells whether a day is within the range that is drawn.

    Returns
    -------
    ChartSpec or None
        None where an exact growth is printed, or too little can be computed.

    Examples
    --------
    >>> from metrics import load
    >>> tables = load()
    >>> own = tables.series("pledge_financing_yearly_growth")
    >>> made = compile_bounded(tables, own, "en", lambda day: day.year > 2021)
    >>> [m.label for m in made.plots[0].marks]
    ['57.2', '75.4']
    """
    if not all(p.figure.one_sided for p in series.points):
        return None
    result = _computed(tables, series, inside)
    return None if result is None else _of_computed(tables, series, result, lang)


def growth_drawable(tables: Tables, concept: Sequence[Series]) -> bool:
    """Tell whether a growth has a chart: unlike figures, or such as it can be computed from."""
    series = _told(concept)
    return not one_bound((series,)) or _computed(tables, series, lambda day: True) is not None


def one_bound(concept: Sequence[Series]) -> bool:
    """Tell whether all that is in view is one and the same bound."""
    points = [p for s in concept for p in s.points]
    bounds = {(p.figure.value, p.figure.qualifier) for p in points}
    return len(bounds) == 1 and points[0].figure.one_sided


def _told(concept: Sequence[Series]) -> Series:
    """Choose the series that is drawn: the first with points at two ends of time."""
    return next(s for s in concept if len({p.period.end for p in s.points}) > 1)


def _computed(tables: Tables, series: Series, inside: Callable[[date], bool]) -> Result | None:
    """Return the yearly growth of what a series is the growth of, where it makes a chart."""
    definition = series.definition
    base = tables.all_series.get((definition.relates_to, series.area))
    if base is None or definition.relation != YEARLY:
        return None
    found = transform(base, "pct")
    whole = tuple(p for p in found.points if _yearly(p) and inside(p.period.end))
    return replace(found, points=whole) if len(whole) >= FEWEST else None


def _yearly(point: Point) -> bool:
    """Tell whether a point is the growth of one whole year, and no bound."""
    whole = all(o.period.kind in ("year", "date") for o in point.inputs)
    return whole and point.months == 12 and not point.one_sided


def _of_computed(tables: Tables, series: Series, result: Result, lang: Lang) -> ChartSpec:
    say = text(lang)
    base = result.series
    marks = tuple(
        point_mark(tables, result, p, Scale(0, ""), lang, slot_of(p.period)) for p in result.points
    )
    references = _bounds(series, lang)
    values = [*heights(marks), *(r.value for r in references)]
    labels = slot_labels([p.inputs[-1] for p in result.points])
    latest = result.latest
    own = SeriesSpec(
        base.key,
        "",
        full_name(tables, series, lang),
        "subject",
        (marks,),
        words_of(result, latest, lang),
    )
    plot = PlotSpec(
        "bars",
        (own,),
        value_axis(values, lang, zero=True),
        slots_axis(labels),
        "%",
        references=references,
    )
    name = series.definition.name(lang)
    years = [p.inputs[-1] for p in result.points]
    spoken = each_told(((p.period, words_of(result, p, lang)) for p in result.points), lang)
    told = Told(
        _title(tables, base, lang),
        About(
            name,
            series.definition.short(lang),
            whose(tables, (series,), lang),
            (say("chart.computed"),),
            "%",
            drawn_span(years, lang),
            years_span(years, lang),
        ),
        name,
        say("alt.chart", name=name, series=spoken)
        + "".join(say("alt.remark", remark=r.label) for r in references),
        own=(
            say(
                "chart.computed_by",
                name=base.definition.name(lang),
                period=latest.period.label(lang),
                formula=formula(result, latest, lang),
            ),
            *_printed_bounds(series, lang),
        ),
    )
    inputs = [o for p in result.points for o in p.inputs]
    address = chart_id(series), view_of(series)
    return assemble(tables, address, lang, (base, series), inputs, (plot,), told, computed=True)


def _title(tables: Tables, base: Series, lang: Lang) -> str:
    return of_view(Exploration(tables, Choice((base.key,), "pct")), lang)


def _bounds(series: Series, lang: Lang) -> tuple[Reference, ...]:
    """Return a line across for each bound that is printed."""
    found: dict[float, str] = {}
    for p in series.points:
        key = "chart.bound_report" if series.reported(p) else "chart.bound_printed"
        told = text(lang)(key, value=statement(p, lang))
        found.setdefault(float(p.figure.value), told)
    return tuple(Reference(value, label, "bound") for value, label in found.items())


def _printed_bounds(series: Series, lang: Lang) -> list[str]:
    """Say what is printed, and for which periods."""
    say = text(lang)
    told: dict[str, list[str]] = {}
    for p in series.points:
        told.setdefault(str(statement(p, lang)), []).append(p.period.label(lang))
    return [
        say("chart.bound_of", value=value, periods=join_words(periods, lang))
        for value, periods in told.items()
    ]


def _as_printed(tables: Tables, series: Series, lang: Lang) -> ChartSpec:
    bars = series.definition.relation == YEARLY or all(
        p.period.kind in ("year", "months") for p in series.points
    )
    points = one_a_year(series.points) if bars else series.points
    scale = common_scale(series.points, lang)
    marks = tuple(
        figure_mark(tables, series, p, scale, lang, slot_of(p.period) if bars else float(n))
        for n, p in enumerate(points)
    )
    own = SeriesSpec(
        series.key,
        own_name(tables, series, (series,), lang),
        full_name(tables, series, lang),
        "subject",
        (marks,),
        end_words(series.latest, scale, lang),
    )
    along = (
        slots_axis(slot_labels(points))
        if bars
        else rows_axis([p.period.label(lang) for p in points])
    )
    unit = axis_unit(scale, series.definition.unit, lang)
    plot = PlotSpec(
        "bars" if bars else "rows",
        (own,),
        value_axis(heights(marks), lang, zero=True),
        along,
        unit,
        scale.exponent,
    )
    name = series.definition.name(lang)
    told = Told(
        of_series(tables, series, lang),
        About(
            name,
            series.definition.short(lang),
            whose(tables, (series,), lang),
            unit=unit,
            span=drawn_span(points, lang),
            years=years_span(points, lang),
        ),
        name,
        alternative(tables, (series,), lang),
    )
    address = chart_id(series), view_of(series)
    return assemble(tables, address, lang, (series,), points, (plot,), told)
