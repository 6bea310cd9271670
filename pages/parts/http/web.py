"""Plain HTTP around the app: its documents, its health, security headers."""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from functools import partial

from starlette.concurrency import run_in_threadpool
from starlette.formparsers import MultiPartParser
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import (
    HTMLResponse,
    PlainTextResponse,
    RedirectResponse,
    Response,
)
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from metrics import DataError, Tables
from metrics.locale import DEFAULT_LANG, text
from metrics.reconciliation import reconcile
from pages.parts.frame import assets, markup
from pages.parts.frame.assets import MAKERS
from pages.parts.frame.places import MORE, PATHS, SIGNIN
from pages.parts.http import assets as asset_routes
from pages.parts.http import (
    first,
    head,
    health,
    making,
    measured,
    packed,
    policy,
    views,
    watching,
)
from pages.parts.http.bodies import FRAME, Bodies
from pages.parts.http.gate import Gate, secured
from pages.parts.http.hosts import Hosts, tell_served
from pages.parts.http.language import language_of
from pages.parts.http.offers import FILES
from pages.parts.http.paths import EMBED, MAKING, PICTURES, makes
from pages.parts.http.settings import base, inside, settings, tell_faults
from pages.parts.http.varies import varied
from pages.parts.state import course, jobs, limits, past, signin
from pages.parts.state.links import mended
from pages.parts.state.loading import load
from pages.parts.state.store import current

# Uploads stay in memory with what frames them: without this their parser would put each that is
# larger than a megabyte on the disk.
MultiPartParser.spool_max_size = limits.TEMPLATE + FRAME


class SecurityHeaders:
    """Set the security headers on every HTTP response; what was packed has no strong tag."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and add the headers to the start of its response."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        path = inside(scope["path"])
        set_here = policy.headers(embedded=path == EMBED, shared=is_shared(path))
        secure = settings().origin.startswith("https://")

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                told = message.get("headers", ())
                kept = [(k, v) for k, v in told if k.lower() not in policy.NAMES]
                kept = varied(secured(weakened(kept), secure=secure), path)
                message["headers"] = [*kept, *set_here]
            await send(message)

        await self.app(scope, receive, send_with_headers)


def is_shared(path: str) -> bool:
    """Tell whether pages of other hosts may load what is at a path: open data, and pictures."""
    return path.startswith("/data/") or path in PICTURES


def weakened(headers: Sequence[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    """Make the tag of a packed answer a weak one: Streamlit packs, and the bytes are others."""
    packed = b"content-encoding" in dict(headers)
    return [(k, b"W/" + v if packed and k == b"etag" and v[:1] == b'"' else v) for k, v in headers]


class Document:
    """Finish Streamlit's document before it leaves: language, title, server address, display.

    Streamlit serves one English document for every page. Without the address of its server the
    browser first guesses one below a deep link's path and logs two errors.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        # The framework packs no document, and these hold a first screen.
        self._packed = GZipMiddleware(self._finish)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; rewrite the answer where it is an HTML document."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
        elif scope["method"] in ("GET", "HEAD") and (address := meant(inside(scope["path"]))):
            query = "&".join(filter(None, (address[1], scope["query_string"].decode("latin-1"))))
            to = f"{base()}/{address[0]}" + (f"?{query}" if query else "")
            await RedirectResponse(to, 302)(scope, receive, send)
        elif _plain(own := inside(scope["path"])):
            await self.app({**scope, "path": own}, receive, send)
        elif own.startswith(FILES_OF_OTHERS) and not _asks_for_document(scope):
            await self.app(scope, receive, send)
        else:
            await self._packed(scope, receive, send)

    async def _finish(self, scope: Scope, receive: Receive, send: Send) -> None:
        plain = [(k, v) for k, v in scope["headers"] if k not in _CONDITIONAL]
        # The document is read to tell what there is; servers leave out what is not asked for.
        method = "GET" if scope["method"] == "HEAD" else scope["method"]
        start: Message = {}
        body = b""

        async def rewrite(message: Message) -> None:
            nonlocal start, body
            if message["type"] == "http.response.start":
                start = message
                return
            body += message.get("body", b"")
            if message.get("more_body"):
                return
            # Other files, such as slides that were made here, leave as they are.
            if TITLE in body:
                if not _is_page(inside(scope["path"])):
                    await _not_found(Request(scope))(scope, receive, send)
                    return
                body = await run_in_threadpool(finished, body, Request(scope))
                kept = [(k, v) for k, v in start["headers"] if k not in _VALIDATORS]
                start["headers"] = [*kept, (b"content-length", str(len(body)).encode())]
            await send(start)
            await send({"type": "http.response.body", "body": body})

        await self.app({**scope, "headers": plain, "method": method}, receive, rewrite)


def _is_page(path: str) -> bool:
    """Tell whether there is a page at a path."""
    name = path.strip("/")
    return name in PATHS or (name == SIGNIN and signin.config().on)


def _asks_for_document(scope: Scope) -> bool:
    """Tell whether a document is asked for by name; what previews links takes anything."""
    return b"text/html" in dict(scope["headers"]).get(b"accept", b"")


