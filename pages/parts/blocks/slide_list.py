"""The slides of a deck in their order, and what is done with all of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import streamlit as st

from metrics.briefing.deck import MOST, Deck, Slide
from metrics.briefing.slides import Page
from pages.parts.blocks import captions
from pages.parts.frame.shell import Context
from pages.parts.state import own_deck, own_slides, widgets


def show(here: Context, deck: Deck, made: tuple[Page, ...], place: int) -> None:
    """Draw the slides in their order, each to choose, to move and to remove.

    Parameters
    ----------
    here : Context
        What the page draws with: tables, language and colours.
    deck : Deck
        The slides.
    made : tuple of Page
        As they are presented.
    place : int
        Which one is chosen, counted from 0.
    """
    say = here.say
    titles = {p.place: p for p in reversed(made)}
    captions.draw(here, say("briefing.count", count=len(deck.slides)))
    for n, slide in enumerate(deck.slides):
        page = titles[n]
        mark = " ⚠" if page.unresolved or page.faults else ""
        chosen = "▸ " if n == place else ""
        row = "deck-chosen" if n == place else None
        with st.container(
            horizontal=True, gap="xsmall", wrap=False, vertical_alignment="center", key=row
        ):
            widgets.button(
                f"{chosen}{n + 1}. {page.title}{mark}",
                key=f"slide_{n}",
                width="stretch",
                help=say(f"layout.{slide.layout}"),
                on_click=own_slides.choose,
                args=(n,),
            )
            last = len(deck.slides) - 1
            _small("↑", say("briefing.up"), f"up_{n}", n == 0, own_slides.move, (deck, n, -1))
            _small("↓", say("briefing.down"), f"down_{n}", n == last, own_slides.move, (deck, n, 1))
            _small("✕", say("briefing.remove"), f"drop_{n}", False, own_slides.put, (deck, n, []))
    _more(here, deck)


def _small(
    sign: str,
    name: str,
    key: str,
    off: bool,
    act: Callable[..., None],
    args: tuple[object, ...],
) -> None:
    widgets.button(sign, key=key, help=name, disabled=off, on_click=act, args=args)


def _more(here: Context, deck: Deck) -> None:
    """Cover and sources, and a new beginning."""
    say = here.say
    layouts = {slide.layout for slide in deck.slides}
    full = len(deck.slides) >= MOST
    with st.container(horizontal=True, gap="xsmall"):
        if "title" not in layouts:
            cover = replace(deck, slides=(Slide("title"), *deck.slides))
            widgets.button(
                say("briefing.add_cover"), key="cover", disabled=full, on_click=own_slides.change,
                args=(cover,),
            )  # fmt: skip
        if "sources" not in layouts:
            widgets.button(
                say("briefing.add_sources"), key="sources", disabled=full,
                on_click=own_slides.change, args=(deck.with_more([Slide("sources")]),),
            )  # fmt: skip
        undo(here)
        widgets.button(
            say("briefing.clear"), key="clear", on_click=own_slides.change, args=(Deck(),)
        )


def undo(here: Context) -> None:
    """Draw what takes the last change back, where there was one."""
    if own_deck.can_undo():
        widgets.button(here.say("briefing.undo"), key="undo", on_click=own_deck.undo)
