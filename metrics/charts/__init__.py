"""Charts of concepts: from the facts to a Plotly figure that stands alone."""

from __future__ import annotations

import plotly.graph_objects as go

from metrics.catalogue import Tables
from metrics.charts import words
from metrics.charts.base import Chart
from metrics.charts.brush import Brush
from metrics.charts.builders import BUILDERS
from metrics.charts.layout import frame
from metrics.charts.template import Theme, layout
from metrics.series import Series
from metrics.text import Lang


def drawable(concept: tuple[Series, ...]) -> bool:
    """Whether a concept has a chart: at least one of its series has two points."""
    return any(len(s.points) > 1 for s in concept)


def draw(tables: Tables, concept: str, lang: Lang, theme: Theme = "light") -> Chart:
    """Draw the chart of one concept, each scope a series of its own.

    Raises
    ------
    ValueError
        Where the concept has single figures only; they are cards.

    Examples
    --------
    >>> from metrics import load
    >>> chart = draw(load(), "gii_rank", "en")
    >>> chart.alt[30:]
    'Worldwide comparison: 2022: 11th, 2023: 12th; down 1 place on 2022.'
    """
    series = tables.concept(concept)
    if not drawable(series):
        raise ValueError(f"{concept} has single figures only")
    brush = Brush(tables, series, lang, theme, words.common_scale(series, lang))
    drawing = BUILDERS[series[0].definition.measure](brush)
    points = words.points_of(series)
    texts = frame(
        series[0].definition.name(lang),
        words.subtitle(tables, series, lang, from_zero=drawing.from_zero),
        words.footer(
            tables,
            points,
            lang,
            hatched=drawing.hatched,
            unlike=drawing.joins and words.unlike_periods(series),
        ),
        theme,
        left=drawing.left,
        ticks=drawing.tick_lines,
    )
    base = layout(theme)
    figure = go.Figure(data=drawing.traces, layout={**base, **texts})
    figure.update_layout(xaxis=drawing.xaxis, yaxis=drawing.yaxis, template="none")
    return Chart(concept, figure, words.alternative(tables, series, lang), series)
