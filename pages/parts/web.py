"""Plain HTTP beside the app: the tables as files, a health check, security headers."""

from __future__ import annotations

import importlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from html import escape

import streamlit as st
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import (
    FileResponse,
    HTMLResponse,
    JSONResponse,
    PlainTextResponse,
    Response,
)
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from metrics.problems import DataError
from metrics.tables import DATA, DESCRIPTOR, table_schemas
from metrics.text import DEFAULT_LANG, Lang, as_lang, text
from pages.parts import markup
from pages.parts.shell import PATHS
from pages.parts.store import current, current_tables

BOM = "\N{ZERO WIDTH NO-BREAK SPACE}".encode()
# Streamlit's own script and styles are inline in part; nothing is loaded from elsewhere.
POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; "
    "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; "
    "connect-src 'self' ws: wss:; worker-src 'self' blob:; object-src 'none'; "
    "base-uri 'self'; form-action 'self'; frame-ancestors 'self'"
)
HEADERS = (
    (b"content-security-policy", POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"SAMEORIGIN"),
    (b"referrer-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), microphone=(), geolocation=()"),
)


class SecurityHeaders:
    """Set the security headers on every HTTP response."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and add the headers to the start of its response."""

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                own = {name for name, _ in HEADERS}
                kept = [(k, v) for k, v in message.get("headers", ()) if k.lower() not in own]
                message["headers"] = [*kept, *HEADERS]
            await send(message)

        await self.app(scope, receive, send_with_headers)


class Document:
    """Finish Streamlit's document before it leaves: language, title, server address, display.

    Streamlit serves one English document for every page. Without the address of its server the
    browser first guesses one below a deep link's path and logs two errors.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; rewrite the answer where it is an HTML document."""
        if scope["type"] != "http" or b"text/html" not in dict(scope["headers"]).get(
            b"accept", b""
        ):
            await self.app(scope, receive, send)
            return
        if _unknown(scope["path"]):
            await _not_found(Request(scope))(scope, receive, send)
            return
        plain = [(k, v) for k, v in scope["headers"] if k not in _CONDITIONAL]
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
            headers = dict(start["headers"])
            if headers.get(b"content-type", b"").startswith(b"text/html"):
                body = finished(body, Request(scope))
                kept = [(k, v) for k, v in start["headers"] if k not in _VALIDATORS]
                start["headers"] = [*kept, (b"content-length", str(len(body)).encode())]
            await send(start)
            await send({"type": "http.response.body", "body": body})

        await self.app({**scope, "headers": plain}, receive, rewrite)


_CONDITIONAL = frozenset({b"accept-encoding", b"if-none-match", b"if-modified-since"})
_VALIDATORS = frozenset({b"content-length", b"etag", b"last-modified"})


def _unknown(path: str) -> bool:
    """Whether a path is neither a page nor a file nor one of the server's own."""
    base = st.get_option("server.baseUrlPath").strip("/")
    own = path.strip("/").removeprefix(base).strip("/")
    return own not in PATHS and "/" not in own and "." not in own and own != "healthz"


def _not_found(request: Request) -> Response:
    """A page that says so and leads back; the framework's own speaks English only."""
    lang = language_of(request)
    return HTMLResponse(markup.render("not_found.html", lang, path=request.url.path), 404)


def language_of(request: Request) -> Lang:
    """The language asked for, else the browser's, else Chinese."""
    accepted = as_lang(request.headers.get("accept-language", "")[:2].lower())
    return as_lang(request.query_params.get("lang")) or accepted or DEFAULT_LANG


def finished(body: bytes, request: Request) -> bytes:
    """Put language, title and the script of the head into a document."""
    lang = language_of(request)
    base = st.get_option("server.baseUrlPath").strip("/")
    script = markup.render("head_script.html", lang, base=f"/{base}" if base else "")
    title = f"<title>{escape(text(lang)('site.title'))}</title>"
    code = "zh-CN" if lang == "zh" else "en"
    return (
        body.replace(b'<html lang="en">', f'<html lang="{code}">'.encode(), 1)
        .replace(b"<title>Streamlit</title>", title.encode(), 1)
        .replace(b"<head>", b"<head>" + script.encode(), 1)
    )


async def table_file(request: Request) -> Response:
    """Send a table as CSV with a byte order mark, so that Excel reads it as UTF-8."""
    name = request.path_params["name"]
    schema = table_schemas().get(name)
    if schema is None:
        known = ", ".join(f"{n}.csv" for n in table_schemas())
        return PlainTextResponse(f"No table {name}.csv. There are: {known}\n", status_code=404)
    content = (DATA / schema.file).read_bytes().removeprefix(BOM)
    disposition = f'attachment; filename="{schema.file}"'
    return Response(
        BOM + content, media_type="text/csv", headers={"Content-Disposition": disposition}
    )


async def descriptor(_: Request) -> Response:
    """Send the package descriptor."""
    return FileResponse(DATA / DESCRIPTOR, media_type="application/json")


async def health(_: Request) -> Response:
    """Tell whether the tables are sound, and which version is served."""
    try:
        tables = current_tables()
    except DataError as fault:
        state = {"status": "data error", "problems": len(fault.problems)}
        return JSONResponse(state, status_code=503)
    return JSONResponse({"status": "ok", "data_version": tables.version})


@asynccontextmanager
async def warm(_: object) -> AsyncIterator[None]:
    """Load the tables and what draws them before the first visitor comes."""
    importlib.import_module("metrics.panels")
    current()
    yield


def routes() -> list[Route]:
    """The plain routes of the dashboard."""
    return [
        Route("/data/datapackage.json", descriptor),
        Route("/data/{name}.csv", table_file),
        Route("/healthz", health),
    ]


def middleware() -> list[Middleware]:
    """What every request passes through."""
    return [Middleware(SecurityHeaders), Middleware(Document)]
