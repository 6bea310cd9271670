"""How charts stand on a page: a large one with findings beside it, then rows of small ones."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from sys import maxsize

import streamlit as st

from metrics.charts.spec import ChartSpec
from metrics.views.pages import PageView, ThemeChart
from pages.parts.blocks import message, near
from pages.parts.blocks.card import HEADS, show_card, title_lines
from pages.parts.blocks.large import Beginning, Large, show_large
from pages.parts.blocks.sizes import (
    GAP,
    LEAD,
    NARROW,
    NARROWEST,
    SMALL,
    WIDER,
    Shape,
    content_width,
    window,
    window_height,
)
from pages.parts.frame import markup
from pages.parts.frame.shell import Context

# Pixels of a card besides its title and its figure: border, padding, gaps and foot.
AROUND = 74
# Of the name of a theme above its card.
NAME = 28
# Of header, sentence and figures above the large chart: as many as it has at least.
ABOVE = 340


def page_view(context: Context, name: str, build: Callable[[], PageView]) -> PageView:
    """Return what a page tells, built once for all sessions."""
    return context.shared(f"page {name}", build)


def top(context: Context, view: PageView, name: str, above: str = "") -> Beginning:
    """Return sentence, headline row, large chart and findings, made once for all sessions.

    Parameters
    ----------
    context : Context
        What the page draws with: tables, language and colours.
    view : PageView
        What the page tells.
    name : str
        Of the page.
    above : str
        Markup above its sentence.

    Returns
    -------
    Beginning
        Of the page.
    """
    return context.shared(f"top {name}", lambda: _top(context, view, name, above))


def _top(context: Context, view: PageView, name: str, above: str) -> Beginning:
    sentence = message.hero(context, view.hero or context.say(f"page.{name}"), above)
    figures = message.headlines(context, view.headlines)
    blocks = tuple(filter(None, (sentence, figures)))
    if view.lead is None:
        return Beginning(blocks)
    findings = message.findings(context, view.findings) if view.findings else ""
    return Beginning(blocks, Large(view.lead, LEAD, f"{name}-lead", findings))


def show_top(context: Context, beginning: Beginning) -> None:
    """Draw what a page begins with.

    Parameters
    ----------
    context : Context
        What the page draws with: tables, language and colours.
    beginning : Beginning
        Of the page.
    """
    for block in beginning.above:
        st.html(block)
    if beginning.large is not None:
        show_large(context, beginning.large)


def show_rows(
    context: Context,
    charts: Sequence[ThemeChart],
    name: str,
    *,
    named: bool = False,
    at_once: int = 0,
    begins: int = 0,
) -> None:
    """Draw small charts in rows; what stands below the first screen when it comes near.

    Parameters
    ----------
    context : Context
        What the page draws with: tables, language and colours.
    charts : sequence of ThemeChart
        The charts in their order.
    name : str
        Of the page.
    named : bool
        Whether the name of its theme stands above each, with the way to its page.
    at_once : int
        Rows that are drawn at once, whatever the window.
    begins : int
        Pixels above the first row; 0 where nobody knows. Rows that begin within the window are
        drawn at once: to ask for them takes longer than to draw them.
    """
    near.begin(name)
    seen = window()
    across = max(1, min(3, (content_width(seen) + GAP) // (NARROWEST + GAP)))
    first = 0
    top = begins or maxsize
    for number, many in enumerate(full_rows(len(charts), across)):
        row = charts[first : first + many]
        first += many
        shape = SMALL if many == across or across == 1 else WIDER[many]
        draw = partial(_show_row, context, row, name, shape, named)
        card = _card(shape, title_lines([c.spec for c in row], shape)) + named * NAME
        stacked = len(row) if across == 1 else 1
        height = stacked * card + (stacked - 1) * GAP
        if across > 1 and (number < at_once or top < window_height()):
            draw()
        else:
            near.show(f"{name}-{number}", height, draw)
        top += height + GAP


def below_lead(view: PageView) -> int:
    """Return about where rows begin below the large chart of a page."""
    if view.lead is None:
        return 0
    return ABOVE + _card(LEAD, title_lines([view.lead], LEAD)) + GAP


def _card(shape: Shape, lines: int) -> int:
    """Return the height of a card."""
    head = HEADS[shape.large and window() > NARROW][lines - 1]
    return AROUND + head + shape.figure(window(), lines).height


def full_rows(count: int, across: int) -> tuple[int, ...]:
    """Say how many cards stand in each row, so that all rows are filled; a few are set wider.

    On a phone, where a row is one card, two come at a time.

    Examples
    --------
    >>> full_rows(6, 3), full_rows(5, 3), full_rows(4, 3), full_rows(1, 3)
    ((3, 3), (3, 2), (2, 2), (1,))
    >>> full_rows(5, 2), full_rows(3, 1)
    ((2, 2, 1), (2, 1))
    """
    most = max(across, 2)
    rows = [most] * (count // most)
    rest = count % most
    if most > 2 and rest == 1 and rows:
        # Two rows of two are better than one of three and a card alone.
        return (*rows[1:], 2, 2)
    return (*rows, rest) if rest else tuple(rows)


def _show_row(
    context: Context, row: Sequence[ThemeChart], name: str, shape: Shape, named: bool
) -> None:
    one_column = content_width(window()) < 2 * NARROWEST + GAP
    lines = 0 if one_column else title_lines([c.spec for c in row], shape)
    grid = st.grid(1 if one_column else len(row), gap=16 if one_column else GAP)
    for chart in row:
        with grid.cell():
            if named:
                st.html(_name(context, chart))
            show_card(context, chart.spec, shape, _key(name, chart.spec), lines=lines)


def _key(name: str, spec: ChartSpec) -> str:
    return f"{name}-{spec.id}".replace(" ", "-")


def _name(context: Context, chart: ThemeChart) -> str:
    """Return the name of a theme, and the topic of its second chart, with the way to its page."""
    address = context.link(chart.theme)
    parts = (context.say(f"page.{chart.theme}"), chart.topic)
    title = context.say("list.dot").join(filter(None, parts))
    return markup.small("theme_name.html", context.lang, title=title, address=address)
