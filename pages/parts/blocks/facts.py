"""The table of all facts with its filters, the sources, and the files to take away."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

import streamlit as st

from metrics.locale import folded
from metrics.model.observation import Observation
from metrics.rules.target import lies_ahead
from metrics.tables.dataset import Tables
from metrics.tables.read import DESCRIPTOR, table_schemas
from metrics.views.extracts import extract, searched
from metrics.views.filters import Filters, every_definition, newest
from metrics.views.statements import fact_row
from pages.parts.blocks import grid, texts
from pages.parts.frame import markup
from pages.parts.frame.places import SOURCES
from pages.parts.frame.shell import Context
from pages.parts.state import view as state
from pages.parts.state import widgets

COLUMNS = ("indicator", "period", "value", "printed", "scope", *markup.FACT_COLUMNS[3:], "theme")
CHOICES = ("q", "theme", "area", "source", "qualifier", "basis", "year", "newest", "id", "p")
# Years that stand in the row of years; those before open below them.
YEARS = 10
# Rows on one page of the table to be read aloud: more would weigh on every visit.
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
            "area", context.area, tables.codes("area"), label("area"), lang, say("data.all")
        )
    with grid.cell():
        cite = context.cited
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


def year_row(context: Context) -> str:
    """Return the row of years and the choice of the newest figures."""
    return context.chosen("years", lambda: _year_row(context))


def _year_row(context: Context) -> str:
    found = years_in_view(context.tables)
    year, only = state.get("year"), state.get("newest") == "1"

    def link(code: str) -> tuple[str, str, bool]:
        return code, state.address(year=code, p=""), code == year

    everything = (context.say("data.all"), state.address(year="", p=""), not year)
    return markup.render(
        "years.html",
        context.lang,
        years=[
            everything,
            *map(link, found[:YEARS]),
            *(map(link, [year]) if year in found[YEARS:] else ()),
        ],
        earlier=[link(code) for code in found[YEARS:]],
        newest=only,
        newest_address=state.address(newest="" if only else "1", p=""),
    )


def years_in_view(tables: Tables) -> list[str]:
    """Return the years in which periods in view end: the latest first, those ahead at the end."""
    found: dict[bool, set[int]] = {False: set(), True: set()}
    for s in tables.all_series.values():
        found[lies_ahead(s.definition)].update(o.period.end.year for o in s.statements)
    ahead = found[True] - found[False]
    return [str(year) for year in (*sorted(found[False], reverse=True), *sorted(ahead))]


@dataclass(frozen=True)
class Entry:
    """A statement with the words that a search looks through."""

    point: Observation
    words: str


def entries(context: Context) -> tuple[Entry, ...]:
    """Return all statements in view in the order of the table, made ready once for all sessions."""
    tables = context.tables

    def build() -> tuple[Entry, ...]:
        every = _newest_first(extract(tables, Filters()).statements)
        return tuple(Entry(o, searched(tables, o, context.lang)) for o in every)

    return context.shared("facts", build)


def _newest_first(every: Iterable[Observation]) -> list[Observation]:
    """Sort the statements of each series, which stand together, the newest period first."""
    made: list[Observation] = []
    for _, own in groupby(every, key=lambda o: (o.definition.id, o.area)):
        made += sorted(own, key=lambda o: (o.period.end, o.period.start), reverse=True)
    return made


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
        areas=state.get_many("area"),
        source=state.get("source"),
        qualifier=state.get("qualifier"),
        basis=state.get("basis"),
        year=state.get("year"),
        newest=state.get("newest") == "1",
        indicators=indicators,
        words=state.get("q"),
    )


def chosen(context: Context) -> list[int]:
    """Return the places of the statements that pass the filters; each word of a query is there."""
    wanted = filters(context)
    query = folded(wanted.words).split()
    latest = newest(context.tables) if wanted.newest else frozenset()
    return [
        place
        for place, e in enumerate(entries(context))
        if wanted.keeps(e.point)
        and (not wanted.newest or id(e.point) in latest)
        and all(word in e.words for word in query)
    ]


def show_facts(context: Context) -> None:
    """Draw the table of the facts that pass the filters, and the same to be read aloud."""
    say, lang = context.say, context.lang
    every = entries(context)
    found = context.chosen("facts", lambda: chosen(context))
    caption = say("data.count", shown=len(found), all=len(every))
    if not found:
        st.html(markup.render("empty.html", lang, caption=caption, message=say("data.none")))
        widgets.button(
            say("data.show_all"), on_click=state.clear, args=(CHOICES,), key="clear_empty"
        )
        return
    st.html(markup.small("fact_count.html", lang, caption=caption))
    at_hand = texts.state_key(context.tables)
    whole = grid.frame(context, every, at_hand)
    grid.show(context, whole if len(found) == len(every) else whole.take(found), caption)
    st.html(context.chosen("facts aloud", lambda: _plain(context, every, found, caption), at_hand))


def _plain(context: Context, every: Sequence[Entry], found: Sequence[int], caption: str) -> str:
    """Return the same as text, folded, a page at a time: what is drawn cannot be read aloud."""
    say, lang = context.say, context.lang
    pages = -(-len(found) // ROWS)
    page = widgets.page_of(pages)
    here = say("data.page", page=page, pages=pages)
    if pages > 1:
        caption = say("data.paged", count=caption, page=here)
    rows = [
        fact_row(context.tables, o, lang) | _addresses(context, o)
        for o in (every[place].point for place in found[(page - 1) * ROWS : page * ROWS])
    ]
    turned = {"before": page - 1, "after": page + 1}
    return markup.render(
        "plain_table.html",
        lang,
        columns=COLUMNS,
        rows=rows,
        caption=caption,
        tall=True,
        links=("indicator", "locator"),
        opened=bool(state.get("p")),
        here=here,
        **{
            name: state.address(p=str(to)) if 1 <= to <= pages else ""
            for name, to in turned.items()
        },
    )


def _addresses(context: Context, point: Observation) -> dict[str, str]:
    """Return where a row leads: to its indicator, and to its passage where the text is at hand."""
    own = {"href_indicator": texts.indicator_link(context, point)}
    return own | texts.locator_address(context, point)


def sources(context: Context) -> str:
    """Return the sources with the number of figures that each gives, made ready once."""
    return context.shared("sources", lambda: _sources(context))


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
    caption = context.say("data.sources_caption", count=len(rows))
    title = context.say("data.sources")
    return markup.render(
        "sources.html",
        lang,
        columns=columns,
        rows=rows,
        caption=caption,
        title=title,
        place=SOURCES,
    )


def downloads(context: Context) -> str:
    """Return the files with everything: the long table, the other tables as curated."""
    return context.shared("files", lambda: _downloads(context))


def _downloads(context: Context) -> str:
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
