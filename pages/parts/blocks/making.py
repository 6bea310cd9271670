"""Files that are made where they are asked for: the button, how far it is, the finished file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import IO

import streamlit as st
from streamlit import runtime
from streamlit.runtime.scriptrunner import get_script_run_ctx

from metrics.exports.files import Progress
from pages.parts.frame.shell import Context
from pages.parts.state import widgets
from pages.parts.state.jobs import Job, Line, start

# Seconds between two looks at work that is going on.
EVERY = 0.4
# Files that the server holds for one session; those that were asked for first go first.
MOST_KEPT = 8


@dataclass(frozen=True)
class Work:
    """A file that is made where it is asked for.

    Parameters
    ----------
    of : str
        What it shows: a deck, or the figures of a page.
    form : str
        Messages of its button and help, below ``take``.
    name, mime : str
        Of the file.
    write : callable
        Writes it, and tells how far it is.
    manner : str
        How it is made, where that can be chosen.
    common : bool
        Whether everybody who asks for the same gets the same file.
    """

    of: str
    form: str
    name: str
    mime: str
    write: Callable[[IO[bytes], Progress], None]
    manner: str = ""
    common: bool = False

    @property
    def key(self) -> str:
        """What tells it from other files."""
        return f"{self.form} {self.of} {self.manner}"


@dataclass(frozen=True)
class Made:
    """A file that was asked for: what it shows, of which form it is, and how far."""

    of: str
    form: str
    job: Job


def offer(here: Context, work: Work, *, helped: bool = True) -> None:
    """Draw a button that makes a file, with its help where wanted, or how far that is."""
    made = _files().get(work.key)
    job = made.job if made is not None else None
    # It may be let go at any moment.
    content = job.content if job is not None else None
    if job is not None and job.reference:
        st.error(here.say("take.failed", reference=job.reference))
    if job is not None and job.reason:
        st.error(job.reason(here.lang))
    if job is not None and job.refused:
        st.warning(here.say("take.busy"))
    if content is not None:
        _hand_out(here, work, content)
    elif job is not None and job.running:
        st.fragment(_watch, run_every=EVERY)(here, work, job)
    else:
        widgets.button(
            here.say(f"take.{work.form}"),
            key=f"take_{work.form}_{here.lang}",
            help=here.say(f"take.{work.form}_help") if helped else None,
            on_click=_begin,
            args=(work,),
        )


def _files() -> dict[str, Made]:
    """Return the files of this session in the order in which they were asked for."""
    files: dict[str, Made] = st.session_state.setdefault("files", {})
    return files


def _begin(work: Work) -> None:
    """Begin to make a file, or line it up behind those that this session waits for.

    The same kind of file of something else is let go; all other files stay.
    """
    files = _files()
    line: Line = st.session_state.setdefault("files_line", Line())
    for key, made in list(files.items()):
        if key == work.key or (made.form == work.form and made.of != work.of):
            files.pop(key).job.cancel()
    finished = [key for key, made in files.items() if not made.job.running]
    for key in finished[: max(len(files) - MOST_KEPT + 1, 0)]:
        del files[key]
    job = start(work.key, work.name, work.write, _presence(), line, common=work.common)
    files[work.key] = Made(work.of, work.form, job)


def _presence() -> Callable[[], bool]:
    """Return what tells, on any thread, whether the tab of this session is still open."""
    here = get_script_run_ctx()
    if here is None or not runtime.exists():
        return lambda: True
    return partial(runtime.get_instance().is_active_session, here.session_id)


def _hand_out(here: Context, work: Work, content: bytes) -> None:
    """Draw the finished file."""
    st.download_button(
        here.say(f"take.{work.form}_ready", size=f"{len(content) / 1000:,.0f}"),
        data=content,
        file_name=work.name,
        mime=work.mime,
        key=f"ready_{work.form}_{here.lang}",
        on_click="ignore",
        type="primary",
    )


def _watch(here: Context, work: Work, job: Job) -> None:
    """Draw how far it is, with a way to stop it."""
    if not job.running:
        st.rerun()
    say = here.say
    told = say(f"take.{work.form}")
    if job.waiting:
        told = say("take.waiting", file=told)
    else:
        told = say("take.progress", file=told, share=round(job.share * 100))
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.progress(job.share, told, width=320)
        widgets.button(
            say("take.cancel"), key=f"stop_{work.form}_{here.lang}", help=say(f"take.{work.form}"),
            on_click=job.cancel,
        )  # fmt: skip
