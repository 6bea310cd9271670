"""The frame: page settings, language, navigation, the tables, and what every page ends with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import streamlit as st

from metrics import Tables
from metrics.charts import footers
from metrics.charts.template import Theme
from metrics.locale import DEFAULT_LANG, Lang, Text, as_lang, text
from metrics.model.period import day_label
from metrics.model.selection import FIRST
from metrics.reconciliation import ALL_WITH_IMPLIED
from pages.parts.frame import markup
from pages.parts.frame.faults import show_problems
from pages.parts.state import deck_cookie, widgets
from pages.parts.state import view as state
from pages.parts.state.store import current, fullest, selected

PAGES = Path(__file__).resolve().parent.parent.parent
ICON = PAGES.parent / "static" / "favicon.png"
THEMES = ("creation", "examination", "utilisation", "protection", "services", "international")
SECTIONS: dict[str, tuple[str, ...]] = {
    "": ("overview",),
    "chain": THEMES,
    "more": ("explorer", "briefing", "checks", "policy", "data"),
}
# Days of a year at which the choice of statements is offered; an address may name any day.
ENDS = ("12-31", "06-30")
# Reached by links only.
HIDDEN = ("indicator", "reading")
# Addresses of all pages; the overview is at the root.
PATHS = frozenset({"", *THEMES, *SECTIONS["more"], *HIDDEN})


@dataclass(frozen=True)
class Context:
    """What a page needs to draw: the tables, the language and the colours."""

    tables: Tables
    lang: Lang
    colours: Theme

    @property
    def say(self) -> Text:
        """Messages in the reader's language."""
        return text(self.lang)

    def link(self, page: str, **query: str) -> str:
        """Return the address of another page, in this language and with the same in view."""
        return markup.link(page, self.lang, self.tables.selection, **query)


def run() -> None:
    """Run one page inside the frame."""
    tables, fault = current()
    if tables is None:
        _only_problems()
        return
    lang, bad = state.begin(fullest(tables))
    deck_cookie.restore()
    tables = selected(tables, state.selection())
    say = text(lang)
    deck_cookie.take_in(say)
    shown = [name for names in SECTIONS.values() for name in names]
    pages = {name: _page(name, say) for name in (*shown, *HIDDEN)}
    page = st.navigation(list(pages.values()), position="hidden")
    st.set_page_config(
        page_title=f"{page.title} · {say('site.title')}", page_icon=str(ICON), layout="wide"
    )
    colours: Theme = "dark" if st.context.theme.type == "dark" else "light"
    st.session_state["context"] = Context(tables, lang, colours)
    _document_language(lang)
    state.publish(page.url_path or "overview")
    _navigation(pages, say)
    # The content is at most 1440 px wide and stands in the middle of a wider window.
    middle = st.container(horizontal=True, horizontal_alignment="center", gap=None)
    with middle, st.container(width=1440):
        _header(page.url_path or "overview", say)
        if fault is not None:
            show_problems(fault, lang, served=True)
        _in_view(tables, say)
        for key in bad:
            st.warning(say("state.bad", parameter=key))
        _made_before(tables, say)
        page.run()
        _footer(tables, lang)
        deck_cookie.keep()


def context() -> Context:
    """Return what the frame made ready for the page that runs now."""
    made: Context = st.session_state["context"]
    return made


def _navigation(pages: dict[str, st.Page], say: Text) -> None:
    """Draw links of the sidebar; they carry the language and what was chosen on their page."""
    with st.sidebar:
        for section, names in SECTIONS.items():
            if section:
                st.caption(say(f"nav.{section}"))
            with st.container(gap="xsmall"):
                for name in names:
                    st.page_link(pages[name], query_params=state.parameters_of(name))
        _selection(context().tables, say)


def _selection(tables: Tables, say: Text) -> None:
    """Draw the switches of the supplement and of implied values, and the choice of vintage."""
    st.caption(say("selection.title"))
    supplement, implied = say("selection.supplement"), say("selection.implied")
    told = say("selection.supplement_help")
    widgets.switch("sup", supplement, say.lang, help_=told, turned="0")
    told = say("selection.implied_help")
    widgets.switch("imp", implied, say.lang, help_=told, turned="1")
    chosen = state.get("v")
    days = _days(tables.whole or tables)
    options = [FIRST, *([chosen] if chosen not in ("", FIRST, *days) else []), *days]
    widgets.choose(
        "v",
        say("selection.vintage"),
        options,
        lambda code: vintage_name(code, say),
        say.lang,
        say("selection.last"),
    )


def _days(tables: Tables) -> list[str]:
    """Middles and ends of the years in which something was published, the latest first."""
    known = [s.known for s in tables.sources.values()]
    every = (f"{y}-{end}" for y in range(max(known).year, min(known).year - 1, -1) for end in ENDS)
    return [day for day in every if min(known).isoformat() <= day <= max(known).isoformat()]


def vintage_name(code: str, say: Text) -> str:
    """Name a vintage."""
    if code == FIRST:
        return say("selection.first")
    return say("selection.as_of", day=day_label(date.fromisoformat(code), say.lang))


def _in_view(tables: Tables, say: Text) -> None:
    """Say what is in view where it is not everything, with the way back."""
    lines = footers.selection_lines(tables, say.lang)
    if lines:
        told = say("list.semicolon").join(lines)
        address = state.address(sup="", imp="", v="")
        # Where nothing printed is left out, there is nothing to bring back.
        less = tables.selection == ALL_WITH_IMPLIED
        back = say("selection.without_implied" if less else "selection.all")
        st.html(markup.render("in_view.html", say.lang, told=told, address=address, back=back))


def _page(name: str, say: Text) -> st.Page:
    default = name == "overview"
    return st.Page(
        PAGES / f"{name}.py",
        title=say(f"page.{name}"),
        url_path=None if default else name,
        default=default,
    )


def _header(name: str, say: Text) -> None:
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="top"):
        title = say("site.title") if name == "overview" else say(f"page.{name}")
        st.html(
            markup.small("head.html", say.lang, title=title, lead=say(f"lead.{name}")),
            width="stretch",
        )
        with st.container(horizontal=True, vertical_alignment="center", width="content"):
            other = "light" if context().colours == "dark" else "dark"
            look = markup.small(
                "look.html", say.lang, name=say(f"look.{other}"), address=state.address(look=other)
            )
            st.html(look, width="content")
            widgets.choose_language(say.lang, say("state.language"))


def _footer(tables: Tables, lang: Lang) -> None:
    st.html(
        markup.render(
            "foot.html",
            lang,
            version=tables.version,
            link=markup.link("data", lang, tables.selection),
        )
    )


def _made_before(tables: Tables, say: Text) -> None:
    """Say so where a link was made with other data than those shown."""
    made = state.get("dv")
    if made and made != tables.version:
        st.info(say("explore.version", made=made, now=tables.version))


def _document_language(lang: Lang) -> None:
    """Name the language of the document, so that browsers do not offer to translate it."""
    code = "zh-CN" if lang == "zh" else "en"
    st.html(
        f"<script>document.documentElement.lang='{code}'</script>", unsafe_allow_javascript=True
    )


def _only_problems() -> None:
    """Draw the page where no sound tables were ever loaded."""
    _, fault = current()
    lang = as_lang(st.query_params.get("lang")) or state.browser_lang() or DEFAULT_LANG
    st.set_page_config(page_title=text(lang)("site.title"), page_icon=str(ICON), layout="wide")
    if fault is not None:
        show_problems(fault, lang, served=False)
