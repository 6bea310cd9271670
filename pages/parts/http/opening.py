"""How the server opens: it listens at once, and what answers is loaded beside.

To load pandas, the tables and what draws them takes longer than to start the framework. Whoever
asks before they are there waits for them; nobody is refused, and nothing passes unchecked.
"""

from __future__ import annotations

import asyncio
import gc
import logging
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import cache, reduce
from importlib import import_module
from types import ModuleType

import streamlit as st
from starlette.concurrency import run_in_threadpool
from starlette.middleware.exceptions import ExceptionMiddleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.routing import Router
from starlette.types import ASGIApp, Receive, Scope, Send

from pages.parts.http.watching import watching
from pages.parts.state import memory
from pages.parts.state.course import heeding_the_end, take_files

# Seconds after which a thread lets the next one go on: with the five milliseconds that Python
# begins with, a page waits longer for its turns while files are made beside it.
TURN = 0.001
_LOG = logging.getLogger("dashboard")
_WEB = "pages.parts.http.web"
_FAULTS = "pages.parts.frame.faults"


@cache
def web() -> ModuleType:
    """Return what answers; whoever asks first waits until it is loaded."""
    return import_module(_WEB)


class Opening:
    """Pass requests on to all that answers: checks, documents and plain routes before the app."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self._whole: ASGIApp | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, once what answers it is there."""
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        if self._whole is None:
            self._whole = whole(self.app, await run_in_threadpool(web))
        await self._whole(scope, receive, send)


def whole(app: ASGIApp, made: ModuleType) -> ASGIApp:
    """Return an app behind the plain routes, and both behind what every request passes through."""
    routes = Router(made.routes(), redirect_slashes=False, default=app)
    outwards = reversed(made.middleware())
    return reduce(
        lambda inner, each: each.cls(inner, *each.args, **each.kwargs),
        outwards,
        # Plain routes stand before the framework, which packs what it sends itself.
        GZipMiddleware(ExceptionMiddleware(routes)),
    )


@asynccontextmanager
async def opening(app: st.App) -> AsyncIterator[None]:
    """Begin to load what answers when the server starts; let go of what it holds when it ends."""
    take_files()
    memory.share()
    sys.setswitchinterval(TURN)
    begun = asyncio.create_task(_open(app))
    with heeding_the_end(watching().drain):
        yield
    if not begun.cancel() and not begun.exception():
        await run_in_threadpool(web().end)


async def _open(app: st.App) -> None:
    try:
        await run_in_threadpool(_load)
    except Exception:
        _LOG.exception("the dashboard cannot start")
        # A server that will never answer ends at once, as if it had not begun.
        raise SystemExit(1) from None


def _load() -> None:
    """Load what answers and the tables; nothing of it goes again before the server ends.

    To look for what of it could be let go would be a sixth of the work, and later a part of each
    look.
    """
    gc.disable()
    try:
        web().prepare()
    finally:
        gc.freeze()
        gc.enable()


def show_fault(fault: Exception) -> bool:
    """Turn an unknown fault of a page into words for its reader."""
    return bool(import_module(_FAULTS).show_fault(fault))
