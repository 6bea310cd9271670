"""What each page tells: its message, newest figures, charts, and the rows of everything else."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from metrics.charts.compile import compile_concept, drawable
from metrics.charts.spec import ChartSpec
from metrics.locale import Lang
from metrics.model.series import CHANGES, HOME, Series
from metrics.rules.share import whole_of
from metrics.rules.target import is_target
from metrics.tables.dataset import Tables
from metrics.views.beside import findings
from metrics.views.headlines import headline, headline_series
from metrics.views.parts import Finding, Headline, PageView, Row, ThemeChart
from metrics.views.rows import row_of
from metrics.views.stories import (
    CHAIN,
    MOST_CHARTS,
    THEMES,
    series_of,
    story_charts,
    story_of,
    together,
)
from metrics.wording.findings.heroes import of_figures, of_indicator, of_theme

__all__ = [
    "CHAIN",
    "THEMES",
    "Finding",
    "Headline",
    "PageView",
    "Row",
    "ThemeChart",
    "indicator_page",
    "overview",
    "theme_page",
]

# Figures of a headline row, and clauses of a message.
MOST_HEADLINES, FEWEST_HEADLINES = 8, 4
CLAUSES, THEME_CLAUSES = 3, 2
# Charts of a theme of which the overview may need one or two.
ENOUGH = 3
# A headline is no older than this beside the newest of its theme.
YEARS_BACK = 5


def overview(tables: Tables, lang: Lang) -> PageView:
    """Tell the whole: the newest figures, the message, a chart a theme.

    Examples
    --------
    >>> from metrics import load
    >>> view = overview(load(), "en")
    >>> len(view.headlines), len(view.findings), len(view.charts)
    (8, 3, 6)
    """
    heads = headline_series(tables)[:MOST_HEADLINES]
    subject = _lead_of(tables, heads)
    lead = None if subject is None else _large(tables, subject, lang)
    charts = _of_themes(tables, lead, lang)
    beside = () if subject is None else _beside_lead(tables, subject)
    return PageView(
        of_figures(tables, _of_unlike_themes(heads), lang) if heads else "",
        tuple(headline(tables, s, lang) for s in heads),
        lead,
        () if subject is None else findings(tables, subject, beside, lang),
        charts,
    )


def _of_unlike_themes(heads: Sequence[Series]) -> list[Series]:
    """Choose the first headlines, of each theme one."""
    first = {s.definition.theme: s for s in reversed(heads)}
    return sorted(first.values(), key=heads.index)[:CLAUSES]


def _lead_of(tables: Tables, heads: Sequence[Series]) -> Series | None:
    """Choose the first headline that its theme does not tell first, as that has a chart besides."""
    firsts = {s.key for t in CHAIN for group in story_of(tables, t)[:1] for s in group}
    able = [s for s in heads if drawable(tables, tables.concept(s.definition.concept, s.area))]
    return next((s for s in able if s.key not in firsts), None)


def _large(tables: Tables, subject: Series, lang: Lang) -> ChartSpec:
    """Compile the large chart of the overview: a series with the whole that it is a part of."""
    whole = tables.all_series.get((whole_of(subject.definition), subject.area))
    made = None if whole is None else together(tables, (subject, whole), lang)
    if made is None:
        made = compile_concept(tables, subject.definition.concept, lang, subject.area)
    return made


def _beside_lead(tables: Tables, subject: Series) -> Iterator[Series]:
    """Yield what may be told beside the large chart: its whole, then what its stock grows by."""
    whole = tables.all_series.get((whole_of(subject.definition), subject.area))
    if whole is not None:
        yield whole
    for theme in CHAIN[1:]:
        for group in story_of(tables, theme)[1:]:
            yield from group[:1]


def _of_themes(tables: Tables, lead: ChartSpec | None, lang: Lang) -> tuple[ThemeChart, ...]:
    """Compile a chart a theme, none of them about what the large chart is about.

    A theme that has none leaves its place to a second chart of another, the last one first.
    """
    subject = None if lead is None else lead.series[0].key
    made = {
        theme: [
            chart.spec
            for chart in story_charts(tables, theme, lang, ENOUGH)
            if chart.spec.series[0].key != subject
        ]
        for theme in CHAIN
    }
    missing = sum(not charts for charts in made.values())
    second = [t for t in reversed(CHAIN) if len(made[t]) > 1][:missing]
    return tuple(
        ThemeChart(t, spec) for t, specs in made.items() for spec in specs[: 1 + (t in second)]
    )


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
    >>> view = theme_page(load(), "utilisation", "en")
    >>> view.headlines[0].indicator, view.lead.id
    ('pledge_financing', 'pledge_financing')
    """
    charts = story_charts(tables, theme, lang, MOST_CHARTS)
    shown = {key for chart in charts for key in chart.keys}
    heads = theme_headlines(tables, theme)
    others = [s for s in series_of(tables, theme) if s.key not in shown]
    lead = tables.by_key.get(charts[0].spec.series[0].key) if charts else None
    pool = [s for s in others if not _secondary(s) and s not in heads]
    subject = lead or (pool[0] if pool else None)
    if subject is not None:
        pool.sort(key=lambda s: _remote(s, subject))
    return PageView(
        of_theme(tables, heads[:THEME_CLAUSES], lang) if heads else "",
        tuple(headline(tables, s, lang) for s in heads),
        charts[0].spec if charts else None,
        () if subject is None else findings(tables, subject, pool, lang),
        tuple(ThemeChart(theme, c.spec) for c in charts[1:]),
        tuple(row_of(tables, s, lang) for s in others),
    )


