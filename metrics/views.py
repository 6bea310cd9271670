"""What each page shows, in order: which concepts are charts, which figures are cards."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from metrics.cards import Card, card
from metrics.catalogue import Tables
from metrics.charts import draw, drawable
from metrics.charts.base import Chart
from metrics.charts.comparison import compare
from metrics.charts.template import Theme
from metrics.facts import Definition
from metrics.text import Lang, text

CHAIN = ("creation", "examination", "utilisation", "protection", "services", "international")


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
    """Concepts of a theme in their order."""
    return list(dict.fromkeys(d.concept for d in tables.definitions.values() if d.theme == theme))


def theme_view(tables: Tables, theme: str, lang: Lang, colours: Theme) -> View:
    """Everything of one theme: concepts with two points or more as charts, the rest as cards."""
    charted = [c for c in concepts_of(tables, theme) if drawable(tables.concept(c))]
    single = [
        d for d in tables.definitions.values() if d.theme == theme and d.concept not in charted
    ]
    charts = tuple(draw(tables, c, lang, colours) for c in charted)
    if theme == "governance":
        charts += (story(tables, theme, lang, colours),)
    return View(charts, _sections(tables, single, lang))


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


def headline_cards(tables: Tables, lang: Lang) -> tuple[Card, ...]:
    """The headline row of the overview."""
    chosen = sorted(
        (d for d in tables.definitions.values() if d.headline), key=lambda d: d.headline
    )
    return _cards(tables, chosen, lang)


def story(tables: Tables, theme: str, lang: Lang, colours: Theme) -> Chart:
    """The one chart that tells a theme on the overview.

    A theme without a series of its own is told by comparing single figures of one unit.
    """
    chosen = sorted(
        (d for d in tables.definitions.values() if d.theme == theme and d.story),
        key=lambda d: d.story,
    )
    concepts = list(dict.fromkeys(d.concept for d in chosen))
    if len(concepts) == 1:
        return draw(tables, concepts[0], lang, colours)
    return compare(tables, theme, [tables.series(d.id) for d in chosen], lang, colours)


def indicator_view(tables: Tables, definition: Definition, lang: Lang, colours: Theme) -> View:
    """One indicator: the chart of its concept where there is one, and its card."""
    drawn = drawable(tables.concept(definition.concept))
    charts = (draw(tables, definition.concept, lang, colours),) if drawn else ()
    return View(charts, (_heard("latest", _cards(tables, [definition], lang), lang),))


def overview(tables: Tables, lang: Lang, colours: Theme) -> View:
    """The headline row and the story of each theme."""
    charts = tuple(story(tables, t, lang, colours) for t in CHAIN)
    return View(charts, (_heard("headline", headline_cards(tables, lang), lang),))
