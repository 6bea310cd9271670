"""What every request passes through, the plain routes, and the start and end of what answers."""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from functools import partial

from starlette.formparsers import MultiPartParser
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import (
    PlainTextResponse,
    Response,
)
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from metrics import DataError, Tables
from metrics.locale import DEFAULT_LANG
from metrics.reconciliation import reconcile
from pages.parts.frame import assets
from pages.parts.frame.places import PATHS
from pages.parts.http import assets as asset_routes
from pages.parts.http import (
    health,
    making,
    measured,
    packed,
    policy,
    views,
    watching,
)
from pages.parts.http.bodies import FRAME, Bodies
from pages.parts.http.document import Document
from pages.parts.http.gate import Gate, secured
from pages.parts.http.hosts import Hosts, tell_served
from pages.parts.http.paths import EMBED, PICTURES
from pages.parts.http.settings import base, inside, settings, tell_faults
from pages.parts.http.varies import varied
from pages.parts.state import course, jobs, limits, past, signin
from pages.parts.state.loading import load
from pages.parts.state.store import current

# Uploads stay in memory with what frames them: without this their parser would put each that is
# larger than a megabyte on the disk.
MultiPartParser.spool_max_size = limits.TEMPLATE + FRAME


class SecurityHeaders:
    """Set the security headers on every HTTP response; what was packed has no strong tag."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and add the headers to the start of its response."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        path = inside(scope["path"])
        set_here = policy.headers(embedded=path == EMBED, shared=is_shared(path))
        secure = settings().origin.startswith("https://")

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                told = message.get("headers", ())
                kept = [(k, v) for k, v in told if k.lower() not in policy.NAMES]
                kept = varied(secured(weakened(kept), secure=secure), path)
                message["headers"] = [*kept, *set_here]
            await send(message)

        await self.app(scope, receive, send_with_headers)


def is_shared(path: str) -> bool:
    """Tell whether pages of other hosts may load what is at a path: open data, and pictures."""
    return path.startswith("/data/") or path in PICTURES


def weakened(headers: Sequence[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    """Make the tag of a packed answer a weak one: Streamlit packs, and the bytes are others."""
    packed = b"content-encoding" in dict(headers)
    return [(k, b"W/" + v if packed and k == b"etag" and v[:1] == b'"' else v) for k, v in headers]


ROBOTS = """\
User-agent: *
Allow: {base}/
Disallow: {base}/_stcore/
Disallow: {base}/present
Disallow: {base}/deck
Disallow: {base}/embed
Disallow: {base}/metrics
Disallow: {base}/picture
Disallow: {base}/briefing?
"""


async def robots(_: Request) -> Response:
    """Tell search engines what is worth finding: pages and data, no slides and no pictures."""
    return PlainTextResponse(ROBOTS.format(base=base()))


def prepare() -> None:
    """Load the tables and what draws them before the first visitor comes."""
    tell_faults((*settings().faults, *watching.watching().faults))
    tell_served()
    signin.tell_faults(signin.config())
    # What most of a first visit is, before a visitor waits for it.
    works = [partial(packed.warm, assets.framework())]
    tables, _ = current()
    if tables is not None:
        # What links show of pages is said beside the first requests, not before them.
        works.append(partial(_later, tables, sorted(path or "overview" for path in PATHS)))
    course.warming(*works)


def end() -> None:
    """Stop work that nobody will take any more, and the browser that draws, with all its files."""
    jobs.end()
    limits.READERS.close()
    # Where no picture was ever drawn, there is none.
    if (images := sys.modules.get("metrics.exports.images")) is not None:
        images.shared().close()


# Seconds in which the first visitors have the processor for themselves.
CALM = 3.0
# What only searches, exports and pictures need, and pages do not wait for.
LATER = (
    "pypinyin",
    *making.MODULES,
    *("metrics.exports.sdmx.structure", "metrics.exports.workbook"),
    *("pages.parts.blocks.briefing", "pages.parts.blocks.curate"),
)


def _later(tables: Tables, pages: Sequence[str]) -> None:
    time.sleep(CALM)
    _warm(tables, pages)


def _warm(tables: Tables, pages: Sequence[str]) -> None:
    past.changed(tables)
    past.last_days(tables, DEFAULT_LANG)
    views.warm(tables, pages)
    # Regions are many, and read when first asked for; what is wrong with them their page tells.
    with suppress(DataError):
        reconcile(tables.regional)
    load("pages.parts.blocks.proof").warm(tables)
    for name in LATER:
        load(name)


def routes() -> list[BaseRoute]:
    """Return the plain routes of the dashboard."""
    return [
        making.Making(),
        *asset_routes.routes(),
        *health.routes(),
        *measured.routes(),
        Route("/robots.txt", robots),
    ]


def middleware() -> list[Middleware]:
    """Return what every request passes through."""
    checks = (measured.Measured, SecurityHeaders, Hosts, Gate, measured.Guarded, Bodies)
    return [Middleware(each) for each in (*checks, packed.Packed, Document)]
