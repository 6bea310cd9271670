"""Single figures of one unit and one period in rows."""

from __future__ import annotations

from collections.abc import Sequence

from metrics.charts.compile.about import About
from metrics.charts.compile.assemble import Told, assemble
from metrics.charts.compile.axes import rows_axis, value_axis
from metrics.charts.compile.marks import end_words, figure_mark
from metrics.charts.compile.series import heights
from metrics.charts.compile.words import common_scale, each_told, told_whole
from metrics.charts.spec import ChartSpec, PlotSpec, SeriesSpec
from metrics.explorer.exploration import name as full_name
from metrics.locale import Lang, text
from metrics.model.series import Series
from metrics.tables.dataset import Tables
from metrics.wording.findings import of_comparison
from metrics.wording.numbers import axis_unit
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
    points = [s.latest for s in series]
    scale = common_scale(points, lang)
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
        axis_unit(scale, series[0].definition.unit, lang),
        scale.exponent,
    )
    name = text(lang)(f"story.{theme}")
    told = Told(
        of_comparison(tables, series, lang),
        About(name, unit=plot.unit, span=points[0].period.label(lang)),
        name,
        _alternative(series, lang, name),
    )
    return assemble(tables, (theme, theme), lang, series, points, (plot,), told)


def _alternative(series: Sequence[Series], lang: Lang, name: str) -> str:
    """Say every row."""
    rows = [
        (
            s.definition.name(lang),
            each_told([(s.latest.period, statement(s.latest, lang))], lang),
        )
        for s in series
    ]
    return told_whole(name, rows, lang)
