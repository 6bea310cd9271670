"""Three processes behind the nginx of deploy/, below the root of their host."""

from __future__ import annotations

import asyncio
import json
import os
import re
import shutil
import stat
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

import httpx2
import pytest
from playwright.sync_api import Browser
from websockets.exceptions import WebSocketException

from bench.fleet import COOKIE, DEPLOY, PATIENCE, Fleet
from bench.tab import VisitError, key_of
from bench.visitor import Visitor, browsing, visiting
from tests.browsing import open_page, settle
from tests.deploy.conftest import FRAMING, Office
from tests.frozen import FROZEN

# One of them needs a browser; all are marked so that they stand together, and servers start once.
pytestmark = [pytest.mark.servers, pytest.mark.browser]
T = TypeVar("T")
# Seconds that anything may take here at most.
LONGEST = 120.0
LOST = (OSError, WebSocketException, VisitError, TimeoutError)


def run(work: Coroutine[None, None, T]) -> T:
    """Run what waits, on a thread of its own: that of a browser has a loop already."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, work).result()


def process(visitor: Visitor) -> int:
    """Return the port of the process that a visitor's cookie names."""
    return Fleet.process_of(visitor.browser.cookies.get(COOKIE))


async def until(done: Callable[[], Awaitable[bool]]) -> None:
    """Wait until something holds."""
    async with asyncio.timeout(LONGEST):
        while not await done():
            await asyncio.sleep(0.05)


async def away(visitor: Visitor) -> None:
    """Wait until a visitor's line is gone."""
    with suppress(*LOST):
        while visitor.connected:
            await visitor.rerun()


@asynccontextmanager
async def visitors(base: str, count: int) -> AsyncIterator[list[Visitor]]:
    """Yield visitors, each with a browser of its own."""
    async with AsyncExitStack() as stack:
        yield [await stack.enter_async_context(visiting(base)) for _ in range(count)]


def shown(visitor: Visitor) -> list[str]:
    """Return the markup of a page as it stands before a visitor, without its numbered names."""
    return [element.body for _, element in visitor.of_kind("html")]


def test_sessions_stick_and_spread(deployed: Office) -> None:
    own = deployed.fleet
    before = len(list(own.answers()))

    async def visit() -> None:
        async with visitors(own.base, 6) as six:
            homes = [process(one) for one in six]
            assert sorted(homes) == sorted(2 * own.ports)
            for one in six:
                for path in ("", "creation", "data/indicators.csv", "ip.css"):
                    answer = await one.get(path)
                    assert answer.status_code == 200
                    assert COOKIE not in answer.headers.get("set-cookie", "")
                assert not (await one.go("creation")).exceptions
            assert [process(one) for one in six] == homes

    run(visit())
    answered = list(own.answers())[before:]
    settled = [(cookie, gave) for _, cookie, gave, _ in answered if cookie]
    assert len(settled) >= 30
    assert all(cookie == gave for cookie, gave in settled)
    assert {status for status, *_ in answered} == {"200", "101"}


def test_a_file_is_found_wherever_the_cookie_leads(deployed: Office) -> None:
    own = deployed.fleet

    async def visit() -> None:
        async with visiting(own.base) as one:
            await one.go("creation", "lang=zh")
            await one.press("take_xlsx_zh")
            await one.until(lambda: one.has("download_button", "ready_xlsx_zh"))
            content = await one.download("ready_xlsx_zh")
            assert content[:2] == b"PK"
            _, button = one.find("download_button", "ready_xlsx_zh")
            for port in own.ports:
                cookie = f"{COOKIE}={port}.00"
                answer = await one.get(button.url, cookie=cookie, range="bytes=0-99")
                assert (answer.status_code, answer.content) == (206, content[:100])
                assert "attachment" in answer.headers["content-disposition"]
            missing = await one.get("media/0123456789abcdef.xlsx")
            assert missing.status_code == 404

    run(visit())


def test_an_upload_comes_to_its_session(deployed: Office) -> None:
    async def visit() -> None:
        async with visiting(deployed.fleet.base) as one:
            await one.go("curate", "lang=zh")
            (key,) = [key_of(widget) for _, widget in one.of_kind("file_uploader")]
            text = "indicator,period\n没有这个指标,2024\n".encode()
            came = await one.upload(key, "手工.csv", text)
            assert not came.exceptions
            assert any("手工.csv" in body for body in shown(one))

    run(visit())
    assert not any((deployed.fleet.folder / "body").rglob("*.*"))


def test_a_kept_deck_is_opened(deployed: Office) -> None:
    deck = json.dumps({"format": "deck", "slides": []}).encode()

    async def visit() -> tuple[httpx2.Response, httpx2.Response]:
        async with browsing() as browser:
            base = deployed.fleet.base
            small = await browser.post(f"{base}/deck", files={"deck": ("a.json", deck)})
            large = await browser.post(f"{base}/deck", content=b" " * (22 << 20))
            return small, large

    small, large = run(visit())
    assert small.status_code in (303, 400)
    assert "deck" in small.text or small.headers["location"].startswith("briefing")
    assert large.status_code == 413


