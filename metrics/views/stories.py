"""What a theme tells, in the order of its story: series that share a chart, and their charts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from metrics.charts.compile import (
    compile_balance,
    compile_comparison,
    compile_concept,
    compile_paths,
    compile_ranking,
    compile_together,
    drawable,
)
from metrics.charts.compile.regional import (
    compile_region_paths,
    compile_regions,
    periods_of,
)
from metrics.charts.spec import ChartSpec
from metrics.locale import Lang
from metrics.model.series import HOME, Series
from metrics.tables.dataset import Tables

CHAIN = ("creation", "examination", "utilisation", "protection", "services", "international")
THEMES = (*CHAIN, "governance")
# A chart of one theme stands first, six small ones follow.
MOST_CHARTS = 7
# With fewer economies a ranking says little.
FEWEST = 5
# With fewer there is none, where the indicator is all that a page is of.
FEWEST_ALONE = 3
# Small charts of a full row.
ACROSS = 3
# The display of what only serves to derive or to check something else.
CARD = "card"


def story_of(tables: Tables, theme: str) -> tuple[tuple[Series, ...], ...]:
    """List what a theme tells, in its order; series of one place share a chart.

    Examples
    --------
    >>> from metrics import load
    >>> [s.key for s in story_of(load(), "examination")[0]]
    ['invention_exam_months', 'trademark_exam_months']
    """
    told = [d for d in tables.definitions.values() if d.theme == theme and d.story]
    ordered = sorted(told, key=lambda d: (d.story, d.position))
    return tuple(
        tuple(tables.main_series(d.id) for d in group)
        for _, group in groupby(ordered, key=lambda d: d.story)
    )


@dataclass(frozen=True)
class StoryChart:
    """A chart, and the keys of the series that it tells: drawn ones, and those of its story."""

    spec: ChartSpec
    keys: frozenset[str]


def story_charts(tables: Tables, theme: str, lang: Lang, most: int) -> tuple[StoryChart, ...]:
    """Compile the first charts of a theme.

    A theme of single figures has one chart, which compares those of one unit. Where the small
    charts leave places of the last row empty, charts of another kind of the same series take them.

    Parameters
    ----------
    tables : Tables
        What is in view.
    theme : str
        Its code.
    lang : str
        ``zh`` or ``en``.
    most : int
        How many charts there may be.

    Returns
    -------
    tuple of StoryChart
        In the order of the story; none where nothing can be drawn.

    Examples
    --------
    >>> from metrics import load
    >>> [c.spec.id for c in story_charts(load(), "protection", "en", 1)]
    ['satisfaction']
    """
    story = story_of(tables, theme)
    made: list[StoryChart] = []
    for group in story:
        if len(made) < most and (chart := _chart(tables, group, lang)) is not None:
            made.append(_telling(chart, group))
    made += _filling(tables, story, lang, made, most)
    if not made and (compared := of_one_unit(story)):
        made.append(_telling(compile_comparison(tables, theme, compared, lang), compared))
    return tuple(made)


def _filling(
    tables: Tables,
    story: Sequence[Sequence[Series]],
    lang: Lang,
    made: Sequence[StoryChart],
    most: int,
) -> list[StoryChart]:
    """Compile what fills the last row of small charts: further kinds of chart of the story."""
    room = min(-(len(made) - 1) % ACROSS, most - len(made)) if len(made) > 1 else 0
    shown = {chart.spec.id for chart in made}
    found: list[StoryChart] = []
    for series in (s for group in story for s in group):
        for kind in series.definition.display.split()[1:]:
            spec = of_kind(tables, series, kind, lang) if len(found) < room else None
            if spec is not None and spec.id not in shown:
                found.append(_telling(spec, ()))
    return found


def economy_charts(tables: Tables, series: Series, lang: Lang) -> tuple[ChartSpec, ...]:
    """Compile the charts of several economies that an indicator has: paths, ranking, balance.

    A balance is one of two series of a concept; the column ``display`` of either names it.

    Parameters
    ----------
    tables : Tables
        What is in view.
    series : Series
        Of the indicator, in any area.
    lang : str
        ``zh`` or ``en``.

    Returns
    -------
    tuple of ChartSpec
        None of an indicator of one economy.

    Examples
    --------
    >>> from metrics import load
    >>> tables = load()
    >>> [c.id for c in economy_charts(tables, tables.series("gii_rank"), "en")]
    ['gii_rank-paths', 'gii_rank-ranking']
    """
    own = series.definition
    made = [of_kind(tables, series, kind, lang, FEWEST_ALONE) for kind in ("paths", "ranking")]
    pair = [s for s in tables.concept(own.concept, series.area) if s.definition.display != CARD]
    if any("balance" in s.definition.display.split() for s in pair):
        made.append(of_kind(tables, series, "balance", lang))
    return tuple(spec for spec in made if spec is not None)


def _telling(spec: ChartSpec, group: Sequence[Series]) -> StoryChart:
    """Say what a chart tells: growth is drawn from the figures that it is the growth of."""
    drawn = {s.key for s in spec.series}
    only = {s.key for s in group} if len(group) == 1 else set()
    return StoryChart(spec, frozenset(drawn | only))


def _chart(tables: Tables, group: Sequence[Series], lang: Lang) -> ChartSpec | None:
    """Compile the chart of series at one place of a story; None where it cannot be drawn."""
    drawn = [s for s in group if drawable(tables, tables.concept(s.definition.concept, s.area))]
    alike = {(s.definition.unit.id, s.definition.measure) for s in drawn}
    if len({s.definition.concept for s in drawn}) > 1 and len(alike) == 1:
        made = together(tables, drawn, lang)
        if made is not None:
            return made
    for series in group:
        for kind in series.definition.display.split() or ["concept"]:
            if kind != CARD and (made := of_kind(tables, series, kind, lang)) is not None:
                return made
    return None


def together(tables: Tables, series: Sequence[Series], lang: Lang) -> ChartSpec | None:
    """Compile series on one axis; None where too little of them is in view to share one."""
    try:
        return compile_together(tables, series, lang)
    except ValueError:
        return None


def _of_regions(tables: Tables, series: Series, kind: str, lang: Lang) -> ChartSpec | None:
    """Compile what regions have in place of charts of economies: their table, and their paths."""
    indicator, area = series.definition.id, series.area if series.area != HOME else ""
    tables_of_it = len(periods_of(tables, indicator))
    if kind == "ranking" and tables_of_it:
        return compile_regions(tables, indicator, lang, area=area)
    if kind == "paths" and tables_of_it > 1:
        return compile_region_paths(tables, indicator, lang, area)
    return None


def of_kind(
    tables: Tables, series: Series, kind: str, lang: Lang, fewest: int = FEWEST + 1
) -> ChartSpec | None:
    """Compile one kind of chart of a series; None where it has none or too little is in view.

    Parameters
    ----------
    tables : Tables
        What is in view.
    series : Series
        The series, also of another economy.
    kind : str
        ``concept``, ``paths``, ``ranking`` or ``balance``.
    lang : str
        ``zh`` or ``en``.
    fewest : int
        Economies that a ranking has at least.

    Returns
    -------
    ChartSpec or None
        The chart.

    Examples
    --------
    >>> from metrics import load
    >>> of_kind(load(), load().series("gii_rank"), "paths", "en").id
    'gii_rank-paths'
    """
    own = series.definition
    if tables.national is not None and kind != "concept":
        return _of_regions(tables, series, kind, lang)
    areas = len(tables.areas(own.id))
    pair = [s.definition.id for s in tables.concept(own.concept, series.area)]
    possible: dict[str, tuple[bool, Callable[[], ChartSpec]]] = {
        "concept": (
            drawable(tables, tables.concept(own.concept, series.area)),
            lambda: compile_concept(tables, own.concept, lang, series.area),
        ),
        "paths": (areas > 1, lambda: compile_paths(tables, own.id, lang)),
        "ranking": (
            areas >= fewest,
            lambda: compile_ranking(tables, own.id, lang),
        ),
        "balance": (
            areas > FEWEST and len(pair) == 2,
            lambda: compile_balance(tables, pair[0], pair[1], lang),
        ),
    }
    wanted, compiled = possible[kind]
    try:
        return compiled() if wanted else None
    except ValueError:
        # Too little of it is in view.
        return None


def of_one_unit(story: Sequence[Sequence[Series]]) -> list[Series]:
    """Give the figures of a story where they are of one unit and period, as one chart needs them.

    Examples
    --------
    >>> from metrics import load
    >>> len(of_one_unit(story_of(load(), "services"))), of_one_unit(story_of(load(), "creation"))
    (3, [])
    """
    every = [s for group in story for s in group]
    alike = {(s.definition.unit.id, s.definition.measure, s.latest.period) for s in every}
    return every if len(alike) == 1 < len(every) else []


def series_of(tables: Tables, theme: str) -> Iterator[Series]:
    """Yield the series of a theme in the order of its pages, of each indicator the main one."""
    return (tables.main_series(d.id) for d in tables.definitions.values() if d.theme == theme)


def concepts_of(tables: Tables, theme: str) -> list[str]:
    """List the concepts of a theme in their order."""
    return list(dict.fromkeys(d.concept for d in tables.definitions.values() if d.theme == theme))
