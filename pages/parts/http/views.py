"""What an address shows, in words: its title, its finding, and the chart that stands for it."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from metrics.briefing.deck import DeckError
from metrics.briefing.recent import Recent
from metrics.charts.compile.addresses import indicator_view
from metrics.charts.spec import ChartSpec
from metrics.explorer.examples import opening
from metrics.locale import LANGS, Lang, text
from metrics.model.selection import Selection
from metrics.model.series import HOME, Series
from metrics.tables.dataset import Tables
from metrics.views.pages import indicator_page, overview, theme_page
from metrics.views.parts import PageView
from metrics.wording.findings import of_series
from pages.parts.blocks.indicator_top import title_of
from pages.parts.frame.places import THEMES
from pages.parts.http.charted import spec_of
from pages.parts.state.parameters import understood
from pages.parts.state.store import fullest, selected

_LOG = logging.getLogger("dashboard")
# Parameters that change how a view is seen, or a reader's deck, not what a view is.
LOOKS = frozenset({"look", "dv", "n", "p", "lang", "since", "at", "add"})
# Headlines that a description names.
NAMED = 4
# Letters that programs show of a description.
LONGEST = 300
# What of an address makes a chart of the explorer.
CHOICE = ("s", "t", "b", "from", "to", "ev")


@dataclass(frozen=True)
class Asked:
    """A page with what an address chooses on it.

    Parameters
    ----------
    page : str
        Its name.
    query : tuple of (str, str)
        What is chosen, in one order.
    selection : Selection
        What is in view.
    """

    page: str
    query: tuple[tuple[str, str], ...]
    selection: Selection

    @property
    def path(self) -> str:
        """The page as an address names it."""
        return "" if self.page == "overview" else self.page

    def address(self, lang: Lang) -> str:
        """Return the address of the view in a language, the same however it was asked for."""
        return f"{self.path}?{urlencode((('lang', lang), *self.query), safe=',@/?!~*:')}"


@dataclass(frozen=True)
class Told:
    """What is said of a view.

    Parameters
    ----------
    title : str
        Of the view, without the name of the dashboard.
    description : str
        Its message and newest figures.
    finding : str
        Its message alone.
    chart : str
        Address of the chart that stands for it; empty where there is none.
    series : Series or None
        What it is of, where it is one series.
    """

    title: str
    description: str
    finding: str
    chart: str = ""
    series: Series | None = None


def asked(tables: Tables, page: str, given: Mapping[str, Sequence[str]]) -> Asked:
    """Understand the address of a page.

    Parameters
    ----------
    tables : Tables
        The tables.
    page : str
        Name of the page.
    given : mapping
        All values of each parameter.

    Returns
    -------
    Asked
        What it asks for.

    Examples
    --------
    >>> from metrics import load
    >>> asked(load(), "indicator", {"id": ["gii_rank"], "add": ["policy"]}).address("en")
    'indicator?lang=en&id=gii_rank'
    """
    chosen = understood(fullest(tables), page, given)
    query = tuple((k, v) for k, v in chosen.items() if k not in LOOKS)
    return Asked(page, query, Selection.of(chosen))


_RECENT: Recent[Told] = Recent(400)


def warm(tables: Tables, pages: Iterable[str]) -> None:
    """Say what pages show before anybody asks.

    Parameters
    ----------
    tables : Tables
        The tables as they are served.
    pages : iterable of str
        Their names.
    """
    every = list(pages)
    for lang in LANGS:
        for page in every:
            try:
                told(tables, asked(tables, page, {}), lang)
            except Exception:
                _LOG.exception("fault in what is said of %s", page)


def told(tables: Tables, view: Asked, lang: Lang) -> Told:
    """Say what an address shows.

    Parameters
    ----------
    tables : Tables
        The tables as they are served.
    view : Asked
        The page and what is chosen.
    lang : str
        ``zh`` or ``en``.

    Returns
    -------
    Told
        Its words.

    Examples
    --------
    >>> from metrics import load
    >>> tables = load()
    >>> view = asked(tables, "indicator", {"id": ["gii_rank"]})
    >>> told(tables, view, "en").title
    'Global Innovation Index rank'
    """
    return _RECENT.get(tables, (view, lang), lambda: _told(tables, view, lang))


def _told(tables: Tables, view: Asked, lang: Lang) -> Told:
    query = dict(view.query)
    named = (f"@{query.get('area', '')}", *query.get("s", "").split(","))
    tables = selected(tables, view.selection).where(*named)
    if view.page == "indicator" and (series := _series(tables, query)) is not None:
        return _of_series(tables, series, lang)
    if view.page == "explorer":
        chosen = query.get("s") or ",".join(opening(tables).series)
        return _of_choice(tables, query | {"s": chosen}, lang)
    if view.page in THEMES:
        return _of_page(tables, view.page, theme_page(tables, view.page, lang), lang)
    if view.page == "overview":
        return _of_page(tables, view.page, overview(tables, lang), lang)
    # Other pages have no chart of their own: message and chart of the overview stand for them.
    first = told(tables, Asked("overview", (), view.selection), lang)
    say = text(lang)
    return Told(say(f"page.{view.page}"), say(f"lead.{view.page}"), first.finding, first.chart)


def _series(tables: Tables, query: Mapping[str, str]) -> Series | None:
    indicator = query.get("id", "")
    areas = tables.areas(indicator) if indicator in tables.definitions else ()
    if not areas:
        return None
    own = tables.all_series.get((indicator, query.get("area", HOME)))
    return own or tables.main_series(indicator)


def _of_series(tables: Tables, series: Series, lang: Lang) -> Told:
    made = indicator_page(tables, series, lang)
    view = indicator_view(series.definition.id, series.area)
    chart = view if drawn_of(tables, view, lang) is not None else ""
    name = title_of(tables, series, lang)
    return Told(name, _described(made, lang), made.hero, chart, series)


def _of_choice(tables: Tables, query: Mapping[str, str], lang: Lang) -> Told:
    chosen = {key: query[key] for key in CHOICE if key in query}
    view = f"explorer?{urlencode(chosen, safe=',@/')}"
    spec = drawn_of(tables, view, lang)
    series = [tables.by_key[k] for k in query["s"].split(",") if k in tables.by_key]
    if spec is not None:
        said = spec.text
        return Told(
            said.name or said.title,
            text(lang)("list.semicolon").join((said.title, said.subtitle)),
            said.title,
            view,
        )
    finding = of_series(tables, series[0], lang) if series else text(lang)("lead.explorer")
    return Told(text(lang)("page.explorer"), finding, finding)


def _of_page(tables: Tables, page: str, made: PageView, lang: Lang) -> Told:
    say = text(lang)
    lead = made.lead.view if made.lead is not None else ""
    if not lead:
        views = (indicator_view(headline.indicator, headline.area) for headline in made.headlines)
        lead = next((v for v in views if drawn_of(tables, v, lang) is not None), "")
    title = say("site.title") if page == "overview" else say(f"page.{page}")
    message = made.hero or say(f"lead.{page}")
    return Told(title, _described(made, lang) or message, message, lead)


def _described(made: PageView, lang: Lang) -> str:
    """Return the message, then the newest figures, as much as programs show."""
    kept = made.hero
    for headline in made.headlines[:NAMED]:
        longer = text(lang)("list.semicolon").join(filter(None, (kept, headline.alt)))
        if len(longer) > LONGEST:
            break
        kept = longer
    return kept


def drawn_of(tables: Tables, view: str, lang: Lang) -> ChartSpec | None:
    """Return the chart at an address; None where it has none."""
    try:
        return spec_of(tables, view, lang)
    except DeckError:
        return None
