"""The browser that draws figures: where it is, how it begins, draws and ends."""

from __future__ import annotations

import asyncio
import concurrent.futures
import logging
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Coroutine
from contextlib import suppress
from pathlib import Path
from threading import Thread
from typing import Any, TypeVar

import plotly.graph_objects as go
from choreographer.browsers.chromium import Chromium
from kaleido import Kaleido, PageGenerator  # type: ignore[import-untyped]

from metrics.exports.errors import ImageError

_NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chromium-headless-shell",
)
_VARIABLES = ("BROWSER_PATH", "CHROMIUM")
_BROWSER = "Chromium (Debian, Ubuntu: apt-get install chromium; Fedora: dnf install chromium)"
# Nothing listens there: whatever the browser wants to ask of another host goes nowhere.
_NOWHERE = "http://127.0.0.1:9"
_RULES = "default-src file: data: blob: 'unsafe-inline' 'unsafe-eval'"
_SCRIPT = Path(__file__).parent / "templates" / "render.js"
_START_SECONDS = 60.0
_RENDER_SECONDS = 45.0
# To close, to answer once it has ended, and for all of an end.
_CLOSE_SECONDS, _ANSWER_SECONDS, _END_SECONDS = 10.0, 1.0, 30.0
_LOOK_SECONDS = 0.25
_LOG = logging.getLogger("dashboard")
_T = TypeVar("_T")


class _GoneError(Exception):
    """The browser ended while it was needed."""


def find_browser() -> Path:
    """Return the Chromium that draws: the one that the environment names, or an installed one.

    Raises
    ------
    ImageError
        There is none, or the environment names what is none.
    """
    for variable in _VARIABLES:
        named = os.environ.get(variable)
        if named:
            found = shutil.which(named)
            if found is None:
                raise ImageError("image.no_such_browser", variable=variable, value=named)
            return Path(found)
    on_path = next(filter(None, map(shutil.which, _NAMES)), None)
    installed = on_path or Chromium.find_browser(skip_local=False)
    if installed is None:
        raise ImageError("image.no_browser", browser=_BROWSER, variable=_VARIABLES[0])
    return Path(installed)


class _Page(PageGenerator):  # type: ignore[misc]
    """The page that figures are drawn in; it asks for nothing but its own files."""

    header = PageGenerator.header.replace("<html>", '<html lang="zh-CN">').replace(
        "<head>",
        f'<head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{_RULES}">',
    )


class Engine:
    """A running browser and the event loop that talks with it, in a thread of its own.

    Kaleido's own server is not used: it waits for ever where its browser does not start, and
    hands pictures to whoever asks first.
    """

    def __init__(self, path: Path) -> None:
        self._loop = asyncio.new_event_loop()
        Thread(target=self._loop.run_forever, name="figures", daemon=True).start()
        try:
            self._browser = self._wait(self._open(path), _START_SECONDS + _END_SECONDS)
        except BaseException:
            self._loop.call_soon_threadsafe(self._loop.stop)
            raise

    def render(self, figure: go.Figure, opts: dict[str, Any]) -> bytes:
        """Return a figure as a file, by what Kaleido takes."""
        return self._wait(self._render(figure, opts), _RENDER_SECONDS)

    def close(self) -> None:
        """End the browser, whatever it does, and its thread."""
        try:
            self._wait(_closed(self._browser), _END_SECONDS)
        except Exception as fault:
            _LOG.warning("closing the browser: %r", fault)
            _kill(self._browser.subprocess)
        finally:
            self._loop.call_soon_threadsafe(self._loop.stop)

    def _wait(self, work: Coroutine[Any, Any, _T], seconds: float) -> _T:
        future = asyncio.run_coroutine_threadsafe(work, self._loop)
        try:
            return future.result(seconds)
        except concurrent.futures.TimeoutError:
            future.cancel()
            raise

    @staticmethod
    async def _open(path: Path) -> Kaleido:
        browser = Kaleido(
            n=1,
            timeout=_RENDER_SECONDS,
            page_generator=_Page(mathjax=False, others=[_SCRIPT.as_uri()]),
            path=path,
            proxy_server=_NOWHERE,
            enable_extensions=False,
        )
        try:
            await asyncio.wait_for(_while_it_lives(browser, browser.open()), _START_SECONDS)
        except BaseException:
            await _closed(browser)
            raise
        return browser

    async def _render(self, figure: go.Figure, opts: dict[str, Any]) -> bytes:
        drawn: bytes = await _while_it_lives(
            self._browser, self._browser.calc_fig(figure, opts=opts)
        )
        return drawn


async def _while_it_lives(browser: Kaleido, work: Coroutine[Any, Any, _T]) -> _T:
    """Wait for work of a browser, and look now and then whether it lives: Kaleido would wait on."""
    task = asyncio.ensure_future(work)
    process = None
    while process is None or process.poll() is None:
        await asyncio.wait({task}, timeout=_LOOK_SECONDS)
        if task.done():
            return task.result()
        # It has none before it is begun.
        process = getattr(browser, "subprocess", None)
    task.add_done_callback(lambda done: done.cancelled() or done.exception())
    task.cancel()
    raise _GoneError


async def _closed(browser: Kaleido) -> None:
    """Close a browser and take away what it wrote; one that does not listen is ended.

    Kaleido waits for an answer, which a browser that ends at once may not give. Given up, it goes
    on to what the browser wrote.
    """
    task = asyncio.ensure_future(browser.close())
    process = getattr(browser, "subprocess", None)
    over = time.monotonic() + _CLOSE_SECONDS
    while process is not None and process.poll() is None and not task.done():
        if time.monotonic() > over:
            _kill(process)
        await asyncio.wait({task}, timeout=_LOOK_SECONDS)
    await asyncio.wait({task}, timeout=_ANSWER_SECONDS)
    task.cancel()
    try:
        await asyncio.wait_for(task, _CLOSE_SECONDS)
    except (Exception, asyncio.CancelledError) as fault:
        _LOG.warning("closing the browser: %r", fault)


def _kill(process: subprocess.Popen[bytes]) -> None:
    """End a browser and all that it has begun, which is a group of its own but on Windows."""
    if hasattr(os, "killpg"):
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    process.kill()
