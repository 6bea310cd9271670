"""Single figures of one unit and one period in rows."""

from __future__ import annotations

from collections.abc import Sequence

from metrics.charts.compile.about import About
from metrics.charts.compile.assemble import Told, assemble
from metrics.charts.compile.axes import rows_axis, value_axis
from metrics.charts.compile.marks import end_words, figure_mark
from metrics.charts.compile.series import heights
from metrics.charts.compile.words import common_scale, unit_of
from metrics.charts.spec import ChartSpec, PlotSpec, SeriesSpec
from metrics.explorer.exploration import name as full_name
from metrics.locale import Lang, text
from metrics.model.series import Series
from metrics.tables.dataset import Tables
from metrics.wording.findings import of_comparison
from metrics.wording.observations import statement


def compile_comparison(
    tables: Tables, theme: str, series: Sequence[Series], lang: Lang
) -> ChartSpec:
    """Compile single figures of one unit and period, each a row, the largest being the subject.

    Parameters
    ----------
    tables : Tables
        The tables, with what is in view.
    theme : str
        The theme that they tell, which is their address too.
    series : sequence of Series
        Series whose latest points stand under each other.
    lang : str
        ``zh`` or ``en``.

    Returns
    -------
    ChartSpec
        A chart of rows.

    Raises
    ------
    ValueError
        Where units or periods differ: such figures do not compare.

    Examples
    --------
    >>> from metrics import load
    >>> tables = load()
    >>> own = [tables.series("satisfaction")]
    >>> compile_comparison(tables, "governance", own, "en").plots[0].kind
    'rows'
    """
    units = {s.definition.unit.id for s in series}
    periods = {s.latest.period for s in series}
    if len(units) != 1 or len(periods) != 1:
        raise ValueError("only figures of one unit and one period stand side by side")
    scale = common_scale([s.restricted_to((s.latest,)) for s in series], lang)
    points = [s.latest for s in series]
    largest = max(series, key=lambda s: s.latest.figure.value)
    rows = tuple(
        SeriesSpec(
            s.key,
            s.definition.name(lang),
            full_name(tables, s, lang),
            "subject" if s is largest else "comparator",
            ((figure_mark(tables, s, s.latest, scale, lang, float(n)),),),
            end_words(s.latest, scale, lang),
        )
        for n, s in enumerate(series)
    )
    plot = PlotSpec(
        "rows",
        rows,
        value_axis(heights([m for r in rows for m in r.marks]), lang, zero=True),
        rows_axis([r.name for r in rows]),
        unit_of(series, lang, scale),
        scale.exponent,
    )
    name = text(lang)(f"story.{theme}")
    told = Told(
        of_comparison(tables, series, lang),
        About(name, unit=plot.unit, span=points[0].period.label(lang)),
        name,
        alternative(series, lang, name),
    )
    return assemble(tables, (theme, theme), lang, series, points, (plot,), told)


def alternative(series: Sequence[Series], lang: Lang, name: str) -> str:
    """Say every row.

    Parameters
    ----------
    series : sequence of Series
        Series whose latest points stand under each other.
    lang : str
        ``zh`` or ``en``.
    name : str
        What they tell together.

    Returns
    -------
    str
        One sentence.

    Examples
    --------
    >>> from metrics import load
    >>> tables = load()
    >>> "82" in alternative([tables.series("satisfaction")], "en", "Satisfaction")
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
                value=statement(s.latest, lang),
            ),
        )
        for s in series
    ]
    return say("alt.chart", name=name, series=say("list.semicolon").join(values))
