"""Charts of concepts: from the facts to a Plotly figure that stands alone."""

from __future__ import annotations

import plotly.graph_objects as go

from metrics.charts import captions, footers
from metrics.charts.bars import drawn_points
from metrics.charts.base import Chart
from metrics.charts.breaks import ABOVE, break_lines, break_marks, breaks_of
from metrics.charts.builders import BUILDERS
from metrics.charts.context import ChartContext
from metrics.charts.layout import PLOT, frame
from metrics.charts.line_labels import NARROWEST, end_names, margin_right
from metrics.charts.marks import legend, provenance
from metrics.charts.template import Theme, layout
from metrics.locale import Lang
from metrics.model.series import HOME, Series
from metrics.tables.dataset import Tables


def drawable(concept: tuple[Series, ...]) -> bool:
    """Tell whether a concept has a chart: one of its series has points at two ends of time."""
    return any(len({p.period.end for p in s.points}) > 1 for s in concept)


def draw(
    tables: Tables,
    concept: str,
    lang: Lang,
    theme: Theme = "light",
    area: str = HOME,
    width: int = NARROWEST,
    plot: int = PLOT,
) -> Chart:
    """Draw the chart of one concept in one area, each scope a series of its own.

    Parameters
    ----------
    tables : Tables
        The tables, with what is in view.
    concept : str
        Id of the concept.
    lang : str
        ``zh`` or ``en``.
    theme : str
        ``light`` or ``dark``.
    area : str
        Code of the area.
    width, plot : int
        Pixels that it and its plot's height have at least; labels that do not fit are left out.

    Returns
    -------
    Chart
        Figure, texts, alternative text, and the points that are drawn.

    Raises
    ------
    ValueError
        Where the concept has single figures only; they are cards.

    Examples
    --------
    >>> from metrics import load
    >>> chart = draw(load(), "gii_rank", "en")
    >>> chart.alt.endswith("up 19 places on 2011. A break in the series is not joined.")
    True
    """
    series = tables.concept(concept, area)
    if not drawable(series):
        raise ValueError(f"{concept} has single figures only")
    context = ChartContext(tables, series, lang, theme, captions.common_scale(series, lang), width)
    drawing = BUILDERS[series[0].definition.measure](context)
    drawn = [(s, p) for s in series for p in drawn_points(s)]
    dated = drawing.xaxis.get("type") == "date"
    broken = breaks_of(tables, series, lang) if dated else ()
    framed = frame(
        series[0].definition.name(lang),
        captions.subtitle(
            tables,
            series,
            lang,
            from_zero=drawing.from_zero,
            legend=legend(
                {provenance(s, p) for s, p in drawn}, lang, bars=drawing.traces[0]["type"] == "bar"
            ),
        ),
        footers.footer(
            tables,
            series,
            sorted((p for _, p in drawn), key=lambda p: p.period),
            lang,
            hatched=drawing.hatched,
            unlike=drawing.joins and captions.unlike_periods(series),
            broken=break_lines(broken, lang),
        ),
        theme,
        left=drawing.left,
        ticks=drawing.tick_lines,
        above=ABOVE if broken else 0,
    )
    shapes, numbers = break_marks(broken, theme)
    if drawing.ends:
        framed = framed.beside(margin_right(drawing.ends))
    notes = [*framed.layout["annotations"], *end_names(drawing.ends, theme, plot), *numbers]
    figure = go.Figure(data=drawing.traces, layout={**layout(theme), **framed.layout})
    figure.update_layout(
        xaxis=drawing.xaxis,
        yaxis=drawing.yaxis,
        annotations=notes,
        shapes=shapes,
        template="none",
    )
    alt = captions.alternative(tables, series, lang)
    return Chart(concept, figure, alt, series, framed.texts, framed.bare)
