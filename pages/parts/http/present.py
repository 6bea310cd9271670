"""The presentation view and the loading of kept decks: plain pages beside the app."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from urllib.parse import urlencode

from plotly import __version__ as plotly_version
from plotly.offline import get_plotlyjs
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from metrics.briefing.changes import issued, since_code, with_since
from metrics.briefing.deck import Deck, DeckError, from_json, parse_address
from metrics.exports.decks import shown, title_of
from metrics.exports.web import page_html
from metrics.locale import Lang, text
from metrics.model.selection import Selection
from metrics.tables.dataset import Tables
from metrics.tables.problems import DataError
from pages.parts.frame import markup
from pages.parts.http.opendata import Answers, Built, language_of
from pages.parts.state.store import current_tables, selected

# Bytes of a kept deck; those of forty slides are far fewer.
MOST = 500_000
SCRIPT = f"plotly-{plotly_version}.min.js"
# The largest decks are about a megabyte.
PAGES = Answers(most=32 * 2**20, each=8 * 2**20)
# Parameters that a presentation and the briefing page share.
SHARED = ("d", "since", "sup", "imp", "v", "lang")


def routes() -> list[Route]:
    """The presentation, the script that draws it, and the way in for kept decks."""
    return [
        Route("/present", present),
        Route(f"/present/{SCRIPT}", script),
        Route("/deck", load, methods=["GET", "POST"]),
    ]


def present(request: Request) -> Response:
    """Show the deck of the address, clean of everything else."""
    lang = language_of(request)
    try:
        tables = _tables(request)
        deck = with_since(tables, _deck(request), request.query_params.get("since", ""))
    except DeckError as fault:
        return _refused(request, fault.words(lang), 400)
    except ValueError:
        return _refused(request, DeckError("selection").words(lang), 400)
    except DataError:
        return _refused(request, text(lang)("fault.title"), 503)
    if not deck.slides:
        return _refused(request, text(lang)("briefing.nothing"), 404)
    query = {k: v for k in SHARED if (v := request.query_params.get(k))}
    tag = f"{lang} {tables.key} {date.today()} {urlencode(query)}"
    built = PAGES.get(tag, lambda: Built(_page(tables, deck, lang, query), ""))
    return HTMLResponse(built.body, headers={"Cache-Control": "no-cache"})


def _page(tables: Tables, deck: Deck, lang: Lang, query: Mapping[str, str]) -> bytes:
    made = issued(tables, deck, lang, date.today())
    home = f"briefing?{urlencode(query, safe=markup.DECK_SIGNS)}"
    title = title_of(made, lang)
    return page_html(shown(made), title, lang, f"present/{SCRIPT}", home=home).encode()


def _tables(request: Request) -> Tables:
    return selected(current_tables(), Selection.of(request.query_params))


def _deck(request: Request) -> Deck:
    return parse_address(request.query_params.get("d", ""))


def script(_: Request) -> Response:
    """The script that draws; its name changes with its version, so that it may be kept."""
    return Response(
        get_plotlyjs(),
        media_type="text/javascript; charset=utf-8",
        headers={"Cache-Control": "public, max-age=31536000, immutable"},
    )


async def load(request: Request) -> Response:
    """Take a kept deck in, and lead to the briefing page with it; or ask for one."""
    lang = language_of(request)
    if request.method == "GET":
        return HTMLResponse(_form(request, ""))
    try:
        content = await _content(request)
        return await run_in_threadpool(_opened, from_json(content), lang)
    except DeckError as fault:
        return HTMLResponse(_form(request, fault.words(lang)), 400)
    except DataError:
        return _refused(request, text(lang)("fault.title"), 503)


async def _content(request: Request) -> bytes:
    if int(request.headers.get("content-length") or MOST + 1) > MOST:
        raise DeckError("large", most=MOST // 1000)
    async with request.form(max_files=1, max_fields=4) as form:
        file = form.get("deck")
        if file is None or isinstance(file, str):
            raise DeckError("json")
        return await file.read()


def _opened(deck: Deck, lang: Lang) -> Response:
    tables = selected(current_tables(), deck.selection)
    since = since_code(tables, deck)
    query = {"lang": lang, **deck.selection.query, "d": deck.address()}
    told = query | ({"since": since} if since else {})
    return RedirectResponse(f"briefing?{urlencode(told, safe=markup.DECK_SIGNS)}", 303)


def _form(request: Request, fault: str) -> str:
    return markup.render("load_deck.html", language_of(request), fault=fault)


def _refused(request: Request, told: str, status: int) -> Response:
    lang = language_of(request)
    return HTMLResponse(markup.render("no_deck.html", lang, told=told), status)
