"""The deck as a written brief: who issues it, when, in which layout, and the file."""

from __future__ import annotations

from datetime import date
from typing import IO

import streamlit as st

from metrics.briefing.deck import LONGEST_FIELD, Deck, DeckError
from metrics.briefing.documents import brief
from metrics.exports.docx import LAYOUTS, write
from metrics.exports.files import Progress
from metrics.exports.templates import DOCX
from pages.parts.blocks import making, office
from pages.parts.frame.shell import Context

MIME = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def offer(here: Context, deck: Deck, key: str, name: str) -> None:
    """Draw what a brief asks for, and the button that makes it.

    Parameters
    ----------
    here : Context
        What the page draws with: tables, language and colours.
    deck : Deck
        What the brief tells; office and day of its cover hold where nothing else is filled in.
    key : str
        What the deck shows: equal keys are equal briefs.
    name : str
        Of the file, without an ending.
    """
    say, lang = here.say, here.lang
    with st.popover(say("take.docx_menu"), key=f"written_{lang}"):
        layout = st.radio(
            say("take.layout"),
            LAYOUTS,
            format_func=lambda code: say(f"take.layout_{code}"),
            key=f"layout_{lang}",
        )
        issuer = st.text_input(
            say("docx.office"),
            key=f"office_{lang}",
            max_chars=LONGEST_FIELD,
            placeholder=deck.cover.fields.get((lang, "office"), ""),
        )
        today = date.today()
        told = deck.cover.fields.get((lang, "date"), "")
        typed = st.text_input(
            say("docx.date"),
            key=f"day_{lang}",
            max_chars=LONGEST_FIELD,
            placeholder=(_day(told) or today).isoformat(),
        )
        template = office.own(here, DOCX)
        day = _day(typed or told) if typed else _day(told) or today
        if day is None:
            st.error(say("take.no_day", day=today.isoformat()))
            return

        def docx(file: IO[bytes], progress: Progress) -> None:
            made = brief(here.tables, deck, lang, day, office=issuer.strip())
            if not made.blocks:
                raise DeckError("nothing")
            write(made, file, name=layout, template=template, progress=progress)

        manner = f"{layout} {issuer} {day} {office.mark(template)}"
        making.offer(here, making.Work(key, "docx", f"{name}.docx", MIME, docx, manner))


def _day(written: str) -> date | None:
    """Return a day of the calendar; None where it is none."""
    try:
        return date.fromisoformat(written.strip())
    except ValueError:
        return None
