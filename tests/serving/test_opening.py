"""The server listens at once; what answers is loaded beside, and nobody passes it."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from threading import Event
from types import ModuleType
from typing import Any, cast

import anyio
import pytest
import streamlit as st
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from metrics.tables.read import ROOT
from pages.parts.http import opening
from pages.parts.state.course import FILES
from tests.asking import APART, ask


class Closed:
    """Refuses all that is not open, websockets too."""

    def __init__(self, app: ASGIApp, word: str) -> None:
        self.app, self.word = app, word

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["path"].startswith("/open"):
            await self.app(scope, receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
        else:
            await PlainTextResponse(self.word, 403)(scope, receive, send)


async def framework(scope: Scope, receive: Receive, send: Send) -> None:
    await PlainTextResponse("framework")(scope, receive, send)


def refused(_: Request) -> Response:
    raise HTTPException(404, "none")


def answering() -> ModuleType:
    made = cast(Any, ModuleType("answering"))
    made.middleware = lambda: [Middleware(Closed, "closed")]
    made.routes = lambda: [
        Route("/open/plain", lambda _: PlainTextResponse("plain")),
        Route("/open/none", refused),
    ]
    made.prepare = lambda: None
    return cast(ModuleType, made)


@pytest.fixture
def app(monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setattr(opening, "web", answering)
    return opening.Opening(framework)


@pytest.mark.parametrize(
    ("path", "status", "body"),
    [
        ("open/plain", 200, b"plain"),
        ("open/none", 404, b"none"),
        ("open/page", 200, b"framework"),
        ("page", 403, b"closed"),
    ],
)
def test_every_request_passes_the_checks(app: Any, path: str, status: int, body: bytes) -> None:
    answer = ask(path, folder="/", app=app)
    assert (answer.status, answer.body) == (status, body)


def test_who_asks_before_it_is_there_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    loaded = Event()

    def slowly() -> ModuleType:
        assert loaded.wait(20)
        return answering()

    monkeypatch.setattr(opening, "web", slowly)
    sent: list[Any] = []

    async def send(message: Any) -> None:
        sent.append(message)

    async def asked() -> None:
        app = opening.Opening(framework)
        kinds = ("http", "websocket")
        scopes = [{"type": kind, "path": "/page", "headers": [], "method": "GET"} for kind in kinds]
        async with anyio.create_task_group() as tasks:
            for scope in scopes:
                tasks.start_soon(app, scope, cast(Any, None), send)
            await anyio.sleep(0.05)
            assert not sent
            loaded.set()

    APART.submit(anyio.run, asked).result()
    assert {"type": "websocket.close", "code": 1008} in sent
    assert 403 in {message.get("status") for message in sent}


def test_a_server_that_will_never_answer_ends(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken() -> ModuleType:
        raise ImportError("no such thing")

    async def start() -> None:
        async with opening.opening(cast(st.App, None)):
            await asyncio.sleep(20)

    def ended() -> object:
        with pytest.raises(SystemExit) as told:
            asyncio.run(start())
        return told.value.code

    monkeypatch.setattr(opening, "web", broken)
    assert APART.submit(ended).result() == 1
    assert "no such thing" in caplog.text


def test_it_may_open_more_files_and_lets_threads_take_turns_sooner_than_systems_begin_with(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    resource = pytest.importorskip("resource")
    before, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    ready = Event()
    made = answering()
    cast(Any, made).prepare, cast(Any, made).end = ready.set, lambda: None
    monkeypatch.setattr(opening, "web", lambda: made)

    async def start() -> None:
        async with opening.opening(cast(st.App, None)):
            await asyncio.to_thread(ready.wait, 20)

    turn = sys.getswitchinterval()
    resource.setrlimit(resource.RLIMIT_NOFILE, (512, most))
    try:
        APART.submit(asyncio.run, start()).result()
        allowed, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
        assert pytest.approx(sys.getswitchinterval()) == opening.TURN
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (before, most))
        sys.setswitchinterval(turn)
    assert allowed == (FILES if most == resource.RLIM_INFINITY else min(FILES, most))


def test_it_listens_before_the_tables_are_loaded() -> None:
    heavy = ("pandas", "openpyxl", "pptx", "metrics.tables.dataset")
    code = f"import dashboard, sys; print([n for n in {heavy!r} if n in sys.modules])"
    run = [sys.executable, "-W", "ignore", "-c", code]
    done = subprocess.run(
        run, cwd=ROOT, capture_output=True, text=True, check=True, encoding="utf-8"
    )
    assert done.stdout.split() == ["[]"]


def test_no_page_waits_for_what_makes_files() -> None:
    """Writers of files, pictures and the judge of texts are loaded by whoever asks for them."""
    heavy = (
        *("openpyxl", "xlsxwriter", "pptx", "docx", "lxml", "kaleido", "choreographer"),
        *("fontTools", "rapidfuzz", "pypinyin", "sqlalchemy", "fsspec"),
        *("metrics.curation", "metrics.exports.sdmx", "metrics.proof.judge"),
    )
    needed = ("pages.parts.http.web", "pages.parts.blocks.statement", "pages.parts.blocks.overview")
    code = f"import dashboard, sys, {', '.join(needed)}\n"
    code += "from pages.parts.state.store import current; assert current()[0]\n"
    code += f"print([n for n in {heavy!r} if n in sys.modules])"
    run = [sys.executable, "-W", "ignore", "-c", code]
    done = subprocess.run(
        run, cwd=ROOT, capture_output=True, text=True, check=True, encoding="utf-8"
    )
    assert done.stdout.split() == ["[]"]
