"""Changes of the reader's deck, slide by slide, and which of its slides is chosen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from metrics.briefing.deck import Deck, Slide
from metrics.briefing.editing import appended
from metrics.locale import Text
from pages.parts.state import own_deck
from pages.parts.state import view as state


def chosen(deck: Deck) -> int:
    """Return which slide is chosen, counted from 0."""
    number = int(state.get("n") or 1)
    return min(max(number, 1), len(deck.slides)) - 1


def choose(place: int) -> None:
    """Choose a slide."""
    state.put("n", str(place + 1) if place else "")


def move(deck: Deck, place: int, by: int) -> None:
    """Move a slide up or down, and choose it."""
    if own_deck.put(deck.moved(place, by)):
        choose(place + by)


def put(deck: Deck, place: int, slides: Sequence[Slide], count: int = 1) -> None:
    """Put other slides in the place of some, and choose the first of them.

    Parameters
    ----------
    deck : Deck
        The deck as it is.
    place : int
        The first slide that goes, counted from 0.
    slides : sequence of Slide
        What comes in its place; nothing removes it.
    count : int
        How many go.
    """
    own = [*deck.slides[:place], *slides, *deck.slides[place + count :]]
    if own_deck.put(replace(deck, slides=tuple(own))):
        choose(min(place, max(len(own) - 1, 0)))


def change(deck: Deck) -> None:
    """Make a changed deck the reader's own."""
    own_deck.put(deck)


def become(deck: Deck) -> None:
    """Make another deck the reader's own, as it is."""
    if own_deck.put(deck):
        state.put("since", "")
        choose(0)


def append(deck: Deck, more: Deck, say: Text) -> None:
    """Put the slides of another deck behind those of one, choose the first of them, and say so."""
    both = appended(deck, more)
    if not own_deck.put(both):
        return
    first = next((n for n, slide in enumerate(both.slides) if slide not in deck.slides), None)
    if first is None:
        st.toast(say("briefing.held"))
    else:
        choose(first)
        st.toast(say("briefing.added", count=len(both.slides)))
