"""The figures of this process as text for Prometheus, and the requests among them."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator

from prometheus_client import Metric
from prometheus_client.core import GaugeMetricFamily, InfoMetricFamily
from prometheus_client.exposition import choose_encoder
from prometheus_client.registry import Collector
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from metrics.locale import in_each
from metrics.reconciliation import reconcile
from metrics.reconciliation.model import VERDICTS
from pages.parts.frame.places import PATHS
from pages.parts.http import health, logs
from pages.parts.http.gate import STREAM
from pages.parts.http.hosts import number_of
from pages.parts.http.settings import inside
from pages.parts.http.watching import watching
from pages.parts.state import course, measures
from pages.parts.state.store import current, modified

PATH = "/metrics"
# Those that the framework tells of itself.
FRAMEWORKS = "/_stcore/metrics"
# What a proxy adds to a request that it passes on.
FORWARDED = ("forwarded", "x-forwarded-for", "x-real-ip", "via")
# Classes of routes by the first part of a path; all others are told by what they are, or as other.
CLASSES = {
    "data": "data",
    "present": "present",
    "deck": "present",
    "embed": "embed",
    "preview": "picture",
    "picture": "picture",
    "search": "lookup",
    "proof": "lookup",
    "static": "asset",
    "_stcore": "framework",
    "media": "download",
    "healthz": "probe",
    "readyz": "probe",
    "metrics": "probe",
    "auth": "signin",
    "signin": "signin",
    "oauth2callback": "signin",
}
ASSETS = (".css", ".js", ".png", ".ico", ".txt", ".woff2")
# Letters of a path that the log keeps.
LONGEST = 200


class Tables(Collector):
    """What the process knows of its tables: version, state, and what the checks find."""

    def collect(self) -> Iterator[Metric]:
        """Yield the figures as they are now."""
        tables, fault = current()
        ready = health.readiness()["status"] == "ready"
        yield gauge("ready", "Whether visitors should be led here.", ready)
        problems = len(fault.problems) if fault else 0
        yield gauge("data_problems", "What is wrong with the files of the tables.", problems)
        if tables is None:
            return
        version = InfoMetricFamily("ipstats_data", "The tables that are served.")
        version.add_metric((), {"version": tables.version})
        yield version
        yield gauge("data_modified_seconds", "When their files changed, in Unix time.", modified())
        # Until then it is being computed, for visitors.
        if course.COURSE.warm.is_set():
            found = Counter(check.verdict for check in reconcile(tables))
            checks = GaugeMetricFamily(
                "ipstats_checks", "Figures held against each other, by verdict.", labels=["verdict"]
            )
            for verdict in VERDICTS:
                checks.add_metric((verdict,), found[verdict])
            yield checks


def gauge(name: str, meaning: str, value: float) -> Metric:
    """Return a figure without labels."""
    return GaugeMetricFamily(f"ipstats_{name}", meaning, value)


measures.REGISTRY.register(Tables())


def route_class(path: str) -> str:
    """Return the class of the route that a path leads to.

    Examples
    --------
    >>> [route_class(p) for p in ("/", "/creation", "/data/api", "/static/js/x.js", "/a/b")]
    ['page', 'page', 'data', 'asset', 'other']
    """
    name = path.strip("/")
    if name in PATHS:
        return "page"
    known = CLASSES.get(name.partition("/")[0].partition(".")[0])
    return known or ("asset" if name.endswith(ASSETS) else "other")


class Measured:
    """Time every request, count the open websockets, and log requests where the log is JSON."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on and count it."""
        if scope["type"] == "http":
            await self._request(scope, receive, send)
        elif scope["type"] == "websocket" and inside(scope["path"]) == STREAM:
            await self._session(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    async def _request(self, scope: Scope, receive: Receive, send: Send) -> None:
        begun, status = time.perf_counter(), 500

        async def noting(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self.app(scope, receive, noting)
        finally:
            seconds, path = time.perf_counter() - begun, scope["path"]
            measures.REQUESTS.labels(route_class(inside(path)), str(status)).observe(seconds)
            if watching().json:
                logs.request(scope["method"], path[:LONGEST], status, seconds)

    async def _session(self, scope: Scope, receive: Receive, send: Send) -> None:
        open_ = False

        async def noting(message: Message) -> None:
            nonlocal open_
            await send(message)
            if message["type"] == "websocket.accept" and not open_:
                open_ = True
                measures.SESSIONS.inc()
                measures.SESSIONS_BEGUN.inc()

        try:
            await self.app(scope, receive, noting)
        finally:
            if open_:
                measures.SESSIONS.dec()


def allowed(request: Request) -> bool:
    """Tell whether figures are for whoever asks: by the network that the request comes from.

    What a proxy passed on comes from somebody whom only the proxy knows.
    """
    networks = watching().scrapers
    if networks is None:
        return True
    if request.client is None or any(name in request.headers for name in FORWARDED):
        return False
    at = number_of(request.client.host)
    return at is not None and any(at in network for network in networks)


class Guarded:
    """Keep the framework's own figures from those who may not read ours."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or say why it is refused."""
        asked = scope["type"] == "http" and inside(scope["path"]) == FRAMEWORKS
        refused = asked and not allowed(Request(scope))
        await (_refusal() if refused else self.app)(scope, receive, send)


def _refusal() -> Response:
    words = in_each("setting.refused_metrics", "\n")
    return PlainTextResponse(words, 403, {"Cache-Control": "no-store"})


async def figures(request: Request) -> Response:
    """Tell the figures of this process, or why not."""
    if not allowed(request):
        return _refusal()
    encoder, kind = choose_encoder(request.headers.get("accept", ""))
    told = await run_in_threadpool(encoder, measures.REGISTRY)
    return Response(told, media_type=kind)


def routes() -> list[Route]:
    """Return the route of the figures."""
    return [Route(PATH, figures)]
