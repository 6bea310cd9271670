"""Single figures of one unit and one period side by side, as bars from zero."""

from __future__ import annotations

from collections.abc import Sequence

import plotly.graph_objects as go

from metrics.charts import captions, footers
from metrics.charts.bars import bar_style
from metrics.charts.base import Chart
from metrics.charts.context import ChartContext
from metrics.charts.layout import TEXT_CELLS, frame
from metrics.charts.marks import provenance
from metrics.charts.template import Theme, layout
from metrics.locale import Lang, text
from metrics.model.series import Series
from metrics.tables.dataset import Tables
from metrics.wording import observations as words
from metrics.wording.lines import balanced


def compare(
    tables: Tables, story: str, series: Sequence[Series], lang: Lang, theme: Theme
) -> Chart:
    """Draw single figures of one unit and period as horizontal bars.

    Parameters
    ----------
    tables : Tables
        The tables, with what is in view.
    story : str
        The message that is its title.
    series : sequence of Series
        Series whose latest points stand side by side.
    lang : str
        ``zh`` or ``en``.
    theme : str
        ``light`` or ``dark``.

    Returns
    -------
    Chart
        The chart of bars.

    Raises
    ------
    ValueError
        Where units or periods differ: such bars would not compare.

    Examples
    --------
    >>> from metrics import load
    >>> tables = load()
    >>> own = [tables.series("satisfaction")]
    >>> [len(s.points) for s in compare(tables, "governance", own, "en", "light").series]
    [1]
    """
    units = {s.definition.unit.id for s in series}
    periods = {s.latest.period for s in series}
    if len(units) > 1 or len(periods) > 1:
        raise ValueError("only figures of one unit and one period stand side by side")
    context = ChartContext(tables, series, lang, theme, captions.common_scale(series, lang))
    points = [s.latest for s in series]
    high = max(context.y(p) for p in points) * 1.3
    places = list(range(len(points)))
    found = [provenance(s, p) for s, p in zip(series, points, strict=True)]
    style = bar_style(context, points, found, context.colour(0), high)
    trace = {
        **style,
        "type": "bar",
        "orientation": "h",
        "text": [words.mark(p, context.scale, lang) for p in points],
        "x": style["y"],
        "y": places,
        "width": 0.4,
        "error_x": style["error_y"],
    }
    del trace["error_y"]
    framed = frame(
        text(lang)(f"story.{story}"),
        captions.subtitle(tables, series, lang, from_zero=True, scoped=False),
        footers.footer(tables, series, points, lang),
        theme,
        left=4,
    )
    colour = layout(theme)["font"]
    names = [
        {
            "text": "<br>".join(balanced(s.definition.name(lang), TEXT_CELLS - 4)),
            "x": 0,
            "xanchor": "left",
            "y": place - 0.24,
            "yanchor": "bottom",
            "showarrow": False,
            "align": "left",
            "borderpad": 0,
            "font": colour,
        }
        for place, s in enumerate(series)
    ]
    figure = go.Figure(data=[trace], layout={**layout(theme), **framed.layout})
    figure.update_layout(
        template="none",
        annotations=[*framed.layout["annotations"], *names],
        xaxis={"range": [0, high], "visible": False},
        yaxis={"range": [len(points) - 0.5, -0.8], "visible": False},
    )
    alt = alternative(series, lang, story)
    # Whatever is said of the chart, in its table or by a mark, is said of what it shows.
    shown = tuple(s.restricted_to((s.latest,)) for s in series)
    return Chart(story, figure, alt, shown, framed.texts, framed.bare)


def alternative(series: Sequence[Series], lang: Lang, story: str) -> str:
    """Say every bar.

    Parameters
    ----------
    series : sequence of Series
        Series whose latest points stand side by side.
    lang : str
        ``zh`` or ``en``.
    story : str
        The message that is its title.

    Returns
    -------
    str
        One sentence.

    Examples
    --------
    >>> from metrics import load
    >>> tables = load()
    >>> "82" in alternative([tables.series("satisfaction")], "en", "governance")
    True
    """
    say = text(lang)
    values = [
        say(
            "alt.series",
            scope=s.definition.name(lang),
            values=say(
                "alt.point",
                period=s.latest.period.label(lang),
                value=words.statement(s.latest, lang),
            ),
        )
        for s in series
    ]
    return say("alt.chart", name=say(f"story.{story}"), series=say("list.semicolon").join(values))
