"""Blocks that pages are made of: charts with their tables, sections of cards."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go
import streamlit as st

from metrics.briefing.addresses import chart_view
from metrics.briefing.deck import Deck, Slide
from metrics.charts.base import Chart
from metrics.reconciliation import disputed_relations
from metrics.views.themes import View, overview, theme_view
from pages.parts.frame import markup
from pages.parts.frame.shell import Context, context
from pages.parts.state import deck_cookie, widgets
from pages.parts.state.store import shared

CONFIG = {"displayModeBar": False, "displaylogo": False, "showSendToCloud": False}
NARROWEST = 330


class ReadyFigure(go.Figure):  # type: ignore[misc]
    """A figure that is done: Streamlit asks for its dictionary at each run, and gets the same."""

    def to_dict(self) -> dict[str, Any]:
        """Return the dictionary, made once."""
        if "_done" not in self.__dict__:
            self.__dict__["_done"] = super().to_dict()
        done: dict[str, Any] = self.__dict__["_done"]
        return done


@dataclass(frozen=True)
class ReadyChart:
    """A chart with its table in HTML, its address in a briefing and a link to it as a slide."""

    key: str
    figure: ReadyFigure
    alt: str
    table: str
    view: str = ""
    slide: str = ""


@dataclass(frozen=True)
class ReadyView:
    """A view in the form in which it is sent, shared by all sessions and never changed."""

    charts: tuple[ReadyChart, ...]
    cards: tuple[str, ...]


def ready(view: View, context: Context, *, wide: bool = False) -> ReadyView:
    """Make a view ready to be sent.

    Parameters
    ----------
    view : View
        What the page shows.
    context : Context
        What the page draws with: tables, language and colours.
    wide : bool
        Whether topics of cards may stand across the whole page.

    Returns
    -------
    ReadyView
        Markup and charts, made once for all sessions.
    """
    lang = context.lang

    def chart(made: Chart) -> ReadyChart:
        if made.across:
            table = markup.economies_table(context.tables, made.series, lang)
        else:
            table = markup.chart_table(context.tables, made.series, lang, markup.FACT_COLUMNS)
        view = chart_view(made)
        deck, selection = Deck((Slide("chart", (view,)),)), context.tables.selection
        points = (p for s in made.series for p in s.points)
        relations = disputed_relations(context.tables, points)
        slide = markup.slide_link(deck, lang, selection, relations)
        return ReadyChart(made.concept, ReadyFigure(made.figure), made.alt, table, view, slide)

    # A lone chart shares its row with the first topic, the rest stand below.
    charts = tuple(chart(c) for c in view.charts)
    first = 1 if len(charts) == 1 else 0
    parts = (view.sections[:first], view.sections[first:])
    in_view = context.tables.selection
    cards = tuple(markup.sections(p, lang, context.colours, in_view, wide=wide) for p in parts if p)
    return ReadyView(charts, cards)


def theme_blocks(context: Context, theme: str) -> ReadyView:
    """Return a theme's view, built once."""

    def build() -> ReadyView:
        view = theme_view(context.tables, theme, context.lang, context.colours)
        return ready(view, context)

    return shared(theme, context.lang, context.colours, context.tables.key, build)


def overview_blocks(context: Context) -> ReadyView:
    """Return the overview's view, built once."""

    def build() -> ReadyView:
        view = overview(context.tables, context.lang, context.colours)
        return ready(view, context, wide=True)

    return shared("overview", context.lang, context.colours, context.tables.key, build)


def show_charts(made: ReadyView, name: str, beside: str = "") -> None:
    """Draw charts in a grid of two or three columns, a lone one with cards beside it.

    Parameters
    ----------
    made : ReadyView
        The view, made ready.
    name : str
        Makes the keys of its widgets.
    beside : str
        Markup of the cards that stand beside them.
    """
    count = len(made.charts)
    grid = st.grid(2 if count in (1, 2, 4) else 3, min_column_width=NARROWEST, gap=24)
    for chart in made.charts:
        with grid.cell():
            st.plotly_chart(
                chart.figure, theme=None, config=CONFIG, alt=chart.alt, key=f"{name}-{chart.key}"
            )
            _show_slide(chart, f"{name}-{chart.key}")
            st.html(chart.table)
    if beside:
        with grid.cell():
            st.html(beside)


def _show_slide(chart: ReadyChart, key: str) -> None:
    """Draw what makes a slide of a chart: a button that adds it, a link to see it."""
    say = context().say
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        widgets.button(
            say("briefing.add"),
            key=f"add-{say.lang}-{key}",
            type="tertiary",
            on_click=deck_cookie.add,
            args=((chart.view,), say),
        )
        st.html(chart.slide, width="content")


def caption(context: Context, words: str) -> None:
    """Draw a small grey line; Streamlit's own is too light to read."""
    st.html(markup.render("caption.html", context.lang, words=words))


def show_theme(context: Context, theme: str) -> None:
    """Draw a theme page: its charts, then its cards."""
    show_blocks(theme_blocks(context, theme), theme)


def say_if_empty(made: ReadyView) -> None:
    """Say so where nothing is in view."""
    if not made.charts and not made.cards:
        caption(context(), context().say("selection.nothing"))


def show_blocks(made: ReadyView, name: str) -> None:
    """Charts, then the cards that do not stand beside them."""
    say_if_empty(made)
    beside = made.cards[:1] if len(made.charts) == 1 else ()
    if made.charts:
        show_charts(made, name, *beside)
    for cards in made.cards[len(beside) :]:
        st.html(cards)
