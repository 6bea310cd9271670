"""The page that checks a text: what is handed in, what is found in it, and what can be taken away.

A text stands in the memory of its session and nowhere else: no view that sessions share is made of
it, no address, cookie or log names it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

import streamlit as st

from metrics import Tables
from metrics.apart import ApartError, Shared
from metrics.exports.proofs import docx_bytes, html_bytes, json_text, righted, txt_bytes
from metrics.locale import LANGS, Lang, text
from metrics.proof import Judged
from metrics.proof.corrected import corrected
from metrics.proof.documents import SUFFIXES
from metrics.proof.judge import judge
from pages.parts.blocks import handing, proofed
from pages.parts.blocks.written import MIME
from pages.parts.frame import markup
from pages.parts.frame.faults import logged
from pages.parts.frame.shell import Context
from pages.parts.state import limits, widgets
from pages.parts.state import view as state
from pages.parts.state.limits import READERS, SHORT_TEXT

# Signs of a text that are checked at a time.
MOST = limits.SIGNS
_MEGABYTES = limits.WORDS // limits.MEGABYTE
HEIGHT = 180
# Where a session keeps its text, and what was found in it.
TEXT, FOUND, TOLD = "draft", "proofed", "proof_told"
_FIELD = "w_draft"


def show(here: Context) -> None:
    """Draw the page."""
    words = _words(here)
    _take_in(here, words)
    if not words.strip():
        st.html(markup.small("proof_empty.html", here.lang))
        return
    if len(words) > MOST:
        st.warning(too_long(len(words), here.lang))
        return
    judged = _judged(here, words)
    if judged is None:
        return
    told = _told(here, words, judged)
    st.html(told.finding)
    if proofed.listed(judged):
        _take(here, words, judged, told)
    st.html(told.marked)


def too_long(count: int, lang: Lang) -> str:
    """Say that a text is too long to be checked at a time.

    Examples
    --------
    >>> too_long(214_000, "zh")
    '文稿有214,000字，一次至多核对100,000字，请分段核对。'
    """
    return text(lang)("draft.long", count=f"{count:,}", most=f"{MOST:,}")


def warm(tables: Tables) -> None:
    """Learn the names of the tables before the first text comes."""
    for lang in LANGS:
        judge(text(lang)("draft.sample"), tables, lang)


def _words(here: Context) -> str:
    """Return the text of this session; before there is one, an example in the reader's language."""
    kept: str | None = st.session_state.get(TEXT)
    return here.say("draft.sample") if kept is None else kept


def _put(words: str) -> None:
    st.session_state[TEXT] = words


def _take_in(here: Context, words: str) -> None:
    """Let the reader write, paste, open a file or look at an example."""
    say = here.say
    with st.container(gap="xsmall", key="draft"):
        widgets.write_at_length(
            say("draft.paste"),
            words,
            key=_FIELD,
            height=HEIGHT,
            placeholder=say("draft.placeholder"),
            on_change=_put,
        )
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.button(say("draft.check"), key=f"check_{here.lang}", type="primary")
            st.html(_files(here), width="content")
            for code in LANGS:
                widgets.button(
                    say(f"draft.sample_{code}"),
                    key=f"sample_{code}_{here.lang}",
                    on_click=_put,
                    args=(text(code)("draft.sample"),),
                )
            widgets.button(
                say("draft.clear"),
                key=f"clear_draft_{here.lang}",
                disabled=not words,
                on_click=_put,
                args=("",),
            )
        st.html(markup.small("proof_kept.html", here.lang, help=_help(here)))


def _files(here: Context) -> str:
    """Return what opens a file: the server reads its words and keeps nothing of it."""
    return markup.small(
        "proof_files.html",
        here.lang,
        address=f"proof/words?lang={here.lang}",
        kinds=",".join(SUFFIXES),
        help=_help(here),
        most=limits.WORDS,
        signs=limits.SENT,
        checked=MOST,
        megabytes=_MEGABYTES,
    )


def _help(here: Context) -> str:
    """Say what can be handed in."""
    kinds = here.say("list.comma").join(SUFFIXES)
    return here.say("draft.file_help", kinds=kinds, most=_MEGABYTES, signs=f"{MOST:,}")


