"""A server is told to end, is killed and begins anew; its browser is killed while it draws."""

from __future__ import annotations

import asyncio
import io
import signal
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import psutil
import pytest
from playwright.sync_api import Browser, expect
from pypdf import PdfReader

from bench.serving import free_port
from bench.visitor import visiting
from tests.asking import result_of
from tests.browsing import open_page, settle
from tests.faults.servers import alerts, begin, browsers, children, deck, done, until

pytestmark = pytest.mark.browser
MANY = 4
# Seconds that an end may take on a machine that does much else.
ENDING = 20.0


def test_a_server_that_ends_leaves_no_process_and_no_file(tmp_path: Path) -> None:
    server = begin([], tmp_path)

    async def visit() -> list[psutil.Process]:
        async with visiting(server.base) as one, visiting(server.base) as other:
            await one.go("briefing", f"lang=zh&{deck(MANY)}")
            await one.press("take_pdf_zh")
            await other.go("creation", "lang=zh")
            await other.press("take_audit_zh")
            await until(lambda: browsers(server))
            begun = children(server)
            server.process.send_signal(signal.SIGTERM)
            await asyncio.to_thread(server.process.wait, ENDING)
            await until(lambda: not one.connected or not other.connected)
            return begun

    begun = result_of(visit())
    assert server.process.returncode in (0, -signal.SIGTERM)
    gone, alive = psutil.wait_procs(begun, ENDING)
    assert alive == []
    assert gone
    assert list(tmp_path.iterdir()) == []


def test_a_browser_that_is_killed_while_it_draws_is_begun_again(tmp_path: Path) -> None:
    server = begin([], tmp_path)

    async def visit() -> bytes:
        async with visiting(server.base) as visitor:
            await visitor.go("briefing", f"lang=zh&{deck(MANY)}")
            await visitor.press("take_pdf_zh")
            await until(lambda: browsers(server))
            for process in browsers(server):
                process.kill()
            await visitor.until(done(visitor, "pdf", "zh"))
            assert alerts(visitor) == []
            return await visitor.download("ready_pdf_zh")

    try:
        content = result_of(visit())
    finally:
        server.stop()
    assert len(PdfReader(io.BytesIO(content)).pages) >= MANY
    assert list(tmp_path.iterdir()) == []


def test_the_first_choice_after_a_restart_counts(browser: Browser, tmp_path: Path) -> None:
    """The page stands in a browser, its server is killed and comes back: the browser finds it."""
    port = free_port()
    server = begin([], tmp_path, port=port)
    try:
        page = open_page(browser, f"{server.base}/data?lang=zh&theme=creation")
        server.process.kill()
        server.process.wait()
        server = begin([], tmp_path, port=port)
        box = page.get_by_role("textbox").or_(page.get_by_role("combobox")).first
        expect(box).to_be_visible()
        page.locator("[data-testid=stSelectbox] input").first.click()
        page.get_by_role("option", name="服务").first.click()
        settle(page)
        page.wait_for_function("() => location.search.includes('theme=services')")
        assert parse_qs(urlsplit(page.url).query)["theme"] == ["services"]
        page.context.close()
    finally:
        server.stop()
