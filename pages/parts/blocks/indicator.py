"""One indicator: its message, its chart with what was measured beside it, the evidence in tabs."""

from __future__ import annotations

import streamlit as st

from metrics.model.series import Series
from metrics.views.countings import counting_columns, counting_rows
from metrics.views.statements import citation
from pages.parts.blocks import downloads, evidence, hidden, implied, layout, message
from pages.parts.blocks.indicator_top import (
    NAME,
    area_of,
    filters,
    known_area,
    series_of,
    title_of,
    told,
    top,
)
from pages.parts.frame import markup, shell
from pages.parts.frame.shell import Context
from pages.parts.state import view as state
from pages.parts.state.store import fullest


def show(context: Context) -> None:
    """Draw the page of the indicator in the address."""
    chosen = state.get("id")
    if not chosen:
        _show_none(context, context.say("indicator.none"))
        return
    areas = fullest(context.tables).areas(chosen)
    area = area_of(areas)
    if not known_area(areas):
        name = context.tables.label("area", state.get("area"), context.lang)
        st.warning(context.say("indicator.no_area", area=name))
    series = series_of(context.tables, chosen, area)
    if series is None:
        title = fullest(context.tables).definitions[chosen].name(context.lang)
        st.html(message.hero(context, title))
        _show_hidden(context, chosen, area)
        return
    _show_series(context, series, areas)


def _show_hidden(context: Context, chosen: str, area: str) -> None:
    """Say why nothing of an indicator is in view, and lead to it."""
    if implied.show_offer(context, chosen, area):
        st.info(context.say("indicator.only_implied"))
        return
    cause = hidden.cause_of(context.tables, lambda tables: (chosen, area) in tables.all_series)
    if cause is not None:
        name = fullest(context.tables).definitions[chosen].name(context.lang)
        st.html(hidden.line(context, cause, name))


def _show_none(context: Context, told: str) -> None:
    st.html(message.hero(context, context.say("page.indicator")))
    st.info(told)


def _show_series(context: Context, series: Series, areas: tuple[str, ...]) -> None:
    view = told(context, series)
    shell.name_window(title_of(context.tables, series, context.lang), context.say)
    layout.show_top(context, top(context, series, view, areas))
    if view.charts:
        layout.show_rows(context, view.charts, f"{NAME}-{series.key}".replace("@", "-"))
    if counted := context.shared(
        f"counted {series.definition.id}", lambda: _counted(context, series)
    ):
        st.html(counted)
    evidence.show(context, series, view.lead, view.rows)
    st.html(context.shared(f"cite {series.key}", lambda: _cite(context, series)))
    downloads.show(context, filters(series))


def _cite(context: Context, series: Series) -> str:
    cited = citation(context.tables, series.latest, context.lang)
    return markup.render("cite.html", context.lang, cited=cited)


def _counted(context: Context, series: Series) -> str:
    """Return the table of what each office counts; empty where offices do not count."""
    rows = counting_rows(context.tables, series.definition.id, context.lang)
    if not rows:
        return ""
    columns, said = counting_columns(rows), context.say("counting.title")
    return markup.table(columns, rows, context.lang, said)
