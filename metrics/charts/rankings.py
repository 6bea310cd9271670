"""The twenty first economies of one year: bars of one indicator, or two indicators compared."""

from __future__ import annotations

from collections.abc import Sequence

import plotly.graph_objects as go

from metrics.charts import captions, footers
from metrics.charts.base import Chart
from metrics.charts.compile.economies import (
    WORLD,
    Ranking,
    paired_economies,
    rank_economies,
)
from metrics.charts.context import ChartContext, Drawn, hovers, value_ticks
from metrics.charts.layout import Framed, frame
from metrics.charts.marks import provenances, tint
from metrics.charts.template import GLYPHS, PALETTES, SYMBOLS, TEXT_SIZE, Theme, layout
from metrics.locale import Lang, text
from metrics.model.series import HOME, Series
from metrics.tables.dataset import Tables
from metrics.wording import observations as words
from metrics.wording.lines import cells
from metrics.wording.numbers import join_words

__all__ = ["Ranking", "balance", "paired_economies", "rank_economies", "ranking"]

ROW = 22


def ranking(tables: Tables, indicator: str, lang: Lang, theme: Theme = "light") -> Chart:
    """Draw the first economies of the latest common year as bars, China's in colour.

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

    Returns
    -------
    Chart
        The chart of bars.

    Examples
    --------
    >>> from metrics import load
    >>> tables = load()
    >>> ranking(tables, "ip_charges_receipts", "en").series[0].area
    'US'
    """
    made = rank_economies(tables, indicator)
    series = made.series
    context = ChartContext(tables, series, lang, theme, captions.middle_scale(series, lang))
    palette = PALETTES[theme]
    points = [s.latest for s in series]
    high = max(context.y(p) for p in points) * 1.45
    muted = tint(palette.soft, palette.paper)
    bars: Drawn = {
        "type": "bar",
        "orientation": "h",
        "x": [context.y(p) for p in points],
        "y": list(range(len(points))),
        "width": 0.7,
        "cliponaxis": False,
        "text": [words.mark(p, context.scale, lang) for p in points],
        "textposition": "outside",
        # Else values shrink with their bars.
        "constraintext": "none",
        "textfont": {"color": palette.ink, "size": TEXT_SIZE},
        "marker": {"color": [palette.accent if s.area == HOME else muted for s in series]},
        **hovers(context, points),
    }
    own = (series[0].definition.id,)
    figure, framed = _framed(context, series, [bars], high, _title(series, lang), own)
    alt = alternative(tables, series, lang)
    return Chart(f"{indicator}-ranking", figure, alt, series, framed.texts, framed.bare)


def balance(tables: Tables, first: str, second: str, lang: Lang, theme: Theme = "light") -> Chart:
    """Draw two indicators of one unit for the economies that lead in either, a line between them.

    The order is that of the sum of both.

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
    theme : str
        ``light`` or ``dark``.

    Returns
    -------
    Chart
        The chart of pairs.

    Examples
    --------
    >>> from metrics import load
    >>> tables = load()
    >>> len(balance(tables, "ip_charges_receipts", "ip_charges_payments", "en").series) > 1
    True
    """
    pairs = paired_economies(tables, first, second)
    every = tuple(s for pair in pairs for s in pair)
    context = ChartContext(tables, every, lang, theme, captions.middle_scale(every, lang))
    palette = PALETTES[theme]
    high = max(context.y(s.latest) for s in every) * 1.08
    traces: list[Drawn] = [
        {
            "type": "scatter",
            "mode": "lines",
            "x": [context.y(one.latest), context.y(other.latest)],
            "y": [row, row],
            "line": {
                "color": palette.accent if one.area == HOME else palette.soft,
                "width": 4 if one.area == HOME else 1.5,
            },
            "hoverinfo": "skip",
        }
        for row, (one, other) in enumerate(pairs)
    ]
    for place in (0, 1):
        points = [pair[place].latest for pair in pairs]
        traces.append(
            {
                "type": "scatter",
                "mode": "markers",
                "name": tables.label("scope", pairs[0][place].definition.scope, lang),
                "x": [context.y(p) for p in points],
                "y": list(range(len(points))),
                "cliponaxis": False,
                "marker": {
                    "color": palette.marks[place],
                    "symbol": SYMBOLS[place],
                    "size": [13 if p.area == HOME else 9 for p in points],
                    "opacity": 1,
                },
                **hovers(context, points),
            }
        )
    leading = tuple(one for one, _ in pairs)
    figure, framed = _framed(
        context, leading, traces, high, _title(leading, lang), (first, second), ticks=True
    )
    alt = alternative(tables, every, lang)
    return Chart(f"{first}-balance", figure, alt, every, framed.texts, framed.bare)


