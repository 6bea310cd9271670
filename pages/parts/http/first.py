"""What stands in a document until its page is drawn: header, title and newest figures.

The page is drawn by a script that comes later; what this holds is the same markup, seen at once,
and the large chart as a drawing, which stands in its card until the chart is drawn.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from urllib.parse import urlencode

from starlette.requests import Request

from metrics.charts.plotly.style import Theme
from metrics.locale import Lang, text
from pages.parts.blocks import indicator_top, overview, regions, still, theme
from pages.parts.blocks.large import Beginning
from pages.parts.blocks.sizes import COOKIE, pixels
from pages.parts.frame import markup
from pages.parts.frame.header import Ways, header
from pages.parts.frame.places import MORE, OWN_TITLE, SIGNIN, THEMES
from pages.parts.frame.shell import Context, theme_of, title_of
from pages.parts.http.views import Asked, asked
from pages.parts.state import codes
from pages.parts.state import view as state
from pages.parts.state.links import gathered
from pages.parts.state.loading import load
from pages.parts.state.store import current, fullest, selected

_LOG = logging.getLogger("dashboard")
# The display that the head of an earlier document found.
LOOK = "look"


def _explorer(here: Context) -> Beginning:
    # What searches is loaded with the first explorer that is asked for, not with the server.
    beginning: Beginning = load("pages.parts.blocks.explorer").beginning(here)
    return beginning


# Pages that begin with figures or their chart.
_BEGINNINGS: dict[str, Callable[[Context], Beginning]] = {
    overview.NAME: overview.beginning,
    **{name: partial(theme.beginning, theme=name) for name in THEMES},
    indicator_top.NAME: indicator_top.beginning,
    "explorer": _explorer,
    regions.NAME: regions.beginning,
}


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
    tables, fault = current()
    if tables is None or page == SIGNIN:
        return ""
    try:
        given = gathered(request.query_params.multi_items())
        view = asked(tables, page, given)
        here = Context(selected(tables, view.selection), lang, look_of(request))
        with state.of_address(fullest(tables), page, given, lang) as bad:
            # What the page says of these stands above its chart.
            warned = bad or fault or state.get("dv") not in ("", tables.version)
            width = pixels(request.cookies.get(COOKIE))
            return markup.render(
                "first.html",
                lang,
                header=header(here.tables, page, text(lang), here.colours, _ways(here, view)),
                parts=_parts(here, page, width, drawn=not warned),
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

    theme = theme_of(here.tables, view.page)
    return Ways({"overview": here.link("./"), **pages}, pages["explorer"], change, theme=theme)


def _parts(here: Context, page: str, told: int, *, drawn: bool) -> tuple[str, ...]:
    """Return the title and, of a page that begins with its figures, these and its chart."""
    title = () if page in OWN_TITLE else (title_of(page, here.say),)
    begin = _BEGINNINGS.get(page)
    if begin is None:
        return title
    if state.of_regions(here.tables, page):
        here = replace(here, tables=codes.regional(here.tables))
    beginning = begin(here)
    large = beginning.large if drawn else None
    return (*title, *beginning.above, still.drawing(here, large, told) if large else "")
