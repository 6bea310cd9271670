"""The first economies of one year: one indicator in rows, or two in pairs."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from metrics.charts.compile.about import About
from metrics.charts.compile.addresses import side_view
from metrics.charts.compile.assemble import Told, assemble
from metrics.charts.compile.axes import rows_axis, value_axis
from metrics.charts.compile.economies import WORLD, paired_economies, rank_economies
from metrics.charts.compile.marks import end_words, figure_mark, finest_of
from metrics.charts.compile.series import heights
from metrics.charts.compile.words import middle_scale, told_whole
from metrics.charts.spec import ChartSpec, Mark, PlotKind, PlotSpec, Role, SeriesSpec
from metrics.explorer.exploration import name as full_name
from metrics.locale import Lang, text
from metrics.model.series import HOME, Series
from metrics.tables.dataset import Tables
from metrics.wording.findings import of_balance, of_ranking
from metrics.wording.numbers import Scale, axis_unit, join_words
from metrics.wording.observations import statement


def compile_ranking(tables: Tables, indicator: str, lang: Lang) -> ChartSpec:
    """Compile the first economies of the latest common year, each a row of its own.

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
        A chart of rows, China's being the subject where it is among them.

    Raises
    ------
    ValueError
        Where fewer than three economies are in view.

    Examples
    --------
    >>> from metrics import load
    >>> chart = compile_ranking(load(), "ip_charges_receipts", "en")
    >>> chart.plots[0].along.ticks[0].label
    'United States'
    """
    series = rank_economies(tables, indicator).series
    scale = middle_scale([s.latest for s in series], lang)
    plot = plot_of_rows(tables, series, scale, lang)
    name = ranking_name(series, lang)
    scope = tables.label("scope", series[0].definition.scope, lang)
    told = Told(
        of_ranking(tables, series, lang),
        About(
            series[0].definition.name(lang),
            series[0].definition.short(lang),
            (scope,),
            unit=plot.unit,
            span=series[0].latest.period.label(lang),
            after=_world(tables, series[0], scale, lang),
        ),
        name,
        _alternative(tables, series, lang),
    )
    address = f"{indicator}-ranking", side_view(series[0], "ranking")
    points = [s.latest for s in series]
    return assemble(tables, address, lang, series, points, (plot,), told)


def compile_balance(tables: Tables, first: str, second: str, lang: Lang) -> ChartSpec:
    """Compile two indicators of one unit for the economies that lead in their sum.

    Parameters
    ----------
    tables : Tables
        The tables, with what is in view.
    first : str
        Id of the indicator whose latest common year counts.
    second : str
        Id of the other indicator.
    lang : str
        ``zh`` or ``en``.

    Returns
    -------
    ChartSpec
        A chart of pairs: the first indicator is the subject, the other the second.

    Raises
    ------
    ValueError
        Where fewer than three economies are in view, or none has both.

    Examples
    --------
    >>> from metrics import load
    >>> chart = compile_balance(load(), "ip_charges_receipts", "ip_charges_payments", "en")
    >>> [s.name for s in chart.series]
    ['Receipts (exports)', 'Payments (imports)']
    """
    pairs = paired_economies(tables, first, second)
    if not pairs:
        raise ValueError(f"undrawable: no economy has both {first} and {second}")
    every = tuple(s for pair in pairs for s in pair)
    leading = tuple(one for one, _ in pairs)
    scale = middle_scale([s.latest for s in every], lang)
    finest = finest_of(s.latest for s in every)
    roles: tuple[Role, Role] = ("subject", "second")
    made = tuple(
        SeriesSpec(
            pairs[0][k].definition.id,
            tables.label("scope", pairs[0][k].definition.scope, lang),
            full_name(tables, pairs[0][k], lang),
            roles[k],
            (tuple(_mark(tables, p[k], scale, lang, n, finest) for n, p in enumerate(pairs)),),
        )
        for k in (0, 1)
    )
    plot = _plot(tables, "pairs", made, leading, scale, lang)
    told = Told(
        of_balance(tables, pairs, lang),
        About(
            leading[0].definition.name(lang),
            how=tuple(s.name for s in made),
            unit=plot.unit,
            span=leading[0].latest.period.label(lang),
            after=_world(tables, leading[0], scale, lang),
        ),
        ranking_name(leading, lang),
        _alternative(tables, every, lang),
    )
    address = f"{first}-balance", side_view(leading[0], "balance")
    points = [s.latest for s in every]
    return assemble(tables, address, lang, every, points, (plot,), told)


def plot_of_rows(
    tables: Tables, series: Sequence[Series], scale: Scale, lang: Lang, subject: str = HOME
) -> PlotSpec:
    """Return the plot of the latest figures of some areas, each in a row.

    Parameters
    ----------
    tables : Tables
        The tables, with what is in view.
    series : sequence of Series
        One an area, in the order of the rows.
    scale : Scale
        That of the axis.
    lang : str
        ``zh`` or ``en``.
    subject : str
        The area that the message is about.

    Returns
    -------
    PlotSpec
        A series a row.

    Examples
    --------
    >>> from metrics import load
    >>> tables = load()
    >>> rows = [tables.series("gii_rank", area) for area in ("CN", "US")]
    >>> [s.role for s in plot_of_rows(tables, rows, Scale(0, ""), "en", "US").series]
    ['comparator', 'subject']
    """
    finest = finest_of(s.latest for s in series)
    rows = tuple(
        SeriesSpec(
            s.key,
            tables.label("area", s.area, lang),
            full_name(tables, s, lang),
            _role(s, subject),
            ((_mark(tables, s, scale, lang, n, finest),),),
            end_words(s.latest, scale, lang, finest=finest),
        )
        for n, s in enumerate(series)
    )
    return _plot(tables, "rows", rows, series, scale, lang)


def _role(series: Series, subject: str) -> Role:
    return "subject" if series.area == subject else "comparator"


def _mark(
    tables: Tables, series: Series, scale: Scale, lang: Lang, row: int, finest: Decimal
) -> Mark:
    return figure_mark(tables, series, series.latest, scale, lang, float(row), finest=finest)


def _plot(
    tables: Tables,
    kind: PlotKind,
    made: Sequence[SeriesSpec],
    rows: Sequence[Series],
    scale: Scale,
    lang: Lang,
) -> PlotSpec:
    marks = [m for s in made for m in s.marks]
    return PlotSpec(
        kind,
        tuple(made),
        value_axis(heights(marks), lang, zero=True),
        rows_axis([tables.label("area", s.area, lang) for s in rows]),
        axis_unit(scale, rows[0].definition.unit, lang),
        scale.exponent,
    )


def _world(tables: Tables, series: Series, scale: Scale, lang: Lang) -> tuple[str, ...]:
    """Say what the whole world has in that year, where it is printed."""
    world = tables.all_series.get((series.definition.id, WORLD))
    period = series.latest.period
    total = next((p for p in world.points if p.period == period), None) if world else None
    if total is None:
        return ()
    return (text(lang)("economies.world", value=statement(total, lang, scale)),)


def ranking_name(series: Sequence[Series], lang: Lang) -> str:
    """Name a ranking: the indicator, and how many economies stand in it."""
    count = len({s.area for s in series})
    return text(lang)("economies.ranking", name=series[0].definition.name(lang), count=count)


def _alternative(tables: Tables, series: Sequence[Series], lang: Lang) -> str:
    """Say every economy with its figures."""
    return told_rows(tables, series, ranking_name(series, lang), lang)


def told_rows(tables: Tables, series: Sequence[Series], named: str, lang: Lang) -> str:
    """Say every area with its latest figures, for readers of screens.

    Parameters
    ----------
    tables : Tables
        The tables, with what is in view.
    series : sequence of Series
        One an area, or two.
    named : str
        What the chart is of.
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
    >>> told_rows(tables, [tables.series("gii_rank")], "Ranks", "en")
    'Ranks, 2025. China: 10th.'
    """
    say = text(lang)
    several = len({s.definition.id for s in series}) > 1
    spoken: dict[str, list[str]] = {}
    for s in series:
        value = str(statement(s.latest, lang))
        scope = tables.label("scope", s.definition.scope, lang)
        told = say("alt.point", period=scope, value=value) if several else value
        spoken.setdefault(s.area, []).append(told)
    rows = [
        (tables.label("area", area, lang), join_words(values, lang))
        for area, values in spoken.items()
    ]
    name = join_words([named, series[0].latest.period.label(lang)], lang)
    return told_whole(name, rows, lang)
