"""What a visitor gets who is not signed in: browsers the way to it, programs words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from urllib.parse import quote, urlencode

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from metrics.locale import Lang, as_lang, text
from pages.parts.frame import markup
from pages.parts.frame.places import SIGNIN
from pages.parts.http.language import language_of
from pages.parts.http.offers import PROBLEM
from pages.parts.http.settings import inside
from pages.parts.state.passes import wanted
from pages.parts.state.signin import Config

# In them, where a visitor signs in; and the header in which a program sends its token.
LINK, HEADER = "sign_in", "Authorization: Bearer"
_FRAMED = frozenset({"iframe", "frame", "embed", "object"})


def address(found: Config, **query: str) -> str:
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


def problem(
    status: int,
    title: str,
    detail: str,
    lang: Lang,
    headers: Mapping[str, str] | None = None,
    **more: object,
) -> Response:
    """Return the details of a refusal for programs, with what they need besides."""
    told = {"type": "about:blank", "title": title, "status": status, "detail": detail, **more}
    return JSONResponse(told, status, {"Content-Language": lang, **(headers or {})}, PROBLEM)


def refused(found: Config, request: Request) -> Response:
    """Return the answer to a request of nobody who is known."""
    lang = language_of(request)
    say = text(lang)
    headers = {
        "Cache-Control": "no-store",
        "Vary": "Accept, Cookie, Authorization",
        "WWW-Authenticate": 'Bearer realm="ip"',
    }
    if "text/html" not in request.headers.get("accept", ""):
        how = say("signin.programs", link=LINK, header=HEADER)
        return problem(401, say("signin.title"), how, lang, headers, **{LINK: address(found)})
    asked = _asked_for(request)
    if request.headers.get("sec-fetch-dest") in _FRAMED:
        # Providers let nobody sign in within a frame; a window of its own does it.
        to = address(found, to=asked, lang=lang)
        links = [(to, say("signin.button"))]
        page = notice(request, "framed", links, blank=True)
        return HTMLResponse(page, 401, headers)
    chosen = as_lang(request.query_params.get("lang")) or ""
    return RedirectResponse(
        address(found, to=asked, lang=chosen), 303, {"Cache-Control": "no-store", "Vary": "Cookie"}
    )


def shut(request: Request) -> Response:
    """Say that nobody can sign in, as the settings are at fault."""
    headers = {"Cache-Control": "no-store", "Retry-After": "60"}
    if "text/html" in request.headers.get("accept", ""):
        page = notice(request, "shut", [])
        return HTMLResponse(page, 503, headers)
    say = text(language_of(request))
    return problem(503, say("signin.shut_title"), say("signin.shut"), say.lang, headers)


def notice(
    request: Request, key: str, links: Iterable[tuple[str, str]], *, blank: bool = False
) -> str:
    """Return a page without the app: a title, a sentence, and links, in a new window or not."""
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
