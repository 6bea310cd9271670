"""What stands in a document until its page is drawn: header, title and newest figures.

The page is drawn by a script that comes later; what this holds is the same markup, seen at once,
and the large chart as a drawing, which stands in its card until the chart is drawn.
"""

from __future__ import annotations

import logging
from urllib.parse import urlencode

from starlette.requests import Request

from metrics.charts.plotly.style import Theme
from metrics.locale import Lang, text
from metrics.views.pages import PageView
from pages.parts.blocks import layout, overview, still, theme
from pages.parts.blocks.sizes import COOKIE, pixels
from pages.parts.frame import markup
from pages.parts.frame.header import Ways, header
from pages.parts.frame.places import MORE, OWN_TITLE, SIGNIN, THEMES
from pages.parts.frame.shell import Context, title_of
from pages.parts.http.views import Asked, asked
from pages.parts.state.links import gathered
from pages.parts.state.store import current, selected

_LOG = logging.getLogger("dashboard")
# The display that the head of an earlier document found.
LOOK = "look"


def first(request: Request, page: str, lang: Lang) -> str:
    """Return what is seen first of a page; nothing where there are no sound tables.

    Parameters
    ----------
    request : Request
        For the document.
    page : str
        Name of the page.
    lang : str
        ``zh`` or ``en``.

    Returns
    -------
    str
        Markup.
    """
    tables, _ = current()
    if tables is None or page == SIGNIN:
        return ""
    try:
        view = asked(tables, page, gathered(request.query_params.multi_items()))
        here = Context(selected(tables, view.selection), lang, look_of(request))
        return markup.render(
            "first.html",
            lang,
            header=header(here.tables, page, text(lang), here.colours, _ways(here, view)),
            parts=_parts(here, page, pixels(request.cookies.get(COOKIE))),
        )
    except Exception:
        # A page is worth more than what stands there before it.
        _LOG.exception("fault in what is seen first of %s", page)
        return ""


def look_of(request: Request) -> Theme:
    """Return the display of the address, else that of an earlier document, else the light one."""
    known = request.query_params.get(LOOK) or request.cookies.get(LOOK)
    return "dark" if known == "dark" else "light"


def _ways(here: Context, view: Asked) -> Ways:
    pages = {name: here.link(name) for name in (*THEMES, *MORE)}
    query = {"lang": here.lang, **dict(view.query)}

    def change(**changed: str) -> str:
        wanted = query | changed
        return "?" + urlencode({key: value for key, value in wanted.items() if value})

    return Ways({"overview": here.link("./"), **pages}, pages["explorer"], change)


def _parts(here: Context, page: str, width: int) -> tuple[str, ...]:
    """Return the title and, where a page begins with its newest figures, these and its chart."""
    if page == overview.NAME and here.tables.all_series:
        return _top(here, overview.told(here), page, "", width)
    if page in THEMES:
        return _top(here, theme.told(here, page), page, theme.siblings(here, page), width)
    return () if page in OWN_TITLE else (title_of(page, here.say),)


def _top(here: Context, view: PageView, page: str, above: str, width: int) -> tuple[str, ...]:
    sentence, figures, findings = layout.top(here, view, page, above)
    return sentence, figures, still.lead(here, view, page, findings, width)
