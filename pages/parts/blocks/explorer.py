"""The explorer: search and choice on one side, the view of what is chosen on the other."""

from __future__ import annotations

from typing import cast

import streamlit as st

from metrics.briefing.addresses import Kind, explorer_views
from metrics.explorer import exploration as explore
from metrics.explorer.exploration import MOST, Choice, Exploration
from metrics.model.period import Period
from metrics.model.refusal import Refusal
from metrics.model.series import HOME, Series
from metrics.panels import draw_view
from metrics.reconciliation import disputed_relations
from metrics.rules.transforms import TRANSFORMS, Transform, transform_words
from metrics.views import points
from metrics.views.search import Facets, find, series_found
from metrics.wording import observations as words
from pages.parts.blocks import charts as blocks
from pages.parts.blocks import downloads
from pages.parts.blocks.charts import CONFIG, ReadyChart, ReadyFigure
from pages.parts.frame import markup
from pages.parts.frame.shell import Context
from pages.parts.state import deck_cookie, widgets
from pages.parts.state import view as state
from pages.parts.state.store import fullest, shared

LISTED = 8


def show_search(context: Context) -> None:
    """Draw the search box, the facets and what they find."""
    tables, say, lang = context.tables, context.say, context.lang
    query = widgets.search("q", say("explore.search"), say("explore.search_hint"), lang)
    grid = st.grid(2, min_column_width=120, gap=16)
    with grid.cell():
        theme = _facet(context, "theme", say("data.theme"))
    with grid.cell():
        measure = _facet(context, "measure", say("explore.measure"))
    with grid.cell():
        source = _source(context)
    with grid.cell():
        directive = _facet(context, "directive", say("explore.directive"))
    with grid.cell():
        area = _facet(context, "area", say("column.area"), HOME)
    facets = Facets(theme, measure, source, directive, area or HOME)
    found = find(tables, query, facets)
    blocks.caption(context, say("explore.found", count=len(found)))
    chosen = chosen_series()
    for definition in found[:LISTED]:
        if series := series_found(tables, definition.id, facets.area):
            _found(context, series, chosen)
    if len(found) > LISTED:
        blocks.caption(context, say("explore.first_of", shown=LISTED))


def chosen_series() -> tuple[str, ...]:
    """Keys of the chosen series, six at most."""
    return state.get_many("s")[:MOST]


def _facet(context: Context, key: str, label: str, default: str = "") -> str:
    tables, lang = context.tables, context.lang
    return widgets.choose(
        key,
        label,
        [code for code in tables.codes(key) if code != default],
        lambda code: tables.label(key, code, lang),
        lang,
        tables.label(key, default, lang) if default else context.say("data.all"),
    )


def _source(context: Context) -> str:
    cite = {s.id: s.cite(context.lang) for s in context.tables.sources.values()}
    say = context.say
    return widgets.choose(
        "source", say("data.source"), tuple(cite), cite.__getitem__, context.lang, say("data.all")
    )


def _found(context: Context, series: Series, chosen: tuple[str, ...]) -> None:
    """Draw one found series: name, scope, latest value and period, and a button to add it."""
    tables, say, lang = context.tables, context.say, context.lang
    definition, latest = series.definition, series.latest
    value = words.mark_implied(str(words.statement(latest, lang)), [latest], lang)
    line = markup.render(
        "found.html",
        lang,
        name=definition.name(lang),
        scope=words.place_words(tables, latest, lang),
        latest=f"{value} · {latest.period.label(lang)}",
        address=context.link("indicator", id=definition.id, **markup.of_area(series.area)),
    )
    with st.container(horizontal=True, wrap=False, vertical_alignment="center", gap="small"):
        st.html(line, width="stretch")
        held = series.key in chosen
        widgets.button(
            say("explore.remove") if held else say("explore.add"),
            key=f"take_{series.key}",
            help=say("explore.full") if not held and len(chosen) >= MOST else None,
            disabled=not held and len(chosen) >= MOST,
            on_click=_toggle,
            args=(series.key,),
        )


def _toggle(key: str) -> None:
    chosen = list(chosen_series())
    if key in chosen:
        chosen.remove(key)
    else:
        chosen.append(key)
    state.put("s", ",".join(chosen[:MOST]))


def show_view(context: Context) -> None:
    """Draw what is chosen, how it is looked at, and what comes of it."""
    say = context.say
    chosen = chosen_series()
    if len(state.get_many("s")) > MOST:
        st.warning(say("explore.too_many"))
    if not chosen:
        st.info(say("explore.none_chosen"))
        return
    _show_chosen(context, chosen)
    view = _controls(context, chosen)
    blocks.caption(context, context.say("explore.order"))
    _show_result(context, view)
    _show_disputes(context, view)
    _show_refusals(context, view)
    _show_taking(context, view)


def _show_chosen(context: Context, chosen: tuple[str, ...]) -> None:
    blocks.caption(context, context.say("explore.chosen", count=len(chosen)))
    with st.container(horizontal=True, gap="xsmall"):
        for key in chosen:
            widgets.button(
                f"✕ {_name(context, key)}",
                key=f"drop_{key}",
                help=context.say("explore.remove"),
                on_click=_toggle,
                args=(key,),
            )