def _remote(series: Series, subject: Series) -> tuple[bool, bool, int]:
    """Put first what is about as new as the subject, then its topic, then the newest."""
    end = series.latest.period.end
    stale = end.year < subject.latest.period.end.year - 1
    return stale, series.definition.topic != subject.definition.topic, -end.toordinal()


def theme_headlines(tables: Tables, theme: str) -> list[Series]:
    """List the figures that head a theme: in the order of its story, then what has a course.

    Examples
    --------
    >>> from metrics import load
    >>> [s.key for s in theme_headlines(load(), "utilisation")][0]
    'pledge_financing'
    """
    told = [s for group in story_of(tables, theme) for s in group if not _secondary(s)]
    newest = max((s.latest.period.end.year for s in told), default=0)
    fresh = [s for s in told if newest - s.latest.period.end.year <= YEARS_BACK]
    shown = (fresh if len(fresh) >= FEWEST_HEADLINES else told)[:MOST_HEADLINES]
    spare = [s for s in series_of(tables, theme) if s not in shown and not _secondary(s)]
    spare.sort(key=lambda s: len(s.main) < 2)
    return shown + spare[: max(0, FEWEST_HEADLINES - len(shown))]


def _secondary(series: Series) -> bool:
    """Tell whether a series only says something of another one: a change, years of it, a target."""
    own = series.definition
    streak = own.measure == "count" and own.unit.id == "years"
    return own.measure in CHANGES or streak or is_target(own)


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
        With its chart where it has one, and rows of what is related to it.

    Examples
    --------
    >>> from metrics import load
    >>> tables = load()
    >>> view = indicator_page(tables, tables.series("satisfaction"), "en")
    >>> len(view.headlines), view.lead.id
    (1, 'satisfaction')
    """
    concept = tables.concept(series.definition.concept, series.area)
    lead = None
    if drawable(tables, concept):
        lead = compile_concept(tables, series.definition.concept, lang, series.area)
    return PageView(
        of_indicator(tables, series, lang),
        (headline(tables, series, lang),),
        lead,
        rows=tuple(row_of(tables, s, lang) for s in _related(tables, series)),
    )


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
