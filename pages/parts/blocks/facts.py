"""The table of all facts with its filters, the sources, and the files to take away."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from metrics.locale import folded
from metrics.model.observation import Observation
from metrics.tables.read import DESCRIPTOR, table_schemas
from metrics.views.extracts import extract, searched
from metrics.views.filters import Filters, every_definition
from metrics.views.statements import fact_row
from pages.parts.blocks import texts
from pages.parts.frame import markup
from pages.parts.frame.shell import Context
from pages.parts.state import view as state
from pages.parts.state import widgets
from pages.parts.state.store import shared

COLUMNS = ("indicator", "period", "value", "printed", "scope", *markup.FACT_COLUMNS[3:], "theme")
CHOICES = ("q", "theme", "area", "source", "qualifier", "basis", "id", "p")
# Rows on one page: more would weigh on every visit.
ROWS = 100


def show_filters(context: Context) -> None:
    """Draw the search box and the filters, in one row where there is room."""
    tables, say, lang = context.tables, context.say, context.lang

    def label(list_: str) -> Callable[[str], str]:
        return lambda code: tables.label(list_, code, lang)

    grid = st.grid(6, min_column_width=170, gap=16)
    with grid.cell():
        widgets.search("q", say("data.search"), say("data.search_hint"), lang)
    with grid.cell():
        widgets.choose(
            "theme", say("data.theme"), tables.codes("theme"), label("theme"), lang, say("data.all")
        )
    with grid.cell():
        widgets.choose(
            "area", say("column.area"), tables.codes("area"), label("area"), lang, say("data.all")
        )
    with grid.cell():
        cite = {s.id: s.cite(lang) for s in tables.sources.values()}
        widgets.choose(
            "source", say("data.source"), tuple(cite), cite.__getitem__, lang, say("data.all")
        )
    with grid.cell():
        widgets.choose(
            "qualifier",
            say("data.qualifier"),
            tables.codes("qualifier"),
            label("qualifier"),
            lang,
            say("data.all"),
        )
    with grid.cell():
        widgets.choose(
            "basis",
            say("data.basis"),
            tables.codes("period_basis"),
            label("period_basis"),
            lang,
            say("data.all"),
        )
    if indicator := state.get("id"):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.text(say("data.only", name=every_definition(tables)[indicator].name(lang)))
            widgets.button(say("data.show_all"), on_click=state.clear, args=(CHOICES,))


@dataclass(frozen=True)
class Entry:
    """A statement with the words that a search looks through."""

    point: Observation
    words: str


def entries(context: Context) -> tuple[Entry, ...]:
    """Return all statements in view in the order of the table, made ready once for all sessions."""
    tables = context.tables

    def build() -> tuple[Entry, ...]:
        every = extract(tables, Filters()).statements
        return tuple(Entry(o, searched(tables, o, context.lang)) for o in every)

    return shared("facts", context.lang, context.colours, tables.key, build)


def filters(context: Context) -> Filters:
    """Return the filters chosen on the page; an indicator stands for all scopes of its concept."""
    tables = context.tables
    indicators: tuple[str, ...] = ()
    if indicator := state.get("id"):
        concept = every_definition(tables)[indicator].concept
        every = every_definition(tables).items()
        indicators = tuple(i for i, d in every if d.concept == concept)
    return Filters(
        theme=state.get("theme"),
        area=state.get("area"),
        source=state.get("source"),
        qualifier=state.get("qualifier"),
        basis=state.get("basis"),
        indicators=indicators,
        words=state.get("q"),
    )


def chosen(context: Context) -> list[Observation]:
    """Return the statements that pass the filters; each word of a query stands in them."""
    wanted = filters(context)
    query = folded(wanted.words).split()
    return [
        e.point
        for e in entries(context)
        if wanted.keeps(e.point) and all(word in e.words for word in query)
    ]


def show_facts(context: Context) -> None:
    """Draw the table of the facts that pass the filters, a page at a time."""
    tables, say, lang = context.tables, context.say, context.lang
    found = chosen(context)
    pages = -(-len(found) // ROWS) or 1
    page = widgets.page_of(pages)
    caption = say("data.count", shown=len(found), all=len(entries(context)))
    if pages > 1:
        caption = say("data.paged", count=caption, page=say("data.page", page=page, pages=pages))
    if not found:
        st.html(markup.render("empty.html", lang, caption=caption, message=say("data.none")))
        widgets.button(
            say("data.show_all"), on_click=state.clear, args=(CHOICES,), key="clear_empty"
        )
        return
    rows = [
        fact_row(tables, o, lang) | _addresses(context, o)
        for o in found[(page - 1) * ROWS : page * ROWS]
    ]
    linked = ("indicator", "locator")
    st.html(markup.table(COLUMNS, rows, lang, caption, tall=True, links=linked))
    here = say("data.page", page=page, pages=pages)
    widgets.turn_pages(pages, say("data.before"), here, say("data.after"))


def _addresses(context: Context, point: Observation) -> dict[str, str]:
    """Return where a row leads: to its indicator, and to its passage where the text is at hand."""
    own = {"href_indicator": texts.indicator_link(context, point)}
    return own | texts.locator_address(context, point)


def sources(context: Context) -> str:
    """Return the sources with the number of figures that each gives, made ready once."""
    key = context.tables.key
    return shared("sources", context.lang, context.colours, key, lambda: _sources(context))


def _sources(context: Context) -> str:
    tables, lang = context.tables, context.lang
    counts = Counter(o.source.id for o in tables.statements)
    ordered = sorted(tables.sources.values(), key=lambda s: (s.tier != "report", s.id))
    rows = [
        {
            "title": source.title(lang),
            "issuer": source.issuer(lang),
            "published": source.published,
            "tier": tables.label("tier", source.tier, lang),
            "read_in": tables.label("read_in", source.read_in, lang),
            "licence": tables.label("licence", source.licence, lang),
            "figures": str(counts[source.id]),
            "href_figures": context.link("data", source=source.id),
            "note": tables.source_note(source.id, lang),
        }
        for source in ordered
        if counts[source.id] or source.tier == "report"
    ]
    columns = ("title", "issuer", "published", "tier", "read_in", "licence", "figures", "note")
    title = markup.render("section.html", lang, title=context.say("data.sources"))
    caption = context.say("data.sources_caption", count=len(rows))
    return title + markup.table(columns, rows, lang, caption, tall=True, links=("figures",))


def downloads(context: Context) -> str:
    """Draw the files with everything: the long table, the other tables as curated."""
    names = [f"{name}.csv" for name in table_schemas()]
    selected = not context.tables.selection.whole
    return markup.render(
        "downloads.html",
        context.lang,
        title=context.say("data.files"),
        remark=context.say("data.everything") if selected else "",
        files={name: f"data/{name}?lang={context.lang}" for name in [*names, DESCRIPTOR]},
        says={name: context.say(f"file.{name.partition('.')[0]}") for name in [*names, DESCRIPTOR]},
    )