def _name(context: Context, key: str) -> str:
    """Name of a chosen series, also of one that is out of view."""
    whole = fullest(context.tables)
    return explore.name(whole, whole.by_key[key], context.lang)


def _controls(context: Context, chosen: tuple[str, ...]) -> Exploration:
    """Draw the transform, its base, the range and the events, in the order in which they act."""
    tables, say, lang = context.tables, context.say, context.lang
    years = Exploration(tables, Choice(chosen)).years()
    grid = st.grid(5, min_column_width=165, gap=16)
    with grid.cell():
        first = widgets.choose(
            "from", say("explore.from"), years, str, lang, say("explore.all_years")
        )
    with grid.cell():
        last = widgets.choose("to", say("explore.to"), years, str, lang, say("explore.all_years"))
    with grid.cell():
        kind = widgets.choose(
            "t",
            say("explore.transform"),
            TRANSFORMS[1:],
            lambda code: transform_words(cast(Transform, code), lang),
            lang,
            transform_words("none", lang),
        )
    if first and last and first > last:
        first, last = last, first
    made = cast(Transform, kind or "none")
    ranged = Exploration(tables, Choice(chosen, first=first, last=last))
    base = ""
    if made in ("index", "cagr"):
        with grid.cell():
            base = _base(context, ranged)
    with grid.cell():
        widgets.choose(
            "show",
            say("explore.show"),
            ("table",),
            lambda code: say(f"explore.show_{code}"),
            lang,
            say("explore.show_chart"),
        )
    marked = widgets.choose_many(
        "ev",
        say("explore.marks"),
        [k for k in tables.codes("kind") if k != "directive"],
        lambda code: tables.label("kind", code, lang),
        lang,
    )
    return Exploration(tables, Choice(chosen, made, base, first, last, marked))


def _base(context: Context, view: Exploration) -> str:
    return widgets.choose(
        "b",
        context.say("explore.base"),
        view.bases(),
        lambda code: Period.parse(code).label(context.lang),
        context.lang,
        context.say("explore.auto_base"),
    )


def _show_result(context: Context, view: Exploration) -> None:
    say, lang = context.say, context.lang
    if not view.panels:
        st.info(say("explore.nothing"))
        return
    if state.get("show") == "table":
        rows = points.rows(view, lang)
        st.html(markup.table(points.COLUMNS, rows, lang, say("explore.table")))
        return

    def build() -> ReadyChart:
        chart = draw_view(view, lang, context.colours)
        return ReadyChart("view", ReadyFigure(chart.figure), chart.alt, "")

    name = f"explorer {view.choice}"
    ready = shared(name, lang, context.colours, context.tables.key, build)
    st.plotly_chart(ready.figure, theme=None, config=CONFIG, alt=ready.alt, key="explorer-view")


def _show_disputes(context: Context, view: Exploration) -> None:
    """Draw a mark that leads to the checks that figures in view do not fit."""
    inputs = [o for p in view.panels for r in p.results for point in r.points for o in point.inputs]
    relations = disputed_relations(context.tables, inputs)
    address = markup.dispute_link(relations, context.lang, context.tables.selection)
    if address:
        st.html(markup.render("dispute.html", context.lang, address=address))


def _show_refusals(context: Context, view: Exploration) -> None:
    """Each refusal with its reason and what can be done instead."""
    say, lang = context.say, context.lang
    if view.outside:
        names = [_name(context, key) for key in view.outside]
        st.warning(say("explore.outside", names=say("list.comma").join(names)))
    if view.refusals:
        lines = [_refusal(context, s, r) for s, r in view.refusals]
        st.html(markup.render("lines.html", lang, title=say("explore.refusals"), lines=lines))


def _refusal(context: Context, series: Series, refusal: Refusal) -> str:
    say, lang = context.say, context.lang
    periods = say("list.comma").join(p.period.label(lang) for p in refusal.points)
    return say(
        "explore.refusal",
        series=explore.name(context.tables, series, lang),
        periods=periods,
        reason=refusal.words(lang),
    )


def _show_taking(context: Context, view: Exploration) -> None:
    """Draw the view as files, and the link to it."""
    say, version = context.say, context.tables.version
    if view.panels:
        downloads.show_view(context, view, _file_name(view))
        shown: Kind = "table" if state.get("show") == "table" else "chart"
        widgets.button(
            say("briefing.add"),
            key=f"add-view-{context.lang}",
            on_click=deck_cookie.add,
            args=(explorer_views(view, shown), say),
        )
    years = view.years()
    defaults = {"t": "none", "show": "chart"}
    if years:
        defaults |= {"from": years[0], "to": years[-1]}
    if view.choice.transform in ("index", "cagr"):
        defaults["b"] = view.base
    blocks.caption(context, say("explore.link"))
    address = state.permalink("explorer", {k: v for k, v in defaults.items() if v}, version)
    st.code(address, language=None, wrap_lines=True)


def _file_name(view: Exploration) -> str:
    """Return a name that says what is inside: series, transform, years, data version."""
    ids = [s.key.replace("@", "-") for s in view.ranged]
    head = ids[0] if len(ids) == 1 else f"{ids[0]}-and-{len(ids) - 1}-more"
    span = f"{view.choice.first or view.years()[0]}-{view.choice.last or view.years()[-1]}"
    return f"{head}_{view.choice.transform}_{span}_{view.tables.key}"
