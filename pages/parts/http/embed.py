"""One chart alone, for a frame in a page of another host: a plain page without the app."""

from __future__ import annotations

import json
from urllib.parse import quote, urlencode

from markupsafe import Markup
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from metrics.briefing.addresses import parts
from metrics.briefing.deck import DeckError
from metrics.charts.plotly import CARD, LEAD, PHONE, Size, figure
from metrics.charts.plotly.style import Theme
from metrics.charts.spec import ChartSpec
from metrics.tables.problems import DataError
from pages.parts.frame import assets, markup
from pages.parts.http import pictures
from pages.parts.http.answers import Answers, Built
from pages.parts.http.language import language_of
from pages.parts.http.paths import EMBED
from pages.parts.http.pictures import Chosen, PictureError
from pages.parts.http.present import SCRIPT
from pages.parts.http.settings import home

# A chart is drawn for three widths of a frame and the lowest ones: it is stretched, not pressed.
# The script of the page takes the one that fits.
SIZES = (Size(1080, 280, LEAD), Size(600, 250, CARD), Size(358, 240, PHONE))
PAGES = Answers(most=16 << 20, each=2 << 20)


def routes() -> list[Route]:
    """Return the route of single charts."""
    return [Route(EMBED, show)]


async def show(request: Request) -> Response:
    """Show the chart of an address."""
    return await run_in_threadpool(_answered, request)


def _answered(request: Request) -> Response:
    lang = language_of(request)
    try:
        wanted = pictures.chosen(request)
        at = home(request)
        tag = "\n".join((wanted.view, wanted.tables.key, wanted.lang, wanted.look, at))
        built = PAGES.get(tag, lambda: Built(_page(wanted, at).encode()))
        return HTMLResponse(built.body, headers={"Cache-Control": "no-cache"})
    except (PictureError, DeckError, DataError) as fault:
        status, words = pictures.reason(fault, lang)
    page = markup.render("embed.html", lang, words=words, spec=None, look="light", figures="")
    return HTMLResponse(page, status)


def _page(wanted: Chosen, at: str) -> str:
    spec = wanted.spec
    return markup.render(
        "embed.html",
        wanted.lang,
        words="",
        spec=spec,
        look=wanted.look,
        figures=Markup(figures(spec, wanted.look)),
        plotly=f"present/{SCRIPT}",
        style=assets.address("ip.css"),
        whole=f"{at}/{whole(wanted)}",
    )


def figures(spec: ChartSpec, look: Theme) -> str:
    """Return the chart at each width as JSON that cannot end the element it stands in.

    Parameters
    ----------
    spec : ChartSpec
        The chart.
    look : str
        ``light`` or ``dark``.

    Returns
    -------
    str
        A list, the widest first: width, and what Plotly draws.
    """
    made = []
    for size in SIZES:
        drawn = json.loads(figure(spec, look, size).to_json())
        made.append(
            {
                "width": size.width,
                "height": size.height,
                "data": drawn["data"],
                "layout": drawn["layout"],
            }
        )
    return json.dumps(made, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


def whole(wanted: Chosen) -> str:
    """Return the address of the page that a chart is from, in the same language.

    Parameters
    ----------
    wanted : Chosen
        What is shown.

    Returns
    -------
    str
        Relative to the app.
    """
    page, query = parts(wanted.view)
    query.pop("chart", None)
    told = {"lang": wanted.lang, **wanted.tables.selection.query, **query}
    return f"{quote(page)}?{urlencode(told, safe='@,')}"