# Files of Streamlit and of sessions, which leave as they are.
FILES_OF_OTHERS = ("/static/", "/_stcore/", "/media/", "/component/", "/favicon.png")
# Of the document that Streamlit answers every path with that it does not know.
TITLE = b"<title>Streamlit</title>"
# Behind it stands what is put in: browsers look for it in the first bytes only.
CHARSET = b'<meta charset="UTF-8" />'
# Where the page is drawn.
ROOT = b'<div id="root">'
# Plain routes of one name.
PLAIN = frozenset(
    {
        health.ALIVE,
        health.READY,
        measured.PATH,
        "/robots.txt",
        *MAKING,
        *(f"/{name}" for name in MAKERS),
    }
)
# What is at an address, by the path in small letters.
KNOWN = {path.casefold(): path for path in PATHS} | {
    **{path.strip("/"): path.strip("/") for path in PLAIN},
    **{f"data/{name}".casefold(): f"data/{name}" for name in FILES},
    "overview": "",
    "index.html": "",
}
ROBOTS = """\
User-agent: *
Allow: {base}/
Disallow: {base}/_stcore/
Disallow: {base}/present
Disallow: {base}/deck
Disallow: {base}/embed
Disallow: {base}/metrics
Disallow: {base}/picture
Disallow: {base}/briefing?
"""
# What asks for a document in part or in another form: it is another one when it leaves.
_CONDITIONAL = frozenset(
    {b"accept-encoding", b"if-none-match", b"if-modified-since", b"range", b"if-range"}
)
_VALIDATORS = frozenset({b"content-length", b"etag", b"last-modified"})


def meant(path: str) -> tuple[str, str] | None:
    """Return the address that a path means where a program changed it on its way.

    Examples
    --------
    >>> meant("/explorer。"), meant("/Explorer？s=gii_rank"), meant("/explorer")
    (('explorer', ''), ('explorer', 's=gii_rank'), None)
    """
    name, *query = re.split("[?&;]", mended(path), maxsplit=1)
    known = KNOWN.get(name.strip("/").casefold())
    return None if known is None or known == path.strip("/") else (known, "".join(query))


def _plain(path: str) -> bool:
    """Tell whether a path is one of the plain routes, which know nothing of where the app is."""
    return path in PLAIN or makes(path)


def _not_found(request: Request) -> Response:
    """Return a page that says so and leads back; the framework's own speaks English only."""
    say = text(language_of(request))
    pages = [("", say("missing.back")), *((page, say(f"page.{page}")) for page in MORE)]
    return HTMLResponse(
        markup.render(
            "notice.html",
            say.lang,
            title=say("missing.title"),
            words=say("missing.text", path=request.url.path),
            links=[(f"{base()}/{page}?lang={say.lang}", name) for page, name in pages],
            home=f"{base()}/?lang={say.lang}",
            blank=False,
        ),
        404,
    )


def finished(body: bytes, request: Request) -> bytes:
    """Put language, title and the script of the head into a document."""
    lang = language_of(request)
    page = inside(request.scope["path"]).strip("/") or "overview"
    title, tags = head.tags(request, page, lang)
    return (
        body.replace(b'<html lang="en">', f'<html lang="{markup.TAGS[lang]}">'.encode(), 1)
        .replace(TITLE, f"<title>{title}</title>".encode(), 1)
        .replace(CHARSET, CHARSET + f"{head.head_script(lang)}{tags}".encode(), 1)
        .replace(ROOT, first.first(request, page, lang).encode() + ROOT, 1)
    )


async def robots(_: Request) -> Response:
    """Tell search engines what is worth finding: pages and data, no slides and no pictures."""
    return PlainTextResponse(ROBOTS.format(base=base()))


def prepare() -> None:
    """Load the tables and what draws them before the first visitor comes."""
    tell_faults((*settings().faults, *watching.watching().faults))
    tell_served()
    signin.tell_faults(signin.config())
    # What most of a first visit is, before a visitor waits for it.
    works = [partial(packed.warm, assets.framework())]
    tables, _ = current()
    if tables is not None:
        # What links show of pages is said beside the first requests, not before them.
        works.append(partial(_later, tables, sorted(path or "overview" for path in PATHS)))
    course.warming(*works)


def end() -> None:
    """Stop work that nobody will take any more, and the browser that draws, with all its files."""
    jobs.end()
    limits.READERS.close()
    # Where no picture was ever drawn, there is none.
    if (images := sys.modules.get("metrics.exports.images")) is not None:
        images.shared().close()


# Seconds in which the first visitors have the processor for themselves.
CALM = 3.0
# What only searches, exports and pictures need, and pages do not wait for.
LATER = (
    "pypinyin",
    *making.MODULES,
    *("metrics.exports.sdmx.structure", "metrics.exports.workbook"),
    *("pages.parts.blocks.briefing", "pages.parts.blocks.curate"),
)


def _later(tables: Tables, pages: Sequence[str]) -> None:
    time.sleep(CALM)
    _warm(tables, pages)


def _warm(tables: Tables, pages: Sequence[str]) -> None:
    past.changed(tables)
    past.last_days(tables, DEFAULT_LANG)
    views.warm(tables, pages)
    # Regions are many, and read when first asked for; what is wrong with them their page tells.
    with suppress(DataError):
        reconcile(tables.regional)
    load("pages.parts.blocks.proof").warm(tables)
    for name in LATER:
        load(name)


def routes() -> list[BaseRoute]:
    """Return the plain routes of the dashboard."""
    return [
        making.Making(),
        *asset_routes.routes(),
        *health.routes(),
        *measured.routes(),
        Route("/robots.txt", robots),
    ]


def middleware() -> list[Middleware]:
    """Return what every request passes through."""
    checks = (measured.Measured, SecurityHeaders, Hosts, Gate, measured.Guarded, Bodies)
    return [Middleware(each) for each in (*checks, packed.Packed, Document)]