def _title(series: Sequence[Series], lang: Lang) -> str:
    count = len({s.area for s in series})
    return text(lang)("economies.ranking", name=series[0].definition.name(lang), count=count)


def _framed(
    context: ChartContext,
    rows: Sequence[Series],
    traces: list[Drawn],
    high: float,
    title: str,
    indicators: Sequence[str],
    *,
    ticks: bool = False,
) -> tuple[go.Figure, Framed]:
    """Return texts and axes around rows of economies."""
    tables, lang, theme = context.tables, context.lang, context.theme
    names = [tables.label("area", s.area, lang) for s in rows]
    left = max(map(cells, names)) * 7 + 14
    points = [s.latest for s in context.concept]
    framed = frame(
        title,
        _subtitle(context, indicators),
        footers.footer(tables, context.concept[:1], points, lang),
        theme,
        left=left,
        ticks=1 if ticks else 0,
        plot=ROW * len(rows) + 20,
    )
    figure = go.Figure(data=traces, layout={**layout(theme), **framed.layout})
    grid = PALETTES[theme].grid
    axis = (
        {
            **value_ticks(0, high, context)[0],
            "range": [0, high],
            "showgrid": True,
            "gridcolor": grid,
        }
        if ticks
        else {"range": [0, high], "visible": False}
    )
    figure.update_layout(
        template="none",
        xaxis=axis,
        yaxis={
            "range": [len(rows) - 0.4, -0.6],
            "showgrid": False,
            "tickvals": list(range(len(rows))),
            "ticktext": [
                f"<b>{n}</b>" if s.area == HOME else n for n, s in zip(names, rows, strict=True)
            ],
        },
    )
    return figure, framed


def _subtitle(context: ChartContext, indicators: Sequence[str]) -> list[str]:
    """Return scope or the marks of two, unit, year, and what stands for the whole world."""
    tables, lang = context.tables, context.lang
    say = text(lang)
    scopes = [tables.label("scope", tables.every_definition[i].scope, lang) for i in indicators]
    head = scopes if len(scopes) == 1 else [f"{GLYPHS[n]} {s}" for n, s in enumerate(scopes)]
    period = context.concept[0].latest.period
    unit = captions.unit_of(context.concept, lang, context.scale)
    parts = [*head, say("chart.unit", unit=unit), period.label(lang)]
    if provenances(context.concept) == {"supplement"}:
        parts.append(say("legend.all_supplement"))
    world = tables.all_series.get((indicators[0], WORLD))
    total = next((p for p in world.points if p.period == period), None) if world else None
    if total is not None:
        parts.append(say("economies.world", value=words.statement(total, lang, context.scale)))
    return parts


def alternative(tables: Tables, series: Sequence[Series], lang: Lang) -> str:
    """Say every economy with its figures.

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
    >>> alternative(tables, (tables.series("gii_rank"),), "en").split("; ")[-1]
    'Global Innovation Index rank: the first 1 economies, 2025. China: 10th.'
    """
    say = text(lang)
    several = len({s.definition.id for s in series}) > 1
    spoken: dict[str, list[str]] = {}
    for s in series:
        value = str(words.statement(s.latest, lang))
        scope = tables.label("scope", s.definition.scope, lang)
        told = say("alt.point", period=scope, value=value) if several else value
        spoken.setdefault(s.area, []).append(told)
    parts = [
        say("alt.series", scope=tables.label("area", area, lang), values=join_words(values, lang))
        for area, values in spoken.items()
    ]
    name = join_words([_title(series, lang), series[0].latest.period.label(lang)], lang)
    return say("alt.chart", name=name, series=say("list.semicolon").join(parts))
