"""A theme: its message, its newest figures, its charts, and everything else in one table."""

from __future__ import annotations

import streamlit as st

from metrics.views import pages
from metrics.views.filters import Filters
from metrics.views.pages import PageView
from pages.parts.blocks import downloads, layout, rows
from pages.parts.blocks.large import Beginning
from pages.parts.frame import markup
from pages.parts.frame.shell import Context


def told(context: Context, theme: str) -> PageView:
    """Return what the page of a theme tells."""
    return layout.page_view(
        context, theme, lambda: pages.theme_page(context.tables, theme, context.lang)
    )


def beginning(context: Context, theme: str) -> Beginning:
    """Return what the page of a theme begins with."""
    return layout.top(context, told(context, theme), theme, _siblings(context, theme))


def show(context: Context, theme: str) -> None:
    """Draw the page of a theme."""
    view = told(context, theme)
    layout.show_top(context, beginning(context, theme))
    if not view.headlines and view.lead is None and not view.rows:
        st.info(context.say("selection.nothing"))
        return
    layout.show_rows(context, view.charts, theme, begins=layout.below_lead(view))
    if view.rows:
        title = context.say("theme.others" if view.lead else "theme.all", count=len(view.rows))
        rows.show(context, view.rows, theme, title, Filters(theme=theme))
    downloads.show(context, Filters(theme=theme), theme)


def _siblings(context: Context, theme: str) -> str:
    """Return the way to the other themes, made once for all sessions."""
    return context.shared(
        f"siblings {theme}",
        lambda: markup.render(
            "siblings.html",
            context.lang,
            links=[(name, context.say(f"page.{name}"), context.link(name)) for name in pages.CHAIN],
            here=theme,
        ),
    )
