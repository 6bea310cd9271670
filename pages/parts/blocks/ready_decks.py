"""Decks to begin with: the ready-made ones, and those that were kept in a file."""

from __future__ import annotations

from urllib.parse import urlencode

import streamlit as st

from metrics.briefing.covers import OVERALL
from metrics.briefing.deck import Deck
from metrics.briefing.ready import DECKS, ready
from pages.parts.frame import markup
from pages.parts.frame.shell import Context
from pages.parts.http.settings import base
from pages.parts.state import own_deck, widgets
from pages.parts.state import view as state


def show(here: Context, told: str = "") -> None:
    """Draw ready-made decks as small pictures, to look at and to take, and the way in for files.

    Parameters
    ----------
    here : Context
        What the page draws with: tables, language and colours.
    told : str
        What is said below them.
    """
    say = here.say
    st.html(markup.small("section.html", here.lang, title=say("briefing.ready")))
    grid = st.grid(4, min_column_width=260, gap=24)
    for name in DECKS:
        deck = ready(here.tables, name)
        title = _deck_name(here, name)
        with grid.cell(), st.container(gap="xsmall", key=f"deck-{name}"):
            st.html(_thumbnail(here, name, deck, title))
            widgets.button(
                say("briefing.take", name=title),
                key=f"ready_{name}_{here.lang}",
                width="stretch",
                on_click=_use,
                args=(here, name),
            )
    if told:
        st.info(told)
    address = f"deck?lang={here.lang}"
    st.html(markup.small("load_link.html", here.lang, address=address))


def _thumbnail(here: Context, name: str, deck: Deck, title: str) -> str:
    """Return the picture of a ready-made deck, which leads to all of it."""
    selection = here.tables.selection
    query = {"name": name, "lang": here.lang, **selection.query, "of": here.tables.version}
    return markup.small(
        "deck_thumbnail.html",
        here.lang,
        picture=f"{base()}/present/deck.svg?{urlencode(query)}",
        address=f"{base()}/" + markup.present_link(deck, here.lang, selection),
        title=title,
        count=len(deck.slides),
    )


def _deck_name(here: Context, name: str) -> str:
    return (
        here.say("briefing.overall_short")
        if name == OVERALL
        else here.tables.label("theme", name, here.lang)
    )


def _use(here: Context, name: str) -> None:
    if own_deck.put(ready(here.tables, name)):
        state.put("since", "")
        state.put("n", "")
