"""The search of the explorer: what is typed, what narrows it, what is found, economies to tick."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st
from markupsafe import Markup

from metrics.model.definition import Definition
from metrics.model.series import HOME, Series
from metrics.views.search import Facets, Found, search, series_found
from metrics.wording import observations as words
from pages.parts.blocks.choosing import Chosen
from pages.parts.frame import markup
from pages.parts.frame.shell import Context
from pages.parts.state import view as state
from pages.parts.state import widgets

# What narrows the search.
FACETS = ("theme", "measure", "source", "directive")
# Indicators on one page of the list.
LISTED = 8


def show(context: Context, chosen: Chosen) -> None:
    """Draw the search box, what narrows it, and the indicators found, a page at a time.

    Parameters
    ----------
    context : Context
        What the page draws with: tables, language and colours.
    chosen : Chosen
        The series of the view.
    """
    say, lang = context.say, context.lang
    query = widgets.search("q", say("explore.search"), say("explore.search_hint"), lang)
    st.html(markup.small("found_hint.html", lang))
    facets = _facets(context)
    st.html(context.chosen("found", lambda: _found(context, query, facets, chosen)))


def beginning(context: Context, chosen: Chosen) -> str:
    """Return what stands in place of the search before it is drawn.

    Parameters
    ----------
    context : Context
        What the page draws with: tables, language and colours.
    chosen : Chosen
        The series of the view.

    Returns
    -------
    str
        Markup; below choices that are unfolded nothing is listed.
    """
    held = _held()
    facets = Facets(area=state.get("area") or HOME)
    found = "" if held else context.chosen("found", lambda: _found(context, "", facets, chosen))
    return markup.render(
        "still_find.html", context.lang, filters=_filters(context, held), found=Markup(found)
    )


def _found(context: Context, query: str, facets: Facets, chosen: Chosen) -> str:
    """Return the indicators found on the page of the list that is in view."""
    found = search(context.tables, query, facets)
    order = list(found.definitions) if query.strip() else _told_first(found, chosen)
    pages = max(1, -(-len(order) // LISTED))
    page = widgets.page_of(pages)
    listed = order[(page - 1) * LISTED : page * LISTED]
    return markup.render(
        "found.html",
        context.lang,
        items=[_item(context, d, facets.area, chosen) for d in listed],
        meant=found.meant,
        meant_address=state.address(q=found.meant, p="") if found.meant else "",
        first=(page - 1) * LISTED + 1,
        last=(page - 1) * LISTED + len(listed),
        count=len(order),
        before=_leaf(page - 1, pages),
        after=_leaf(page + 1, pages),
    )


def _facets(context: Context) -> Facets:
    """Draw what narrows the search, folded; an economy or a directive of the address counts too."""
    held = _held()
    name = _filters(context, held)
    # The number in the label alone would make another element of it, and fold it on a choice.
    with st.expander(name, expanded=bool(held), key=f"facets-{context.lang}"):
        return _chosen_facets(context)


def _held() -> list[str]:
    return [key for key in FACETS if state.get(key)]


def _filters(context: Context, held: Sequence[str]) -> str:
    """Name what narrows the search, with how many of it are chosen."""
    return context.say("explore.filters") + (f" ({len(held)})" if held else "")


def _chosen_facets(context: Context) -> Facets:
    cells = st.grid(2, min_column_width=110, gap=8)
    with cells.cell():
        theme = _facet(context, "theme", context.say("data.theme"))
    with cells.cell():
        measure = _facet(context, "measure", context.say("explore.measure"))
    with cells.cell():
        source = _source(context)
    with cells.cell():
        directive = _facet(context, "directive", context.say("explore.directive"))
    return Facets(theme, measure, source, directive, state.get("area") or HOME)


def _facet(context: Context, key: str, label: str) -> str:
    tables, lang = context.tables, context.lang
    return widgets.choose(
        key,
        label,
        tables.codes(key),
        lambda code: tables.label(key, code, lang),
        lang,
        context.say("data.all"),
    )


def _source(context: Context) -> str:
    cite, say = context.cited, context.say
    return widgets.choose(
        "source", say("data.source"), tuple(cite), cite.__getitem__, context.lang, say("data.all")
    )


def _told_first(found: Found, chosen: Chosen) -> list[Definition]:
    """Return all in their order, first what is chosen, then what the overview tells."""
    held = [key.partition("@")[0] for key in chosen.keys]

    def rank(definition: Definition) -> tuple[int, int]:
        if definition.id in held:
            return 0, held.index(definition.id)
        for place, told in enumerate((definition.headline, definition.story), 1):
            if told > 0:
                return place, told
        return 3, 0

    return sorted(found.definitions, key=rank)


def _leaf(page: int, pages: int) -> str:
    """Return the address of a page of the list; empty where there is none."""
    if not 1 <= page <= pages:
        return ""
    return state.address(p=str(page) if page > 1 else "")


def _item(context: Context, definition: Definition, area: str, chosen: Chosen) -> dict[str, object]:
    """Return one found indicator: name, scope, latest value and what can be done with it."""
    tables, lang = context.tables, context.lang
    series = series_found(tables, definition.id, area)
    if series is None:
        raise KeyError(definition.id)
    latest = series.latest
    held = [k for k in chosen.keys if k.partition("@")[0] == definition.id]
    return {
        "name": definition.name(lang),
        "scope": words.place_words(tables, latest, lang),
        "value": words.mark_implied(str(words.statement(latest, lang)), [latest], lang),
        "period": latest.period.label(lang),
        "address": context.series_link(definition.id, series.area),
        "key": series.key,
        "held": bool(held),
        "add": chosen.without(held) if held else chosen.added(series.key),
        "economies": _economies(context, definition, chosen) if held else [],
    }


def _economies(
    context: Context, definition: Definition, chosen: Chosen
) -> Sequence[tuple[str, str, str, bool]]:
    """Return key, name, address and whether it is ticked of each economy; none of one alone."""
    tables = context.tables
    areas = tables.areas(definition.id)
    if len(areas) < 2:
        return []
    every: list[tuple[str, str, str, bool]] = []
    for area in areas:
        own: Series = tables.all_series[definition.id, area]
        name = tables.label("area", area, context.lang)
        every.append((own.key, name, chosen.toggled(own.key), own.key in chosen.keys))
    return every
