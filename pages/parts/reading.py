"""The reading view: a text as a whole, with its figures, its other numerals and what it lacks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

import streamlit as st

from metrics.facts import Observation
from metrics.verification import CLASSES, Account, Mark
from metrics.verification.copies import Copy, name_of
from metrics.verification.excerpts import sheet
from metrics.verification.told import (
    fact_words,
    fault_words,
    left_words,
    place_words,
    publications,
    title_words,
)
from pages.parts import markup, state, texts
from pages.parts.shell import Context
from pages.parts.store import shared

# Choices of what is marked besides one class of numerals.
NOTHING, FIGURES = "none", "facts"


def show(context: Context) -> None:
    """Draw the text in the address, at a fact where it names one; or the list of all texts."""
    document = state.get("doc")
    if not document:
        st.html(texts.overview(context))
        return
    copy = texts.copy_of(context.tables, document)
    st.html(_about(context, document))
    if copy.account is None:
        st.warning(texts.state_words(context, copy))
        st.html(texts.how(context))
        return
    _say_where(context, copy)
    if alarms := _alarms(context, copy):
        st.html(alarms)
    _choose(context, copy)
    st.html(_text(context, copy))
    _go_to(context, copy)


def _about(context: Context, document: str) -> str:
    """The title of the text, what can be read in it, and the way to the others."""
    tables, say, lang = context.tables, context.say, context.lang
    own = publications(tables, document)
    lines = [
        say("texts.publication", title=s.title(lang), issuer=s.issuer(lang), published=s.published)
        for s in own
    ]
    links = [(say("texts.all"), context.link("reading"))]
    title = title_words(tables, document, lang)
    return markup.render("about.html", lang, title=title, lines=lines, links=links)


def _say_where(context: Context, copy: Copy) -> None:
    """Say so where the fact of the address is not found in this text."""
    name = state.get("at")
    if name in copy.misses:
        fault = fault_words(context.tables, copy.misses[name], context.lang)
        point = texts.by_name(context.tables, copy.document)[name]
        st.warning(
            context.say(
                "texts.not_found",
                fact=fact_words(context.tables, point, context.lang),
                printed=point.figure.printed,
                place=place_words(context.tables, point.locator, context.lang),
                fault=fault,
            )
        )
    elif name and name not in copy.numbers:
        st.warning(context.say("state.bad", parameter="at"))


def _alarms(context: Context, copy: Copy) -> str:
    """What the text lacks, what was not found in it, and what nothing accounts for."""
    done = copy.account
    if done is None or done.sound:
        return ""
    tables, say, lang = context.tables, context.say, context.lang
    outline = done.reading.outline
    marks = {mark.start: n for n, mark in enumerate(copy.marks)}
    lines = [(say("verify.missing", place=place_words(tables, p, lang)), "") for p in _lost(done)]
    lines += [
        (say("verify.doubtful", place=place_words(tables, p, lang)), "") for p in outline.doubtful
    ]
    points = texts.by_name(tables, copy.document)
    for miss in done.missed:
        point = points[name_of(miss.claim)]
        said = say(
            "texts.not_found",
            fact=fact_words(tables, point, lang),
            printed=point.figure.printed,
            place=place_words(tables, point.locator, lang),
            fault=fault_words(tables, miss, lang),
        )
        lines.append((said, context.link("indicator", **_of(point))))
    for left in done.leftovers:
        start, _ = done.reading.flat.original(*left.numeral.span)
        lines.append(
            (left_words(tables, left, lang), f"#m{marks[start]}" if start in marks else "")
        )
    lines += [
        (say("verify.idle", context=row.context, numeral=row.numeral), "") for row in done.idle
    ]
    title = say(
        "texts.alarm",
        missed=len(done.missed),
        left=len(done.leftovers),
        lost=len(outline.missing),
    )
    return markup.render("alarms.html", lang, title=title, lines=lines)


def _lost(done: Account) -> tuple[str, ...]:
    return done.reading.outline.missing


def _of(point: Observation) -> dict[str, str]:
    return {"id": point.definition.id, **markup.of_area(point.area)}


def _counts(copy: Copy) -> Counter[str]:
    """How many marks there are of each kind."""
    return Counter(_kind(mark) for mark in copy.marks)


def _kind(mark: Mark) -> str:
    if mark.claims:
        return FIGURES
    return mark.code or "left"


def _choose(context: Context, copy: Copy) -> None:
    """Let the reader choose what is marked; what is left over is marked always."""
    tables, say, lang = context.tables, context.say, context.lang
    counts = _counts(copy)
    fixed = {NOTHING: say("texts.mark_none"), FIGURES: say("texts.mark_facts")}
    options = [NOTHING, FIGURES, *(code for code in CLASSES if counts[code])]
    with st.container(width=280):
        chosen = state.choose(
            "mark",
            say("texts.mark"),
            options,
            lambda code: fixed.get(code) or tables.label("numeral_class", code, lang),
            lang,
            say("texts.mark_all"),
        )
    if chosen:
        st.html(markup.render("reading_filter.html", lang, chosen=chosen))


def _text(context: Context, copy: Copy) -> str:
    """The text with its legend, made once; what is chosen and where it opens is laid over it."""
    tables = context.tables
    return shared(
        f"reading {copy.document}",
        context.lang,
        context.colours,
        texts.state_key(tables),
        lambda: _made(context, copy),
    )


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
    """What a mark shows: its kind, its words for the pointer, and where it leads."""
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
        "address": context.link("indicator", **_of(own[0])),
    }


def _go_to(context: Context, copy: Copy) -> None:
    """Bring the mark of the address into view and set it off."""
    number = copy.numbers.get(state.get("at"))
    if number is not None:
        script = markup.render("reading_at.html", context.lang, mark=f"m{number}")
        st.html(script, unsafe_allow_javascript=True)