def test_addresses_keep_the_folder_and_the_host(deployed: Office) -> None:
    base = deployed.fleet.base
    page = httpx2.get(f"{base}/creation?lang=en", trust_env=False)
    assert f'<link rel="canonical" href="{base}/creation?lang=en">' in page.text
    meant = httpx2.get(f"{base}/Creation", trust_env=False)
    assert (meant.status_code, meant.headers["location"]) == (302, "/ip/creation")
    assert httpx2.get(f"{base}/metrics", trust_env=False).status_code == 404


def test_the_scheme_is_what_nginx_says_and_no_visitor(deployed: Office) -> None:
    own = deployed.fleet
    said = {"x-forwarded-proto": "https", "x-forwarded-for": "10.9.8.7"}
    page = httpx2.get(f"{own.base}/creation?lang=en", headers=said, trust_env=False)
    assert f'rel="canonical" href="{own.base}/creation' in page.text
    # As nginx would that ends TLS.
    said["host"] = "localhost"
    one = f"http://127.0.0.1:{own.ports[0]}/ip/creation?lang=en"
    page = httpx2.get(one, headers=said, trust_env=False)
    assert 'rel="canonical" href="https://localhost/ip/creation' in page.text


def test_what_is_not_packed_is_packed_on_its_way(deployed: Office) -> None:
    base = deployed.fleet.base
    page = httpx2.get(f"{base}/", trust_env=False).text
    (script,) = set(re.findall(r'src="\.?/?((?:ip/)?static/js/index[^"]+)"', page))
    answer = httpx2.get(f"{base}/{script.removeprefix('ip/')}", trust_env=False)
    assert answer.headers["content-encoding"] == "gzip"
    assert "immutable" in answer.headers["cache-control"]


def test_charts_may_be_framed_and_pages_may_not(deployed: Office) -> None:
    base = deployed.fleet.base
    chart = httpx2.get(f"{base}/embed?view=indicator?id%3Dgii_rank", trust_env=False)
    assert chart.status_code == 200
    assert f"frame-ancestors 'self' {FRAMING}" in chart.headers["content-security-policy"]
    assert "x-frame-options" not in chart.headers
    page = httpx2.get(f"{base}/indicator?id=gii_rank", trust_env=False)
    assert page.headers["content-security-policy"].endswith("frame-ancestors 'self'")
    assert page.headers["x-frame-options"] == "SAMEORIGIN"


def test_a_killed_process_loses_its_own_sessions_alone(deployed: Office) -> None:
    own = deployed.fleet

    async def visit() -> None:
        async with visitors(own.base, 6) as six:
            for one in six:
                await one.go("checks", "lang=zh")
                await one.write("selectbox", "w_verdict_zh", option(one, "w_verdict_zh", 1))
            before = {one: (one.query, shown(one)) for one in six}
            assert all("verdict=" in one.query for one in six)
            gone = process(six[0])
            lost = [one for one in six if process(one) == gone]
            own.kill(gone)
            for one in lost:
                await asyncio.wait_for(away(one), 10)
                await one.connect()
                assert process(one) not in (0, gone)
                came = await one.rerun()
                assert not came.exceptions
                assert (one.query, shown(one)) == before[one]
            for one in [one for one in six if one not in lost]:
                assert one.connected
                await one.rerun()
                assert (one.query, shown(one)) == before[one]
            # It comes back, and nobody goes back to it but who comes anew.
            own.start(gone)
            own.ready(gone)
            homes = [process(one) for one in six]
            for one in six:
                assert (await one.get("creation")).status_code == 200
            assert [process(one) for one in six] == homes
            async with visiting(own.base) as new:
                assert process(new) == gone

    run(visit())


def option(visitor: Visitor, key: str, number: int) -> str:
    """Return the words of an option of a list."""
    _, box = visitor.find("selectbox", key)
    return str(box.options[number])


