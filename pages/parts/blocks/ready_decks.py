"""Decks to begin with: the ready-made ones, and those that were kept in a file."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from functools import partial
from urllib.parse import urlencode

import streamlit as st

from metrics import DataError, Tables
from metrics.briefing.addresses import REGIONS
from metrics.briefing.covers import OVERALL
from metrics.briefing.deck import Deck
from metrics.briefing.ready import DECKS, ready
from pages.parts.frame import markup
from pages.parts.frame.shell import Context
from pages.parts.http.settings import base
from pages.parts.state import own_slides, widgets


def show(here: Context, own: Deck, told: str = "") -> None:
    """Draw ready-made decks as small pictures, to look at and to take, and the way in for files.

    Parameters
    ----------
    here : Context
        What the page draws with: tables, language and colours.
    own : Deck
        What the reader has: slides are put behind it, or come in its place.
    told : str
        What is said below them.
    """
    say = here.say
    st.html(markup.small("section.html", here.lang, title=say("briefing.ready")))
    grid = st.grid(4, min_column_width=260, gap=24)
    for name, deck in _sound(here.tables):
        title = _deck_name(here, name)
        with grid.cell(), st.container(gap="xsmall", key=f"deck-{name}"):
            st.html(here.shared(f"thumbnail {name}", partial(_thumbnail, here, name, deck, title)))
            _take(here, own, name, deck, title)
    if told:
        st.info(told)
    address = f"deck?lang={here.lang}"
    st.html(markup.small("load_link.html", here.lang, address=address))


def _sound(tables: Tables) -> Iterator[tuple[str, Deck]]:
    """Yield the ready-made decks; that of regions is left out where their table is at fault."""
    for name in DECKS:
        with suppress(DataError):
            yield name, ready(tables, name)


def _thumbnail(here: Context, name: str, deck: Deck, title: str) -> str:
    """Return the picture of a ready-made deck, which leads to all of it."""
    selection = here.tables.selection
    query = {"name": name, "lang": here.lang, **selection.query, "of": here.tables.version}
    return markup.render(
        "deck_thumbnail.html",
        here.lang,
        picture=f"{base()}/present/deck.svg?{urlencode(query)}",
        address=f"{base()}/" + markup.present_link(deck, here.lang, selection),
        title=title,
        count=len(deck.slides),
    )


def _deck_name(here: Context, name: str) -> str:
    if name == REGIONS:
        return here.say("page.regions")
    return (
        here.say("briefing.overall_short")
        if name == OVERALL
        else here.tables.label("theme", name, here.lang)
    )


def _take(here: Context, own: Deck, name: str, deck: Deck, title: str) -> None:
    """Draw what takes a ready-made deck: behind the slides that are there, or in their place."""
    say, key = here.say, f"{name}_{here.lang}"
    if own.slides:
        widgets.button(
            say("briefing.append"), key=f"append_{key}", width="stretch",
            help=say("briefing.append_help", name=title), on_click=own_slides.append,
            args=(own, deck, say),
        )  # fmt: skip
    words = "briefing.instead" if own.slides else "briefing.take"
    widgets.button(
        say(words, name=title), key=f"ready_{key}", width="stretch",
        help=say("briefing.instead_help", name=title) if own.slides else None,
        on_click=own_slides.become, args=(deck,),
    )  # fmt: skip
