"""The paths of several economies over the years."""

from __future__ import annotations

from collections.abc import Sequence

from metrics.charts.compile.about import About
from metrics.charts.compile.addresses import side_view
from metrics.charts.compile.assemble import Told, assemble
from metrics.charts.compile.axes import day_of, rank_axis, slot_of, spanned, value_axis
from metrics.charts.compile.breaks import breaks_of
from metrics.charts.compile.economies import compared
from metrics.charts.compile.series import drawn_points, heights, series_spec
from metrics.charts.compile.words import drawn_span, each_told, middle_scale, told_whole, years_span
from metrics.charts.spec import Axis, ChartSpec, PlotSpec, Role, SeriesSpec
from metrics.locale import Lang, text
from metrics.model.observation import Observation
from metrics.model.series import Series
from metrics.tables.dataset import Tables
from metrics.wording.findings import of_series
from metrics.wording.numbers import Scale, axis_unit
from metrics.wording.observations import statement

# Economies that a chart of ranks names besides its subject; the others are told when pointed at.
MOST_NAMED = 2


def compile_paths(tables: Tables, indicator: str, lang: Lang) -> ChartSpec:
    """Compile the paths of the compared economies, China's being the subject.

    Of ranks two others are named, the rest stay in the background: the axis is that of the named
    ones, and what reaches beyond it is not drawn but told.

    Parameters
    ----------
    tables : Tables
        The tables, with what is in view.
    indicator : str
        Id of the indicator.
    lang : str
        ``zh`` or ``en``.

    Returns
    -------
    ChartSpec
        A chart of lines.

    Raises
    ------
    ValueError
        Where fewer than two economies are in view.

    Examples
    --------
    >>> from metrics import load
    >>> chart = compile_paths(load(), "gii_rank", "en")
    >>> [(s.name, s.role) for s in chart.series][:2]
    [('China', 'subject'), ('United States', 'comparator')]
    """
    series = compared(tables, indicator)
    if len(series) < 2:
        raise ValueError(f"undrawable: {indicator} has fewer than two economies in view")
    scale = middle_scale([s.latest for s in series], lang)
    plot, points = plot_of_paths(tables, series, scale, lang)
    definition = series[0].definition
    name = definition.name(lang)
    told = Told(
        of_series(tables, series[0], lang),
        About(
            name,
            definition.short(lang),
            (text(lang)("economies.count", count=len(plot.series)),),
            unit=plot.unit,
            span=drawn_span(points, lang),
            years=years_span(points, lang),
        ),
        name,
        told_of_paths(tables, series, lang),
        own=_left_out(series, plot.undrawn, lang),
    )
    address = f"{indicator}-paths", side_view(series[0], "paths")
    return assemble(tables, address, lang, series, points, (plot,), told)


def plot_of_paths(
    tables: Tables, series: Sequence[Series], scale: Scale, lang: Lang
) -> tuple[PlotSpec, list[Observation]]:
    """Return the plot of the paths of some areas, the first being the subject.

    Parameters
    ----------
    tables : Tables
        The tables, with what is in view.
    series : sequence of Series
        Of one indicator, an area each.
    scale : Scale
        That of the axis.
    lang : str
        ``zh`` or ``en``.

    Returns
    -------
    plot : PlotSpec
        Of lines; a path of ranks that reaches beyond the named ones is not drawn.
    points : list of Observation
        All that is drawn, in the order of time.

    Examples
    --------
    >>> from metrics import load
    >>> tables = load()
    >>> own = [tables.series("gii_rank", area) for area in ("CN", "US")]
    >>> [s.role for s in plot_of_paths(tables, own, Scale(0, ""), "en")[0].series]
    ['subject', 'comparator']
    """
    rank = series[0].definition.measure == "rank"
    kept = {s.area: drawn_points(s) for s in series}
    made = tuple(
        series_spec(tables, s, series, scale, lang, role=_role(n, rank=rank), kept=kept[s.area])
        for n, s in enumerate(series)
    )
    points = sorted((p for own in kept.values() for p in own), key=lambda p: p.period)
    marks = [m for s in made if s.role != "background" for m in s.marks]
    axis = rank_axis(heights(marks), lang) if rank else value_axis(heights(marks), lang)
    drawn = tuple(s for s in made if s.role != "background" or _within(s, axis))
    undrawn = tuple(s for s in made if s not in drawn)
    plot = PlotSpec(
        "lines",
        drawn,
        axis,
        spanned([p.period for p in points]),
        "" if rank else axis_unit(scale, series[0].definition.unit, lang),
        scale.exponent,
        breaks=breaks_of(
            tables, series, lang, slot_of if series[0].definition.measure == "flow" else day_of
        ),
        undrawn=undrawn,
    )
    return plot, points


def _role(place: int, *, rank: bool) -> Role:
    if place == 0:
        return "subject"
    return "background" if rank and place > MOST_NAMED else "comparator"


def _within(series: SeriesSpec, axis: Axis) -> bool:
    """Tell whether all of a series stands on an axis."""
    low, high = sorted((axis.low, axis.high))
    return all(low <= value <= high for value in heights(series.marks))


def _left_out(
    series: Sequence[Series], undrawn: Sequence[SeriesSpec], lang: Lang
) -> tuple[str, ...]:
    """Name the economies that are not drawn, with their newest figures."""
    say = text(lang)
    latest = {s.key: s.latest for s in series}
    told = [
        say(
            "chart.undrawn_one",
            name=s.name,
            value=statement(latest[s.key], lang),
            period=latest[s.key].period.label(lang),
        )
        for s in undrawn
    ]
    return (say("chart.undrawn", series=say("list.semicolon").join(told)),) if told else ()


def told_of_paths(tables: Tables, series: Sequence[Series], lang: Lang) -> str:
    """Say the first and the last point of each path, for readers of screens.

    Parameters
    ----------
    tables : Tables
        The tables, with what is in view.
    series : sequence of Series
        Of one indicator, an area each.
    lang : str
        ``zh`` or ``en``.

    Returns
    -------
    str
        Sentences.

    Examples
    --------
    >>> from metrics import load
    >>> tables = load()
    >>> told_of_paths(tables, [tables.series("satisfaction")], "en").partition(".")[0]
    'Public satisfaction with IP protection'
    """
    rows = []
    for s in series:
        ends = dict.fromkeys((s.points[0], s.latest))
        told = each_told(((p.period, statement(p, lang)) for p in ends), lang)
        rows.append((tables.label("area", s.area, lang), told))
    broken = [text(lang)("chart.break")] if any(s.breaks for s in series) else []
    return told_whole(series[0].definition.name(lang), rows, lang, broken)
