"""The language of a request."""

from __future__ import annotations

from starlette.requests import Request

from metrics.locale import DEFAULT_LANG, Lang, as_lang
from pages.parts.state.links import first_valid, gathered


def language_asked(request: Request) -> Lang | None:
    """Return the language that an address asks for."""
    given = gathered(request.query_params.multi_items()).get("lang", ())
    return first_valid(given, as_lang)


def language_of(request: Request) -> Lang:
    """Return the language asked for, else the browser's, else Chinese."""
    accepted = as_lang(request.headers.get("accept-language", "")[:2])
    return language_asked(request) or accepted or DEFAULT_LANG
