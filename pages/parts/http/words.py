"""The words of a file that a reader hands in to be checked: read in memory, and kept nowhere."""

from __future__ import annotations

import asyncio
from urllib.parse import unquote

from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from metrics.apart import ApartError
from metrics.locale import Lang, text
from metrics.proof.documents import SUFFIXES, DocumentError, words_of
from pages.parts.blocks.proof import MOST, too_long
from pages.parts.http.language import language_of
from pages.parts.http.paths import WORDS
from pages.parts.state import limits
from pages.parts.state.limits import READERS

# The name of a file stands in a header, as addresses are logged.
NAME = "x-file-name"
# Letters of it that are repeated; the last tell its kind.
LONGEST = 80
# Files that are taken in at once, and the seconds that one has to arrive.
AT_ONCE, SECONDS = 3, 30
_ROOM = asyncio.Semaphore(AT_ONCE)


def routes() -> list[Route]:
    """Return the way in for files."""
    return [Route(WORDS, read_words, methods=["POST"])]


async def read_words(request: Request) -> Response:
    """Answer with the words of a file, or with one sentence that says why it is not read."""
    lang = language_of(request)
    name = unquote(request.headers.get(NAME, ""))[-LONGEST:]
    if _ROOM.locked():
        return JSONResponse({"fault": text(lang)("draft.busy_files")}, 503)
    async with _ROOM:
        try:
            async with asyncio.timeout(SECONDS):
                raw = await _content(request)
            read = await run_in_threadpool(READERS.run, words_of, name, raw)
        except ApartError as fault:
            return _ended(name, fault, lang)
        except DocumentError as fault:
            return _refused(name, fault.reason, lang)
        except (TimeoutError, ClientDisconnect):
            return _refused(name, "unreadable", lang)
    if len(read) > MOST:
        return JSONResponse({"fault": too_long(len(read), lang)}, 400)
    return JSONResponse({"words": read})


async def _content(request: Request) -> bytes:
    """Read a file, but no more of it than it may have."""
    declared = request.headers.get("content-length", "0")
    if not declared.isdecimal() or int(declared) > limits.WORDS:
        raise DocumentError("large")
    raw = bytearray()
    async for chunk in request.stream():
        raw += chunk
        if len(raw) > limits.WORDS:
            raise DocumentError("large")
    return bytes(raw)


def _ended(name: str, fault: ApartError, lang: Lang) -> Response:
    """Say that a file takes too long or too much, or that others have theirs read."""
    if fault.reason == "busy":
        return JSONResponse({"fault": text(lang)("draft.busy_files")}, 503)
    told = text(lang)("handed.slow", file=name, seconds=f"{READERS.seconds:.0f}")
    return JSONResponse({"fault": told}, 400)


def _refused(name: str, reason: str, lang: Lang) -> Response:
    told = text(lang)(f"proof.fault.{reason}", file=name, kinds=" ".join(SUFFIXES))
    if not told.startswith(name):
        told = told[:1].upper() + told[1:]
    return JSONResponse({"fault": told + text(lang)("brief.stop")}, 400)
