"""What each page shows, in order: which concepts are charts, which figures are cards."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from metrics.charts import draw, drawable
from metrics.charts.base import Chart
from metrics.charts.comparison import compare
from metrics.charts.economies import compared, paths
from metrics.charts.line_labels import NARROWEST
from metrics.charts.rankings import balance, ranking
from metrics.charts.template import Theme
from metrics.locale import Lang, text
from metrics.model.definition import Definition
from metrics.model.series import HOME, Series
from metrics.reconciliation import disputed_relations
from metrics.tables.dataset import Tables
from metrics.views.cards import Card, card

# With fewer economies a ranking says little.
FEWEST = 5
# The display of what only serves to derive or to check something else.
CARD = "card"
CHAIN = ("creation", "examination", "utilisation", "protection", "services", "international")
THEMES = (*CHAIN, "governance")


@dataclass(frozen=True)
class Section:
    """Cards under one heading, which may be there for the ear only."""

    topic: str
    title: str
    cards: tuple[Card, ...]
    shown: bool = True


@dataclass(frozen=True)
class View:
    """A page's charts and sections of cards."""

    charts: tuple[Chart, ...]
    sections: tuple[Section, ...]

    @property
    def indicators(self) -> set[str]:
        """Ids of all series shown, as a chart or as a card."""
        charted = {s.definition.id for chart in self.charts for s in chart.series}
        return charted | {c.indicator for section in self.sections for c in section.cards}


def concepts_of(tables: Tables, theme: str) -> list[str]:
    """Return concepts of a theme in their order."""
    return list(dict.fromkeys(d.concept for d in tables.definitions.values() if d.theme == theme))


def theme_view(tables: Tables, theme: str, lang: Lang, colours: Theme) -> View:
    """Return everything of one theme.

    Concepts with two points or more as charts, the rest as cards.

    Parameters
    ----------
    tables : Tables
        The tables, with what is in view.
    theme : str
        Code of the theme.
    lang : str
        ``zh`` or ``en``.
    colours : str
        ``light`` or ``dark``.

    Returns
    -------
    View
        Charts and sections of cards.

    Examples
    --------
    >>> from metrics import load
    >>> tables = load()
    >>> view = theme_view(tables, "creation", "en", "light")
    >>> bool(view.charts)
    True
    """
    charted = [
        c
        for c in concepts_of(tables, theme)
        if drawable(tables.concept(c)) and not _carded(tables.concept(c))
    ]
    single = [
        d for d in tables.definitions.values() if d.theme == theme and d.concept not in charted
    ]
    charts = tuple(c for name in charted for c in concept_charts(tables, name, lang, colours))
    if theme == "governance":
        charts += story(tables, theme, lang, colours)
    return View(charts, _sections(tables, single, lang))


def _carded(concept: tuple[Series, ...]) -> bool:
    """Tell whether a concept is shown as cards though it could be drawn."""
    return any(s.definition.display == CARD for s in concept)


def concept_charts(
    tables: Tables, concept: str, lang: Lang, colours: Theme, width: int = NARROWEST
) -> tuple[Chart, ...]:
    """Return the charts of a concept: its own, or those that set economies side by side.

    Parameters
    ----------
    tables : Tables
        The tables, with what is in view.
    concept : str
        Id of the concept.
    lang : str
        ``zh`` or ``en``.
    colours : str
        ``light`` or ``dark``.
    width : int
        Pixels that the chart has at least.

    Returns
    -------
    tuple of Chart
        One chart or several.

    Examples
    --------
    >>> from metrics import load
    >>> tables = load()
    >>> len(concept_charts(tables, "gii_rank", "en", "light")) > 0
    True
    """
    series = tables.concept(concept)
    wanted = [(s, kind) for s in series for kind in s.definition.display.split() if kind != CARD]
    made = [c for s, kind in wanted for c in _economies(tables, s, kind, lang, colours, width)]
    return tuple(made) or (draw(tables, concept, lang, colours, width=width),)


def _economies(
    tables: Tables, series: Series, kind: str, lang: Lang, colours: Theme, width: int
) -> Iterator[Chart]:
    """Yield one of the charts of several economies, where enough of them are in view."""
    definition = series.definition
    if kind == "concept":
        yield draw(tables, definition.concept, lang, colours, width=width)
    elif kind == "paths":
        if len(compared(tables, definition.id)) > 1:
            yield paths(tables, definition.id, lang, colours, width)
    elif len(tables.areas(definition.id)) > FEWEST:
        if kind == "ranking":
            yield ranking(tables, definition.id, lang, colours)
        elif len(pair := [s.definition.id for s in tables.concept(definition.concept)]) == 2:
            yield balance(tables, pair[0], pair[1], lang, colours)


