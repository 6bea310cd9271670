"""Plain routes of the style sheet and the script."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from pages.parts.frame.assets import MAKERS, asset
from pages.parts.http.varies import FOR_GOOD


async def show(request: Request) -> Response:
    """Return an asset; for long where it was asked for by the version that it has."""
    made = asset(request.url.path.rpartition("/")[2])
    tag = f'"{made.version}"'
    fixed = request.query_params.get("v") == made.version
    headers = {
        "cache-control": FOR_GOOD if fixed else "no-cache",
        "etag": tag,
    }
    if tag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    return Response(made.content, media_type=made.mime, headers=headers)


def routes() -> list[Route]:
    """Return the routes of all assets."""
    return [Route(f"/{name}", show) for name in MAKERS]