@dataclass(frozen=True)
class Told:
    """What the page says of a text.

    Parameters
    ----------
    finding, marked : str
        Markup of what is found, and of the text with its marks.
    right : str
        The text put right; empty where nothing of it changes.
    righted : str
        What was put right, in words.
    """

    finding: str
    marked: str
    right: str
    righted: str

    @classmethod
    def of(cls, here: Context, words: str, judged: Sequence[Judged]) -> Told:
        """Make all that is told of a text."""
        right = corrected(words, judged).text
        return cls(
            proofed.finding(here, words, judged),
            proofed.marked(here, words, judged),
            right if right != words else "",
            righted(words, judged, here.lang),
        )


def _told(here: Context, words: str, judged: Sequence[Judged]) -> Told:
    """Return what the page says of the text: made once in this session, of an example for all."""
    if example := _example(words):
        return here.chosen(f"told {example}", lambda: Told.of(here, words, judged))
    key = (words, here.tables.key, here.lang, tuple(state.choices().items()))
    kept: dict[object, Told] = st.session_state.setdefault(TOLD, {})
    if key not in kept:
        kept.clear()
        kept[key] = Told.of(here, words, judged)
    return kept[key]


def _example(words: str) -> str:
    """Return the language of an example; empty for a text of the reader's own."""
    return next((code for code in LANGS if words == text(code)("draft.sample")), "")


def _judged(here: Context, words: str) -> tuple[Judged, ...] | None:
    """Return what is found in the text, looked for once; say so where that fails."""
    if example := _example(words):
        return here.shared(f"example {example}", lambda: judge(words, here.tables, here.lang))
    key = (words, here.tables.key, here.lang)
    # A plain mapping: a run that another one overtakes still leaves there what it found.
    kept: dict[tuple[str, str, Lang], tuple[Judged, ...]] = st.session_state.setdefault(FOUND, {})
    if key in kept:
        return kept[key]
    try:
        found = _judge(here, words)
    except ApartError as fault:
        seconds = f"{READERS.seconds:.0f}"
        st.warning(
            here.say(
                "draft.busy_texts" if fault.reason == "busy" else "draft.slow", seconds=seconds
            )
        )
        return None
    except Exception as fault:
        st.error(here.say("draft.fault", reference=logged(fault, "a check")))
        return None
    kept.clear()
    kept[key] = found
    return found


def _judge(here: Context, words: str) -> tuple[Judged, ...]:
    """Judge a text; one that may take long, where it can be ended."""
    if len(words) <= SHORT_TEXT:
        return judge(words, here.tables, here.lang)
    with st.spinner(here.say("draft.busy")):
        tables = Shared(here.tables.key, here.tables)
        return READERS.run(judge, words, tables, lang=here.lang)


def _take(here: Context, words: str, judged: Sequence[Judged], told: Told) -> None:
    """Offer the text put right, and what is found as files."""
    say, lang = here.say, here.lang
    name = f"ip-check-{date.today():%Y%m%d}"
    of = (words, here.tables.key, date.today())
    files: list[tuple[str, str, Callable[[], bytes]]] = [
        ("docx", MIME, lambda: docx_bytes(words, judged, lang)),
        ("html", "text/html", lambda: html_bytes(words, judged, lang)),
        ("json", "application/json", lambda: json_text(judged).encode()),
    ]
    if told.right:
        files.append(("txt", "text/plain", lambda: txt_bytes(words, judged, lang)))
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="take-row"):
        copied = proofed.lines(told.right)
        st.html(markup.render("proof_take.html", lang, right=copied), width="content")
        for form, mime, make in files:
            handing.hand_out(
                say(f"draft.{form}"),
                partial(_file, here, words, form, make),
                of=of,
                name=f"{name}.{form}",
                mime=mime,
                key=f"draft_{form}_{lang}",
            )
    if told.righted:
        st.html(markup.render("proof_righted.html", lang, told=told.righted))


def _file(here: Context, words: str, form: str, make: Callable[[], bytes]) -> bytes:
    """Make a file of what is found in a text; of an example once for all sessions."""
    if example := _example(words):
        return here.shared(f"{form} of {example} {date.today()}", make)
    return make()