def _sections(tables: Tables, definitions: list[Definition], lang: Lang) -> tuple[Section, ...]:
    order = tables.codes("topic")
    ordered = sorted(definitions, key=lambda d: order.index(d.topic))
    return tuple(
        Section(topic, tables.label("topic", topic, lang), _cards(tables, list(group), lang))
        for topic, group in groupby(ordered, key=lambda d: d.topic)
    )


def _cards(tables: Tables, definitions: list[Definition], lang: Lang) -> tuple[Card, ...]:
    return tuple(
        card(tables, series, lang)
        for d in definitions
        for series in tables.concept(d.concept)
        if series.definition.id == d.id
    )


def _heard(topic: str, cards: tuple[Card, ...], lang: Lang) -> Section:
    return Section(topic, text(lang)(f"section.{topic}"), cards, shown=False)


def _reports(tables: Tables) -> Tables:
    """Return what the five reports print of what is in view."""
    return tables.select(replace(tables.selection, supplement=False, implied=False))


def headline_definitions(tables: Tables) -> list[Definition]:
    """Return the indicators of the headline row that the reports in view have, in its order."""
    reports = _reports(tables)
    chosen = (d for d in reports.definitions.values() if d.headline)
    return sorted(chosen, key=lambda d: d.headline)


def headline_cards(tables: Tables, lang: Lang) -> tuple[Card, ...]:
    """Return the headline row of the overview.

    It has the figures of the five reports, with or without others.
    """
    reports = _reports(tables)
    cards = _cards(reports, headline_definitions(tables), lang)
    # A mark leads to the checks in view, which may hold another statement of the figure.
    latest = (reports.series(c.indicator, c.area).latest for c in cards)
    return tuple(
        replace(c, disputes=disputed_relations(tables, (point,)))
        for c, point in zip(cards, latest, strict=True)
    )


def story(tables: Tables, theme: str, lang: Lang, colours: Theme) -> tuple[Chart, ...]:
    """Return the one chart that tells a theme on the overview; none where too little is in view.

    A theme without a series of its own is told by comparing single figures of one unit.

    Parameters
    ----------
    tables : Tables
        The tables, with what is in view.
    theme : str
        Code of the theme.
    lang : str
        ``zh`` or ``en``.
    colours : str
        ``light`` or ``dark``.

    Returns
    -------
    tuple of Chart
        One chart, or none.

    Examples
    --------
    >>> from metrics import load
    >>> tables = load()
    >>> len(story(tables, "creation", "en", "light"))
    1
    """
    chosen = sorted(
        (d for d in tables.definitions.values() if d.theme == theme and d.story),
        key=lambda d: d.story,
    )
    for concept in dict.fromkeys(d.concept for d in chosen):
        if drawable(tables.concept(concept)):
            return concept_charts(tables, concept, lang, colours)[:1]
    if len(chosen) < 2 or len({(d.unit, d.measure) for d in chosen}) > 1:
        return ()
    return (compare(tables, theme, [tables.main_series(d.id) for d in chosen], lang, colours),)


def indicator_view(tables: Tables, series: Series, lang: Lang, colours: Theme) -> View:
    """Return one series: the charts of its concept where there are any, and its card.

    Parameters
    ----------
    tables : Tables
        The tables, with what is in view.
    series : Series
        The series that the page is of.
    lang : str
        ``zh`` or ``en``.
    colours : str
        ``light`` or ``dark``.

    Returns
    -------
    View
        Its charts, and its card in a section of its own.

    Examples
    --------
    >>> from metrics import load
    >>> tables = load()
    >>> view = indicator_view(tables, tables.series("satisfaction"), "en", "light")
    >>> len(view.charts), len(view.sections)
    (1, 1)
    """
    concept = series.definition.concept
    charts: tuple[Chart, ...] = ()
    if drawable(tables.concept(concept, series.area)):
        charts = (draw(tables, concept, lang, colours, series.area),)
        if series.area == HOME:
            charts += tuple(
                c for c in concept_charts(tables, concept, lang, colours) if c.concept != concept
            )
    return View(charts, (_heard("latest", (card(tables, series, lang),), lang),))


def overview(tables: Tables, lang: Lang, colours: Theme) -> View:
    """Return the headline row and the story of each theme.

    Parameters
    ----------
    tables : Tables
        The tables, with what is in view.
    lang : str
        ``zh`` or ``en``.
    colours : str
        ``light`` or ``dark``.

    Returns
    -------
    View
        A chart a theme, and the cards of the headline row.

    Examples
    --------
    >>> from metrics import load
    >>> tables = load()
    >>> len(overview(tables, "en", "light").charts) > 1
    True
    """
    charts = tuple(c for t in CHAIN for c in story(tables, t, lang, colours))
    cards = headline_cards(tables, lang)
    return View(charts, (_heard("headline", cards, lang),) if cards else ())
