"""Open data over HTTP: what an address asks for, and the answer to it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, time
from email.utils import formatdate, parsedate_to_datetime
from functools import cache, partial
from hashlib import sha256

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
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
from metrics.locale import DEFAULT_LANG, LANGS, Lang, Text, text
from metrics.model.selection import Selection
from metrics.tables.dataset import Tables
from metrics.tables.read import BUNDLED, DESCRIPTOR, PACKAGE, ROOT
from metrics.tables.schema import read_package
from metrics.views.addresses import address, query_of
from metrics.views.extracts import Extract, extract
from metrics.views.filters import SEVERAL, FilterError, Filters, filters_of
from pages.parts.http import openapi
from pages.parts.http.answers import Answers, Built, tag_of
from pages.parts.http.language import language_asked, language_of
from pages.parts.http.offers import (
    CHANGES,
    CURATED,
    FILES,
    METHODS,
    OFFERS,
    Offer,
    RequestError,
    parameters,
    values,
)
from pages.parts.http.refusals import problem
from pages.parts.http.settings import home
from pages.parts.state import past
from pages.parts.state.links import codes_in
from pages.parts.state.store import current, modified, selected

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
# Problems of the tables that an answer lists.
MOST_TOLD = 20
_TAGS = re.compile(r'(?:W/)?("[^"]*")')


@dataclass(frozen=True)
class Asked:
    """What an address asks for, read and checked.

    Parameters
    ----------
    at : str
        The address of the app, where the answer names it.
    """

    name: str
    offer: Offer
    tables: Tables
    lang: Lang
    filters: Filters
    selection: Selection
    at: str = ""

    @property
    def query(self) -> str:
        """The parameters in force, always in one order."""
        return query_of(self.filters, self.selection, self.lang)

    @property
    def tag(self) -> str:
        """Names the state of the answer: what was asked for, the data and the program."""
        version = self.tables.version
        return tag_of(self.name, self.query, version, _program()[0], self.at, self._day)

    @property
    def _day(self) -> str:
        """The day of the last change, where the answer tells of changes."""
        return f"{past.changed(self.tables)}" if self.name == CHANGES else ""


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
        answer = _refused(_at_fault(fault, text(lang)), lang)
    answer.headers["Cache-Control"] = "no-cache"
    # The server may pack what it sends, and only the page depends on the browser.
    spoken = offer is not None and offer.negotiated
    answer.headers["Vary"] = f"Accept-Encoding{', Accept-Language' if spoken else ''}"
    if request.method == "HEAD":
        answer.body = b""
    return answer


def _at_fault(fault: DataError | None, say: Text) -> RequestError:
    """Say what is wrong with the tables that an answer would be made of."""
    problems = fault.problems if fault else ()
    listed = [p.message(say.lang) for p in problems[:MOST_TOLD]]
    return RequestError(503, say("api.at_fault", count=len(problems)), problems=listed)


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
    changed = min(max(_program()[1], modified()), int(datetime.now(UTC).timestamp()))
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


def read(name: str, offer: Offer, request: Request, say: Text) -> Asked:
    """Read and check an address.

    Parameters
    ----------
    name : str
        The file that is asked for.
    offer : Offer
        What is offered under its name.
    request : Request
        The request.
    say : Text
        The words of refusals.

    Returns
    -------
    Asked
        What is asked for.

    Raises
    ------
    RequestError, FilterError
        Where it cannot be understood, or there are no sound tables.
    """
    query = parameters(request.scope["query_string"], offer.parameters, say)
    if (code := query.pop("lang", say.lang)) != say.lang:
        raise FilterError("lang", code, LANGS)
    tables, fault = current()
    if tables is None:
        raise _at_fault(fault, say)
    if areas := query.get("area"):
        tables = tables.where(*(f"@{area.upper()}" for area in areas.split(",")))
    filters, selection = filters_of(_as_known(query, tables, say.lang))
    filters.check(tables)
    at = home(request) if name == CHANGES else ""
    return Asked(name, offer, tables, say.lang, filters, selection, at)


def _as_known(query: dict[str, str], tables: Tables, lang: Lang) -> dict[str, str]:
    """Return codes as they are written here, however an address writes them."""
    made = dict(query)
    for name in query.keys() - {"q"}:
        codes = values(tables, name, lang)
        if any(part not in codes for part in query[name].split(",")):
            folded = {code.casefold(): code for code in codes}
            found = codes_in(query[name], many=name in SEVERAL)
            if all(part.casefold() in folded for part in found):
                made[name] = ",".join(folded[part.casefold()] for part in found)
    return made


def unchanged(headers: Headers, tag: str, modified: int) -> bool:
    """Tell whether the state that a request knows is the present one.

    Parameters
    ----------
    headers : Headers
        Of the request.
    tag : str
        Of the present state.
    modified : int
        When data or program last changed, in seconds.

    Returns
    -------
    bool
        Whether the answer would be what the reader has.
    """
    if "if-none-match" in headers:
        known = ",".join(headers.getlist("if-none-match"))
        return known.strip() == "*" or tag in _TAGS.findall(known)
    try:
        since = parsedate_to_datetime(headers.get("if-modified-since", ""))
        return modified <= (since if since.tzinfo else since.replace(tzinfo=UTC)).timestamp()
    except (ValueError, OverflowError):
        return False  # what is no date does not count


@cache
def _program() -> tuple[str, int]:
    """Return a hash of all that makes the answers besides the tables, and when it last changed."""
    kept = {".py", ".toml", ".html"}
    every = {p for folder in (PACKAGE, ROOT / "pages") for p in folder.rglob("*")}
    paths = sorted(p for p in every if p.suffix in kept)
    digest = sha256(exported.dumped(read_package(BUNDLED / DESCRIPTOR)))
    for path in paths:
        digest.update(path.read_bytes())
    return digest.hexdigest(), int(max(p.stat().st_mtime for p in paths))


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
