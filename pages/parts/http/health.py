"""Whether the process answers, and whether visitors should be led to it."""

from __future__ import annotations

from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from pages.parts.state import course, signin
from pages.parts.state.store import current

ALIVE, READY = "/healthz", "/readyz"


async def alive(_: Request) -> Response:
    """Tell that the process answers; where it does not, it is to be started again."""
    return JSONResponse({"status": "ok"})


async def ready(_: Request) -> Response:
    """Tell whether visitors should be led here: tables are served and warm, and no end is near."""
    told = await run_in_threadpool(readiness)
    return JSONResponse(told, 200 if told["status"] == "ready" else 503)


def readiness() -> dict[str, Any]:
    """Return how far the process is, the version that is served, and what is wrong with the files.

    Tables that broke while the last sound ones are served keep nobody away: that state is told, and
    stands among the figures.
    """
    if course.COURSE.ending:
        return {"status": "ending"}
    if signin.config().faults:
        return {"status": "configuration"}
    tables, fault = current()
    problems = len(fault.problems) if fault else 0
    if tables is None:
        return {"status": "data error", "problems": problems}
    status = "ready" if course.COURSE.warm.is_set() else "warming"
    return {"status": status, "data_version": tables.version, "problems": problems}


def routes() -> list[Route]:
    """Return the routes of those who watch the process."""
    return [Route(ALIVE, alive), Route(READY, ready)]
