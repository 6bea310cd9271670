"""The statement of a figure, drawn beside the page whose address names it."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from metrics.briefing.addresses import figure_view
from metrics.model.observation import Observation
from metrics.model.series import HOME, Series
from metrics.reconciliation import disputed_relations
from metrics.tables.dataset import Tables
from metrics.views.statements import fact_row
from metrics.wording import observations as words
from metrics.wording import origins
from pages.parts.blocks import checks, hidden
from pages.parts.blocks.passages import quoted
from pages.parts.frame import markup
from pages.parts.frame.shell import Context
from pages.parts.state import view as state
from pages.parts.state.links import mended
from pages.parts.state.store import fullest

WIDTH = 420
# Letters of an address that is repeated.
LONGEST = 60
# Columns of a statement that its head does not say already.
ROWS = ("printed", "interval", "basis", "qualifier", "status", "source", "locator", "note")


def show(context: Context, address: str) -> None:
    """Draw the statement that an address names; say so where it is hidden, or there is none.

    Parameters
    ----------
    context : Context
        What the page draws with: tables, language and colours.
    address : str
        Key of a series and code of a period: ``gii_rank@2025``, ``gii_rank@US@2025``.
    """
    found = figure_of(context.tables, address)
    if found is None:
        title, told = _missing(context, address)
    else:
        context = replace(context, tables=context.tables.where(found[0].key))
        title, told = found[1].definition.name(context.lang), _statement(context, *found)
    drawn = st.dialog(title, position="right", width=WIDTH, on_dismiss=_close)
    drawn(lambda: st.html(told))()


def _missing(context: Context, address: str) -> tuple[str, str]:
    """Return a title, and a line with the way to a figure that is hidden, or back from none."""
    say = context.say
    found = figure_of(fullest(context.tables), address)
    cause = hidden.cause_of(context.tables, lambda t: figure_of(t, address) is not None)
    if found is None or cause is None:
        told = say("statement.unknown", address=address[:LONGEST])
        return say("statement.none"), hidden.out(
            context, told, say("statement.back"), state.address()
        )
    name = found[1].definition.name(context.lang)
    period = found[1].period.label(context.lang)
    return name, hidden.line(context, cause, say("list.dot").join((name, period)), at=address)


def _close() -> None:
    state.put("at", "")


def figure_of(tables: Tables, address: str) -> tuple[Series, Observation] | None:
    """Return the series and the point that an address names, or None.

    Parameters
    ----------
    tables : Tables
        The tables, with what is in view.
    address : str
        As it was given.

    Returns
    -------
    tuple or None
        The series, and the statement that is shown of the period.

    Examples
    --------
    >>> from metrics import load
    >>> tables = load()
    >>> figure_of(tables, "gii_rank@2023")[1].figure.printed
    '第12位'
    >>> figure_of(tables, "gii_rank@1823"), figure_of(tables, "x")
    (None, None)
    """
    for written in (address, mended(address)):
        key, _, code = written.rpartition("@")
        known = tables.where(key).by_key
        series = known.get(key) or known.get(key.removesuffix(f"@{HOME}"))
        if series is None:
            continue
        for point in series.points:
            if point.period.code == code:
                return series, point
    return None


def _statement(context: Context, series: Series, point: Observation) -> str:
    tables, lang, say = context.tables, context.lang, context.say
    row = fact_row(tables, point, lang)
    labelled = [(say(f"column.{name}"), row[name]) for name in ROWS if row[name]]
    inputs = origins.input_lines(tables, point, lang)
    if inputs:
        labelled.insert(1, (say("statement.inputs"), say("list.semicolon").join(inputs)))
    own = point.definition.id
    area = markup.of_area(series.area)
    links = [
        (say("card.about"), context.series_link(own, series.area)),
        (say("card.link"), context.link("data", id=own, area=series.area)),
    ]
    if count := checks.count_of(context, own, series.area):
        links.append((say("checks.every", count=count), context.link("checks", id=own, **area)))
    if relations := disputed_relations(tables, [point]):
        mark = markup.dispute_link(relations, lang, tables.selection)
        links.insert(0, (say("statement.disputed"), mark))
    return markup.render(
        "statement.html",
        lang,
        value=str(words.statement(point, lang)),
        period=row["period"],
        scope=row["scope"],
        rows=labelled,
        quoted=quoted(context, point),
        others=[_other(tables, o, context) for o in series.others(point)],
        links=links,
        view=figure_view(series, point),
    )


def _other(tables: Tables, other: Observation, context: Context) -> tuple[str, str]:
    """Return another statement of the same period, and where it stands."""
    lang = context.lang
    said = context.say("list.dot").join(
        (str(words.statement(other, lang)), origins.printed_words(other, lang))
    )
    place = context.say(
        "fact.place",
        source=origins.source_words(tables, other, lang),
        locator=origins.locator_words(tables, other, lang),
    )
    return said, place
