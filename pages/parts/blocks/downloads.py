"""What a page offers to take away: two workbooks, slides, and the same figures as open data."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import IO
from urllib.parse import urlencode

import streamlit as st
from streamlit import runtime
from streamlit.runtime.scriptrunner import get_script_run_ctx

from metrics.briefing.ready import ready
from metrics.explorer.exploration import Exploration
from metrics.exports.files import Progress
from metrics.exports.workbook import Workbook, planned, write
from metrics.exports.workbook.sheets import Planned
from metrics.views import points
from metrics.views.extracts import Extract, extract, of_view
from metrics.views.filters import Filters
from pages.parts.frame import markup
from pages.parts.frame.places import TAKE
from pages.parts.frame.shell import Context
from pages.parts.http.settings import settings
from pages.parts.state import widgets
from pages.parts.state.jobs import Job, start

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# Seconds between two looks at work that is going on.
EVERY = 0.4
# The messages of the two workbooks, below `take`.
WORKBOOKS: dict[Workbook, str] = {"summary": "xlsx", "audit": "audit"}
# Files of open data, by the message that names them.
FILES = {
    "csv": "indicators.csv",
    "figures": "figures.csv",
    "json": "indicators.json",
    "package": "package.zip",
    "sdmx": "sdmx.zip",
}


def address(here: Context, file: str, filters: Filters) -> str:
    """Return the address of a file of the figures in view that pass some filters.

    Parameters
    ----------
    here : Context
        What the page draws with: tables, language and colours.
    file : str
        One of `FILES`.
    filters : Filters
        What the figures pass.

    Returns
    -------
    str
        The address, relative to the page.

    Examples
    --------
    >>> from metrics import load
    >>> address(Context(load(), "en", "light"), "indicators.csv", Filters(theme="services"))
    'data/indicators.csv?lang=en&theme=services'
    """
    query = {"lang": here.lang, **filters.query, **here.tables.selection.query}
    return f"data/{file}?{urlencode(query, safe=',')}"


def files(here: Context, filters: Filters) -> list[tuple[str, str]]:
    """Return name and address of each file of open data."""
    return [
        (here.say(f"take.{form}"), address(here, file, filters)) for form, file in FILES.items()
    ]


def show(here: Context, filters: Filters, deck: str = "") -> None:
    """Offer what passes some filters: workbooks, slides, addresses of the same as open data.

    Parameters
    ----------
    here : Context
        What the page draws with: tables, language and colours.
    filters : Filters
        What the figures pass.
    deck : str
        Name of the ready-made deck that tells the same; none where empty.
    """

    def workbook(which: Workbook) -> Work:
        def plan() -> Planned:
            taken = extract(here.tables, filters, here.lang)
            return planned(which, taken, here.lang, date.today(), address=settings().origin)

        name = Extract(here.tables, (), filters).name(f"{which}.xlsx")
        return _workbook(which, f"{here.lang} {here.tables.key} {filters}", name, plan)

    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="take-row"):
        title_ = here.say("take.title_theme" if deck and filters.theme == deck else "take.title")
        st.html(
            markup.small("take_title.html", here.lang, title=title_, place=TAKE), width="content"
        )
        offer(here, workbook("summary"))
        beside, below = _ready_links(here, filters, deck)
        st.html(beside, width="content")
        with st.popover(here.say("take.more"), key=f"take_more_{here.lang}"):
            _offer_audit(here, workbook("audit"))
            st.html(below)


def _offer_audit(here: Context, work: Work) -> None:
    """Draw what makes the audit workbook, with a line that says what it is."""
    offer(here, work, helped=False)
    st.html(markup.small("take_about.html", here.lang, said=here.say("take.audit_help")))


def _ready_links(here: Context, filters: Filters, deck: str) -> tuple[str, str]:
    """Return the links, made once for all sessions; what a reader typed is kept by nobody."""
    if filters.words:
        return _links(here, filters, deck)
    return here.shared(f"take {filters} {deck}", lambda: _links(here, filters, deck))


def _links(here: Context, filters: Filters, deck: str) -> tuple[str, str]:
    """Return the addresses of slides and of open data: those in the row, and those in its menu."""
    (csv, *more), slides = files(here, filters), _slides(here, deck) if deck else None
    more.append((here.say("take.api"), f"data/api?lang={here.lang}"))
    return (
        markup.render("take.html", here.lang, csv=csv, slides=slides),
        markup.render("take_more.html", here.lang, links=more),
    )


def _slides(here: Context, name: str) -> tuple[str, str]:
    """Return the words of a ready-made deck, and the address that presents it."""
    deck = ready(here.tables, name)
    words = here.say("take.slides", count=len(deck.slides))
    return words, markup.present_link(deck, here.lang, here.tables.selection)


def show_view(here: Context, view: Exploration, name: str) -> None:
    """Offer a view of the explorer as CSV and as workbooks; ``name`` has no ending.

    Parameters
    ----------
    here : Context
        What the page draws with: tables, language and colours.
    view : Exploration
        The view of the explorer.
    name : str
        Of the files, without an ending.
    """

    def content() -> bytes:
        return points.frame(view, here.lang).to_csv(index=False).encode("utf-8-sig")

    def workbook(which: Workbook) -> Work:
        key = f"{here.lang} {here.tables.key} {view.choice}"

        def plan() -> Planned:
            return planned(which, of_view(view), here.lang, date.today(), view, settings().origin)

        return _workbook(which, key, f"{name}.{which}.xlsx", plan)

    st.download_button(
        here.say("explore.download"),
        data=content,
        file_name=f"{name}.csv",
        mime="text/csv",
        on_click="ignore",
    )
    offer(here, workbook("summary"))
    with st.popover(here.say("take.more"), key=f"take_more_{here.lang}"):
        _offer_audit(here, workbook("audit"))


@dataclass(frozen=True)
class Work:
    """A file that is made where it is asked for.

    Parameters
    ----------
    key : str
        What it is made of: equal keys are equal files.
    name, mime : str
        Of the file.
    form : str
        Messages of its button and help, below ``take``.
    write : callable
        Writes it, and tells how far it is.
    """

    key: str
    name: str
    mime: str
    form: str
    write: Callable[[IO[bytes], Progress], None]


def _workbook(which: Workbook, key: str, name: str, plan: Callable[[], Planned]) -> Work:
    def make(file: IO[bytes], progress: Progress) -> None:
        write(plan(), file, progress)

    return Work(f"{which} {key}", name, XLSX, WORKBOOKS[which], make)


def title(here: Context) -> None:
    """Draw the heading of what can be taken away."""
    st.html(markup.small("section.html", here.lang, title=here.say("take.title")))


def offer(here: Context, work: Work, *, helped: bool = True) -> None:
    """Draw a button that makes a file, with its help where wanted, or how far that is."""
    job = st.session_state.get("job")
    own = job if job is not None and job.key == work.key else None
    if own is not None and own.reference:
        st.error(here.say("take.failed", reference=own.reference))
    if own is not None and own.reason:
        st.error(own.reason(here.lang))
    if own is not None and own.refused:
        st.warning(here.say("take.busy"))
    if own is not None and own.content is not None:
        _hand_out(here, work, own.content)
    elif own is not None and own.running:
        st.fragment(_watch, run_every=EVERY)(here, own)
    else:
        widgets.button(
            here.say(f"take.{work.form}"),
            key=f"take_{work.form}_{here.lang}",
            help=here.say(f"take.{work.form}_help") if helped else None,
            on_click=_begin,
            args=(work,),
        )


def _begin(work: Work) -> None:
    """Begin to make a file; the one that this session had before is let go."""
    before = st.session_state.get("job")
    if before is not None:
        before.cancel()
    st.session_state["job"] = start(work.key, work.name, work.write, _presence())


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
        on_click="ignore",
        type="primary",
    )


def _watch(here: Context, job: Job) -> None:
    """Draw how far it is, with a way to stop it."""
    if not job.running:
        st.rerun()
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.progress(job.share, here.say("take.progress", share=round(job.share * 100)), width=320)
        widgets.button(here.say("take.cancel"), key=f"stop_{here.lang}", on_click=job.cancel)
