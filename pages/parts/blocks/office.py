"""An office's own template: uploaded for this session, checked at once, kept nowhere else."""

from __future__ import annotations

import re
from collections.abc import Callable
from hashlib import sha256

import streamlit as st

from metrics.exports import docx
from metrics.exports.docx import base as documents
from metrics.exports.docx.layout import layout
from metrics.exports.pptx import template as slides
from metrics.exports.templates import DOCX, PPTX, Kind, Template, TemplateError
from metrics.locale import Lang
from pages.parts.frame.shell import Context
from pages.parts.state import widgets

# Megabytes of a template; what is larger does not leave the browser.
MOST = 20
ENDINGS = {PPTX.name: ["pptx", "potx"], DOCX.name: ["docx", "dotx"]}
_LONGEST_NAME = 60
# Signs of a name that a message would take for markup.
_ODD = re.compile(r"[^\w .()（）+-]+")


def _check_slides(template: Template, lang: Lang) -> None:
    slides.base(lang, template)


def _check_document(template: Template, lang: Lang) -> None:
    documents.office(template, layout(docx.LAYOUTS[0], lang), lang)


CHECKS: dict[str, Callable[[Template, Lang], None]] = {
    PPTX.name: _check_slides,
    DOCX.name: _check_document,
}


def own(here: Context, kind: Kind) -> Template | None:
    """Draw what takes a template, or the one that was taken; return it where there is one.

    Parameters
    ----------
    here : Context
        What the page draws with: tables, language and colours.
    kind : Kind
        Of which kind it is.

    Returns
    -------
    Template or None
        The office's own, which was found to be sound.
    """
    say, name = here.say, kind.name
    held: Template | None = st.session_state.get(_held(kind))
    if held is not None:
        widgets.button(
            say("office.drop", name=held.name), key=f"drop_{name}_{here.lang}", on_click=_drop,
            args=(kind,),
        )  # fmt: skip
        return held
    file = st.file_uploader(
        say(f"office.{name}"),
        type=ENDINGS[name],
        max_upload_size=MOST,
        # Another key forgets the file.
        key=f"upload_{name}_{here.lang}_{st.session_state.get(f'uploads_{name}', 0)}",
        help=say("office.help"),
    )
    if file is not None:
        template = Template(_named(file.name), file.getvalue())
        st.session_state[_fault(kind)] = _taken(template, kind, here.lang)
        _forget_upload(kind)
        st.rerun()
    if fault := st.session_state.get(_fault(kind)):
        st.error(fault.words(here.lang))
    return None


def mark(template: Template | None) -> str:
    """Return what tells a template from others."""
    return sha256(template.content).hexdigest()[:12] if template is not None else ""


def _held(kind: Kind) -> str:
    return f"template_{kind.name}"


def _fault(kind: Kind) -> str:
    return f"template_fault_{kind.name}"


def _named(name: str) -> str:
    return " ".join(_ODD.sub(" ", name).split())[-_LONGEST_NAME:]


def _taken(template: Template, kind: Kind, lang: Lang) -> TemplateError | None:
    """Take a template that is sound; else say what is wrong."""
    try:
        if len(template.content) > MOST * 2**20:
            raise TemplateError(kind.name, "large", path=template.name)
        CHECKS[kind.name](template, lang)
    except TemplateError as fault:
        return fault
    st.session_state[_held(kind)] = template
    return None


def _drop(kind: Kind) -> None:
    st.session_state.pop(_held(kind), None)


def _forget_upload(kind: Kind) -> None:
    count = f"uploads_{kind.name}"
    st.session_state[count] = st.session_state.get(count, 0) + 1
