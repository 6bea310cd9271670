"""The presentation, small pictures of ready-made decks, and the loading of kept ones."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from urllib.parse import urlencode

from plotly import __version__ as plotly_version
from plotly.offline import get_plotlyjs
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from metrics.briefing.changes import issued, since_code, with_since
from metrics.briefing.deck import DECK_SIGNS, Deck, DeckError, from_json, is_deck, parse_address
from metrics.briefing.pages import page
from metrics.briefing.ready import DECKS, ready
from metrics.exports.decks import title_of, with_notes
from metrics.exports.thumbnails import thumbnail
from metrics.exports.web import page_html
from metrics.locale import LANGS, Lang, text
from metrics.model.selection import Selection, is_vintage
from metrics.tables.dataset import Tables
from metrics.tables.problems import DataError
from pages.parts.frame import markup
from pages.parts.http.answers import Answers, Built
from pages.parts.http.asked import MOST_TOLD
from pages.parts.http.language import language_of
from pages.parts.http.paths import DECK, DECK_PICTURE, PRESENT
from pages.parts.http.pictures import KEPT_SECONDS
from pages.parts.http.varies import FOR_GOOD
from pages.parts.state import limits
from pages.parts.state.links import first_valid, gathered
from pages.parts.state.store import selected, served

# Bytes of a kept deck; those of forty slides are far fewer.
MOST = limits.DECK
SCRIPT = f"plotly-{plotly_version}.min.js"
# The largest decks are about a megabyte.
PAGES = Answers(most=32 * 2**20, each=8 * 2**20)
# Parameters that a presentation and the briefing page share.
SHARED = ("d", "since", "sup", "imp", "v", "lang")

VALID: dict[str, Callable[[str], bool]] = {
    "d": is_deck,
    "sup": ("0", "1").__contains__,
    "imp": ("0", "1").__contains__,
    "v": is_vintage,
    "lang": LANGS.__contains__,
}


def routes() -> list[Route]:
    """Return the presentation, the script that draws it, and the way in for kept decks."""
    return [
        Route(PRESENT, present),
        Route(f"{PRESENT}/{SCRIPT}", script),
        Route(DECK_PICTURE, deck_picture),
        Route(DECK, load, methods=["GET", "POST"]),
    ]


def present(request: Request) -> Response:
    """Show the deck of the address, clean of everything else."""
    lang = language_of(request)
    try:
        body = _presented(request, lang)
    except DeckError as fault:
        return _refused(request, fault.words(lang), 400)
    except ValueError:
        return _refused(request, DeckError("selection").words(lang), 400)
    except DataError as fault:
        return _refused(request, _reason(fault, lang), 503)
    if not body:
        return _refused(request, text(lang)("briefing.nothing"), 404)
    return HTMLResponse(body, headers={"Cache-Control": "no-cache"})


def _presented(request: Request, lang: Lang) -> bytes:
    """Return the deck of an address as a page; nothing where it has no slides."""
    asked = _asked(request)
    tables = selected(served(), Selection.of(asked))
    deck = with_since(tables, parse_address(asked.get("d", "")), asked.get("since", ""))
    if not deck.slides:
        return b""
    query = {k: asked[k] for k in SHARED if k in asked}
    tag = f"{lang} {tables.key} {date.today()} {urlencode(query)}"
    return PAGES.get(tag, lambda: Built(_page(tables, deck, lang, query))).body


def _page(tables: Tables, deck: Deck, lang: Lang, query: Mapping[str, str]) -> bytes:
    made = issued(tables, deck, lang, date.today())
    home = f"briefing?{urlencode(query, safe=DECK_SIGNS)}"
    title = title_of(made, lang)
    return page_html(
        with_notes(made, tables, lang), title, lang, f"present/{SCRIPT}", home=home
    ).encode()


def deck_picture(request: Request) -> Response:
    """Draw the first slide with figures of a ready-made deck, in small."""
    lang, name = language_of(request), request.query_params.get("name", "")
    if name not in DECKS:
        return PlainTextResponse(text(lang)("briefing.no_deck", name=name[:40]), 404)
    try:
        tables = selected(served(), Selection.of(_asked(request)))
        tag = f"{name} {lang} {tables.key}"
        built = PAGES.get(tag, lambda: Built(_thumbnail(tables, name, lang)))
    except ValueError:
        return PlainTextResponse(DeckError("selection").words(lang), 400)
    except DataError as fault:
        return PlainTextResponse(_reason(fault, lang), 503)
    kept = {"Cache-Control": f"private, max-age={KEPT_SECONDS}"}
    return Response(built.body, media_type="image/svg+xml", headers=kept)


def _thumbnail(tables: Tables, name: str, lang: Lang) -> bytes:
    deck = ready(tables, name)
    place = 1 if len(deck.slides) > 2 else 0
    return thumbnail(page(tables, deck, place, lang, date.today())[0], lang).encode()


def _asked(request: Request) -> dict[str, str]:
    """Return the parameters of an address: the first value that can be one, else the first."""
    given = gathered(request.query_params.multi_items())
    asked = {}
    for name in SHARED:
        values = list(filter(None, given.get(name, ())))
        valid = VALID.get(name, bool)
        if value := first_valid(values, lambda v, valid=valid: v if valid(v) else None):  # type: ignore[misc]
            asked[name] = value
        elif values:
            asked[name] = values[0]
    return asked


def script(_: Request) -> Response:
    """Return the script that draws; its name changes with its version, so that it may be kept."""
    return Response(
        get_plotlyjs(),
        media_type="text/javascript; charset=utf-8",
        headers={"Cache-Control": FOR_GOOD},
    )


async def load(request: Request) -> Response:
    """Take a kept deck in, and lead to the briefing page with it; or ask for one."""
    lang = language_of(request)
    if request.method != "POST":
        return HTMLResponse(_form(request, ""))
    try:
        content = await _content(request)
        return await run_in_threadpool(_opened, content, lang)
    except DeckError as fault:
        return HTMLResponse(_form(request, fault.words(lang)), 400)
    except DataError as fault:
        return _refused(request, _reason(fault, lang), 503)


async def _content(request: Request) -> bytes:
    declared = request.headers.get("content-length", "")
    if not declared.isdecimal() or int(declared) > MOST:
        raise DeckError("large", most=MOST // 1000)
    async with request.form(max_files=1, max_fields=4) as form:
        file = form.get("deck")
        if file is None or isinstance(file, str):
            raise DeckError("json")
        return await file.read()


def _opened(content: bytes, lang: Lang) -> Response:
    deck = from_json(content)
    tables = selected(served(), deck.selection)
    since = since_code(tables, deck)
    query = {"lang": lang, **deck.selection.query, "d": deck.address()}
    told = query | ({"since": since} if since else {})
    return RedirectResponse(f"briefing?{urlencode(told, safe=DECK_SIGNS)}", 303)


def _form(request: Request, fault: str) -> str:
    return markup.render("load_deck.html", language_of(request), fault=fault)


def _reason(fault: DataError, lang: Lang) -> str:
    return text(lang)("list.semicolon").join(p.message(lang) for p in fault.problems[:MOST_TOLD])


def _refused(request: Request, told: str, status: int) -> Response:
    lang = language_of(request)
    return HTMLResponse(markup.render("no_deck.html", lang, told=told), status)
