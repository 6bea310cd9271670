"""The frame: page settings, language, header, the tables, and what every page ends with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import streamlit as st

from metrics import Tables
from metrics.charts.plotly.style import Theme
from metrics.locale import DEFAULT_LANG, Lang, Text, as_lang, text
from metrics.model.period import day_label, month_label
from pages.parts.frame import markup, signin
from pages.parts.frame.faults import show_problems
from pages.parts.frame.header import header, ways
from pages.parts.frame.places import CHANGES, HIDDEN, OWN_TITLE, SHOWN, SOURCES, TAKE, THEMES
from pages.parts.state import codes, measures, own_deck, past
from pages.parts.state import view as state
from pages.parts.state.loading import load_page
from pages.parts.state.store import chosen, current, fullest, selected, shared

T = TypeVar("T")

PAGES = Path(__file__).resolve().parent.parent.parent
ICON = PAGES.parent / "static" / "favicon.png"


@dataclass(frozen=True)
class Context:
    """What a page needs to draw: the tables, the language and the colours.

    Parameters
    ----------
    tables : Tables
        What is in view.
    lang : str
        ``zh`` or ``en``.
    colours : str
        ``light`` or ``dark``.
    trial : bool
        Whether rows are among them that only this session has, and that no file may hold.
    """

    tables: Tables
    lang: Lang
    colours: Theme
    trial: bool = False

    @property
    def say(self) -> Text:
        """Messages in the reader's language."""
        return text(self.lang)

    @property
    def area(self) -> str:
        """What the areas of the tables are called: a region is no economy."""
        return self.say("column.area" if self.tables.national is None else "regions.region")

    @property
    def cited(self) -> dict[str, str]:
        """The sources by id, as they are cited."""
        every = self.tables.sources.values()
        return self.shared("cited", lambda: {s.id: s.cite(self.lang) for s in every})

    def link(self, page: str, **query: str) -> str:
        """Return the address of another page, in this language and with the same in view."""
        return markup.link(page, self.lang, self.tables.selection, **query)

    def series_link(self, indicator: str, area: str) -> str:
        """Return the address of the page of a series."""
        return self.link("indicator", id=indicator, **markup.of_area(area))

    def shared(self, name: str, build: Callable[[], T], key: str = "") -> T:
        """Build a view once for all sessions, by name, language, display and what is in view.

        Parameters
        ----------
        name : str
            Of the view.
        build : callable
            Makes it where it is not there yet.
        key : str
            Names what it is made of; the tables in view where it is empty.

        Returns
        -------
        T
            The view; nobody may change it.

        Examples
        --------
        >>> from metrics import load
        >>> Context(load(), "en", "light").shared("example", lambda: "built")
        'built'
        """
        return shared(name, self.lang, self.colours, key or self.tables.key, build)

    def chosen(self, name: str, build: Callable[[], T], key: str = "") -> T:
        """Build a view as `shared` does, for sessions whose address chooses the same on this page.

        What a reader typed is kept by nobody: with it the view is built each time.
        """
        if state.get("q"):
            return build()
        key = key or self.tables.key
        return chosen(name, self.lang, self.colours, key, state.choices(), build)


def run(drawer: Callable[[Context, str], None]) -> None:
    """Run one page inside the frame.

    Parameters
    ----------
    drawer : callable
        Draws the statement of a figure beside the page, where the address names one.
    """
    with measures.script() as timed:
        _run(drawer, timed)


def _run(drawer: Callable[[Context, str], None], timed: measures.Timed) -> None:
    if not signin.admit(str(ICON)):
        return
    tables, fault = current()
    if tables is None:
        _only_problems()
        return
    lang, bad = state.begin(fullest(tables))
    own_deck.restore()
    tables = selected(tables, state.selection())
    say = text(lang)
    own_deck.take_up(say)
    own_deck.take_in(say)
    pages = {name: _page(name, say) for name in (*SHOWN, *HIDDEN)}
    page = st.navigation(list(pages.values()), position="hidden")
    st.set_page_config(
        page_title=f"{page.title} · {say('site.title')}", page_icon=str(ICON), layout="wide"
    )
    timed.label = name = page.url_path or "overview"
    if state.of_regions(tables, name):
        tables = codes.regional(tables)
    here = Context(tables, lang, _display())
    st.session_state["context"] = here
    state.publish(name)
    st.html(header(tables, name, say, here.colours, ways(theme_of(tables, name))))
    if fault is not None:
        show_problems(fault, lang, served=True)
    for key in bad:
        st.warning(say("state.bad", parameter=key))
    _made_before(tables, say)
    if name not in OWN_TITLE:
        st.html(title_of(name, say))
    load_page(name)
    page.run()
    st.html(foot(here))
    if name != "reading" and (figure := state.get("at")):
        drawer(here, figure)
    own_deck.keep()


def theme_of(tables: Tables, page: str) -> str:
    """Return the theme that a page is within; empty where it is in none."""
    own = fullest(tables).definitions.get(state.get("id")) if page == "indicator" else None
    return own.theme if own is not None else page if page in THEMES else ""


def name_window(title: str, say: Text) -> None:
    """Name the window, and with it its entries in the history and among bookmarks, by its view.

    Parameters
    ----------
    title : str
        Of the view; the document that the server sends has the same.
    say : Text
        Messages of the reader's language.
    """
    st.set_page_config(page_title=f"{title} · {say('site.title')}")


def context() -> Context:
    """Return what the frame made ready for the page that runs now."""
    made: Context = st.session_state["context"]
    return made


def _display() -> Theme:
    """Return the display: that of the address, else the one that the browser has."""
    asked = state.get("look") or st.context.theme.type
    return "dark" if asked == "dark" else "light"


def _page(name: str, say: Text) -> st.Page:
    default = name == "overview"
    return st.Page(
        PAGES / f"{name}.py",
        title=say(f"page.{name}"),
        url_path=None if default else name,
        default=default,
    )


def title_of(name: str, say: Text) -> str:
    """Return the title of a page that has none of its own."""
    return markup.small("head.html", say.lang, title=say(f"page.{name}"), lead=say(f"lead.{name}"))


def foot(here: Context) -> str:
    """Return what every page ends with: where figures come from, how new they are, the files."""
    tables, say, lang = here.tables, here.say, here.lang
    newest = max(source.known for source in (tables.whole or tables).sources.values())
    return markup.render(
        "foot.html",
        lang,
        state=say("foot.state", newest=month_label(newest, lang)),
        changed=say("foot.changed", day=day_label(past.changed(tables), lang)),
        changes=f"{here.link('data')}#{CHANGES}",
        links=[
            (say("foot.sources"), f"{here.link('data')}#{SOURCES}"),
            (say("foot.workbook"), f"{here.link('data')}#{TAKE}"),
            (say("foot.open"), f"data/api?lang={lang}"),
        ],
        version=tables.version,
    )


def _made_before(tables: Tables, say: Text) -> None:
    """Say so where a link was made with other data than those shown."""
    made = state.get("dv")
    if made and made != tables.version:
        st.info(say("explore.version", made=made, now=tables.version))


def _only_problems() -> None:
    """Draw the page where no sound tables were ever loaded."""
    _, fault = current()
    lang = as_lang(st.query_params.get("lang")) or state.browser_lang() or DEFAULT_LANG
    title = text(lang)("site.title")
    st.set_page_config(page_title=title, page_icon=str(ICON), layout="wide")
    st.html(markup.small("head.html", lang, title=title, lead="", bare=True))
    if fault is not None:
        show_problems(fault, lang, served=False)
