"""Pictures of figures: one browser draws them all, one after another."""

from __future__ import annotations

import asyncio
import atexit
import concurrent.futures
import errno
import os
import shutil
import tempfile
from collections.abc import Coroutine
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from threading import Lock, Thread
from types import TracebackType
from typing import Any, Literal, TypeVar

import plotly.graph_objects as go
from choreographer.browsers.chromium import Chromium
from kaleido import Kaleido, PageGenerator  # type: ignore[import-untyped]
from kaleido.errors import JavascriptError, KaleidoError  # type: ignore[import-untyped]

from metrics.exports import glyphs
from metrics.exports.errors import ImageError as ImageError

Form = Literal["png", "svg", "pdf"]
WIDTH, HEIGHT = 1920, 1080

_NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chromium-headless-shell",
)
_VARIABLES = ("BROWSER_PATH", "CHROMIUM")
_BROWSER = "Chromium (Debian, Ubuntu: apt-get install chromium; Fedora: dnf install chromium)"
_CJK = "fonts-noto-cjk (Debian, Ubuntu), google-noto-sans-cjk-fonts (Fedora)"
_SIGNS = "fonts-dejavu-core (Debian, Ubuntu), dejavu-sans-fonts (Fedora)"
# Nothing listens there: whatever the browser wants to ask of another host goes nowhere.
_NOWHERE = "http://127.0.0.1:9"
_RULES = "default-src file: data: blob: 'unsafe-inline' 'unsafe-eval'"
_SCRIPT = Path(__file__).parent / "templates" / "render.js"
_START_SECONDS = 60.0
_RENDER_SECONDS = 45.0
_CLOSE_SECONDS = 15.0
_LOOK_SECONDS = 0.25
# Bytes of its own that a browser writes before it draws.
_PROFILE = 4 * 2**20

_T = TypeVar("_T")


@dataclass(frozen=True)
class Shown:
    """A slide to be shown or drawn.

    Parameters
    ----------
    title : str
        Names it in lists of slides and in names of files.
    alt : str
        Says what is seen to those who do not see it.
    figure : plotly figure
        All of the slide, its title and footer included.
    notes : tuple of str
        What must be known besides, or all that whoever presents it may say; it is not on the slide.
    """

    title: str
    alt: str
    figure: go.Figure
    notes: tuple[str, ...] = ()


class GlyphError(ImageError):
    """Characters that no installed font draws: they would be boxes."""


class _GoneError(Exception):
    """The browser ended while it was needed."""


def check_glyphs(written: str) -> None:
    """Make sure that installed fonts draw every character of a text.

    Raises
    ------
    GlyphError
        Names the characters that would be boxes, and the packages that hold them.
    """
    lacking = glyphs.missing(written)
    if lacking:
        kinds = {glyphs.east_asian(c) for c in lacking}
        packages = [_CJK] * (True in kinds) + [_SIGNS] * (False in kinds)
        shown = " ".join(f"{c} (U+{ord(c):04X})" for c in lacking[:20])
        raise GlyphError("image.no_glyphs", characters=shown, packages="; ".join(packages))


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


class _Engine:
    """A running browser and the event loop that talks with it, in a thread of its own.

    Kaleido's own server is not used: it waits for ever where its browser does not start, and
    hands pictures to whoever asks first.
    """

    def __init__(self, path: Path) -> None:
        self._loop = asyncio.new_event_loop()
        Thread(target=self._loop.run_forever, name="figures", daemon=True).start()
        try:
            self._browser = self._wait(self._open(path), _START_SECONDS)
        except BaseException:
            self._loop.call_soon_threadsafe(self._loop.stop)
            raise

    def render(self, figure: go.Figure, opts: dict[str, Any]) -> bytes:
        return self._wait(self._render(figure, opts), _RENDER_SECONDS)

    def close(self) -> None:
        try:
            self._wait(self._browser.close(), _CLOSE_SECONDS)
        except Exception:
            self._browser.subprocess.kill()  # it does not listen any more
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
            await _while_it_lives(browser, browser.open())
        except BaseException:
            await browser.close()
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


class Renderer:
    """Draws figures, one at a time whoever asks; the browser starts with the first of them.

    It may be used as a context manager; otherwise its browser ends with the process.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._engine: _Engine | None = None

    def __enter__(self) -> Renderer:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def render(
        self,
        figure: go.Figure,
        form: Form,
        width: int = WIDTH,
        height: int = HEIGHT,
        scale: int = 1,
    ) -> bytes:
        """Draw a figure.

        Parameters
        ----------
        figure : go.Figure
            What is drawn.
        form : Form
            ``png``, ``svg`` or ``pdf``.
        width, height : int
            Size in pixels of the figure's own layout.
        scale : int
            Pixels of a PNG for each of these.

        Returns
        -------
        bytes
            Content of the file.

        Raises
        ------
        GlyphError
            A character would be a box; nothing is drawn.
        ImageError
            There is no browser, or it failed twice, or the figure cannot be drawn.
        """
        check_glyphs(glyphs.texts(figure))
        opts = {"format": form, "width": width, "height": height, "scale": scale}
        with self._lock:
            try:
                return self._try(figure, opts)
            except ImageError:
                raise
            except Exception:
                self._stop()
            try:
                return self._try(figure, opts)
            except ImageError:
                raise
            except Exception as fault:
                self._stop()
                said = next(iter(fault.args), "") or type(fault).__name__
                reason = fault if isinstance(fault, OSError) else _no_room() or said
                raise ImageError("image.browser_failed", reason=reason) from fault

    def close(self) -> None:
        """End the browser; the next figure starts another."""
        with self._lock:
            self._stop()

    def _try(self, figure: go.Figure, opts: dict[str, Any]) -> bytes:
        if self._engine is None:
            self._engine = _Engine(find_browser())
            atexit.register(self.close)
        try:
            return self._engine.render(figure, opts)
        except (KaleidoError, JavascriptError) as fault:
            raise ImageError("image.undrawn", reason=fault) from fault

    def _stop(self) -> None:
        if self._engine is not None:
            self._engine.close()
            self._engine = None
            atexit.unregister(self.close)


def _no_room() -> OSError | None:
    """Return the fault of a disk on which a browser ends without a word of it; None of another."""
    if shutil.disk_usage(tempfile.gettempdir()).free < _PROFILE:
        return OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    return None


@cache
def shared() -> Renderer:
    """Return the renderer of this process."""
    return Renderer()
