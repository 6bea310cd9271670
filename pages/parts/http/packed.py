"""The framework's scripts and styles, packed once and kept: it sends them as they are.

They are named by what they hold, so that a packed one stands for good; and they are most of what a
first visit loads.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import streamlit
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pages.parts.http.answers import Answers, Built
from pages.parts.http.settings import inside

HERE = Path(streamlit.__file__).parent / "static"
KINDS = {".js": "text/javascript", ".css": "text/css"}
# As the framework has it: what has another content has another name.
KEPT = "public, immutable, max-age=31536000"
# Smaller ones gain nothing.
LEAST = 500
PACKED = Answers()
VARIES = (b"vary", b"Accept-Encoding")


@cache
def files() -> dict[str, Path]:
    """Return what may be sent packed, by its path below the folder of the app."""
    found = (path for kind in KINDS for path in (HERE / "static").rglob(f"*{kind}"))
    return {
        f"/{path.relative_to(HERE).as_posix()}": path
        for path in found
        if path.stat().st_size >= LEAST
    }


def packed(path: str) -> bytes:
    """Return a file packed; who asks while it is being packed waits for that."""
    # Always the same bytes: no time stands in them.
    return PACKED.get(
        path, lambda: Built(gzip.compress(files()[path].read_bytes(), 9, mtime=0))
    ).body


def warm(paths: Iterable[str]) -> None:
    """Pack files before anybody asks for them, by their addresses; what is unknown is left out."""
    for path in paths:
        if f"/{path}" in files():
            packed(f"/{path}")


class Packed:
    """Send the framework's files packed to browsers that take them so."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer for a file that is known; pass every other request on."""
        path = inside(scope["path"]) if scope["type"] == "http" else ""
        if path not in files() or scope["method"] not in ("GET", "HEAD"):
            await self.app(scope, receive, send)
            return
        told = dict(scope["headers"])
        if not _takes(told):
            await self.app(scope, receive, _varied(send))
            return
        await _answer(path, told, await run_in_threadpool(packed, path))(scope, receive, send)


def _takes(headers: dict[bytes, bytes]) -> bool:
    """Tell whether a browser takes a whole file packed."""
    coded = headers.get(b"accept-encoding", b"").lower().replace(b" ", b"").split(b",")
    return b"range" not in headers and any(
        name == b"gzip" and weight not in (b"q=0", b"q=0.0")
        for name, _, weight in (one.partition(b";") for one in coded)
    )


def _answer(path: str, told: dict[bytes, bytes], body: bytes) -> Response:
    # The name tells the content, also to who asks whether it is still the same.
    tag = f'"{Path(path).stem}-gz"'
    headers = {"cache-control": KEPT, "etag": tag, "vary": "Accept-Encoding"}
    if tag.encode() in told.get(b"if-none-match", b""):
        return Response(status_code=304, headers=headers)
    media = KINDS[Path(path).suffix]
    return Response(body, media_type=media, headers=headers | {"content-encoding": "gzip"})


def _varied(send: Send) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            message["headers"] = [*message["headers"], VARIES]
        await send(message)

    return sending
