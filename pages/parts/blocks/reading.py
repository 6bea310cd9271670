"""The reading view: a text as a whole, with its figures, its other numerals and what it lacks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

import streamlit as st

from metrics.model.observation import Observation
from metrics.verification import CLASSES, Mark
from metrics.verification.copies import Copy, name_of
from metrics.verification.excerpts import sheet
from metrics.verification.library import SUFFIX
from metrics.verification.messages import (
    fact_words,
    miss_words,
    place_words,
    publication_words,
    publications,
    title_words,
)
from pages.parts.blocks import texts
from pages.parts.blocks.text_warnings import text_warnings
from pages.parts.frame import markup
from pages.parts.frame.shell import Context
from pages.parts.state import view as state
from pages.parts.state import widgets
from pages.parts.state.calls import call

# Choices of what is marked besides one class of numerals.
NOTHING, FIGURES = "none", "facts"


def show(context: Context) -> None:
    """Draw the text in the address, at a fact where it names one; or the list of all texts."""
    document = state.get("doc")
    if not document:
        st.html(texts.overview(context, folded=False))
        return
    copy = texts.copy_of(context.tables, document)
    st.html(_about(context, copy))
    if copy.account is None:
        said = texts.state_words(context, copy)
        st.warning(context.say("texts.fault", file=f"{document}{SUFFIX}", state=said))
        st.html(texts.how(context))
        return
    _say_where(context, copy)
    if told := text_warnings(context, copy):
        st.html(told)
    chosen = _choose(context, copy)
    st.html(_text(context, copy))
    _go_to(context, copy)
    # Last, so that what stands before it stays in its place when the choice changes.
    if chosen:
        st.html(markup.render("reading_filter.html", context.lang, chosen=chosen))


def _about(context: Context, copy: Copy) -> str:
    """Return the title of the text, what can be read in it, and the way to the others."""
    tables, say, lang = context.tables, context.say, context.lang
    own = publications(tables, copy.document)
    lines = [publication_words(s, lang, titled=len(own) > 1) for s in own]
    if (done := copy.account) is not None:
        left = len({one.numeral for one in done.leftovers})
        told = {
            "found": len(done.found),
            "facts": len(done.found) + len(done.missed),
            "numerals": len(done.reading.numerals) - left,
            "left": left,
        }
        lines.append(say("texts.held", **told))
    links = [(say("texts.all"), context.link("reading"))]
    title = title_words(tables, copy.document, lang)
    return markup.render("about.html", lang, title=title, lines=lines, links=links)


def _say_where(context: Context, copy: Copy) -> None:
    """Say so where the fact of the address is not found in this text."""
    name = state.get("at")
    if name in copy.misses:
        point = texts.by_name(context.tables, copy.document)[name]
        st.warning(miss_words(context.tables, point, copy.misses[name], context.lang))
    elif name and name not in copy.numbers:
        st.warning(context.say("state.bad", parameter="at"))


def _counts(copy: Copy) -> Counter[str]:
    """Return how many marks there are of each kind."""
    return Counter(_kind(mark) for mark in copy.marks)


def _kind(mark: Mark) -> str:
    if mark.claims:
        return FIGURES
    return mark.code or "left"


def _choose(context: Context, copy: Copy) -> str:
    """Let the reader choose what is marked; what is left over is marked always."""
    tables, say, lang = context.tables, context.say, context.lang
    counts = _counts(copy)
    fixed = {NOTHING: say("texts.mark_none"), FIGURES: say("texts.mark_facts")}
    options = [NOTHING, FIGURES, *(code for code in CLASSES if counts[code])]
    with st.container(width=280):
        return widgets.choose(
            "mark",
            say("texts.mark"),
            options,
            lambda code: fixed.get(code) or tables.label("numeral_class", code, lang),
            lang,
            say("texts.mark_all"),
        )


def _text(context: Context, copy: Copy) -> str:
    """Return the text with its legend, made once; what is chosen is laid over it."""
    key = texts.state_key(context.tables)
    return context.shared(f"reading {copy.document}", lambda: _made(context, copy), key)


def _made(context: Context, copy: Copy) -> str:
    tables, lang = context.tables, context.lang
    points = texts.by_name(tables, copy.document)
    counts = _counts(copy)
    return markup.render(
        "reading.html",
        lang,
        paragraphs=sheet(copy),
        marks=[_mark(context, mark, points) for mark in copy.marks],
        place=lambda locator: place_words(tables, locator, lang),
        figures=counts[FIGURES],
        classes=[
            (code, tables.label("numeral_class", code, lang), counts[code])
            for code in CLASSES
            if counts[code]
        ],
        left=counts["left"],
    )


def _mark(context: Context, mark: Mark, points: Mapping[str, Observation]) -> dict[str, object]:
    """Return what a mark shows: its kind, its words for the pointer, and where it leads."""
    tables, say, lang = context.tables, context.say, context.lang
    kind = _kind(mark)
    if not mark.claims:
        known = mark.code != ""
        name = tables.label("numeral_class", mark.code, lang) if known else say("texts.left_over")
        return {"kind": kind, "hover": [name], "address": ""}
    own = [points[name_of(c)] for c in mark.claims]
    return {
        "kind": kind,
        "hover": [fact_words(tables, o, lang) for o in own],
        "address": texts.indicator_link(context, own[0]),
    }


def _go_to(context: Context, copy: Copy) -> None:
    """Bring the mark of the address into view and set it off."""
    number = copy.numbers.get(state.get("at"))
    if number is not None:
        st.html(markup.render("reading_at.html", context.lang, mark=f"m{number}"))
        call(("seek", f"m{number}"), again=False)
