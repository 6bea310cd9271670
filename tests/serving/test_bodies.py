"""What is sent to the server: how much of it, how long, how many, and what becomes of it."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from typing import Any

import pytest
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import Message, Receive, Scope, Send

from pages.parts.http.bodies import FRAME, Bodies, most_of
from pages.parts.http.paths import WORDS
from pages.parts.state import handed, limits
from pages.parts.state.handed import HANDED, Handed
from pages.parts.state.limits import FullError, Room
from tests.asking import apart

UPLOAD = "/_stcore/upload_file/{session}/{file}"


class Streamlit:
    """Holds files until it is asked to remove them."""

    def __init__(self) -> None:
        self.held: dict[str, int] = {}
        self.begun = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.begun += 1
        request = Request(scope, receive)
        answer: Response = PlainTextResponse("", 204)
        if scope["method"] == "PUT":
            self.held[scope["path"]] = len(await request.body())
        elif scope["method"] == "DELETE":
            assert request.headers["x-xsrftoken"] == request.cookies["_streamlit_xsrf"] == "t"
            assert "content-length" not in request.headers
            self.held.pop(scope["path"])
        else:
            answer = PlainTextResponse(str(len(await request.body())))
        await answer(scope, receive, send)


@pytest.fixture
def streamlit() -> Iterator[Streamlit]:
    HANDED.files.clear()
    yield Streamlit()
    HANDED.files.clear()
    assert not HANDED.coming


async def send(
    app: Any,
    path: str,
    *chunks: bytes,
    method: str = "POST",
    declared: int | None = None,
    wait: float = 0.0,
) -> tuple[int, str]:
    """Send a body in chunks; without a declared length it is as a stream."""
    head = [(b"cookie", b"_streamlit_xsrf=t"), (b"x-xsrftoken", b"t")]
    if declared is None:
        head.append((b"transfer-encoding", b"chunked"))
    else:
        head.append((b"content-length", str(declared).encode()))
    scope = {
        "type": "http",
        "method": method,
        "path": path,
        "query_string": b"",
        "headers": head,
    }
    left = list(chunks)
    status, body = 0, b""

    async def receive() -> Message:
        await asyncio.sleep(wait)
        part = left.pop(0) if left else b""
        return {"type": "http.request", "body": part, "more_body": bool(left)}

    async def answered(message: Message) -> None:
        nonlocal status, body
        status = message.get("status", status)
        body += message.get("body", b"")

    await Bodies(app)(scope, receive, answered)
    return status, body.decode()


def upload(session: str = "s", file: str = "f") -> str:
    return UPLOAD.format(session=session, file=file)


class TestSizes:
    @pytest.mark.parametrize(
        ("path", "most"),
        [
            ("/deck", limits.DECK + FRAME),
            (WORDS, limits.WORDS + FRAME),
            (upload(), limits.TEMPLATE + FRAME),
            ("/data/units.csv", limits.BODY),
            ("/_stcore/agent/mcp", limits.BODY),
            ("/explorer", limits.BODY),
        ],
    )
    def test_each_way_in_has_its_own(self, path: str, most: int) -> None:
        assert most_of(path) == most

    @apart
    async def test_what_is_declared_too_large_is_not_read(self, streamlit: Streamlit) -> None:
        status, said = await send(streamlit, "/x", b"1", declared=limits.BODY + 1)
        assert (status, streamlit.begun) == (413, 0)
        assert "What was sent is too large" in said
        assert "提交的内容过大" in said

    @apart
    async def test_what_declares_nothing_is_counted(self, streamlit: Streamlit) -> None:
        parts = [b"1" * 4096] * (limits.BODY // 4096 + 1)
        assert (await send(streamlit, "/x", *parts))[0] == 413
        assert (await send(streamlit, "/x", *parts[1:]))[0] == 200
        whole = [bytes(2**20)] * 21
        assert (await send(streamlit, upload(), *whole, method="PUT"))[0] == 413
        assert not streamlit.held
        assert not HANDED.files

    @apart
    async def test_what_declares_less_than_it_sends_is_counted(self, streamlit: Streamlit) -> None:
        status, _ = await send(streamlit, "/x", bytes(limits.BODY), b"1", declared=5)
        assert status == 413

    @apart
    async def test_what_does_not_arrive_is_let_go(
        self, streamlit: Streamlit, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(limits, "ARRIVING", 0.05)
        status, said = await send(streamlit, "/x", b"1", b"2", wait=1.0)
        assert status == 408
        assert "did not arrive" in said

    @apart
    async def test_what_has_no_body_passes(self, streamlit: Streamlit) -> None:
        assert (await send(streamlit, "/x", method="GET", declared=0))[0] == 200


class TestNumbers:
    @apart
    async def test_files_of_one_session(self, streamlit: Streamlit) -> None:
        for n in range(limits.FILES_OF_ONE):
            assert (await send(streamlit, upload(file=f"{n}"), b"1", method="PUT", declared=1))[
                0
            ] == 204
        status, said = await send(streamlit, upload(file="more"), b"1", method="PUT", declared=1)
        assert status == 503
        assert "Try again in a minute" in said
        assert "请稍后再试" in said
        assert (await send(streamlit, upload("other"), b"1", method="PUT", declared=1))[0] == 204

    @apart
    async def test_bytes_of_all_sessions(
        self, streamlit: Streamlit, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(limits, "BYTES_OF_ALL", 10)
        for n, status in enumerate((204, 204, 503)):
            sent = await send(streamlit, upload(f"{n}"), b"1234", method="PUT", declared=4)
            assert sent[0] == status
        assert sum(streamlit.held.values()) == 8

    @apart
    async def test_what_is_on_its_way_counts(self) -> None:
        mine = Handed()
        with mine.arriving("", limits.BYTES_OF_ALL - 5):
            with pytest.raises(FullError), mine.arriving("", 6):
                pass
            with mine.arriving("", 5):
                pass
        with mine.arriving("", limits.BYTES_OF_ALL):
            pass

    def test_what_sessions_hold_is_counted_until_it_is_gone(self) -> None:
        room = Room(10)
        one = room.held(6)
        with pytest.raises(FullError):
            room.held(5)
        del one
        assert room.used == 0


class TestLetGo:
    """Streamlit would keep each file until its session ends."""

    @apart
    async def test_once_a_page_has_it(
        self, streamlit: Streamlit, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        for session in ("s", "other"):
            await send(streamlit, upload(session), b"1234", method="PUT", declared=4)

        class Run:
            session_id = "s"

        monkeypatch.setattr(handed, "get_script_run_ctx", Run)
        await asyncio.to_thread(HANDED.taken)
        async with asyncio.timeout(5):
            while len(streamlit.held) > 1:
                await asyncio.sleep(0.005)
        assert streamlit.held == {upload("other"): 4}

    @apart
    async def test_after_a_while_where_no_page_takes_it(
        self, streamlit: Streamlit, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(limits, "UNTAKEN", 0.05)
        await send(streamlit, upload(), b"1234", method="PUT", declared=4)
        assert streamlit.held
        async with asyncio.timeout(5):
            while streamlit.held:
                await asyncio.sleep(0.005)
        assert not HANDED.files
