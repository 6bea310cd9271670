"""What proves a visitor to plain routes: handed in as a code, kept by the browser as a cookie."""

from __future__ import annotations

import time
from dataclasses import replace
from math import ceil

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from metrics.locale import as_lang, text
from pages.parts.http.language import language_of
from pages.parts.http.refusals import address, notice
from pages.parts.http.settings import base
from pages.parts.state import passes
from pages.parts.state.passes import PASS, WAY, wanted
from pages.parts.state.signin import Config

# What a code and the form around it take at most.
MOST = 4096


async def hand_in(found: Config, request: Request) -> Response:
    """Give a browser its pass for the code of its page, and lead to what it asked for."""
    way = passes.read_way(found, request.cookies.get(WAY, ""))
    given = None
    if request.method == "POST" and way and _small(request):
        async with request.form(max_files=0, max_fields=2) as form:
            code = form.get("code")
        given = passes.redeem(found, code, way.browser) if isinstance(code, str) else None
    if way is None or given is None:
        again = [(address(found), text(language_of(request))("signin.again"))]
        page = notice(request, "failed", again)
        return HTMLResponse(page, 400, {"Cache-Control": "no-store"})
    proof, until = given
    to = way.to or (f"?lang={way.lang}" if way.lang else "")
    answer = RedirectResponse(f"{found.home}/{to}", 303, {"Cache-Control": "no-store"})
    answer.headers.append("set-cookie", _cookie(found, PASS, proof, expires=until))
    answer.headers.append("set-cookie", gone(found, WAY))
    return answer


def _small(request: Request) -> bool:
    length = request.headers.get("content-length", "")
    plain = request.headers.get("content-type", "").startswith("application/x-www-form-urlencoded")
    return plain and length.isdecimal() and int(length) <= MOST


def way_cookie(found: Config, request: Request) -> str:
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


def gone(found: Config, name: str) -> str:
    """Return what takes a cookie away."""
    return _cookie(found, name, "", seconds=0)
