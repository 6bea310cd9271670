"""What each page tells: its message, newest figures, charts, and the rows of everything else."""

from __future__ import annotations

from collections.abc import Iterable

from metrics.charts.compile import compile_concept, drawable
from metrics.charts.spec import ChartSpec
from metrics.locale import Lang
from metrics.model.series import HOME, Series
from metrics.tables.dataset import Tables
from metrics.views.headlines import headline, headline_series
from metrics.views.parts import Finding, Headline, PageView, Row, ThemeChart
from metrics.views.rows import row_of
from metrics.wording.findings import of_series

__all__ = [
    "Finding",
    "Headline",
    "PageView",
    "Row",
    "ThemeChart",
    "indicator_page",
    "overview",
    "theme_page",
]

CHAIN = ("creation", "examination", "utilisation", "protection", "services", "international")
# Figures of the headline row.
MOST_HEADLINES = 8


def overview(tables: Tables, lang: Lang) -> PageView:
    """Tell the whole: the newest figures and a chart a theme.

    Examples
    --------
    >>> from metrics import load
    >>> len(overview(load(), "en").headlines)
    8
    """
    heads = headline_series(tables)[:MOST_HEADLINES]
    hero = of_series(tables, heads[0], lang) if heads else ""
    return PageView(hero, tuple(headline(tables, s, lang) for s in heads))


def theme_page(tables: Tables, theme: str, lang: Lang) -> PageView:
    """Tell a theme.

    Parameters
    ----------
    tables : Tables
        What is in view.
    theme : str
        Its code.
    lang : str
        ``zh`` or ``en``.

    Returns
    -------
    PageView
        With every series of the theme, in a chart or in a row.

    Examples
    --------
    >>> from metrics import load
    >>> bool(theme_page(load(), "creation", "en").rows)
    True
    """
    heads = [s for s in headline_series(tables) if s.definition.theme == theme]
    hero = of_series(tables, heads[0], lang) if heads else ""
    charts: tuple[ThemeChart, ...] = ()
    charted = _charted(c.spec for c in charts)
    rows = tuple(
        row_of(tables, s, lang)
        for d in tables.definitions.values()
        if d.theme == theme
        for s in (tables.main_series(d.id),)
        if s.key not in charted
    )
    return PageView(hero, tuple(headline(tables, s, lang) for s in heads), charts=charts, rows=rows)


def indicator_page(tables: Tables, series: Series, lang: Lang) -> PageView:
    """Tell one series.

    Parameters
    ----------
    tables : Tables
        What is in view.
    series : Series
        In any area.
    lang : str
        ``zh`` or ``en``.

    Returns
    -------
    PageView
        With its headline, and rows of what is related to it.

    Examples
    --------
    >>> from metrics import load
    >>> tables = load()
    >>> len(indicator_page(tables, tables.series("satisfaction"), "en").headlines)
    1
    """
    related = _related(tables, series)
    concept = series.definition.concept
    drawn = drawable(tables, tables.concept(concept, series.area))
    return PageView(
        of_series(tables, series, lang),
        (headline(tables, series, lang),),
        compile_concept(tables, concept, lang, series.area) if drawn else None,
        rows=tuple(row_of(tables, s, lang) for s in related),
    )


def _charted(specs: Iterable[ChartSpec]) -> set[str]:
    """Give the keys of the series that charts show."""
    return {s.key for spec in specs for s in spec.series}


def _related(tables: Tables, series: Series) -> list[Series]:
    """List what belongs to a series: its concept, what is of it, then its topic."""
    own = series.definition
    near = [
        d
        for d in tables.definitions.values()
        if d.id != own.id
        and (
            d.concept == own.concept
            or own.id in (d.relates_to, d.id)
            or d.id == own.relates_to
            or d.topic == own.topic
        )
    ]
    areas = [tables.all_series.get((d.id, series.area)) for d in near]
    return (
        [s for s in areas if s is not None]
        if series.area != HOME
        else [tables.main_series(d.id) for d in near]
    )
