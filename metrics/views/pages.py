"""What each page tells: its message, newest figures, charts, and the rows of everything else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from metrics.charts.compile import compile_concept, drawable
from metrics.charts.spec import ChartSpec
from metrics.locale import Lang
from metrics.model.series import CHANGES, HOME, Series
from metrics.rules.published import is_end
from metrics.rules.share import whole_of
from metrics.rules.target import lies_ahead
from metrics.tables.dataset import Tables
from metrics.views.beside import findings
from metrics.views.headlines import headline, headline_series
from metrics.views.parts import Finding, Headline, PageView, Row, ThemeChart
from metrics.views.rows import row_of
from metrics.views.stories import (
    CHAIN,
    MOST_CHARTS,
    THEMES,
    economy_charts,
    series_of,
    story_charts,
    story_of,
    together,
)
from metrics.wording.findings.heroes import of_figures, of_indicator, of_theme
from metrics.wording.findings.targets import target_lines

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
# Fewer findings than these are filled up with older ones.
FEWEST_FINDINGS = 2
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
    drawn = {s.key for spec in (lead, *(c.spec for c in charts)) if spec for s in spec.series}
    told = frozenset(drawn | {s.key for s in heads})
    beside = _told_nowhere(tables, told)
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


def _told_nowhere(tables: Tables, told: frozenset[str]) -> list[Series]:
    """List what may be told beside the large chart: of each story the newest that is nowhere else.

    The newest of all come first, in the order of the themes.
    """
    chosen = []
    for theme in CHAIN:
        left = [g[0] for g in story_of(tables, theme) if not told & {s.key for s in g}]
        if left:
            chosen.append(max(left, key=lambda s: s.latest.period.end))
    return sorted(chosen, key=lambda s: s.latest.period.end, reverse=True)


def _of_themes(tables: Tables, lead: ChartSpec | None, lang: Lang) -> tuple[ThemeChart, ...]:
    """Compile a chart a theme, none of them about what the large chart is about.

    A theme that has none leaves its place to a second chart of another, the last one first; the
    heading of that names its topic too, so that no heading stands twice.
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
        ThemeChart(t, spec, _topic(tables, spec, lang) if number else "")
        for t, specs in made.items()
        for number, spec in enumerate(specs[: 1 + (t in second)])
    )


def _topic(tables: Tables, spec: ChartSpec, lang: Lang) -> str:
    """Name the topic of what a chart is of."""
    return tables.label("topic", tables.by_key[spec.series[0].key].definition.topic, lang)


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
    pool = [s for s in others if not lies_ahead(s.definition) and s not in heads]
    subject = lead or next((s for s in pool if not _secondary(s)), None)
    if subject is not None:
        pool = _newest_first(pool, subject)
    return PageView(
        of_theme(tables, heads[:THEME_CLAUSES], lang) if heads else "",
        tuple(headline(tables, s, lang) for s in heads),
        charts[0].spec if charts else None,
        () if subject is None else findings(tables, subject, pool, lang),
        tuple(ThemeChart(theme, c.spec) for c in charts[1:]),
        tuple(row_of(tables, s, lang) for s in _by_topic(others)),
    )


def _by_topic(series: Sequence[Series]) -> list[Series]:
    """Bring series of one topic together, the topics in the order in which they begin."""
    topics = list(dict.fromkeys(s.definition.topic for s in series))
    return sorted(series, key=lambda s: topics.index(s.definition.topic))


def _newest_first(pool: Sequence[Series], subject: Series) -> list[Series]:
    """Sort what may be told beside a chart: the newest, its topic, what has a course.

    What is much older than the chart is told only where hardly anything else is left, and what
    only says something of another series only where that is as new as the chart.
    """
    since = subject.latest.period.end.year - 1

    def rank(series: Series) -> tuple[int, bool, bool, bool]:
        own, end = series.definition, series.latest.period.end
        return (
            -end.year,
            _secondary(series),
            own.topic != subject.definition.topic,
            len(series.main) < 2,
        )

    fresh = sorted((s for s in pool if s.latest.period.end.year >= since), key=rank)
    if len(fresh) >= FEWEST_FINDINGS:
        return fresh
    return fresh + sorted((s for s in pool if s not in fresh and not _secondary(s)), key=rank)


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
    return own.measure in CHANGES or streak or lies_ahead(own) or is_end(own)


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
        With its chart where it has one, those of several economies, and rows of what is related.

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
        of_indicator(series, lang),
        (_whole_headline(tables, series, lang),),
        lead,
        charts=tuple(
            ThemeChart(series.definition.theme, spec)
            for spec in economy_charts(tables, series, lang)
        ),
        rows=tuple(row_of(tables, s, lang) for s in _related(tables, series)),
    )


def _whole_headline(tables: Tables, series: Series, lang: Lang) -> Headline:
    """Tell the newest figure with every target beside it, not only the next or last one."""
    made = headline(tables, series, lang)
    return replace(made, beside=target_lines(tables, series, lang))


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
