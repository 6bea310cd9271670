"""The overview: the newest figures, the message of the whole, a chart for each theme."""

from __future__ import annotations

import streamlit as st

from metrics.briefing.covers import OVERALL
from metrics.views import pages
from metrics.views.filters import Filters
from metrics.views.pages import PageView
from pages.parts.blocks import downloads, layout, message
from pages.parts.blocks.large import Beginning
from pages.parts.frame.shell import Context

NAME = "overview"


def told(context: Context) -> PageView:
    """Return what the page tells."""
    return layout.page_view(context, NAME, lambda: pages.overview(context.tables, context.lang))


def beginning(context: Context) -> Beginning:
    """Return what the page begins with; nothing where nothing is in view."""
    if not context.tables.all_series:
        return Beginning(())
    return layout.top(context, told(context), NAME)


def show(context: Context) -> None:
    """Draw the page."""
    view = told(context)
    if not view.headlines and view.lead is None and not view.charts:
        st.html(message.hero(context, context.say("site.title")))
        st.info(context.say("selection.nothing"))
        return
    layout.show_top(context, beginning(context))
    begins = layout.below_lead(view)
    layout.show_rows(context, view.charts, NAME, named=True, at_once=1, begins=begins)
    downloads.show(context, Filters(), OVERALL)
