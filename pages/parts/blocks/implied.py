"""What the page of an indicator says of implied values: that there are some, which are left out."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from metrics.model.definition import Definition
from metrics.model.observation import Observation
from metrics.reconciliation import ambiguous
from metrics.tables.dataset import Tables
from metrics.wording import observations as words
from metrics.wording import origins
from pages.parts.frame import markup
from pages.parts.frame.shell import Context
from pages.parts.state import view as state
from pages.parts.state.store import selected


def show_offer(context: Context, indicator: str, area: str) -> bool:
    """Draw a link that turns implied values on, where they are off and there are any.

    Parameters
    ----------
    context : Context
        What the page draws with: tables, language and colours.
    indicator : str
        Id of the indicator.
    area : str
        Code of the economy.

    Returns
    -------
    bool
        Whether there was one to draw.
    """
    html = offer(context, indicator, area)
    if html:
        st.html(html)
    return bool(html)


def offer(context: Context, indicator: str, area: str) -> str:
    """Return a link that turns implied values on; empty where they are on or there are none.

    Parameters
    ----------
    context : Context
        What the page draws with: tables, language and colours.
    indicator : str
        Id of the indicator.
    area : str
        Code of the economy.

    Returns
    -------
    str
        Markup.
    """
    if context.tables.selection.implied:
        return ""
    return context.chosen(f"implied {indicator} {area}", lambda: _offer(context, indicator, area))


def _offer(context: Context, indicator: str, area: str) -> str:
    selection = replace(context.tables.selection, implied=True)
    series = selected(context.tables, selection).all_series.get((indicator, area))
    count = sum(p.implied for p in series.points) if series else 0
    if not count:
        return ""
    told, name = context.say("indicator.implied", count=count), context.say("selection.implied")
    address = state.address(imp="1")
    return markup.render("implied.html", context.lang, told=told, address=address, name=name)


def show_left_out(context: Context, indicator: str, area: str) -> bool:
    """List the values that two readings of a phrase imply, of which none is drawn.

    Parameters
    ----------
    context : Context
        What the page draws with: tables, language and colours.
    indicator : str
        Id of the indicator.
    area : str
        Code of the economy.

    Returns
    -------
    bool
        Whether there were any.
    """
    tables = context.tables
    if not tables.selection.implied:
        return False

    def build() -> str:
        lines = [_line(context, o) for o in ambiguous(tables, indicator, area)]
        title = context.say("indicator.unsettled")
        return markup.render("lines.html", context.lang, title=title, lines=lines) if lines else ""

    name = f"unsettled {indicator} {area}"
    if lines := context.shared(name, build):
        st.html(lines)
    return bool(lines)


def inputs_of(tables: Tables, definition: Definition, area: str) -> tuple[str, ...]:
    """Return the ids of the other indicators that the implied values of one follow from.

    Parameters
    ----------
    tables : Tables
        The tables, with what is in view.
    definition : Definition
        The indicator.
    area : str
        Code of the economy.

    Returns
    -------
    tuple of str
        Ids, each once.
    """
    series = tables.all_series.get((definition.id, area))
    points = [p for p in series.points if p.implied] if series else []
    every = dict.fromkeys(o.definition.id for p in points for o in p.inputs)
    return tuple(i for i in every if i in tables.definitions and i != definition.id)


def _line(context: Context, point: Observation) -> str:
    """Return one such value with its reading, formula and sources."""
    tables, lang = context.tables, context.lang
    return context.say(
        "indicator.unsettled_line",
        period=point.period.label(lang),
        value=words.statement(point, lang),
        rule=origins.rule_words(tables, point, lang),
        formula=origins.printed_words(point, lang),
        source=origins.source_words(tables, point, lang),
    )
