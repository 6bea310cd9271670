"""The briefing page: a list of slides, the chosen one with its title and preview, and files."""

from __future__ import annotations

from datetime import date

import streamlit as st

from metrics.briefing.changes import changes, with_since
from metrics.briefing.deck import Deck, DeckError
from metrics.briefing.pages import pages
from metrics.briefing.slides import Page
from pages.parts.blocks import captions, deck_files, downloads, ready_decks, slide_form, slide_list
from pages.parts.frame import markup
from pages.parts.frame.shell import Context
from pages.parts.http.settings import base
from pages.parts.state import own_deck, own_slides, widgets
from pages.parts.state import view as state
from pages.parts.state.store import shared

# Letters from which on programs cut an address.
LONG_LINK = 8_000
# Height of the preview until the style sheet gives it the proportions of a slide.
PREVIEW = 482


def show(here: Context) -> None:
    """Draw the page."""
    deck = own_deck.current(here.say)
    _whose(here, deck)
    if not deck.slides:
        _begin(here, deck)
        return
    _unkept(here, deck)
    deck = _with_record(here, deck)
    made = _pages(here, deck)
    place = own_slides.chosen(deck)
    # The style sheet puts them beside each other; on a phone the preview stays in view.
    with st.container(key="deck-work"):
        with st.container(gap="xsmall", key="deck-list"):
            slide_list.show(here, deck, made, place)
        _preview(here, deck, made, place)
        with st.container(key="deck-form"):
            slide_form.show(here, deck, made, place)
    _take(here, deck)
    with st.expander(here.say("briefing.others")):
        ready_decks.show(here, deck)


def _whose(here: Context, deck: Deck) -> None:
    """Say of a deck that came with its link that the browser keeps another one, and until when."""
    say = here.say
    count = len(own_deck.kept_deck().slides)
    if not count:
        return
    if deck.slides:
        st.info(say("briefing.of_link", count=count))
    with st.container(horizontal=True, gap="xsmall"):
        widgets.button(
            say("briefing.open_kept", count=count), key="open_kept", on_click=own_deck.open_kept
        )
        if not deck.slides:
            return
        widgets.button(
            say("briefing.add_to_kept"), key="add_to_kept", on_click=own_deck.add_to_kept,
            args=(say,),
        )  # fmt: skip
        widgets.button(say("briefing.adopt"), key="adopt", on_click=own_deck.adopt)


def _unkept(here: Context, deck: Deck) -> None:
    """Say what of the deck the browser cannot keep, with the file that keeps it."""
    if lost := own_deck.lost():
        st.warning(here.say(f"briefing.unkept_{lost}"))
        deck_files.keep(here, deck, "keep_first")


def _with_record(here: Context, deck: Deck) -> Deck:
    """Return the deck with what it showed when it was kept, where the address says so."""
    try:
        return with_since(here.tables, deck, state.get("since"))
    except DeckError as fault:
        st.warning(fault.words(here.lang))
        return deck


def _pages(here: Context, deck: Deck) -> tuple[Page, ...]:
    """Return the slides, made once for all sessions."""

    def build() -> tuple[Page, ...]:
        return pages(here.tables, deck, here.lang, date.today())

    name = f"deck {date.today()} {deck.address()}"
    return shared(name, here.lang, "light", here.tables.key, build)


def _begin(here: Context, deck: Deck) -> None:
    """Draw what can be done where there is no slide yet: the ready-made decks first."""
    ready_decks.show(here, deck, told=here.say("briefing.nothing"))
    slide_list.undo(here)


def _preview(here: Context, deck: Deck, made: tuple[Page, ...], place: int) -> None:
    """Draw the slides as they are presented, the chosen one in view."""
    number = next((n for n, p in enumerate(made, 1) if p.place == place), 1)
    with st.container(key="deck-preview"):
        st.iframe(
            _present(here, deck, number),
            height=PREVIEW,
            alt=here.say("briefing.preview", title=made[number - 1].title),
        )


def _present(here: Context, deck: Deck, number: int = 1) -> str:
    """Return the address of the presentation, from the root of the host."""
    since = state.get("since")
    link = markup.present_link(deck, here.lang, here.tables.selection, since=since)
    # The mark behind it turns to the slide without loading the others again.
    return f"{base()}/{link}#{number}"


def _take(here: Context, deck: Deck) -> None:
    """Present, files, the link and the deck itself."""
    downloads.title(here)
    deck_files.offer(here, deck, _present(here, deck))
    if deck.record is not None and deck.record.version != here.tables.version:
        count = len(changes(here.tables, deck))
        st.info(here.say("briefing.since", day=deck.record.day, count=count))
    link = state.permalink("briefing", {}, here.tables.version)
    st.html(markup.render("copy_link.html", here.lang, link=link))
    if len(link) > LONG_LINK:
        captions.draw(here, here.say("briefing.long_link", count=f"{len(link):,}"))