@dataclass
class Watch:
    """What continuous visitors met.

    Parameters
    ----------
    answers : dict of int to int
        How many answers had a status.
    runs : int
        Runs of pages.
    gaps : list of float
        Seconds without a line, each.
    slowest : float
        Seconds of the slowest answer.
    faults : list of str
        What a reader would have seen as an error.
    """

    answers: dict[int, int] = field(default_factory=dict)
    runs: int = 0
    gaps: list[float] = field(default_factory=list)
    slowest: float = 0.0
    faults: list[str] = field(default_factory=list)

    async def read(self, base: str, ended: asyncio.Event) -> None:
        """Ask for plain answers, one after another."""
        async with browsing() as browser:
            while not ended.is_set():
                for path in (
                    "creation",
                    "data/indicators.csv",
                    "ip.js",
                    "embed?view=indicator?id%3Dgii_rank",
                ):
                    start = time.monotonic()
                    answer = await browser.get(f"{base}/{path}")
                    self.slowest = max(self.slowest, time.monotonic() - start)
                    status = answer.status_code
                    self.answers[status] = self.answers.get(status, 0) + 1
                    await asyncio.sleep(0.05)

    async def stay(self, base: str, page: str, ended: asyncio.Event) -> None:
        """Stay on a page as a browser does, which connects again where its line is gone."""
        async with visiting(base) as one:
            await one.go(page, "lang=zh")
            while not ended.is_set():
                try:
                    came = await one.rerun()
                except LOST:
                    await self._again(one)
                    continue
                self.runs += 1
                self.faults += came.exceptions + came.errors
                await asyncio.sleep(0.25)

    async def _again(self, one: Visitor) -> None:
        start = time.monotonic()
        while not one.connected and time.monotonic() - start < LONGEST:
            with suppress(*LOST):
                await one.connect()
            await asyncio.sleep(0.05)
        self.gaps.append(time.monotonic() - start)


def restarting(own: Fleet, folder: Path) -> Path:
    """Write a command that ends a process, as systemd does; what watches it starts it again."""
    path = folder / "restart"
    pids = "".join(f"{port}) pid={own.servers[port].process.pid} ;;\n" for port in own.ports)
    path.write_text(
        f'#!/bin/sh\ncase "$1" in\n{pids}esac\nkill -TERM $pid\n'
        "while [ -d /proc/$pid ] && ! grep -q 'State:.*Z' /proc/$pid/status; do sleep 0.05; done\n"
    )
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return path


async def rolled(own: Fleet, folder: Path) -> None:
    """Restart all processes by the command of deploy/, and start those again that ended."""
    ended = {port: server.process for port, server in own.servers.items()}
    words = [str(DEPLOY / "rolling-restart"), *map(str, own.ports)]
    variables = os.environ | {
        "RESTART": str(restarting(own, folder)),
        "SECONDS_TO_START": str(PATIENCE),
    }
    roll = await asyncio.create_subprocess_exec(*words, env=variables)
    task = asyncio.ensure_future(roll.wait())
    while not task.done():
        for port in [port for port, process in ended.items() if process.poll() is not None]:
            del ended[port]
            own.start(port)
        await asyncio.sleep(0.05)
    assert await task == 0
    assert not ended


async def versions(own: Fleet) -> set[str]:
    """Return the versions of the data that the processes serve."""
    async with browsing() as browser:
        told = [await browser.get(f"http://127.0.0.1:{port}/ip/readyz") for port in own.ports]
    return {one.json()["data_version"] for one in told}


def test_restarts_and_new_tables_show_no_error(deployed: Office, tmp_path: Path) -> None:
    own = deployed.fleet
    other = tmp_path / "second"
    shutil.copytree(FROZEN, other)
    sources = other / "sources.csv"
    sources.write_text(sources.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    watch = Watch()

    async def changed() -> None:
        (before,) = await versions(own)
        deployed.exchange(other)

        async def new() -> bool:
            return len(found := await versions(own)) == 1 and found != {before}

        await until(new)
        runs = watch.runs
        await until(lambda: told(watch.runs > runs + 6))

    async def told(value: bool) -> bool:
        return value

    async def visit() -> None:
        ended = asyncio.Event()
        pages = ("", "creation", "checks", "data", "creation")
        work: list[Coroutine[None, None, None]] = [
            watch.read(own.base, ended),
            *(watch.stay(own.base, page, ended) for page in pages),
        ]
        async with asyncio.TaskGroup() as group:
            for one in work:
                group.create_task(one)
            try:
                await changed()
                await rolled(own, tmp_path)
            finally:
                ended.set()

    run(visit())
    assert watch.faults == []
    assert set(watch.answers) == {200}
    # Each visitor with a line lost it once at least; all have one again, soon.
    assert len(watch.gaps) >= 5
    assert max(watch.gaps) < 10


def test_a_page_stays_where_its_process_is_killed(deployed: Office, browser: Browser) -> None:
    own = deployed.fleet
    page = open_page(browser, f"{own.base}/checks?lang=en&verdict=consistent")
    heading = page.inner_text("h1")

    def home() -> int:
        kept = {cookie["name"]: cookie["value"] for cookie in page.context.cookies()}
        return Fleet.process_of(kept[COOKIE])

    gone = home()
    with page.expect_websocket(lambda socket: "_stcore/stream" in socket.url):
        own.kill(gone)
    settle(page)
    assert home() not in (0, gone)
    assert page.inner_text("h1") == heading
    assert page.url.endswith("/ip/checks?lang=en&verdict=consistent")
    page.reload()
    settle(page)
    assert page.inner_text("h1") == heading
    own.start(gone)
    own.ready(gone)
    page.context.close()
