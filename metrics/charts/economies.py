"""Economies side by side: paths over the years, a ranking of one year, receipts and payments."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from math import log10

import plotly.graph_objects as go

from metrics.charts import captions, footers
from metrics.charts.base import Chart
from metrics.charts.breaks import ABOVE, break_lines, break_marks, breaks_of
from metrics.charts.compile.economies import compared
from metrics.charts.context import (
    ChartContext,
    Drawn,
    extent,
    hovers,
    number_text_of,
    plot_date,
    thin_ticks,
    value_ticks,
    whisker,
)
from metrics.charts.layout import frame
from metrics.charts.line_labels import (
    NARROWEST,
    LineLabel,
    end_names,
    margin_right,
    plot_width,
    width_of,
)
from metrics.charts.marks import legend, markers, provenances
from metrics.charts.template import DASHES, PALETTES, Theme, layout
from metrics.locale import Lang, text
from metrics.model.series import HOME, Series
from metrics.tables.dataset import Tables
from metrics.wording import observations as words
from metrics.wording.numbers import join_words

__all__ = ["alternative", "compared", "paths"]

PLOT = 320
RANK_TICKS = (1, 2, 3, 5, 10, 20, 30, 50, 80)


def paths(
    tables: Tables,
    indicator: str,
    lang: Lang,
    theme: Theme = "light",
    width: int = NARROWEST,
    plot: int = PLOT,
) -> Chart:
    """Draw the paths of the compared economies, China's in colour, the others muted.

    Parameters
    ----------
    tables : Tables
        The tables, with what is in view.
    indicator : str
        Id of the indicator.
    lang : str
        ``zh`` or ``en``.
    theme : str
        ``light`` or ``dark``.
    width : int
        Pixels that the chart has at least.
    plot : int
        Pixels that the plot is high at least.

    Returns
    -------
    Chart
        The chart of lines.

    Raises
    ------
    ValueError
        Where fewer than two economies are in view.

    Examples
    --------
    >>> from metrics import load
    >>> tables = load()
    >>> len(paths(tables, "gii_rank", "en").series) > 1
    True
    """
    series = compared(tables, indicator)
    if len(series) < 2:
        raise ValueError(f"{indicator} has fewer than two economies in view")
    context = ChartContext(tables, series, lang, theme, captions.middle_scale(series, lang), width)
    rank = series[0].definition.measure == "rank"
    points = captions.points_of(series)
    axis, left, from_zero = _rank_axis(context) if rank else _value_axis(context)
    broken = breaks_of(tables, series, lang)
    framed = frame(
        series[0].definition.name(lang),
        _subtitle(context, from_zero=from_zero or rank),
        footers.footer(tables, series[:1], points, lang, broken=break_lines(broken, lang)),
        theme,
        left=left,
        plot=plot,
        above=ABOVE if broken else 0,
    )
    ends = [_end(context, s, axis) for s in series]
    shapes, numbers = break_marks(broken, theme)
    framed = framed.beside(margin_right(ends))
    # China is drawn last, above the others.
    traces = [t for n, s in reversed(list(enumerate(series))) for t in _traces(context, s, n)]
    figure = go.Figure(data=traces, layout={**layout(theme), **framed.layout})
    figure.update_layout(
        template="none",
        xaxis=_time_axis(context, plot_width(left, ends, width)),
        yaxis=axis,
        shapes=shapes,
        annotations=[*framed.layout["annotations"], *end_names(ends, theme, plot), *numbers],
    )
    alt = alternative(tables, series, lang)
    return Chart(f"{indicator}-paths", figure, alt, series, framed.texts, framed.bare)


def _subtitle(context: ChartContext, *, from_zero: bool) -> list[str]:
    tables, series, lang = context.tables, context.concept, context.lang
    say = text(lang)
    parts = captions.subtitle(
        tables,
        series,
        lang,
        from_zero=from_zero,
        scoped=False,
        legend=legend(provenances(series), lang),
        scale=context.scale,
    )
    count = say("economies.count", count=len(series))
    if series[0].definition.measure == "rank":
        return [count, say("economies.rank_axis"), *parts[1:]]
    return [count, tables.label("scope", series[0].definition.scope, lang), *parts[1:]]


def _rank_axis(context: ChartContext) -> tuple[Drawn, int, bool]:
    """Return a reversed axis that gives the first places room.

    One place matters more near the top.
    """
    worst = max(context.y(p) for s in context.concept for p in s.points)
    ticks = [t for t in RANK_TICKS if t <= worst]
    axis = {
        "type": "log",
        "range": [log10(worst * 1.15), log10(0.9)],
        "tickvals": ticks,
        "ticktext": [number_text_of(t, context.lang) for t in ticks],
    }
    return axis, 36, True


def _value_axis(context: ChartContext) -> tuple[Drawn, int, bool]:
    low, high, from_zero = extent([context.y(p) for s in context.concept for p in s.points])
    ticks, left = value_ticks(low, high, context)
    return {**ticks, "range": [low, high]}, left, from_zero


def _time_axis(context: ChartContext, width: int) -> Drawn:
    points = captions.points_of(context.concept)
    first, last = plot_date(points[0]), plot_date(points[-1])
    span = max(last - first, timedelta(days=200))
    ticks = {plot_date(p): p.period.tick for p in points}
    at, labels = thin_ticks(sorted(ticks.items()), span, width)
    return {
        "type": "date",
        "range": [first - span * 0.05, last + span * 0.03],
        "tickvals": at,
        "ticktext": labels,
    }


def _colour(context: ChartContext, series: Series) -> str:
    palette = PALETTES[context.theme]
    return palette.accent if series.area == HOME else palette.soft


def _traces(context: ChartContext, series: Series, place: int) -> list[Drawn]:
    own = series.area == HOME
    colour = _colour(context, series)
    span = max(context.y(p) for s in context.concept for p in s.points)
    traces = []
    for segment in series.segments:
        trace: Drawn = {
            "type": "scatter",
            "mode": "lines+markers",
            "name": context.tables.label("area", series.area, context.lang),
            "x": [plot_date(p) for p in segment],
            "y": [context.y(p) for p in segment],
            "connectgaps": False,
            "cliponaxis": False,
            "line": {
                "color": colour,
                "width": 3 if own else 1.5,
                "dash": DASHES[place % len(DASHES)],
            },
            "marker": markers(series, segment, colour, place % len(DASHES), context.theme),
            **hovers(context, segment),
        }
        if segment[0].figure.one_sided:
            trace["error_y"] = whisker(segment[0].figure.bound.hi is None, span, colour)
        traces.append(trace)
    return traces


def _end(context: ChartContext, series: Series, axis: Drawn) -> LineLabel:
    """Name and latest value; its year where others run further."""
    name = context.tables.label("area", series.area, context.lang)
    latest = series.latest
    value = words.mark(latest, context.scale, context.lang)
    if latest.period.end < max(s.latest.period.end for s in context.concept):
        value = words.dated_mark(value, latest.period, context.lang)
    said = text(context.lang)("economies.end", name=name, value=value)
    y = log10(context.y(latest)) if axis.get("type") == "log" else context.y(latest)
    low, high = axis["range"]
    strong = series.area == HOME
    line = f"<b>{said}</b>" if strong else said
    return LineLabel((y - low) / (high - low), (line,), width_of([said]), strong)


def alternative(tables: Tables, series: Sequence[Series], lang: Lang) -> str:
    """Say the first and the last point of each path.

    Parameters
    ----------
    tables : Tables
        The tables, with what is in view.
    series : sequence of Series
        The series, in the order in which they are shown.
    lang : str
        ``zh`` or ``en``.

    Returns
    -------
    str
        Sentences for readers of screens.

    Examples
    --------
    >>> from metrics import load
    >>> tables = load()
    >>> "China" in alternative(tables, compared(tables, "gii_rank"), "en")
    True
    """
    say = text(lang)
    parts = []
    for s in series:
        ends = dict.fromkeys((s.points[0], s.latest))
        spoken = [
            say("alt.point", period=p.period.label(lang), value=words.statement(p, lang))
            for p in ends
        ]
        area = tables.label("area", s.area, lang)
        parts.append(say("alt.series", scope=area, values=join_words(spoken, lang)))
    name = series[0].definition.name(lang)
    told = say("alt.chart", name=name, series=say("list.semicolon").join(parts))
    broken = any(s.breaks for s in series)
    return told + (say("alt.remark", remark=say("chart.break")) if broken else "")
