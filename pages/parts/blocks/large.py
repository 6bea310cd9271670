"""The large chart of a page with what belongs to it: above it in its column, and beside it."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from metrics.charts.spec import ChartSpec
from pages.parts.blocks.card import show_card
from pages.parts.blocks.sizes import GAP, STACKED, Shape, content_width, window
from pages.parts.frame.shell import Context


@dataclass(frozen=True)
class Large:
    """A large chart with what belongs to it.

    Parameters
    ----------
    spec : ChartSpec
        The chart.
    shape : Shape
        Kind of its card.
    key : str
        Names the card within its page.
    beside : str
        Markup beside it, below it in a narrow window.
    above : str
        Markup above its card.
    instead : str
        Markup in place of its card.
    """

    spec: ChartSpec
    shape: Shape
    key: str
    beside: str = ""
    above: str = ""
    instead: str = ""


@dataclass(frozen=True)
class Beginning:
    """What a page begins with, which its document holds before the page is drawn.

    Parameters
    ----------
    above : tuple of str
        Markup of its blocks.
    large : Large or None
        The chart below them; None where there is none.
    """

    above: tuple[str, ...]
    large: Large | None = None


def show_large(context: Context, large: Large) -> None:
    """Draw the large chart of a page and what belongs to it.

    Parameters
    ----------
    context : Context
        What the page draws with: tables, language and colours.
    large : Large
        The chart.
    """
    if content_width(window()) < STACKED:
        _show_column(context, large)
        if large.beside:
            st.html(large.beside)
        return
    column, beside = st.columns([large.shape.share, 1 - large.shape.share], gap=GAP)
    with column:
        _show_column(context, large)
    if large.beside:
        with beside, st.container(key=f"beside-{large.key}", height="stretch"):
            st.html(large.beside)


def _show_column(context: Context, large: Large) -> None:
    if large.above:
        st.html(large.above)
    if large.instead:
        st.html(large.instead)
    else:
        show_card(context, large.spec, large.shape, large.key)
