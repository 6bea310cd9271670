"""The chosen slide: its title, the words of a cover, and as what its views are shown."""

from __future__ import annotations

import streamlit as st

from metrics.briefing.addresses import Kind
from metrics.briefing.deck import FIELDS, LONGEST_FIELD, Deck, Field
from metrics.briefing.editing import combined, kinds_of, shown_as, taken_apart
from metrics.briefing.slides import Page
from pages.parts.frame.shell import Context
from pages.parts.state import own_slides, widgets


def show(here: Context, deck: Deck, made: tuple[Page, ...], place: int) -> None:
    """Draw the title of the chosen slide, what it shows and how.

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
    say, slide = here.say, deck.slides[place]
    page = next(p for p in made if p.place == place)
    widget = f"title_{here.lang}_{place}"
    widgets.write_in(
        say("briefing.title"),
        page.title,
        key=widget,
        max_chars=200,
        help=say("briefing.title_help"),
        on_change=_retitle,
        args=(here, deck, place, widget, page.title),
    )
    if slide.layout == "title":
        _fields(here, deck, place)
    for fault in page.faults:
        st.warning(fault)
    if page.unresolved:
        listed = say("list.comma").join(page.unresolved)
        st.warning(say("briefing.unresolved", numerals=listed))
    with st.container(horizontal=True, gap="xsmall"):
        if slide.titles.get(here.lang):
            widgets.button(
                say("briefing.by_rule"), key="by_rule", on_click=own_slides.put,
                args=(deck, place, [slide.titled(here.lang, "")]),
            )  # fmt: skip
        _shapes(here, deck, place)


def _retitle(here: Context, deck: Deck, place: int, widget: str, before: str) -> None:
    typed = str(st.session_state.get(widget) or "")
    if typed != before:
        own_slides.put(deck, place, [deck.slides[place].titled(here.lang, typed)])


def _fields(here: Context, deck: Deck, place: int) -> None:
    """Let the reader fill in what a cover says besides its title."""
    cover = deck.slides[place]
    with st.container(horizontal=True, gap="small"):
        for name in FIELDS:
            widget = f"field_{name}_{here.lang}_{place}"
            widgets.write_in(
                here.say(f"briefing.field_{name}"),
                cover.fields.get((here.lang, name), ""),
                key=widget,
                max_chars=LONGEST_FIELD,
                placeholder=here.say(f"briefing.hint_{name}"),
                on_change=_fill,
                args=(here, deck, place, name, widget),
            )


def _fill(here: Context, deck: Deck, place: int, name: Field, widget: str) -> None:
    typed = str(st.session_state.get(widget) or "")
    own_slides.put(deck, place, [deck.slides[place].filled(here.lang, name, typed)])


def _shapes(here: Context, deck: Deck, place: int) -> None:
    """Show a view as something else; put two slides together, or take one apart."""
    say, slide = here.say, deck.slides[place]
    if len(slide.views) == 1 and slide.layout not in ("title", "sources"):
        kinds: tuple[Kind, ...] = kinds_of(slide.views[0])
        for kind in kinds:
            made = shown_as(slide, kind)
            if made.layout != slide.layout:
                widgets.button(
                    say(f"briefing.as_{kind}"), key=f"as_{kind}", on_click=own_slides.put,
                    args=(deck, place, [made]),
                )  # fmt: skip
    if place + 1 < len(deck.slides):
        both = combined(slide, deck.slides[place + 1])
        if both is not None:
            widgets.button(
                say("briefing.combine"),
                key="combine",
                on_click=own_slides.put,
                args=(deck, place, [both], 2),
            )
    if len(slide.views) > 1:
        widgets.button(
            say("briefing.split"), key="split", on_click=own_slides.put,
            args=(deck, place, taken_apart(slide)),
        )  # fmt: skip
