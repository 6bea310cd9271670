"""Plain routes asked without a server."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import wraps
from http.cookies import SimpleCookie
from typing import Any, TypeVar
from urllib.parse import unquote

import anyio
from starlette.applications import Starlette
from starlette.routing import Route

from pages.parts.http import making, opendata, web
from pages.parts.http.web import middleware

APP = Starlette(routes=opendata.routes(), middleware=middleware())
EVERY = Starlette(routes=web.routes(), middleware=middleware())
# The routes themselves, also those that are loaded when they are asked for.
ROUTES = [*(route for route in web.routes() if isinstance(route, Route)), *making.routes()]

# A browser that is kept open for other tests runs a loop in the thread of the tests.
APART = ThreadPoolExecutor(1)
T = TypeVar("T")


def apart(test: Callable[..., Coroutine[Any, Any, None]]) -> Callable[..., None]:
    """Run a test in a loop of its own, in another thread."""

    @wraps(test)
    def run(*arguments: object, **named: object) -> None:
        result_of(test(*arguments, **named))

    return run


@dataclass
class Answer:
    status: int = 0
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    cookies: SimpleCookie = field(default_factory=SimpleCookie)

    @property
    def problem(self) -> dict[str, Any]:
        assert self.headers["content-type"] == "application/problem+json"
        told: dict[str, Any] = json.loads(self.body)
        assert told["status"] == self.status
        return told


def result_of(asked: Coroutine[Any, Any, T]) -> T:
    """Return what comes of a coroutine, run in a loop of its own, in another thread."""
    return APART.submit(asyncio.run, asked).result()


def post(address: str, name: str, content: bytes) -> Answer:
    """Send a file in a form, as a browser does."""
    head = f'--x\r\nContent-Disposition: form-data; name="{name}"; filename="f.json"\r\n\r\n'
    body = head.encode() + content + b"\r\n--x--\r\n"
    told = {"content_type": "multipart/form-data; boundary=x", "content_length": str(len(body))}
    return ask(address, "POST", "/", body, EVERY, **told)


def ask(
    address: str,
    method: str = "GET",
    folder: str = "/data/",
    body: bytes = b"",
    app: Starlette = APP,
    server: str = "127.0.0.1",
    client: str = "127.0.0.1",
    **headers: str,
) -> Answer:
    """One request as a server hands it on from one of its addresses; its query is left alone."""
    path, _, query = address.partition("?")
    scope = {
        "type": "http",
        "method": method,
        "path": folder + unquote(path),
        "query_string": query.encode(),
        "server": (server, 8501),
        "client": (client, 50_000),
        "headers": [(k.replace("_", "-").encode(), v.encode()) for k, v in headers.items()],
    }
    answer = Answer()

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": body}

    async def send(message: dict[str, Any]) -> None:
        if message["type"] == "http.response.start":
            answer.status = message["status"]
            answer.headers = {k.decode(): v.decode() for k, v in message["headers"]}
            for value in (v for k, v in message["headers"] if k == b"set-cookie"):
                answer.cookies.load(value.decode())
        answer.body += message.get("body", b"")

    APART.submit(anyio.run, app, scope, receive, send).result()
    return answer
