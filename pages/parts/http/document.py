"""The document of every page: what Streamlit serves, finished before it leaves."""

from __future__ import annotations

import re

from starlette.concurrency import run_in_threadpool
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from metrics.locale import text
from pages.parts.frame import markup
from pages.parts.frame.assets import MAKERS
from pages.parts.frame.places import MORE, PATHS, SIGNIN
from pages.parts.http import first, head, health, measured
from pages.parts.http.language import language_of
from pages.parts.http.offers import FILES
from pages.parts.http.paths import MAKING, makes
from pages.parts.http.settings import base, inside
from pages.parts.state import signin
from pages.parts.state.links import mended

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
# What asks for a document in part or in another form: it is another one when it leaves.
_CONDITIONAL = frozenset(
    {b"accept-encoding", b"if-none-match", b"if-modified-since", b"range", b"if-range"}
)
_VALIDATORS = frozenset({b"content-length", b"etag", b"last-modified"})


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
