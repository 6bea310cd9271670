"""Open data over HTTP: what an address asks for, and the answer to it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, time
from email.utils import formatdate
from functools import partial

from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from metrics import DataError
from metrics.exports import opendata as exported
from metrics.exports import sdmx
from metrics.exports.feed import feed
from metrics.locale import DEFAULT_LANG, Lang, text
from metrics.tables.read import DESCRIPTOR
from metrics.views.addresses import address, query_of
from metrics.views.extracts import Extract, extract
from metrics.views.filters import FilterError
from pages.parts.http import openapi
from pages.parts.http.answers import Answers, Built, unchanged
from pages.parts.http.asked import Asked, at_fault, program, read
from pages.parts.http.language import language_asked, language_of
from pages.parts.http.offers import (
    CHANGES,
    CURATED,
    FILES,
    METHODS,
    OFFERS,
    Offer,
    RequestError,
)
from pages.parts.http.refusals import problem
from pages.parts.state import past
from pages.parts.state.store import modified, selected

TITLES = {
    400: "api.bad_request",
    404: "api.not_found",
    405: "api.not_allowed",
    503: "api.unavailable",
}
# Any site may read the files, and what the answers say of them.
CORS = Middleware(
    CORSMiddleware,
    allow_origins=("*",),
    allow_methods=METHODS,
    allow_headers=("If-None-Match", "If-Modified-Since"),
    expose_headers=("ETag", "Last-Modified", "Content-Disposition", "Link", "X-Data-Version"),
)
# The page that lists what every parameter may be.
LISTED = "/data/api"


@dataclass(frozen=True)
class Endpoint:
    """Answers the requests for an offer; without an offer it says that there is no such file."""

    offer: Offer | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer in a thread: building a file takes too long for the loop that serves all."""
        answer = await run_in_threadpool(answered, self.offer, Request(scope))
        await answer(scope, receive, send)


def routes() -> list[Route]:
    """Return a route for each offer, and one for names that nothing is offered under."""
    offered = [Route(f"/data/{o.name}", Endpoint(o), middleware=[CORS]) for o in OFFERS]
    nothing = Route("/data/{name}", Endpoint(), include_in_schema=False, middleware=[CORS])
    return [*offered, nothing]


def answered(offer: Offer | None, request: Request) -> Response:
    """Return the answer to a request, whatever it asks for."""
    lang = language_asked(request) or DEFAULT_LANG
    if offer is not None and offer.negotiated:
        lang = language_of(request)
    try:
        answer = _answer(offer, request, lang)
    except FilterError as fault:
        told = {"parameter": fault.name, "value": fault.value, "known": fault.known}
        answer = _refused(RequestError(400, fault.message(lang, LISTED), **told), lang)
    except RequestError as refusal:
        answer = _refused(refusal, lang)
    except DataError as fault:  # a table that is read when it is first asked for
        answer = _refused(at_fault(fault, text(lang)), lang)
    answer.headers["Cache-Control"] = "no-cache"
    # The server may pack what it sends, and only the page depends on the browser.
    spoken = offer is not None and offer.negotiated
    answer.headers["Vary"] = f"Accept-Encoding{', Accept-Language' if spoken else ''}"
    if request.method == "HEAD":
        answer.body = b""
    return answer


def _refused(refusal: RequestError, lang: Lang) -> Response:
    title = text(lang)(TITLES[refusal.status])
    headers = {"Allow": ", ".join(METHODS)} if refusal.status == 405 else {}
    return problem(refusal.status, title, refusal.detail, lang, headers, **refusal.told)


def _answer(offer: Offer | None, request: Request, lang: Lang) -> Response:
    say = text(lang)
    name = request.scope["path"].rpartition("/")[2]
    offer = offer and FILES.get(name)
    if offer is None:
        known = say("list.comma").join(FILES)
        raise RequestError(404, say("api.missing", name=name, known=known), known=list(FILES))
    if request.method == "OPTIONS":
        return Response(status_code=204, headers={"Allow": ", ".join(METHODS)})
    if request.method not in METHODS:
        known = say("list.comma").join(METHODS)
        raise RequestError(405, say("api.method", method=request.method, known=known))
    asked = read(name, offer, request, say)
    # Never later than the answer itself: a clock may have been set back since.
    changed = min(max(program()[1], modified()), int(datetime.now(UTC).timestamp()))
    state = {
        "ETag": asked.tag,
        "Last-Modified": formatdate(changed, usegmt=True),
        "X-Data-Version": asked.tables.version,
    }
    if unchanged(request.headers, asked.tag, changed):
        return Response(status_code=304, headers=state)
    # A tag names everything that an answer is made of.
    built = ANSWERS.get(asked.tag, partial(_built, asked))
    return Response(built.body, headers=state | _about(asked, built))


def _about(asked: Asked, built: Built) -> dict[str, str]:
    """Return the headers that say what a file is."""
    headers = {"Content-Type": asked.offer.media}
    if built.saved_as:
        headers["Content-Disposition"] = f'attachment; filename="{built.saved_as}"'
    if asked.offer.negotiated:
        headers["Content-Language"] = asked.lang
    if described_by := asked.offer.described_by:
        headers["Link"] = f'<{address(described_by, asked.query)}>; rel="describedby"'
    return headers


ANSWERS = Answers()


def _built(asked: Asked) -> Built:
    offer, lang = asked.offer, asked.lang
    if asked.name == CHANGES:
        return Built(_feed(asked))
    tables = selected(asked.tables, asked.selection)
    taken = extract(tables, asked.filters, lang)
    saved_as = taken.name(offer.ending) if offer.filtered else asked.name
    return Built(MAKERS[asked.name](taken, lang), saved_as if offer.ending else "")


def _feed(asked: Asked) -> bytes:
    """Return what changed as a feed."""
    lang = asked.lang
    found = past.last_days(asked.tables, lang)
    updated = datetime.combine(past.changed(asked.tables), time(), UTC)
    here = f"{asked.at}/data/{CHANGES}?lang={lang}"
    return feed(found, lang, here, f"{asked.at}/data?lang={lang}", updated)


def _table(name: str, taken: Extract, _: Lang) -> bytes:
    return exported.table_bytes(taken.tables, name)


def _descriptor(taken: Extract, lang: Lang) -> bytes:
    """Return the descriptor of what is served; the path of the facts keeps their filters."""
    made = exported.descriptor(taken, lang)
    query = query_of(taken.filters, taken.tables.selection, lang)
    for resource in made["resources"]:
        if resource["name"] == exported.FACTS:
            resource["path"] = address(resource["path"], query)
    return exported.dumped(made)


MAKERS: dict[str, Callable[[Extract, Lang], bytes]] = {
    "indicators.csv": exported.csv_bytes,
    "figures.csv": exported.figures_bytes,
    "indicators.json": exported.json_bytes,
    "package.zip": exported.package_bytes,
    "sdmx.csv": sdmx.csv_bytes,
    "sdmx-structure.xml": sdmx.structure_bytes,
    "sdmx.zip": sdmx.archive_bytes,
    DESCRIPTOR: _descriptor,
    **{f"{name}.csv": partial(_table, name) for name in CURATED},
    "source-errors.csv": lambda taken, lang: exported.errors_csv(taken.tables, lang),
    "source-errors.json": lambda taken, lang: exported.errors_json(taken.tables, lang),
    "openapi.json": lambda taken, _: exported.dumped(openapi.document(taken.tables)),
    "api": lambda taken, lang: openapi.page(taken.tables, lang).encode(),
}
