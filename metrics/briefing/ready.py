"""Ready-made decks: one for each theme, the overall situation, and regions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from metrics.briefing.addresses import REGIONS, figure_view, parts
from metrics.briefing.covers import OVERALL
from metrics.briefing.deck import ROOM, Deck, Slide
from metrics.briefing.regional import slides_of_regions
from metrics.charts.compile import drawable
from metrics.charts.compile.addresses import exploration_view, side_view, view_of
from metrics.charts.compile.economies import compared
from metrics.charts.compile.series import by_weight
from metrics.explorer.exploration import Choice, Exploration
from metrics.model.definition import Definition
from metrics.model.series import Series
from metrics.rules.published import is_end
from metrics.tables.dataset import Tables
from metrics.tables.kept import kept
from metrics.views.headlines import headline_series
from metrics.views.stories import CARD, CHAIN, FEWEST, THEMES, concepts_of, of_one_unit, story_of

DECKS = (OVERALL, *THEMES, REGIONS)
# Figures of one slide, and slides of figures in a theme's deck.
A_SLIDE = 6
MOST_FIGURE_SLIDES = 3
# Years by which a series that ended is behind the newest one of its theme.
LONG_AGO = 3
# Charts of the overall deck.
MOST_CHARTS = 9


@kept
def ready(tables: Tables, name: str) -> Deck:
    """Return a ready-made deck by its name, one of `DECKS`, of what is in view.

    Examples
    --------
    >>> from metrics import load
    >>> len(ready(load(), "overall").slides)
    12
    """
    if name == REGIONS:
        made = slides_of_regions(tables)
    else:
        made = _overall(tables) if name == OVERALL else _theme(tables, name)
    return Deck((*made, Slide("sources")), tables.selection)


def _overall(tables: Tables) -> Iterator[Slide]:
    """Yield a cover, the newest key figures, then the first stories of each theme."""
    yield Slide("title", (OVERALL,))
    heads = headline_series(tables)[: ROOM["figures"]["figure"]]
    if heads:
        yield Slide("figures", tuple(map(figure_view, heads)))
    told = [list(stories(tables, theme)) for theme in CHAIN]
    # The first of every theme, then the second ones.
    views = [v for some in zip_longest(*told) for v in some if v is not None]
    shown = set(list(dict.fromkeys(views))[:MOST_CHARTS])
    for own in told:
        yield from (Slide("chart", (view,)) for view in own if view in shown)


def stories(tables: Tables, theme: str) -> Iterator[str]:
    """Yield the addresses of the charts that tell a theme, the most telling first.

    Indicators with one place in the order stand on one axis where they have one unit. A theme
    without a series of its own is told by comparing single figures.

    Parameters
    ----------
    tables : Tables
        The tables, with what is in view.
    theme : str
        Code of the theme.

    Yields
    ------
    str
        Addresses of views.

    Examples
    --------
    >>> from metrics import load
    >>> next(stories(load(), "international"))
    'indicator?id=gii_rank&chart=paths'
    """
    story = story_of(tables, theme)
    told = False
    for group in story:
        concepts = [s.definition.concept for s in group]
        views = _together(tables, group) or [v for c in concepts for v in chart_views(tables, c)]
        told = told or bool(views)
        yield from views[: len(group)]
    if not told and of_one_unit(story):
        yield theme


def _together(tables: Tables, own: Sequence[Series]) -> list[str]:
    """Return the address of several indicators on one axis; none where they need several."""
    if len(own) < 2:
        return []
    view = Exploration(tables, Choice(tuple(s.key for s in own)))
    lines = all(len(s.points) > 1 for s in view.ranged)
    return [exploration_view(view.choice)] if lines and len(view.panels) == 1 else []


def chart_views(tables: Tables, concept: str) -> list[str]:
    """Return the addresses of the charts of a concept: its own, and those of several economies.

    Parameters
    ----------
    tables : Tables
        The tables, with what is in view.
    concept : str
        Id of the concept.

    Returns
    -------
    list of str
        Addresses; none where it has single figures only.

    Examples
    --------
    >>> from metrics import load
    >>> chart_views(load(), "ip_charges")
    ['indicator?id=ip_charges_receipts', 'indicator?id=ip_charges_receipts&chart=balance']
    """
    series = tables.concept(concept)
    if any(s.definition.display == CARD for s in series):
        return []
    own = [view_of(by_weight(series)[0])] if series and drawable(tables, series) else []
    kinds = [(s, kind) for s in series for kind in s.definition.display.split()]
    views = [v for s, kind in kinds for v in (own if kind == "concept" else _side(tables, s, kind))]
    return views or own


def _side(tables: Tables, series: Series, kind: str) -> list[str]:
    """Return the address of a chart of several economies, where enough of them are in view."""
    definition = series.definition
    if kind == "paths":
        enough = len(compared(tables, definition.id)) > 1
    else:
        enough = len(tables.areas(definition.id)) > FEWEST
        enough = enough and (kind == "ranking" or len(tables.concept(definition.concept)) == 2)
    return [side_view(series, kind)] if enough else []


def _theme(tables: Tables, theme: str) -> Iterator[Slide]:
    """Yield a cover, key figures, the stories, every other chart, then single figures by topic."""
    yield Slide("title", (theme,))
    heads = [s for s in headline_series(tables) if s.definition.theme == theme]
    told = list(stories(tables, theme))
    figures = tuple(figure_view(s) for s in heads[:A_SLIDE])
    # Few figures stand beside the chart that tells the theme.
    beside = told[:1] if 0 < len(figures) <= ROOM["chart_figures"]["figure"] else []
    if beside:
        yield Slide("chart_figures", (*beside, *figures))
    elif figures:
        yield Slide("figures", figures)
    together = {d.concept for d in _of_views(tables, told)}
    # Of bounds alone a slide tells the newest one.
    solid = [c for c in concepts_of(tables, theme) if _solid(tables, c)]
    charts = {c: chart_views(tables, c) for c in solid}
    more = [v for c, views in charts.items() if c not in together for v in views]
    views = [v for v in dict.fromkeys([*told, *more]) if v not in beside]
    years = {v: _newest_year(tables, v) for v in views}
    # What ended long ago stands behind what goes on.
    views.sort(key=lambda v: years[v] <= max(years.values()) - LONG_AGO)
    yield from (Slide("chart", (view,)) for view in views)
    charted = together | {c for c, views in charts.items() if views}
    shown = {s.definition.id for s in heads}
    single = [
        d
        for c in concepts_of(tables, theme)
        for d in tables.definitions.values()
        if d.concept == c and c not in charted and d.id not in shown and not is_end(d)
    ]
    # What tells the theme comes first.
    single.sort(key=lambda d: d.story or len(tables.definitions))
    for some in _slides_of(single)[:MOST_FIGURE_SLIDES]:
        yield Slide("figures", tuple(figure_view(tables.main_series(d.id)) for d in some))


def _newest_year(tables: Tables, view: str) -> int:
    """Return the year of the newest figure of a view of indicators."""
    asked = parts(view)[1]
    keys = [k for k in asked.get("s", "").split(",") if k in tables.by_key]
    own = [tables.by_key[k] for k in keys]
    if asked.get("id") in tables.definitions:
        own.append(tables.main_series(asked["id"]))
    return max((s.latest.period.end.year for s in own), default=0)


def _solid(tables: Tables, concept: str) -> bool:
    """Tell whether a concept has a figure that is no bound."""
    return any(not p.figure.one_sided for s in tables.concept(concept) for p in s.points)


def _of_views(tables: Tables, views: Sequence[str]) -> list[Definition]:
    """Return the indicators of views of the explorer."""
    keys = [k for v in views for k in parts(v)[1].get("s", "").split(",") if k]
    return [tables.by_key[k].definition for k in keys]


def _slides_of(single: Sequence[Definition]) -> list[Sequence[Definition]]:
    return [single[n : n + A_SLIDE] for n in range(0, len(single), A_SLIDE)]
