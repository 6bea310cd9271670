"""Plain routes that make files and pictures, or search: loaded when one is first asked for."""

from __future__ import annotations

from functools import cache

from starlette.concurrency import run_in_threadpool
from starlette.routing import BaseRoute, Match, Route, Router
from starlette.types import Receive, Scope, Send

from pages.parts.http.paths import makes
from pages.parts.state.loading import load

MODULES = tuple(
    f"pages.parts.http.{name}"
    for name in ("opendata", "present", "pictures", "embed", "words", "search")
)


@cache
def routes() -> tuple[Route, ...]:
    """Return the routes, and load what answers them: what writes files is large."""
    return tuple(route for name in MODULES for route in load(name).routes())


class Making(BaseRoute):
    """Stands for these routes; pages do not wait for what answers them."""

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """Tell whether a request is for one of them."""
        own = scope["type"] == "http" and makes(scope["path"])
        return Match.FULL if own else Match.NONE, {}

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Have the route answer."""
        router = Router(await run_in_threadpool(routes), redirect_slashes=False)
        await router(scope, receive, send)
