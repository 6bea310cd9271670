"""An office's own template: uploaded for this session, checked at once, kept nowhere else."""

from __future__ import annotations

import re
from collections.abc import Callable
from hashlib import sha256

import streamlit as st

from metrics.apart import ApartError
from metrics.exports import docx
from metrics.exports.pptx import template as slides
from metrics.exports.templates import DOCX, PPTX, Kind, Template, TemplateError
from metrics.locale import Lang
from pages.parts.frame.shell import Context
from pages.parts.state import limits, widgets
from pages.parts.state.handed import HANDED
from pages.parts.state.limits import READERS, ROOM, FullError

# Megabytes of a template; what is larger does not leave the browser.
MOST = limits.TEMPLATE // 2**20
ENDINGS = {PPTX.name: ["pptx", "potx"], DOCX.name: ["docx", "dotx"]}
_LONGEST_NAME = 60
# Signs of a name that a message would take for markup.
_ODD = re.compile(r"[^\w .()（）+-]+")


# By functions that stand in modules, as another process calls them.
CHECKS: dict[str, Callable[[Template, Lang], None]] = {
    PPTX.name: slides.check,
    DOCX.name: docx.check,
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
        HANDED.taken()
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
        if len(template.content) > limits.TEMPLATE:
            raise TemplateError(kind.name, "large", path=template.name)
        held = ROOM.held(len(template.content))
        READERS.run(CHECKS[kind.name], template, lang)
    except TemplateError as fault:
        return fault
    except FullError:
        return TemplateError(kind.name, "busy")
    except ApartError as fault:
        if fault.reason == "busy":
            return TemplateError(kind.name, "busy")
        seconds = f"{READERS.seconds:.0f}"
        return TemplateError(kind.name, "slow", path=template.name, seconds=seconds)
    st.session_state[_held(kind)] = template
    st.session_state[f"{_held(kind)}_bytes"] = held
    return None


def _drop(kind: Kind) -> None:
    st.session_state.pop(_held(kind), None)
    st.session_state.pop(f"{_held(kind)}_bytes", None)


def _forget_upload(kind: Kind) -> None:
    count = f"uploads_{kind.name}"
    st.session_state[count] = st.session_state.get(count, 0) + 1
