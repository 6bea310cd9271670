"""The plain route that the search of every page asks: indicators found by what is typed."""

from __future__ import annotations

from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from metrics import DataError, Tables
from metrics.locale import Lang, text
from metrics.model.definition import Definition
from metrics.model.selection import Selection
from metrics.model.series import HOME
from metrics.views.search import find, series_found
from metrics.wording import observations as words
from pages.parts.frame import markup
from pages.parts.http.language import language_of
from pages.parts.http.paths import SEARCH
from pages.parts.state.store import selected, served

# Hits that are shown at once; the explorer has the others.
MOST = 8
LONGEST = 80


def hits(tables: Tables, query: str, lang: Lang) -> dict[str, Any]:
    """Return what is found: the first hits, and how many there are.

    Parameters
    ----------
    tables : Tables
        The tables, with what is in view.
    query : str
        What was typed.
    lang : str
        ``zh`` or ``en``.

    Returns
    -------
    dict
        ``hits`` with name, scope and newest value each, and ``count``.

    Examples
    --------
    >>> from metrics import load
    >>> hits(load(), "4868.8", "en")["hits"][0]["href"]
    'indicator?lang=en&id=pledge_financing'
    """
    found = find(tables, query) if query.strip() else []
    return {
        "hits": [_hit(tables, definition, lang) for definition in found[:MOST]],
        "count": len(found),
    }


def _hit(tables: Tables, definition: Definition, lang: Lang) -> dict[str, str]:
    series = series_found(tables, definition.id, HOME)
    area = series.area if series else HOME
    about = [tables.label("scope", definition.scope, lang)]
    value = ""
    if series is not None:
        value = str(words.statement(series.latest, lang))
        about.append(series.latest.period.label(lang))
        if area != HOME:
            about.insert(0, tables.label("area", area, lang))
    return {
        "name": definition.name(lang),
        "about": text(lang)("list.dot").join(about),
        "value": value,
        "href": markup.link(
            "indicator", lang, tables.selection, id=definition.id, **markup.of_area(area)
        ),
    }


def _selection(request: Request) -> Selection:
    """Return what is in view by the address; what is no selection is ignored."""
    try:
        return Selection.of(dict(request.query_params))
    except ValueError:
        return Selection()


async def show(request: Request) -> Response:
    """Return the hits as JSON."""
    query = request.query_params.get("q", "")[:LONGEST]
    lang = language_of(request)

    def answer() -> dict[str, Any]:
        return hits(selected(served(), _selection(request)), query, lang)

    try:
        made = await run_in_threadpool(answer)
    except DataError:
        return JSONResponse({"hits": [], "count": 0}, status_code=503)
    return JSONResponse(made, headers={"cache-control": "no-cache"})


def routes() -> list[Route]:
    """Return the route of the search."""
    return [Route(SEARCH, show)]
