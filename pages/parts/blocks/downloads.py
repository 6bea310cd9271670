"""What a page offers to take away: two workbooks, slides, and the same figures as open data."""

from __future__ import annotations

from datetime import date
from typing import IO, TYPE_CHECKING
from urllib.parse import urlencode

import streamlit as st

from metrics.apart import Shared
from metrics.briefing.ready import ready
from metrics.explorer.exploration import Choice, Exploration
from metrics.exports.files import Progress
from metrics.locale import Lang
from metrics.tables.dataset import Tables
from metrics.views import points
from metrics.views.extracts import Extract
from metrics.views.filters import Filters
from pages.parts.blocks import handing
from pages.parts.blocks.making import Work, offer
from pages.parts.frame import markup
from pages.parts.frame.places import TAKE
from pages.parts.frame.shell import Context
from pages.parts.http.settings import settings
from pages.parts.state.jobs import WRITERS
from pages.parts.state.loading import load

if TYPE_CHECKING:
    from metrics.exports.workbook import Workbook

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
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
        name = Extract(here.tables, (), filters).name(f"{which}.xlsx")
        return _workbook(which, filters, name, here.lang, here.tables)

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
        return _workbook(which, view.choice, f"{name}.{which}.xlsx", here.lang, view.tables)

    handing.hand_out(
        here.say("explore.download"),
        lambda: here.chosen("view as csv", content),
        of=(here.tables.key, here.lang, view.choice),
        name=f"{name}.csv",
        mime="text/csv",
        key=f"take_view_{here.lang}",
    )
    offer(here, workbook("summary"))
    with st.popover(here.say("take.more"), key=f"take_more_{here.lang}"):
        _offer_audit(here, workbook("audit"))


def _workbook(
    which: Workbook, asked: Filters | Choice, name: str, lang: Lang, tables: Tables
) -> Work:
    """Return the work on a workbook, which another process does beside the pages."""

    def make(file: IO[bytes], progress: Progress) -> None:
        # What writes workbooks is large, and whoever only reads a page shall not wait for it.
        content = load("metrics.exports.workbook").content
        shared = Shared(tables.key, tables)
        made = WRITERS.run(content, which, asked, lang, day, origin, shared, progress=progress)
        file.write(made)

    day, origin = date.today(), settings().origin
    key = f"{day} {origin} {lang} {tables.key} {asked}"
    return Work(key, WORKBOOKS[which], name, XLSX, make, common=True)


def title(here: Context) -> None:
    """Draw the heading of what can be taken away."""
    st.html(markup.small("section.html", here.lang, title=here.say("take.title")))
