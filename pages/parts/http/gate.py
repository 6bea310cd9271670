"""With sign-in on nothing is open but what signing in needs, and what says that the server runs."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterable
from dataclasses import replace
from math import ceil
from urllib.parse import quote, urlencode

from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection, Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from metrics.locale import as_lang, text
from pages.parts.frame.places import SIGNIN
from pages.parts.http.language import language_of
from pages.parts.http.settings import base, inside
from pages.parts.state import passes, visitors
from pages.parts.state.passes import PASS, WAY, wanted
from pages.parts.state.signin import CALLBACK, Config, config

_LOG = logging.getLogger("dashboard")
# What anybody may ask for: whether the server runs, and the looks and scripts of every page.
OPEN = frozenset(
    {
        "/healthz",
        "/readyz",
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
# What a code and the form around it take at most.
MOST = 4096
# Details of a refusal as RFC 9457 has them.
PROBLEM = "application/problem+json"
_FRAMED = frozenset({"iframe", "frame", "embed", "object"})


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
            await _shut(Request(scope))(scope, receive, send)
        elif path == f"/{SIGNIN}":
            await self.app(scope, receive, _with_cookies(send, [_way(found, Request(scope))]))
        elif path == HAND_IN:
            await (await _hand_in(found, Request(scope, receive)))(scope, receive, send)
        elif path in (LOGIN, LOGOUT, CALLBACK):
            await self._sign_in(found, path, scope, receive, send)
        elif is_known(found, HTTPConnection(scope)):
            await self.app(scope, receive, _kept_private(send))
        else:
            await refused(found, Request(scope))(scope, receive, send)

    async def _connect(self, found: Config, scope: Scope, receive: Receive, send: Send) -> None:
        """Connect a page; the frame shows those who are not signed in how to."""
        if inside(scope["path"]) == STREAM and not found.faults:
            await self.app(scope, receive, send)
        else:
            await send({"type": "websocket.close", "code": 1008})

    async def _sign_in(
        self, found: Config, path: str, scope: Scope, receive: Receive, send: Send
    ) -> None:
        """Have the framework talk to the provider, and lead to the page of the sign-in after it.

        What it says where the provider does not answer is for programmers, or nothing.
        """
        request = Request(scope)
        away = RedirectResponse(_page(found, why="away"), 303)
        begun = False
        cookies = [_gone(found, PASS)] if path == LOGOUT else []
        if path == LOGOUT and (known := passes.read_pass(found, request.cookies.get(PASS, ""))):
            visitors.end(known.key, known.until)

        async def lead(message: Message) -> None:
            nonlocal begun
            if begun:
                return
            if message["type"] == "http.response.start":
                if message["status"] >= 400:
                    begun = True
                    await away(scope, receive, send)
                    return
                message.setdefault("headers", [])
                headers = MutableHeaders(raw=message["headers"])
                if headers.get("location", "") in (base() or "/", f"{base()}/"):
                    headers["location"] = _page(found, why=_why(path, request))
            await _with_cookies(send, cookies)(message)

        try:
            await self.app(scope, receive, lead)
        except Exception:
            _LOG.exception("fault in the sign-in")
            if not begun:
                await away(scope, receive, send)


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


def _page(found: Config, **query: str) -> str:
    """Return the address of the page of the sign-in, at the host that the provider knows."""
    told = {key: value for key, value in query.items() if value}
    return f"{found.home}/{SIGNIN}" + (f"?{urlencode(told)}" if told else "")


def _asked_for(request: Request) -> str:
    """Return the address that a visitor asked for, relative to the app; empty for its first page.

    What was sent with a form is not kept.
    """
    query = request.scope["query_string"].decode("latin-1")
    path = quote(inside(request.scope["path"]).lstrip("/"))
    plain = query if request.method in ("GET", "HEAD") else ""
    return wanted(quote(f"{path}?{plain}" if plain else path, safe="/?&=%+,;:@!~*'()$-._#"))


def refused(found: Config, request: Request) -> Response:
    """Return what a visitor gets who is not signed in: browsers the way to it, programs words."""
    lang = language_of(request)
    say = text(lang)
    headers = {
        "Cache-Control": "no-store",
        "Vary": "Accept, Cookie, Authorization",
        "WWW-Authenticate": 'Bearer realm="ip"',
    }
    if "text/html" not in request.headers.get("accept", ""):
        details = {
            "type": "about:blank",
            "title": say("signin.title"),
            "status": 401,
            "detail": say("signin.programs"),
            "sign_in": _page(found),
        }
        headers["Content-Language"] = lang
        return JSONResponse(details, 401, headers, PROBLEM)
    asked = _asked_for(request)
    if request.headers.get("sec-fetch-dest") in _FRAMED:
        # Providers let nobody sign in within a frame; a window of its own does it.
        to = _page(found, to=asked, lang=lang)
        links = [(to, say("signin.button"))]
        page = _notice(request, "framed", links, blank=True)
        return HTMLResponse(page, 401, headers)
    chosen = as_lang(request.query_params.get("lang")) or ""
    return RedirectResponse(
        _page(found, to=asked, lang=chosen), 303, {"Cache-Control": "no-store", "Vary": "Cookie"}
    )


def _shut(request: Request) -> Response:
    """Say that nobody can sign in, as the settings are at fault."""
    headers = {"Cache-Control": "no-store", "Retry-After": "60"}
    if "text/html" in request.headers.get("accept", ""):
        page = _notice(request, "shut", [])
        return HTMLResponse(page, 503, headers)
    lang = language_of(request)
    details = {
        "type": "about:blank",
        "title": text(lang)("signin.shut_title"),
        "status": 503,
        "detail": text(lang)("signin.shut"),
    }
    return JSONResponse(details, 503, headers | {"Content-Language": lang}, PROBLEM)


def _notice(
    request: Request, key: str, links: Iterable[tuple[str, str]], *, blank: bool = False
) -> str:
    """Return a page without the app: a title, a sentence, and links, in a new window or not."""
    # What draws a page is large, and not asked for to pass a request on.
    from pages.parts.frame import markup

    say = text(language_of(request))
    return markup.render(
        "notice.html",
        say.lang,
        title=say(f"signin.{key}_title"),
        words=say(f"signin.{key}"),
        links=list(links),
        home="",
        blank=blank,
    )


async def _hand_in(found: Config, request: Request) -> Response:
    """Give a browser its pass for the code of its page, and lead to what it asked for."""
    way = passes.read_way(found, request.cookies.get(WAY, ""))
    given = None
    if request.method == "POST" and way and _small(request):
        async with request.form(max_files=0, max_fields=2) as form:
            code = form.get("code")
        given = passes.redeem(found, code, way.browser) if isinstance(code, str) else None
    if way is None or given is None:
        again = [(_page(found), text(language_of(request))("signin.again"))]
        page = _notice(request, "failed", again)
        return HTMLResponse(page, 400, {"Cache-Control": "no-store"})
    proof, until = given
    to = way.to or (f"?lang={way.lang}" if way.lang else "")
    answer = RedirectResponse(f"{found.home}/{to}", 303, {"Cache-Control": "no-store"})
    answer.headers.append("set-cookie", _cookie(found, PASS, proof, expires=until))
    answer.headers.append("set-cookie", _gone(found, WAY))
    return answer


def _small(request: Request) -> bool:
    length = request.headers.get("content-length", "")
    plain = request.headers.get("content-type", "").startswith("application/x-www-form-urlencoded")
    return plain and length.isdecimal() and int(length) <= MOST


def _way(found: Config, request: Request) -> str:
    """Return the cookie in which a browser remembers what its reader wants after signing in."""
    known = passes.read_way(found, request.cookies.get(WAY, ""))
    made = known or passes.new_way()
    query = request.query_params
    if "to" in query:
        made = replace(made, to=wanted(query["to"]))
    if lang := as_lang(query.get("lang")):
        made = replace(made, lang=lang)
    return _cookie(found, WAY, passes.way(found, made), seconds=passes.WAY_SECONDS)


def _cookie(
    found: Config, name: str, value: str, *, seconds: int | None = None, expires: float = 0
) -> str:
    """Return a cookie that no script can read, and that no other site has sent with its forms."""
    answer = Response()
    answer.set_cookie(
        name,
        value,
        max_age=seconds if seconds is not None else max(ceil(expires - time.time()), 1),
        path=base() or "/",
        secure=found.secure,
        httponly=True,
        samesite="lax",
    )
    return answer.headers["set-cookie"]


def _gone(found: Config, name: str) -> str:
    return _cookie(found, name, "", seconds=0)


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
