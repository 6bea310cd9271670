"""The page for curators: a form to take away, a filled file to hand in, and what came of it.

A file stands in the memory of its session and nowhere else: nothing is written on the server, no
view that sessions share is made of it, no address, cookie or log names it.
"""

from __future__ import annotations

import streamlit as st

from metrics.curation import telling
from metrics.curation.study import Study
from pages.parts.blocks import curate_form, curated, uploads
from pages.parts.blocks.uploads import MOST, Upload, UploadError
from pages.parts.frame import markup
from pages.parts.frame.shell import Context
from pages.parts.state import widgets
from pages.parts.state.handed import HANDED
from pages.parts.state.store import served

KINDS = ("xlsx", "csv", "tsv", "txt")
# How much is done when a step begins.
STEPS = {"difference": 0.5, "effects": 0.6}


def show(here: Context) -> None:
    """Draw the page."""
    say, tables = here.say, served().printed
    upload = uploads.held()
    if upload is None:
        st.html(markup.small("section.html", here.lang, title=say("curate.page.form")))
        curate_form.show(here, tables)
    else:
        with st.expander(say("curate.page.form")):
            curate_form.show(here, tables)
    st.html(markup.small("section.html", here.lang, title=say("curate.page.file")))
    if upload is None:
        _take_in(here)
        return
    _held(here, upload)
    place = st.empty()
    bar = place.progress(0.1, say("curate.page.reading"))
    try:
        found = uploads.studied(upload, tables)
        if not found.findings and found.after is not None:
            uploads.compared(
                upload,
                found,
                here.lang,
                lambda step: bar.progress(STEPS[step], say(f"curate.page.{step}")),
            )
    except UploadError as fault:
        place.empty()
        st.error(say(fault.key, **fault.values))
        return
    place.empty()
    _read(here, found)
    if found.findings:
        st.html(curated.faults(here, found))
    elif found.after is None:
        st.warning(telling.nothing_new(found, here.lang))
    else:
        curated.show(here, found, upload)


def _take_in(here: Context) -> None:
    """Let the reader hand in a file."""
    file = st.file_uploader(
        here.say("curate.page.hand_in", most=MOST),
        type=list(KINDS),
        max_upload_size=MOST,
        key=f"{uploads.widget()}_{here.lang}",
    )
    if file is not None:
        try:
            uploads.take(file.name, file.getvalue())
        except UploadError as fault:
            st.error(here.say(fault.key, **fault.values))
            return
        finally:
            HANDED.taken()
        st.rerun()
    st.html(markup.small("curate_kept.html", here.lang, most=MOST))


def _held(here: Context, upload: Upload) -> None:
    """Name the file, and let it go or be read in another way."""
    say = here.say
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="upload"):
        size = f"{len(upload.raw) / 1000:,.0f}"
        st.html(
            markup.render("curate_file.html", here.lang, name=upload.name, size=size),
            width="content",
        )
        widgets.button(
            say("curate.page.other"), key=f"drop_upload_{here.lang}", on_click=uploads.drop
        )
        correct = st.checkbox(
            say("curate.page.correct"),
            value=upload.correct,
            key=f"correct_{here.lang}",
            help=say("curate.page.correct_help"),
        )
    if correct != upload.correct:
        uploads.set_correct(correct=correct)
        st.rerun()


def _read(here: Context, found: Study) -> None:
    """Say what was read, and what of it otherwise than it stands."""
    lang = here.lang
    st.html(
        markup.render(
            "curate_read.html",
            lang,
            told=here.say("curate.read", file=found.incoming.name, count=telling.count_of(found)),
            remarks=list(telling.remarks(found.remarks, lang)),
        )
    )
