"""What stands below the first screen is drawn when it comes near the view."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from metrics.locale import DEFAULT_LANG, as_lang, text
from pages.parts.frame import markup
from pages.parts.state import view as state
from pages.parts.state import visitors


def begin(page: str) -> None:
    """Forget what was drawn of other pages, so that each begins with its first screen."""
    if st.session_state.get("near_page") != page:
        st.session_state["near_page"] = page
        st.session_state["near"] = set()


def show(name: str, height: int, draw: Callable[[], None]) -> None:
    """Draw something once it has come near the view, and as much room before.

    Parameters
    ----------
    name : str
        Names it within its page.
    height : int
        Pixels that it takes.
    draw : callable
        Draws it.
    """
    st.fragment(_part)(name, height, draw)


def _part(name: str, height: int, draw: Callable[[], None]) -> None:
    # A part is drawn without its page, which else sees to it.
    if visitors.visit().refused:
        st.rerun()
    if name in st.session_state["near"]:
        draw()
        return
    st.html(markup.small("near.html", "zh", name=f"near-{name}", height=height))
    say = text(as_lang(state.get("lang")) or DEFAULT_LANG)
    st.button(say("chart.near"), key=f"near-{name}", on_click=_came, args=(name,))


def _came(name: str) -> None:
    st.session_state["near"].add(name)
