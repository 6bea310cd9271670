"""Ready-made decks: one for each theme, and the overall situation."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from metrics.briefing.addresses import chart_view, indicator_view
from metrics.briefing.deck import Deck, Slide
from metrics.briefing.pages import OVERALL
from metrics.locale import DEFAULT_LANG
from metrics.model.definition import Definition
from metrics.tables.dataset import Tables
from metrics.views.themes import (
    THEMES,
    concept_charts,
    concepts_of,
    headline_definitions,
    story,
    theme_view,
)

DECKS = (OVERALL, *THEMES)
# Figures of one slide, and slides of figures in a theme's deck.
A_SLIDE = 6
MOST_FIGURE_SLIDES = 3
# The concepts of the overall deck: two charts stand on one slide.
STORY: tuple[tuple[str, ...], ...] = (
    ("invention_patents_in_force",),
    ("high_value_invention_patents_per_10k", "valid_trademarks"),
    ("invention_exam_months", "trademark_exam_months"),
    ("patent_intensive_share_gdp", "enterprise_industrialisation_rate"),
    ("pledge_financing",),
    ("satisfaction", "infringement_cases"),
    ("gii_rank",),
    ("pct_applications", "royalties_trade"),
)
SERVICES = (
    "service_agencies",
    "service_employees",
    "service_revenue",
    "public_service_outlets",
)


@lru_cache(maxsize=64)
def ready(tables: Tables, name: str) -> Deck:
    """Return a ready-made deck by its name, one of `DECKS`, of what is in view.

    Examples
    --------
    >>> from metrics import load
    >>> len(ready(load(), "overall").slides)
    12
    """
    made = _overall(tables) if name == OVERALL else _theme(tables, name)
    return Deck((*made, Slide("sources")), tables.selection)


def _overall(tables: Tables) -> Iterator[Slide]:
    yield Slide("title", (OVERALL,))
    heads = [tables.main_series(d.id) for d in headline_definitions(tables)]
    if heads:
        shown = heads[:A_SLIDE]
        yield Slide("figures", tuple(indicator_view(s, show="figure") for s in shown))
    for concepts in STORY:
        views: tuple[str, ...] = tuple(
            view for concept in concepts for view in _first_chart(tables, concept)
        )
        if views:
            yield Slide("charts" if len(views) > 1 else "chart", views)
    services = [d for d in SERVICES if d in tables.definitions]
    if services:
        views = tuple(indicator_view(tables.main_series(d), show="figure") for d in services)
        yield Slide("figures", views)


def _first_chart(tables: Tables, concept: str) -> list[str]:
    if not any(d.concept == concept for d in tables.definitions.values()):
        return []
    try:
        charts = concept_charts(tables, concept, DEFAULT_LANG, "light")
    except ValueError:
        return []  # single figures only
    return [chart_view(charts[0])]


def _theme(tables: Tables, theme: str) -> Iterator[Slide]:
    """Yield a cover, each chart of the theme, then its single figures by topic."""
    yield Slide("title", (theme,))
    view = theme_view(tables, theme, DEFAULT_LANG, "light")
    told = [c.concept for c in story(tables, theme, DEFAULT_LANG, "light")]
    if theme in told and theme not in {c.concept for c in view.charts}:
        yield Slide("chart", (theme,))
    yield from (Slide("chart", (chart_view(chart),)) for chart in view.charts)
    charted = {s.definition.concept for chart in view.charts for s in chart.series}
    single = [
        d
        for c in concepts_of(tables, theme)
        for d in tables.definitions.values()
        if d.concept == c and c not in charted
    ]
    for some in _slides_of(single)[:MOST_FIGURE_SLIDES]:
        views = tuple(indicator_view(tables.main_series(d.id), show="figure") for d in some)
        yield Slide("figures", views)


def _slides_of(single: Sequence[Definition]) -> list[Sequence[Definition]]:
    return [single[n : n + A_SLIDE] for n in range(0, len(single), A_SLIDE)]
