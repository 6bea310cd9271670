"""What is sent to the server: refused early where it is too much, too long on its way, too many."""

from __future__ import annotations

import asyncio
import re

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from metrics.locale import in_each
from pages.parts.http.paths import DECK, WORDS
from pages.parts.http.settings import inside
from pages.parts.state import limits
from pages.parts.state.handed import HANDED
from pages.parts.state.limits import FullError

UPLOAD = re.compile(r"/_stcore/upload_file/(?P<session>[^/]+)/(?P<file>[^/]+)")
# What frames a file in a form.
FRAME = 64 * 1024
# Routes that tell a reader in their own way what is too large.
_OWN = {WORDS: limits.WORDS + FRAME, DECK: limits.DECK + FRAME}
_OF_BODY = frozenset({b"content-length", b"content-type", b"transfer-encoding"})


class BodyError(Exception):
    """A body that is not taken: the status of the answer and the key of its message."""

    def __init__(self, status: int, key: str, **values: object) -> None:
        self.status, self.key, self.values = status, key, values
        super().__init__(key)

    def answer(self) -> Response:
        """Say why in both languages."""
        told = in_each(f"handed.{self.key}", "\n\n", **self.values)
        headers = {"Cache-Control": "no-store", "Connection": "close"}
        if self.status == 503:
            headers["Retry-After"] = "60"
        return PlainTextResponse(told, self.status, headers)


class Bodies:
    """Bound the bodies of all requests, one by one and together."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, its body counted as it arrives."""
        if scope["type"] != "http" or not _has_body(scope):
            await self.app(scope, receive, send)
            return
        body = _Body(scope, receive, send)
        try:
            with HANDED.arriving(body.session, body.size()):
                await self.app(scope, body.receive, body.send)
                if body.status == 204 and scope["method"] == "PUT" and body.session:
                    self._keep(body)
        except FullError:
            await BodyError(503, "many").answer()(scope, receive, send)
        except BodyError as fault:
            if not body.status:
                await fault.answer()(scope, receive, send)

    def _keep(self, body: _Body) -> None:
        """Note a file that Streamlit holds now, and let it go when its time is over."""
        loop = asyncio.get_running_loop()

        def remove() -> None:
            asyncio.run_coroutine_threadsafe(self._let_go(body), loop)

        HANDED.arrived(body.session, body.file, body.got, remove)
        loop.call_later(limits.UNTAKEN, remove)

    async def _let_go(self, body: _Body) -> None:
        """Have Streamlit remove a file as the browser would that brought it, unless it is gone."""
        if not HANDED.forget(body.session, body.file):
            return

        async def receive() -> Message:
            return {"type": "http.request", "body": b"", "more_body": False}

        async def send(_: Message) -> None:
            """Nobody waits for the answer."""

        headers = [(k, v) for k, v in body.scope["headers"] if k not in _OF_BODY]
        await self.app({**body.scope, "method": "DELETE", "headers": headers}, receive, send)


def _has_body(scope: Scope) -> bool:
    headers = Headers(scope=scope)
    return "transfer-encoding" in headers or headers.get("content-length", "0") != "0"


def most_of(path: str) -> int:
    """Return how many bytes a body may have that is sent to a path of the app.

    Examples
    --------
    >>> most_of("/deck") > most_of("/search.json")
    True
    """
    if UPLOAD.fullmatch(path):
        return limits.TEMPLATE + FRAME
    return _OWN.get(path, limits.BODY)


class _Body:
    """A body on its way: what is declared of it, and what of it has arrived."""

    def __init__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.scope, self._receive, self._send = scope, receive, send
        self.path = inside(scope["path"])
        upload = UPLOAD.fullmatch(self.path)
        self.session, self.file = (upload["session"], upload["file"]) if upload else ("", "")
        self.most = most_of(self.path)
        self.got, self.status, self.whole = 0, 0, False
        self.until = asyncio.get_running_loop().time() + limits.ARRIVING

    def size(self) -> int:
        """Return how many bytes it has by what is declared.

        Raises
        ------
        BodyError
            Where they are too many.
        """
        declared = Headers(scope=self.scope).get("content-length", "")
        size = int(declared) if declared.isdecimal() else self.most
        if size > self.most and self.path not in _OWN:
            raise self._too_large()
        return min(size, self.most)

    def _too_large(self) -> BodyError:
        return BodyError(413, "large", most=f"{self.most / limits.MEGABYTE:.3g}")

    async def receive(self) -> Message:
        """Receive the next part, counted."""
        if self.whole:
            return await self._receive()
        try:
            async with asyncio.timeout_at(self.until):
                message = await self._receive()
        except TimeoutError:
            raise BodyError(408, "late", seconds=f"{limits.ARRIVING:.0f}") from None
        self.got += len(message.get("body", b""))
        self.whole = not message.get("more_body")
        if self.got > self.most:
            raise self._too_large()
        return message

    async def send(self, message: Message) -> None:
        """Pass the answer on, and remember its status."""
        if message["type"] == "http.response.start":
            self.status = message["status"]
        await self._send(message)
