"""The deck as a written brief: who issues it, in which layout, and the file."""

from __future__ import annotations

from datetime import date
from typing import IO

import streamlit as st

from metrics.briefing.deck import Deck
from metrics.briefing.documents import brief
from metrics.exports.docx import LAYOUTS, write
from metrics.exports.files import Progress
from pages.parts.blocks import downloads
from pages.parts.frame.shell import Context

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
# Letters that the name of an office may have.
LONGEST = 100


def offer(here: Context, deck: Deck, key: str, name: str) -> None:
    """Draw what a brief asks for, and the button that makes it.

    Parameters
    ----------
    here : Context
        What the page draws with: tables, language and colours.
    deck : Deck
        What the brief tells.
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
        office = st.text_input(say("docx.office"), key=f"office_{lang}", max_chars=LONGEST)

        def docx(file: IO[bytes], progress: Progress) -> None:
            made = brief(here.tables, deck, lang, date.today(), office=office.strip())
            write(made, file, name=layout, progress=progress)

        own = f"docx {key} {layout} {office}"
        downloads.offer(here, downloads.Work(own, f"{name}.docx", DOCX, "docx", docx))
