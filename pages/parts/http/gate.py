"""With sign-in on nothing is open but what signing in needs, and what says that the server runs."""

from __future__ import annotations

import logging
from collections.abc import Iterable

from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection, Request
from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pages.parts.frame.places import SIGNIN
from pages.parts.http.handing_in import gone, hand_in, way_cookie
from pages.parts.http.health import ALIVE, READY
from pages.parts.http.refusals import address, refused, shut
from pages.parts.http.settings import base, inside
from pages.parts.state import passes, visitors
from pages.parts.state.passes import PASS
from pages.parts.state.signin import CALLBACK, Config, config

_LOG = logging.getLogger("dashboard")
# What anybody may ask for: whether the server runs, and the looks and scripts of every page.
OPEN = frozenset(
    {
        ALIVE,
        READY,
        "/robots.txt",
        "/favicon.png",
        "/_stcore/health",
        "/_stcore/host-config",
        "/ip.css",
        "/ip.js",
    }
)
# The framework's own scripts, styles and letters: the same in every app.
OPEN_FOLDER = "/static/"
# Where the page of every session is drawn, which the frame closes to whom it does not know.
STREAM = "/_stcore/stream"
# Routes of the framework's sign-in.
LOGIN, LOGOUT = "/auth/login", "/auth/logout"
# Where a browser hands in the code of its page.
HAND_IN = f"/{SIGNIN}/pass"


class Gate:
    """Let pass whom the sign-in lets in; where it is off, everybody."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or answer it."""
        found = config()
        if not found.on or scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
        elif scope["type"] == "websocket":
            await self._connect(found, scope, receive, send)
        elif is_open(path := inside(scope["path"])):
            await self.app(scope, receive, send)
        elif found.faults:
            await shut(Request(scope))(scope, receive, send)
        elif path == f"/{SIGNIN}":
            await self.app(scope, receive, _with_cookies(send, [way_cookie(found, Request(scope))]))
        elif path == HAND_IN:
            await (await hand_in(found, Request(scope, receive)))(scope, receive, send)
        elif path == CALLBACK and not scope["query_string"]:
            # Providers lead here too when one has left; the framework would only wonder.
            left = RedirectResponse(address(found, why="out"), 303, {"Cache-Control": "no-store"})
            await left(scope, receive, send)
        elif path in (LOGIN, LOGOUT, CALLBACK):
            await self._sign_in(found, path, scope, receive, send)
        elif is_known(found, HTTPConnection(scope)):
            await self.app(scope, receive, _kept_private(send))
        else:
            await refused(found, Request(scope))(scope, receive, send)

    async def _connect(self, found: Config, scope: Scope, receive: Receive, send: Send) -> None:
        """Connect a page; the frame shows those who are not signed in how to.

        Nobody takes up the session of another line, of which parts are drawn without the frame.
        """
        if inside(scope["path"]) != STREAM or found.faults:
            await send({"type": "websocket.close", "code": 1008})
            return
        known = passes.read_pass(found, HTTPConnection(scope).cookies.get(PASS, ""))
        await self.app(scope if known else begun_anew(scope), receive, send)

    async def _sign_in(
        self, found: Config, path: str, scope: Scope, receive: Receive, send: Send
    ) -> None:
        """Have the framework talk to the provider, and lead to the page of the sign-in after it.

        What it says where the provider does not answer is for programmers, or nothing.
        """
        request = Request(scope)
        away = RedirectResponse(address(found, why="away"), 303)
        begun, instead = False, False
        cookies = [gone(found, PASS)] if path == LOGOUT else []
        if path == LOGOUT and (known := passes.read_pass(found, request.cookies.get(PASS, ""))):
            visitors.end(known.key, known.until)

        async def lead(message: Message) -> None:
            nonlocal begun, instead
            if instead:
                return
            if message["type"] == "http.response.start":
                begun, instead = True, message["status"] >= 400
                if instead:
                    await away(scope, receive, send)
                    return
                message["headers"] = secured(message.get("headers", ()), secure=found.secure)
                headers = MutableHeaders(raw=message["headers"])
                if headers.get("location", "") in (base() or "/", f"{base()}/"):
                    headers["location"] = address(found, why=_why(path, request))
            await _with_cookies(send, cookies)(message)

        try:
            await self.app(scope, receive, lead)
        except Exception:
            _LOG.exception("fault in the sign-in")
            if not begun:
                await away(scope, receive, send)


def begun_anew(scope: Scope) -> Scope:
    """Return the beginning of a line without the session that it would take up.

    Browsers name it behind the protocol and the token of their page.

    Examples
    --------
    >>> begun_anew({"headers": [(b"sec-websocket-protocol", b"streamlit, token, session")]})
    {'headers': [(b'sec-websocket-protocol', b'streamlit,token')]}
    """
    name = b"sec-websocket-protocol"
    headers = [
        (k, b",".join(part.strip() for part in v.split(b",")[:2]) if k == name else v)
        for k, v in scope["headers"]
    ]
    return {**scope, "headers": headers}


def is_open(path: str) -> bool:
    """Whether a path is open to anybody.

    Examples
    --------
    >>> [is_open(path) for path in ("/healthz", "/static/js/index.js", "/", "/data/figures.csv")]
    [True, True, False, False]
    """
    plain = path.startswith(OPEN_FOLDER) and ".." not in path
    return path in OPEN or plain


def is_known(found: Config, asked: HTTPConnection) -> bool:
    """Whether a request comes from a visitor who signed in, or from a program with its word."""
    kind, _, token = asked.headers.get("authorization", "").partition(" ")
    if kind.casefold() == "bearer" and visitors.is_known(token.strip(), found):
        return asked.scope["method"] in ("GET", "HEAD")
    return passes.read_pass(found, asked.cookies.get(PASS, "")) is not None


def _why(path: str, request: Request) -> str:
    """Return why a visitor comes back to the page of the sign-in."""
    if path == CALLBACK and request.query_params.get("error") == "access_denied":
        return "denied"
    went = path == CALLBACK and ("code" in request.query_params or "error" in request.query_params)
    return "back" if went else "out"


def secured(headers: Iterable[tuple[bytes, bytes]], *, secure: bool) -> list[tuple[bytes, bytes]]:
    """Have browsers send cookies by https alone, where that is how readers come.

    Streamlit says so only where it serves https itself, not behind a proxy that does.
    """
    late = b"; Secure" if secure else b""
    return [
        (k, v + late if k == b"set-cookie" and b"; secure" not in v.lower() else v)
        for k, v in headers
    ]


def _with_cookies(send: Send, cookies: Iterable[str]) -> Send:
    async def with_cookies(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(raw=message["headers"])
            for cookie in cookies:
                headers.append("set-cookie", cookie)
            headers["cache-control"] = "no-store"
        await send(message)

    return with_cookies


def _kept_private(send: Send) -> Send:
    """Have what was for one visitor asked for again, so that it ends with the sign-in."""

    async def kept_private(message: Message) -> None:
        if message["type"] == "http.response.start":
            message.setdefault("headers", [])
            headers = MutableHeaders(raw=message["headers"])
            if headers.get("cache-control") != "no-store":
                headers["cache-control"] = "private, no-cache"
            headers.add_vary_header("Cookie, Authorization")
        await send(message)

    return kept_private
