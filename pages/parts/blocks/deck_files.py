"""What a deck can be taken away as: presented, slides, document, pictures, a file of its own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from typing import IO

import streamlit as st

from metrics.briefing.changes import issued, kept
from metrics.briefing.deck import Deck, to_json
from metrics.briefing.slides import Page
from metrics.exports import decks, images
from metrics.exports.files import Progress, zipped
from metrics.exports.pdf import bound, pdf_bytes
from metrics.exports.pptx import write
from metrics.exports.templates import PPTX
from metrics.exports.web import html_bytes
from pages.parts.blocks import handing, making, office, written
from pages.parts.blocks.making import Work
from pages.parts.frame.shell import Context
from pages.parts.state import own_deck
from pages.parts.state import view as state
from pages.parts.state.jobs import WRITERS

SLIDES = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
Made = Callable[[], tuple[Page, ...]]


def offer(here: Context, deck: Deck, present: str) -> None:
    """Draw everything that a deck can be taken away as.

    Parameters
    ----------
    here : Context
        What the page draws with: tables, language and colours.
    deck : Deck
        The slides, with what they showed when they were kept.
    present : str
        Address of the presentation.
    """
    lang, tables = here.lang, here.tables
    key = f"{lang} {tables.key} {deck.address()} {state.get('since')}"

    def made() -> tuple[Page, ...]:
        return issued(tables, deck, lang, date.today())

    name = _name(here)
    with st.container(horizontal=True, gap="small", key="deck-files"):
        st.link_button(here.say("briefing.present"), present)
        _pptx(here, key, made)
        written.offer(here, deck, key, name)
        making.offer(here, _pdf(here, key, made))
        making.offer(here, _pictures(here, key, made))
        making.offer(here, _html(here, key, made))
        keep(here, deck, "keep")


def keep(here: Context, deck: Deck, widget: str) -> None:
    """Draw the button that takes the deck itself away as a small file.

    Parameters
    ----------
    here : Context
        What the page draws with: tables, language and colours.
    deck : Deck
        The slides.
    widget : str
        Key of the button.
    """

    def data() -> bytes:
        return to_json(kept(here.tables, replace(deck, record=None), date.today()))

    handing.hand_out(
        here.say("briefing.keep"),
        data,
        of=(here.tables.key, deck.address(), date.today()),
        name=f"{_name(here)}.json",
        mime="application/json",
        key=f"{widget}_{here.lang}",
        help=here.say("briefing.keep_help"),
        on_click=own_deck.filed,
    )


def _name(here: Context) -> str:
    return f"ip-briefing-{here.lang}-{here.tables.key}"


def _pptx(here: Context, key: str, made: Made) -> None:
    """Offer slides; a template of the office stands behind a button of its own beside them."""
    before = st.container(width="content")
    with st.popover(here.say("office.menu"), key=f"office_menu_{here.lang}"):
        template = office.own(here, PPTX)

    def pptx(file: IO[bytes], progress: Progress) -> None:
        every = made()
        title = decks.title_of(every, here.lang)
        write(
            every, here.tables, here.lang, file, title=title, template=template, progress=progress
        )

    work = Work(key, "pptx", f"{_name(here)}.pptx", SLIDES, pptx, office.mark(template))
    with before:
        making.offer(here, work)


def _pdf(here: Context, key: str, made: Made) -> Work:
    def pdf(file: IO[bytes], progress: Progress) -> None:
        every, author = made(), decks.issuer(here.tables, here.lang)
        title, slides = decks.title_of(every, here.lang), decks.with_remarks(every, here.lang)
        told, apart = (title, author, here.lang, progress), partial(WRITERS.run, bound)
        file.write(pdf_bytes(images.shared(), slides, *told, apart))

    return Work(key, "pdf", f"{_name(here)}.pdf", "application/pdf", pdf)


def _pictures(here: Context, key: str, made: Made) -> Work:
    def pictures(file: IO[bytes], progress: Progress) -> None:
        slides = decks.shown(made())
        file.write(zipped(decks.pictures(images.shared(), slides, "png", progress=progress)))

    return Work(key, "png", f"{_name(here)}-png.zip", "application/zip", pictures)


def _html(here: Context, key: str, made: Made) -> Work:
    def html(file: IO[bytes], progress: Progress) -> None:
        every = made()
        slides = decks.with_notes(every, here.tables, here.lang)
        progress(1, 2)
        file.write(html_bytes(slides, decks.title_of(every, here.lang), here.lang))

    return Work(key, "html", f"{_name(here)}.html", "text/html", html)
